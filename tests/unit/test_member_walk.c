/* Walking over what a runner drops on Tingle: zips, zips in zips, .gz, plain files, whole and broken. */
#include <stdio.h>
#include <string.h>

#include "archive/member_walk.h"
#include "made_zip.h"
#include "testing.h"

/* Walks over everything, loads everything, and writes one line per member: path, a colon, the content or the fault. */
static enum tingle_status listing(struct buffer *out, struct bytes view, const struct member_limits *limits,
                                  struct tingle_error *err)
{
    struct member_walk *walk;
    struct member m;
    enum tingle_status st;
    ck_assert_int_eq(member_walk_open_bytes(&walk, view, "x.zip", limits, err), TINGLE_OK);
    buffer_clear(out);
    while (member_walk_next(walk, &m, &st, err)) {
        struct file_bytes file;
        enum tingle_status load = member_load(walk, &file, err);
        if (m.fault) ck_assert_int_eq(load, m.fault);
        buffer_printf(out, "%s:", m.path);
        if (load) buffer_add_text(out, tingle_status_name(load) + strlen("TINGLE_"));
        else buffer_add(out, file.data, file.size < 40 ? file.size : 40);
        buffer_add_byte(out, '\n');
        file_release(&file);
    }
    member_walk_close(walk);
    return st;
}

static void check_listing(struct bytes view, const char *expected)
{
    struct buffer out;
    struct tingle_error err = {.message = ""};
    buffer_init(&out, 1 << 24);
    ck_assert_msg(listing(&out, view, &member_limits_usual, &err) == TINGLE_OK, "%s", err.message);
    ck_assert_str_eq(buffer_text(&out), expected);
    buffer_release(&out);
}

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

int main(void)
{
    const struct test_entry tests[] = {
        TEST(every_way_of_packing), TEST(zips_in_zips),
    };
    return run_tests("member walk", tests, COUNT(tests));
}
