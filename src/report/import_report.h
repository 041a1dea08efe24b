/* What an import did, for a person and as JSON (docs/json.md, section import). */
#ifndef REPORT_IMPORT_REPORT_H
#define REPORT_IMPORT_REPORT_H

#include <tingle/import.h>

#include "base/buffer.h"

/* One line of counts, then each failed file, and the skipped ones by reason. */
void import_text(struct buffer *out, const struct tingle_import_report *report);
void import_json(struct buffer *out, const struct tingle_import_report *report);

#endif
