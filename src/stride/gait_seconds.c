/* Resampling to seconds, and pauses restored by wall clock. */
#include "stride/gait_seconds.h"
#include "base/values.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HOLD_S 10.0        /* a sample speaks for this long at most, in a file that is not sparser itself */
#define SPARSE 3.0         /* times the usual gap: an unusual one */
#define EDGE_S 1.5         /* samples this near to a timer event belong to it */

enum { SUB_SPORT_TREADMILL = 1, SUB_SPORT_INDOOR_RUNNING = 45 };

/* The samples that have a time, in order. */
struct timed_rows {
    size_t count;
    const double *all_time;
    size_t *row;
    double usual_gap_s; /* median */
    double hold_s;
};

double place_distance_m(double lat1_deg, double lon1_deg, double lat2_deg, double lon2_deg)
{
    const double to_rad = 0.017453292519943295, radius_m = 6371008.8;
    double s = sin((lat2_deg - lat1_deg) * to_rad / 2), c = sin((lon2_deg - lon1_deg) * to_rad / 2);
    double h = s * s + cos(lat1_deg * to_rad) * cos(lat2_deg * to_rad) * c * c;
    return 2 * radius_m * asin(sqrt(h < 1 ? h : 1));
}

static double row_time(const struct timed_rows *rows, size_t i) { return rows->all_time[rows->row[i]]; }

static enum tingle_status rows_find(struct timed_rows *rows, struct arena *arena, const struct activity *a,
                                    struct tingle_error *err)
{
    double *gap;
    rows->all_time = a->time_s;
    rows->count = 0;
    rows->row = arena_array(arena, a->rows + 1, sizeof *rows->row);
    gap = arena_array(arena, a->rows + 1, sizeof *gap);
    if (!rows->row || !gap) return error_no_memory(err, "the samples of a run");
    for (size_t i = 0; i < a->rows; i++) {
        double last = rows->count ? row_time(rows, rows->count - 1) : -1e-9;
        if (!(a->time_s[i] > last) || !isfinite(a->time_s[i])) continue;
        if (rows->count) gap[rows->count - 1] = a->time_s[i] - last;
        rows->row[rows->count++] = i;
    }
    if (rows->count < 2)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "only %zu samples with a time: too few for a run", rows->count);
    rows->usual_gap_s = values_median(gap, rows->count - 1);
    rows->hold_s = fmax(HOLD_S, SPARSE * rows->usual_gap_s);
    return TINGLE_OK;
}

/* The run ends with its last sample, or with the stop of the timer soon after it. */
static double end_find(const struct timed_rows *rows, const struct activity *a)
{
    double end = row_time(rows, rows->count - 1), limit = end + rows->hold_s;
    for (size_t i = 0; i < a->event_count; i++)
        if (a->event[i].kind == ACTIVITY_EVENT_TIMER_STOP && a->event[i].time_s > end && a->event[i].time_s <= limit)
            end = a->event[i].time_s;
    return end;
}

static enum tingle_status seconds_allocate(struct gait_seconds *g, struct arena *arena, struct tingle_error *err)
{
    double **column[] = {&g->speed_mps, &g->cadence_spm, &g->stance_ms, &g->altitude_m, &g->grade_pct};
    g->gap = arena_array(arena, g->count, 1);
    g->mode = arena_array(arena, g->count, 1);
    if (!g->gap || !g->mode) return error_no_memory(err, "the seconds of a run");
    for (size_t c = 0; c < sizeof column / sizeof *column; c++) {
        *column[c] = arena_array(arena, g->count, sizeof **column[c]);
        if (!*column[c]) return error_no_memory(err, "the seconds of a run");
        for (size_t k = 0; k < g->count; k++) (*column[c])[k] = NAN;
    }
    return TINGLE_OK;
}

/* Marks the seconds whose middle lies in [from, to). */
static void gap_mark(struct gait_seconds *g, double from, double to, enum gait_gap kind)
{
    double first = ceil(fmax(from, 0) - 0.5);
    if (!(from < g->elapsed_s)) return;
    for (size_t k = (size_t)fmax(first, 0); k < g->count && (double)k + 0.5 < to; k++) g->gap[k] = (uint8_t)kind;
}

/* True when the watch went on writing while its timer was stopped. */
static bool pause_was_recorded(const struct timed_rows *rows, double from, double to)
{
    size_t lo = 0, hi = rows->count, n = 0;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (row_time(rows, mid) <= from + EDGE_S) lo = mid + 1;
        else hi = mid;
    }
    while (lo + n < rows->count && row_time(rows, lo + n) < to - EDGE_S) n++;
    return n >= 3 && (double)n * rows->hold_s >= to - from;
}

static int event_order(const void *pa, const void *pb)
{
    const struct activity_event *a = pa, *b = pb;
    if (a->time_s != b->time_s) return a->time_s < b->time_s ? -1 : 1;
    return (a->kind == ACTIVITY_EVENT_TIMER_START) - (b->kind == ACTIVITY_EVENT_TIMER_START);
}

/* Pauses by the timer's own events. Odd orders occur: a second stop while stopped and a start
 * while running change nothing. */
static enum tingle_status pauses_of_timer(struct gait_seconds *g, struct arena *arena,
                                          const struct timed_rows *rows, const struct activity *a,
                                          struct tingle_error *err)
{
    struct activity_event *event = arena_array(arena, a->event_count + 1, sizeof *event);
    double stopped = NAN;
    size_t n = 0;
    if (!event) return error_no_memory(err, "the pauses of a run");
    for (size_t i = 0; i < a->event_count; i++)
        if (isfinite(a->event[i].time_s) && (a->event[i].kind == ACTIVITY_EVENT_TIMER_START ||
                                             a->event[i].kind == ACTIVITY_EVENT_TIMER_STOP))
            event[n++] = a->event[i];
    qsort(event, n, sizeof *event, event_order);
    for (size_t i = 0; i <= n; i++) {
        bool stop = i < n && event[i].kind == ACTIVITY_EVENT_TIMER_STOP;
        double to = i < n ? event[i].time_s : g->elapsed_s;
        if (stop && isnan(stopped)) stopped = to;
        if (stop || isnan(stopped)) continue;
        if (!pause_was_recorded(rows, stopped, to)) gap_mark(g, stopped, to, GAP_PAUSED);
        stopped = NAN;
    }
    return TINGLE_OK;
}

/* Metres moved between two samples, by the watch's distance, else by place; NaN when neither is known. */
static double moved_between(const struct activity *a, size_t from, size_t to)
{
    double d = activity_value(a, ACTIVITY_DISTANCE_M, to) - activity_value(a, ACTIVITY_DISTANCE_M, from);
    if (isfinite(d) && a->column[ACTIVITY_DISTANCE_M].value[to] > 0) return fmax(d, 0);
    return place_distance_m(activity_value(a, ACTIVITY_LATITUDE_DEG, from), activity_value(a, ACTIVITY_LONGITUDE_DEG, from),
                            activity_value(a, ACTIVITY_LATITUDE_DEG, to), activity_value(a, ACTIVITY_LONGITUDE_DEG, to));
}

/* Gaps between samples that no timer event explains. */
static void gaps_of_samples(struct gait_seconds *g, const struct timed_rows *rows, const struct activity *a)
{
    for (size_t i = 1; i < rows->count; i++) {
        double from = row_time(rows, i - 1), to = row_time(rows, i), length = to - from, mps;
        size_t middle = (size_t)(from + length / 2);
        bool unusual = length > rows->hold_s;
        if (length <= 1.5 * rows->usual_gap_s + 1 || (middle < g->count && g->gap[middle] == GAP_PAUSED)) continue;
        mps = moved_between(a, rows->row[i - 1], rows->row[i]) / length;
        from += fmax(fmin(rows->usual_gap_s, 4) / 2, 1); /* the last sample still speaks for a while */
        if (isnan(mps) ? unusual : mps < GAIT_STAND_MPS) {
            gap_mark(g, from, to, GAP_PAUSED);
        } else if (unusual) {
            gap_mark(g, from, to, GAP_LOST);
            for (size_t k = (size_t)from; k < g->count && (double)k + 0.5 < to; k++)
                if (g->gap[k] == GAP_LOST && mps <= GAIT_TOO_FAST_MPS) g->speed_mps[k] = mps;
        }
    }
}

/* Each second outside gaps takes the value of the nearest sample that has one. */
static void column_hold(const struct gait_seconds *g, const struct timed_rows *rows, const struct activity *a,
                        enum activity_column c, double lo, double hi, double *out)
{
    const double *value = a->column[c].value;
    double before_s = -INFINITY, before = NAN, after_s = -INFINITY, after = NAN;
    size_t next = 0;
    if (!value) return;
    for (size_t k = 0; k < g->count; k++) {
        double t = (double)k + 0.5, near;
        while (after_s < t) {
            before_s = after_s;
            before = after;
            for (; next < rows->count; next++)
                if (value[rows->row[next]] >= lo && value[rows->row[next]] <= hi) break;
            after_s = next < rows->count ? row_time(rows, next) : INFINITY;
            after = next < rows->count ? value[rows->row[next]] : NAN;
            next += next < rows->count;
        }
        near = t - before_s <= after_s - t ? t - before_s : after_s - t;
        if (g->gap[k] != GAP_NONE || near > rows->hold_s) continue;
        out[k] = t - before_s <= after_s - t ? before : after;
    }
}

/* Straight lines between the valid samples of a column, at the times start + k. */
static void column_interpolate(const struct timed_rows *rows, const double *value, double start, double *out,
                               size_t count)
{
    double t0 = NAN, v0 = NAN, t1 = NAN, v1 = NAN;
    size_t next = 0;
    for (size_t k = 0; k < count; k++) {
        double t = start + (double)k;
        while (!(t1 >= t) && next < rows->count) {
            double v = value[rows->row[next]];
            if (isfinite(v)) {
                t0 = t1;
                v0 = v1;
                t1 = row_time(rows, next);
                v1 = v;
            }
            next++;
        }
        if (t >= t1) out[k] = v1;
        else out[k] = isnan(t0) ? v1 : v0 + (v1 - v0) * (t - t0) / (t1 - t0);
    }
}

/* The seconds around k, at most `half` each side, that are not in a gap. */
static void window_around(const struct gait_seconds *g, size_t k, size_t half, size_t *lo, size_t *hi)
{
    *lo = *hi = k;
    while (*lo > 0 && k - *lo < half && g->gap[*lo - 1] == GAP_NONE) --*lo;
    while (*hi + 1 < g->count && *hi - k < half && g->gap[*hi + 1] == GAP_NONE) ++*hi;
}

/* Speed at a second from how far the runner came in the seconds around it: half a window each side. */
static enum tingle_status speed_derive(struct gait_seconds *g, struct arena *arena, const struct timed_rows *rows,
                                       const struct activity *a, struct tingle_error *err)
{
    bool places = g->speed_source == SPEED_OF_PLACES;
    size_t n = g->count, half = places ? 5 : 3, lo, hi;
    double *x = arena_array(arena, n, sizeof *x), *y = arena_array(arena, n, sizeof *y);
    if (!x || !y) return error_no_memory(err, "the speed of a run");
    column_interpolate(rows, a->column[places ? ACTIVITY_LATITUDE_DEG : ACTIVITY_DISTANCE_M].value, 0.5, x, n);
    if (places) column_interpolate(rows, a->column[ACTIVITY_LONGITUDE_DEG].value, 0.5, y, n);
    for (size_t k = 0; k < n; k++) {
        double metres, mps;
        if (g->gap[k] != GAP_NONE) continue;
        window_around(g, k, half, &lo, &hi);
        metres = places ? place_distance_m(x[lo], y[lo], x[hi], y[hi]) : fmax(x[hi] - x[lo], 0);
        mps = metres / (double)(hi - lo); /* a second alone between gaps: NaN */
        if (mps <= GAIT_TOO_FAST_MPS) g->speed_mps[k] = mps;
    }
    return TINGLE_OK;
}

/* The best source there is: recorded speed, distance, places; each must cover a tenth of the samples. */
static enum speed_source speed_source_of(const struct activity *a)
{
    const struct activity_series *c = a->column;
    size_t need = a->rows / 10 + 1;
    double farthest = 0;
    if (c[ACTIVITY_SPEED_MPS].value) {
        size_t moving = 0;
        for (size_t i = 0; i < a->rows; i++) moving += c[ACTIVITY_SPEED_MPS].value[i] > 0;
        if (moving >= need) return SPEED_RECORDED;
    }
    if (c[ACTIVITY_DISTANCE_M].value && c[ACTIVITY_DISTANCE_M].used >= need) {
        for (size_t i = 0; i < a->rows; i++) farthest = fmax(farthest, c[ACTIVITY_DISTANCE_M].value[i]);
        if (farthest > 0) return SPEED_OF_DISTANCE;
    }
    if (c[ACTIVITY_LATITUDE_DEG].value && c[ACTIVITY_LONGITUDE_DEG].value && c[ACTIVITY_LATITUDE_DEG].used >= need)
        return SPEED_OF_PLACES;
    return SPEED_UNKNOWN;
}

/* Some files count one leg only, against their own format. Nobody runs with 110 steps a minute. */
static void cadence_of_both_legs(struct gait_seconds *g, double *scratch)
{
    size_t n = 0;
    double median;
    for (size_t k = 0; k < g->count; k++)
        if (g->speed_mps[k] >= 1.9 && g->cadence_spm[k] > 0) scratch[n++] = g->cadence_spm[k];
    median = values_median(scratch, n);
    if (n < 60 || median < 60 || median >= 110) return;
    for (size_t k = 0; k < g->count; k++) g->cadence_spm[k] *= 2;
}

enum tingle_status gait_seconds_make(struct gait_seconds *g, struct arena *arena, const struct activity *a,
                                     struct tingle_error *err)
{
    struct timed_rows rows = {0};
    enum tingle_status st = rows_find(&rows, arena, a, err);
    if (st) return st;
    *g = (struct gait_seconds){.elapsed_s = end_find(&rows, a)};
    if (g->elapsed_s > GAIT_MAX_S)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "lasts %.0f hours; a run of up to 48 hours was expected",
                         g->elapsed_s / 3600);
    g->count = (size_t)ceil(g->elapsed_s);
    g->indoors = a->sub_sport == SUB_SPORT_TREADMILL || a->sub_sport == SUB_SPORT_INDOOR_RUNNING;
    assert(g->count > 0);
    st = seconds_allocate(g, arena, err);
    if (!st) st = pauses_of_timer(g, arena, &rows, a, err);
    if (st) return st;
    gaps_of_samples(g, &rows, a);
    g->speed_source = speed_source_of(a);
    if (g->speed_source == SPEED_RECORDED)
        column_hold(g, &rows, a, ACTIVITY_SPEED_MPS, 0, GAIT_TOO_FAST_MPS, g->speed_mps);
    else if (g->speed_source != SPEED_UNKNOWN) st = speed_derive(g, arena, &rows, a, err);
    if (st) return st;
    column_hold(g, &rows, a, ACTIVITY_CADENCE_SPM, 0, 400, g->cadence_spm);
    column_hold(g, &rows, a, ACTIVITY_STANCE_TIME_MS, 100, 1000, g->stance_ms);
    column_hold(g, &rows, a, ACTIVITY_ALTITUDE_M, -500, 9000, g->altitude_m);
    cadence_of_both_legs(g, g->grade_pct); /* not yet in use */
    for (size_t k = 0; k < g->count; k++) g->grade_pct[k] = NAN;
    return TINGLE_OK;
}
