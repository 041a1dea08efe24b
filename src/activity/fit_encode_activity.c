/* A struct activity as the messages of a FIT file. Fields and scales come from the field table. */
#include "activity/fit_encode.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "activity/fit_fields.h"
#include "activity/fit_names.h"

enum {
    LOCAL_FILE = 0,    /* everything that is written once */
    LOCAL_EVENT = 1,
    LOCAL_LAP = 2,
    LOCAL_RECORD = 3,  /* below 4, so that it could carry compressed times */
    MAX_DEVELOPER = 16,
    TEXT_SIZE = 32,
    MANUFACTURER_DEVELOPMENT = 255,
    SERIAL_NUMBER = 1, /* importers ask for one that is not nothing; no watch stands behind it */
    FILE_TYPE_ACTIVITY = 4,
    EVENT_TIMER = 0, EVENT_WORKOUT = 3, EVENT_SESSION = 8, EVENT_LAP = 9, EVENT_ACTIVITY = 26,
    EVENT_USER_MARKER = 32,
    TRIGGER_SESSION_END = 7,
    TYPE_START = 0, TYPE_STOP = 1, TYPE_MARKER = 3, TYPE_STOP_ALL = 4
};

struct activity_writer {
    struct fit_encoder e;
    const struct activity *a;
    int64_t epoch; /* of the activity's start, FIT seconds */
    double start_fraction_s;
    size_t next_event, next_lap;
};

/* A list of values being collected for one message. */
struct fit_values {
    struct fit_value v[FIT_ENCODE_MAX_VALUES];
    size_t count;
};

static void add(struct fit_values *list, struct fit_value value)
{
    assert(list->count < FIT_ENCODE_MAX_VALUES);
    list->v[list->count++] = value;
}

/* A field of the table, in the table's unit; NaN is written as nothing. */
static void add_field(struct fit_values *list, enum fit_field_id id, double value)
{
    const struct fit_field_row *row = &fit_field_rows[id];
    add(list, fit_scaled(row->field, (enum fit_base_type)row->base_type, value,
                         row->scale / row->factor, row->offset));
}

static void add_name(struct fit_values *list, enum fit_field_id id, char buffer[TEXT_SIZE], const char *text)
{
    size_t n = strlen(text);
    if (n > TEXT_SIZE - 1) n = TEXT_SIZE - 1;
    while (n && n < strlen(text) && ((unsigned char)text[n] & 0xC0) == 0x80) n--; /* a whole character */
    memset(buffer, 0, TEXT_SIZE);
    memcpy(buffer, text, n);
    add(list, fit_text(fit_field_rows[id].field, buffer, TEXT_SIZE));
}

/* FIT time of a moment of the activity, whole seconds. NaN stays NaN. */
static double fit_time(const struct activity_writer *w, double time_s)
{
    return (double)w->epoch + floor(w->start_fraction_s + time_s + 0.5);
}

static int manufacturer_number(const struct activity *a)
{
    int number = a->manufacturer ? fit_name_number(FIT_NAME_MANUFACTURER, a->manufacturer) : -1;
    return number < 0 ? MANUFACTURER_DEVELOPMENT : number;
}

static void write_file_id(struct activity_writer *w)
{
    struct fit_values id = {.count = 0}, device = {.count = 0};
    char name[TEXT_SIZE];
    const char *product = w->a->product ? w->a->product : "";
    add_field(&id, FIT_FILE_ID_TYPE, FILE_TYPE_ACTIVITY);
    add_field(&id, FIT_FILE_ID_MANUFACTURER, manufacturer_number(w->a));
    add_field(&id, FIT_FILE_ID_PRODUCT, 0);
    add_field(&id, FIT_FILE_ID_SERIAL_NUMBER, SERIAL_NUMBER);
    add_field(&id, FIT_FILE_ID_TIME_CREATED, fit_time(w, 0));
    add_name(&id, FIT_FILE_ID_PRODUCT_NAME, name, product);
    fit_encode_message(&w->e, LOCAL_FILE, FIT_MESSAGE_FILE_ID, id.v, id.count);
    add_field(&device, FIT_DEVICE_INFO_TIMESTAMP, fit_time(w, 0));
    add_field(&device, FIT_DEVICE_INFO_DEVICE_INDEX, 0);
    add_field(&device, FIT_DEVICE_INFO_MANUFACTURER, manufacturer_number(w->a));
    add_name(&device, FIT_DEVICE_INFO_PRODUCT_NAME, name, product);
    fit_encode_message(&w->e, LOCAL_FILE, FIT_MESSAGE_DEVICE_INFO, device.v, device.count);
}

static void write_developer_fields(struct activity_writer *w)
{
    struct fit_values who = {.count = 0};
    if (!w->a->developer_count) return;
    add_field(&who, FIT_DEVELOPER_DATA_ID_DEVELOPER_DATA_INDEX, 0);
    fit_encode_message(&w->e, LOCAL_FILE, FIT_MESSAGE_DEVELOPER_DATA_ID, who.v, who.count);
    for (size_t i = 0; i < w->a->developer_count; i++) {
        struct fit_values field = {.count = 0};
        char name[TEXT_SIZE], unit[TEXT_SIZE];
        add_field(&field, FIT_FIELD_DESCRIPTION_DEVELOPER_DATA_INDEX, 0);
        add_field(&field, FIT_FIELD_DESCRIPTION_FIELD_DEFINITION_NUMBER, (double)i);
        add_field(&field, FIT_FIELD_DESCRIPTION_FIT_BASE_TYPE_ID, FIT_FLOAT64);
        add_name(&field, FIT_FIELD_DESCRIPTION_FIELD_NAME, name, w->a->developer[i].name);
        add_name(&field, FIT_FIELD_DESCRIPTION_UNITS, unit, w->a->developer[i].unit);
        fit_encode_message(&w->e, LOCAL_FILE, FIT_MESSAGE_FIELD_DESCRIPTION, field.v, field.count);
    }
}

static void write_event(struct activity_writer *w, double time_s, int event, int type)
{
    struct fit_values v = {.count = 0};
    add_field(&v, FIT_EVENT_TIMESTAMP, fit_time(w, time_s));
    add_field(&v, FIT_EVENT_EVENT, event);
    add_field(&v, FIT_EVENT_EVENT_TYPE, type);
    fit_encode_message(&w->e, LOCAL_EVENT, FIT_MESSAGE_EVENT, v.v, v.count);
}

/* The events up to a moment that are still to be written. */
static void write_events_until(struct activity_writer *w, double time_s)
{
    static const int code[][2] = {[ACTIVITY_EVENT_TIMER_START] = {EVENT_TIMER, TYPE_START},
                                  [ACTIVITY_EVENT_TIMER_STOP] = {EVENT_TIMER, TYPE_STOP_ALL},
                                  [ACTIVITY_EVENT_USER_MARKER] = {EVENT_USER_MARKER, TYPE_MARKER},
                                  [ACTIVITY_EVENT_WORKOUT] = {EVENT_WORKOUT, TYPE_START}};
    for (; w->next_event < w->a->event_count; w->next_event++) {
        const struct activity_event *event = &w->a->event[w->next_event];
        if (event->time_s > time_s) return;
        write_event(w, event->time_s, code[event->kind][0], code[event->kind][1]);
    }
}

static void write_lap(struct activity_writer *w, size_t index, const struct activity_lap *lap)
{
    struct fit_values v = {.count = 0};
    double elapsed = isnan(lap->elapsed_s) ? 0 : lap->elapsed_s;
    add_field(&v, FIT_LAP_MESSAGE_INDEX, (double)index);
    add_field(&v, FIT_LAP_TIMESTAMP, fit_time(w, lap->start_s + elapsed));
    add_field(&v, FIT_LAP_EVENT, EVENT_LAP);
    add_field(&v, FIT_LAP_EVENT_TYPE, TYPE_STOP);
    add_field(&v, FIT_LAP_START_TIME, fit_time(w, lap->start_s));
    add_field(&v, FIT_LAP_TOTAL_ELAPSED_TIME, lap->elapsed_s);
    add_field(&v, FIT_LAP_TOTAL_TIMER_TIME, lap->timer_s);
    add_field(&v, FIT_LAP_TOTAL_DISTANCE, lap->distance_m);
    add_field(&v, FIT_LAP_LAP_TRIGGER, lap->trigger);
    fit_encode_message(&w->e, LOCAL_LAP, FIT_MESSAGE_LAP, v.v, v.count);
}

/* The laps that end before a moment and are still to be written: times in a file go on, as a watch writes it. */
static void write_laps_before(struct activity_writer *w, double time_s)
{
    for (; w->next_lap < w->a->lap_count; w->next_lap++) {
        const struct activity_lap *lap = &w->a->lap[w->next_lap];
        if (isfinite(time_s) && !(lap->start_s + lap->elapsed_s < time_s)) return;
        write_lap(w, w->next_lap, lap);
    }
}

/* One leg's cadence in 128ths of a turn a minute, split over its two fields. */
static void add_cadence(struct fit_values *v, double steps_per_min)
{
    double turns = round(steps_per_min / 2 * 128) / 128;
    add_field(v, FIT_RECORD_CADENCE, floor(turns) * 2);
    add_field(v, FIT_RECORD_FRACTIONAL_CADENCE, (turns - floor(turns)) * 2);
}

static void write_record(struct activity_writer *w, size_t row)
{
    const struct activity *a = w->a;
    struct fit_values v = {.count = 0};
    add_field(&v, FIT_RECORD_TIMESTAMP, fit_time(w, a->time_s[row]));
    for (int id = 0; id < FIT_FIELD_ID_COUNT; id++) {
        int c = fit_field_rows[id].column;
        bool replaced = id == FIT_RECORD_ALTITUDE || id == FIT_RECORD_SPEED || fit_field_rows[id].adds;
        if (c < 0 || replaced || !a->column[c].value) continue;
        if (c == ACTIVITY_CADENCE_SPM)
            add_cadence(&v, a->column[c].value[row]);
        else
            add_field(&v, (enum fit_field_id)id, a->column[c].value[row]);
    }
    for (size_t i = 0; i < a->developer_count; i++)
        add(&v, fit_developer(0, fit_real((uint8_t)i, FIT_FLOAT64, a->developer[i].value[row])));
    fit_encode_message(&w->e, LOCAL_RECORD, FIT_MESSAGE_RECORD, v.v, v.count);
}

static double last_time(const struct activity *a)
{
    double last = isnan(a->elapsed_s) ? 0 : a->elapsed_s;
    for (size_t row = 0; row < a->rows; row++)
        if (a->time_s[row] > last) last = a->time_s[row];
    return last;
}

static void write_session(struct activity_writer *w, size_t index, const struct activity_session *s)
{
    struct fit_values v = {.count = 0};
    double elapsed = isnan(s->elapsed_s) ? 0 : s->elapsed_s;
    add_field(&v, FIT_SESSION_MESSAGE_INDEX, (double)index);
    add_field(&v, FIT_SESSION_TIMESTAMP, fit_time(w, s->start_s + elapsed));
    add_field(&v, FIT_SESSION_EVENT, EVENT_SESSION);
    add_field(&v, FIT_SESSION_EVENT_TYPE, TYPE_STOP);
    add_field(&v, FIT_SESSION_START_TIME, fit_time(w, s->start_s));
    add_field(&v, FIT_SESSION_SPORT, s->sport);
    add_field(&v, FIT_SESSION_SUB_SPORT, s->sub_sport);
    add_field(&v, FIT_SESSION_TOTAL_ELAPSED_TIME, s->elapsed_s);
    add_field(&v, FIT_SESSION_TOTAL_TIMER_TIME, s->timer_s);
    add_field(&v, FIT_SESSION_TOTAL_DISTANCE, s->distance_m);
    if (w->a->session_count <= 1) {
        add_field(&v, FIT_SESSION_FIRST_LAP_INDEX, 0);
        add_field(&v, FIT_SESSION_NUM_LAPS, w->a->lap_count ? (double)w->a->lap_count : 1);
    }
    fit_encode_message(&w->e, LOCAL_FILE, FIT_MESSAGE_SESSION, v.v, v.count);
}

static void write_summary(struct activity_writer *w, double end_s)
{
    const struct activity *a = w->a;
    const struct activity_session whole = {a->sport, a->sub_sport, 0, a->elapsed_s, a->timer_s, a->distance_m};
    struct fit_values v = {.count = 0};
    for (size_t i = 0; i < a->session_count; i++) write_session(w, i, &a->session[i]);
    if (!a->session_count) write_session(w, 0, &whole);
    add_field(&v, FIT_ACTIVITY_TIMESTAMP, fit_time(w, end_s));
    add_field(&v, FIT_ACTIVITY_TOTAL_TIMER_TIME, a->timer_s);
    add_field(&v, FIT_ACTIVITY_NUM_SESSIONS, a->session_count ? (double)a->session_count : 1);
    add_field(&v, FIT_ACTIVITY_TYPE, 0);
    add_field(&v, FIT_ACTIVITY_EVENT, EVENT_ACTIVITY);
    add_field(&v, FIT_ACTIVITY_EVENT_TYPE, TYPE_STOP);
    if (a->has_utc_offset && !a->utc_offset_estimated)
        add_field(&v, FIT_ACTIVITY_LOCAL_TIMESTAMP, fit_time(w, end_s) + a->utc_offset_s);
    fit_encode_message(&w->e, LOCAL_FILE, FIT_MESSAGE_ACTIVITY, v.v, v.count);
}

static void write_samples(struct activity_writer *w, double end_s)
{
    const struct activity *a = w->a;
    if (!a->event_count) write_event(w, 0, EVENT_TIMER, TYPE_START);
    for (size_t row = 0; row < a->rows; row++) {
        if (!isnan(a->time_s[row])) {
            write_laps_before(w, a->time_s[row]);
            write_events_until(w, a->time_s[row]);
        }
        write_record(w, row);
    }
    write_events_until(w, INFINITY);
    if (!a->event_count) write_event(w, end_s, EVENT_TIMER, TYPE_STOP_ALL);
    write_laps_before(w, INFINITY);
    if (!a->lap_count) {
        const struct activity_lap whole = {0, a->elapsed_s, a->timer_s, a->distance_m, TRIGGER_SESSION_END};
        write_lap(w, 0, &whole);
    }
}

enum tingle_status fit_encode_activity(struct buffer *out, const struct activity *a,
                                       struct tingle_error *err)
{
    struct activity_writer w = {.a = a};
    double end_s = last_time(a);
    if (a->developer_count > MAX_DEVELOPER)
        return error_set(err, TINGLE_BAD_DATA, -1, "%zu developer series; at most %d can be written",
                         a->developer_count, MAX_DEVELOPER);
    if (!(a->start_unix_s >= FIT_EPOCH_UNIX_S && a->start_unix_s + end_s < FIT_EPOCH_UNIX_S + 4.29e9))
        return error_set(err, TINGLE_BAD_DATA, -1, "a FIT file needs a start between 1990 and 2125");
    w.epoch = (int64_t)floor(a->start_unix_s) - FIT_EPOCH_UNIX_S;
    w.start_fraction_s = a->start_unix_s - floor(a->start_unix_s);
    fit_encode_begin(&w.e, out, FIT_HEADER_SIZE, BYTES_LITTLE_ENDIAN);
    write_file_id(&w);
    write_developer_fields(&w);
    write_samples(&w, end_s);
    write_summary(&w, end_s);
    fit_encode_end(&w.e);
    return buffer_status(out, "the FIT file", err);
}
