/* tingle check: is the journal sound? */
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/journal_report.h"

enum { OUTPUT_MAX_BYTES = 64 << 20 };

static const struct cli_example examples[] = {
    {"check", "looks the whole journal over"},
    {"check --rebuild", "derives everything from the original files again"},
    {0}};

static const struct cli_option options[] = {
    {.name = "rebuild", .kind = CLI_FLAG, .help = "derive all that is derived from the original files again"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    bool rebuild = cli_flag(cli, "rebuild");
    struct tingle_journal *journal = NULL;
    struct tingle_check_report *report = NULL;
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), rebuild ? TINGLE_JOURNAL_WRITE : TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_journal_check(&report, journal, rebuild, err);
    if (st) goto done;
    if (cli_flag(cli, "json")) check_json(&out, report);
    else check_text(&out, report);
    st = console_print(&cli->console, &out, err);
    if (!st && report->problems) st = TINGLE_NO;
done:
    buffer_release(&out);
    tingle_check_report_free(report);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_check = {
    .name = "check", .summary = "look the journal over for damage",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "The exit status is 1 when there is a problem.", .run = run};
