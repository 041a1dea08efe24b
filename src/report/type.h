/* Words on paper: lines and paragraphs set with pango, in millimetres.
 *
 * The face is DejaVu Sans; where it is missing, what the system offers. Nothing is hinted, so that a text takes the
 * same room at every size, and equal text gives equal pages.
 */
#ifndef REPORT_TYPE_H
#define REPORT_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Pango's own types, so that this header asks for none of its files. */
struct _PangoFontMap;
struct _PangoContext;
struct _PangoLayout;

struct type {
    struct _PangoFontMap *map;
    struct _PangoContext *context;
};

/* Errors: TINGLE_NO_INPUT: the system has no font at all (what to install is in the message); TINGLE_NO_MEMORY. */
enum tingle_status type_open(struct type *type, struct tingle_error *err);
void type_close(struct type *type);

struct type_style {
    double size_mm;   /* of the font */
    bool bold, italic;
    double width_mm;  /* lines are broken here; 0: one line */
    bool one_line;    /* never broken: cut with an ellipsis at width_mm */
    bool right;       /* set to the right end of width_mm */
    size_t bold_bytes; /* so many bytes at the beginning are bold */
};

/* The text laid out; the caller gives it back with g_object_unref. Bytes that are not UTF-8 are replaced. */
struct _PangoLayout *type_layout(const struct type *type, const char *text, const struct type_style *style);

/* Width and height of what stands in a layout, and its first baseline below its top, in mm. */
struct type_size {
    double width_mm, height_mm, baseline_mm;
};
struct type_size type_size(struct _PangoLayout *layout);

#endif
