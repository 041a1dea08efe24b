/* tingle homecheck: checks that can be done at home, as a record. */
#include <tingle/clinic.h>
#include <tingle/journal.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"
#include "cli/records_show.h"

static const char *const moments[] = {"rested", "before", "after", NULL};

static const struct cli_example examples[] = {
    {"homecheck", "how each is done, its limits, and what was recorded"},
    {"homecheck touch --left 0 --right 1", "one toe of the right foot was not felt"},
    {"homecheck heel-walk --left 0 --right 0 --moment after", "both could, after a run"},
    {"homecheck --forget 2026-11-24", "those of that day are gone"},
    {0}};

static const struct cli_option options[] = {
    {.name = "left", .kind = CLI_WHOLE, .argument = "N", .lo = 0, .hi = 9, .help = "how many failed on the left foot (0: none)"},
    {.name = "right", .kind = CLI_WHOLE, .argument = "N", .lo = 0, .hi = 9, .help = "how many failed on the right foot"},
    {.name = "moment", .kind = CLI_CHOICE, .argument = "WORD", .choices = moments, .help = "how the feet were"},
    {.name = "day", .kind = CLI_DAY, .argument = "DAY", .help = "when, else today"},
    {.name = "forget", .kind = CLI_DAY, .argument = "DAY", .help = "remove those of that day"},
    {0}};

/* What as many failures mean, at once. */
static void say_meaning(struct cli *cli)
{
    size_t count;
    const struct tingle_home_check *table = tingle_home_checks_table(&count);
    int64_t left = cli_whole(cli, "left", 0), right = cli_whole(cli, "right", 0);
    for (size_t i = 0; i < count; i++)
        if (text_same(table[i].id, cli->operand[0]) && left + right >= table[i].abnormal) console_say(&cli->console, "%s", table[i].caution);
}

static enum tingle_status change(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    const char *day = cli_text(cli, "forget");
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st && day) st = tingle_home_checks_forget(journal, day, err);
    else if (!st)
        st = tingle_home_check_store(journal, cli->operand[0], cli_text(cli, "day"), cli_text(cli, "moment"), (int)cli_whole(cli, "left", -1),
                                     (int)cli_whole(cli, "right", -1), err);
    if (!st) st = day ? answer_done(cli, "day", day, "forgotten", err) : answer_done(cli, "check", cli->operand[0], "stored", err);
    if (!st && !day) say_meaning(cli);
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    if (cli->operands || cli_text(cli, "forget")) return change(cli, err);
    return records_show(cli, home_checks_text, home_checks_json, err);
}

const struct cli_command cmd_homecheck = {
    .name = "homecheck", .summary = "simple checks of the feet at home, for the record",
    .examples = examples, .operands = "[CHECK]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "CHECK is touch, heel-walk, tiptoe or big-toe. A check is a record for a clinician (`tingle report`) and never an answer: none was validated in "
            "runners. With diabetes, and where weakness is new, do not test: see `tingle doctor`.",
    .run = run};
