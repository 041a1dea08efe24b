/* Cholesky work through LAPACKE. Sizes are small (tens), so clarity wins over blocking. */
#include "la/la.h"

#include <assert.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

bool la_cholesky(size_t n, double *a, size_t ld)
{
    assert(n <= ld && n < 10000);
    if (n == 0) return true;
    return LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', (lapack_int)n, a, (lapack_int)ld) == 0;
}

static bool lower_is_finite(size_t n, const double *a, size_t ld)
{
    for (size_t j = 0; j < n; j++)
        for (size_t i = j; i < n; i++)
            if (!isfinite(a[i + j * ld])) return false;
    return true;
}

bool la_cholesky_ridge(size_t n, const double *a, double *factor, size_t ld, double start, double *r)
{
    double ridge = 0.0;
    assert(start > 0.0);
    *r = 0.0;
    if (!lower_is_finite(n, a, ld)) return false;
    for (int tries = 0; tries < 40; tries++) {
        for (size_t j = 0; j < n; j++) {
            memcpy(factor + j * ld, a + j * ld, n * sizeof *a);
            factor[j + j * ld] += ridge;
        }
        if (la_cholesky(n, factor, ld)) {
            *r = ridge;
            return true;
        }
        ridge = ridge > 0.0 ? 4.0 * ridge : start;
    }
    return false;
}

double la_cholesky_log_det(size_t n, const double *factor, size_t ld)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++) sum += log(factor[j + j * ld]);
    return 2.0 * sum;
}

void la_cholesky_solve(size_t n, const double *factor, size_t ld, double *b)
{
    if (n == 0) return;
    (void)LAPACKE_dpotrs(LAPACK_COL_MAJOR, 'L', (lapack_int)n, 1, factor, (lapack_int)ld, b, (lapack_int)n);
}

void la_cholesky_inverse(size_t n, const double *factor, double *out, size_t ld)
{
    if (n == 0) return;
    if (out != factor)
        for (size_t j = 0; j < n; j++) memcpy(out + j * ld, factor + j * ld, n * sizeof *out);
    (void)LAPACKE_dpotri(LAPACK_COL_MAJOR, 'L', (lapack_int)n, out, (lapack_int)ld);
    la_mirror(n, out, ld);
}

void la_lower_times(size_t n, const double *factor, size_t ld, const double *x, double *out)
{
    assert(out != x);
    for (size_t i = 0; i < n; i++) out[i] = 0.0;
    for (size_t j = 0; j < n; j++)
        for (size_t i = j; i < n; i++) out[i] += factor[i + j * ld] * x[j];
}

void la_times(size_t n, const double *a, size_t ld, const double *x, double *out)
{
    assert(out != x);
    for (size_t i = 0; i < n; i++) out[i] = 0.0;
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++) out[i] += a[i + j * ld] * x[j];
}

double la_quadratic(size_t n, const double *a, size_t ld, const double *x)
{
    double total = 0.0;
    for (size_t j = 0; j < n; j++) total += x[j] * la_dot(n, a + j * ld, x);
    return total;
}

void la_rank_one(size_t n, double *a, size_t ld, double s, const double *x)
{
    for (size_t j = 0; j < n; j++) la_axpy(n - j, s * x[j], x + j, a + j + j * ld);
}

void la_mirror(size_t n, double *a, size_t ld)
{
    for (size_t j = 0; j < n; j++)
        for (size_t i = j + 1; i < n; i++) a[j + i * ld] = a[i + j * ld];
}
