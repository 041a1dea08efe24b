/* Simulated runners: study_runner.h. */
#include "study_runner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const study_names[STUDY_COVARIATES] = {"spd", "cad", "grd", "tmp", "lac", "foam", "sock"};
const char *const study_cause_names[STUDY_CAUSES] = {"lacing", "cadence", "heat", "foam", "speed", "shoe"};
const enum study_cause study_change_cause[STUDY_CHANGES] = {CAUSE_LACING, CAUSE_CADENCE, CAUSE_HEAT, CAUSE_FOAM,
                                                            CAUSE_SPEED,  CAUSE_SHOE,    CAUSE_SHOE};

static const double walk_share = 0.30, relief_run = 0.15, relief_walk = 0.60, relief_stand = 1.00;
static const struct onset_load_rule load_rule = {0.02, 30.0, 0.15};

static const double load_slope_usual = 0.07;

static double normal(struct random *r, double mean, double sd) { return mean + sd * random_normal(r); }

/* --------------------------------------------------------------- truth */

void study_truth_prior(struct study_truth *t, struct random *r, const struct onset_prior *prior)
{
    double sigma;
    t->b0 = normal(r, prior->b0.mean, prior->b0.sd);
    t->g = normal(r, prior->g.mean, prior->g.sd);
    for (size_t k = 0; k < STUDY_COVARIATES; k++) t->b[k] = normal(r, prior->effect[k].mean, prior->effect[k].sd);
    sigma = fabs(random_normal(r)) * prior->sigma_shoe;
    for (size_t s = 0; s < STUDY_SHOES; s++) t->shoe[s] = normal(r, 0.0, sigma);
    t->tau_min = exp(normal(r, prior->log_tau_mean, prior->log_tau_sd));
    t->kappa = normal(r, 0.0, prior->kappa_sd);
    t->load_slope = load_slope_usual;
}

void study_truth_null(struct study_truth *t, struct random *r, const struct onset_prior *prior)
{
    *t = (struct study_truth){.b0 = normal(r, prior->b0.mean, 0.4), .g = normal(r, prior->g.mean, 0.4)};
    t->tau_min = exp(normal(r, log(6.0), 0.5));
    t->kappa = normal(r, 0.0, 0.3);
    t->load_slope = load_slope_usual;
}

void study_truth_cause(struct study_truth *t, struct random *r, const struct onset_prior *prior, enum study_cause cause)
{
    study_truth_null(t, r, prior);
    for (size_t k = 0; k < STUDY_COVARIATES; k++) t->b[k] = normal(r, 0.5 * prior->effect[k].mean, 0.12);
    for (size_t s = 0; s < STUDY_SHOES; s++) t->shoe[s] = normal(r, 0.0, 0.15);
    switch (cause) {
    case CAUSE_LACING: t->b[STUDY_LAC] = 0.9; break;
    case CAUSE_CADENCE: t->b[STUDY_CAD] = -0.8; break;
    case CAUSE_HEAT: t->b[STUDY_TMP] = 0.8; break;
    case CAUSE_FOAM:
        t->b[STUDY_FOAM] = -1.0;
        t->b0 += 0.4;
        break;
    case CAUSE_SPEED: t->b[STUDY_SPD] = 0.8; break;
    case CAUSE_SHOE:
        for (size_t s = 0; s < STUDY_SHOES; s++) t->shoe[s] = normal(r, -0.3, 0.1);
        t->shoe[0] = 0.9;
        break;
    case STUDY_CAUSES: break;
    }
}

/* ---------------------------------------------------------------- runs */

/* One run before it is noted: shares of running and walking per minute, and the covariates. */
struct sketch {
    size_t minutes, shoe;
    double run[STUDY_MAX_RUN_MIN], walk[STUDY_MAX_RUN_MIN];
    double x[STUDY_COVARIATES][STUDY_MAX_RUN_MIN];
};

enum run_kind { SHORT_RUN, MIDDLE_RUN, LONG_RUN };

static enum run_kind draw_length(struct sketch *k, struct random *r)
{
    const double u = random_uniform(r);
    const enum run_kind kind = u < 0.55 ? SHORT_RUN : u < 0.82 ? MIDDLE_RUN : LONG_RUN;
    const double from[] = {25, 50, 75}, to[] = {50, 75, 130};
    k->minutes = (size_t)lround(random_between(r, from[kind], to[kind]));
    return kind;
}

/* A first-order autoregressive series. */
static void wander(double *out, size_t n, struct random *r, double start_sd, double keep, double step_sd)
{
    out[0] = normal(r, 0.0, start_sd);
    for (size_t j = 1; j < n; j++) out[j] = keep * out[j - 1] + normal(r, 0.0, step_sd);
}

/* Gait columns; returns the level of speed. */
static double draw_gait(struct sketch *k, struct random *r, enum run_kind kind, double warmth)
{
    double pace[STUDY_MAX_RUN_MIN], level = kind == MIDDLE_RUN ? 0.1 : kind == LONG_RUN ? -0.3 : 0.0;
    const double cadence = normal(r, 0.0, 0.7);
    if (kind == SHORT_RUN && random_uniform(r) < 0.3) level = 1.2;
    level += normal(r, 0.0, 0.3) - 0.1 * warmth;
    wander(pace, k->minutes, r, 0.3, 0.8, 0.18);
    wander(k->x[STUDY_GRD], k->minutes, r, 0.6, 0.85, 0.35);
    for (size_t j = 0; j < k->minutes; j++) {
        k->x[STUDY_SPD][j] = level + pace[j] - 0.25 * k->x[STUDY_GRD][j];
        k->x[STUDY_CAD][j] = cadence + normal(r, 0.0, 0.2);
    }
    return level;
}

static void draw_breaks(struct sketch *k, struct random *r)
{
    const size_t n = k->minutes;
    unsigned pauses;
    for (size_t j = 0; j < n; j++) k->run[j] = 1.0, k->walk[j] = 0.0;
    if (random_uniform(r) < 0.3) {
        const size_t every = 8 + random_index(r, 17), length = 1 + random_index(r, 3);
        for (size_t s = every; s < n; s += every + length)
            for (size_t j = s; j < n && j < s + length; j++) k->run[j] = 0.0, k->walk[j] = 1.0;
    }
    pauses = random_poisson(r, (double)n / 25.0);
    for (unsigned i = 0; i < pauses; i++) {
        const size_t j = 1 + random_index(r, n - 1);
        const double standing = random_between(r, 0.3, 1.0);
        k->run[j] *= 1.0 - standing;
        k->walk[j] *= 1.0 - standing;
    }
}

static void draw_sketch(struct sketch *k, struct random *r)
{
    const enum run_kind kind = draw_length(k, r);
    const double warmth = fmin(fmax(normal(r, 0.0, 0.8), -1.6), 2.0);
    const double speed = draw_gait(k, r, kind, warmth);
    const double u = random_uniform(r);
    const double lacing = u < 0.3 ? -1.0 : u < 0.7 ? 0.0 : 1.0;
    const double foam = random_uniform(r) < 0.4, sock = random_uniform(r) < 0.4;
    double favour[STUDY_SHOES] = {1, 1, 1};
    for (size_t j = 0; j < k->minutes; j++) {
        k->x[STUDY_TMP][j] = warmth;
        k->x[STUDY_LAC][j] = lacing;
        k->x[STUDY_FOAM][j] = foam;
        k->x[STUDY_SOCK][j] = sock;
    }
    if (kind == LONG_RUN) favour[0] = 3;
    if (kind == SHORT_RUN && speed > 0.6) favour[STUDY_SHOES - 1] = 3;
    k->shoe = random_weighted(r, favour, STUDY_SHOES);
    draw_breaks(k, r);
    for (size_t j = 0; j < k->minutes; j++)
        if (k->walk[j] > k->run[j]) k->x[STUDY_SPD][j] = k->x[STUDY_CAD][j] = k->x[STUDY_GRD][j] = 0.0;
}

/* ---------------------------------------------------------------- notes */

/* The minute of onset, or NaN. hazard per minute of one-minute bins. */
static double draw_onset(const double *hazard, size_t minutes, struct random *r)
{
    const double enough = random_exponential(r);
    double sum = 0.0;
    for (size_t j = 0; j < minutes; j++) {
        if (sum + hazard[j] >= enough) return (double)j + (enough - sum) / hazard[j];
        sum += hazard[j];
    }
    return NAN;
}

/* How a numb run is written down; a run that was stopped becomes shorter. */
static void write_down(struct onset_run *run, struct random *r, double onset, const struct study_options *o)
{
    const double share[] = {o->exact, o->window, o->unknown};
    size_t how = random_weighted(r, share, 3);
    const bool stopped = random_uniform(r) < o->stopped && onset + 3.0 < (double)run->bin_count;
    double length;
    if (stopped) {
        const size_t end = (size_t)ceil(onset + random_between(r, 0.0, 3.0));
        run->bin_count = end > (size_t)onset + 1 ? end : (size_t)onset + 1;
    }
    length = (double)run->bin_count;
    run->record = how == 0 ? ONSET_EXACT : ONSET_WINDOW;
    run->a_min = how == 0 ? onset : 0.0;
    run->b_min = length;
    if (how == 0) return;
    if (stopped) {
        run->a_min = fmax(0.0, length - 4.0);
    } else if (how == 1) {
        const double cut[] = {0.0, 0.35 * length, 0.65 * length, length};
        const size_t third = onset >= cut[2] ? 2 : onset >= cut[1] ? 1 : 0;
        run->a_min = cut[third];
        run->b_min = cut[third + 1];
    }
}

static void note(struct onset_run *run, struct random *r, const double *hazard, const struct study_truth *t,
                 const struct study_options *o, size_t *numb)
{
    const double onset = draw_onset(hazard, run->bin_count, r);
    run->record = ONSET_NONE;
    run->recovery_min = NAN;
    if (!isnan(onset)) {
        ++*numb;
        write_down(run, r, onset, o);
        if (random_uniform(r) < o->recovery) run->recovery_min = exp(normal(r, log(t->tau_min) + t->kappa, 0.6));
    }
    if (random_uniform(r) < o->missing) {
        run->record = ONSET_NOT_RECORDED;
        run->recovery_min = NAN;
    }
}

/* -------------------------------------------------------------- runner */

struct study_options study_options_default(size_t runs)
{
    return (struct study_options){runs, 0.40, 0.35, 0.25, 0.2, 0.3, 0.4};
}

static void *need(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory) {
        fprintf(stderr, "study: out of memory\n");
        exit(70);
    }
    return memory;
}

/* Writes a sketch into bins [at, at + minutes) of columns with room `room`. */
static void place_sketch(double *const column[5], size_t room, size_t at, const struct sketch *k, double load_slope)
{
    for (size_t j = 0; j < k->minutes; j++) {
        const double stand = 1.0 - k->run[j] - k->walk[j];
        column[0][at + j] = 1.0;
        column[1][at + j] = k->run[j] * exp(load_slope * k->x[STUDY_SPD][j]) + k->walk[j] * walk_share;
        column[2][at + j] = k->run[j] * relief_run + k->walk[j] * relief_walk + stand * relief_stand;
        column[3][at + j] = k->run[j] + k->walk[j] * walk_share;
        for (size_t c = 0; c < STUDY_COVARIATES; c++) column[4][at + j + c * room] = k->x[c][j];
    }
}

/* True hazard per minute of one run's bins. */
static void true_hazard(double *hazard, double *const column[5], size_t room, size_t at, size_t minutes, size_t shoe,
                        const struct study_truth *t)
{
    const struct onset_bins bins = {minutes, column[0] + at, column[1] + at, column[2] + at, column[3] + at};
    onset_load_z(hazard, &bins, t->tau_min, &load_rule);
    for (size_t j = 0; j < minutes; j++) {
        double eta = t->b0 + t->shoe[shoe] + t->g * hazard[j];
        for (size_t c = 0; c < STUDY_COVARIATES; c++) eta += t->b[c] * column[4][at + j + c * room];
        hazard[j] = bins.hazard[j] * exp(fmin(eta, 30.0));
    }
}

void study_runner_make(struct study_runner *runner, struct random *r, const struct study_truth *t,
                       const struct study_options *options)
{
    const size_t room = options->runs * STUDY_MAX_RUN_MIN;
    double hazard[STUDY_MAX_RUN_MIN];
    size_t at = 0;
    *runner = (struct study_runner){0};
    for (size_t c = 0; c < 5; c++) runner->column[c] = need(room, (c < 4 ? 1 : STUDY_COVARIATES) * sizeof(double));
    runner->run = need(options->runs, sizeof *runner->run);
    for (size_t i = 0; i < options->runs; i++) {
        struct sketch sketch;
        draw_sketch(&sketch, r);
        place_sketch(runner->column, room, at, &sketch, t->load_slope);
        true_hazard(hazard, runner->column, room, at, sketch.minutes, sketch.shoe, t);
        runner->run[i] = (struct onset_run){.first_bin = at, .bin_count = sketch.minutes, .shoe = sketch.shoe};
        note(&runner->run[i], r, hazard, t, options, &runner->numb);
        at += sketch.minutes;
    }
    /* every bin up to `room` must be valid, used or not */
    for (size_t j = at; j < room; j++) runner->column[0][j] = 1.0;
    runner->data = (struct onset_data){
        .bins = {room, runner->column[0], runner->column[1], runner->column[2], runner->column[3]},
        .covariates = STUDY_COVARIATES, .x = runner->column[4], .names = study_names,
        .runs = options->runs, .run = runner->run, .shoes = STUDY_SHOES, .omega = 1.0};
}

void study_runner_release(struct study_runner *runner)
{
    for (size_t c = 0; c < 5; c++) free(runner->column[c]);
    free(runner->run);
    *runner = (struct study_runner){0};
}

/* ----------------------------------------------------------- scenarios */

static void make_scenario(struct study_scenario *s, size_t minutes, size_t shoe, const double x[STUDY_COVARIATES],
                          double load_slope)
{
    static const double reference[STUDY_COVARIATES] = {[STUDY_TMP] = 0.5};
    const double *value = x ? x : reference;
    for (size_t j = 0; j < minutes; j++) {
        s->column[0][j] = 1.0;
        s->column[1][j] = exp(load_slope * value[STUDY_SPD]);
        s->column[2][j] = relief_run;
        s->column[3][j] = 1.0;
        for (size_t c = 0; c < STUDY_COVARIATES; c++) s->x[j + c * minutes] = value[c];
    }
    s->run = (struct onset_scenario){{minutes, s->column[0], s->column[1], s->column[2], s->column[3]}, s->x, shoe};
}

void study_scenario_make(struct study_scenario *s, size_t minutes, size_t shoe, const double x[STUDY_COVARIATES])
{
    make_scenario(s, minutes, shoe, x, load_slope_usual);
}

void study_change_make(struct study_scenario *s, size_t change, double load_slope)
{
    double x[STUDY_COVARIATES] = {[STUDY_TMP] = 0.5};
    size_t shoe = 0;
    switch (study_change_cause[change]) {
    case CAUSE_LACING: x[STUDY_LAC] = -1.0; break;
    case CAUSE_CADENCE: x[STUDY_CAD] = 1.0; break;
    case CAUSE_HEAT: x[STUDY_TMP] = -0.5; break;
    case CAUSE_FOAM: x[STUDY_FOAM] = 1.0; break;
    case CAUSE_SPEED: x[STUDY_SPD] = -1.0; break;
    case CAUSE_SHOE: shoe = change - CAUSE_SHOE + 1; break;
    case STUDY_CAUSES: break;
    }
    make_scenario(s, 75, shoe, x, load_slope);
}

double study_true_risk(const struct study_truth *t, const struct study_scenario *s)
{
    const struct onset_truth truth = {t->b0, t->g, t->tau_min, t->b, STUDY_COVARIATES};
    double hazard[STUDY_MAX_RUN_MIN], total = 0.0;
    onset_hazard(hazard, &s->run.bins, s->x, &truth, t->shoe[s->run.shoe], &load_rule);
    for (size_t j = 0; j < s->run.bins.count; j++) total += hazard[j] * s->column[0][j];
    return -expm1(-total);
}

void study_prior(struct onset_prior *prior, struct onset_effect effect[STUDY_COVARIATES], bool nuisance)
{
    for (size_t k = 0; k < STUDY_COVARIATES; k++) {
        effect[k] = onset_prior_effect(study_names[k]);
        if (!nuisance) effect[k].nuisance = 0.0;
    }
    onset_prior_default(prior, effect, STUDY_COVARIATES);
    if (!nuisance) prior->shoe_nuisance = 0.0;
}
