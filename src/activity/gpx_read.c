/* GPX track points. */
#include "activity/gpx_read.h"

#include <math.h>
#include <string.h>

#include "activity/fit_names.h"
#include "activity/track_build.h"
#include "base/text.h"

struct gpx_reader {
    struct track_builder t;
    int point_depth;  /* of the open trkpt; -1 outside */
    int track_depth;  /* of the open trk; -1 outside */
    char creator[64];
};

/* Names of extension elements (without case), as watches and apps write them, and the column they fill. */
static const struct {
    char name[16];
    enum activity_column column;
    double factor;
} extension_names[] = {
    {"hr", ACTIVITY_HEART_RATE_BPM, 1},        {"heartrate", ACTIVITY_HEART_RATE_BPM, 1},
    {"heart_rate", ACTIVITY_HEART_RATE_BPM, 1}, {"cad", ACTIVITY_CADENCE_SPM, 2},
    {"cadence", ACTIVITY_CADENCE_SPM, 2},      {"RunCadence", ACTIVITY_CADENCE_SPM, 2},
    {"atemp", ACTIVITY_TEMPERATURE_C, 1},      {"temp", ACTIVITY_TEMPERATURE_C, 1},
    {"temperature", ACTIVITY_TEMPERATURE_C, 1}, {"speed", ACTIVITY_SPEED_MPS, 1},
    {"power", ACTIVITY_POWER_W, 1},            {"PowerInWatts", ACTIVITY_POWER_W, 1},
    {"Watts", ACTIVITY_POWER_W, 1},            {"distance", ACTIVITY_DISTANCE_M, 1},
};

static void begin_point(struct gpx_reader *g, const char **attributes, int depth)
{
    const char *lat = xml_attribute(attributes, "lat"), *lon = xml_attribute(attributes, "lon");
    g->point_depth = depth;
    track_begin_point(&g->t);
    if (lat) track_value(&g->t, lat, "latitude", ACTIVITY_LATITUDE_DEG, 1);
    if (lon) track_value(&g->t, lon, "longitude", ACTIVITY_LONGITUDE_DEG, 1);
}

static void gpx_start(void *context, const char *name, const char **attributes, int depth)
{
    struct gpx_reader *g = context;
    const struct activity_lap lap = {NAN, NAN, NAN, NAN, -1};
    if (g->point_depth >= 0) {
        if (strcmp(name, "trkpt") != 0) return;
        track_end_point(&g->t); /* the end of the last one is damaged */
    }
    if (depth == 0) {
        const char *creator = xml_attribute(attributes, "creator");
        g->creator[0] = '\0';
        if (creator) strncat(g->creator, creator, sizeof g->creator - 1);
    } else if (strcmp(name, "trk") == 0) {
        g->track_depth = depth;
        track_new_session(&g->t, ACTIVITY_SPORT_UNKNOWN, ACTIVITY_SPORT_UNKNOWN);
    } else if (strcmp(name, "trkseg") == 0) {
        track_new_lap(&g->t, lap);
    } else if (strcmp(name, "trkpt") == 0) {
        begin_point(g, attributes, depth);
    }
    g->t.waypoints += strcmp(name, "wpt") == 0;
    g->t.route_points += strcmp(name, "rtept") == 0;
}

static void set_sport(struct gpx_reader *g, const char *word)
{
    int number = fit_name_number(FIT_NAME_SPORT_WORD, word);
    if (number < 0) number = fit_name_number(FIT_NAME_SPORT, word);
    if (number >= 0 && g->t.sessions) g->t.session[g->t.sessions - 1].sport = number;
}

static void read_extension(struct gpx_reader *g, const char *name, const char *text)
{
    if (!*text) return; /* around others, or empty */
    for (size_t i = 0; i < sizeof extension_names / sizeof *extension_names; i++) {
        if ((extension_names[i].name[0] ^ name[0]) & ~('a' ^ 'A')) continue;
        if (!text_same(name, extension_names[i].name)) continue;
        track_value(&g->t, text, name, extension_names[i].column, extension_names[i].factor);
        return;
    }
}

static void gpx_end(void *context, const char *name, const char *text, int depth)
{
    struct gpx_reader *g = context;
    if (g->point_depth < 0) {
        if (depth == g->track_depth + 1 && g->track_depth >= 0 && strcmp(name, "type") == 0) set_sport(g, text);
        if (depth == g->track_depth) g->track_depth = -1;
    } else if (depth == g->point_depth) {
        g->point_depth = -1;
        track_end_point(&g->t);
    } else if (depth == g->point_depth + 1 && strcmp(name, "ele") == 0) {
        track_value(&g->t, text, "elevation", ACTIVITY_ALTITUDE_M, 1);
    } else if (depth == g->point_depth + 1 && strcmp(name, "time") == 0) {
        track_point_time(&g->t, text);
    } else {
        read_extension(g, name, text);
    }
}

static void gpx_reset(void *context)
{
    struct gpx_reader *g = context;
    track_reset(&g->t);
    g->point_depth = g->track_depth = -1;
}

/* Behind a broken place: the point that was open is lost, the track goes on unless a new one begins. */
static void gpx_resume(void *context, int depth)
{
    struct gpx_reader *g = context;
    g->point_depth = -1;
    g->track_depth = depth > 1 ? 1 : -1;
}

static const char *const gpx_outer[] = {"gpx", "trk", "trkseg"};
static const struct xml_rung gpx_rungs[] = {{"gpx", 0}, {"trk", 1}, {"type", 2}, {"trkseg", 2}, {"trkpt", 3}};

/* The sport and the maker of the whole. */
static enum tingle_status describe(struct gpx_reader *g)
{
    struct activity *a = g->t.a;
    char first[64] = "";
    const char *maker;
    if (g->t.sessions) a->sport = g->t.session[0].sport;
    for (size_t i = 1; i < g->t.sessions; i++)
        if (g->t.session[i].sport != a->sport) a->sport = ACTIVITY_SPORT_UNKNOWN;
    a->product = arena_text(&a->arena, g->creator, strlen(g->creator));
    if (!a->product) return error_no_memory(g->t.err, g->t.name);
    memcpy(first, g->creator, strcspn(g->creator, " "));
    maker = fit_name_of(FIT_NAME_MANUFACTURER, fit_name_number(FIT_NAME_MANUFACTURER, first));
    if (text_starts_with(g->creator, "StravaGPX")) maker = "strava";
    a->manufacturer = maker ? maker : "";
    return TINGLE_OK;
}

enum tingle_status gpx_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err)
{
    struct gpx_reader g = {.point_depth = -1, .track_depth = -1};
    const struct xml_handlers handlers = {gpx_start, gpx_end, &g, &g.t.stop};
    const struct xml_ladder ladder = {gpx_outer, gpx_rungs, sizeof gpx_rungs / sizeof *gpx_rungs, gpx_resume, &g.t.points};
    enum tingle_status st = track_begin(&g.t, ACTIVITY_FORMAT_GPX, name, err);
    *out = NULL;
    if (!st) st = xml_read_on(file, &handlers, &ladder, gpx_reset, &g.t.log, name, err);
    if (!st) st = g.t.status;
    if (!st) st = describe(&g);
    if (!st) st = track_finish(&g.t, out);
    track_release(&g.t);
    return st;
}
