/* JSON as services really write it, made fit for a strict parser.
 *
 * Three things are seen that RFC 8259 forbids: a missing number written as NaN or Infinity, a byte order mark at
 * the front, and files that end early or go on behind their end. One pass over the text, which knows strings
 * from the rest, mends them:
 *
 *     {"speed": [9.5, NaN, 12.6], "hea          becomes      {"speed": [9.5, null, 12.6]}
 *
 * What is cut off is given up back to the last place where a value certainly ended (a comma or a closing bracket),
 * and the brackets still open there are closed. Everything else that is wrong is left for the parser to refuse.
 * The pass also counts what may be values, so that a caller can refuse a tree that would fill the memory.
 */
#ifndef BASE_JSON_TEXT_H
#define BASE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/bytes.h"

enum { JSON_TEXT_MAX_DEPTH = 256 };

struct json_text_report {
    size_t no_numbers, first_no_number; /* NaN, Infinity and -Infinity outside strings, now null; byte of the first */
    bool cut;                           /* the text ended early */
    size_t cut_at;                      /* byte up to which it was kept */
    bool trailing;                      /* something other than blanks and zero bytes behind the end */
    size_t end;                         /* byte behind the outermost value */
    bool too_deep;                      /* over JSON_TEXT_MAX_DEPTH levels: `out` is not complete */
    size_t values;                      /* at most so many values and members */
};

/* Appends the mended text to `out`; ask buffer_status afterwards. */
void json_text_mend(struct buffer *out, struct bytes text, struct json_text_report *report);

/* True when the text begins, after a byte order mark and blanks, with '{' or '['. */
bool json_text_begins(struct bytes text);

#endif
