/* Which files an import means: paths given, folders walked, by name. */
#ifndef ADVICE_IMPORT_LIST_H
#define ADVICE_IMPORT_LIST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

enum import_path {
    IMPORT_PATH_FILE,
    IMPORT_PATH_EXPORT, /* a folder written by `tingle export` */
    IMPORT_PATH_EMPTY,  /* a path given that is a folder without a single file */
    IMPORT_PATH_BEYOND  /* a folder that is too deep, or with names too long, to be looked into */
};

struct import_entry {
    const char *path;
    enum import_path kind;
    bool is_named;      /* by the runner, and not found in a folder */
};

struct import_list {
    struct arena arena;
    struct import_entry *item;
    size_t items, room;
};

/* Walks the paths (folders to a depth of 16, names in order, hidden ones and `truth.json` of a simulation left
 * out). A path that is not there, a folder with nothing in it and one that is too deep are items all the same: their line of
 * the report says why. Errors: TINGLE_NO_MEMORY,
 * TINGLE_LIMIT (over a million files). */
enum tingle_status import_list_make(struct import_list *list, const char *const *paths, size_t count,
                                    struct tingle_error *err);
void import_list_release(struct import_list *list);

#endif
