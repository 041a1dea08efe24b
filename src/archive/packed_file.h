/* The file that a walk starts from: on disk, or bytes in memory. Read piece by piece, and from any place.
 *
 * Thread-safety: one thread at a time.
 */
#ifndef ARCHIVE_PACKED_FILE_H
#define ARCHIVE_PACKED_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/error.h"

struct packed_file {
    const char *path;  /* for messages; the caller's, and outlives this */
    int fd;            /* -1: `view` is read */
    struct bytes view;
    int64_t size;      /* bytes; -1 for a pipe, whose length nobody knows and which cannot go back */
    uint64_t at;       /* of the next byte that is read */
};

/* Errors: those of file_open. */
enum tingle_status packed_file_open(struct packed_file *f, const char *path, struct tingle_error *err);
void packed_file_of(struct packed_file *f, struct bytes view, const char *name);
void packed_file_release(struct packed_file *f);

static inline bool packed_file_can_seek(const struct packed_file *f) { return f->size >= 0; }

/* Goes to the byte at `to`; false when that cannot be. */
bool packed_file_seek(struct packed_file *f, int64_t to);

/* Up to `room` bytes from where it stands; *got is 0 at the end. */
enum tingle_status packed_file_read(struct packed_file *f, void *to, size_t room, size_t *got,
                                    struct tingle_error *err);

/* The same as a source. */
struct byte_source packed_file_source(struct packed_file *f);

#endif
