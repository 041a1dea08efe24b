/* One watch file opened from disk: unpacked when it is a .gz, read, and nothing stored.
 *
 * `import` and `read` both start here, so that a file means the same to both.
 */
#ifndef ADVICE_RECORDING_H
#define ADVICE_RECORDING_H

#include "activity/activity.h"
#include "base/error.h"
#include "base/file_bytes.h"

/* The largest file that is read, packed or unpacked. A 24-hour run at one record a second is about 6 MB. */
enum { RECORDING_MAX_BYTES = 512 * 1024 * 1024 };

/* Reads `path` and unpacks it when its bytes are gzip. The bytes of the innermost file: what the journal
 * keeps. Errors: as file_read and archive_gunzip. */
enum tingle_status recording_bytes(struct file_bytes *out, const char *path, struct tingle_error *err);

/* recording_bytes, then activity_read. */
enum tingle_status recording_open(struct activity **out, const char *path, struct tingle_error *err);

#endif
