/* Archives that are broken, locked or out to do harm: what is whole is given, what is not is said, and nothing takes long. */
#include <stdio.h>
#include <string.h>

#include "archive/member_walk.h"
#include "base/text.h"
#include "made_zip.h"
#include "testing.h"
#include "walk_listing.h"

/* A walk that ends with `expected`, and shows `lines` before that. */
static void check_end(struct bytes view, const struct member_limits *limits, enum tingle_status expected, const char *lines,
                      const char *words)
{
    struct buffer out;
    struct tingle_error err = {.message = ""};
    buffer_init(&out, 1 << 26);
    ck_assert_int_eq(walk_listing(&out, view, limits, &err), expected);
    if (lines) ck_assert_str_eq(buffer_text(&out), lines);
    if (words) ck_assert_msg(strstr(err.message, words), "%s", err.message);
    buffer_release(&out);
}

/* --- members that cannot be read ---------------------------------------------------------------------------------- */

static const char *fault_of(struct bytes view, const char *name)
{
    static char why[TINGLE_ERROR_MESSAGE_SIZE];
    struct member_walk *walk;
    struct member m;
    enum tingle_status st;
    struct tingle_error err;
    why[0] = '\0';
    ck_assert_int_eq(member_walk_open_bytes(&walk, view, "x.zip", &member_limits_usual, &err), TINGLE_OK);
    while (member_walk_next(walk, &m, &st, &err))
        if (strcmp(m.name, name) == 0 && m.fault) snprintf(why, sizeof why, "%s", m.why);
    member_walk_close(walk);
    return why;
}

/* Locked, oddly packed and damaged members, by directory and in a stream, with the next one whole. */
START_TEST(a_bad_member_does_not_hide_the_next)
{
    for (unsigned way = 0; way < 4; way++) {
        struct made_zip z, outer;
        bool descriptor = way & 1;
        struct bytes text = made_text("some text that is long enough, long enough, long enough to be packed");
        struct bytes view;
        made_zip_init(&z);
        made_zip_init(&outer);
        made_zip_add(&z, &(struct made_entry){.name = "locked", .data = text, .flags = MADE_LOCKED, .deflate = true,
                                              .descriptor = way == 1}); /* in a stream nobody could tell where it ends */
        made_zip_add(&z, &(struct made_entry){.name = "a", .data = made_text("1")});
        made_zip_add(&z, &(struct made_entry){.name = "bzip2", .data = text, .method = 12, .descriptor = descriptor});
        made_zip_add(&z, &(struct made_entry){.name = "unknown", .data = text, .method = 55, .descriptor = descriptor});
        made_zip_add(&z, &(struct made_entry){.name = "b", .data = made_text("2"), .deflate = true, .descriptor = descriptor});
        made_zip_add(&z, &(struct made_entry){.name = "checksum", .data = text, .crc_change = 1, .deflate = true, .descriptor = descriptor});
        made_zip_add(&z, &(struct made_entry){.name = "c", .data = made_text("3")});
        view = made_zip_end(&z, "");
        if (way & 2) {
            made_zip_add(&outer, &(struct made_entry){.name = "o", .data = view, .deflate = true});
            view = made_zip_end(&outer, "");
        }
        ck_assert_str_eq(fault_of(view, "locked"), way & 2 ? "x.zip/o/locked: locked with a password; unpack it and give what was in it"
                                                           : "x.zip/locked: locked with a password; unpack it and give what was in it");
        check_listing(view, way & 2 ? "x.zip/o/locked:BAD_DATA\nx.zip/o/a:1\nx.zip/o/bzip2:UNSUPPORTED\nx.zip/o/unknown:UNSUPPORTED\n"
                                      "x.zip/o/b:2\nx.zip/o/checksum:BAD_DATA\nx.zip/o/c:3\n"
                                    : "x.zip/locked:BAD_DATA\nx.zip/a:1\nx.zip/bzip2:UNSUPPORTED\nx.zip/unknown:UNSUPPORTED\n"
                                      "x.zip/b:2\nx.zip/checksum:BAD_DATA\nx.zip/c:3\n");
        ck_assert_ptr_nonnull(strstr(fault_of(view, "bzip2"), "packed in a way that Tingle does not read"));
        ck_assert_ptr_nonnull(strstr(fault_of(view, "checksum"), "damaged"));
        made_zip_release(&z);
        made_zip_release(&outer);
    }
}
END_TEST

/* --- cuts and flips ----------------------------------------------------------------------------------------------- */

/* libarchive wants to see 24 bytes where sizes stand behind the data, of which 16 are meant. */
enum { MEMBERS = 5, DESCRIPTOR_TAIL = 8 };
static const char *const contents[MEMBERS] = {"first first first first", "second, stored", "third third third third",
                                              "fourth, stored", "fifth"};

/* Five members packed in different ways; ends[i] is where the data of the i-th ends. */
static struct bytes five(struct made_zip *z, bool with_descriptors, size_t ends[MEMBERS])
{
    made_zip_init(z);
    for (unsigned i = 0; i < MEMBERS; i++) {
        char name[8] = {'m', (char)('0' + i)};
        made_zip_add(z, &(struct made_entry){.name = name, .data = made_text(contents[i]), .deflate = i % 2 == 0,
                                             .descriptor = with_descriptors && i < 4});
        ends[i] = z->out.size;
    }
    return made_zip_end(z, "");
}

static size_t whole_members(const char *text, const char *folder)
{
    size_t n = 0;
    for (unsigned i = 0; i < MEMBERS; i++) {
        char line[80];
        snprintf(line, sizeof line, "%sm%u:%s\n", folder, i, contents[i]);
        n += strstr(text, line) != NULL;
    }
    return n;
}

START_TEST(cut_at_every_byte_whole_members_stay)
{
    for (int way = 0; way < 2; way++) {
        struct made_zip z;
        struct buffer out;
        size_t ends[MEMBERS];
        struct bytes view = five(&z, way, ends);
        buffer_init(&out, 1 << 16);
        for (size_t n = 4; n < view.size; n++) {
            struct tingle_error err = {.message = ""};
            size_t whole = 0;
            while (whole < MEMBERS && ends[whole] + (way ? DESCRIPTOR_TAIL : 0) <= n) whole++;
            ck_assert_int_eq(walk_listing(&out, bytes_slice(view, 0, n), &member_limits_usual, &err), TINGLE_BAD_DATA);
            ck_assert_msg(whole_members(buffer_text(&out), "x.zip/") >= whole, "cut at %zu, way %d: %s%s", n, way, buffer_text(&out), err.message);
            ck_assert_ptr_nonnull(strstr(err.message, "x.zip: the zip is damaged or cut short"));
        }
        made_zip_release(&z);
        buffer_release(&out);
    }
}
END_TEST

/* The same of a zip stored in a zip, where the cut can fall so that the last bytes are the end of the inner one. */
START_TEST(a_cut_zip_in_a_zip)
{
    struct made_zip z, outer;
    struct buffer out;
    size_t ends[MEMBERS], from;
    struct bytes inner = five(&z, true, ends), view;
    buffer_init(&out, 1 << 16);
    made_zip_init(&outer);
    made_zip_add(&outer, &(struct made_entry){.name = "before", .data = made_text("0")});
    made_zip_add(&outer, &(struct made_entry){.name = "o", .data = inner});
    from = outer.out.size - inner.size;
    view = made_zip_end(&outer, "");
    for (size_t n = from + 4; n < view.size; n++) {
        struct tingle_error err = {.message = ""};
        size_t whole = 0;
        while (whole < MEMBERS && from + ends[whole] + DESCRIPTOR_TAIL <= n) whole++;
        ck_assert_int_eq(walk_listing(&out, bytes_slice(view, 0, n), &member_limits_usual, &err), TINGLE_BAD_DATA);
        ck_assert_msg(whole_members(buffer_text(&out), "x.zip/o/") >= whole, "cut at %zu: %s", n, buffer_text(&out));
        ck_assert(text_starts_with(buffer_text(&out), "x.zip/before:0\n"));
    }
    made_zip_release(&z);
    made_zip_release(&outer);
    buffer_release(&out);
}
END_TEST

/* One changed byte costs at most the member that it is in: where sizes stand before the data, and where they do not. */
START_TEST(every_byte_changed_costs_one_member)
{
    static const uint8_t changes[] = {0x01, 0x80, 0xFF};
    for (unsigned way = 0; way < 2 * COUNT(changes); way++) {
        struct made_zip z;
        struct buffer out;
        size_t ends[MEMBERS];
        struct bytes view = five(&z, way % 2, ends);
        buffer_init(&out, 1 << 20);
        for (size_t i = 4; i < view.size; i++) {
            struct tingle_error err = {.message = ""};
            size_t whole;
            z.out.data[i] = (char)(z.out.data[i] ^ changes[way / 2]);
            walk_listing(&out, view, &member_limits_usual, &err);
            whole = whole_members(buffer_text(&out), "x.zip/");
            ck_assert_msg(whole >= MEMBERS - 1, "byte %zu of %zu, way %u: %s%s", i, view.size, way, buffer_text(&out), err.message);
            z.out.data[i] = (char)(z.out.data[i] ^ changes[way / 2]);
        }
        made_zip_release(&z);
        buffer_release(&out);
    }
}
END_TEST

START_TEST(a_destroyed_header_costs_one_member)
{
    struct made_zip z;
    size_t ends[MEMBERS];
    struct bytes view = five(&z, false, ends);
    memset(z.out.data + ends[1], 0, 20);
    check_end(view, &member_limits_usual, TINGLE_BAD_DATA,
              "x.zip/m0:first first first first\nx.zip/m1:second, stored\nx.zip/m3:fourth, stored\nx.zip/m4:fifth\n",
              "what was whole in it is read");
    made_zip_release(&z);
}
END_TEST

/* The record of a zip64 said to stand 76 bytes, its length, before the end of all numbers: the sum is 0. */
START_TEST(a_zip64_record_past_all_bytes)
{
    static const uint8_t record[] = {0xB4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    struct made_zip z;
    struct bytes view;
    made_zip_init(&z);
    z.zip64_end = true;
    made_zip_add(&z, &(struct made_entry){.name = "m0", .data = made_text("whole")});
    view = made_zip_end(&z, "");
    memcpy(z.out.data + view.size - 22 - 20 + 8, record, sizeof record);
    check_end(view, &member_limits_usual, TINGLE_BAD_DATA, "x.zip/m0:whole\n", "what was whole in it is read");
    made_zip_release(&z);
}
END_TEST

/* --- limits and bombs --------------------------------------------------------------------------------------------- */

START_TEST(a_member_over_the_limit)
{
    struct member_limits limits = member_limits_usual;
    struct made_zip z;
    limits.member_bytes = 4;
    made_zip_init(&z);
    made_zip_add(&z, &(struct made_entry){.name = "5", .data = made_text("12345"), .deflate = true});
    made_zip_add(&z, &(struct made_entry){.name = "5d", .data = made_text("12345"), .deflate = true, .descriptor = true});
    made_zip_add(&z, &(struct made_entry){.name = "4", .data = made_text("1234")});
    check_end(made_zip_end(&z, ""), &limits, TINGLE_OK, "x.zip/5:LIMIT\nx.zip/5d:LIMIT\nx.zip/4:1234\n", NULL);
    made_zip_release(&z);
}
END_TEST

START_TEST(more_members_than_the_limit)
{
    struct member_limits limits = member_limits_usual;
    struct made_zip z;
    struct tingle_error err;
    struct buffer out;
    size_t lines = 0;
    limits.members = 100000;
    buffer_init(&out, 1 << 24);
    made_zip_init(&z);
    for (int i = 0; i <= 100000; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d", i);
        made_zip_add(&z, &(struct made_entry){.name = name, .data = made_text("")});
    }
    ck_assert_int_eq(walk_listing(&out, made_zip_end(&z, ""), &limits, &err), TINGLE_LIMIT);
    for (const char *p = buffer_text(&out); (p = strchr(p, '\n')); p++) lines++;
    ck_assert_uint_eq(lines, 100000);
    ck_assert_str_eq(err.message, "x.zip: more than 100000 files are in it");
    buffer_release(&out);
    made_zip_release(&z);
}
END_TEST

/* Puts the bytes of `inner` `times` times into a new zip. */
static void wrap(struct made_zip *z, struct bytes inner, int times)
{
    made_zip_init(z);
    for (int i = 0; i < times; i++) made_zip_add(z, &(struct made_entry){.name = "z", .data = inner, .deflate = true, .descriptor = i & 1});
    made_zip_end(z, "");
}

static struct bytes view_of(const struct made_zip *z) { return bytes_of(z->out.data, z->out.size); }

START_TEST(zips_deeper_than_the_limit)
{
    struct member_limits limits = member_limits_usual;
    struct made_zip a, b, c;
    made_zip_init(&a);
    made_zip_add(&a, &(struct made_entry){.name = "a", .data = made_text("1")});
    made_zip_end(&a, "");
    wrap(&b, view_of(&a), 1);
    wrap(&c, view_of(&b), 2);
    limits.depth = 3;
    check_end(view_of(&c), &limits, TINGLE_OK, "x.zip/z/z/a:1\nx.zip/z/z/a:1\n", NULL);
    limits.depth = 2;
    check_end(view_of(&c), &limits, TINGLE_OK, "x.zip/z/z:LIMIT\nx.zip/z/z:LIMIT\n", NULL);
    limits.depth = 0;
    check_end(view_of(&c), &limits, TINGLE_OK, "x.zip:LIMIT\n", NULL);
    made_zip_release(&a);
    made_zip_release(&b);
    made_zip_release(&c);
}
END_TEST

/* 10 MB of zeros, which deflate packs a thousandfold, ten times in a zip that is ten times in a zip that is ... */
START_TEST(a_nested_bomb_is_refused)
{
    enum { ZEROS = 10 << 20 };
    uint8_t *zeros = calloc(1, ZEROS);
    struct made_zip a, b, c, d;
    made_zip_init(&a);
    made_zip_add(&a, &(struct made_entry){.name = "zeros", .data = bytes_of(zeros, ZEROS), .deflate = true});
    made_zip_end(&a, "");
    wrap(&b, view_of(&a), 10);
    wrap(&c, view_of(&b), 10);
    wrap(&d, view_of(&c), 10);
    ck_assert_uint_lt(d.out.size, 100000);
    check_end(view_of(&d), &member_limits_usual, TINGLE_LIMIT, NULL, "looks like a zip bomb");
    free(zeros);
    made_zip_release(&a);
    made_zip_release(&b);
    made_zip_release(&c);
    made_zip_release(&d);
}
END_TEST

/* The same zeros behind sizes that lie. */
START_TEST(a_bomb_that_lies_about_its_size)
{
    enum { ZEROS = 10 << 20 };
    struct member_limits limits = member_limits_usual;
    uint8_t *zeros = calloc(1, ZEROS);
    struct made_zip z, outer;
    limits.free_bytes = 64 << 20;
    made_zip_init(&z);
    for (int i = 0; i < 20; i++)
        made_zip_add(&z, &(struct made_entry){.name = "zeros", .data = bytes_of(zeros, ZEROS), .deflate = true, .size_said = 9});
    made_zip_end(&z, "");
    wrap(&outer, view_of(&z), 1);
    check_end(view_of(&outer), &limits, TINGLE_LIMIT, NULL, "looks like a zip bomb");
    free(zeros);
    made_zip_release(&z);
    made_zip_release(&outer);
}
END_TEST

/* A folder with data of unknown length, which nobody asks for and the reader must step over. */
START_TEST(a_bomb_in_a_folder)
{
    enum { ZEROS = 50 << 20 };
    struct member_limits limits = member_limits_usual;
    uint8_t *zeros = calloc(1, ZEROS);
    struct made_zip z, outer;
    limits.free_bytes = 64 << 20;
    made_zip_init(&z);
    for (int i = 0; i < 4; i++)
        made_zip_add(&z, &(struct made_entry){.name = "folder/", .data = bytes_of(zeros, ZEROS), .deflate = true, .descriptor = true});
    made_zip_add(&z, &(struct made_entry){.name = "a", .data = made_text("1")});
    made_zip_end(&z, "");
    wrap(&outer, view_of(&z), 1);
    check_end(view_of(&outer), &limits, TINGLE_LIMIT, "", "looks like a zip bomb");
    free(zeros);
    made_zip_release(&z);
    made_zip_release(&outer);
}
END_TEST

START_TEST(a_member_that_claims_the_impossible)
{
    struct made_zip z;
    made_zip_init(&z);
    made_zip_add(&z, &(struct made_entry){.name = "a", .data = made_text("1"), .size_said = 0xF0000000u, .deflate = true});
    made_zip_add(&z, &(struct made_entry){.name = "b", .data = made_text("2")});
    check_end(made_zip_end(&z, ""), &member_limits_usual, TINGLE_OK, "x.zip/a:LIMIT\nx.zip/b:2\n", NULL);
    made_zip_release(&z);
    made_zip_init(&z);
    for (int i = 0; i < 1000; i++)
        made_zip_add(&z, &(struct made_entry){.name = "a", .data = made_text("1"), .size_said = 0xF0000000u, .deflate = true});
    check_end(made_zip_end(&z, ""), &member_limits_usual, TINGLE_LIMIT, NULL, "looks like a zip bomb");
    made_zip_release(&z);
}
END_TEST

/* One deflated kernel behind many headers. Each member quotes the header of the next in a stored block and runs on into its
 * data (David Fifield, "A better zip bomb", 2019), so that its content is that header and the content of the next. */
enum { BOMB_MEMBERS = 200, KERNEL = 1 << 20 };

static size_t put_header(struct buffer *b, uint32_t crc, size_t packed, size_t size)
{
    struct made_entry e = {.name = "z", .deflate = true};
    size_t from = b->size;
    made_put(b, 0x04034B50, 4);
    made_common(b, &e, crc, packed, size);
    buffer_add_text(b, e.name);
    return b->size - from;
}

static void overlapping_bomb(struct made_zip *z)
{
    static uint8_t content[KERNEL + BOMB_MEMBERS * 31];
    struct buffer kernel, header[BOMB_MEMBERS];
    uint8_t *at = content + BOMB_MEMBERS * 31;
    uint32_t crc[BOMB_MEMBERS];
    size_t size = KERNEL, packed[BOMB_MEMBERS], sizes[BOMB_MEMBERS];
    buffer_init(&kernel, 1 << 20);
    made_pack(&kernel, bytes_of(at, KERNEL), -15);
    packed[BOMB_MEMBERS - 1] = kernel.size;
    for (int i = BOMB_MEMBERS - 1; i >= 0; i--) {
        crc[i] = (uint32_t)crc32(0, at, (uInt)size);
        sizes[i] = size;
        buffer_init(&header[i], 1 << 10);
        ck_assert_uint_eq(put_header(&header[i], crc[i], packed[i], size), 31);
        if (i == 0) break;
        packed[i - 1] = packed[i] + 5 + 31;
        at -= 31;
        size += 31;
        memcpy(at, header[i].data, 31);
    }
    made_zip_init(z);
    for (int i = 0; i < BOMB_MEMBERS; i++) {
        struct made_entry e = {.name = "z", .deflate = true};
        if (i) buffer_add(&z->out, "\x00\x1F\x00\xE0\xFF", 5); /* a stored block of 31 bytes that is not the last */
        made_central(z, &e, crc[i], packed[i], sizes[i], z->out.size);
        buffer_add(&z->out, header[i].data, 31);
        buffer_release(&header[i]);
    }
    buffer_add(&z->out, kernel.data, kernel.size);
    buffer_release(&kernel);
    made_zip_end(z, "");
}

START_TEST(an_overlapping_bomb_is_refused)
{
    struct made_zip z;
    struct buffer out;
    struct tingle_error err = {.message = ""};
    size_t lines = 0;
    overlapping_bomb(&z);
    buffer_init(&out, 1 << 20);
    ck_assert_int_eq(walk_listing(&out, view_of(&z), &member_limits_usual, &err), TINGLE_LIMIT);
    for (const char *p = buffer_text(&out); (p = strchr(p, '\n')); p++) lines++;
    ck_assert_uint_le(lines, 80); /* each begins like a zip, and is looked into as one */
    ck_assert_msg(strstr(err.message, "looks like a zip bomb (files in it lie on top of each other)"), "%s", err.message);
    buffer_release(&out);
    made_zip_release(&z);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(a_bad_member_does_not_hide_the_next), TEST(cut_at_every_byte_whole_members_stay), TEST(a_cut_zip_in_a_zip),
        TEST(every_byte_changed_costs_one_member), TEST(a_destroyed_header_costs_one_member), TEST(a_zip64_record_past_all_bytes), TEST(a_member_over_the_limit),
        TEST(more_members_than_the_limit), TEST(zips_deeper_than_the_limit), TEST(a_nested_bomb_is_refused),
        TEST(a_bomb_that_lies_about_its_size), TEST(a_bomb_in_a_folder), TEST(a_member_that_claims_the_impossible),
        TEST(an_overlapping_bomb_is_refused),
    };
    return run_tests("member damage", tests, COUNT(tests));
}
