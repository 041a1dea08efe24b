/* The posterior mode at one grid point: Newton's method with its guards (docs/model.md section 5).
 *
 * Maximises loglik(theta) - 1/2 (theta - m)' Q (theta - m) with Q diagonal. Guards: Cholesky with a
 * growing ridge (a window's Hessian is indefinite), steps of at most 5 per component, halving while
 * the value falls, one restart from the prior mean when the curvature is not finite, at most 60
 * steps. Ends when gradient' step < 1e-9 and takes that last step.
 */
#ifndef ONSET_ONSET_MODE_H
#define ONSET_ONSET_MODE_H

#include "onset/onset_likelihood.h"

struct gauss_prior {
    const double *mean;      /* d */
    const double *precision; /* d, the diagonal of Q; 0: flat */
};

struct onset_mode {
    double *theta;    /* d; start on entry, mode on return */
    double *factor;   /* d x d: Cholesky of A = Q - Hessian (plus a ridge where A was not positive) */
    double value;     /* loglik + log prior without its constant, at the mode */
    double log_det;   /* of A */
    size_t steps;
    bool converged;
    bool usable;      /* factor and value are finite */
};

/* scratch: 4 d + d x d doubles. */
void mode_find(struct onset_mode *mode, const struct onset_design *design, struct onset_work *work,
               const struct gauss_prior *prior, double *scratch);

#endif
