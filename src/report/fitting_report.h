/* Feet, sizes, fit and laces, for a person and as JSON (docs/json.md). */
#ifndef REPORT_FITTING_REPORT_H
#define REPORT_FITTING_REPORT_H

#include <tingle/fit.h>

#include "base/buffer.h"
#include "report/drawing.h"
#include "report/json.h"
#include "report/term.h"

/* Says so when left and right differ more in length than feet do; else nothing. */
void feet_add_apart(struct buffer *out, const struct tingle_foot_known known[2], const struct term *term);

/* What is known of both feet, growth, and the days (`all`: every measurement with its number). */
void feet_text(struct buffer *out, const struct tingle_feet *feet, bool all, const struct term *term);
void feet_json(struct buffer *out, const struct tingle_feet *feet);

/* Verdict for each shoe; `where`: room where it goes numb too. */
void fitting_text(struct buffer *out, const struct tingle_fitting *fit, bool where, const struct term *term);
void fitting_json(struct buffer *out, const struct tingle_fitting *fit, bool where);

/* What to look for in the next pair. */
void fitting_next_text(struct buffer *out, const struct tingle_fitting *fit, const struct term *term);
void fitting_next_json(struct buffer *out, const struct tingle_fitting *fit);

/* A size in all systems. */
void size_text(struct buffer *out, const struct tingle_size *size, const struct term *term);
void size_json(struct buffer *out, const struct tingle_size *size);

/* A length with its error and the measurements behind it; null where it is not known. */
void fitting_json_mm(struct json *j, const char *key, struct tingle_mm mm);

/* "EU 42 2/3": system and size, thirds as they are printed on shoes. */
void fitting_add_size(struct buffer *out, const struct tingle_size *size);

/* ---------------------------------------------------------------------- laces */

void lacing_text(struct buffer *out, const struct tingle_lacing *lacing, const struct term *term);
void lacing_json(struct buffer *out, const struct tingle_lacing *lacing);
/* All patterns, one line each. */
void lacing_list_text(struct buffer *out, const struct tingle_lacing *lacing, const struct term *term);

/* The pattern on a shoe from above, toes at the bottom as the runner sees it: 70 x 100 mm. */
void lacing_draw(struct drawing *d, const struct tingle_lacing_pattern *pattern);

/* The same in characters, LACING_TEXT_ROWS lines. */
void lacing_sketch(struct buffer *out, const struct tingle_lacing_pattern *pattern);

#endif
