/* What a drawing holds, for its back ends (drawing_svg.c, drawing_cairo.c). All points are in millimetres of the
 * finished drawing: places are applied when a shape is added. */
#ifndef REPORT_DRAWING_INNER_H
#define REPORT_DRAWING_INNER_H

#include "report/drawing.h"

enum drawing_kind { DRAWING_IS_PATH, DRAWING_IS_TEXT, DRAWING_IS_GROUP, DRAWING_IS_GROUP_END };

/* 'M' and 'L' with one point, 'C' with three, 'Z' with none. */
struct drawing_step {
    char command;
    double x[3], y[3];
};

struct drawing_item {
    enum drawing_kind kind;
    struct drawing_style style; /* of a path */
    const struct drawing_step *step;
    size_t steps;
    struct drawing_text text;
    struct drawing_group group;
};

/* "ink", ..., "level-5"; NULL for DRAWING_NONE. */
const char *drawing_colour_name(enum drawing_colour colour);

/* 0xRRGGBB of a colour on paper, on a light and on a dark screen. */
struct drawing_shade {
    const char *name;
    unsigned print, light, dark;
};
const struct drawing_shade *drawing_shade_of(enum drawing_colour colour);

/* How a hatch is drawn, the same in all back ends. Dots of `radius` stand in the corners and the middle of squares of
 * `step`; lines of `width` run at 45 degrees, `step` apart along x; a grid has them in both directions. */
struct drawing_hatching {
    double step, radius, width; /* mm; 0: none of that kind */
    bool crossed;
};
struct drawing_hatching drawing_hatching_of(enum drawing_hatch hatch);

#endif
