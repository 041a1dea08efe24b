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
    ck_assert_int_ge(rows, 60);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(phrases_of_runners_are_read_as_they_mean_them), TEST(further_phrases_are_read_as_they_mean_them)};
    return run_tests("symptom_words", tests, COUNT(tests));
}
