/* tingle scales answer: answers to the questionnaires, by options or by asking. */
#include <tingle/journal.h>
#include <tingle/scales.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"

enum { ANSWER_BYTES = 300 };

static const struct cli_example examples[] = {
    {"scales answer", "asks one question after the other; Enter leaves one out"},
    {"scales answer --nrs 4 --groc 2", "the worst numbness was 4 of 10; as a whole a little better"},
    {"scales answer \"run for an hour=5\" \"stand at work=8\"", "how well you can do things of your own, 0 to 10"},
    {"scales answer --nrs 6 --day 2026-11-01", "of an earlier day"},
    {0}};

static const struct cli_option options[] = {
    {.name = "nrs", .kind = CLI_NUMBER, .argument = "N", .lo = 0, .hi = 10, .help = "the worst numbness on the runs of the last 7 days, 0 to 10"},
    {.name = "groc", .kind = CLI_NUMBER, .argument = "N", .lo = -7, .hi = 7, .help = "the change since you began to note, -7 (a very great deal worse) to 7"},
    {.name = "day", .kind = CLI_DAY, .argument = "DAY", .help = "of which day the answers are, else today"},
    {0}};

struct answering {
    struct cli *cli;
    struct tingle_journal *journal;
    const char *day;
    size_t stored;
};

static enum tingle_status keep(struct answering *a, const char *scale, const char *activity, double value, struct tingle_error *err)
{
    enum tingle_status st = tingle_scale_store(a->journal, scale, activity, a->day, value, err);
    if (!st) a->stored++;
    return st;
}

/* "run for an hour=5" */
static enum tingle_status keep_pair(struct answering *a, const char *pair, struct tingle_error *err)
{
    const char *equals = strrchr(pair, '=');
    char activity[ANSWER_BYTES];
    double value;
    if (!equals || equals == pair || equals - pair >= ANSWER_BYTES || !text_number(equals + 1, &value))
        return error_set(err, TINGLE_WRONG_USE, -1, "'%.80s' is no answer; write it as \"run for an hour=5\"", pair);
    snprintf(activity, sizeof activity, "%.*s", (int)(equals - pair), pair);
    return keep(a, "psfs", text_trim(activity), value, err);
}

static enum tingle_status keep_options(struct answering *a, struct tingle_error *err)
{
    struct cli *cli = a->cli;
    const double nrs = cli_number(cli, "nrs", NAN), groc = cli_number(cli, "groc", NAN);
    enum tingle_status st = TINGLE_OK;
    if (!isnan(nrs)) st = keep(a, "nrs", NULL, nrs, err);
    if (!st && !isnan(groc)) st = keep(a, "groc", NULL, groc, err);
    for (size_t i = 0; !st && i < cli->operands; i++) st = keep_pair(a, cli->operand[i], err);
    return st;
}

/* Asks for a number until it is one that is allowed, or nothing. */
static enum tingle_status ask_value(struct answering *a, const struct tingle_scale *scale, const char *activity, const char *question, struct tingle_error *err)
{
    char answer[ANSWER_BYTES];
    double value;
    while (console_ask(&a->cli->console, question, answer, sizeof answer) && *answer) {
        if (text_number(answer, &value)) {
            enum tingle_status st = keep(a, scale->id, activity, value, err);
            if (st != TINGLE_BAD_DATA) return st;
            console_say(&a->cli->console, "%s", err->message);
        } else console_say(&a->cli->console, "a number, please; Enter leaves the question out");
    }
    return TINGLE_OK;
}

static enum tingle_status ask_one(struct answering *a, const struct tingle_scale *scale, struct tingle_error *err)
{
    char question[512];
    snprintf(question, sizeof question, "%s\n%g %s .. %g %s:", scale->question, scale->lo, scale->low, scale->hi, scale->high);
    return ask_value(a, scale, NULL, question, err);
}

static enum tingle_status ask_activities(struct answering *a, const struct tingle_scale *scale, const struct tingle_scales *known, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < TINGLE_SCALE_ACTIVITIES; i++) {
        char activity[ANSWER_BYTES], question[1024];
        if (i < known->activities) snprintf(activity, sizeof activity, "%s", known->activity[i]);
        else if (!console_ask(&a->cli->console, "What do numb feet keep you from? Such as \"run for an hour\".\nIn your own words (Enter: no more):", activity,
                              sizeof activity) || !*activity) break;
        snprintf(question, sizeof question, "%s: %s\n%g %s .. %g %s:", activity, scale->question, scale->lo, scale->low, scale->hi, scale->high);
        st = ask_value(a, scale, activity, question, err);
    }
    return st;
}

static enum tingle_status ask_all(struct answering *a, struct tingle_error *err)
{
    size_t count;
    const struct tingle_scale *table = tingle_scales_table(&count);
    struct tingle_scales *known = NULL;
    enum tingle_status st = tingle_scales_read(&known, a->journal, err);
    for (size_t i = 0; !st && i < count; i++)
        st = table[i].activities ? ask_activities(a, &table[i], known, err) : ask_one(a, &table[i], err);
    tingle_scales_free(known);
    return st;
}

static enum tingle_status say_stored(struct cli *cli, size_t stored, struct tingle_error *err)
{
    enum tingle_status st;
    struct buffer out;
    char number[32];
    snprintf(number, sizeof number, "%zu", stored);
    if (cli_flag(cli, "json")) return answer_done(cli, "answers", number, "stored", err);
    buffer_init(&out, 4096);
    if (!stored) buffer_add_text(&out, "nothing was answered\n");
    else buffer_printf(&out, "%s %s stored; `tingle scales` shows what has changed\n", number, stored == 1 ? "answer" : "answers");
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct answering a = {.cli = cli, .day = cli_text(cli, "day")};
    bool given = cli->operands || !isnan(cli_number(cli, "nrs", NAN)) || !isnan(cli_number(cli, "groc", NAN));
    enum tingle_status st = TINGLE_OK;
    if (!given && !console_is_interactive(&cli->console))
        st = error_set(err, TINGLE_WRONG_USE, -1, "nothing to keep: give --nrs, --groc or an activity (see: tingle scales answer --help)");
    if (!st) st = tingle_journal_open(&a.journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = given ? keep_options(&a, err) : ask_all(&a, err);
    if (!st) st = say_stored(cli, a.stored, err);
    tingle_journal_close(a.journal);
    return st;
}

const struct cli_command cmd_scales_answer = {
    .name = "scales answer", .summary = "answer the questionnaires",
    .examples = examples, .operands = "[ACTIVITY=N]...", .operands_max = TINGLE_SCALE_ACTIVITIES, .options = options,
    .shared = CLI_JSON | CLI_HOME, .run = run};
