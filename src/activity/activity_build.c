/* Counting, ordering, masking, totals: what all readers share. */
#include "activity/activity_build.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "activity/activity_marks.h"

#define GAP_S (7.0 * 86400) /* no outing has a week between two samples */
#define LEAP_S 3600.0       /* a wrong time further ahead than this is called a leap */
#define HEART_RATE_KEEPS_S 5.0

enum tingle_status activity_new(struct activity **out, enum activity_format format,
                                struct tingle_error *err)
{
    static const char *const names[] = {
#define ACTIVITY_COLUMN_NAME(id, name, unit, dynamics) name, unit,
        ACTIVITY_COLUMN_LIST(ACTIVITY_COLUMN_NAME)
#undef ACTIVITY_COLUMN_NAME
    };
    struct activity *a = alloc_array(1, sizeof *a);
    if (!a) return error_no_memory(err, "an activity");
    arena_init(&a->arena, ACTIVITY_MAX_MEMORY);
    a->format = format;
    a->sport = a->sub_sport = ACTIVITY_SPORT_UNKNOWN;
    a->manufacturer = a->product = "";
    a->start_unix_s = a->elapsed_s = a->timer_s = a->distance_m = NAN;
    a->chained = 1;
    a->crc_ok = true;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        a->column[c] = (struct activity_series){.name = names[2 * c], .unit = names[2 * c + 1], .native = -1};
    *out = a;
    return TINGLE_OK;
}

void activity_free(struct activity *a)
{
    if (!a) return;
    arena_release(&a->arena);
    free(a);
}

/* Every series of the activity, one after the other: i from 0 until NULL. */
static struct activity_series *series_at(struct activity *a, size_t i)
{
    if (i < ACTIVITY_COLUMN_COUNT) return &a->column[i];
    i -= ACTIVITY_COLUMN_COUNT;
    return i < a->developer_count ? &a->developer[i] : NULL;
}

enum tingle_status activity_add_unset_columns(struct activity *a, size_t samples,
                                              const bool present[ACTIVITY_COLUMN_COUNT],
                                              struct tingle_error *err)
{
    size_t columns = 1 + a->developer_count;
    double *next;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) columns += present[c];
    assert(samples <= ACTIVITY_MAX_SAMPLES);
    if (samples * columns > ACTIVITY_MAX_MEMORY / sizeof *next)
        return error_set(err, TINGLE_LIMIT, -1, "%zu samples in %zu columns are more than Tingle keeps in memory", samples,
                         columns);
    next = arena_raw(&a->arena, samples * columns * sizeof *next);
    if (!next) return error_no_memory(err, "the samples of an activity");
    a->samples = a->rows = samples;
    a->time_s = next;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        if (present[c]) a->column[c].value = next += samples;
    for (size_t i = 0; i < a->developer_count; i++) a->developer[i].value = next += samples;
    return TINGLE_OK;
}

enum tingle_status activity_add_columns(struct activity *a, size_t samples,
                                        const bool present[ACTIVITY_COLUMN_COUNT],
                                        struct tingle_error *err)
{
    enum tingle_status st = activity_add_unset_columns(a, samples, present, err);
    struct activity_series *s;
    if (st) return st;
    for (size_t i = 0; i < samples; i++) a->time_s[i] = NAN;
    for (size_t k = 0; (s = series_at(a, k)); k++)
        for (size_t i = 0; s->value && i < samples; i++) s->value[i] = NAN;
    return TINGLE_OK;
}

/* NaN are the bit patterns above infinity, the sign left out: with the largest mantissa added they, and only they,
 * reach the sign bit. This is what compilers make vector instructions of; comparing doubles and counting is not. */
static size_t count_values(const double *value, size_t rows)
{
    const uint64_t magnitude = INT64_MAX, mantissa = UINT64_C(0x000FFFFFFFFFFFFF);
    size_t missing = 0;
    if (!value) return 0;
#pragma GCC unroll 4
    for (size_t i = 0; i < rows; i++) {
        uint64_t bits;
        memcpy(&bits, &value[i], sizeof bits);
        missing += ((bits & magnitude) + mantissa) >> 63;
    }
    return rows - missing;
}

static void count_used(struct activity *a)
{
    struct activity_series *s;
    for (size_t i = 0; (s = series_at(a, i)); i++) s->used = count_values(s->value, a->rows);
}

void activity_count_valid(struct activity *a)
{
    struct activity_series *s;
    count_used(a);
    for (size_t i = 0; (s = series_at(a, i)); i++) s->valid = s->used;
}

/* ---- order of time ---------------------------------------------------------------
 *
 * Kept is the longest series of rows whose times ascend ("longest increasing
 * subsequence", by patience sorting: Fredman 1975, O(n log n)). One wild time costs one row, wherever it
 * points; a clock set right in the middle costs the shorter part. Of series equally long the one with the
 * smaller steps is kept: a wild time must not push out the good one before it.
 */

enum row_fate { ROW_KEPT, ROW_OUT_OF_ORDER, ROW_FAR_AWAY };

static int by_row(const void *x, const void *y)
{
    const size_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static bool is_track_start(const struct activity *a, size_t row)
{
    return a->track_count && bsearch(&row, a->track_start, a->track_count, sizeof row, by_row);
}

static bool times_ascend(const struct activity *a)
{
    double last = NAN;
    for (size_t i = 0; i < a->rows; i++) {
        if (isnan(a->time_s[i])) continue;
        if (a->time_s[i] <= last || a->time_s[i] - last > GAP_S) return false;
        last = a->time_s[i];
    }
    return true;
}

/* What keep_longest needs, with room for all rows. */
struct ascent {
    uint32_t *last;   /* by length: the row with the smallest time that ends a series so long */
    uint32_t *before; /* by row: the row before it in its series */
    uint32_t *ousted; /* by row: the row, later in time, that it took the place of in `last` */
};

/* Of the rows that end series of one length, `row` and those it ousted, the last one before `time_s`. Their times
 * grow; a few steps are enough, as wild times are few. */
static uint32_t nearest_before(const struct activity *a, const uint32_t *ousted, uint32_t row, double time_s)
{
    for (int steps = 0; steps < 16; steps++) {
        uint32_t later = ousted[row];
        if (later == UINT32_MAX || !(a->time_s[later] < time_s)) break;
        row = later;
    }
    return row;
}

/* Marks rows with a time that are not in the longest ascending series. */
static void keep_longest(const struct activity *a, const struct ascent *s, uint8_t *fate)
{
    uint32_t *last = s->last, *before = s->before;
    size_t length = 0;
    for (size_t i = 0; i < a->rows; i++) {
        size_t lo = 0, hi = length;
        if (isnan(a->time_s[i])) continue;
        fate[i] = ROW_OUT_OF_ORDER;
        if (length && a->time_s[last[length - 1]] < a->time_s[i]) lo = length;
        while (lo < hi) {
            size_t middle = (lo + hi) / 2;
            if (a->time_s[last[middle]] < a->time_s[i]) lo = middle + 1;
            else hi = middle;
        }
        assert(lo <= length);
        if (lo < length && a->time_s[last[lo]] == a->time_s[i]) continue; /* the first of the same second */
        before[i] = lo ? nearest_before(a, s->ousted, last[lo - 1], a->time_s[i]) : UINT32_MAX;
        s->ousted[i] = lo < length ? last[lo] : UINT32_MAX;
        last[lo] = (uint32_t)i;
        if (lo == length) length++;
    }
    for (uint32_t i = length ? last[length - 1] : UINT32_MAX; i != UINT32_MAX; i = before[i]) fate[i] = ROW_KEPT;
}

/* Of the stretches that lie more than a week apart keeps the largest. Tracks may lie as far apart as they like. */
static void keep_largest_stretch(const struct activity *a, uint8_t *fate)
{
    size_t from = 0, count = 0, best_from = 0, best_to = 0, best = 0;
    double last = NAN;
    for (size_t i = 0; i <= a->rows; i++) {
        bool timed = i < a->rows && fate[i] == ROW_KEPT && !isnan(a->time_s[i]);
        if (i == a->rows || (timed && a->time_s[i] - last > GAP_S && !is_track_start(a, i))) {
            if (count > best) best = count, best_from = from, best_to = i;
            from = i;
            count = 0;
        }
        if (timed) last = a->time_s[i], count++;
    }
    for (size_t i = 0; i < a->rows; i++)
        if (i < best_from || i >= best_to) fate[i] = ROW_FAR_AWAY;
}

static void fill_row(struct activity *a, size_t from, size_t to)
{
    struct activity_series *s;
    for (size_t i = 0; (s = series_at(a, i)); i++)
        if (s->value && isnan(s->value[to])) s->value[to] = s->value[from];
}

/* A row that is left out: another message for the second of the last kept row, or a wrong time. */
static void drop_row(struct activity *a, size_t row, size_t last_row, enum row_fate fate, struct repair_log *log)
{
    bool repeated = last_row != SIZE_MAX && a->time_s[row] == a->time_s[last_row];
    if (fate == ROW_FAR_AWAY)
        repair_note(log, REPAIR_TIME_JUMP, 0, "samples more than a week away from the rest left out");
    else if (last_row != SIZE_MAX && a->time_s[row] - a->time_s[last_row] > LEAP_S)
        repair_note(log, REPAIR_TIME_JUMP, 0, "samples whose time leaps ahead of the rest left out");
    else
        repair_note(log, REPAIR_TIME_ORDER, 0, "samples with a repeated or earlier time left out");
    if (repeated) fill_row(a, row, last_row);
}

/* Moves the kept values to the front; returns how many there are. */
static size_t compact(double *value, const uint8_t *fate, size_t rows)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows; i++) {
        value[kept] = value[i];
        kept += fate[i] == ROW_KEPT;
    }
    return kept;
}

/* Drops the rows that are not kept. Invariant: times of kept rows ascend strictly. */
static void drop_rows(struct activity *a, const uint8_t *fate, struct repair_log *log)
{
    struct activity_series *s;
    size_t kept = 0, track = 0, last_row = SIZE_MAX;
    for (size_t i = 0; i < a->rows; i++) {
        for (; track < a->track_count && a->track_start[track] <= i; track++) a->track_start[track] = kept;
        if (fate[i] != ROW_KEPT) {
            drop_row(a, i, last_row, (enum row_fate)fate[i], log);
            continue;
        }
        assert(last_row == SIZE_MAX || isnan(a->time_s[i]) || a->time_s[i] > a->time_s[last_row]);
        if (!isnan(a->time_s[i])) last_row = i;
        kept++;
    }
    for (; track < a->track_count; track++) a->track_start[track] = kept;
    for (size_t k = 0; (s = series_at(a, k)); k++)
        if (s->value) compact(s->value, fate, a->rows);
    a->rows = compact(a->time_s, fate, a->rows);
    count_used(a);
}

static void swap_rows(struct activity *a, size_t i, size_t k)
{
    struct activity_series *s;
    double kept = a->time_s[i];
    a->time_s[i] = a->time_s[k];
    a->time_s[k] = kept;
    for (size_t n = 0; (s = series_at(a, n)); n++) {
        if (!s->value) continue;
        kept = s->value[i];
        s->value[i] = s->value[k];
        s->value[k] = kept;
    }
}

/* Are the rows [from, to) written newest first: do more of their times go back than on? */
static bool goes_back(const struct activity *a, size_t from, size_t to)
{
    size_t back = 0, on = 0;
    double last = NAN;
    for (size_t i = from; i < to; i++) {
        if (isnan(a->time_s[i])) continue;
        back += a->time_s[i] < last;
        on += a->time_s[i] > last;
        last = a->time_s[i];
    }
    return back > on && back > 1;
}

static void turn_rows(struct activity *a, size_t from, size_t to, struct repair_log *log)
{
    for (size_t i = from; i < to; i++)
        repair_note(log, REPAIR_TIME_ORDER, 0, "samples written newest first; turned round");
    for (; from + 1 < to; from++) swap_rows(a, from, --to);
}

/* Turns tracks round, or the whole of a file without tracks, where they are written newest first. */
static void turn_tracks(struct activity *a, struct repair_log *log)
{
    size_t from = 0;
    for (size_t track = 0; from < a->rows; track++) {
        size_t to = track + 1 < a->track_count ? a->track_start[track + 1] : a->rows;
        if (goes_back(a, from, to)) turn_rows(a, from, to, log);
        from = to;
    }
}

enum tingle_status activity_order_rows(struct activity *a, struct repair_log *log,
                                       struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    struct ascent s = {0};
    uint8_t *fate = NULL;
    size_t timed = count_values(a->time_s, a->rows);
    if (timed < a->rows)
        repair_note(log, REPAIR_NO_TIME, 0, "%zu of %zu samples have no time", a->rows - timed, a->rows);
    if (times_ascend(a)) return TINGLE_OK;
    turn_tracks(a, log);
    if (times_ascend(a)) return TINGLE_OK;
    s.last = alloc_array(a->rows, sizeof *s.last);
    s.before = alloc_array(a->rows, sizeof *s.before);
    s.ousted = alloc_array(a->rows, sizeof *s.ousted);
    fate = alloc_array(a->rows, sizeof *fate);
    if (s.last && s.before && s.ousted && fate) {
        keep_longest(a, &s, fate);
        keep_largest_stretch(a, fate);
        drop_rows(a, fate, log);
    } else {
        st = error_no_memory(err, "the order of samples");
    }
    free(s.last);
    free(s.before);
    free(s.ousted);
    free(fate);
    return st;
}

/* ---- heart rate of its own ------------------------------------------------------- */

static int by_time(const void *x, const void *y)
{
    const struct heart_beat *a = x, *b = y;
    return (a->unix_s > b->unix_s) - (a->unix_s < b->unix_s);
}

static bool beats_ascend(const struct heart_beat *beats, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (beats[i].unix_s < beats[i - 1].unix_s) return false;
    return true;
}

void activity_merge_heart_rate(struct activity *a, struct heart_beat *beats, size_t count)
{
    double *rate = a->column[ACTIVITY_HEART_RATE_BPM].value;
    size_t next = 0;
    assert(rate || !count);
    if (!beats_ascend(beats, count)) qsort(beats, count, sizeof *beats, by_time);
    for (size_t row = 0; count && row < a->rows; row++) {
        double sum = 0;
        size_t n = 0;
        for (; next < count && beats[next].unix_s <= a->time_s[row]; next++, n++) sum += beats[next].bpm;
        if (isnan(a->time_s[row]) || !isnan(rate[row])) continue;
        if (n)
            rate[row] = sum / (double)n;
        else if (next && a->time_s[row] - beats[next - 1].unix_s <= HEART_RATE_KEEPS_S)
            rate[row] = beats[next - 1].bpm;
        a->merged += !isnan(rate[row]);
    }
    a->column[ACTIVITY_HEART_RATE_BPM].used += a->merged;
}

/* ---- finishing ------------------------------------------------------------------- */

/* Makes every zero NaN; returns how many there were. Zeros are counted by their bits, of which one less than none
 * borrows from the sign: see count_values. */
static size_t replace_zeros(double *value, size_t rows)
{
    const uint64_t magnitude = INT64_MAX;
    size_t zeros = 0;
#pragma GCC unroll 4
    for (size_t i = 0; i < rows; i++) {
        uint64_t bits;
        memcpy(&bits, &value[i], sizeof bits);
        zeros += ((bits & magnitude) - 1) >> 63;
        value[i] = value[i] == 0 ? NAN : value[i];
    }
    return zeros;
}

/* A stored zero of running dynamics is a watch that did not measure. */
static void mask_zeros(struct activity *a)
{
    static const bool dynamics[ACTIVITY_COLUMN_COUNT] = {
#define ACTIVITY_COLUMN_DYNAMICS(id, name, unit, is_dynamics) is_dynamics,
        ACTIVITY_COLUMN_LIST(ACTIVITY_COLUMN_DYNAMICS)
#undef ACTIVITY_COLUMN_DYNAMICS
    };
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) {
        struct activity_series *s = &a->column[c];
        if (dynamics[c] && s->value) s->used -= replace_zeros(s->value, a->rows);
    }
}

/* Latitudes and longitudes off the globe, and halves of a pair, are no place. */
static void mask_places(struct activity *a, struct repair_log *log)
{
    double *lat = a->column[ACTIVITY_LATITUDE_DEG].value, *lon = a->column[ACTIVITY_LONGITUDE_DEG].value;
    bool masked = false;
    if (!lat || !lon) return;
    for (size_t i = 0; i < a->rows; i++) {
        if (fabs(lat[i]) <= 90 && fabs(lon[i]) <= 180) continue;
        if (fabs(lat[i]) > 90 || fabs(lon[i]) > 180)
            repair_note(log, REPAIR_VALUE, 0, "a place off the globe left out");
        lat[i] = lon[i] = NAN;
        masked = true;
    }
    if (!masked) return;
    a->column[ACTIVITY_LATITUDE_DEG].used = count_values(lat, a->rows);
    a->column[ACTIVITY_LONGITUDE_DEG].used = count_values(lon, a->rows);
}

static double first_time(const struct activity *a)
{
    for (size_t i = 0; i < a->rows; i++)
        if (!isnan(a->time_s[i])) return a->time_s[i];
    return NAN;
}

static double last_time(const struct activity *a)
{
    for (size_t i = a->rows; i-- > 0;)
        if (!isnan(a->time_s[i])) return a->time_s[i];
    return NAN;
}

/* The start: of the first sample, or of the first session where no sample has a time. */
static void set_start(struct activity *a)
{
    a->start_unix_s = first_time(a);
    for (size_t i = 0; i < a->session_count && isnan(a->start_unix_s); i++) a->start_unix_s = a->session[i].start_s;
}

static void make_relative(struct activity *a)
{
    double start = a->start_unix_s;
    for (size_t i = 0; i < a->rows; i++) a->time_s[i] -= start;
    for (size_t i = 0; i < a->lap_count; i++) a->lap[i].start_s -= start;
    for (size_t i = 0; i < a->event_count; i++) a->event[i].time_s -= start;
    for (size_t i = 0; i < a->session_count; i++) a->session[i].start_s -= start;
}

/* Seconds between timer starts and stops, where there are such events; NaN otherwise. */
static double timer_from_events(const struct activity *a, double end_s)
{
    double running_since = NAN, sum = 0;
    bool any = false;
    for (size_t i = 0; i < a->event_count; i++) {
        const struct activity_event *e = &a->event[i];
        if (e->kind == ACTIVITY_EVENT_TIMER_START && isnan(running_since)) running_since = e->time_s;
        if (e->kind != ACTIVITY_EVENT_TIMER_STOP || isnan(running_since)) continue;
        sum += e->time_s - running_since;
        running_since = NAN;
        any = true;
    }
    if (!isnan(running_since) && any) sum += end_s - running_since;
    return any && sum > 0 ? sum : NAN;
}

static double add_known(double sum, double x)
{
    return isnan(x) ? sum : isnan(sum) ? x : sum + x;
}

struct place {
    double lat, lon;     /* radian */
    double cos_lat;
};

static struct place place_at(double lat_deg, double lon_deg)
{
    const double radian = 3.14159265358979323846 / 180;
    return (struct place){lat_deg * radian, lon_deg * radian, cos(lat_deg * radian)};
}

/* Great-circle distance in metres (haversine, mean radius of the earth). */
static double place_distance_m(struct place from, struct place to)
{
    double a = sin((to.lat - from.lat) / 2), b = sin((to.lon - from.lon) / 2);
    double h = a * a + from.cos_lat * to.cos_lat * b * b;
    return 2 * 6371008.8 * asin(sqrt(h < 1 ? h : 1));
}

/* The way along the places, for files that keep no distance; NaN without places. */
static double distance_along_places(const struct activity *a)
{
    struct place last = {0};
    double sum = NAN;
    for (size_t i = 0; i < a->rows; i++) {
        double lat = activity_value(a, ACTIVITY_LATITUDE_DEG, i), lon = activity_value(a, ACTIVITY_LONGITUDE_DEG, i);
        struct place here;
        if (isnan(lat) || isnan(lon)) continue;
        here = place_at(lat, lon);
        sum = isnan(sum) ? 0 : sum + place_distance_m(last, here);
        last = here;
    }
    return sum;
}

/* From the first session's start to the last one's end, unless that is a day longer than the samples. */
static double elapsed_of_sessions(const struct activity *a, double samples_s)
{
    double start = NAN, end = NAN;
    for (size_t i = 0; i < a->session_count; i++) {
        const struct activity_session *s = &a->session[i];
        if (!(s->start_s >= start)) start = s->start_s;
        if (!(s->start_s + s->elapsed_s <= end)) end = s->start_s + s->elapsed_s;
    }
    if (!(end - start >= 0) || end - start > samples_s + 86400) return samples_s;
    return end - start;
}

/* Totals by the sessions' word, else by the samples. */
static void set_totals(struct activity *a, struct repair_log *log)
{
    const struct activity_series *distance = &a->column[ACTIVITY_DISTANCE_M];
    double end = last_time(a);
    for (size_t i = 0; i < a->session_count; i++) {
        a->timer_s = add_known(a->timer_s, a->session[i].timer_s);
        a->distance_m = add_known(a->distance_m, a->session[i].distance_m);
    }
    if (!a->session_count && a->format == ACTIVITY_FORMAT_FIT && a->rows)
        repair_note(log, REPAIR_NO_SESSION, 0, "no session in the file; totals worked out from the samples");
    a->elapsed_s = elapsed_of_sessions(a, end);
    if (isnan(a->timer_s)) a->timer_s = timer_from_events(a, end);
    if (isnan(a->timer_s)) a->timer_s = a->elapsed_s;
    for (size_t i = a->rows; isnan(a->distance_m) && distance->value && i-- > 0;) a->distance_m = distance->value[i];
    if (isnan(a->distance_m)) a->distance_m = distance_along_places(a);
}

/* Some writers store the steps of both feet where turns of one leg belong. Nobody runs at 240 steps a
 * minute for half of a run: then the doubling of the reader was wrong. */
static void halve_cadence(struct activity *a, struct repair_log *log)
{
    double *cadence = a->column[ACTIVITY_CADENCE_SPM].value;
    size_t stepping = 0, too_fast = 0;
    if (!cadence || a->sport != ACTIVITY_SPORT_RUNNING) return;
    for (size_t i = 0; i < a->rows; i++) too_fast += cadence[i] > 240;
    if (!too_fast) return;
    for (size_t i = 0; i < a->rows; i++) stepping += cadence[i] > 0;
    if (2 * too_fast <= stepping) return;
    repair_note(log, REPAIR_VALUE, 0, "cadence counts the steps of both feet; taken as such");
    for (size_t i = 0; i < a->rows; i++) cadence[i] /= 2;
}

enum tingle_status activity_finish(struct activity *a, struct repair_log *log,
                                   struct tingle_error *err)
{
    halve_cadence(a, log);
    mask_zeros(a);
    mask_places(a, log);
    set_start(a);
    activity_order_marks(a, log);
    make_relative(a);
    activity_check_durations(a, last_time(a), log);
    set_totals(a, log);
    activity_estimate_clock(a);
    return repair_list(a, log, err);
}
