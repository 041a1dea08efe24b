/* The grid over (tau, sigma): modes, log marginals, third-order mean correction (docs/model.md eq. 9-13).
 *
 * log tau = mean + sd z with z from -width to +width in equal steps, weight N(z) dz; sigma at the
 * prior quantiles (k - 1/2)/n of the half-normal, weight 1/n. With fewer than two shoes sigma is
 * one point, 0.01: there is nothing to compare.
 */
#ifndef ONSET_ONSET_GRID_H
#define ONSET_ONSET_GRID_H

#include "onset/onset_mode.h"

struct grid_point {
    size_t tau;         /* number in the design */
    double tau_min, sigma;
    double *precision;  /* d: Q */
    double *mode, *mean; /* d: before and after the correction */
    double *cov;        /* d x d, both triangles: A^-1 */
    double mode_value;  /* loglik + log prior without constant at the mode */
    double log_weight;  /* with prior mass; minus infinity where no mode was found */
    double weight;
    bool converged;
};

struct onset_grid {
    size_t d, points, tau_points, sigma_points;
    double *tau_min, *log_tau_mass; /* tau_points */
    double *sigma;                  /* sigma_points */
    double *prior_mean;             /* d */
    double *prior_variance;         /* d: of b itself; of the shoes 0 (it is sigma^2 of the point) */
    double *nuisance_variance;      /* d */
    struct grid_point *point;       /* tau_points x sigma_points, sigma running fastest */
    double log_z;
    size_t newton_steps;
};

/* Grid values and priors, before there is a design. */
enum tingle_status grid_prepare(struct onset_grid *grid, struct arena *arena, const struct onset_prior *prior,
                                const struct onset_options *options, size_t shoes, struct tingle_error *err);

/* Modes and weights at every point. */
enum tingle_status grid_find_modes(struct onset_grid *grid, struct arena *arena, struct onset_design *design,
                                   struct onset_work *work, const struct onset_prior *prior,
                                   struct tingle_error *err);

/* Moves the means by the third-order term, at points of weight > 1e-4. */
void grid_correct(struct onset_grid *grid, struct onset_design *design, struct onset_work *work, double *scratch);

/* log density of the recovery times given tau, kappa integrated out (eq. 8). */
double recovery_log_density(const double *log_recovery, size_t n, double log_tau, double kappa_sd,
                            double recovery_sd);

#endif
