/* The diary in and out. */
#include "journal/notes_csv.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"
#include "base/utc.h"
#include "journal/journal_note.h"

static const double near_s = 600, zone_slack_s = 14 * 3600, minutes_max = 48 * 60, km_max = 1000;

struct known_run {
    double start_unix_s;
    int utc_offset_s;
    bool has_utc_offset;
    int64_t id;
    int64_t line; /* of this file that noted it; 0 none yet */
};

struct importing {
    struct journal *journal;
    const struct notes_csv_hooks *hooks;
    struct notes_csv_result *result;
    struct csv csv;
    int start, minutes, km, simulated;
    const struct note_field *field[CSV_MAX_COLUMNS]; /* NULL for the four above */
    struct known_run *run;
    size_t runs, room;
    struct known_run *now; /* the run whose note is being gathered; NULL none */
    struct journal_note note, old; /* as it becomes; as it was */
    bool was_noted;
    size_t said_episodes;  /* of `now`, in this file */
};

struct when {
    const char *text;
    double unix_s; /* by the runner's clock when not zoned */
    bool zoned, day_only;
    int offset_s;
};

/* A fault of the row last read. */
static enum tingle_status row_fault(const struct importing *in, enum tingle_status st, struct tingle_error *err)
{
    char place[400];
    snprintf(place, sizeof place, "%.300s: line %lld", in->csv.name, (long long)in->csv.line);
    return st ? error_prefix(err, st, place) : st;
}

/* ------------------------------------------------------------------ the header */

static enum tingle_status unknown_column(const struct importing *in, const char *name, struct tingle_error *err)
{
    static const char *const others[] = {"start", "minutes", "km", "simulated"};
    const char *nearest = NULL;
    size_t best = TEXT_FAR + 1;
    for (size_t i = 0; i < note_field_count + 4; i++) {
        const char *known = i < 4 ? others[i] : note_field_table[i - 4].name;
        size_t d = text_distance(name, known);
        if (d < best) nearest = known, best = d;
    }
    assert(nearest);
    return error_set(err, TINGLE_BAD_DATA, 1, "%s: line 1: no column \"%.40s\" is known; nearest is \"%s\" (all: docs/notes-csv.md)",
                     in->csv.name, name, nearest);
}

static enum tingle_status read_header(struct importing *in, struct tingle_error *err)
{
    enum tingle_status st = csv_need_column(&in->csv, "start", &in->start, err);
    in->minutes = csv_column(&in->csv, "minutes");
    in->km = csv_column(&in->csv, "km");
    in->simulated = csv_column(&in->csv, "simulated");
    for (int i = 0; !st && i < (int)in->csv.columns; i++) {
        if (!in->csv.header[i][0] || i == in->start || i == in->minutes || i == in->km || i == in->simulated) continue;
        in->field[i] = journal_note_field(in->csv.header[i]);
        if (!in->field[i]) st = unknown_column(in, in->csv.header[i], err);
    }
    return st;
}

/* ------------------------------------------------------------------- the runs */

static enum tingle_status remember(struct importing *in, const struct journal_run *run, struct tingle_error *err)
{
    ptrdiff_t now = in->now ? in->now - in->run : 0;
    if (!alloc_room(&in->run, in->runs, &in->room, sizeof *in->run)) return error_no_memory(err, "the list of runs");
    if (in->now) in->now = in->run + now;
    in->run[in->runs++] = (struct known_run){run->start_unix_s, run->utc_offset_s, run->has_utc_offset, run->id, 0};
    return TINGLE_OK;
}

static enum tingle_status read_runs(struct importing *in, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    enum tingle_status st = journal_runs(&list, in->journal, false, err);
    for (size_t i = 0; !st && i < list->runs; i++) st = remember(in, &list->run[i], err);
    journal_run_list_free(list);
    return st;
}

static double clock_of(const struct known_run *run) { return run->start_unix_s + (run->has_utc_offset ? run->utc_offset_s : 0); }

static struct known_run *nearest_run(struct importing *in, const struct when *when, double within_s)
{
    struct known_run *best = NULL;
    double least = within_s;
    for (size_t i = 0; i < in->runs; i++) {
        double apart = fabs((when->zoned ? in->run[i].start_unix_s : clock_of(&in->run[i])) - when->unix_s);
        if (apart > least || (best && apart == least)) continue;
        best = &in->run[i];
        least = apart;
    }
    return best;
}

static enum tingle_status several_that_day(const struct importing *in, const struct when *when, struct tingle_error *err)
{
    char times[80] = "";
    for (size_t i = 0; i < in->runs; i++) {
        char text[UTC_TEXT_SIZE];
        double clock = clock_of(&in->run[i]);
        size_t used = strlen(times);
        if (clock < when->unix_s || clock >= when->unix_s + 86400 || used > 60) continue;
        utc_text(text, (int64_t)clock);
        snprintf(times + used, sizeof times - used, "%s%.5s", used ? ", " : "", text + 11);
    }
    return error_set(err, TINGLE_BAD_DATA, in->csv.line, "start is %s, but there are several runs that day (%s); give the time too",
                     when->text, times);
}

static enum tingle_status find_run(struct importing *in, const struct when *when, struct known_run **found, struct tingle_error *err)
{
    size_t that_day = 0;
    *found = NULL;
    if (!when->day_only) {
        *found = nearest_run(in, when, near_s);
        return TINGLE_OK;
    }
    for (size_t i = 0; i < in->runs; i++) {
        double clock = clock_of(&in->run[i]);
        if (clock < when->unix_s || clock >= when->unix_s + 86400) continue;
        *found = &in->run[i];
        that_day++;
    }
    return that_day > 1 ? several_that_day(in, when, err) : TINGLE_OK;
}

/* --------------------------------------------------------- a run without a file */

/* A time without a zone takes the clock of the run nearest in time; a day alone is its noon. */
static void place_in_time(struct importing *in, const struct when *when, double *unix_s, int *offset_s, bool *has_offset)
{
    const struct known_run *near = nearest_run(in, when, INFINITY);
    bool from_near = !when->zoned && near && near->has_utc_offset;
    *offset_s = when->zoned ? when->offset_s : from_near ? near->utc_offset_s : 0;
    *has_offset = when->zoned || from_near;
    *unix_s = when->unix_s - (from_near ? *offset_s : 0) + (when->day_only ? 43200 : 0);
}

static struct known_run *run_of_id(struct importing *in, int64_t id)
{
    for (size_t i = 0; i < in->runs; i++)
        if (in->run[i].id == id) return &in->run[i];
    assert(false && "a run that came in meanwhile, inside our transaction");
    return NULL;
}

/* Where the row tells the length of a run that is there at a somewhat other time, that one is meant. */
static enum tingle_status add_run(struct importing *in, const struct when *when, struct known_run **found, struct tingle_error *err)
{
    struct journal_run run;
    double minutes, km, start;
    int offset;
    bool has_offset;
    enum tingle_status st = csv_number(&in->csv, in->minutes, 0.1, minutes_max, &minutes, err);
    if (!st) st = csv_number(&in->csv, in->km, 0, km_max, &km, err);
    if (st) return st;
    if (isnan(minutes))
        return row_fault(in, error_set(err, TINGLE_NO_INPUT, in->csv.line, "no run on %s in the journal; import its file first, or give minutes to add a run without a file",
                                       when->text), err);
    place_in_time(in, when, &start, &offset, &has_offset);
    st = in->hooks->make_run(in->hooks->context, start, minutes, km, &run, err);
    run.utc_offset_s = offset;
    run.has_utc_offset = has_offset;
    if (!st) st = journal_run_same(in->journal, &run, JOURNAL_START_TOLD, &run.id, err);
    if (!st && run.id) {
        *found = run_of_id(in, run.id);
        return TINGLE_OK;
    }
    if (!st) st = journal_run_add_without_file(in->journal, &run, JOURNAL_START_TOLD, &run.id, err);
    if (!st) st = remember(in, &run, err);
    if (st) return row_fault(in, st, err);
    in->result->runs_added++;
    *found = &in->run[in->runs - 1];
    return TINGLE_OK;
}

/* ------------------------------------------------------------------- the rows */

static enum tingle_status read_when(const struct importing *in, struct when *when, struct tingle_error *err)
{
    *when = (struct when){.text = text_trim(in->csv.field[in->start])};
    size_t n = strlen(when->text);
    double slack;
    if (!utc_parse(when->text, n, &when->unix_s, &when->zoned, &when->offset_s))
        return error_set(err, TINGLE_BAD_DATA, in->csv.line, "start is \"%.40s\"; expected 2026-03-01, 2026-03-01T18:30 or 2026-03-01T18:30:00+01:00",
                         when->text);
    when->day_only = n == 10;
    slack = when->zoned ? near_s : zone_slack_s;
    if (when->unix_s > (double)utc_now() + slack)
        return error_set(err, TINGLE_BAD_DATA, in->csv.line, "start is %s, which is in the future; is the year right?", when->text);
    return TINGLE_OK;
}

static enum tingle_status finish_note(struct importing *in, struct tingle_error *err)
{
    enum tingle_status st;
    if (!in->now) return TINGLE_OK;
    if (in->was_noted && journal_note_same(&in->note, &in->old)) in->result->unchanged++;
    else in->result->notes++;
    st = journal_note_store(in->journal, in->now->id, &in->note, err);
    if (st == TINGLE_BAD_DATA || st == TINGLE_NO_INPUT) {
        char place[400];
        snprintf(place, sizeof place, "%.300s: line %lld", in->csv.name, (long long)in->now->line);
        error_prefix(err, st, place);
    }
    in->now = NULL;
    return st;
}

static enum tingle_status start_note(struct importing *in, struct known_run *run, struct tingle_error *err)
{
    enum tingle_status st;
    if (run->line)
        return error_set(err, TINGLE_BAD_DATA, in->csv.line, "the run was noted on line %lld already; put the rows of one run together",
                         (long long)run->line);
    in->now = run;
    run->line = in->csv.line;
    in->said_episodes = 0;
    st = journal_note_read(in->journal, run->id, &in->note, &in->was_noted, err);
    in->old = in->note;
    return st;
}

/* On a further row of a run, what is said of the run itself may only be said again. */
static enum tingle_status check_repeated(struct importing *in, const struct note_field *f, const char *text, struct tingle_error *err)
{
    struct journal_note again;
    char before[NOTE_TEXT], now[NOTE_TEXT];
    enum tingle_status st;
    journal_note_init(&again);
    st = journal_note_set(&again, 0, f, text, err);
    if (st) return st;
    journal_note_get(&in->note, 0, f, before);
    journal_note_get(&again, 0, f, now);
    if (!*before || strcmp(before, now) == 0) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, in->csv.line, "%s is \"%.40s\", but \"%.40s\" on line %lld of the same run", f->name, now, before,
                     (long long)in->now->line);
}

static enum tingle_status set_cell(struct importing *in, const struct note_field *f, const char *text, size_t number,
                                   bool further, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    if (further && !f->in_episode) st = check_repeated(in, f, text, err);
    return st ? st : journal_note_set(&in->note, number, f, text, err);
}

/* True when the row describes an episode. */
static bool row_has_episode(const struct importing *in)
{
    for (size_t i = 0; i < in->csv.columns; i++)
        if (in->field[i] && in->field[i]->in_episode && *in->csv.field[i]) return true;
    return false;
}

static enum tingle_status set_cells(struct importing *in, bool further, struct tingle_error *err)
{
    bool episode = row_has_episode(in);
    size_t number = in->said_episodes;
    enum tingle_status st = TINGLE_OK;
    if (further && !episode)
        return error_set(err, TINGLE_BAD_DATA, in->csv.line, "the same run as line %lld again, without a further episode; remove one of them",
                         (long long)in->now->line);
    if (episode && number == NOTE_EPISODES)
        return error_set(err, TINGLE_BAD_DATA, in->csv.line, "more than %d episodes of one run; keep the most important", NOTE_EPISODES);
    if (episode && number == 0) {
        in->note.episodes = 0;
        for (size_t i = 0; i < NOTE_EPISODES; i++) journal_episode_init(&in->note.episode[i]);
    }
    for (size_t i = 0; !st && i < in->csv.columns; i++)
        if (in->field[i] && *in->csv.field[i]) st = set_cell(in, in->field[i], in->csv.field[i], number, further, err);
    if (!episode && strcmp(in->note.felt, "fine") == 0) in->note.episodes = 0;
    in->said_episodes += episode;
    return st;
}

static enum tingle_status check_kind(struct importing *in, struct tingle_error *err)
{
    const char *text = csv_text(&in->csv, in->simulated);
    bool yes = text_same(text, "yes");
    if (*text && !yes && !text_same(text, "no"))
        return error_set(err, TINGLE_BAD_DATA, in->csv.line, "simulated is \"%.40s\"; expected yes or no", text);
    return journal_expect_kind(in->journal, yes ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
}

/* Trims every cell; *empty when the row has nothing, as spreadsheets leave behind. */
static enum tingle_status tidy_row(struct importing *in, bool *empty, struct tingle_error *err)
{
    *empty = true;
    for (size_t i = 0; i < in->csv.columns; i++) {
        in->csv.field[i] = text_trim(in->csv.field[i]);
        if (!*in->csv.field[i]) continue;
        *empty = false;
        if (!*in->csv.header[i])
            return error_set(err, TINGLE_BAD_DATA, in->csv.line, "\"%.40s\" stands in a column without a name", in->csv.field[i]);
    }
    return TINGLE_OK;
}

static bool row_says_something(const struct importing *in)
{
    for (size_t i = 0; i < in->csv.columns; i++)
        if (in->field[i] && *in->csv.field[i]) return true;
    return false;
}

static enum tingle_status locate(struct importing *in, struct known_run **run, struct tingle_error *err)
{
    struct when when;
    enum tingle_status st = check_kind(in, err);
    if (!st) st = read_when(in, &when, err);
    if (!st) st = find_run(in, &when, run, err);
    if (st) return row_fault(in, st, err);
    return *run ? TINGLE_OK : add_run(in, &when, run, err);
}

static enum tingle_status take_row(struct importing *in, struct tingle_error *err)
{
    struct known_run *run = NULL;
    bool empty, further;
    enum tingle_status st = row_fault(in, tidy_row(in, &empty, err), err);
    if (st || empty) return st;
    st = locate(in, &run, err);
    if (st || !row_says_something(in)) return st;
    further = in->now == run;
    if (!further) {
        st = finish_note(in, err);
        if (st) return st;
        st = start_note(in, run, err);
    }
    if (!st) st = set_cells(in, further, err);
    return row_fault(in, st, err);
}

static enum tingle_status import_rows(struct importing *in, struct tingle_error *err)
{
    bool got = true;
    enum tingle_status st = read_header(in, err);
    if (!st) st = read_runs(in, err);
    while (!st && got) {
        st = csv_next(&in->csv, &got, err);
        if (!st && got) st = take_row(in, err);
    }
    return st ? st : finish_note(in, err);
}

enum tingle_status notes_csv_import(struct journal *j, struct bytes csv, const char *name,
                                    const struct notes_csv_hooks *hooks, struct notes_csv_result *out,
                                    struct tingle_error *err)
{
    struct importing *in = alloc_array(1, sizeof *in);
    enum tingle_status st;
    *out = (struct notes_csv_result){0};
    if (!in) return error_no_memory(err, name);
    in->journal = j;
    in->hooks = hooks;
    in->result = out;
    st = csv_open(&in->csv, csv, name, err);
    if (!st) st = import_rows(in, err);
    csv_release(&in->csv);
    free(in->run);
    free(in);
    return st;
}

bool notes_csv_looks_like(const struct csv *table)
{
    return csv_column(table, "start") >= 0 && (csv_column(table, "felt") >= 0 || csv_column(table, "minutes") >= 0);
}

/* -------------------------------------------------------------------- writing */

static void write_start(struct buffer *out, const struct journal_run *run)
{
    char text[UTC_TEXT_SIZE];
    int64_t start = (int64_t)floor(run->start_unix_s);
    if (run->has_utc_offset) utc_text_local(text, start, run->utc_offset_s);
    else utc_text(text, start);
    csv_add(out, true, text);
}

static void write_row(struct buffer *out, const struct journal_run *run, const struct journal_note *note, size_t number, bool simulated)
{
    char text[NOTE_TEXT];
    bool without_file = run->sources == 0 && number == 0;
    write_start(out, run);
    csv_add_number(out, false, without_file ? run->elapsed_s / 60 : NAN);
    csv_add_number(out, false, without_file ? run->distance_m / 1000 : NAN);
    for (size_t i = 0; i < note_field_count; i++) {
        const struct note_field *f = &note_field_table[i];
        bool shown = f->in_episode ? number < note->episodes : number == 0;
        if (shown) journal_note_get(note, number, f, text);
        csv_add(out, false, shown ? text : "");
    }
    csv_add(out, false, simulated ? "yes" : "");
    csv_end_row(out);
}

static void write_header(struct buffer *out)
{
    buffer_add_text(out, "start,minutes,km");
    for (size_t i = 0; i < note_field_count; i++) csv_add(out, false, note_field_table[i].name);
    csv_add(out, false, "simulated");
    csv_end_row(out);
}

enum tingle_status notes_csv_write(struct buffer *out, struct journal *j, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    struct journal_note note;
    enum journal_kind kind;
    bool found;
    enum tingle_status st = journal_kind(j, &kind, err);
    if (!st) st = journal_runs(&list, j, false, err);
    write_header(out);
    for (size_t i = 0; !st && i < list->runs; i++) {
        st = journal_note_read(j, list->run[i].id, &note, &found, err);
        if (st || (!found && list->run[i].sources > 0)) continue;
        for (size_t k = 0; k == 0 || k < note.episodes; k++)
            write_row(out, &list->run[i], &note, k, kind == JOURNAL_SIMULATED);
    }
    journal_run_list_free(list);
    return st ? st : buffer_status(out, "the notes", err);
}
