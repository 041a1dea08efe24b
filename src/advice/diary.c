/* Notes by hand. */
#include "advice/diary.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "advice/run_derive.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/utc.h"
#include "journal/note_history.h"

enum { NEAR_S = 600, LISTED = 6 };

struct tingle_note diary_nothing_said(void)
{
    return (struct tingle_note){.severity = NAN, .pain = NAN, .relief_min = NAN, .lacing_left = NAN,
                                .lacing_right = NAN, .carried_kg = NAN, .temperature_c = NAN};
}

/* One thing said: the field and its text, or its number. */
struct said {
    const char *field, *text;
    double number;
};

enum { SAID_MAX = 32 };

static size_t list_said(const struct tingle_note *n, struct said said[SAID_MAX])
{
    static const char *const felt[] = {NULL, "fine", "numb"};
    const struct said all[] = {
        {"felt", felt[n->felt], NAN},       {"side", n->side, NAN},
        {"regions", n->regions, NAN},       {"quality", n->quality, NAN},
        {"onset", n->onset, NAN},           {"ended_by", n->ended_by, NAN},
        {"severity", NULL, n->severity},    {"pain", NULL, n->pain},
        {"relief_min", NULL, n->relief_min}, {"weakness", n->weakness, NAN},
        {"colour_change", n->colour_change, NAN}, {"tight_leg", n->tight_leg, NAN},
        {"stopped_because", n->stopped_because, NAN}, {"shoe", n->shoe, NAN},
        {"lacing_left", NULL, n->lacing_left}, {"lacing_right", NULL, n->lacing_right},
        {"sock", n->sock, NAN},             {"foam_before", n->foam_before, NAN},
        {"foam_after", n->foam_after, NAN}, {"relaced", n->relaced, NAN}, {"carried_kg", NULL, n->carried_kg},
        {"temperature_c", NULL, n->temperature_c}, {"why_ended", n->why_ended, NAN},
        {"breaks", n->breaks, NAN},         {"text", n->text, NAN}};
    size_t count = 0;
    _Static_assert(sizeof all / sizeof *all <= SAID_MAX, "room for all that can be said");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].text || !isnan(all[i].number)) said[count++] = all[i];
    return count;
}

/* Episode `number` is gone, those behind it move up. */
static void drop_episode(struct journal_note *note, size_t number)
{
    if (number >= note->episodes) return;
    for (size_t i = number; i + 1 < note->episodes; i++) note->episode[i] = note->episode[i + 1];
    journal_episode_init(&note->episode[--note->episodes]);
}

static enum tingle_status clear_one(struct journal_note *note, size_t number, const char *name, struct tingle_error *err)
{
    const struct note_field *field = journal_note_field(name);
    if (strcmp(name, "episode") == 0) {
        drop_episode(note, number);
        return TINGLE_OK;
    }
    if (!field || field->kind == NOTE_TIME)
        return error_set(err, TINGLE_WRONG_USE, -1, "\"%.40s\" is nothing that a note says and that can be cleared; see docs/notes-csv.md for the names", name);
    if (strcmp(name, "felt") == 0)
        while (note->episodes) drop_episode(note, 0);
    return field->in_episode && number >= note->episodes ? TINGLE_OK : journal_note_set(note, number, field, "", err);
}

static enum tingle_status clear_fields(struct journal_note *note, size_t number, const char *names, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    while (!st && *names) {
        char name[64];
        size_t n = strcspn(names, " ,");
        snprintf(name, sizeof name, "%.*s", (int)(n < sizeof name ? n : sizeof name - 1), names);
        if (n) st = clear_one(note, number, name, err);
        names += n + (names[n] != '\0');
    }
    return st;
}

static enum tingle_status check_episode(const struct journal_note *note, const struct tingle_note *from, struct tingle_error *err)
{
    if (from->episode >= 0 && from->episode <= NOTE_EPISODES && (size_t)from->episode <= note->episodes + 1) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, from->episode, "there is no episode %d: the note has %zu, and at most %d can be noted", from->episode,
                     note->episodes, NOTE_EPISODES);
}

static enum tingle_status say(struct journal_note *note, size_t number, const struct said *said, struct tingle_error *err)
{
    char decimal[DECIMAL_TEXT_SIZE];
    const struct note_field *field = journal_note_field(said->field);
    assert(field);
    decimal_text(decimal, said->number);
    return journal_note_set(note, number, field, said->text ? said->text : decimal, err);
}

/* "Not over yet", said again: it is as long ago as this that it had not gone. When the note was made stays: A3 needs it. */
static void say_lasting(struct journal_episode *e, double since_run_min)
{
    const double most = journal_note_field("relief_min")->hi;
    if (since_run_min > 0) e->relief_min = fmin(fmax(e->relief_min, floor(since_run_min)), most);
}

static enum tingle_status overlay(struct journal_note *note, const struct tingle_note *from, double noted_at, struct tingle_error *err)
{
    struct said said[SAID_MAX];
    const size_t n = list_said(from, said), number = from->episode > 1 ? (size_t)from->episode - 1 : 0;
    const bool had_felt = *note->felt != '\0';
    enum tingle_status st = check_episode(note, from, err);
    if (!st && from->clear) st = clear_fields(note, number, from->clear, err);
    for (size_t i = 0; !st && i < n; i++) st = say(note, number, &said[i], err);
    if (st) return st;
    if (strcmp(note->felt, "numb") == 0 && note->episodes == 0 && !from->clear) note->episodes = 1;
    if (strcmp(note->felt, "fine") == 0 && note->episodes > 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "\"fine\" and an episode of numbness do not go together");
    if (isnan(note->noted_at) || (!had_felt && *note->felt)) note->noted_at = noted_at; /* what was worn may have been noted before */
    return TINGLE_OK;
}

static enum tingle_status put(struct journal *j, int64_t run, const struct tingle_note *note, const struct diary_change *change,
                              struct tingle_error *err)
{
    const size_t number = note->episode > 1 ? (size_t)note->episode - 1 : 0;
    struct journal_note stored;
    struct journal_run known;
    bool found, again;
    enum tingle_status st = journal_note_read(j, run, &stored, &found, err);
    if (!st && note->felt == TINGLE_FINE) stored.episodes = 0;
    again = !st && *stored.felt && note->ended_by && strcmp(note->ended_by, "not-yet") == 0;
    if (!st) st = overlay(&stored, note, change->noted_at, err);
    if (!st && again) st = journal_run_read(j, run, &known, err);
    if (!st && again) say_lasting(&stored.episode[number], (change->noted_at - known.start_unix_s - known.elapsed_s) / 60);
    return st ? st : journal_note_change(j, run, &stored, change->proposal, err);
}

enum tingle_status diary_store(struct journal *j, int64_t run, const struct tingle_note *note, struct tingle_error *err)
{
    const struct diary_change change = {.noted_at = (double)utc_now()};
    return diary_change(j, run, note, &change, err);
}

enum tingle_status diary_change(struct journal *j, int64_t run, const struct tingle_note *note, const struct diary_change *change,
                                struct tingle_error *err)
{
    enum tingle_status st = journal_begin(j, err);
    return st ? st : journal_end(j, put(j, run, note, change, err), err);
}

enum tingle_status diary_check(struct journal *j, int64_t run, const struct tingle_note *note, struct tingle_error *err)
{
    const struct diary_change change = {.noted_at = (double)utc_now()};
    enum tingle_status st = journal_begin(j, err);
    if (st) return st;
    st = put(j, run, note, &change, err);
    journal_rollback(j);
    return st;
}

enum tingle_status diary_refuse_fine(struct journal *j, int64_t run, struct tingle_error *err)
{
    struct journal_note note;
    bool found;
    enum tingle_status st = journal_note_read(j, run, &note, &found, err);
    if (st || strcmp(note.felt, "numb") != 0) return st;
    return error_set(err, TINGLE_WRONG_USE, run, "run %lld, the last, is noted as numb, and nothing is changed: if it was fine after all, name it: `tingle log %lld --fine`",
                     (long long)run, (long long)run);
}

/* ------------------------------------------------------------- finding a run */

static double local_start(const struct journal_run *run) { return run->start_unix_s + run->utc_offset_s; }

static enum tingle_status several(const struct journal_run_list *list, double day, const char *text, struct tingle_error *err)
{
    char times[160] = "", one[UTC_TEXT_SIZE];
    for (size_t i = 0, n = 0; i < list->runs && n < LISTED; i++) {
        size_t used = strlen(times);
        if (floor(local_start(&list->run[i]) / 86400) != day) continue;
        utc_text(one, (int64_t)local_start(&list->run[i]));
        snprintf(times + used, sizeof times - used, "%s%.5s", n++ ? ", " : "", one + 11);
    }
    return error_set(err, TINGLE_WRONG_USE, -1, "several runs on %s, at %s: say which, as \"%s HH:MM\"", text, times, text);
}

static enum tingle_status find_day(int64_t *id, const struct journal_run_list *list, double t, const char *text, struct tingle_error *err)
{
    size_t found = 0;
    double day = floor(t / 86400);
    for (size_t i = 0; i < list->runs; i++) {
        if (floor(local_start(&list->run[i]) / 86400) != day) continue;
        *id = list->run[i].id;
        found++;
    }
    if (found == 1) return TINGLE_OK;
    if (found > 1) return several(list, day, text, err);
    return error_set(err, TINGLE_NO_INPUT, -1, "no run on %s; `tingle runs` lists them, `tingle log --no-file` adds one", text);
}

static enum tingle_status find_time(int64_t *id, const struct journal_run_list *list, double t, bool zoned, const char *text,
                                    struct tingle_error *err)
{
    double nearest = NEAR_S;
    *id = 0;
    for (size_t i = 0; i < list->runs; i++) {
        double apart = fabs((zoned ? list->run[i].start_unix_s : local_start(&list->run[i])) - t);
        if (apart > nearest) continue;
        nearest = apart;
        *id = list->run[i].id;
    }
    if (*id) return TINGLE_OK;
    return error_set(err, TINGLE_NO_INPUT, -1, "no run that starts within 10 minutes of %s; `tingle runs` lists them", text);
}

static enum tingle_status find_in(int64_t *id, const struct journal_run_list *list, const char *text, struct tingle_error *err)
{
    int64_t number;
    double t;
    bool zoned;
    if (list->runs == 0) return error_set(err, TINGLE_NO_INPUT, -1, "no runs in the journal yet; start with `tingle import PATH`");
    if (strcmp(text, "last") == 0) {
        *id = list->run[list->runs - 1].id;
        return TINGLE_OK;
    }
    if (text_to_int(text, strlen(text), 1, INT64_MAX, &number)) {
        for (size_t i = 0; i < list->runs; i++)
            if ((*id = list->run[i].id) == number) return TINGLE_OK;
        return error_set(err, TINGLE_NO_INPUT, number, "no run number %s; `tingle runs` lists them", text);
    }
    if (!utc_parse(text, strlen(text), &t, &zoned, NULL))
        return error_set(err, TINGLE_WRONG_USE, -1, "\"%s\" is no run: expected last, a number, or a day such as 2026-03-01", text);
    return strlen(text) == 10 ? find_day(id, list, t, text, err) : find_time(id, list, t, zoned, text, err);
}

enum tingle_status diary_find_run(int64_t *id, struct journal *j, const char *text, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    enum tingle_status st = journal_runs(&list, j, false, err);
    *id = 0;
    if (!st) st = find_in(id, list, text, err);
    journal_run_list_free(list);
    return st;
}

/* ------------------------------------------------------------ without a file */

enum tingle_status diary_add_run(int64_t *id, struct journal *j, double start_unix_s, double minutes,
                                 double distance_m, struct tingle_error *err)
{
    struct derived_run derived = {0};
    enum tingle_status st;
    if (start_unix_s > (double)utc_now() + 60)
        return error_set(err, TINGLE_BAD_DATA, -1, "the run would start in the future");
    st = derived_run_constant(&derived, start_unix_s, minutes, distance_m / 1000, err);
    if (!st) st = journal_begin(j, err);
    if (!st) {
        st = journal_expect_kind(j, JOURNAL_REAL, err);
        if (!st) st = journal_run_add_without_file(j, &derived.run, JOURNAL_START_TOLD, id, err);
        st = journal_end(j, st, err);
    }
    derived_run_release(&derived);
    return st;
}
