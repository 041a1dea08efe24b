/* A page of the guide as text for a terminal: wrapped, with headings, lists, links by name and what stands around it.
 *
 * Headings are underlined, and without colour code stands in backquotes, so that nothing is lost in a file. Every
 * line is complete in itself: colours end with the line, as pagers want it.
 */
#ifndef GUIDE_GUIDE_TERMINAL_H
#define GUIDE_GUIDE_TERMINAL_H

#include <stdbool.h>

#include "base/buffer.h"
#include "guide/guide_text.h"

struct guide_look {
    bool colour; /* ANSI colours may be used */
    int width;   /* columns; text is no wider than GUIDE_WIDTH_MAX however wide the terminal is */
};

enum { GUIDE_WIDTH_MAX = 80 };

/* All of it: title, summary, caution, contents, text, sources, what to read next, the closing line. */
void guide_terminal(struct buffer *out, const struct guide_text *text, const struct guide_look *look);

/* Only what the page itself says, for tests of single constructs. */
void guide_terminal_body(struct buffer *out, const struct guide_text *text, const struct guide_look *look);

/* One row of the list of pages: name, title, minutes, summary. */
void guide_terminal_row(struct buffer *out, const struct guide_text *text, const struct guide_look *look);

#endif
