/* The side of an onset: onset_side.h. */
#include "onset/onset_side.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "la/la.h"
#include "onset/onset_lattice.h"
#include "onset/onset_psis.h"

enum { D = ONSET_SIDE_PARAMETERS, MAX_STEPS = 60, POINTS = ONSET_DRAWS };

static const double prior_sd[D] = {1.5, 1.5, 1.5, 0.3};
static const double balance_max_pct = 50.0;

static double balance_of(const struct onset_side_event *e) { return isnan(e->balance_pct) ? 0.0 : e->balance_pct; }

/* Column s of the design for balance v: which parameters enter the logit of side s. */
static void features(double f[ONSET_SIDES][D], double v)
{
    memset(f, 0, ONSET_SIDES * sizeof *f);
    for (size_t s = 0; s < ONSET_SIDES; s++) f[s][s] = 1.0;
    f[ONSET_LEFT][3] = v;
    f[ONSET_RIGHT][3] = -v;
}

/* Shares p of the three sides; returns the log of the sum of exp of the logits. */
static double softmax(double p[ONSET_SIDES], const double *theta, double v)
{
    const double logit[ONSET_SIDES] = {theta[0] + theta[3] * v, theta[1] - theta[3] * v, theta[2]};
    const double most = fmax(logit[0], fmax(logit[1], logit[2]));
    double sum = 0.0;
    for (size_t s = 0; s < ONSET_SIDES; s++) sum += p[s] = exp(logit[s] - most);
    for (size_t s = 0; s < ONSET_SIDES; s++) p[s] /= sum;
    return most + log(sum);
}

double onset_side_log_posterior(const double *theta, const struct onset_side_event *event, size_t events,
                                double *gradient, double *information)
{
    double value = 0.0;
    memset(information, 0, D * D * sizeof *information);
    for (size_t i = 0; i < D; i++) {
        const double precision = 1.0 / (prior_sd[i] * prior_sd[i]);
        value -= 0.5 * precision * theta[i] * theta[i];
        gradient[i] = -precision * theta[i];
        information[i + i * D] = precision;
    }
    for (size_t e = 0; e < events; e++) {
        double f[ONSET_SIDES][D], p[ONSET_SIDES], mean[D] = {0}, log_sum;
        features(f, balance_of(&event[e]));
        log_sum = softmax(p, theta, balance_of(&event[e]));
        value += la_dot(D, f[event[e].side], theta) - log_sum;
        for (size_t s = 0; s < ONSET_SIDES; s++) {
            la_axpy(D, p[s], f[s], mean);
            la_rank_one(D, information, D, p[s], f[s]);
        }
        la_axpy(D, 1.0, f[event[e].side], gradient);
        la_axpy(D, -1.0, mean, gradient);
        la_rank_one(D, information, D, -1.0, mean);
    }
    return value;
}

/* The mode into theta, the Cholesky factor of the negative Hessian there into `factor`. */
static void find_mode(double *theta, double *factor, const struct onset_side_event *event, size_t events)
{
    double gradient[D], trial[D], step[D], unused[D * D];
    memset(theta, 0, D * sizeof *theta);
    for (int i = 0; i < MAX_STEPS; i++) {
        double length = 1.0;
        const double value = onset_side_log_posterior(theta, event, events, gradient, factor);
        if (!la_cholesky(D, factor, D)) return; /* cannot be: the prior alone is positive definite */
        memcpy(step, gradient, sizeof step);
        la_cholesky_solve(D, factor, D, step);
        if (la_dot(D, gradient, step) < 1e-16) return;
        for (; length > 1e-6; length *= 0.5) {
            for (size_t k = 0; k < D; k++) trial[k] = theta[k] + length * step[k];
            if (onset_side_log_posterior(trial, event, events, gradient, unused) >= value) break;
        }
        memcpy(theta, trial, sizeof trial);
    }
}

/* Point i of the Laplace approximation into theta; its log density without the constant is the return value. */
static double place_point(double *theta, size_t i, const double *normal, const double *factor, const double *mean)
{
    double z[D];
    for (size_t k = 0; k < D; k++) z[k] = normal_quantile(normal[i + k * POINTS]);
    la_lower_times(D, factor, D, z, theta);
    la_axpy(D, 1.0, mean, theta);
    return -0.5 * la_dot(D, z, z);
}

/* Shares over the points of the Laplace approximation, weighted by the true posterior. */
static enum tingle_status fill_shares(struct onset_side_posterior *out, const double *cov,
                                      const struct onset_side_event *event, size_t events, struct tingle_error *err)
{
    double factor[D * D], theta[D], gradient[D], unused[D * D], khat, ess;
    double *memory = alloc_array(POINTS, (D + 2 + ONSET_SIDES) * sizeof *memory);
    double *normal = memory, *weight = memory + D * POINTS, *ratio = weight + POINTS, *share = ratio + POINTS;
    const struct onset_posterior points = {.draws = POINTS, .weight = weight};
    bool good;
    if (!memory) return error_no_memory(err, "the sides");
    memcpy(factor, cov, sizeof factor);
    (void)la_cholesky(D, factor, D);
    for (size_t k = 0; k < D; k++) lattice_column(normal + k * POINTS, POINTS, k);
    for (size_t i = 0; i < POINTS; i++) {
        double p[ONSET_SIDES];
        const double log_density = place_point(theta, i, normal, factor, out->mean);
        ratio[i] = onset_side_log_posterior(theta, event, events, gradient, unused) - log_density;
        (void)softmax(p, theta, 0.0);
        for (size_t s = 0; s < ONSET_SIDES; s++) share[i + s * POINTS] = p[s];
    }
    good = psis_weights(ratio, POINTS, weight, &khat, &ess);
    for (size_t s = 0; good && s < ONSET_SIDES; s++) out->share[s] = onset_summarise(&points, share + s * POINTS);
    free(memory);
    return good ? TINGLE_OK : error_no_memory(err, "the sides");
}

enum tingle_status onset_side_fit(struct onset_side_posterior *out, const struct onset_side_event *event, size_t events,
                                  struct tingle_error *err)
{
    double factor[D * D], cov[D * D];
    for (size_t e = 0; e < events; e++)
        if ((unsigned)event[e].side >= ONSET_SIDES || fabs(balance_of(&event[e])) > balance_max_pct)
            return error_set(err, TINGLE_BAD_DATA, (int64_t)e,
                             "onset %zu: the side must be left, right or both, the balance from -50 to 50 points", e);
    *out = (struct onset_side_posterior){.events = events};
    find_mode(out->mean, factor, event, events);
    la_cholesky_inverse(D, factor, cov, D);
    for (size_t k = 0; k < D; k++) out->sd[k] = sqrt(cov[k + k * D]);
    out->p_balance = 0.5 * erfc(-out->mean[3] / (out->sd[3] * sqrt(2.0)));
    return fill_shares(out, cov, event, events, err);
}
