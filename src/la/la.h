/* Small dense linear algebra: the only caller of LAPACK.
 *
 * Two kinds of functions: sums and products over columns of rows (thousands of rows, a few
 * columns), written with two-lane vectors that gcc and clang turn into the machine's own; and
 * Cholesky work on matrices of up to some hundred columns, handed to LAPACK.
 *
 * Every sum has a fixed order: eight lanes, lane k taking elements k, k + 8, ..., added at the
 * end as ((0+2)+(4+6)) + ((1+3)+(5+7)), then the remainder one by one. The same input gives the
 * same bits on the same machine.
 *
 * Matrices are column-major with leading dimension ld >= rows; symmetric ones are read and
 * written in the lower triangle unless said otherwise. No function allocates. Threads: no
 * shared state.
 */
#ifndef LA_LA_H
#define LA_LA_H

#include <stdbool.h>
#include <stddef.h>

/* ----------------------------------------------------------- columns */

/* Sum of x[i]. */
double la_sum(size_t n, const double *x);

/* Sum of x[i] y[i]. */
double la_dot(size_t n, const double *x, const double *y);

/* out[i] = x[i] y[i]; returns their sum. out may be x or y. */
double la_multiply(size_t n, double *out, const double *x, const double *y);

/* y[i] += a x[i]. */
void la_axpy(size_t n, double a, const double *x, double *y);

/* out[i] += x[i] y[i]. */
void la_multiply_add(size_t n, double *out, const double *x, const double *y);

/* y[i] = exp(x[i]) with x cut to [-708, 709]; NaN stays NaN. At most 1 ulp from the true value
 * (tests/unit/test_la.c; measured 0.94). Cody-Waite reduction and a Taylor polynomial of degree 13:
 * Muller, Elementary Functions, 3rd ed., 2016, chapters 5 and 11. y may be x. */
void la_exp(size_t n, const double *x, double *y);

/* --------------------------------------------------- symmetric matrices */

/* a := L with a = L L'. False (a is then destroyed) when a is not positive definite or not finite. */
bool la_cholesky(size_t n, double *a, size_t ld);

/* The same for a + r I with the smallest r of 0, start, 4 start, 16 start, ... that works; *r says
 * which. `a` is kept, the factor goes to `factor` (same ld). False when a is not finite or 40
 * tries were too few. start > 0. */
bool la_cholesky_ridge(size_t n, const double *a, double *factor, size_t ld, double start, double *r);

/* log det of L L'. */
double la_cholesky_log_det(size_t n, const double *factor, size_t ld);

/* b := (L L')^-1 b, one right-hand side. */
void la_cholesky_solve(size_t n, const double *factor, size_t ld, double *b);

/* out := (L L')^-1, both triangles filled. out may be factor. */
void la_cholesky_inverse(size_t n, const double *factor, double *out, size_t ld);

/* out := L x (only the lower triangle is read). out may not be x. */
void la_lower_times(size_t n, const double *factor, size_t ld, const double *x, double *out);

/* out := A x with both triangles of the symmetric A filled. out may not be x. */
void la_times(size_t n, const double *a, size_t ld, const double *x, double *out);

/* x' A x with both triangles filled. */
double la_quadratic(size_t n, const double *a, size_t ld, const double *x);

/* a += s x x', lower triangle. */
void la_rank_one(size_t n, double *a, size_t ld, double s, const double *x);

/* Copies the lower triangle over the upper one. */
void la_mirror(size_t n, double *a, size_t ld);

#endif
