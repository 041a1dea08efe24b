/* FIT: what the messages mean, and round trips through our own encoder. Expected values by the
 * arithmetic written beside them. */
#include "fit_files.h"

#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"

/* field_description: developer data index 0, field 2, name, unit, type, native message and field. */
static void describe(enum fit_base_type type, const char name[12], const char unit[12], int native)
{
    const struct fit_value v[] = {fit_integer(0, FIT_UINT8, 0), fit_integer(1, FIT_UINT8, 2), fit_integer(2, FIT_UINT8, type),
                                  fit_text(3, name, 12), fit_text(8, unit, 12), fit_integer(14, FIT_UINT16, RECORD),
                                  fit_integer(15, FIT_UINT8, native)};
    fit_encode_message(&enc, 1, 206, v, COUNT(v));
}

static void put_developer_record(int second, double value)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + second), fit_integer(39, FIT_UINT16, 800),
                                  fit_developer(0, fit_real(2, FIT_FLOAT32, value))};
    fit_encode_message(&enc, 4, RECORD, v, 3);
}

START_TEST(developer_fields_become_columns_of_their_own)
{
    static const char name[12] = "V Osc", unit[12] = "Centimeters";
    for (int late = 0; late < 2; late++) {
        struct activity *a;
        begin(BYTES_LITTLE_ENDIAN);
        if (!late) describe(FIT_FLOAT32, name, unit, 39);
        put_developer_record(0, 7.5);
        put_developer_record(1, NAN);
        if (late) describe(FIT_FLOAT32, name, unit, 39);
        a = must_read(end());
        ck_assert_uint_eq(a->developer_count, 1);
        ck_assert_str_eq(a->developer[0].name, "V Osc");
        ck_assert_str_eq(a->developer[0].unit, "Centimeters");
        ck_assert_int_eq(a->developer[0].native, ACTIVITY_VERTICAL_OSCILLATION_MM);
        ck_assert_uint_eq(a->developer[0].valid, 1);
        ck_assert_double_eq(a->developer[0].value[0], 7.5);
        ck_assert_double_eq(activity_value(a, ACTIVITY_VERTICAL_OSCILLATION_MM, 0), 80); /* 800 / 10 mm */
        ck_assert_int_eq(repair_of(a, REPAIR_DEVELOPER) != NULL, late);
        activity_free(a);
    }
}
END_TEST

START_TEST(developer_fields_never_described_are_stepped_over)
{
    struct activity *a;
    begin(BYTES_BIG_ENDIAN);
    put_developer_record(0, 7.5);
    put_developer_record(1, 7.5);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 2);
    ck_assert_uint_eq(a->developer_count, 0);
    ck_assert_double_eq(activity_value(a, ACTIVITY_VERTICAL_OSCILLATION_MM, 1), 80);
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_DEVELOPER));
    activity_free(a);
}
END_TEST

START_TEST(stored_zeros_of_running_dynamics_are_missing)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
        const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + i), fit_integer(41, FIT_UINT16, i ? 2400 + i : 0),
                                      fit_integer(7, FIT_UINT16, 0)};
        fit_encode_message(&enc, 3, RECORD, v, 3);
    }
    a = must_read(end());
    ck_assert_uint_eq(a->column[ACTIVITY_STANCE_TIME_MS].valid, 4);
    ck_assert_uint_eq(a->column[ACTIVITY_STANCE_TIME_MS].used, 3);
    ck_assert(isnan(activity_value(a, ACTIVITY_STANCE_TIME_MS, 0)));
    ck_assert_double_eq(activity_value(a, ACTIVITY_STANCE_TIME_MS, 1), 240.1);
    ck_assert_uint_eq(a->column[ACTIVITY_POWER_W].used, 4); /* no power is a power */
    activity_free(a);
}
END_TEST

START_TEST(units_and_enhanced_fields)
{
    struct activity *a;
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0), fit_integer(0, FIT_SINT32, 1 << 29), fit_integer(1, FIT_SINT32, -(1 << 30)),
                                  fit_integer(2, FIT_UINT16, 3000), fit_integer(78, FIT_UINT32, 0xFFFFFFFF), fit_integer(6, FIT_UINT16, 2500),
                                  fit_integer(73, FIT_UINT32, 2600), fit_integer(5, FIT_UINT32, 12345), fit_integer(13, FIT_SINT8, -4),
                                  fit_integer(84, FIT_UINT16, 5012), fit_integer(83, FIT_UINT16, 789), fit_integer(85, FIT_UINT16, 10600)};
    begin(BYTES_LITTLE_ENDIAN);
    fit_encode_message(&enc, 3, RECORD, v, COUNT(v));
    a = must_read(end());
    ck_assert_double_eq(activity_value(a, ACTIVITY_LATITUDE_DEG, 0), 45);   /* 2^29 x 180 / 2^31 */
    ck_assert_double_eq(activity_value(a, ACTIVITY_LONGITUDE_DEG, 0), -90);
    ck_assert_double_eq(activity_value(a, ACTIVITY_ALTITUDE_M, 0), 100);    /* 3000 / 5 - 500; the enhanced one is invalid */
    ck_assert_double_eq(activity_value(a, ACTIVITY_SPEED_MPS, 0), 2.6);     /* the enhanced one wins */
    ck_assert_double_eq(activity_value(a, ACTIVITY_DISTANCE_M, 0), 123.45);
    ck_assert_double_eq(activity_value(a, ACTIVITY_TEMPERATURE_C, 0), -4);
    ck_assert_double_eq(activity_value(a, ACTIVITY_STANCE_TIME_BALANCE_PCT, 0), 50.12);
    ck_assert_double_eq(activity_value(a, ACTIVITY_VERTICAL_RATIO_PCT, 0), 7.89);
    ck_assert_double_eq(activity_value(a, ACTIVITY_STEP_LENGTH_MM, 0), 1060);
    activity_free(a);
}
END_TEST

START_TEST(compressed_speed_and_distance)
{
    /* speed 300/100 m/s in 12 bits, distance in 1/16 m: 0xFF0 = 255 m, then 0x010 = 1 m: rolled over, 257 m. */
    static const uint8_t bytes[3][3] = {{0x2C, 0x01, 0xFF}, {0x2C, 0x01, 0x01}, {0xFF, 0xFF, 0xFF}};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i < 3; i++) {
        const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + i), fit_data(8, FIT_BYTE, bytes[i], 3)};
        fit_encode_message(&enc, 3, RECORD, v, 2);
    }
    a = must_read(end());
    ck_assert_double_eq(activity_value(a, ACTIVITY_SPEED_MPS, 0), 3);
    ck_assert_double_eq(activity_value(a, ACTIVITY_DISTANCE_M, 0), 255);
    ck_assert_double_eq(activity_value(a, ACTIVITY_DISTANCE_M, 1), 257);
    ck_assert(isnan(activity_value(a, ACTIVITY_DISTANCE_M, 2)));
    activity_free(a);
}
END_TEST

START_TEST(heart_rate_of_its_own_is_laid_over_the_records)
{
    /* Anchor: strap time 2048/1024 s is T0 + 0.5 s, 60 bpm. Then 12-bit times 2048 + 1024 = 0xC00 (T0 + 1.5 s, 70 bpm)
     * and 4096 -> 0x000 (rolled over: T0 + 2.5 s, 80 bpm), packed as 00 0C 00. Records at 0 .. 9 s. */
    static const uint8_t two[] = {70, 80}, packed[] = {0x00, 0x0C, 0x00};
    const struct fit_value anchor[] = {fit_integer(253, FIT_UINT32, T0), fit_integer(0, FIT_UINT16, 16384), fit_integer(6, FIT_UINT8, 60),
                                       fit_integer(9, FIT_UINT32, 2048)};
    const struct fit_value later[] = {fit_data(6, FIT_UINT8, two, 2), fit_data(10, FIT_BYTE, packed, 3)};
    static const double expected[] = {NAN, 60, 70, 80, 80, 80, 80, 80, NAN, NAN}; /* carried on for 5 s: to 7.5 s */
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i < 10; i++) put_record(i, i == 9 ? 99 : 0xFF);
    fit_encode_end(&enc);
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE, BYTES_LITTLE_ENDIAN);
    fit_encode_message(&enc, 1, 132, anchor, 4);
    fit_encode_message(&enc, 1, 132, later, 2);
    a = must_read(end());
    ck_assert_uint_eq(a->column[ACTIVITY_HEART_RATE_BPM].valid, 1);
    ck_assert_uint_eq(a->merged, 7);
    ck_assert_uint_eq(a->column[ACTIVITY_HEART_RATE_BPM].used, 8);
    for (size_t i = 0; i < 9; i++)
        ck_assert(isnan(expected[i]) ? isnan(rate(a, i)) : rate(a, i) == expected[i]);
    ck_assert_double_eq(rate(a, 9), 99);
    activity_free(a);
}
END_TEST

START_TEST(repeated_backward_and_impossible_times)
{
    static const int seconds[] = {0, 1, 1, 0, 2, 3};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_record(-40 * 86400, 90); /* a clock not yet set */
    for (size_t i = 0; i < COUNT(seconds); i++) put_record(seconds[i], i == 1 ? 0xFF : 100 + (int)i);
    a = must_read(end());
    ck_assert_uint_eq(a->samples, 7);
    ck_assert_uint_eq(a->rows, 4);
    for (size_t i = 0; i < 4; i++) ck_assert_double_eq(a->time_s[i], (double)i);
    ck_assert_double_eq(a->start_unix_s, UNIX0);
    ck_assert_double_eq(rate(a, 1), 102); /* the second record of that second had the heart rate */
    ck_assert_uint_eq(a->column[ACTIVITY_HEART_RATE_BPM].valid, 6);
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_TIME_JUMP));
    ck_assert_uint_eq(repair_of(a, REPAIR_TIME_ORDER)->count, 2);
    activity_free(a);
}
END_TEST

START_TEST(records_without_times_are_kept)
{
    struct activity *a;
    const struct fit_value v[] = {fit_integer(3, FIT_UINT8, 77)};
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 3; i++) fit_encode_message(&enc, 3, RECORD, v, 1);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 3);
    ck_assert(isnan(a->time_s[1]));
    ck_assert(isnan(a->start_unix_s));
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_NO_TIME));
    activity_free(a);
}
END_TEST

START_TEST(other_kinds_of_file_are_named)
{
    static const struct { int type; const char *says; } rows[] = {
        {15, "daily monitoring from a Garmin watch, no run in it"}, {32, "daily monitoring"}, {5, "a workout plan"}, {6, "a course"},
        {2, "settings"}, {9, "of type weight, no run in it"}, {4, "an activity without a single sample"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a = NULL;
        struct tingle_error err;
        begin(BYTES_LITTLE_ENDIAN);
        put_file_id(rows[i].type);
        ck_assert_int_eq(activity_read(&a, end(), "f.fit", &err), TINGLE_NOT_A_RUN);
        ck_assert_msg(strstr(err.message, rows[i].says) != NULL, "%s", err.message);
        ck_assert_ptr_null(a);
    }
}
END_TEST

START_TEST(laps_events_sessions_and_the_clock)
{
    const struct fit_value lap[] = {fit_integer(2, FIT_UINT32, T0 + 5), fit_integer(7, FIT_UINT32, 12500), fit_integer(8, FIT_UINT32, 11000),
                                    fit_integer(9, FIT_UINT32, 4000), fit_integer(24, FIT_ENUM, 0)};
    const struct fit_value pause[] = {fit_integer(253, FIT_UINT32, T0 + 7), fit_integer(0, FIT_ENUM, 0), fit_integer(1, FIT_ENUM, 4)};
    const struct fit_value marker[] = {fit_integer(253, FIT_UINT32, T0 + 8), fit_integer(0, FIT_ENUM, 32), fit_integer(1, FIT_ENUM, 3)};
    const struct fit_value session[] = {fit_integer(2, FIT_UINT32, T0 - 3), fit_integer(5, FIT_ENUM, 1), fit_integer(6, FIT_ENUM, 3),
                                        fit_integer(7, FIT_UINT32, 60000), fit_integer(8, FIT_UINT32, 50250), fit_integer(9, FIT_UINT32, 15000)};
    const struct fit_value whole[] = {fit_integer(253, FIT_UINT32, T0 + 60), fit_integer(5, FIT_UINT32, T0 + 60 + 5400)};
    struct activity *a;
    begin(BYTES_BIG_ENDIAN);
    put_file_id(4);
    fit_encode_message(&enc, 6, 18, session, COUNT(session)); /* summary first, as some watches write it */
    for (int i = 0; i < 10; i++) put_record(i, 100);
    fit_encode_message(&enc, 1, 19, lap, COUNT(lap));
    fit_encode_message(&enc, 2, 21, pause, COUNT(pause));
    fit_encode_message(&enc, 2, 21, marker, COUNT(marker));
    fit_encode_message(&enc, 1, 34, whole, COUNT(whole));
    a = must_read(end());
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_str_eq(activity_sub_sport_name(a->sub_sport), "trail");
    ck_assert(activity_is_run(a));
    ck_assert_str_eq(a->manufacturer, "garmin");
    ck_assert_str_eq(a->product, "fenix 3");
    ck_assert_double_eq(a->start_unix_s, UNIX0); /* of the first sample */
    ck_assert_double_eq(a->session[0].start_s, -3);
    ck_assert_double_eq(a->elapsed_s, 60);
    ck_assert_double_eq(a->timer_s, 50.25);
    ck_assert_double_eq(a->distance_m, 150);
    ck_assert(a->has_utc_offset);
    ck_assert_int_eq(a->utc_offset_s, 5400);
    ck_assert_double_eq(a->lap[0].start_s, 5);
    ck_assert_double_eq(a->lap[0].elapsed_s, 12.5);
    ck_assert_double_eq(a->lap[0].timer_s, 11);
    ck_assert_int_eq(a->lap[0].trigger, 0);
    ck_assert_uint_eq(a->event_count, 2);
    ck_assert_int_eq(a->event[0].kind, ACTIVITY_EVENT_TIMER_STOP);
    ck_assert_double_eq(a->event[0].time_s, 7);
    ck_assert_int_eq(a->event[1].kind, ACTIVITY_EVENT_USER_MARKER);
    ck_assert_ptr_null(repair_of(a, REPAIR_NO_SESSION));
    activity_free(a);
}
END_TEST

START_TEST(legs_of_a_multisport_file_are_split)
{
    static const struct { int sport, from, to; } legs[] = {{5, 0, 99}, {2, 100, 299}, {1, 300, 399}};
    struct activity *a, *parts[4] = {NULL};
    size_t n = 0;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 400; i++) put_record(i, 100 + i % 50);
    for (size_t i = 0; i < COUNT(legs); i++) {
        const struct fit_value s[] = {fit_integer(2, FIT_UINT32, T0 + legs[i].from), fit_integer(5, FIT_ENUM, legs[i].sport),
                                      fit_integer(7, FIT_UINT32, 1000 * (legs[i].to - legs[i].from)),
                                      fit_integer(8, FIT_UINT32, 1000 * (legs[i].to - legs[i].from))};
        fit_encode_message(&enc, 1, 18, s, 4);
    }
    a = must_read(end());
    ck_assert_str_eq(activity_sport_name(a->sport), "multisport");
    ck_assert_int_eq(activity_split(a, parts, 4, &n, NULL), TINGLE_OK);
    ck_assert_uint_eq(n, 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(parts[i]->sport, legs[i].sport);
        ck_assert_uint_eq(parts[i]->rows, (size_t)(legs[i].to - legs[i].from + 1));
        ck_assert_double_eq(parts[i]->start_unix_s, UNIX0 + legs[i].from);
        ck_assert_double_eq(parts[i]->time_s[1], 1);
        ck_assert_double_eq(parts[i]->timer_s, legs[i].to - legs[i].from);
        ck_assert_double_eq(rate(parts[i], 0), 100 + legs[i].from % 50);
        activity_free(parts[i]);
    }
    ck_assert_int_eq(activity_split(a, parts, 2, &n, NULL), TINGLE_LIMIT);
    ck_assert_uint_eq(n, 0);
    activity_free(a);
}
END_TEST

START_TEST(what_was_encoded_is_decoded)
{
    enum { N = 500 };
    /* half of the smallest step that FIT keeps, per column */
    static const double half_step[ACTIVITY_COLUMN_COUNT] = {5e-8, 5e-8, 0.1, 0.005, 0.0005, 1.0 / 128, 0.5, 0.5, 0.5, 0.05, 0.005, 0.05, 0.005, 0.05};
    static const double low[ACTIVITY_COLUMN_COUNT] = {-80, -170, -400, 0, 0, 1, 40, -20, 0, 150, 45, 40, 4, 500};
    static const double high[ACTIVITY_COLUMN_COUNT] = {80, 170, 4000, 40000, 6, 240, 210, 45, 500, 700, 55, 140, 15, 2500};
    static double time[N], value[ACTIVITY_COLUMN_COUNT][N], developer[N];
    struct activity_series series = {.name = "Form Power", .unit = "W", .value = developer, .native = -1};
    struct activity_lap laps[2] = {{0, 100, 90, 300, 0}, {100, 400, 390, 1200.25, 2}};
    struct activity_event events[4] = {{ACTIVITY_EVENT_TIMER_START, 0}, {ACTIVITY_EVENT_TIMER_STOP, 90}, {ACTIVITY_EVENT_TIMER_START, 100}, {ACTIVITY_EVENT_TIMER_STOP, 600}};
    struct activity a = {.start_unix_s = UNIX0, .manufacturer = "coros", .product = "Test watch", .elapsed_s = 600, .timer_s = 590, .distance_m = 1500.25,
                         .sport = 1, .sub_sport = 3, .rows = N, .time_s = time, .developer = &series, .developer_count = 1, .lap = laps, .lap_count = 2,
                         .event = events, .event_count = 4, .has_utc_offset = true, .utc_offset_s = -25200};
    struct activity *back;
    struct random random;
    random_seed(&random, 1);
    for (int i = 0; i < N; i++) {
        time[i] = i + (i > 90 ? 10 : 0);
        developer[i] = i % 7 ? random_normal(&random) : NAN;
        for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) value[c][i] = random_uniform(&random) < 0.1 && c > 1 ? NAN : random_between(&random, low[c], high[c]);
    }
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) a.column[c].value = value[c];
    empty_out();
    ck_assert_int_eq(fit_encode_activity(&out, &a, NULL), TINGLE_OK);
    back = must_read(bytes_of(out.data, out.size));
    ck_assert(back->crc_ok);
    ck_assert_uint_eq(back->repair_count, 0);
    ck_assert_uint_eq(back->rows, N);
    ck_assert_double_eq(back->start_unix_s, a.start_unix_s);
    ck_assert_str_eq(back->manufacturer, "coros");
    ck_assert_str_eq(back->product, "Test watch");
    ck_assert_int_eq(back->sport, 1);
    ck_assert_int_eq(back->sub_sport, 3);
    ck_assert_int_eq(back->utc_offset_s, -25200);
    ck_assert_double_eq(back->elapsed_s, 600);
    ck_assert_double_eq(back->timer_s, 590);
    ck_assert_double_eq(back->distance_m, 1500.25);
    for (int i = 0; i < N; i++) {
        ck_assert_double_eq(back->time_s[i], time[i]);
        ck_assert(isnan(developer[i]) ? isnan(back->developer[0].value[i]) : back->developer[0].value[i] == developer[i]);
        for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) {
            double got = back->column[c].value[i];
            ck_assert_msg(isnan(value[c][i]) ? isnan(got) : fabs(got - value[c][i]) <= half_step[c] * (1 + 1e-9),
                          "%s row %d: %g became %g", activity_column_name((enum activity_column)c), i, value[c][i], got);
        }
    }
    ck_assert_uint_eq(back->lap_count, 2);
    ck_assert_double_eq(back->lap[1].start_s, 100);
    ck_assert_double_eq(back->lap[1].distance_m, 1200.25);
    ck_assert_int_eq(back->lap[1].trigger, 2);
    ck_assert_uint_eq(back->event_count, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(back->event[i].kind, events[i].kind);
        ck_assert_double_eq(back->event[i].time_s, events[i].time_s);
    }
    activity_free(back);
}
END_TEST

START_TEST(the_writer_refuses_what_fit_cannot_say)
{
    struct activity a = {.start_unix_s = 0};
    struct tingle_error err;
    struct buffer small;
    ck_assert_int_eq(fit_encode_activity(&out, &a, &err), TINGLE_BAD_DATA);
    a.start_unix_s = UNIX0;
    buffer_init(&small, 100);
    ck_assert_int_eq(fit_encode_activity(&small, &a, &err), TINGLE_LIMIT);
    buffer_release(&small);
    ck_assert(fit_integer(1, FIT_UINT8, 256).bits == 0xFF && fit_integer(1, FIT_SINT16, -40000).bits == 0x7FFF);
    ck_assert(fit_scaled(1, FIT_UINT16, NAN, 10, 0).bits == 0xFFFF && fit_scaled(1, FIT_UINT16, 1e300, 10, 0).bits == 0xFFFF);
}
END_TEST

START_TEST(every_repair_is_in_the_manual)
{
    char path[4096], quoted[64];
    struct file_bytes page;
    const char *root = getenv("TINGLE_SOURCE");
    if (!root) return;
    ck_assert(path_join(path, sizeof path, root, "docs/watch-files.md"));
    ck_assert_int_eq(file_read(&page, path, 1 << 20, NULL), TINGLE_OK);
    page.data[page.size - 1] = '\0';
    for (int code = 0; code < ACTIVITY_REPAIR_COUNT; code++) {
        snprintf(quoted, sizeof quoted, "| `%s` |", activity_repair_name((enum activity_repair_code)code));
        ck_assert_msg(strstr((char *)page.data, quoted) != NULL, "%s", quoted);
    }
    file_release(&page);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(developer_fields_become_columns_of_their_own),
        TEST(developer_fields_never_described_are_stepped_over),
        TEST(stored_zeros_of_running_dynamics_are_missing), TEST(units_and_enhanced_fields),
        TEST(compressed_speed_and_distance), TEST(heart_rate_of_its_own_is_laid_over_the_records),
        TEST(repeated_backward_and_impossible_times), TEST(records_without_times_are_kept),
        TEST(other_kinds_of_file_are_named), TEST(laps_events_sessions_and_the_clock),
        TEST(legs_of_a_multisport_file_are_split), TEST(what_was_encoded_is_decoded),
        TEST(the_writer_refuses_what_fit_cannot_say),
        TEST(every_repair_is_in_the_manual)};
    int failed = run_tests("fit activity", tests, COUNT(tests));
    buffer_release(&out);
    return failed;
}
