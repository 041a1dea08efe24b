/* Painting a drawing for who has the fonts open already (page_pdf.c). */
#ifndef REPORT_DRAWING_CAIRO_H
#define REPORT_DRAWING_CAIRO_H

#include "report/drawing.h"
#include "report/type.h"

struct _cairo;

/* As drawing_cairo. */
void drawing_paint(struct _cairo *cr, const struct drawing *d, const struct type *type);

/* The print colour becomes the context's source. */
void drawing_source(struct _cairo *cr, enum drawing_colour colour);

#endif
