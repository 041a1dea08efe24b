/* One time axis. */
#include "activity/health_rows.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/arena.h"
#include "base/values.h"

#define STEPS_LONGEST_S 60.0
#define STEPS_JOINED_S 10.0
#define STEPS_SHORTEST_S 5.0
#define STEPS_GAP_S 1.0     /* records further apart are not joined */
#define OUTSIDE_S 600.0
#define TWO_STEPS 1.41421356 /* speed made of step length and cadence, over the speed, from which on it is two steps */

enum { PAIRS_MIN = 10 };

struct rows {
    struct track_point *row;
    size_t count;
};

/* Kinds that are values by themselves, their column, and the column's unit in SI units. */
static const struct { enum health_kind kind; enum activity_column column; double factor; } direct[] = {
    {HEALTH_HEART_RATE, ACTIVITY_HEART_RATE_BPM, 1},     {HEALTH_POWER, ACTIVITY_POWER_W, 1},
    {HEALTH_STANCE, ACTIVITY_STANCE_TIME_MS, 1000},      {HEALTH_OSCILLATION, ACTIVITY_VERTICAL_OSCILLATION_MM, 1000},
    {HEALTH_STEP_LENGTH, ACTIVITY_STEP_LENGTH_MM, 1000}, {HEALTH_SPEED, ACTIVITY_SPEED_MPS, 1}};

/* ---- which records --------------------------------------------------------------- */

/* The source of each kind. */
static void choose_sources(const struct health_document *d, uint8_t chosen[HEALTH_KIND_COUNT])
{
    size_t count[HEALTH_KIND_COUNT][HEALTH_MAX_SOURCES] = {{0}};
    for (size_t i = 0; i < d->records; i++) count[d->record[i].kind][d->record[i].source]++;
    for (size_t k = 0; k < HEALTH_KIND_COUNT; k++) {
        chosen[k] = 0;
        for (size_t s = 0; s < d->source_count; s++) {
            bool own = strcmp(d->sources[s], d->source) == 0;
            if (own && count[k][s]) {
                chosen[k] = (uint8_t)s;
                break;
            }
            if (count[k][s] > count[k][chosen[k]]) chosen[k] = (uint8_t)s;
        }
    }
}

static int by_kind_and_time(const void *x, const void *y)
{
    const struct health_record *a = x, *b = y;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->from_s != b->from_s) return a->from_s < b->from_s ? -1 : 1;
    if (a->to_s != b->to_s) return a->to_s < b->to_s ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

/* Drops the records of other times and steps of too long a time, then those of other sources; sorts. Sums keep what falls
 * into the workout. */
static void keep_records(struct health_document *d)
{
    uint8_t chosen[HEALTH_KIND_COUNT];
    size_t kept = 0;
    for (size_t i = 0; i < d->records; i++) {
        struct health_record r = d->record[i];
        double length = r.to_s - r.from_s;
        if (r.to_s < d->start_s || r.from_s > d->end_s || (r.kind == HEALTH_STEPS && length > STEPS_LONGEST_S)) continue;
        r.from_s = fmax(r.from_s, d->start_s);
        r.to_s = fmin(r.to_s, d->end_s);
        if (length > 0 && (r.kind == HEALTH_STEPS || r.kind == HEALTH_DISTANCE)) r.value *= (r.to_s - r.from_s) / length;
        d->record[kept++] = r;
    }
    d->records = kept;
    choose_sources(d, chosen);
    kept = 0;
    for (size_t i = 0; i < d->records; i++)
        if (d->record[i].source == chosen[d->record[i].kind]) d->record[kept++] = d->record[i];
    d->records = kept;
    if (kept) qsort(d->record, kept, sizeof *d->record, by_kind_and_time);
}

/* The records of one kind. */
static const struct health_record *records_of(const struct health_document *d, enum health_kind kind, size_t *count)
{
    size_t from = 0, to;
    *count = 0;
    if (!d->records) return NULL;
    while (from < d->records && d->record[from].kind < kind) from++;
    for (to = from; to < d->records && d->record[to].kind == kind; to++) {}
    *count = to - from;
    return d->record + from;
}

/* ---- the axis -------------------------------------------------------------------- */

static int by_time(const void *x, const void *y)
{
    const struct track_point *a = x, *b = y;
    return (a->unix_s > b->unix_s) - (a->unix_s < b->unix_s);
}

/* Points within the workout, in order of time. */
static void keep_places(struct health_document *d)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->places; i++) {
        struct track_point *p = &d->place[i];
        if (p->value[ACTIVITY_SPEED_MPS] < 0) p->value[ACTIVITY_SPEED_MPS] = NAN; /* -1: not known */
        if (p->unix_s >= d->start_s - OUTSIDE_S && p->unix_s <= d->end_s + OUTSIDE_S) d->place[kept++] = *p;
    }
    if (kept < d->places) repair_note(&d->t->log, REPAIR_TIME_JUMP, 0, "points of the route from another time than the workout left out");
    d->places = kept;
    if (kept) qsort(d->place, kept, sizeof *d->place, by_time);
}

static void merge_point(struct track_point *to, const struct track_point *from)
{
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        if (isnan(to->value[c])) to->value[c] = from->value[c];
}

/* Rows of all times, each once, with what the way says of them. */
static void lay_axis(struct rows *rows, const struct health_document *d, const double *time, size_t times)
{
    size_t place = 0, next = 0;
    while (place < d->places || next < times) {
        struct track_point p = track_no_point();
        bool from_place = next == times || (place < d->places && d->place[place].unix_s <= time[next]);
        if (from_place) p = d->place[place++];
        else p.unix_s = time[next++];
        if (rows->count && rows->row[rows->count - 1].unix_s == p.unix_s) merge_point(&rows->row[rows->count - 1], &p);
        else rows->row[rows->count++] = p;
    }
}

static enum tingle_status make_axis(struct rows *rows, struct health_document *d, struct tingle_error *err)
{
    double *time = alloc_array(2 * d->records, sizeof *time);
    size_t times = 0;
    if (2 * d->records + d->places > ACTIVITY_MAX_SAMPLES) {
        free(time);
        return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d moments", d->t->name, ACTIVITY_MAX_SAMPLES);
    }
    rows->row = alloc_array(2 * d->records + d->places, sizeof *rows->row);
    if (!time || !rows->row) {
        free(time);
        return error_no_memory(err, d->t->name);
    }
    for (size_t i = 0; i < d->records; i++) {
        time[times++] = d->record[i].from_s;
        time[times++] = d->record[i].to_s;
    }
    values_sort(time, times);
    lay_axis(rows, d, time, times);
    free(time);
    return TINGLE_OK;
}

/* The first row at or after a moment. */
static size_t row_at(const struct rows *rows, double unix_s)
{
    size_t lo = 0, hi = rows->count;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (rows->row[middle].unix_s < unix_s) lo = middle + 1;
        else hi = middle;
    }
    return lo;
}

/* Gives a value to the rows from a moment up to another, or of the one moment, that have none yet. Stretches come in order
 * of their beginning, so that up to *reached_s all rows have one; no row is looked at twice. */
static void fill(struct rows *rows, double *reached_s, double from_s, double to_s, enum activity_column column, double value)
{
    bool moment = from_s == to_s;
    if (!moment) from_s = fmax(from_s, *reached_s);
    for (size_t i = row_at(rows, from_s); i < rows->count; i++) {
        struct track_point *row = &rows->row[i];
        if (moment ? row->unix_s > to_s : row->unix_s >= to_s) break;
        if (isnan(row->value[column])) row->value[column] = value;
    }
    *reached_s = fmax(*reached_s, to_s);
}

/* The row at the end of a stretch takes its value where no other stretch begins. */
static void fill_end(struct rows *rows, double to_s, enum activity_column column, double value)
{
    size_t i = row_at(rows, to_s);
    if (i < rows->count && rows->row[i].unix_s == to_s && isnan(rows->row[i].value[column])) rows->row[i].value[column] = value;
}

/* ---- the columns ----------------------------------------------------------------- */

static void fill_direct(struct rows *rows, const struct health_document *d)
{
    bool way_has_speed = false;
    for (size_t i = 0; i < rows->count; i++) way_has_speed |= !isnan(rows->row[i].value[ACTIVITY_SPEED_MPS]);
    for (size_t k = 0; k < sizeof direct / sizeof *direct; k++) {
        size_t count;
        double reached_s = -INFINITY;
        const struct health_record *r = records_of(d, direct[k].kind, &count);
        if (direct[k].kind == HEALTH_SPEED && way_has_speed) continue;
        for (size_t i = 0; i < count; i++)
            fill(rows, &reached_s, r[i].from_s, r[i].to_s, direct[k].column, r[i].value * direct[k].factor);
        for (size_t i = 0; i < count; i++) fill_end(rows, r[i].to_s, direct[k].column, r[i].value * direct[k].factor);
    }
}

/* Steps from record i on that are joined: how many records, and their steps and seconds. */
static size_t join_steps(const struct health_record *r, size_t count, size_t i, double *steps, double *seconds)
{
    size_t n = 0;
    *steps = *seconds = 0;
    while (i + n < count && *seconds < STEPS_JOINED_S) {
        if (n && fabs(r[i + n].from_s - r[i + n - 1].to_s) > STEPS_GAP_S) break;
        *steps += r[i + n].value;
        *seconds += r[i + n].to_s - r[i + n].from_s;
        n++;
    }
    return n;
}

static void fill_cadence(struct rows *rows, const struct health_document *d)
{
    size_t count, n;
    double reached_s = -INFINITY;
    const struct health_record *r = records_of(d, HEALTH_STEPS, &count);
    for (size_t i = 0; i < count; i += n) {
        double steps, seconds;
        n = join_steps(r, count, i, &steps, &seconds);
        assert(n > 0);
        if (seconds < STEPS_SHORTEST_S) continue;
        fill(rows, &reached_s, r[i].from_s, r[i + n - 1].to_s, ACTIVITY_CADENCE_SPM, 60 * steps / seconds);
        if (i + n == count || r[i + n].from_s > r[i + n - 1].to_s)
            fill_end(rows, r[i + n - 1].to_s, ACTIVITY_CADENCE_SPM, 60 * steps / seconds);
    }
}

/* Metres since the start at each row. Where records overlap, the later one counts from the end of the earlier. */
static void fill_distance(struct rows *rows, const struct health_document *d)
{
    size_t count, next = 0;
    const struct health_record *r = records_of(d, HEALTH_DISTANCE, &count);
    double done = 0, reached_s = -INFINITY;
    if (!count) return;
    for (size_t i = 0; i < rows->count; i++) {
        double t = rows->row[i].unix_s, part = 0;
        for (; next < count && r[next].to_s <= t; next++) {
            done += r[next].value;
            reached_s = r[next].to_s;
        }
        if (next < count) {
            double from = fmax(r[next].from_s, reached_s);
            if (t > from) part = r[next].value * (t - from) / (r[next].to_s - from);
        }
        rows->row[i].value[ACTIVITY_DISTANCE_M] = done + part;
    }
}

/* Is the step length that of two steps? See health_rows.h. */
static enum tingle_status check_step_length(struct rows *rows, struct track_builder *t, struct tingle_error *err)
{
    double *ratio = alloc_array(rows->count, sizeof *ratio);
    size_t n = 0;
    if (!ratio) return error_no_memory(err, t->name);
    for (size_t i = 0; i < rows->count; i++) {
        const double *v = rows->row[i].value;
        double made = v[ACTIVITY_STEP_LENGTH_MM] / 1000 * v[ACTIVITY_CADENCE_SPM] / 60;
        if (v[ACTIVITY_SPEED_MPS] > 1 && made > 0) ratio[n++] = made / v[ACTIVITY_SPEED_MPS];
    }
    if (n >= PAIRS_MIN && values_median(ratio, n) > TWO_STEPS) {
        repair_note(&t->log, REPAIR_VALUE, 0, "the step length is that of two steps, by speed and cadence; halved");
        for (size_t i = 0; i < rows->count; i++) rows->row[i].value[ACTIVITY_STEP_LENGTH_MM] /= 2;
    }
    free(ratio);
    return TINGLE_OK;
}

enum tingle_status health_rows_add(struct health_document *d, struct tingle_error *err)
{
    struct rows rows = {0};
    enum tingle_status st;
    keep_records(d);
    keep_places(d);
    st = make_axis(&rows, d, err);
    if (!st) {
        fill_direct(&rows, d);
        fill_cadence(&rows, d);
        fill_distance(&rows, d);
        st = check_step_length(&rows, d->t, err);
        for (size_t i = 0; !st && i < rows.count; i++) track_add_point(d->t, &rows.row[i]);
        if (!st) st = d->t->status;
    }
    free(rows.row);
    return st;
}
