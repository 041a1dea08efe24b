/* FIT: the protocol byte by byte, and damage.
 *
 * Expected values come from the hand-written file below, whose checksums were computed bit by
 * bit with another program, from arithmetic written out beside them, or from what was encoded.
 */
#include "fit_files.h"

#include "activity/activity_limits.h"
#include "activity/fit_decode.h"
#include "base/arena.h"
#include "base/random.h"

/* Header, definition of local type 0 as record (time, heart rate), one record, checksum. */
static const uint8_t tiny[34] = {0x0E, 0x20, 0x08, 0x08, 0x12, 0x00, 0x00, 0x00, 0x2E, 0x46, 0x49, 0x54, 0xFA, 0x7A,
                                 0x40, 0x00, 0x00, 0x14, 0x00, 0x02, 0xFD, 0x04, 0x86, 0x03, 0x01, 0x02,
                                 0x00, 0x00, 0xCA, 0x9A, 0x3B, 0x78, 0xA0, 0x95};

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
    static uint8_t bytes[9000]; /* long ones are folded first: from 4,096 bytes on */
    uint16_t slow = 0;
    ck_assert_uint_eq(fit_crc(0, (const uint8_t *)"123456789", 9), 0xBB3D);
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(i * 37 + 11);
    for (size_t i = 0; i < sizeof bytes; i++) { /* bit by bit, as the polynomial says */
        slow ^= bytes[i];
        for (int k = 0; k < 8; k++) slow = (uint16_t)(slow >> 1 ^ (slow & 1 ? 0xA001 : 0));
        if (fit_crc(0, bytes, i + 1) != slow) ck_abort_msg("%zu bytes: %04X", i + 1, slow);
    }
    ck_assert_uint_eq(fit_crc(fit_crc(0, bytes, 33), bytes + 33, sizeof bytes - 33), slow);
    ck_assert_uint_eq(fit_crc(fit_crc(0, bytes, 4501), bytes + 4501, sizeof bytes - 4501), slow);
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
            struct fit_value v[3] = {fit_integer(1, rows[i].type, rows[i].value), {.field = 2, .type = (uint8_t)rows[i].type},
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

START_TEST(more_samples_than_anyone_runs_are_refused)
{
    const struct fit_value v[] = {fit_integer(3, FIT_UINT8, 77)};
    struct activity *a = NULL;
    struct tingle_error err;
    begin(BYTES_LITTLE_ENDIAN);
    for (int i = 0; i <= ACTIVITY_MAX_SAMPLES; i++) fit_encode_message(&enc, 3, RECORD, v, 1);
    ck_assert_int_eq(activity_read(&a, end(), "long.fit", &err), TINGLE_LIMIT);
    ck_assert_str_eq(err.message, "long.fit: 1000001 records; at most 1000000 are read");
    ck_assert_ptr_null(a);
}
END_TEST

START_TEST(every_failed_allocation_is_a_plain_error)
{
    ck_assert_int_gt(count_allocations(plain_file(300)), 1);
    ck_assert_int_lt(count_allocations(plain_file(300)), 5);
    ck_assert_int_lt(count_allocations(plain_file(300000)), 5); /* few, however long the file */
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(checksum_is_crc_16_arc), TEST(tiny_file_is_read_byte_by_byte),
        TEST(encoder_writes_the_tiny_file), TEST(every_base_type_in_both_orders),
        TEST(reals_texts_and_arrays), TEST(compressed_times_roll_over), TEST(local_types_are_redefined),
        TEST(twelve_byte_headers_and_zero_header_checksums_are_fine), TEST(chained_files_are_one_activity),
        TEST(cut_at_every_byte_all_whole_records_stay), TEST(no_flipped_byte_goes_unnoticed),
        TEST(stray_bytes_are_stepped_over), TEST(wrong_sizes_in_the_header_are_seen_through),
        TEST(bytes_behind_the_end_are_left_out), TEST(fields_that_do_not_fit_their_type_are_left_out),
        TEST(odd_byte_order_is_guessed_from_the_message_number), TEST(garbage_is_never_more_than_a_refusal),
        TEST(more_samples_than_anyone_runs_are_refused),
        TEST(every_failed_allocation_is_a_plain_error)};
    int failed = run_tests("fit", tests, COUNT(tests));
    buffer_release(&out);
    return failed;
}
