/* tingle log: the ten-second note of a run. */
#include <tingle/journal.h>
#include <tingle/where.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "cli/dialogue.h"
#include "cli/command.h"
#include "cli/log_fields.h"
#include "cli/log_note.h"
#include "cli/log_proposals.h"

static const char *const yes_no[] = {"yes", "no", NULL};
static const char *const sides[] = {"left", "right", "both", NULL};
static const char *const socks[] = {"thin", "medium", "thick", NULL};
static const char *const endings[] = {"stopping", "walking", "loosening", "shoe-off", "by-itself", "not-yet", NULL};
static const char *const reasons[] = {"planned", "numb", "fear", "other", NULL};

static const struct cli_example examples[] = {
    {"log", "asks how your feet felt: Enter, f, Enter is \"worn as always, fine\""},
    {"log --last 5", "catches up: each of the last five runs that has no note"},
    {"log --fine", "nothing to report"},
    {"log --numb --side right --where \"P_TOE3 P_TOE4\" --onset 40", "numb under two toes from minute 40"},
    {"log 2026-11-24 --numb --onset 30-45 --shoe \"Pegasus 40\" --lacing 4", "a run by its day, and what was worn"},
    {"log --note \"numb 40 R 5\"", "the same in one line (docs/text-notes.md)"},
    {"log 12 --clear onset --relief 3", "changes one field of run 12's note, unsays another"},
    {"log --undo", "takes the last change of a note back; again: the one before"},
    {"log --no-file 58min 10km --fine", "a run that no watch recorded"},
    {"log --proposals", "notes found in what you wrote about your runs: right or wrong?"},
    {0}};

static const struct cli_option options[] = {
    {.name = "fine", .kind = CLI_FLAG, .help = "the feet felt fine all the way"},
    {.name = "numb", .kind = CLI_FLAG, .help = "a foot went numb"},
    {.name = "side", .kind = CLI_CHOICE, .argument = "SIDE", .choices = sides, .help = "which foot"},
    {.name = "where", .kind = CLI_TEXT, .argument = "REGIONS", .help = "where on the foot, by number, name or code: \"3 4\", \"big toe, arch\", P_HEEL (see: tingle where)"},
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
    {.name = "relaced", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "laces were opened or tied anew during the run"},
    {.name = "foam-before", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "foam rolled before the run"},
    {.name = "foam-after", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "foam rolled after the run"},
    {.name = "carried", .kind = CLI_NUMBER, .argument = "KG", .lo = 0, .hi = 100, .help = "weight carried"},
    {.name = "temperature", .kind = CLI_NUMBER, .argument = "C", .lo = -60, .hi = 60, .help = "air temperature in degrees Celsius"},
    {.name = "why-ended", .kind = CLI_CHOICE, .argument = "WHY", .choices = reasons, .help = "why the run ended"},
    {.name = "breaks", .kind = CLI_TEXT, .argument = "LIST", .help = "breaks as minute+length and reason: \"25+4 planned; 50+2 symptom\""},
    {.name = "text", .kind = CLI_TEXT, .argument = "TEXT", .help = "anything else"},
    {.name = "episode", .kind = CLI_WHOLE, .argument = "N", .lo = 1, .hi = 4, .help = "which episode of the run is meant; one more than there are adds one"},
    {.name = "clear", .kind = CLI_TEXT, .argument = "NAMES", .help = "unsay these, by the names of these options: \"onset shoe\"; felt is all of it, episode this one"},
    {.name = "note", .kind = CLI_TEXT, .argument = "LINE", .help = "the note as one line: \"numb 40 R 5\", \"fine\""},
    {.name = "show", .kind = CLI_FLAG, .help = "show the note, change nothing"},
    {.name = "remove", .kind = CLI_FLAG, .help = "remove the whole note"},
    {.name = "last", .kind = CLI_WHOLE, .argument = "N", .lo = 1, .hi = LOG_LAST_MAX, .help = "ask about those of the last N runs that have no note, newest first"},
    {.name = "undo", .kind = CLI_FLAG, .help = "take the last change of a note back"},
    {.name = "redo", .kind = CLI_FLAG, .help = "do again what was taken back last"},
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
    static const char *const others[] = {"no-file", "start", "proposals", "take", "decline", "episode", "note", "show", "remove", "last", "undo", "redo"};
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

/* What the options say that is not taken as it stands. */
struct typed {
    char regions[TINGLE_REGIONS_SIZE], clear[LOG_COLUMNS_SIZE];
};

static enum tingle_status note_from_options(const struct cli *cli, struct tingle_note *n, struct typed *typed, struct tingle_error *err)
{
    double lacing = cli_number(cli, "lacing", NAN);
    const char *where = cli_text(cli, "where"), *clear = cli_text(cli, "clear");
    enum tingle_status st = where ? tingle_regions_read(typed->regions, where, err) : TINGLE_OK;
    if (!st && clear) st = log_columns(typed->clear, clear, err);
    tingle_note_init(n);
    n->episode = (int)cli_whole(cli, "episode", 0);
    n->felt = cli_flag(cli, "numb") ? TINGLE_NUMB : cli_flag(cli, "fine") ? TINGLE_FINE : TINGLE_NOT_RECORDED;
    n->side = cli_text(cli, "side");
    n->regions = where ? typed->regions : NULL;
    n->clear = clear ? typed->clear : NULL;
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
    n->relaced = cli_text(cli, "relaced");
    n->foam_before = cli_text(cli, "foam-before");
    n->foam_after = cli_text(cli, "foam-after");
    n->carried_kg = cli_number(cli, "carried", NAN);
    n->temperature_c = cli_number(cli, "temperature", NAN);
    n->why_ended = cli_text(cli, "why-ended");
    n->breaks = cli_text(cli, "breaks");
    n->text = cli_text(cli, "text");
    return st;
}

/* --- the command ----------------------------------------------------------------------------- */

/* Ways of `tingle log` that are not the fields of a note; at most one of them at a time. */
static const char *const ways[] = {"proposals", "undo", "redo", "last", "show", "remove", "note"};
enum { WAYS = sizeof ways / sizeof *ways };

static bool is_given(const struct cli *cli, const char *name)
{
    for (size_t i = 0; options[i].name; i++)
        if (strcmp(options[i].name, name) == 0) return cli->value[i] != NULL;
    return false;
}

static enum tingle_status choose_way(const struct cli *cli, const char **way, struct tingle_error *err)
{
    *way = NULL;
    for (size_t i = 0; i < WAYS; i++) {
        if (!is_given(cli, ways[i])) continue;
        if (*way) return error_set(err, TINGLE_WRONG_USE, -1, "--%s and --%s: one of them (see: tingle log --help)", *way, ways[i]);
        *way = ways[i];
    }
    if (!*way || !said_anything(cli)) return TINGLE_OK;
    if (strcmp(*way, "proposals") == 0)
        return error_set(err, TINGLE_WRONG_USE, -1, "--proposals asks about notes; it takes none itself (see: tingle log --help)");
    return error_set(err, TINGLE_WRONG_USE, -1, "--%s goes without the fields of a note (see: tingle log --help)", *way);
}

static enum tingle_status check_use(const struct cli *cli, const char *way, struct tingle_error *err)
{
    const bool all_runs = way && (strcmp(way, "proposals") == 0 || strcmp(way, "undo") == 0 || strcmp(way, "redo") == 0 || strcmp(way, "last") == 0);
    if (all_runs && (cli->operands || cli_flag(cli, "no-file")))
        return error_set(err, TINGLE_WRONG_USE, -1, "--%s is about all runs: '%s' is one word too many", way, cli->operands ? cli->operand[0] : "--no-file");
    if ((cli_text(cli, "take") || cli_text(cli, "decline")) && !(way && strcmp(way, "proposals") == 0))
        return error_set(err, TINGLE_WRONG_USE, -1, "--take and --decline go with --proposals (see: tingle log --help)");
    if (cli_flag(cli, "fine") && cli_flag(cli, "numb"))
        return error_set(err, TINGLE_WRONG_USE, -1, "--fine and --numb: one of them (see: tingle log --help)");
    if (is_given(cli, "episode") && way && strcmp(way, "remove") != 0)
        return error_set(err, TINGLE_WRONG_USE, -1, "--episode goes with the fields of a note, or with --remove");
    if (!way && !said_anything(cli) && !console_is_interactive(&cli->console))
        return error_set(err, TINGLE_WRONG_USE, -1, "say how your feet felt: --fine or --numb (see: tingle log --help)");
    return TINGLE_OK;
}

/* --- one run --------------------------------------------------------------------------------- */

/* The newest run without a note among those that are offered for recall, else the last. */
static enum tingle_status newest_open(struct tingle_journal *journal, int64_t *id, struct tingle_error *err)
{
    struct tingle_run_list *list = NULL;
    enum tingle_status st = tingle_runs_list(&list, journal, err);
    for (size_t i = 0; !st && i < LOG_LAST_MAX && i < list->runs; i++) {
        const struct tingle_run *run = &list->run[list->runs - 1 - i];
        if (run->felt != TINGLE_NOT_RECORDED) continue;
        *id = run->id;
        break;
    }
    tingle_run_list_free(list);
    return st;
}

static enum tingle_status ask_or_edit(struct cli *cli, struct tingle_journal *journal, int64_t id, struct tingle_error *err)
{
    struct tingle_noted *noted = NULL;
    enum tingle_status st = cli->operands || cli_flag(cli, "no-file") ? TINGLE_OK : newest_open(journal, &id, err);
    bool edits = false, ended = false;
    if (!st && !cli->operands) st = log_ask_lasting(cli, journal, &ended, err);
    if (ended) return st;
    if (!st) st = tingle_note_read(&noted, journal, id, err);
    if (!st) edits = noted->found && noted->note->felt != TINGLE_NOT_RECORDED;
    tingle_noted_free(noted);
    if (st) return st;
    return edits ? log_edit(cli, journal, id, err) : log_ask(cli, journal, id, err);
}

static enum tingle_status store_options(struct cli *cli, struct tingle_journal *journal, int64_t id, struct tingle_error *err)
{
    struct log_signs signs = {0};
    struct tingle_note note;
    struct typed typed;
    enum tingle_status st = note_from_options(cli, &note, &typed, err);
    if (!st && note.felt == TINGLE_FINE && !cli->operands) st = tingle_note_refuse_fine(journal, id, err);
    if (!st) st = log_signs_of(&signs, journal, id, err);
    if (!st) st = tingle_note_store(journal, id, &note, err);
    if (!st) st = log_after(cli, journal, id, &signs, NULL, err);
    log_signs_release(&signs);
    return st;
}

static enum tingle_status store_line(struct cli *cli, struct tingle_journal *journal, int64_t id, struct tingle_error *err)
{
    struct log_signs signs = {0};
    int64_t run = cli->operands || cli_flag(cli, "no-file") ? id : 0;
    int64_t about = run;
    enum tingle_status st = tingle_note_line_run(&about, journal, cli_text(cli, "note"), err);
    if (!st) st = log_signs_of(&signs, journal, about, err);
    if (!st) st = tingle_note_line(&run, journal, cli_text(cli, "note"), err);
    if (!st) st = log_after(cli, journal, run, &signs, NULL, err);
    log_signs_release(&signs);
    return st;
}

static enum tingle_status remove_note(struct cli *cli, struct tingle_journal *journal, int64_t id, struct tingle_error *err)
{
    struct log_signs signs = {0};
    struct tingle_note note;
    enum tingle_status st = log_signs_before(&signs, journal, err);
    tingle_note_init(&note);
    note.episode = (int)cli_whole(cli, "episode", 0);
    note.clear = "episode";
    if (!st) st = note.episode ? tingle_note_store(journal, id, &note, err) : tingle_note_remove(journal, id, err);
    if (!st) st = log_removed(cli, journal, id, &signs, err);
    log_signs_release(&signs);
    return st;
}

static bool is_noted(struct tingle_journal *journal, int64_t id)
{
    struct tingle_noted *noted = NULL;
    bool found = !tingle_note_read(&noted, journal, id, NULL) && noted->found;
    tingle_noted_free(noted);
    return found;
}

static enum tingle_status log_one(struct cli *cli, struct tingle_journal *journal, const char *way, struct tingle_error *err)
{
    int64_t id = 0;
    enum tingle_status st = choose_run(cli, journal, &id, err);
    if (st) return st;
    if (way && strcmp(way, "show") == 0) st = log_show(cli, journal, id, err);
    else if (way && strcmp(way, "remove") == 0) st = remove_note(cli, journal, id, err);
    else if (way) st = store_line(cli, journal, id, err);
    else if (said_anything(cli)) st = store_options(cli, journal, id, err);
    else st = ask_or_edit(cli, journal, id, err);
    if (st && cli_flag(cli, "no-file") && !is_noted(journal, id)) tingle_run_delete(journal, id, NULL); /* nothing is changed by a note refused */
    return st;
}

static enum tingle_status log_way(struct cli *cli, struct tingle_journal *journal, const char *way, struct tingle_error *err)
{
    if (way && strcmp(way, "proposals") == 0) return log_proposals(cli, journal, err);
    if (way && strcmp(way, "last") == 0) return log_catch_up(cli, journal, (size_t)cli_whole(cli, "last", LOG_LAST_MAX), err);
    if (way && (strcmp(way, "undo") == 0 || strcmp(way, "redo") == 0)) return log_step(cli, journal, strcmp(way, "undo") == 0, err);
    return log_one(cli, journal, way, err);
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    const char *way;
    enum tingle_status st = choose_way(cli, &way, err);
    if (!st) st = check_use(cli, way, err);
    if (!st) st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = log_way(cli, journal, way, err);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_log = {
    .name = "log", .summary = "note how your feet felt on a run",
    .examples = examples, .operands = "[RUN]", .operands_max = 2, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "RUN is a run's number, its day, or \"last\" (the default; the questions begin with the newest of the last five runs that "
            "has no note). Without options it asks: what you wore, shown from last time, and how your feet felt. Enter leaves a "
            "question unsaid, ? explains, - goes one back, q stops. The note is stored when its questions are over; after Ctrl-C nothing of it is. A "
            "run that is noted already shows its note, to be changed.\n\n"
            "With options, what is not said stays as it was; \"not said\" is never taken as \"fine\".\n\n"
            "Note the quiet runs too: without them nobody can say what goes with the numb ones.",
    .run = run};
