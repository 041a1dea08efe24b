/* GPX and TCX as damaged and as odd as real ones: one test per case of the table in docs/watch-files.md. The files are
 * written from templates here, so that each point is known. */
#include "activity_files.h"

#include <math.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/buffer.h"
#include "base/utc.h"

enum { TCX = 0, GPX = 1, EPOCH = 1772344800 }; /* 2026-03-01T06:00:00Z, by `date -d` */

#define GPX_NS "http://www.topografix.com/GPX/1/1"
#define TPX_NS "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"
#define GPX_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"Test\" xmlns=\"" GPX_NS "\">\n"
#define GPX_TRACK "<trk><name>Morning</name><type>running</type><trkseg>\n"
#define GPX_END "</trkseg></trk></gpx>\n"
#define TCX_HEAD "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Lap StartTime=\"2026-03-01T06:00:00Z\">" \
                 "<TotalTimeSeconds>60</TotalTimeSeconds><Track>\n"
#define TCX_END "</Track></Lap></Activity></Activities></TrainingCenterDatabase>\n"

enum { MAX_POINTS = 64 };

static struct buffer xml;
static size_t point_at[MAX_POINTS + 1]; /* where point i begins; behind the last one its end */

static void xml_begin(const char *head)
{
    buffer_release(&xml);
    buffer_init(&xml, 1 << 28);
    buffer_add_text(&xml, head);
}

/* Points [from, to): second i, latitude 47 + i / 1000, heart rate 100 + i. */
static void put_points(int format, int from, int to)
{
    for (int i = from; i < to; i++) {
        char time[UTC_TEXT_SIZE];
        utc_text(time, EPOCH + i);
        if (i < MAX_POINTS) point_at[i] = xml.size;
        if (format == GPX)
            buffer_printf(&xml, "<trkpt lat=\"47.%03d\" lon=\"8.5\"><time>%s</time><extensions><hr>%d</hr></extensions></trkpt>\n", i, time, 100 + i);
        else
            buffer_printf(&xml, "<Trackpoint><Time>%s</Time><Position><LatitudeDegrees>47.%03d</LatitudeDegrees><LongitudeDegrees>8.5</LongitudeDegrees></Position>"
                                "<HeartRateBpm><Value>%d</Value></HeartRateBpm></Trackpoint>\n", time, i, 100 + i);
        if (i < MAX_POINTS) point_at[i + 1] = xml.size;
    }
}

static void make_file(int format, int points)
{
    xml_begin(format == GPX ? GPX_HEAD GPX_TRACK : TCX_HEAD);
    put_points(format, 0, points);
    buffer_add_text(&xml, format == GPX ? GPX_END : TCX_END);
}

static struct bytes xml_file(void)
{
    ck_assert_int_eq(buffer_status(&xml, "a test file", NULL), TINGLE_OK);
    return bytes_of(xml.data, xml.size);
}

static void replace(const char *old, const char *new)
{
    char *at = strstr(xml.data, old);
    struct buffer out;
    ck_assert_ptr_nonnull(at);
    buffer_init(&out, 1 << 28);
    buffer_add(&out, xml.data, (size_t)(at - xml.data));
    buffer_add_text(&out, new);
    buffer_add_text(&out, at + strlen(old));
    buffer_release(&xml);
    xml = out;
}

/* Points 0 .. n-1 without `lost` (-1: none of them), values and all. */
static void must_keep_all_but(const struct activity *a, int n, int lost)
{
    size_t row = 0;
    int first = lost == 0;
    ck_assert_uint_eq(a->rows, (size_t)(n - (lost >= 0)));
    for (int i = 0; i < n; i++) {
        if (i == lost) continue;
        ck_assert_msg(a->time_s[row] == i - first && activity_value(a, ACTIVITY_HEART_RATE_BPM, row) == 100 + i &&
                          fabs(activity_value(a, ACTIVITY_LATITUDE_DEG, row) - (47 + i / 1000.0)) < 1e-9,
                      "row %zu is not point %d: %g s, %g bpm", row, i, a->time_s[row], activity_value(a, ACTIVITY_HEART_RATE_BPM, row));
        row++;
    }
}

/* ---- namespaces, encodings, depth ----------------------------------------------- */

START_TEST(row_25_namespaces_as_odd_as_they_come)
{
    static const struct { const char *old, *new, *repairs; } rows[] = {
        {"xmlns=\"" GPX_NS "\"", "xmlns=\"" GPX_NS " " TPX_NS "\"", ""},              /* several in one */
        {"xmlns=\"" GPX_NS "\"", "xmlns=\"" TPX_NS "\"", ""},                         /* the extension's as the default */
        {"xmlns=\"" GPX_NS "\"", "xmlns=\"\"", ""},
        {"xmlns=\"" GPX_NS "\"", "xmlns=\"" GPX_NS "\" xmlns=\"" GPX_NS "\"", "xml@115*1"}, /* the same twice; the second begins here */
        {"xmlns=\"" GPX_NS "\"", "xmlns=\"a\" xmlns:o=\"x\" xmlns:o=\"y\" version=\"1.1\"", "xml@95*1"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a;
        make_file(GPX, 20);
        replace(rows[i].old, rows[i].new);
        a = must_read(xml_file());
        must_keep_all_but(a, 20, -1);
        ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
        must_repair(a, "%s", rows[i].repairs);
        activity_free(a);
    }
}
END_TEST

/* Prefixes on everything, one of them never declared; the damage is read over with the same prefix. */
START_TEST(row_25_prefixes)
{
    struct activity *a;
    xml_begin("<ns2:gpx xmlns=\"" TPX_NS "\" xmlns:ns2=\"" GPX_NS "\"><ns2:trk><ns2:trkseg>");
    for (int i = 0; i < 10; i++)
        buffer_printf(&xml, "<ns2:trkpt lat=\"47.%03d\" lon=\"8.5\"><ns2:time>2026-03-01T06:00:%02dZ</ns2:time><hr>%d</hr>%s</ns2:trkpt>", i, i, 100 + i,
                      i == 4 ? "&none;" : "");
    buffer_add_text(&xml, "</ns2:trkseg></ns2:trk></ns2:gpx>");
    a = must_read(xml_file());
    must_keep_all_but(a, 10, 4);
    ck_assert_uint_eq(a->session_count, 1);
    ck_assert_uint_eq(a->repair_count, 1);
    ck_assert_uint_eq(a->repair[0].count, 1);
    activity_free(a);
}
END_TEST

/* An extension nested 300 deep inside point 7: that point is lost, no other. */
START_TEST(row_26_nested_deeper_than_allowed)
{
    for (int format = TCX; format <= GPX; format++) {
        struct activity *a;
        xml_begin(format == GPX ? GPX_HEAD GPX_TRACK : TCX_HEAD);
        put_points(format, 0, 7);
        buffer_add_text(&xml, format == GPX ? "<trkpt lat=\"47\" lon=\"8\"><extensions>" : "<Trackpoint><Extensions>");
        for (int i = 0; i < 300; i++) buffer_add_text(&xml, "<e>");
        for (int i = 0; i < 300; i++) buffer_add_text(&xml, "</e>");
        buffer_add_text(&xml, format == GPX ? "</extensions></trkpt>" : "</Extensions></Trackpoint>");
        put_points(format, 8, 20);
        buffer_add_text(&xml, format == GPX ? GPX_END : TCX_END);
        a = must_read(xml_file());
        must_keep_all_but(a, 20, 7);
        ck_assert_uint_eq(a->samples, 19);
        ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
        ck_assert_uint_eq(a->repair_count, 1);
        ck_assert_int_eq(a->repair[0].code, REPAIR_XML);
        ck_assert_str_eq(a->repair[0].message, "the XML is broken here (nested too deep); read on behind it");
        activity_free(a);
    }
}
END_TEST

/* Points first, then the abyss, then nothing: what came before is kept. Without a point it is refused. */
START_TEST(row_26_nested_too_deep_at_the_end)
{
    struct activity *a;
    make_file(GPX, 5);
    xml.size = point_at[5];
    for (int i = 0; i < 300; i++) buffer_add_text(&xml, "<e>");
    a = must_read(xml_file());
    must_keep_all_but(a, 5, -1);
    ck_assert_uint_eq(a->repair_count, 1);
    activity_free(a);
    xml_begin(GPX_HEAD);
    for (int i = 0; i < 300; i++) buffer_add_text(&xml, "<e>");
    must_refuse(xml_file(), TINGLE_LIMIT, "f: XML nested over 64 levels deep");
}
END_TEST

START_TEST(row_26_byte_order_marks)
{
    static const struct { const char *front, *repairs; } rows[] = {
        {"\xEF\xBB\xBF", ""}, {"\xEF\xBB\xBF\xEF\xBB\xBF", "xml@3*1"}, {"\xEF\xBB\xBF  ", "xml@5*1"}, {"\r\n \t", "encoding@0*1"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a;
        char head[512];
        snprintf(head, sizeof head, "%s%s", rows[i].front, GPX_HEAD GPX_TRACK);
        xml_begin(head);
        put_points(GPX, 0, 20);
        buffer_add_text(&xml, GPX_END);
        a = must_read(xml_file());
        must_keep_all_but(a, 20, -1);
        must_repair(a, "%s", rows[i].repairs);
        activity_free(a);
    }
}
END_TEST

/* A name in Latin-1 in a file that says UTF-8; in Windows' own code, said so; and said to be what it is. */
START_TEST(seen_names_in_odd_encodings)
{
    static const struct { const char *encoding; bool reported; } rows[] = {{"UTF-8", true}, {"windows-1252", true}, {"ISO-8859-1", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a;
        make_file(GPX, 20);
        replace("UTF-8", rows[i].encoding);
        replace("Morning", "Z\xFCrich \x96 Gen\xE8ve");
        a = must_read(xml_file());
        must_keep_all_but(a, 20, -1);
        ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
        ck_assert_uint_eq(a->repair_count, rows[i].reported);
        if (rows[i].reported) ck_assert_int_eq(a->repair[0].code, REPAIR_ENCODING);
        activity_free(a);
    }
}
END_TEST

/* ---- broken in the middle ------------------------------------------------------- */

/* A bare ampersand in the name, before the sport. */
START_TEST(seen_unescaped_ampersand)
{
    struct activity *a;
    make_file(GPX, 20);
    replace("Morning", "Run & Fun");
    a = must_read(xml_file());
    must_keep_all_but(a, 20, -1);
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_uint_eq(a->session_count, 1);
    must_repair(a, "xml@%zu*1", (size_t)(strstr(xml.data, "& Fun") - xml.data) + 1);
    activity_free(a);
}
END_TEST

/* One byte that XML does not allow, in point 7 of 20 and in point 12: these two are lost, the rest is read. */
START_TEST(seen_wild_bytes_in_the_middle)
{
    for (int format = TCX; format <= GPX; format++) {
        struct activity *a;
        size_t wild[2];
        make_file(format, 20);
        wild[0] = point_at[7] + 20;
        wild[1] = point_at[12] + 30;
        xml.data[wild[0]] = '\x01';
        xml.data[wild[1]] = '\x02';
        a = must_read(xml_file());
        ck_assert_uint_eq(a->rows, 18);
        ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 6), 106);
        ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 7), 108);
        ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 10), 111);
        ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 11), 113);
        ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
        ck_assert_uint_eq(a->session_count, 1);
        ck_assert_uint_eq(a->lap_count, 1);
        must_repair(a, "xml@%zu*2", wild[0]);
        activity_free(a);
    }
}
END_TEST

/* Two documents one behind the other: tracks of one file. */
START_TEST(seen_two_files_in_one)
{
    struct activity *a;
    make_file(GPX, 10);
    buffer_add_text(&xml, GPX_HEAD GPX_TRACK);
    put_points(GPX, 10, 20);
    buffer_add_text(&xml, GPX_END);
    a = must_read(xml_file());
    must_keep_all_but(a, 20, -1);
    ck_assert_uint_eq(a->track_count, 2);
    ck_assert_uint_eq(a->track_start[1], 10);
    ck_assert_uint_eq(a->repair_count, 1);
    activity_free(a);
}
END_TEST

/* Every byte of a file changed in turn. The rule: every point that ends before the byte is kept, with its
 * values, unless the byte belongs to the name of the outermost element or the letters before it that say what
 * the file is; and no change costs more than two of ten points in the end. */
static void flip_everywhere(int format)
{
    static const uint8_t masks[] = {0x01, 0x20, 0x80, 0xFF};
    char *bytes;
    size_t size, root;
    make_file(format, 10);
    size = xml.size;
    root = (size_t)(strstr(xml.data, format == GPX ? "<gpx" : "<Training") - xml.data);
    bytes = malloc(size);
    for (size_t at = 0; at < size; at++) {
        for (size_t m = 0; m < COUNT(masks); m++) {
            struct tingle_error err;
            struct activity *a = NULL;
            size_t before = 0;
            memcpy(bytes, xml.data, size);
            bytes[at] = (char)((uint8_t)bytes[at] ^ masks[m]);
            if (try_read(&a, bytes_of(bytes, size), &err)) {
                ck_assert_msg(at >= root && at < root + (format == GPX ? 4u : 23u), "byte %zu: %s", at, err.message);
                continue;
            }
            while (before < 10 && point_at[before + 1] <= at) before++;
            ck_assert_msg(a->samples >= 8 && a->samples <= 10, "byte %zu ^ %x: %zu points", at, masks[m], a->samples);
            for (size_t i = 0; i < before; i++)
                ck_assert_msg(a->time_s[i] == (double)i && activity_value(a, ACTIVITY_HEART_RATE_BPM, i) == 100 + (double)i &&
                                  fabs(activity_value(a, ACTIVITY_LATITUDE_DEG, i) - (47 + (double)i / 1000)) < 1e-9,
                              "byte %zu ^ %x: point %zu", at, masks[m], i);
            activity_free(a);
        }
    }
    free(bytes);
}

START_TEST(any_flipped_byte_keeps_all_points_before_it)
{
    flip_everywhere(GPX);
    flip_everywhere(TCX);
}
END_TEST

/* ---- times ---------------------------------------------------------------------- */

START_TEST(row_19_times_that_are_none)
{
    static const char *const times[] = {"-4713-11-24T00:00:00Z", "0000-00-00T00:00:00Z", "2026-02-30T06:00:05Z", "yesterday"};
    for (size_t i = 0; i < COUNT(times); i++) {
        for (int format = TCX; format <= GPX; format++) {
            struct activity *a;
            make_file(format, 20);
            replace("2026-03-01T06:00:05Z", times[i]);
            a = must_read(xml_file());
            ck_assert_uint_eq(a->samples, 20);
            ck_assert_uint_eq(a->rows, 20);
            ck_assert(isnan(a->time_s[5]));
            ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 5), 105);
            ck_assert_double_eq(a->time_s[6], 6);
            must_repair(a, "no-time@0*1 value@0*1");
            activity_free(a);
        }
    }
}
END_TEST

/* Points from the last to the first. */
START_TEST(seen_track_written_newest_first)
{
    for (int format = TCX; format <= GPX; format++) {
        struct activity *a;
        xml_begin(format == GPX ? GPX_HEAD GPX_TRACK : TCX_HEAD);
        for (int i = 19; i >= 0; i--) put_points(format, i, i + 1);
        buffer_add_text(&xml, format == GPX ? GPX_END : TCX_END);
        a = must_read(xml_file());
        must_keep_all_but(a, 20, -1);
        ck_assert_double_eq(a->session[0].start_s, 0);
        ck_assert_double_eq(a->elapsed_s, 19);
        ck_assert_double_eq(a->lap[0].start_s, 0);
        must_repair(a, "time-order@0*20");
        activity_free(a);
    }
}
END_TEST

START_TEST(clock_is_the_files_or_by_longitude)
{
    struct activity *a;
    setenv("TZ", "Asia/Tokyo", 1);
    for (int format = TCX; format <= GPX; format++) {
        make_file(format, 3);
        a = must_read(xml_file());
        ck_assert(a->has_utc_offset && a->utc_offset_estimated);
        ck_assert_int_eq(a->utc_offset_s, 3600); /* 8.5 degrees east */
        activity_free(a);
        replace("T06:00:00Z", "T04:30:00-01:30");
        replace("T06:00:01Z", "T04:30:01-01:30");
        a = must_read(xml_file());
        ck_assert(a->has_utc_offset && !a->utc_offset_estimated);
        ck_assert_int_eq(a->utc_offset_s, -5400);
        activity_free(a);
    }
    make_file(GPX, 3); /* before the place is known: nowhere, in the sea off Africa */
    replace("lat=\"47.000\" lon=\"8.5\"", "lat=\"0\" lon=\"0\"");
    a = must_read(xml_file());
    ck_assert_int_eq(a->utc_offset_s, 3600);
    activity_free(a);
    unsetenv("TZ");
}
END_TEST

/* ---- what files lack or say ----------------------------------------------------- */

/* A treadmill: no place anywhere, steps in the extension. */
START_TEST(row_27_tcx_without_coordinates)
{
    struct activity *a;
    xml_begin(TCX_HEAD);
    for (int i = 0; i < 20; i++)
        buffer_printf(&xml, "<Trackpoint><Time>2026-03-01T06:00:%02dZ</Time><DistanceMeters>%d</DistanceMeters><Cadence>0</Cadence>"
                            "<Extensions><x:TPX xmlns:x=\"v2\"><x:RunCadence>%d</x:RunCadence></x:TPX></Extensions></Trackpoint>", i, 3 * i, 80 + i % 3);
    buffer_add_text(&xml, TCX_END);
    a = must_read(xml_file());
    ck_assert_uint_eq(a->rows, 20);
    ck_assert_ptr_null(a->column[ACTIVITY_LATITUDE_DEG].value);
    ck_assert_double_eq(a->distance_m, 57);
    for (size_t i = 0; i < 20; i++) ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, i), 2 * (80 + (double)(i % 3)));
    ck_assert(!a->has_utc_offset);
    ck_assert_int_eq(activity_check_run(a, NULL), TINGLE_OK);
    must_repair(a, "%s", "");
    activity_free(a);
}
END_TEST

/* ---- limits --------------------------------------------------------------------- */

/* As many points as are read, and one more. */
START_TEST(limit_of_points)
{
    struct activity *a;
    xml_begin("<gpx><trk><trkseg>");
    for (int i = 0; i < ACTIVITY_MAX_SAMPLES; i++) buffer_add(&xml, "<trkpt/>", 8);
    a = must_read(xml_file());
    ck_assert_uint_eq(a->samples, ACTIVITY_MAX_SAMPLES);
    activity_free(a);
    buffer_add_text(&xml, "<trkpt/></trkseg></trk></gpx>");
    must_refuse(xml_file(), TINGLE_LIMIT, "f: more than 1000000 track points");
}
END_TEST

/* Entities need a DOCTYPE, and that is refused before a single one is looked at. */
START_TEST(limit_of_entities)
{
    xml_begin("<?xml version=\"1.0\"?><!DOCTYPE lol [<!ENTITY a \"lol\">");
    for (char c = 'b'; c <= 'k'; c++) buffer_printf(&xml, "<!ENTITY %c \"&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;\">", c, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
    buffer_add_text(&xml, "]>\n<gpx><trk><name>&k;</name><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk></gpx>");
    must_refuse(xml_file(), TINGLE_BAD_DATA, "f: a DOCTYPE, which no watch writes and Tingle refuses");
}
END_TEST

/* Text of a megabyte in a name, and in a number: neither is kept, nothing else is lost. */
START_TEST(limit_of_text)
{
    struct activity *a;
    static char text[1 << 20];
    memset(text, '1', sizeof text - 1);
    make_file(GPX, 20);
    replace("Morning", text);
    replace("105", text);
    a = must_read(xml_file());
    ck_assert_uint_eq(a->rows, 20);
    ck_assert(isnan(activity_value(a, ACTIVITY_HEART_RATE_BPM, 5)));
    ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 6), 106);
    activity_free(a);
}
END_TEST

/* More broken places than are read over: what came before is kept, in no time at all. */
START_TEST(limit_of_broken_places)
{
    struct activity *a;
    xml_begin(GPX_HEAD GPX_TRACK);
    for (int i = 0; i < 5000; i++) buffer_printf(&xml, "<trkpt lat=\"1\" lon=\"2\"/></x>");
    a = must_read(xml_file());
    ck_assert_uint_eq(a->samples, 1001); /* the one before the first break, and one behind each of a thousand */
    ck_assert_uint_eq(a->repair_count, 2); /* broken; none has a time */
    activity_free(a);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(row_19_times_that_are_none), TEST(row_25_namespaces_as_odd_as_they_come), TEST(row_25_prefixes),
        TEST(row_26_nested_deeper_than_allowed), TEST(row_26_nested_too_deep_at_the_end), TEST(row_26_byte_order_marks),
        TEST(row_27_tcx_without_coordinates), TEST(seen_names_in_odd_encodings), TEST(seen_unescaped_ampersand),
        TEST(seen_wild_bytes_in_the_middle), TEST(seen_two_files_in_one), TEST(any_flipped_byte_keeps_all_points_before_it),
        TEST(seen_track_written_newest_first), TEST(clock_is_the_files_or_by_longitude), TEST(limit_of_points),
        TEST(limit_of_entities), TEST(limit_of_text), TEST(limit_of_broken_places)};
    int failed = run_tests("damage xml", tests, COUNT(tests));
    buffer_release(&xml);
    return failed;
}
