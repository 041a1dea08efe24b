/* The answer of `tingle why` as JSON: docs/json.md, section why. */
#ifndef REPORT_WHY_JSON_H
#define REPORT_WHY_JSON_H

#include <stdbool.h>

#include <tingle/why.h>

#include "base/buffer.h"

/* Appends one line. `explain` adds the basis. */
void why_json(struct buffer *out, const struct tingle_why *why, bool explain);

#endif
