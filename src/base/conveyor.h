/* Items made one after the other, worked on by several threads, taken in the order in which they were made.
 *
 *     maker thread            worker threads             the caller's thread
 *     make -> item 3 --+---> work(item 1) ---+
 *     make -> item 4   +---> work(item 2) ---+---> conveyor_next: item 1, item 2, ...
 *
 * For an import: unpacking, decoding and storing each keep a core busy, and the report is the same
 * every time, however the threads were scheduled. At most `room` items are on the way, and another
 * is made only while they weigh less than `weight` (hooks.weight), so memory is bounded: by that and the largest item.
 *
 * Where threads cannot be had, or none are asked for, conveyor_next makes and works by itself, in the same order.
 *
 * Hooks run on other threads: `make` on one, `work` on several at once, each with a tool of its own. An item belongs
 * to one thread at a time and is handed on with all that was written to it.
 */
#ifndef BASE_CONVEYOR_H
#define BASE_CONVEYOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct conveyor;

struct conveyor_hooks {
    void *(*make)(void *context);                            /* the next item; NULL at the end */
    void (*work)(void *context, void *tool, void *item);     /* must not fail: what went wrong stands in the item */
    size_t (*weight)(const void *item);                      /* bytes it holds, asked after `make` */
    void (*drop)(void *context, void *item);                 /* one that nobody will take any more */
    void *(*tool_new)(void *context);                        /* for one worker; NULL when there is no memory */
    void (*tool_free)(void *tool);
};

/* `workers` 0: no threads. TINGLE_NO_MEMORY. */
enum tingle_status conveyor_new(struct conveyor **out, const struct conveyor_hooks *hooks, void *context,
                                unsigned workers, size_t room, size_t weight, struct tingle_error *err);

/* The next item, worked on; it is the caller's from here on. NULL at the end. */
void *conveyor_next(struct conveyor *c);

/* Stops: waits for what the threads have in hand, drops what was not taken. */
void conveyor_free(struct conveyor *c);

/* Processors that this program may use, at least 1. */
unsigned conveyor_processors(void);

#endif
