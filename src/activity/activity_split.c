/* One file, several outings: tracks half an hour apart, legs of a multisport day. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/activity_build.h"

#define OUTING_GAP_S (30.0 * 60)

/* Rows [from, to) and sessions [session_from, session_to) of one outing. */
struct outing {
    size_t from, to, session_from, session_to;
    int sport;
};

static double time_after(const struct activity *a, size_t row, size_t end)
{
    for (; row < end; row++)
        if (!isnan(a->time_s[row])) return a->time_s[row];
    return NAN;
}

static double time_before(const struct activity *a, size_t row, size_t begin)
{
    while (row-- > begin)
        if (!isnan(a->time_s[row])) return a->time_s[row];
    return NAN;
}

/* First row of session i: where its track begins, or the first sample at or after its start. */
static size_t first_row(const struct activity *a, size_t i, size_t from)
{
    if (i == 0) return 0;
    if (a->track_count == a->session_count) return a->track_start[i];
    while (from < a->rows && !(a->time_s[from] >= a->session[i].start_s)) from++;
    return from;
}

/* The next session belongs to the same outing: same sport, hardly a gap; or it has no samples at all. */
static bool goes_on(const struct activity *a, const struct outing *o, size_t session, size_t from, size_t to)
{
    double before = time_before(a, o->to, o->from), after = time_after(a, from, to);
    if (from == to || o->from == o->to) return true;
    return a->session[session].sport == o->sport && !(after - before > OUTING_GAP_S);
}

static size_t find_outings(const struct activity *a, struct outing *out)
{
    size_t n = 0, from = 0;
    for (size_t i = 0; i < a->session_count; i++) {
        size_t to = i + 1 < a->session_count ? first_row(a, i + 1, from) : a->rows;
        if (n && goes_on(a, &out[n - 1], i, from, to)) {
            if (out[n - 1].from == out[n - 1].to) out[n - 1].sport = a->session[i].sport;
            out[n - 1].to = to;
            out[n - 1].session_to = i + 1;
        } else {
            out[n++] = (struct outing){from, to, i, i + 1, a->session[i].sport};
        }
        assert(from <= to && to <= a->rows);
        from = to;
    }
    if (!n) out[n++] = (struct outing){0, a->rows, 0, 0, a->sport};
    return n;
}

static enum tingle_status copy_columns(struct activity *part, const struct activity *a, const struct outing *o,
                                       struct tingle_error *err)
{
    bool present[ACTIVITY_COLUMN_COUNT];
    enum tingle_status st;
    size_t rows = o->to - o->from;
    part->developer = arena_array(&part->arena, a->developer_count, sizeof *part->developer);
    if (!part->developer) return error_no_memory(err, "a part of an activity");
    for (size_t i = 0; i < a->developer_count; i++) {
        const struct activity_series *s = &a->developer[i];
        part->developer[i] = (struct activity_series){.name = arena_text(&part->arena, s->name, strlen(s->name)),
                                                      .unit = arena_text(&part->arena, s->unit, strlen(s->unit)),
                                                      .native = s->native};
        if (!part->developer[i].name || !part->developer[i].unit) return error_no_memory(err, "a part of an activity");
    }
    part->developer_count = a->developer_count;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) present[c] = a->column[c].value != NULL;
    st = activity_add_columns(part, rows, present, err);
    if (st || !rows) return st;
    for (size_t i = 0; i < rows; i++) part->time_s[i] = a->time_s[o->from + i] + a->start_unix_s;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        if (present[c]) memcpy(part->column[c].value, a->column[c].value + o->from, rows * sizeof(double));
    for (size_t i = 0; i < a->developer_count; i++)
        memcpy(part->developer[i].value, a->developer[i].value + o->from, rows * sizeof(double));
    return TINGLE_OK;
}

/* Laps, events and sessions of the outing, in Unix seconds as activity_finish wants them. */
static enum tingle_status copy_marks(struct activity *part, const struct activity *a, const struct outing *o,
                                     double begin_s, double end_s, struct tingle_error *err)
{
    part->lap = arena_array(&part->arena, a->lap_count, sizeof *part->lap);
    part->event = arena_array(&part->arena, a->event_count, sizeof *part->event);
    part->session = arena_array(&part->arena, a->session_count, sizeof *part->session);
    if (!part->lap || !part->event || !part->session) return error_no_memory(err, "a part of an activity");
    for (size_t i = 0; i < a->lap_count; i++) {
        if (!(a->lap[i].start_s >= begin_s && a->lap[i].start_s < end_s)) continue;
        part->lap[part->lap_count] = a->lap[i];
        part->lap[part->lap_count++].start_s += a->start_unix_s;
    }
    for (size_t i = 0; i < a->event_count; i++) {
        if (!(a->event[i].time_s >= begin_s && a->event[i].time_s < end_s)) continue;
        part->event[part->event_count] = a->event[i];
        part->event[part->event_count++].time_s += a->start_unix_s;
    }
    for (size_t i = o->session_from; i < o->session_to; i++) {
        part->session[part->session_count] = a->session[i];
        part->session[part->session_count++].start_s += a->start_unix_s;
    }
    return TINGLE_OK;
}

static enum tingle_status copy_repairs(struct activity *part, const struct activity *a, struct tingle_error *err)
{
    part->repair = arena_array(&part->arena, a->repair_count, sizeof *part->repair);
    if (!part->repair) return error_no_memory(err, "a part of an activity");
    for (size_t i = 0; i < a->repair_count; i++) {
        part->repair[i] = a->repair[i];
        part->repair[i].message = arena_text(&part->arena, a->repair[i].message, strlen(a->repair[i].message));
        if (!part->repair[i].message) return error_no_memory(err, "a part of an activity");
    }
    part->repair_count = a->repair_count;
    return TINGLE_OK;
}

static enum tingle_status copy_facts(struct activity *part, const struct activity *a, const struct outing *o,
                                     struct tingle_error *err)
{
    part->kind = a->kind;
    part->sport = o->sport;
    part->sub_sport = o->session_from < o->session_to ? a->session[o->session_from].sub_sport : a->sub_sport;
    part->utc_offset_s = a->utc_offset_s;
    part->has_utc_offset = a->has_utc_offset;
    part->utc_offset_estimated = a->utc_offset_estimated;
    part->chained = a->chained;
    part->crc_ok = a->crc_ok;
    part->manufacturer = arena_text(&part->arena, a->manufacturer, strlen(a->manufacturer));
    part->product = arena_text(&part->arena, a->product, strlen(a->product));
    return part->manufacturer && part->product ? TINGLE_OK : error_no_memory(err, "a part of an activity");
}

/* Moments that belong to the outing: from its first sample (or the very beginning) to the next one's. */
static enum tingle_status make_part(struct activity **out, const struct activity *a, const struct outing *all,
                                    size_t i, size_t n, struct tingle_error *err)
{
    const struct outing *o = &all[i];
    struct repair_log log = {0};
    struct activity *part = NULL;
    double begin = i == 0 ? -INFINITY : a->session[o->session_from].start_s;
    double end = i + 1 == n ? INFINITY : a->session[all[i + 1].session_from].start_s;
    enum tingle_status st = activity_new(&part, a->format, err);
    if (!st) st = copy_facts(part, a, o, err);
    if (!st) st = copy_columns(part, a, o, err);
    if (!st) st = copy_marks(part, a, o, begin, end, err);
    if (!st) {
        activity_count_valid(part);
        st = activity_finish(part, &log, err);
    }
    if (!st) st = copy_repairs(part, a, err);
    if (!st && n == 1) { /* the whole: its totals as they were read */
        part->samples = a->samples;
        part->elapsed_s = a->elapsed_s;
        part->timer_s = a->timer_s;
        part->distance_m = a->distance_m;
        part->sport = a->sport;
        part->sub_sport = a->sub_sport;
    }
    if (!st) *out = part;
    else activity_free(part);
    return st;
}

enum tingle_status activity_split(const struct activity *a, struct activity **parts, size_t room,
                                  size_t *count, struct tingle_error *err)
{
    struct outing *all = alloc_array(a->session_count + 1, sizeof *all);
    enum tingle_status st = TINGLE_OK;
    size_t n = 0;
    *count = 0;
    if (!all) return error_no_memory(err, "the parts of an activity");
    n = find_outings(a, all);
    if (n > room) st = error_set(err, TINGLE_LIMIT, -1, "%zu outings in one file; at most %zu are taken", n, room);
    for (size_t i = 0; !st && i < n; i++) {
        st = make_part(&parts[i], a, all, i, n, err);
        if (!st) ++*count;
    }
    while (st && *count) activity_free(parts[--*count]);
    free(all);
    return st;
}
