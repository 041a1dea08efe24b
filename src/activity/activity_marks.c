/* Sessions, laps, events, the clock. */
#include "activity/activity_marks.h"

#include <math.h>
#include <stdlib.h>

#define DAY_S 86400.0

/* ---- order ----------------------------------------------------------------------- */

/* Equal starts are told apart by the rest, so that the order does not depend on the sort. */
static int compare_numbers(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i]) return a[i] > b[i] ? 1 : -1;
    return 0;
}

static int by_session_start(const void *x, const void *y)
{
    const struct activity_session *a = x, *b = y;
    const double of_a[] = {a->start_s, a->elapsed_s, a->timer_s, a->sport}, of_b[] = {b->start_s, b->elapsed_s, b->timer_s, b->sport};
    return compare_numbers(of_a, of_b, 4);
}

static int by_lap_start(const void *x, const void *y)
{
    const struct activity_lap *a = x, *b = y;
    const double of_a[] = {a->start_s, a->elapsed_s, a->timer_s, a->distance_m};
    const double of_b[] = {b->start_s, b->elapsed_s, b->timer_s, b->distance_m};
    return compare_numbers(of_a, of_b, 4);
}

/* A stop before a start of the same second, as a pause of no length would be written. */
static int by_event_time(const void *x, const void *y)
{
    const struct activity_event *a = x, *b = y;
    const double of_a[] = {a->time_s, a->kind == ACTIVITY_EVENT_TIMER_START, a->kind};
    const double of_b[] = {b->time_s, b->kind == ACTIVITY_EVENT_TIMER_START, b->kind};
    return compare_numbers(of_a, of_b, 3);
}

/* How many of n structs of `size` bytes, a time at their byte `at`, come before the one in front of them;
 * SIZE_MAX when a time is missing. */
static size_t count_backward(const void *items, size_t n, size_t size, size_t at)
{
    size_t backward = 0;
    double last = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        double time = *(const double *)(const void *)((const char *)items + i * size + at);
        if (isnan(time)) return SIZE_MAX;
        backward += time < last;
        last = time;
    }
    return backward;
}

static void note_order(struct repair_log *log, size_t times, const char *what)
{
    for (size_t i = 0; i < times; i++) repair_note(log, REPAIR_MARK_ORDER, 0, "%s not in order of time; put in order", what);
}

/* `start_s` and `elapsed_s` of what ends before it starts, exchanged. */
static void turn_round(double *start_s, double *elapsed_s, double *timer_s)
{
    if (!(*elapsed_s < 0)) return;
    *start_s += *elapsed_s;
    *elapsed_s = -*elapsed_s;
    if (*timer_s < 0) *timer_s = -*timer_s;
}

static bool is_timer(const struct activity_event *e)
{
    return e->kind == ACTIVITY_EVENT_TIMER_START || e->kind == ACTIVITY_EVENT_TIMER_STOP;
}

/* Do starts and stops alternate as they stand, none more than a day before the one in front of it? */
static bool pauses_overlap(const struct activity *a)
{
    const struct activity_event *last = NULL;
    for (size_t i = 0; i < a->event_count; i++) {
        const struct activity_event *e = &a->event[i];
        if (!is_timer(e)) continue;
        if (last && (last->kind == e->kind || e->time_s < last->time_s - DAY_S)) return false;
        last = e;
    }
    return true;
}

static void join_pauses(struct activity *a, struct repair_log *log)
{
    double last = -INFINITY;
    for (size_t i = 0; i < a->event_count; i++) {
        struct activity_event *e = &a->event[i];
        if (!is_timer(e)) continue;
        if (e->time_s < last) {
            repair_note(log, REPAIR_MARK_ORDER, 0, "a pause begins before the one before it ends; taken as one");
            e->time_s = last;
        }
        last = e->time_s;
    }
}

static void order_events(struct activity *a, struct repair_log *log)
{
    size_t backward = count_backward(a->event, a->event_count, sizeof *a->event, offsetof(struct activity_event, time_s));
    if (backward == 0) return;
    if (pauses_overlap(a)) {
        join_pauses(a, log);
        backward = count_backward(a->event, a->event_count, sizeof *a->event, offsetof(struct activity_event, time_s));
    }
    if (backward == 0 || backward == SIZE_MAX) return;
    note_order(log, backward, "events");
    qsort(a->event, a->event_count, sizeof *a->event, by_event_time);
}

void activity_order_marks(struct activity *a, struct repair_log *log)
{
    size_t sessions, laps;
    for (size_t i = 0; i < a->session_count; i++)
        turn_round(&a->session[i].start_s, &a->session[i].elapsed_s, &a->session[i].timer_s);
    for (size_t i = 0; i < a->lap_count; i++) turn_round(&a->lap[i].start_s, &a->lap[i].elapsed_s, &a->lap[i].timer_s);
    order_events(a, log);
    if (a->format != ACTIVITY_FORMAT_FIT) return; /* sessions of the others are their tracks, in order already */
    sessions = count_backward(a->session, a->session_count, sizeof *a->session, offsetof(struct activity_session, start_s));
    laps = count_backward(a->lap, a->lap_count, sizeof *a->lap, offsetof(struct activity_lap, start_s));
    if (sessions && sessions != SIZE_MAX) {
        note_order(log, sessions, "sessions");
        qsort(a->session, a->session_count, sizeof *a->session, by_session_start);
    }
    if (laps && laps != SIZE_MAX) {
        note_order(log, laps, "laps");
        qsort(a->lap, a->lap_count, sizeof *a->lap, by_lap_start);
    }
}

/* ---- durations ------------------------------------------------------------------- */

static void check_duration(double *duration_s, double samples_s, const char *what, struct repair_log *log)
{
    if (!(*duration_s > samples_s + DAY_S)) return;
    repair_note(log, REPAIR_VALUE, 0, "%s time of %.0f s in a session whose samples span %.0f s; left out", what, *duration_s, samples_s);
    *duration_s = NAN;
}

void activity_check_durations(struct activity *a, double samples_s, struct repair_log *log)
{
    for (size_t i = 0; i < a->session_count; i++) {
        check_duration(&a->session[i].elapsed_s, samples_s, "an elapsed", log);
        check_duration(&a->session[i].timer_s, samples_s, "a timer", log);
    }
}

/* ---- the clock ------------------------------------------------------------------- */

/* Zones follow countries, so the sun is up to three hours wrong, but never more than a run is from its day. Some
 * writers store 0, 0 before they know the place: no runner is there. */
void activity_estimate_clock(struct activity *a)
{
    if (a->has_utc_offset && !a->utc_offset_estimated) return;
    for (size_t i = 0; i < a->rows; i++) {
        double lat = activity_value(a, ACTIVITY_LATITUDE_DEG, i), lon = activity_value(a, ACTIVITY_LONGITUDE_DEG, i);
        if (isnan(lat) || isnan(lon) || (lat == 0 && lon == 0)) continue;
        a->utc_offset_s = (int)lround(lon / 15) * 3600;
        a->has_utc_offset = a->utc_offset_estimated = true;
        return;
    }
}
