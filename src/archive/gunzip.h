/* One gzip file (.fit.gz, .gpx.gz, .tcx.gz as the services export them) opened in memory.
 *
 * A few kilobytes can claim to be gigabytes; unpacking stops at `max` bytes and says so.
 * Several gzip members one after the other are one file, as gzip itself has it. A
 * damaged or cut one is refused: what a reader of activities would make of half a file is
 * not worth guessing when the service can be asked again.
 *
 * Thread-safety: pure; no shared state.
 */
#ifndef ARCHIVE_GUNZIP_H
#define ARCHIVE_GUNZIP_H

#include <stdbool.h>

#include "base/bytes.h"
#include "base/error.h"
#include "base/file_bytes.h"

/* True when the bytes begin like gzip (RFC 1952: 1F 8B 08). */
bool archive_is_gzip(struct bytes packed);

/* Unpacks into *out, which the caller releases with file_release. `name` is for messages.
 * Errors: TINGLE_BAD_DATA (damaged, cut short), TINGLE_LIMIT (over `max` bytes), TINGLE_NO_MEMORY. */
enum tingle_status archive_gunzip(struct file_bytes *out, struct bytes packed, size_t max, const char *name,
                                  struct tingle_error *err);

#endif
