/* What the two forms of Suunto's log have in common: the JSON of the app and the SML of Movescount.
 *
 * Both list samples, each with a time and some of these, and events among them:
 *
 *     Latitude, Longitude   radians          Temperature          kelvin
 *     HR                    Hz               Power                W
 *     Cadence               Hz, of one leg   GroundContactTime    s
 *     Speed                 m/s              VerticalOscillation  m
 *     Distance              m                LeftGroundContactBalance  %
 *     Altitude, GPSAltitude m                (GPSAltitude counts where there is no Altitude in the whole log)
 *
 * Several samples of one second (one has the place, another the heart rate) become one row, whose time is the
 * beginning of that second. Samples a little out of order are put in order; one that is far off stays where it is,
 * for activity_order_rows to judge.
 */
#ifndef ACTIVITY_SUUNTO_BUILD_H
#define ACTIVITY_SUUNTO_BUILD_H

#include "activity/activity_limits.h"
#include "activity/track_build.h"

enum suunto_event_kind {
    SUUNTO_ACTIVITY,  /* a sport begins; `number` is the maker's */
    SUUNTO_LAP_START, /* the log begins */
    SUUNTO_LAP,       /* a lap ends here */
    SUUNTO_LAP_STOP,  /* the log ends */
    SUUNTO_PAUSE,
    SUUNTO_RESUME
};

struct suunto_event {
    enum suunto_event_kind kind;
    double unix_s;
    int number;    /* sport; FIT lap_trigger of a lap */
    size_t order;  /* in the file */
};

struct suunto_row {
    struct track_point point;
    double gps_altitude_m; /* NaN where missing */
};

struct suunto_builder {
    struct track_builder t;
    struct suunto_event *event;
    size_t events, event_room;
    struct suunto_row *row; /* by time, but for those far off */
    size_t rows, row_room;
    bool has_altitude;
    /* of the header; NaN and -1 where it does not say */
    double start_s, duration_s, distance_m;
    double stopped_s; /* length of the pauses */
    int activity_type;
    char device[ACTIVITY_MAX_NAME + 1];
};

enum tingle_status suunto_begin(struct suunto_builder *b, enum activity_format format, const char *name,
                                struct tingle_error *err);
void suunto_release(struct suunto_builder *b);

/* Forgets everything read so far. */
void suunto_reset(struct suunto_builder *b);

/* A value of a sample by its name in the log; other names, and NaN, are passed over. */
void suunto_value(struct suunto_builder *b, double unix_s, const char *name, double value);

void suunto_event(struct suunto_builder *b, enum suunto_event_kind kind, double unix_s, int number);
/* A Lap event by the word of its Type: Start, Stop, Manual, ... */
void suunto_lap_event(struct suunto_builder *b, double unix_s, const char *type);

void suunto_set_device(struct suunto_builder *b, const char *name);

/* Sessions, laps and pauses from the events, totals from the header, and hands the activity over. */
enum tingle_status suunto_finish(struct suunto_builder *b, struct activity **out);

#endif
