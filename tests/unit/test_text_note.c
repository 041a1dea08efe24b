/* words: one-line notes. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "foot/regions.h"
#include "words/note_ticks.h"
#include "words/text_note.h"

static struct text_note note;
static struct tingle_error fault;

static enum tingle_status take(const char *line)
{
    fault = (struct tingle_error){0};
    return text_note_read(&note, line, strlen(line), &fault);
}

static void must_take(const char *line)
{
    enum tingle_status st = take(line);
    ck_assert_msg(st == TINGLE_OK, "%s: %s", line, fault.message);
}

/* The line is refused, at a byte, with a sentence that holds `says`. */
static void refused(const char *line, int64_t where, const char *says)
{
    ck_assert_msg(take(line) == TINGLE_BAD_DATA, "%s: taken", line);
    ck_assert_msg(strstr(fault.message, says) != NULL, "%s: %s", line, fault.message);
    ck_assert_msg(fault.where == where, "%s: at %lld", line, (long long)fault.where);
}

static const char *regions(void)
{
    static char text[FOOT_REGIONS_TEXT_SIZE];
    foot_regions_text(text, sizeof text, note.regions);
    return text;
}

START_TEST(fine_is_fine_in_seven_languages)
{
    const char *const lines[] = {"fine", "OK", "  Fine  ", "gut", "alles gut", "rien", "bien", "niente", "prima", "tudo bem", "none",
                                 "no numbness", "kein Kribbeln", "fine; wide shoes", "\xEF\xBB\xBF fine\r\n"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        must_take(lines[i]);
        ck_assert(!note.numb);
        ck_assert_str_eq(note.day, "");
        ck_assert_str_eq(note.side, "");
        ck_assert(isnan(note.onset_lo_min) && isnan(note.onset_lo_km) && isnan(note.severity));
        ck_assert_str_eq(note.quality, "");
    }
}
END_TEST

START_TEST(the_lines_of_the_manual)
{
    must_take("numb 40 R 5");
    ck_assert(note.numb);
    ck_assert_str_eq(note.side, "right");
    ck_assert_double_eq(note.onset_lo_min, 40);
    ck_assert_double_eq(note.onset_hi_min, 40);
    ck_assert_double_eq(note.severity, 5);
    ck_assert_uint_eq(note.regions, 0);
    ck_assert_str_eq(note.quality, "numb");
    must_take("numb 30-45 both 3-4 toes");
    ck_assert_double_eq(note.onset_lo_min, 30);
    ck_assert_double_eq(note.onset_hi_min, 45);
    ck_assert_str_eq(note.side, "both");
    ck_assert(isnan(note.severity));
    ck_assert_str_eq(regions(), "P_TOE3 P_TOE4");
    must_take("tingling km 8,5 heel");
    ck_assert(isnan(note.onset_lo_min));
    ck_assert_double_eq(note.onset_lo_km, 8.5);
    ck_assert_double_eq(note.onset_hi_km, 8.5);
    ck_assert_str_eq(regions(), "P_HEEL");
    ck_assert_str_eq(note.quality, "tingling");
    must_take("2026-11-24 07:30 numb L");
    ck_assert_str_eq(note.day, "2026-11-24T07:30");
    ck_assert_str_eq(note.side, "left");
    ck_assert(isnan(note.onset_lo_min));
}
END_TEST

START_TEST(days_and_times)
{
    must_take("2026-11-24 fine");
    ck_assert_str_eq(note.day, "2026-11-24");
    must_take("2026-11-24T07:30 fine");
    ck_assert_str_eq(note.day, "2026-11-24T07:30");
    must_take("24.11.2026 7:30 taub rechts");
    ck_assert_str_eq(note.day, "2026-11-24T07:30");
    ck_assert_str_eq(note.side, "right");
    refused("2026-02-30 fine", 0, "no day of the calendar");
    refused("2026-11-24 25:10 fine", 0, "no day of the calendar");
    refused("2026-11-24T07:30Z fine", 0, "your own clock");
    refused("2026-11-24", 10, "a day alone is no note");
}
END_TEST

START_TEST(numbers_mean_minutes_severities_distances_and_toes)
{
    must_take("numb 30 to 45");
    ck_assert_double_eq(note.onset_lo_min, 30);
    ck_assert_double_eq(note.onset_hi_min, 45);
    must_take("numb R 40");
    ck_assert_double_eq(note.onset_lo_min, 40);
    ck_assert(isnan(note.severity));
    must_take("numb R 5");
    ck_assert_double_eq(note.severity, 5);
    ck_assert(isnan(note.onset_lo_min));
    must_take("numb 40 6");
    ck_assert_double_eq(note.onset_lo_min, 40);
    ck_assert_double_eq(note.severity, 6);
    must_take("numb L 7/10 1h20");
    ck_assert_double_eq(note.severity, 7);
    ck_assert_double_eq(note.onset_lo_min, 80);
    must_take("numb 5 miles b");
    ck_assert_double_eq_tol(note.onset_lo_km, 8.04672, 1e-9);
    ck_assert_str_eq(note.side, "both");
    must_take("numb 8-9 km");
    ck_assert_double_eq(note.onset_lo_km, 8);
    ck_assert_double_eq(note.onset_hi_km, 9);
    must_take("numb 40 L 2.5 toe 3");
    ck_assert_double_eq(note.severity, 2.5);
    ck_assert_str_eq(regions(), "P_TOE3");
    must_take("numb 40 toes");
    ck_assert_double_eq(note.onset_lo_min, 40);
    ck_assert_str_eq(regions(), "TOES_ALL");
    must_take("numb between 3rd and 4th toe");
    ck_assert_str_eq(regions(), "W34");
    must_take("numb burning 40min right big toe");
    ck_assert_str_eq(note.quality, "numb burning");
    ck_assert_str_eq(regions(), "P_HALLUX");
}
END_TEST

START_TEST(other_languages)
{
    must_take("taub 40 R");
    ck_assert_double_eq(note.onset_lo_min, 40);
    ck_assert_str_eq(note.side, "right");
    must_take("Kribbeln ab km 8,5 links großer Zeh 3/10");
    ck_assert_str_eq(note.quality, "tingling");
    ck_assert_double_eq(note.onset_lo_km, 8.5);
    ck_assert_str_eq(note.side, "left");
    ck_assert_str_eq(regions(), "P_HALLUX");
    ck_assert_double_eq(note.severity, 3);
    must_take("engourdi 35 min pied gauche 4");
    ck_assert_str_eq(note.side, "left");
    ck_assert_double_eq(note.onset_lo_min, 35);
    ck_assert_double_eq(note.severity, 4);
    must_take("dormido km 7 pie derecho");
    ck_assert_str_eq(note.side, "right");
    must_take("formicolio 30-40 sinistra");
    ck_assert_double_eq(note.onset_hi_min, 40);
    ck_assert_str_eq(note.side, "left");
    must_take("tintelingen 30 linkervoet hiel");
    ck_assert_str_eq(note.side, "left");
    ck_assert_str_eq(regions(), "P_HEEL");
    must_take("dormente 50 pé esquerdo 5");
    ck_assert_double_eq(note.severity, 5);
}
END_TEST

START_TEST(the_rest_is_kept)
{
    char line[600];
    must_take("numb 40 R; new shoes; 3 toes ");
    ck_assert_str_eq(note.rest, "new shoes; 3 toes");
    memset(line, 'x', sizeof line - 1);
    memcpy(line, "fine;", 5);
    line[sizeof line - 1] = '\0';
    must_take(line);
    ck_assert_uint_lt(strlen(note.rest), TEXT_NOTE_REST_SIZE);
    ck_assert_str_eq(note.rest + strlen(note.rest) - 4, "x...");
    must_take("fine; b\xFC" "cher\t\x01!");
    ck_assert_str_eq(note.rest, "b?cher  !");
}
END_TEST

START_TEST(what_came_with_it_is_ticked)
{
    static const struct {
        const char *line;
        unsigned ticks;
    } cases[] = {{"numb 40 R 5 weak", 1u << NOTE_TICK_WEAKNESS}, {"numb 40 R foot drop", 1u << NOTE_TICK_WEAKNESS},
                 {"numb L, toes went white", 1u << NOTE_TICK_COLOUR_CHANGE}, {"numb 20 R tight calf", 1u << NOTE_TICK_TIGHT_LEG},
                 {"numb 20 R stopped", 1u << NOTE_TICK_STOPPED_BECAUSE}, {"numb R, still numb", 1u << NOTE_TICK_NOT_YET},
                 {"taub 40 R schwach", 1u << NOTE_TICK_WEAKNESS}, {"taub 40 R Fuß weiß", 1u << NOTE_TICK_COLOUR_CHANGE},
                 {"taub R, noch nicht weg", 1u << NOTE_TICK_NOT_YET}, {"engourdi 35 pied gauche faible", 1u << NOTE_TICK_WEAKNESS},
                 {"numb 40 R 5; weak", 0}, {"numb 40 R 5 cold", 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        must_take(cases[i].line);
        ck_assert_msg(note.ticks == cases[i].ticks, "%s: %x", cases[i].line, note.ticks);
    }
    refused("numb 40 R not weak", 10, "\"not\" is not understood");
    refused("numb 40 R 5 no weakness", 12, "\"no\" is not understood");
}
END_TEST

START_TEST(grave_words_of_free_text_are_found)
{
    static const char *const cases[][2] = {
        {"my foot is weak and I trip", "weak, I trip"}, {"but my leg went cold and white", "white"}, {"in my new blue shoes", ""},
        {"", ""}, {"stopped for traffic lights", ""}, {"mein Bein war schwach", "schwach"}, {"my calf was hard: tight calf", "tight calf"}};
    char out[200], small[8];
    for (size_t i = 0; i < COUNT(cases); i++) {
        note_ticks_in_text(out, sizeof out, cases[i][0], 0);
        ck_assert_str_eq(out, cases[i][1]);
    }
    note_ticks_in_text(out, sizeof out, "weak toes went pale", 1u << NOTE_TICK_WEAKNESS);
    ck_assert_str_eq(out, "pale");
    note_ticks_in_text(small, sizeof small, "weak, tripping, stumbling", 0);
    ck_assert_str_eq(small, "weak");
}
END_TEST

START_TEST(what_is_not_understood_is_said)
{
    refused("nubm 40 R", 0, "\"nubm\" is not understood: a note begins with \"fine\" or \"numb\", perhaps behind a day such as 2026-11-24; "
                            "did you mean \"numb\"?");
    refused("numb 40 rigth", 8, "did you mean \"right\"?");
    refused("numb 40 R 5 wet", 12, "\"wet\" is not understood");
    refused("taub 40 lnks", 8, "did you mean \"links\"?");
    refused("fine but wet", 5, "behind a ';'");
    refused("numb 40 50 R", 8, "\"50\" is no severity");
    refused("numb 40 R 5 6", 12, "a second severity");
    refused("numb 40 min km 8", 12, "a second time");
    refused("numb 45-30", 5, "the earlier one first");
    refused("numb 3000", 5, "is no minute of a run");
    refused("numb R 12/10", 7, "\"12\" is no severity");
    refused("numb 1:20 R", 5, "\"1\" is not understood");
    refused("", 0, "an empty line");
    refused("# comment", 0, "an empty line");
    refused("numb not 40", 5, "\"not\" is not understood");
    note.severity = 77;
    ck_assert_int_eq(take("numb numb wet"), TINGLE_BAD_DATA);
    ck_assert_double_eq(note.severity, 77);
}
END_TEST

START_TEST(a_file_of_notes_looks_like_one)
{
    const char *const yes[] = {"fine", "# my notes\n\nnumb 40 R 5\r\nfine\n", "2026-11-24 07:30 numb L\n", "taub 40\nok\n", "numb 40 xyz"};
    const char *const no[] = {"", "\n\n", "# only a comment", "start,felt\n2026-01-01,numb\n", "fine day for a run", "fine\n<gpx>", "Dear diary\nnumb",
                              "numb\xFF", "2026-13-45 fine"};
    static char big[TEXT_NOTE_MAX_BYTES + 6];
    for (size_t i = 0; i < COUNT(yes); i++) ck_assert_msg(text_note_looks_like(bytes_of(yes[i], strlen(yes[i]))), "%s", yes[i]);
    for (size_t i = 0; i < COUNT(no); i++) ck_assert_msg(!text_note_looks_like(bytes_of(no[i], strlen(no[i]))), "%s", no[i]);
    ck_assert(!text_note_looks_like(bytes_of(NULL, 0)));
    for (size_t i = 0; i + 5 < sizeof big; i += 5) memcpy(big + i, "fine\n", 5);
    ck_assert(!text_note_looks_like(bytes_of(big, TEXT_NOTE_MAX_BYTES + 1)));
    ck_assert(text_note_looks_like(bytes_of(big, TEXT_NOTE_MAX_BYTES / 5 * 5)));
    ck_assert(text_note_is_blank("  # x", 5) && text_note_is_blank("", 0) && text_note_is_blank(" \r", 2) && !text_note_is_blank("ok", 2));
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(fine_is_fine_in_seven_languages), TEST(the_lines_of_the_manual), TEST(days_and_times),
                                       TEST(numbers_mean_minutes_severities_distances_and_toes), TEST(other_languages), TEST(the_rest_is_kept),
                                       TEST(what_came_with_it_is_ticked), TEST(grave_words_of_free_text_are_found),
                                       TEST(what_is_not_understood_is_said), TEST(a_file_of_notes_looks_like_one)};
    return run_tests("text_note", tests, COUNT(tests));
}
