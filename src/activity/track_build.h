/* Track points heard one by one (GPX, TCX) collected into a struct activity.
 *
 * Neither format says beforehand how many points there are, so points are kept in one growing
 * list of rows and turned into columns at the end. Tracks (GPX trk, TCX Activity) become
 * sessions, their pieces (trkseg, Lap) laps. Where a piece begins more than 5 s after the last
 * point, the watch was stopped in between: a timer stop and start are noted.
 */
#ifndef ACTIVITY_TRACK_BUILD_H
#define ACTIVITY_TRACK_BUILD_H

#include "activity/activity_build.h"
#include "activity/xml_read.h"

struct track_point {
    double unix_s;
    double value[ACTIVITY_COLUMN_COUNT]; /* NaN where missing */
};

struct track_builder {
    struct activity *a;
    struct repair_log log;
    const char *name;        /* for messages */
    enum tingle_status status; /* first failure; reading is to stop */
    bool stop;
    struct tingle_error *err;

    struct track_point *point;
    size_t points, point_room;
    struct activity_lap *lap; /* start_s in Unix seconds */
    size_t laps, lap_room;
    struct activity_session *session;
    size_t sessions, session_room;
    size_t *track_start;
    size_t tracks, track_room;
    struct activity_event *event;
    size_t events, event_room;
    bool piece_begins;       /* the next point is the first of a piece */
    double last_s;           /* time of the last point that had one */
    size_t waypoints, route_points; /* seen beside track points, for the refusal */
    bool course;             /* the file says that it is a course */
};

/* Prepares `t` (zeroed by the caller) and makes the activity. */
enum tingle_status track_begin(struct track_builder *t, enum activity_format format, const char *name,
                               struct tingle_error *err);
void track_release(struct track_builder *t);

/* Forgets everything read so far (a second attempt at the file begins). */
void track_reset(struct track_builder *t);

void track_new_session(struct track_builder *t, int sport, int sub_sport);
void track_new_lap(struct track_builder *t, struct activity_lap lap);
/* A piece without a lap of its own begins: the next point may follow a pause. */
void track_new_piece(struct track_builder *t);
void track_add_point(struct track_builder *t, const struct track_point *point);
/* A pause that the file tells of. */
void track_add_event(struct track_builder *t, enum activity_event_kind kind, double unix_s);

/* A point with every value missing. */
struct track_point track_no_point(void);

/* The text of a number into *out; a repair when it is none. Empty text: NaN, no repair. */
void track_number(struct track_builder *t, const char *text, const char *what, double *out);
/* An ISO time; keeps the first offset from UTC that a file gives. */
void track_time(struct track_builder *t, const char *text, double *unix_s);

/* Hands the activity over. TINGLE_NOT_A_RUN when there is not one point, with what there is instead. */
enum tingle_status track_finish(struct track_builder *t, struct activity **out);

#endif
