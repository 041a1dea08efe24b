/* Arena and the two heap calls that the rest of base is built on. */
#include "base/arena.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_ALIGN = 16, ARENA_FIRST_BLOCK = 16 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size, used;
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
};

static atomic_long fail_countdown;

void alloc_fail_at(long n) { atomic_store(&fail_countdown, n); }
bool alloc_has_failed(void) { return atomic_load(&fail_countdown) <= 0; }

static int alloc_fails_now(void)
{
    if (atomic_load_explicit(&fail_countdown, memory_order_relaxed) <= 0) return 0;
    return atomic_fetch_sub(&fail_countdown, 1) == 1;
}

void *alloc_array(size_t count, size_t size)
{
    if (alloc_fails_now()) return NULL;
    return calloc(count ? count : 1, size ? size : 1);
}

void *alloc_resize(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) return NULL;
    if (alloc_fails_now()) return NULL;
    return realloc(old, count && size ? count * size : 1);
}

void arena_init(struct arena *arena, size_t max)
{
    *arena = (struct arena){.max = max};
}

void arena_release(struct arena *arena)
{
    struct arena_block *b, *older;
    if (!arena) return;
    for (b = arena->blocks; b; b = older) {
        older = b->older;
        free(b);
    }
    arena_init(arena, arena->max);
}

/* A new block of `size` bytes. */
static struct arena_block *add_block(struct arena *arena, size_t size)
{
    struct arena_block *b;
    assert(arena->total <= arena->max);
    if (size > arena->max - arena->total) return NULL;
    b = alloc_resize(NULL, 1, sizeof *b + size);
    if (!b) return NULL;
    *b = (struct arena_block){.older = arena->blocks, .size = size};
    arena->blocks = b;
    arena->total += size;
    return b;
}

/* Twice the last block, or as large as asked; less where the maximum is near. */
static struct arena_block *arena_grow(struct arena *arena, size_t need)
{
    size_t size = arena->blocks ? arena->blocks->size : ARENA_FIRST_BLOCK / 2;
    size_t left = arena->max - arena->total;
    size = size > SIZE_MAX / 2 ? size : size * 2;
    if (size > left) size = left;
    return add_block(arena, size < need ? need : size);
}

static bool has_room(const struct arena *arena, size_t size)
{
    return arena->blocks && arena->blocks->size - arena->blocks->used >= size;
}

bool arena_reserve(struct arena *arena, size_t size)
{
    return has_room(arena, size) || add_block(arena, size);
}

void *arena_raw(struct arena *arena, size_t size)
{
    struct arena_block *b;
    void *p;
    if (size > SIZE_MAX - ARENA_ALIGN) return NULL;
    size = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    b = has_room(arena, size) ? arena->blocks : arena_grow(arena, size);
    if (!b) return NULL;
    p = b->bytes + b->used;
    b->used += size;
    assert(b->used <= b->size);
    return p;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    void *p = arena_raw(arena, size);
    return p ? memset(p, 0, size) : NULL;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) return NULL;
    return arena_alloc(arena, count * size);
}

char *arena_text(struct arena *arena, const char *text, size_t n)
{
    char *copy = n == SIZE_MAX ? NULL : arena_alloc(arena, n + 1);
    if (copy && n) memcpy(copy, text, n);
    return copy;
}

/* Where the block of `array` hangs in the list. */
static struct arena_block **block_link(struct arena *arena, const void *array)
{
    struct arena_block **link = &arena->blocks;
    while ((const void *)(*link)->bytes != array) {
        link = &(*link)->older;
        assert(*link);
    }
    return link;
}

/* A new block hangs behind the newest, from which small pieces go on being cut. */
void *arena_resize(struct arena *arena, void *array, size_t size)
{
    struct arena_block **link, *b;
    size_t had;
    if (!arena->blocks && !arena_grow(arena, 0)) return NULL;
    link = array ? block_link(arena, array) : &arena->blocks->older;
    had = array ? (*link)->size : 0;
    assert(size > had);
    if (size - had > arena->max - arena->total) return NULL;
    b = alloc_resize(array ? *link : NULL, 1, sizeof *b + size);
    if (!b) return NULL;
    if (!array) b->older = *link;
    b->size = b->used = size;
    *link = b;
    arena->total += size - had;
    return b->bytes;
}

enum { FIRST_ROOM = 16 };

/* On the heap where there is no arena. The pointer is copied, not cast: it is of the caller's type. */
static bool make_room(struct arena *arena, void *array, size_t *room, size_t size)
{
    size_t wanted = *room ? *room * 2 : FIRST_ROOM;
    void *old, *grown;
    if (wanted < *room || wanted > SIZE_MAX / size) return false;
    memcpy(&old, array, sizeof old);
    grown = arena ? arena_resize(arena, old, wanted * size) : alloc_resize(old, wanted, size);
    if (!grown) return false;
    memset((char *)grown + *room * size, 0, (wanted - *room) * size);
    memcpy(array, &grown, sizeof grown);
    *room = wanted;
    return true;
}

bool arena_room(struct arena *arena, void *array, size_t count, size_t *room, size_t size)
{
    return count < *room || make_room(arena, array, room, size);
}

bool alloc_room(void *array, size_t count, size_t *room, size_t size) { return count < *room || make_room(NULL, array, room, size); }
