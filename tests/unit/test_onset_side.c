/* The side of an onset: derivatives by differences, shares against brute-force integration. */
#include "onset/onset_side.h"

#include <math.h>

#include "testing.h"

static const struct onset_side_event some[] = {
    {ONSET_RIGHT, -1.0}, {ONSET_RIGHT, 0.5}, {ONSET_BOTH, NAN},  {ONSET_RIGHT, -2.0}, {ONSET_LEFT, 1.5},
    {ONSET_RIGHT, NAN},  {ONSET_LEFT, 0.8},  {ONSET_RIGHT, 0.0}, {ONSET_BOTH, 0.2},
};

START_TEST(derivatives)
{
    double theta[4] = {0.3, -0.2, 0.7, 0.15}, gradient[4], information[16], up[4], down[4], unused[16];
    const double step = 1e-5;
    (void)onset_side_log_posterior(theta, some, COUNT(some), gradient, information);
    for (size_t i = 0; i < 4; i++) {
        const double keep = theta[i];
        double slope;
        theta[i] = keep + step;
        slope = onset_side_log_posterior(theta, some, COUNT(some), up, unused);
        theta[i] = keep - step;
        slope = (slope - onset_side_log_posterior(theta, some, COUNT(some), down, unused)) / (2 * step);
        theta[i] = keep;
        ck_assert_double_eq_tol(gradient[i], slope, 1e-6);
        for (size_t j = 0; j <= i; j++)
            ck_assert_double_eq_tol(information[i + j * 4], -(up[j] - down[j]) / (2 * step), 1e-6);
    }
}
END_TEST

START_TEST(symmetric_records)
{
    const struct onset_side_event even[] = {{ONSET_LEFT, NAN}, {ONSET_RIGHT, NAN}, {ONSET_LEFT, NAN}, {ONSET_RIGHT, NAN}};
    struct onset_side_posterior post;
    ck_assert(onset_side_fit(&post, even, COUNT(even), NULL) == TINGLE_OK);
    ck_assert_double_eq_tol(post.mean[0], post.mean[1], 1e-9);
    ck_assert_double_eq_tol(post.share[0].mean, post.share[1].mean, 1e-3);
    ck_assert_double_lt(post.share[2].mean, post.share[0].mean);
    ck_assert_double_eq(post.p_balance, 0.5); /* no balance was known */
    ck_assert_double_eq_tol(post.sd[3], 0.3, 1e-12);
    ck_assert_double_eq_tol(post.share[0].mean + post.share[1].mean + post.share[2].mean, 1.0, 1e-12);
}
END_TEST

START_TEST(no_records_give_the_prior)
{
    struct onset_side_posterior post;
    ck_assert(onset_side_fit(&post, NULL, 0, NULL) == TINGLE_OK);
    for (size_t s = 0; s < 3; s++) {
        ck_assert_double_eq_tol(post.mean[s], 0.0, 1e-15);
        ck_assert_double_eq_tol(post.share[s].mean, 1.0 / 3, 5e-3);
    }
}
END_TEST

/* Right 14, left 0, both 3: the shares by summing the posterior over a grid of (a_left, a_right, a_both). */
START_TEST(shares_against_integration)
{
    struct onset_side_event event[17];
    struct onset_side_posterior post;
    double sum = 0.0, share[3] = {0};
    for (size_t i = 0; i < 17; i++) event[i] = (struct onset_side_event){i < 14 ? ONSET_RIGHT : ONSET_BOTH, NAN};
    ck_assert(onset_side_fit(&post, event, 17, NULL) == TINGLE_OK);
    for (double l = -7; l <= 5; l += 0.25)
        for (double r = -5; r <= 7; r += 0.25)
            for (double b = -6; b <= 6; b += 0.25) {
                const double el = exp(l), er = exp(r), eb = exp(b), all = el + er + eb;
                const double w = exp(14 * (r - log(all)) + 3 * (b - log(all)) - (l * l + r * r + b * b) / 4.5);
                sum += w;
                share[0] += w * el / all;
                share[1] += w * er / all;
                share[2] += w * eb / all;
            }
    for (size_t s = 0; s < 3; s++) ck_assert_double_eq_tol(post.share[s].mean, share[s] / sum, 0.02);
}
END_TEST

START_TEST(balance_points_to_the_side)
{
    struct onset_side_event event[20];
    struct onset_side_posterior post;
    for (size_t i = 0; i < 20; i++)
        event[i] = (struct onset_side_event){i % 2 ? ONSET_LEFT : ONSET_RIGHT, i % 2 ? 2.0 : -2.0};
    ck_assert(onset_side_fit(&post, event, 20, NULL) == TINGLE_OK);
    ck_assert_double_gt(post.p_balance, 0.95);
}
END_TEST

START_TEST(bad_events)
{
    struct onset_side_event event = {ONSET_LEFT, 51.0};
    struct onset_side_posterior post;
    struct tingle_error err = {0};
    ck_assert(onset_side_fit(&post, &event, 1, &err) == TINGLE_BAD_DATA);
    event = (struct onset_side_event){ONSET_SIDES, 0.0};
    ck_assert(onset_side_fit(&post, &event, 1, &err) == TINGLE_BAD_DATA);
    ck_assert_str_eq(err.message, "onset 0: the side must be left, right or both, the balance from -50 to 50 points");
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(derivatives), TEST(symmetric_records), TEST(no_records_give_the_prior), TEST(shares_against_integration),
        TEST(balance_points_to_the_side), TEST(bad_events),
    };
    return run_tests("onset side", tests, COUNT(tests));
}
