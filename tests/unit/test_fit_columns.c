/* FIT records become columns in batches, without division: the same as value by value, with it. */
#include "fit_files.h"

#include "activity/fit_copy.h"
#include "activity/fit_decode.h"
#include "base/random.h"

static bool same(double a, double b) { return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)); }

/* ---- one copy ---------------------------------------------------------------------- */

/* Copies `count` <= FIT_BATCH numbers that stand `stride` bytes apart into rows 0, `step`, 2 * step, ... */
static void copy(const struct fit_copy *c, const uint8_t *data, size_t stride, size_t count, uint32_t step)
{
    static struct fit_batch b;
    b.count = count;
    for (size_t i = 0; i < count; i++) {
        b.data[i] = data + i * stride;
        b.row[i] = (uint32_t)i * step;
    }
    fit_copy_run(c, &b);
}

/* Every uint16 and 2 million other numbers through scales of the protocol and odd ones. */
START_TEST(values_are_those_of_division)
{
    static const struct { double factor, scale, offset; } rules[] = {
        {1, 1, 0}, {2, 1, 0}, {1, 5, 500}, {1, 10, 0}, {1, 100, 0}, {1, 1000, 0}, {2, 128, 0}, {180, 2147483648.0, 0},
        {1, 3, 0}, {1, 7, 1}, {65535, 65536, 0}, {65536, 65535, 273.15}, {1, 65533, 0}, {7, 49999, 0}, {1, 2.5, 0}, {0.3, 10, 0}};
    static const enum fit_base_type types[] = {FIT_UINT16, FIT_SINT16, FIT_UINT32, FIT_SINT32};
    static double column[FIT_BATCH];
    static uint8_t data[4 * FIT_BATCH];
    struct random random;
    random_seed(&random, 3);
    for (size_t r = 0; r < COUNT(rules); r++)
        for (size_t t = 0; t < COUNT(types); t++)
            for (uint32_t block = 0; block < 256; block++) {
                const struct fit_copy c = fit_copy_of((uint8_t)types[t], BYTES_LITTLE_ENDIAN, 0, rules[r].factor, rules[r].scale, rules[r].offset, column);
                for (uint32_t i = 0; i < FIT_BATCH; i++)
                    store_u32le(data + 4 * i, t < 2 ? block << 8 | i : (uint32_t)random_u64(&random) >> random_index(&random, 32));
                copy(&c, data, 4, FIT_BATCH, 1);
                for (uint32_t i = 0; i < FIT_BATCH; i++) {
                    const uint32_t bits = load_u32le(data + 4 * i);
                    const double all[] = {(uint16_t)bits, (int16_t)bits, bits, (int32_t)bits}, nothing[] = {0xFFFF, 0x7FFF, 0xFFFFFFFF, 0x7FFFFFFF};
                    const double raw = all[t], value = raw == nothing[t] ? NAN : raw * rules[r].factor / rules[r].scale - rules[r].offset;
                    if (!same(column[i], value)) ck_abort_msg("rule %zu, %.0f: %.17g, by division %.17g", r, raw, column[i], value);
                }
            }
}
END_TEST

START_TEST(copies_set_override_and_add)
{
    static const uint8_t bytes[] = {10, 0xFF, 30};
    double column[5] = {1, -1, NAN, -1, 3};
    struct fit_copy c = fit_copy_of(FIT_UINT8, BYTES_LITTLE_ENDIAN, 0, 1, 10, 0, column);
    c.how = FIT_COPY_ADDS;
    copy(&c, bytes, 1, 3, 2);
    ck_assert_double_eq(column[0], 1 + 1);
    ck_assert(isnan(column[2]));
    ck_assert_double_eq(column[4], 3 + 3);
    column[2] = 7;
    c.how = FIT_COPY_OVERRIDES;
    copy(&c, bytes, 1, 3, 2);
    ck_assert_double_eq(column[0], 1);
    ck_assert_double_eq(column[2], 7);
    c.how = FIT_COPY_SETS;
    copy(&c, bytes, 1, 3, 2);
    ck_assert(isnan(column[2]));
    ck_assert_double_eq(column[4], 3);
    ck_assert(column[1] == -1 && column[3] == -1); /* rows of other records are left alone */
    c = fit_copy_nothing(column);
    copy(&c, bytes, 1, 2, 1);
    ck_assert(isnan(column[0]) && isnan(column[1]) && isnan(column[2]) && column[4] == 3);
}
END_TEST

/* ---- whole files ------------------------------------------------------------------- */

/* What fields of records mean, in the order in which one wins over another: the FIT profile's scales, both legs for cadence. */
static const struct { uint8_t field; enum fit_base_type type; int64_t nothing; enum activity_column column; double factor, scale, offset; bool adds; } meaning[] = {
    {0, FIT_SINT32, 0x7FFFFFFF, ACTIVITY_LATITUDE_DEG, 180, 2147483648.0, 0, false},
    {1, FIT_SINT32, 0x7FFFFFFF, ACTIVITY_LONGITUDE_DEG, 180, 2147483648.0, 0, false},
    {2, FIT_UINT16, 0xFFFF, ACTIVITY_ALTITUDE_M, 1, 5, 500, false},
    {78, FIT_UINT32, 0xFFFFFFFF, ACTIVITY_ALTITUDE_M, 1, 5, 500, false},
    {3, FIT_UINT8, 0xFF, ACTIVITY_HEART_RATE_BPM, 1, 1, 0, false},
    {4, FIT_UINT8, 0xFF, ACTIVITY_CADENCE_SPM, 2, 1, 0, false},
    {53, FIT_UINT8, 0xFF, ACTIVITY_CADENCE_SPM, 2, 128, 0, true},
    {5, FIT_UINT32, 0xFFFFFFFF, ACTIVITY_DISTANCE_M, 1, 100, 0, false},
    {6, FIT_UINT16, 0xFFFF, ACTIVITY_SPEED_MPS, 1, 1000, 0, false},
    {73, FIT_UINT32, 0xFFFFFFFF, ACTIVITY_SPEED_MPS, 1, 1000, 0, false},
    {7, FIT_UINT16, 0xFFFF, ACTIVITY_POWER_W, 1, 1, 0, false},
    {13, FIT_SINT8, 0x7F, ACTIVITY_TEMPERATURE_C, 1, 1, 0, false},
    {39, FIT_UINT16, 0xFFFF, ACTIVITY_VERTICAL_OSCILLATION_MM, 1, 10, 0, false},
    {41, FIT_UINT16, 0xFFFF, ACTIVITY_STANCE_TIME_MS, 1, 10, 0, false},
    {83, FIT_UINT16, 0xFFFF, ACTIVITY_VERTICAL_RATIO_PCT, 1, 100, 0, false},
    {84, FIT_UINT16, 0xFFFF, ACTIVITY_STANCE_TIME_BALANCE_PCT, 1, 100, 0, false},
    {85, FIT_UINT16, 0xFFFF, ACTIVITY_STEP_LENGTH_MM, 1, 10, 0, false}};

enum { ROWS = 3000, SHAPES = 6, LONGEST_ROW = 700 };

static double expected[ACTIVITY_COLUMN_COUNT][ROWS], expected_developer[ROWS];

/* A number of the type, often nothing, otherwise of any size. */
static int64_t any_number(struct random *random, size_t m)
{
    const int bits = meaning[m].type == FIT_UINT8 || meaning[m].type == FIT_SINT8 ? 8 : meaning[m].type == FIT_UINT16 ? 16 : 32;
    int64_t value = (int64_t)(random_u64(random) >> (64 - bits + random_index(random, (size_t)bits)));
    if (random_index(random, 5) == 0) return meaning[m].nothing;
    if (meaning[m].type == FIT_SINT32 || meaning[m].type == FIT_SINT8) value -= INT64_C(1) << (bits - 1);
    return value;
}

/* A record with the fields of `shape` (a bit each), backwards so that the order in the file is not that of the table. */
static void put_any_record(struct random *random, unsigned local, uint32_t shape, size_t row)
{
    struct fit_value v[COUNT(meaning) + 2];
    int64_t raw[COUNT(meaning)];
    size_t n = 0;
    v[n++] = fit_integer(253, FIT_UINT32, T0 + (int64_t)row);
    for (size_t m = COUNT(meaning); m-- > 0;) {
        raw[m] = any_number(random, m);
        if (shape >> m & 1) v[n++] = (struct fit_value){.field = meaning[m].field, .type = (uint8_t)meaning[m].type, .bits = (uint64_t)raw[m]};
    }
    expected_developer[row] = NAN;
    if (shape >> 31) {
        expected_developer[row] = (double)(float)random_uniform(random);
        v[n++] = fit_developer(0, fit_real(2, FIT_FLOAT32, expected_developer[row]));
    }
    fit_encode_message(&enc, local, RECORD, v, n);
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) expected[c][row] = NAN;
    for (size_t m = 0; m < COUNT(meaning); m++) {
        double *e = &expected[meaning[m].column][row], value = (double)raw[m] * meaning[m].factor / meaning[m].scale - meaning[m].offset;
        if ((shape >> m & 1) && raw[m] != meaning[m].nothing) *e = meaning[m].adds ? *e + value : value;
    }
}

/* What an activity leaves out: half a place, zeros of running dynamics. */
static void expect_masks(size_t row)
{
    static const enum activity_column dynamics[] = {ACTIVITY_STANCE_TIME_MS, ACTIVITY_STANCE_TIME_BALANCE_PCT, ACTIVITY_VERTICAL_OSCILLATION_MM,
                                                    ACTIVITY_VERTICAL_RATIO_PCT, ACTIVITY_STEP_LENGTH_MM};
    double *lat = &expected[ACTIVITY_LATITUDE_DEG][row], *lon = &expected[ACTIVITY_LONGITUDE_DEG][row];
    if (!(fabs(*lat) <= 90 && fabs(*lon) <= 180)) *lat = *lon = NAN;
    for (size_t i = 0; i < COUNT(dynamics); i++)
        if (expected[dynamics[i]][row] == 0) expected[dynamics[i]][row] = NAN;
}

static void put_description(void)
{
    static const char name[8] = "own";
    const struct fit_value v[] = {fit_integer(0, FIT_UINT8, 0), fit_integer(1, FIT_UINT8, 2), fit_integer(2, FIT_UINT8, FIT_FLOAT32), fit_text(3, name, 8)};
    fit_encode_message(&enc, 15, 206, v, COUNT(v));
}

/* Messages without a meaning, some with a time, as watches put between records. */
static void put_others(struct random *random, size_t row)
{
    for (size_t i = random_index(random, 4); i > 0; i--) {
        const struct fit_value v[] = {fit_integer(1, FIT_UINT32, (int64_t)random_index(random, 1 << 30)), fit_integer(253, FIT_UINT32, T0 + (int64_t)row)};
        fit_encode_message(&enc, 14 - (unsigned)(i % 2), (uint16_t)(325 + i % 2), v, 1 + i % 2);
    }
}

/* ROWS records of six shapes. `mixed`: local types, shapes and other messages change all the time; else in long rows. */
static struct bytes any_file(uint64_t seed, enum byte_order order, bool mixed)
{
    struct random random;
    uint32_t shape[SHAPES], now = 0;
    unsigned local = 0;
    random_seed(&random, seed);
    for (int i = 0; i < SHAPES; i++) shape[i] = (uint32_t)(random_u64(&random) & random_u64(&random)) | (i == 0 ? 0x80000000u : 0);
    for (int i = 1; i < SHAPES; i++) shape[i] &= 0x7FFFFFFFu; /* own fields in the first only */
    for (int i = 0; i < SHAPES; i++) shape[i] |= shape[i] & 3 ? 3 : 0; /* places in pairs */
    begin(order);
    put_file_id(4);
    put_description();
    for (size_t row = 0, until = 0; row < ROWS; row++) {
        if (row == until) {
            until += 1 + random_index(&random, mixed ? 3 : LONGEST_ROW);
            now = shape[random_index(&random, SHAPES)];
            local = (unsigned)random_index(&random, 8);
            if (mixed) put_others(&random, row);
        }
        put_any_record(&random, local, now, row);
        expect_masks(row);
    }
    return end();
}

static void compare(const struct activity *a, uint64_t seed)
{
    ck_assert_uint_eq(a->rows, ROWS);
    for (size_t i = 0; i < a->repair_count; i++)
        ck_assert_msg(a->repair[i].code == REPAIR_NO_SESSION || a->repair[i].code == REPAIR_VALUE || a->repair[i].code == REPAIR_CRC, "%s", a->repair[i].message);
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        for (size_t i = 0; i < ROWS; i++)
            if (!same(activity_value(a, (enum activity_column)c, i), expected[c][i]))
                ck_abort_msg("file %d, %s, row %zu: %.17g is not %.17g", (int)seed, a->column[c].name, i,
                             activity_value(a, (enum activity_column)c, i), expected[c][i]);
    for (size_t i = 0; i < ROWS; i++) {
        if (a->time_s[i] != (double)i) ck_abort_msg("file %d, time of row %zu", (int)seed, i);
        if (!same(a->developer_count ? a->developer[0].value[i] : NAN, expected_developer[i])) ck_abort_msg("file %d, own field, row %zu", (int)seed, i);
    }
}

START_TEST(columns_are_those_of_a_slow_reading)
{
    for (uint64_t seed = 0; seed < 24; seed++) {
        struct bytes file = any_file(seed, seed & 1 ? BYTES_BIG_ENDIAN : BYTES_LITTLE_ENDIAN, seed & 2);
        struct activity *a = must_read(file);
        compare(a, seed);
        activity_free(a);
        out.data[file.size - 1] ^= 1; /* with a wrong checksum every record is looked at by itself */
        a = must_read(file);
        ck_assert(!a->crc_ok);
        compare(a, seed);
        activity_free(a);
    }
}
END_TEST

/* ---- the decoder's shorter ways ------------------------------------------------------ */

/* By sevens: three records with times of their own, 20 s apart; in every other seven another message 40 s later; four
 * records with compressed times, which are wrong if any of those before was not taken for the last time: they roll over after 32 s. */
static struct bytes file_of_compressed_times(void)
{
    int second = 0;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 490; i++) {
        const struct fit_value rate_value[] = {fit_integer(3, FIT_UINT8, 60 + i % 100)};
        if (i % 14 == 3) second += 40;
        const struct fit_value other[] = {fit_integer(253, FIT_UINT32, T0 + second), fit_integer(1, FIT_UINT8, i & 0x7F)};
        if (i % 14 == 3) fit_encode_message(&enc, 5, 325, other, 2);
        second += i % 7 < 3 ? 20 : 1;
        if (i % 7 < 3) put_record(second, 60 + i % 100);
        else fit_encode_compressed(&enc, 1, RECORD, (uint32_t)(T0 + second), rate_value, 1);
    }
    return end();
}

START_TEST(shorter_ways_lead_to_the_same_records)
{
    static const uint16_t wanted[] = {RECORD};
    static struct fit_decoder slow, fast;
    struct bytes file = file_of_compressed_times();
    struct fit_message s, f = {.def = NULL};
    size_t more = 0, i = 0, records = 0;
    fit_decode_begin(&slow, file, NULL);
    fit_decode_begin(&fast, file, NULL);
    fit_decode_only(&fast, wanted, 1);
    while (fit_decode_next(&slow, &s)) {
        uint32_t time;
        if (s.def->message != RECORD) continue;
        records++;
        if (i++ < more) { /* one of those that stand behind the last */
            ck_assert_ptr_eq(f.data + i * (1 + f.def->size), s.data);
            ck_assert(fit_data_time(f.def, s.data, &time) && time == s.time);
            continue;
        }
        ck_assert(fit_decode_next(&fast, &f));
        ck_assert_uint_eq(f.def->message, RECORD);
        ck_assert_ptr_eq(f.data, s.data);
        ck_assert_uint_eq(f.time, s.time);
        more = fit_decode_more(&fast, &f, 2);
        i = 0;
    }
    ck_assert_uint_eq(records, 490);
    ck_assert(i == more && !fit_decode_next(&fast, &f));
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(values_are_those_of_division), TEST(copies_set_override_and_add),
                                       TEST(columns_are_those_of_a_slow_reading), TEST(shorter_ways_lead_to_the_same_records)};
    int failed = run_tests("fit columns", tests, COUNT(tests));
    buffer_release(&out);
    return failed;
}
