/* The summaries and the shoes of Garmin's "Export your data" archive. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/json_read.h"
#include "archive/export_build.h"
#include "archive/export_catalogue.h"
#include "archive/json_items.h"
#include "base/json_text.h"
#include "base/text.h"
#include "base/utc.h"

/* Units of the export: milliseconds and centimetres. */
static const double MS_PER_S = 1000, CM_PER_M = 100;
/* Whole numbers below it are exact as doubles. */
static const double ID_MAX = 9e15;
enum { ID_SIZE = 24, GEAR_MAX = 1000, LINKS_MAX = 1000000 };

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
    if (!(id >= 1 && id < ID_MAX)) return false;
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

/* *object is NULL when the item is no JSON. */
static enum tingle_status parse_item(json_t **object, struct bytes item, const char *path, struct tingle_error *err)
{
    struct json_text_report report;
    struct buffer mended;
    json_error_t why;
    enum tingle_status st;
    *object = NULL;
    buffer_init(&mended, 2 * (size_t)JSON_ITEM_MAX);
    json_text_mend(&mended, item, &report);
    st = buffer_status(&mended, path, err);
    if (!st && !report.cut && !report.trailing && !report.too_deep &&
        json_parse(object, bytes_of(buffer_text(&mended), mended.size), 0, &why) == TINGLE_NO_MEMORY)
        st = error_no_memory(err, path);
    buffer_release(&mended);
    return st;
}

/* One item: an activity, or something odd that is counted. */
static enum tingle_status take_item(struct export_catalogue *c, struct bytes item, const char *path, struct tingle_error *err)
{
    char message[sizeof c->odd], id[ID_SIZE];
    json_t *object;
    enum tingle_status st = parse_item(&object, item, path, err);
    if (st) return st;
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

static int compare_links(const void *a, const void *b)
{
    const struct export_gear_link *x = a, *y = b;
    if (x->activity != y->activity) return x->activity < y->activity ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* The first link of an activity, or NULL. */
static const struct export_gear_link *find_link(const struct export_catalogue *c, int64_t activity)
{
    size_t lo = 0, hi = c->links;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (c->link[middle].activity < activity) lo = middle + 1;
        else hi = middle;
    }
    return lo < c->links && c->link[lo].activity == activity ? &c->link[lo] : NULL;
}

/* Shoes for the entries from `first` on that have none yet. */
static void give_gear(struct export_catalogue *c, size_t first)
{
    for (size_t i = first; i < c->entries; i++) {
        struct export_entry *e = &c->entry[i];
        const struct export_gear_link *link = NULL;
        int64_t id;
        if (e->service == EXPORT_GARMIN && !*e->gear && text_to_int(e->id, strlen(e->id), 1, INT64_MAX, &id)) link = find_link(c, id);
        if (link) e->gear = link->gear;
    }
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
    give_gear(c, before);
    return st;
}

/* What one gear.json says, until all of it is read: links may come before the gear that they name. */
struct gear_list {
    struct gear {
        double key; /* the service's number */
        const char *name;
    } *gear;
    struct gear_use {
        double activity, key;
    } *use;
    size_t gears, gear_room, uses, use_room;
};

/* What the runner calls it, else make and model. */
static enum tingle_status add_gear(struct export_catalogue *c, struct gear_list *list, const json_t *object, double key,
                                   const char *path, struct tingle_error *err)
{
    const char *type = json_string_value(json_object_get(object, "gearTypeName"));
    struct export_shoe shoe = {.name = text_of(c, object, "displayName", EXPORT_TEXT_LINE), .brand = "",
                               .model = text_of(c, object, "customMakeModel", EXPORT_TEXT_LINE)};
    if (!shoe.name || !shoe.model) return export_no_room(c, path, err);
    if (!*shoe.name) shoe.name = shoe.model;
    if (!*shoe.name || (type && !text_same(type, "Shoes"))) return TINGLE_OK;
    if (list->gears >= GEAR_MAX) return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d pieces of gear", path, GEAR_MAX);
    if (!alloc_room(&list->gear, list->gears, &list->gear_room, sizeof *list->gear)) return error_no_memory(err, path);
    list->gear[list->gears++] = (struct gear){key, shoe.name};
    return export_shoe_add(c, &shoe, path, err);
}

static enum tingle_status add_use(struct gear_list *list, double activity, double key, const char *path, struct tingle_error *err)
{
    if (list->uses >= LINKS_MAX) return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d uses of gear", path, LINKS_MAX);
    if (!alloc_room(&list->use, list->uses, &list->use_room, sizeof *list->use)) return error_no_memory(err, path);
    list->use[list->uses++] = (struct gear_use){activity, key};
    return TINGLE_OK;
}

/* One item: a piece of gear, or an activity done in it; anything else is passed over. */
static enum tingle_status take_gear_item(struct export_catalogue *c, struct gear_list *list, struct bytes item, const char *path,
                                         struct tingle_error *err)
{
    json_t *object;
    double key, activity;
    enum tingle_status st = parse_item(&object, item, path, err);
    if (st) return st;
    key = number_of(object, "gearPk");
    activity = number_of(object, "activityId");
    if (!isnan(key) && activity >= 1 && activity < ID_MAX) st = add_use(list, activity, key, path, err);
    else if (!isnan(key)) st = add_gear(c, list, object, key, path, err);
    json_decref(object);
    return st;
}

static const char *gear_name(const struct gear_list *list, double key)
{
    for (size_t i = 0; i < list->gears; i++)
        if (list->gear[i].key == key) return list->gear[i].name;
    return NULL;
}

static enum tingle_status keep_links(struct export_catalogue *c, const struct gear_list *list, const char *path,
                                     struct tingle_error *err)
{
    for (size_t i = 0; i < list->uses; i++) {
        const char *name = gear_name(list, list->use[i].key);
        if (!name) continue;
        if (c->links >= LINKS_MAX) return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d uses of gear", path, LINKS_MAX);
        if (!alloc_room(&c->link, c->links, &c->link_room, sizeof *c->link)) return error_no_memory(err, path);
        c->link[c->links] = (struct export_gear_link){(int64_t)list->use[i].activity, (uint32_t)c->links, name};
        c->links++;
    }
    if (c->links) qsort(c->link, c->links, sizeof *c->link, compare_links);
    return TINGLE_OK;
}

enum tingle_status garmin_gear_read(struct export_catalogue *c, const struct byte_source *in, const char *path,
                                    struct tingle_error *err)
{
    static const char *const keys[] = {"gearDTOS", "gearActivityDTOs", NULL};
    struct gear_list list = {0};
    struct json_items items;
    struct bytes item;
    bool got = true;
    enum tingle_status kept, st = json_items_init(&items, in, keys, path, err);
    while (!st && !(st = json_items_next(&items, &item, &got, err)) && got) st = take_gear_item(c, &list, item, path, err);
    kept = keep_links(c, &list, path, st ? NULL : err);
    give_gear(c, 0);
    json_items_release(&items);
    free(list.gear);
    free(list.use);
    return st ? st : kept;
}
