/* What holds for any FIT file: random activities come back, any beginning of a file and any changed byte keeps
 * the records before it, and the limits hold. Seeded; expected values are those that were put in. */
#include "damage_files.h"

#include "activity/activity_limits.h"
#include "base/random.h"

/* ---- round trips ----------------------------------------------------------------- */

enum { MAX_ROWS = 200, MAX_DEVELOPER = 4, MAX_MARKED = 8 };

/* An activity under construction and the memory of its parts. */
static struct random_activity {
    struct activity a;
    double time[MAX_ROWS], value[ACTIVITY_COLUMN_COUNT][MAX_ROWS], developer_value[MAX_DEVELOPER][MAX_ROWS];
    struct activity_series developer[MAX_DEVELOPER];
    char name[MAX_DEVELOPER][48];
    struct activity_lap lap[MAX_MARKED];
    struct activity_event event[2 * MAX_MARKED];
    struct activity_session session;
} any;

/* What FIT can hold, and half of its smallest step; stored zeros of running dynamics would mean "not measured". */
static const double low[ACTIVITY_COLUMN_COUNT] = {-90, -180, -499, 0, 0, 0, 1, -127, 0, 0.1, 0.01, 0.1, 0.01, 0.1};
static const double high[ACTIVITY_COLUMN_COUNT] = {90, 180, 8000, 40000000, 60, 239, 254, 126, 65534, 6553, 655, 6553, 655, 6553};
static const double half_step[ACTIVITY_COLUMN_COUNT] = {5e-8, 5e-8, 0.1, 0.005, 0.0005, 1.0 / 128, 0.5, 0.5, 0.5, 0.05, 0.005, 0.05, 0.005, 0.05};

static void random_columns(struct random *r)
{
    unsigned present = (unsigned)random_u64(r) | 0xFu; /* places always: without one there is no clock to compare */
    double missing = random_uniform(r) * 0.5;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) {
        any.a.column[c].value = present >> c & 1 ? any.value[c] : NULL;
        for (size_t i = 0; i < any.a.rows; i++)
            any.value[c][i] = random_uniform(r) < missing ? NAN : random_between(r, low[c], high[c]);
    }
    for (size_t i = 0; i < any.a.rows; i++) /* half a place is none */
        if (isnan(any.value[0][i])) any.value[1][i] = NAN;
        else if (isnan(any.value[1][i])) any.value[0][i] = NAN;
}

static void random_developer(struct random *r)
{
    any.a.developer = any.developer;
    any.a.developer_count = random_index(r, MAX_DEVELOPER + 1);
    for (size_t i = 0; i < any.a.developer_count; i++) {
        snprintf(any.name[i], sizeof any.name[i], "Field %zu of %zu", i, random_index(r, 1000));
        any.developer[i] = (struct activity_series){.name = any.name[i], .unit = i % 2 ? "W" : "", .value = any.developer_value[i], .native = -1};
        for (size_t row = 0; row < any.a.rows; row++)
            any.developer_value[i][row] = random_uniform(r) < 0.2 ? NAN : exp(random_between(r, -300, 300)) * (row % 2 ? -1 : 1);
    }
}

static void random_marks(struct random *r, double end)
{
    double at = 0;
    any.a.lap = any.lap;
    any.a.event = any.event;
    any.a.session = &any.session;
    for (any.a.lap_count = 0; any.a.lap_count < 1 + random_index(r, MAX_MARKED - 1) && at < end; any.a.lap_count++) {
        double length = (double)(1 + random_index(r, 300));
        any.lap[any.a.lap_count] = (struct activity_lap){at, length, length - 0.5, random_index(r, 2) ? NAN : length * 3, (int)random_index(r, 9)};
        at += length;
    }
    at = 0;
    for (any.a.event_count = 0; any.a.event_count < 2 * random_index(r, MAX_MARKED); any.a.event_count++, at += (double)random_index(r, 50))
        any.event[any.a.event_count] = (struct activity_event){any.a.event_count % 2 ? ACTIVITY_EVENT_TIMER_STOP : ACTIVITY_EVENT_TIMER_START, at};
    any.session = (struct activity_session){(int)random_index(r, 100), (int)random_index(r, 100), 0, end, end / 2, 1000};
    any.a.session_count = random_index(r, 2);
    any.a.sport = any.session.sport;
    any.a.sub_sport = any.session.sub_sport;
    any.a.elapsed_s = any.session.elapsed_s;
    any.a.timer_s = any.session.timer_s;
    any.a.distance_m = any.session.distance_m;
}

static void random_activity(struct random *r)
{
    double now = 0;
    memset(&any, 0, sizeof any);
    any.a.rows = 1 + random_index(r, MAX_ROWS);
    any.a.time_s = any.time;
    any.a.manufacturer = random_index(r, 2) ? "suunto" : "development";
    any.a.product = random_index(r, 2) ? "T\xC3\xAAst" : "Watch 2";
    any.a.start_unix_s = FIT_EPOCH_UNIX_S + 0x10000000 + (double)random_index(r, 900000000);
    for (size_t i = 0; i < any.a.rows; i++) {
        any.time[i] = i && random_uniform(r) < 0.02 ? NAN : now;
        now += (double)(1 + random_index(r, 3)) + (random_uniform(r) < 0.02 ? 600 : 0);
    }
    random_columns(r);
    random_developer(r);
    random_marks(r, now);
    any.a.has_utc_offset = random_index(r, 2);
    any.a.utc_offset_s = any.a.has_utc_offset ? 900 * ((int)random_index(r, 100) - 48) : 0;
}

static bool is_near(double a, double b, double tolerance)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= tolerance * (1 + 1e-9);
}

static void must_equal_any(const struct activity *back)
{
    const struct activity *a = &any.a;
    ck_assert_uint_eq(back->rows, a->rows);
    ck_assert_double_eq(back->start_unix_s, a->start_unix_s);
    ck_assert_str_eq(back->manufacturer, a->manufacturer);
    ck_assert_str_eq(back->product, a->product);
    ck_assert_int_eq(back->sport, a->sport);
    ck_assert_int_eq(back->sub_sport, a->sub_sport);
    ck_assert_int_eq(back->utc_offset_estimated, !a->has_utc_offset && back->has_utc_offset);
    if (a->has_utc_offset) ck_assert_int_eq(back->utc_offset_s, a->utc_offset_s);
    for (size_t i = 0; i < a->rows; i++) {
        if (!is_near(a->time_s[i], back->time_s[i], 0)) ck_abort_msg("time of row %zu", i);
        for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
            if (!is_near(activity_value(a, (enum activity_column)c, i), activity_value(back, (enum activity_column)c, i), half_step[c]))
                ck_abort_msg("%s row %zu", activity_column_name((enum activity_column)c), i);
        for (size_t d = 0; d < a->developer_count; d++)
            if (!is_near(a->developer[d].value[i], back->developer[d].value[i], 0)) ck_abort_msg("%s row %zu", a->developer[d].name, i);
    }
    ck_assert_uint_eq(back->lap_count, a->lap_count);
    for (size_t i = 0; i < a->lap_count; i++) {
        ck_assert_double_eq(back->lap[i].start_s, a->lap[i].start_s);
        ck_assert_double_eq(back->lap[i].elapsed_s, a->lap[i].elapsed_s);
        ck_assert_double_eq(back->lap[i].timer_s, a->lap[i].timer_s);
        ck_assert(is_near(back->lap[i].distance_m, a->lap[i].distance_m, 0.005));
        ck_assert_int_eq(back->lap[i].trigger, a->lap[i].trigger);
    }
    for (size_t i = 0; i < a->event_count; i++) {
        ck_assert_int_eq(back->event[i].kind, a->event[i].kind);
        ck_assert_double_eq(back->event[i].time_s, a->event[i].time_s);
    }
}

/* What is encoded is decoded, nothing is repaired on the way but what was missing, and encoding that again gives the same bytes. */
START_TEST(any_activity_comes_back)
{
    struct random r;
    random_seed(&r, 2026);
    for (int round = 0; round < 300; round++) {
        struct activity *back;
        size_t untimed = 0;
        random_activity(&r);
        for (size_t i = 0; i < any.a.rows; i++) untimed += isnan(any.time[i]);
        empty_out();
        ck_assert_int_eq(fit_encode_activity(&out, &any.a, NULL), TINGLE_OK);
        damage_begin();
        back = damage_read();
        must_equal_any(back);
        must_repair(back, "%s", untimed ? "no-time@0*1" : "");
        ck_assert(back->crc_ok);
        empty_out();
        ck_assert_int_eq(fit_encode_activity(&out, back, NULL), TINGLE_OK);
        ck_assert_uint_eq(out.size, bad.size);
        ck_assert_mem_eq(out.data, bad.data, bad.size);
        activity_free(back);
    }
}
END_TEST

/* ---- cut and changed ------------------------------------------------------------- */

enum { ANY_RECORDS = 30 };

/* A file as different writers write them: records under any local type, with other fields now and then, some with
 * compressed times, other messages among them. Record i is second `second[i]`, heart rate 100 + i. */
static struct any_file {
    int second[ANY_RECORDS];
    size_t record_end[ANY_RECORDS];
    size_t time_at[ANY_RECORDS]; /* of the four bytes of its time; 0: in the header byte */
} file;

static void put_any_record(struct random *r, int i, int second, bool can_compress)
{
    const struct fit_value time = fit_integer(253, FIT_UINT32, T0 + second), bpm = fit_integer(3, FIT_UINT8, 100 + i);
    const struct fit_value power = fit_integer(7, FIT_UINT16, random_index(r, 400)), odd = fit_integer(201, FIT_UINT32, (int64_t)random_index(r, 1u << 30));
    const struct fit_value v[] = {time, bpm, power, odd};
    const bool compressed = can_compress && random_index(r, 4) == 0;
    const size_t values = random_index(r, 8) ? 3 : 4;
    if (compressed) fit_encode_compressed(&enc, 2, RECORD, (uint32_t)(T0 + second), v + 1, 2);
    else fit_encode_message(&enc, random_index(r, 8) ? 0 : 5, RECORD, v, values);
    file.second[i] = second;
    file.record_end[i] = out.size;
    file.time_at[i] = compressed ? 0 : out.size - (values == 3 ? 7 : 11); /* heart rate 1 byte, power 2, odd 4 */
}

static void make_any_file(struct random *r)
{
    int second = 0;
    begin(random_index(r, 2) ? BYTES_LITTLE_ENDIAN : BYTES_BIG_ENDIAN);
    put_file_id(4);
    put_start(0);
    for (int i = 0; i < ANY_RECORDS; i++) {
        if (random_index(r, 10) == 0) put_lap(0, second);
        if (random_index(r, 10) == 0) put_event(second, 11, 3);
        put_any_record(r, i, second, i > 0);
        second += 1 + (int)random_index(r, 2);
    }
    put_stop(second);
    put_lap(0, second);
    put_session(0, RUNNING, second, second);
    put_activity(second, 0);
    end();
    damage_begin();
}

/* Compressed times count on from the last whole one. Is the byte at `at` part of a time that so many records count on
 * from that they, with it, are more than the `before` records before? All of their times are wrong together then, and
 * nothing but their number tells them from the right ones. */
static bool is_outvoted(size_t at, size_t before)
{
    size_t wrong = 1;
    if (before == ANY_RECORDS || !file.time_at[before] || at < file.time_at[before] || at >= file.time_at[before] + 4) return false;
    while (before + wrong < ANY_RECORDS && !file.time_at[before + wrong]) wrong++;
    return wrong > before;
}

/* Rows of records 0 .. n-1 stand at the front, bit for bit. */
static bool keeps_first(const struct activity *a, size_t n)
{
    if (a->rows < n) return false;
    for (size_t i = 0; i < n; i++)
        if (a->time_s[i] + a->start_unix_s != UNIX0 + file.second[i] || rate(a, i) != 100 + (double)i) return false;
    return true;
}

/* Any beginning of a file gives exactly the records that are whole in it. */
START_TEST(any_prefix_keeps_all_whole_records)
{
    struct random r;
    random_seed(&r, 3);
    for (int round = 0; round < 20; round++) {
        make_any_file(&r);
        for (size_t size = 0; size < bad.size; size++) {
            uint8_t *exact = malloc(size ? size : 1);
            struct activity *a = NULL;
            struct tingle_error err;
            size_t whole = 0;
            memcpy(exact, bad.data, size);
            while (whole < ANY_RECORDS && file.record_end[whole] <= size) whole++;
            if (activity_read(&a, bytes_of(exact, size), "cut.fit", &err) == TINGLE_OK) {
                ck_assert_msg(a->rows == whole && a->samples == whole && keeps_first(a, whole), "round %d, %zu bytes: %zu of %zu", round, size, a->rows, whole);
                ck_assert(!a->crc_ok && a->repair_count);
            } else {
                ck_assert_msg(whole == 0, "round %d, %zu bytes: %s", round, size, err.message);
            }
            activity_free(a);
            free(exact);
        }
    }
}
END_TEST

/* A changed byte costs nothing before it: every record that ends before it is kept bit for bit, but where wrong times
 * outvote them; and it is never silent. */
START_TEST(any_flipped_byte_keeps_all_records_before_it)
{
    static const uint8_t masks[] = {0x01, 0x10, 0x80, 0xFF};
    struct random r;
    size_t kept = 0, tries = 0;
    random_seed(&r, 4);
    for (int round = 0; round < 12; round++) {
        make_any_file(&r);
        for (size_t at = 0; at < bad.size; at++) {
            for (size_t m = 0; m < COUNT(masks); m++, tries++) {
                struct activity *a = NULL;
                struct tingle_error err;
                size_t before = 0;
                damage_flip(at, masks[m]);
                while (before < ANY_RECORDS && file.record_end[before] <= at) before++;
                if (activity_read(&a, bytes_of(bad.data, bad.size), "flipped.fit", &err) == TINGLE_OK) {
                    ck_assert_msg(keeps_first(a, before) || is_outvoted(at, before), "round %d byte %zu ^ %02x: not all of %zu", round, at, masks[m], before);
                    ck_assert(!a->crc_ok && a->repair_count);
                    kept += a->rows < ANY_RECORDS ? a->rows : ANY_RECORDS;
                } else {
                    ck_assert_msg(before == 0, "round %d byte %zu ^ %02x: %s", round, at, masks[m], err.message);
                }
                activity_free(a);
                damage_flip(at, masks[m]);
            }
        }
    }
    ck_assert_uint_gt(kept, tries * ANY_RECORDS / 100 * 95); /* 96.7 % when this was written */
}
END_TEST

/* ---- limits ---------------------------------------------------------------------- */

/* The largest definition there can be: 255 fields and 255 developer fields of 255 bytes, but for time and heart rate. */
START_TEST(limit_of_definitions)
{
    enum { REST = 253 * 255 + 255 * 255 };
    static uint8_t zeros[REST];
    uint8_t head[] = {0x60, 0, 0, 20, 0, 255, 253, 4, 0x86, 3, 1, 2};
    struct activity *a;
    size_t at;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    at = out.size;
    buffer_add(&out, head, sizeof head);
    for (int i = 0; i < 253; i++) {
        const uint8_t field[] = {200, 255, 0x0D};
        buffer_add(&out, field, 3);
    }
    buffer_add_byte(&out, (char)255);
    for (int i = 0; i < 255; i++) {
        const uint8_t field[] = {(uint8_t)i, 255, 0};
        buffer_add(&out, field, 3);
    }
    for (int i = 0; i < 3; i++) {
        uint8_t data[6] = {0};
        store_u32le(data + 1, (uint32_t)(T0 + i));
        data[5] = (uint8_t)(100 + i);
        buffer_add(&out, data, sizeof data);
        buffer_add(&out, zeros, REST);
    }
    end();
    damage_begin();
    a = damage_read();
    ck_assert_uint_eq(a->rows, 3);
    for (int i = 0; i < 3; i++) ck_assert(a->time_s[i] == i && rate(a, (size_t)i) == 100 + i);
    must_repair(a, "no-session@0*1 developer-field@%zu*255", at);
    activity_free(a);
}
END_TEST

START_TEST(limit_of_records)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < ACTIVITY_MAX_SAMPLES; i++) put_record(i, 100 + i % 50);
    fit_encode_end(&enc);
    a = must_read(bytes_of(out.data, out.size));
    ck_assert_uint_eq(a->rows, ACTIVITY_MAX_SAMPLES);
    ck_assert_double_eq(a->time_s[ACTIVITY_MAX_SAMPLES - 1], ACTIVITY_MAX_SAMPLES - 1);
    ck_assert_double_eq(rate(a, ACTIVITY_MAX_SAMPLES - 1), 149);
    activity_free(a);
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE, BYTES_LITTLE_ENDIAN); /* one more, in a chained file */
    put_record(ACTIVITY_MAX_SAMPLES, 100);
    must_refuse(end(), TINGLE_LIMIT, "f: 1000001 records; at most 1000000 are read");
}
END_TEST

START_TEST(limit_of_laps)
{
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_record(0, 100);
    for (int i = 0; i <= ACTIVITY_MAX_MARKS; i++) put_lap(0, 1);
    must_refuse(end(), TINGLE_LIMIT, "f: more than 200000 laps, sessions or events");
}
END_TEST

START_TEST(limit_of_chained_files)
{
    struct activity *a;
    size_t behind = 0;
    empty_out();
    for (int i = 0; i < ACTIVITY_MAX_CHAINED + 2; i++) {
        if (i == ACTIVITY_MAX_CHAINED) behind = out.size;
        fit_encode_begin(&enc, &out, FIT_HEADER_SIZE, BYTES_LITTLE_ENDIAN);
        put_record(i, 100);
        fit_encode_end(&enc);
    }
    a = must_read(bytes_of(out.data, out.size));
    ck_assert_uint_eq(a->chained, ACTIVITY_MAX_CHAINED);
    ck_assert_uint_eq(a->rows, ACTIVITY_MAX_CHAINED);
    must_repair(a, "no-session@0*1 trailing-bytes@%zu*1", behind);
    activity_free(a);
}
END_TEST

/* 66 developer fields: 64 are kept, two are left out and that is said, of each where it is described and where it is used. */
START_TEST(limit_of_developer_fields)
{
    enum { FIELDS = ACTIVITY_MAX_DEVELOPER_SERIES + 2, PER_RECORD = 33 };
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i < FIELDS; i++) {
        char name[8] = "";
        snprintf(name, sizeof name, "f%d", i);
        const struct fit_value v[] = {fit_integer(0, FIT_UINT8, 0), fit_integer(1, FIT_UINT8, i), fit_integer(2, FIT_UINT8, FIT_UINT8), fit_text(3, name, 8)};
        fit_encode_message(&enc, 1, 206, v, COUNT(v));
    }
    for (int half = 0; half < 2; half++) {
        struct fit_value v[1 + PER_RECORD] = {fit_integer(253, FIT_UINT32, T0 + half)};
        for (int i = 0; i < PER_RECORD; i++) v[1 + i] = fit_developer(0, fit_integer((uint8_t)(half * PER_RECORD + i), FIT_UINT8, i));
        fit_encode_message(&enc, 0, RECORD, v, COUNT(v));
    }
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 2);
    ck_assert_uint_eq(a->developer_count, ACTIVITY_MAX_DEVELOPER_SERIES);
    ck_assert_double_eq(a->developer[63].value[1], 30);
    ck_assert_uint_eq(repair_of(a, REPAIR_DEVELOPER)->count, 4);
    activity_free(a);
}
END_TEST

/* Texts that are no UTF-8 are cut where they stop being it; fields whose names become the same stay two. */
START_TEST(limit_of_names)
{
    static const char latin[8] = "Gr\xF6\xDF" "e", other[8] = "Gr\xFCn", wide[8] = "G\0r\0\xFC\0", longest[8] = "abcdefgh";
    static const struct { const char *name, *expected; } rows[] = {{latin, "Gr"}, {other, "Gr 2"}, {wide, "G"}, {longest, "abcdefgh"}};
    struct fit_value values[1 + COUNT(rows)] = {fit_integer(253, FIT_UINT32, T0)};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct fit_value v[] = {fit_integer(0, FIT_UINT8, 0), fit_integer(1, FIT_UINT8, (int)i), fit_integer(2, FIT_UINT8, FIT_UINT8),
                                      fit_data(3, FIT_STRING, rows[i].name, 8)};
        fit_encode_message(&enc, 1, 206, v, COUNT(v));
        values[1 + i] = fit_developer(0, fit_integer((uint8_t)i, FIT_UINT8, 10 + (int)i));
    }
    fit_encode_message(&enc, 0, RECORD, values, COUNT(values));
    a = must_read(end());
    ck_assert_uint_eq(a->developer_count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_str_eq(a->developer[i].name, rows[i].expected);
        ck_assert_double_eq(a->developer[i].value[0], 10 + (double)i);
    }
    activity_free(a);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(any_activity_comes_back), TEST(any_prefix_keeps_all_whole_records), TEST(any_flipped_byte_keeps_all_records_before_it),
        TEST(limit_of_definitions), TEST(limit_of_records), TEST(limit_of_laps), TEST(limit_of_chained_files),
        TEST(limit_of_developer_fields), TEST(limit_of_names)};
    int failed = run_tests("damage any", tests, COUNT(tests));
    damage_release();
    return failed;
}
