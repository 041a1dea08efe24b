/* Training sessions of Polar Flow, both forms: small files written out here, values worked by hand. */
#include "activity_files.h"

#include <math.h>
#include <string.h>


static struct activity *read_session(const char *text)
{
    struct activity *a = must_read_text(text);
    ck_assert_int_eq(a->format, ACTIVITY_FORMAT_POLAR);
    return a;
}

static void check_row(const struct activity *a, size_t row, double time_s, enum activity_column c, double value)
{
    ck_assert_uint_lt(row, a->rows);
    ck_assert_double_eq(a->time_s[row], time_s);
    if (isnan(value)) ck_assert_double_nan(activity_value(a, c, row));
    else ck_assert_double_eq_tol(activity_value(a, c, row), value, 1e-9);
}

/* 2023-11-15T12:00:00 two hours east of UTC is 1700042400: 1700000000 is 2023-11-14T22:13:20Z, 11:46:40 before. */
#define WHEN "\"startTime\":\"2023-11-15T12:00:00\",\"stopTime\":\"2023-11-15T12:00:10\",\"timezoneOffsetMinutes\":120,\"durationMillis\":10000"
#define CHANNEL(type, every, values) "{\"type\":\"" type "\",\"intervalMillis\":" every ",\"values\":[" values "]}"
#define EXERCISE(when, sport, channels, more) \
    "{" when ",\"sport\":{\"id\":\"" sport "\"},\"samples\":{\"samples\":[" channels "]}" more "}"
#define SESSION(exercises) "{" WHEN ",\"distanceMeters\":35,\"product\":{\"modelName\":\"Polar Pacer\"},\"exercises\":[" exercises "]}"

static const char *const new_form =
    SESSION(EXERCISE(WHEN, "1",
                     CHANNEL("HEART_RATE", "1000", "150,NaN,152") "," CHANNEL("SPEED", "2000", "12.6,7.2") ","
                     CHANNEL("ALTITUDE", "1000", "0,0.0,105.5,106") "," CHANNEL("CADENCE", "1000", "85") ","
                     CHANNEL("TEMPERATURE", "3000", "21,22.5") "," CHANNEL("PEDAL_INDEX", "1000", "1,2,3,4,5,6"),
                     ",\"routes\":{\"route\":{\"startTime\":\"2023-11-15T12:00:02\",\"wayPoints\":["
                     "{\"latitude\":60.5,\"longitude\":25.25,\"altitude\":99,\"elapsedMillis\":0},"
                     "{\"latitude\":60.51,\"longitude\":25.26,\"altitude\":99,\"elapsedMillis\":1500}]}}"
                     ",\"laps\":{\"laps\":[],\"autoLaps\":[{\"durationMillis\":4000,\"distanceMeters\":14},{\"durationMillis\":\"6000\"}]}"));

START_TEST(channels_and_route_on_one_axis)
{
    struct activity *a = read_session(new_form);
    ck_assert_double_eq(a->start_unix_s, 1700042400);
    ck_assert_uint_eq(a->rows, 3); /* in the second 12:00:01 nothing was measured */
    check_row(a, 0, 0, ACTIVITY_HEART_RATE_BPM, 150);
    check_row(a, 0, 0, ACTIVITY_SPEED_MPS, 3.5);
    check_row(a, 0, 0, ACTIVITY_CADENCE_SPM, 170);
    check_row(a, 0, 0, ACTIVITY_TEMPERATURE_C, 21);
    check_row(a, 0, 0, ACTIVITY_ALTITUDE_M, NAN);
    check_row(a, 1, 2, ACTIVITY_HEART_RATE_BPM, 152);
    check_row(a, 1, 2, ACTIVITY_SPEED_MPS, 2);
    check_row(a, 1, 2, ACTIVITY_ALTITUDE_M, 105.5);
    check_row(a, 1, 2, ACTIVITY_LATITUDE_DEG, 60.5);
    check_row(a, 2, 3, ACTIVITY_LONGITUDE_DEG, 25.26);
    check_row(a, 2, 3, ACTIVITY_TEMPERATURE_C, 22.5);
    check_row(a, 2, 3, ACTIVITY_HEART_RATE_BPM, NAN);
    ck_assert_uint_eq(repairs_of(a, REPAIR_VALUE), 2); /* NaN, and the zeros that are no altitude */
    activity_free(a);
}
END_TEST

START_TEST(totals_device_clock_and_laps)
{
    struct activity *a = read_session(new_form);
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_int_eq(a->sub_sport, 0);
    ck_assert_str_eq(a->manufacturer, "polar");
    ck_assert_str_eq(a->product, "Polar Pacer");
    ck_assert(a->has_utc_offset);
    ck_assert_int_eq(a->utc_offset_s, 7200);
    ck_assert_double_eq(a->timer_s, 10);
    ck_assert_double_eq(a->elapsed_s, 10);
    ck_assert_double_eq(a->distance_m, 35);
    ck_assert_uint_eq(a->lap_count, 2);
    ck_assert_double_eq(a->lap[1].start_s, 4);
    ck_assert_double_eq(a->lap[1].timer_s, 6);
    ck_assert_double_eq(a->lap[0].distance_m, 14);
    ck_assert_int_eq(a->lap[0].trigger, -1);
    ck_assert(activity_is_run(a));
    activity_free(a);
}
END_TEST

/* A minute's pause after two seconds: "PT2S" on the timer. */
#define PAUSED "\"startTime\":\"2023-11-15T12:00:00\",\"stopTime\":\"2023-11-15T12:01:04\",\"timezoneOffsetMinutes\":0,\"durationMillis\":4000" \
               ",\"pauseTimes\":[{\"startTime\":\"PT2S\",\"durationMillis\":60000}]"

START_TEST(channels_go_around_pauses_when_they_were_not_measured_in_them)
{
    static const double around[] = {0, 1, 2, 63};
    struct activity *a = read_session("{\"exercises\":[" EXERCISE(PAUSED, "1", CHANNEL("HEART_RATE", "1000", "100,101,102,103"),
                                                               ",\"laps\":{\"laps\":[{\"durationMillis\":3000},{\"durationMillis\":1000}]}") "]}");
    ck_assert_uint_eq(a->rows, 4);
    for (size_t i = 0; i < 4; i++) check_row(a, i, around[i], ACTIVITY_HEART_RATE_BPM, 100 + (double)i);
    ck_assert_double_eq(a->elapsed_s, 64);
    ck_assert_double_eq(a->timer_s, 4);
    ck_assert_uint_eq(a->event_count, 2);
    ck_assert_int_eq(a->event[0].kind, ACTIVITY_EVENT_TIMER_STOP);
    ck_assert_double_eq(a->event[0].time_s, 2);
    ck_assert_int_eq(a->event[1].kind, ACTIVITY_EVENT_TIMER_START);
    ck_assert_double_eq(a->event[1].time_s, 62);
    ck_assert_double_eq(a->lap[0].elapsed_s, 63); /* three seconds of running around the minute */
    ck_assert_double_eq(a->lap[1].start_s, 63);
    ck_assert_int_eq(a->lap[0].trigger, 0);
    activity_free(a);
}
END_TEST

START_TEST(channels_measured_through_pauses_stay_where_they_are)
{
    struct activity *a = read_session("{\"exercises\":[" EXERCISE(PAUSED, "1", CHANNEL("HEART_RATE", "16000", "100,101,102,103"), "") "]}");
    ck_assert_uint_eq(a->rows, 4);
    check_row(a, 3, 48, ACTIVITY_HEART_RATE_BPM, 103);
    activity_free(a);
}
END_TEST

#define LEG(start, sport, values) \
    EXERCISE("\"startTime\":\"2023-11-15T" start "\",\"durationMillis\":2000,\"distanceMeters\":7,\"timezoneOffsetMinutes\":-60", sport, \
             CHANNEL("HEART_RATE", "1000", values), "")

START_TEST(exercises_are_the_legs_of_a_multisport_day)
{
    struct activity *a = read_session("{\"sport\":{\"id\":\"68\"},\"exercises\":[" LEG("12:10:00", "17", "140,141") "," LEG("12:00:00", "2", "120,121") "]}");
    struct activity *parts[4];
    size_t n = 0;
    ck_assert_int_eq(a->sport, 18);
    ck_assert_uint_eq(a->session_count, 2);
    ck_assert_double_eq(a->distance_m, 14);
    ck_assert_double_eq(a->timer_s, 4);
    ck_assert_int_eq(activity_split(a, parts, 4, &n, NULL), TINGLE_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(parts[0]->sport, 2); /* by time, not by place in the file */
    ck_assert_int_eq(parts[1]->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_int_eq(parts[1]->sub_sport, 1);
    ck_assert_double_eq(parts[1]->start_unix_s, 1700042400 + 3 * 3600 + 600); /* 12:10 an hour west of UTC is 13:10Z */
    check_row(parts[1], 1, 1, ACTIVITY_HEART_RATE_BPM, 141);
    ck_assert(!activity_is_run(parts[0]) && activity_is_run(parts[1]));
    for (size_t i = 0; i < n; i++) activity_free(parts[i]);
    activity_free(a);
}
END_TEST

#define AT(time, value) "{\"dateTime\":\"2019-01-18T17:00:" time ".000\"" value "}"

START_TEST(the_old_form)
{
    struct activity *a = read_session(
        "{\"exportVersion\":\"1.3\",\"name\":\"Running\",\"startTime\":\"2019-01-18T17:00:00.000\",\"exercises\":["
        "{\"startTime\":\"2019-01-18T17:00:00.000\",\"stopTime\":\"2019-01-18T17:01:02.500\",\"timezoneOffset\":60,\"duration\":\"PT1M2.5S\","
        "\"distance\":21.5,\"sport\":\"TRAIL_RUNNING\",\"samples\":{"
        "\"heartRate\":[" AT("00", ",\"value\":120") "," AT("01", "") "," AT("02", ",\"value\":122") "],"
        "\"speed\":[" AT("00", ",\"value\":10.8") "],\"altitude\":[" AT("00", ",\"value\":0.0") "," AT("02", ",\"value\":7.5") "],"
        "\"recordedRoute\":[" AT("01", ",\"latitude\":48.1,\"longitude\":11.5,\"altitude\":500.0") "]}}]}");
    ck_assert_double_eq(a->start_unix_s, 1547827200); /* 2019-01-18T16:00:00Z, by date -u */
    ck_assert_uint_eq(a->rows, 3);
    check_row(a, 0, 0, ACTIVITY_SPEED_MPS, 3);
    check_row(a, 1, 1, ACTIVITY_LATITUDE_DEG, 48.1);
    check_row(a, 1, 1, ACTIVITY_ALTITUDE_M, NAN); /* the watch's own altitude goes before the route's */
    check_row(a, 2, 2, ACTIVITY_ALTITUDE_M, 7.5);
    check_row(a, 2, 2, ACTIVITY_HEART_RATE_BPM, 122);
    ck_assert_double_eq(a->timer_s, 62.5);
    ck_assert_double_eq(a->distance_m, 21.5);
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_int_eq(a->sub_sport, 3);
    ck_assert_int_eq(a->utc_offset_s, 3600);
    activity_free(a);
}
END_TEST

START_TEST(sports_by_number_or_word_and_unknown_ones)
{
    static const struct {
        const char *sport;
        int number, sub;
    } rows[] = {{"{\"id\":\"27\"}", 1, 3}, {"17", 1, 1}, {"\"RUNNING\"", 1, 0}, {"\"POOL_SWIMMING\"", 5, 17},
                {"{\"id\":\"9999\"}", -1, -1}, {"\"UNHEARD_OF\"", -1, -1}, {"null", -1, -1}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[600];
        struct activity *a;
        snprintf(text, sizeof text, "{\"exercises\":[{" WHEN ",\"sport\":%s,\"samples\":{\"samples\":[" CHANNEL("HEART_RATE", "1000", "1") "]}}]}",
                 rows[i].sport);
        a = read_session(text);
        ck_assert_msg(a->sport == rows[i].number && a->sub_sport == rows[i].sub, "%s: %d %d", rows[i].sport, a->sport, a->sub_sport);
        activity_free(a);
    }
}
END_TEST

START_TEST(odd_values_are_left_out_with_a_repair)
{
    struct activity *a = read_session(SESSION(EXERCISE(
        WHEN, "1",
        CHANNEL("HEART_RATE", "-1000", "1,2") "," CHANNEL("SPEED", "0", "3") "," CHANNEL("DISTANCE", "1000", "0,\"2.5\",[],{},true,null,3") ","
        CHANNEL("CADENCE", "1e300", "80,81") ",7,null,{\"type\":5}",
        ",\"routes\":{\"route\":{\"startTime\":\"yesterday\",\"wayPoints\":[{\"latitude\":95,\"longitude\":8,\"elapsedMillis\":1000},7,"
        "{\"latitude\":60,\"longitude\":8,\"elapsedMillis\":90000000}]}},\"pauseTimes\":[{},{\"startTime\":\"PT1S\",\"durationMillis\":-4}]")));
    ck_assert_uint_eq(a->rows, 3);
    ck_assert_ptr_null(a->column[ACTIVITY_HEART_RATE_BPM].value);
    ck_assert_ptr_null(a->column[ACTIVITY_SPEED_MPS].value);
    check_row(a, 1, 1, ACTIVITY_DISTANCE_M, 2.5);
    check_row(a, 1, 1, ACTIVITY_LATITUDE_DEG, NAN);
    check_row(a, 2, 6, ACTIVITY_DISTANCE_M, 3);
    ck_assert_uint_gt(repairs_of(a, REPAIR_VALUE), 0);
    ck_assert_uint_gt(repairs_of(a, REPAIR_TIME_JUMP), 0);
    activity_free(a);
}
END_TEST

START_TEST(cut_anywhere_it_gives_a_prefix_or_a_sentence)
{
    size_t whole = strlen(new_form), read = 0, last = 0;
    for (size_t n = 1; n < whole; n++) {
        struct activity *a = NULL;
        struct tingle_error err = {0};
        enum tingle_status st = activity_read(&a, bytes_of(new_form, n), "cut.json", &err);
        if (st) {
            ck_assert_msg(!a && err.message[0], "%zu bytes", n);
            continue;
        }
        ck_assert_uint_eq(repairs_of(a, REPAIR_TRUNCATED), 1);
        ck_assert_msg(a->rows >= last, "%zu bytes give fewer rows than less of the file", n);
        last = a->rows;
        read++;
        activity_free(a);
    }
    ck_assert_uint_eq(last, 3);
    ck_assert_uint_gt(read, whole / 2);
}
END_TEST

START_TEST(a_session_without_samples_has_its_totals)
{
    struct activity *a = read_session(SESSION("{" WHEN ",\"sport\":{\"id\":\"1\"}}"));
    struct tingle_error err = {0};
    ck_assert_uint_eq(a->samples, 0);
    ck_assert_double_eq(a->timer_s, 10);
    ck_assert_double_eq(a->distance_m, 35);
    ck_assert_double_eq(a->start_unix_s, 1700042400);
    ck_assert_int_eq(activity_check_run(a, &err), TINGLE_NOT_A_RUN);
    activity_free(a);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    long n = count_allocations(text_file(new_form));
    ck_assert_int_gt(n, 15);
    ck_assert_int_lt(n, 100);
}
END_TEST

START_TEST(legs_without_samples_in_any_order)
{
    struct activity *a = read_session("{\"exercises\":[{\"startTime\":\"2023-11-15T12:00:00\",\"durationMillis\":1000},"
                                   "{\"startTime\":\"2023-11-15T10:00:00\",\"durationMillis\":2000}]}");
    ck_assert_uint_eq(a->session_count, 2);
    ck_assert_double_eq(a->session[0].timer_s, 2);
    ck_assert_double_eq(a->session[1].start_s, 7200);
    activity_free(a);
}
END_TEST

START_TEST(what_is_no_session_is_refused_in_plain_words)
{
    must_refuse_text("{\"exercises\":[]}", TINGLE_NOT_A_RUN, "without a single sample");
    must_refuse_text("{\"exercises\":[{\"startTime\":\"2023-11-15T12:00:00\"}]}", TINGLE_NOT_A_RUN, "without a single sample");
    must_refuse_text("{\"exercises\":[{\"sport\":\"RUNNING\",\"phases\":[]}]}", TINGLE_NOT_A_RUN, "training target");
    must_refuse_text("{\"exercises\":[{\"samples\":{}}]}", TINGLE_BAD_DATA, "when it began");
    must_refuse_text("{\"exercises\":7}", TINGLE_UNSUPPORTED, "JSON");
    must_refuse_text("{\"exercises\":[],\"exercises\":[]}", TINGLE_BAD_DATA, "key twice");
    must_refuse_text("{\"exercises\":[1,,2]}", TINGLE_BAD_DATA, "damaged JSON");
    must_refuse_text("{\"exercises\":[\"\xFF\xFE\"]}", TINGLE_BAD_DATA, "damaged JSON");
    must_refuse_text("{\"exercises\":", TINGLE_BAD_DATA, "damaged JSON");
    must_refuse_text("{\"exportVersion\":\"2.6\",\"date\":\"2023-11-15\",\"samples\":{\"mets\":[],\"steps\":[]}}", TINGLE_NOT_A_RUN,
                "daily activity from Polar, no run in it");
    must_refuse_text("{\"deviceDays\":[]}", TINGLE_NOT_A_RUN, "around the clock");
    must_refuse_text("[{\"summarizedActivitiesExport\":[]}]", TINGLE_NOT_A_RUN, "Garmin's list");
    must_refuse_text("[{\"includesWellnessData\":true}]", TINGLE_NOT_A_RUN, "wellness from Garmin");
    must_refuse_text("[{\"participants\":[]}]", TINGLE_UNSUPPORTED, "neither a training session of Polar Flow nor a workout");
    must_refuse_text("[Params]\nVersion=106\n", TINGLE_UNSUPPORTED, "Polar HRM");
}
END_TEST

/* 8.1 million values in 16 MB: a tree of a gigabyte. */
START_TEST(too_many_samples_are_a_limit)
{
    static const char head[] = "{\"exercises\":[{\"startTime\":\"2023-11-15T12:00:00\",\"samples\":{\"samples\":["
                               "{\"type\":\"HEART_RATE\",\"intervalMillis\":1000,\"values\":[";
    enum { VALUES = 8100000 };
    char *text = malloc(sizeof head + 2 * VALUES);
    ck_assert_ptr_nonnull(text);
    memcpy(text, head, sizeof head);
    for (size_t i = 0; i < VALUES; i++) memcpy(text + sizeof head - 1 + 2 * i, "1,", 3);
    must_refuse_text(text, TINGLE_LIMIT, "values");
    free(text);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(channels_and_route_on_one_axis),
        TEST(totals_device_clock_and_laps),
        TEST(channels_go_around_pauses_when_they_were_not_measured_in_them),
        TEST(channels_measured_through_pauses_stay_where_they_are),
        TEST(exercises_are_the_legs_of_a_multisport_day),
        TEST(the_old_form),
        TEST(sports_by_number_or_word_and_unknown_ones),
        TEST(odd_values_are_left_out_with_a_repair),
        TEST(cut_anywhere_it_gives_a_prefix_or_a_sentence),
        TEST(a_session_without_samples_has_its_totals),
        TEST(every_allocation_may_fail),
        TEST(legs_without_samples_in_any_order),
        TEST(what_is_no_session_is_refused_in_plain_words),
        TEST(too_many_samples_are_a_limit),
    };
    return run_tests("polar", tests, COUNT(tests));
}
