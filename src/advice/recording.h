/* One watch file opened from disk: unpacked when it is a .gz or the one activity in a zip, read, and nothing stored.
 *
 * `import` and `read` both start here, so that a file means the same to both.
 */
#ifndef ADVICE_RECORDING_H
#define ADVICE_RECORDING_H

#include "activity/activity.h"
#include "base/error.h"
#include "base/file_bytes.h"

/* The bytes of the innermost file at `path`: what the journal keeps. Of a zip, the one member that is an activity. Errors:
 * those of member_walk_open, member_walk_next and member_load (archive/member_walk.h), and TINGLE_UNSUPPORTED for a zip with
 * no activity, or with several. */
enum tingle_status recording_bytes(struct file_bytes *out, const char *path, struct tingle_error *err);

/* recording_bytes, then activity_read. */
enum tingle_status recording_open(struct activity **out, const char *path, struct tingle_error *err);

#endif
