/* Moves of Suunto's Movescount as SML (XML, the files of Moveslink2).
 *
 *     sml / DeviceLog
 *       Header             ActivityType, DateTime (the runner's clock, without an offset), Duration s, Distance m
 *       Device / Name
 *       Samples / Sample   UTC, Time, and values (suunto_build.h), or
 *         Events           Lap / Type, Pause / State ("True" stops the timer)
 *
 * UTC with a zone ("...Z") is the time of a sample. Event samples of some watches have there the runner's own clock without
 * a zone: for these, and where there is no UTC, Time (seconds since the start) counts, measured from the last sample
 * that had both. How far the runner's clock is from UTC follows from DateTime and the first such sample.
 */
#ifndef ACTIVITY_SML_READ_H
#define ACTIVITY_SML_READ_H

#include "activity/activity.h"

/* As activity_read, for a file whose outermost element is sml. */
enum tingle_status sml_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err);

#endif
