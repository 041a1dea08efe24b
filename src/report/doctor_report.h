/* Warning signs, for a person and as JSON (docs/json.md). */
#ifndef REPORT_DOCTOR_REPORT_H
#define REPORT_DOCTOR_REPORT_H

#include <tingle/doctor.h>

#include "base/buffer.h"
#include "report/term.h"

void doctor_text(struct buffer *out, const struct tingle_doctor *d, const struct term *term);
void doctor_json(struct buffer *out, const struct tingle_doctor *d);

#endif
