/* A document of headings, words, tables and drawings, put together once and shown as text, HTML or PDF.
 *
 *     struct document d;
 *     document_init(&d, "A page");
 *     document_heading(&d, 1, "Numb feet on runs");
 *     document_words(&d, "Began after", "median %.0f min", 40.0);
 *     document_bullet(&d, "one thing");
 *     st = document_status(&d, err);
 *     if (!st) st = document_pdf(&out, &d, &style, &pages, err);
 *     document_release(&d);
 *
 * Building never fails in the middle: no memory is remembered, and document_status asks once. Texts are copied, drawings
 * borrowed.
 */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "report/drawing.h"
#include "report/page_pdf.h"
#include "report/term.h"

struct document_block;

enum { DOCUMENT_CELL = 4096 };

struct document {
    struct arena arena;
    const char *title;
    struct document_block *block;
    size_t blocks, room;
    struct document_block *table; /* the one being filled */
    bool no_memory;
};

void document_init(struct document *d, const char *title);
void document_release(struct document *d);
enum tingle_status document_status(const struct document *d, struct tingle_error *err);

/* ------------------------------------------------------------------- building */

/* 1: the document's; 2: a section; 3: a small one. */
void document_heading(struct document *d, int level, const char *text);
/* A paragraph, its `label` (may be NULL) in bold before it. */
void document_words(struct document *d, const char *label, const char *fmt, ...) PRINTF_LIKE(3, 4);
void document_small(struct document *d, const char *fmt, ...) PRINTF_LIKE(2, 3); /* smaller and muted */
void document_bullet(struct document *d, const char *fmt, ...) PRINTF_LIKE(2, 3);
void document_notice(struct document *d, const char *fmt, ...) PRINTF_LIKE(2, 3); /* not to be missed */

/* A table: its columns (head and share of the width; a head that begins with '>' is set to the right), then the cells row by
 * row. */
enum { DOCUMENT_COLUMNS = 8 };
struct document_column {
    const char *head;
    double share;
};
void document_table(struct document *d, const struct document_column *column, size_t columns);
void document_cell(struct document *d, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* At most `width_mm` wide. As text it is its description. Must live until the document was shown. */
void document_drawing(struct document *d, const struct drawing *drawing, double width_mm);

/* Side by side: everything until the next document_next stands in the first, and so on. Text shows them one after
 * the other; the PDF has two columns of one width, and puts whole sections (from one heading of level 2 to the next; the first
 * stays where it is) where they make the shorter pair. */
void document_columns(struct document *d, double left_share, double right_share);
void document_next(struct document *d);
void document_columns_end(struct document *d);

/* A new page in the PDF. */
void document_break(struct document *d);

/* -------------------------------------------------------------------- showing */

void document_text(struct buffer *out, const struct document *d, const struct term *term);

/* A page of its own: no script, no reference to anywhere, light and dark, made for printing too. */
void document_html(struct buffer *out, const struct document *d);

/* The first page ends at the first break: *first is how many pages that part took, *overflowed whether columns
 * stuck out. `about->pages` is not looked at. Errors: as page_pdf_open and page_pdf_finish. */
enum tingle_status document_pdf(struct buffer *out, const struct document *d, const struct page_about *about, size_t *first,
                                bool *overflowed, struct tingle_error *err);

#endif
