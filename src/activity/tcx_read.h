/* TCX, the Training Center format of Garmin's older software.
 *
 *     TrainingCenterDatabase
 *       Activities / Activity Sport="Running"       also below MultiSportSession
 *         Lap StartTime="..."
 *           TotalTimeSeconds, DistanceMeters, TriggerMethod
 *           Track / Trackpoint
 *             Time, AltitudeMeters, DistanceMeters
 *             Position / LatitudeDegrees, LongitudeDegrees
 *             HeartRateBpm / Value
 *             Cadence                               turns a minute of one leg (or the pedals)
 *             Extensions / TPX                      Speed m/s, RunCadence (one leg), Watts
 *         Creator / Name
 *       Courses / Course                            a course to follow: no activity
 */
#ifndef ACTIVITY_TCX_READ_H
#define ACTIVITY_TCX_READ_H

#include "activity/activity.h"

/* As activity_read, for a file whose outermost element is TrainingCenterDatabase, or Activities (seen
 * where somebody cut the first line off). */
enum tingle_status tcx_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err);

#endif
