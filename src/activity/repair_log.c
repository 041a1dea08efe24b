/* Repairs, each code once. */
#include "activity/repair_log.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void repair_note(struct repair_log *log, enum activity_repair_code code, int64_t offset,
                 const char *fmt, ...)
{
    va_list args;
    assert(code < ACTIVITY_REPAIR_COUNT);
    if (!log || log->row[code].count++) return;
    log->row[code].offset = offset;
    va_start(args, fmt);
    vsnprintf(log->row[code].message, REPAIR_MESSAGE_SIZE, fmt, args);
    va_end(args);
}

/* Insertion keeps the list sorted by offset: there are at most as many as codes. */
static void insert_by_offset(struct activity *a, struct activity_repair repair)
{
    size_t at = a->repair_count++;
    for (; at && a->repair[at - 1].offset > repair.offset; at--) a->repair[at] = a->repair[at - 1];
    a->repair[at] = repair;
}

enum tingle_status repair_list(struct activity *a, const struct repair_log *log,
                               struct tingle_error *err)
{
    a->repair = arena_array(&a->arena, ACTIVITY_REPAIR_COUNT, sizeof *a->repair);
    if (!a->repair) return error_no_memory(err, "the list of repairs");
    a->repair_count = 0;
    for (int code = 0; code < ACTIVITY_REPAIR_COUNT; code++) {
        char *message;
        if (!log->row[code].count) continue;
        message = arena_text(&a->arena, log->row[code].message, strlen(log->row[code].message));
        if (!message) return error_no_memory(err, "the list of repairs");
        insert_by_offset(a, (struct activity_repair){(enum activity_repair_code)code, log->row[code].offset,
                                                     log->row[code].count, message});
    }
    return TINGLE_OK;
}
