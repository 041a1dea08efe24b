/* One run of Apple Health: a workout with its records and its route, as archive/health_export.h cuts it out.
 *
 *     HealthData
 *       Workout workoutActivityType startDate endDate duration durationUnit totalDistance totalDistanceUnit sourceName device
 *         MetadataEntry key value          HKIndoorWorkout "1": a treadmill
 *         WorkoutEvent type date           ...Pause and ...Resume
 *         WorkoutStatistics type sum unit  distance, where the workout itself has none (from iOS 16 on)
 *         WorkoutActivity                  a step of a structured workout: a lap, where there are several
 *         WorkoutRoute / Location          the way itself, in exports before about 2019
 *       Record type unit startDate endDate value sourceName
 *       gpx                              the way: read as any GPX file
 *
 * Dates are "2023-11-15 12:23:32 +0100". What each kind of record means is in health_document.h, how they come to lie
 * on one time axis in health_rows.h; docs/apple-health.md says both at length.
 */
#ifndef ACTIVITY_HEALTH_READ_H
#define ACTIVITY_HEALTH_READ_H

#include <stdbool.h>

#include "activity/activity.h"

/* A whole export.xml, by its document type, even if that is malformed (iOS 16). */
bool health_is_export(struct bytes file);

/* As activity_read, for a file whose outermost element is HealthData. TINGLE_UNSUPPORTED for a whole export: one with a
 * document type, an ExportDate or several workouts. */
enum tingle_status health_activity_read(struct activity **out, struct bytes file, const char *name,
                                        struct tingle_error *err);

#endif
