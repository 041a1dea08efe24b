/* Text for a terminal: columns, wrapping, colour, bars. Pure: everything goes into a buffer.
 *
 * A column is one UTF-8 character; names with wide or combining characters may sit a little off.
 */
#ifndef REPORT_TERM_H
#define REPORT_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct term {
    bool is_terminal;
    bool colour; /* ANSI colours and block characters may be used */
    int width;   /* columns of a line */
};

/* Black letters; letters, and what is behind them, in one of the 256 colours of terminals, whose number of three digits and
 * an 'm' follow. */
#define TERM_BLACK "\033[38;5;16m"
#define TERM_PEN "\033[38;5;"
#define TERM_FILL "\033[48;5;"

/* Columns that a text takes. */
size_t term_columns(const char *text);

/* The text, cut with a trailing blank or filled with blanks to exactly `width` columns. */
void term_add_padded(struct buffer *out, const char *text, size_t width);

/* The text broken at blanks so that no line passes `width` columns; every line but the first
 * starts with `indent` blanks, and the first starts at column `at`. Ends with a line break. */
void term_add_wrapped(struct buffer *out, const char *text, size_t at, size_t indent, size_t width);

/* Text of whole lines, colours and columns kept; lines that pass `width` columns are broken at a
 * blank, and go on two columns further in than they began. */
void term_add_folded(struct buffer *out, const char *text, size_t width);

/* A line in bold (plain without colour), with its line break. */
void term_add_heading(struct buffer *out, const struct term *term, const char *text);

/* A bar of share * cells block characters, share in [0, 1]; nothing without colour. */
void term_add_bar(struct buffer *out, const struct term *term, double share, size_t cells);

#endif
