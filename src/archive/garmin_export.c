/* The summaries of Garmin's "Export your data" archive. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "archive/export_build.h"
#include "archive/export_catalogue.h"
#include "archive/json_items.h"
#include "base/text.h"
#include "base/utc.h"

/* Units of the export: milliseconds and centimetres. */
static const double MS_PER_S = 1000, CM_PER_M = 100;
enum { ID_SIZE = 24 };

/* A number, also one written as a text; NaN otherwise. */
static double number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    double number;
    if (json_is_number(value)) return json_number_value(value);
    if (json_is_string(value) && text_to_double(json_string_value(value), json_string_length(value), &number)) return number;
    return NAN;
}

static double at_least_zero(double value) { return value >= 0 ? value : NAN; }

/* Whole and positive numbers only, as text. */
static bool id_of(const json_t *object, const char *key, char out[ID_SIZE])
{
    double id = number_of(object, key);
    if (!(id >= 1 && id < 9e15)) return false;
    snprintf(out, ID_SIZE, "%.0f", id);
    return true;
}

/* Milliseconds since 1970, or a time as text, which is UTC. */
static double time_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    double ms = number_of(object, key), unix_s;
    if (text && utc_parse(text, strlen(text), &unix_s, NULL, NULL)) return unix_s;
    return ms > 0 && ms < 7e12 ? ms / MS_PER_S : NAN;
}

/* "running", or {"typeKey": "running"} as the online service has it. */
static const char *type_of(const json_t *object)
{
    const json_t *type = json_object_get(object, "activityType");
    const char *word = json_string_value(json_is_object(type) ? json_object_get(type, "typeKey") : type);
    return word ? word : "";
}

static bool is_run(const json_t *object)
{
    const char *type = type_of(object), *sport = json_string_value(json_object_get(object, "sportType"));
    if (*type) return export_sport_is_run(EXPORT_GARMIN, type);
    return sport && export_sport_is_run(EXPORT_GARMIN, sport);
}

static const char *text_of(struct export_catalogue *c, const json_t *object, const char *key, enum export_text_kind kind)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) return "";
    return export_text(c, json_string_value(value), json_string_length(value), kind);
}

static enum tingle_status add_activity(struct export_catalogue *c, const json_t *object, const char *id, const char *path,
                                       struct tingle_error *err)
{
    struct export_entry e = export_entry_empty(EXPORT_GARMIN);
    double begin = time_of(object, "beginTimestamp"), elapsed = number_of(object, "elapsedDuration");
    e.start_unix_s = isnan(begin) ? time_of(object, "startTimeGmt") : begin;
    e.elapsed_s = at_least_zero((isnan(elapsed) ? number_of(object, "duration") : elapsed) / MS_PER_S);
    e.moving_s = at_least_zero(number_of(object, "movingDuration") / MS_PER_S);
    e.distance_m = at_least_zero(number_of(object, "distance") / CM_PER_M);
    e.is_run = is_run(object);
    e.is_parent = json_is_true(json_object_get(object, "parent")) || text_same(type_of(object), "multi_sport");
    e.id = export_text(c, id, strlen(id), EXPORT_TEXT_LINE);
    e.title = text_of(c, object, "name", EXPORT_TEXT_LINE);
    e.description = text_of(c, object, "description", EXPORT_TEXT_BLOCK);
    if (!e.id || !e.title || !e.description) return export_no_room(c, path, err);
    return export_entry_add(c, &e, path, err);
}

/* One item: an activity, or something odd that is counted. */
static enum tingle_status take_item(struct export_catalogue *c, struct bytes item, const char *path, struct tingle_error *err)
{
    char message[sizeof c->odd], id[ID_SIZE];
    json_error_t why;
    json_t *object = json_loadb((const char *)item.at, item.size, 0, &why);
    enum tingle_status st = TINGLE_OK;
    if (object && id_of(object, "activityId", id)) {
        st = add_activity(c, object, id, path, err);
    } else {
        snprintf(message, sizeof message, "%s: an entry %s", path,
                 object ? "has no activityId" : "is not JSON and was left out");
        export_odd_add(c, message);
    }
    json_decref(object);
    return st;
}

enum tingle_status garmin_summary_read(struct export_catalogue *c, const struct byte_source *in, const char *path,
                                       struct tingle_error *err)
{
    static const char *const keys[] = {"summarizedActivitiesExport", NULL};
    struct json_items items;
    struct bytes item;
    size_t before = c->entries, odd_before = c->odd_rows;
    bool got = true;
    enum tingle_status st = json_items_init(&items, in, keys, path, err);
    while (!st && !(st = json_items_next(&items, &item, &got, err)) && got) st = take_item(c, item, path, err);
    if (!st && c->entries == before && c->odd_rows > odd_before)
        st = error_set(err, TINGLE_BAD_DATA, -1, "%s: not a list of Garmin activities: no entry has an activityId", path);
    json_items_release(&items);
    return st;
}
