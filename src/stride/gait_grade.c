/* Grade by two moving windows over the way. */
#include "stride/gait_grade.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define WINDOW_M 50.0
#define NEED_M 10.0       /* between the means of both windows */
#define STEEPEST_PCT 60.0
#define CLIMB_STEP_M 2.0
enum { MEDIAN_S = 5, WINDOW_MAX_S = 120 };

/* Prefix sums, so that the mean of any stretch of seconds costs nothing. Only seconds with altitude count. */
struct way {
    double *metre;    /* [k]: way at the middle of second k */
    double *altitude; /* smoothed */
    double *sum_metre, *sum_altitude, *sum_one;
};

static enum tingle_status way_allocate(struct way *w, struct arena *arena, size_t n, struct tingle_error *err)
{
    double **column[] = {&w->metre, &w->altitude, &w->sum_metre, &w->sum_altitude, &w->sum_one};
    for (size_t c = 0; c < sizeof column / sizeof *column; c++) {
        *column[c] = arena_array(arena, n + 1, sizeof **column[c]);
        if (!*column[c]) return error_no_memory(err, "the slopes of a run");
    }
    return TINGLE_OK;
}

static double median_around(const double *value, size_t k, size_t n)
{
    double sorted[MEDIAN_S];
    size_t many = 0, lo = k >= MEDIAN_S / 2 ? k - MEDIAN_S / 2 : 0;
    for (size_t i = lo; i <= k + MEDIAN_S / 2 && i < n; i++) {
        size_t at = many;
        if (isnan(value[i])) continue;
        for (; at > 0 && sorted[at - 1] > value[i]; at--) sorted[at] = sorted[at - 1];
        sorted[at] = value[i];
        many++;
    }
    if (isnan(value[k]) || many == 0) return NAN;
    return many % 2 ? sorted[many / 2] : (sorted[many / 2 - 1] + sorted[many / 2]) / 2;
}

static void way_measure(struct way *w, const struct gait_seconds *g)
{
    double way = 0;
    for (size_t k = 0; k < g->count; k++) {
        double step = g->mode[k] != 0 && g->speed_mps[k] > 0 ? g->speed_mps[k] * gait_second_length(g, k) : 0;
        bool known;
        w->metre[k] = way + step / 2;
        way += step;
        w->altitude[k] = median_around(g->altitude_m, k, g->count);
        known = !isnan(w->altitude[k]);
        w->sum_metre[k + 1] = w->sum_metre[k] + (known ? w->metre[k] : 0);
        w->sum_altitude[k + 1] = w->sum_altitude[k] + (known ? w->altitude[k] : 0);
        w->sum_one[k + 1] = w->sum_one[k] + (known ? 1 : 0);
    }
}

/* Grade at second k from the windows [lo, k] and [k, hi]. */
static double way_grade(const struct way *w, size_t lo, size_t k, size_t hi)
{
    double n0 = w->sum_one[k + 1] - w->sum_one[lo], n1 = w->sum_one[hi + 1] - w->sum_one[k], run, rise, pct;
    if (n0 < 1 || n1 < 1) return NAN;
    run = (w->sum_metre[hi + 1] - w->sum_metre[k]) / n1 - (w->sum_metre[k + 1] - w->sum_metre[lo]) / n0;
    rise = (w->sum_altitude[hi + 1] - w->sum_altitude[k]) / n1 - (w->sum_altitude[k + 1] - w->sum_altitude[lo]) / n0;
    if (run < NEED_M) return NAN;
    pct = 100 * rise / run;
    return fabs(pct) <= STEEPEST_PCT ? pct : NAN;
}

static void climb_sum(const struct way *w, size_t n, double *ascent_m, double *descent_m)
{
    double at = NAN;
    for (size_t k = 0; k < n; k++) {
        double change = w->altitude[k] - at;
        if (isnan(w->altitude[k])) continue;
        if (isnan(at)) at = w->altitude[k];
        if (!(fabs(change) >= CLIMB_STEP_M)) continue;
        if (change > 0) *ascent_m += change;
        else *descent_m -= change;
        at = w->altitude[k];
    }
}

enum tingle_status gait_grade_find(struct gait_seconds *g, struct arena *arena, double *ascent_m, double *descent_m,
                                   struct tingle_error *err)
{
    struct way w = {0};
    size_t lo = 0, hi = 0;
    enum tingle_status st = TINGLE_OK;
    *ascent_m = *descent_m = 0;
    if (g->indoors) return TINGLE_OK;
    st = way_allocate(&w, arena, g->count, err);
    if (st) return st;
    way_measure(&w, g);
    for (size_t k = 0; k < g->count; k++) {
        while (w.metre[k] - w.metre[lo] > WINDOW_M || k - lo > WINDOW_MAX_S) lo++;
        while (hi + 1 < g->count && w.metre[hi + 1] - w.metre[k] <= WINDOW_M && hi - k < WINDOW_MAX_S) hi++;
        if (hi < k) hi = k;
        assert(lo <= k && k <= hi);
        g->grade_pct[k] = way_grade(&w, lo, k, hi);
    }
    climb_sum(&w, g->count, ascent_m, descent_m);
    return TINGLE_OK;
}
