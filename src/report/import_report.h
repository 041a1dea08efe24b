/* What an import did, for a person and as JSON (docs/json.md, sections import and import --watch). */
#ifndef REPORT_IMPORT_REPORT_H
#define REPORT_IMPORT_REPORT_H

#include <tingle/import.h>

#include "base/buffer.h"
#include "report/sign_change.h"

/* One line of counts, then each failed file, and the skipped ones by reason. */
void import_text(struct buffer *out, const struct tingle_import_report *report);
void import_json(struct buffer *out, const struct tingle_import_report *report, const struct sign_change *signs);

/* The same with the time at which it was done. */
void import_watch_json(struct buffer *out, const struct tingle_import_report *report, const struct sign_change *signs, int64_t at_unix_s);

/* One file in one line, called by `name`: "morning.fit: 1 run". */
void import_file_text(struct buffer *out, const struct tingle_import_file *file, const char *name);

/* What came with the files from a service and in the runner's own words; nothing when nothing did. */
void import_told_text(struct buffer *out, const struct tingle_import_report *report);

#endif
