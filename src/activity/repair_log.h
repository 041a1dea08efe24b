/* The repairs that a reader made, while it reads.
 *
 * The same repair can be needed ten thousand times in one file; the log keeps each code
 * once, with the sentence of its first place and how often it happened. So it has a
 * fixed size and adding to it cannot fail.
 */
#ifndef ACTIVITY_REPAIR_LOG_H
#define ACTIVITY_REPAIR_LOG_H

#include "activity/activity.h"

enum { REPAIR_MESSAGE_SIZE = 160 };

struct repair_log {
    struct {
        int64_t offset;
        size_t count; /* 0: not needed */
        char message[REPAIR_MESSAGE_SIZE];
    } row[ACTIVITY_REPAIR_COUNT];
};

/* Notes a repair at a byte offset. `log` may be NULL: nothing is noted. */
void repair_note(struct repair_log *log, enum activity_repair_code code, int64_t offset,
                 const char *fmt, ...) PRINTF_LIKE(4, 5);

/* The list for an activity, by offset, in its arena. TINGLE_NO_MEMORY. */
enum tingle_status repair_list(struct activity *a, const struct repair_log *log,
                               struct tingle_error *err);

#endif
