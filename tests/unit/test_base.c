/* base: errors, arenas, bytes, buffers, text, time, CSV, random numbers. */
#include "testing.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/bytes.h"
#include "base/csv.h"
#include "base/error.h"
#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"
#include "base/utc.h"
#include "base/values.h"

START_TEST(error_says_where_and_cuts_at_a_whole_character)
{
    struct tingle_error err;
    char longer[TINGLE_ERROR_MESSAGE_SIZE * 2];
    ck_assert_int_eq(error_set(&err, TINGLE_BAD_DATA, 17, "a\nb %d", 5), TINGLE_BAD_DATA);
    ck_assert_str_eq(err.message, "a b 5");
    ck_assert_int_eq(err.where, 17);
    for (size_t i = 0; i + 3 < sizeof longer; i += 2) memcpy(longer + i, "\xC3\xA9", 3);
    error_set(&err, TINGLE_LIMIT, -1, "x%s", longer);
    ck_assert(text_is_utf8(err.message, strlen(err.message)));
    ck_assert_uint_ge(strlen(err.message), TINGLE_ERROR_MESSAGE_SIZE - 3);
    ck_assert_int_eq(error_prefix(&err, TINGLE_LIMIT, "f"), TINGLE_LIMIT);
    ck_assert_int_eq(strncmp(err.message, "f: x", 4), 0);
    ck_assert_int_eq(error_set(NULL, TINGLE_NO, -1, "n"), TINGLE_NO);
    error_set(&err, TINGLE_BAD_DATA, -1, "a \xE8\x31 \xC3\xA9 \xF0\x9F b\x7F");
    ck_assert_str_eq(err.message, "a ?1 \xC3\xA9 ?? b "); /* what is no UTF-8 is no text */
}
END_TEST

START_TEST(status_list_has_the_exit_codes_of_the_manual)
{
    ck_assert_int_eq(tingle_status_exit(TINGLE_OK), 0);
    ck_assert_int_eq(tingle_status_exit(TINGLE_NO), 1);
    ck_assert_int_eq(tingle_status_exit(TINGLE_WRONG_USE), 2);
    ck_assert_int_eq(tingle_status_exit(TINGLE_BAD_DATA), 65);
    ck_assert_int_eq(tingle_status_exit(TINGLE_NO_INPUT), 66);
    ck_assert_int_eq(tingle_status_exit(TINGLE_INTERNAL), 70);
    ck_assert_int_eq(tingle_status_exit(TINGLE_CANNOT_WRITE), 73);
    ck_assert_str_eq(tingle_status_name(TINGLE_NEWER), "TINGLE_NEWER");
    ck_assert_str_eq(tingle_status_name((enum tingle_status)999), "TINGLE_?");
}
END_TEST

START_TEST(errno_becomes_a_plain_sentence)
{
    struct tingle_error err;
    ck_assert_int_eq(error_from_errno(&err, ENOENT, "read", "x.fit"), TINGLE_NO_INPUT);
    ck_assert_int_eq(error_from_errno(&err, EACCES, "read", "x.fit"), TINGLE_NO_ACCESS);
    ck_assert_int_eq(error_from_errno(&err, ENOSPC, "write", "x.fit"), TINGLE_CANNOT_WRITE);
    ck_assert_int_eq(strncmp(err.message, "x.fit: cannot write: ", 21), 0);
}
END_TEST

START_TEST(arena_aligns_zeroes_and_stops_at_its_maximum)
{
    struct arena a;
    arena_init(&a, 100000);
    for (size_t i = 1; i < 200; i++) {
        unsigned char *p = arena_alloc(&a, i);
        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p % 16, 0);
        for (size_t k = 0; k < i; k++) ck_assert_uint_eq(p[k], 0);
        memset(p, 255, i);
    }
    ck_assert_ptr_null(arena_alloc(&a, 100000));
    ck_assert_ptr_null(arena_array(&a, SIZE_MAX / 2, 3));
    ck_assert_uint_le(a.total, 100000);
    arena_release(&a);
    ck_assert_uint_eq(a.total, 0);
    alloc_fail_at(1);
    ck_assert_ptr_null(arena_alloc(&a, 8));
    ck_assert_ptr_nonnull(arena_alloc(&a, 8));
    arena_release(&a);
}
END_TEST

START_TEST(arena_gives_what_was_reserved_from_one_block)
{
    struct arena a;
    unsigned char *first;
    arena_init(&a, 100000);
    ck_assert(arena_reserve(&a, 60000));
    ck_assert_uint_eq(a.total, 60000);
    first = arena_raw(&a, 20000);
    ck_assert(arena_reserve(&a, 40000)); /* there is room: nothing is taken */
    alloc_fail_at(1);
    ck_assert_ptr_eq(arena_raw(&a, 40000), first + 20000);
    alloc_fail_at(0);
    ck_assert(!arena_reserve(&a, 40001)); /* over the maximum */
    ck_assert(arena_reserve(&a, 40000));
    ck_assert_uint_eq(a.total, 100000);
    arena_release(&a);
}
END_TEST

START_TEST(a_text_is_cut_at_a_whole_letter)
{
    static const struct {
        const char *from, *to;
    } five[] = {{"", ""}, {"abcd", "abcd"}, {"abcde", "abcd"}, {"abc\xC3\xA4", "abc"}, {"ab\xC3\xA4", "ab\xC3\xA4"}, {"ab\xC3\xA4z", "ab\xC3\xA4"},
                {"a\xF0\x9F\x91\x9F", "a"}, {"\xF0\x9F\x91\x9F!", "\xF0\x9F\x91\x9F"}};
    char out[5];
    for (size_t i = 0; i < COUNT(five); i++) {
        text_copy(out, sizeof out, five[i].from);
        ck_assert_str_eq(out, five[i].to);
    }
}
END_TEST

START_TEST(room_for_one_more_is_zeroed_and_keeps_what_was_there)
{
    struct arena a;
    struct pair {
        double x;
        int n;
    } *in_arena = NULL, *on_heap = NULL;
    size_t arena_has = 0, heap_has = 0, before;
    arena_init(&a, 100000);
    for (int i = 0; i < 1000; i++) {
        ck_assert(arena_room(&a, &in_arena, (size_t)i, &arena_has, sizeof *in_arena));
        ck_assert(alloc_room(&on_heap, (size_t)i, &heap_has, sizeof *on_heap));
        ck_assert(arena_has > (size_t)i && heap_has > (size_t)i);
        ck_assert(in_arena[arena_has - 1].n == 0 && on_heap[heap_has - 1].n == 0);
        in_arena[i].n = on_heap[i].n = i + 1;
        ck_assert_ptr_nonnull(arena_alloc(&a, 16));
    }
    for (int i = 0; i < 1000; i++) ck_assert(in_arena[i].n == i + 1 && on_heap[i].n == i + 1);
    before = arena_has;
    while (arena_room(&a, &in_arena, arena_has, &arena_has, sizeof *in_arena)) before = arena_has;
    ck_assert(arena_has == before && in_arena[999].n == 1000); /* over the maximum: as it was */
    alloc_fail_at(1);
    before = heap_has;
    ck_assert(!alloc_room(&on_heap, heap_has, &heap_has, sizeof *on_heap));
    ck_assert(heap_has == before && on_heap[999].n == 1000);
    arena_release(&a);
    free(on_heap);
}
END_TEST

START_TEST(arrays_grow_in_an_arena_beside_small_pieces)
{
    struct arena a;
    unsigned char *small, *one = NULL, *two = NULL;
    arena_init(&a, 300000);
    small = arena_alloc(&a, 8);
    memset(small, 77, 8);
    for (size_t size = 1000; size <= 64000; size *= 4) {
        one = arena_resize(&a, one, size);
        two = arena_resize(&a, two, size + 16);
        ck_assert(one && two && (uintptr_t)one % 16 == 0);
        if (size > 1000)
            for (size_t i = 0; i < size / 4; i++)
                if (one[i] != 1 || two[i] != 2) ck_abort_msg("byte %zu of %zu is lost", i, size);
        memset(one, 1, size);
        memset(two, 2, size + 16);
        memset(arena_alloc(&a, 8), 3, 8);
    }
    ck_assert_uint_ge(a.total, 128016);
    ck_assert_uint_le(a.total, 128016 + 64 * 1024); /* the sizes before are given back */
    ck_assert_int_eq(small[7], 77);
    ck_assert_ptr_null(arena_resize(&a, one, 290000)); /* over the maximum: the old one stays */
    alloc_fail_at(1);
    ck_assert_ptr_null(arena_resize(&a, two, 70000));
    ck_assert_int_eq(one[63999], 1);
    ck_assert_int_eq(two[64015], 2);
    arena_release(&a);
    ck_assert_ptr_nonnull(arena_resize(&a, NULL, 5)); /* the first of an arena */
    ck_assert_ptr_nonnull(arena_alloc(&a, 8));
    arena_release(&a);
}
END_TEST

START_TEST(byte_reader_reads_both_orders_and_never_past_the_end)
{
    static const uint8_t b[] = {0x0E, 0x10, 0xD9, 0x07, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08};
    struct byte_reader r = byte_reader_of(bytes_of(b, sizeof b), BYTES_LITTLE_ENDIAN);
    ck_assert_uint_eq(byte_read_u8(&r), 14);
    ck_assert_uint_eq(byte_read_u8(&r), 16);
    ck_assert_uint_eq(byte_read_u16(&r), 2009);
    r.order = BYTES_BIG_ENDIAN;
    ck_assert_uint_eq(byte_read_u64(&r), 0x0102030405060708u);
    ck_assert(!r.short_read);
    ck_assert_uint_eq(byte_read_u8(&r), 0);
    ck_assert(r.short_read);
    r = byte_reader_of(bytes_of(b + 2, 3), BYTES_BIG_ENDIAN);
    ck_assert_uint_eq(byte_read_u32(&r), 0);
    ck_assert_uint_eq(r.at, 0);
    ck_assert_uint_eq(byte_read_u16(&r), 55559);
    ck_assert_double_eq(load_f64((const uint8_t[]){0, 0, 0, 0, 0, 0, 0xF8, 0x3F}, BYTES_LITTLE_ENDIAN), 1.5);
    ck_assert_float_eq(load_f32((const uint8_t[]){0x3F, 0xC0, 0, 0}, BYTES_BIG_ENDIAN), 1.5F);
    ck_assert_uint_eq(bytes_slice(bytes_of(b, 12), 10, 5).size, 2);
    ck_assert_uint_eq(bytes_slice(bytes_of(b, 12), 20, 5).size, 0);
}
END_TEST

START_TEST(buffer_keeps_its_maximum_and_writes_short_numbers)
{
    struct buffer b;
    struct tingle_error err;
    buffer_init(&b, 64);
    ck_assert_str_eq(buffer_text(&b), "");
    buffer_add_double(&b, 0.1);
    buffer_add_byte(&b, ' ');
    buffer_add_double(&b, -3.0);
    buffer_add_byte(&b, ' ');
    buffer_add_double(&b, 1e-300);
    buffer_add_double(&b, NAN);
    ck_assert_str_eq(buffer_text(&b), "0.1 -3 1e-300");
    buffer_printf(&b, "%060d", 1);
    ck_assert_int_eq(buffer_status(&b, "it", &err), TINGLE_LIMIT);
    buffer_clear(&b);
    ck_assert_int_eq(buffer_status(&b, "it", &err), TINGLE_OK);
    buffer_release(&b);
}
END_TEST

START_TEST(numbers_are_read_whole_or_not_at_all)
{
    double d = 7;
    int64_t i = 7;
    ck_assert(text_to_double(" -1.5e2 ", 8, &d));
    ck_assert_double_eq(d, -150);
    ck_assert(!text_to_double("12x", 3, &d));
    ck_assert(!text_to_double("", 0, &d));
    ck_assert(!text_to_double("nan", 3, &d));
    ck_assert(!text_to_double("1e999", 5, &d));
    ck_assert(!text_to_double("0x10", 4, &d));
    ck_assert(text_to_int("5", 1, 1, 5, &i));
    ck_assert(!text_to_int("6", 1, 1, 5, &i));
    ck_assert_int_eq(i, 5);
    ck_assert(!text_is_utf8("\xC0\x80", 2));
    ck_assert(!text_is_utf8("\xED\xA0\x80", 3));
    ck_assert(text_is_utf8("\xF0\x9F\x91\xA3", 4));
    ck_assert(text_ends_with("RUN.FIT", ".fit"));
}
END_TEST

/* The C library's strtod, which knows nothing of short ways, is the judge, to the last bit. */
static void same_as_strtod(const char *text)
{
    double ours = NAN, whole = NAN, judge = strtod(text, NULL);
    if (!text_to_double(text, strlen(text), &ours) || memcmp(&ours, &judge, sizeof ours) != 0) ck_abort_msg("%s: %.17g, should be %.17g", text, ours, judge);
    if (!text_number(text, &whole) || memcmp(&whole, &judge, sizeof whole) != 0) ck_abort_msg("%s as a string: %.17g, should be %.17g", text, whole, judge);
}

START_TEST(decimals_are_the_nearest_doubles)
{
    static const char *const texts[] = {
        "0", "-0", "-0.0", "0.00000000000000000000000000000000000001", "5.", ".5", "+.25", "007", "1e-3", "12.5E+2", "-122.41941550000000",
        "9007199254740992", "9007199254740993", "9007199254740995", "90071992547409930", "9007199254740993.00000000000000000000001", /* ties at 2^53 */
        "9007199254740993.0000", "900719925474099.35", "4503599627370497.5", "4503599627370497.50000000000000000000000000000001",
        "4503599627370497.49999999999999999999999999999999", "1.00000000000000011102230246251565", /* 1 + 2^-53: a tie */
        "1.00000000000000011102230246251565404236316680908203125", "1.00000000000000011102230246251565404236316680908203126",
        "18446744073709551615", "99999999999999999999", "9999999999999999999.9", "0.3333333333333333333333333333", "0.1", "0.000000000000000000000000001"};
    struct random r;
    double d = 7;
    for (size_t i = 0; i < COUNT(texts); i++) same_as_strtod(texts[i]);
    random_seed(&r, 5);
    for (int i = 0; i < 300000; i++) {
        char text[64];
        size_t digits = 1 + random_index(&r, 30), point = random_index(&r, digits + 1), n = 0;
        if (random_index(&r, 2)) text[n++] = '-';
        for (size_t k = 0; k < digits; k++) {
            if (k == point) text[n++] = '.';
            text[n++] = (char)('0' + random_index(&r, 10));
        }
        text[n] = '\0';
        same_as_strtod(text);
        snprintf(text, sizeof text, "%.*f", (int)random_index(&r, 25), random_between(&r, -180, 180));
        same_as_strtod(text);
    }
    ck_assert(!text_to_double(".", 1, &d) && !text_to_double("-", 1, &d) && !text_to_double("1.2.3", 5, &d) && !text_to_double("1-", 2, &d));
    ck_assert(!text_to_double("1\0", 2, &d) && !text_number("", &d) && !text_number("+", &d) && !text_number("5x", &d) && !text_number("nan", &d));
    ck_assert_double_eq(d, 7);
}
END_TEST

START_TEST(distance_counts_changed_letters)
{
    ck_assert_uint_eq(text_distance("kitten", "sitting"), 3); /* the textbook's example */
    ck_assert_uint_eq(text_distance("Onset", "onset"), 0);
    ck_assert_uint_eq(text_distance("", "abc"), 3);
    ck_assert_uint_eq(text_distance("a", "0123456789012345678901234567890123456789"), TEXT_FAR);
}
END_TEST

START_TEST(calendar_agrees_with_known_moments)
{
    char text[UTC_TEXT_SIZE];
    double t;
    bool zoned;
    int offset;
    utc_text(text, 631065600); /* the FIT epoch */
    ck_assert_str_eq(text, "1989-12-31T00:00:00Z");
    utc_text(text, 951827696);
    ck_assert_str_eq(text, "2000-02-29T12:34:56Z");
    utc_text_local(text, 0, -3 * 3600 - 1800);
    ck_assert_str_eq(text, "1969-12-31T20:30:00-03:30");
    ck_assert(utc_parse("2016-11-14 07:25:41 -0700", 25, &t, &zoned, &offset));
    ck_assert_double_eq(t, 1479133541);
    ck_assert_int_eq(offset, -25200);
    ck_assert(utc_parse("2010-06-05T08:00:00.250Z", 24, &t, &zoned, NULL));
    ck_assert_double_eq(t, 1275724800.25);
    ck_assert(utc_parse("2010-06-05", 10, &t, &zoned, NULL));
    ck_assert(!zoned);
    ck_assert(utc_parse("2010-06-05T08:00:00.12345678901234Z", 35, &t, &zoned, NULL));
    ck_assert_double_eq_tol(t, 1275724800.123456789, 3e-7); /* a double keeps a quarter of a microsecond there */
    ck_assert(utc_parse("2000-02-29", 10, &t, NULL, NULL) && utc_parse("2024-02-29", 10, &t, NULL, NULL));
    ck_assert(!utc_parse("1900-02-29", 10, &t, NULL, NULL) && !utc_parse("2023-02-29", 10, &t, NULL, NULL));
    ck_assert(!utc_parse("2010-04-31", 10, &t, NULL, NULL) && !utc_parse("2010-13-01", 10, &t, NULL, NULL) && !utc_parse("2010-00-01", 10, &t, NULL, NULL));
    ck_assert(!utc_parse("2010-01-00", 10, &t, NULL, NULL) && !utc_parse("0000-01-01", 10, &t, NULL, NULL));
    ck_assert(!utc_parse("2010-02-30", 10, &t, NULL, NULL));
    ck_assert(!utc_parse("2010-06-05T25:00Z", 17, &t, NULL, NULL));
    ck_assert(!utc_parse("yesterday", 9, &t, NULL, NULL));
    ck_assert(!utc_parse("2010-06-05T08:00:00ZZ", 21, &t, NULL, NULL));
    for (int64_t day = -100000; day < 100000; day += 37)
        ck_assert_int_eq(utc_from_date(utc_to_date(day * 86400 + 77)), day * 86400 + 77);
}
END_TEST

static enum tingle_status csv_all(const char *text, size_t *rows, struct tingle_error *err)
{
    struct csv csv;
    bool got = true;
    enum tingle_status st = csv_open(&csv, bytes_of(text, strlen(text)), "t.csv", err);
    *rows = 0;
    while (!st && got) {
        st = csv_next(&csv, &got, err);
        *rows += !st && got;
    }
    csv_release(&csv);
    return st;
}

START_TEST(csv_reads_quotes_and_says_the_line_of_a_fault)
{
    static const char text[] = "\xEF\xBB\xBFrun,note\r\n1,\"numb, \"\"right\"\"\nfoot\"\r\n\r\n2,\n";
    struct csv csv;
    struct tingle_error err;
    size_t rows;
    bool got;
    double value;
    ck_assert_int_eq(csv_open(&csv, bytes_of(text, sizeof text - 1), "t.csv", &err), TINGLE_OK);
    ck_assert_int_eq(csv_column(&csv, "NOTE"), 1);
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert_str_eq(csv_text(&csv, 1), "numb, \"right\"\nfoot");
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert_int_eq(csv.line, 5);
    ck_assert_int_eq(csv_number(&csv, 0, 0, 10, &value, &err), TINGLE_OK);
    ck_assert_double_eq(value, 2);
    ck_assert_int_eq(csv_number(&csv, 1, 0, 10, &value, &err), TINGLE_OK);
    ck_assert(isnan(value));
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert(!got);
    csv_release(&csv);
    ck_assert_int_eq(csv_all("a,b\n1,2\n3\n", &rows, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(err.where, 3);
    ck_assert_int_eq(csv_all("a,b\n1,2,3\n", &rows, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(csv_all("a,b\n1,\"2\n", &rows, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(err.where, 2);
    ck_assert_int_eq(csv_all("a,A\n", &rows, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(csv_all("", &rows, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(csv_all("a;b\n1,5;2\n", &rows, &err), TINGLE_OK);
    ck_assert_uint_eq(rows, 1);
    ck_assert_int_eq(csv_all("a\n1\n2", &rows, &err), TINGLE_OK);
    ck_assert_uint_eq(rows, 2);
}
END_TEST

START_TEST(csv_of_others_is_read_loosely)
{
    const char *text = "a,b,A\n1,2,3\n4\n5,\"x\n6,7,8\n9,\"y\"z,9\n10,11,12,13\n14,15,\"16";
    struct csv csv;
    struct tingle_error err;
    bool got;
    ck_assert_int_eq(csv_open(&csv, bytes_of(text, strlen(text)), "t.csv", &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(csv_open_loose(&csv, bytes_of(text, strlen(text)), "t.csv", &err), TINGLE_OK);
    ck_assert_int_eq(csv_column(&csv, "a"), 0);
    ck_assert_int_eq(csv_last_column(&csv, "a"), 2);
    ck_assert_int_eq(csv_last_column(&csv, "c"), -1);
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert_str_eq(csv_text(&csv, 2), "3");
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert_str_eq(csv_text(&csv, 0), "4");
    ck_assert_str_eq(csv_text(&csv, 2), "");
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(err.where, 4);
    ck_assert(got);
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert_str_eq(csv_text(&csv, 0), "6");
    ck_assert_int_eq(csv.line, 5);
    for (int line = 6; line <= 8; line++) {
        ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_BAD_DATA);
        ck_assert_int_eq(err.where, line);
    }
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert(!got);
    csv_release(&csv);
}
END_TEST

START_TEST(a_row_of_blanks_is_empty)
{
    const char *text = "a,b\n  , \t\n x , \n";
    struct csv csv;
    struct tingle_error err;
    bool got;
    ck_assert_int_eq(csv_open(&csv, bytes_of(text, strlen(text)), "t.csv", &err), TINGLE_OK);
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert(got && !csv_trim(&csv));
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    ck_assert(got && csv_trim(&csv));
    ck_assert_str_eq(csv_text(&csv, 0), "x");
    ck_assert_str_eq(csv_text(&csv, 1), "");
    csv_release(&csv);
}
END_TEST

START_TEST(csv_reads_back_what_it_wrote)
{
    static const char *odd[] = {"plain", "", "a,b", "say \"x\"", "two\nlines", " blank first", "semi;colon"};
    struct buffer b;
    struct csv csv;
    struct tingle_error err;
    bool got;
    buffer_init(&b, 4096);
    buffer_add_text(&b, "a,b,c,d,e,f,g\n");
    for (size_t i = 0; i < COUNT(odd); i++) csv_add(&b, i == 0, odd[i]);
    csv_end_row(&b);
    ck_assert_int_eq(csv_open(&csv, bytes_of(b.data, b.size), "b", &err), TINGLE_OK);
    ck_assert_int_eq(csv_next(&csv, &got, &err), TINGLE_OK);
    for (size_t i = 0; i < COUNT(odd); i++) ck_assert_str_eq(csv_text(&csv, (int)i), odd[i]);
    csv_release(&csv);
    buffer_release(&b);
}
END_TEST

START_TEST(files_come_back_whole_and_faults_are_named)
{
    char path[TEST_FOLDER_SIZE], inside[TEST_FOLDER_SIZE + 8];
    struct file_bytes f;
    struct tingle_error err;
    test_folder_make(path);
    snprintf(inside, sizeof inside, "%s/a", path);
    ck_assert_int_eq(file_read(&f, inside, 100, &err), TINGLE_NO_INPUT);
    ck_assert_int_eq(file_read(&f, path, 100, &err), TINGLE_NO_INPUT);
    ck_assert_int_eq(file_write(inside, bytes_of("hello", 5), 0600, &err), TINGLE_OK);
    ck_assert_int_eq(file_read(&f, inside, 100, &err), TINGLE_OK);
    ck_assert_uint_eq(f.size, 5);
    ck_assert_mem_eq(f.data, "hello", 5);
    file_release(&f);
    ck_assert_int_eq(file_read(&f, inside, 4, &err), TINGLE_LIMIT);
    ck_assert_int_eq(file_write("/nowhere/at/all", bytes_of("x", 1), 0600, &err), TINGLE_CANNOT_WRITE);
    ck_assert_int_eq(folder_make(inside, &err), TINGLE_CANNOT_WRITE);
    unlink(inside);
    rmdir(path);
}
END_TEST

START_TEST(random_numbers_follow_their_distributions)
{
    /* Quantiles from standard tables (Abramowitz and Stegun 26.2; R qnorm). */
    struct random r;
    double sum = 0, squares = 0, waits = 0, counts = 0;
    enum { N = 200000 };
    ck_assert_double_eq_tol(normal_quantile(0.975), 1.959963984540054, 1e-14);
    ck_assert_double_eq_tol(normal_quantile(0.5), 0, 1e-16);
    ck_assert_double_eq_tol(normal_quantile(1e-10), -6.361340902404056, 1e-12);
    ck_assert_double_eq_tol(normal_quantile(0.05), -1.6448536269514729, 1e-14);
    random_seed(&r, 1);
    for (int i = 0; i < N; i++) {
        double z = random_normal(&r);
        sum += z;
        squares += z * z;
        waits += random_exponential(&r);
        counts += random_poisson(&r, 3.5);
    }
    ck_assert_double_eq_tol(sum / N, 0, 5 / sqrt(N));
    ck_assert_double_eq_tol(squares / N, 1, 5 * sqrt(2.0 / N));
    ck_assert_double_eq_tol(waits / N, 1, 5 / sqrt(N));
    ck_assert_double_eq_tol(counts / N, 3.5, 5 * sqrt(3.5 / N));
}
END_TEST

START_TEST(sorted_values_by_hand)
{
    double v[] = {40, 10, 30, 20}, w[] = {5, 1, 3};
    ck_assert_double_eq(values_median(v, 4), 25);
    values_sort(v, 4);
    ck_assert_double_eq(v[0], 10);
    ck_assert_double_eq(values_quantile(v, 4, 0.8), 34); /* position 2.4: 30 + 0.4 x 10 */
    ck_assert_double_eq(values_quantile(v, 4, 1), 40);
    ck_assert_double_eq(values_median(w, 3), 3);
    ck_assert(isnan(values_median(w, 0)));
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(error_says_where_and_cuts_at_a_whole_character),
        TEST(status_list_has_the_exit_codes_of_the_manual),
        TEST(errno_becomes_a_plain_sentence),
        TEST(arena_gives_what_was_reserved_from_one_block),
        TEST(arena_aligns_zeroes_and_stops_at_its_maximum), TEST(a_text_is_cut_at_a_whole_letter), TEST(room_for_one_more_is_zeroed_and_keeps_what_was_there), TEST(arrays_grow_in_an_arena_beside_small_pieces),
        TEST(byte_reader_reads_both_orders_and_never_past_the_end),
        TEST(buffer_keeps_its_maximum_and_writes_short_numbers),
        TEST(numbers_are_read_whole_or_not_at_all), TEST(decimals_are_the_nearest_doubles),
        TEST(distance_counts_changed_letters),
        TEST(calendar_agrees_with_known_moments),
        TEST(csv_reads_quotes_and_says_the_line_of_a_fault),
        TEST(csv_of_others_is_read_loosely),
        TEST(a_row_of_blanks_is_empty),
        TEST(csv_reads_back_what_it_wrote),
        TEST(files_come_back_whole_and_faults_are_named),
        TEST(random_numbers_follow_their_distributions),
        TEST(sorted_values_by_hand),
    };
    return run_tests("base", tests, COUNT(tests));
}
