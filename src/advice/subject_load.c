/* Journal -> subject. */
#include "advice/subject_load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/foot_log.h"
#include "base/utc.h"
#include "journal/journal_gear.h"
#include "journal/journal_note.h"
#include "journal/journal_profile.h"
#include "stride/exposure_pack.h"

/* Where a temperature comes from, the better one first (decisions.md A10). */
enum { BY_NOTE, BY_EXPORT, BY_WATCH, TEMPERATURE_SOURCES };

enum { SUBJECT_MAX_BYTES = 1 << 30 };

struct loader {
    struct subject *s;
    struct journal *journal;
    struct journal_run_list *runs;
    struct journal_shoe_list *shoes;
    double *worn_km;                   /* per shoe, up to the run at hand */
    double *temperature[TEMPERATURE_SOURCES]; /* per run */
    double foam_after;                 /* of the run before */
    struct foot_log feet;
};

/* ------------------------------------------------------------------- parts */

static enum tingle_status copy_exposure(struct loader *l, struct subject_run *run, const struct journal_run *from,
                                        struct tingle_error *err)
{
    size_t n = exposure_packed_bins(from->exposure, from->exposure_version);
    struct exposure_bin *bin;
    struct gait_sums *gait;
    if (from->gait.size != sizeof *gait) n = 0;
    bin = arena_array(&l->s->arena, n, sizeof *bin);
    gait = arena_array(&l->s->arena, 1, sizeof *gait);
    if (!bin || !gait) return error_no_memory(err, "the runs");
    if (n) {
        exposure_unpack(bin, from->exposure, from->exposure_version);
        memcpy(gait, from->gait.at, sizeof *gait);
    }
    run->bin = bin;
    run->bin_count = n;
    run->gait = gait;
    return TINGLE_OK;
}

static int shoe_index(const struct loader *l, const char *name)
{
    for (size_t i = 0; *name && i < l->shoes->shoes; i++)
        if (strcmp(l->shoes->shoe[i].name, name) == 0) return (int)i;
    return -1;
}

static double mean_of(double a, double b) { return isnan(a) ? b : isnan(b) ? a : (a + b) / 2; }

static void set_facts(struct loader *l, struct subject_run *run, const struct journal_note *n)
{
    run->fact[FACT_LACING] = mean_of(n->lacing_left, n->lacing_right);
    run->fact[FACT_FOAM] = n->foam_before;
    run->fact[FACT_SOCK] = *n->sock ? strcmp(n->sock, "thick") == 0 : NAN;
    run->fact[FACT_FOAM_AFTER] = l->foam_after;
    run->fact[FACT_CARRIED_KG] = n->carried_kg;
    run->fact[FACT_SHOE_KM] = run->shoe < 0 ? NAN : l->worn_km[run->shoe];
    l->foam_after = n->foam_after;
    if (run->shoe >= 0 && run->distance_m > 0) l->worn_km[run->shoe] += run->distance_m / 1000;
}

static void set_onset(struct subject_run *run, const struct journal_episode *e, bool stopped)
{
    static const enum subject_onset of[] = {SAID_UNKNOWN, SAID_MINUTE, SAID_FROM_TO, SAID_EARLY,
                                            SAID_MIDDLE, SAID_LATE, SAID_STOPPED_BY_IT};
    enum note_onset kind;
    if (!journal_onset_parse(e->onset, &kind, &run->from_min, &run->to_min)) kind = NOTE_ONSET_UNKNOWN;
    run->onset = of[kind];
    if (run->onset == SAID_UNKNOWN && (stopped || e->stopped_because == 1)) {
        run->onset = SAID_STOPPED_BY_IT;
        run->from_min = NAN;
    }
}

static void add_episode(struct subject_run *run, const struct journal_episode *e)
{
    bool left = strcmp(e->side, "right") != 0 && *e->side, right = strcmp(e->side, "left") != 0 && *e->side;
    run->left |= left;
    run->right |= right;
    if (e->severity > run->severity) run->severity = (int)lround(e->severity);
}

static enum tingle_status set_symptom_breaks(struct loader *l, struct subject_run *run, const struct journal_note *n,
                                             struct tingle_error *err)
{
    struct note_break breaks[NOTE_BREAKS];
    struct symptom_break *kept;
    size_t count = 0;
    if (!*n->breaks || !journal_breaks_parse(n->breaks, breaks, &count)) return TINGLE_OK;
    kept = arena_array(&l->s->arena, count, sizeof *kept);
    if (!kept) return error_no_memory(err, "the runs");
    for (size_t i = 0; i < count; i++)
        if (breaks[i].reason == NOTE_SYMPTOM)
            kept[run->symptom_breaks++] = (struct symptom_break){breaks[i].start_min, breaks[i].start_min + breaks[i].length_min};
    run->symptom_break = kept;
    return TINGLE_OK;
}

static enum tingle_status set_note(struct loader *l, struct subject_run *run, const struct journal_run *from,
                                   double *temperature, struct tingle_error *err)
{
    struct journal_note n;
    bool found;
    enum tingle_status st = journal_note_read(l->journal, from->id, &n, &found, err);
    if (st) return st;
    *temperature = n.temperature_c;
    run->shoe = shoe_index(l, n.shoe);
    set_facts(l, run, &n);
    if (!foot_log_add(&l->feet, from, &n)) return error_no_memory(err, "the runs");
    if (!*n.felt) return TINGLE_OK;
    run->felt = strcmp(n.felt, "numb") == 0 ? FELT_NUMB : FELT_FINE;
    run->late_note = journal_note_is_late(&n, from);
    if (run->felt == FELT_FINE) return TINGLE_OK;
    for (size_t i = 0; i < n.episodes; i++) add_episode(run, &n.episode[i]);
    set_onset(run, &n.episode[0], strcmp(n.why_ended, "numb") == 0);
    run->relief_min = journal_episode_relief(&n.episode[0]);
    return set_symptom_breaks(l, run, &n, err);
}

static enum tingle_status load_run(struct loader *l, size_t i, struct tingle_error *err)
{
    const struct journal_run *from = &l->runs->run[i];
    struct subject_run *run = &l->s->run[i];
    enum tingle_status st;
    *run = (struct subject_run){.id = from->id, .start_unix_s = (int64_t)floor(from->start_unix_s),
                                .contact = (enum contact_source)from->contact, .distance_m = from->distance_m,
                                .moving_min = isnan(from->moving_s) ? 0 : from->moving_s / 60, .shoe = -1,
                                .severity = -1, .from_min = NAN, .to_min = NAN, .relief_min = NAN};
    st = copy_exposure(l, run, from, err);
    l->temperature[BY_EXPORT][i] = from->weather_c;
    l->temperature[BY_WATCH][i] = from->temperature_c;
    return st ? st : set_note(l, run, from, &l->temperature[BY_NOTE][i], err);
}

/* ------------------------------------------------------------------- wholes */

/* decisions.md A10: one source for the whole fit, the one with most noted runs; of two with as many the better one. */
static void choose_temperature(struct loader *l)
{
    static const char *const names[] = {[BY_NOTE] = "note", [BY_EXPORT] = "export", [BY_WATCH] = "watch"};
    size_t known[TEMPERATURE_SOURCES] = {0};
    int best = BY_NOTE;
    for (size_t i = 0; i < l->s->runs; i++)
        for (int k = 0; k < TEMPERATURE_SOURCES && l->s->run[i].felt != FELT_NOT_RECORDED; k++) known[k] += !isnan(l->temperature[k][i]);
    for (int k = 0; k < TEMPERATURE_SOURCES; k++)
        if (known[k] > known[best]) best = k;
    l->s->temperature_source = known[best] ? names[best] : "none";
    for (size_t i = 0; i < l->s->runs; i++) l->s->run[i].fact[FACT_TEMPERATURE_C] = l->temperature[best][i];
}

static enum tingle_status say_where(struct loader *l, struct tingle_error *err)
{
    struct foot_findings *found = alloc_array(1, sizeof *found);
    struct foot_history history = foot_log_history(&l->feet);
    char place[FOOT_WORDS_SIZE];
    if (!found) return error_no_memory(err, "the runs");
    foot_findings_read(found, &history);
    foot_log_place(place, sizeof place, &l->feet, found);
    free(found);
    l->s->where = arena_text(&l->s->arena, place, strlen(place));
    return l->s->where ? TINGLE_OK : error_no_memory(err, "the runs");
}

static enum tingle_status load_omega(struct loader *l, struct tingle_error *err)
{
    char answer[PROFILE_VALUE];
    enum tingle_status st = journal_profile_get(l->journal, "quiet_notes", answer, NULL, err);
    l->s->omega = strcmp(answer, "sometimes") == 0 ? 0.5 : strcmp(answer, "hardly-ever") == 0 ? 0.15 : 1;
    return st;
}

/* ---------------------------------------------------------- frozen references */

static const char *const reference_keys[] = {"reference_estimated", "reference_measured"};

/* Puts the kept reference in the place of the one worked out, when there is one. */
static enum tingle_status take_frozen(struct journal *j, int measured, struct stride_reference *ref, struct tingle_error *err)
{
    struct stride_reference kept;
    char text[PROFILE_VALUE];
    enum tingle_status st = journal_profile_get(j, reference_keys[measured], text, NULL, err);
    if (!st && sscanf(text, "%lf %lf %lf %lf", &kept.f0_hz, &kept.peak0_bw, &kept.speed0_mps, &kept.level_s) == 4 &&
        kept.f0_hz > 0 && kept.peak0_bw > 0)
        *ref = kept;
    return st;
}

static enum tingle_status freeze(struct journal *j, const struct subject *s, int measured, struct tingle_error *err)
{
    const struct stride_reference *ref = &s->reference[measured];
    char text[PROFILE_VALUE];
    enum tingle_status st = journal_profile_get(j, reference_keys[measured], text, NULL, err);
    if (st || *text || ref->level_s < STRIDE_REFERENCE_FROZEN_S) return st;
    snprintf(text, sizeof text, "%.17g %.17g %.17g %.17g", ref->f0_hz, ref->peak0_bw, ref->speed0_mps, ref->level_s);
    return journal_profile_set(j, reference_keys[measured], text, utc_now(), err);
}

static enum tingle_status forget_frozen(struct journal *j, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (int measured = 0; !st && measured < 2; measured++) st = journal_profile_set(j, reference_keys[measured], "", utc_now(), err);
    return st;
}

/* Without a noted run there is nothing to freeze, and the bins of all runs are much to read for that. */
static enum tingle_status any_noted(bool *out, struct journal *j, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    enum tingle_status st = journal_runs(&list, j, false, err);
    *out = false;
    for (size_t i = 0; !st && i < list->runs; i++) *out = *out || *list->run[i].felt;
    journal_run_list_free(list);
    return st;
}

enum tingle_status subject_freeze_references(struct journal *j, bool again, struct tingle_error *err)
{
    struct subject *s = NULL;
    size_t first, last;
    bool noted = false;
    enum tingle_status st = journal_begin(j, err);
    if (st) return st;
    if (again) st = forget_frozen(j, err);
    if (!st) st = any_noted(&noted, j, err);
    if (!st && noted) st = subject_load(&s, j, err);
    for (int measured = 0; !st && noted && measured < 2; measured++)
        if (subject_noting_period(s, &first, &last)) st = freeze(j, s, measured, err);
    subject_free(s);
    return journal_end(j, st, err);
}

static enum tingle_status load_shoes(struct loader *l, struct tingle_error *err)
{
    enum tingle_status st = journal_shoes(&l->shoes, l->journal, err);
    if (st) return st;
    l->s->shoes = l->shoes->shoes;
    l->s->shoe = arena_array(&l->s->arena, l->s->shoes, sizeof *l->s->shoe);
    l->worn_km = arena_array(&l->s->arena, l->s->shoes, sizeof *l->worn_km);
    if (!l->s->shoe || !l->worn_km) return error_no_memory(err, "the shoes");
    for (size_t i = 0; i < l->s->shoes; i++) {
        const struct journal_shoe *shoe = &l->shoes->shoe[i];
        l->s->shoe[i] = arena_text(&l->s->arena, shoe->name, strlen(shoe->name));
        l->worn_km[i] = isnan(shoe->start_km) ? 0 : shoe->start_km;
        if (!l->s->shoe[i]) return error_no_memory(err, "the shoes");
    }
    return TINGLE_OK;
}

static enum tingle_status load_all(struct loader *l, struct tingle_error *err)
{
    struct subject *s = l->s;
    enum journal_kind kind;
    enum tingle_status st = journal_kind(l->journal, &kind, err);
    s->simulated = kind == JOURNAL_SIMULATED;
    l->foam_after = NAN;
    if (!st) st = load_shoes(l, err);
    if (!st) st = journal_runs(&l->runs, l->journal, true, err);
    if (st) return st;
    s->runs = l->runs->runs;
    s->run = arena_array(&s->arena, s->runs, sizeof *s->run);
    for (int k = 0; s->run && k < TEMPERATURE_SOURCES; k++) {
        l->temperature[k] = arena_array(&s->arena, s->runs, sizeof *l->temperature[k]);
        if (!l->temperature[k]) s->run = NULL;
    }
    if (!s->run) return error_no_memory(err, "the runs");
    for (size_t i = 0; !st && i < s->runs; i++) st = load_run(l, i, err);
    if (!st) choose_temperature(l);
    if (!st) st = load_omega(l, err);
    if (!st) st = say_where(l, err);
    if (!st) st = subject_set_references(s, err);
    for (int measured = 0; !st && measured < 2; measured++) st = take_frozen(l->journal, measured, &s->reference[measured], err);
    return st;
}

enum tingle_status subject_load(struct subject **out, struct journal *j, struct tingle_error *err)
{
    struct loader l = {.s = alloc_array(1, sizeof *l.s), .journal = j};
    enum tingle_status st;
    *out = NULL;
    if (!l.s) return error_no_memory(err, "the runs");
    arena_init(&l.s->arena, SUBJECT_MAX_BYTES);
    foot_log_init(&l.feet, &l.s->arena);
    st = load_all(&l, err);
    journal_run_list_free(l.runs);
    journal_shoe_list_free(l.shoes);
    if (st) subject_free(l.s);
    else *out = l.s;
    return st;
}
