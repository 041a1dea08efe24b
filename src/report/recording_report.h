/* One decoded watch file for a person, as JSON (docs/json.md, section read) and as CSV. */
#ifndef REPORT_RECORDING_REPORT_H
#define REPORT_RECORDING_REPORT_H

#include <tingle/read.h>

#include "base/buffer.h"
#include "report/json.h"
#include "report/term.h"

/* A summary of some lines; `path` is how the file was named. */
void recording_text(struct buffer *out, const struct tingle_recording *r, const char *path,
                    const struct term *term);

/* One line. `path` is given when the answer is about several files, else NULL. */
void recording_json(struct buffer *out, const struct tingle_recording *r, const char *path);

/* The line that stands for a file that could not be read. */
void recording_json_error(struct buffer *out, const char *path, const char *message);

/* All rows: time_s, then the columns that the file has; empty where missing. */
void recording_csv(struct buffer *out, const struct tingle_recording *r);

/* "repairs": [{code, offset, count, message}], shared with the report of an import. */
void repairs_json(struct json *j, const struct tingle_repair *repair, size_t repairs);

#endif
