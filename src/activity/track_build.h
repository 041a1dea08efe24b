/* Track points heard one by one (GPX, TCX, the formats of Polar and Suunto) collected into a struct activity.
 *
 * No format says beforehand how many points there are: a column begins with the first value for it and grows in
 * the activity's own arena, so that what was collected need not be copied to be handed over. A point is
 *
 *     track_begin_point    a row with every value missing
 *     track_value ...      into its columns; the last value for a column stands
 *     track_end_point      it counts from here on: a file that breaks off in a point leaves no half of it
 *
 * Tracks (GPX trk, TCX Activity, a Polar exercise) become sessions, their pieces (trkseg, Lap) laps. Where a piece begins more than 5 s
 * after the last point, the watch was stopped in between: a timer stop and start are noted.
 */
#ifndef ACTIVITY_TRACK_BUILD_H
#define ACTIVITY_TRACK_BUILD_H

#include "activity/activity_build.h"
#include "activity/xml_read.h"

struct track_point {
    double unix_s;
    double value[ACTIVITY_COLUMN_COUNT];
};

struct track_builder {
    struct activity *a;
    struct repair_log log;
    const char *name;        /* for messages */
    enum tingle_status status; /* first failure; reading is to stop */
    bool stop;
    struct tingle_error *err;

    double *time;            /* Unix seconds of the points, NaN without; [points] is the open one's */
    double *column[ACTIVITY_COLUMN_COUNT]; /* NULL until there is a value */
    size_t points, room;     /* of time and of every column */
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
    bool totals_suffice;     /* a file without a point is an activity all the same, by its sessions' totals */
};

/* Prepares `t` (zeroed by the caller) and makes the activity. */
enum tingle_status track_begin(struct track_builder *t, enum activity_format format, const char *name,
                               struct tingle_error *err);
void track_release(struct track_builder *t);

/* Ends the reading with a failure that the caller has set. */
void track_fail(struct track_builder *t, enum tingle_status status);

/* Forgets everything read so far (a second attempt at the file begins). */
void track_reset(struct track_builder *t);

void track_new_session(struct track_builder *t, int sport, int sub_sport);
void track_new_lap(struct track_builder *t, struct activity_lap lap);
/* A piece without a lap of its own begins: the next point may follow a pause. */
void track_new_piece(struct track_builder *t);
/* For formats that say when the timer stopped; unix_s NaN: nothing is noted. */
void track_add_event(struct track_builder *t, enum activity_event_kind kind, double unix_s);

void track_begin_point(struct track_builder *t);
void track_end_point(struct track_builder *t);

/* The text of a number, times `factor`, into a column of the open point; a repair when it is none. Empty text is no
 * value. True when there is one. */
bool track_value(struct track_builder *t, const char *text, const char *what, enum activity_column column, double factor);
/* An ISO time for the open point. */
void track_point_time(struct track_builder *t, const char *text);

/* A point that is known as a whole: NaN where missing. */
struct track_point track_no_point(void);
void track_add_point(struct track_builder *t, const struct track_point *point);

/* The sport of the whole: that of its sessions, or multisport where they differ. */
void track_set_sport(struct track_builder *t);

/* The same for numbers and times beside points: into *out, untouched where there is none. track_time
 * keeps the first offset from UTC that a file gives. */
void track_number(struct track_builder *t, const char *text, const char *what, double *out);
void track_time(struct track_builder *t, const char *text, double *unix_s);

/* Hands the activity over. TINGLE_NOT_A_RUN when there is not one point, with what there is instead. */
enum tingle_status track_finish(struct track_builder *t, struct activity **out);

#endif
