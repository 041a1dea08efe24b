/* Building a drawing. */
#include "report/drawing_inner.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { DRAWING_MAX_BYTES = 64 << 20, PATH_MAX_STEPS = 20000 };

static const double default_stroke_mm = 0.3, default_text_mm = 3.2;

/* ------------------------------------------------------------------- colours */

/* Levels go from pale yellow to dark red-brown: ordered in lightness, so also apart in grey and for the colour-blind. */
static const struct drawing_shade shades[DRAWING_COLOURS] = {
    [DRAWING_INK] = {"ink", 0x1a1a1a, 0x1f2328, 0xe6e8eb},
    [DRAWING_PAPER] = {"paper", 0xffffff, 0xffffff, 0x15181c},
    [DRAWING_MUTED] = {"muted", 0x6b6b6b, 0x5c636b, 0x9aa3ad},
    [DRAWING_ACCENT] = {"accent", 0x0b5c8a, 0x0b5c8a, 0x6cb8e6},
    [DRAWING_SKIN] = {"skin", 0xf4efe9, 0xf4efe9, 0x2a2e33},
    [DRAWING_LEVEL_0] = {"level-0", 0xffffff, 0xffffff, 0x1f2429},
    [DRAWING_LEVEL_1] = {"level-1", 0xfdf0c4, 0xfdf0c4, 0x4a3c14},
    [DRAWING_LEVEL_2] = {"level-2", 0xfbd47c, 0xfbd47c, 0x6f4a12},
    [DRAWING_LEVEL_3] = {"level-3", 0xf5a94a, 0xf5a94a, 0x965414},
    [DRAWING_LEVEL_4] = {"level-4", 0xe0742c, 0xe0742c, 0xbb5c1c},
    [DRAWING_LEVEL_5] = {"level-5", 0xb8431c, 0xc04a20, 0xe0662a},
};

const struct drawing_shade *drawing_shade_of(enum drawing_colour colour) { return &shades[colour]; }

const char *drawing_colour_name(enum drawing_colour colour) { return shades[colour].name; }

struct drawing_hatching drawing_hatching_of(enum drawing_hatch hatch)
{
    switch (hatch) {
    case DRAWING_PLAIN: break;
    case DRAWING_DOTS: return (struct drawing_hatching){.step = 2.4, .radius = 0.2};
    case DRAWING_DENSE_DOTS: return (struct drawing_hatching){.step = 1.5, .radius = 0.22};
    case DRAWING_LINES: return (struct drawing_hatching){.step = 1.8, .width = 0.2};
    case DRAWING_DENSE_LINES: return (struct drawing_hatching){.step = 1.1, .width = 0.25};
    case DRAWING_GRID: return (struct drawing_hatching){.step = 1.3, .width = 0.22, .crossed = true};
    }
    return (struct drawing_hatching){0};
}

struct drawing_style drawing_level_style(int level)
{
    int l = level < 0 ? 0 : level >= DRAWING_LEVELS ? DRAWING_LEVELS - 1 : level;
    return (struct drawing_style){.fill = (enum drawing_colour)(DRAWING_LEVEL_0 + l), .stroke = DRAWING_INK,
                                  .hatch = (enum drawing_hatch)(DRAWING_PLAIN + l)};
}

int drawing_level_of(double share)
{
    if (!(share > 0)) return 0;
    return share >= 0.8 ? DRAWING_LEVELS - 1 : 1 + (int)(5 * share);
}

struct drawing_style drawing_line_style(enum drawing_colour stroke, double width_mm)
{
    return (struct drawing_style){.stroke = stroke, .width_mm = width_mm};
}

struct drawing_style drawing_fill_style(enum drawing_colour fill) { return (struct drawing_style){.fill = fill}; }

/* ------------------------------------------------------------------ the drawing */

static void fail(struct drawing *d, enum tingle_status st, const char *why)
{
    if (d->failed) return;
    d->failed = st;
    text_copy(d->why, sizeof d->why, why);
}

static const char *kept(struct drawing *d, const char *text)
{
    char *copy;
    if (!text) return NULL;
    copy = arena_text(&d->arena, text, strlen(text));
    if (!copy) fail(d, TINGLE_NO_MEMORY, "");
    return copy;
}

void drawing_init(struct drawing *d, const char *id, double width_mm, double height_mm, const char *title,
                  const char *description)
{
    memset(d, 0, sizeof *d);
    arena_init(&d->arena, DRAWING_MAX_BYTES);
    d->id = kept(d, id);
    d->title = kept(d, title);
    d->description = kept(d, description);
    d->width_mm = width_mm;
    d->height_mm = height_mm;
    d->scale_x = d->scale_y = 1;
}

void drawing_release(struct drawing *d)
{
    arena_release(&d->arena);
    d->item = NULL;
    d->items = d->room = 0;
}

enum tingle_status drawing_status(const struct drawing *d, struct tingle_error *err)
{
    assert(d->failed || (d->places == 0 && d->groups == 0));
    if (d->failed == TINGLE_NO_MEMORY) return error_no_memory(err, "the drawing");
    if (d->failed) return error_set(err, d->failed, -1, "drawing %s: %s", d->id, d->why);
    return TINGLE_OK;
}

static struct drawing_item *add(struct drawing *d, enum drawing_kind kind)
{
    if (d->failed) return NULL;
    if (!arena_room(&d->arena, &d->item, d->items, &d->room, sizeof *d->item)) {
        fail(d, TINGLE_NO_MEMORY, "");
        return NULL;
    }
    d->item[d->items] = (struct drawing_item){.kind = kind};
    return &d->item[d->items++];
}

/* ----------------------------------------------------------------------- places */

static double place_x(const struct drawing *d, double x) { return d->origin_x + d->scale_x * x; }
static double place_y(const struct drawing *d, double y) { return d->origin_y + d->scale_y * y; }

void drawing_place(struct drawing *d, struct drawing_place place)
{
    double scale = place.scale != 0 ? place.scale : 1;
    assert(d->places < sizeof d->place / sizeof *d->place);
    d->place[d->places].x = d->origin_x;
    d->place[d->places].y = d->origin_y;
    d->place[d->places].sx = d->scale_x;
    d->place[d->places++].sy = d->scale_y;
    d->origin_x = place_x(d, place.x_mm);
    d->origin_y = place_y(d, place.y_mm);
    d->scale_x *= place.mirror ? -scale : scale;
    d->scale_y *= scale;
}

void drawing_place_end(struct drawing *d)
{
    assert(d->places > 0);
    d->places--;
    d->origin_x = d->place[d->places].x;
    d->origin_y = d->place[d->places].y;
    d->scale_x = d->place[d->places].sx;
    d->scale_y = d->place[d->places].sy;
}

void drawing_group(struct drawing *d, const struct drawing_group *group)
{
    struct drawing_item *item = add(d, DRAWING_IS_GROUP);
    d->groups++;
    if (!item) return;
    item->group.id = kept(d, group->id);
    item->group.class = kept(d, group->class);
    item->group.label = kept(d, group->label);
}

void drawing_group_end(struct drawing *d)
{
    assert(d->groups > 0);
    d->groups--;
    add(d, DRAWING_IS_GROUP_END);
}

/* ----------------------------------------------------------------------- shapes */

/* The steps of one path while they are put together; x and y are the pen, before the place is applied. */
struct outline {
    struct drawing *d;
    struct drawing_step *step;
    size_t steps, room;
    double x, y;
};

static void step_add(struct outline *o, char command, size_t points, const double *xy)
{
    struct drawing_step *s;
    if (o->d->failed) return;
    if (o->steps >= PATH_MAX_STEPS) {
        fail(o->d, TINGLE_LIMIT, "a path of too many steps");
        return;
    }
    if (!arena_room(&o->d->arena, &o->step, o->steps, &o->room, sizeof *o->step)) {
        fail(o->d, TINGLE_NO_MEMORY, "");
        return;
    }
    s = &o->step[o->steps++];
    s->command = command;
    for (size_t i = 0; i < points; i++) {
        s->x[i] = place_x(o->d, xy[2 * i]);
        s->y[i] = place_y(o->d, xy[2 * i + 1]);
        if (!isfinite(s->x[i]) || !isfinite(s->y[i])) fail(o->d, TINGLE_BAD_DATA, "a point that is not finite");
    }
    if (points == 0) return;
    o->x = xy[2 * points - 2];
    o->y = xy[2 * points - 1];
}

static void outline_end(struct outline *o, struct drawing_style style)
{
    struct drawing_item *item;
    if (o->steps == 0 || !(item = add(o->d, DRAWING_IS_PATH))) return;
    item->style = style;
    if (item->style.width_mm == 0) item->style.width_mm = default_stroke_mm;
    item->step = o->step;
    item->steps = o->steps;
}

/* A quadratic curve is a cubic one whose handles are two thirds of the way to its one handle. */
static void add_quadratic(struct outline *o, const double *v)
{
    double c[6] = {o->x + 2.0 / 3 * (v[0] - o->x), o->y + 2.0 / 3 * (v[1] - o->y), v[2] + 2.0 / 3 * (v[0] - v[2]),
                   v[3] + 2.0 / 3 * (v[1] - v[3]), v[2], v[3]};
    step_add(o, 'C', 3, c);
}

static size_t numbers_of(char command)
{
    switch (command) {
    case 'M': case 'L': return 2;
    case 'H': case 'V': return 1;
    case 'C': return 6;
    case 'Q': return 4;
    default: return 0;
    }
}

static void add_command(struct outline *o, char command, const double *v)
{
    switch (command) {
    case 'H': step_add(o, 'L', 1, (double[]){v[0], o->y}); break;
    case 'V': step_add(o, 'L', 1, (double[]){o->x, v[0]}); break;
    case 'C': step_add(o, 'C', 3, v); break;
    case 'Q': add_quadratic(o, v); break;
    default: step_add(o, command, numbers_of(command) / 2, v); break;
    }
}

static const char *skip_blanks(const char *p)
{
    while (text_is_blank(*p) || *p == ',') p++;
    return p;
}

/* Reads `n` numbers; NULL when they are not there. */
static const char *read_numbers(const char *p, size_t n, double *v)
{
    for (size_t i = 0; i < n; i++) {
        char *end;
        p = skip_blanks(p);
        if (!strchr("+-.0123456789", *p) || !*p) return NULL;
        v[i] = strtod(p, &end);
        if (end == p) return NULL;
        p = end;
    }
    return p;
}

static bool read_path(struct outline *o, const char *p)
{
    char command = 0;
    for (p = skip_blanks(p); *p; p = skip_blanks(p)) {
        double v[6];
        if (strchr("MLHVCQZ", *p)) command = *p++;
        else if (command == 'M') command = 'L';
        else if (command == 'Z' || command == 0) return false;
        if (o->steps == 0 && command != 'M') return false;
        if (!(p = read_numbers(p, numbers_of(command), v))) return false;
        add_command(o, command, v);
        if (o->d->failed) return true;
    }
    return o->steps > 0;
}

void drawing_path(struct drawing *d, const char *path, struct drawing_style style)
{
    struct outline o = {.d = d};
    char why[100];
    if (d->failed) return;
    if (!read_path(&o, path)) {
        snprintf(why, sizeof why, "not a path: \"%.60s\"", path);
        fail(d, TINGLE_BAD_DATA, why);
    }
    outline_end(&o, style);
}

void drawing_polygon(struct drawing *d, const double *xy, size_t n, bool closed, struct drawing_style style)
{
    struct outline o = {.d = d};
    for (size_t i = 0; i < n; i++) step_add(&o, i ? 'L' : 'M', 1, xy + 2 * i);
    if (closed) step_add(&o, 'Z', 0, NULL);
    outline_end(&o, style);
}

void drawing_line(struct drawing *d, double x1, double y1, double x2, double y2, struct drawing_style style)
{
    drawing_polygon(d, (double[]){x1, y1, x2, y2}, 2, false, style);
}

void drawing_rectangle(struct drawing *d, double x, double y, double width, double height, struct drawing_style style)
{
    drawing_polygon(d, (double[]){x, y, x + width, y, x + width, y + height, x, y + height}, 4, true, style);
}

/* Four cubic arcs; k = 4/3 (sqrt 2 - 1) puts the middle of each on the ellipse. */
void drawing_ellipse(struct drawing *d, double x, double y, double rx, double ry, struct drawing_style style)
{
    struct outline o = {.d = d};
    double k = 4.0 / 3 * (sqrt(2) - 1), a = k * rx, b = k * ry;
    step_add(&o, 'M', 1, (double[]){x + rx, y});
    step_add(&o, 'C', 3, (double[]){x + rx, y + b, x + a, y + ry, x, y + ry});
    step_add(&o, 'C', 3, (double[]){x - a, y + ry, x - rx, y + b, x - rx, y});
    step_add(&o, 'C', 3, (double[]){x - rx, y - b, x - a, y - ry, x, y - ry});
    step_add(&o, 'C', 3, (double[]){x + a, y - ry, x + rx, y - b, x + rx, y});
    step_add(&o, 'Z', 0, NULL);
    outline_end(&o, style);
}

static enum drawing_anchor mirrored(enum drawing_anchor anchor)
{
    return anchor == DRAWING_START ? DRAWING_END : anchor == DRAWING_END ? DRAWING_START : DRAWING_MIDDLE;
}

void drawing_text(struct drawing *d, const struct drawing_text *text)
{
    struct drawing_item *item = add(d, DRAWING_IS_TEXT);
    if (!item) return;
    item->text = *text;
    item->text.text = kept(d, text->text);
    item->text.x = place_x(d, text->x);
    item->text.y = place_y(d, text->y);
    if (d->scale_x < 0 && !text->upright) item->text.anchor = mirrored(text->anchor);
    if (text->size_mm == 0) item->text.size_mm = default_text_mm;
    if (text->colour == DRAWING_NONE) item->text.colour = DRAWING_INK;
    if (!isfinite(item->text.x) || !isfinite(item->text.y)) fail(d, TINGLE_BAD_DATA, "a text at a place that is not finite");
}
