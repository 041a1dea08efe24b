/* A drawing as SVG. Every painted thing has its colour twice: as an attribute for programs that know no style
 * variables, and as a class that the style sheet gives the reader's light or dark value. */
#include "report/drawing_inner.h"

#include <string.h>

#include "report/markup.h"

/* Which colours and which hatched fills occur. */
struct used {
    bool colour[DRAWING_COLOURS];
    bool hatched[DRAWING_COLOURS][DRAWING_GRID + 1];
};

static void look(struct used *used, const struct drawing *d)
{
    memset(used, 0, sizeof *used);
    used->colour[DRAWING_PAPER] = true;
    for (size_t i = 0; i < d->items; i++) {
        const struct drawing_item *item = &d->item[i];
        if (item->kind == DRAWING_IS_TEXT) used->colour[item->text.colour] = true;
        if (item->kind != DRAWING_IS_PATH) continue;
        used->colour[item->style.fill] = used->colour[item->style.stroke] = true;
        if (item->style.fill == DRAWING_NONE || item->style.hatch == DRAWING_PLAIN) continue;
        used->hatched[item->style.fill][item->style.hatch] = used->colour[DRAWING_INK] = true;
    }
    used->colour[DRAWING_NONE] = false;
}

static void add_hex(struct buffer *out, unsigned rgb) { buffer_printf(out, "#%06x", rgb); }

enum screen { LIGHT, DARK, PRINT };

static void add_variables(struct buffer *out, const struct used *used, enum screen screen)
{
    buffer_add_text(out, ".tingle-drawing{");
    for (int c = DRAWING_INK; c < DRAWING_COLOURS; c++) {
        const struct drawing_shade *s = drawing_shade_of((enum drawing_colour)c);
        if (!used->colour[c]) continue;
        buffer_printf(out, "--tingle-%s:", s->name);
        add_hex(out, screen == DARK ? s->dark : screen == PRINT ? s->print : s->light);
        buffer_add_byte(out, ';');
    }
    buffer_add_byte(out, '}');
}

static void add_sheet(struct buffer *out, const struct used *used)
{
    buffer_add_text(out, "<style>");
    add_variables(out, used, LIGHT);
    buffer_add_text(out, "@media (prefers-color-scheme:dark){");
    add_variables(out, used, DARK);
    buffer_add_text(out, "}@media print{");
    add_variables(out, used, PRINT);
    buffer_add_text(out, "}.tingle-drawing{background:var(--tingle-paper);max-width:100%;height:auto}");
    for (int c = DRAWING_INK; c < DRAWING_COLOURS; c++) {
        const char *name = drawing_colour_name((enum drawing_colour)c);
        if (used->colour[c])
            buffer_printf(out, ".tingle-drawing .f-%s{fill:var(--tingle-%s)}.tingle-drawing .s-%s{stroke:var(--tingle-%s)}",
                          name, name, name, name);
    }
    buffer_add_text(out, "</style>\n");
}

/* ------------------------------------------------------------------- painting */

static void add_attribute(struct buffer *out, const char *name, double value)
{
    buffer_printf(out, " %s=\"", name);
    markup_add_number(out, value);
    buffer_add_byte(out, '"');
}

static void add_pattern_name(struct buffer *out, const struct drawing *d, enum drawing_colour fill, enum drawing_hatch hatch)
{
    buffer_printf(out, "%s-%s-hatch-%d", d->id, drawing_colour_name(fill), (int)hatch);
}

static void add_class(struct buffer *out, enum drawing_colour fill, enum drawing_colour stroke)
{
    buffer_add_text(out, " class=\"");
    if (fill != DRAWING_NONE) buffer_printf(out, "f-%s", drawing_colour_name(fill));
    if (fill != DRAWING_NONE && stroke != DRAWING_NONE) buffer_add_byte(out, ' ');
    if (stroke != DRAWING_NONE) buffer_printf(out, "s-%s", drawing_colour_name(stroke));
    buffer_add_byte(out, '"');
}

static void add_shade(struct buffer *out, const char *attribute, enum drawing_colour colour)
{
    buffer_printf(out, " %s=\"", attribute);
    if (colour == DRAWING_NONE) buffer_add_text(out, "none");
    else add_hex(out, drawing_shade_of(colour)->light);
    buffer_add_byte(out, '"');
}

static void add_paint(struct buffer *out, enum drawing_colour fill, enum drawing_colour stroke)
{
    add_class(out, fill, stroke);
    add_shade(out, "fill", fill);
    if (stroke != DRAWING_NONE) add_shade(out, "stroke", stroke);
}

/* The same with a pattern for the fill. */
static void add_hatched_paint(struct buffer *out, const struct drawing *d, const struct drawing_style *style)
{
    add_class(out, DRAWING_NONE, style->stroke);
    buffer_add_text(out, " fill=\"url(#");
    add_pattern_name(out, d, style->fill, style->hatch);
    buffer_add_text(out, ")\"");
    if (style->stroke != DRAWING_NONE) add_shade(out, "stroke", style->stroke);
}

static void add_dots(struct buffer *out, const struct drawing_hatching *h)
{
    const double at[2] = {h->step / 4, 3 * h->step / 4};
    for (size_t i = 0; i < 2; i++) {
        buffer_add_text(out, "<circle");
        add_attribute(out, "cx", at[i]);
        add_attribute(out, "cy", at[i]);
        add_attribute(out, "r", h->radius);
        add_paint(out, DRAWING_INK, DRAWING_NONE);
        buffer_add_text(out, "/>");
    }
}

/* A diagonal of the tile and the two ends that its neighbours lay over the corners. */
static void add_lines(struct buffer *out, const struct drawing_hatching *h, bool falling)
{
    static const double ends[3][4] = {{0, 1, 1, 0}, {-0.5, 0.5, 0.5, -0.5}, {0.5, 1.5, 1.5, 0.5}};
    buffer_add_text(out, "<path d=\"");
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 4; k++) {
            double v = k % 2 || !falling ? ends[i][k] : 1 - ends[i][k];
            buffer_add_text(out, k == 0 ? "M" : k == 2 ? "L" : " ");
            markup_add_number(out, v * h->step);
        }
    }
    buffer_add_byte(out, '"');
    add_paint(out, DRAWING_NONE, DRAWING_INK);
    add_attribute(out, "stroke-width", h->width);
    buffer_add_text(out, "/>");
}

static void add_pattern(struct buffer *out, const struct drawing *d, enum drawing_colour fill, enum drawing_hatch hatch)
{
    struct drawing_hatching h = drawing_hatching_of(hatch);
    buffer_add_text(out, "<pattern id=\"");
    add_pattern_name(out, d, fill, hatch);
    buffer_add_text(out, "\" patternUnits=\"userSpaceOnUse\"");
    add_attribute(out, "width", h.step);
    add_attribute(out, "height", h.step);
    buffer_add_text(out, "><rect");
    add_attribute(out, "width", h.step);
    add_attribute(out, "height", h.step);
    add_paint(out, fill, DRAWING_NONE);
    buffer_add_text(out, "/>");
    if (h.radius > 0) add_dots(out, &h);
    if (h.width > 0) add_lines(out, &h, false);
    if (h.crossed) add_lines(out, &h, true);
    buffer_add_text(out, "</pattern>\n");
}

static void add_patterns(struct buffer *out, const struct drawing *d, const struct used *used)
{
    buffer_add_text(out, "<defs>\n");
    for (int c = DRAWING_INK; c < DRAWING_COLOURS; c++)
        for (int h = DRAWING_DOTS; h <= DRAWING_GRID; h++)
            if (used->hatched[c][h]) add_pattern(out, d, (enum drawing_colour)c, (enum drawing_hatch)h);
    buffer_add_text(out, "</defs>\n");
}

static void add_step(struct buffer *out, const struct drawing_step *s)
{
    size_t points = s->command == 'C' ? 3 : s->command == 'Z' ? 0 : 1;
    buffer_add_byte(out, s->command);
    for (size_t i = 0; i < points; i++) {
        if (i) buffer_add_byte(out, ' ');
        markup_add_number(out, s->x[i]);
        buffer_add_byte(out, ' ');
        markup_add_number(out, s->y[i]);
    }
}

static void add_path(struct buffer *out, const struct drawing *d, const struct drawing_item *item)
{
    const struct drawing_style *style = &item->style;
    bool hatched = style->fill != DRAWING_NONE && style->hatch != DRAWING_PLAIN;
    buffer_add_text(out, "<path d=\"");
    for (size_t i = 0; i < item->steps; i++) add_step(out, &item->step[i]);
    buffer_add_byte(out, '"');
    if (hatched) add_hatched_paint(out, d, style);
    else add_paint(out, style->fill, style->stroke);
    if (style->fill != DRAWING_NONE) buffer_add_text(out, " fill-rule=\"evenodd\"");
    if (style->stroke != DRAWING_NONE) {
        add_attribute(out, "stroke-width", style->width_mm);
        buffer_add_text(out, " stroke-linejoin=\"round\"");
        if (style->dash_mm > 0) add_attribute(out, "stroke-dasharray", style->dash_mm);
        else buffer_add_text(out, " stroke-linecap=\"round\"");
    }
    buffer_add_text(out, "/>\n");
}

static void add_words(struct buffer *out, const struct drawing_text *t)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    buffer_add_text(out, "<text");
    add_attribute(out, "x", t->x);
    add_attribute(out, "y", t->y);
    add_attribute(out, "font-size", t->size_mm);
    if (t->bold) buffer_add_text(out, " font-weight=\"bold\"");
    if (t->anchor != DRAWING_START) buffer_printf(out, " text-anchor=\"%s\"", anchors[t->anchor]);
    if (t->upright) {
        buffer_add_text(out, " transform=\"rotate(-90 ");
        markup_add_number(out, t->x);
        buffer_add_byte(out, ' ');
        markup_add_number(out, t->y);
        buffer_add_text(out, ")\"");
    }
    add_paint(out, t->colour, DRAWING_NONE);
    buffer_add_byte(out, '>');
    markup_add(out, t->text);
    buffer_add_text(out, "</text>\n");
}

static void add_group(struct buffer *out, const struct drawing *d, const struct drawing_group *g)
{
    buffer_add_text(out, "<g");
    if (g->id) {
        buffer_printf(out, " id=\"%s-", d->id);
        markup_add(out, g->id);
        buffer_add_byte(out, '"');
    }
    if (g->class) {
        buffer_add_text(out, " class=\"");
        markup_add(out, g->class);
        buffer_add_byte(out, '"');
    }
    buffer_add_byte(out, '>');
    if (g->label) {
        buffer_add_text(out, "<title>");
        markup_add(out, g->label);
        buffer_add_text(out, "</title>");
    }
    buffer_add_byte(out, '\n');
}

static void add_head(struct buffer *out, const struct drawing *d)
{
    buffer_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\" class=\"tingle-drawing\" role=\"img\" ", d->id);
    buffer_printf(out, "aria-labelledby=\"%s-title %s-desc\" width=\"", d->id, d->id);
    markup_add_number(out, d->width_mm);
    buffer_add_text(out, "mm\" height=\"");
    markup_add_number(out, d->height_mm);
    buffer_add_text(out, "mm\" viewBox=\"0 0 ");
    markup_add_number(out, d->width_mm);
    buffer_add_byte(out, ' ');
    markup_add_number(out, d->height_mm);
    buffer_printf(out, "\" font-family=\"'DejaVu Sans',Verdana,sans-serif\">\n<title id=\"%s-title\">", d->id);
    markup_add(out, d->title);
    buffer_printf(out, "</title>\n<desc id=\"%s-desc\">", d->id);
    markup_add(out, d->description);
    buffer_add_text(out, "</desc>\n");
}

void drawing_svg(struct buffer *out, const struct drawing *d)
{
    struct used used;
    look(&used, d);
    add_head(out, d);
    add_sheet(out, &used);
    add_patterns(out, d, &used);
    for (size_t i = 0; i < d->items; i++) {
        const struct drawing_item *item = &d->item[i];
        switch (item->kind) {
        case DRAWING_IS_PATH: add_path(out, d, item); break;
        case DRAWING_IS_TEXT: add_words(out, &item->text); break;
        case DRAWING_IS_GROUP: add_group(out, d, &item->group); break;
        case DRAWING_IS_GROUP_END: buffer_add_text(out, "</g>\n"); break;
        }
    }
    buffer_add_text(out, "</svg>\n");
}
