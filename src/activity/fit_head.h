/* What a FIT file is, by its first bytes: the file_id message that stands first in every sound one.
 *
 * An export of a watch's maker holds twenty files of monitoring and settings for one activity. This looks at the
 * definition and the one message behind the header, and at nothing else, so that the rest need not even be unpacked.
 */
#ifndef ACTIVITY_FIT_HEAD_H
#define ACTIVITY_FIT_HEAD_H

#include "activity/activity.h"
#include "base/bytes.h"
#include "base/error.h"

/* TINGLE_NOT_A_RUN with a sentence when the first bytes of a file of `size` bytes say for certain that it is one
 * FIT file without an activity in it; TINGLE_OK in every other case: then the file has to be read. 200 bytes of head are
 * enough. */
enum tingle_status fit_head_check(struct bytes head, int64_t size, const char *name, struct tingle_error *err);

/* The kind of a file by its file_id type, and the sentence that says what a file of a kind other than activity is.
 * `manufacturer` is the protocol's number, -1 unknown. Returns TINGLE_NOT_A_RUN. */
enum activity_kind fit_kind_of_type(int file_type);
enum tingle_status fit_not_an_activity(int file_type, int manufacturer, const char *name, struct tingle_error *err);

#endif
