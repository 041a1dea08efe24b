/* What is known of the files of watched folders: a table by path.
 *
 * Entries are numbered, and a number stays while its entry is there: a file that is gone leaves its entry marked, and such
 * entries are cleared away when the table grows (seen_files_add), which renumbers. The one user is base/folder_watch.h.
 */
#ifndef BASE_SEEN_FILES_H
#define BASE_SEEN_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum seen_state {
    SEEN_GONE,     /* no longer there */
    SEEN_SETTLING, /* new or changed: not known to be whole */
    SEEN_WHOLE,    /* to be given */
    SEEN_GIVEN,    /* given, and not changed since */
    SEEN_WAITING   /* given, and to be given again */
};

struct seen_file {
    char *path;            /* owned */
    int64_t size, mtime_ns;
    uint64_t inode;        /* 0 not known */
    double since_s;        /* settling: when it last changed; whole: when it became so; waiting: until when, or INFINITY */
    uint32_t scan;         /* the last scan that met it */
    uint16_t folder;       /* which of the watched folders */
    uint8_t state;         /* enum seen_state */
    bool is_open;          /* written to, and not closed since */
};

struct seen_files {
    struct seen_file *file;
    size_t files, room;
    uint32_t *slot;        /* hash -> number + 1; 0 empty */
    size_t slots;          /* a power of two */
};

enum { SEEN_FILES_MAX = 1000000, SEEN_NONE = -1 };

/* The number of a path's entry, SEEN_NONE when there is none. */
long seen_files_find(const struct seen_files *seen, const char *path);

/* A new entry in the state SEEN_GONE for a path that has none. SEEN_NONE: no memory, or as many as SEEN_FILES_MAX. */
long seen_files_add(struct seen_files *seen, const char *path);

void seen_files_release(struct seen_files *seen);

#endif
