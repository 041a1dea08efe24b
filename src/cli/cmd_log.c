/* tingle log: the ten-second note of a run. */
#include <tingle/journal.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "cli/dialogue.h"
#include "cli/command.h"
#include "cli/log_proposals.h"
#include "report/journal_report.h"
#include "report/json.h"

static const char *const yes_no[] = {"yes", "no", NULL};
static const char *const sides[] = {"left", "right", "both", NULL};
static const char *const socks[] = {"thin", "medium", "thick", NULL};
static const char *const endings[] = {"stopping", "walking", "loosening", "shoe-off", "by-itself", "not-yet", NULL};
static const char *const reasons[] = {"planned", "numb", "fear", "other", NULL};

static const struct cli_example examples[] = {
    {"log", "asks how your feet felt on the last run"},
    {"log --fine", "nothing to report"},
    {"log --numb --side right --where \"P_TOE3 P_TOE4\" --onset 40", "numb under two toes from minute 40"},
    {"log 2026-11-24 --numb --onset 30-45 --shoe \"Pegasus 40\" --lacing 4", "a run by its day, and what was worn"},
    {"log --no-file 58min 10km --fine", "a run that no watch recorded"},
    {"log --proposals", "notes found in what you wrote about your runs: right or wrong?"},
    {0}};

static const struct cli_option options[] = {
    {.name = "fine", .kind = CLI_FLAG, .help = "the feet felt fine all the way"},
    {.name = "numb", .kind = CLI_FLAG, .help = "a foot went numb"},
    {.name = "side", .kind = CLI_CHOICE, .argument = "SIDE", .choices = sides, .help = "which foot"},
    {.name = "where", .kind = CLI_TEXT, .argument = "REGIONS", .help = "where on the foot, by the codes of docs/notes-csv.md"},
    {.name = "quality", .kind = CLI_TEXT, .argument = "WORDS", .help = "how it felt: numb, tingling, burning, cold, heavy; several are fine"},
    {.name = "onset", .kind = CLI_TEXT, .argument = "WHEN", .help = "when it began: minute (40), window (30-45), early, middle, late, stopped (it made you stop), unknown"},
    {.name = "ended-by", .kind = CLI_CHOICE, .argument = "WHAT", .choices = endings, .help = "what ended it"},
    {.name = "relief", .kind = CLI_NUMBER, .argument = "MIN", .lo = 0, .hi = 10000, .help = "minutes until the feeling was back"},
    {.name = "severity", .kind = CLI_NUMBER, .argument = "N", .lo = 0, .hi = 10, .help = "how bad, 0 to 10"},
    {.name = "pain", .kind = CLI_NUMBER, .argument = "N", .lo = 0, .hi = 10, .help = "pain, 0 to 10"},
    {.name = "weakness", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "weakness or tripping"},
    {.name = "colour-change", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "the foot turned pale, blue or red"},
    {.name = "tight-leg", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "the lower leg felt tight"},
    {.name = "stopped", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "you stopped because of it"},
    {.name = "shoe", .kind = CLI_TEXT, .argument = "NAME", .help = "the shoes (see: tingle shoes)"},
    {.name = "lacing", .kind = CLI_NUMBER, .argument = "N", .lo = 1, .hi = 5, .help = "laces of both feet: 1 foot slides, 2 two fingers under the lace, 3 one finger, 4 tight, 5 leaves a mark"},
    {.name = "lacing-left", .kind = CLI_NUMBER, .argument = "N", .lo = 1, .hi = 5, .help = "laces of the left foot"},
    {.name = "lacing-right", .kind = CLI_NUMBER, .argument = "N", .lo = 1, .hi = 5, .help = "laces of the right foot"},
    {.name = "sock", .kind = CLI_CHOICE, .argument = "WHICH", .choices = socks, .help = "the socks"},
    {.name = "foam-before", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "foam rolled before the run"},
    {.name = "foam-after", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "foam rolled after the run"},
    {.name = "carried", .kind = CLI_NUMBER, .argument = "KG", .lo = 0, .hi = 100, .help = "weight carried"},
    {.name = "temperature", .kind = CLI_NUMBER, .argument = "C", .lo = -60, .hi = 60, .help = "air temperature in degrees Celsius"},
    {.name = "why-ended", .kind = CLI_CHOICE, .argument = "WHY", .choices = reasons, .help = "why the run ended"},
    {.name = "breaks", .kind = CLI_TEXT, .argument = "LIST", .help = "breaks as minute+length and reason: \"25+4 planned; 50+2 symptom\""},
    {.name = "text", .kind = CLI_TEXT, .argument = "TEXT", .help = "anything else"},
    {.name = "proposals", .kind = CLI_FLAG, .help = "list the notes that your own words suggest, and ask whether they are right"},
    {.name = "take", .kind = CLI_TEXT, .argument = "N", .help = "with --proposals: note these, by number, or all"},
    {.name = "decline", .kind = CLI_TEXT, .argument = "N", .help = "with --proposals: these are wrong; goes before --take"},
    {.name = "no-file", .kind = CLI_FLAG, .help = "a run without a file: TIME (58min, 1:02:03) and DISTANCE (10km, 6mi) follow"},
    {.name = "start", .kind = CLI_TEXT, .argument = "TIME", .help = "with --no-file: its start, such as 2026-11-24T07:30+01:00 (else it ended just now)"},
    {0}};

/* --- which run ------------------------------------------------------------------------------- */

static enum tingle_status add_run(struct cli *cli, struct tingle_journal *journal, int64_t *id,
                                  struct tingle_error *err)
{
    const char *start = cli_text(cli, "start");
    double minutes, metres = NAN, start_s;
    if (cli->operands < 1 || !quantity_minutes(cli->operand[0], &minutes))
        return error_set(err, TINGLE_WRONG_USE, -1, "--no-file: how long was it, such as 58min or 1:02:03? '%s' is no time",
                         cli->operands ? cli->operand[0] : "");
    if (cli->operands > 1 && !quantity_metres(cli->operand[1], &metres))
        return error_set(err, TINGLE_WRONG_USE, -1, "--no-file: '%s' is no distance, such as 10km or 6mi", cli->operand[1]);
    start_s = (double)utc_now() - 60 * minutes;
    if (start && !utc_parse(start, strlen(start), &start_s, NULL, NULL))
        return error_set(err, TINGLE_WRONG_USE, -1, "--start: '%s' is no time, such as 2026-11-24T07:30+01:00", start);
    return tingle_run_add(id, journal, start_s, minutes, metres, err);
}

static enum tingle_status choose_run(struct cli *cli, struct tingle_journal *journal, int64_t *id,
                                     struct tingle_error *err)
{
    if (cli_flag(cli, "no-file")) return add_run(cli, journal, id, err);
    if (cli->operands > 1)
        return error_set(err, TINGLE_WRONG_USE, -1, "'%s' is one word too many (see: tingle log --help)", cli->operand[1]);
    return tingle_run_find(id, journal, cli->operands ? cli->operand[0] : "last", err);
}

/* --- the note -------------------------------------------------------------------------------- */

/* Options that say nothing of how the feet felt. */
static bool is_no_note(const char *name)
{
    static const char *const others[] = {"no-file", "start", "proposals", "take", "decline"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i]) == 0) return true;
    return false;
}

static bool said_anything(const struct cli *cli)
{
    for (size_t i = 0; options[i].name; i++)
        if (cli->value[i] && !is_no_note(options[i].name)) return true;
    return false;
}

static void note_from_options(const struct cli *cli, struct tingle_note *n)
{
    double lacing = cli_number(cli, "lacing", NAN);
    tingle_note_init(n);
    n->felt = cli_flag(cli, "numb") ? TINGLE_NUMB : cli_flag(cli, "fine") ? TINGLE_FINE : TINGLE_NOT_RECORDED;
    n->side = cli_text(cli, "side");
    n->regions = cli_text(cli, "where");
    n->quality = cli_text(cli, "quality");
    n->onset = cli_text(cli, "onset");
    n->ended_by = cli_text(cli, "ended-by");
    n->relief_min = cli_number(cli, "relief", NAN);
    n->severity = cli_number(cli, "severity", NAN);
    n->pain = cli_number(cli, "pain", NAN);
    n->weakness = cli_text(cli, "weakness");
    n->colour_change = cli_text(cli, "colour-change");
    n->tight_leg = cli_text(cli, "tight-leg");
    n->stopped_because = cli_text(cli, "stopped");
    n->shoe = cli_text(cli, "shoe");
    n->lacing_left = cli_number(cli, "lacing-left", lacing);
    n->lacing_right = cli_number(cli, "lacing-right", lacing);
    n->sock = cli_text(cli, "sock");
    n->foam_before = cli_text(cli, "foam-before");
    n->foam_after = cli_text(cli, "foam-after");
    n->carried_kg = cli_number(cli, "carried", NAN);
    n->temperature_c = cli_number(cli, "temperature", NAN);
    n->why_ended = cli_text(cli, "why-ended");
    n->breaks = cli_text(cli, "breaks");
    n->text = cli_text(cli, "text");
}

/* What the questions were answered with; the note points into it. */
struct asked {
    char shoe[200], side[16], onset[32];
};

static const char *last_shoe(const struct tingle_run_list *list)
{
    for (size_t i = list->runs; i-- > 0;)
        if (*list->run[i].shoe) return list->run[i].shoe;
    return "";
}

static double ask_lacing(struct cli *cli)
{
    char answer[16];
    while (console_ask(&cli->console, "Laces? 1 foot slides, 2 two fingers fit under, 3 one finger, 4 tight, 5 leaves a mark (Enter: not said)",
                       answer, sizeof answer)) {
        if (!*answer) break;
        if (answer[0] >= '1' && answer[0] <= '5' && !answer[1]) return answer[0] - '0';
        console_say(&cli->console, "a number from 1 to 5, or nothing");
    }
    return NAN;
}

/* What was worn is asked before how it felt: the answer must not colour the memory. */
static void note_from_questions(struct cli *cli, const struct tingle_run_list *list, struct tingle_note *n,
                                struct asked *a)
{
    char question[300];
    const char *numb;
    tingle_note_init(n);
    snprintf(question, sizeof question, "Shoes? (Enter: %s)", *last_shoe(list) ? last_shoe(list) : "not said");
    if (!console_ask(&cli->console, question, a->shoe, sizeof a->shoe) || !*a->shoe)
        snprintf(a->shoe, sizeof a->shoe, "%s", last_shoe(list));
    n->shoe = *a->shoe ? a->shoe : NULL;
    n->lacing_left = n->lacing_right = ask_lacing(cli);
    numb = answer_yes_no(cli, "Did a foot go numb? (y/n, Enter: not said)");
    if (!numb) return;
    n->felt = strcmp(numb, "yes") == 0 ? TINGLE_NUMB : TINGLE_FINE;
    if (n->felt == TINGLE_FINE) return;
    if (console_ask(&cli->console, "Which foot? left, right or both (Enter: not said)", a->side, sizeof a->side) && *a->side)
        n->side = a->side;
    if (console_ask(&cli->console, "When did it begin? Minute (40), window (30-45), early, middle, late, stopped (Enter: unknown)",
                    a->onset, sizeof a->onset) && *a->onset)
        n->onset = a->onset;
}

/* --- the command ----------------------------------------------------------------------------- */

static const struct tingle_run *run_of(const struct tingle_run_list *list, int64_t id)
{
    for (size_t i = 0; i < list->runs; i++)
        if (list->run[i].id == id) return &list->run[i];
    return NULL;
}

static enum tingle_status print_stored(struct cli *cli, const struct tingle_run *r, struct tingle_error *err)
{
    enum tingle_status st;
    struct buffer out;
    struct json j;
    buffer_init(&out, 1 << 16);
    if (cli_flag(cli, "json")) {
        json_init(&j, &out);
        json_begin_object(&j, NULL);
        json_whole(&j, "run", r->id);
        json_bool(&j, "stored", true);
        json_end(&j);
    } else {
        buffer_add_text(&out, "noted: ");
        run_words(&out, r);
        buffer_printf(&out, ": %s\n", r->felt == TINGLE_NUMB ? "numb" : r->felt == TINGLE_FINE ? "fine" : "how it felt is not said");
    }
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static void ask(struct cli *cli, const struct tingle_run_list *list, int64_t id, struct tingle_note *note,
                struct asked *asked)
{
    struct buffer words;
    buffer_init(&words, 1000);
    run_words(&words, run_of(list, id));
    console_say(&cli->console, "%s", buffer_text(&words));
    buffer_release(&words);
    note_from_questions(cli, list, note, asked);
}

static enum tingle_status check_use(const struct cli *cli, struct tingle_error *err)
{
    if (cli_flag(cli, "fine") && cli_flag(cli, "numb"))
        return error_set(err, TINGLE_WRONG_USE, -1, "--fine and --numb: one of them (see: tingle log --help)");
    if (!said_anything(cli) && !console_is_interactive(&cli->console))
        return error_set(err, TINGLE_WRONG_USE, -1, "say how your feet felt: --fine or --numb (see: tingle log --help)");
    return TINGLE_OK;
}

static enum tingle_status run_proposals(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    enum tingle_status st = TINGLE_OK;
    if (cli->operands)
        return error_set(err, TINGLE_WRONG_USE, -1, "--proposals is about all runs: '%s' is one word too many", cli->operand[0]);
    if (said_anything(cli))
        return error_set(err, TINGLE_WRONG_USE, -1, "--proposals asks about notes; it takes none itself (see: tingle log --help)");
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = log_proposals(cli, journal, err);
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status log_note(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_run_list *list = NULL;
    struct tingle_note note;
    struct asked asked = {0};
    int64_t id = 0;
    enum tingle_status st = check_use(cli, err);
    if (!st) st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = choose_run(cli, journal, &id, err);
    if (!st) st = tingle_runs_list(&list, journal, err);
    if (st) goto done;
    if (said_anything(cli)) note_from_options(cli, &note);
    else ask(cli, list, id, &note, &asked);
    st = tingle_note_store(journal, id, &note, err);
    if (st && cli_flag(cli, "no-file")) tingle_run_delete(journal, id, NULL); /* nothing is changed by a note refused */
    tingle_run_list_free(list);
    list = NULL;
    if (!st) st = tingle_runs_list(&list, journal, err);
    if (!st) st = print_stored(cli, run_of(list, id), err);
done:
    tingle_run_list_free(list);
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    if (cli_flag(cli, "proposals")) return run_proposals(cli, err);
    if (cli_text(cli, "take") || cli_text(cli, "decline"))
        return error_set(err, TINGLE_WRONG_USE, -1, "--take and --decline go with --proposals (see: tingle log --help)");
    return log_note(cli, err);
}

const struct cli_command cmd_log = {
    .name = "log", .summary = "note how your feet felt on a run",
    .examples = examples, .operands = "[RUN]", .operands_max = 2, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "RUN is a run's number, its day, or \"last\" (the default). Without options it asks three things. What is "
            "not said stays as it was; \"not said\" is never taken as \"fine\".\n\n"
            "Note the quiet runs too: without them nobody can say what goes with the numb ones.",
    .run = run};
