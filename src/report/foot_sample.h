/* The shapes of a view as polygons: which one is at a point? For the terminal's picture, and for tests of the shapes. */
#ifndef REPORT_FOOT_SAMPLE_H
#define REPORT_FOOT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "report/drawing.h"
#include "report/foot_map.h"

enum { FOOT_SAMPLE_SHAPES = 32, FOOT_SAMPLE_NOTHING = -1 };

/* One polygon after the other; each ends where `ends` is true. */
struct foot_polygons {
    const struct foot_shape *shape;
    double *x, *y;
    bool *ends;
    size_t points;
};

struct foot_sample {
    struct drawing drawing; /* owns it all */
    struct foot_polygons shape[FOOT_SAMPLE_SHAPES];
    size_t shapes;
};

/* All shapes of a view but the details, in the order of the table. False: no memory, or a path that is none. */
bool foot_sample_read(struct foot_sample *s, enum tingle_view view);
void foot_sample_release(struct foot_sample *s);

/* True where the point is inside, by the even-odd rule. */
bool foot_polygons_hold(const struct foot_polygons *p, double x, double y);

/* The region there, else the plain skin there (an index of `shape`), or FOOT_SAMPLE_NOTHING. */
int foot_sample_at(const struct foot_sample *s, double x, double y);

#endif
