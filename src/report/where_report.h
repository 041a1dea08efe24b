/* The answer of <tingle/where.h> as text and JSON. */
#ifndef REPORT_WHERE_REPORT_H
#define REPORT_WHERE_REPORT_H

#include <tingle/where.h>

#include "base/buffer.h"
#include "report/term.h"

/* Map, list, what it fits. `what` names the run, or "" for all runs. */
void where_text(struct buffer *out, const struct tingle_where *where, const char *what, const struct term *term);
void where_json(struct buffer *out, const struct tingle_where *where);

/* All regions: number, code, place. */
void regions_text(struct buffer *out, const struct tingle_where *where, const struct term *term);
void regions_json(struct buffer *out, const struct tingle_where *where);

#endif
