/* The fit of made-up feet and shoes, worked by hand from evidence.md 4.2, 4.3 and 3.4: tests/byhand/shoe_fit.csv. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/file_bytes.h"
#include "base/text.h"
#include "foot/shoe_fit.h"

/* Numbers with blanks between, as a person wrote the repeats down. */
static struct fit_value average_of(enum fit_measure measure, const char *text)
{
    double mm[16];
    size_t n = 0;
    for (char *end; *text; text = end) {
        mm[n++] = strtod(text, &end);
        ck_assert_ptr_ne(text, end);
    }
    return fit_average(measure, mm, n);
}

static double number(const struct csv *csv, const char *column)
{
    double value = NAN;
    ck_assert_msg(text_number(csv_text(csv, csv_column(csv, column)), &value), "line %lld: %s", (long long)csv->line, column);
    return value;
}

static void same(const struct csv *csv, const char *what, const char *column, double got)
{
    double expected = number(csv, column);
    ck_assert_msg(fabs(got - expected) < 0.0006, "line %lld: %s is %g, by hand %g", (long long)csv->line, what, got, expected);
}

static void check_verdict(const struct csv *csv, const char *measure, const char *kind, struct fit_verdict v)
{
    char column[32], band[32];
    snprintf(column, sizeof column, "%s_mm", kind);
    same(csv, column, column, v.value.mm);
    snprintf(column, sizeof column, "%s_error", kind);
    same(csv, column, column, v.value.error_mm);
    snprintf(column, sizeof column, "%s_band", kind);
    snprintf(band, sizeof band, "%s%s%s", v.low->code, v.band ? "" : " to ", v.band ? "" : v.high->code);
    ck_assert_msg(strcmp(band, csv_text(csv, csv_column(csv, column))) == 0, "line %lld: %s %s is %s", (long long)csv->line, measure, column, band);
}

static void check_row(const struct csv *csv)
{
    struct fit_value length = average_of(FIT_LENGTH, csv_text(csv, csv_column(csv, "lengths")));
    struct fit_value width = average_of(FIT_WIDTH, csv_text(csv, csv_column(csv, "widths")));
    double insole_length = number(csv, "insole_length"), insole_width = number(csv, "insole_width");
    struct fit_value inside = fit_average(FIT_INSOLE_WIDTH, &insole_width, 1);
    struct fit_value wider = fit_sum(width, fit_widening(number(csv, "minutes")));
    struct fit_verdict after = fit_judge("width", fit_half(fit_difference(wider, inside)));
    check_verdict(csv, "toe", "toe", fit_judge("toe", fit_difference(fit_average(FIT_INSOLE_LENGTH, &insole_length, 1), length)));
    check_verdict(csv, "width", "overlap", fit_judge("width", fit_half(fit_difference(width, inside))));
    check_verdict(csv, "width", "after", after);
    same(csv, "the chance of ok", "after_chance_ok", after.chance[0]);
}

START_TEST(worked_by_hand)
{
    struct file_bytes file = {0};
    struct tingle_error err;
    struct csv csv;
    char path[4096];
    bool got = true;
    int rows = 0;
    snprintf(path, sizeof path, "%s/tests/byhand/shoe_fit.csv", getenv("TINGLE_SOURCE"));
    ck_assert_int_eq(file_read(&file, path, 1 << 20, NULL), TINGLE_OK);
    ck_assert_int_eq(csv_open(&csv, file_view(&file), path, &err), TINGLE_OK);
    for (;; rows++) {
        ck_assert_msg(csv_next(&csv, &got, &err) == TINGLE_OK, "%s", err.message);
        if (!got) break;
        check_row(&csv);
    }
    ck_assert_int_ge(rows, 12);
    csv_release(&csv);
    file_release(&file);
}
END_TEST

/* Values on an edge, and just beside it; chances add to one. */
START_TEST(bands_have_no_gaps)
{
    static const struct { const char *measure; double mm; const char *code; } rows[] = {
        {"toe", -40, "short"}, {"toe", 5.499, "short"}, {"toe", 5.5, "tight"}, {"toe", 9.499, "tight"}, {"toe", 9.5, "ok"},
        {"toe", 17.499, "ok"}, {"toe", 17.5, "long"},  {"toe", 22.499, "long"}, {"toe", 22.5, "too-long"}, {"toe", 400, "too-long"},
        {"width", -9, "ok"},   {"width", 2.499, "ok"}, {"width", 2.5, "tight"}, {"width", 5.499, "tight"}, {"width", 5.5, "narrow"}, {"ball", 0, "ok"},
        {"ball", -5.01, "behind"}, {"ball", 5, "ahead"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fit_verdict exact = fit_judge(rows[i].measure, (struct fit_value){rows[i].mm, 0, 1});
        struct fit_verdict loose = fit_judge(rows[i].measure, (struct fit_value){rows[i].mm, 3, 1});
        double sum = 0;
        ck_assert_ptr_nonnull(exact.band);
        ck_assert_str_eq(exact.band->code, rows[i].code);
        for (size_t b = 0; b < loose.bands; b++) sum += loose.chance[b];
        ck_assert_double_eq_tol(sum, 1, 1e-12);
    }
}
END_TEST

/* A better measured foot never has a wider interval; more repeats never fall below what they share. */
START_TEST(repeats_help_up_to_what_they_share)
{
    double mm[64], last = INFINITY;
    for (size_t i = 0; i < COUNT(mm); i++) mm[i] = 100;
    for (size_t n = 1; n <= COUNT(mm); n++) {
        struct fit_value v = fit_average(FIT_WIDTH, mm, n);
        ck_assert_double_lt(v.error_mm, last);
        ck_assert_double_gt(v.error_mm, 1.5);
        ck_assert_double_eq(v.mm, 100);
        last = v.error_mm;
    }
    ck_assert_double_eq(fit_average(FIT_WIDTH, mm, 1).error_mm, 3);
    ck_assert_double_eq(fit_average(FIT_LENGTH, mm, 1).error_mm, 2);
}
END_TEST

START_TEST(what_is_not_known_stays_unknown)
{
    const double nothing[] = {NAN, NAN}, some[] = {NAN, 260};
    struct fit_verdict v = fit_judge("toe", fit_unknown());
    ck_assert(!fit_is_known(fit_average(FIT_LENGTH, nothing, 2)));
    ck_assert(!fit_is_known(fit_average(FIT_LENGTH, NULL, 0)));
    ck_assert_uint_eq(fit_average(FIT_LENGTH, some, 2).n, 1);
    ck_assert_double_eq(fit_average(FIT_LENGTH, some, 2).error_mm, 2);
    ck_assert(!fit_is_known(fit_difference(fit_unknown(), fit_average(FIT_LENGTH, some, 2))));
    ck_assert_ptr_null(v.band);
    ck_assert_ptr_null(v.likely);
    ck_assert(isnan(v.chance[0]));
    ck_assert_double_eq(fit_widening(0).mm, 0);
    ck_assert_double_eq(fit_widening(-5).error_mm, 0);
    ck_assert_double_eq_tol(fit_widening(10).mm, 1.2 * 0.632121, 1e-6);
    ck_assert_double_eq_tol(fit_widening(1000).error_mm, 1, 1e-9);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(worked_by_hand), TEST(bands_have_no_gaps), TEST(repeats_help_up_to_what_they_share),
                                       TEST(what_is_not_known_stays_unknown)};
    return run_tests("shoe_fit", tests, COUNT(tests));
}
