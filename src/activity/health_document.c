/* Elements and attributes of a document of Apple Health. */
#include "activity/health_document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/text.h"
#include "base/utc.h"

#define QUANTITY "HKQuantityTypeIdentifier"

enum dimension { RATE, COUNT, LENGTH, TIME, POWER, SPEED };

static const struct {
    const char *type;
    enum dimension dimension;
} kinds[HEALTH_KIND_COUNT] = {
    [HEALTH_HEART_RATE] = {QUANTITY "HeartRate", RATE},
    [HEALTH_STEPS] = {QUANTITY "StepCount", COUNT},
    [HEALTH_DISTANCE] = {QUANTITY "DistanceWalkingRunning", LENGTH},
    [HEALTH_STANCE] = {QUANTITY "RunningGroundContactTime", TIME},
    [HEALTH_OSCILLATION] = {QUANTITY "RunningVerticalOscillation", LENGTH},
    [HEALTH_STEP_LENGTH] = {QUANTITY "RunningStrideLength", LENGTH},
    [HEALTH_POWER] = {QUANTITY "RunningPower", POWER},
    [HEALTH_SPEED] = {QUANTITY "RunningSpeed", SPEED},
};

/* Units as HKUnit writes them, in SI units. */
static const struct {
    const char *text;
    enum dimension dimension;
    double si;
} units[] = {
    {"count/min", RATE, 1},    {"count/s", RATE, 60},     {"count", COUNT, 1},      {"mm", LENGTH, 0.001},
    {"cm", LENGTH, 0.01},      {"m", LENGTH, 1},          {"km", LENGTH, 1000},     {"in", LENGTH, 0.0254},
    {"ft", LENGTH, 0.3048},    {"yd", LENGTH, 0.9144},    {"mi", LENGTH, 1609.344}, {"ms", TIME, 0.001},
    {"s", TIME, 1},            {"min", TIME, 60},         {"hr", TIME, 3600},       {"W", POWER, 1},
    {"kW", POWER, 1000},       {"m/s", SPEED, 1},         {"km/hr", SPEED, 1 / 3.6}, {"km/h", SPEED, 1 / 3.6},
    {"mi/hr", SPEED, 0.44704}, {"mi/h", SPEED, 0.44704},  {"ft/s", SPEED, 0.3048},
};

/* A number with its unit in SI units; NaN, and a repair, when either is not understood. */
static double quantity(struct health_document *d, const char *value, const char *unit, enum dimension dimension)
{
    double number = NAN;
    if (!value) return NAN;
    track_number(d->t, value, "value", &number);
    for (size_t i = 0; unit && i < sizeof units / sizeof *units; i++)
        if (units[i].dimension == dimension && strcmp(units[i].text, unit) == 0) return number * units[i].si;
    repair_note(&d->t->log, REPAIR_VALUE, 0, "unit \"%.20s\" is not known here; the value left out", unit ? unit : "");
    return NAN;
}

static double date(struct health_document *d, const char *text)
{
    double unix_s = NAN;
    if (text && !utc_parse(text, strlen(text), &unix_s, NULL, NULL))
        repair_note(&d->t->log, REPAIR_VALUE, 0, "date \"%.30s\" is none; left out", text);
    return unix_s;
}

static void copy(char *to, size_t size, const char *from, size_t n)
{
    if (n >= size) n = size - 1;
    memcpy(to, from, n);
    to[n] = '\0';
    while (n && !text_is_utf8(to, n)) to[--n] = '\0'; /* cut within a character */
}

/* Room for one more item; NULL, and the failure noted, when there is none. */
static void *more(struct health_document *d, void *items, size_t count, size_t *room, size_t size, size_t max, const char *what)
{
    if (d->t->stop) return NULL;
    if (count >= max) d->t->status = error_set(d->t->err, TINGLE_LIMIT, -1, "%s: more than %zu %s", d->t->name, max, what);
    else if (!alloc_room(&items, count, room, size)) d->t->status = error_no_memory(d->t->err, d->t->name);
    d->t->stop = d->t->status != TINGLE_OK;
    return d->t->stop ? NULL : items;
}

bool health_document_add_place(struct health_document *d, const struct track_point *point)
{
    void *place = more(d, d->place, d->places, &d->place_room, sizeof *d->place, ACTIVITY_MAX_SAMPLES, "points");
    if (!place) return false;
    d->place = place;
    d->place[d->places++] = *point;
    return true;
}

/* ---- records --------------------------------------------------------------------- */

static uint8_t source_of(struct health_document *d, const char *name)
{
    size_t i = 0;
    char cut[HEALTH_SOURCE_SIZE] = "";
    copy(cut, sizeof cut, name ? name : "", name ? strlen(name) : 0);
    while (i < d->source_count && strcmp(d->sources[i], cut) != 0) i++;
    if (i == HEALTH_MAX_SOURCES) return HEALTH_MAX_SOURCES - 1;
    if (i == d->source_count) memcpy(d->sources[d->source_count++], cut, sizeof cut);
    return (uint8_t)i;
}

static void read_record(struct health_document *d, const char **attributes)
{
    const char *type = xml_attribute(attributes, "type");
    struct health_record r = {0};
    void *record;
    while (type && r.kind < HEALTH_KIND_COUNT && strcmp(kinds[r.kind].type, type) != 0) r.kind++;
    if (!type || r.kind == HEALTH_KIND_COUNT) return;
    r.value = quantity(d, xml_attribute(attributes, "value"), xml_attribute(attributes, "unit"), kinds[r.kind].dimension);
    r.from_s = date(d, xml_attribute(attributes, "startDate"));
    r.to_s = date(d, xml_attribute(attributes, "endDate"));
    if (isnan(r.to_s)) r.to_s = r.from_s;
    if (isnan(r.value) || !(r.from_s <= r.to_s)) return;
    r.source = source_of(d, xml_attribute(attributes, "sourceName"));
    record = more(d, d->record, d->records, &d->record_room, sizeof *d->record, ACTIVITY_MAX_SAMPLES, "records");
    if (!record) return;
    d->record = record;
    d->record[d->records++] = r;
}

/* ---- the workout ----------------------------------------------------------------- */

/* The text behind "key:" in "<<HKDevice: 0x28>, name:Apple Watch, manufacturer:Apple Inc., model:Watch, ...>". */
static void device_part(char *to, size_t size, const char *device, const char *key)
{
    const char *at = device ? strstr(device, key) : NULL;
    if (!at) return;
    at += strlen(key);
    copy(to, size, at, strcspn(at, ",>"));
}

static void read_workout(struct health_document *d, const char **attributes)
{
    static const char head[] = "HKWorkoutActivityType";
    const char *type = xml_attribute(attributes, "workoutActivityType"), *source = xml_attribute(attributes, "sourceName");
    const char *start = xml_attribute(attributes, "startDate"), *total = xml_attribute(attributes, "totalDistance");
    const char *device = xml_attribute(attributes, "device");
    struct activity *a = d->t->a;
    d->has_workout = true;
    if (type && text_starts_with(type, head)) copy(d->sport, sizeof d->sport, type + sizeof head - 1, strlen(type) - sizeof head + 1);
    if (source) copy(d->source, sizeof d->source, source, strlen(source));
    d->start_s = date(d, start);
    d->end_s = date(d, xml_attribute(attributes, "endDate"));
    d->duration_s = quantity(d, xml_attribute(attributes, "duration"), xml_attribute(attributes, "durationUnit"), TIME);
    if (total) d->distance_m = quantity(d, total, xml_attribute(attributes, "totalDistanceUnit"), LENGTH);
    device_part(d->maker, sizeof d->maker, device, "manufacturer:");
    device_part(d->model, sizeof d->model, device, "name:");
    if (start) utc_parse(start, strlen(start), &d->start_s, &a->has_utc_offset, &a->utc_offset_s);
}

/* Pauses. The watch stops by itself, too (MotionPaused), and then writes both: the second says nothing new. */
static void read_event(struct health_document *d, const char **attributes)
{
    const char *type = xml_attribute(attributes, "type");
    bool pause = type && strcmp(type, "HKWorkoutEventTypePause") == 0;
    double unix_s;
    void *event;
    if (!pause && !(type && strcmp(type, "HKWorkoutEventTypeResume") == 0)) return;
    unix_s = date(d, xml_attribute(attributes, "date"));
    if (isnan(unix_s)) return;
    event = more(d, d->event, d->events, &d->event_room, sizeof *d->event, ACTIVITY_MAX_MARKS, "pauses");
    if (!event) return;
    d->event = event;
    d->event[d->events++] = (struct activity_event){pause ? ACTIVITY_EVENT_TIMER_STOP : ACTIVITY_EVENT_TIMER_START, unix_s};
}

static void read_metadata(struct health_document *d, const char **attributes)
{
    const char *key = xml_attribute(attributes, "key"), *value = xml_attribute(attributes, "value");
    if (key && value && strcmp(key, "HKIndoorWorkout") == 0) d->indoors = strcmp(value, "1") == 0;
}

/* The distance among the statistics of the workout or of a step. */
static void read_statistics(struct health_document *d, const char **attributes, double *distance_m)
{
    const char *type = xml_attribute(attributes, "type"), *sum = xml_attribute(attributes, "sum");
    if (type && sum && isnan(*distance_m) && strcmp(type, kinds[HEALTH_DISTANCE].type) == 0)
        *distance_m = quantity(d, sum, xml_attribute(attributes, "unit"), LENGTH);
}

static void read_step(struct health_document *d, const char **attributes)
{
    struct activity_lap step = {.distance_m = NAN, .trigger = -1};
    void *steps = more(d, d->step, d->steps, &d->step_room, sizeof *d->step, ACTIVITY_MAX_MARKS, "laps");
    if (!steps) return;
    d->step = steps;
    step.start_s = date(d, xml_attribute(attributes, "startDate"));
    step.elapsed_s = date(d, xml_attribute(attributes, "endDate")) - step.start_s;
    step.timer_s = quantity(d, xml_attribute(attributes, "duration"), xml_attribute(attributes, "durationUnit"), TIME);
    d->step[d->steps++] = step;
}

/* A point of the way inside a workout. */
static void read_location(struct health_document *d, const char **attributes)
{
    static const struct { const char *name; enum activity_column column; } parts[] = {
        {"latitude", ACTIVITY_LATITUDE_DEG}, {"longitude", ACTIVITY_LONGITUDE_DEG}, {"altitude", ACTIVITY_ALTITUDE_M},
        {"speed", ACTIVITY_SPEED_MPS}};
    struct track_point p = track_no_point();
    p.unix_s = date(d, xml_attribute(attributes, "date"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *text = xml_attribute(attributes, parts[i].name);
        if (text) track_number(d->t, text, parts[i].name, &p.value[parts[i].column]);
    }
    if (!isnan(p.unix_s)) health_document_add_place(d, &p);
}

/* ---- where it stands ------------------------------------------------------------- */

static void start_in_root(struct health_document *d, const char *name, const char **attributes)
{
    d->section = HEALTH_IN_OTHER;
    if (strcmp(name, "Record") == 0) {
        read_record(d, attributes);
    } else if (strcmp(name, "Workout") == 0) {
        d->whole_export = d->t->stop = d->has_workout;
        if (!d->whole_export) read_workout(d, attributes);
        d->section = HEALTH_IN_WORKOUT;
    } else if (strcmp(name, "ExportDate") == 0) {
        d->whole_export = d->t->stop = true;
    }
}

static void start_in_workout(struct health_document *d, const char *name, const char **attributes)
{
    if (strcmp(name, "MetadataEntry") == 0) read_metadata(d, attributes);
    else if (strcmp(name, "WorkoutEvent") == 0) read_event(d, attributes);
    else if (strcmp(name, "WorkoutStatistics") == 0) read_statistics(d, attributes, &d->distance_m);
    else if (strcmp(name, "WorkoutRoute") == 0) d->section = HEALTH_IN_ROUTE;
    else if (strcmp(name, "WorkoutActivity") == 0) {
        read_step(d, attributes);
        d->section = HEALTH_IN_STEP;
    }
}

static void on_start(void *context, const char *name, const char **attributes, int depth)
{
    struct health_document *d = context;
    if (depth == 1) start_in_root(d, name, attributes);
    else if (depth == 2 && d->section == HEALTH_IN_WORKOUT) start_in_workout(d, name, attributes);
    else if (depth == 3 && d->section == HEALTH_IN_ROUTE && strcmp(name, "Location") == 0) read_location(d, attributes);
    else if (depth == 3 && d->section == HEALTH_IN_STEP && d->steps && strcmp(name, "WorkoutStatistics") == 0)
        read_statistics(d, attributes, &d->step[d->steps - 1].distance_m);
}

static void on_end(void *context, const char *name, const char *text, int depth)
{
    struct health_document *d = context;
    (void)name, (void)text;
    if (depth == 2 && d->section != HEALTH_IN_OTHER) d->section = HEALTH_IN_WORKOUT;
    if (depth == 1) d->section = HEALTH_IN_ROOT;
}

static void on_reset(void *context)
{
    struct health_document *d = context;
    d->records = d->places = d->events = d->steps = d->source_count = 0;
    d->has_workout = d->whole_export = d->indoors = false;
    d->sport[0] = d->source[0] = d->maker[0] = d->model[0] = '\0';
    d->start_s = d->end_s = d->duration_s = d->distance_m = NAN;
    d->section = HEALTH_IN_ROOT;
}

enum tingle_status health_document_read(struct health_document *d, struct bytes file, struct tingle_error *err)
{
    const struct xml_handlers handlers = {on_start, on_end, d, &d->t->stop};
    on_reset(d);
    return xml_read(file, &handlers, on_reset, &d->t->log, d->t->name, err);
}

void health_document_release(struct health_document *d)
{
    free(d->record);
    free(d->place);
    free(d->event);
    free(d->step);
}
