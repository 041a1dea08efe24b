/* Workouts of the Suunto app as JSON.
 *
 *     DeviceLog
 *       Header      ActivityType, DateTime (with offset), Duration s, PauseDuration s, Distance m, Device.Name
 *       Device      Name
 *       Samples[]   TimeISO8601 (with offset) and values (suunto_build.h), or
 *         Events[]  Activity {ActivityType}: a sport begins, and with it a session
 *                   Lap {Type}: Start and Stop of the log, or the end of a lap
 *                   Pause {State}: true stops the timer, false starts it
 *
 * Samples and events need not be in order of time. The summaries of Windows[] are not read: everything in them follows
 * from the samples.
 */
#ifndef ACTIVITY_SUUNTO_READ_H
#define ACTIVITY_SUUNTO_READ_H

#include <jansson.h>

#include "activity/activity.h"
#include "activity/repair_log.h"

/* As activity_read, for JSON with a DeviceLog; `log` has the repairs made so far. */
enum tingle_status suunto_activity_read(struct activity **out, const json_t *root, const struct repair_log *log,
                                        const char *name, struct tingle_error *err);

#endif
