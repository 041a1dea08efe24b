/* Answers to questionnaires and what has changed, for a person and as JSON (docs/json.md). */
#ifndef REPORT_SCALES_REPORT_H
#define REPORT_SCALES_REPORT_H

#include <tingle/scales.h>

#include "base/buffer.h"
#include "report/term.h"

void scales_text(struct buffer *out, const struct tingle_scales *scales, const struct term *term);
void scales_json(struct buffer *out, const struct tingle_scales *scales);

/* "4 of 10 on 2026-11-26, 2 less than on 2026-10-01: a meaningful change for the better", without a line break: for a
 * page as well. */
void scale_words(struct buffer *out, const struct tingle_scale_series *series);

#endif
