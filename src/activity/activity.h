/* What a watch recorded: one activity as columns of samples.
 *
 * Every reader (FIT, GPX, TCX, Polar, Suunto) turns the bytes of one file into one struct
 * activity; everything after that is blind to the file format. A file that
 * holds several outings (tracks more than 30 minutes apart, the legs of a
 * multisport day) is still one struct activity; activity_split gives the parts.
 *
 *     struct activity *a = NULL;
 *     st = activity_read(&a, file_view(&file), "morning.fit", err);
 *     for (i = 0; i < a->rows; i++)
 *         use(a->time_s[i], activity_value(a, ACTIVITY_SPEED_MPS, i));
 *     activity_free(a);
 *
 * Samples are columns: one array of `rows` doubles per quantity, NULL when the
 * file never has it, NaN where it is missing, no sentinel value ever. Rows are
 * in file order (tracks of a GPX file in order of time); the times among them are strictly
 * increasing: a row that repeats a time only fills what the first one lacks, a row out of order is
 * dropped, and both are reported as repairs. A row without a time has time_s NaN.
 *
 * Counting. `samples` is the number of record messages (FIT) or track points
 * (GPX, TCX), with or without a time, dropped or not; the formats of Polar and Suunto, which keep each
 * quantity by its own clock, have one sample per second in which anything was measured. A column's `valid` is how
 * many of them carry a protocol-valid value, before anything is masked or
 * merged; `used` is how many values stand in the column afterwards: stored zeros
 * of running dynamics are masked, heart rate of separate hr messages is merged in
 * (`merged` says how many rows got theirs that way).
 *
 * Laps, events and sessions are in order of time.
 *
 * A damaged file gives what is readable and a list of repairs. Only when not one
 * usable record can be had is a status returned, with a sentence that says what
 * the file is instead: "daily monitoring from a Garmin watch, no run in it".
 *
 * Ownership: everything lives in the activity's arena and goes with activity_free.
 * Thread-safety: no shared state; one activity belongs to one thread.
 */
#ifndef ACTIVITY_ACTIVITY_H
#define ACTIVITY_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

/* X(id, name, unit, is running dynamics: a stored 0 means "not measured") */
#define ACTIVITY_COLUMN_LIST(X)                                  \
    X(ACTIVITY_LATITUDE_DEG, "latitude_deg", "deg", false)       \
    X(ACTIVITY_LONGITUDE_DEG, "longitude_deg", "deg", false)     \
    X(ACTIVITY_ALTITUDE_M, "altitude_m", "m", false)             \
    X(ACTIVITY_DISTANCE_M, "distance_m", "m", false)             \
    X(ACTIVITY_SPEED_MPS, "speed_mps", "m/s", false)             \
    X(ACTIVITY_CADENCE_SPM, "cadence_spm", "steps/min", false)   \
    X(ACTIVITY_HEART_RATE_BPM, "heart_rate_bpm", "1/min", false) \
    X(ACTIVITY_TEMPERATURE_C, "temperature_c", "degC", false)    \
    X(ACTIVITY_POWER_W, "power_w", "W", false)                   \
    X(ACTIVITY_STANCE_TIME_MS, "stance_time_ms", "ms", true)     \
    X(ACTIVITY_STANCE_TIME_BALANCE_PCT, "stance_time_balance_pct", "% left", true) \
    X(ACTIVITY_VERTICAL_OSCILLATION_MM, "vertical_oscillation_mm", "mm", true)     \
    X(ACTIVITY_VERTICAL_RATIO_PCT, "vertical_ratio_pct", "%", true)                \
    X(ACTIVITY_STEP_LENGTH_MM, "step_length_mm", "mm", true)

enum activity_column {
#define ACTIVITY_COLUMN_ENUM(id, name, unit, dynamics) id,
    ACTIVITY_COLUMN_LIST(ACTIVITY_COLUMN_ENUM)
#undef ACTIVITY_COLUMN_ENUM
    ACTIVITY_COLUMN_COUNT
};

enum activity_format {
    ACTIVITY_FORMAT_FIT,
    ACTIVITY_FORMAT_GPX,
    ACTIVITY_FORMAT_TCX,
    ACTIVITY_FORMAT_POLAR,  /* a training session of Polar Flow, JSON */
    ACTIVITY_FORMAT_SUUNTO, /* a workout of the Suunto app, JSON */
    ACTIVITY_FORMAT_SML,    /* a move of Movescount, XML */
    ACTIVITY_FORMAT_HEALTH  /* a workout of Apple Health: archive/health_export.h */
};

/* What the file is, by its own word (FIT file_id type). GPX and TCX: an activity, or a course. */
enum activity_kind {
    ACTIVITY_KIND_ACTIVITY,
    ACTIVITY_KIND_MONITORING,
    ACTIVITY_KIND_WORKOUT,
    ACTIVITY_KIND_COURSE,
    ACTIVITY_KIND_SETTINGS,
    ACTIVITY_KIND_OTHER
};

/* Sports by the numbers of the FIT protocol, for all formats; -1 where the file does not say. */
enum { ACTIVITY_SPORT_UNKNOWN = -1, ACTIVITY_SPORT_GENERIC = 0, ACTIVITY_SPORT_RUNNING = 1 };

struct activity_series {
    const char *name; /* column name; for developer fields the file's own, made unique */
    const char *unit;
    double *value;    /* rows values, NaN where missing; NULL when the file has none */
    size_t valid;     /* protocol-valid values before masking and merging */
    size_t used;      /* values that are not NaN */
    int native;       /* developer series: the enum activity_column that it measures too, else -1 */
};

struct activity_lap {
    double start_s, elapsed_s, timer_s; /* seconds since start_unix_s; durations; NaN unknown */
    double distance_m;
    int trigger;                        /* FIT lap_trigger: 0 manual, ...; -1 unknown */
};

enum activity_event_kind {
    ACTIVITY_EVENT_TIMER_START,
    ACTIVITY_EVENT_TIMER_STOP, /* manual or automatic pause, or the end */
    ACTIVITY_EVENT_USER_MARKER,
    ACTIVITY_EVENT_WORKOUT     /* a workout was being followed */
};

struct activity_event {
    enum activity_event_kind kind;
    double time_s; /* since start_unix_s */
};

struct activity_session {
    int sport, sub_sport;
    double start_s, elapsed_s, timer_s, distance_m;
};

/* X(id, code) of every repair a reader can make. */
#define ACTIVITY_REPAIR_LIST(X)                                   \
    X(REPAIR_HEADER, "header")                 /* header wrong or zero, body read all the same */ \
    X(REPAIR_CRC, "crc")                       /* checksum wrong or missing */                    \
    X(REPAIR_TRUNCATED, "truncated")           /* the file ends early */                          \
    X(REPAIR_TRAILING_BYTES, "trailing-bytes") /* bytes behind the end */                         \
    X(REPAIR_SKIPPED_BYTES, "skipped-bytes")   /* bytes that are no message stepped over */       \
    X(REPAIR_FIELD_SIZE, "field-size")         /* a field's size does not fit its type */         \
    X(REPAIR_DEVELOPER, "developer-field")     /* developer field without a description */        \
    X(REPAIR_UNDEFINED, "undefined-message")   /* data for a local type never defined */          \
    X(REPAIR_BYTE_ORDER, "byte-order")         /* architecture byte neither 0 nor 1 */            \
    X(REPAIR_TIME_ORDER, "time-order")         /* repeated or backward times dropped */           \
    X(REPAIR_MARK_ORDER, "mark-order")         /* sessions, laps, events put in order */          \
    X(REPAIR_TIME_JUMP, "time-jump")           /* an impossible jump in time dropped */           \
    X(REPAIR_NO_TIME, "no-time")               /* samples without a time */                       \
    X(REPAIR_NO_SESSION, "no-session")         /* totals worked out from the samples */           \
    X(REPAIR_VALUE, "value")                   /* text that is no number, value out of range */   \
    X(REPAIR_ENCODING, "encoding")             /* bytes before the XML, odd encoding */           \
    X(REPAIR_XML, "xml")                       /* XML broken from here on */

enum activity_repair_code {
#define ACTIVITY_REPAIR_ENUM(id, code) id,
    ACTIVITY_REPAIR_LIST(ACTIVITY_REPAIR_ENUM)
#undef ACTIVITY_REPAIR_ENUM
    ACTIVITY_REPAIR_COUNT
};

struct activity_repair {
    enum activity_repair_code code;
    int64_t offset;      /* first byte concerned */
    size_t count;        /* how often; the same repair is listed once, at its first place */
    const char *message; /* what was done, one plain sentence */
};

struct activity {
    struct arena arena; /* owns all that follows */

    enum activity_format format;
    enum activity_kind kind;
    int sport, sub_sport;       /* FIT numbers; ACTIVITY_SPORT_UNKNOWN */
    const char *manufacturer;   /* "garmin"; "" unknown */
    const char *product;        /* name, or the product number as text; "" unknown */
    double start_unix_s;        /* of the first sample or session; NaN when the file has no time at all */
    int utc_offset_s;           /* of the runner's clock, seconds east of UTC */
    bool has_utc_offset;
    bool utc_offset_estimated;  /* by the longitude of the first place, whole hours: the file does not say */
    double elapsed_s, timer_s;  /* wall clock, and with pauses left out; NaN unknown */
    double distance_m;          /* NaN unknown */

    size_t samples;             /* record messages or track points, see above */
    size_t rows;                /* length of every column; rows <= samples */
    double *time_s;             /* seconds since start_unix_s; NaN where the sample has no time */
    struct activity_series column[ACTIVITY_COLUMN_COUNT];
    struct activity_series *developer; /* developer fields, by name */
    size_t developer_count;
    size_t merged;              /* rows whose heart rate came from hr messages */

    struct activity_lap *lap;
    size_t lap_count;
    struct activity_event *event;
    size_t event_count;
    struct activity_session *session;
    size_t session_count;
    size_t *track_start;        /* first row of each track, activity or exercise; FIT: NULL, 0 */
    size_t track_count;

    size_t chained;             /* FIT files in the file; 1 for other formats */
    bool crc_ok;                /* every checksum present and right; true for other formats */
    struct activity_repair *repair;
    size_t repair_count;
};

/* Reads any of the formats above, told apart by content; `name` is for messages only. Plain bytes: a .gz is
 * opened by the archive room. *out is NULL on failure.
 *   TINGLE_UNSUPPORTED  not one of these formats (says what it looks like)
 *   TINGLE_NOT_A_RUN    one of them, whole, but with no sample in it (monitoring, workout, waypoints only)
 * Track points without any time are samples, of a ACTIVITY_KIND_COURSE: whoever imports asks activity_check_run.
 *   TINGLE_BAD_DATA     damaged so that not one record can be had
 *   TINGLE_LIMIT        over a limit of activity_limits.h;  TINGLE_NO_MEMORY */
enum tingle_status activity_read(struct activity **out, struct bytes file, const char *name,
                                 struct tingle_error *err);
void activity_free(struct activity *a);

/* *looks is true when a file that begins like this is one that activity_read would try: FIT, GPX or TCX. TINGLE_NO_MEMORY. */
enum tingle_status activity_looks_like(bool *looks, struct bytes head, struct tingle_error *err);

/* The parts of an activity that are outings of their own (decisions.md E10: tracks over 30
 * minutes apart; the legs of a multisport file by their sessions). One part in the usual case.
 * The parts are new activities; `parts` has room for `room`, *count says how many were made. */
enum tingle_status activity_split(const struct activity *a, struct activity **parts, size_t room,
                                  size_t *count, struct tingle_error *err);

/* A value of a column; NaN where the column or the value is missing. */
static inline double activity_value(const struct activity *a, enum activity_column c, size_t row)
{
    return a->column[c].value ? a->column[c].value[row] : __builtin_nan("");
}

/* Is this something to keep as a run? TINGLE_NOT_A_RUN with a sentence that says what it is instead: a
 * route without times, a course, monitoring, another sport. */
enum tingle_status activity_check_run(const struct activity *a, struct tingle_error *err);

/* Static names: "latitude_deg", "fit", "activity", "truncated"; sports as the protocol
 * names them ("running", "trail"), or NULL for a number newer than our table. */
const char *activity_column_name(enum activity_column c);
const char *activity_format_name(enum activity_format f);
const char *activity_kind_name(enum activity_kind k);
const char *activity_repair_name(enum activity_repair_code c);
const char *activity_sport_name(int sport);
const char *activity_sub_sport_name(int sub_sport);

/* True when this is an activity whose sport (or that of one of its sessions) is running, or is unknown and
 * cadence and speed look like it. */
bool activity_is_run(const struct activity *a);

#endif
