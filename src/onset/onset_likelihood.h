/* The log-likelihood with its gradient, Hessian and third-order term (docs/model.md eq. 4-7).
 *
 * With theta the d parameters (order of onset.h), w_j = h_j e_j over the rows of a term, H = sum w,
 * G = sum w x, and psi the function of H that belongs to the kind of term:
 *
 *     log-likelihood   sum psi(H)  +  sum over exact events of (log m + x' theta)
 *     gradient         sum psi' G  +  sum of x over events
 *     Hessian          sum psi' S w x x' + psi'' G G'
 *     third order      t = sum psi' S w s x + psi'' [G S w s + 2 S w x (x' Sigma G)] + psi''' G (G' Sigma G)
 *
 * with S the sum over the term's rows and s_j = x_j' Sigma x_j; t_i = sum_jk (d3 loglik)_ijk Sigma_jk.
 *
 *     kind         psi                              psi'   psi''        psi'''
 *     survived     -H                               -1     0            0
 *     window       log(1 - e^-H)                     r     -r(1+r)      r(1+r)(1+2r),        r = 1/(e^H - 1)
 *     unrecorded   log(omega + (1-omega) e^-H)      -q     q(1-q)      -q(1-q)(1-2q),        q = (1-omega)e^-H / (omega + (1-omega)e^-H)
 *
 * The window's Hessian is not negative definite in general: Newton's method needs its guard.
 * eta is cut at 30, H for r to [1e-100, 700].
 */
#ifndef ONSET_ONSET_LIKELIHOOD_H
#define ONSET_ONSET_LIKELIHOOD_H

#include "onset/onset_design.h"

/* Scratch of one thread: the state left by likelihood_value that the derivatives need. */
struct onset_work {
    double *weight;   /* rows: w */
    double *total;    /* terms: H */
    double *scaled;   /* varying x longest_term */
    double *row;      /* 2 x longest_term */
    double *inner;    /* 4 d + d x d: vectors and matrix in internal order */
};

/* False when the arena is full. */
bool work_init(struct onset_work *work, struct arena *arena, const struct onset_design *design);

/* psi and its first three derivatives at H. */
struct term_curve {
    double value, first, second, third;
};
struct term_curve term_curve_at(enum term_kind kind, double total, double omega);

/* The log-likelihood at theta; leaves weight and total in `work`. */
double likelihood_value(const struct onset_design *design, struct onset_work *work, const double *theta);

/* After likelihood_value: gradient (d) and the negative Hessian (d x d, lower triangle). */
void likelihood_curvature(const struct onset_design *design, struct onset_work *work, double *gradient,
                          double *information);

/* After likelihood_value: t (d) for the symmetric Sigma (d x d, both triangles). */
void likelihood_third(const struct onset_design *design, struct onset_work *work, const double *sigma, double *t);

#endif
