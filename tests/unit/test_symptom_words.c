/* words: what runners write about a run, read. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/file_bytes.h"
#include "base/text.h"
#include "foot/regions.h"
#include "words/symptom_words.h"

static struct symptom_reading read_text(const char *text) { return symptom_read(text, strlen(text)); }

/* ------------------------------------------------------------------- the table */

/* What one row of a table of phrases expects. */
struct expected {
    const char *language, *text, *felt, *side, *regions, *quality;
    double onset_min, onset_km, severity;
};

static const char *felt_word(enum symptom_felt felt)
{
    static const char *const words[] = {"not_said", "numb", "none"};
    return words[felt];
}

static bool same_number(double a, double b) { return isnan(a) ? isnan(b) : fabs(a - b) < 0.01; }

/* True when the reading is as expected; else says what it was. */
static bool reads_as_expected(const struct expected *e, int64_t row)
{
    struct symptom_reading r = read_text(e->text);
    char regions[FOOT_REGIONS_TEXT_SIZE];
    bool said = r.felt != SYMPTOM_NOT_SAID, same;
    foot_regions_text(regions, sizeof regions, r.regions);
    same = strcmp(felt_word(r.felt), e->felt) == 0 && strcmp(r.language, said ? e->language : "") == 0 && strcmp(r.side, e->side) == 0 &&
           strcmp(regions, e->regions) == 0 && strcmp(r.quality, e->quality) == 0 && same_number(r.onset_min, e->onset_min) &&
           same_number(r.onset_km, e->onset_km) && same_number(r.severity, e->severity);
    if (!same)
        printf("# line %lld: %s\n#     %s %s side [%s] regions [%s] quality [%s] min %g km %g severity %g\n", (long long)row, e->text,
               felt_word(r.felt), r.language, r.side, regions, r.quality, r.onset_min, r.onset_km, r.severity);
    return same;
}

static double number_of(const struct csv *csv, const char *column)
{
    double value;
    ck_assert_int_eq(csv_number(csv, csv_column(csv, column), 0, 10000, &value, NULL), TINGLE_OK);
    return value;
}

static const char *text_of(const struct csv *csv, const char *column) { return csv_text(csv, csv_column(csv, column)); }

static struct expected expected_of(const struct csv *csv)
{
    return (struct expected){text_of(csv, "language"), text_of(csv, "text"), text_of(csv, "felt"), text_of(csv, "side"),
                             text_of(csv, "regions"), text_of(csv, "quality"), number_of(csv, "onset_min"), number_of(csv, "onset_km"),
                             number_of(csv, "severity")};
}

/* Rows of a table of this folder that are not read as it says; *rows is how many it has. */
static int misread(const char *name, int *rows)
{
    const char *source = getenv("TINGLE_SOURCE");
    char path[4096];
    struct file_bytes file;
    struct csv csv;
    int wrong = 0;
    bool got;
    *rows = 0;
    snprintf(path, sizeof path, "%s/tests/unit/%s", source ? source : ".", name);
    ck_assert_int_eq(file_read(&file, path, 1 << 20, NULL), TINGLE_OK);
    ck_assert_int_eq(csv_open(&csv, file_view(&file), name, NULL), TINGLE_OK);
    for (;;) {
        struct expected e;
        ck_assert_int_eq(csv_next(&csv, &got, NULL), TINGLE_OK);
        if (!got) break;
        e = expected_of(&csv);
        wrong += !reads_as_expected(&e, csv.line);
        ++*rows;
    }
    csv_release(&csv);
    file_release(&file);
    return wrong;
}

START_TEST(phrases_of_runners_are_read_as_they_mean_them)
{
    int rows;
    ck_assert_int_eq(misread("symptom_phrases.csv", &rows), 0);
    ck_assert_int_ge(rows, 200);
}
END_TEST

/* Written after the rules were settled on the first table, and then kept. */
START_TEST(further_phrases_are_read_as_they_mean_them)
{
    int rows;
    ck_assert_int_eq(misread("symptom_phrases_new.csv", &rows), 0);
    ck_assert_int_ge(rows, 120);
}
END_TEST

START_TEST(nothing_in_nothing)
{
    const char *const texts[] = {"", " ", ".", "?!", "\n\n", "Morning run", "\xFF\xFE", "5/10", "km 8"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct symptom_reading r = read_text(texts[i]);
        ck_assert_int_eq(r.felt, SYMPTOM_NOT_SAID);
        ck_assert_str_eq(r.language, "");
        ck_assert_str_eq(r.quote, "");
        ck_assert_uint_eq(r.from, 0);
        ck_assert_uint_eq(r.to, 0);
        ck_assert(isnan(r.onset_min) && isnan(r.onset_km) && isnan(r.severity));
    }
    ck_assert_int_eq(symptom_read(NULL, 0).felt, SYMPTOM_NOT_SAID);
}
END_TEST

START_TEST(the_word_and_its_sentence_are_shown)
{
    const char *text = "Nice day.\nLeft foot\twas NUMB from km 8! Coffee after.";
    struct symptom_reading r = read_text(text);
    ck_assert_int_eq(r.felt, SYMPTOM_NUMB);
    ck_assert_uint_eq(r.to - r.from, 4);
    ck_assert_int_eq(strncmp(text + r.from, "NUMB", 4), 0);
    ck_assert_str_eq(r.quote, "Left foot was NUMB from km 8");
}
END_TEST

START_TEST(a_long_sentence_is_cut_around_the_word)
{
    char text[2048] = "";
    struct symptom_reading r;
    for (int i = 0; i < 40; i++) strcat(text, "b\xC3\xA9\xC3\xA9 ");
    strcat(text, "foot numb ");
    for (int i = 0; i < 40; i++) strcat(text, "\xC3\xA9\xC3\xA9\xC3\xA9 ");
    r = read_text(text);
    ck_assert_int_eq(r.felt, SYMPTOM_NUMB);
    ck_assert(strstr(r.quote, "foot numb") != NULL);
    ck_assert(text_is_utf8(r.quote, strlen(r.quote)));
    ck_assert_uint_lt(strlen(r.quote), SYMPTOM_QUOTE_SIZE);
    ck_assert_str_eq(r.quote + strlen(r.quote) - 3, "...");
}
END_TEST

START_TEST(spelling_is_what_runners_make_of_it)
{
    /* Capitals, umlauts as pairs, without accents, decomposed accents, Latin-1. */
    const char *const texts[] = {"RECHTER FUSS EINGESCHLAFEN", "rechter Fu\xC3\x9F eingeschlafen", "rechter Fuss eingeschlafen",
                                 "rechter Fu\xDF eingeschlafen", "pie derecho entumecido", "PE DIREITO DORMENTE", "pe\xCC\x81 direito dormente",
                                 "p\xE9 direito dormente", "dormencia no pe direito"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct symptom_reading r = read_text(texts[i]);
        ck_assert_msg(r.felt == SYMPTOM_NUMB, "%s", texts[i]);
        ck_assert_msg(strcmp(r.side, "right") == 0, "%s: %s", texts[i], r.side);
    }
}
END_TEST

START_TEST(the_strongest_sentence_decides)
{
    struct symptom_reading r = read_text("No numbness for an hour, great. Then my right foot went numb. It started at 70 min. 4/10.");
    ck_assert_int_eq(r.felt, SYMPTOM_NUMB);
    ck_assert_str_eq(r.side, "right");
    ck_assert_double_eq(r.onset_min, 70);
    ck_assert_double_eq(r.severity, 4);
    r = read_text("Left foot numb. Right foot no tingling.");
    ck_assert_int_eq(r.felt, SYMPTOM_NUMB);
    ck_assert_str_eq(r.side, "left");
    ck_assert_str_eq(r.quality, "numb");
    r = read_text("Yesterday my foot was numb. No numbness today.");
    ck_assert_int_eq(r.felt, SYMPTOM_NONE);
}
END_TEST

START_TEST(a_question_says_nothing_and_its_answer_does)
{
    ck_assert_int_eq(read_text("Numb toes?").felt, SYMPTOM_NOT_SAID);
    ck_assert_int_eq(read_text("Numb toes? None.").felt, SYMPTOM_NONE);
    ck_assert_int_eq(read_text("Numb toes? Yes, from km 8.").felt, SYMPTOM_NUMB);
    ck_assert_double_eq(read_text("Numb toes? Yes, from km 8.").onset_km, 8);
}
END_TEST

/* A text of a megabyte that is one word after another must end: the suite has a time limit. */
START_TEST(hostile_texts_are_read_to_their_end)
{
    enum { SIZE = 1 << 20 };
    const char *const units[] = {"numb ", "no ", "a ", "8 km ", "numb? no ", "\xFF", "e\xCC\x81", "'", "taubheit"};
    char *text = malloc(SIZE);
    ck_assert_ptr_nonnull(text);
    for (size_t u = 0; u < COUNT(units); u++) {
        struct symptom_reading r;
        for (size_t i = 0, n = strlen(units[u]); i < SIZE; i++) text[i] = units[u][i % n];
        r = symptom_read(text, SIZE);
        ck_assert(r.from <= r.to && r.to <= SIZE);
    }
    free(text);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(phrases_of_runners_are_read_as_they_mean_them), TEST(further_phrases_are_read_as_they_mean_them),
                                       TEST(nothing_in_nothing), TEST(the_word_and_its_sentence_are_shown), TEST(a_long_sentence_is_cut_around_the_word),
                                       TEST(spelling_is_what_runners_make_of_it), TEST(the_strongest_sentence_decides),
                                       TEST(a_question_says_nothing_and_its_answer_does), TEST(hostile_texts_are_read_to_their_end)};
    return run_tests("symptom_words", tests, COUNT(tests));
}
