/* Telling formats apart by content, and the small questions about an activity. */
#include "activity/activity.h"

#include <math.h>
#include <string.h>

#include "activity/fit_activity.h"
#include "activity/fit_decode.h"
#include "activity/fit_names.h"
#include "activity/gpx_read.h"
#include "activity/health_read.h"
#include "activity/json_activity.h"
#include "activity/sml_read.h"
#include "activity/tcx_read.h"
#include "activity/xml_read.h"

enum { SUB_SPORT_TRACK = 4 }; /* above generic, treadmill, street, trail and track come other sports' */

/* Beginnings of files that come along with runs and are none that Tingle reads. */
static const struct {
    const char *head;
    const char *what;
} other_heads[] = {
    {"PK\x03\x04", "a zip archive"},
    {"\x1F\x8B", "a gzip file"},
    {"[", "settings text, which is not a format Tingle reads"},
    {"%PDF", "a PDF document"},
    {"\x89PNG", "a picture"},
    {"\xFF\xD8\xFF", "a picture"},
    {"SQLite format 3", "a database"},
    {"$GP", "raw NMEA sentences, which are not a format Tingle reads"},
};

static const struct {
    const char *root; /* local name of the outermost XML element */
    const char *what;
} other_roots[] = {
    {"kml", "a KML file: not a format Tingle reads"},
    {"pwx", "a PWX file: not a format Tingle reads"},
    {"ClinicalDocument", "a clinical document: not a format Tingle reads"},
    {"html", "a web page, perhaps a log-in page saved by mistake"},
    {"svg", "a picture"},
};

static enum tingle_status unsupported(struct bytes file, const char *root, const char *name,
                                      struct tingle_error *err)
{
    const char *what = "not a kind of watch file that Tingle reads";
    for (size_t i = 0; i < sizeof other_heads / sizeof *other_heads; i++)
        if (bytes_start_with(file, other_heads[i].head)) what = other_heads[i].what;
    if (bytes_start_with(file, "[Params]")) what = "a Polar HRM file: not a format Tingle reads";
    for (size_t i = 0; i < sizeof other_roots / sizeof *other_roots; i++)
        if (strcmp(root, other_roots[i].root) == 0) what = other_roots[i].what;
    if (file.size >= 4 && memcmp(file.at, "\x00\x05\x16\x07", 4) == 0)
        what = "a macOS side file (\"._...\"), not the run itself";
    return error_set(err, TINGLE_UNSUPPORTED, 0, "%s: %s", name, what);
}

typedef enum tingle_status activity_reader(struct activity **out, struct bytes file, const char *name, struct tingle_error *err);

static const struct {
    const char *root; /* local name of the outermost XML element */
    activity_reader *read;
} xml_readers[] = {
    {"gpx", gpx_activity_read},
    {"TrainingCenterDatabase", tcx_activity_read},
    {"Activities", tcx_activity_read},
    {"sml", sml_activity_read},
    {"HealthData", health_activity_read},
};

static activity_reader *reader_of_root(const char *root)
{
    for (size_t i = 0; i < sizeof xml_readers / sizeof *xml_readers; i++)
        if (strcmp(root, xml_readers[i].root) == 0) return xml_readers[i].read;
    return NULL;
}

enum tingle_status activity_looks_like(bool *looks, struct bytes head, struct tingle_error *err)
{
    char root[XML_ROOT_SIZE];
    enum tingle_status st;
    *looks = true;
    if (fit_looks_like(head) || json_activity_looks_like(head)) return TINGLE_OK;
    st = xml_root(root, head, err);
    *looks = reader_of_root(root) != NULL;
    return st;
}

enum tingle_status activity_read(struct activity **out, struct bytes file, const char *name,
                                 struct tingle_error *err)
{
    char root[XML_ROOT_SIZE];
    activity_reader *read;
    enum tingle_status st;
    *out = NULL;
    if (file.size == 0) return error_set(err, TINGLE_BAD_DATA, 0, "%s: an empty file", name);
    if (fit_looks_like(file)) return fit_activity_read(out, file, name, err);
    if (json_activity_looks_like(file)) return json_activity_read(out, file, name, err);
    st = xml_root(root, file, err);
    if (st) return st;
    read = health_is_export(file) ? health_activity_read : reader_of_root(root);
    return read ? read(out, file, name, err) : unsupported(file, root, name, err);
}

enum tingle_status activity_check_run(const struct activity *a, struct tingle_error *err)
{
    const char *sport;
    size_t timed = 0;
    for (size_t i = 0; i < a->rows; i++) timed += !isnan(a->time_s[i]);
    if (a->kind == ACTIVITY_KIND_COURSE && timed)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "a course to follow, not a run");
    if (a->kind == ACTIVITY_KIND_COURSE)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "a route, not a run: none of its %zu points has a time", a->samples);
    if (a->kind != ACTIVITY_KIND_ACTIVITY)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "a FIT file of kind %s, no run in it",
                         activity_kind_name(a->kind));
    if (timed < 2)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%zu samples with a time, too few for a run", timed);
    if (activity_is_run(a)) return TINGLE_OK;
    sport = a->sport == ACTIVITY_SPORT_GENERIC ? NULL : activity_sport_name(a->sport);
    if (!sport && a->sport > ACTIVITY_SPORT_GENERIC)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "no run in it: sport number %d, which Tingle has no name for", a->sport);
    return error_set(err, TINGLE_NOT_A_RUN, -1, "no run in it: %s", sport ? sport : "it names no sport, and does not move like a run");
}

/* Mean of a column over values above `floor`; NaN without any. */
static double mean_above(const struct activity *a, enum activity_column c, double floor_value)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < a->rows; i++) {
        double v = activity_value(a, c, i);
        if (v > floor_value) sum += v, n++;
    }
    return n ? sum / (double)n : NAN;
}

/* Steps of a run are fast and at most 1.7 m long: pedals that turn as fast go further with each half turn. */
static bool moves_like_a_run(const struct activity *a)
{
    double cadence = mean_above(a, ACTIVITY_CADENCE_SPM, 60), speed = mean_above(a, ACTIVITY_SPEED_MPS, 0.5);
    if (isnan(speed)) speed = a->distance_m / a->timer_s;
    if (cadence >= 140) return !(speed * 60 / cadence > 1.7);
    return isnan(cadence) && speed >= 1.9 && speed <= 5;
}

bool activity_is_run(const struct activity *a)
{
    if (a->kind != ACTIVITY_KIND_ACTIVITY) return false;
    if (a->sport == ACTIVITY_SPORT_RUNNING) return true;
    for (size_t i = 0; i < a->session_count; i++)
        if (a->session[i].sport == ACTIVITY_SPORT_RUNNING) return true;
    return a->sport <= ACTIVITY_SPORT_GENERIC && a->sub_sport <= SUB_SPORT_TRACK && moves_like_a_run(a);
}

const char *activity_column_name(enum activity_column c)
{
    static const char *const names[] = {
#define ACTIVITY_COLUMN_NAME(id, name, unit, dynamics) name,
        ACTIVITY_COLUMN_LIST(ACTIVITY_COLUMN_NAME)
#undef ACTIVITY_COLUMN_NAME
    };
    return names[c];
}

const char *activity_format_name(enum activity_format f)
{
    static const char *const names[] = {"fit", "gpx", "tcx", "polar", "suunto", "sml", "apple-health"};
    return names[f];
}

const char *activity_kind_name(enum activity_kind k)
{
    static const char *const names[] = {"activity", "monitoring", "workout", "course", "settings", "other"};
    return names[k];
}

const char *activity_repair_name(enum activity_repair_code c)
{
    static const char *const names[] = {
#define ACTIVITY_REPAIR_NAME(id, code) code,
        ACTIVITY_REPAIR_LIST(ACTIVITY_REPAIR_NAME)
#undef ACTIVITY_REPAIR_NAME
    };
    return names[c];
}

const char *activity_sport_name(int sport) { return fit_name_of(FIT_NAME_SPORT, sport); }
const char *activity_sub_sport_name(int sub_sport) { return fit_name_of(FIT_NAME_SUB_SPORT, sub_sport); }
