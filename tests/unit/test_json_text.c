/* JSON that a strict parser refuses, mended. Expected texts are written by hand. */
#include "testing.h"

#include <string.h>

#include "base/json_text.h"

static struct json_text_report report;
static struct buffer out;

static const char *mend(const char *text)
{
    buffer_release(&out);
    buffer_init(&out, 1 << 20);
    json_text_mend(&out, bytes_of(text, strlen(text)), &report);
    return buffer_text(&out);
}

START_TEST(sound_text_stays_as_it_is)
{
    static const char *const texts[] = {"{\"a\": [1, -2.5e3, true, null, \"x\"], \"b\": {}}", "[]", "[[[]]]",
                                        "{\"a\\\"NaN,]\": \"[{\\\\\"}"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        ck_assert_str_eq(mend(texts[i]), texts[i]);
        ck_assert(!report.cut && !report.trailing && !report.no_numbers);
        ck_assert_uint_eq(report.end, strlen(texts[i]));
    }
}
END_TEST

START_TEST(no_numbers_become_null_outside_strings_only)
{
    ck_assert_str_eq(mend("[1,NaN,-Infinity,Infinity,\"NaN, Infinity\",-NaN]"), "[1,null,null,null,\"NaN, Infinity\",null]");
    ck_assert_uint_eq(report.no_numbers, 4);
    ck_assert_uint_eq(report.first_no_number, 3);
    ck_assert_str_eq(mend("[None,-1,Nam]"), "[None,-1,Nam]");
}
END_TEST

START_TEST(cut_text_ends_with_its_last_whole_value)
{
    static const struct {
        const char *cut, *whole;
    } rows[] = {{"{\"speed\": [9.5, NaN, 12.6], \"hea", "{\"speed\": [9.5, null, 12.6]}"},
                {"[1,2,3", "[1,2]"},
                {"[1,2,", "[1,2]"},
                {"{\"a\":[{\"x\":1},{\"x\":", "{\"a\":[{\"x\":1}]}"},
                {"{\"a\":[{\"x\":1},{\"x\":2,\"y\":\"]}", "{\"a\":[{\"x\":1},{\"x\":2}]}"},
                {"{\"a\":[1]", "{\"a\":[1]}"},
                {"{\"a\":1,\"b\":\"c\\", "{\"a\":1}"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_str_eq(mend(rows[i].cut), rows[i].whole);
        ck_assert(report.cut);
    }
    ck_assert_str_eq(mend("{\"a\":"), "{\"a\":");
    ck_assert_msg(!report.cut, "nothing whole to go back to");
}
END_TEST

START_TEST(what_stands_before_and_behind)
{
    ck_assert_str_eq(mend("\xEF\xBB\xBF \n{\"a\":1}\r\n "), "{\"a\":1}");
    ck_assert(!report.trailing);
    ck_assert_str_eq(mend("{\"a\":1}{\"b\":2}"), "{\"a\":1}");
    ck_assert(report.trailing);
    ck_assert_uint_eq(report.end, 7);
    ck_assert_str_eq(mend("{\"a\":[1}]"), "{\"a\":[1}]"); /* wrong, not cut: for the parser to refuse */
    ck_assert(!report.cut && !report.trailing);
}
END_TEST

START_TEST(depth_and_values_are_counted)
{
    char deep[JSON_TEXT_MAX_DEPTH + 2] = "";
    memset(deep, '[', JSON_TEXT_MAX_DEPTH);
    mend(deep);
    ck_assert(!report.too_deep);
    deep[JSON_TEXT_MAX_DEPTH] = '[';
    mend(deep);
    ck_assert(report.too_deep);
    mend("[1,2,[3,4],{\"a\":5,\"b\":6}]");
    ck_assert_uint_ge(report.values, 6);
    ck_assert_uint_le(report.values, 9);
}
END_TEST

START_TEST(what_begins_like_json)
{
    static const struct {
        const char *text;
        bool json;
    } rows[] = {{"{}", true}, {" \n[1]", true}, {"\xEF\xBB\xBF{", true}, {"", false}, {"   ", false}, {"<a>", false}, {"1", false}};
    for (size_t i = 0; i < COUNT(rows); i++)
        ck_assert_msg(json_text_begins(bytes_of(rows[i].text, strlen(rows[i].text))) == rows[i].json, "%s", rows[i].text);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(sound_text_stays_as_it_is), TEST(no_numbers_become_null_outside_strings_only),
        TEST(cut_text_ends_with_its_last_whole_value), TEST(what_stands_before_and_behind),
        TEST(depth_and_values_are_counted), TEST(what_begins_like_json),
    };
    int failed = run_tests("json_text", tests, COUNT(tests));
    buffer_release(&out);
    return failed;
}
