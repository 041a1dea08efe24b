/* The JSON writer and text for a terminal. Expected texts are written by hand from RFC 8259. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "report/json.h"
#include "report/term.h"

#define CHECK_TEXT(out, expected) ck_assert_str_eq(buffer_text(&(out)), expected)

START_TEST(json_nests_and_separates)
{
    struct buffer out;
    struct json j;
    buffer_init(&out, 1000);
    json_init(&j, &out);
    json_begin_object(&j, NULL);
    json_text(&j, "sport", "running");
    json_begin_array(&j, "laps");
    json_whole(&j, NULL, 3);
    json_begin_object(&j, NULL);
    json_bool(&j, "manual", true);
    json_bool(&j, "auto", false);
    json_end(&j);
    json_end(&j);
    json_begin_array(&j, "none");
    json_end(&j);
    json_null(&j, "x");
    json_end(&j);
    CHECK_TEXT(out, "{\"sport\":\"running\",\"laps\":[3,{\"manual\":true,\"auto\":false}],\"none\":[],\"x\":null}\n");
    buffer_release(&out);
}
END_TEST

START_TEST(json_numbers_read_back_and_missing_is_null)
{
    struct buffer out;
    struct json j;
    buffer_init(&out, 1000);
    json_init(&j, &out);
    json_begin_array(&j, NULL);
    json_number(&j, NULL, 0.1);
    json_number(&j, NULL, -2.0);
    json_number(&j, NULL, NAN);
    json_number(&j, NULL, INFINITY);
    json_whole(&j, NULL, INT64_MIN);
    json_end(&j);
    CHECK_TEXT(out, "[0.1,-2,null,null,-9223372036854775808]\n");
    buffer_release(&out);
}
END_TEST

START_TEST(json_escapes_what_must_be)
{
    struct buffer out;
    struct json j;
    buffer_init(&out, 1000);
    json_init(&j, &out);
    json_begin_array(&j, NULL);
    json_text(&j, NULL, "a\"b\\c\n\t\r\x01\x7F");
    json_text(&j, NULL, "gr\xC3\xBC\xC3\x9F \xF0\x9F\x91\x9F"); /* two letters and a shoe */
    json_text(&j, NULL, "\xFFx\xC3"); /* no UTF-8: a stray byte, and a character cut short */
    json_text(&j, NULL, "\xED\xA0\x80");  /* a surrogate */
    json_text(&j, NULL, NULL);
    json_end(&j);
    CHECK_TEXT(out, "[\"a\\\"b\\\\c\\n\\t\\r\\u0001\\u007f\",\"gr\xC3\xBC\xC3\x9F \xF0\x9F\x91\x9F\","
                    "\"\xEF\xBF\xBDx\xEF\xBF\xBD\",\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\",null]\n");
    buffer_release(&out);
}
END_TEST

START_TEST(term_pads_and_cuts_whole_characters)
{
    struct buffer out;
    buffer_init(&out, 1000);
    term_add_padded(&out, "gr\xC3\xBC\xC3\x9F", 6);
    buffer_add_byte(&out, '|');
    term_add_padded(&out, "gr\xC3\xBC\xC3\x9F" "e", 4);
    buffer_add_byte(&out, '|');
    term_add_padded(&out, "ab", 2);
    buffer_add_byte(&out, '|');
    CHECK_TEXT(out, "gr\xC3\xBC\xC3\x9F  |gr\xC3\xBC |ab|");
    buffer_release(&out);
}
END_TEST

START_TEST(term_wraps_at_blanks)
{
    struct buffer out;
    buffer_init(&out, 1000);
    term_add_wrapped(&out, "one two  three\nfour averyverylongword five", 2, 4, 11);
    CHECK_TEXT(out, "one two\n    three\n    four\n    averyverylongword\n    five\n");
    buffer_release(&out);
}
END_TEST

START_TEST(term_draws_bars_only_in_colour)
{
    struct buffer out;
    struct term plain = {.width = 80}, colour = {.width = 80, .colour = true};
    buffer_init(&out, 1000);
    term_add_bar(&out, &plain, 0.5, 4);
    CHECK_TEXT(out, "");
    term_add_bar(&out, &colour, 0.5, 4);
    CHECK_TEXT(out, "\033[36m\xE2\x96\x88\xE2\x96\x88\033[0m");
    buffer_release(&out);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(json_nests_and_separates),     TEST(json_numbers_read_back_and_missing_is_null),
        TEST(json_escapes_what_must_be),    TEST(term_pads_and_cuts_whole_characters),
        TEST(term_wraps_at_blanks),         TEST(term_draws_bars_only_in_colour),
    };
    return run_tests("report", tests, COUNT(tests));
}
