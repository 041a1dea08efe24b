/* Samples into rows, events into sessions, laps and pauses. */
#include "activity/suunto_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/service_sports.h"

enum { LOOK_BACK = 64 }; /* rows that a late sample is compared with */

#define LATE_S 60.0      /* a sample that is later than this has a wrong time, or the one before it has */
#define DEGREES (180 / 3.14159265358979323846)

static const struct {
    const char *name;
    enum activity_column column;
    double factor, plus;
} value_names[] = {
    {"Latitude", ACTIVITY_LATITUDE_DEG, DEGREES, 0},
    {"Longitude", ACTIVITY_LONGITUDE_DEG, DEGREES, 0},
    {"HR", ACTIVITY_HEART_RATE_BPM, 60, 0},
    {"Cadence", ACTIVITY_CADENCE_SPM, 120, 0},
    {"Speed", ACTIVITY_SPEED_MPS, 1, 0},
    {"Distance", ACTIVITY_DISTANCE_M, 1, 0},
    {"Altitude", ACTIVITY_ALTITUDE_M, 1, 0},
    {"Temperature", ACTIVITY_TEMPERATURE_C, 1, -273.15},
    {"Power", ACTIVITY_POWER_W, 1, 0},
    {"GroundContactTime", ACTIVITY_STANCE_TIME_MS, 1000, 0},
    {"VerticalOscillation", ACTIVITY_VERTICAL_OSCILLATION_MM, 1000, 0},
    {"LeftGroundContactBalance", ACTIVITY_STANCE_TIME_BALANCE_PCT, 1, 0},
};

enum tingle_status suunto_begin(struct suunto_builder *b, enum activity_format format, const char *name,
                                struct tingle_error *err)
{
    suunto_reset(b);
    return track_begin(&b->t, format, name, err);
}

void suunto_release(struct suunto_builder *b)
{
    free(b->event);
    free(b->row);
    track_release(&b->t);
}

void suunto_reset(struct suunto_builder *b)
{
    track_reset(&b->t);
    b->events = b->rows = 0;
    b->has_altitude = false;
    b->start_s = b->duration_s = b->distance_m = NAN;
    b->stopped_s = 0;
    b->activity_type = -1;
    b->device[0] = '\0';
}

void suunto_set_device(struct suunto_builder *b, const char *name)
{
    if (b->device[0]) return;
    strncat(b->device, name, sizeof b->device - 1);
}

/* ---- rows ------------------------------------------------------------------------------- */

/* Room for one row more; false and a failure noted when there is none. */
static bool make_room(struct suunto_builder *b)
{
    if (b->t.stop) return false;
    if (b->rows == ACTIVITY_MAX_SAMPLES) {
        track_fail(&b->t, error_set(b->t.err, TINGLE_LIMIT, -1, "%s: more than %d samples", b->t.name, ACTIVITY_MAX_SAMPLES));
        return false;
    }
    if (alloc_room(&b->row, b->rows, &b->row_room, sizeof *b->row)) return true;
    track_fail(&b->t, error_no_memory(b->t.err, b->t.name));
    return false;
}

/* A new row for a second, before the later ones at the end; its index, or SIZE_MAX on failure. */
static size_t insert_row(struct suunto_builder *b, double second, size_t at)
{
    struct suunto_row row = {.point = track_no_point(), .gps_altitude_m = NAN};
    if (!make_room(b)) return SIZE_MAX;
    row.point.unix_s = second;
    memmove(b->row + at + 1, b->row + at, (b->rows - at) * sizeof *b->row);
    b->row[at] = row;
    b->rows++;
    return at;
}

/* The row of a second: most often the last one. A time too early for its place goes to the end all the same. */
static size_t row_of(struct suunto_builder *b, double unix_s)
{
    const struct suunto_row *row = b->row;
    double second = floor(unix_s);
    size_t n = b->rows, at = n;
    while (at && n - at < LOOK_BACK && row[at - 1].point.unix_s > second && row[at - 1].point.unix_s - second <= LATE_S) at--;
    if (at && row[at - 1].point.unix_s == second) return at - 1;
    return insert_row(b, second, at && row[at - 1].point.unix_s > second ? n : at);
}

static void put_altitude(struct suunto_builder *b, double unix_s, double value)
{
    size_t row = row_of(b, unix_s);
    if (row != SIZE_MAX && isnan(b->row[row].gps_altitude_m)) b->row[row].gps_altitude_m = value;
}

void suunto_value(struct suunto_builder *b, double unix_s, const char *name, double value)
{
    if (isnan(unix_s) || isnan(value)) return;
    if (strcmp(name, "GPSAltitude") == 0) put_altitude(b, unix_s, value);
    for (size_t i = 0; i < sizeof value_names / sizeof *value_names; i++) {
        size_t row;
        double *to;
        if (strcmp(name, value_names[i].name) != 0) continue;
        row = row_of(b, unix_s);
        if (row == SIZE_MAX) return;
        to = &b->row[row].point.value[value_names[i].column];
        if (isnan(*to)) *to = value * value_names[i].factor + value_names[i].plus;
        b->has_altitude |= value_names[i].column == ACTIVITY_ALTITUDE_M;
        return;
    }
}

/* ---- events ----------------------------------------------------------------------------- */

void suunto_event(struct suunto_builder *b, enum suunto_event_kind kind, double unix_s, int number)
{
    if (isnan(unix_s) || b->t.stop) return;
    if (b->events >= ACTIVITY_MAX_MARKS) {
        track_fail(&b->t, error_set(b->t.err, TINGLE_LIMIT, -1, "%s: more than %d events", b->t.name, ACTIVITY_MAX_MARKS));
        return;
    }
    if (!alloc_room(&b->event, b->events, &b->event_room, sizeof *b->event)) {
        track_fail(&b->t, error_no_memory(b->t.err, b->t.name));
        return;
    }
    b->event[b->events] = (struct suunto_event){kind, unix_s, number, b->events};
    b->events++;
}

void suunto_lap_event(struct suunto_builder *b, double unix_s, const char *type)
{
    enum { MANUAL = 0, UNKNOWN = -1 };
    if (strcmp(type, "Start") == 0) suunto_event(b, SUUNTO_LAP_START, unix_s, UNKNOWN);
    else if (strcmp(type, "Stop") == 0) suunto_event(b, SUUNTO_LAP_STOP, unix_s, UNKNOWN);
    else suunto_event(b, SUUNTO_LAP, unix_s, strcmp(type, "Manual") == 0 ? MANUAL : UNKNOWN);
}

static int by_time(const void *x, const void *y)
{
    const struct suunto_event *a = x, *b = y;
    if (a->unix_s != b->unix_s) return a->unix_s < b->unix_s ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* First row at or after a time, from `row` on. */
static size_t row_at(const struct suunto_builder *b, double unix_s, size_t row)
{
    while (row < b->rows && !(b->row[row].point.unix_s >= floor(unix_s))) row++;
    return row;
}

static void add_session(struct suunto_builder *b, double start_s, int number)
{
    const struct service_sport *sport = service_sport_of_number(SERVICE_SUUNTO, number);
    struct track_builder *t = &b->t;
    size_t before = t->tracks ? t->track_start[t->tracks - 1] : 0;
    track_new_session(t, sport ? sport->sport : ACTIVITY_SPORT_UNKNOWN, sport ? sport->sub_sport : ACTIVITY_SPORT_UNKNOWN);
    if (t->stop) return;
    t->track_start[t->tracks - 1] = t->tracks == 1 ? 0 : row_at(b, start_s, before);
    t->session[t->sessions - 1].start_s = start_s;
}

static double log_start(const struct suunto_builder *b)
{
    if (!isnan(b->start_s)) return b->start_s;
    return b->rows ? b->row[0].point.unix_s : NAN;
}

/* The last moment that a row or an event speaks of. */
static double log_end(const struct suunto_builder *b)
{
    double end = b->rows ? b->row[b->rows - 1].point.unix_s : NAN;
    return b->events ? fmax(end, b->event[b->events - 1].unix_s) : end;
}

static void make_sessions(struct suunto_builder *b)
{
    for (size_t i = 0; i < b->events; i++)
        if (b->event[i].kind == SUUNTO_ACTIVITY) add_session(b, b->event[i].unix_s, b->event[i].number);
    if (!b->t.sessions) add_session(b, log_start(b), b->activity_type);
}

/* A lap goes from where the one before ended to its own event. */
static void make_laps(struct suunto_builder *b)
{
    double from = log_start(b);
    bool any = false;
    for (size_t i = 0; i < b->events; i++) {
        const struct suunto_event *e = &b->event[i];
        if (e->kind == SUUNTO_LAP_START) from = e->unix_s;
        any |= e->kind == SUUNTO_LAP;
        if ((e->kind != SUUNTO_LAP && (e->kind != SUUNTO_LAP_STOP || !any)) || !(e->unix_s > from)) continue;
        track_new_lap(&b->t, (struct activity_lap){from, e->unix_s - from, NAN, NAN, e->number});
        from = e->unix_s;
    }
}

static void make_pauses(struct suunto_builder *b)
{
    for (size_t i = 0; i < b->events; i++) {
        const struct suunto_event *e = &b->event[i];
        if (e->kind == SUUNTO_LAP_START || e->kind == SUUNTO_RESUME) track_add_event(&b->t, ACTIVITY_EVENT_TIMER_START, e->unix_s);
        if (e->kind == SUUNTO_PAUSE || e->kind == SUUNTO_LAP_STOP) track_add_event(&b->t, ACTIVITY_EVENT_TIMER_STOP, e->unix_s);
    }
}

/* Walks along the events: moments are asked for in ascending order. */
struct pause_walk {
    size_t next;
    double since, sum; /* where the pause began that is open, NaN none; length of those that are over */
};

/* Seconds before a moment for which the timer stood still. */
static double paused_before(const struct suunto_builder *b, struct pause_walk *w, double unix_s)
{
    for (; w->next < b->events && b->event[w->next].unix_s <= unix_s; w->next++) {
        const struct suunto_event *e = &b->event[w->next];
        if (e->kind == SUUNTO_PAUSE && isnan(w->since)) w->since = e->unix_s;
        if (e->kind != SUUNTO_RESUME || isnan(w->since)) continue;
        w->sum += e->unix_s - w->since;
        w->since = NAN;
    }
    return isnan(w->since) ? w->sum : w->sum + unix_s - w->since;
}

/* The header's word: distance, and pauses where no event tells of any. */
static void total_by_header(struct suunto_builder *b, struct activity_session *s, bool paused)
{
    s->distance_m = b->distance_m;
    if (!b->rows) s->elapsed_s = s->timer_s = b->duration_s;
    if (!paused && b->stopped_s >= 0 && b->stopped_s < s->elapsed_s) s->timer_s -= b->stopped_s;
    b->t.totals_suffice = !isnan(s->elapsed_s) || !isnan(s->distance_m);
}

static void total_sessions(struct suunto_builder *b)
{
    struct track_builder *t = &b->t;
    struct pause_walk walk = {.since = NAN};
    double before = paused_before(b, &walk, t->session[0].start_s);
    for (size_t i = 0; i < t->sessions; i++) {
        struct activity_session *s = &t->session[i];
        double end = i + 1 < t->sessions ? t->session[i + 1].start_s : log_end(b), paused = paused_before(b, &walk, end);
        s->elapsed_s = end >= s->start_s ? end - s->start_s : NAN;
        s->timer_s = s->elapsed_s - (paused - before);
        before = paused;
    }
    if (t->sessions == 1) total_by_header(b, &t->session[0], before > 0);
}

static void add_rows(struct suunto_builder *b)
{
    for (size_t i = 0; i < b->rows; i++) {
        if (!b->has_altitude) b->row[i].point.value[ACTIVITY_ALTITUDE_M] = b->row[i].gps_altitude_m;
        track_add_point(&b->t, &b->row[i].point);
    }
}

enum tingle_status suunto_finish(struct suunto_builder *b, struct activity **out)
{
    struct activity *a = b->t.a;
    if (b->t.status) return b->t.status;
    if (b->events) qsort(b->event, b->events, sizeof *b->event, by_time);
    add_rows(b);
    make_sessions(b);
    make_laps(b);
    make_pauses(b);
    if (b->t.status) return b->t.status;
    total_sessions(b);
    track_set_sport(&b->t);
    a->manufacturer = "suunto";
    a->product = arena_text(&a->arena, b->device, strlen(b->device));
    if (!a->product) return error_no_memory(b->t.err, b->t.name);
    return track_finish(&b->t, out);
}
