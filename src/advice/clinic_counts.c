/* Counting. */
#include "advice/clinic_counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "base/values.h"
#include "foot/regions.h"

enum { WEEKS_LEAST = 12, WORDS_MAX = 16 };
static const int64_t day_s = 86400;

/* ----------------------------------------------------------------------- one run */

static double worse(double a, double b) { return isnan(a) ? b : isnan(b) ? a : fmax(a, b); }

static void join_place(struct clinic_run *out, const struct journal_episode *e)
{
    uint64_t set = 0;
    bool left = *e->side && strcmp(e->side, "right") != 0, right = *e->side && strcmp(e->side, "left") != 0;
    foot_regions_parse(e->regions, &set, NULL, 0);
    out->has_side = out->has_side || *e->side;
    out->left = out->left || left;
    out->right = out->right || right;
    out->region |= set;
}

/* The earliest third of the run in which an episode began; unknown where none says one. */
static enum note_onset third_of(const struct journal_note *note)
{
    enum note_onset third = NOTE_ONSET_UNKNOWN, kind;
    double from, to;
    for (size_t i = 0; i < note->episodes; i++) {
        if (!journal_onset_parse(note->episode[i].onset, &kind, &from, &to) || kind < NOTE_ONSET_EARLY || kind > NOTE_ONSET_LATE) continue;
        if (third == NOTE_ONSET_UNKNOWN || kind < third) third = kind;
    }
    return third;
}

void clinic_run_of(struct clinic_run *out, const struct journal_run *run, const struct journal_note *note)
{
    *out = (struct clinic_run){.run = run, .onset_min = NAN, .severity = NAN, .pain = NAN, .relief_min = NAN};
    if (!note || !*note->felt) return;
    out->felt = strcmp(note->felt, "numb") == 0 ? CLINIC_NUMB : CLINIC_FINE;
    if (out->felt == CLINIC_FINE) return;
    out->note = note;
    for (size_t i = 0; i < note->episodes; i++) {
        const struct journal_episode *e = &note->episode[i];
        join_place(out, e);
        out->severity = worse(out->severity, e->severity);
        out->pain = worse(out->pain, e->pain);
        out->relief_min = worse(out->relief_min, journal_episode_relief(e));
    }
    out->onset_min = journal_note_began(note, run->moving_s / 60);
    if (isnan(out->onset_min)) out->third = third_of(note);
}

/* ----------------------------------------------------------------------- spreads */

struct tingle_spread clinic_spread(double *value, size_t n)
{
    struct tingle_spread s = {.least = NAN, .lower = NAN, .median = NAN, .upper = NAN, .most = NAN};
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i])) value[s.known++] = value[i];
    s.unknown = n - s.known;
    if (s.known == 0) return s;
    values_sort(value, s.known);
    s.least = value[0];
    s.lower = values_quantile(value, s.known, 0.25);
    s.median = values_quantile(value, s.known, 0.5);
    s.upper = values_quantile(value, s.known, 0.75);
    s.most = value[s.known - 1];
    return s;
}

/* ------------------------------------------------------------------------- weeks */

static int64_t local_day(const struct journal_run *run)
{
    return (int64_t)floor((run->start_unix_s + (run->has_utc_offset ? run->utc_offset_s : 0)) / (double)day_s);
}

/* 1970-01-01 was a Thursday, so day -3 a Monday. */
int64_t clinic_monday(const struct journal_run *run)
{
    int64_t day = local_day(run) + 3;
    return day - ((day % 7) + 7) % 7 - 3;
}

static void add_to_week(struct tingle_clinic_week *w, const struct clinic_run *run)
{
    if (run->felt == CLINIC_NUMB) w->numb++;
    else if (run->felt == CLINIC_FINE) w->fine++;
    else w->not_noted++;
    if (!isnan(run->run->distance_m)) w->km += run->run->distance_m / 1000;
}

/* The first Monday from which on all days count: that of the first run's week only where the run was on it. */
static int64_t full_monday(const struct journal_run *first)
{
    int64_t monday = clinic_monday(first);
    return local_day(first) == monday ? monday : monday + 7;
}

/* The weeks that are shown and full: `days` days of them lie before the last week. */
static void take_weekly_km(struct tingle_clinic_report *r, int64_t days)
{
    double km[TINGLE_CLINIC_WEEKS];
    r->full_weeks = days < 7 ? 0 : (size_t)(days / 7);
    if (r->full_weeks > r->weeks - 1) r->full_weeks = r->weeks - 1;
    for (size_t i = 0; i < r->full_weeks; i++) km[i] = r->week[r->weeks - 2 - i].km;
    r->weekly_km = clinic_spread(km, r->full_weeks).median;
}

void clinic_weeks(struct tingle_clinic_report *r, const struct clinic_run *run, size_t runs)
{
    int64_t last;
    r->weekly_km = r->longest_min = NAN;
    if (runs == 0) return;
    last = clinic_monday(run[runs - 1].run);
    r->weeks = (size_t)((last - clinic_monday(run[0].run)) / 7 + 1);
    if (r->weeks < WEEKS_LEAST) r->weeks = WEEKS_LEAST;
    if (r->weeks > TINGLE_CLINIC_WEEKS) r->weeks = TINGLE_CLINIC_WEEKS;
    for (size_t i = 0; i < r->weeks; i++) {
        char day[UTC_TEXT_SIZE];
        utc_day_text(day, (last - 7 * (int64_t)(r->weeks - 1 - i)) * day_s);
        text_copy(r->week[i].day, sizeof r->week[i].day, day);
    }
    for (size_t i = 0; i < runs; i++) {
        int64_t back = (last - clinic_monday(run[i].run)) / 7;
        if (back < 0 || back >= (int64_t)r->weeks) continue;
        add_to_week(&r->week[r->weeks - 1 - (size_t)back], &run[i]);
        if (!isnan(run[i].run->moving_s)) r->longest_min = worse(r->longest_min, run[i].run->moving_s / 60);
    }
    take_weekly_km(r, last - full_monday(run[0].run));
}

/* ---------------------------------------------------------------------- counting */

static bool spread_of(struct tingle_spread *out, struct arena *arena, const struct clinic_run *run, size_t runs, size_t offset)
{
    double *value = arena_array(arena, runs + 1, sizeof *value);
    size_t n = 0;
    if (!value) return false;
    for (size_t i = 0; i < runs; i++)
        if (run[i].felt == CLINIC_NUMB) memcpy(&value[n++], (const char *)&run[i] + offset, sizeof *value);
    *out = clinic_spread(value, n);
    return true;
}

static void count_runs(struct tingle_clinic_report *r, const struct clinic_run *run, size_t runs)
{
    r->runs = runs;
    for (size_t i = 0; i < runs; i++) {
        if (run[i].felt == CLINIC_FINE) r->fine++;
        if (run[i].felt == CLINIC_NOT_NOTED) r->not_noted++;
        if (run[i].felt != CLINIC_NUMB) continue;
        r->numb++;
        if (!run[i].has_side) r->side_not_said++;
        else if (run[i].left && run[i].right) r->both++;
        else if (run[i].left) r->left++;
        else r->right++;
        r->onset_early += run[i].third == NOTE_ONSET_EARLY;
        r->onset_middle += run[i].third == NOTE_ONSET_MIDDLE;
        r->onset_late += run[i].third == NOTE_ONSET_LATE;
    }
    r->noted = r->fine + r->numb;
}

static int by_count(const void *a, const void *b)
{
    size_t x = ((const struct tingle_clinic_count *)a)->runs, y = ((const struct tingle_clinic_count *)b)->runs;
    return (x < y) - (x > y);
}

/* Counts a blank-separated list of words once a run. */
struct word_counts {
    struct tingle_clinic_count word[WORDS_MAX];
    size_t words, last_run[WORDS_MAX];
};

static bool count_words(struct word_counts *c, struct arena *arena, const char *list, size_t run)
{
    while (*list) {
        size_t n = strcspn(list, " "), i = 0;
        while (i < c->words && (strncmp(c->word[i].word, list, n) != 0 || c->word[i].word[n])) i++;
        if (i < WORDS_MAX && n) {
            if (i == c->words) {
                c->word[c->words++] = (struct tingle_clinic_count){arena_text(arena, list, n), 0};
                if (!c->word[i].word) return false;
                c->last_run[i] = SIZE_MAX;
            }
            c->word[i].runs += c->last_run[i] != run;
            c->last_run[i] = run;
        }
        list += n;
        list += strspn(list, " ");
    }
    return true;
}

static bool words_of(const struct tingle_clinic_count **out, size_t *count, struct arena *arena, const struct clinic_run *run, size_t runs,
                     bool quality)
{
    struct word_counts c = {0};
    struct tingle_clinic_count *kept;
    for (size_t i = 0; i < runs; i++)
        for (size_t k = 0; run[i].note && k < run[i].note->episodes; k++) {
            const struct journal_episode *e = &run[i].note->episode[k];
            if (!count_words(&c, arena, quality ? e->quality : e->ended_by, i)) return false;
        }
    qsort(c.word, c.words, sizeof *c.word, by_count);
    kept = arena_array(arena, c.words, sizeof *kept);
    if (!kept) return false;
    memcpy(kept, c.word, c.words * sizeof *kept);
    *out = kept;
    *count = c.words;
    return true;
}

static void count_flags(struct tingle_clinic_report *r, const struct clinic_run *run, size_t runs)
{
    static const struct { const char *name; size_t offset; } flags[TINGLE_CLINIC_FLAGS] = {
        {"Weakness, tripping", offsetof(struct journal_episode, weakness)},
        {"Change of colour", offsetof(struct journal_episode, colour_change)},
        {"Tight lower leg", offsetof(struct journal_episode, tight_leg)},
        {"Stopped by it", offsetof(struct journal_episode, stopped_because)},
    };
    for (size_t f = 0; f < TINGLE_CLINIC_FLAGS; f++) {
        r->flag[f].name = flags[f].name;
        for (size_t i = 0; i < runs; i++) {
            double said = NAN;
            if (run[i].felt != CLINIC_NUMB) continue;
            for (size_t k = 0; k < run[i].note->episodes; k++) {
                double value;
                memcpy(&value, (const char *)&run[i].note->episode[k] + flags[f].offset, sizeof value);
                said = worse(said, value);
            }
            if (isnan(said)) r->flag[f].not_asked++;
            else if (said > 0) r->flag[f].yes++;
            else r->flag[f].no++;
        }
    }
}

bool clinic_count(struct tingle_clinic_report *r, struct arena *arena, const struct clinic_run *run, size_t runs)
{
    count_runs(r, run, runs);
    clinic_weeks(r, run, runs);
    count_flags(r, run, runs);
    return spread_of(&r->onset_min, arena, run, runs, offsetof(struct clinic_run, onset_min)) &&
           spread_of(&r->severity, arena, run, runs, offsetof(struct clinic_run, severity)) &&
           spread_of(&r->pain, arena, run, runs, offsetof(struct clinic_run, pain)) &&
           spread_of(&r->relief_min, arena, run, runs, offsetof(struct clinic_run, relief_min)) &&
           words_of(&r->quality, &r->qualities, arena, run, runs, true) && words_of(&r->ended_by, &r->ends, arena, run, runs, false);
}
