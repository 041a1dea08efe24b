/* GPX and TCX files that are long: values at every place of them, limits, and what a broken-off point leaves behind. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/activity_limits.h"
#include "base/buffer.h"
#include "base/utc.h"

enum { POINTS = 20000, FIRST_HEART_RATE = 15000, START_S = 1772344800 /* 2026-03-01T06:00:00Z, by `date -d` */ };

static enum tingle_status read_buffer(struct activity **a, const struct buffer *b, struct tingle_error *err)
{
    ck_assert_int_eq(buffer_status(b, "a file", NULL), TINGLE_OK);
    return activity_read(a, bytes_of(b->data, b->size), "long file", err);
}

static struct activity *must_read(const struct buffer *b)
{
    struct activity *a = NULL;
    struct tingle_error err = {0};
    enum tingle_status st = read_buffer(&a, b, &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    return a;
}

static void add_time(struct buffer *b, int i)
{
    char text[UTC_TEXT_SIZE];
    utc_text(text, START_S + i);
    buffer_printf(b, "<time>%s</time>", text);
}

/* Comments of growing length, with what looks like the end of a tag, move every tag to every place of a slice. */
static void make_long(struct buffer *b)
{
    buffer_init(b, 1 << 26);
    buffer_add_text(b, "<gpx><trk><trkseg>");
    for (int i = 0; i < POINTS; i++) {
        buffer_printf(b, "<trkpt lat=\"%d.%05d\" lon=\"-8.5\"><!-- %.*s > -->\n  <ele> %d.25 </ele>", i % 90, i, i % 37, "xxxxxxxxxxxxxxxxxx > xxxxxxxxxxxxxxxxxx", i);
        add_time(b, i);
        if (i >= FIRST_HEART_RATE) buffer_printf(b, "<extensions><hr>%d</hr></extensions>", i % 200);
        buffer_add_text(b, "</trkpt>\n");
    }
    buffer_add_text(b, "</trkseg></trk></gpx>");
}

static void check_long(const struct activity *a)
{
    ck_assert_uint_eq(a->rows, POINTS);
    ck_assert_uint_eq(a->repair_count, 0);
    ck_assert_uint_eq(a->column[ACTIVITY_HEART_RATE_BPM].valid, POINTS - FIRST_HEART_RATE);
    for (int i = 0; i < POINTS; i++) {
        double rate = activity_value(a, ACTIVITY_HEART_RATE_BPM, (size_t)i);
        char lat[32];
        snprintf(lat, sizeof lat, "%d.%05d", i % 90, i);
        if (a->time_s[i] != i || activity_value(a, ACTIVITY_ALTITUDE_M, (size_t)i) != i + 0.25 ||
            activity_value(a, ACTIVITY_LATITUDE_DEG, (size_t)i) != strtod(lat, NULL) || activity_value(a, ACTIVITY_LONGITUDE_DEG, (size_t)i) != -8.5 ||
            (i < FIRST_HEART_RATE ? !isnan(rate) : rate != i % 200))
            ck_abort_msg("point %d", i);
    }
}

START_TEST(every_value_of_a_long_file)
{
    struct buffer b, wide;
    struct activity *a;
    make_long(&b);
    ck_assert_uint_gt(b.size, 5 * 256 * 1024);
    a = must_read(&b);
    check_long(a);
    activity_free(a);
    buffer_init(&wide, 1 << 26); /* the same in UTF-16 */
    buffer_add(&wide, "\xFE\xFF", 2);
    for (size_t i = 0; i < b.size; i++) {
        buffer_add_byte(&wide, '\0');
        buffer_add_byte(&wide, b.data[i]);
    }
    a = must_read(&wide);
    check_long(a);
    activity_free(a);
    buffer_release(&wide);
    buffer_release(&b);
}
END_TEST

START_TEST(more_points_than_the_limit_are_refused)
{
    for (size_t more = 0; more < 2; more++) {
        struct buffer b;
        struct activity *a = NULL;
        struct tingle_error err = {0};
        enum tingle_status st;
        buffer_init(&b, 1 << 26);
        buffer_add_text(&b, "<gpx><trk><trkseg>");
        for (size_t i = 0; i < ACTIVITY_MAX_SAMPLES + more; i++) buffer_add_text(&b, "<trkpt/>");
        buffer_add_text(&b, "</trkseg></trk></gpx>");
        st = read_buffer(&a, &b, &err);
        ck_assert_int_eq(st, more ? TINGLE_LIMIT : TINGLE_OK);
        if (more) ck_assert_str_eq(err.message, "long file: more than 1000000 track points");
        else ck_assert_uint_eq(a->samples, ACTIVITY_MAX_SAMPLES);
        activity_free(a);
        buffer_release(&b);
    }
}
END_TEST

START_TEST(a_tag_or_comment_without_an_end_is_given_up)
{
    static const struct { size_t comment; size_t points; } rows[] = {{ACTIVITY_MAX_XML_TOKEN / 2, 2}, {4 * ACTIVITY_MAX_XML_TOKEN, 1}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer b;
        struct activity *a;
        buffer_init(&b, 1 << 26);
        buffer_add_text(&b, "<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"/><!--");
        for (size_t k = 0; k < rows[i].comment / 4; k++) buffer_add_text(&b, "a > ");
        buffer_add_text(&b, "--><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk></gpx>");
        a = must_read(&b);
        ck_assert_uint_eq(a->samples, rows[i].points);
        for (size_t k = 0; k < a->repair_count; k++) ck_assert(a->repair[k].code != REPAIR_XML || rows[i].points == 1);
        ck_assert_uint_eq(a->repair_count, rows[i].points == 1 ? 2 : 1); /* "no times" besides */
        activity_free(a);
        buffer_release(&b);
    }
}
END_TEST

START_TEST(a_point_that_breaks_off_leaves_no_column)
{
    struct activity *a = NULL;
    const char *text = "<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"><time>2026-03-01T06:00:00Z</time></trkpt><trkpt lat=\"1\" lon=\"2\"><hr>150</hr><ele>5</ele>";
    ck_assert_int_eq(activity_read(&a, bytes_of(text, strlen(text)), "cut", NULL), TINGLE_OK);
    ck_assert_uint_eq(a->samples, 1);
    ck_assert_ptr_null(a->column[ACTIVITY_HEART_RATE_BPM].value);
    ck_assert_ptr_null(a->column[ACTIVITY_ALTITUDE_M].value);
    ck_assert_double_eq(activity_value(a, ACTIVITY_LATITUDE_DEG, 0), 1);
    activity_free(a);
}
END_TEST

START_TEST(prefixes_need_no_namespace)
{
    struct activity *a = NULL;
    const char *text = "<p:gpx q:creator=\"Garmin Connect\"><p:trk><p:trkseg><p:trkpt q:lat=\"1\" q:lon=\"2\"><p:time>2026-03-01T06:00:00Z</p:time>"
                       "<a:b:hr>150</a:b:hr></p:trkpt></p:trkseg></p:trk></p:gpx>";
    ck_assert_int_eq(activity_read(&a, bytes_of(text, strlen(text)), "prefixes", NULL), TINGLE_OK);
    ck_assert_uint_eq(a->repair_count, 0);
    ck_assert_str_eq(a->product, "Garmin Connect");
    ck_assert_double_eq(activity_value(a, ACTIVITY_LONGITUDE_DEG, 0), 2);
    ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 0), 150);
    activity_free(a);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(every_value_of_a_long_file), TEST(more_points_than_the_limit_are_refused),
                                       TEST(a_tag_or_comment_without_an_end_is_given_up), TEST(a_point_that_breaks_off_leaves_no_column),
                                       TEST(prefixes_need_no_namespace)};
    return run_tests("long tracks", tests, COUNT(tests));
}
