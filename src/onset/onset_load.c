/* Load that builds up and is relieved (docs/model.md eq. 1, 2), and the hazard made of it (eq. 3).
 *
 *     dL/dt = p - rho L / tau        within a bin p and rho are constant, so with a half bin d:
 *     x = rho d / tau,  L' = L e^-x + p d phi(x),  phi(x) = (1 - e^-x) / x
 *
 * z is taken at mid-bin, after the first of the two half steps. */
#include "onset/onset.h"

#include <assert.h>
#include <math.h>

#include "la/la.h"

enum { CHUNK = 256 };

/* Below this, phi by its series: the difference 1 - e^-x would lose digits. */
static const double series_below = 0.01;

static double phi(double x, double exp_minus_x)
{
    if (x >= series_below) return (1.0 - exp_minus_x) / x;
    return 1.0 + x * (-1.0 / 2 + x * (1.0 / 6 + x * (-1.0 / 24 + x * (1.0 / 120 - x / 720))));
}

/* L after t0 of reference running, which is where z is 0. */
static double load_scale(double tau_min, const struct onset_load_rule *rule)
{
    const double x = rule->t0_min * rule->relief_run / tau_min;
    return rule->t0_min * phi(x, exp(-x));
}

void onset_load_z(double *z, const struct onset_bins *bins, double tau_min, const struct onset_load_rule *rule)
{
    const double per_scale = 1.0 / load_scale(tau_min, rule), shift = log1p(rule->eps);
    double x[CHUNK], decay[CHUNK], level = 0.0;
    assert(tau_min > 0.0 && rule->t0_min > 0.0 && rule->eps >= 0.0);
    for (size_t from = 0; from < bins->count; from += CHUNK) {
        const size_t n = bins->count - from < CHUNK ? bins->count - from : CHUNK;
        for (size_t i = 0; i < n; i++) x[i] = -bins->relief[from + i] * 0.5 * bins->length_min[from + i] / tau_min;
        la_exp(n, x, decay);
        for (size_t i = 0; i < n; i++) {
            const double gain = bins->load[from + i] * 0.5 * bins->length_min[from + i] * phi(-x[i], decay[i]);
            const double middle = level * decay[i] + gain;
            z[from + i] = log(fmax(middle * per_scale + rule->eps, 1e-12)) - shift;
            level = middle * decay[i] + gain;
        }
    }
}

void onset_hazard(double *hazard, const struct onset_bins *bins, const double *x,
                  const struct onset_truth *truth, double shift, const struct onset_load_rule *rule)
{
    onset_load_z(hazard, bins, truth->tau_min, rule);
    for (size_t i = 0; i < bins->count; i++) {
        double eta = truth->b0 + shift + truth->g * hazard[i];
        for (size_t k = 0; k < truth->covariates; k++) eta += truth->b[k] * x[i + k * bins->count];
        hazard[i] = bins->hazard[i] * exp(fmin(eta, 30.0));
    }
}
