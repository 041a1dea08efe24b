/* A document for the terminal. */
#include "report/document_inner.h"

#include <string.h>

enum { GAP_COLUMNS = 2, COLUMN_MOST = 44 };

static void add_labelled(struct buffer *out, const struct document_block *b, const char *mark, const struct term *term)
{
    struct buffer line;
    size_t indent = strlen(mark);
    buffer_init(&line, 1 << 16);
    if (b->label) buffer_printf(&line, "%s: ", b->label);
    buffer_add_text(&line, b->text);
    buffer_add_text(out, mark);
    term_add_wrapped(out, buffer_text(&line), indent, indent, (size_t)term->width);
    buffer_release(&line);
}

/* As wide as its longest cell, no wider than COLUMN_MOST. */
static size_t column_width(const struct document_block *b, size_t column)
{
    size_t width = term_columns(b->head[column]);
    for (size_t i = column; i < b->cells; i += b->columns) {
        size_t n = term_columns(b->cell[i]);
        if (n > width) width = n;
    }
    return width > COLUMN_MOST ? COLUMN_MOST : width;
}

static void add_row(struct buffer *out, const struct document_block *b, const char *const *cell, const size_t *width, const struct term *term)
{
    size_t at = GAP_COLUMNS;
    buffer_add_text(out, "  ");
    for (size_t i = 0; i + 1 < b->columns; i++) {
        size_t n = term_columns(cell[i]);
        for (size_t k = n; b->right[i] && k < width[i]; k++) buffer_add_byte(out, ' ');
        term_add_padded(out, cell[i], b->right[i] ? (n < width[i] ? n : width[i]) : width[i]);
        buffer_add_text(out, "  ");
        at += width[i] + GAP_COLUMNS;
    }
    if (at + 12 > (size_t)term->width) at = 0; /* too narrow to wrap in place */
    term_add_wrapped(out, cell[b->columns - 1], at, at ? at : 4, at ? (size_t)term->width : (size_t)1 << 20);
}

static void add_table(struct buffer *out, const struct document_block *b, const struct term *term)
{
    size_t width[DOCUMENT_COLUMNS];
    for (size_t i = 0; i < b->columns; i++) width[i] = column_width(b, i);
    if (document_has_head(b)) add_row(out, b, b->head, width, term);
    for (size_t i = 0; i + b->columns <= b->cells; i += b->columns) add_row(out, b, (const char *const *)b->cell + i, width, term);
}

static void add_heading(struct buffer *out, const struct document_block *b, const struct term *term)
{
    if (out->size) buffer_add_byte(out, '\n');
    term_add_heading(out, term, b->text);
}

static void add_block(struct buffer *out, const struct document_block *b, const struct term *term)
{
    switch (b->kind) {
    case DOCUMENT_HEADING: add_heading(out, b, term); break;
    case DOCUMENT_WORDS: case DOCUMENT_SMALL: add_labelled(out, b, "", term); break;
    case DOCUMENT_BULLET: add_labelled(out, b, "- ", term); break;
    case DOCUMENT_NOTICE: add_labelled(out, b, "! ", term); break;
    case DOCUMENT_TABLE: add_table(out, b, term); break;
    case DOCUMENT_DRAWING: term_add_wrapped(out, b->drawing->description, 0, 0, (size_t)term->width); break;
    case DOCUMENT_COLUMNS_BEGIN: case DOCUMENT_COLUMN_NEXT: case DOCUMENT_COLUMNS_END: case DOCUMENT_BREAK: break;
    }
}

void document_text(struct buffer *out, const struct document *d, const struct term *term)
{
    for (size_t i = 0; i < d->blocks; i++) add_block(out, &d->block[i], term);
}
