/* Questionnaires: what is kept, and changes worked by hand. */
#include "journal_home.h"
#include "testing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advice/scales.h"

static void keep(struct journal *j, const char *day, const char *scale, const char *activity, double value)
{
    OK(scale_store(j, scale, activity, day, value, &err));
}

/* The series of a scale; of the activity where one is named. */
static const struct tingle_scale_series *series_of(const struct tingle_scales *s, const char *scale, const char *activity)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->series[i].scale->id, scale) == 0 && strcmp(s->series[i].activity, activity) == 0) return &s->series[i];
    ck_abort_msg("no series %s %s", scale, activity);
    return NULL;
}

START_TEST(the_rating)
{
    const struct tingle_scale_series *s;
    struct tingle_scales *scales = NULL;
    struct journal *j;
    begin();
    j = opened();
    keep(j, "2026-03-20", "nrs", NULL, 4.5); /* entered out of order */
    keep(j, "2026-03-01", "nrs", NULL, 6);
    OK(scales_read(&scales, j, &err));
    s = series_of(scales, "nrs", "");
    ck_assert_double_eq(s->since_first, -1.5); /* below 2 */
    ck_assert_int_eq(s->verdict, TINGLE_SCALE_SAME);
    scales_free(scales);
    keep(j, "2026-03-27", "NRS", NULL, 4);
    OK(scales_read(&scales, j, &err));
    s = series_of(scales, "nrs", "");
    ck_assert_uint_eq(s->answers, 3);
    ck_assert_str_eq(s->answer[0].day, "2026-03-01");
    ck_assert_double_eq(s->since_first, -2);
    ck_assert_double_eq(s->since_last, -0.5);
    ck_assert_int_eq(s->verdict, TINGLE_SCALE_BETTER); /* down is better, exactly 2 is enough */
    ck_assert_int_eq(s->verdict_last, TINGLE_SCALE_SAME);
    ck_assert(!s->large);
    scales_free(scales);
    keep(j, "2026-03-27", "nrs", NULL, 9.5); /* over the one of that day: + 3.5 */
    OK(scales_read(&scales, j, &err));
    s = series_of(scales, "nrs", "");
    ck_assert_uint_eq(s->answers, 3);
    ck_assert_int_eq(s->verdict, TINGLE_SCALE_WORSE);
    ck_assert_int_eq(s->verdict_last, TINGLE_SCALE_WORSE);
    ck_assert(s->large);
    scales_free(scales);
    journal_close(j);
    end();
}
END_TEST

/* Means: (3 + 5 + 4) / 3 = 4; (5 + 6 + 5) / 3 = 5 1/3; (6 + 7 + 7) / 3 = 6 2/3: + 2 2/3 is under 2.7, so not large. */
START_TEST(activities_and_their_mean)
{
    static const double answers[3][3] = {{3, 5, 4}, {5, 6, 5}, {6, 7, 7}};
    static const char *const days[] = {"2026-03-01", "2026-03-08", "2026-03-15"}, *const names[] = {"stairs", "run an hour", "stand"};
    const struct tingle_scale_series *s;
    struct tingle_scales *scales = NULL;
    struct journal *j;
    begin();
    j = opened();
    for (int d = 0; d < 3; d++)
        for (int i = 0; i < 3; i++) keep(j, days[d], "psfs", d == 1 && i == 1 ? "RUN an hour" : names[i], answers[d][i]);
    OK(scales_read(&scales, j, &err));
    s = series_of(scales, "psfs", "");
    ck_assert(s->is_mean);
    ck_assert_uint_eq(s->answers, 3);
    ck_assert_double_eq_tol(s->answer[1].value, 16.0 / 3, 1e-12);
    ck_assert_double_eq_tol(s->since_first, 8.0 / 3, 1e-12);
    ck_assert_double_eq_tol(s->since_last, 4.0 / 3, 1e-12);
    ck_assert_int_eq(s->verdict, TINGLE_SCALE_BETTER);
    ck_assert_int_eq(s->verdict_last, TINGLE_SCALE_BETTER); /* 1 1/3 is over 1.3 */
    ck_assert(!s->large);
    s = series_of(scales, "psfs", "run an hour");
    ck_assert_double_eq(s->since_first, 2);
    ck_assert_int_eq(s->verdict, TINGLE_SCALE_FIRST);
    ck_assert_uint_eq(scales->activities, 3);
    scales_free(scales);
    REFUSED(scale_store(j, "psfs", "a fourth", "2026-03-15", 1, &err), TINGLE_BAD_DATA, "3 activities on 2026-03-15 already");
    keep(j, "2026-03-22", "psfs", "stand", 9); /* now only one: the mean is that of it */
    OK(scales_read(&scales, j, &err));
    s = series_of(scales, "psfs", "");
    ck_assert_uint_eq(s->answers, 4);
    ck_assert_double_eq(s->since_first, 5);
    ck_assert(s->large);
    scales_free(scales);
    journal_close(j);
    end();
}
END_TEST

START_TEST(the_change_as_a_whole)
{
    static const struct { double value; enum tingle_scale_verdict verdict; bool large; } rows[] = {
        {0, TINGLE_SCALE_SAME, false}, {2.5, TINGLE_SCALE_SAME, false}, {3, TINGLE_SCALE_BETTER, false},
        {5, TINGLE_SCALE_BETTER, true}, {-3, TINGLE_SCALE_WORSE, false}, {-7, TINGLE_SCALE_WORSE, true}};
    struct tingle_scales *scales = NULL;
    struct journal *j;
    begin();
    j = opened();
    keep(j, "2026-02-01", "groc", NULL, 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct tingle_scale_series *s;
        keep(j, "2026-03-01", "groc", NULL, rows[i].value);
        OK(scales_read(&scales, j, &err));
        s = series_of(scales, "groc", "");
        ck_assert_msg(s->verdict == rows[i].verdict && s->large == rows[i].large, "%g", rows[i].value);
        ck_assert(isnan(s->since_first));
        scales_free(scales);
    }
    journal_close(j);
    end();
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
    char longer[RECORD_TEXT + 1];
    struct tingle_scales *scales = NULL;
    struct journal *j;
    begin();
    j = opened();
    setenv("TINGLE_NOW", "2026-03-10T12:00:00Z", 1);
    memset(longer, 'x', RECORD_TEXT);
    longer[RECORD_TEXT] = '\0';
    REFUSED(scale_store(j, "mfpdi", NULL, NULL, 1, &err), TINGLE_BAD_DATA, "there are nrs, psfs and groc");
    REFUSED(scale_store(j, "nrs", NULL, NULL, 11, &err), TINGLE_BAD_DATA, "from 0 (none) to 10");
    REFUSED(scale_store(j, "nrs", NULL, NULL, 4.3, &err), TINGLE_BAD_DATA, "at most in halves");
    REFUSED(scale_store(j, "nrs", NULL, NULL, NAN, &err), TINGLE_BAD_DATA, "is no answer");
    REFUSED(scale_store(j, "groc", NULL, NULL, -8, &err), TINGLE_BAD_DATA, "is no answer");
    REFUSED(scale_store(j, "nrs", "stairs", NULL, 1, &err), TINGLE_BAD_DATA, "has no activities");
    REFUSED(scale_store(j, "psfs", NULL, NULL, 1, &err), TINGLE_BAD_DATA, "needs an activity");
    REFUSED(scale_store(j, "psfs", "", NULL, 1, &err), TINGLE_BAD_DATA, "needs an activity");
    REFUSED(scale_store(j, "psfs", "two\nlines", NULL, 1, &err), TINGLE_BAD_DATA, "one line");
    REFUSED(scale_store(j, "psfs", longer, NULL, 1, &err), TINGLE_BAD_DATA, "one line");
    REFUSED(scale_store(j, "nrs", NULL, "2026-04-01", 1, &err), TINGLE_BAD_DATA, "in the future");
    REFUSED(scale_store(j, "nrs", NULL, "1 March", 1, &err), TINGLE_BAD_DATA, "is no day");
    REFUSED(scales_forget(j, "2026-03-10", &err), TINGLE_NO_INPUT, "nothing like that");
    keep(j, NULL, "nrs", NULL, 3);
    OK(scales_read(&scales, j, &err));
    ck_assert_uint_eq(scales->count, 1);
    ck_assert_str_eq(scales->series[0].answer[0].day, "2026-03-10"); /* today */
    ck_assert_int_eq(scales->series[0].verdict, TINGLE_SCALE_FIRST);
    scales_free(scales);
    OK(scales_forget(j, "2026-03-10", &err));
    OK(scales_read(&scales, j, &err));
    ck_assert_uint_eq(scales->count, 0);
    scales_free(scales);
    unsetenv("TINGLE_NOW");
    journal_close(j);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(the_rating), TEST(activities_and_their_mean), TEST(the_change_as_a_whole), TEST(what_cannot_be_is_refused)};
    return run_tests("scales", tests, COUNT(tests));
}
