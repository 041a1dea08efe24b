/* TCX laps and track points. */
#include "activity/tcx_read.h"

#include <math.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "activity/fit_names.h"
#include "activity/track_build.h"
#include "base/text.h"

/* Where the reader stands: the innermost open element of these. */
enum tcx_place { TCX_OUTSIDE, TCX_ACTIVITY, TCX_LAP, TCX_POINT, TCX_CREATOR };

struct tcx_reader {
    struct track_builder t;
    enum tcx_place place;
    bool in_heart_rate;
    bool has_run_cadence; /* of this point: wins over Cadence */
    int lap_depth;
    char creator[ACTIVITY_MAX_NAME + 1];
};

static const struct {
    char name[20];
    enum activity_column column;
    double factor;
} point_names[] = {
    {"AltitudeMeters", ACTIVITY_ALTITUDE_M, 1},    {"DistanceMeters", ACTIVITY_DISTANCE_M, 1},
    {"LatitudeDegrees", ACTIVITY_LATITUDE_DEG, 1}, {"LongitudeDegrees", ACTIVITY_LONGITUDE_DEG, 1},
    {"Speed", ACTIVITY_SPEED_MPS, 1},              {"Watts", ACTIVITY_POWER_W, 1},
    {"Temperature", ACTIVITY_TEMPERATURE_C, 1},
};

/* TriggerMethod in the numbers of the FIT protocol. */
static int lap_trigger(const char *word)
{
    static const struct { const char *word; int number; } rows[] = {
        {"Manual", 0}, {"Time", 1}, {"Distance", 2}, {"Location", 3}, {"HeartRate", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(word, rows[i].word) == 0) return rows[i].number;
    return -1;
}

static void begin_activity(struct tcx_reader *x, const char **attributes)
{
    const char *sport = xml_attribute(attributes, "Sport");
    int number = sport ? fit_name_number(FIT_NAME_SPORT_WORD, sport) : -1;
    if (sport && number < 0) number = fit_name_number(FIT_NAME_SPORT, sport);
    x->place = TCX_ACTIVITY;
    track_new_session(&x->t, number, ACTIVITY_SPORT_UNKNOWN);
}

static void begin_lap(struct tcx_reader *x, const char **attributes, int depth)
{
    struct activity_lap lap = {NAN, NAN, NAN, NAN, -1};
    const char *start = xml_attribute(attributes, "StartTime");
    if (start) track_time(&x->t, start, &lap.start_s);
    x->place = TCX_LAP;
    x->lap_depth = depth;
    track_new_lap(&x->t, lap);
}

static void tcx_start(void *context, const char *name, const char **attributes, int depth)
{
    struct tcx_reader *x = context;
    const bool is_point = strcmp(name, "Trackpoint") == 0;
    if (x->place == TCX_POINT && is_point) track_end_point(&x->t); /* the end of the last one is damaged */
    if (x->place == TCX_POINT && !is_point) {
        if (strcmp(name, "HeartRateBpm") == 0) x->in_heart_rate = true;
    } else if (strcmp(name, "Activity") == 0) {
        begin_activity(x, attributes);
    } else if (strcmp(name, "Course") == 0) {
        x->t.course = true;
        begin_activity(x, attributes);
    } else if (strcmp(name, "Lap") == 0) {
        begin_lap(x, attributes, depth);
    } else if (strcmp(name, "Track") == 0) {
        track_new_piece(&x->t);
    } else if (is_point) {
        track_begin_point(&x->t);
        x->place = TCX_POINT;
        x->has_run_cadence = x->in_heart_rate = false;
    } else if (strcmp(name, "Creator") == 0) {
        x->place = TCX_CREATOR;
    }
}

static void end_cadence(struct tcx_reader *x, const char *text, bool run_cadence)
{
    if (x->has_run_cadence && !run_cadence) return;
    if (track_value(&x->t, text, "cadence", ACTIVITY_CADENCE_SPM, 2)) x->has_run_cadence |= run_cadence;
}

/* A value of a point. Those around others have no text of their own. */
static void end_value(struct tcx_reader *x, const char *name, const char *text)
{
    if (!*text) return;
    if (strcmp(name, "Time") == 0) {
        track_point_time(&x->t, text);
    } else if (strcmp(name, "Value") == 0) {
        if (x->in_heart_rate) track_value(&x->t, text, "heart rate", ACTIVITY_HEART_RATE_BPM, 1);
    } else if (strcmp(name, "Cadence") == 0 || strcmp(name, "RunCadence") == 0) {
        end_cadence(x, text, name[0] == 'R');
    } else {
        for (size_t i = 0; i < sizeof point_names / sizeof *point_names; i++)
            if (strcmp(name, point_names[i].name) == 0)
                track_value(&x->t, text, name, point_names[i].column, point_names[i].factor);
    }
}

static void end_in_point(struct tcx_reader *x, const char *name, const char *text)
{
    if (strcmp(name, "Trackpoint") == 0) {
        track_end_point(&x->t);
        x->place = TCX_LAP;
    } else if (strcmp(name, "HeartRateBpm") == 0) {
        x->in_heart_rate = false;
    } else {
        end_value(x, name, text);
    }
}

static void end_in_lap(struct tcx_reader *x, const char *name, const char *text, int depth)
{
    struct activity_lap *lap = x->t.laps ? &x->t.lap[x->t.laps - 1] : NULL;
    if (depth == x->lap_depth) x->place = TCX_ACTIVITY;
    if (!lap || depth != x->lap_depth + 1) return;
    if (strcmp(name, "TotalTimeSeconds") == 0) {
        track_number(&x->t, text, name, &lap->timer_s);
        if (isnan(lap->elapsed_s)) lap->elapsed_s = lap->timer_s;
    } else if (strcmp(name, "DistanceMeters") == 0) {
        track_number(&x->t, text, name, &lap->distance_m);
    } else if (strcmp(name, "TriggerMethod") == 0) {
        lap->trigger = lap_trigger(text);
    }
}

static void tcx_end(void *context, const char *name, const char *text, int depth)
{
    struct tcx_reader *x = context;
    switch (x->place) {
    case TCX_POINT: end_in_point(x, name, text); break;
    case TCX_LAP: end_in_lap(x, name, text, depth); break;
    case TCX_CREATOR:
        if (strcmp(name, "Creator") == 0) x->place = TCX_ACTIVITY;
        if (strcmp(name, "Name") == 0 && !x->creator[0]) strncat(x->creator, text, sizeof x->creator - 1);
        break;
    default: break;
    }
}

static void tcx_reset(void *context)
{
    struct tcx_reader *x = context;
    track_reset(&x->t);
    x->place = TCX_OUTSIDE;
    x->in_heart_rate = false;
    x->creator[0] = '\0';
}

enum { DEPTH_ACTIVITY = 2, DEPTH_LAP = 3 };

/* Behind a broken place: the point that was open is lost, its lap goes on unless a new one begins. */
static void tcx_resume(void *context, int depth)
{
    struct tcx_reader *x = context;
    x->in_heart_rate = false;
    x->lap_depth = DEPTH_LAP;
    x->place = depth <= DEPTH_ACTIVITY ? TCX_OUTSIDE : depth == DEPTH_LAP ? TCX_ACTIVITY : TCX_LAP;
}

static const char *const tcx_outer[] = {"TrainingCenterDatabase", "Activities", "Activity", "Lap", "Track"};
static const struct xml_rung tcx_rungs[] = {
    {"TrainingCenterDatabase", 0}, {"Activity", DEPTH_ACTIVITY}, {"Lap", DEPTH_LAP}, {"Track", DEPTH_LAP + 1}, {"Trackpoint", DEPTH_LAP + 2}};

/* Sessions have no totals of their own in TCX: those of their laps, in order of time. */
static void total_sessions(struct track_builder *t)
{
    for (size_t i = 0, lap = 0; i < t->sessions; i++) {
        struct activity_session *s = &t->session[i];
        double next = INFINITY;
        if (i + 1 < t->sessions && !isnan(t->session[i + 1].start_s)) next = t->session[i + 1].start_s;
        for (; lap < t->laps && !(t->lap[lap].start_s >= next); lap++) {
            const struct activity_lap *l = &t->lap[lap];
            if (!isnan(l->timer_s)) s->timer_s = isnan(s->timer_s) ? l->timer_s : s->timer_s + l->timer_s;
            if (!isnan(l->distance_m)) s->distance_m = isnan(s->distance_m) ? l->distance_m : s->distance_m + l->distance_m;
            if (isnan(s->start_s)) s->start_s = l->start_s;
        }
        if (isnan(s->elapsed_s)) s->elapsed_s = s->timer_s;
    }
}

static enum tingle_status describe(struct tcx_reader *x)
{
    struct activity *a = x->t.a;
    char first[sizeof x->creator] = "";
    const char *maker;
    track_set_sport(&x->t);
    a->product = arena_text(&a->arena, x->creator, strlen(x->creator));
    if (!a->product) return error_no_memory(x->t.err, x->t.name);
    memcpy(first, x->creator, strcspn(x->creator, " "));
    maker = fit_name_of(FIT_NAME_MANUFACTURER, fit_name_number(FIT_NAME_MANUFACTURER, first));
    a->manufacturer = maker ? maker : "";
    total_sessions(&x->t);
    return TINGLE_OK;
}

enum tingle_status tcx_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err)
{
    struct tcx_reader x = {.place = TCX_OUTSIDE};
    const struct xml_handlers handlers = {tcx_start, tcx_end, &x, &x.t.stop};
    const struct xml_ladder ladder = {tcx_outer, tcx_rungs, sizeof tcx_rungs / sizeof *tcx_rungs, tcx_resume, &x.t.points};
    enum tingle_status st = track_begin(&x.t, ACTIVITY_FORMAT_TCX, name, err);
    *out = NULL;
    if (!st) st = xml_read_on(file, &handlers, &ladder, tcx_reset, &x.t.log, name, err);
    if (!st) st = x.t.status;
    if (!st) st = describe(&x);
    if (!st) st = track_finish(&x.t, out);
    track_release(&x.t);
    return st;
}
