/* The drawn foot: its shapes sampled point by point, its SVG, its picture in a terminal. */
#include "testing.h"

#include <expat.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "report/foot_map.h"
#include "report/foot_sample.h"
#include "report/where_report.h"

enum { REGIONS_MAX = 64 };

/* An answer made by hand: all regions, some of them numb on runs of ten. */
struct made {
    struct tingle_where where;
    struct tingle_spot spot[REGIONS_MAX];
};

static struct made *made_new(size_t located)
{
    struct made *m = calloc(1, sizeof *m);
    ck_assert_ptr_nonnull(m);
    m->where = (struct tingle_where){.spot = m->spot, .place = "", .gate_text = "", .doctor_text = "See a doctor.", .located = located,
                                     .numb = located, .noted = located};
    while (tingle_region_at(&m->spot[m->where.spots].region, m->where.spots)) {
        struct tingle_spot *s = &m->spot[m->where.spots++];
        s->share_left = s->share_right = located ? 0 : NAN;
    }
    return m;
}

static void numb(struct made *m, const char *code, size_t left, size_t right)
{
    for (size_t i = 0; i < m->where.spots; i++)
        if (strcmp(m->spot[i].region.code, code) == 0) {
            m->spot[i].left = left;
            m->spot[i].right = right;
            m->spot[i].share_left = (double)left / (double)m->where.located;
            m->spot[i].share_right = (double)right / (double)m->where.located;
        }
}

/* ---------------------------------------------------------------------- shapes */

START_TEST(every_region_is_drawn_in_the_views_that_it_names)
{
    struct tingle_region r;
    for (size_t i = 0; tingle_region_at(&r, i); i++)
        for (enum tingle_view view = 0; view < TINGLE_VIEWS; view++) {
            size_t drawn = 0;
            for (size_t k = 0; k < foot_shapes; k++) drawn += foot_shape[k].view == view && strcmp(foot_shape[k].code, r.code) == 0;
            ck_assert_msg(drawn == (r.views >> view & 1), "%s in view %d: %zu", r.code, (int)view, drawn);
        }
}
END_TEST

/* A point every half millimetre of the foot. */
static const double step = 0.5;

static const struct foot_polygons *outline_of(const struct foot_sample *s)
{
    for (size_t i = 0; i < s->shapes; i++)
        if (s->shape[i].shape->kind == FOOT_SHAPE_OUTLINE) return &s->shape[i];
    ck_abort_msg("no outline");
    return NULL;
}

/* Inside the outline every point is in one region (or, of the leg, in plain skin); a few on a border may be in two or none. */
START_TEST(regions_tile_the_foot_and_stay_inside_it)
{
    for (enum tingle_view view = 0; view < TINGLE_VIEWS; view++) {
        struct foot_sample *s = calloc(1, sizeof *s);
        size_t inside = 0, none = 0, several = 0, outside = 0;
        const struct foot_polygons *outline;
        ck_assert_ptr_nonnull(s);
        ck_assert(foot_sample_read(s, view));
        outline = outline_of(s);
        for (double y = -5; y < foot_view_height(view) + 5; y += step)
            for (double x = -5; x < foot_view_width(view) + 5; x += step) {
                size_t regions = 0, plain = 0;
                for (size_t i = 0; i < s->shapes; i++) {
                    bool holds = foot_polygons_hold(&s->shape[i], x, y);
                    regions += holds && s->shape[i].shape->kind == FOOT_SHAPE_REGION;
                    plain += holds && s->shape[i].shape->kind == FOOT_SHAPE_PLAIN;
                }
                if (foot_polygons_hold(outline, x, y)) {
                    inside++;
                    none += regions + plain == 0;
                    several += regions > 1;
                } else {
                    outside += regions > 0;
                }
            }
        ck_assert_msg(inside > 40000, "view %d: %zu points", (int)view, inside);
        ck_assert_msg(none * 500 < inside && several * 500 < inside && outside * 500 < inside, "view %d of %zu: none %zu, several %zu, outside %zu",
                      (int)view, inside, none, several, outside);
        foot_sample_release(s);
        free(s);
    }
}
END_TEST

START_TEST(numbers_stand_in_their_regions)
{
    for (enum tingle_view view = 0; view < TINGLE_VIEWS; view++) {
        struct foot_sample *s = calloc(1, sizeof *s);
        ck_assert_ptr_nonnull(s);
        ck_assert(foot_sample_read(s, view));
        for (size_t i = 0; i < s->shapes; i++) {
            const struct foot_shape *shape = s->shape[i].shape;
            if (shape->kind == FOOT_SHAPE_REGION)
                ck_assert_msg(foot_polygons_hold(&s->shape[i], shape->x, shape->y), "%s in view %d", shape->code, (int)view);
        }
        foot_sample_release(s);
        free(s);
    }
}
END_TEST

START_TEST(big_regions_are_big_and_toes_have_their_order)
{
    struct foot_sample *s = calloc(1, sizeof *s);
    size_t area[FOOT_SAMPLE_SHAPES] = {0};
    double middle[6] = {0};
    ck_assert_ptr_nonnull(s);
    ck_assert(foot_sample_read(s, TINGLE_VIEW_SOLE));
    for (double y = 0; y < 250; y += 1)
        for (double x = 0; x < 100; x += 1) {
            int at = foot_sample_at(s, x, y);
            if (at != FOOT_SAMPLE_NOTHING) area[at]++;
        }
    for (size_t i = 0; i < s->shapes; i++) {
        const struct foot_shape *shape = s->shape[i].shape;
        if (shape->kind != FOOT_SHAPE_REGION) continue;
        if (shape->number <= 5) middle[shape->number] = shape->x;
        if (shape->number > 5 && shape->number <= 10) ck_assert_msg(area[i] > 1200, "%s: %zu mm2", shape->code, area[i]);
        ck_assert_msg(area[i] > 150, "%s: %zu mm2 hold no number", shape->code, area[i]);
    }
    for (int toe = 1; toe < 5; toe++) ck_assert_double_lt(middle[toe], middle[toe + 1]);
    foot_sample_release(s);
    free(s);
}
END_TEST

/* ------------------------------------------------------------------------- SVG */

static void is_xml(const struct buffer *b)
{
    XML_Parser parser = XML_ParserCreate("UTF-8");
    enum XML_Status st = XML_Parse(parser, b->data, (int)b->size, 1);
    ck_assert_msg(st == XML_STATUS_OK, "line %lu: %s", XML_GetCurrentLineNumber(parser), XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
}

static void has(const struct buffer *b, const char *part) { ck_assert_msg(strstr(buffer_text(b), part) != NULL, "lacks %s", part); }

START_TEST(the_file_names_every_region_and_how_often)
{
    struct made *m = made_new(10);
    struct tingle_error err = {0};
    struct buffer out;
    buffer_init(&out, 1 << 22);
    numb(m, "P_TOE3", 1, 9);
    m->where.place = "under the right 3rd toe & <more>";
    ck_assert_msg(foot_map_svg(&out, &m->where, &err) == TINGLE_OK, "%s", err.message);
    is_xml(&out);
    has(&out, "<title>3: under the 3rd toe, right foot: numb on 9 of 10 runs</title>");
    has(&out, "<title>3: under the 3rd toe, left foot: numb on 1 of 10 runs</title>");
    has(&out, "<title>10: under the heel, left foot: numb on 0 of 10 runs</title>");
    has(&out, "id=\"feet-sole-right-P_TOE3\"");
    has(&out, "Most often under the right 3rd toe &amp; &lt;more&gt;");
    has(&out, "prefers-color-scheme");
    buffer_release(&out);
    free(m);
}
END_TEST

START_TEST(nothing_noted_is_a_map_to_pick_from)
{
    struct made *m = made_new(0);
    struct buffer out;
    buffer_init(&out, 1 << 22);
    ck_assert_int_eq(foot_map_svg(&out, &m->where, NULL), TINGLE_OK);
    is_xml(&out);
    has(&out, "<title>3: under the 3rd toe, right foot</title>");
    has(&out, "Nothing was noted so far");
    buffer_release(&out);
    free(m);
}
END_TEST

START_TEST(the_map_takes_the_height_that_it_says)
{
    struct foot_map_place flat = {.width_mm = 92, .views = FOOT_MAP_FLAT}, all = {.width_mm = 104, .views = FOOT_MAP_ALL};
    /* four feet of 100 and three gaps of 20 are 460: a scale of 0.2; 250 long, and a name of 4.2 mm */
    ck_assert_double_eq_tol(foot_map_height(&flat), 250 * 0.2 + 4.2, 1e-9);
    /* two sides of 250 and a gap of 20 are 520: 0.2; 250 + 150 + 150 and two gaps of 8, three names */
    ck_assert_double_eq_tol(foot_map_height(&all), (250 + 150 + 150 + 16) * 0.2 + 3 * 4.2, 1e-9);
}
END_TEST

/* -------------------------------------------------------------------- terminal */

static size_t widest(const char *text)
{
    size_t most = 0;
    while (*text) {
        size_t columns = 0;
        for (; *text && *text != '\n'; text++) {
            if (*text == '\033') while (*text != 'm') text++;
            else columns += ((unsigned char)*text & 0xC0) != 0x80;
        }
        if (columns > most) most = columns;
        text += *text == '\n';
    }
    return most;
}

START_TEST(the_picture_fits_the_terminal)
{
    static const int widths[] = {37, 50, 76, 77, 80, 100, 400};
    struct made *m = made_new(10);
    numb(m, "P_HEEL", 0, 10);
    for (size_t i = 0; i < COUNT(widths); i++)
        for (int colour = 0; colour < 2; colour++) {
            const struct term term = {.is_terminal = true, .colour = colour, .width = widths[i]};
            struct buffer out;
            buffer_init(&out, 1 << 20);
            foot_map_text(&out, &m->where, &term);
            ck_assert(!out.no_memory && !out.too_large);
            ck_assert_msg(widest(buffer_text(&out)) <= (size_t)widths[i], "%d: %zu", widths[i], widest(buffer_text(&out)));
            has(&out, "34");
            has(&out, "right sole");
            has(&out, "##");
            if (!colour) ck_assert_ptr_null(strchr(buffer_text(&out), '\033'));
            buffer_release(&out);
        }
    free(m);
}
END_TEST

START_TEST(a_terminal_too_narrow_is_told_so)
{
    struct made *m = made_new(0);
    const struct term term = {.width = 36};
    struct buffer out;
    buffer_init(&out, 1 << 20);
    foot_map_text(&out, &m->where, &term);
    ck_assert_str_eq(buffer_text(&out), "The drawn foot needs 37 columns; this terminal has 36.\n");
    buffer_release(&out);
    free(m);
}
END_TEST

START_TEST(fits_stay_behind_the_gate)
{
    static const char *const pro[] = {"under the 3rd toe"};
    const struct tingle_fit fit = {.id = "WEB34", .words = "the nerve between", .anatomy = "a", .side = "right", .well = true, .score = 4, .pro = pro,
                                   .pros = 1, .look = ""};
    const struct term term = {.width = 80};
    struct made *m = made_new(10);
    struct buffer out;
    buffer_init(&out, 1 << 20);
    numb(m, "P_TOE3", 0, 5);
    m->where.nerve = &fit;
    m->where.nerves = 1;
    where_text(&out, &m->where, "", &term);
    has(&out, "fits well: the nerve between (a), right foot\n      for: under the 3rd toe\n");
    buffer_clear(&out);
    m->where.gate = TINGLE_GATE_URGENT;
    m->where.gate_text = "Today: a doctor.";
    where_text(&out, &m->where, "", &term);
    ck_assert_ptr_null(strstr(buffer_text(&out), "fits well"));
    has(&out, "Today: a doctor.");
    buffer_clear(&out);
    where_json(&out, &m->where);
    has(&out, "\"gate\":\"urgent\"");
    has(&out, "\"nerves\":[]");
    buffer_release(&out);
    free(m);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(every_region_is_drawn_in_the_views_that_it_names), TEST(regions_tile_the_foot_and_stay_inside_it),
                                       TEST(numbers_stand_in_their_regions), TEST(big_regions_are_big_and_toes_have_their_order),
                                       TEST(the_file_names_every_region_and_how_often), TEST(nothing_noted_is_a_map_to_pick_from),
                                       TEST(the_map_takes_the_height_that_it_says), TEST(the_picture_fits_the_terminal),
                                       TEST(a_terminal_too_narrow_is_told_so), TEST(fits_stay_behind_the_gate)};
    return run_tests("foot_map", tests, COUNT(tests));
}
