/* A drawing on a cairo context, in print colours. */
#include "report/drawing_cairo.h"

#include <math.h>

#include <pango/pangocairo.h>

#include "report/drawing_inner.h"

void drawing_source(cairo_t *cr, enum drawing_colour colour)
{
    unsigned rgb = drawing_shade_of(colour)->print;
    cairo_set_source_rgb(cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

static void trace(cairo_t *cr, const struct drawing_item *item)
{
    cairo_new_path(cr);
    for (size_t i = 0; i < item->steps; i++) {
        const struct drawing_step *s = &item->step[i];
        switch (s->command) {
        case 'M': cairo_move_to(cr, s->x[0], s->y[0]); break;
        case 'L': cairo_line_to(cr, s->x[0], s->y[0]); break;
        case 'C': cairo_curve_to(cr, s->x[0], s->y[0], s->x[1], s->y[1], s->x[2], s->y[2]); break;
        default: cairo_close_path(cr); break;
        }
    }
}

struct box { double x1, y1, x2, y2; };

static void add_dots(cairo_t *cr, const struct drawing_hatching *h, struct box b)
{
    long row = 0;
    for (double y = floor(b.y1 / h->step) * h->step + h->step / 4; y < b.y2 + h->step; y += h->step / 2, row++)
        for (double x = floor(b.x1 / h->step) * h->step + (row % 2 ? 3 : 1) * h->step / 4; x < b.x2 + h->step; x += h->step) {
            cairo_new_sub_path(cr);
            cairo_arc(cr, x, y, h->radius, 0, 2 * acos(-1));
        }
    cairo_fill(cr);
}

/* Lines that rise to the right (x + y constant) or fall (x - y constant). */
static void add_lines(cairo_t *cr, const struct drawing_hatching *h, struct box b, bool falling)
{
    double height = b.y2 - b.y1, from = falling ? b.x1 - b.y2 : b.x1 + b.y1, to = falling ? b.x2 - b.y1 : b.x2 + b.y2;
    for (double c = floor(from / h->step) * h->step; c < to + h->step; c += h->step) {
        cairo_move_to(cr, falling ? c + b.y1 : c - b.y1, b.y1);
        cairo_rel_line_to(cr, falling ? height : -height, height);
    }
    cairo_set_line_width(cr, h->width);
    cairo_stroke(cr);
}

static void hatch(cairo_t *cr, const struct drawing_item *item)
{
    struct drawing_hatching h = drawing_hatching_of(item->style.hatch);
    struct box b;
    trace(cr, item);
    cairo_fill_extents(cr, &b.x1, &b.y1, &b.x2, &b.y2);
    cairo_save(cr);
    cairo_clip(cr);
    drawing_source(cr, DRAWING_INK);
    if (h.radius > 0) add_dots(cr, &h, b);
    if (h.width > 0) add_lines(cr, &h, b, false);
    if (h.crossed) add_lines(cr, &h, b, true);
    cairo_restore(cr);
}

static void paint_path(cairo_t *cr, const struct drawing_item *item)
{
    const struct drawing_style *style = &item->style;
    if (style->fill != DRAWING_NONE) {
        trace(cr, item);
        drawing_source(cr, style->fill);
        cairo_fill(cr);
        if (style->hatch != DRAWING_PLAIN) hatch(cr, item);
    }
    if (style->stroke == DRAWING_NONE) return;
    trace(cr, item);
    drawing_source(cr, style->stroke);
    cairo_set_line_width(cr, style->width_mm);
    cairo_set_line_cap(cr, style->dash_mm > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
    cairo_set_dash(cr, &style->dash_mm, style->dash_mm > 0 ? 1 : 0, 0);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

static void paint_text(cairo_t *cr, const struct drawing_text *t, const struct type *type)
{
    struct type_style style = {.size_mm = t->size_mm, .bold = t->bold};
    PangoLayout *layout = type_layout(type, t->text, &style);
    struct type_size size = type_size(layout);
    double share = t->anchor == DRAWING_START ? 0 : t->anchor == DRAWING_MIDDLE ? 0.5 : 1;
    cairo_save(cr);
    drawing_source(cr, t->colour);
    cairo_translate(cr, t->x, t->y);
    if (t->upright) cairo_rotate(cr, -acos(-1) / 2);
    cairo_move_to(cr, -share * size.width_mm, -size.baseline_mm);
    pango_cairo_show_layout(cr, layout);
    cairo_restore(cr);
    g_object_unref(layout);
}

void drawing_paint(cairo_t *cr, const struct drawing *d, const struct type *type)
{
    cairo_save(cr);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    for (size_t i = 0; i < d->items; i++) {
        if (d->item[i].kind == DRAWING_IS_PATH) paint_path(cr, &d->item[i]);
        if (d->item[i].kind == DRAWING_IS_TEXT) paint_text(cr, &d->item[i].text, type);
    }
    cairo_restore(cr);
}

enum tingle_status drawing_cairo(cairo_t *cr, const struct drawing *d, struct tingle_error *err)
{
    struct type type;
    enum tingle_status st = type_open(&type, err);
    if (st) return st;
    drawing_paint(cr, d, &type);
    type_close(&type);
    if (cairo_status(cr))
        return error_set(err, TINGLE_INTERNAL, -1, "drawing %s: %s", d->id, cairo_status_to_string(cairo_status(cr)));
    return TINGLE_OK;
}
