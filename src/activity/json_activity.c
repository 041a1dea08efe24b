/* JSON by the keys in it. */
#include "activity/json_activity.h"

#include <string.h>

#include "activity/json_read.h"
#include "activity/polar_read.h"
#include "activity/suunto_read.h"
#include "base/json_text.h"

enum { HEAD_BYTES = 64 * 1024 }; /* in which what is no activity shows its keys */

/* Keys of the exports' other files, as their public importers name them. */
static const struct {
    const char *key;
    const char *what;
} other_keys[] = {
    {"\"mets\"", "daily activity from Polar, no run in it"},
    {"\"metSources\"", "daily activity from Polar, no run in it"},
    {"\"deviceDays\"", "heart rate around the clock from Polar, no run in it"},
    {"\"sleepResult\"", "nights of sleep from Polar, no run in it"},
    {"\"fitnessTestResult\"", "a fitness test from Polar, no run in it"},
    {"\"summarizedActivitiesExport\"", "Garmin's list of activities, without their samples: the runs are in the FIT files beside it"},
    {"\"sleepStartTimestampGMT\"", "nights of sleep from Garmin, no run in it"},
    {"\"wellnessStartTimeGmt\"", "daily wellness from Garmin, no run in it"},
    {"\"includesWellnessData\"", "daily wellness from Garmin, no run in it"},
};

bool json_activity_looks_like(struct bytes file)
{
    return json_text_begins(file) && !bytes_start_with(file, "[Params]");
}

static bool has_text(struct bytes bytes, const char *text)
{
    size_t n = strlen(text);
    const uint8_t *at = bytes.at, *end = bytes.at + bytes.size;
    while ((size_t)(end - at) >= n && (at = memchr(at, text[0], (size_t)(end - at) - n + 1))) {
        if (memcmp(at, text, n) == 0) return true;
        at++;
    }
    return false;
}

static enum tingle_status refuse(struct bytes file, const char *name, struct tingle_error *err)
{
    struct bytes head = bytes_slice(file, 0, HEAD_BYTES);
    for (size_t i = 0; i < sizeof other_keys / sizeof *other_keys; i++)
        if (has_text(head, other_keys[i].key)) return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: %s", name, other_keys[i].what);
    if (has_text(head, "\"RIDE\""))
        return error_set(err, TINGLE_UNSUPPORTED, 0, "%s: a GoldenCheetah ride: not a format Tingle reads", name);
    if (has_text(head, "\"FeatureCollection\""))
        return error_set(err, TINGLE_UNSUPPORTED, 0, "%s: a GeoJSON map: not a format Tingle reads", name);
    return error_set(err, TINGLE_UNSUPPORTED, 0,
                     "%s: JSON, but neither a training session of Polar Flow nor a workout of the Suunto app, which Tingle reads", name);
}

enum tingle_status json_activity_read(struct activity **out, struct bytes file, const char *name,
                                      struct tingle_error *err)
{
    struct repair_log log = {0};
    json_t *root = NULL;
    enum tingle_status st;
    *out = NULL;
    if (!has_text(file, "\"exercises\"") && !has_text(file, "\"DeviceLog\"")) return refuse(file, name, err);
    st = json_read(&root, file, &log, name, err);
    if (st) return st;
    if (json_object_at(root, "DeviceLog")) st = suunto_activity_read(out, root, &log, name, err);
    else if (json_array_at(root, "exercises")) st = polar_activity_read(out, root, &log, name, err);
    else st = refuse(file, name, err);
    json_decref(root);
    return st;
}
