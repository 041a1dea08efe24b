/* Walking over what a runner drops on Tingle: zips, zips in zips, .gz, plain files. */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "archive/gunzip.h"
#include "archive/member_walk.h"
#include "base/arena.h"
#include "base/text.h"
#include "made_zip.h"
#include "testing.h"
#include "walk_listing.h"

/* A zip of two texts, packed in every way there is. */
START_TEST(every_way_of_packing)
{
    for (unsigned way = 0; way < 16; way++) {
        struct made_zip z;
        bool deflate = way & 1, descriptor = way & 2, zip64 = way & 4;
        made_zip_init(&z);
        z.zip64_end = way & 8;
        made_zip_add(&z, &(struct made_entry){.name = "a.txt", .data = made_text("hello hello hello"), .deflate = deflate,
                                              .descriptor = descriptor, .zip64 = zip64});
        made_zip_add(&z, &(struct made_entry){.name = "d/", .data = made_text("")});
        made_zip_add(&z, &(struct made_entry){.name = "d/b.txt", .data = made_text("PK\x07\x08 again"), .deflate = deflate,
                                              .descriptor = descriptor, .zip64 = zip64});
        check_listing(made_zip_end(&z, way & 1 ? "a comment" : ""),
                      "x.zip/a.txt:hello hello hello\nx.zip/d/b.txt:PK\x07\x08 again\n");
        made_zip_release(&z);
    }
}
END_TEST

/* Zip in zip in zip, each stored or deflated, with sizes before or behind the data, and a .gz in the innermost. */
START_TEST(zips_in_zips)
{
    for (unsigned way = 0; way < 16; way++) {
        struct made_zip a, b, c;
        struct buffer gz;
        bool deflate = way & 1, descriptor = way & 2, deflate_inner = way & 4, descriptor_inner = way & 8;
        buffer_init(&gz, 1 << 16);
        made_zip_init(&a);
        made_zip_init(&b);
        made_zip_init(&c);
        made_zip_add(&a, &(struct made_entry){.name = "2024.05.06 run.v2.fit.gz", .data = made_gzip(&gz, made_text("a run")),
                                              .deflate = deflate_inner, .descriptor = descriptor_inner});
        made_zip_add(&a, &(struct made_entry){.name = "second", .data = made_text("2"), .descriptor = descriptor_inner});
        made_zip_add(&b, &(struct made_entry){.name = "in.ner.zip", .data = made_zip_end(&a, "a comment"), .deflate = deflate,
                                              .descriptor = descriptor});
        made_zip_add(&b, &(struct made_entry){.name = "third", .data = made_text("3"), .deflate = deflate,
                                              .descriptor = descriptor_inner});
        made_zip_add(&c, &(struct made_entry){.name = "d/no suffix", .data = made_zip_end(&b, ""), .deflate = deflate_inner,
                                              .descriptor = descriptor});
        made_zip_add(&c, &(struct made_entry){.name = "last", .data = made_text("4")});
        check_listing(made_zip_end(&c, ""), "x.zip/d/no suffix/in.ner.zip/2024.05.06 run.v2.fit.gz:a run\n"
                                            "x.zip/d/no suffix/in.ner.zip/second:2\n"
                                            "x.zip/d/no suffix/third:3\n"
                                            "x.zip/last:4\n");
        made_zip_release(&a);
        made_zip_release(&b);
        made_zip_release(&c);
        buffer_release(&gz);
    }
}
END_TEST


/* What stands in a zip as a name, and the path that it becomes. Values of code page 437 from the code chart: 84 is a with
 * diaeresis, E4 (which in Latin-1 would be that) is capital sigma, 81 u with diaeresis. */
START_TEST(names_in_any_encoding)
{
    static const struct { const char *raw; unsigned flags; const char *path; } rows[] = {
        {"L\xC3\xA4ufe/\xE8\xB7\x91.fit", MADE_UTF8_NAME, "x.zip/L\xC3\xA4ufe/\xE8\xB7\x91.fit"},
        {"L\xC3\xA4ufe/\xE8\xB7\x91.fit", 0, "x.zip/L\xC3\xA4ufe/\xE8\xB7\x91.fit"},
        {"\xF0\x9F\x91\x9F", MADE_UTF8_NAME, "x.zip/\xF0\x9F\x91\x9F"},
        {"L\x84ufe/T\x81r", 0, "x.zip/L\xC3\xA4ufe/T\xC3\xBCr"},
        {"L\xE4ufe", 0, "x.zip/L\xCE\xA3ufe"},
        {"../../etc/passwd", 0, "x.zip/../../etc/passwd"},
        {"/abs", 0, "x.zip//abs"},
        {"C:\\x\\y.fit", 0, "x.zip/C:/x/y.fit"},
        {"d/x\\y.fit", 0, "x.zip/d/x/y.fit"},
        {"a\nb\x1B[31m\x7F", 0, "x.zip/a?b?[31m?"},
        {"a\xC2\x85" "b", MADE_UTF8_NAME, "x.zip/a?b"},
        {"", 0, "x.zip/"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct made_zip z, outer;
        struct buffer expected;
        buffer_init(&expected, 1 << 16);
        made_zip_init(&z);
        made_zip_init(&outer);
        made_zip_add(&z, &(struct made_entry){.name = rows[i].raw, .data = made_text("1"), .flags = rows[i].flags});
        made_zip_add(&z, &(struct made_entry){.name = "z", .data = made_text("2")});
        buffer_printf(&expected, "%s:1\nx.zip/z:2\n", rows[i].path);
        check_listing(made_zip_end(&z, ""), buffer_text(&expected));
        made_zip_add(&outer, &(struct made_entry){.name = "o", .data = bytes_of(z.out.data, z.out.size)});
        buffer_clear(&expected);
        buffer_printf(&expected, "x.zip/o%s:1\nx.zip/o/z:2\n", rows[i].path + strlen("x.zip"));
        check_listing(made_zip_end(&outer, ""), buffer_text(&expected));
        made_zip_release(&z);
        made_zip_release(&outer);
        buffer_release(&expected);
    }
    ck_assert_str_eq(setlocale(LC_ALL, NULL), "C");
    ck_assert_ptr_eq(uselocale((locale_t)0), LC_GLOBAL_LOCALE);
}
END_TEST

static void walk_one(struct bytes view, struct member_walk **walk, struct member *m)
{
    enum tingle_status st;
    struct tingle_error err;
    ck_assert_int_eq(member_walk_open_bytes(walk, view, "x", &member_limits_usual, &err), TINGLE_OK);
    ck_assert(member_walk_next(*walk, m, &st, &err));
}

START_TEST(odd_names_stay_harmless)
{
    static char endless[6001];
    struct made_zip z;
    struct member_walk *walk;
    struct member m;
    memset(endless, 'n', sizeof endless - 1);
    for (int i = 0; i < 2; i++) {
        made_zip_init(&z);
        made_zip_add(&z, &(struct made_entry){.name = i ? endless : "bad\xFF\xC3(", .data = made_text("1"),
                                              .flags = i ? 0 : MADE_UTF8_NAME});
        walk_one(made_zip_end(&z, ""), &walk, &m);
        ck_assert(text_is_line(m.path, strlen(m.path)));
        ck_assert_uint_lt(strlen(m.path), MEMBER_PATH_SIZE);
        ck_assert_uint_ge(strlen(m.name), i ? 4000 : 1);
        member_walk_close(walk);
        made_zip_release(&z);
    }
}
END_TEST

START_TEST(what_is_no_file_is_no_member)
{
    struct made_zip z;
    made_zip_init(&z);
    made_zip_add(&z, &(struct made_entry){.name = "folder/", .data = made_text("")});
    made_zip_add(&z, &(struct made_entry){.name = "folder2", .data = made_text(""), .mode = 040755});
    made_zip_add(&z, &(struct made_entry){.name = "link", .data = made_text("/etc/passwd"), .mode = 0120777});
    made_zip_add(&z, &(struct made_entry){.name = "file", .data = made_text("1"), .mode = 0100644});
    made_zip_add(&z, &(struct made_entry){.name = "__MACOSX/._file", .data = made_text("2")});
    check_listing(made_zip_end(&z, ""), "x.zip/file:1\nx.zip/__MACOSX/._file:2\n");
    made_zip_release(&z);
}
END_TEST

START_TEST(an_empty_zip_has_no_members)
{
    struct made_zip z, outer;
    made_zip_init(&z);
    made_zip_init(&outer);
    check_listing(made_zip_end(&z, "nothing"), "");
    made_zip_add(&outer, &(struct made_entry){.name = "empty.zip", .data = bytes_of(z.out.data, z.out.size)});
    made_zip_add(&outer, &(struct made_entry){.name = "a", .data = made_text("1")});
    check_listing(made_zip_end(&outer, ""), "x.zip/a:1\n");
    made_zip_release(&z);
    made_zip_release(&outer);
}
END_TEST

/* A comment of the longest size, behind which libarchive does not look for the directory. */
START_TEST(a_long_comment)
{
    static char comment[65536];
    struct made_zip z;
    memset(comment, '-', sizeof comment - 1);
    made_zip_init(&z);
    made_zip_add(&z, &(struct made_entry){.name = "a", .data = made_text("1"), .deflate = true});
    check_listing(made_zip_end(&z, comment), "x.zip/a:1\n");
    made_zip_release(&z);
}
END_TEST

START_TEST(a_plain_file_is_one_member)
{
    struct member_walk *walk;
    struct member m;
    struct file_bytes f;
    enum tingle_status st;
    struct tingle_error err;
    walk_one(made_text("hello"), &walk, &m);
    ck_assert_str_eq(m.path, "x");
    ck_assert_str_eq(m.name, "x");
    ck_assert(!m.is_inside && !m.is_gzip && m.fault == TINGLE_OK);
    ck_assert_int_eq(m.size, 5);
    ck_assert_uint_eq(m.head.size, 5);
    ck_assert_int_eq(member_load(walk, &f, &err), TINGLE_OK);
    ck_assert_mem_eq(f.data, "hello", 5);
    ck_assert(!member_walk_next(walk, &m, &st, &err));
    ck_assert_int_eq(st, TINGLE_OK);
    file_release(&f);
    member_walk_close(walk);
    check_listing(made_text(""), "x.zip:\n");
}
END_TEST

static enum tingle_status load_one(struct bytes view, size_t member_bytes, struct file_bytes *f, struct tingle_error *err)
{
    struct member_limits limits = member_limits_usual;
    struct member_walk *walk;
    struct member m;
    enum tingle_status st;
    limits.member_bytes = member_bytes;
    ck_assert_int_eq(member_walk_open_bytes(&walk, view, "a.gz", &limits, err), TINGLE_OK);
    ck_assert(member_walk_next(walk, &m, &st, err));
    st = member_load(walk, f, err);
    member_walk_close(walk);
    return st;
}

START_TEST(gzip_is_opened_within_a_limit)
{
    static char zeros[300000];
    struct buffer b;
    struct file_bytes f;
    struct tingle_error err;
    struct bytes one, bomb;
    buffer_init(&b, 1 << 22);
    one = made_gzip(&b, made_text("hello"));
    ck_assert(gunzip_looks_like(one));
    ck_assert_int_eq(load_one(one, 5, &f, &err), TINGLE_OK);
    ck_assert_uint_eq(f.size, 5);
    ck_assert_mem_eq(f.data, "hello", 5);
    file_release(&f);
    ck_assert_int_eq(load_one(one, 4, &f, &err), TINGLE_LIMIT);
    ck_assert_str_eq(err.message, "a.gz: more than 4 bytes");
    ck_assert_int_eq(load_one(bytes_slice(one, 0, one.size - 9), 100, &f, &err), TINGLE_BAD_DATA);
    ck_assert_str_eq(err.message, "a.gz: the gzip data is cut short at byte 16");
    ck_assert_ptr_null(f.data);
    one = made_gzip(&b, made_text(" again")); /* a second one behind the first */
    ck_assert_int_eq(load_one(one, 100, &f, &err), TINGLE_OK);
    ck_assert_uint_eq(f.size, 11);
    ck_assert_mem_eq(f.data, "hello again", 11);
    file_release(&f);
    buffer_add(&b, "\0\0\0\x1F", 4); /* what is no gzip behind them */
    ck_assert_int_eq(load_one(bytes_of(b.data, b.size), 100, &f, &err), TINGLE_OK);
    ck_assert_uint_eq(f.size, 11);
    file_release(&f);
    b.data[12] ^= 0x55;
    ck_assert_int_eq(load_one(one, 100, &f, &err), TINGLE_BAD_DATA);
    buffer_clear(&b);
    bomb = made_gzip(&b, bytes_of(zeros, sizeof zeros));
    ck_assert_uint_lt(bomb.size, 1000);
    ck_assert_int_eq(load_one(bomb, sizeof zeros - 1, &f, &err), TINGLE_LIMIT);
    ck_assert_int_eq(load_one(bomb, sizeof zeros, &f, &err), TINGLE_OK);
    ck_assert_uint_eq(f.size, sizeof zeros);
    file_release(&f);
    buffer_release(&b);
}
END_TEST

/* 25 bytes: 10 of header, 7 of deflate data, 8 of checksum and size. No cut gives a part of it. */
START_TEST(gzip_cut_at_every_byte)
{
    struct buffer b;
    struct file_bytes f;
    struct tingle_error err;
    struct bytes one;
    buffer_init(&b, 1 << 16);
    one = made_gzip(&b, made_text("hello"));
    ck_assert_uint_eq(one.size, 25);
    for (size_t n = 3; n < one.size; n++) ck_assert_int_eq(load_one(bytes_slice(one, 0, n), 100, &f, &err), TINGLE_BAD_DATA);
    buffer_release(&b);
}
END_TEST

START_TEST(a_gz_in_a_zip_shows_what_is_in_it)
{
    struct made_zip z;
    struct buffer b;
    struct member_walk *walk;
    struct member m;
    struct bytes gz;
    buffer_init(&b, 1 << 16);
    made_zip_init(&z);
    gz = made_gzip(&b, made_text("<gpx>"));
    made_zip_add(&z, &(struct made_entry){.name = "12.gpx.gz", .data = gz, .deflate = true});
    made_zip_add(&z, &(struct made_entry){.name = "13.gpx.gz", .data = bytes_slice(gz, 0, gz.size - 3)});
    made_zip_add(&z, &(struct made_entry){.name = "14.gpx", .data = made_text("14")});
    walk_one(made_zip_end(&z, ""), &walk, &m);
    ck_assert_str_eq(m.path, "x/12.gpx.gz");
    ck_assert_str_eq(m.name, "12.gpx.gz");
    ck_assert(m.is_gzip && m.is_inside);
    ck_assert_int_eq(m.size, -1);
    ck_assert_uint_eq(m.head.size, 5);
    ck_assert_mem_eq(m.head.at, "<gpx>", 5);
    member_walk_close(walk);
    check_listing(bytes_of(z.out.data, z.out.size), "x.zip/12.gpx.gz:<gpx>\nx.zip/13.gpx.gz:BAD_DATA\nx.zip/14.gpx:14\n");
    made_zip_release(&z);
    buffer_release(&b);
}
END_TEST

START_TEST(a_part_of_a_member_is_enough)
{
    static uint8_t large[200000];
    struct made_zip z, outer;
    struct member_walk *walk;
    struct member m;
    enum tingle_status st;
    struct tingle_error err;
    struct byte_source in;
    size_t got;
    for (size_t i = 0; i < sizeof large; i++) large[i] = (uint8_t)(i * i >> 3);
    made_zip_init(&z);
    made_zip_init(&outer);
    for (int i = 0; i < 4; i++)
        made_zip_add(&z, &(struct made_entry){.name = "large", .data = bytes_of(large, sizeof large), .deflate = i & 1, .descriptor = i & 2});
    made_zip_add(&z, &(struct made_entry){.name = "last", .data = made_text("end")});
    made_zip_add(&outer, &(struct made_entry){.name = "inner", .data = made_zip_end(&z, "")});
    made_zip_end(&outer, "");
    for (int k = 0; k < 2; k++) {
        uint8_t piece[1000];
        struct made_zip *of = k ? &outer : &z;
        ck_assert_int_eq(member_walk_open_bytes(&walk, bytes_of(of->out.data, of->out.size), "x", &member_limits_usual, &err), TINGLE_OK);
        for (int i = 0; i < 4; i++) {
            ck_assert(member_walk_next(walk, &m, &st, &err));
            in = member_source(walk);
            ck_assert_int_eq(byte_source_read(&in, piece, sizeof piece, &got, &err), TINGLE_OK);
            ck_assert_uint_eq(got, MEMBER_HEAD_SIZE);
            ck_assert_mem_eq(piece, large, got);
        }
        ck_assert(member_walk_next(walk, &m, &st, &err));
        ck_assert_str_eq(m.name, "last");
        ck_assert(!member_walk_next(walk, &m, &st, &err));
        ck_assert_int_eq(st, TINGLE_OK);
        member_walk_close(walk);
    }
    made_zip_release(&z);
    made_zip_release(&outer);
}
END_TEST

START_TEST(files_on_disk_and_pipes)
{
    char path[64];
    int ends[2];
    struct made_zip z;
    struct member_walk *walk;
    struct member m;
    struct file_bytes f;
    enum tingle_status st;
    struct tingle_error err;
    made_zip_init(&z);
    made_zip_add(&z, &(struct made_entry){.name = "a", .data = made_text("hello"), .deflate = true});
    made_zip_end(&z, "");
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "/tmp/test_member_walk.%ld", (long)getpid());
        if (i) {
            ck_assert_int_eq(pipe(ends), 0);
            ck_assert_int_eq(write(ends[1], z.out.data, z.out.size), (int)z.out.size);
            close(ends[1]);
            snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
        } else {
            ck_assert_int_eq(file_write(path, bytes_of(z.out.data, z.out.size), 0600, &err), TINGLE_OK);
        }
        ck_assert_int_eq(member_walk_open(&walk, path, &member_limits_usual, &err), TINGLE_OK);
        ck_assert(member_walk_next(walk, &m, &st, &err));
        ck_assert_str_eq(m.name, "a");
        ck_assert_int_eq(member_load(walk, &f, &err), TINGLE_OK);
        ck_assert_uint_eq(f.size, 5);
        file_release(&f);
        ck_assert(!member_walk_next(walk, &m, &st, &err));
        ck_assert_int_eq(st, TINGLE_OK);
        member_walk_close(walk);
        if (i) close(ends[0]);
        else unlink(path);
    }
    ck_assert_int_eq(member_walk_open(&walk, path, &member_limits_usual, &err), TINGLE_NO_INPUT);
    ck_assert_ptr_null(walk);
    ck_assert_int_eq(member_walk_open(&walk, "/tmp", &member_limits_usual, &err), TINGLE_NO_INPUT);
    made_zip_release(&z);
}
END_TEST

START_TEST(failed_allocations_are_plain_errors)
{
    struct made_zip z, outer;
    struct buffer b, out;
    int n = 0;
    enum tingle_status st = TINGLE_NO_MEMORY;
    struct tingle_error err;
    buffer_init(&b, 1 << 16);
    buffer_init(&out, 1 << 16);
    made_zip_init(&z);
    made_zip_init(&outer);
    made_zip_add(&z, &(struct made_entry){.name = "a.gz", .data = made_gzip(&b, made_text("1"))});
    made_zip_add(&outer, &(struct made_entry){.name = "z", .data = made_zip_end(&z, "")});
    made_zip_end(&outer, "");
    while (st && n < 100) {
        struct member_walk *walk;
        struct member m;
        struct file_bytes f = {0};
        alloc_fail_at(++n);
        st = member_walk_open_bytes(&walk, bytes_of(outer.out.data, outer.out.size), "x", &member_limits_usual, &err);
        if (!st && member_walk_next(walk, &m, &st, &err)) st = member_load(walk, &f, &err);
        file_release(&f);
        member_walk_close(walk);
        if (st) ck_assert_int_eq(st, TINGLE_NO_MEMORY);
    }
    alloc_fail_at(0);
    ck_assert_int_gt(n, 5); /* the walk, the end of the zip, two readers, gzip, the bytes */
    ck_assert_int_lt(n, 20);
    made_zip_release(&z);
    made_zip_release(&outer);
    buffer_release(&b);
    buffer_release(&out);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(every_way_of_packing), TEST(zips_in_zips), TEST(names_in_any_encoding), TEST(odd_names_stay_harmless),
        TEST(what_is_no_file_is_no_member), TEST(an_empty_zip_has_no_members), TEST(a_long_comment),
        TEST(a_plain_file_is_one_member), TEST(gzip_is_opened_within_a_limit), TEST(gzip_cut_at_every_byte),
        TEST(a_gz_in_a_zip_shows_what_is_in_it), TEST(a_part_of_a_member_is_enough), TEST(files_on_disk_and_pipes),
        TEST(failed_allocations_are_plain_errors),
    };
    return run_tests("member walk", tests, COUNT(tests));
}
