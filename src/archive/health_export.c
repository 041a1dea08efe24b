/* Two walks: workouts, then their records. */
#include "archive/health_export.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "archive/health_pack.h"
#include "archive/health_scan.h"
#include "base/arena.h"
#include "base/text.h"
#include "base/utc.h"

enum { NAME_SIZE = 48 };

#define DOCUMENT_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData>\n"
#define DOCUMENT_TAIL "</HealthData>\n"

struct health_workout {
    double start_s, end_s; /* Unix seconds; a record that touches them belongs to the workout */
    size_t order;          /* in the file */
    char name[NAME_SIZE];
    struct packed_text element, records, routes;
};

/* A route file that a workout names. */
struct health_route {
    const char *file; /* without folders */
    struct health_workout *workout;
    bool given;
};

struct health_export {
    struct arena arena; /* of workouts and packed pieces */
    struct health_pack pack;
    struct health_workout **workout; /* in order of start, once found */
    size_t workouts, workout_room;
    double *reach_s;                 /* the latest end of workouts 0 to i */
    struct health_route *route;      /* in order of name, once found */
    size_t routes, route_room, routes_of_last;
    struct health_damage damage;

    /* the walk that is under way */
    const char *path;
    struct tingle_error *err;
    enum tingle_status status;
    double from_s, to_s;             /* of the record that is being read */
};

enum tingle_status health_export_new(struct health_export **out, struct tingle_error *err)
{
    struct health_export *h = alloc_array(1, sizeof *h);
    enum tingle_status st;
    *out = NULL;
    if (!h) return error_no_memory(err, "an export of Apple Health");
    arena_init(&h->arena, HEALTH_MAX_PACKED);
    st = health_pack_init(&h->pack, &h->arena, err);
    if (st) free(h);
    else *out = h;
    return st;
}

void health_export_free(struct health_export *h)
{
    if (!h) return;
    health_pack_release(&h->pack);
    arena_release(&h->arena);
    free(h->workout);
    free(h->reach_s);
    free(h->route);
    free(h);
}

/* Room for one more of `count` items; NULL with the status set when there is none. */
static void *more_room(struct health_export *h, void *items, size_t count, size_t *room, size_t size, const char *what)
{
    if (count >= HEALTH_MAX_WORKOUTS)
        h->status = error_set(h->err, TINGLE_LIMIT, -1, "%s: more than %d %s", h->path, HEALTH_MAX_WORKOUTS, what);
    else if (alloc_room(&items, count, room, size))
        return items;
    else
        h->status = error_no_memory(h->err, h->path);
    return NULL;
}

/* Start and end by the attributes; false when either is missing, or they are in the wrong order. */
static bool read_times(const char **attributes, double *start_s, double *end_s)
{
    const char *start = health_attribute(attributes, "startDate"), *end = health_attribute(attributes, "endDate");
    return start && end && utc_parse(start, strlen(start), start_s, NULL, NULL) &&
           utc_parse(end, strlen(end), end_s, NULL, NULL) && *start_s <= *end_s;
}

/* ---- first walk ------------------------------------------------------------------ */

static bool begin_workout(void *context, const char *name, const char **attributes)
{
    struct health_export *h = context;
    const char *type = health_attribute(attributes, "workoutActivityType");
    struct health_workout *w, **workout;
    double start_s, end_s;
    if (strcmp(name, "Workout") != 0 || !type || strcmp(type, "HKWorkoutActivityTypeRunning") != 0) return false;
    if (!read_times(attributes, &start_s, &end_s)) return false;
    workout = more_room(h, h->workout, h->workouts, &h->workout_room, sizeof(struct health_workout *), "running workouts");
    if (!workout) return false;
    h->workout = workout;
    w = arena_alloc(&h->arena, sizeof *w);
    if (!w) {
        h->status = error_no_memory(h->err, h->path);
        return false;
    }
    w->start_s = start_s;
    w->end_s = end_s;
    w->order = h->workouts;
    snprintf(w->name, sizeof w->name, "workout %s", health_attribute(attributes, "startDate"));
    h->workout[h->workouts++] = w;
    h->routes_of_last = h->routes;
    return true;
}

/* The file of a route inside a workout. */
static void inside_workout(void *context, const char *name, const char **attributes)
{
    struct health_export *h = context;
    const char *path = strcmp(name, "FileReference") == 0 ? health_attribute(attributes, "path") : NULL, *file;
    struct health_route *route;
    if (!path || !*path) return;
    file = path_name(path);
    for (size_t i = h->routes_of_last; i < h->routes; i++)
        if (strcmp(h->route[i].file, file) == 0) return;
    route = more_room(h, h->route, h->routes, &h->route_room, sizeof *route, "routes");
    if (!route) return;
    h->route = route;
    file = arena_text(&h->arena, file, strlen(file));
    if (file) h->route[h->routes++] = (struct health_route){file, h->workout[h->workouts - 1], false};
    else h->status = error_no_memory(h->err, h->path);
}

static void end_workout(void *context, struct bytes element)
{
    struct health_export *h = context;
    if (h->status) return;
    h->status = health_pack_add(&h->pack, &h->workout[h->workouts - 1]->element, element, h->err);
}

static int by_start(const void *x, const void *y)
{
    const struct health_workout *a = *(struct health_workout *const *)x, *b = *(struct health_workout *const *)y;
    if (a->start_s != b->start_s) return a->start_s < b->start_s ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static int by_file(const void *x, const void *y)
{
    const struct health_route *a = x, *b = y;
    int order = strcmp(a->file, b->file);
    if (order) return order;
    return (a->workout->order > b->workout->order) - (a->workout->order < b->workout->order);
}

/* Leaves out workouts without an element: the file was damaged inside of them. */
static void drop_unfinished(struct health_export *h)
{
    size_t kept = 0;
    for (size_t i = 0; i < h->workouts; i++)
        if (h->workout[i]->element.size) h->workout[kept++] = h->workout[i];
    h->workouts = kept;
    kept = 0;
    for (size_t i = 0; i < h->routes; i++)
        if (h->route[i].workout->element.size) h->route[kept++] = h->route[i];
    h->routes = kept;
}

static enum tingle_status make_index(struct health_export *h, struct tingle_error *err)
{
    drop_unfinished(h);
    if (h->workouts) qsort(h->workout, h->workouts, sizeof(struct health_workout *), by_start);
    if (h->routes) qsort(h->route, h->routes, sizeof *h->route, by_file);
    free(h->reach_s);
    h->reach_s = alloc_array(h->workouts, sizeof *h->reach_s);
    if (!h->reach_s) {
        h->workouts = h->routes = 0;
        return error_no_memory(err, h->path);
    }
    for (size_t i = 0; i < h->workouts; i++)
        h->reach_s[i] = i && h->reach_s[i - 1] > h->workout[i]->end_s ? h->reach_s[i - 1] : h->workout[i]->end_s;
    return TINGLE_OK;
}

/* One walk, with what is to be kept packed at its end. */
static enum tingle_status walk(struct health_export *h, const struct byte_source *in, const struct health_scan_handlers *handlers,
                               const char *path, struct tingle_error *err)
{
    enum tingle_status st, flushed;
    h->path = path;
    h->err = err;
    h->status = TINGLE_OK;
    st = health_scan(in, handlers, &h->damage, path, err);
    flushed = health_pack_flush(&h->pack, st ? NULL : err);
    return st ? st : flushed;
}

enum tingle_status health_export_find(struct health_export *h, const struct byte_source *in, const char *path,
                                      struct tingle_error *err)
{
    const struct health_scan_handlers handlers = {begin_workout, inside_workout, end_workout, h, &h->status};
    enum tingle_status st, indexed;
    assert(!h->workouts && !h->routes);
    st = walk(h, in, &handlers, path, err);
    indexed = make_index(h, st ? NULL : err);
    return st ? st : indexed;
}

/* ---- second walk ----------------------------------------------------------------- */

/* The kinds of records that a run has. */
static bool is_of_a_run(const char *type)
{
    static const char head[] = "HKQuantityTypeIdentifier";
    static const char *const kinds[] = {"HeartRate", "StepCount", "DistanceWalkingRunning", "RunningGroundContactTime",
                                        "RunningVerticalOscillation", "RunningStrideLength", "RunningPower", "RunningSpeed"};
    if (strncmp(type, head, sizeof head - 1) != 0) return false;
    type += sizeof head - 1;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(type, kinds[i]) == 0) return true;
    return false;
}

/* How many workouts have begun by the moment. */
static size_t begun_by(const struct health_export *h, double moment_s)
{
    size_t lo = 0, hi = h->workouts;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (h->workout[middle]->start_s <= moment_s) lo = middle + 1;
        else hi = middle;
    }
    return lo;
}

static bool begin_record(void *context, const char *name, const char **attributes)
{
    struct health_export *h = context;
    const char *type;
    size_t begun;
    if (name[0] != 'R' || strcmp(name, "Record") != 0) return false;
    type = health_attribute(attributes, "type");
    if (!type || !is_of_a_run(type) || !read_times(attributes, &h->from_s, &h->to_s)) return false;
    begun = begun_by(h, h->to_s);
    return begun && h->reach_s[begun - 1] >= h->from_s;
}

static void end_record(void *context, struct bytes element)
{
    struct health_export *h = context;
    size_t touched = 0;
    for (size_t i = begun_by(h, h->to_s); i-- > 0 && h->reach_s[i] >= h->from_s && !h->status;) {
        struct packed_text *records = &h->workout[i]->records;
        if (h->workout[i]->end_s < h->from_s) continue;
        if (++touched > HEALTH_MAX_AT_ONCE) {
            h->status = error_set(h->err, TINGLE_LIMIT, -1, "%s: more than %d running workouts at the same time (%s)", h->path,
                                  HEALTH_MAX_AT_ONCE, h->workout[i]->name);
            return;
        }
        h->status = health_pack_add(&h->pack, records, element, h->err);
        if (!h->status) h->status = health_pack_add(&h->pack, records, bytes_of("\n", 1), h->err);
    }
}

enum tingle_status health_export_collect(struct health_export *h, const struct byte_source *in, const char *path,
                                         struct tingle_error *err)
{
    const struct health_scan_handlers handlers = {begin_record, NULL, end_record, h, &h->status};
    return walk(h, in, &handlers, path, err);
}

size_t health_export_damage(const struct health_export *h, const char **what)
{
    if (what) *what = h->damage.first;
    return h->damage.places;
}

/* ---- routes ---------------------------------------------------------------------- */

/* The first route of that name, or `routes`. */
static size_t find_route(const struct health_export *h, const char *path)
{
    const char *file = path_name(path);
    size_t lo = 0, hi = h->routes;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (strcmp(h->route[middle].file, file) < 0) lo = middle + 1;
        else hi = middle;
    }
    return lo < h->routes && strcmp(h->route[lo].file, file) == 0 ? lo : h->routes;
}

bool health_export_wants(const struct health_export *h, const char *path) { return find_route(h, path) < h->routes; }

/* From "<gpx" to the end, without what may stand in front of it. */
static struct bytes gpx_element(struct bytes gpx)
{
    gpx = bytes_slice(gpx, bytes_find(gpx, "<gpx", 0), SIZE_MAX);
    while (gpx.size && gpx.at[gpx.size - 1] != '>') gpx.size--;
    return gpx;
}

enum tingle_status health_export_route(struct health_export *h, const char *path, struct bytes gpx, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    gpx = gpx_element(gpx);
    if (!gpx.size) return TINGLE_OK;
    for (size_t i = find_route(h, path); !st && i < h->routes && strcmp(h->route[i].file, path_name(path)) == 0; i++) {
        struct packed_text *routes = &h->route[i].workout->routes;
        if (h->route[i].given) continue;
        h->route[i].given = true;
        st = health_pack_add(&h->pack, routes, gpx, err);
        if (!st) st = health_pack_add(&h->pack, routes, bytes_of("\n", 1), err);
    }
    if (!st) st = health_pack_flush(&h->pack, err);
    return st;
}

/* ---- documents ------------------------------------------------------------------- */

size_t health_export_count(const struct health_export *h) { return h->workouts; }

const char *health_export_name(const struct health_export *h, size_t i)
{
    assert(i < h->workouts);
    return h->workout[i]->name;
}

static size_t put(uint8_t *to, const char *text)
{
    size_t n = strlen(text);
    memcpy(to, text, n);
    return n;
}

enum tingle_status health_export_document(struct health_export *h, size_t i, struct file_bytes *out, struct tingle_error *err)
{
    const struct health_workout *w = h->workout[i];
    const struct packed_text *const parts[] = {&w->element, &w->records, &w->routes};
    size_t size = sizeof DOCUMENT_HEAD + sizeof DOCUMENT_TAIL + w->element.size + w->records.size + w->routes.size, at;
    enum tingle_status st = TINGLE_OK;
    assert(i < h->workouts);
    *out = (struct file_bytes){0};
    if (size > ACTIVITY_MAX_FILE_BYTES)
        return error_set(err, TINGLE_LIMIT, -1, "%s: larger than %d bytes", w->name, ACTIVITY_MAX_FILE_BYTES);
    out->data = alloc_array(size, 1);
    if (!out->data) return error_no_memory(err, w->name);
    at = put(out->data, DOCUMENT_HEAD);
    for (size_t part = 0; !st && part < sizeof parts / sizeof *parts; part++) {
        st = packed_text_read(parts[part], out->data + at, err);
        at += parts[part]->size;
        if (part == 0) at += put(out->data + at, "\n");
    }
    out->size = at + put(out->data + at, DOCUMENT_TAIL);
    assert(out->size <= size);
    if (st) file_release(out);
    return st;
}
