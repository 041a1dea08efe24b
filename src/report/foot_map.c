/* The drawn foot in a drawing. */
#include "report/foot_map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GAP = 20, NAME = 16, ROW_GAP = 8 /* in millimetres of the foot */, LABEL = 240 };

static const double number_size = 6.6, number_least_mm = 1.5, number_most_mm = 3.0, name_mm = 2.8;

double foot_view_width(enum tingle_view view) { return view == TINGLE_VIEW_SOLE || view == TINGLE_VIEW_TOP ? 100 : 250; }
double foot_view_height(enum tingle_view view) { return view == TINGLE_VIEW_SOLE || view == TINGLE_VIEW_TOP ? 250 : 150; }

double foot_map_share(const struct tingle_where *w, const char *code, enum foot_map_side side)
{
    for (size_t i = 0; i < w->spots; i++)
        if (strcmp(w->spot[i].region.code, code) == 0) return side == FOOT_MAP_LEFT ? w->spot[i].share_left : w->spot[i].share_right;
    return NAN;
}

/* ------------------------------------------------------------------------ places */

static bool has(unsigned views, enum tingle_view view) { return views >> view & 1; }

/* Feet of the row of soles and tops, and the width of the widest row in millimetres of the foot. */
static int flat_feet(unsigned views) { return 2 * (has(views, TINGLE_VIEW_SOLE) + has(views, TINGLE_VIEW_TOP)); }
static int side_rows(unsigned views) { return has(views, TINGLE_VIEW_INNER) + has(views, TINGLE_VIEW_OUTER); }

static double flat_width(unsigned views) { return flat_feet(views) ? flat_feet(views) * 100.0 + (flat_feet(views) - 1) * GAP : 0; }

static double row_width(unsigned views)
{
    double sides = side_rows(views) ? 2 * 250.0 + GAP : 0;
    return fmax(flat_width(views), sides);
}

static double scale_of(const struct foot_map_place *p) { return p->width_mm / row_width(p->views); }

double foot_map_height(const struct foot_map_place *p)
{
    int flats = flat_feet(p->views) > 0, sides = side_rows(p->views);
    double feet = flats * 250.0 + sides * 150.0 + (flats + sides - 1) * ROW_GAP;
    return feet * scale_of(p) + (flats + sides) * fmax(NAME * scale_of(p), 1.5 * name_mm);
}

/* ---------------------------------------------------------------------- one foot */

static const char *side_name(enum foot_map_side side) { return side == FOOT_MAP_LEFT ? "left" : "right"; }

static const char *view_name(enum tingle_view view)
{
    static const char *const name[] = {"sole", "top", "inner side", "outer side"};
    return name[view];
}

static const char *view_key(enum tingle_view view)
{
    static const char *const key[] = {"sole", "top", "inner", "outer"};
    return key[view];
}

static const struct tingle_spot *spot_of(const struct tingle_where *w, const char *code)
{
    for (size_t i = 0; i < w->spots; i++)
        if (strcmp(w->spot[i].region.code, code) == 0) return &w->spot[i];
    return NULL;
}

static void draw_region(struct drawing *d, const struct tingle_where *w, const struct foot_shape *s, enum foot_map_side side)
{
    const struct tingle_spot *spot = spot_of(w, s->code);
    double share = foot_map_share(w, s->code, side);
    int level = drawing_level_of(share);
    char id[48], label[LABEL];
    struct drawing_style style = drawing_level_style(level);
    snprintf(id, sizeof id, "%s-%s-%s", view_key(s->view), side_name(side), s->code);
    if (isnan(share)) snprintf(label, sizeof label, "%d: %s, %s foot", s->number, spot ? spot->region.name : s->code, side_name(side));
    else
        snprintf(label, sizeof label, "%d: %s, %s foot: numb on %.0f of %zu runs", s->number, spot ? spot->region.name : s->code, side_name(side),
                 share * (double)w->located, w->located);
    if (level == 0) style = (struct drawing_style){.fill = DRAWING_SKIN, .stroke = DRAWING_MUTED, .width_mm = 0.15};
    style.width_mm = level ? 0.25 : 0.15;
    drawing_group(d, &(struct drawing_group){.id = id, .class = "region", .label = label});
    drawing_path(d, s->path, style);
    drawing_group_end(d);
}

static void draw_shape(struct drawing *d, const struct tingle_where *w, const struct foot_shape *s, enum foot_map_side side)
{
    switch (s->kind) {
    case FOOT_SHAPE_REGION: draw_region(d, w, s, side); break;
    case FOOT_SHAPE_PLAIN: drawing_path(d, s->path, (struct drawing_style){.fill = DRAWING_SKIN, .stroke = DRAWING_MUTED, .width_mm = 0.2}); break;
    case FOOT_SHAPE_OUTLINE: drawing_path(d, s->path, drawing_line_style(DRAWING_INK, 0.4)); break;
    case FOOT_SHAPE_DETAIL: drawing_path(d, s->path, drawing_line_style(DRAWING_MUTED, 0.2)); break;
    }
}

/* On what is filled the number stands on a patch of paper. */
static void draw_number(struct drawing *d, const struct tingle_where *w, const struct foot_shape *s, enum foot_map_side side, double scale)
{
    double size = fmin(number_most_mm, fmax(number_least_mm, number_size * scale));
    int level = drawing_level_of(foot_map_share(w, s->code, side));
    char text[8];
    snprintf(text, sizeof text, "%d", s->number);
    if (level)
        drawing_ellipse(d, s->x, s->y, (s->number > 9 ? 0.72 : 0.5) * size / scale, 0.58 * size / scale, drawing_fill_style(DRAWING_PAPER));
    drawing_text(d, &(struct drawing_text){.x = s->x, .y = s->y + 0.36 * size / scale, .text = text, .size_mm = size, .bold = level > 0,
                                           .anchor = DRAWING_MIDDLE, .colour = DRAWING_INK});
}

/* The foot with its upper left corner at (x, y), in millimetres of paper. */
static void draw_foot(struct drawing *d, const struct tingle_where *w, enum tingle_view view, enum foot_map_side side, double x, double y,
                      const struct foot_map_place *p)
{
    double scale = scale_of(p), width = foot_view_width(view) * scale;
    bool mirror = side == FOOT_MAP_LEFT;
    char name[48];
    drawing_place(d, (struct drawing_place){.x_mm = mirror ? x + width : x, .y_mm = y, .scale = scale, .mirror = mirror});
    for (size_t i = 0; i < foot_shapes; i++)
        if (foot_shape[i].view == view) draw_shape(d, w, &foot_shape[i], side);
    for (size_t i = 0; p->numbers && i < foot_shapes; i++)
        if (foot_shape[i].view == view && foot_shape[i].kind == FOOT_SHAPE_REGION) draw_number(d, w, &foot_shape[i], side, scale);
    drawing_place_end(d);
    snprintf(name, sizeof name, "%s %s", side_name(side), view_name(view));
    drawing_text(d, &(struct drawing_text){.x = x + width / 2, .y = y + foot_view_height(view) * scale + 1.1 * name_mm, .text = name, .size_mm = name_mm,
                                           .anchor = DRAWING_MIDDLE, .colour = DRAWING_MUTED});
}

void foot_map_draw(struct drawing *d, const struct tingle_where *w, const struct foot_map_place *p)
{
    double scale = scale_of(p), row = fmax(NAME * scale, 1.5 * name_mm);
    double x = p->x_mm + (p->width_mm - flat_width(p->views) * scale) / 2, y = p->y_mm;
    for (enum tingle_view view = TINGLE_VIEW_SOLE; view <= TINGLE_VIEW_TOP; view++)
        for (enum foot_map_side side = FOOT_MAP_LEFT; has(p->views, view) && side <= FOOT_MAP_RIGHT; side++, x += (100 + GAP) * scale)
            draw_foot(d, w, view, side, x, y, p);
    if (flat_feet(p->views)) y += (250 + ROW_GAP) * scale + row;
    for (enum tingle_view view = TINGLE_VIEW_INNER; view <= TINGLE_VIEW_OUTER; view++) {
        if (!has(p->views, view)) continue;
        x = p->x_mm + (p->width_mm - (2 * 250 + GAP) * scale) / 2;
        draw_foot(d, w, view, FOOT_MAP_LEFT, x, y, p);
        draw_foot(d, w, view, FOOT_MAP_RIGHT, x + (250 + GAP) * scale, y, p);
        y += (150 + ROW_GAP) * scale + row;
    }
}

/* ------------------------------------------------------------------------ legend */

void foot_map_legend(struct drawing *d, double x, double y, double width)
{
    static const char *const words[DRAWING_LEVELS] = {"never", "under 20 %", "20 to 40 %", "40 to 60 %", "60 to 80 %", "80 % or more"};
    double step = width / DRAWING_LEVELS;
    for (int level = 0; level < DRAWING_LEVELS; level++) {
        struct drawing_style style = drawing_level_style(level);
        if (level == 0) style.fill = DRAWING_SKIN, style.hatch = DRAWING_PLAIN;
        style.width_mm = 0.2;
        drawing_rectangle(d, x + level * step, y + 1, 5, 4, style);
        drawing_text(d, &(struct drawing_text){.x = x + level * step + 6.2, .y = y + 4, .text = words[level], .size_mm = name_mm});
    }
}

/* -------------------------------------------------------------------- whole file */

enum { PAGE_MM = 190, MARGIN_MM = 6, LINE_TENTHS_MM = 48 };

static size_t lines_of(const struct tingle_where *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->spots; i++) n += w->spot[i].left + w->spot[i].right + w->spot[i].unsaid > 0;
    return n;
}

static void draw_line(struct drawing *d, const struct tingle_spot *s, double y)
{
    char line[LABEL];
    snprintf(line, sizeof line, "%d", s->region.number);
    drawing_text(d, &(struct drawing_text){.x = MARGIN_MM + 5, .y = y, .text = line, .bold = true, .anchor = DRAWING_END});
    snprintf(line, sizeof line, "%s: left %zu, right %zu%s", s->region.name, s->left, s->right, s->unsaid ? ", and no foot said" : "");
    drawing_text(d, &(struct drawing_text){.x = MARGIN_MM + 7, .y = y, .text = line});
}

static void describe(char *out, size_t size, const struct tingle_where *w)
{
    if (!w->located) snprintf(out, size, "Both feet with the numbered regions to pick from; no place was noted so far.");
    else snprintf(out, size, "Both feet: regions filled by how often they were numb on the %zu runs that name a place. %s%s%s", w->located,
                  *w->place ? "Most often " : "", w->place, *w->place ? "." : "");
}

enum tingle_status foot_map_svg(struct buffer *out, const struct tingle_where *w, struct tingle_error *err)
{
    struct foot_map_place place = {.x_mm = MARGIN_MM, .y_mm = MARGIN_MM + 6, .width_mm = PAGE_MM - 2 * MARGIN_MM, .views = FOOT_MAP_ALL, .numbers = true};
    double map = foot_map_height(&place), line = LINE_TENTHS_MM / 10.0, y = place.y_mm + map + 2;
    char description[LABEL + TINGLE_PLACE_SIZE];
    enum tingle_status st;
    struct drawing d;
    describe(description, sizeof description, w);
    drawing_init(&d, "feet", PAGE_MM, y + FOOT_MAP_LEGEND_MM + line * (double)(lines_of(w) + 1) + MARGIN_MM, "Where it is numb", description);
    drawing_text(&d, &(struct drawing_text){.x = MARGIN_MM, .y = MARGIN_MM + 2, .text = w->located ? "Where it is numb" : "Where is it numb? Nothing was noted so far", .size_mm = 4.2, .bold = true});
    drawing_text(&d, &(struct drawing_text){.x = PAGE_MM - MARGIN_MM, .y = MARGIN_MM + 2, .text = "soles as footprints: left is left", .size_mm = name_mm,
                                            .anchor = DRAWING_END, .colour = DRAWING_MUTED});
    foot_map_draw(&d, w, &place);
    foot_map_legend(&d, MARGIN_MM, y, PAGE_MM - 2 * MARGIN_MM);
    y += FOOT_MAP_LEGEND_MM + line / 2;
    for (size_t i = 0; i < w->spots; i++)
        if (w->spot[i].left + w->spot[i].right + w->spot[i].unsaid) {
            draw_line(&d, &w->spot[i], y);
            y += line;
        }
    st = drawing_status(&d, err);
    if (!st) {
        buffer_add_text(out, DRAWING_XML);
        drawing_svg(out, &d);
    }
    drawing_release(&d);
    return st;
}
