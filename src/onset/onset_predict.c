/* Risks of a run under every draw: docs/model.md eq. 16, 17.
 *
 * The log hazard of a draw is a sum of columns over the bins, each with one coefficient per draw.
 * Columns that do not change over the bins are added up as one number per draw. */
#include "onset/onset.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "la/la.h"
#include "onset/onset_design.h"

/* One column of the linear predictor: value[bin] x coefficient[draw]. */
struct predictor_column {
    const double *value;
    const double *coefficient;
    bool is_constant;
};

struct predictor {
    const struct onset_posterior *post;
    const struct onset_scenario *run;
    size_t columns;
    struct predictor_column column[2 * ONSET_MAX_COVARIATES + 4];
    double ones[1];
    double *memory; /* z, eta, hazard x minutes, differences */
    double *z, *eta;
    double z_tau;
};

static bool is_constant(const double *value, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (value[i] != value[0]) return false;
    return true;
}

static void add_column(struct predictor *p, const double *value, const double *coefficient, bool constant)
{
    assert(p->columns < sizeof p->column / sizeof *p->column);
    p->column[p->columns++] = (struct predictor_column){value, coefficient, constant};
}

static const double minus_one = -1.0;

/* The shoe acts as seen in the base, and its change as `changed`. */
static void add_shoes(struct predictor *p, const struct onset_scenario *base)
{
    const struct onset_posterior *post = p->post;
    const size_t first = 2 + post->covariates, n = post->draws;
    const size_t seen = base ? base->shoe : p->run->shoe;
    if (!post->shoes) return;
    add_column(p, p->ones, post->seen + (first + seen) * n, true);
    if (!base || base->shoe == p->run->shoe) return;
    add_column(p, p->ones, post->changed + (first + p->run->shoe) * n, true);
    add_column(p, &minus_one, post->changed + (first + base->shoe) * n, true);
}

static void add_covariates(struct predictor *p, const struct onset_scenario *base, double *difference)
{
    const struct onset_posterior *post = p->post;
    const size_t bins = p->run->bins.count;
    for (size_t k = 0; k < post->covariates; k++) {
        const double *now = p->run->x + k * bins, *seen = base ? base->x + k * bins : now;
        bool differs = false;
        add_column(p, seen, post->seen + (2 + k) * post->draws, is_constant(seen, bins));
        for (size_t j = 0; j < bins; j++) {
            difference[j + k * bins] = now[j] - seen[j];
            differs = differs || now[j] != seen[j];
        }
        if (differs)
            add_column(p, difference + k * bins, post->changed + (2 + k) * post->draws,
                       is_constant(difference + k * bins, bins));
    }
}

static enum tingle_status check_scenario(const struct onset_posterior *post, const struct onset_scenario *run,
                                         struct tingle_error *err)
{
    if (run->bins.count == 0) return error_set(err, TINGLE_BAD_DATA, -1, "a scenario without bins");
    if (post->shoes && run->shoe >= post->shoes)
        return error_set(err, TINGLE_BAD_DATA, -1, "scenario: there is no shoe %zu", run->shoe);
    return design_check_bins(&run->bins, 0, run->bins.count, run->x, run->bins.count, post->covariates,
                             post->names + 2, 0, err);
}

/* Cumulative hazard of every bin, for one draw, into p->eta. */
static void bin_hazards(struct predictor *p, size_t draw)
{
    const struct onset_bins *bins = &p->run->bins;
    const size_t n = bins->count;
    double level = 0.0;
    if (p->post->tau_min[draw] != p->z_tau) {
        p->z_tau = p->post->tau_min[draw];
        onset_load_z(p->z, bins, p->z_tau, &p->post->load);
    }
    for (size_t c = 0; c < p->columns; c++)
        if (p->column[c].is_constant) level += p->column[c].value[0] * p->column[c].coefficient[draw];
    for (size_t j = 0; j < n; j++) p->eta[j] = level;
    for (size_t c = 0; c < p->columns; c++)
        if (!p->column[c].is_constant) la_axpy(n, p->column[c].coefficient[draw], p->column[c].value, p->eta);
    for (size_t j = 0; j < n; j++) p->eta[j] = p->eta[j] > 30.0 ? 30.0 : p->eta[j];
    la_exp(n, p->eta, p->eta);
    for (size_t j = 0; j < n; j++) p->eta[j] *= bins->hazard[j] * bins->length_min[j];
}

/* Integral of the survival function over the run; the hazard is constant within a bin. */
static double free_minutes(const struct predictor *p)
{
    double survival = 1.0, total = 0.0;
    for (size_t j = 0; j < p->run->bins.count; j++) {
        const double h = p->eta[j], lost = -expm1(-h);
        total += survival * p->run->bins.length_min[j] * (h > 1e-8 ? lost / h : 1.0);
        survival *= 1.0 - lost;
    }
    return total;
}

static double risk_by(const struct predictor *p, double minute)
{
    double start = 0.0, total = 0.0;
    for (size_t j = 0; j < p->run->bins.count && start < minute; j++) {
        const double length = p->run->bins.length_min[j];
        total += p->eta[j] * fmin(1.0, (minute - start) / length);
        start += length;
    }
    return -expm1(-total);
}

enum tingle_status onset_predict(double *risk, double *free_min, double *by_minute,
                                 const struct onset_posterior *post, const struct onset_scenario *run,
                                 const struct onset_scenario *base, const double *minute, size_t minutes,
                                 struct tingle_error *err)
{
    struct predictor p = {.post = post, .run = run, .ones = {1.0}};
    const size_t bins = run->bins.count;
    double *memory;
    enum tingle_status st = check_scenario(post, run, err);
    if (!st && base) st = check_scenario(post, base, err);
    if (st) return st;
    assert(!base || base->bins.count == bins);
    memory = alloc_array(bins, (post->covariates + 2) * sizeof *memory);
    if (!memory) return error_no_memory(err, "a prediction");
    p.z = memory;
    p.eta = memory + bins;
    add_column(&p, p.ones, post->seen, true);
    add_column(&p, p.z, post->seen + post->draws, false);
    add_covariates(&p, base, memory + 2 * bins);
    add_shoes(&p, base);
    for (size_t s = 0; s < post->draws; s++) {
        bin_hazards(&p, s);
        if (risk) risk[s] = -expm1(-la_sum(bins, p.eta));
        if (free_min) free_min[s] = free_minutes(&p);
        for (size_t i = 0; by_minute && i < minutes; i++) by_minute[s + i * post->draws] = risk_by(&p, minute[i]);
    }
    free(memory);
    return TINGLE_OK;
}
