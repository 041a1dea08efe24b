/* Quasi-random points of the mixture: onset_draws.h.
 *
 * Dimension 0 of the lattice picks the grid point (its values are the midpoints of equal cells, so
 * this is systematic sampling from the weights), dimensions 1 to d make theta, the rest split
 * s = b + delta where a nuisance is set. The normal scores of all but dimension 0 are whitened
 * together, so that their means are 0 and their covariances those of independent normals exactly:
 *
 *     b | s ~ N(m + f (s - m), v (1 - f)),   f = v / (v + n^2)            (eq. 18) */
#include "onset/onset_draws.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "la/la.h"
#include "onset/onset_lattice.h"
#include "onset/onset_psis.h"

static bool allocate(struct onset_draw_set *set, struct arena *arena)
{
    const size_t n = set->draws, d = set->d;
    set->point = arena_array(arena, n, sizeof *set->point);
    set->seen = arena_array(arena, n, d * sizeof(double));
    set->changed = arena_array(arena, n, d * sizeof(double));
    set->distance = arena_array(arena, n, sizeof(double));
    set->weight = arena_array(arena, n, sizeof(double));
    return set->point && set->seen && set->changed && set->distance && set->weight;
}

static void pick_points(struct onset_draw_set *set, const struct onset_grid *grid, double *u)
{
    lattice_column(u, set->draws, 0);
    for (size_t s = 0; s < set->draws; s++) {
        double below = 0.0;
        size_t last = 0;
        for (size_t k = 0; k < grid->points; k++) {
            if (grid->point[k].weight <= 0.0) continue;
            last = k;
            below += grid->point[k].weight;
            if (u[s] < below) break;
        }
        set->point[s] = last;
    }
}

/* Makes the columns of z (n x width) orthogonal with mean square 1: z := z L^-T with L L' = z' z / n. */
static bool whiten(double *z, size_t n, size_t width, struct arena *arena)
{
    double *gram = arena_array(arena, width, width * sizeof *gram);
    if (!gram) return false;
    for (size_t j = 0; j < width; j++)
        for (size_t i = j; i < width; i++) gram[i + j * width] = la_dot(n, z + i * n, z + j * n) / (double)n;
    if (!la_cholesky(width, gram, width)) return true; /* more columns than points: left as they are */
    for (size_t j = 0; j < width; j++) {
        for (size_t i = 0; i < j; i++) la_axpy(n, -gram[j + i * width], z + i * n, z + j * n);
        for (size_t s = 0; s < n; s++) z[s + j * n] /= gram[j + j * width];
    }
    return true;
}

/* `width` columns of standard normals, n each, from dimension 1 on. NULL when out of memory. */
static double *make_normals(struct arena *arena, size_t n, size_t width)
{
    double *z = arena_array(arena, width, n * sizeof *z);
    if (!z) return NULL;
    for (size_t i = 0; i < width; i++) {
        lattice_column(z + i * n, n, 1 + i);
        for (size_t s = 0; s < n; s++) z[s + i * n] = normal_quantile(z[s + i * n]);
    }
    return whiten(z, n, width, arena) ? z : NULL;
}

/* Turns the normals of every draw of grid point k into theta. */
static void place_draws(struct onset_draw_set *set, const struct onset_grid *grid, size_t k, const double *normals,
                        double *scratch)
{
    const size_t d = set->d, n = set->draws;
    double *factor = scratch, *z = scratch + d * d, *theta = z + d, ridge;
    bool ready = false;
    for (size_t s = 0; s < n; s++) {
        if (set->point[s] != k) continue;
        if (!ready) {
            const bool good = la_cholesky_ridge(d, grid->point[k].cov, factor, d, 1e-12, &ridge);
            assert(good);
            ready = good;
        }
        for (size_t i = 0; i < d; i++) z[i] = normals[s + i * n];
        set->distance[s] = la_dot(d, z, z);
        la_lower_times(d, factor, d, z, theta);
        for (size_t i = 0; i < d; i++) set->seen[s + i * n] = grid->point[k].mean[i] + theta[i];
    }
}

static void split_column(struct onset_draw_set *set, const struct onset_grid *grid, size_t i, const double *normals)
{
    const size_t n = set->draws;
    const double *seen = set->seen + i * n;
    double *changed = set->changed + i * n;
    for (size_t s = 0; s < n; s++) {
        const struct grid_point *point = &grid->point[set->point[s]];
        const double own = grid->prior_variance[i] > 0.0 ? grid->prior_variance[i] : point->sigma * point->sigma;
        const double f = isfinite(own) ? own / (own + grid->nuisance_variance[i]) : 1.0;
        const double m = grid->prior_mean[i];
        changed[s] = m + f * (seen[s] - m) + (f < 1.0 ? sqrt(own * (1.0 - f)) * normals[s] : 0.0);
    }
}

bool draws_make(struct onset_draw_set *set, struct arena *arena, const struct onset_grid *grid, size_t draws)
{
    const size_t d = grid->d;
    double *u, *scratch, *normals;
    size_t width = d;
    set->draws = draws;
    set->d = d;
    for (size_t i = 0; i < d; i++) width += grid->nuisance_variance[i] > 0.0;
    u = arena_array(arena, draws, sizeof *u);
    scratch = arena_array(arena, d, (d + 2) * sizeof *scratch);
    normals = make_normals(arena, draws, width);
    if (!u || !scratch || !normals || !allocate(set, arena)) return false;
    pick_points(set, grid, u);
    for (size_t k = 0; k < grid->points; k++) place_draws(set, grid, k, normals, scratch);
    memcpy(set->changed, set->seen, draws * d * sizeof *set->seen);
    width = d;
    for (size_t i = 0; i < d; i++)
        if (grid->nuisance_variance[i] > 0.0) split_column(set, grid, i, normals + width++ * draws);
    for (size_t s = 0; s < draws; s++) set->weight[s] = 1.0 / (double)draws;
    set->khat = set->ess = NAN;
    return true;
}

/* log of target over proposal at one draw, grid prior masses cancelled:
 * log p(theta, data) - log p(mode, data) + 1/2 (theta - mean)' A (theta - mean). */
static double log_ratio(const struct onset_draw_set *set, const struct onset_grid *grid, size_t s,
                        const struct onset_design *design, struct onset_work *work, double *theta)
{
    const struct grid_point *point = &grid->point[set->point[s]];
    double value;
    for (size_t i = 0; i < set->d; i++) theta[i] = set->seen[s + i * set->draws];
    value = likelihood_value(design, work, theta);
    for (size_t i = 0; i < set->d; i++) {
        const double off = theta[i] - grid->prior_mean[i];
        value -= 0.5 * point->precision[i] * off * off;
    }
    return value - point->mode_value + 0.5 * set->distance[s];
}

bool draws_weigh(struct onset_draw_set *set, const struct onset_grid *grid, struct onset_design *design,
                 struct onset_work *work)
{
    double *ratio = alloc_array(set->draws + set->d, sizeof *ratio);
    bool good;
    if (!ratio) return false;
    for (size_t t = 0; t < grid->tau_points; t++) {
        design_choose_tau(design, t);
        for (size_t s = 0; s < set->draws; s++)
            if (grid->point[set->point[s]].tau == t)
                ratio[s] = log_ratio(set, grid, s, design, work, ratio + set->draws);
    }
    good = psis_weights(ratio, set->draws, set->weight, &set->khat, &set->ess);
    free(ratio);
    return good;
}
