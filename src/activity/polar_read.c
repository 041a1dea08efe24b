/* Exercises, their channels and routes. */
#include "activity/polar_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/json_read.h"
#include "activity/sample_axis.h"
#include "activity/service_sports.h"
#include "activity/track_build.h"
#include "base/text.h"

#define SLACK_S 60.0              /* a value this far outside its exercise still belongs to it */
#define LONGEST_S (99.0 * 3600)   /* no session is longer: the maker's notice on its data */
#define FURTHEST_OFFSET_MIN (14 * 60)

struct polar_pause {
    double start_s, length_s; /* Unix seconds; duration */
    double timer_s;           /* what the timer showed */
};

struct polar_exercise {
    const json_t *json;
    double start_s, stop_s;   /* Unix seconds; NaN unknown */
    double timer_s, distance_m;
    double paused_s;
    struct polar_pause *pause;
    size_t pauses;
};

struct polar_reader {
    struct track_builder t;
    struct sample_axis axis;
    const json_t *session;
    double offset_s; /* of the clock that times without a zone are by */
    struct polar_exercise x;
};

static const struct {
    const char *type, *list; /* in the new form, in the old one */
    enum activity_column column;
    double factor;
} channels[] = {
    {"HEART_RATE", "heartRate", ACTIVITY_HEART_RATE_BPM, 1},
    {"SPEED", "speed", ACTIVITY_SPEED_MPS, 1 / 3.6},
    {"DISTANCE", "distance", ACTIVITY_DISTANCE_M, 1},
    {"ALTITUDE", "altitude", ACTIVITY_ALTITUDE_M, 1},
    {"CADENCE", "cadence", ACTIVITY_CADENCE_SPM, 2},
    {"TEMPERATURE", "temperature", ACTIVITY_TEMPERATURE_C, 1},
};

/* ---- times and lists in both forms ---------------------------------------------------- */

static double time_at(struct polar_reader *p, const json_t *object, const char *key)
{
    bool zoned;
    double unix_s = json_time_at(object, key, &zoned, NULL, &p->t.log);
    return zoned ? unix_s : unix_s - p->offset_s;
}

/* "PT1H2M3.5S" in seconds; NaN for anything else. */
static double iso_duration(const char *text)
{
    double sum = 0;
    if (text[0] != 'P' || text[1] != 'T' || !text[2]) return NAN;
    for (const char *at = text + 2; *at; at++) {
        size_t n = strspn(at, "0123456789.");
        double number;
        if (!text_to_double(at, n, &number)) return NAN;
        at += n;
        if (*at != 'H' && *at != 'M' && *at != 'S') return NAN;
        sum += number * (*at == 'H' ? 3600 : *at == 'M' ? 60 : 1);
    }
    return sum;
}

static double duration_at(struct polar_reader *p, const json_t *object)
{
    double ms = json_number_at(object, "durationMillis");
    double s = isnan(ms) ? iso_duration(json_text_at(object, "duration")) : ms / 1000;
    if (isnan(s) || (s >= 0 && s <= LONGEST_S)) return s;
    repair_note(&p->t.log, REPAIR_VALUE, 0, "a duration of %g s is none; left out", s);
    return NAN;
}

static double distance_at(const json_t *object)
{
    double m = json_number_at(object, "distanceMeters");
    if (isnan(m)) m = json_number_at(object, "distance");
    return m >= 0 ? m : NAN;
}

/* A list at a key, or in the object of the same name there ("laps": {"laps": []}). */
static const json_t *list_at(const json_t *object, const char *key)
{
    const json_t *list = json_array_at(object, key);
    return list ? list : json_array_at(json_object_at(object, key), key);
}

static void set_offset(struct polar_reader *p, const json_t *object)
{
    struct activity *a = p->t.a;
    double minutes = json_number_at(object, "timezoneOffsetMinutes");
    if (isnan(minutes)) minutes = json_number_at(object, "timezoneOffset");
    if (isnan(minutes)) return;
    if (fabs(minutes) > FURTHEST_OFFSET_MIN) {
        repair_note(&p->t.log, REPAIR_VALUE, 0, "a clock %g minutes from UTC is none; left out", minutes);
        return;
    }
    p->offset_s = minutes * 60;
    if (a->has_utc_offset) return;
    a->has_utc_offset = true;
    a->utc_offset_s = (int)p->offset_s;
}

/* ---- pauses ----------------------------------------------------------------------------- */

static int by_start(const void *x, const void *y)
{
    const struct polar_pause *a = x, *b = y;
    return (a->start_s > b->start_s) - (a->start_s < b->start_s);
}

/* When it began: a time of day, or how long after the exercise's start. */
static double pause_start(struct polar_reader *p, const json_t *pause)
{
    const char *text = json_text_at(pause, "startTime");
    double ms = json_number_at(pause, "startTimeMillis");
    if (isnan(ms)) ms = json_number_at(pause, "elapsedMillis");
    if (!isnan(ms)) return p->x.start_s + ms / 1000;
    return *text == 'P' ? p->x.start_s + iso_duration(text) : time_at(p, pause, "startTime");
}

static void add_pause(struct polar_reader *p, const json_t *json)
{
    struct polar_pause pause = {.start_s = pause_start(p, json), .length_s = duration_at(p, json)};
    if (isnan(pause.length_s)) pause.length_s = time_at(p, json, "stopTime") - pause.start_s;
    if (pause.length_s > 0 && pause.length_s <= LONGEST_S && pause.start_s >= p->x.start_s) p->x.pause[p->x.pauses++] = pause;
    else repair_note(&p->t.log, REPAIR_VALUE, 0, "a pause that does not say when it was left out");
}

static void read_pauses(struct polar_reader *p)
{
    struct polar_exercise *x = &p->x;
    const json_t *list = list_at(x->json, "pauseTimes");
    size_t n = json_array_size(list);
    if (!n) return;
    x->pause = arena_array(&p->t.a->arena, n, sizeof *x->pause);
    if (!x->pause) {
        track_fail(&p->t, error_no_memory(p->t.err, p->t.name));
        return;
    }
    for (size_t i = 0; i < n; i++) add_pause(p, json_array_get(list, i));
    qsort(x->pause, x->pauses, sizeof *x->pause, by_start);
    for (size_t i = 0; i < x->pauses; i++) {
        x->pause[i].timer_s = x->pause[i].start_s - x->start_s - x->paused_s;
        x->paused_s += x->pause[i].length_s;
    }
}

/* Walks along the timer: moments are asked for in ascending order. */
struct timer_walk {
    size_t pause;    /* the next one */
    double paused_s; /* length of those before */
};

/* Unix time of a moment that the timer shows; a pause that begins there comes after it. */
static double time_of_timer(const struct polar_exercise *x, struct timer_walk *w, double timer_s)
{
    for (; w->pause < x->pauses && x->pause[w->pause].timer_s < timer_s; w->pause++) w->paused_s += x->pause[w->pause].length_s;
    return x->start_s + timer_s + w->paused_s;
}

static void note_pauses(struct polar_reader *p)
{
    for (size_t i = 0; i < p->x.pauses; i++) {
        track_add_event(&p->t, ACTIVITY_EVENT_TIMER_STOP, p->x.pause[i].start_s);
        track_add_event(&p->t, ACTIVITY_EVENT_TIMER_START, p->x.pause[i].start_s + p->x.pause[i].length_s);
    }
}

/* ---- samples ---------------------------------------------------------------------------- */

/* One value of a channel: a number, or {dateTime, value}. */
static double value_of(const json_t *list, size_t i)
{
    const json_t *item = json_array_get(list, i);
    return json_is_object(item) ? json_number_at(item, "value") : json_as_number(item);
}

/* The first value that counts: behind the zeros that an altitude begins with. */
static size_t first_value(struct polar_reader *p, const json_t *list, enum activity_column column)
{
    size_t n = json_array_size(list), i = 0, zeros = 0;
    for (; column == ACTIVITY_ALTITUDE_M && i < n; i++) {
        double value = value_of(list, i);
        if (!isnan(value) && value != 0) break;
        zeros += value == 0;
    }
    if (zeros) repair_note(&p->t.log, REPAIR_VALUE, 0, "%zu zeros before the first altitude left out", zeros);
    return i;
}

static int channel_of(const char *type, bool old_form)
{
    for (size_t i = 0; i < sizeof channels / sizeof *channels; i++)
        if (strcmp(type, old_form ? channels[i].list : channels[i].type) == 0) return (int)i;
    return -1;
}

/* Values at equal intervals from the exercise's start. */
static void read_channel(struct polar_reader *p, const json_t *json)
{
    const json_t *values = json_array_at(json, "values");
    double every_s = json_number_at(json, "intervalMillis") / 1000, span_s = every_s * (double)json_array_size(values);
    int c = channel_of(json_text_at(json, "type"), false);
    const struct polar_exercise *x = &p->x;
    struct timer_walk walk = {0};
    bool around = fabs(span_s - x->timer_s) < fabs(span_s - x->timer_s - x->paused_s);
    if (c < 0 || !values) return;
    if (!(every_s > 0)) {
        repair_note(&p->t.log, REPAIR_VALUE, 0, "a channel with an interval of %g ms left out", every_s * 1000);
        return;
    }
    for (size_t i = first_value(p, values, channels[c].column), n = json_array_size(values); i < n; i++) {
        double timer_s = every_s * (double)i;
        axis_put(&p->axis, around ? time_of_timer(x, &walk, timer_s) : x->start_s + timer_s, channels[c].column,
                 value_of(values, i) * channels[c].factor);
    }
}

/* Values with a time each. */
static void read_list(struct polar_reader *p, const json_t *list, size_t c)
{
    for (size_t i = first_value(p, list, channels[c].column), n = json_array_size(list); i < n; i++)
        axis_put(&p->axis, time_at(p, json_array_get(list, i), "dateTime"), channels[c].column,
                 value_of(list, i) * channels[c].factor);
}

static void put_place(struct polar_reader *p, const json_t *point, double unix_s)
{
    axis_put(&p->axis, unix_s, ACTIVITY_LATITUDE_DEG, json_number_at(point, "latitude"));
    axis_put(&p->axis, unix_s, ACTIVITY_LONGITUDE_DEG, json_number_at(point, "longitude"));
}

/* The altitudes of places count where the watch had none of its own. */
static void put_altitudes(struct polar_reader *p, const json_t *points, bool old_form, double start_s)
{
    for (size_t i = 0; i < p->axis.count; i++)
        if (p->axis.value[i].column == ACTIVITY_ALTITUDE_M) return;
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *point = json_array_get(points, i);
        double unix_s = old_form ? time_at(p, point, "dateTime") : start_s + json_number_at(point, "elapsedMillis") / 1000;
        axis_put(&p->axis, unix_s, ACTIVITY_ALTITUDE_M, json_number_at(point, "altitude"));
    }
}

static void read_route(struct polar_reader *p)
{
    const json_t *route = json_object_at(json_object_at(p->x.json, "routes"), "route");
    const json_t *points = json_array_at(route, "wayPoints");
    double start_s = time_at(p, route, "startTime");
    if (isnan(start_s)) start_s = p->x.start_s;
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *point = json_array_get(points, i);
        put_place(p, point, start_s + json_number_at(point, "elapsedMillis") / 1000);
    }
    put_altitudes(p, points, false, start_s);
}

static void read_recorded_route(struct polar_reader *p, const json_t *points)
{
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *point = json_array_get(points, i);
        put_place(p, point, time_at(p, point, "dateTime"));
    }
    put_altitudes(p, points, true, NAN);
}

static void read_samples(struct polar_reader *p)
{
    const json_t *samples = json_object_at(p->x.json, "samples"), *list = json_array_at(samples, "samples");
    const json_t *points = json_array_at(samples, "recordedRoute");
    for (size_t i = 0; i < json_array_size(list); i++) read_channel(p, json_array_get(list, i));
    for (size_t c = 0; c < sizeof channels / sizeof *channels; c++) read_list(p, json_array_at(samples, channels[c].list), c);
    read_route(p);
    read_recorded_route(p, points ? points : json_array_at(p->x.json, "recordedRoute"));
}

/* ---- an exercise ------------------------------------------------------------------------ */

static void read_laps(struct polar_reader *p)
{
    enum { MANUAL = 0, UNKNOWN = -1 };
    const json_t *manual = list_at(p->x.json, "laps"), *list = manual;
    struct timer_walk walk = {0};
    double timer_s = 0, start_s = p->x.start_s;
    if (!json_array_size(list)) list = json_array_at(p->x.json, "autoLaps");
    if (!json_array_size(list)) list = json_array_at(json_object_at(p->x.json, "laps"), "autoLaps");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *json = json_array_get(list, i);
        double length_s = duration_at(p, json), end_s;
        if (isnan(length_s)) return;
        end_s = time_of_timer(&p->x, &walk, timer_s += length_s);
        track_new_lap(&p->t, (struct activity_lap){start_s, end_s - start_s, length_s, distance_at(json),
                                                   list == manual ? MANUAL : UNKNOWN});
        start_s = end_s;
    }
}

/* The row of a sport as either form has it: {"id": "1"}, "1", 1 or "RUNNING". */
static const struct service_sport *sport_of(const json_t *sport)
{
    double number;
    if (json_is_object(sport)) sport = json_object_get(sport, "id");
    number = json_as_number(sport);
    if (!isnan(number)) return service_sport_of_number(SERVICE_POLAR, number);
    return json_is_string(sport) ? service_sport_of_name(SERVICE_POLAR, json_string_value(sport)) : NULL;
}

static void begin_session(struct polar_reader *p)
{
    const json_t *own = json_object_get(p->x.json, "sport");
    const struct service_sport *row = sport_of(own ? own : json_object_get(p->session, "sport"));
    if (!row && !own) row = service_sport_of_name(SERVICE_POLAR, json_text_at(p->session, "name"));
    track_new_session(&p->t, row ? row->sport : ACTIVITY_SPORT_UNKNOWN, row ? row->sub_sport : ACTIVITY_SPORT_UNKNOWN);
}

/* What the exercise says of itself goes before what its samples look like. */
static void end_session(struct polar_reader *p)
{
    const struct polar_exercise *x = &p->x;
    struct activity_session *s = &p->t.session[p->t.sessions - 1];
    double said_s = x->stop_s - x->start_s;
    s->start_s = x->start_s;
    s->timer_s = x->timer_s;
    s->distance_m = x->distance_m;
    if (said_s >= 0 && said_s <= LONGEST_S) s->elapsed_s = said_s;
    s->elapsed_s = fmax(s->elapsed_s, x->timer_s + x->paused_s);
    if (!isnan(s->timer_s) || !isnan(s->distance_m)) p->t.totals_suffice = true;
}

static void set_bounds(struct polar_reader *p)
{
    const struct polar_exercise *x = &p->x;
    double end_s = fmax(x->stop_s, x->start_s + x->timer_s + x->paused_s);
    if (!(end_s > x->start_s + 1 && end_s <= x->start_s + LONGEST_S)) end_s = x->start_s + LONGEST_S;
    p->axis.from_s = x->start_s - SLACK_S;
    p->axis.to_s = end_s + SLACK_S;
}

static void read_exercise(struct polar_reader *p, const json_t *json, bool only)
{
    struct polar_exercise *x = &p->x;
    *x = (struct polar_exercise){.json = json};
    set_offset(p, json);
    x->start_s = time_at(p, json, "startTime");
    if (isnan(x->start_s)) x->start_s = time_at(p, p->session, "startTime");
    x->stop_s = time_at(p, json, "stopTime");
    x->timer_s = duration_at(p, json);
    x->distance_m = distance_at(json);
    if (only && isnan(x->timer_s)) x->timer_s = duration_at(p, p->session);
    if (only && isnan(x->distance_m)) x->distance_m = distance_at(p->session);
    if (isnan(x->start_s)) {
        track_fail(&p->t, error_set(p->t.err, TINGLE_BAD_DATA, -1, "%s: a Polar session that does not say when it began",
                                    p->t.name));
        return;
    }
    read_pauses(p);
    set_bounds(p);
    begin_session(p);
    if (p->t.stop) return;
    read_samples(p);
    axis_give(&p->axis, &p->t);
    read_laps(p);
    note_pauses(p);
    end_session(p);
}

static enum tingle_status describe(struct polar_reader *p)
{
    struct activity *a = p->t.a;
    const char *model = json_text_at(json_object_at(p->session, "product"), "modelName");
    track_set_sport(&p->t);
    a->manufacturer = "polar";
    a->product = arena_text(&a->arena, model, strlen(model));
    return a->product ? TINGLE_OK : error_no_memory(p->t.err, p->t.name);
}

/* A plan looks much the same, but its exercises have phases and no time. */
static bool is_plan(const json_t *exercises)
{
    const json_t *first = json_array_get(exercises, 0);
    return json_object_get(first, "phases") && !json_object_get(first, "startTime") && !json_object_get(first, "samples");
}

enum tingle_status polar_activity_read(struct activity **out, const json_t *root, const struct repair_log *log,
                                       const char *name, struct tingle_error *err)
{
    struct polar_reader p = {.session = root};
    const json_t *exercises = json_array_at(root, "exercises");
    size_t n = json_array_size(exercises);
    enum tingle_status st;
    *out = NULL;
    if (is_plan(exercises)) return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: a training target from Polar, a plan and not a run", name);
    st = track_begin(&p.t, ACTIVITY_FORMAT_POLAR, name, err);
    if (st) goto done;
    p.t.log = *log;
    set_offset(&p, root);
    for (size_t i = 0; i < n && !p.t.stop; i++) read_exercise(&p, json_array_get(exercises, i), n == 1);
    st = p.t.status;
    if (!st) st = describe(&p);
    if (!st) st = track_finish(&p.t, out);
done:
    axis_release(&p.axis);
    track_release(&p.t);
    return st;
}
