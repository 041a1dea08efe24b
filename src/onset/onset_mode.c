/* Newton's method of onset_mode.h. */
#include "onset/onset_mode.h"

#include <math.h>
#include <string.h>

#include "la/la.h"

enum { MAX_STEPS = 60 };

static const double decrement_end = 1e-9, step_max = 5.0, shortest = 1e-6, may_fall = 1e-10;

struct newton {
    const struct onset_design *design;
    struct onset_work *work;
    const struct gauss_prior *prior;
    double *gradient, *step, *trial, *information;
};

static double target(struct newton *n, const double *theta)
{
    double value = likelihood_value(n->design, n->work, theta);
    for (size_t i = 0; i < n->design->d; i++) {
        const double off = theta[i] - n->prior->mean[i];
        value -= 0.5 * n->prior->precision[i] * off * off;
    }
    return value;
}

/* Gradient and A at theta (where target was last called), and the factor of A. */
static bool expand(struct newton *n, struct onset_mode *mode)
{
    const size_t d = n->design->d;
    double start = 0.0, ridge;
    likelihood_curvature(n->design, n->work, n->gradient, n->information);
    for (size_t i = 0; i < d; i++) {
        n->gradient[i] -= n->prior->precision[i] * (mode->theta[i] - n->prior->mean[i]);
        n->information[i + i * d] += n->prior->precision[i];
        start += n->prior->precision[i];
    }
    start = start > 0.0 ? 1e-3 * start / (double)d : 1e-3;
    return la_cholesky_ridge(d, n->information, mode->factor, d, start, &ridge);
}

static double largest(const double *x, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++) most = fmax(most, fabs(x[i]));
    return most;
}

/* Moves theta along the step, halving while the value falls. */
static void advance(struct newton *n, struct onset_mode *mode)
{
    const size_t d = n->design->d;
    double length = fmin(1.0, step_max / fmax(largest(n->step, d), 1e-300)), value;
    for (;;) {
        for (size_t i = 0; i < d; i++) n->trial[i] = mode->theta[i] + length * n->step[i];
        value = target(n, n->trial);
        if (value >= mode->value - may_fall || length < shortest) break;
        length *= 0.5;
    }
    memcpy(mode->theta, n->trial, d * sizeof *n->trial);
    mode->value = value;
}

void mode_find(struct onset_mode *mode, const struct onset_design *design, struct onset_work *work,
               const struct gauss_prior *prior, double *scratch)
{
    const size_t d = design->d;
    struct newton n = {design, work, prior, scratch, scratch + d, scratch + 2 * d, scratch + 4 * d};
    bool restarted = false;
    mode->usable = true;
    mode->steps = 0;
    mode->converged = false;
    mode->value = target(&n, mode->theta);
    while (mode->steps < MAX_STEPS) {
        double decrement;
        mode->steps++;
        if (!expand(&n, mode)) {
            mode->usable = !restarted;
            if (restarted) return;
            restarted = true;
            memcpy(mode->theta, prior->mean, d * sizeof *mode->theta);
            mode->value = target(&n, mode->theta);
            continue;
        }
        memcpy(n.step, n.gradient, d * sizeof *n.step);
        la_cholesky_solve(d, mode->factor, d, n.step);
        decrement = la_dot(d, n.gradient, n.step);
        if (decrement < decrement_end) {
            la_axpy(d, 1.0, n.step, mode->theta);
            mode->value += 0.5 * decrement;
            mode->converged = isfinite(mode->value);
            break;
        }
        advance(&n, mode);
    }
    mode->log_det = la_cholesky_log_det(d, mode->factor, d);
    mode->usable = isfinite(mode->value) && isfinite(mode->log_det);
}
