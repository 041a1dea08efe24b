/* Padding, wrapping, bars. */
#include "report/term.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static bool starts_character(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static size_t columns_in(const char *text, size_t bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes; i++) n += starts_character(text[i]);
    return n;
}

size_t term_columns(const char *text) { return columns_in(text, strlen(text)); }

static void add_blanks(struct buffer *out, size_t n)
{
    while (n-- > 0) buffer_add_byte(out, ' ');
}

void term_add_padded(struct buffer *out, const char *text, size_t width)
{
    size_t columns = term_columns(text), bytes = 0, kept = 0;
    if (columns <= width) {
        buffer_add_text(out, text);
        add_blanks(out, width - columns);
        return;
    }
    for (; text[bytes]; bytes++) {
        if (starts_character(text[bytes]) && kept + 1 >= width) break;
        kept += starts_character(text[bytes]);
    }
    buffer_add(out, text, bytes);
    add_blanks(out, width - kept);
}

void term_add_wrapped(struct buffer *out, const char *text, size_t at, size_t indent, size_t width)
{
    size_t column = at;
    bool line_empty = true;
    while (*(text += strspn(text, " \n"))) {
        size_t bytes = strcspn(text, " \n"), columns = columns_in(text, bytes);
        if (!line_empty && column + 1 + columns > width) {
            buffer_add_byte(out, '\n');
            add_blanks(out, indent);
            column = indent;
            line_empty = true;
        }
        if (!line_empty) buffer_add_byte(out, ' ');
        column += columns + !line_empty;
        buffer_add(out, text, bytes);
        line_empty = false;
        text += bytes;
    }
    buffer_add_byte(out, '\n');
}

/* The length of the colour that begins at `p` ("ESC [ 3 3 m"), 0 when none does. */
static size_t colour_bytes(const char *p, size_t left)
{
    size_t n = 0;
    if (left == 0 || *p != '\033') return 0;
    while (n < left && p[n] != 'm') n++;
    return n < left ? n + 1 : 0;
}

/* Columns of n bytes in which there may be colours. */
static size_t columns_seen(const char *text, size_t n)
{
    size_t columns = 0;
    for (size_t i = 0; i < n; i++) {
        size_t colour = colour_bytes(text + i, n - i);
        if (colour) i += colour - 1;
        else columns += starts_character(text[i]);
    }
    return columns;
}

/* One line of n bytes, folded; what follows a fold stands two columns further in than the line. */
static void add_folded_line(struct buffer *out, const char *line, size_t n, size_t width)
{
    size_t indent = 0, column = 0, at = 0;
    while (indent < n && line[indent] == ' ') indent++;
    while (at < n) {
        size_t blanks = 0, word = 0, columns;
        while (at + blanks < n && line[at + blanks] == ' ') blanks++;
        while (at + blanks + word < n && line[at + blanks + word] != ' ') word++;
        columns = columns_seen(line + at + blanks, word);
        if (word && column > indent && column + blanks + columns > width) {
            buffer_add_byte(out, '\n');
            add_blanks(out, indent + 2);
            column = indent + 2;
        } else {
            add_blanks(out, blanks);
            column += blanks;
        }
        buffer_add(out, line + at + blanks, word);
        column += columns;
        at += blanks + word;
    }
}

void term_add_folded(struct buffer *out, const char *text, size_t width)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (columns_seen(text, n) <= width) buffer_add(out, text, n);
        else add_folded_line(out, text, n, width);
        if (text[n] == '\n') buffer_add_byte(out, '\n');
        text += n + (text[n] == '\n');
    }
}

void term_add_heading(struct buffer *out, const struct term *term, const char *text)
{
    buffer_printf(out, term->colour ? "\033[1m%s\033[0m\n" : "%s\n", text);
}

void term_add_bar(struct buffer *out, const struct term *term, double share, size_t cells)
{
    assert(share >= 0 && share <= 1);
    if (!term->colour) return;
    buffer_add_text(out, "\033[36m");
    for (long n = lround(share * (double)cells); n > 0; n--) buffer_add_text(out, "\xE2\x96\x88");
    buffer_add_text(out, "\033[0m");
}
