/* Reading notes. */
#include "advice/diary_view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/diary.h"
#include "base/arena.h"
#include "foot/regions.h"
#include "journal/journal_note.h"
#include "words/note_ticks.h"

static const double grave_severity = 7; /* decision C5 */

enum { WORDS_SIZE = 1024, TEXT_SIGNS_SIZE = 200 };

struct noted {
    struct tingle_noted shown;
    struct journal_note note;      /* owns the texts */
    struct tingle_note episode[NOTE_EPISODES];
    char words[NOTE_EPISODES][WORDS_SIZE];
    const char *where[NOTE_EPISODES];
    double lasted_min[NOTE_EPISODES];
    char text_signs[TEXT_SIGNS_SIZE];
};

static const char *or_null(const char *text) { return *text ? text : NULL; }
static const char *flag_word(double flag) { return isnan(flag) ? NULL : flag != 0 ? "yes" : "no"; }

static struct tingle_note note_of(const struct journal_note *n, size_t number)
{
    const struct journal_episode *e = &n->episode[number];
    return (struct tingle_note){
        .felt = strcmp(n->felt, "numb") == 0 ? TINGLE_NUMB : *n->felt ? TINGLE_FINE : TINGLE_NOT_RECORDED,
        .episode = (int)number + 1, .side = or_null(e->side), .regions = or_null(e->regions), .quality = or_null(e->quality),
        .onset = or_null(e->onset), .ended_by = or_null(e->ended_by), .severity = e->severity, .pain = e->pain, .relief_min = e->relief_min,
        .weakness = flag_word(e->weakness), .colour_change = flag_word(e->colour_change), .tight_leg = flag_word(e->tight_leg),
        .stopped_because = flag_word(e->stopped_because), .shoe = or_null(n->shoe), .lacing_left = n->lacing_left,
        .lacing_right = n->lacing_right, .sock = or_null(n->sock), .foam_before = flag_word(n->foam_before),
        .foam_after = flag_word(n->foam_after), .relaced = flag_word(n->relaced), .carried_kg = n->carried_kg,
        .temperature_c = n->temperature_c, .why_ended = or_null(n->why_ended), .breaks = or_null(n->breaks), .text = or_null(n->text)};
}

/* "under the 3rd toe, the arch". */
static void regions_in_words(char out[WORDS_SIZE], const char *codes)
{
    uint64_t set = 0;
    size_t used = 0;
    *out = '\0';
    if (!foot_regions_parse(codes, &set, NULL, 0)) return;
    for (size_t i = 0; i < foot_regions && used < WORDS_SIZE; i++)
        if (set >> i & 1) used += (size_t)snprintf(out + used, WORDS_SIZE - used, "%s%s", used ? ", " : "", foot_region[i].words);
}

static bool is_grave(const struct journal_note *note)
{
    for (size_t i = 0; i < note->episodes; i++) {
        const struct journal_episode *e = &note->episode[i];
        if (e->severity >= grave_severity || e->weakness == 1 || e->colour_change == 1) return true;
    }
    return false;
}

static unsigned ticked(const struct journal_note *note)
{
    unsigned said = 0;
    for (size_t i = 0; i < note->episodes; i++) {
        const struct journal_episode *e = &note->episode[i];
        said |= (e->weakness == 1) << NOTE_TICK_WEAKNESS | (e->colour_change == 1) << NOTE_TICK_COLOUR_CHANGE | (e->tight_leg == 1) << NOTE_TICK_TIGHT_LEG |
                (strcmp(e->ended_by, "not-yet") == 0) << NOTE_TICK_NOT_YET;
    }
    return said;
}

static void show(struct noted *out, const struct journal_run *run, bool found)
{
    const struct journal_note *note = &out->note;
    for (size_t i = 0; i == 0 || i < note->episodes; i++) {
        out->episode[i] = note_of(note, i);
        regions_in_words(out->words[i], note->episode[i].regions);
        out->where[i] = out->words[i];
        out->lasted_min[i] = journal_episode_lasted(&note->episode[i], note, run);
    }
    note_ticks_in_text(out->text_signs, sizeof out->text_signs, note->text, ticked(note));
    out->shown = (struct tingle_noted){.run = run->id, .found = found, .note = out->episode, .where = out->where, .lasted_min = out->lasted_min, .episodes = note->episodes,
                                       .text_signs = out->text_signs, .notes = note->episodes ? note->episodes : 1, .noted_at = note->noted_at,
                                       .grave = is_grave(note), .late = found && journal_note_is_late(note, run)};
}

enum tingle_status diary_read(struct tingle_noted **out, struct journal *j, int64_t run, struct tingle_error *err)
{
    struct noted *noted = alloc_array(1, sizeof *noted);
    struct journal_run known;
    bool found = false;
    enum tingle_status st = noted ? TINGLE_OK : error_no_memory(err, "the note");
    *out = NULL;
    if (!st) st = journal_run_read(j, run, &known, err);
    if (!st) st = journal_note_read(j, run, &noted->note, &found, err);
    if (st) {
        free(noted);
        return st;
    }
    show(noted, &known, found);
    *out = &noted->shown;
    return TINGLE_OK;
}

void diary_noted_free(struct tingle_noted *noted) { free((struct noted *)noted); }

/* -------------------------------------------------------------------- one like it */

static bool is_worn(const struct tingle_note *n) { return n->shoe || n->sock || !isnan(n->lacing_left) || !isnan(n->lacing_right); }
static bool is_numb_somewhere(const struct tingle_note *n) { return n->felt == TINGLE_NUMB && (n->side || n->regions); }

static bool is_alike(const struct tingle_noted *n, enum tingle_alike what)
{
    return n->found && (what == TINGLE_WORN_LIKE ? is_worn(n->note) : is_numb_somewhere(n->note));
}

/* The list's runs as they are looked at: those before the run, the last first; then those after it, the first first. */
static size_t take_next(size_t *before, size_t *after) { return *before > 0 ? --*before : (*after)++; }

static enum tingle_status seek(struct tingle_noted **out, struct journal *j, const struct journal_run_list *list, size_t at,
                               enum tingle_alike what, struct tingle_error *err)
{
    size_t before = at, after = what == TINGLE_WORN_LIKE ? at + 1 : list->runs;
    enum tingle_status st = TINGLE_OK;
    while (!st && (before > 0 || after < list->runs)) {
        size_t next = take_next(&before, &after);
        if (what == TINGLE_NUMB_LIKE && strcmp(list->run[next].felt, "numb") != 0) continue;
        st = diary_read(out, j, list->run[next].id, err);
        if (st || is_alike(*out, what)) break;
        diary_noted_free(*out);
        *out = NULL;
    }
    return st;
}

static enum tingle_status find_at(const struct journal_run_list *list, int64_t run, size_t *at, struct tingle_error *err)
{
    for (*at = 0; *at < list->runs; ++*at)
        if (list->run[*at].id == run) return TINGLE_OK;
    return error_set(err, TINGLE_NO_INPUT, run, "no run number %lld; `tingle runs` lists them", (long long)run);
}

/* Where there is none: an empty one. */
static enum tingle_status nothing_like_it(struct tingle_noted **out, int64_t run, struct tingle_error *err)
{
    struct noted *noted = alloc_array(1, sizeof *noted);
    if (!noted) return error_no_memory(err, "the note");
    journal_note_init(&noted->note);
    show(noted, &(struct journal_run){.id = run}, false);
    *out = &noted->shown;
    return TINGLE_OK;
}

enum tingle_status diary_alike(struct tingle_noted **out, struct journal *j, int64_t run, enum tingle_alike what,
                               struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    size_t at;
    enum tingle_status st = journal_runs(&list, j, false, err);
    *out = NULL;
    if (!st) st = find_at(list, run, &at, err);
    if (!st) st = seek(out, j, list, at, what, err);
    journal_run_list_free(list);
    return st || *out ? st : nothing_like_it(out, run, err);
}
