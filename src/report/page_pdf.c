/* A document of pages: the pen moves down, and a new page begins where there is no room. */
#include "report/page_pdf.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/drawing_cairo.h"
#include "report/type.h"

enum { MAX_COLUMNS = 4, TABLE_MAX_COLUMNS = 12 };

static const double points_per_mm = 72 / 25.4;
static const double default_margin_mm = 15, default_text_mm = 3.2, footer_mm = 2.5, gutter_mm = 2, bullet_mm = 3.2;

/* The flow has a left edge, a width and a pen that goes down from `top` to `bottom`. In columns the edges are those of the
 * column, and `lowest` is where the longest of them ended. */
struct page_pdf {
    struct page_about about;
    struct type type;
    struct buffer bytes;
    cairo_surface_t *surface;
    cairo_t *cr;
    struct page_size size;
    double left, width, y, top, bottom;
    bool begun, overflowed;
    size_t pages;
    size_t columns, column;
    double column_left[MAX_COLUMNS], column_width[MAX_COLUMNS], column_top, lowest, outer_left, outer_width;
};

struct page_size page_size_of(enum page_paper paper)
{
    return paper == PAGE_LETTER ? (struct page_size){215.9, 279.4} : (struct page_size){210, 297};
}

bool page_paper_of(const char *name, enum page_paper *paper)
{
    if (text_same(name, "a4")) *paper = PAGE_A4;
    else if (text_same(name, "letter")) *paper = PAGE_LETTER;
    else return false;
    return true;
}

/* ---------------------------------------------------------------- the document */

enum { PDF_MAX_BYTES = 64 << 20 };

static cairo_status_t keep_bytes(void *closure, const unsigned char *data, unsigned length)
{
    buffer_add(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void describe(struct page_pdf *doc)
{
    cairo_pdf_surface_set_metadata(doc->surface, CAIRO_PDF_METADATA_TITLE, doc->about.title);
    if (doc->about.subject) cairo_pdf_surface_set_metadata(doc->surface, CAIRO_PDF_METADATA_SUBJECT, doc->about.subject);
    cairo_pdf_surface_set_metadata(doc->surface, CAIRO_PDF_METADATA_CREATOR, "Tingle");
    /* Without one cairo would write the time of day. */
    cairo_pdf_surface_set_metadata(doc->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   doc->about.created ? doc->about.created : "");
}

static void set_edges(struct page_pdf *doc)
{
    double margin = doc->about.margin_mm;
    doc->size = page_size_of(doc->about.paper);
    doc->left = margin;
    doc->width = doc->size.width_mm - 2 * margin;
    doc->top = doc->y = margin;
    doc->bottom = doc->size.height_mm - margin - (doc->about.footer ? 2 * footer_mm : 0);
}

enum tingle_status page_pdf_open(struct page_pdf **out, const struct page_about *about, struct tingle_error *err)
{
    struct page_pdf *doc = alloc_array(1, sizeof *doc);
    enum tingle_status st;
    if (!doc) return error_no_memory(err, "the document");
    buffer_init(&doc->bytes, PDF_MAX_BYTES);
    st = type_open(&doc->type, err);
    if (st) goto done;
    doc->about = *about;
    if (doc->about.margin_mm == 0) doc->about.margin_mm = default_margin_mm;
    if (doc->about.text_mm == 0) doc->about.text_mm = default_text_mm;
    set_edges(doc);
    doc->surface = cairo_pdf_surface_create_for_stream(keep_bytes, &doc->bytes, doc->size.width_mm * points_per_mm,
                                                       doc->size.height_mm * points_per_mm);
    doc->cr = cairo_create(doc->surface);
    describe(doc);
    *out = doc;
    doc = NULL;
done:
    page_pdf_free(doc);
    return st;
}

void page_pdf_free(struct page_pdf *doc)
{
    if (!doc) return;
    if (doc->cr) cairo_destroy(doc->cr);
    if (doc->surface) {
        cairo_surface_finish(doc->surface);
        cairo_surface_destroy(doc->surface);
    }
    type_close(&doc->type);
    buffer_release(&doc->bytes);
    free(doc);
}

static void begin_page(struct page_pdf *doc, struct page_size size)
{
    cairo_pdf_surface_set_size(doc->surface, size.width_mm * points_per_mm, size.height_mm * points_per_mm);
    cairo_identity_matrix(doc->cr);
    cairo_scale(doc->cr, points_per_mm, points_per_mm);
    doc->begun = true;
    doc->pages++;
}

static void end_page(struct page_pdf *doc)
{
    if (doc->begun) cairo_show_page(doc->cr);
    doc->begun = false;
    doc->y = doc->top;
}

enum tingle_status page_pdf_finish(struct page_pdf *doc, struct buffer *out, struct tingle_error *err)
{
    cairo_status_t drawn;
    enum tingle_status st;
    if (!doc->begun && doc->pages == 0) begin_page(doc, doc->size);
    end_page(doc);
    drawn = cairo_status(doc->cr);
    cairo_surface_finish(doc->surface);
    if (!drawn) drawn = cairo_surface_status(doc->surface);
    if (drawn == CAIRO_STATUS_NO_MEMORY) return error_no_memory(err, "the document");
    if (drawn) return error_set(err, TINGLE_INTERNAL, -1, "writing the document: %s", cairo_status_to_string(drawn));
    st = buffer_status(&doc->bytes, "the document", err);
    if (!st) buffer_add(out, doc->bytes.data, doc->bytes.size);
    return st;
}

/* ----------------------------------------------------------------------- words */

/* Draws a layout with its upper left corner there. */
static void show(struct page_pdf *doc, PangoLayout *layout, double x, double y, enum drawing_colour colour)
{
    drawing_source(doc->cr, colour);
    cairo_move_to(doc->cr, x, y);
    pango_cairo_show_layout(doc->cr, layout);
}

static void show_footer_part(struct page_pdf *doc, const char *text, double width, bool right)
{
    struct type_style style = {.size_mm = footer_mm, .width_mm = width, .one_line = true, .right = right};
    PangoLayout *layout = type_layout(&doc->type, text, &style);
    show(doc, layout, doc->about.margin_mm, doc->size.height_mm - doc->about.margin_mm - footer_mm, DRAWING_MUTED);
    g_object_unref(layout);
}

static void show_footer(struct page_pdf *doc)
{
    double all = doc->size.width_mm - 2 * doc->about.margin_mm;
    char number[64];
    if (!doc->about.footer) return;
    if (doc->about.pages) snprintf(number, sizeof number, "page %zu of %zu", doc->pages, doc->about.pages);
    else snprintf(number, sizeof number, "page %zu", doc->pages);
    show_footer_part(doc, doc->about.footer, all - 30, false);
    show_footer_part(doc, number, all, true);
}

/* Makes sure that a page has begun and `height` fits below the pen: else the next page. */
static void make_room(struct page_pdf *doc, double height)
{
    static const double hair_mm = 1e-6;
    if (doc->begun && doc->y + height > doc->bottom + hair_mm) {
        if (doc->columns) doc->overflowed = true;
        else if (doc->y > doc->top) end_page(doc);
        else doc->overflowed = true; /* taller than a page */
    }
    if (doc->begun) return;
    begin_page(doc, doc->size);
    show_footer(doc);
}

/* Line by line, so that a long paragraph goes on on the next page. */
static void flow(struct page_pdf *doc, PangoLayout *layout, double indent, enum drawing_colour colour)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do {
        PangoRectangle box;
        double height, above;
        pango_layout_iter_get_line_extents(iter, NULL, &box);
        height = (double)box.height / PANGO_SCALE;
        above = (double)(pango_layout_iter_get_baseline(iter) - box.y) / PANGO_SCALE;
        make_room(doc, height);
        drawing_source(doc->cr, colour);
        cairo_move_to(doc->cr, doc->left + indent + (double)box.x / PANGO_SCALE, doc->y + above);
        pango_cairo_show_layout_line(doc->cr, pango_layout_iter_get_line_readonly(iter));
        doc->y += height;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

static double size_of(const struct page_pdf *doc, double size_mm) { return size_mm > 0 ? size_mm : doc->about.text_mm; }

void page_heading(struct page_pdf *doc, int level, const char *text)
{
    static const double larger[] = {1.75, 1.2, 1.0}, before[] = {0, 0.7, 0.35}, after[] = {0.35, 0.25, 0.1};
    int l = level < 1 ? 0 : level > 3 ? 2 : level - 1;
    double size = doc->about.text_mm * larger[l];
    struct type_style style = {.size_mm = size, .bold = true, .width_mm = doc->width};
    PangoLayout *layout = type_layout(&doc->type, text, &style);
    double height = type_size(layout).height_mm;
    if (doc->begun && doc->y > doc->top) doc->y += before[l] * size;
    make_room(doc, height + 3 * doc->about.text_mm);
    show(doc, layout, doc->left, doc->y, l == 1 ? DRAWING_ACCENT : DRAWING_INK);
    doc->y += height + after[l] * size;
    g_object_unref(layout);
}

static void show_bullet(struct page_pdf *doc, double size)
{
    struct type_style style = {.size_mm = size};
    PangoLayout *layout = type_layout(&doc->type, "\xE2\x80\xA2", &style);
    make_room(doc, type_size(layout).height_mm);
    show(doc, layout, doc->left + bullet_mm / 4, doc->y, DRAWING_INK);
    g_object_unref(layout);
}

void page_paragraph(struct page_pdf *doc, const struct page_words *words)
{
    double size = size_of(doc, words->size_mm), indent = words->bullet ? bullet_mm : 0;
    struct type_style style = {.size_mm = size, .bold = words->bold, .italic = words->italic, .width_mm = doc->width - indent};
    struct buffer line;
    PangoLayout *layout;
    buffer_init(&line, 1 << 20);
    if (words->label) {
        buffer_printf(&line, "%s: ", words->label);
        style.bold_bytes = line.size;
    }
    buffer_add_text(&line, words->text);
    layout = type_layout(&doc->type, buffer_text(&line), &style);
    if (words->bullet) show_bullet(doc, size);
    flow(doc, layout, indent, words->muted ? DRAWING_MUTED : DRAWING_INK);
    doc->y += words->after_mm > 0 ? words->after_mm : size / 3;
    g_object_unref(layout);
    buffer_release(&line);
}

static void frame(struct page_pdf *doc, double y, double height, enum drawing_colour colour)
{
    drawing_source(doc->cr, colour);
    cairo_set_line_width(doc->cr, 0.4);
    cairo_rectangle(doc->cr, doc->left + 0.2, y, doc->width - 0.4, height);
    cairo_stroke(doc->cr);
}

void page_notice(struct page_pdf *doc, const char *text)
{
    double inner = 2;
    struct type_style style = {.size_mm = doc->about.text_mm, .bold = true, .width_mm = doc->width - 2 * inner};
    PangoLayout *layout = type_layout(&doc->type, text, &style);
    double height = type_size(layout).height_mm;
    make_room(doc, height + 2 * inner);
    frame(doc, doc->y, height + 1.5 * inner, DRAWING_INK);
    show(doc, layout, doc->left + inner, doc->y + 0.75 * inner, DRAWING_INK);
    doc->y += height + 2.25 * inner;
    g_object_unref(layout);
}

/* ---------------------------------------------------------------------- tables */

struct columns_mm { double left[TABLE_MAX_COLUMNS], width[TABLE_MAX_COLUMNS]; };

static struct columns_mm share_out(double left, double width, double between, const double *share, size_t n)
{
    struct columns_mm c = {0};
    double all = 0, x = left;
    assert(n > 0 && n <= TABLE_MAX_COLUMNS);
    for (size_t i = 0; i < n; i++) all += share[i];
    for (size_t i = 0; i < n; i++) {
        c.left[i] = x;
        c.width[i] = (width - between * (double)(n - 1)) * share[i] / all;
        x += c.width[i] + between;
    }
    return c;
}

static void rule(struct page_pdf *doc, enum drawing_colour colour, double width)
{
    drawing_source(doc->cr, colour);
    cairo_set_line_width(doc->cr, width);
    cairo_move_to(doc->cr, doc->left, doc->y);
    cairo_rel_line_to(doc->cr, doc->width, 0);
    cairo_stroke(doc->cr);
}

/* One row; returns its height. `paint` false: only measured. */
static double row(struct page_pdf *doc, const struct page_table *t, const char *const *cell, bool bold, bool paint)
{
    struct columns_mm c = share_out(doc->left, doc->width, gutter_mm, t->share, t->columns);
    double height = 0;
    for (size_t i = 0; i < t->columns; i++) {
        struct type_style style = {.size_mm = size_of(doc, t->size_mm), .bold = bold, .width_mm = c.width[i],
                                   .right = t->right && t->right[i]};
        PangoLayout *layout = type_layout(&doc->type, cell[i] ? cell[i] : "", &style);
        height = fmax(height, type_size(layout).height_mm);
        if (paint) show(doc, layout, c.left[i], doc->y, DRAWING_INK);
        g_object_unref(layout);
    }
    return height;
}

static void head_row(struct page_pdf *doc, const struct page_table *t)
{
    if (!t->head) return;
    make_room(doc, row(doc, t, t->head, true, false) + size_of(doc, t->size_mm) * 2);
    doc->y += row(doc, t, t->head, true, true) + 0.3;
    rule(doc, DRAWING_INK, 0.25);
    doc->y += 0.3;
}

void page_table(struct page_pdf *doc, const struct page_table *t)
{
    make_room(doc, 0);
    head_row(doc, t);
    for (size_t i = 0; i < t->rows; i++) {
        const char *const *cell = t->cell + i * t->columns;
        size_t page = doc->pages;
        double height = row(doc, t, cell, false, false);
        make_room(doc, height);
        if (doc->pages != page) head_row(doc, t);
        row(doc, t, cell, false, true);
        doc->y += height + 0.25;
        if (i + 1 < t->rows) rule(doc, DRAWING_MUTED, 0.08);
        doc->y += 0.25;
    }
    doc->y += size_of(doc, t->size_mm) / 4;
}

/* -------------------------------------------------------------------- drawings */

void page_drawing(struct page_pdf *doc, const struct drawing *drawing, double width_mm)
{
    double width = fmin(width_mm > 0 ? width_mm : drawing->width_mm, doc->width), scale = width / drawing->width_mm;
    double height = drawing->height_mm * scale, most = doc->bottom - doc->top;
    if (height > most) {
        scale *= most / height;
        height = most;
    }
    make_room(doc, height);
    cairo_save(doc->cr);
    cairo_translate(doc->cr, doc->left, doc->y);
    cairo_scale(doc->cr, scale, scale);
    drawing_paint(doc->cr, drawing, &doc->type);
    cairo_restore(doc->cr);
    doc->y += height;
}

void page_sheet(struct page_pdf *doc, const struct drawing *drawing)
{
    assert(!doc->columns);
    end_page(doc);
    begin_page(doc, (struct page_size){drawing->width_mm, drawing->height_mm});
    drawing_paint(doc->cr, drawing, &doc->type);
    end_page(doc);
}

/* ------------------------------------------------------------------------ room */

void page_gap(struct page_pdf *doc, double mm)
{
    if (doc->begun) doc->y += mm;
}

void page_need(struct page_pdf *doc, double mm) { make_room(doc, mm); }

void page_break(struct page_pdf *doc)
{
    assert(!doc->columns);
    end_page(doc);
}

void page_columns(struct page_pdf *doc, const double *share, size_t columns, double between_mm)
{
    struct columns_mm c;
    assert(!doc->columns && columns <= MAX_COLUMNS);
    make_room(doc, 0);
    c = share_out(doc->left, doc->width, between_mm, share, columns);
    memcpy(doc->column_left, c.left, sizeof doc->column_left);
    memcpy(doc->column_width, c.width, sizeof doc->column_width);
    doc->outer_left = doc->left;
    doc->outer_width = doc->width;
    doc->columns = columns;
    doc->column = 0;
    doc->column_top = doc->lowest = doc->y;
    doc->left = doc->column_left[0];
    doc->width = doc->column_width[0];
}

void page_column_next(struct page_pdf *doc)
{
    assert(doc->column + 1 < doc->columns);
    doc->lowest = fmax(doc->lowest, doc->y);
    doc->y = doc->column_top;
    doc->column++;
    doc->left = doc->column_left[doc->column];
    doc->width = doc->column_width[doc->column];
}

void page_columns_end(struct page_pdf *doc)
{
    assert(doc->columns);
    doc->y = fmax(doc->lowest, doc->y);
    doc->columns = 0;
    doc->left = doc->outer_left;
    doc->width = doc->outer_width;
}

double page_room(const struct page_pdf *doc) { return doc->begun ? doc->bottom - doc->y : doc->bottom - doc->top; }
size_t page_count(const struct page_pdf *doc) { return doc->pages; }
bool page_overflowed(const struct page_pdf *doc) { return doc->overflowed; }
