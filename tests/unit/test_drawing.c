/* Drawings: numbers of places worked by hand, SVG that is XML and needs nothing else, paint on a cairo surface. */
#include "testing.h"

#include <cairo.h>
#include <expat.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "report/drawing.h"

static void begin(struct drawing *d) { drawing_init(d, "t", 40, 30, "A title", "What is seen"); }

/* The finished SVG in `out`; the drawing is released. */
static void finish(struct drawing *d, struct buffer *out)
{
    struct tingle_error err;
    ck_assert_msg(drawing_status(d, &err) == TINGLE_OK, "%s", err.message);
    buffer_clear(out);
    drawing_svg(out, d);
    drawing_release(d);
}

static void has(const struct buffer *out, const char *part)
{
    ck_assert_msg(strstr(buffer_text(out), part), "\"%s\" is not in:\n%s", part, buffer_text(out));
}

START_TEST(places)
{
    struct drawing_style line = drawing_line_style(DRAWING_INK, 0.5);
    struct drawing d;
    struct buffer out;
    buffer_init(&out, 1 << 20);
    begin(&d);
    drawing_path(&d, "M 1 2 L 3 4 5 6 H 7 V 8 C 1 2 3 4 5 6 Z", line);
    drawing_place(&d, (struct drawing_place){.x_mm = 10, .y_mm = 20, .scale = 2, .mirror = true});
    drawing_path(&d, "M1,2L3-4Z", line); /* 10 - 2 * 1, 20 + 2 * 2; 10 - 2 * 3, 20 - 2 * 4 */
    drawing_text(&d, &(struct drawing_text){.x = 1, .y = 1, .text = "side", .anchor = DRAWING_START});
    drawing_place(&d, (struct drawing_place){.x_mm = 1, .y_mm = 1, .scale = 0.5, .mirror = true});
    drawing_path(&d, "M 3 3 L 0 0", line); /* mirrored twice: x = 10 - 2 (1 - 0.5 * 3) = 11, y = 20 + 2 (1 + 1.5) = 25 */
    drawing_place_end(&d);
    drawing_place_end(&d);
    drawing_path(&d, "M 0 0 Q 3 6 6 0", line); /* handles at two thirds: (2, 4) and (4, 4) */
    finish(&d, &out);
    has(&out, "d=\"M1 2L3 4L5 6L7 6L7 8C1 2 3 4 5 6Z\"");
    has(&out, "d=\"M8 24L4 12Z\"");
    has(&out, "x=\"8\" y=\"22\" font-size=\"3.2\" text-anchor=\"end\"");
    has(&out, "d=\"M11 25L8 22\"");
    has(&out, "d=\"M0 0C2 4 4 4 6 0\"");
    buffer_release(&out);
}
END_TEST

START_TEST(an_ellipse_is_round)
{
    struct drawing d;
    struct buffer out;
    buffer_init(&out, 1 << 20);
    begin(&d);
    drawing_ellipse(&d, 10, 10, 2, 1, drawing_fill_style(DRAWING_ACCENT)); /* 0.5523 of the half axes */
    finish(&d, &out);
    has(&out, "d=\"M12 10C12 10.552 11.105 11 10 11C8.895 11 8 10.552 8 10C8 9.448 8.895 9 10 9C11.105 9 12 9.448 12 10Z\"");
    buffer_release(&out);
}
END_TEST

START_TEST(bad_paths)
{
    static const char *const paths[] = {"", "  ", "L 1 2", "M 1", "M 1 2 L 3", "M 1 2 X 3 4", "M 1 2 Z 3 4", "M nan 1", "M 1e999 0",
                                        "m 1 2 l 3 4", "M 1 2 C 1 2 3 4 5", "12"};
    struct tingle_error err;
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct drawing d;
        begin(&d);
        drawing_path(&d, paths[i], drawing_fill_style(DRAWING_INK));
        drawing_path(&d, "M 0 0 L 1 1", drawing_fill_style(DRAWING_INK));
        ck_assert_msg(drawing_status(&d, &err) == TINGLE_BAD_DATA, "\"%s\"", paths[i]);
        ck_assert_uint_eq(d.items, 0);
        drawing_release(&d);
    }
}
END_TEST

START_TEST(levels)
{
    static const struct { double share; int level; } rows[] = {{NAN, 0}, {-1, 0}, {0, 0}, {0.01, 1}, {0.19, 1}, {0.25, 2},
                                                               {0.5, 3}, {0.79, 4}, {0.85, 5}, {1, 5}, {7, 5}};
    for (size_t i = 0; i < COUNT(rows); i++) ck_assert_int_eq(drawing_level_of(rows[i].share), rows[i].level);
    for (int i = 0; i < DRAWING_LEVELS; i++)
        for (int k = 0; k < i; k++) {
            ck_assert_int_ne(drawing_level_style(i).fill, drawing_level_style(k).fill);
            ck_assert_int_ne(drawing_level_style(i).hatch, drawing_level_style(k).hatch);
        }
}
END_TEST

static void full(struct drawing *d)
{
    begin(d);
    drawing_group(d, &(struct drawing_group){.id = "A&B", .class = "region", .label = "under <the> \"3rd\" toe"});
    for (int i = 0; i < DRAWING_LEVELS; i++) drawing_rectangle(d, 1 + 6 * i, 2, 5, 20, drawing_level_style(i));
    drawing_group_end(d);
    drawing_line(d, 0, 25, 40, 25, (struct drawing_style){.stroke = DRAWING_MUTED, .width_mm = 0.2, .dash_mm = 1});
    drawing_ellipse(d, 20, 12, 6, 3, drawing_fill_style(DRAWING_PAPER));
    drawing_text(d, &(struct drawing_text){.x = 20, .y = 13, .text = "3 < 4 & \x01 \xff fünf", .anchor = DRAWING_MIDDLE, .bold = true});
    drawing_text(d, &(struct drawing_text){.x = 39, .y = 20, .text = "upright", .upright = true, .size_mm = 2});
}

START_TEST(svg_is_xml_and_needs_nothing_else)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    struct drawing d;
    struct buffer out;
    buffer_init(&out, 1 << 20);
    full(&d);
    finish(&d, &out);
    ck_assert_msg(XML_Parse(parser, out.data, (int)out.size, 1) == XML_STATUS_OK, "%s", XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    has(&out, "role=\"img\"");
    has(&out, "<title id=\"t-title\">A title</title>");
    has(&out, "<desc id=\"t-desc\">What is seen</desc>");
    has(&out, "<g id=\"t-A&amp;B\" class=\"region\"><title>under &lt;the&gt; &quot;3rd&quot; toe</title>");
    has(&out, "prefers-color-scheme:dark");
    has(&out, "fill=\"url(#t-level-3-hatch-3)\"");
    has(&out, "3 &lt; 4 &amp;   \xEF\xBF\xBD fünf</text>");
    ck_assert_ptr_null(strstr(buffer_text(&out), "href"));
    ck_assert_ptr_null(strstr(strstr(buffer_text(&out), "w3.org") + 1, "http"));
    ck_assert_ptr_null(strstr(buffer_text(&out), "script"));
    buffer_release(&out);
}
END_TEST

START_TEST(the_same_twice)
{
    struct drawing d;
    struct buffer one, two;
    buffer_init(&one, 1 << 20);
    buffer_init(&two, 1 << 20);
    full(&d);
    finish(&d, &one);
    full(&d);
    finish(&d, &two);
    ck_assert_str_eq(buffer_text(&one), buffer_text(&two));
    buffer_release(&one);
    buffer_release(&two);
}
END_TEST

static unsigned pixel(cairo_surface_t *s, int x, int y)
{
    const unsigned char *row = cairo_image_surface_get_data(s) + y * cairo_image_surface_get_stride(s);
    return ((const unsigned *)(const void *)row)[x] & 0xffffff;
}

/* Ten pixels a millimetre on white. */
START_TEST(cairo_paints_in_print_colours)
{
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 400, 300);
    cairo_t *cr = cairo_create(s);
    struct tingle_error err;
    struct drawing d;
    size_t dark = 0;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, 10, 10);
    begin(&d);
    drawing_rectangle(&d, 1, 1, 10, 10, drawing_fill_style(DRAWING_ACCENT));
    drawing_path(&d, "M 20 1 H 30 V 11 H 20 Z M 22 3 H 28 V 9 H 22 Z", drawing_fill_style(DRAWING_INK));
    drawing_text(&d, &(struct drawing_text){.x = 2, .y = 25, .text = "HHHH", .size_mm = 5});
    ck_assert_int_eq(drawing_cairo(cr, &d, &err), TINGLE_OK);
    cairo_surface_flush(s);
    ck_assert_uint_eq(pixel(s, 50, 50), 0x0b5c8a);
    ck_assert_uint_eq(pixel(s, 205, 20), 0x1a1a1a);
    ck_assert_uint_eq(pixel(s, 250, 60), 0xffffff); /* the hole */
    for (int y = 205; y < 250; y++)
        for (int x = 20; x < 200; x++)
            if (pixel(s, x, y) == 0x1a1a1a) dark++;
    ck_assert_uint_gt(dark, 300);
    drawing_release(&d);
    cairo_destroy(cr);
    cairo_surface_destroy(s);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(places), TEST(an_ellipse_is_round), TEST(bad_paths), TEST(levels),
                                       TEST(svg_is_xml_and_needs_nothing_else), TEST(the_same_twice), TEST(cairo_paints_in_print_colours)};
    return run_tests("drawing", tests, COUNT(tests));
}
