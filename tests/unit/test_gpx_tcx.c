/* GPX, TCX, gzip and telling formats apart: small files written out here, read back by eye. */
#include "activity_files.h"

#include <math.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/buffer.h"

#define GPX_HEAD "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"Garmin Connect\" xmlns=\"http://www.topografix.com/GPX/1/1\""
#define POINT(lat, time, rest) "<trkpt lat=\"" lat "\" lon=\"8.5\"><time>2026-03-01T" time "</time>" rest "</trkpt>"

START_TEST(gpx_point_with_extensions)
{
    struct activity *a = must_read_text(
        GPX_HEAD " xmlns:x=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\"><metadata><time>1999-01-01T00:00:00Z</time></metadata>"
        "<trk><name>n</name><type>trail_running</type><trkseg>"
        "<trkpt lat=\"47.25\" lon=\"-8.5\"><ele>401.5</ele><time>2026-03-01T07:00:00+01:00</time><extensions>"
        "<x:TrackPointExtension><x:hr>141</x:hr><x:cad>86</x:cad><x:atemp>-3.5</x:atemp></x:TrackPointExtension><power>250</power></extensions></trkpt>"
        POINT("47.2503", "06:00:12.500Z", "<speed>3.25</speed>") "</trkseg></trk></gpx>");
    ck_assert_int_eq(a->format, ACTIVITY_FORMAT_GPX);
    ck_assert_int_eq(a->kind, ACTIVITY_KIND_ACTIVITY);
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_str_eq(a->manufacturer, "garmin");
    ck_assert_str_eq(a->product, "Garmin Connect");
    ck_assert_double_eq(a->start_unix_s, 1772344800); /* 2026-03-01T06:00:00Z, by `date -d` */
    ck_assert(a->has_utc_offset);
    ck_assert_int_eq(a->utc_offset_s, 3600);
    ck_assert_uint_eq(a->rows, 2);
    ck_assert_double_eq(a->time_s[1], 12.5);
    ck_assert_double_eq(activity_value(a, ACTIVITY_LATITUDE_DEG, 0), 47.25);
    ck_assert_double_eq(activity_value(a, ACTIVITY_LONGITUDE_DEG, 0), -8.5);
    ck_assert_double_eq(activity_value(a, ACTIVITY_ALTITUDE_M, 0), 401.5);
    ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 0), 141);
    ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, 0), 172); /* turns of one leg, doubled */
    ck_assert_double_eq(activity_value(a, ACTIVITY_TEMPERATURE_C, 0), -3.5);
    ck_assert_double_eq(activity_value(a, ACTIVITY_POWER_W, 0), 250);
    ck_assert_double_eq(activity_value(a, ACTIVITY_SPEED_MPS, 1), 3.25);
    ck_assert(isnan(activity_value(a, ACTIVITY_SPEED_MPS, 0)));
    ck_assert_uint_eq(a->column[ACTIVITY_SPEED_MPS].valid, 1);
    activity_free(a);
}
END_TEST

START_TEST(gpx_of_any_prefix_namespace_and_encoding)
{
    static const char *const files[] = {
        /* other prefix for GPX itself */
        "<g:gpx xmlns:g=\"http://www.topografix.com/GPX/1/1\" xmlns:e=\"u\"><g:trk><g:trkseg><g:trkpt lat=\"1\" lon=\"2\"><g:time>2026-03-01T06:00:00Z</g:time>"
        "<g:extensions><e:hr>150</e:hr></g:extensions></g:trkpt></g:trkseg></g:trk></g:gpx>",
        /* the extension's namespace as a default namespace */
        GPX_HEAD "><trk><trkseg>" POINT("1", "06:00:00Z", "<extensions><TrackPointExtension xmlns=\"v1\"><hr>150</hr></TrackPointExtension></extensions>") "</trkseg></trk></gpx>",
        /* a prefix that is never declared */
        GPX_HEAD "><trk><trkseg>" POINT("1", "06:00:00Z", "<extensions><gpxtpx:hr>150</gpxtpx:hr></extensions>") "</trkseg></trk></gpx>",
        /* GPX 1.0 without a namespace, byte order mark, blanks before the declaration, an encoding nobody knows */
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><gpx version=\"1.0\"><trk><trkseg>" POINT("1", "06:00:00Z", "<hr>150</hr>") "</trkseg></trk></gpx>",
        "  \n <?xml version=\"1.0\"?><gpx><trk><trkseg>" POINT("1", "06:00:00Z", "<heartrate> 150 </heartrate>") "</trkseg></trk></gpx>",
        "<?xml version=\"1.0\" encoding=\"x-own\"?><gpx><trk><name>caf\xE9</name><trkseg>" POINT("1", "06:00:00Z", "<hr>150</hr>") "</trkseg></trk></gpx>",
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><gpx><trk><trkseg>" POINT("1", "06:00:00Z", "<hr>150</hr>") "</trkseg></trk></gpx>"};
    for (size_t i = 0; i < COUNT(files); i++) {
        struct activity *a = must_read_text(files[i]);
        ck_assert_uint_eq(a->rows, 1);
        ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 0), 150);
        activity_free(a);
    }
}
END_TEST

START_TEST(gpx_in_utf_16)
{
    const char *text = "<gpx><trk><trkseg>" POINT("1", "06:00:00Z", "<ele>5</ele>") "</trkseg></trk></gpx>";
    for (int big = 0; big < 2; big++) {
        struct buffer b;
        struct activity *a = NULL;
        buffer_init(&b, 10000);
        buffer_add(&b, big ? "\xFE\xFF" : "\xFF\xFE", 2);
        for (const char *p = text; *p; p++) {
            const char pair[2] = {big ? '\0' : *p, big ? *p : '\0'};
            buffer_add(&b, pair, 2);
        }
        ck_assert_int_eq(activity_read(&a, bytes_of(b.data, b.size), "utf16.gpx", NULL), TINGLE_OK);
        ck_assert_double_eq(activity_value(a, ACTIVITY_ALTITUDE_M, 0), 5);
        activity_free(a);
        buffer_release(&b);
    }
}
END_TEST

START_TEST(gpx_segments_tracks_and_pauses)
{
    struct activity *a = must_read_text(
        GPX_HEAD "><trk><type>running</type><trkseg>" POINT("2", "18:00:00Z", "") POINT("2", "18:00:10Z", "") "</trkseg></trk>"
        "<trk><type>running</type><trkseg>" POINT("1", "06:00:00Z", "") POINT("1", "06:00:10Z", "") "</trkseg><trkseg>"
        POINT("1", "06:05:00Z", "") POINT("1", "06:05:20Z", "") "</trkseg></trk></gpx>");
    struct activity *parts[3];
    size_t n = 0;
    ck_assert_uint_eq(a->samples, 6);
    ck_assert_uint_eq(a->rows, 6);
    ck_assert_uint_eq(a->lap_count, 3);
    ck_assert_uint_eq(a->session_count, 2);
    ck_assert_uint_eq(a->track_count, 2);
    ck_assert_uint_eq(a->track_start[1], 4); /* the morning first, whatever the order in the file */
    ck_assert_double_eq(activity_value(a, ACTIVITY_LATITUDE_DEG, 0), 1);
    ck_assert_double_eq(activity_value(a, ACTIVITY_LATITUDE_DEG, 5), 2);
    ck_assert_int_eq(activity_split(a, parts, 3, &n, NULL), TINGLE_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_uint_eq(parts[0]->rows, 4);
    ck_assert_double_eq(parts[0]->elapsed_s, 320);
    ck_assert_uint_eq(parts[0]->event_count, 2); /* stopped at 10 s, started at 300 s */
    ck_assert_int_eq(parts[0]->event[0].kind, ACTIVITY_EVENT_TIMER_STOP);
    ck_assert_double_eq(parts[0]->event[0].time_s, 10);
    ck_assert_int_eq(parts[0]->event[1].kind, ACTIVITY_EVENT_TIMER_START);
    ck_assert_double_eq(parts[0]->event[1].time_s, 300);
    ck_assert_double_eq(parts[1]->start_unix_s - parts[0]->start_unix_s, 12 * 3600);
    for (size_t i = 0; i < n; i++) activity_free(parts[i]);
    activity_free(a);
}
END_TEST

START_TEST(gpx_distance_along_the_meridian)
{
    /* 0.9 degrees of latitude are 0.9 / 360 of 2 pi x 6371008.8 m = 100075.6 m. */
    struct activity *a = must_read_text(GPX_HEAD "><trk><trkseg>" POINT("10.0", "06:00:00Z", "") POINT("10.4", "07:00:00Z", "") POINT("10.9", "08:00:00Z", "") "</trkseg></trk></gpx>");
    ck_assert_double_eq_tol(a->distance_m, 100075.6, 0.1);
    ck_assert_ptr_null(a->column[ACTIVITY_DISTANCE_M].value);
    ck_assert_double_eq(a->elapsed_s, 7200);
    activity_free(a);
}
END_TEST

START_TEST(gpx_without_times_is_a_route)
{
    struct tingle_error err;
    struct activity *a = must_read_text(GPX_HEAD "><trk><trkseg><trkpt lat=\"1\" lon=\"2\"/><trkpt lat=\"1.1\" lon=\"2\"/></trkseg></trk></gpx>");
    ck_assert_int_eq(a->kind, ACTIVITY_KIND_COURSE);
    ck_assert_uint_eq(a->samples, 2);
    ck_assert_uint_eq(a->column[ACTIVITY_LATITUDE_DEG].valid, 2);
    ck_assert_int_eq(activity_check_run(a, &err), TINGLE_NOT_A_RUN);
    ck_assert_str_eq(err.message, "a route, not a run: none of its 2 points has a time");
    activity_free(a);
    must_refuse_text(GPX_HEAD "><rte><rtept lat=\"1\" lon=\"2\"/></rte></gpx>", TINGLE_NOT_A_RUN, "a route of 1 points, not a run");
    must_refuse_text(GPX_HEAD "><wpt lat=\"1\" lon=\"2\"/></gpx>", TINGLE_NOT_A_RUN, "1 waypoints and no track");
    must_refuse_text(GPX_HEAD "/>", TINGLE_NOT_A_RUN, "without a single track point");
}
END_TEST

START_TEST(broken_gpx_keeps_what_came_before)
{
    static const struct { const char *text; enum activity_repair_code code; size_t rows; } rows[] = {
        {GPX_HEAD "><trk><trkseg>" POINT("1", "06:00:00Z", "") POINT("1", "06:00:01Z", "") "<trkpt lat=\"1\" lo", REPAIR_TRUNCATED, 2},
        {GPX_HEAD "><trk><trkseg>" POINT("1", "06:00:00Z", "") "</wrong>" POINT("1", "06:00:01Z", ""), REPAIR_XML, 2},
        {GPX_HEAD "><trk><trkseg>" POINT("1", "06:00:00Z", "") "</trkseg></trk></gpx>\x01rubbish", REPAIR_TRAILING_BYTES, 1},
        {GPX_HEAD "><trk><trkseg>" POINT("north", "06:00:00Z", "<hr>null</hr>") "</trkseg></trk></gpx>", REPAIR_VALUE, 1},
        {GPX_HEAD "><trk><trkseg>" POINT("1", "26:00:00Z", "") POINT("1", "06:00:01Z", "") "</trkseg></trk></gpx>", REPAIR_VALUE, 2},
        {GPX_HEAD "><trk><trkseg>" POINT("91", "06:00:00Z", "") "</trkseg></trk></gpx>", REPAIR_VALUE, 1}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a = must_read_text(rows[i].text);
        ck_assert_uint_eq(a->rows, rows[i].rows);
        ck_assert_msg(has_repair(a, rows[i].code), "file %zu", i);
        activity_free(a);
    }
    must_refuse_text(GPX_HEAD "><trk><trkseg><trkpt", TINGLE_BAD_DATA, "without a single track point");
}
END_TEST

/* Every beginning of a file gives the points that are whole in it. */
static void cut_everywhere(const char *text, const char *end_of_point)
{
    for (size_t size = 0; size < strlen(text); size++) {
        char *copy = malloc(size + 1);
        struct activity *a = NULL;
        struct tingle_error err;
        size_t whole = 0;
        memcpy(copy, text, size);
        copy[size] = '\0';
        for (const char *p = copy; (p = strstr(p, end_of_point)) != NULL; p++) whole++;
        if (activity_read(&a, bytes_of(copy, size), "cut", &err) == TINGLE_OK) {
            ck_assert_msg(a->samples == whole && a->repair_count, "%zu of %zu at byte %zu", a->samples, whole, size);
        } else {
            ck_assert_uint_eq(whole, 0);
            ck_assert_uint_gt(strlen(err.message), 10);
        }
        activity_free(a);
        free(copy);
    }
}

START_TEST(cut_at_every_byte_all_whole_points_stay)
{
    cut_everywhere(GPX_HEAD "><trk><trkseg>" POINT("1", "06:00:00Z", "<ele>5</ele>") POINT("1", "06:00:01Z", "") POINT("1", "06:00:02Z", "") "</trkseg></trk></gpx>",
                   "</trkpt>");
    cut_everywhere("<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Lap><Track><Trackpoint><Time>2026-03-01T06:00:00Z</Time></Trackpoint>"
                   "<Trackpoint><Time>2026-03-01T06:00:01Z</Time></Trackpoint></Track></Lap></Activity></Activities></TrainingCenterDatabase>",
                   "</Trackpoint>");
}
END_TEST

START_TEST(doctype_and_depth_are_refused)
{
    struct buffer deep;
    must_refuse_text("<!DOCTYPE gpx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><gpx><trk>&b;</trk></gpx>", TINGLE_BAD_DATA, "DOCTYPE");
    buffer_init(&deep, 100000);
    buffer_add_text(&deep, "<gpx>");
    for (int i = 0; i < 1000; i++) buffer_add_text(&deep, "<e>");
    must_refuse_text(buffer_text(&deep), TINGLE_LIMIT, "64 levels");
    buffer_release(&deep);
}
END_TEST

#define TCX_HEAD "<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\" xmlns:n=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\">"
#define TCX_POINT(time, rest) "<Trackpoint><Time>2026-03-01T" time "</Time>" rest "</Trackpoint>"

START_TEST(tcx_laps_and_points)
{
    struct activity *a = must_read_text(
        TCX_HEAD "<Activities><Activity Sport=\"Running\"><Id>2026-03-01T06:00:00Z</Id>"
        "<Lap StartTime=\"2026-03-01T06:00:00Z\"><TotalTimeSeconds>61.5</TotalTimeSeconds><DistanceMeters>200.5</DistanceMeters>"
        "<AverageHeartRateBpm><Value>99</Value></AverageHeartRateBpm><Intensity>Active</Intensity><Cadence>44</Cadence><TriggerMethod>Manual</TriggerMethod><Track>"
        TCX_POINT("06:00:00Z", "<Position><LatitudeDegrees>47.5</LatitudeDegrees><LongitudeDegrees>8.25</LongitudeDegrees></Position><AltitudeMeters>410</AltitudeMeters>"
                  "<DistanceMeters>1.5</DistanceMeters><HeartRateBpm><Value>120</Value></HeartRateBpm><Extensions><n:TPX><n:Speed>2.75</n:Speed>"
                  "<n:RunCadence>87</n:RunCadence><n:Watts>240</n:Watts></n:TPX></Extensions>")
        TCX_POINT("06:00:30Z", "<HeartRateBpm><Value>130</Value></HeartRateBpm><Cadence>80</Cadence>")
        "</Track></Lap><Lap StartTime=\"2026-03-01T06:10:00Z\"><TotalTimeSeconds>30</TotalTimeSeconds><TriggerMethod>Distance</TriggerMethod><Track>"
        TCX_POINT("06:10:00Z", "<Cadence>81</Cadence><Extensions><n:TPX><n:RunCadence>82</n:RunCadence></n:TPX></Extensions>") "</Track>"
        "<Extensions><n:LX><n:AvgSpeed>9</n:AvgSpeed></n:LX></Extensions></Lap>"
        "<Creator><Name>Forerunner 620</Name><ProductID>1623</ProductID></Creator></Activity></Activities></TrainingCenterDatabase>");
    ck_assert_int_eq(a->format, ACTIVITY_FORMAT_TCX);
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_str_eq(a->product, "Forerunner 620");
    ck_assert_uint_eq(a->rows, 3);
    ck_assert_double_eq(activity_value(a, ACTIVITY_LATITUDE_DEG, 0), 47.5);
    ck_assert_double_eq(activity_value(a, ACTIVITY_ALTITUDE_M, 0), 410);
    ck_assert_double_eq(activity_value(a, ACTIVITY_DISTANCE_M, 0), 1.5);
    ck_assert_double_eq(activity_value(a, ACTIVITY_HEART_RATE_BPM, 0), 120);
    ck_assert_double_eq(activity_value(a, ACTIVITY_SPEED_MPS, 0), 2.75);
    ck_assert_double_eq(activity_value(a, ACTIVITY_POWER_W, 0), 240);
    ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, 0), 174);
    ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, 1), 160);
    ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, 2), 164); /* RunCadence wins */
    ck_assert_uint_eq(a->column[ACTIVITY_HEART_RATE_BPM].valid, 2);
    ck_assert_uint_eq(a->lap_count, 2);
    ck_assert_double_eq(a->lap[0].timer_s, 61.5);
    ck_assert_double_eq(a->lap[0].distance_m, 200.5);
    ck_assert_int_eq(a->lap[0].trigger, 0);
    ck_assert_double_eq(a->lap[1].start_s, 600);
    ck_assert_int_eq(a->lap[1].trigger, 2);
    ck_assert_double_eq(a->timer_s, 91.5);
    ck_assert_double_eq(a->distance_m, 200.5);
    ck_assert_double_eq(a->elapsed_s, 600);
    ck_assert_uint_eq(a->event_count, 2); /* stopped from 30 s to 600 s */
    activity_free(a);
}
END_TEST

START_TEST(tcx_courses_and_several_activities)
{
    struct tingle_error err;
    struct activity *a = must_read_text(TCX_HEAD "<Courses><Course><Name>x</Name><Track>" TCX_POINT("06:00:00Z", "") TCX_POINT("06:00:01Z", "") "</Track></Course></Courses></TrainingCenterDatabase>");
    ck_assert_int_eq(a->kind, ACTIVITY_KIND_COURSE);
    ck_assert_int_eq(activity_check_run(a, &err), TINGLE_NOT_A_RUN);
    ck_assert_str_eq(err.message, "a course to follow, not a run");
    activity_free(a);
    a = must_read_text(TCX_HEAD "<Activities><MultiSportSession><FirstSport><Activity Sport=\"Biking\"><Lap StartTime=\"2026-03-01T06:00:00Z\"><TotalTimeSeconds>10</TotalTimeSeconds><Track>"
                  TCX_POINT("06:00:00Z", "") TCX_POINT("06:00:10Z", "") "</Track></Lap></Activity></FirstSport><NextSport><Activity Sport=\"Running\">"
                  "<Lap StartTime=\"2026-03-01T06:01:00Z\"><TotalTimeSeconds>5</TotalTimeSeconds><Track>" TCX_POINT("06:01:00Z", "") TCX_POINT("06:01:05Z", "") TCX_POINT("06:01:06Z", "")
                  "</Track></Lap></Activity></NextSport></MultiSportSession></Activities></TrainingCenterDatabase>");
    struct activity *parts[2];
    size_t n = 0;
    ck_assert_str_eq(activity_sport_name(a->sport), "multisport");
    ck_assert_double_eq(a->timer_s, 15);
    ck_assert_int_eq(activity_split(a, parts, 2, &n, NULL), TINGLE_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(parts[1]->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_uint_eq(parts[1]->rows, 3);
    ck_assert_double_eq(parts[1]->timer_s, 5);
    ck_assert_uint_eq(parts[0]->lap_count, 1);
    ck_assert_uint_eq(parts[1]->lap_count, 1);
    for (size_t i = 0; i < n; i++) activity_free(parts[i]);
    activity_free(a);
}
END_TEST

START_TEST(cadence_of_both_feet_is_noticed)
{
    struct activity *a = must_read_text(TCX_HEAD "<Activities><Activity Sport=\"Running\"><Lap><Track>" TCX_POINT("06:00:00Z", "<Cadence>172</Cadence>")
                                   TCX_POINT("06:00:01Z", "<Cadence>174</Cadence>") TCX_POINT("06:00:02Z", "<Cadence>0</Cadence>")
                                   "</Track></Lap></Activity></Activities></TrainingCenterDatabase>");
    ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, 0), 172);
    ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, 2), 0);
    ck_assert(has_repair(a, REPAIR_VALUE));
    activity_free(a);
}
END_TEST

START_TEST(other_files_are_named)
{
    must_refuse_text("", TINGLE_BAD_DATA, "empty file");
    must_refuse_text("<?xml version=\"1.0\"?><kml xmlns=\"x\"/>", TINGLE_UNSUPPORTED, "a KML file: not a format Tingle reads");
    must_refuse_text("<pwx/>", TINGLE_UNSUPPORTED, "a PWX file");
    must_refuse_text("<!DOCTYPE html><html><head/></html>", TINGLE_UNSUPPORTED, "a web page");
    must_refuse_text("PK\x03\x04zzzz", TINGLE_UNSUPPORTED, "a zip archive");
    must_refuse_text("{\"a\": 1}", TINGLE_UNSUPPORTED, "JSON");
    must_refuse_text("[Params]\nVersion=106", TINGLE_UNSUPPORTED, "a Polar HRM file");
    must_refuse_text("dear diary", TINGLE_UNSUPPORTED, "not a kind of watch file that Tingle reads");
    must_refuse_text("<unknown/>", TINGLE_UNSUPPORTED, "not a kind of watch file that Tingle reads");
}
END_TEST

START_TEST(another_sport_is_no_run)
{
    struct tingle_error err;
    struct activity *a = must_read_text(GPX_HEAD "><trk><type>cycling</type><trkseg>" POINT("1", "06:00:00Z", "") POINT("1", "06:00:01Z", "") "</trkseg></trk></gpx>");
    ck_assert(!activity_is_run(a));
    ck_assert_int_eq(activity_check_run(a, &err), TINGLE_NOT_A_RUN);
    ck_assert_str_eq(err.message, "no run in it: cycling");
    activity_free(a);
}
END_TEST

START_TEST(failed_allocations_are_plain_errors)
{
    const char *text = GPX_HEAD "><trk><trkseg>" POINT("1", "06:00:05Z", "") POINT("1", "06:00:04Z", "") POINT("1", "06:00:06Z", "") "</trkseg></trk></gpx>";
    long n = count_allocations(text_file(text));
    ck_assert_int_gt(n, 5);
    ck_assert_int_lt(n, 100);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(gpx_point_with_extensions), TEST(gpx_of_any_prefix_namespace_and_encoding), TEST(gpx_in_utf_16),
        TEST(gpx_segments_tracks_and_pauses), TEST(gpx_distance_along_the_meridian), TEST(gpx_without_times_is_a_route),
        TEST(broken_gpx_keeps_what_came_before), TEST(cut_at_every_byte_all_whole_points_stay), TEST(doctype_and_depth_are_refused), TEST(tcx_laps_and_points),
        TEST(tcx_courses_and_several_activities), TEST(cadence_of_both_feet_is_noticed), TEST(other_files_are_named),
        TEST(another_sport_is_no_run), TEST(failed_allocations_are_plain_errors),
    };
    return run_tests("gpx and tcx", tests, COUNT(tests));
}
