/* A whole file in memory, and a whole file written at once.
 *
 * Watch files are small (a day of one-second records is some megabytes); reading
 * them whole lets every reader be a pure function of bytes. Files are read, not
 * mapped: a file that shrinks while it is mapped kills the program.
 */
#ifndef BASE_FILE_BYTES_H
#define BASE_FILE_BYTES_H

#include <stdbool.h>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/error.h"

struct file_bytes {
    uint8_t *data; /* owned; NULL when empty */
    size_t size;
};

/* Opens a regular file, or a pipe such as /dev/stdin, for reading. *size is its size in bytes, -1 for a pipe; the caller
 * closes *fd. Errors: TINGLE_NO_INPUT (missing, a directory, a device), TINGLE_NO_ACCESS; *fd is then -1. */
enum tingle_status file_open(int *fd, int64_t *size, const char *path, struct tingle_error *err);

/* The next bytes of an open file, at most `room`; *got is 0 at its end. `path` is for the message. */
enum tingle_status file_read_some(int fd, void *to, size_t room, size_t *got, const char *path,
                                  struct tingle_error *err);

/* Reads a regular file (or a pipe such as /dev/stdin) of at most `max` bytes.
 * Errors: TINGLE_NO_INPUT (missing, a directory, a device), TINGLE_NO_ACCESS,
 * TINGLE_LIMIT (larger than max), TINGLE_NO_MEMORY. */
enum tingle_status file_read(struct file_bytes *out, const char *path, size_t max,
                             struct tingle_error *err);

/* All that a source gives, at most `max` bytes; `expected` is a guess of their number, 0 for none. `name` is for messages.
 * Errors: those of the source, TINGLE_LIMIT (more than max), TINGLE_NO_MEMORY. */
enum tingle_status file_from_source(struct file_bytes *out, const struct byte_source *in, size_t expected, size_t max,
                                    const char *name, struct tingle_error *err);
void file_release(struct file_bytes *file);

static inline struct bytes file_view(const struct file_bytes *file)
{
    return (struct bytes){file->data, file->size};
}

/* Writes `view` to `path` whole or not at all: a temporary file beside it, fsync,
 * then rename. `mode` as in open(2), for example 0600. Errors: TINGLE_CANNOT_WRITE. */
enum tingle_status file_write(const char *path, struct bytes view, unsigned mode,
                              struct tingle_error *err);

/* Makes a directory and its parents (mode 0700 for each made). An existing directory is fine. */
enum tingle_status folder_make(const char *path, struct tingle_error *err);

bool path_is_folder(const char *path);
bool path_is_file(const char *path); /* not a folder, device or pipe */
bool path_exists(const char *path);

#endif
