/* tingle scales: questionnaires, their answers and what has changed. */
#include <tingle/journal.h>
#include <tingle/scales.h>

#include "cli/command.h"
#include "cli/dialogue.h"
#include "report/scales_report.h"

enum { OUTPUT_MAX_BYTES = 1 << 24 };

static const struct cli_example examples[] = {
    {"scales", "all answers so far, and whether the change is a meaningful one"},
    {"scales answer", "asks the questions; once a week is often enough"},
    {"scales --forget 2026-11-24", "the answers of that day are gone"},
    {0}};

static const struct cli_option options[] = {
    {.name = "forget", .kind = CLI_DAY, .argument = "DAY", .help = "remove the answers of that day"},
    {0}};

static enum tingle_status forget(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    const char *day = cli_text(cli, "forget");
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = tingle_scales_forget(journal, day, err);
    if (!st) st = answer_done(cli, "day", day, "forgotten", err);
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_scales *scales = NULL;
    struct buffer out;
    enum tingle_status st;
    if (cli_text(cli, "forget")) return forget(cli, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_scales_read(&scales, journal, err);
    if (st) goto done;
    if (cli_flag(cli, "json")) scales_json(&out, scales);
    else scales_text(&out, scales, &cli->console.term);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_scales_free(scales);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_scales = {
    .name = "scales", .summary = "how it changes over the weeks, by questionnaires",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Three questionnaires that are free to use: the worst numbness from 0 to 10; up to three things of your own that numb feet keep you "
            "from (the patient-specific functional scale); and the change as a whole from -7 to +7 (global rating of change). A change is called "
            "meaningful when it reaches what others found to matter to people with other complaints; none of the three is validated for numb feet.",
    .run = run};
