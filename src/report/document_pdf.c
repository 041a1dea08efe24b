/* A document as PDF. */
#include "report/document_inner.h"

#include <math.h>

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
    case DOCUMENT_COLUMNS_BEGIN: case DOCUMENT_COLUMN_NEXT: case DOCUMENT_COLUMNS_END: break; /* add_columns */
    case DOCUMENT_BREAK: page_break(doc); break;
    }
}

/* --------------------------------------------------------------------- columns */

enum { SECTIONS = 12 };
static const double columns_apart_mm = 5, moved_mm = 1; /* so much shorter must it be to move a section */
static const double same_width[2] = {1, 1};

struct section { size_t from, to; double height_mm; bool right, moved; };

/* The sections between a begin at `at` and its end; *end is the end's place. */
static size_t sections_of(const struct document *d, size_t at, size_t *end, struct section section[SECTIONS])
{
    size_t n = 0, i = at + 1;
    bool right = false;
    for (; i < d->blocks && d->block[i].kind != DOCUMENT_COLUMNS_END; i++) {
        const struct document_block *b = &d->block[i];
        right |= b->kind == DOCUMENT_COLUMN_NEXT;
        if (n == 0 || (b->kind == DOCUMENT_HEADING && b->level <= 2 && n < SECTIONS && section[n - 1].to > section[n - 1].from))
            section[n++] = (struct section){.from = i, .to = i, .right = right};
        section[n - 1].to = i + 1;
    }
    *end = i;
    return n;
}

/* On a page of its own. */
static enum tingle_status measure(const struct document *d, struct section *section, size_t n, const struct page_about *about, struct tingle_error *err)
{
    struct page_pdf *doc = NULL;
    enum tingle_status st = page_pdf_open(&doc, about, err);
    if (st) return st;
    page_need(doc, 1);
    page_gap(doc, 1);
    page_columns(doc, same_width, 2, columns_apart_mm);
    for (size_t i = 0; i < n; i++) {
        double room = page_room(doc);
        for (size_t k = section[i].from; k < section[i].to; k++) add_block(doc, &d->block[k], about);
        section[i].height_mm = room - page_room(doc);
    }
    page_columns_end(doc);
    page_pdf_free(doc);
    return TINGLE_OK;
}

/* Tries every way to share them out. */
static void balance(struct section *section, size_t n)
{
    unsigned best = 0;
    double least = INFINITY;
    for (unsigned right = 0; right < 1u << n; right += 2) { /* the first stays left */
        double height[2] = {0}, cost = 0;
        for (size_t i = 0; i < n; i++) {
            height[right >> i & 1] += section[i].height_mm;
            cost += (right >> i & 1) != section[i].right ? moved_mm : 0;
        }
        cost += fmax(height[0], height[1]);
        if (cost < least) {
            least = cost;
            best = right;
        }
    }
    for (size_t i = 0; i < n; i++) {
        section[i].moved = section[i].right != (best >> i & 1);
        section[i].right = best >> i & 1;
    }
}

/* Returns where they end. */
static enum tingle_status add_columns(struct page_pdf *doc, const struct document *d, size_t at, size_t *end, const struct page_about *about, struct tingle_error *err)
{
    struct section section[SECTIONS];
    size_t n = sections_of(d, at, end, section);
    enum tingle_status st = measure(d, section, n, about, err);
    if (st) return st;
    balance(section, n);
    page_columns(doc, same_width, 2, columns_apart_mm);
    for (int column = 0; column < 2; column++) {
        if (column) page_column_next(doc);
        for (int moved = 0; moved < 2; moved++) /* behind those that were there */
            for (size_t i = 0; i < n; i++)
                for (size_t k = section[i].from; section[i].right == column && section[i].moved == moved && k < section[i].to; k++)
                    add_block(doc, &d->block[k], about);
    }
    page_columns_end(doc);
    return TINGLE_OK;
}

/* Written with that many pages in the footer; *pages is how many there are. */
static enum tingle_status write(struct buffer *out, const struct document *d, const struct page_about *about, size_t *pages, size_t *first,
                                bool *overflowed, struct tingle_error *err)
{
    struct page_pdf *doc = NULL;
    enum tingle_status st = page_pdf_open(&doc, about, err);
    if (st) return st;
    *first = 0;
    for (size_t i = 0; !st && i < d->blocks; i++) {
        if (d->block[i].kind == DOCUMENT_COLUMNS_BEGIN) st = add_columns(doc, d, i, &i, about, err);
        if (st || i >= d->blocks) break;
        if (d->block[i].kind == DOCUMENT_BREAK && *first == 0) *first = page_count(doc);
        add_block(doc, &d->block[i], about);
    }
    *pages = page_count(doc);
    if (*first == 0) *first = *pages;
    *overflowed = page_overflowed(doc);
    if (!st) st = page_pdf_finish(doc, out, err);
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
