/* Points, laps and tracks into columns. */
#include "activity/track_build.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/text.h"
#include "base/utc.h"

#define PAUSE_S 5.0

enum { FIRST_ROOM = 1024, GROWTH = 4 }; /* points; large columns grow without being copied */

enum tingle_status track_begin(struct track_builder *t, enum activity_format format, const char *name,
                               struct tingle_error *err)
{
    t->name = name;
    t->err = err;
    t->last_s = NAN;
    return activity_new(&t->a, format, err);
}

void track_release(struct track_builder *t)
{
    activity_free(t->a);
    free(t->lap);
    free(t->session);
    free(t->track_start);
    free(t->event);
}

void track_reset(struct track_builder *t)
{
    t->points = t->laps = t->sessions = t->tracks = t->events = t->waypoints = t->route_points = 0;
    t->last_s = NAN;
    t->piece_begins = t->course = false;
}

void track_fail(struct track_builder *t, enum tingle_status status)
{
    t->status = status;
    t->stop = true;
}

static void track_over_limit(struct track_builder *t, size_t max, const char *what)
{
    track_fail(t, error_set(t->err, TINGLE_LIMIT, -1, "%s: more than %zu %s", t->name, max, what));
}

/* Room for one more of `count` elements; NULL and a failure noted when there is none. */
static void *more_room(struct track_builder *t, void *items, size_t count, size_t *room, size_t size, size_t max,
                       const char *what)
{
    if (t->stop) return NULL;
    if (count >= max) {
        track_over_limit(t, max, what);
        return NULL;
    }
    if (alloc_room(&items, count, room, size)) return items;
    track_fail(t, error_no_memory(t->err, t->name));
    return NULL;
}

void track_new_session(struct track_builder *t, int sport, int sub_sport)
{
    void *session = more_room(t, t->session, t->sessions, &t->session_room, sizeof *t->session, ACTIVITY_MAX_MARKS, "tracks");
    void *start;
    if (!session) return;
    t->session = session;
    start = more_room(t, t->track_start, t->tracks, &t->track_room, sizeof *t->track_start, ACTIVITY_MAX_MARKS, "tracks");
    if (!start) return;
    t->track_start = start;
    t->track_start[t->tracks++] = t->points;
    t->session[t->sessions++] = (struct activity_session){sport, sub_sport, NAN, NAN, NAN, NAN};
    track_new_piece(t);
}

void track_new_lap(struct track_builder *t, struct activity_lap lap)
{
    void *laps = more_room(t, t->lap, t->laps, &t->lap_room, sizeof *t->lap, ACTIVITY_MAX_MARKS, "laps");
    if (!laps) return;
    t->lap = laps;
    t->lap[t->laps++] = lap;
    track_new_piece(t);
}

void track_new_piece(struct track_builder *t) { t->piece_begins = true; }

void track_add_event(struct track_builder *t, enum activity_event_kind kind, double unix_s)
{
    void *events;
    if (isnan(unix_s)) return;
    events = more_room(t, t->event, t->events, &t->event_room, sizeof *t->event, ACTIVITY_MAX_MARKS, "pauses");
    if (!events) return;
    t->event = events;
    t->event[t->events++] = (struct activity_event){kind, unix_s};
}

/* Laps and sessions that do not say when they were, by their points; pauses between pieces. */
static void follow_time(struct track_builder *t, double unix_s)
{
    struct activity_session *s = t->sessions ? &t->session[t->sessions - 1] : NULL;
    if (t->piece_begins && unix_s - t->last_s > PAUSE_S) {
        track_add_event(t, ACTIVITY_EVENT_TIMER_STOP, t->last_s);
        track_add_event(t, ACTIVITY_EVENT_TIMER_START, unix_s);
    }
    t->piece_begins = false;
    t->last_s = unix_s;
    if (s && isnan(s->start_s)) s->start_s = unix_s;
    if (s) s->elapsed_s = unix_s - s->start_s;
    if (t->laps && isnan(t->lap[t->laps - 1].start_s)) t->lap[t->laps - 1].start_s = unix_s;
    if (t->laps && t->a->format == ACTIVITY_FORMAT_GPX)
        t->lap[t->laps - 1].elapsed_s = t->lap[t->laps - 1].timer_s = unix_s - t->lap[t->laps - 1].start_s;
}

/* Room for `room` points in the array of a column, in the activity's arena. */
static bool resize_column(struct track_builder *t, double **column, size_t room)
{
    double *grown = arena_resize(&t->a->arena, *column, room * sizeof *grown);
    if (grown) *column = grown;
    else track_fail(t, error_no_memory(t->err, t->name));
    return grown != NULL;
}

static void grow_columns(struct track_builder *t)
{
    size_t room = t->room ? t->room * GROWTH : FIRST_ROOM;
    if (room > ACTIVITY_MAX_SAMPLES) room = ACTIVITY_MAX_SAMPLES;
    if (!resize_column(t, &t->time, room)) return;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        if (t->column[c] && !resize_column(t, &t->column[c], room)) return;
    t->room = room;
}

void track_begin_point(struct track_builder *t)
{
    if (t->stop) return;
    if (t->points == ACTIVITY_MAX_SAMPLES) track_over_limit(t, ACTIVITY_MAX_SAMPLES, "track points");
    else if (t->points == t->room) grow_columns(t);
    if (t->stop) return;
    t->time[t->points] = NAN;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        if (t->column[c]) t->column[c][t->points] = NAN;
}

/* A column begins: missing so far. */
static bool begin_column(struct track_builder *t, double **column)
{
    if (!resize_column(t, column, t->room)) return false;
    for (size_t i = 0; i < t->points; i++) (*column)[i] = NAN;
    return true;
}

bool track_value(struct track_builder *t, const char *text, const char *what, enum activity_column column, double factor)
{
    double value = NAN;
    if (t->stop) return false;
    track_number(t, text, what, &value);
    if (isnan(value) || (!t->column[column] && !begin_column(t, &t->column[column]))) return false;
    assert(t->points < t->room);
    t->column[column][t->points] = value * factor;
    return true;
}

void track_point_time(struct track_builder *t, const char *text)
{
    if (!t->stop) track_time(t, text, &t->time[t->points]);
}

void track_end_point(struct track_builder *t)
{
    double unix_s;
    if (t->stop) return;
    assert(t->points < t->room);
    unix_s = t->time[t->points++];
    if (!isnan(unix_s)) follow_time(t, unix_s);
}

struct track_point track_no_point(void)
{
    struct track_point p = {.unix_s = NAN};
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) p.value[c] = NAN;
    return p;
}

void track_add_point(struct track_builder *t, const struct track_point *point)
{
    track_begin_point(t);
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT && !t->stop; c++) {
        if (isnan(point->value[c]) || (!t->column[c] && !begin_column(t, &t->column[c]))) continue;
        t->column[c][t->points] = point->value[c];
    }
    if (!t->stop) t->time[t->points] = point->unix_s;
    track_end_point(t);
}

void track_number(struct track_builder *t, const char *text, const char *what, double *out)
{
    double value = NAN;
    if (*text && !text_number(text, &value))
        repair_note(&t->log, REPAIR_VALUE, 0, "%s \"%.20s\" is no number; left out", what, text);
    if (!isnan(value)) *out = value;
}

void track_time(struct track_builder *t, const char *text, double *unix_s)
{
    bool zoned;
    int offset;
    if (!*text) return;
    if (!utc_parse(text, strlen(text), unix_s, &zoned, &offset)) {
        repair_note(&t->log, REPAIR_VALUE, 0, "time \"%.30s\" is none; left out", text);
        return;
    }
    if (!zoned || !offset || t->a->has_utc_offset) return;
    t->a->utc_offset_s = offset;
    t->a->has_utc_offset = true;
}

void track_set_sport(struct track_builder *t)
{
    enum { MULTISPORT = 18 };
    struct activity *a = t->a;
    if (!t->sessions) return;
    a->sport = t->session[0].sport;
    a->sub_sport = t->session[0].sub_sport;
    for (size_t i = 1; i < t->sessions; i++) {
        if (t->session[i].sub_sport != a->sub_sport) a->sub_sport = ACTIVITY_SPORT_UNKNOWN;
        if (t->session[i].sport == a->sport) continue;
        a->sport = MULTISPORT;
        a->sub_sport = ACTIVITY_SPORT_UNKNOWN;
        return;
    }
}

/* ---- handing over ---------------------------------------------------------------- */

static enum tingle_status nothing_there(struct track_builder *t)
{
    const char *format = activity_format_name(t->a->format);
    if (t->route_points)
        return error_set(t->err, TINGLE_NOT_A_RUN, -1, "%s: a route of %zu points, not a run", t->name, t->route_points);
    if (t->waypoints)
        return error_set(t->err, TINGLE_NOT_A_RUN, -1, "%s: %zu waypoints and no track, not a run", t->name, t->waypoints);
    if (t->log.row[REPAIR_XML].count || t->log.row[REPAIR_TRUNCATED].count)
        return error_set(t->err, TINGLE_BAD_DATA, -1, "%s: a damaged %s file without a single track point", t->name, format);
    if (t->a->format != ACTIVITY_FORMAT_GPX && t->a->format != ACTIVITY_FORMAT_TCX)
        return error_set(t->err, TINGLE_NOT_A_RUN, -1, "%s: an activity without a single sample", t->name);
    return error_set(t->err, TINGLE_NOT_A_RUN, -1, "%s: a %s file without a single track point", t->name, format);
}

static void *keep(struct arena *arena, const void *items, size_t count, size_t size)
{
    void *copy = arena_array(arena, count, size);
    if (copy && count) memcpy(copy, items, count * size);
    return copy;
}

struct track_span {
    size_t from, to;
    double first_s; /* NaN without */
    struct activity_session session;
};

static int by_first_time(const void *x, const void *y)
{
    const struct track_span *a = x, *b = y;
    if (a->first_s > b->first_s) return 1;
    if (a->first_s < b->first_s) return -1;
    return (a->from > b->from) - (a->from < b->from);
}

static bool tracks_ascend(const struct track_builder *t)
{
    for (size_t i = 1; i < t->sessions; i++)
        if (t->session[i].start_s < t->session[i - 1].start_s) return false;
    return true;
}

/* One column with its tracks in the order of `span`; `spare` has room for all points. */
static void sort_column(struct track_builder *t, double *column, const struct track_span *span, double *spare)
{
    size_t n = 0;
    for (size_t i = 0; i < t->tracks; i++) {
        size_t size = span[i].to - span[i].from;
        if (size) memcpy(spare + n, column + span[i].from, size * sizeof *column);
        n += size;
    }
    assert(n <= t->points);
    if (n) memcpy(column, spare, n * sizeof *column);
}

static void sort_by_spans(struct track_builder *t, const struct track_span *span, double *spare)
{
    size_t n = 0;
    sort_column(t, t->time, span, spare);
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        if (t->column[c]) sort_column(t, t->column[c], span, spare);
    for (size_t i = 0; i < t->tracks; i++) {
        t->track_start[i] = n;
        t->session[i] = span[i].session;
        n += span[i].to - span[i].from;
    }
    t->points = n;
}

/* Puts tracks in order of time: programs save the newest first as often as not. */
static enum tingle_status sort_tracks(struct track_builder *t)
{
    struct track_span *span;
    double *spare;
    if (tracks_ascend(t)) return TINGLE_OK;
    assert(t->tracks == t->sessions);
    span = alloc_array(t->tracks, sizeof *span);
    spare = alloc_resize(NULL, t->points, sizeof *spare);
    if (span && spare) {
        for (size_t i = 0; i < t->tracks; i++)
            span[i] = (struct track_span){t->track_start[i], i + 1 < t->tracks ? t->track_start[i + 1] : t->points,
                                          t->session[i].start_s, t->session[i]};
        qsort(span, t->tracks, sizeof *span, by_first_time);
        sort_by_spans(t, span, spare);
    }
    free(spare);
    free(span);
    return span && spare ? TINGLE_OK : error_no_memory(t->err, t->name);
}

/* The columns are the activity's already. One whose only values were in a point that broke off goes again. */
static void give_columns(struct track_builder *t)
{
    struct activity *a = t->a;
    size_t timed = 0;
    a->samples = a->rows = t->points;
    a->time_s = t->time;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) a->column[c].value = t->column[c];
    activity_count_valid(a);
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        if (!a->column[c].valid) a->column[c].value = NULL;
    for (size_t i = 0; i < t->points; i++) timed += !isnan(t->time[i]);
    a->kind = (timed || !t->points) && !t->course ? ACTIVITY_KIND_ACTIVITY : ACTIVITY_KIND_COURSE;
}

static enum tingle_status hand_over(struct track_builder *t)
{
    struct activity *a = t->a;
    enum tingle_status st = sort_tracks(t);
    if (st) return st;
    give_columns(t);
    a->lap = keep(&a->arena, t->lap, a->lap_count = t->laps, sizeof *t->lap);
    a->session = keep(&a->arena, t->session, a->session_count = t->sessions, sizeof *t->session);
    a->event = keep(&a->arena, t->event, a->event_count = t->events, sizeof *t->event);
    a->track_start = keep(&a->arena, t->track_start, a->track_count = t->tracks, sizeof *t->track_start);
    if (!a->lap || !a->session || !a->event || !a->track_start) return error_no_memory(t->err, t->name);
    st = activity_order_rows(a, &t->log, t->err);
    return st ? st : activity_finish(a, &t->log, t->err);
}

enum tingle_status track_finish(struct track_builder *t, struct activity **out)
{
    enum tingle_status st = t->status;
    if (!st && !t->points && !(t->totals_suffice && t->sessions)) st = nothing_there(t);
    if (!st) st = hand_over(t);
    if (st) return st;
    *out = t->a;
    t->a = NULL;
    return TINGLE_OK;
}
