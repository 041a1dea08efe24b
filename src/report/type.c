/* Words on paper. */
#include "report/type.h"

#include <math.h>
#include <string.h>

#include <pango/pangocairo.h>

static const char *const face = "DejaVu Sans";

/* Pango always lists a few names that stand for whatever there is; they count as no font. */
static bool stands_for_others(const char *family)
{
    static const char *const names[] = {"Sans", "Serif", "Monospace", "System-ui", "Cursive", "Fantasy"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(family, names[i]) == 0) return true;
    return false;
}

static bool has_fonts(PangoFontMap *map)
{
    PangoFontFamily **family = NULL;
    int n = 0;
    bool any = false;
    pango_font_map_list_families(map, &family, &n);
    for (int i = 0; i < n; i++)
        if (!stands_for_others(pango_font_family_get_name(family[i]))) any = true;
    g_free(family);
    return any;
}

static void set_exact(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
}

enum tingle_status type_open(struct type *type, struct tingle_error *err)
{
    memset(type, 0, sizeof *type);
    type->map = pango_cairo_font_map_new();
    if (!type->map) return error_no_memory(err, "the fonts");
    if (!has_fonts(type->map)) {
        type_close(type);
        return error_set(err, TINGLE_NO_INPUT, -1,
                         "no fonts on this system, so no page can be drawn: install the package fonts-dejavu-core, or write text or HTML instead");
    }
    type->context = pango_font_map_create_context(type->map);
    set_exact(type->context);
    return TINGLE_OK;
}

void type_close(struct type *type)
{
    if (type->context) g_object_unref(type->context);
    if (type->map) g_object_unref(type->map);
    memset(type, 0, sizeof *type);
}

static int units(double mm) { return (int)lround(mm * PANGO_SCALE); }

static void set_font(PangoLayout *layout, const struct type_style *style)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, face);
    pango_font_description_set_absolute_size(font, style->size_mm * PANGO_SCALE);
    if (style->bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (style->italic) pango_font_description_set_style(font, PANGO_STYLE_OBLIQUE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

static void set_bold_beginning(PangoLayout *layout, size_t bytes)
{
    PangoAttrList *list = pango_attr_list_new();
    PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    bold->start_index = 0;
    bold->end_index = (guint)bytes;
    pango_attr_list_insert(list, bold);
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

PangoLayout *type_layout(const struct type *type, const char *text, const struct type_style *style)
{
    PangoLayout *layout = pango_layout_new(type->context);
    char *valid = g_utf8_make_valid(text, -1);
    set_font(layout, style);
    pango_layout_set_text(layout, valid, -1);
    if (style->width_mm > 0) {
        pango_layout_set_width(layout, units(style->width_mm));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        if (style->right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    }
    if (style->bold_bytes) set_bold_beginning(layout, style->bold_bytes);
    if (style->one_line) {
        pango_layout_set_single_paragraph_mode(layout, TRUE);
        pango_layout_set_height(layout, -1);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    g_free(valid);
    return layout;
}

struct type_size type_size(PangoLayout *layout)
{
    int width, height;
    pango_layout_get_size(layout, &width, &height);
    return (struct type_size){(double)width / PANGO_SCALE, (double)height / PANGO_SCALE,
                              (double)pango_layout_get_baseline(layout) / PANGO_SCALE};
}
