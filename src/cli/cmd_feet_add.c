/* tingle feet add: one measurement of one foot. */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"
#include "report/fitting_report.h"

static const char *const sides[] = {"left", "right", NULL}, *const states[] = {"rested", "late", "after-run", NULL};

static const struct cli_example examples[] = {
    {"feet add", "asks for each measure"},
    {"feet add 265 --side left --width 100 --state late", "the left foot, late in the day, in millimetres"},
    {"feet add 266 --side left --width 102 --state after-run", "the same within ten minutes after a run"},
    {"feet add --side right --girth 251 --day 2026-03-01", "one measure alone, of another day"},
    {0}};

static const struct cli_option options[] = {
    {.name = "side", .kind = CLI_CHOICE, .argument = "SIDE", .choices = sides, .help = "which foot"},
    {.name = "width", .kind = CLI_NUMBER, .argument = "MM", .help = "straight across the ball of the foot"},
    {.name = "oblique", .kind = CLI_NUMBER, .argument = "MM", .help = "across the ball from joint to joint"},
    {.name = "girth", .kind = CLI_NUMBER, .argument = "MM", .help = "once round the ball"},
    {.name = "heel-to-ball", .kind = CLI_NUMBER, .argument = "MM", .help = "from the heel to the inner joint of the ball"},
    {.name = "state", .kind = CLI_CHOICE, .argument = "STATE", .choices = states, .help = "how the foot was (else rested); late is late in the day, after-run within ten minutes after a run"},
    {.name = "day", .kind = CLI_DAY, .argument = "DAY", .help = "when, such as 2026-03-01 (else today)"},
    {.name = "text", .kind = CLI_TEXT, .argument = "TEXT", .help = "anything else"},
    {0}};

/* A number that goes with those before it, or nothing; what cannot be is asked again, with the reason. */
static bool ask_mm(struct cli *cli, struct tingle_foot *foot, int measure, const char *question)
{
    struct tingle_error why = {0};
    char answer[32];
    while (console_ask(&cli->console, question, answer, sizeof answer)) {
        if (!*answer) return true;
        for (char *c = answer; *c; c++)
            if (*c == ',') *c = '.';
        if (!text_to_double(answer, strlen(answer), &foot->mm[measure])) {
            console_say(&cli->console, "a number of millimetres, or nothing");
            continue;
        }
        if (tingle_foot_check(foot, &why) == TINGLE_OK) return true;
        foot->mm[measure] = NAN;
        console_say(&cli->console, "%s", why.message);
    }
    return false;
}

/* One of the words, by its first letter; NULL at the end of the input. */
static const char *ask_word(struct cli *cli, const char *question, const char *const *words)
{
    char answer[16];
    while (console_ask(&cli->console, question, answer, sizeof answer))
        for (size_t i = 0; *answer && words[i]; i++)
            if ((answer[0] | 0x20) == words[i][0]) return words[i];
    return NULL;
}

static void ask(struct cli *cli, struct tingle_foot *foot)
{
    static const char *const questions[TINGLE_FOOT_MEASURES] = {
        "Length in mm, heel to longest toe (Enter: not measured)", "Width in mm, straight across the ball (Enter: not measured)",
        "Oblique width in mm, from joint to joint (Enter: not measured)", "Girth in mm, once round the ball (Enter: not measured)",
        "Heel to the inner joint of the ball in mm (Enter: not measured)"};
    if (!foot->side) foot->side = ask_word(cli, "Which foot? left or right", sides);
    if (!foot->side) return;
    for (int i = 0; i < TINGLE_FOOT_MEASURES && ask_mm(cli, foot, i, questions[i]); i++) continue;
    if (!foot->state) foot->state = ask_word(cli, "How was the foot? rested, late in the day, or after a run (r/l/a)", states);
}

static bool measured_anything(const struct tingle_foot *foot)
{
    for (int i = 0; i < TINGLE_FOOT_MEASURES; i++)
        if (!isnan(foot->mm[i])) return true;
    return false;
}

static enum tingle_status from_options(struct cli *cli, struct tingle_foot *foot, struct tingle_error *err)
{
    static const char *const names[TINGLE_FOOT_MEASURES] = {NULL, "width", "oblique", "girth", "heel-to-ball"};
    foot->mm[TINGLE_FOOT_LENGTH] = NAN;
    if (cli->operands && !text_number(cli->operand[0], &foot->mm[TINGLE_FOOT_LENGTH]))
        return error_set(err, TINGLE_WRONG_USE, -1, "'%.40s' is no length in millimetres, such as 265", cli->operand[0]);
    for (int i = 1; i < TINGLE_FOOT_MEASURES; i++) foot->mm[i] = cli_number(cli, names[i], NAN);
    foot->side = cli_text(cli, "side");
    foot->state = cli_text(cli, "state");
    foot->day = cli_text(cli, "day");
    foot->text = cli_text(cli, "text");
    if (measured_anything(foot) && !foot->side)
        return error_set(err, TINGLE_WRONG_USE, -1, "--side left or --side right: each foot is measured by itself");
    if (measured_anything(foot)) return TINGLE_OK;
    if (!console_is_interactive(&cli->console))
        return error_set(err, TINGLE_WRONG_USE, -1, "say what you measured: LENGTH, --width, --heel-to-ball, ... (see: tingle feet add --help)");
    ask(cli, foot);
    return TINGLE_OK;
}

/* Feet differ, but hardly by a centimetre: a person is asked, else it is said. */
static enum tingle_status check_other_foot(struct cli *cli, struct tingle_journal *journal, const struct tingle_foot *foot, struct tingle_error *err)
{
    struct tingle_feet *feet = NULL;
    struct tingle_foot_known known[2];
    struct buffer said;
    const char *answer;
    enum tingle_status st = tingle_feet_read(&feet, journal, err);
    if (st) return st;
    buffer_init(&said, 400);
    memcpy(known, feet->known, sizeof known);
    known[strcmp(foot->side, "right") == 0].rested[TINGLE_FOOT_LENGTH].mm = foot->mm[TINGLE_FOOT_LENGTH];
    feet_add_apart(&said, known, &cli->console.term);
    if (said.size && console_is_interactive(&cli->console)) {
        console_tell(&cli->console, buffer_text(&said));
        answer = answer_yes_no(cli, "Store it? (y/n)");
        if (answer && strcmp(answer, "no") == 0) st = error_set(err, TINGLE_NO, -1, "nothing was stored");
    } else if (said.size) {
        console_tell(&cli->console, buffer_text(&said));
    }
    buffer_release(&said);
    tingle_feet_free(feet);
    return st;
}

/* What cannot be is a wrong value of an option; the library calls it bad data, as it would be in a file. */
static enum tingle_status check(const struct tingle_foot *foot, struct tingle_error *err)
{
    if (tingle_foot_check(foot, err)) return err->code = TINGLE_WRONG_USE;
    return TINGLE_OK;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_foot foot = {0};
    char name[64];
    int64_t id;
    enum tingle_status st = from_options(cli, &foot, err);
    if (!st) st = check(&foot, err);
    if (!st) st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = check_other_foot(cli, journal, &foot, err);
    if (!st) st = tingle_foot_add(&id, journal, &foot, err);
    if (!st) {
        snprintf(name, sizeof name, "%lld", (long long)id);
        st = answer_done(cli, "measurement", name, foot.state ? "stored" : "stored as rested (late in the day, after a run: say --state)", err);
    }
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_feet_add = {
    .name = "feet add", .summary = "keep what you measured of a foot",
    .examples = examples, .operands = "[LENGTH]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Millimetres throughout: 265, not 26.5. Repeats are added one by one and averaged. How to measure: `tingle feet sheet`.", .run = run};
