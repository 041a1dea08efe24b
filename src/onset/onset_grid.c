/* Modes over the grid and their correction: onset_grid.h. */
#include "onset/onset_grid.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "la/la.h"

static const double pi = 3.14159265358979323846;
static const double one_shoe_sigma = 0.01, correct_above = 1e-4;

/* -------------------------------------------------------------- values */

/* All finite, none below `lowest`. */
static bool all_finite_from(const double *x, size_t n, double lowest)
{
    for (size_t i = 0; i < n; i++)
        if (!(isfinite(x[i]) && x[i] >= lowest)) return false;
    return true;
}

static double log_normal_density(double z) { return -0.5 * z * z - 0.5 * log(2.0 * pi); }

static void place_tau(struct onset_grid *grid, const struct onset_prior *prior, double width)
{
    const size_t n = grid->tau_points;
    const double step = n > 1 ? 2.0 * width / (double)(n - 1) : 0.0;
    for (size_t i = 0; i < n; i++) {
        const double z = n > 1 ? -width + step * (double)i : 0.0;
        grid->tau_min[i] = exp(prior->log_tau_mean + prior->log_tau_sd * z);
        grid->log_tau_mass[i] = n > 1 ? log_normal_density(z) + log(step) : 0.0;
    }
}

static void place_sigma(struct onset_grid *grid, const struct onset_prior *prior, size_t shoes)
{
    const double n = (double)grid->sigma_points;
    for (size_t i = 0; i < grid->sigma_points; i++)
        grid->sigma[i] = prior->sigma_shoe * normal_quantile(0.5 + 0.5 * ((double)i + 0.5) / n);
    if (shoes < 2) grid->sigma[0] = one_shoe_sigma;
}

static void place_priors(struct onset_grid *grid, const struct onset_prior *prior, size_t shoes)
{
    for (size_t i = 0; i < 2 + prior->covariates; i++) {
        const struct onset_effect *e = i == 0 ? &prior->b0 : i == 1 ? &prior->g : &prior->effect[i - 2];
        grid->prior_mean[i] = e->mean;
        grid->prior_variance[i] = e->sd * e->sd;
        grid->nuisance_variance[i] = e->nuisance * e->nuisance;
    }
    for (size_t i = 2 + prior->covariates; i < grid->d; i++)
        grid->nuisance_variance[i] = shoes < 2 ? 0.0 : 0.5 * prior->shoe_nuisance * prior->shoe_nuisance;
}

static bool allocate_points(struct onset_grid *grid, struct arena *arena)
{
    const size_t d = grid->d;
    for (size_t i = 0; i < grid->points; i++) {
        struct grid_point *p = &grid->point[i];
        p->precision = arena_array(arena, d, sizeof(double));
        p->mode = arena_array(arena, d, sizeof(double));
        p->mean = arena_array(arena, d, sizeof(double));
        p->cov = arena_array(arena, d, d * sizeof(double));
        if (!p->precision || !p->mode || !p->mean || !p->cov) return false;
    }
    return true;
}

static bool valid_effect(const struct onset_effect *e)
{
    return isfinite(e->mean) && e->sd >= 0.0 && isfinite(e->nuisance) && e->nuisance >= 0.0 && e->sd + e->nuisance > 0.0;
}

static enum tingle_status check_prior(const struct onset_prior *prior, struct tingle_error *err)
{
    const double smallest = 1e-300; /* above 0 */
    const double above_0[] = {prior->sigma_shoe, prior->recovery_sd, prior->load.t0_min};
    const double from_0[] = {prior->log_tau_sd, prior->shoe_nuisance, prior->kappa_sd, prior->load.eps,
                             prior->load.relief_run};
    bool good = valid_effect(&prior->b0) && valid_effect(&prior->g) && isfinite(prior->log_tau_mean) &&
                all_finite_from(above_0, 3, smallest) && all_finite_from(from_0, 5, 0.0);
    for (size_t k = 0; k < prior->covariates; k++) good = good && valid_effect(&prior->effect[k]);
    return good ? TINGLE_OK
                : error_set(err, TINGLE_BAD_DATA, -1,
                            "the prior has a mean that is not finite, or a scale that is not above 0");
}

static bool allocate_grid(struct onset_grid *grid, struct arena *arena)
{
    grid->tau_min = arena_array(arena, grid->tau_points, sizeof(double));
    grid->log_tau_mass = arena_array(arena, grid->tau_points, sizeof(double));
    grid->sigma = arena_array(arena, grid->sigma_points, sizeof(double));
    grid->prior_mean = arena_array(arena, grid->d, sizeof(double));
    grid->prior_variance = arena_array(arena, grid->d, sizeof(double));
    grid->nuisance_variance = arena_array(arena, grid->d, sizeof(double));
    grid->point = arena_array(arena, grid->points, sizeof *grid->point);
    return grid->tau_min && grid->log_tau_mass && grid->sigma && grid->prior_mean && grid->prior_variance &&
           grid->nuisance_variance && grid->point && allocate_points(grid, arena);
}

enum tingle_status grid_prepare(struct onset_grid *grid, struct arena *arena, const struct onset_prior *prior,
                                const struct onset_options *options, size_t shoes, struct tingle_error *err)
{
    enum tingle_status st = check_prior(prior, err);
    if (st) return st;
    assert(options->tau_points > 0 && options->sigma_points > 0 && options->tau_width > 0.0);
    grid->d = 2 + prior->covariates + shoes;
    grid->tau_points = prior->log_tau_sd > 0.0 ? options->tau_points : 1;
    grid->sigma_points = shoes < 2 ? 1 : options->sigma_points;
    grid->points = grid->tau_points * grid->sigma_points;
    if (!allocate_grid(grid, arena)) return error_no_memory(err, "the model's grid");
    place_tau(grid, prior, options->tau_width);
    place_sigma(grid, prior, shoes);
    place_priors(grid, prior, shoes);
    return TINGLE_OK;
}

/* --------------------------------------------------------------- modes */

double recovery_log_density(const double *log_recovery, size_t n, double log_tau, double kappa_sd, double recovery_sd)
{
    const double v = recovery_sd * recovery_sd, k2 = kappa_sd * kappa_sd, count = (double)n;
    double mean = 0.0, squares = 0.0;
    if (n == 0) return 0.0;
    for (size_t i = 0; i < n; i++) mean += log_recovery[i] - log_tau;
    mean /= count;
    for (size_t i = 0; i < n; i++) {
        const double off = log_recovery[i] - log_tau - mean;
        squares += off * off;
    }
    return -0.5 * count * log(2.0 * pi * v) - 0.5 * squares / v - 0.5 * log1p(count * k2 / v) -
           0.5 * count * mean * mean / (v + count * k2);
}

/* Q of a point and 1/2 log det Q; a flat direction counts as log 1. */
static double place_precision(const struct onset_grid *grid, struct grid_point *point, size_t shoes)
{
    double half_log_det = 0.0;
    for (size_t i = 0; i < grid->d; i++) {
        const bool is_shoe = i >= grid->d - shoes;
        const double variance = (is_shoe ? point->sigma * point->sigma : grid->prior_variance[i]) + grid->nuisance_variance[i];
        point->precision[i] = 1.0 / variance; /* 0 for a flat prior */
        if (point->precision[i] > 0.0) half_log_det += 0.5 * log(point->precision[i]);
    }
    return half_log_det;
}

/* Where Newton's method starts: the mode of the neighbour towards the middle, moved on by the
 * difference to the neighbour's own neighbour when that is there. */
static void choose_start(const struct onset_grid *grid, size_t tau, size_t sigma, double *start)
{
    const size_t middle = grid->tau_points / 2, ns = grid->sigma_points, d = grid->d;
    const double *near = NULL, *far = NULL;
    if (tau != middle) {
        const size_t one = tau < middle ? tau + 1 : tau - 1, two = tau < middle ? tau + 2 : tau - 2;
        const bool has_two = tau < middle ? two <= middle : tau >= middle + 2;
        near = grid->point[one * ns + sigma].mode;
        if (has_two) far = grid->point[two * ns + sigma].mode;
    } else if (sigma > 0) {
        near = grid->point[tau * ns + sigma - 1].mode;
    }
    for (size_t i = 0; i < d; i++) {
        start[i] = near ? near[i] : grid->prior_mean[i];
        if (far) start[i] += near[i] - far[i];
    }
}

static void solve_point(struct onset_grid *grid, struct grid_point *point, struct onset_design *design,
                        struct onset_work *work, const struct onset_prior *prior, double *scratch)
{
    const struct gauss_prior gauss = {grid->prior_mean, point->precision};
    struct onset_mode mode = {.theta = point->mode, .factor = point->cov};
    const double half_log_det = place_precision(grid, point, design->shoes);
    mode_find(&mode, design, work, &gauss, scratch);
    if (mode.usable) la_cholesky_inverse(grid->d, mode.factor, point->cov, grid->d);
    if (!all_finite_from(point->cov, grid->d * grid->d, -INFINITY)) mode.usable = false;
    grid->newton_steps += mode.steps;
    point->converged = mode.converged;
    point->mode_value = mode.value;
    point->log_weight = -INFINITY;
    if (!mode.usable) {
        memcpy(point->mode, grid->prior_mean, grid->d * sizeof(double));
        return;
    }
    point->log_weight = mode.value + half_log_det - 0.5 * mode.log_det + grid->log_tau_mass[point->tau] -
                        log((double)grid->sigma_points) +
                        recovery_log_density(design->log_recovery, design->recoveries, log(point->tau_min),
                                             prior->kappa_sd, prior->recovery_sd);
}

/* Weights that sum to 1, and log_z. All 0 when no point was usable. */
static void normalise(struct onset_grid *grid)
{
    double most = -INFINITY, sum = 0.0;
    for (size_t i = 0; i < grid->points; i++) most = fmax(most, grid->point[i].log_weight);
    if (!isfinite(most)) {
        grid->log_z = -INFINITY;
        return;
    }
    for (size_t i = 0; i < grid->points; i++) sum += exp(grid->point[i].log_weight - most);
    grid->log_z = most + log(sum);
    for (size_t i = 0; i < grid->points; i++) grid->point[i].weight = exp(grid->point[i].log_weight - grid->log_z);
}

enum tingle_status grid_find_modes(struct onset_grid *grid, struct arena *arena, struct onset_design *design,
                                   struct onset_work *work, const struct onset_prior *prior, struct tingle_error *err)
{
    double *scratch = arena_array(arena, grid->d, (grid->d + 4) * sizeof(double));
    const size_t middle = grid->tau_points / 2;
    if (!scratch) return error_no_memory(err, "the model's grid");
    for (size_t i = 0; i < grid->tau_points; i++) {
        /* the middle, then outwards on either side */
        const size_t below = i <= middle;
        const size_t tau = below ? middle - i : i;
        design_choose_tau(design, tau);
        for (size_t s = 0; s < grid->sigma_points; s++) {
            struct grid_point *point = &grid->point[tau * grid->sigma_points + s];
            point->tau = tau;
            point->tau_min = grid->tau_min[tau];
            point->sigma = grid->sigma[s];
            choose_start(grid, tau, s, point->mode);
            solve_point(grid, point, design, work, prior, scratch);
            memcpy(point->mean, point->mode, grid->d * sizeof(double));
        }
    }
    normalise(grid);
    return TINGLE_OK;
}

/* ---------------------------------------------------------- correction */

/* E(theta) = mode + 1/2 Sigma t + ..., never moved by more than one posterior sd (Mahalanobis). */
static void correct_point(struct grid_point *point, struct onset_design *design, struct onset_work *work,
                          double *scratch)
{
    const size_t d = design->d;
    double *t = scratch, *shift = scratch + d, length;
    (void)likelihood_value(design, work, point->mode);
    likelihood_third(design, work, point->cov, t);
    la_times(d, point->cov, d, t, shift);
    length = 0.5 * sqrt(fmax(la_dot(d, t, shift), 0.0)); /* shift' A shift = 1/4 t' Sigma t */
    la_axpy(d, length > 1.0 ? 0.5 / length : 0.5, shift, point->mean);
}

void grid_correct(struct onset_grid *grid, struct onset_design *design, struct onset_work *work, double *scratch)
{
    for (size_t i = 0; i < grid->points; i++) {
        if (!(grid->point[i].weight > correct_above)) continue;
        design_choose_tau(design, grid->point[i].tau);
        correct_point(&grid->point[i], design, work, scratch);
    }
}
