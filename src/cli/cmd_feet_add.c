/* tingle feet add: one measurement of one foot. */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"

static const char *const sides[] = {"left", "right", NULL};

static const struct cli_example examples[] = {
    {"feet add", "asks for each measure"},
    {"feet add 265 --side left --width 100 --ball 192", "the left foot, in millimetres"},
    {"feet add 266 --side left --width 102 --after-run", "the same within ten minutes after a run"},
    {"feet add --side right --girth 251 --day 2026-03-01", "one measure alone, of another day"},
    {0}};

static const struct cli_option options[] = {
    {.name = "side", .kind = CLI_CHOICE, .argument = "SIDE", .choices = sides, .help = "which foot"},
    {.name = "width", .kind = CLI_NUMBER, .argument = "MM", .help = "straight across the ball of the foot"},
    {.name = "oblique", .kind = CLI_NUMBER, .argument = "MM", .help = "across the ball from joint to joint"},
    {.name = "girth", .kind = CLI_NUMBER, .argument = "MM", .help = "once round the ball"},
    {.name = "ball", .kind = CLI_NUMBER, .argument = "MM", .help = "from the heel to the inner joint of the ball"},
    {.name = "after-run", .kind = CLI_FLAG, .help = "measured within ten minutes after a run"},
    {.name = "day", .kind = CLI_TEXT, .argument = "DAY", .help = "when, such as 2026-03-01 (else today)"},
    {.name = "text", .kind = CLI_TEXT, .argument = "TEXT", .help = "anything else"},
    {0}};

/* A number, or nothing. */
static double ask_mm(struct cli *cli, const char *question)
{
    char answer[32];
    double mm;
    while (console_ask(&cli->console, question, answer, sizeof answer)) {
        if (!*answer) break;
        for (char *c = answer; *c; c++)
            if (*c == ',') *c = '.';
        if (text_to_double(answer, strlen(answer), &mm)) return mm;
        console_say(&cli->console, "a number of millimetres, or nothing");
    }
    return NAN;
}

static void ask(struct cli *cli, struct tingle_foot *foot)
{
    static const char *const questions[TINGLE_FOOT_MEASURES] = {
        "Length in mm, heel to longest toe (Enter: not measured)", "Width in mm, straight across the ball (Enter: not measured)",
        "Oblique width in mm, from joint to joint (Enter: not measured)", "Girth in mm, once round the ball (Enter: not measured)",
        "Heel to the inner joint of the ball in mm (Enter: not measured)"};
    char side[16];
    const char *after;
    while (!foot->side && console_ask(&cli->console, "Which foot? left or right", side, sizeof side))
        foot->side = text_same(side, "left") || text_same(side, "l") ? "left" : text_same(side, "right") || text_same(side, "r") ? "right" : NULL;
    if (!foot->side) return;
    for (int i = 0; i < TINGLE_FOOT_MEASURES; i++) foot->mm[i] = ask_mm(cli, questions[i]);
    after = answer_yes_no(cli, "Within ten minutes after a run? (y/n, Enter: no)");
    if (after && strcmp(after, "yes") == 0) foot->state = "after-run";
}

static bool measured_anything(const struct tingle_foot *foot)
{
    for (int i = 0; i < TINGLE_FOOT_MEASURES; i++)
        if (!isnan(foot->mm[i])) return true;
    return false;
}

static enum tingle_status from_options(struct cli *cli, struct tingle_foot *foot, struct tingle_error *err)
{
    static const char *const names[TINGLE_FOOT_MEASURES] = {NULL, "width", "oblique", "girth", "ball"};
    foot->mm[TINGLE_FOOT_LENGTH] = NAN;
    if (cli->operands && !text_number(cli->operand[0], &foot->mm[TINGLE_FOOT_LENGTH]))
        return error_set(err, TINGLE_WRONG_USE, -1, "'%.40s' is no length in millimetres, such as 265", cli->operand[0]);
    for (int i = 1; i < TINGLE_FOOT_MEASURES; i++) foot->mm[i] = cli_number(cli, names[i], NAN);
    foot->side = cli_text(cli, "side");
    foot->state = cli_flag(cli, "after-run") ? "after-run" : "rested";
    foot->day = cli_text(cli, "day");
    foot->text = cli_text(cli, "text");
    if (measured_anything(foot) && !foot->side)
        return error_set(err, TINGLE_WRONG_USE, -1, "--side left or --side right: each foot is measured by itself");
    if (measured_anything(foot)) return TINGLE_OK;
    if (!console_is_interactive(&cli->console))
        return error_set(err, TINGLE_WRONG_USE, -1, "say what you measured: LENGTH, --width, --ball, ... (see: tingle feet add --help)");
    ask(cli, foot);
    return TINGLE_OK;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_foot foot = {0};
    char name[64];
    int64_t id;
    enum tingle_status st = from_options(cli, &foot, err);
    if (!st) st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = tingle_foot_add(&id, journal, &foot, err);
    if (!st) {
        snprintf(name, sizeof name, "%lld", (long long)id);
        st = answer_done(cli, "measurement", name, "stored", err);
    }
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_feet_add = {
    .name = "feet add", .summary = "keep what you measured of a foot",
    .examples = examples, .operands = "[LENGTH]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Millimetres throughout: 265, not 26.5. Repeats are added one by one and averaged. How to measure: `tingle feet sheet`.", .run = run};
