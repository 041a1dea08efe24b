/* tingle runs: what is in the journal. */
#include <tingle/journal.h>

#include <stdlib.h>

#include "base/arena.h"
#include "cli/command.h"
#include "report/journal_report.h"

enum { OUTPUT_MAX_BYTES = 256 << 20, RUNS_SHOWN = 20 };

static const struct cli_example examples[] = {
    {"runs", "the last 20 runs, and how your feet felt"},
    {"runs --all --json", "all of them, for a program"},
    {"runs --sources --last 5", "the files that each of the last five came from, and what services say of it"},
    {0}};

static const struct cli_option options[] = {
    {.name = "last", .kind = CLI_WHOLE, .argument = "N", .lo = 1, .hi = 1e6, .help = "show the last N runs (else 20)"},
    {.name = "all", .kind = CLI_FLAG, .help = "show all runs"},
    {.name = "sources", .kind = CLI_FLAG, .help = "show the files and services that each run came from"},
    {0}};

/* The runs that are shown, with where each came from. */
static enum tingle_status read_sources(struct tingle_run_sources **sources, struct tingle_journal *journal,
                                       const struct tingle_run_list *list, size_t first, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = first; !st && i < list->runs; i++) st = tingle_run_sources_read(&sources[i], journal, list->run[i].id, err);
    return st;
}

static enum tingle_status print_list(struct cli *cli, struct tingle_journal *journal, const struct tingle_run_list *list,
                                     struct tingle_error *err)
{
    const size_t count = cli_flag(cli, "all") ? 0 : (size_t)cli_whole(cli, "last", RUNS_SHOWN);
    struct tingle_run_sources **sources = NULL;
    struct buffer out;
    enum tingle_status st = TINGLE_OK;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "sources") && list->runs) {
        sources = alloc_array(list->runs, sizeof *sources);
        st = sources ? read_sources(sources, journal, list, runs_first_shown(list, count), err) : error_no_memory(err, "the list of runs");
    }
    if (!st && cli_flag(cli, "json")) runs_json(&out, list, sources, count);
    else if (!st) runs_text(&out, list, sources, count, &cli->console.term);
    if (!st) st = console_print(&cli->console, &out, err);
    for (size_t i = 0; sources && i < list->runs; i++) tingle_run_sources_free(sources[i]);
    free(sources);
    buffer_release(&out);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_run_list *list = NULL;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_runs_list(&list, journal, err);
    if (!st) st = print_list(cli, journal, list, err);
    tingle_run_list_free(list);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_runs = {
    .name = "runs", .summary = "list your runs and how your feet felt",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME, .run = run};
