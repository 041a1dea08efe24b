/* A drawing: shapes and words put together once, that come out as SVG text or on a cairo context (PDF).
 *
 *     struct drawing d;
 *     drawing_init(&d, "foot", 80, 120, "Where it is numb", "Sole of the right foot: ...");
 *     drawing_group(&d, &(struct drawing_group){.id = "P_TOE3", .label = "under the 3rd toe: 4 of 11"});
 *     drawing_path(&d, "M 10 20 C 12 8 24 8 26 20 L 26 30 Z", drawing_level_style(3));
 *     drawing_group_end(&d);
 *     drawing_text(&d, &(struct drawing_text){.x = 40, .y = 115, .text = "right sole", .anchor = DRAWING_MIDDLE});
 *     st = drawing_status(&d, err);
 *     if (!st) drawing_svg(&out, &d);
 *     drawing_release(&d);
 *
 * Lengths are millimetres on paper, x to the right, y down, from the upper left corner. Colours are roles, not
 * values: the SVG follows the reader's light or dark screen, the PDF takes the print values. Nothing rests on
 * colour alone: levels ("how often") carry a hatch of their own, from empty over dots and lines to a grid.
 *
 * Building never fails in the middle: the first failure (no memory, a path that is none) is remembered,
 * later calls do nothing, and drawing_status asks once at the end. All texts are copied.
 */
#ifndef REPORT_DRAWING_H
#define REPORT_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

enum drawing_colour {
    DRAWING_NONE,    /* not painted */
    DRAWING_INK,     /* text and outlines */
    DRAWING_PAPER,   /* what is behind it all */
    DRAWING_MUTED,   /* scales, help lines, what is less important */
    DRAWING_ACCENT,  /* the one thing to look at */
    DRAWING_SKIN,    /* a foot that nothing is said of */
    DRAWING_LEVEL_0, /* how often: never .. */
    DRAWING_LEVEL_1,
    DRAWING_LEVEL_2,
    DRAWING_LEVEL_3,
    DRAWING_LEVEL_4,
    DRAWING_LEVEL_5, /* .. nearly always */
    DRAWING_COLOURS
};

enum { DRAWING_LEVELS = 6 };

/* What lies over the fill, in the stroke colour of ink. Steps of growing darkness. */
enum drawing_hatch { DRAWING_PLAIN, DRAWING_DOTS, DRAWING_DENSE_DOTS, DRAWING_LINES, DRAWING_DENSE_LINES, DRAWING_GRID };

struct drawing_style {
    enum drawing_colour fill, stroke;
    enum drawing_hatch hatch; /* of the fill; not looked at without one */
    double width_mm;          /* of the stroke; 0: 0.3 */
    double dash_mm;           /* dashes and gaps of this length; 0: solid */
};

/* Fill and hatch of a level 0..5, with an outline of ink. */
struct drawing_style drawing_level_style(int level);

/* The level of a share in 0..1: 0 only for nothing at all, else 1 + floor(5 share), at most 5. NaN: 0. */
int drawing_level_of(double share);

/* An outline without fill, and a fill without outline. */
struct drawing_style drawing_line_style(enum drawing_colour stroke, double width_mm);
struct drawing_style drawing_fill_style(enum drawing_colour fill);

struct drawing;

/* ------------------------------------------------------------------- building */

struct drawing_item;

struct drawing {
    const char *id, *title, *description;
    struct arena arena;
    double width_mm, height_mm;
    struct drawing_item *item; /* in the order of painting */
    size_t items, room;
    double origin_x, origin_y, scale_x, scale_y; /* the place in force */
    struct { double x, y, sx, sy; } place[8];    /* those around it */
    size_t places, groups;                       /* open ones */
    enum tingle_status failed;                   /* the first failure */
    char why[160];
};

/* An empty drawing. `id` (letters, digits, "-" and "_") is what the names inside the SVG begin with, so that two
 * drawings go into one page; `title` and `description` are read out to those who do not see it. */
void drawing_init(struct drawing *d, const char *id, double width_mm, double height_mm, const char *title,
                  const char *description);
void drawing_release(struct drawing *d);

/* TINGLE_OK, TINGLE_NO_MEMORY, or TINGLE_BAD_DATA with the path that could not be read, or a number in it that is
 * not finite. Meets an assert when a group or a place is still open. */
enum tingle_status drawing_status(const struct drawing *d, struct tingle_error *err);

/* An outline as in SVG, absolute commands only, numbers separated by blanks or commas:
 * "M x y", "L x y", "H x", "V y", "C x1 y1 x2 y2 x y", "Q x1 y1 x y", "Z". A command's letter may be left out when it
 * repeats the one before (after M: L). Holes by the even-odd rule. */
void drawing_path(struct drawing *d, const char *path, struct drawing_style style);

void drawing_line(struct drawing *d, double x1, double y1, double x2, double y2, struct drawing_style style);
void drawing_rectangle(struct drawing *d, double x, double y, double width, double height, struct drawing_style style);
/* Centre and half axes. */
void drawing_ellipse(struct drawing *d, double x, double y, double rx, double ry, struct drawing_style style);
/* `n` corners, x and y in turn; closed or open. */
void drawing_polygon(struct drawing *d, const double *xy, size_t n, bool closed, struct drawing_style style);

enum drawing_anchor { DRAWING_START, DRAWING_MIDDLE, DRAWING_END };

struct drawing_text {
    double x, y;                /* of the anchor, on the baseline */
    const char *text;           /* one line, UTF-8 */
    double size_mm;             /* of the font, about 1.4 times the height of a capital; 0: 3.2 (9 points) */
    bool bold;
    enum drawing_anchor anchor; /* which end of the line stands at x */
    enum drawing_colour colour; /* DRAWING_NONE: ink */
    bool upright;               /* reads from bottom to top: for a vertical axis */
};
void drawing_text(struct drawing *d, const struct drawing_text *text);

/* What belongs together, with a name for pages and readers: SVG <g id="DRAWING-ID" class="CLASS"> with LABEL as its
 * <title> (shown when pointed at). All may be NULL. PDF has no use for it. */
struct drawing_group {
    const char *id, *class, *label;
};
void drawing_group(struct drawing *d, const struct drawing_group *group);
void drawing_group_end(struct drawing *d);

/* Where the following shapes go: a point (x, y) comes to (x_mm + scale * x, y_mm + scale * y), mirrored to
 * (x_mm - scale * x, ...); a place inside a place is taken in its measure. scale 0 counts as 1. Widths of strokes,
 * hatches and sizes of text stay as they are in millimetres, and text stays readable: mirrored, its anchor changes end. */
struct drawing_place {
    double x_mm, y_mm, scale;
    bool mirror;
};
void drawing_place(struct drawing *d, struct drawing_place place);
void drawing_place_end(struct drawing *d);

/* -------------------------------------------------------------------- showing */

/* One <svg> element that needs nothing else: role="img", <title>, <desc>, a <style> with the colours as variables
 * (--tingle-ink, ...) for light, dark (prefers-color-scheme) and paper. To stand in a page as it is; as a file of its
 * own put DRAWING_XML before it. Numbers have at most three decimals. */
void drawing_svg(struct buffer *out, const struct drawing *d);

#define DRAWING_XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Paints it in print colours with its upper left corner at the context's origin, whose unit must be the millimetre
 * (cairo_scale by 72 / 25.4 on a PDF surface). Errors: TINGLE_INTERNAL (cairo's own), TINGLE_NO_INPUT (no fonts). */
struct _cairo;
enum tingle_status drawing_cairo(struct _cairo *cr, const struct drawing *d, struct tingle_error *err);

#endif
