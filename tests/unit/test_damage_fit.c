/* FIT files as damaged and as odd as real ones: one test per case of the table in docs/watch-files.md,
 * each with a file that damage_files.h makes and spoils. What is left follows from how the file was made. */
#include "damage_files.h"

#include "activity/fit_decode.h"

/* ---- headers, lengths, checksums ------------------------------------------------ */

START_TEST(row_01_watch_died_data_size_and_checksum_zero)
{
    struct activity *a;
    for (int cut = 0; cut < 2; cut++) { /* behind record 29, or 7 bytes into record 20 */
        make_run(30, FIT_HEADER_SIZE);
        damage_begin();
        damage_cut(cut ? made.record[20] + 7 : made.summary);
        for (size_t at = 4; at < 8; at++) damage_set(at, 0);
        damage_set(12, 0);
        damage_set(13, 0);
        a = damage_read();
        must_keep_all_but(a, cut ? 20 : 30, 0, 0);
        ck_assert(!a->crc_ok);
        if (cut) must_repair(a, "no-session@0*1 header@4*1 truncated@%zu*1", made.record[20]);
        else must_repair(a, "no-session@0*1 header@4*1");
        activity_free(a);
    }
}
END_TEST

/* A block of memory handed out for the file and never written: zeros, or what erased flash memory holds. */
START_TEST(row_01_watch_died_the_block_was_not_filled)
{
    static const uint8_t fill[] = {0x00, 0xFF};
    char block[512];
    for (unsigned local = 0; local < 4; local += 3) {
        for (size_t i = 0; i < COUNT(fill); i++) {
            struct activity *a;
            make_run_at(30, FIT_HEADER_SIZE, local);
            damage_begin();
            damage_cut(made.summary);
            for (size_t at = 4; at < 8; at++) damage_set(at, 0);
            memset(block, fill[i], sizeof block);
            damage_insert(made.summary, block, sizeof block);
            a = damage_read();
            must_keep_all_but(a, 30, 0, 0);
            ck_assert_uint_eq(a->samples, 30);
            ck_assert_ptr_nonnull(repair_of(a, REPAIR_HEADER));
            activity_free(a);
        }
    }
}
END_TEST

START_TEST(row_02_data_is_longer_than_declared)
{
    struct activity *a;
    make_run(30, FIT_HEADER_SIZE);
    damage_begin();
    store_u32le((uint8_t *)bad.data + 4, (uint32_t)(made.record[12] + 3 - FIT_HEADER_SIZE));
    damage_seal();
    a = damage_read();
    must_keep_all_but(a, 30, 0, 0);
    must_repair(a, "header@4*1");
    ck_assert_uint_eq(a->session_count, 1);
    ck_assert_uint_eq(a->chained, 1);
    activity_free(a);
}
END_TEST

START_TEST(row_02_checksum_over_the_wrong_range)
{
    struct activity *a; /* without the header; of one that ends in its own checksum that would be the same number */
    make_run(30, FIT_HEADER_SIZE_OLD);
    damage_begin();
    store_u16le((uint8_t *)bad.data + made.data_end,
                fit_crc(0, (uint8_t *)bad.data + FIT_HEADER_SIZE_OLD, made.data_end - FIT_HEADER_SIZE_OLD));
    a = damage_read();
    must_keep_all_but(a, 30, 0, 0);
    must_repair(a, "crc@%zu*1", made.data_end);
    ck_assert(!a->crc_ok);
    activity_free(a);
}
END_TEST

START_TEST(row_02_data_of_a_strap_behind_the_end)
{
    struct activity *a;
    make_run(30, FIT_HEADER_SIZE);
    damage_begin();
    damage_insert(made.size, "HRM belt data", 13);
    a = damage_read();
    must_keep_all_but(a, 30, 0, 0);
    must_repair(a, "trailing-bytes@%zu*1", made.size);
    ck_assert(a->crc_ok);
    activity_free(a);
}
END_TEST

START_TEST(row_03_ends_one_byte_short_of_the_checksum)
{
    for (size_t missing = 1; missing <= 2; missing++) {
        struct activity *a;
        make_run(30, FIT_HEADER_SIZE);
        damage_begin();
        damage_cut(made.size - missing);
        a = damage_read();
        must_keep_all_but(a, 30, 0, 0);
        must_repair(a, "crc@%zu*1", made.data_end);
        ck_assert_uint_eq(a->lap_count, 1);
        ck_assert_uint_eq(a->session_count, 1);
        ck_assert(a->has_utc_offset);
        activity_free(a);
    }
}
END_TEST

START_TEST(row_04_header_wrong_body_fine)
{
    /* The byte changed, to what, and where the repair is noted. */
    static const struct { size_t at; uint8_t byte; int noted; } rows[] = {
        {12, 0x55, 0}, {8, 'X', 8}, {11, 0, 8}, {0, 0, 0}, {0, 13, 0}, {0, 12, 0}, {0, 255, 0}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct activity *a;
        make_run(30, FIT_HEADER_SIZE);
        damage_begin();
        damage_set(rows[i].at, rows[i].byte);
        store_u16le((uint8_t *)bad.data + made.data_end, fit_crc(0, (uint8_t *)bad.data, made.data_end));
        a = damage_read();
        must_keep_all_but(a, 30, 0, 0);
        ck_assert_ptr_nonnull(repair_of(a, REPAIR_HEADER));
        ck_assert_int_eq(repair_of(a, REPAIR_HEADER)->offset, rows[i].noted);
        ck_assert_uint_eq(a->repair_count, 1);
        activity_free(a);
    }
}
END_TEST

START_TEST(row_05_wrong_checksum_only)
{
    static const unsigned headers[] = {FIT_HEADER_SIZE, FIT_HEADER_SIZE_OLD};
    for (size_t i = 0; i < COUNT(headers); i++) {
        for (size_t byte = 0; byte < FIT_CRC_SIZE; byte++) {
            struct activity *a;
            make_run(30, headers[i]);
            damage_begin();
            damage_flip(made.data_end + byte, 0x10);
            a = damage_read();
            must_keep_all_but(a, 30, 0, 0);
            must_repair(a, "crc@%zu*1", made.data_end);
            ck_assert(!a->crc_ok);
            activity_free(a);
        }
    }
}
END_TEST

/* ---- fields --------------------------------------------------------------------- */

/* 64-bit integers and doubles in place of what records usually have. */
START_TEST(row_09_types_of_64_bits)
{
    for (enum byte_order order = BYTES_LITTLE_ENDIAN; order <= BYTES_BIG_ENDIAN; order++) {
        const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0), fit_integer(5, FIT_UINT64, 12345), fit_integer(3, FIT_SINT64, 141),
                                      fit_integer(7, FIT_UINT64Z, 250), fit_real(13, FIT_FLOAT64, -3.5)};
        const struct fit_value none[] = {fit_integer(253, FIT_UINT32, T0 + 1), fit_integer(5, FIT_UINT64, -1), fit_integer(3, FIT_SINT64, INT64_MAX),
                                         fit_integer(7, FIT_UINT64Z, 0), fit_real(13, FIT_FLOAT64, NAN)};
        struct activity *a;
        begin(order);
        put_file_id(4);
        fit_encode_message(&enc, 3, RECORD, v, COUNT(v));
        fit_encode_message(&enc, 3, RECORD, none, COUNT(none));
        a = must_read(end());
        ck_assert_double_eq(activity_value(a, ACTIVITY_DISTANCE_M, 0), 123.45);
        ck_assert_double_eq(rate(a, 0), 141);
        ck_assert_double_eq(activity_value(a, ACTIVITY_POWER_W, 0), 250);
        ck_assert_double_eq(activity_value(a, ACTIVITY_TEMPERATURE_C, 0), -3.5);
        ck_assert_uint_eq(a->rows, 2);
        for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) ck_assert(isnan(activity_value(a, (enum activity_column)c, 1)));
        must_repair(a, "no-session@0*1");
        activity_free(a);
    }
}
END_TEST

/* A definition of records at local type 6 with one developer field: number 2 of developer 0, `size` bytes. */
static void define_with_developer_field(uint8_t size)
{
    const uint8_t definition[] = {0x66, 0, 0, 20, 0, 2, 253, 4, 0x86, 3, 1, 2, 1, 2, size, 0};
    buffer_add(&out, definition, sizeof definition);
}

static void put_raw_record(int second, uint8_t bpm, size_t zeros)
{
    uint8_t bytes[6 + 255] = {6};
    store_u32le(bytes + 1, (uint32_t)(T0 + second));
    bytes[5] = bpm;
    buffer_add(&out, bytes, 6 + zeros);
}

static void put_description(uint8_t number, enum fit_base_type type, const char name[8])
{
    const struct fit_value v[] = {fit_integer(0, FIT_UINT8, 0), fit_integer(1, FIT_UINT8, number), fit_integer(2, FIT_UINT8, type), fit_text(3, name, 8)};
    fit_encode_message(&enc, 1, 206, v, COUNT(v));
}

START_TEST(row_12_developer_field_defined_but_empty)
{
    static const char name[8] = "Power";
    size_t definition;
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_description(2, FIT_UINT16, name);
    definition = out.size;
    define_with_developer_field(0);
    for (int i = 0; i < 3; i++) put_raw_record(i, (uint8_t)(100 + i), 0);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 3);
    ck_assert_double_eq(rate(a, 2), 102);
    ck_assert_uint_eq(a->column[ACTIVITY_HEART_RATE_BPM].valid, 3);
    must_repair(a, "no-session@0*1 field-size@%zu*1", definition + 13);
    activity_free(a);
}
END_TEST

START_TEST(row_12_developer_fields_announced_but_none_there)
{
    const uint8_t definition[] = {0x66, 0, 0, 20, 0, 2, 253, 4, 0x86, 3, 1, 2, 0};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    buffer_add(&out, definition, sizeof definition);
    for (int i = 0; i < 3; i++) put_raw_record(i, (uint8_t)(100 + i), 0);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 3);
    ck_assert_double_eq(rate(a, 2), 102);
    must_repair(a, "no-session@0*1");
    activity_free(a);
}
END_TEST

START_TEST(row_12_developer_field_that_never_has_a_value)
{
    static const char name[8] = "Power";
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_description(2, FIT_UINT16Z, name);
    define_with_developer_field(2);
    for (int i = 0; i < 3; i++) put_raw_record(i, (uint8_t)(100 + i), 2);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 3);
    ck_assert_uint_eq(a->developer_count, 1);
    ck_assert_uint_eq(a->developer[0].valid, 0);
    must_repair(a, "no-session@0*1");
    activity_free(a);
}
END_TEST

/* Developer fields numbered like the protocol's start time (2), timestamp (253) and heart rate (3). */
START_TEST(row_13_developer_field_with_the_number_of_a_native_one)
{
    static const char names[3][8] = {"two", "time", "three"};
    const struct fit_value lap[] = {fit_integer(253, FIT_UINT32, T0 + 9), fit_integer(2, FIT_UINT32, T0 + 1), fit_integer(7, FIT_UINT32, 8000),
                                    fit_developer(0, fit_integer(2, FIT_UINT32, 77)), fit_developer(0, fit_integer(7, FIT_UINT32, 78))};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_description(2, FIT_UINT32, names[0]);
    put_description(253, FIT_UINT32, names[1]);
    put_description(3, FIT_UINT8, names[2]);
    for (int i = 0; i < 10; i++) {
        const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + i), fit_integer(3, FIT_UINT8, 100 + i),
                                      fit_developer(0, fit_integer(253, FIT_UINT32, 7)), fit_developer(0, fit_integer(3, FIT_UINT8, 8))};
        fit_encode_message(&enc, 3, RECORD, v, COUNT(v));
    }
    fit_encode_message(&enc, 2, 19, lap, COUNT(lap));
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 10);
    for (int i = 0; i < 10; i++) {
        ck_assert_double_eq(a->time_s[i], i);
        ck_assert_double_eq(rate(a, (size_t)i), 100 + i);
        ck_assert_double_eq(a->developer[0].value[i], 7);
        ck_assert_double_eq(a->developer[1].value[i], 8);
    }
    ck_assert_double_eq(a->lap[0].start_s, 1);
    ck_assert_double_eq(a->lap[0].elapsed_s, 8);
    must_repair(a, "no-session@0*1");
    activity_free(a);
}
END_TEST

START_TEST(row_14_data_of_a_local_type_never_defined)
{
    static const uint8_t message[10] = {0x0B, 1, 2, 3, 4, 5, 6, 7, 8, 9}; /* local type 11, 9 bytes of it */
    struct activity *a;
    make_run(30, FIT_HEADER_SIZE);
    damage_begin();
    damage_insert(made.record[10], message, sizeof message);
    store_u32le((uint8_t *)bad.data + 4, (uint32_t)(made.data_end + sizeof message - FIT_HEADER_SIZE));
    damage_seal();
    a = damage_read();
    must_keep_all_but(a, 30, 0, 0);
    ck_assert_int_eq(repair_of(a, REPAIR_UNDEFINED)->offset, (int64_t)made.record[10]);
    ck_assert_uint_eq(repair_of(a, REPAIR_UNDEFINED)->count, 1);
    ck_assert_int_eq(repair_of(a, REPAIR_SKIPPED_BYTES)->offset, (int64_t)made.record[10]);
    ck_assert_str_eq(repair_of(a, REPAIR_SKIPPED_BYTES)->message, "10 bytes that are no message stepped over");
    ck_assert_uint_eq(a->repair_count, 2);
    activity_free(a);
}
END_TEST

START_TEST(row_15_byte_order_neither_0_nor_1)
{
    static const uint8_t odd[] = {2, 0x7F, 0xFF};
    for (enum byte_order order = BYTES_LITTLE_ENDIAN; order <= BYTES_BIG_ENDIAN; order++) {
        for (size_t i = 0; i < COUNT(odd); i++) {
            size_t definition;
            struct activity *a;
            begin(order);
            put_file_id(4);
            definition = out.size;
            for (int k = 0; k < 30; k++) put_full_record(3, k);
            end();
            damage_begin();
            damage_set(definition + 2, odd[i]);
            damage_seal();
            a = damage_read();
            must_keep_all_but(a, 30, 0, 0);
            must_repair(a, "no-session@0*1 byte-order@%zu*1", definition + 2);
            activity_free(a);
        }
    }
}
END_TEST

START_TEST(row_20_altitude_as_an_array)
{
    static const uint8_t two[4] = {0xB8, 0x0B, 0xFF, 0xFF}; /* 3000 / 5 - 500 = 100 m, then nothing */
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0), fit_data(2, FIT_UINT16, two, 4), fit_integer(3, FIT_UINT8, 120)};
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    fit_encode_message(&enc, 3, RECORD, v, COUNT(v));
    a = must_read(end());
    ck_assert_double_eq(activity_value(a, ACTIVITY_ALTITUDE_M, 0), 100);
    ck_assert_double_eq(rate(a, 0), 120);
    must_repair(a, "no-session@0*1");
    activity_free(a);
}
END_TEST

/* An event whose `data` is a uint32 in one byte: the field is left out, the pause and all else stay. */
START_TEST(seen_event_data_of_four_bytes_in_one)
{
    static const uint8_t definition[] = {0x41, 0, 0, 21, 0, 4, 253, 4, 0x86, 0, 1, 0, 1, 1, 0, 3, 1, 0x86};
    uint8_t stop[] = {0x01, 0, 0, 0, 0, 0, 4, 9};
    size_t at;
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 10; i++) put_full_record(3, i);
    at = out.size;
    buffer_add(&out, definition, sizeof definition);
    store_u32le(stop + 1, T0 + 9);
    buffer_add(&out, stop, sizeof stop);
    put_session(0, RUNNING, 9, 9);
    a = must_read(end());
    must_keep_all_but(a, 10, 0, 0);
    ck_assert_uint_eq(a->event_count, 1);
    ck_assert_int_eq(a->event[0].kind, ACTIVITY_EVENT_TIMER_STOP);
    ck_assert_double_eq(a->event[0].time_s, 9);
    must_repair(a, "field-size@%zu*1", at + 15);
    activity_free(a);
}
END_TEST

START_TEST(seen_99998_records)
{
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 99998; i++) put_record(i, 100 + i % 50);
    a = must_read(end());
    ck_assert_uint_eq(a->rows, 99998);
    ck_assert_double_eq(a->time_s[99997], 99997);
    ck_assert_double_eq(rate(a, 99997), 147);
    must_repair(a, "no-session@0*1");
    activity_free(a);
}
END_TEST

/* ---- what a file is ------------------------------------------------------------- */

START_TEST(seen_hardly_more_than_a_file_id)
{
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_start(0);
    must_refuse(end(), TINGLE_NOT_A_RUN, "f: an activity without a single sample");
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    end();
    damage_begin();
    damage_cut(bad.size - 4); /* in the middle of the file_id */
    must_refuse(bytes_of(bad.data, bad.size), TINGLE_BAD_DATA, "f: a FIT file damaged so that no sample can be read");
}
END_TEST

START_TEST(seen_sport_newer_than_any_table)
{
    struct tingle_error err;
    struct activity *a;
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < 10; i++) put_full_record(3, i);
    put_session(0, 200, 9, 9);
    a = must_read(end());
    ck_assert_int_eq(a->sport, 200);
    ck_assert_ptr_null(activity_sport_name(200));
    ck_assert_int_eq(activity_check_run(a, &err), TINGLE_NOT_A_RUN);
    ck_assert_str_eq(err.message, "no run in it: sport number 200, which Tingle has no name for");
    must_repair(a, "%s", "");
    activity_free(a);
}
END_TEST

START_TEST(row_21_not_a_proper_fit_file)
{
    static const char side[] = "\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ";
    static const char text[] = "The activity was added by another athlete.\n";
    static const char gpx[] = "<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"><time>2026-03-01T06:00:00Z</time></trkpt></trkseg></trk></gpx>";
    uint8_t noise[200];
    struct activity *a;
    must_refuse(bytes_of(text, strlen(text)), TINGLE_UNSUPPORTED, "f: not a kind of watch file that Tingle reads");
    must_refuse(bytes_of(side, sizeof side), TINGLE_UNSUPPORTED, "f: a macOS side file (\"._...\"), not the run itself");
    memset(noise, 0, sizeof noise);
    must_refuse(bytes_of(noise, sizeof noise), TINGLE_UNSUPPORTED, "f: not a kind of watch file that Tingle reads");
    memcpy(noise, "\x0E\x10\x00\x00\xB8\x00\x00\x00.FIT", 12);
    must_refuse(bytes_of(noise, sizeof noise), TINGLE_BAD_DATA, "f: a FIT file damaged so that no sample can be read");
    a = must_read(bytes_of(gpx, strlen(gpx))); /* what it holds counts, not its name */
    ck_assert_int_eq(a->format, ACTIVITY_FORMAT_GPX);
    activity_free(a);
}
END_TEST

/* As phone apps write: a 12-byte header, no file_id, a new definition before every record, fields in a different
 * order each time, a message nobody knows, no session, no checksum. */
START_TEST(row_22_file_of_a_phone_app)
{
    struct activity *a;
    size_t end_of_data;
    empty_out();
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE_OLD, BYTES_BIG_ENDIAN);
    for (int i = 0; i < 40; i++) {
        const struct fit_value time = fit_integer(253, FIT_UINT32, T0 + i), bpm = fit_integer(3, FIT_UINT8, 100 + i), odd = fit_integer(200, FIT_BYTE, i);
        const struct fit_value v[3] = {i % 2 ? bpm : time, odd, i % 2 ? time : bpm};
        fit_encode_message(&enc, 0, RECORD, v, 3);
        fit_encode_message(&enc, 0, 0xFF11, v, 3);
    }
    end_of_data = out.size;
    end();
    damage_begin();
    damage_cut(end_of_data);
    a = damage_read();
    ck_assert_uint_eq(a->rows, 40);
    for (int i = 0; i < 40; i++) ck_assert(a->time_s[i] == i && rate(a, (size_t)i) == 100 + i);
    ck_assert_int_eq(a->kind, ACTIVITY_KIND_ACTIVITY);
    must_repair(a, "no-session@0*1 crc@%zu*1", end_of_data);
    activity_free(a);
}
END_TEST

/* Turns of one leg are doubled; where steps of both feet stand in that place, they are seen and not doubled. */
START_TEST(row_23_steps_and_cycles)
{
    for (int both = 0; both < 2; both++) {
        struct activity *a;
        begin(BYTES_LITTLE_ENDIAN);
        put_file_id(4);
        for (int i = 0; i < 20; i++) {
            const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + i), fit_integer(4, FIT_UINT8, (both ? 2 : 1) * 86)};
            fit_encode_message(&enc, 3, RECORD, v, 2);
        }
        put_session(0, RUNNING, 19, 19);
        a = must_read(end());
        for (size_t i = 0; i < 20; i++) ck_assert_double_eq(activity_value(a, ACTIVITY_CADENCE_SPM, i), 172);
        must_repair(a, "%s", both ? "value@0*1" : "");
        activity_free(a);
    }
}
END_TEST

START_TEST(row_24_monitoring_and_settings_are_named)
{
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(32);
    must_refuse(end(), TINGLE_NOT_A_RUN, "f: daily monitoring from a Garmin watch, no run in it");
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(2);
    must_refuse(end(), TINGLE_NOT_A_RUN, "f: settings of a Garmin watch, no run in it");
}
END_TEST

/* Monitoring and a run in one file, whichever is first. */
START_TEST(row_24_monitoring_chained_with_a_run)
{
    for (int run_first = 0; run_first < 2; run_first++) {
        struct activity *a;
        empty_out();
        for (int part = 0; part < 2; part++) {
            fit_encode_begin(&enc, &out, FIT_HEADER_SIZE, BYTES_LITTLE_ENDIAN);
            put_file_id(part == !run_first ? 4 : 32);
            for (int i = 0; part == !run_first && i < 20; i++) put_full_record(3, i);
            if (part == !run_first) put_session(0, RUNNING, 19, 19);
            fit_encode_end(&enc);
        }
        a = must_read(bytes_of(out.data, out.size));
        ck_assert_int_eq(a->kind, ACTIVITY_KIND_ACTIVITY);
        ck_assert_uint_eq(a->chained, 2);
        must_keep_all_but(a, 20, 0, 0);
        must_repair(a, "%s", "");
        ck_assert_int_eq(activity_check_run(a, NULL), TINGLE_OK);
        activity_free(a);
    }
}
END_TEST

/* ---- what we write ourselves ---------------------------------------------------- */

static double number_of(const struct fit_message *m, uint8_t field)
{
    double value = fit_message_number(m, field);
    ck_assert_msg(!isnan(value), "message %u has no field %u", m->def->message, field);
    return value;
}

/* What importers are known to ask for: a file_id first, whole; times that go on; a lap, a session and an activity that
 * agree with one another; right checksums. */
START_TEST(row_30_our_own_files_have_what_importers_ask_for)
{
    static struct fit_decoder d;
    static double time[100], bpm[100];
    struct activity_lap laps[2] = {{0, 40, 40, 120, 0}, {40, 59, 59, 177, 7}};
    for (size_t with_laps = 0; with_laps < 2; with_laps++) {
        struct activity a = {.start_unix_s = UNIX0, .manufacturer = "nobody", .sport = RUNNING, .sub_sport = 0, .elapsed_s = 99, .timer_s = 99,
                             .distance_m = 297, .rows = 100, .time_s = time, .lap = laps, .lap_count = 2 * with_laps};
        struct fit_message m;
        size_t n = 0, count[256] = {0};
        double last = 0;
        for (int i = 0; i < 100; i++) time[i] = i, bpm[i] = 120;
        a.column[ACTIVITY_HEART_RATE_BPM].value = bpm;
        empty_out();
        ck_assert_int_eq(fit_encode_activity(&out, &a, NULL), TINGLE_OK);
        ck_assert_uint_eq(fit_crc(0, (uint8_t *)out.data, out.size), 0);
        ck_assert_uint_eq(fit_crc(0, (uint8_t *)out.data, FIT_HEADER_SIZE), 0);
        ck_assert_uint_eq(load_u32le((uint8_t *)out.data + 4), out.size - FIT_HEADER_SIZE - FIT_CRC_SIZE);
        fit_decode_begin(&d, bytes_of(out.data, out.size), NULL);
        for (; fit_decode_next(&d, &m); n++) {
            if (n == 0) {
                ck_assert_uint_eq(m.def->message, 0);
                ck_assert_double_eq(number_of(&m, 0), 4);   /* an activity */
                ck_assert_double_eq(number_of(&m, 1), 255); /* manufacturer: development */
                number_of(&m, 2);                           /* product */
                ck_assert_double_gt(number_of(&m, 3), 0);   /* serial number */
                ck_assert_double_eq(number_of(&m, 4), T0);  /* time created */
            } else if (m.def->message != 206 && m.def->message != 207) {
                ck_assert_double_ge(number_of(&m, 253), last);
                last = number_of(&m, 253);
            }
            if (m.def->message == 19 || m.def->message == 18) {
                number_of(&m, 2), number_of(&m, 7), number_of(&m, 8), number_of(&m, 254);
            }
            if (m.def->message == 18) {
                ck_assert_double_eq(number_of(&m, 5), RUNNING);
                ck_assert_double_eq(number_of(&m, 25), 0);
                ck_assert_double_eq(number_of(&m, 26), with_laps ? 2 : 1);
                ck_assert_uint_eq(count[19], with_laps ? 2 : 1);
            }
            if (m.def->message == 34) ck_assert_double_eq(number_of(&m, 1), 1);
            count[m.def->message & 0xFF]++;
        }
        ck_assert_uint_eq(count[0], 1);
        ck_assert_uint_eq(count[20], 100);
        ck_assert_uint_eq(count[21], 2); /* timer started, timer stopped */
        ck_assert_uint_eq(count[18], 1);
        ck_assert_uint_eq(count[34], 1);
    }
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(row_01_watch_died_data_size_and_checksum_zero), TEST(row_01_watch_died_the_block_was_not_filled),
        TEST(row_02_data_is_longer_than_declared), TEST(row_02_checksum_over_the_wrong_range),
        TEST(row_02_data_of_a_strap_behind_the_end), TEST(row_03_ends_one_byte_short_of_the_checksum),
        TEST(row_04_header_wrong_body_fine), TEST(row_05_wrong_checksum_only), TEST(row_09_types_of_64_bits),
        TEST(row_12_developer_field_defined_but_empty), TEST(row_12_developer_fields_announced_but_none_there),
        TEST(row_12_developer_field_that_never_has_a_value), TEST(row_13_developer_field_with_the_number_of_a_native_one),
        TEST(row_14_data_of_a_local_type_never_defined), TEST(row_15_byte_order_neither_0_nor_1),
        TEST(row_20_altitude_as_an_array), TEST(row_21_not_a_proper_fit_file), TEST(row_22_file_of_a_phone_app),
        TEST(row_23_steps_and_cycles), TEST(row_24_monitoring_and_settings_are_named),
        TEST(row_24_monitoring_chained_with_a_run), TEST(row_30_our_own_files_have_what_importers_ask_for),
        TEST(seen_event_data_of_four_bytes_in_one), TEST(seen_99998_records), TEST(seen_hardly_more_than_a_file_id),
        TEST(seen_sport_newer_than_any_table)};
    int failed = run_tests("damage fit", tests, COUNT(tests));
    damage_release();
    return failed;
}
