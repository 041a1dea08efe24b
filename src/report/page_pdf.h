/* A PDF document: text that flows down pages of A4 or Letter, tables, drawings, and whole sheets in true size.
 *
 *     struct page_pdf *doc = NULL;
 *     st = page_pdf_open(&doc, &(struct page_about){.title = "...", .paper = PAGE_A4}, err);
 *     if (st) goto done;
 *     page_heading(doc, 1, "Numb feet on runs");
 *     page_paragraph(doc, &(struct page_words){.text = "..."});
 *     page_drawing(doc, &foot, 0);
 *     st = page_pdf_finish(doc, &out, err);
 * done:
 *     page_pdf_free(doc);
 *
 * What does not fit on a page goes to the next. Fonts are embedded, equal calls give equal bytes, and there is no
 * author and no date unless one is given. All lengths are mm.
 */
#ifndef REPORT_PAGE_PDF_H
#define REPORT_PAGE_PDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "report/drawing.h"

enum page_paper { PAGE_A4, PAGE_LETTER };

struct page_size { double width_mm, height_mm; };
struct page_size page_size_of(enum page_paper paper); /* 210 x 297; 215.9 x 279.4 */

/* "a4" or "letter", in any case; false for anything else. */
bool page_paper_of(const char *name, enum page_paper *paper);

struct page_about {
    const char *title, *subject; /* of the document; subject may be NULL */
    const char *footer;          /* one line at the foot of each flowing page; may be NULL */
    const char *created;         /* "2026-11-26T00:00:00Z"; NULL: no date is written */
    enum page_paper paper;
    double margin_mm;            /* on all sides; 0: 15 */
    double text_mm;              /* size of the font; 0: 3.2 (9 points) */
    size_t pages;                /* how many there will be, for "page 1 of 2"; 0: "page 1" */
};

struct page_pdf;

/* Errors: TINGLE_NO_INPUT (no fonts), TINGLE_NO_MEMORY. The texts of `about` must live until the end. */
enum tingle_status page_pdf_open(struct page_pdf **out, const struct page_about *about, struct tingle_error *err);
void page_pdf_free(struct page_pdf *doc);

/* Ends the document and appends it to `out`. Only freeing is allowed then. Errors: TINGLE_INTERNAL (cairo's own),
 * TINGLE_NO_MEMORY, TINGLE_LIMIT. */
enum tingle_status page_pdf_finish(struct page_pdf *doc, struct buffer *out, struct tingle_error *err);

/* --------------------------------------------------------------------- flowing */

/* Level 1: the document's; 2: a section; 3: a small one. Stays with what follows. */
void page_heading(struct page_pdf *doc, int level, const char *text);

struct page_words {
    const char *label;   /* in bold before the text, ": " between; NULL */
    const char *text;
    double size_mm;      /* 0: the document's */
    bool bold, italic, muted;
    bool bullet;         /* an item of a list */
    double after_mm;     /* free room below; 0: a third of the size */
};
void page_paragraph(struct page_pdf *doc, const struct page_words *words);

/* What must not be missed: in a frame. */
void page_notice(struct page_pdf *doc, const char *text);

/* Rows of cells. A row is not torn apart (unless it is taller than a page: then it is cut); the head comes again on
 * the next page. Cells are broken into lines; a NULL cell is empty. */
struct page_table {
    size_t columns;
    const double *share;       /* of the width, one a column; they need not add up to 1 */
    const bool *right;         /* set to the right; NULL: none is */
    const char *const *head;   /* NULL: none */
    const char *const *cell;   /* rows * columns */
    size_t rows;
    double size_mm;            /* 0: the document's */
};
void page_table(struct page_pdf *doc, const struct page_table *table);

/* The drawing at the left of what is left of the page's width, made smaller to fit; width 0: its own. */
void page_drawing(struct page_pdf *doc, const struct drawing *drawing, double width_mm);

/* `mm` of free room; at least that much left on the page, else the next begins; the next page. */
void page_gap(struct page_pdf *doc, double mm);
void page_need(struct page_pdf *doc, double mm);
void page_break(struct page_pdf *doc);

/* Side by side: between page_columns and page_columns_end everything goes into the first column, after each
 * page_column_next into the next; the flow goes on below the longest. Columns do not pass to the next page: what does
 * not fit sticks out, and page_overflowed tells. At most four, no columns within columns. */
void page_columns(struct page_pdf *doc, const double *share, size_t columns, double between_mm);
void page_column_next(struct page_pdf *doc);
void page_columns_end(struct page_pdf *doc);

/* Room left on this page; pages begun so far; whether anything stuck out. */
double page_room(const struct page_pdf *doc);
size_t page_count(const struct page_pdf *doc);
bool page_overflowed(const struct page_pdf *doc);

/* ---------------------------------------------------------------------- sheets */

/* A page of the drawing's own size with nothing else on it: to be printed at 100 %. */
void page_sheet(struct page_pdf *doc, const struct drawing *drawing);

#endif
