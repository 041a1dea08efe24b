/* Text that goes into SVG and HTML. */
#ifndef REPORT_MARKUP_H
#define REPORT_MARKUP_H

#include "base/buffer.h"

/* The text with & < > " ' written as entities; control characters become blanks, bytes that are not UTF-8 U+FFFD. Fit
 * for the inside of an element and of a quoted attribute. */
void markup_add(struct buffer *out, const char *text);

/* A number with at most three decimals, "0" for what rounds to it; never an exponent. */
void markup_add_number(struct buffer *out, double value);

#endif
