/* The app's JSON into the builder. */
#include "activity/suunto_read.h"

#include <math.h>

#include "activity/json_read.h"
#include "activity/suunto_build.h"

/* A number of a sport; -1 for what cannot be one. */
static int type_at(const json_t *object)
{
    double number = json_number_at(object, "ActivityType");
    return number >= 0 && number <= 10000 ? (int)number : -1;
}

static void read_header(struct suunto_builder *b, const json_t *log)
{
    const json_t *header = json_object_at(log, "Header");
    struct activity *a = b->t.a;
    bool zoned;
    int offset_s;
    b->start_s = json_time_at(header, "DateTime", &zoned, &offset_s, &b->t.log);
    b->duration_s = json_number_at(header, "Duration");
    b->stopped_s = json_number_at(header, "PauseDuration");
    b->distance_m = json_number_at(header, "Distance");
    b->activity_type = type_at(header);
    suunto_set_device(b, json_text_at(json_object_at(log, "Device"), "Name"));
    suunto_set_device(b, json_text_at(json_object_at(header, "Device"), "Name"));
    if (!zoned) return;
    a->has_utc_offset = true;
    a->utc_offset_s = offset_s;
}

static void read_event(struct suunto_builder *b, const json_t *event, double unix_s)
{
    const json_t *activity = json_object_at(event, "Activity"), *lap = json_object_at(event, "Lap");
    const json_t *state = json_object_get(json_object_at(event, "Pause"), "State");
    if (activity) suunto_event(b, SUUNTO_ACTIVITY, unix_s, type_at(activity));
    if (lap) suunto_lap_event(b, unix_s, json_text_at(lap, "Type"));
    if (json_is_boolean(state)) suunto_event(b, json_is_true(state) ? SUUNTO_PAUSE : SUUNTO_RESUME, unix_s, -1);
}

static void read_sample(struct suunto_builder *b, const json_t *sample)
{
    double unix_s = json_time_at(sample, "TimeISO8601", NULL, NULL, &b->t.log);
    const json_t *events = json_array_at(sample, "Events");
    void *at;
    if (isnan(unix_s)) {
        repair_note(&b->t.log, REPAIR_NO_TIME, 0, "samples without a time left out");
        return;
    }
    for (size_t i = 0; i < json_array_size(events); i++) read_event(b, json_array_get(events, i), unix_s);
    for (at = json_object_iter((json_t *)sample); at; at = json_object_iter_next((json_t *)sample, at))
        suunto_value(b, unix_s, json_object_iter_key(at), json_as_number(json_object_iter_value(at)));
}

enum tingle_status suunto_activity_read(struct activity **out, const json_t *root, const struct repair_log *log,
                                        const char *name, struct tingle_error *err)
{
    struct suunto_builder b = {0};
    const json_t *device_log = json_object_at(root, "DeviceLog"), *samples = json_array_at(device_log, "Samples");
    enum tingle_status st = suunto_begin(&b, ACTIVITY_FORMAT_SUUNTO, name, err);
    *out = NULL;
    if (!st) {
        b.t.log = *log;
        read_header(&b, device_log);
        for (size_t i = 0; i < json_array_size(samples) && !b.t.stop; i++) read_sample(&b, json_array_get(samples, i));
        st = suunto_finish(&b, out);
    }
    suunto_release(&b);
    return st;
}
