/* Logs of Suunto, JSON and SML: small files written out here, values worked by hand; and the real files of
 * ../shared/corpus, against numbers counted in them by jq and xmllint and against what their own headers say. */
#include "activity_files.h"

#include <math.h>
#include <string.h>

#include "base/file_bytes.h"

static struct activity *read_log(const char *text, enum activity_format format)
{
    struct activity *a = must_read_text(text);
    ck_assert_int_eq(a->format, format);
    return a;
}

static void check_value(const struct activity *a, size_t row, enum activity_column c, double value)
{
    ck_assert_uint_lt(row, a->rows);
    ck_assert_double_eq_tol(activity_value(a, c, row), value, 1e-9);
}

#define LOG(header, samples) "{\"DeviceLog\":{\"Header\":{" header "},\"Samples\":[" samples "]}}"
#define S(time, rest) "{\"TimeISO8601\":\"2026-03-01T08:" time "+01:00\"" rest "}"
#define EVENT(time, event) S(time, ",\"Events\":[{" event "}]")
#define HEADER "\"ActivityType\":3,\"DateTime\":\"2026-03-01T08:00:00.500+01:00\",\"Duration\":9.5,\"Distance\":30,\"Device\":{\"Name\":\"Xiamen\"}"

START_TEST(units_become_ours)
{
    struct activity *a = read_log(LOG(HEADER,
        S("00:00.600", ",\"Latitude\":0.9,\"Longitude\":-0.3") "," S("00:00.900", ",\"HR\":2.5") ","
        S("00:01.000", ",\"Cadence\":1.45,\"Speed\":3.5,\"Distance\":4,\"Altitude\":101.5,\"Temperature\":293.15,\"Power\":240,"
                       "\"GroundContactTime\":0.25,\"VerticalOscillation\":0.075,\"LeftGroundContactBalance\":49.8,\"GPSAltitude\":150") ","
        S("00:02.000", ",\"GroundContactTime\":0,\"Speed\":null,\"HR\":\"2.6\",\"SeaLevelPressure\":100482")), ACTIVITY_FORMAT_SUUNTO);
    ck_assert_uint_eq(a->rows, 3);
    check_value(a, 0, ACTIVITY_LATITUDE_DEG, 51.56620156177409);  /* 0.9 x 180 / pi */
    check_value(a, 0, ACTIVITY_LONGITUDE_DEG, -17.188733853924695); /* 0.3 x 180 / pi */
    check_value(a, 0, ACTIVITY_HEART_RATE_BPM, 150);              /* 2.5 Hz */
    check_value(a, 1, ACTIVITY_CADENCE_SPM, 174);                 /* 1.45 turns of one leg a second */
    check_value(a, 1, ACTIVITY_SPEED_MPS, 3.5);
    check_value(a, 1, ACTIVITY_TEMPERATURE_C, 20);
    check_value(a, 1, ACTIVITY_ALTITUDE_M, 101.5);
    check_value(a, 1, ACTIVITY_POWER_W, 240);
    check_value(a, 1, ACTIVITY_STANCE_TIME_MS, 250);
    check_value(a, 1, ACTIVITY_VERTICAL_OSCILLATION_MM, 75);
    check_value(a, 1, ACTIVITY_STANCE_TIME_BALANCE_PCT, 49.8);
    check_value(a, 2, ACTIVITY_HEART_RATE_BPM, 156);
    ck_assert_double_nan(activity_value(a, ACTIVITY_STANCE_TIME_MS, 2)); /* a stored 0 is no measurement */
    ck_assert_double_nan(activity_value(a, ACTIVITY_SPEED_MPS, 2));
    ck_assert_double_eq(a->distance_m, 30);
    ck_assert_str_eq(a->manufacturer, "suunto");
    ck_assert_str_eq(a->product, "Xiamen");
    ck_assert(a->has_utc_offset && a->utc_offset_s == 3600);
    ck_assert_double_eq(a->start_unix_s, 1772348400); /* 2026-03-01T07:00:00Z, by date -u */
    ck_assert(activity_is_run(a));
    activity_free(a);
}
END_TEST

START_TEST(gps_altitude_where_there_is_no_other)
{
    struct activity *a = read_log(LOG(HEADER, S("00:01.000", ",\"GPSAltitude\":150") "," S("00:03.000", ",\"HR\":2") ","
                                                S("00:02.000", ",\"GPSAltitude\":151")), ACTIVITY_FORMAT_SUUNTO);
    ck_assert_uint_eq(a->rows, 3);
    check_value(a, 0, ACTIVITY_ALTITUDE_M, 150);
    check_value(a, 1, ACTIVITY_ALTITUDE_M, 151);
    ck_assert_double_nan(activity_value(a, ACTIVITY_ALTITUDE_M, 2));
    activity_free(a);
}
END_TEST

START_TEST(late_samples_find_their_place_and_wild_ones_are_dropped)
{
    struct activity *a = read_log(LOG(HEADER,
        S("00:01.000", ",\"HR\":2") "," S("00:03.000", ",\"HR\":2.2") "," S("00:02.900", ",\"HR\":2.1") "," S("00:03.500", ",\"Speed\":3") ","
        S("00:02.100", ",\"Speed\":2.9") "," S("00:02.200", ",\"HR\":9") ",{\"TimeISO8601\":\"2026-03-01T20:00:00+01:00\",\"HR\":2},"
        S("00:04.000", ",\"HR\":2.3") ",{\"HR\":2},{\"TimeISO8601\":\"noon\",\"HR\":2},7"), ACTIVITY_FORMAT_SUUNTO);
    ck_assert_uint_eq(a->rows, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_eq(a->time_s[i], (double)i);
        check_value(a, i, ACTIVITY_HEART_RATE_BPM, 120 + 6 * (double)i); /* the first of a second counts */
    }
    check_value(a, 1, ACTIVITY_SPEED_MPS, 2.9);
    check_value(a, 2, ACTIVITY_SPEED_MPS, 3);
    ck_assert_uint_eq(repairs_of(a, REPAIR_TIME_JUMP), 1); /* eight in the evening */
    ck_assert_uint_eq(repairs_of(a, REPAIR_NO_TIME), 3);
    activity_free(a);
}
END_TEST

static const char *const multisport =
    LOG("\"ActivityType\":2,\"DateTime\":\"2026-03-01T08:00:00+01:00\"",
        EVENT("00:00", "\"Lap\":{\"Type\":\"Start\"}") "," EVENT("00:00", "\"Activity\":{\"ActivityType\":4}") ","
        EVENT("10:00", "\"Lap\":{\"Type\":\"Stop\"}") "," /* the newest watches put the end among the first */
        S("00:01", ",\"HR\":2") "," S("01:00", ",\"HR\":2") "," EVENT("05:00.250", "\"Lap\":{\"Type\":\"Manual\"}") ","
        EVENT("05:00.250", "\"Activity\":{\"ActivityType\":82}") "," S("05:00.750", ",\"HR\":2.4") ","
        EVENT("06:00", "\"Pause\":{\"State\":true}") "," EVENT("08:00", "\"Pause\":{\"State\":false}") "," S("09:59", ",\"HR\":2.5"));

START_TEST(events_give_sports_laps_and_pauses)
{
    struct activity *parts[4];
    size_t n = 0;
    struct activity *a = read_log(multisport, ACTIVITY_FORMAT_SUUNTO);
    ck_assert_int_eq(a->sport, 18);
    ck_assert_uint_eq(a->session_count, 2);
    ck_assert_double_eq_tol(a->session[0].timer_s, 300.25, 1e-6);
    ck_assert_double_eq_tol(a->session[1].elapsed_s, 299.75, 1e-6);
    ck_assert_double_eq_tol(a->session[1].timer_s, 179.75, 1e-6); /* two minutes of pause */
    ck_assert_uint_eq(a->lap_count, 2);
    ck_assert_double_eq_tol(a->lap[0].elapsed_s, 300.25, 1e-6);
    ck_assert_int_eq(a->lap[0].trigger, 0);
    ck_assert_double_eq_tol(a->lap[1].elapsed_s, 299.75, 1e-6);
    ck_assert_uint_eq(a->event_count, 4);
    ck_assert_int_eq(a->event[1].kind, ACTIVITY_EVENT_TIMER_STOP);
    ck_assert_double_eq(a->event[1].time_s, 359); /* from the first sample at 00:01 */
    ck_assert_int_eq(activity_split(a, parts, 4, &n, NULL), TINGLE_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(parts[0]->sport, 2);
    ck_assert_uint_eq(parts[0]->rows, 2);
    ck_assert_int_eq(parts[1]->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_int_eq(parts[1]->sub_sport, 3);
    ck_assert_uint_eq(parts[1]->rows, 2);
    for (size_t i = 0; i < n; i++) activity_free(parts[i]);
    activity_free(a);
}
END_TEST

START_TEST(the_header_tells_of_pauses_where_no_event_does)
{
    struct activity *a = read_log(LOG("\"ActivityType\":3,\"DateTime\":\"2026-03-01T08:00:00+01:00\",\"Duration\":64,\"PauseDuration\":4",
                                       S("00:00", ",\"HR\":2") "," S("01:04", ",\"HR\":2")), ACTIVITY_FORMAT_SUUNTO);
    ck_assert_double_eq(a->elapsed_s, 64);
    ck_assert_double_eq(a->timer_s, 60);
    activity_free(a);
}
END_TEST

START_TEST(odd_logs)
{
    struct activity *a = read_log(LOG("\"ActivityType\":3,\"DateTime\":\"2026-03-01T08:00:00Z\",\"Duration\":1800,\"Distance\":5000", ""),
                                   ACTIVITY_FORMAT_SUUNTO);
    ck_assert_uint_eq(a->samples, 0);
    ck_assert_double_eq(a->timer_s, 1800);
    ck_assert_double_eq(a->distance_m, 5000);
    activity_free(a);
    must_refuse_text("{\"DeviceLog\":{}}", TINGLE_NOT_A_RUN, "without a single sample");
    must_refuse_text("{\"DeviceLog\":{\"Samples\":{\"HR\":1}}}", TINGLE_NOT_A_RUN, "without a single sample");
    must_refuse_text("{\"DeviceLog\":[1]}", TINGLE_UNSUPPORTED, "JSON");
    must_refuse_text("{\"DeviceLog\":{\"Samples\":[", TINGLE_BAD_DATA, "damaged JSON");
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    long n = count_allocations(text_file(multisport));
    ck_assert_int_gt(n, 5);
    ck_assert_int_lt(n, 100);
}
END_TEST

/* ---- SML ------------------------------------------------------------------------------ */

#define SML(header, samples) \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sml xmlns=\"http://www.suunto.com/schemas/sml\"><DeviceLog><Header>" header \
    "</Header><Device><Name>Suunto Ambit3 Run</Name><SerialNumber>1</SerialNumber></Device><Samples>" samples "</Samples></DeviceLog></sml>"
#define X(rest) "<Sample>" rest "</Sample>"
#define SML_HEADER "<ActivityType>3</ActivityType><Activity>Running</Activity><Distance>30</Distance><Duration>130</Duration>" \
                   "<DateTime>2016-03-17T08:00:00</DateTime>"
#define UTC(time) "<UTC>2016-03-17T07:" time "Z</UTC>"

START_TEST(sml_is_read_like_the_json)
{
    struct activity *a = read_log(SML(SML_HEADER,
        X("<HR>2.5</HR><Temperature>293.15</Temperature><Distance>0</Distance><Time>0.5</Time>" UTC("00:00.500"))
        X("<Latitude>0.9</Latitude><Longitude>0.25</Longitude><GPSAltitude>390</GPSAltitude><Time>1</Time>" UTC("00:01"))
        X("<Time>1.4</Time><Events><Distance><Source>Other</Source></Distance></Events>" UTC("00:01.400"))
        X("<Cadence>1.5</Cadence><Speed>3.1</Speed><Distance>7</Distance><Time>2.5</Time>" UTC("00:02.500"))
        X("<UTC>2016-03-17T08:01:00</UTC><Time>60</Time><Events><Lap><Type>Manual</Type><Distance>12</Distance></Lap></Events>")
        X("<UTC>2016-03-17T08:01:10</UTC><Time>70</Time><Events><Pause><State>True</State></Pause></Events>")
        X("<Time>100</Time><Events><Pause><State>False</State></Pause></Events>")
        X("<Speed>3</Speed><Distance>30</Distance><Time>130</Time>" UTC("02:10"))), ACTIVITY_FORMAT_SML);
    ck_assert_uint_eq(a->rows, 4);
    ck_assert_double_eq(a->start_unix_s, 1458198000); /* 2016-03-17T07:00:00Z, by date -u */
    check_value(a, 0, ACTIVITY_HEART_RATE_BPM, 150);
    check_value(a, 0, ACTIVITY_TEMPERATURE_C, 20);
    check_value(a, 1, ACTIVITY_LATITUDE_DEG, 51.56620156177409);
    check_value(a, 1, ACTIVITY_ALTITUDE_M, 390);
    ck_assert_double_nan(activity_value(a, ACTIVITY_DISTANCE_M, 1)); /* that Distance is an event's */
    check_value(a, 2, ACTIVITY_CADENCE_SPM, 180);
    check_value(a, 3, ACTIVITY_DISTANCE_M, 30);
    ck_assert_double_eq(a->time_s[3], 130);
    ck_assert(a->has_utc_offset && a->utc_offset_s == 3600); /* eight by the header, seven by the samples */
    ck_assert_double_eq(a->elapsed_s, 130);
    ck_assert_double_eq(a->timer_s, 100);
    ck_assert_uint_eq(a->lap_count, 1);
    ck_assert_double_eq(a->lap[0].elapsed_s, 60);
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_str_eq(a->product, "Suunto Ambit3 Run");
    ck_assert_double_eq(a->distance_m, 30);
    activity_free(a);
}
END_TEST

START_TEST(sml_without_utc_goes_by_the_runners_clock)
{
    struct activity *a = read_log(SML(SML_HEADER, X("<HR>2</HR><Time>1</Time>") X("<HR>2.1</HR><Time>2</Time>") X("<HR>7</HR>")
                                                    X("<HR>two</HR><Time>3</Time>") X("<HR>2.2</HR><UTC>soon</UTC><Time>x</Time>")),
                                   ACTIVITY_FORMAT_SML);
    ck_assert_uint_eq(a->rows, 2);
    ck_assert_double_eq(a->start_unix_s, 1458198000 + 3600 + 1);
    ck_assert(!a->has_utc_offset);
    ck_assert_uint_eq(repairs_of(a, REPAIR_NO_TIME), 2);
    ck_assert_uint_eq(repairs_of(a, REPAIR_VALUE), 2);
    activity_free(a);
}
END_TEST

START_TEST(sml_header_with_a_zone)
{
    struct activity *a = read_log(SML("<DateTime>2016-03-17T08:00:00+01:00</DateTime>",
                                       X("<HR>2</HR><Time>1</Time>") X("<HR>2.1</HR><Time>2</Time>" UTC("00:02"))), ACTIVITY_FORMAT_SML);
    ck_assert_uint_eq(a->rows, 2);
    ck_assert_double_eq(a->start_unix_s, 1458198001);
    ck_assert_double_eq(a->session[0].start_s, -1); /* a second before the first sample */
    ck_assert(a->has_utc_offset && a->utc_offset_s == 3600);
    activity_free(a);
}
END_TEST

START_TEST(sml_cut_short_keeps_what_came_before)
{
    struct activity *a = read_log("<sml><DeviceLog><Samples>" X("<HR>2</HR>" UTC("00:00")) X("<HR>2</HR>" UTC("00:01")) "<Sample><HR>2</HR><UTC>2016",
                                   ACTIVITY_FORMAT_SML);
    ck_assert_uint_eq(a->rows, 2);
    ck_assert_uint_eq(repairs_of(a, REPAIR_TRUNCATED), 1);
    activity_free(a);
    must_refuse_text("<sml><DeviceLog><Samples></Samples></DeviceLog></sml>", TINGLE_NOT_A_RUN, "without a single sample");
    must_refuse_text("<sml><DeviceLog><Samples><Sample>", TINGLE_BAD_DATA, "damaged sml file");
}
END_TEST

/* ---- real files ------------------------------------------------------------------------ */

static struct activity *read_real(const char *path)
{
    const char *real = shared_path(path);
    struct file_bytes file = {0};
    struct activity *a = NULL;
    struct tingle_error err = {0};
    enum tingle_status st;
    if (!real) return NULL;
    ck_assert_int_eq(file_read(&file, real, 1 << 24, &err), TINGLE_OK);
    st = activity_read(&a, file_view(&file), real, &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    file_release(&file);
    return a;
}

/* Counted with jq: samples with HR, seconds with one, Activity events; its header says Duration 53.716. */
START_TEST(a_real_multisport_log)
{
    struct activity *a = read_real("corpus/sports-alliance__sports-lib/samples/suunto/miltisport-laps.json");
    static const int sports[] = {17, 1, 17};
    if (!a) return;
    ck_assert_uint_eq(a->column[ACTIVITY_HEART_RATE_BPM].used, 49);
    ck_assert_uint_eq(a->session_count, 3);
    for (size_t i = 0; i < 3; i++) ck_assert_int_eq(a->session[i].sport, sports[i]);
    ck_assert_double_eq_tol(a->timer_s, 53.716, 0.002);
    ck_assert_uint_eq(a->lap_count, 5);
    ck_assert_uint_eq(a->repair_count, 0);
    activity_free(a);
}
END_TEST

/* Counted with grep: samples with a place, with a speed; its header says Distance 2447, Duration 1123.5, 08:02:04. */
START_TEST(a_real_move)
{
    struct activity *a = read_real("corpus/OndrejSpanel__StravaLapAndSplit/backend/src/test/resources/overlaps/Moveslink2/"
                                   "34FB984612000700-2016-03-17T08_02_04-0.sml");
    if (!a) return;
    ck_assert_uint_le(a->column[ACTIVITY_LATITUDE_DEG].used, 1117);
    ck_assert_uint_ge(a->column[ACTIVITY_LATITUDE_DEG].used, 1110);
    ck_assert_uint_le(a->column[ACTIVITY_SPEED_MPS].used, 1125);
    ck_assert_uint_ge(a->column[ACTIVITY_SPEED_MPS].used, 1120);
    ck_assert_double_eq(a->distance_m, 2447);
    ck_assert_double_eq_tol(a->timer_s, 1123.5, 1);
    ck_assert(a->has_utc_offset && a->utc_offset_s == 3600);
    ck_assert_uint_eq(a->repair_count, 0);
    activity_free(a);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(units_become_ours),
        TEST(gps_altitude_where_there_is_no_other),
        TEST(late_samples_find_their_place_and_wild_ones_are_dropped),
        TEST(events_give_sports_laps_and_pauses),
        TEST(the_header_tells_of_pauses_where_no_event_does),
        TEST(odd_logs),
        TEST(every_allocation_may_fail),
        TEST(sml_is_read_like_the_json),
        TEST(sml_without_utc_goes_by_the_runners_clock),
        TEST(sml_header_with_a_zone),
        TEST(sml_cut_short_keeps_what_came_before),
        TEST(a_real_multisport_log),
        TEST(a_real_move),
    };
    return run_tests("suunto", tests, COUNT(tests));
}
