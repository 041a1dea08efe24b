/* JSON files told apart: training sessions of Polar Flow, workouts of the Suunto app, and the many that come along
 * with them in an export and hold no run. */
#ifndef ACTIVITY_JSON_ACTIVITY_H
#define ACTIVITY_JSON_ACTIVITY_H

#include "activity/activity.h"

/* True when the bytes begin like JSON (and not like the settings of a Polar HRM file, "[Params]"). */
bool json_activity_looks_like(struct bytes file);

/* As activity_read, for such bytes. TINGLE_UNSUPPORTED for JSON that is neither, TINGLE_NOT_A_RUN where it is known
 * what it is instead: "daily activity from Polar, no run in it". */
enum tingle_status json_activity_read(struct activity **out, struct bytes file, const char *name,
                                      struct tingle_error *err);

#endif
