/* The fit of `tingle model fit` for a person and as JSON (docs/json.md, section model fit). */
#ifndef REPORT_MODEL_REPORT_H
#define REPORT_MODEL_REPORT_H

#include <tingle/model.h>

#include "base/buffer.h"

void model_fit_text(struct buffer *out, const struct tingle_model_fit *fit);
void model_fit_json(struct buffer *out, const struct tingle_model_fit *fit);

#endif
