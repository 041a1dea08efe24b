/* The elements of one workout of Apple Health as numbers in SI units; nothing is laid over anything yet.
 *
 * What Apple's documentation of HKQuantityTypeIdentifier says of the kinds:
 *
 *     HeartRate                   a moment's rate
 *     StepCount                   steps of both feet, summed over startDate to endDate
 *     DistanceWalkingRunning      summed over the same
 *     RunningGroundContactTime    time that the foot is on the ground
 *     RunningVerticalOscillation  range of the pelvis during one stride
 *     RunningStrideLength         "the distance covered by a single step while running"
 *     RunningPower, RunningSpeed
 *
 * Those of running dynamics are moments or short averages. The unit attribute of each record decides: units follow the
 * phone's settings.
 */
#ifndef ACTIVITY_HEALTH_DOCUMENT_H
#define ACTIVITY_HEALTH_DOCUMENT_H

#include "activity/track_build.h"

enum health_kind {
    HEALTH_HEART_RATE,  /* 1/min */
    HEALTH_STEPS,       /* a count */
    HEALTH_DISTANCE,    /* m */
    HEALTH_STANCE,      /* s */
    HEALTH_OSCILLATION, /* m */
    HEALTH_STEP_LENGTH, /* m */
    HEALTH_POWER,       /* W */
    HEALTH_SPEED,       /* m/s */
    HEALTH_KIND_COUNT
};

enum {
    HEALTH_MAX_SOURCES = 16, /* devices and apps told apart; all further ones count as the last */
    HEALTH_SOURCE_SIZE = 96
};

struct health_record {
    double from_s, to_s; /* Unix seconds; equal for a moment */
    double value;
    uint8_t kind, source;
};

struct health_document {
    struct track_builder *t; /* the log of repairs, the name, the first failure */

    bool has_workout, indoors;
    bool whole_export;       /* by its date or a second workout: reading stopped there */
    char sport[40];          /* "Running", of HKWorkoutActivityTypeRunning */
    double start_s, end_s;   /* Unix seconds; NaN missing */
    double duration_s, distance_m; /* pauses left out; NaN missing */
    char source[HEALTH_SOURCE_SIZE];
    char maker[40], model[40]; /* of the device: "Apple Inc.", "Apple Watch"; "" unknown */

    char sources[HEALTH_MAX_SOURCES][HEALTH_SOURCE_SIZE];
    size_t source_count;
    struct health_record *record;
    size_t records, record_room;
    struct track_point *place; /* points of the way, in no order yet */
    size_t places, place_room;
    struct activity_event *event; /* pauses, in file order */
    size_t events, event_room;
    struct activity_lap *step; /* of a structured workout */
    size_t steps, step_room;

    /* the reader's place */
    enum { HEALTH_IN_ROOT, HEALTH_IN_WORKOUT, HEALTH_IN_ROUTE, HEALTH_IN_STEP, HEALTH_IN_OTHER } section;
};

/* Reads the bytes into *d (zeroed, t set). Errors: those of xml_read; a failure of its own is in t->status. */
enum tingle_status health_document_read(struct health_document *d, struct bytes file, struct tingle_error *err);
void health_document_release(struct health_document *d);

/* One more point of the way. False, with t->status set, when there is no room. */
bool health_document_add_place(struct health_document *d, const struct track_point *point);

#endif
