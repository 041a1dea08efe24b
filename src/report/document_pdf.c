/* A document as PDF. */
#include "report/document_inner.h"

static void add_words(struct page_pdf *doc, const struct document_block *b, const struct page_about *about)
{
    const double text = about->text_mm > 0 ? about->text_mm : 3.2;
    page_paragraph(doc, &(struct page_words){.label = b->label, .text = b->text, .bullet = b->kind == DOCUMENT_BULLET,
                                             .muted = b->kind == DOCUMENT_SMALL, .size_mm = b->kind == DOCUMENT_SMALL ? 0.85 * text : 0,
                                             .after_mm = b->kind == DOCUMENT_BULLET ? 0.1 * text : 0.22 * text});
}

static void add_table(struct page_pdf *doc, const struct document_block *b, const struct page_about *about)
{
    page_table(doc, &(struct page_table){.columns = b->columns, .share = b->column_share, .right = b->right,
                                         .head = document_has_head(b) ? b->head : NULL, .cell = (const char *const *)b->cell,
                                         .rows = b->cells / b->columns, .size_mm = 0.93 * (about->text_mm > 0 ? about->text_mm : 3.2)});
}

static void add_block(struct page_pdf *doc, const struct document_block *b, const struct page_about *about)
{
    switch (b->kind) {
    case DOCUMENT_HEADING: page_heading(doc, b->level, b->text); break;
    case DOCUMENT_WORDS: case DOCUMENT_SMALL: case DOCUMENT_BULLET: add_words(doc, b, about); break;
    case DOCUMENT_NOTICE: page_notice(doc, b->text); break;
    case DOCUMENT_TABLE: add_table(doc, b, about); break;
    case DOCUMENT_DRAWING: page_drawing(doc, b->drawing, b->width_mm); break;
    case DOCUMENT_COLUMNS_BEGIN: page_columns(doc, b->share, 2, 5); break;
    case DOCUMENT_COLUMN_NEXT: page_column_next(doc); break;
    case DOCUMENT_COLUMNS_END: page_columns_end(doc); break;
    case DOCUMENT_BREAK: page_break(doc); break;
    }
}

/* Written with that many pages in the footer; *pages is how many there are. */
static enum tingle_status write(struct buffer *out, const struct document *d, const struct page_about *about, size_t *pages, size_t *first,
                                bool *overflowed, struct tingle_error *err)
{
    struct page_pdf *doc = NULL;
    enum tingle_status st = page_pdf_open(&doc, about, err);
    if (st) return st;
    *first = 0;
    for (size_t i = 0; i < d->blocks; i++) {
        if (d->block[i].kind == DOCUMENT_BREAK && *first == 0) *first = page_count(doc);
        add_block(doc, &d->block[i], about);
    }
    *pages = page_count(doc);
    if (*first == 0) *first = *pages;
    *overflowed = page_overflowed(doc);
    st = page_pdf_finish(doc, out, err);
    page_pdf_free(doc);
    return st;
}

enum tingle_status document_pdf(struct buffer *out, const struct document *d, const struct page_about *about, size_t *first,
                                bool *overflowed, struct tingle_error *err)
{
    struct page_about counted = *about;
    struct buffer draft;
    size_t pages = 0;
    enum tingle_status st;
    buffer_init(&draft, out->max);
    counted.pages = 0;
    st = write(&draft, d, &counted, &pages, first, overflowed, err);
    counted.pages = pages;
    if (!st) st = write(out, d, &counted, &pages, first, overflowed, err);
    buffer_release(&draft);
    return st;
}
