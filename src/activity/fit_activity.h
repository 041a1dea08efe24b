/* What the messages of a FIT file mean, put into a struct activity.
 *
 * Two walks over the file, because the decoder needs no memory of its own and the second
 * walk then knows everything: the first counts messages, collects the descriptions of
 * developer fields and finds which columns there are; the second fills them.
 * So a file costs a handful of allocations, however long it is.
 */
#ifndef ACTIVITY_FIT_ACTIVITY_H
#define ACTIVITY_FIT_ACTIVITY_H

#include "activity/activity.h"

/* As activity_read, for bytes that fit_looks_like is true of. */
enum tingle_status fit_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err);

#endif
