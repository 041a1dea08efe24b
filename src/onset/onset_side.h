/* Which foot: the mark on an onset (docs/model.md section 2, eq. 19).
 *
 * One onset process says when; given an onset, the side is left, right or both with
 *
 *     P(side) = softmax(a_left + c v, a_right - c v, a_both)          (19)
 *
 * where v is the run's stance-time balance (left share less 50, percentage points). The likelihood of when
 * and which side factorises, so this is a fit of its own: a ~ N(0, 1.5^2) each, about a Dirichlet(1,1,1) on
 * the shares, c ~ N(0, 0.3^2) per point [J]. Laplace, and 512 fixed points for the shares. Concave, so Newton's
 * method needs no guard but halving.
 *
 * Threads: no shared state.
 */
#ifndef ONSET_ONSET_SIDE_H
#define ONSET_ONSET_SIDE_H

#include "onset/onset.h"

enum onset_side { ONSET_LEFT, ONSET_RIGHT, ONSET_BOTH, ONSET_SIDES };

struct onset_side_event {
    enum onset_side side;
    double balance_pct; /* left share of stance time less 50; NaN unknown, which counts as even */
};

enum { ONSET_SIDE_PARAMETERS = 4 }; /* a_left, a_right, a_both, c */

struct onset_side_posterior {
    size_t events;
    double mean[ONSET_SIDE_PARAMETERS], sd[ONSET_SIDE_PARAMETERS]; /* mode and Laplace sd */
    struct onset_summary share[ONSET_SIDES];                       /* of the next onset, with even balance */
    double p_balance;                                              /* P(c > 0): the longer stance is the numb side */
};

/* Errors: TINGLE_BAD_DATA (no such side, a balance beyond 50 points; `where` the event), TINGLE_NO_MEMORY. */
enum tingle_status onset_side_fit(struct onset_side_posterior *out, const struct onset_side_event *event, size_t events,
                                  struct tingle_error *err);

/* The log posterior without its constant at theta[4], its gradient (4) and negative Hessian (4 x 4, lower triangle). */
double onset_side_log_posterior(const double *theta, const struct onset_side_event *event, size_t events,
                                double *gradient, double *information);

#endif
