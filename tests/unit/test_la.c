/* la: sums against hand-worked values, exp against the C library in long double, Cholesky
 * against matrices whose factor and inverse are known. */
#include "la/la.h"

#include <float.h>
#include <math.h>

#include "base/random.h"
#include "testing.h"

START_TEST(sums_of_odd_lengths)
{
    /* 1 + 2 + ... + n = n (n + 1) / 2; 1 + 4 + ... + n^2 = n (n + 1)(2 n + 1) / 6: exact in doubles */
    double x[40], out[40];
    for (size_t i = 0; i < 40; i++) x[i] = (double)(i + 1);
    for (size_t n = 0; n <= 40; n++) {
        const double m = (double)n, squares = m * (m + 1) * (2 * m + 1) / 6;
        ck_assert_double_eq(la_sum(n, x), m * (m + 1) / 2);
        ck_assert_double_eq(la_dot(n, x, x), squares);
        ck_assert_double_eq(la_multiply(n, out, x, x), squares);
        for (size_t i = 0; i < n; i++) ck_assert_double_eq(out[i], x[i] * x[i]);
    }
}
END_TEST

START_TEST(axpy_and_multiply_add)
{
    double x[7] = {1, 2, 3, 4, 5, 6, 7}, y[7] = {10, 10, 10, 10, 10, 10, 10};
    la_axpy(7, -2.0, x, y);
    for (size_t i = 0; i < 7; i++) ck_assert_double_eq(y[i], 10.0 - 2.0 * x[i]);
    la_multiply_add(7, y, x, x);
    for (size_t i = 0; i < 7; i++) ck_assert_double_eq(y[i], 10.0 - 2.0 * x[i] + x[i] * x[i]);
}
END_TEST

static double ulps_off(double x, double y)
{
    const long double truth = expl((long double)x);
    int exponent;
    (void)frexpl(truth, &exponent);
    return (double)fabsl(((long double)y - truth) / ldexpl(1.0L, exponent - DBL_MANT_DIG));
}

START_TEST(exp_within_one_ulp)
{
    enum { N = 100003 };
    double *x = malloc(N * sizeof *x), *y = malloc(N * sizeof *y), worst = 0.0;
    struct random r;
    ck_assert_ptr_nonnull(x);
    ck_assert_ptr_nonnull(y);
    random_seed(&r, 4);
    for (size_t i = 0; i < N; i++) x[i] = i % 2 ? random_between(&r, -30, 30) : random_between(&r, -700, 700);
    la_exp(N, x, y);
    for (size_t i = 0; i < N; i++) {
        const double off = ulps_off(x[i], y[i]);
        if (off > worst) worst = off;
    }
    printf("# la_exp: worst %.3f ulp of %d points\n", worst, N);
    ck_assert_double_le(worst, 1.0);
    free(x);
    free(y);
}
END_TEST

START_TEST(exp_at_the_ends)
{
    double x[7] = {0.0, -0.0, 1e9, -1e9, NAN, INFINITY, -INFINITY}, y[7];
    la_exp(7, x, y);
    ck_assert_double_eq(y[0], 1.0);
    ck_assert_double_eq(y[1], 1.0);
    ck_assert_double_le(fabs(y[2] / exp(709.0) - 1.0), 1e-15);
    ck_assert_double_le(fabs(y[3] / exp(-708.0) - 1.0), 1e-15);
    ck_assert(isnan(y[4]));
    ck_assert(isfinite(y[5]) && y[5] == y[2]);
    ck_assert(y[6] == y[3]);
}
END_TEST

/* [[4,2],[2,3]] = L L' with L = [[2,0],[1,sqrt 2]]; inverse [[3,-2],[-2,4]] / 8. */
START_TEST(cholesky_by_hand)
{
    double a[6] = {4, 2, -1, 2, 3, -1}, inverse[6], b[2] = {8, 16}, x[2] = {1, 1}, out[2]; /* ld 3 */
    ck_assert(la_cholesky(2, a, 3));
    ck_assert_double_eq_tol(a[0], 2.0, 1e-15);
    ck_assert_double_eq_tol(a[1], 1.0, 1e-15);
    ck_assert_double_eq_tol(a[4], sqrt(2.0), 1e-15);
    ck_assert_double_eq(a[2], -1.0); /* below the matrix: untouched */
    ck_assert_double_eq_tol(la_cholesky_log_det(2, a, 3), log(8.0), 1e-15);
    la_cholesky_solve(2, a, 3, b);
    ck_assert_double_eq_tol(b[0], -1.0, 1e-14);
    ck_assert_double_eq_tol(b[1], 6.0, 1e-14);
    la_lower_times(2, a, 3, x, out);
    ck_assert_double_eq_tol(out[1], 1.0 + sqrt(2.0), 1e-15);
    inverse[2] = inverse[5] = 0.0;
    la_cholesky_inverse(2, a, inverse, 3);
    ck_assert_double_eq_tol(inverse[0], 0.375, 1e-15);
    ck_assert_double_eq_tol(inverse[1], -0.25, 1e-15);
    ck_assert_double_eq_tol(inverse[3], -0.25, 1e-15);
    ck_assert_double_eq_tol(inverse[4], 0.5, 1e-15);
    la_times(2, inverse, 3, x, out);
    ck_assert_double_eq_tol(out[0], 0.125, 1e-15);
    ck_assert_double_eq_tol(la_quadratic(2, inverse, 3, x), 0.375, 1e-15);
}
END_TEST

START_TEST(cholesky_refuses_and_ridge_helps)
{
    double a[4] = {1, 2, 2, 1}, keep[4] = {1, 2, 2, 1}, factor[4], r; /* eigenvalues 3 and -1 */
    double bad[4] = {1, NAN, NAN, 1};
    ck_assert(!la_cholesky(2, a, 2));
    ck_assert(la_cholesky_ridge(2, keep, factor, 2, 0.5, &r));
    ck_assert_double_eq(r, 2.0); /* 0.5 fails, 2 works: diagonal 3, 3 - 4/3 > 0 */
    ck_assert_double_eq_tol(factor[0] * factor[0], 3.0, 1e-14);
    ck_assert_double_eq(keep[0], 1.0);
    ck_assert(!la_cholesky_ridge(2, bad, factor, 2, 0.5, &r));
}
END_TEST

START_TEST(rank_one_and_mirror)
{
    double a[9] = {0}, x[3] = {1, 2, 3};
    la_rank_one(3, a, 3, 2.0, x);
    la_mirror(3, a, 3);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) ck_assert_double_eq(a[i + 3 * j], 2.0 * x[i] * x[j]);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(sums_of_odd_lengths), TEST(axpy_and_multiply_add), TEST(exp_within_one_ulp),
        TEST(exp_at_the_ends), TEST(cholesky_by_hand), TEST(cholesky_refuses_and_ridge_helps),
        TEST(rank_one_and_mirror),
    };
    return run_tests("la", tests, COUNT(tests));
}
