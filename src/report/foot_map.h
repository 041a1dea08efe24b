/* The drawn foot: where it is numb, on both feet, in a drawing (SVG, PDF) and in a terminal.
 *
 * The shapes are our own (data/foot_shapes.csv): the right foot, in millimetres of a foot 250 long; the left one is its mirror.
 * Soles are drawn as footprints, so that left is left in every view, with the big toes in the middle. The regions of a view
 * tile it. How often a region was numb is told by its colour, by its hatch (or letter), and in the list that goes with the
 * picture; its number is what the runner types.
 */
#ifndef REPORT_FOOT_MAP_H
#define REPORT_FOOT_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/where.h>

#include "report/drawing.h"
#include "report/term.h"

/* ----------------------------------------------------------------------- shapes */

enum foot_shape_kind {
    FOOT_SHAPE_PLAIN,   /* skin that is no region: the leg, toes behind */
    FOOT_SHAPE_REGION,
    FOOT_SHAPE_OUTLINE, /* of the whole view */
    FOOT_SHAPE_DETAIL   /* lines: nails, the bones of the ankle */
};

struct foot_shape {
    enum tingle_view view;
    enum foot_shape_kind kind;
    const char *code;   /* of a region, else "" */
    int number;
    double x, y;        /* the middle of its number */
    const char *path;
};

/* By view; within one in the order of painting. */
extern const struct foot_shape foot_shape[];
extern const size_t foot_shapes;

/* The size of a view in these millimetres. */
double foot_view_width(enum tingle_view view);
double foot_view_height(enum tingle_view view);

enum foot_map_side { FOOT_MAP_LEFT, FOOT_MAP_RIGHT };

/* How often a region was numb in that foot, 0 to 1; NaN: nothing is located. */
double foot_map_share(const struct tingle_where *where, const char *code, enum foot_map_side side);

/* ---------------------------------------------------------------------- drawing */

enum {
    FOOT_MAP_FLAT = 1 << TINGLE_VIEW_SOLE | 1 << TINGLE_VIEW_TOP,
    FOOT_MAP_ALL = FOOT_MAP_FLAT | 1 << TINGLE_VIEW_INNER | 1 << TINGLE_VIEW_OUTER
};

/* Both feet in some views, side by side: soles and tops in one row, each pair of sides in a row of its own. */
struct foot_map_place {
    double x_mm, y_mm;  /* the upper left corner */
    double width_mm;    /* of it all */
    unsigned views;     /* bits (1u << enum tingle_view); FOOT_MAP_FLAT, FOOT_MAP_ALL */
    bool numbers;       /* of the regions */
};

/* Millimetres that the map takes downwards, the names under the feet included. */
double foot_map_height(const struct foot_map_place *place);
void foot_map_draw(struct drawing *d, const struct tingle_where *where, const struct foot_map_place *place);

/* What the fills mean, in a row `width_mm` wide; takes FOOT_MAP_LEGEND_MM downwards. */
enum { FOOT_MAP_LEGEND_MM = 9 };
void foot_map_legend(struct drawing *d, double x_mm, double y_mm, double width_mm);

/* The whole as a file of SVG: map, legend and the list of what was numb. */
enum tingle_status foot_map_svg(struct buffer *out, const struct tingle_where *where, struct tingle_error *err);

/* --------------------------------------------------------------------- terminal */

/* Soles and tops of both feet; in colour where the terminal has it, and readable without. Of a terminal that is too narrow for
 * a row of four a row of two each, and under FOOT_MAP_LEAST columns one line that says so. */
enum { FOOT_MAP_LEAST = 37 };
void foot_map_text(struct buffer *out, const struct tingle_where *where, const struct term *term);

#endif
