/* The objects of a list in JSON: what is an item, and that no way of cutting the input changes it. */
#include "slow_source.h"
#include "testing.h"

#include <string.h>

#include "archive/json_items.h"
#include "base/arena.h"

static const char *const keys[] = {"list", "other", NULL};

/* All items, each followed by '\n'. */
static enum tingle_status collect(struct bytes text, size_t step, struct buffer *out, struct tingle_error *err)
{
    struct slow_source slow = {text, step};
    struct byte_source in = {slow_read, &slow};
    struct json_items items;
    struct bytes item;
    bool got = true;
    enum tingle_status st = json_items_init(&items, &in, keys, "t.json", err);
    buffer_clear(out);
    while (!st && !(st = json_items_next(&items, &item, &got, err)) && got) {
        buffer_add(out, item.at, item.size);
        buffer_add_byte(out, '\n');
    }
    json_items_release(&items);
    return st;
}

static void check(const char *text, const char *want)
{
    static const size_t steps[] = {1, 2, 3, 7, 1 << 20};
    struct buffer out;
    struct tingle_error err;
    buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < COUNT(steps); i++) {
        ck_assert_msg(collect(bytes_of(text, strlen(text)), steps[i], &out, &err) == TINGLE_OK, "%s", text);
        ck_assert_str_eq(buffer_text(&out), want);
    }
    buffer_release(&out);
}

START_TEST(the_shapes)
{
    check("[{\"list\":[{\"a\":1},{\"a\":2}]}]", "{\"a\":1}\n{\"a\":2}\n");
    check("{\"list\":[{\"a\":1},{\"a\":2}]}", "{\"a\":1}\n{\"a\":2}\n");
    check("[{\"a\":1}, {\"a\":[{\"b\":2}]}]", "{\"a\":1}\n{\"a\":[]}\n");
    check(" [ { \"n\" : 3, \"list\" : [ {\"a\":1} , 5, [], {\"a\":2} ], \"m\": {\"x\":1} } , {\"list\":[{}]} ] ", "{\"a\":1}\n{\"a\":2}\n{}\n");
    check("[{\"other\":{\"31\":[{\"a\":1}],\"32\":[{\"a\":2}]},\"list\":[{\"a\":3}]}]", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    check("\xEF\xBB\xBF[]", "");
    check("[]", "");
    check("{\"list\":[]}", "");
}
END_TEST

START_TEST(strings_are_not_looked_into)
{
    check("[{\"a\":\"}]{[\",\"b\":\"\\\"}\"}]", "{\"a\":\"}]{[\",\"b\":\"\\\"}\"}\n");
    check("[{\"a\":\"\\\\\"},{\"b\":1}]", "{\"a\":\"\\\\\"}\n{\"b\":1}\n");
    check("[{\"a\":\"NaN Infinity\"}]", "{\"a\":\"NaN Infinity\"}\n");
    check("[{\"a\":\"list\",\"b\":[{}]}]", "{\"a\":\"list\",\"b\":[]}\n");
    check("[{\"b\":[{\"list\":[{\"c\":1}]}]}]", "{\"b\":[]}\n");
}
END_TEST

START_TEST(lists_within_items_are_left_out)
{
    check("[{\"a\":[[1],[[\"]\"],{\"b\":[2]}]],\"c\":{\"d\":[3],\"e\":4},\"f\":[]}]", "{\"a\":[],\"c\":{\"d\":[],\"e\":4},\"f\":[]}\n");
}
END_TEST

START_TEST(damage)
{
    static const struct { const char *text; int64_t where; } rows[] = {
        {"", 0}, {"   ", 3}, {"x", 0}, {"\"a\"", 0}, {"[{\"a\":1}", 8}, {"[{\"a\":\"}]", 9}, {"[{]", 2}, {"[{\"a\":[}]}]", 7}, {"[]]", 2}, {"{\"list\":[", 9},
    };
    struct buffer out;
    struct tingle_error err;
    buffer_init(&out, 1 << 20);
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_msg(collect(bytes_of(rows[i].text, strlen(rows[i].text)), 2, &out, &err) == TINGLE_BAD_DATA, "%s", rows[i].text);
        ck_assert_msg(err.where == rows[i].where, "%s: %d", rows[i].text, (int)err.where);
    }
    ck_assert_int_eq(collect(bytes_of("[{\"a\":1},{\"b\"", 13), 100, &out, &err), TINGLE_BAD_DATA);
    ck_assert_str_eq(buffer_text(&out), "{\"a\":1}\n");
    buffer_release(&out);
}
END_TEST

/* One item may have 1 MiB; what is between may be of any length. */
START_TEST(limits)
{
    enum { LARGE = 3 * JSON_ITEM_MAX };
    char *text = malloc(LARGE + 64);
    struct buffer out;
    struct tingle_error err;
    size_t n;
    ck_assert_ptr_nonnull(text);
    buffer_init(&out, 1 << 22);
    memset(text, ' ', LARGE + 64);
    memcpy(text, "[{\"a\":1},", 9);
    memcpy(text + LARGE, "{\"b\":2}]", 8);
    ck_assert_int_eq(collect(bytes_of(text, LARGE + 8), 1 << 20, &out, &err), TINGLE_OK);
    ck_assert_str_eq(buffer_text(&out), "{\"a\":1}\n{\"b\":2}\n");
    memcpy(text + 9, "{\"b\":2},{", 9);
    text[JSON_ITEM_MAX + 16] = '}';
    text[JSON_ITEM_MAX + 17] = ']';
    ck_assert_int_eq(collect(bytes_of(text, JSON_ITEM_MAX + 18), 1 << 20, &out, &err), TINGLE_OK);
    ck_assert_uint_eq(out.size, 16 + JSON_ITEM_MAX + 1);
    memcpy(text + JSON_ITEM_MAX + 16, " }]", 3);
    ck_assert_int_eq(collect(bytes_of(text, JSON_ITEM_MAX + 19), 1 << 20, &out, &err), TINGLE_LIMIT);
    ck_assert_str_eq(buffer_text(&out), "{\"a\":1}\n{\"b\":2}\n");
    for (n = 0; n <= JSON_ITEMS_DEPTH; n++) text[n] = '[';
    ck_assert_int_eq(collect(bytes_of(text, n), 1 << 20, &out, &err), TINGLE_LIMIT);
    buffer_release(&out);
    free(text);
}
END_TEST

static enum tingle_status broken_read(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    (void)context;
    (void)to;
    (void)room;
    *got = 0;
    return error_set(err, TINGLE_NO_INPUT, -1, "gone");
}

START_TEST(the_errors_of_the_source)
{
    struct byte_source in = {broken_read, NULL};
    struct json_items items;
    struct tingle_error err;
    struct bytes item;
    bool got;
    ck_assert_int_eq(json_items_init(&items, &in, keys, "t.json", &err), TINGLE_OK);
    ck_assert_int_eq(json_items_next(&items, &item, &got, &err), TINGLE_NO_INPUT);
    ck_assert(!got);
    json_items_release(&items);
    alloc_fail_at(1);
    ck_assert_int_eq(json_items_init(&items, &in, keys, "t.json", &err), TINGLE_NO_MEMORY);
    json_items_release(&items);
    alloc_fail_at(0);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(the_shapes),
        TEST(strings_are_not_looked_into),
        TEST(lists_within_items_are_left_out),
        TEST(damage),
        TEST(limits),
        TEST(the_errors_of_the_source),
    };
    return run_tests("json items", tests, COUNT(tests));
}
