/* What the runner records beside the runs (about, tried, checks at home), for a person and as JSON (docs/json.md). */
#ifndef REPORT_RECORDS_REPORT_H
#define REPORT_RECORDS_REPORT_H

#include <tingle/clinic.h>

#include "base/buffer.h"
#include "report/term.h"

void about_text(struct buffer *out, const struct tingle_records *records, const struct term *term);
void about_json(struct buffer *out, const struct tingle_records *records);

void tried_text(struct buffer *out, const struct tingle_records *records, const struct term *term);
void tried_json(struct buffer *out, const struct tingle_records *records);

/* How each check is done and its limits, then what was recorded. */
void home_checks_text(struct buffer *out, const struct tingle_records *records, const struct term *term);
void home_checks_json(struct buffer *out, const struct tingle_records *records);

#endif
