/* The JSON writer and text for a terminal. Expected texts are written by hand from RFC 8259. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "report/import_report.h"
#include "report/journal_report.h"
#include "report/json.h"
#include "report/recording_report.h"
#include "report/term.h"
#include "report/units.h"

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

START_TEST(long_lines_are_folded_and_the_others_kept)
{
    struct buffer out;
    buffer_init(&out, 1000);
    term_add_folded(&out, "a  b   c\n  twelve columns of it\n\033[1mbold head\033[0m\n\nno end", 12);
    CHECK_TEXT(out, "a  b   c\n  twelve\n    columns\n    of it\n\033[1mbold head\033[0m\n\nno end");
    buffer_clear(&out);
    term_add_folded(&out, "onewordoverthewidth next", 12);
    CHECK_TEXT(out, "onewordoverthewidth\n  next");
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

START_TEST(durations_round_to_seconds)
{
    struct buffer out;
    buffer_init(&out, 1000);
    units_add_duration(&out, 7);
    buffer_add_byte(&out, '|');
    units_add_duration(&out, 3599.6);
    buffer_add_byte(&out, '|');
    units_add_duration(&out, 3723);
    buffer_add_byte(&out, '|');
    units_add_duration(&out, NAN);
    CHECK_TEXT(out, "0:07|1:00:00|1:02:03|-");
    buffer_release(&out);
}
END_TEST

START_TEST(a_time_is_shown_on_the_clock_of_the_run)
{
    struct buffer out;
    buffer_init(&out, 1000);
    units_add_local_time(&out, 1772348400, 0); /* 2026-03-01T07:00:00Z */
    buffer_add_byte(&out, '|');
    units_add_local_time(&out, 1772348400, -8 * 3600);
    CHECK_TEXT(out, "2026-03-01 07:00|2026-02-28 23:00");
    buffer_release(&out);
}
END_TEST

/* Three samples, one missing; one column that the file does not have. */
static const double three_times[] = {0, 1, 2.5}, three_rates[] = {120, NAN, 122};
static const struct tingle_column three_columns[] = {
    {"speed_mps", "m/s", NULL, 0, 0, false}, {"heart_rate_bpm", "bpm", three_rates, 3, 2, false}};
static const struct tingle_repair one_repair = {"truncated", 99, 1, "the file ends early"};
static const struct tingle_recording three = {
    .format = "fit", .kind = "activity", .manufacturer = "", .product = "", .start_unix_s = NAN, .elapsed_s = 2.5,
    .timer_s = NAN, .distance_m = NAN, .samples = 3, .rows = 3, .time_s = three_times, .column = three_columns,
    .columns = 2, .chained = 1, .repair = &one_repair, .repairs = 1};

START_TEST(a_recording_as_json)
{
    struct buffer out;
    buffer_init(&out, 10000);
    recording_json(&out, &three, "a.fit");
    CHECK_TEXT(out, "{\"path\":\"a.fit\",\"format\":\"fit\",\"kind\":\"activity\",\"sport\":null,\"sub_sport\":null,"
                    "\"device\":{\"manufacturer\":null,\"product\":null},\"start_utc\":null,\"elapsed_s\":2.5,"
                    "\"timer_s\":null,\"distance_m\":null,\"samples\":3,\"columns\":{\"heart_rate_bpm\":3},"
                    "\"used\":{\"heart_rate_bpm\":2},\"merged\":0,\"laps\":0,\"sessions\":0,\"chained\":1,"
                    "\"crc_ok\":false,\"repairs\":[{\"code\":\"truncated\",\"offset\":99,\"count\":1,"
                    "\"message\":\"the file ends early\"}]}\n");
    buffer_release(&out);
}
END_TEST

START_TEST(a_recording_as_csv_leaves_missing_empty)
{
    struct buffer out;
    buffer_init(&out, 10000);
    recording_csv(&out, &three);
    CHECK_TEXT(out, "time_s,heart_rate_bpm\n0,120\n1,\n2.5,122\n");
    buffer_release(&out);
}
END_TEST

START_TEST(an_import_groups_what_was_skipped)
{
    const struct tingle_import_file files[] = {
        {"a.fit", TINGLE_IMPORTED, "", &one_repair, 1, 1, 0, 0, false, 0},
        {"b.fit", TINGLE_SKIPPED, "already there", NULL, 0, 0, 0, 0, false, 0},
        {"c.fit", TINGLE_FAILED, "not a FIT file", NULL, 0, 0, 0, 0, false, 0},
        {"d.fit", TINGLE_SKIPPED, "already there", NULL, 0, 0, 0, 0, false, 0}};
    const struct tingle_import_report report = {.imported = 1, .skipped = 2, .failed = 1, .runs = 1, .file = files, .files = 4,
                                                .first_failure = TINGLE_UNSUPPORTED, .known = 2};
    struct buffer out;
    buffer_init(&out, 10000);
    import_text(&out, &report);
    CHECK_TEXT(out, "imported 1 of 4 files: 1 runs, 0 notes, 0 shoes; 2 skipped, 1 failed\n"
                    "  repaired 1 on the way:\n"
                    "    truncated: the file ends early (a.fit)\n"
                    "  failed   c.fit: not a FIT file\n"
                    "  skipped  2: already there (b.fit, ...)\n");
    buffer_release(&out);
}
END_TEST

START_TEST(a_file_that_came_has_one_line)
{
    const struct { struct tingle_import_file file; const char *line; } cases[] = {
        {{"in/a.fit", TINGLE_IMPORTED, "", NULL, 0, 1, 0, 0, false, 0}, "a: 1 run\n"},
        {{"in/a.fit", TINGLE_IMPORTED, "joined", &one_repair, 1, 2, 3, 0, false, 0}, "a: 2 runs, 3 notes; repaired: truncated; joined\n"},
        {{"in/a.csv", TINGLE_IMPORTED, "", NULL, 0, 0, 0, 1, false, 0}, "a: 1 shoes\n"},
        {{"in/a.json", TINGLE_IMPORTED, "", NULL, 0, 0, 0, 0, false, 0}, "a: taken in\n"},
        {{"in/a.fit", TINGLE_SKIPPED, "already there", NULL, 0, 0, 0, 0, false, 0}, "a: skipped: already there\n"},
        {{"in/a.fit", TINGLE_FAILED, "not whole", NULL, 0, 0, 0, 0, false, 0}, "a: failed: not whole\n"},
        {{"in/a.txt", TINGLE_FAILED, "no run yet", NULL, 0, 0, 0, 0, true, 0}, "a: waits: no run yet\n"}};
    struct buffer out;
    buffer_init(&out, 10000);
    for (size_t i = 0; i < COUNT(cases); i++) {
        import_file_text(&out, &cases[i].file, "a");
        CHECK_TEXT(out, cases[i].line);
        buffer_clear(&out);
    }
    buffer_release(&out);
}
END_TEST

START_TEST(the_last_runs_of_a_list)
{
    const struct tingle_run runs[] = {
        {1, 1772348400, 3600, 3700, 3600, 10020, "running", "", "", "Blue", TINGLE_NUMB, 1},
        {2, 1772434800, 0, 1900, 1800, NAN, "running", "", "", "", TINGLE_NOT_RECORDED, 0}};
    const struct tingle_run_list list = {runs, 2, false};
    const struct term plain = {.width = 80};
    struct buffer out;
    buffer_init(&out, 10000);
    runs_text(&out, &list, NULL, 0, &plain);
    CHECK_TEXT(out, "  run  start              distance    moving  felt  shoe\n"
                    "    1  2026-03-01 08:00   10.02 km   1:00:00  numb  Blue\n"
                    "    2  2026-03-02 07:00          -     30:00  -     -\n");
    buffer_clear(&out);
    runs_json(&out, &list, NULL, 1);
    CHECK_TEXT(out, "{\"runs\":[{\"id\":2,\"start_utc\":\"2026-03-02T07:00:00Z\",\"start_local\":\"2026-03-02T07:00:00+00:00\","
                    "\"elapsed_s\":1900,\"moving_s\":1800,\"distance_m\":null,\"sport\":\"running\",\"title\":null,"
                    "\"device\":null,\"shoe\":null,\"felt\":null,\"sources\":0}],\"simulated\":false}\n");
    buffer_release(&out);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(json_nests_and_separates),     TEST(json_numbers_read_back_and_missing_is_null),
        TEST(json_escapes_what_must_be),    TEST(term_pads_and_cuts_whole_characters),
        TEST(term_wraps_at_blanks),         TEST(term_draws_bars_only_in_colour),
        TEST(long_lines_are_folded_and_the_others_kept),
        TEST(durations_round_to_seconds),   TEST(a_time_is_shown_on_the_clock_of_the_run),
        TEST(a_recording_as_json),          TEST(a_recording_as_csv_leaves_missing_empty),
        TEST(an_import_groups_what_was_skipped), TEST(a_file_that_came_has_one_line), TEST(the_last_runs_of_a_list),
    };
    return run_tests("report", tests, COUNT(tests));
}
