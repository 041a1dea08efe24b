/* Lines to notes. */
#include "advice/text_notes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "advice/diary.h"
#include "advice/onset_said.h"
#include "base/utc.h"
#include "foot/regions.h"
#include "journal/journal_note.h"
#include "words/note_ticks.h"
#include "words/text_note.h"

static const double note_near_s = 14 * 3600, note_within_s = 2 * 86400;

struct taking {
    struct journal *journal;
    const char *name;
    double written_unix_s;
    size_t line, notes;
};

static enum tingle_status no_run_yet(const struct taking *t, double within_s, struct tingle_error *err)
{
    return error_set(err, TINGLE_NO_INPUT, (int64_t)t->line,
                     "%s: line %zu: no run yet in the %d hours before it was written; import the run's file, then this again, or name the day: \"2026-11-24 fine\"",
                     t->name, t->line, (int)(within_s / 3600));
}

static enum tingle_status last_run_before(const struct taking *t, int64_t *id, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    enum tingle_status st = journal_runs(&list, t->journal, false, err);
    const double within_s = (double)utc_now() - t->written_unix_s < note_within_s ? note_near_s : note_within_s;
    *id = 0;
    for (size_t i = 0; !st && i < list->runs; i++) {
        double before = t->written_unix_s - list->run[i].start_unix_s;
        if (before >= 0 && before <= within_s) *id = list->run[i].id;
    }
    journal_run_list_free(list);
    return st || *id ? st : no_run_yet(t, within_s, err);
}

static enum tingle_status find_run(const struct taking *t, const struct text_note *n, int64_t *id, struct tingle_error *err)
{
    if (!*n->day && isnan(t->written_unix_s))
        return error_set(err, TINGLE_BAD_DATA, (int64_t)t->line,
                         "%s: line %zu: names no day, and when it was written is not known (a file in an archive); write \"2026-11-24 fine\"",
                         t->name, t->line);
    return *n->day ? diary_find_run(id, t->journal, n->day, err) : last_run_before(t, id, err);
}

/* When the note was made: when its file was written, if that can be. */
static double noted_at(const struct taking *t, const struct journal_run *run)
{
    const double now = (double)utc_now();
    return t->written_unix_s >= run->start_unix_s && t->written_unix_s <= now ? t->written_unix_s : now;
}

static enum tingle_status store(struct journal *j, const struct journal_run *run, const struct text_note *n, double made_at, struct tingle_error *err)
{
    const struct onset_said said = {n->onset_lo_min, n->onset_hi_min, n->onset_lo_km, n->onset_hi_km};
    const struct diary_change change = {.noted_at = made_at};
    struct tingle_note note = diary_nothing_said();
    char regions[FOOT_REGIONS_TEXT_SIZE], onset[NOTE_WORD];
    note.felt = n->numb ? TINGLE_NUMB : TINGLE_FINE;
    if (*n->side) note.side = n->side;
    foot_regions_text(regions, sizeof regions, n->regions);
    if (*regions) note.regions = regions;
    if (*n->quality) note.quality = n->quality;
    onset_said_text(onset, &said, run);
    if (*onset) note.onset = onset;
    note.weakness = n->ticks >> NOTE_TICK_WEAKNESS & 1 ? "yes" : NULL;
    note.colour_change = n->ticks >> NOTE_TICK_COLOUR_CHANGE & 1 ? "yes" : NULL;
    note.tight_leg = n->ticks >> NOTE_TICK_TIGHT_LEG & 1 ? "yes" : NULL;
    note.stopped_because = n->ticks >> NOTE_TICK_STOPPED_BECAUSE & 1 ? "yes" : NULL;
    note.ended_by = n->ticks >> NOTE_TICK_NOT_YET & 1 ? "not-yet" : NULL;
    note.severity = n->severity;
    if (*n->rest) note.text = n->rest;
    return diary_change(j, run->id, &note, &change, err);
}

static enum tingle_status take_line(struct taking *t, const char *line, size_t n, struct tingle_error *err)
{
    struct text_note said;
    struct journal_note old;
    struct journal_run known;
    bool found;
    int64_t run = 0;
    enum tingle_status st = text_note_read(&said, line, n, err);
    if (st) {
        char where[512];
        snprintf(where, sizeof where, "%s: line %zu", t->name, t->line);
        return error_prefix(err, st, where);
    }
    st = find_run(t, &said, &run, err);
    if (!st) st = journal_note_read(t->journal, run, &old, &found, err);
    if (st || *old.felt) return st;
    t->notes++;
    st = journal_run_read(t->journal, run, &known, err);
    return st ? st : store(t->journal, &known, &said, noted_at(t, &known), err);
}

enum tingle_status text_notes_take(struct journal *j, struct bytes text, const char *name, double written_unix_s,
                                   size_t *notes, struct tingle_error *err)
{
    struct taking t = {.journal = j, .name = name, .written_unix_s = written_unix_s};
    enum tingle_status st = TINGLE_OK;
    for (size_t at = 0; !st && at < text.size;) {
        const char *line = (const char *)text.at + at, *end = memchr(line, '\n', text.size - at);
        size_t n = end ? (size_t)(end - line) : text.size - at;
        t.line++;
        at += n + 1;
        if (!text_note_is_blank(line, n)) st = take_line(&t, line, n, err);
    }
    *notes = st ? 0 : t.notes;
    return st;
}

static enum tingle_status choose_run(struct journal *j, const struct text_note *said, int64_t *run, struct tingle_error *err)
{
    int64_t named = *run;
    enum tingle_status st = *said->day || !*run ? diary_find_run(&named, j, *said->day ? said->day : "last", err) : TINGLE_OK;
    if (!st && *run && named != *run)
        st = error_set(err, TINGLE_WRONG_USE, -1, "the line is about %s, which is run %lld and not %lld", said->day, (long long)named, (long long)*run);
    *run = named;
    return st;
}

enum tingle_status text_note_store(int64_t *run, struct journal *j, const char *line, struct tingle_error *err)
{
    struct text_note said;
    struct journal_run known;
    const bool given = *run != 0;
    enum tingle_status st = text_note_read(&said, line, strlen(line), err);
    if (!st) st = choose_run(j, &said, run, err);
    if (!st && !given && !*said.day && !said.numb) st = diary_refuse_fine(j, *run, err);
    if (!st) st = journal_run_read(j, *run, &known, err);
    return st ? st : store(j, &known, &said, (double)utc_now(), err);
}

enum tingle_status text_note_run(int64_t *run, struct journal *j, const char *line, struct tingle_error *err)
{
    struct text_note said;
    enum tingle_status st = text_note_read(&said, line, strlen(line), err);
    return st ? st : choose_run(j, &said, run, err);
}
