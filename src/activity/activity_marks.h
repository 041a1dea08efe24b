/* What a file says besides its samples, put right: the order of sessions, laps and events in time,
 * durations that cannot be, and the runner's clock where the file does not tell it.
 *
 * Part of activity_finish; everything is reported in the log.
 */
#ifndef ACTIVITY_ACTIVITY_MARKS_H
#define ACTIVITY_ACTIVITY_MARKS_H

#include "activity/activity.h"
#include "activity/repair_log.h"

/* Times in Unix seconds. Sessions and laps whose elapsed time is negative get start and end exchanged.
 * Sessions and laps of a FIT file, and the events of any, are sorted by time. Where timer stops and starts
 * alternate in the file and yet one goes back in time, two pauses overlap: the later mark is moved up to the one
 * before it, so that both together are one pause. */
void activity_order_marks(struct activity *a, struct repair_log *log);

/* Session times longer by a day than the `samples_s` seconds from the first sample to the last become NaN. */
void activity_check_durations(struct activity *a, double samples_s, struct repair_log *log);

/* The clock by the longitude of the first place, in whole hours, unless the file says what it is. */
void activity_estimate_clock(struct activity *a);

#endif
