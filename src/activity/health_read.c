/* A document of Apple Health into one activity. */
#include "activity/health_read.h"

#include <math.h>
#include <string.h>

#include "activity/fit_names.h"
#include "activity/gpx_read.h"
#include "activity/health_rows.h"
#include "base/text.h"

enum { SUB_SPORT_TREADMILL = 1, HEAD_BYTES = 4096 };

bool health_is_export(struct bytes file)
{
    struct bytes head = bytes_slice(file, 0, HEAD_BYTES);
    return bytes_find(head, "<!DOCTYPE HealthData", 0) < head.size;
}

static enum tingle_status whole_export(const char *name, struct tingle_error *err)
{
    return error_set(err, TINGLE_UNSUPPORTED, 0,
                     "%s: a whole export of Apple Health, not one run: give it, or the zip that it came in, to `tingle import`", name);
}

/* ---- the route ------------------------------------------------------------------- */

/* The points of one GPX file. What it had to repair is said where it stands in the document. */
static enum tingle_status add_route(struct health_document *d, struct bytes gpx, size_t offset, struct tingle_error *err)
{
    struct activity *route = NULL;
    enum tingle_status st = gpx_activity_read(&route, gpx, d->t->name, err);
    if (st && st != TINGLE_NO_MEMORY && st != TINGLE_LIMIT) {
        repair_note(&d->t->log, REPAIR_XML, (int64_t)offset, "a route without a point left out");
        return TINGLE_OK;
    }
    for (size_t i = 0; !st && i < route->rows; i++) {
        struct track_point p = track_no_point();
        p.unix_s = route->time_s[i] + route->start_unix_s;
        for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) p.value[c] = activity_value(route, (enum activity_column)c, i);
        if (!isnan(p.unix_s) && !health_document_add_place(d, &p)) st = d->t->status;
    }
    for (size_t i = 0; !st && i < route->repair_count; i++) {
        const struct activity_repair *r = &route->repair[i];
        repair_note(&d->t->log, r->code, r->offset + (int64_t)offset, "%s", r->message);
    }
    activity_free(route);
    return st;
}

static enum tingle_status add_routes(struct health_document *d, struct bytes file, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    size_t from = bytes_find(file, "<gpx", 0), end;
    for (; !st && from < file.size; from = bytes_find(file, "<gpx", end)) {
        end = bytes_find(file, "</gpx>", from);
        if (end < file.size) end += strlen("</gpx>");
        st = add_route(d, bytes_slice(file, from, end - from), from, err);
    }
    return st;
}

/* ---- the whole ------------------------------------------------------------------- */

static void add_marks(struct health_document *d)
{
    for (size_t i = 0; i < d->events; i++) track_add_event(d->t, d->event[i].kind, d->event[i].time_s);
    for (size_t i = 0; d->steps > 1 && i < d->steps; i++) track_new_lap(d->t, d->step[i]);
}

static bool is_apple(const struct health_document *d)
{
    return text_starts_with(d->maker, "Apple") || (!d->maker[0] && (strstr(d->source, "Apple") || strstr(d->source, "iPhone")));
}

/* Sport, totals and device, by the workout's word. A source is named by its owner ("Lena's Apple Watch"): only what it is
 * is kept. */
static enum tingle_status describe(struct health_document *d)
{
    struct activity *a = d->t->a;
    struct activity_session *s = &d->t->session[0];
    const char *product = d->model[0] ? d->model : d->source;
    s->start_s = d->start_s;
    s->elapsed_s = d->end_s - d->start_s;
    s->timer_s = d->duration_s;
    s->distance_m = d->distance_m;
    a->sport = s->sport;
    a->sub_sport = s->sub_sport;
    a->manufacturer = is_apple(d) ? "apple" : "";
    if (!d->model[0] && is_apple(d)) product = strstr(d->source, "iPhone") ? "iPhone" : "Apple Watch";
    a->product = arena_text(&a->arena, product, strlen(product));
    return a->product ? TINGLE_OK : error_no_memory(d->t->err, d->t->name);
}

static enum tingle_status check(const struct health_document *d, struct tingle_error *err)
{
    const char *name = d->t->name;
    if (d->whole_export) return whole_export(name, err);
    if (d->t->status) return d->t->status;
    if (!d->has_workout) return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: data of Apple Health without a workout", name);
    if (d->start_s <= d->end_s) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s: a workout of Apple Health without a start and an end", name);
}

static int sport_of(const char *word)
{
    int number = fit_name_number(FIT_NAME_SPORT, word);
    return number < 0 ? fit_name_number(FIT_NAME_SPORT_WORD, word) : number;
}

static enum tingle_status build(struct health_document *d, struct bytes file, struct tingle_error *err)
{
    enum tingle_status st = health_document_read(d, file, err);
    if (!st) st = check(d, err);
    if (!st) st = add_routes(d, file, err);
    if (st) return st;
    track_new_session(d->t, sport_of(d->sport), d->indoors ? SUB_SPORT_TREADMILL : ACTIVITY_SPORT_UNKNOWN);
    add_marks(d);
    st = d->t->status ? d->t->status : health_rows_add(d, err);
    if (st) return st;
    if (!d->t->points)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: a workout of Apple Health with totals only, without a way or a record", d->t->name);
    return describe(d);
}

enum tingle_status health_activity_read(struct activity **out, struct bytes file, const char *name, struct tingle_error *err)
{
    struct track_builder t = {0};
    struct health_document d = {.t = &t};
    enum tingle_status st;
    *out = NULL;
    if (health_is_export(file)) return whole_export(name, err);
    st = track_begin(&t, ACTIVITY_FORMAT_HEALTH, name, err);
    if (!st) st = build(&d, file, err);
    if (!st) st = track_finish(&t, out);
    health_document_release(&d);
    track_release(&t);
    return st;
}
