/* onset_fit: from data to the posterior, and the posterior's memory. */
#include "onset/onset.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "la/la.h"
#include "onset/onset_draws.h"

/* Limits of one fit: 2 GB of scratch is some 10,000 runs at half a minute. */
#define WORK_MAX ((size_t)2 << 30)
#define RESULT_MAX ((size_t)256 << 20)

static const double khat_max = 0.7, ess_min_share = 0.5, weight_that_matters = 1e-3;

/* The posterior and the arena that owns all it points to. */
struct owned_posterior {
    struct onset_posterior post;
    struct arena arena;
};

struct fit {
    const struct onset_data *data;
    const struct onset_prior *prior;
    struct onset_options options;
    struct arena arena; /* scratch */
    struct onset_grid grid;
    struct onset_design *design;
    struct onset_work work;
};

struct onset_options onset_options_default(void)
{
    return (struct onset_options){.tau_points = 9, .sigma_points = 5, .tau_width = 2.4, .draws = ONSET_DRAWS};
}

static bool allocate_result(struct owned_posterior *own, const struct fit *fit)
{
    struct onset_posterior *post = &own->post;
    struct arena *arena = &own->arena;
    const size_t d = fit->grid.d, g = fit->grid.points;
    post->names = arena_array(arena, d, sizeof *post->names);
    post->mean = arena_array(arena, d, sizeof(double));
    post->cov = arena_array(arena, d, d * sizeof(double));
    post->laplace_mean = arena_array(arena, d, sizeof(double));
    post->laplace_sd = arena_array(arena, d, sizeof(double));
    post->prior_sd = arena_array(arena, d, sizeof(double));
    post->grid_weight = arena_array(arena, g, sizeof(double));
    post->grid_tau_min = arena_array(arena, g, sizeof(double));
    post->grid_sigma = arena_array(arena, g, sizeof(double));
    post->grid_log_marginal = arena_array(arena, g, sizeof(double));
    post->grid_mode = arena_array(arena, g, d * sizeof(double));
    post->grid_mean = arena_array(arena, g, d * sizeof(double));
    return post->names && post->mean && post->cov && post->laplace_mean && post->laplace_sd && post->prior_sd &&
           post->grid_weight && post->grid_tau_min && post->grid_sigma && post->grid_log_marginal &&
           post->grid_mode && post->grid_mean;
}

static bool name_parameters(struct owned_posterior *own, const struct fit *fit)
{
    struct onset_posterior *post = &own->post;
    for (size_t i = 0; i < post->d; i++) {
        char text[32];
        const char *name = text;
        if (i < 2) name = i ? "g" : "b0";
        else if (i < 2 + post->covariates && fit->data->names) name = fit->data->names[i - 2];
        else if (i < 2 + post->covariates) snprintf(text, sizeof text, "x%zu", i - 2);
        else snprintf(text, sizeof text, "u%zu", i - 2 - post->covariates);
        post->names[i] = arena_text(&own->arena, name, strlen(name));
        if (!post->names[i]) return false;
    }
    return true;
}

/* Mean and covariance of the mixture; `corrected` picks the means. cov: both triangles. */
static void mixture_moments(const struct onset_grid *grid, bool corrected, double *mean, double *cov, double *off)
{
    const size_t d = grid->d;
    memset(mean, 0, d * sizeof *mean);
    memset(cov, 0, d * d * sizeof *cov);
    for (size_t k = 0; k < grid->points; k++)
        la_axpy(d, grid->point[k].weight, corrected ? grid->point[k].mean : grid->point[k].mode, mean);
    for (size_t k = 0; k < grid->points; k++) {
        const struct grid_point *p = &grid->point[k];
        if (!(p->weight > 0.0)) continue;
        for (size_t i = 0; i < d; i++) off[i] = (corrected ? p->mean[i] : p->mode[i]) - mean[i];
        la_axpy(d * d, p->weight, p->cov, cov);
        la_rank_one(d, cov, d, p->weight, off);
    }
    la_mirror(d, cov, d);
}

static void tau_moments(struct onset_posterior *post, const struct onset_grid *grid, const struct onset_prior *prior)
{
    double mean = 0.0, square = 0.0;
    for (size_t k = 0; k < grid->points; k++) {
        const double x = log(grid->point[k].tau_min);
        mean += grid->point[k].weight * x;
        square += grid->point[k].weight * x * x;
    }
    post->log_tau_mean = mean;
    post->log_tau_sd = sqrt(fmax(square - mean * mean, 0.0));
    post->log_tau_prior_sd = prior->log_tau_sd;
    post->log_tau_step = grid->tau_points > 1 ? log(grid->tau_min[1] / grid->tau_min[0]) : 0.0;
}

static void prior_sds(struct onset_posterior *post, const struct onset_grid *grid)
{
    double sigma2 = 0.0;
    for (size_t s = 0; s < grid->sigma_points; s++) sigma2 += grid->sigma[s] * grid->sigma[s] / (double)grid->sigma_points;
    for (size_t i = 0; i < grid->d; i++) {
        const bool shoe = i >= grid->d - post->shoes;
        post->prior_sd[i] = sqrt((shoe ? sigma2 : grid->prior_variance[i]) + grid->nuisance_variance[i]);
    }
}

static void copy_grid(struct onset_posterior *post, const struct onset_grid *grid)
{
    post->grid_points = grid->points;
    for (size_t k = 0; k < grid->points; k++) {
        const struct grid_point *p = &grid->point[k];
        post->grid_weight[k] = p->weight;
        post->grid_tau_min[k] = p->tau_min;
        post->grid_sigma[k] = p->sigma;
        post->grid_log_marginal[k] = p->log_weight;
        memcpy(post->grid_mode + k * grid->d, p->mode, grid->d * sizeof(double));
        memcpy(post->grid_mean + k * grid->d, p->mean, grid->d * sizeof(double));
    }
}

static void fill_result(struct onset_posterior *post, struct fit *fit, double *scratch)
{
    const struct onset_grid *grid = &fit->grid;
    const size_t d = grid->d;
    mixture_moments(grid, false, post->laplace_mean, post->cov, scratch);
    for (size_t i = 0; i < d; i++) post->laplace_sd[i] = sqrt(post->cov[i + i * d]);
    mixture_moments(grid, true, post->mean, post->cov, scratch);
    tau_moments(post, grid, fit->prior);
    prior_sds(post, grid);
    copy_grid(post, grid);
    post->runs_used = fit->design->runs_used;
    post->events = fit->design->events;
    post->log_z = grid->log_z;
    post->newton_steps = grid->newton_steps;
    post->load = fit->prior->load;
}

/* Some grid point of weight is not to be trusted. */
static bool is_unsettled(const struct onset_grid *grid)
{
    if (!isfinite(grid->log_z)) return true;
    for (size_t k = 0; k < grid->points; k++)
        if (!grid->point[k].converged && !(grid->point[k].weight < weight_that_matters)) return true;
    return false;
}

/* Draws, more of them when the alarm sounds, and the outcome. */
static bool draw_points(struct onset_draw_set *set, struct fit *fit, struct onset_posterior *post)
{
    struct onset_draw_set more = {0};
    if (!draws_make(set, &fit->arena, &fit->grid, fit->options.draws)) return false;
    post->outcome = is_unsettled(&fit->grid) ? ONSET_NO_CONVERGENCE : ONSET_GOOD;
    post->khat = post->ess = NAN;
    if (fit->options.skip_alarm || post->outcome != ONSET_GOOD) return true;
    if (!draws_weigh(set, &fit->grid, fit->design, &fit->work)) return false;
    post->khat = set->khat;
    post->ess = set->ess;
    if (set->khat <= khat_max && set->ess >= ess_min_share * (double)set->draws) return true;
    if (!draws_make(&more, &fit->arena, &fit->grid, ONSET_MORE_DRAWS) ||
        !draws_weigh(&more, &fit->grid, fit->design, &fit->work))
        return false;
    *set = more;
    post->outcome = more.khat > khat_max ? ONSET_UNRELIABLE : ONSET_WEIGHTED;
    return true;
}

static bool copy_draws(struct owned_posterior *own, const struct onset_draw_set *set, const struct onset_grid *grid)
{
    struct onset_posterior *post = &own->post;
    const size_t n = set->draws, d = set->d;
    post->draws = n;
    post->weight = arena_array(&own->arena, n, sizeof(double));
    post->tau_min = arena_array(&own->arena, n, sizeof(double));
    post->seen = arena_array(&own->arena, n, d * sizeof(double));
    post->changed = arena_array(&own->arena, n, d * sizeof(double));
    if (!post->weight || !post->tau_min || !post->seen || !post->changed) return false;
    memcpy(post->weight, set->weight, n * sizeof(double));
    memcpy(post->seen, set->seen, n * d * sizeof(double));
    memcpy(post->changed, set->changed, n * d * sizeof(double));
    for (size_t s = 0; s < n; s++) post->tau_min[s] = grid->point[set->point[s]].tau_min;
    return true;
}

/* When no point has a mode the answer falls back on the prior, and the outcome says so. */
static void fall_back(struct onset_grid *grid)
{
    if (isfinite(grid->log_z)) return;
    for (size_t k = 0; k < grid->points; k++) {
        struct grid_point *p = &grid->point[k];
        p->weight = 1.0 / (double)grid->points;
        memset(p->cov, 0, grid->d * grid->d * sizeof(double));
        for (size_t i = 0; i < grid->d; i++) p->cov[i + i * grid->d] = p->precision[i] > 0.0 ? 1.0 / p->precision[i] : 1e6;
        memcpy(p->mean, grid->prior_mean, grid->d * sizeof(double));
    }
}

static enum tingle_status run_fit(struct owned_posterior *own, struct fit *fit, struct tingle_error *err)
{
    struct onset_draw_set set = {0};
    double *scratch;
    enum tingle_status st = grid_prepare(&fit->grid, &fit->arena, fit->prior, &fit->options, fit->data->shoes, err);
    if (!st)
        st = design_build(&fit->design, &fit->arena, fit->data, &fit->prior->load, fit->grid.tau_min,
                          fit->grid.tau_points, err);
    if (st) return st;
    scratch = arena_array(&fit->arena, 2, fit->grid.d * sizeof *scratch);
    own->post.d = fit->grid.d;
    own->post.covariates = fit->data->covariates;
    own->post.shoes = fit->data->shoes;
    if (!scratch || !work_init(&fit->work, &fit->arena, fit->design) || !allocate_result(own, fit) ||
        !name_parameters(own, fit))
        return error_no_memory(err, "the model's fit");
    st = grid_find_modes(&fit->grid, &fit->arena, fit->design, &fit->work, fit->prior, err);
    if (st) return st;
    if (!fit->options.skip_correction) grid_correct(&fit->grid, fit->design, &fit->work, scratch);
    fall_back(&fit->grid);
    fill_result(&own->post, fit, scratch);
    if (!draw_points(&set, fit, &own->post) || !copy_draws(own, &set, &fit->grid))
        return error_no_memory(err, "the model's draws");
    return TINGLE_OK;
}

enum tingle_status onset_fit(struct onset_posterior **out, const struct onset_data *data,
                             const struct onset_prior *prior, const struct onset_options *options,
                             struct tingle_error *err)
{
    struct fit fit = {.data = data, .prior = prior, .options = options ? *options : onset_options_default()};
    struct owned_posterior *own = NULL;
    enum tingle_status st = TINGLE_OK;
    assert(prior->covariates == data->covariates && fit.options.draws >= 64);
    arena_init(&fit.arena, WORK_MAX);
    own = alloc_array(1, sizeof *own);
    if (!own) return error_no_memory(err, "the model's fit");
    arena_init(&own->arena, RESULT_MAX);
    st = run_fit(own, &fit, err);
    if (st) goto done;
    *out = &own->post;
    own = NULL;
done:
    onset_posterior_free(own ? &own->post : NULL);
    arena_release(&fit.arena);
    return st;
}

void onset_posterior_free(struct onset_posterior *post)
{
    struct owned_posterior *own = (struct owned_posterior *)post; /* post is its first member */
    if (!own) return;
    arena_release(&own->arena);
    free(own);
}
