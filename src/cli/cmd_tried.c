/* tingle tried: what was changed, and what came of it. */
#include <tingle/clinic.h>
#include <tingle/journal.h>

#include "cli/command.h"
#include "cli/dialogue.h"
#include "cli/records_show.h"

static const char *const results[] = {"better", "same", "worse", "unclear", NULL};

static const struct cli_example examples[] = {
    {"tried", "what was tried so far"},
    {"tried \"wider shoe\"", "from today on"},
    {"tried \"wider shoe\" --result better", "what came of it"},
    {"tried pads --since 2026-03-01 --result same", "an earlier one"},
    {0}};

static const struct cli_option options[] = {
    {.name = "since", .kind = CLI_DAY, .argument = "DAY", .help = "from which day on, else today, or as it was said before"},
    {.name = "result", .kind = CLI_CHOICE, .argument = "WORD", .choices = results, .help = "what came of it"},
    {.name = "forget", .kind = CLI_FLAG, .help = "remove it"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_tried tried = {.since = cli_text(cli, "since"), .result = cli_text(cli, "result")};
    struct tingle_journal *journal = NULL;
    bool forget = cli_flag(cli, "forget");
    enum tingle_status st;
    if (cli->operands == 0 && (tried.since || tried.result || forget)) return error_set(err, TINGLE_WRONG_USE, -1, "say what was tried (see: tingle tried --help)");
    if (cli->operands == 0) return records_show(cli, tried_text, tried_json, err);
    tried.what = cli->operand[0];
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = forget ? tingle_tried_forget(journal, &tried, err) : tingle_tried_store(journal, &tried, err);
    if (!st) st = answer_done(cli, "tried", tried.what, forget ? "forgotten" : "stored", err);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_tried = {
    .name = "tried", .summary = "what you changed against the numbness, and what came of it",
    .examples = examples, .operands = "[WHAT]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "In your own words, for the page of `tingle report`. What a change really does is a question for records and trials (`tingle why`); this is "
            "what you make of it yourself.",
    .run = run};
