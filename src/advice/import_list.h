/* Which files an import means: paths given, folders walked, in the order in which they are taken in. */
#ifndef ADVICE_IMPORT_LIST_H
#define ADVICE_IMPORT_LIST_H

#include "base/arena.h"
#include "base/error.h"

/* In the order of import. */
enum import_type {
    IMPORT_EXPORT,   /* a folder written by `tingle export` */
    IMPORT_SHOES,    /* shoes.csv */
    IMPORT_WATCH,    /* anything else: told apart by content */
    IMPORT_NOTES,    /* any other CSV */
    IMPORT_ANSWERS,  /* answers.json */
    IMPORT_EMPTY     /* a path given that is a folder without a single file */
};

struct import_item {
    const char *path;
    enum import_type type;
};

struct import_list {
    struct arena arena;
    struct import_item *item;
    size_t items, room;
};

/* Walks the paths (folders to a depth of 16, names in order, hidden ones and `truth.json` of a simulation left
 * out). A path that is not there, and a
 * folder with nothing in it, are items all the same: their line of the report says why. Errors: TINGLE_NO_MEMORY,
 * TINGLE_LIMIT (over a million files). */
enum tingle_status import_list_make(struct import_list *list, const char *const *paths, size_t count,
                                    struct tingle_error *err);
void import_list_release(struct import_list *list);

#endif
