/* Training sessions of Polar Flow: the files training-session-*.json of the service's own export.
 *
 * New form (export version 2):
 *
 *     startTime "2023-11-15T12:23:32"       by the runner's clock, no zone; timezoneOffsetMinutes says how far east
 *     stopTime, durationMillis, distanceMeters, product.modelName, sport {"id": "1"}
 *     exercises[]                           one, or the legs of a multisport session: sessions of the activity
 *       startTime, stopTime, durationMillis, distanceMeters, sport
 *       samples.samples[]                   channels {type, intervalMillis, values[]}: HEART_RATE 1/min, SPEED km/h,
 *                                           DISTANCE m, ALTITUDE m, CADENCE of one leg, TEMPERATURE degC
 *       routes.route                        {startTime, wayPoints[]}: latitude, longitude, altitude, elapsedMillis
 *                                           since the route's startTime, which is not the exercise's
 *       laps                                {laps[], autoLaps[]}: durationMillis, distanceMeters
 *       pauseTimes[]                        where one began and how long it was
 *
 * Old form: durations as "PT3353.6S", distance, timezoneOffset, sport "RUNNING", and for each channel a list of
 * {dateTime, value}: samples.heartRate, speed, altitude, distance, cadence, temperature; recordedRoute[] of
 * {dateTime, latitude, longitude, altitude}.
 *
 * The clocks of channels and route are laid over one axis of seconds (sample_axis.h). A channel with as many values
 * as the timer ran, in an exercise that had pauses, was not measured in them: its values go around the pauses.
 * Zeros before the first altitude are no altitude (the sensor had none yet) and are left out, as a repair.
 */
#ifndef ACTIVITY_POLAR_READ_H
#define ACTIVITY_POLAR_READ_H

#include <jansson.h>

#include "activity/activity.h"
#include "activity/repair_log.h"

/* As activity_read, for JSON that has a list of exercises; `log` has the repairs made so far. A session without samples
 * but with a duration or distance is an activity of no samples, as a FIT file with nothing but its session is. */
enum tingle_status polar_activity_read(struct activity **out, const json_t *root, const struct repair_log *log,
                                       const char *name, struct tingle_error *err);

#endif
