/* From seconds to bins, breaks and totals. */
#include "stride/run_exposure.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "stride/gait_contact.h"
#include "stride/gait_grade.h"
#include "stride/gait_mode.h"
#include "stride/gait_seconds.h"
#include "base/values.h"

#define SCRATCH_MAX ((size_t)512 << 20)
#define RESULT_MAX ((size_t)64 << 20)
enum { BIN_S = 30 };

/* Everything known about each second while one run is derived. */
struct derivation {
    struct gait_seconds g;
    struct contact_seconds c;
    const struct activity *a;
    struct run_exposure *e;
};

static void totals_of_modes(struct derivation *d)
{
    struct run_exposure *e = d->e;
    const struct gait_seconds *g = &d->g;
    for (size_t k = 0; k < g->count; k++) {
        double length = gait_second_length(g, k);
        if (g->mode[k] == STRIDE_RUN) e->run_s += length;
        else if (g->mode[k] == STRIDE_WALK) e->walk_s += length;
        else e->stand_s += length;
        if (g->mode[k] != STRIDE_STAND) e->moving_s = (double)k + length;
    }
    e->elapsed_s = g->elapsed_s;
}

/* Mean of a column of seconds over running; NaN when it has none there. */
static double mean_running(const struct gait_seconds *g, const double *value)
{
    double sum = 0, seconds = 0;
    for (size_t k = 0; k < g->count; k++) {
        double length = gait_second_length(g, k);
        if (g->mode[k] != STRIDE_RUN || isnan(value[k])) continue;
        sum += length * value[k];
        seconds += length;
    }
    return seconds > 0 ? sum / seconds : NAN;
}

/* The same over the samples, for columns that are not laid out by seconds. */
static double mean_sampled(const struct derivation *d, enum activity_column c, double lo, double hi)
{
    const double *value = d->a->column[c].value;
    double sum = 0, n = 0;
    for (size_t i = 0; value && i < d->a->rows; i++) {
        double t = d->a->time_s[i];
        if (!(t >= 0 && t < (double)d->g.count) || d->g.mode[(size_t)t] != STRIDE_RUN) continue;
        if (!(value[i] >= lo && value[i] <= hi)) continue;
        sum += value[i];
        n += 1;
    }
    return n > 0 ? sum / n : NAN;
}

static double distance_total(const struct derivation *d)
{
    double metres = 0;
    bool known = false;
    if (d->a->distance_m > 0 && d->a->distance_m <= GAIT_TOO_FAST_MPS * d->g.elapsed_s) return d->a->distance_m;
    for (size_t k = 0; k < d->g.count; k++) {
        if (isnan(d->g.speed_mps[k])) continue;
        metres += d->g.speed_mps[k] * gait_second_length(&d->g, k);
        known = true;
    }
    return known ? metres : NAN;
}

/* Speed that stands in for a running second without one: the run's mean, else its distance over its time. */
static double mean_speed_or_distance(const struct run_exposure *e)
{
    double mps = e->distance_m / e->run_s;
    if (!isnan(e->mean_speed_mps)) return e->mean_speed_mps;
    return mps >= GAIT_STAND_MPS && mps <= GAIT_TOO_FAST_MPS ? mps : NAN;
}

/* Sums of one bin of one mode: the seconds [from, to). */
static void bin_fill(struct exposure_bin *b, const struct derivation *d, size_t from, size_t to)
{
    const struct gait_seconds *g = &d->g;
    double length = 0, load1 = 0, load2 = 0, load4 = 0, speed = 0, speed2 = 0, speed_s = 0, spm = 0, spm_s = 0, grade = 0,
           grade_s = 0;
    bool run = g->mode[from] == STRIDE_RUN;
    for (size_t k = from; k < to; k++) {
        double s = gait_second_length(g, k), v = g->speed_mps[k], peak = d->c.peak_bw[k], dose = s * d->c.step_hz[k] * peak;
        length += s;
        if (!run) continue;
        load1 += dose;
        load2 += dose * peak;
        load4 += dose * peak * peak * peak;
        if (!isnan(v)) speed += s * v, speed2 += s * v * v, speed_s += s;
        if (g->cadence_spm[k] >= GAIT_WALK_SPM) spm += s * g->cadence_spm[k], spm_s += s;
        if (!isnan(g->grade_pct[k])) grade += s * g->grade_pct[k], grade_s += s;
    }
    *b = (struct exposure_bin){
        .start_min = (double)from / 60, .length_min = length / 60, .mode = g->mode[from],
        .load1 = run ? load1 / length : NAN, .load2 = run ? load2 / length : NAN, .load4 = run ? load4 / length : NAN,
        .speed_mps = speed_s > 0 ? speed / speed_s : NAN, .speed2 = speed_s > 0 ? speed2 / speed_s : NAN,
        .cadence_spm = spm_s > 0 ? spm / spm_s : NAN, .grade_pct = grade_s > 0 ? grade / grade_s : NAN,
        .cadence_s = spm_s};
    assert(length > 0 && length <= BIN_S);
}

/* A stretch of one mode becomes equal bins of whole seconds, none over half a minute. */
static size_t stretch_bins(size_t from, size_t to) { return (to - from + BIN_S - 1) / BIN_S; }

static enum tingle_status bins_make(struct derivation *d, struct tingle_error *err)
{
    const struct gait_seconds *g = &d->g;
    struct run_exposure *e = d->e;
    size_t n = 0;
    for (size_t from = 0, to; from < g->count; from = to) {
        to = gait_stretch_end(g, from);
        n += stretch_bins(from, to);
    }
    e->bin = arena_array(&e->arena, n, sizeof *e->bin);
    if (!e->bin) return error_no_memory(err, "the bins of a run");
    for (size_t from = 0, to; from < g->count; from = to) {
        size_t parts, length;
        to = gait_stretch_end(g, from);
        parts = stretch_bins(from, to);
        length = to - from;
        for (size_t i = 0; i < parts; i++)
            bin_fill(&e->bin[e->bin_count++], d, from + length * i / parts, from + length * (i + 1) / parts);
    }
    assert(e->bin_count == n);
    return TINGLE_OK;
}

/* First and one past the last running second; false when there is none. */
static bool running_span(const struct gait_seconds *g, size_t *first, size_t *end)
{
    size_t k = 0;
    while (k < g->count && g->mode[k] != STRIDE_RUN) k++;
    *first = k;
    for (*end = g->count; *end > k && g->mode[*end - 1] != STRIDE_RUN; --*end) {}
    return *end > k;
}

/* Fills `out` (or only counts, when NULL) with the breaks inside the run. */
static size_t breaks_list(const struct gait_seconds *g, struct run_break *out)
{
    size_t first, end, n = 0;
    if (!running_span(g, &first, &end)) return 0;
    for (size_t from = first; from < end;) {
        struct run_break b = {.start_s = (double)from};
        while (from < end && g->mode[from] != STRIDE_RUN) {
            b.standing_s += g->mode[from] == STRIDE_STAND;
            b.length_s += 1;
            from++;
        }
        if (b.length_s >= STRIDE_BREAK_MIN_S) {
            if (out) out[n] = b;
            n++;
        }
        while (from < end && g->mode[from] == STRIDE_RUN) from++;
    }
    return n;
}

static enum tingle_status breaks_make(struct derivation *d, struct tingle_error *err)
{
    struct run_exposure *e = d->e;
    e->break_count = breaks_list(&d->g, NULL);
    e->breaks = arena_array(&e->arena, e->break_count + 1, sizeof *e->breaks);
    if (!e->breaks) return error_no_memory(err, "the breaks of a run");
    breaks_list(&d->g, e->breaks);
    return TINGLE_OK;
}

/* Sums for the cadence regression over all running seconds with cadence and speed. */
static void gait_regression_sums(struct gait_sums *s, const struct gait_seconds *g)
{
    for (size_t k = 0; k < g->count; k++) {
        double v = g->speed_mps[k], x[4] = {1, v, v * v, isnan(g->grade_pct[k]) ? 0 : g->grade_pct[k]};
        size_t at = 0;
        if (g->mode[k] != STRIDE_RUN || isnan(v) || !(g->cadence_spm[k] >= GAIT_FLIGHT_SPM)) continue;
        s->seconds += 1;
        for (int i = 0; i < 4; i++) {
            for (int j = i; j < 4; j++) s->xx[at++] += x[i] * x[j];
            s->xy[i] += x[i] * g->cadence_spm[k];
        }
    }
}

static enum tingle_status gait_level_medians(struct derivation *d, struct arena *scratch, struct tingle_error *err)
{
    const struct gait_seconds *g = &d->g;
    struct gait_sums *s = &d->e->gait;
    double *f = arena_array(scratch, g->count, sizeof *f), *peak = arena_array(scratch, g->count, sizeof *peak),
           *v = arena_array(scratch, g->count, sizeof *v);
    size_t n = 0, with_speed = 0;
    if (!f || !peak || !v) return error_no_memory(err, "the reference of a run");
    for (size_t k = 0; k < g->count; k++) {
        if (g->mode[k] != STRIDE_RUN || !grade_is_level(g->grade_pct[k])) continue;
        f[n] = d->c.step_hz[k];
        peak[n++] = d->c.peak_bw[k];
        if (!isnan(g->speed_mps[k])) v[with_speed++] = g->speed_mps[k];
    }
    s->level_s = (double)n;
    s->level_f_hz = values_median(f, n);
    s->level_peak_bw = values_median(peak, n);
    s->level_speed_mps = values_median(v, with_speed);
    return TINGLE_OK;
}

static enum tingle_status derive(struct derivation *d, struct arena *scratch, struct tingle_error *err)
{
    struct run_exposure *e = d->e;
    enum tingle_status st = gait_seconds_make(&d->g, scratch, d->a, err);
    uint8_t *modes;
    if (st) return st;
    modes = arena_array(scratch, d->g.count, 1);
    if (!modes) return error_no_memory(err, "the modes of a run");
    gait_mode_find(&d->g, modes);
    totals_of_modes(d);
    if (e->run_s + e->walk_s <= 0)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "nothing moved in %.0f minutes: no steps, speed or places that change",
                         e->elapsed_s / 60);
    st = gait_grade_find(&d->g, scratch, &e->ascent_m, &e->descent_m, err);
    if (st) return st;
    e->distance_m = distance_total(d);
    e->mean_speed_mps = mean_running(&d->g, d->g.speed_mps);
    st = contact_find(&d->c, scratch, &d->g, mean_speed_or_distance(e), err);
    if (st) return st;
    e->contact = e->run_s > 0 ? d->c.source : CONTACT_NONE;
    e->mean_contact_ms = d->c.mean_contact_ms;
    e->invalid_slope_s = d->c.invalid_slope_s;
    e->mean_cadence_spm = mean_running(&d->g, d->g.cadence_spm);
    e->mean_balance_pct = mean_sampled(d, ACTIVITY_STANCE_TIME_BALANCE_PCT, 30, 70);
    e->mean_temperature_c = mean_sampled(d, ACTIVITY_TEMPERATURE_C, -60, 70);
    gait_regression_sums(&e->gait, &d->g);
    st = gait_level_medians(d, scratch, err);
    if (!st) st = bins_make(d, err);
    if (!st) st = breaks_make(d, err);
    return st;
}

enum tingle_status run_exposure_derive(struct run_exposure **out, const struct activity *a, struct tingle_error *err)
{
    struct arena scratch;
    struct run_exposure *e = alloc_array(1, sizeof *e);
    struct derivation d = {.a = a, .e = e};
    enum tingle_status st = TINGLE_OK;
    assert(a);
    arena_init(&scratch, SCRATCH_MAX);
    if (!e) st = error_no_memory(err, "a run");
    if (st) goto done;
    arena_init(&e->arena, RESULT_MAX);
    st = derive(&d, &scratch, err);
    if (st) goto done;
    *out = e;
    e = NULL;
done:
    run_exposure_free(e);
    arena_release(&scratch);
    return st;
}

void run_exposure_free(struct run_exposure *e)
{
    if (!e) return;
    arena_release(&e->arena);
    free(e);
}

/* Load of constant running at a speed; NaN when the speed is unknown (the reference stands in later). */
static struct exposure_bin constant_bin(double mps)
{
    double f = contact_cadence_spm(mps) / 60, peak = CONTACT_PI / 2 * contact_mean_force_bw(mps);
    struct exposure_bin b = {.mode = STRIDE_RUN, .load1 = NAN, .load2 = NAN, .load4 = NAN, .speed_mps = NAN, .speed2 = NAN,
                             .cadence_spm = NAN, .grade_pct = NAN};
    if (isnan(mps)) return b;
    b.load1 = f * peak;
    b.load2 = f * peak * peak;
    b.load4 = f * peak * peak * peak * peak;
    b.speed_mps = mps;
    b.speed2 = mps * mps;
    return b;
}

enum tingle_status run_exposure_constant(struct run_exposure **out, double minutes, double distance_m,
                                         struct tingle_error *err)
{
    struct run_exposure *e;
    double mps = distance_m / (minutes * 60);
    size_t n;
    if (!(minutes > 0 && minutes * 60 <= GAIT_MAX_S))
        return error_set(err, TINGLE_NOT_A_RUN, -1, "a run of %g minutes: more than 0 and at most 2880 were expected", minutes);
    if (!isnan(distance_m) && !(mps >= 0.5 && mps <= 12))
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%g m in %g minutes is not a running speed; give minutes and kilometres",
                         distance_m, minutes);
    n = (size_t)ceil(minutes * 60 / BIN_S);
    e = alloc_array(1, sizeof *e);
    if (!e) return error_no_memory(err, "a run");
    arena_init(&e->arena, RESULT_MAX);
    e->bin = arena_array(&e->arena, n, sizeof *e->bin);
    if (!e->bin) {
        run_exposure_free(e);
        return error_no_memory(err, "the bins of a run");
    }
    e->bin_count = n;
    for (size_t i = 0; i < n; i++) {
        e->bin[i] = constant_bin(mps);
        e->bin[i].start_min = minutes * (double)i / (double)n;
        e->bin[i].length_min = minutes / (double)n;
    }
    e->elapsed_s = e->run_s = e->moving_s = minutes * 60;
    e->distance_m = distance_m;
    e->mean_speed_mps = mps;
    e->mean_cadence_spm = e->mean_contact_ms = e->mean_balance_pct = e->mean_temperature_c = NAN;
    e->contact = isnan(mps) ? CONTACT_NONE : CONTACT_ESTIMATED;
    *out = e;
    return TINGLE_OK;
}
