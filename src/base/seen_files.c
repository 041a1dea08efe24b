/* Open addressing over an array of entries. */
#include "base/seen_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { FIRST_ROOM = 64 };

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
static uint64_t hash_of(const char *path)
{
    uint64_t h = 14695981039346656037u;
    for (; *path; path++) h = (h ^ (unsigned char)*path) * 1099511628211u;
    return h;
}

long seen_files_find(const struct seen_files *seen, const char *path)
{
    size_t mask = seen->slots - 1;
    if (!seen->slots) return SEEN_NONE;
    for (size_t at = hash_of(path) & mask; seen->slot[at]; at = (at + 1) & mask)
        if (strcmp(seen->file[seen->slot[at] - 1].path, path) == 0) return (long)seen->slot[at] - 1;
    return SEEN_NONE;
}

static void put(struct seen_files *seen, size_t number)
{
    size_t mask = seen->slots - 1, at = hash_of(seen->file[number].path) & mask;
    while (seen->slot[at]) at = (at + 1) & mask;
    seen->slot[at] = (uint32_t)number + 1;
}

static void drop_gone(struct seen_files *seen)
{
    size_t kept = 0;
    for (size_t i = 0; i < seen->files; i++) {
        if (seen->file[i].state == SEEN_GONE) free(seen->file[i].path);
        else seen->file[kept++] = seen->file[i];
    }
    seen->files = kept;
}

/* Room for twice what is left after clearing away; at least half of the slots stay empty. */
static bool make_room(struct seen_files *seen)
{
    size_t room = FIRST_ROOM;
    struct seen_file *file;
    uint32_t *slot;
    drop_gone(seen);
    while (room < 2 * seen->files) room *= 2;
    file = room > seen->room ? alloc_resize(seen->file, room, sizeof *file) : seen->file;
    if (file) seen->file = file;
    slot = file ? alloc_array(2 * room, sizeof *slot) : NULL;
    if (slot) {
        free(seen->slot);
        seen->slot = slot;
        seen->slots = 2 * room;
        seen->room = room;
    } else if (seen->slots) {
        memset(seen->slot, 0, seen->slots * sizeof *seen->slot);
    }
    for (size_t i = 0; seen->slots && i < seen->files; i++) put(seen, i);
    return slot && seen->files < SEEN_FILES_MAX;
}

long seen_files_add(struct seen_files *seen, const char *path)
{
    size_t n = strlen(path) + 1;
    char *copy;
    if (seen->files == seen->room && !make_room(seen)) return SEEN_NONE;
    copy = alloc_array(n, 1);
    if (!copy) return SEEN_NONE;
    memcpy(copy, path, n);
    seen->file[seen->files] = (struct seen_file){.path = copy, .size = -1};
    put(seen, seen->files);
    return (long)seen->files++;
}

void seen_files_release(struct seen_files *seen)
{
    for (size_t i = 0; i < seen->files; i++) free(seen->file[i].path);
    free(seen->file);
    free(seen->slot);
    *seen = (struct seen_files){0};
}
