/* Sessions, times, events and the runner's clock in FIT files as odd as real ones: cases of the table in
 * docs/watch-files.md, made and spoilt as in test_damage_fit.c. */
#include "damage_files.h"

/* ---- sessions, times, events ---------------------------------------------------- */

START_TEST(row_17_records_without_times_start_with_their_session)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 5; i++) {
        const struct fit_value v = fit_integer(3, FIT_UINT8, 90 + i);
        fit_encode_message(&enc, 3, RECORD, &v, 1);
    }
    put_session(100, RUNNING, 50, 40);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 5);
    ck_assert_double_eq(rate(a, 4), 94);
    ck_assert(isnan(a->time_s[4]));
    ck_assert_double_eq(a->start_unix_s, UNIX0 + 100);
    ck_assert_double_eq(a->elapsed_s, 50);
    ck_assert_double_eq(a->timer_s, 40);
    must_repair(a, "no-time@0*1");
    activity_free(a);
}
END_TEST

/* Swim, change, ride, change, run; each leg with the records and the laps of its time, wherever the
 * summaries stand and in whatever order. */
struct leg { int sport, from, to; };

static const struct leg legs[] = {{5, 0, 99}, {3, 100, 119}, {2, 120, 299}, {3, 300, 309}, {RUNNING, 310, 399}};

static void put_legs(bool backwards)
{
    for (size_t i = 0; i < COUNT(legs); i++) {
        const struct leg *leg = &legs[backwards ? COUNT(legs) - 1 - i : i];
        put_lap(leg->from, (leg->to - leg->from) / 2);
        put_lap(leg->from + (leg->to - leg->from) / 2, leg->to - leg->from - (leg->to - leg->from) / 2);
        put_session(leg->from, leg->sport, leg->to - leg->from, leg->to - leg->from - 1);
    }
}

START_TEST(row_18_legs_of_a_multisport_file)
{
    for (int where = 0; where < 4; where++) { /* summaries first or last, in order or not */
        struct activity *a, *parts[COUNT(legs)];
        size_t n = 0;
        begin(BYTES_LITTLE_ENDIAN);
        put_file_id(4);
        if (where < 2) put_legs(where == 1);
        for (int i = 0; i < 400; i++) put_full_record(3, i);
        if (where >= 2) put_legs(where == 3);
        put_activity(399, 7200);
        a = must_read(end());
        must_keep_all_but(a, 400, 0, 0);
        ck_assert_int_eq(activity_split(a, parts, COUNT(parts), &n, NULL), TINGLE_OK);
        ck_assert_uint_eq(n, COUNT(legs));
        for (size_t i = 0; i < n; i++) {
            const struct activity *p = parts[i];
            ck_assert_int_eq(p->sport, legs[i].sport);
            ck_assert_int_eq(activity_check_run(p, NULL) == TINGLE_OK, legs[i].sport == RUNNING);
            ck_assert_double_eq(p->start_unix_s, UNIX0 + legs[i].from);
            ck_assert_uint_eq(p->rows, (size_t)(legs[i].to - legs[i].from + 1));
            ck_assert_double_eq(rate(p, 3), 100 + (legs[i].from + 3) % 50);
            ck_assert_double_eq(p->elapsed_s, legs[i].to - legs[i].from);
            ck_assert_double_eq(p->timer_s, legs[i].to - legs[i].from - 1);
            ck_assert_uint_eq(p->lap_count, 2);
            ck_assert_double_eq(p->lap[0].start_s < p->lap[1].start_s ? p->lap[0].start_s : p->lap[1].start_s, 0);
            ck_assert_int_eq(p->utc_offset_s, 7200);
            activity_free(parts[i]);
        }
        activity_free(a);
    }
}
END_TEST

/* Records before the first session, between two and behind the last belong to the nearest before them. */
START_TEST(row_18_records_outside_every_session)
{
    struct activity *a, *parts[2];
    size_t n = 0;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 100; i++) put_full_record(3, i);
    put_session(10, 2, 30, 30);
    put_session(50, RUNNING, 30, 30);
    a = must_read(end());
    ck_assert_int_eq(activity_split(a, parts, 2, &n, NULL), TINGLE_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_uint_eq(parts[0]->rows, 50);
    ck_assert_uint_eq(parts[1]->rows, 50);
    ck_assert_double_eq(parts[1]->start_unix_s, UNIX0 + 50);
    for (size_t i = 0; i < n; i++) activity_free(parts[i]);
    activity_free(a);
}
END_TEST

START_TEST(row_19_local_time_that_is_none)
{
    static const uint32_t local[] = {86400, 0, T0 - 16 * 3600, 0xFFFFFFFE};
    for (size_t i = 0; i < COUNT(local); i++) {
        const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + 9), fit_integer(5, FIT_UINT32, local[i])};
        size_t at;
        struct activity *a;
        begin(BYTES_LITTLE_ENDIAN);
        put_file_id(4);
        for (int k = 0; k < 10; k++) put_full_record(3, k);
        put_session(0, RUNNING, 9, 9);
        fit_encode_message(&enc, 5, 34, v, 2);
        at = out.size - 9;
        a = must_read(end());
        must_keep_all_but(a, 10, 0, 0);
        must_repair(a, "value@%zu*1", at);
        ck_assert(a->utc_offset_estimated);
        activity_free(a);
    }
}
END_TEST

START_TEST(row_19_session_durations_that_cannot_be)
{
    /* none at all; 46 days in an outing of 99 s; a timer that ran for longer than the outing took */
    static const struct { int64_t elapsed, timer; const char *repairs; } rows[] = {
        {-1, -1, ""}, {4000000, 4000000, "value@0*2"}, {99, 400000, "value@0*1"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a;
        begin(BYTES_LITTLE_ENDIAN);
        put_file_id(4);
        for (int k = 0; k < 100; k++) put_full_record(3, k);
        put_session(0, RUNNING, rows[i].elapsed, rows[i].timer);
        a = must_read(end());
        must_keep_all_but(a, 100, 0, 0);
        ck_assert_double_eq(a->elapsed_s, 99);
        ck_assert_double_eq(a->timer_s, 99);
        must_repair(a, "%s", rows[i].repairs);
        activity_free(a);
    }
}
END_TEST

/* Records, events and laps each in a block of their own, events not in order of time: pauses from 10 to 20
 * and from 40 to 45 s. */
START_TEST(row_19_records_sorted_apart_from_events)
{
    static const struct { enum activity_event_kind kind; double time_s; } expected[] = {
        {ACTIVITY_EVENT_TIMER_START, 0}, {ACTIVITY_EVENT_TIMER_STOP, 10}, {ACTIVITY_EVENT_TIMER_START, 20},
        {ACTIVITY_EVENT_TIMER_STOP, 40}, {ACTIVITY_EVENT_TIMER_START, 45}, {ACTIVITY_EVENT_TIMER_STOP, 99}};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_start(0), put_start(20), put_start(45);
    put_stop(99), put_stop(10), put_stop(40);
    for (int i = 0; i < 100; i++) put_full_record(3, i);
    a = must_read(end());
    must_keep_all_but(a, 100, 0, 0);
    ck_assert_uint_eq(a->event_count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        ck_assert_int_eq(a->event[i].kind, expected[i].kind);
        ck_assert_double_eq(a->event[i].time_s, expected[i].time_s);
    }
    ck_assert_double_eq(a->timer_s, 99 - 10 - 5);
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_MARK_ORDER));
    activity_free(a);
}
END_TEST

/* Stopped from 10 to 30 s, and from 25 to 40 s: together from 10 to 40. */
START_TEST(row_29_pause_that_begins_before_the_last_one_ends)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_start(0);
    for (int i = 0; i < 100; i++) put_full_record(3, i);
    put_stop(10), put_start(30);
    put_stop(25), put_start(40);
    put_stop(99);
    a = must_read(end());
    must_keep_all_but(a, 100, 0, 0);
    ck_assert_double_eq(a->timer_s, 99 - 30);
    for (size_t i = 1; i < a->event_count; i++) ck_assert_double_le(a->event[i - 1].time_s, a->event[i].time_s);
    must_repair(a, "mark-order@0*1 no-session@0*1");
    activity_free(a);
}
END_TEST

/* Times of single records that are no times: nothing (kept without one), zero, the far future (left out). */
START_TEST(row_19_record_times_that_are_none)
{
    static const struct { uint32_t time; bool stays; const char *repairs; } rows[] = {
        {0xFFFFFFFF, true, "no-time@0*1"}, {0, false, "time-order@0*1"}, {0xFFFFFFFE, false, "time-jump@0*1"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a;
        make_run(30, FIT_HEADER_SIZE);
        damage_begin();
        store_u32le((uint8_t *)bad.data + made.record[15] + 1, rows[i].time);
        damage_seal();
        a = damage_read();
        if (!rows[i].stays) must_keep_all_but(a, 30, 15, 16);
        ck_assert_uint_eq(a->rows, rows[i].stays ? 30 : 29);
        ck_assert_uint_eq(a->samples, 30);
        ck_assert_double_eq(rate(a, 14), 114);
        ck_assert_double_eq(rate(a, rows[i].stays ? 16 : 15), 116);
        ck_assert_double_eq(a->elapsed_s, 29);
        must_repair(a, "%s", rows[i].repairs);
        activity_free(a);
    }
}
END_TEST

/* Ten records, 68 million seconds on ten more, back again for the rest. */
START_TEST(seen_gap_of_68_million_seconds_and_back)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 60; i++) put_record(i >= 10 && i < 20 ? i + 68000000 : i, 100 + i);
    a = must_read(end());
    ck_assert_uint_eq(a->samples, 60);
    ck_assert_uint_eq(a->rows, 50);
    ck_assert_double_eq(rate(a, 9), 109);
    ck_assert_double_eq(rate(a, 10), 120);
    ck_assert_double_eq(a->elapsed_s, 59);
    must_repair(a, "time-jump@0*10 no-session@0*1");
    activity_free(a);
}
END_TEST

/* The first three records 27 days before the others, as of a watch whose clock was not yet set; and a session
 * that therefore says 27 days. */
START_TEST(seen_activity_of_27_days)
{
    enum { DAYS_27 = 27 * 86400 };
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 3; i++) put_record(i - DAYS_27, 90);
    for (int i = 0; i < 40; i++) put_record(i, 100 + i);
    put_session(-DAYS_27, RUNNING, DAYS_27 + 39, 39);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 40);
    ck_assert_double_eq(a->start_unix_s, UNIX0);
    ck_assert_double_eq(a->elapsed_s, 39);
    ck_assert_double_eq(a->timer_s, 39);
    must_repair(a, "time-jump@0*3 value@0*1");
    activity_free(a);
}
END_TEST

START_TEST(seen_time_that_jumps_back_by_a_second)
{
    static const int seconds[] = {0, 1, 2, 3, 2, 4, 5};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 7; i++) put_record(seconds[i], 100 + i);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 6);
    for (int i = 0; i < 6; i++) ck_assert_double_eq(a->time_s[i], i);
    ck_assert_double_eq(rate(a, 4), 105);
    must_repair(a, "time-order@0*1 no-session@0*1");
    activity_free(a);
}
END_TEST

/* The newest record first; and a session that ends before it starts. */
START_TEST(seen_start_and_end_inverted)
{
    struct activity *a;
    size_t at;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 29; i >= 0; i--) put_full_record(3, i);
    put_session_until(0, 29, RUNNING, -1, 29);
    at = out.size - SESSION_BYTES;
    a = must_read(end());
    must_keep_all_but(a, 30, 0, 0);
    ck_assert_double_eq(a->elapsed_s, 29);
    ck_assert_double_eq(a->timer_s, 29);
    ck_assert_double_eq(a->session[0].start_s, 0);
    must_repair(a, "time-order@0*30 value@%zu*1", at);
    activity_free(a);
}
END_TEST

/* ---- the runner's clock --------------------------------------------------------- */

/* The file's own word, else the longitude in whole hours: 15 degrees are one. Never the computer's zone. */
START_TEST(clock_is_the_files_or_by_longitude)
{
    static const struct { double longitude; int hours; } rows[] = {{8.5, 1}, {7.4, 0}, {-122.4, -8}, {174.8, 12}, {-7.6, -1}, {179.9, 12}};
    struct activity *a;
    setenv("TZ", "Asia/Tokyo", 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0), fit_integer(0, FIT_SINT32, 500000000),
                                      fit_scaled(1, FIT_SINT32, rows[i].longitude, 2147483648.0 / 180, 0)};
        begin(BYTES_LITTLE_ENDIAN);
        fit_encode_message(&enc, 3, RECORD, v, 3);
        a = must_read(end());
        ck_assert(a->has_utc_offset && a->utc_offset_estimated);
        ck_assert_int_eq(a->utc_offset_s, rows[i].hours * 3600);
        activity_free(a);
    }
    make_run(20, FIT_HEADER_SIZE);
    a = must_read(bytes_of(out.data, out.size));
    ck_assert(a->has_utc_offset && !a->utc_offset_estimated);
    ck_assert_int_eq(a->utc_offset_s, 3600);
    activity_free(a);
    a = must_read(plain_file(3)); /* no word and no place: not known */
    ck_assert(!a->has_utc_offset && !a->utc_offset_estimated);
    activity_free(a);
    unsetenv("TZ");
}
END_TEST

/* An estimate is not written into a file as if the watch had known. */
START_TEST(an_estimated_clock_is_not_exported)
{
    struct activity *a, *back;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i < 5; i++) put_full_record(3, i);
    a = must_read(end());
    ck_assert(a->utc_offset_estimated);
    a->utc_offset_s = 4 * 3600;
    empty_out();
    ck_assert_int_eq(fit_encode_activity(&out, a, NULL), TINGLE_OK);
    back = must_read(bytes_of(out.data, out.size));
    ck_assert(back->utc_offset_estimated);
    ck_assert_int_eq(back->utc_offset_s, 3600); /* 100000000 x 180 / 2^31 = 8.4 degrees east */
    activity_free(back);
    activity_free(a);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(row_17_records_without_times_start_with_their_session), TEST(row_18_legs_of_a_multisport_file),
        TEST(row_18_records_outside_every_session), TEST(row_19_local_time_that_is_none),
        TEST(row_19_session_durations_that_cannot_be), TEST(row_19_records_sorted_apart_from_events),
        TEST(row_29_pause_that_begins_before_the_last_one_ends), TEST(row_19_record_times_that_are_none),
        TEST(seen_gap_of_68_million_seconds_and_back), TEST(seen_activity_of_27_days),
        TEST(seen_time_that_jumps_back_by_a_second), TEST(seen_start_and_end_inverted),
        TEST(clock_is_the_files_or_by_longitude), TEST(an_estimated_clock_is_not_exported)};
    int failed = run_tests("damage times", tests, COUNT(tests));
    damage_release();
    return failed;
}
