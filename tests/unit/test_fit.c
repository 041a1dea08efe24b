/* FIT: the protocol byte by byte, damage, meaning, and round trips through our own encoder.
 *
 * Expected values come from the hand-written file below, whose checksums were computed bit by
 * bit with another program, from arithmetic written out beside them, or from what was encoded.
 */
#include "testing.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/fit_decode.h"
#include "activity/fit_encode.h"
#include "activity/fit_fields.h"
#include "base/arena.h"
#include "base/random.h"

enum { T0 = 1000000000, UNIX0 = T0 + FIT_EPOCH_UNIX_S, RECORD = 20 };

/* Header, definition of local type 0 as record (time, heart rate), one record, checksum. */
static const uint8_t tiny[34] = {0x0E, 0x20, 0x08, 0x08, 0x12, 0x00, 0x00, 0x00, 0x2E, 0x46, 0x49, 0x54, 0xFA, 0x7A,
                                 0x40, 0x00, 0x00, 0x14, 0x00, 0x02, 0xFD, 0x04, 0x86, 0x03, 0x01, 0x02,
                                 0x00, 0x00, 0xCA, 0x9A, 0x3B, 0x78, 0xA0, 0x95};

/* ---- helpers --------------------------------------------------------------------- */

static struct buffer out;
static struct fit_encoder enc;

static void empty_out(void)
{
    buffer_release(&out);
    buffer_init(&out, 1 << 24);
}

static void begin(enum byte_order order)
{
    empty_out();
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE, order);
}

static struct bytes end(void)
{
    fit_encode_end(&enc);
    ck_assert_int_eq(buffer_status(&out, "test", NULL), TINGLE_OK);
    return bytes_of(out.data, out.size);
}

static void put_file_id(int type)
{
    const struct fit_value v[] = {fit_integer(0, FIT_ENUM, type), fit_integer(1, FIT_UINT16, 1), fit_integer(2, FIT_UINT16, 2050)};
    fit_encode_message(&enc, 0, 0, v, 3);
}

static void put_record(int second, int rate)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + second), fit_integer(3, FIT_UINT8, rate)};
    fit_encode_message(&enc, 3, RECORD, v, 2);
}

/* file_id and n records, heart rate 100 + i % 50, at local type 3. */
static struct bytes plain_file(int n)
{
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < n; i++) put_record(i, 100 + i % 50);
    return end();
}

static struct activity *must_read(struct bytes file)
{
    struct activity *a = NULL;
    struct tingle_error err = {0};
    enum tingle_status st = activity_read(&a, file, "test.fit", &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    return a;
}

static const struct activity_repair *repair_of(const struct activity *a, enum activity_repair_code code)
{
    for (size_t i = 0; i < a->repair_count; i++)
        if (a->repair[i].code == code) return &a->repair[i];
    return NULL;
}

static double rate(const struct activity *a, size_t row) { return activity_value(a, ACTIVITY_HEART_RATE_BPM, row); }

/* The first message of a file, with a decoder that the caller does not need to know. */
static struct fit_message first_message(struct bytes file, uint16_t number)
{
    static struct fit_decoder d;
    struct fit_message m;
    fit_decode_begin(&d, file, NULL);
    while (fit_decode_next(&d, &m))
        if (m.def->message == number) return m;
    ck_abort_msg("no message %u", number);
}

/* ---- the protocol ---------------------------------------------------------------- */

START_TEST(checksum_is_crc_16_arc)
{
    uint8_t bytes[100];
    uint16_t slow = 0;
    ck_assert_uint_eq(fit_crc(0, (const uint8_t *)"123456789", 9), 0xBB3D);
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(i * 37 + 11);
    for (size_t i = 0; i < sizeof bytes; i++) { /* bit by bit, as the polynomial says */
        slow ^= bytes[i];
        for (int k = 0; k < 8; k++) slow = (uint16_t)(slow >> 1 ^ (slow & 1 ? 0xA001 : 0));
        ck_assert_uint_eq(fit_crc(0, bytes, i + 1), slow);
    }
    ck_assert_uint_eq(fit_crc(fit_crc(0, bytes, 33), bytes + 33, 67), slow);
    ck_assert_uint_eq(fit_crc(0, tiny, sizeof tiny), 0);
}
END_TEST

START_TEST(tiny_file_is_read_byte_by_byte)
{
    static struct fit_decoder d;
    static struct repair_log log;
    struct fit_message m;
    struct activity *a;
    memset(&log, 0, sizeof log);
    fit_decode_begin(&d, bytes_of(tiny, sizeof tiny), &log);
    ck_assert(fit_decode_next(&d, &m));
    ck_assert_uint_eq(m.def->message, 20);
    ck_assert_uint_eq(m.def->field_count, 2);
    ck_assert_uint_eq(m.def->size, 5);
    ck_assert_uint_eq(m.offset, 26);
    ck_assert(m.has_time);
    ck_assert_uint_eq(m.time, 1000000000);
    ck_assert_double_eq(fit_message_number(&m, 3), 120);
    ck_assert(isnan(fit_message_number(&m, 4)));
    ck_assert(!fit_decode_next(&d, &m));
    ck_assert(d.crc_ok);
    ck_assert_uint_eq(d.files, 1);
    for (int i = 0; i < ACTIVITY_REPAIR_COUNT; i++) ck_assert_uint_eq(log.row[i].count, 0);
    a = must_read(bytes_of(tiny, sizeof tiny));
    ck_assert_uint_eq(a->rows, 1);
    ck_assert_double_eq(a->start_unix_s, 1631065600); /* 2021-09-08T01:46:40Z */
    ck_assert_double_eq(rate(a, 0), 120);
    activity_free(a);
}
END_TEST

START_TEST(encoder_writes_the_tiny_file)
{
    struct bytes file;
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0), fit_integer(3, FIT_UINT8, 120)};
    begin(BYTES_LITTLE_ENDIAN);
    fit_encode_message(&enc, 0, RECORD, v, 2);
    file = end();
    ck_assert_uint_eq(file.size, sizeof tiny);
    ck_assert_mem_eq(file.at, tiny, sizeof tiny);
}
END_TEST

START_TEST(every_base_type_in_both_orders)
{
    static const struct { enum fit_base_type type; int64_t value, nothing; } rows[] = {
        {FIT_ENUM, 7, 0xFF},        {FIT_SINT8, -5, 0x7F},          {FIT_UINT8, 200, 0xFF},
        {FIT_SINT16, -12345, 0x7FFF}, {FIT_UINT16, 54321, 0xFFFF},  {FIT_SINT32, -2000000000, 0x7FFFFFFF},
        {FIT_UINT32, 4000000000, 0xFFFFFFFF}, {FIT_UINT8Z, 255, 0}, {FIT_UINT16Z, 65535, 0},
        {FIT_UINT32Z, 4294967295, 0}, {FIT_BYTE, 3, 0xFF},          {FIT_SINT64, -4503599627370497, INT64_MAX},
        {FIT_UINT64, 4503599627370497, -1}, {FIT_UINT64Z, 9007199254740992, 0}};
    for (enum byte_order order = BYTES_LITTLE_ENDIAN; order <= BYTES_BIG_ENDIAN; order++) {
        for (size_t i = 0; i < COUNT(rows); i++) {
            const uint8_t unmarked = rows[i].type & FIT_BASE_TYPE_MASK; /* writers forget the top bit */
            struct fit_value v[3] = {fit_integer(1, rows[i].type, rows[i].value), {.field = 2, .type = rows[i].type},
                                     fit_integer(3, rows[i].type, rows[i].value)};
            struct fit_message m;
            v[1].bits = (uint64_t)rows[i].nothing;
            v[2].type = unmarked;
            begin(order);
            fit_encode_message(&enc, 5, 777, v, 3);
            m = first_message(end(), 777);
            ck_assert_int_eq(m.def->order, order);
            ck_assert_double_eq(fit_message_number(&m, 1), (double)rows[i].value);
            ck_assert(isnan(fit_message_number(&m, 2)));
            ck_assert_double_eq(fit_message_number(&m, 3), (double)rows[i].value);
        }
    }
}
END_TEST

START_TEST(reals_texts_and_arrays)
{
    static const uint8_t array[] = {0x02, 0x01, 0x04, 0x03}; /* uint16 258, 772, little endian */
    static const char full[8] = "abcdefgh", ended[8] = "abc\0zzz", odd[8] = "a\xFF" "bc\n\0";
    char text[16];
    struct fit_message m;
    const struct fit_value v[] = {fit_real(1, FIT_FLOAT32, 0.15625), fit_real(2, FIT_FLOAT64, 0.1), fit_real(3, FIT_FLOAT32, NAN),
                                  fit_text(4, full, 8), fit_text(5, ended, 8), fit_data(6, FIT_UINT16, array, 4), fit_text(7, odd, 8)};
    begin(BYTES_LITTLE_ENDIAN);
    fit_encode_message(&enc, 15, 777, v, COUNT(v));
    m = first_message(end(), 777);
    ck_assert_double_eq(fit_message_number(&m, 1), 0.15625);
    ck_assert_double_eq(fit_message_number(&m, 2), 0.1);
    ck_assert(isnan(fit_message_number(&m, 3)));
    fit_message_text(&m, 4, text, sizeof text); /* no terminator in the file */
    ck_assert_str_eq(text, "abcdefgh");
    fit_message_text(&m, 5, text, sizeof text);
    ck_assert_str_eq(text, "abc");
    fit_message_text(&m, 7, text, sizeof text); /* cut where it is no UTF-8 */
    ck_assert_str_eq(text, "a");
    fit_message_text(&m, 9, text, sizeof text);
    ck_assert_str_eq(text, "");
    ck_assert_double_eq(fit_message_number(&m, 6), 258);
}
END_TEST

START_TEST(compressed_times_roll_over)
{
    /* 1000000000 = 31250000 x 32: low five bits 0. Then +3, +31, +32 (rolls over), +60. */
    static const int steps[] = {3, 31, 32, 60};
    struct fit_value hr = fit_integer(3, FIT_UINT8, 111);
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_record(0, 100);
    for (size_t i = 0; i < COUNT(steps); i++) fit_encode_compressed(&enc, 2, RECORD, (uint32_t)(T0 + steps[i]), &hr, 1);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 5);
    for (size_t i = 0; i < COUNT(steps); i++) ck_assert_double_eq(a->time_s[i + 1], steps[i]);
    ck_assert_double_eq(rate(a, 4), 111);
    activity_free(a);
}
END_TEST

START_TEST(local_types_are_redefined)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i < 10; i++) {
        const struct fit_value long_one[] = {fit_integer(253, FIT_UINT32, T0 + i), fit_integer(4, FIT_UINT8, 80 + i),
                                             fit_integer(3, FIT_UINT8, 120 + i), fit_integer(53, FIT_UINT8, 64)};
        const struct fit_value other[] = {fit_integer(254, FIT_UINT16, 9), fit_integer(7, FIT_UINT32, 1000)};
        fit_encode_message(&enc, 7, RECORD, long_one, i % 2 ? 4 : 3);
        fit_encode_message(&enc, 7, 999, other, 2);
    }
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 10);
    for (int i = 0; i < 10; i++) {
        ck_assert_double_eq(rate(a, (size_t)i), 120 + i);
        /* two legs; half a turn a minute more where the fraction 64/128 is there */
        ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, (size_t)i), 2 * (80 + i) + (i % 2 ? 1 : 0));
    }
    ck_assert_uint_eq(a->column[ACTIVITY_CADENCE_SPM].valid, 10);
    activity_free(a);
}
END_TEST

START_TEST(twelve_byte_headers_and_zero_header_checksums_are_fine)
{
    struct activity *a;
    uint8_t zeroed[sizeof tiny];
    empty_out();
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE_OLD, BYTES_LITTLE_ENDIAN);
    put_record(0, 100);
    a = must_read(end());
    ck_assert(a->crc_ok);
    ck_assert_uint_eq(a->rows, 1);
    activity_free(a);
    memcpy(zeroed, tiny, sizeof tiny);
    zeroed[12] = zeroed[13] = 0;
    store_u16le(zeroed + 32, fit_crc(0, zeroed, 32));
    a = must_read(bytes_of(zeroed, sizeof zeroed));
    ck_assert(a->crc_ok);
    ck_assert_ptr_null(repair_of(a, REPAIR_HEADER));
    activity_free(a);
}
END_TEST

START_TEST(chained_files_are_one_activity)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_record(0, 100);
    fit_encode_end(&enc);
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE_OLD, BYTES_BIG_ENDIAN);
    put_record(10, 110);
    fit_encode_end(&enc);
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE, BYTES_LITTLE_ENDIAN);
    put_record(20, 120);
    a = must_read(end());
    ck_assert_uint_eq(a->chained, 3);
    ck_assert(a->crc_ok);
    ck_assert_uint_eq(a->rows, 3);
    ck_assert_double_eq(a->time_s[2], 20);
    ck_assert_double_eq(rate(a, 1), 110);
    activity_free(a);
}
END_TEST

/* ---- damage ---------------------------------------------------------------------- */

START_TEST(cut_at_every_byte_all_whole_records_stay)
{
    enum { N = 40, RECORD_BYTES = 6 };
    struct bytes file = plain_file(N);
    size_t first = file.size - FIT_CRC_SIZE - N * RECORD_BYTES;
    for (size_t size = 0; size < file.size; size++) {
        uint8_t *copy = malloc(size ? size : 1); /* exactly so long: a read past the end is seen by the sanitizer */
        size_t whole = size < first ? 0 : (size - first) / RECORD_BYTES;
        struct activity *a = NULL;
        struct tingle_error err;
        memcpy(copy, file.at, size);
        if (whole > N) whole = N;
        if (activity_read(&a, bytes_of(copy, size), "cut.fit", &err) == TINGLE_OK) {
            ck_assert_uint_eq(a->rows, whole);
            ck_assert(!a->crc_ok);
            ck_assert(repair_of(a, size < file.size - FIT_CRC_SIZE ? REPAIR_TRUNCATED : REPAIR_CRC));
        } else {
            ck_assert_uint_eq(whole, 0);
        }
        activity_free(a);
        free(copy);
    }
}
END_TEST

START_TEST(no_flipped_byte_goes_unnoticed)
{
    enum { N = 60 };
    struct bytes file = plain_file(N);
    uint8_t *copy = malloc(file.size);
    size_t kept_most = 0, tries = 0;
    for (size_t at = 0; at < file.size; at++) {
        for (unsigned flip = 1; flip < 256; flip = flip * 2 + 1, tries++) { /* 1, 3, 7, ... 255 */
            struct activity *a = NULL;
            struct tingle_error err;
            memcpy(copy, file.at, file.size);
            copy[at] ^= (uint8_t)flip;
            if (activity_read(&a, bytes_of(copy, file.size), "flipped.fit", &err)) continue;
            ck_assert(!a->crc_ok);
            ck_assert_uint_gt(a->repair_count, 0);
            kept_most += a->rows + 2 >= N;
            activity_free(a);
        }
    }
    /* A flip in one record costs that record, or the next one; only those in the definition (18 of 400 bytes) cost more. */
    ck_assert_uint_gt(kept_most, tries * 9 / 10);
    free(copy);
}
END_TEST

START_TEST(stray_bytes_are_stepped_over)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i < 20; i++) {
        put_record(i, 100 + i);
        if (i == 9) buffer_add_byte(&out, '\t'); /* data of local type 9, never defined */
    }
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 20);
    ck_assert_double_eq(rate(a, 10), 110);
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_UNDEFINED));
    ck_assert_int_eq(repair_of(a, REPAIR_UNDEFINED)->offset, 14 + 12 + 10 * 6);
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_SKIPPED_BYTES));
    activity_free(a);
}
END_TEST

START_TEST(wrong_sizes_in_the_header_are_seen_through)
{
    static const uint32_t sizes[] = {0, 100, 1000000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct bytes file = plain_file(50);
        struct activity *a;
        store_u32le((uint8_t *)out.data + 4, sizes[i]);
        a = must_read(file);
        ck_assert_uint_eq(a->rows, 50);
        ck_assert(!a->crc_ok);
        ck_assert(repair_of(a, sizes[i] == 1000000 ? REPAIR_TRUNCATED : REPAIR_HEADER));
        activity_free(a);
    }
}
END_TEST

START_TEST(bytes_behind_the_end_are_left_out)
{
    struct activity *a;
    plain_file(5);
    buffer_add(&out, "HRM belt data", 13);
    a = must_read(bytes_of(out.data, out.size));
    ck_assert_uint_eq(a->rows, 5);
    ck_assert_uint_eq(a->chained, 1);
    ck_assert(a->crc_ok);
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_TRAILING_BYTES));
    activity_free(a);
}
END_TEST

START_TEST(fields_that_do_not_fit_their_type_are_left_out)
{
    /* Sizes seen in real files: uint32 in 1 byte, sint32 in 227, uint16 in 255, none at all. */
    static const struct { uint8_t type, size; } rows[] = {{FIT_UINT32, 1}, {FIT_SINT32, 227}, {FIT_UINT16, 255}, {FIT_UINT8, 0}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const uint8_t definition[] = {0x41, 0, 0, 20, 0, 3, 253, 4, 0x86, 7, rows[i].size, rows[i].type, 3, 1, 2};
        const uint8_t filling[255] = {0};
        struct activity *a;
        begin(BYTES_LITTLE_ENDIAN);
        buffer_add(&out, definition, sizeof definition);
        for (int k = 0; k < 3; k++) {
            const uint8_t head[] = {0x01, (uint8_t)k, 0xCA, 0x9A, 0x3B};
            buffer_add(&out, head, sizeof head);
            buffer_add(&out, filling, rows[i].size);
            buffer_add_byte(&out, 99);
        }
        a = must_read(end());
        ck_assert_uint_eq(a->rows, 3);
        ck_assert_double_eq(rate(a, 2), 99);
        ck_assert_ptr_null(a->column[ACTIVITY_POWER_W].value);
        ck_assert_ptr_nonnull(repair_of(a, REPAIR_FIELD_SIZE));
        activity_free(a);
    }
}
END_TEST

START_TEST(odd_byte_order_is_guessed_from_the_message_number)
{
    struct bytes file = plain_file(3);
    struct activity *a;
    uint8_t *definition = (uint8_t *)out.data + 14 + 15 + 6; /* behind header and file_id, its definition and data */
    ck_assert_uint_eq(definition[0], 0x43);
    definition[2] = 2;
    a = must_read(file);
    ck_assert_uint_eq(a->rows, 3);
    ck_assert_double_eq(rate(a, 2), 102);
    ck_assert_ptr_nonnull(repair_of(a, REPAIR_BYTE_ORDER));
    activity_free(a);
}
END_TEST

START_TEST(garbage_is_never_more_than_a_refusal)
{
    struct random random;
    random_seed(&random, 7);
    for (int round = 0; round < 3000; round++) {
        uint8_t bytes[300] = "\x0E\x20\x08\x08\0\0\0\0.FIT";
        struct activity *a = NULL;
        struct tingle_error err;
        for (size_t i = 14; i < sizeof bytes; i++) bytes[i] = (uint8_t)random_u64(&random);
        if (activity_read(&a, bytes_of(bytes, sizeof bytes), "garbage.fit", &err) == TINGLE_OK) ck_assert(!a->crc_ok);
        activity_free(a);
    }
}
END_TEST

START_TEST(every_failed_allocation_is_a_plain_error)
{
    struct bytes file = plain_file(300);
    enum tingle_status st = TINGLE_NO_MEMORY;
    long n = 0;
    while (st && n < 100) {
        struct activity *a = NULL;
        struct tingle_error err;
        alloc_fail_at(++n);
        st = activity_read(&a, file, "x.fit", &err);
        if (st) ck_assert_int_eq(st, TINGLE_NO_MEMORY);
        activity_free(a);
    }
    alloc_fail_at(0);
    ck_assert_int_gt(n, 2);
    ck_assert_int_lt(n, 20); /* and they are few, however long the file */
}
END_TEST

/* ---- meaning --------------------------------------------------------------------- */

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
        {15, "daily monitoring from garmin, no run in it"}, {32, "daily monitoring"}, {5, "a workout plan"}, {6, "a course"},
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

int main(void)
{
    const struct test_entry tests[] = {
        TEST(checksum_is_crc_16_arc), TEST(tiny_file_is_read_byte_by_byte), TEST(encoder_writes_the_tiny_file),
        TEST(every_base_type_in_both_orders), TEST(reals_texts_and_arrays), TEST(compressed_times_roll_over),
        TEST(local_types_are_redefined), TEST(twelve_byte_headers_and_zero_header_checksums_are_fine),
        TEST(chained_files_are_one_activity), TEST(cut_at_every_byte_all_whole_records_stay),
        TEST(no_flipped_byte_goes_unnoticed), TEST(stray_bytes_are_stepped_over),
        TEST(wrong_sizes_in_the_header_are_seen_through), TEST(bytes_behind_the_end_are_left_out),
        TEST(fields_that_do_not_fit_their_type_are_left_out), TEST(odd_byte_order_is_guessed_from_the_message_number),
        TEST(garbage_is_never_more_than_a_refusal), TEST(every_failed_allocation_is_a_plain_error),
        TEST(developer_fields_become_columns_of_their_own), TEST(developer_fields_never_described_are_stepped_over),
        TEST(stored_zeros_of_running_dynamics_are_missing), TEST(units_and_enhanced_fields),
        TEST(compressed_speed_and_distance), TEST(heart_rate_of_its_own_is_laid_over_the_records),
        TEST(repeated_backward_and_impossible_times), TEST(records_without_times_are_kept),
        TEST(other_kinds_of_file_are_named), TEST(laps_events_sessions_and_the_clock),
        TEST(legs_of_a_multisport_file_are_split), TEST(what_was_encoded_is_decoded),
        TEST(the_writer_refuses_what_fit_cannot_say)};
    int failed = run_tests("fit", tests, COUNT(tests));
    buffer_release(&out);
    return failed;
}
