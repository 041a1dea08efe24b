/* tingle runs: what is in the journal. */
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/journal_report.h"

enum { OUTPUT_MAX_BYTES = 256 << 20, RUNS_SHOWN = 20 };

static const struct cli_example examples[] = {
    {"runs", "the last 20 runs, and how your feet felt"},
    {"runs --all --json", "all of them, for a program"},
    {0}};

static const struct cli_option options[] = {
    {.name = "last", .kind = CLI_WHOLE, .argument = "N", .lo = 1, .hi = 1e6, .help = "show the last N runs (else 20)"},
    {.name = "all", .kind = CLI_FLAG, .help = "show all runs"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    size_t count = cli_flag(cli, "all") ? 0 : (size_t)cli_whole(cli, "last", RUNS_SHOWN);
    struct tingle_journal *journal = NULL;
    struct tingle_run_list *list = NULL;
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_runs_list(&list, journal, err);
    if (st) goto done;
    if (cli_flag(cli, "json")) runs_json(&out, list, count);
    else runs_text(&out, list, count, &cli->console.term);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_run_list_free(list);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_runs = {
    .name = "runs", .summary = "list your runs and how your feet felt",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME, .run = run};
