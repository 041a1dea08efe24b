/* An arena: many small allocations with one lifetime, released at once.
 *
 * One file decoded, one request answered, one model run: each makes an arena,
 * allocates freely, and releases the arena on its single exit. Nothing inside
 * is freed one by one, so nothing inside can leak or be freed twice.
 *
 * Every arena has a maximum in bytes, given when it is made. Passing it is the
 * same failure as malloc returning NULL: arena_alloc returns NULL and the
 * caller says TINGLE_NO_MEMORY (or TINGLE_LIMIT, when the input asked for it).
 *
 *     block 0            block 1 (twice as large, or as large as asked)
 *     +------+--------+  +--------------+----------+
 *     | used |  free  |  |     used     |   free   |
 *     +------+--------+  +--------------+----------+
 *
 * An array that grows has a block of its own (arena_resize).
 *
 * Invariant: total <= max; every pointer handed out is aligned to 16 bytes and
 * stays where it is until arena_release, arrays that arena_resize moves apart.
 *
 * Thread-safety: an arena belongs to one thread.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t total;               /* bytes taken from the heap so far, headers not counted */
    size_t max;                 /* never pass this many */
};

/* Prepares an empty arena that may grow to `max` bytes. Allocates nothing. */
void arena_init(struct arena *arena, size_t max);

/* Gives everything back. The arena is then as after arena_init. NULL is allowed. */
void arena_release(struct arena *arena);

/* Makes sure that the next allocations, `size` bytes together, come from one block, and takes a block of just
 * that size where it has to: for what is about to be filled and is known beforehand. Each allocation takes up
 * to 15 bytes more than asked. False: no memory. */
bool arena_reserve(struct arena *arena, size_t size);

/* `size` zeroed bytes, or NULL. A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same without zeroing: for large arrays that are filled at once. */
void *arena_raw(struct arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes, or NULL; the product is overflow-checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of `n` bytes of text with a terminator, or NULL. */
char *arena_text(struct arena *arena, const char *text, size_t n);

/* An array that grows: `array` is NULL at first, then what the last call returned, and `size` (in bytes, not
 * zeroed) larger than before. What it held stays; large ones are moved by the system without copying, so that
 * never two of them stand in memory. NULL leaves the old one as it is. */
void *arena_resize(struct arena *arena, void *array, size_t size);

/* Room for one more in an array that doubles as it fills. `array` is the address of the pointer to its elements, of `size` bytes
 * each, `count` of them used; pointer and *room are NULL and 0 at first. What is new is zeroed. False: no memory, or the
 * arena's maximum, and the array is as it was.
 *
 *     if (!arena_room(&list->arena, &list->run, list->runs, &room, sizeof *list->run)) return error_no_memory(err, "the runs");
 *     list->run[list->runs++] = one;
 *
 * alloc_room is the same on the heap: the caller frees the pointer. */
bool arena_room(struct arena *arena, void *array, size_t count, size_t *room, size_t size);
bool alloc_room(void *array, size_t count, size_t *room, size_t size);

/* Test hook of the fault suite: the n-th allocation from now (1 = the next one)
 * in the whole process fails once, by any of base's allocators. 0 switches it off. */
void alloc_fail_at(long n);
bool alloc_has_failed(void); /* the failure asked for last has come */

/* malloc, realloc and free as base uses them everywhere, so that the hook above
 * reaches all of them. alloc_array is zeroed and overflow-checked. */
void *alloc_array(size_t count, size_t size);
void *alloc_resize(void *old, size_t count, size_t size);

#endif
