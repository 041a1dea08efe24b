/* The onset model: when does numbness start in a run, and what goes with it.
 *
 * One runner's runs are cut into short bins; in each bin a load acts on the feet. Load
 * builds up and is relieved (a leaky integral with time constant tau), and the hazard of
 * the first numbness in bin j of run i is
 *
 *     h_ij = m_ij exp(b0 + g z_ij(tau) + x_ij' b + u_shoe(i))        per minute   (docs/model.md eq. 3)
 *
 * with z the logarithm of the normalised accumulated load, x the covariates and u a shoe
 * effect N(0, sigma^2). Given (tau, sigma) everything else is nearly Gaussian: onset_fit
 * lays a grid over these two, finds the mode at each point by Newton's method, corrects
 * the mean for skewness (third-order term), and answers with a mixture of Gaussians. What
 * is not linear in the parameters (risks, differences, "best") is averaged over 512 fixed
 * quasi-random points of that mixture, weighted by how well the mixture fits the true posterior there,
 * so that the same data always give the same bytes.
 * The equations, their numbers and their sources stand in docs/model.md.
 *
 * A user's program, from data to a risk:
 *
 *     struct onset_prior prior;
 *     onset_prior_default(&prior, effects, covariate_count);      effects[k] from onset_prior_effect(name)
 *     onset_fit(&post, &data, &prior, NULL, err);
 *     onset_predict(risk, free_min, NULL, post, &usual_run, NULL, NULL, 0, err);
 *     struct onset_summary chance = onset_summarise(post, risk);
 *     onset_posterior_free(post);
 *
 * This room knows no files, no database and no feet. Nothing here is medical advice.
 *
 * Units: minutes everywhere; loads are shares of the runner's reference running (1).
 * Matrices are column-major. Threads: no shared state; any number of fits may run at once,
 * and a finished posterior may be read by many threads.
 */
#ifndef ONSET_ONSET_H
#define ONSET_ONSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define ONSET_MAX_COVARIATES 64 /* factors, indicators and trend columns together */
#define ONSET_MAX_SHOES 64
#define ONSET_DRAWS 512         /* points of the answer */
#define ONSET_MORE_DRAWS 4096   /* when the alarm sounds */

/* ------------------------------------------------------------------ data */

/* What is known of the numbness of one run. The at-risk time starts at entry_min. */
enum onset_record {
    ONSET_NOT_RECORDED, /* says nothing, unless omega < 1 (see struct onset_data). Never a "no" */
    ONSET_NONE,         /* at risk to the end of the run, no numbness */
    ONSET_EXACT,        /* started at a_min */
    ONSET_WINDOW        /* started somewhere in (a_min, b_min]; "some time in the run" is (0, length] */
};

struct onset_run {
    size_t first_bin, bin_count; /* its bins in struct onset_bins; the load starts from 0 there */
    size_t shoe;                 /* < onset_data.shoes; ignored when shoes is 0 */
    enum onset_record record;
    double a_min, b_min;    /* wall-clock minutes since the start; read for EXACT (a) and WINDOW (a < b) */
    double entry_min;       /* not at risk before this; 0 usually. Numb again after it had gone: a second
                             * onset_run over the same bins that enters when it had gone */
    double recovery_min;    /* minutes from stopping to feeling again; NaN when not known */
};

/* Bins as columns, in order of time within each run, without gaps. */
struct onset_bins {
    size_t count;
    const double *length_min; /* > 0; <= 0.5 advised (30 s: error of H under 0.5 %) */
    const double *load;       /* p: mean load rate, 1 = reference running, 0.30 walking, 0 standing */
    const double *relief;     /* rho: share of 1/tau at which load is relieved, 0.15 run, 0.60 walk, 1 stand */
    const double *hazard;     /* m: multiplier of the hazard, 1 run, 0.30 walk, 0 stand */
};

struct onset_data {
    struct onset_bins bins;
    size_t covariates;        /* K; b_k is the log hazard per unit of column k */
    const double *x;          /* bins.count x K; NULL when K is 0. Gait columns are 0 where not running */
    const char *const *names; /* K names, for messages and results; NULL: "x0", "x1", ... */
    size_t runs;
    const struct onset_run *run;
    size_t shoes;             /* 0: no shoe effect. An unknown shoe is one more shoe */
    double omega;             /* P(unrecorded | numb) / P(unrecorded | not numb) in [0, 1]: 1 leaves unrecorded
                               * runs out, 0 counts them as "no". The caller leaves out runs outside
                               * the period of notes (decisions.md A1) */
    bool squared_multiplier;  /* true: minutes at risk are multiplied by m once more, so that H carries m squared
                               * while the log hazard of an event carries m once. Only to reproduce reference
                               * fits that did so (docs/model-fit.md); false in every answer */
};

/* Trials (randomised runs) need no code of their own. Let n_k be the nuisance of factor k. Give
 * column k the nuisance 0 and add a column that repeats x_k on runs whose setting the runner chose
 * and is 0 on randomised runs, with prior N(0, n_k^2) and nuisance 0: b_k is then the effect of
 * changing it, b_k + delta_k what the records show, and a prediction that changes only column k
 * answers "if you changed it". */

/* ----------------------------------------------------------------- prior */

/* One covariate's effect: log hazard per unit, N(mean, sd^2). `nuisance` is the sd of what hidden
 * reasons may add to the association in records (decisions.md B2): the data see s = b + delta,
 * delta ~ N(0, nuisance^2), and "if you changed it" uses b. 0: the records are taken at their word.
 * sd may be INFINITY (a flat prior; log_z then means nothing). */
struct onset_effect {
    double mean, sd, nuisance;
};

/* How load becomes z: l = L / c(tau), c = t0 phi(t0 relief_run / tau), z = log((l + eps)/(1 + eps)).
 * eps 0 and relief 0 everywhere give z = log(t / t0): a Weibull hazard of shape 1 + g. */
struct onset_load_rule {
    double eps;        /* 0.02 */
    double t0_min;     /* 30 */
    double relief_run; /* 0.15: relief share of reference running, in the normalisation only */
};

struct onset_prior {
    struct onset_effect b0, g;          /* b0: log hazard per minute after t0 of reference running */
    size_t covariates;
    const struct onset_effect *effect;  /* K, borrowed */
    double log_tau_mean, log_tau_sd;    /* tau in minutes; sd 0 fixes it */
    double sigma_shoe;                  /* shoe effects N(0, sigma^2), sigma half-normal of this scale */
    double shoe_nuisance;               /* as `nuisance`, for a change from one shoe to another: each shoe has
                                         * delta_s ~ N(0, shoe_nuisance^2 / 2) */
    double kappa_sd, recovery_sd;       /* log recovery ~ N(log tau + kappa, recovery_sd^2) */
    struct onset_load_rule load;
};

/* A row of data/priors.csv. */
struct onset_prior_row {
    const char *name, *unit, *source;
    struct onset_effect effect;
};

/* The row of that name ("b0", "g", "spd", ..., "shoe", "log_tau"), or NULL. */
const struct onset_prior_row *onset_prior_row(const char *name);

/* The effect prior of a covariate by its name; a name without a row gets N(0, 0.3^2) and nuisance 0.3
 * per unit (decisions.md B12: own columns are given in the runner's own sd). */
struct onset_effect onset_prior_effect(const char *name);

/* Everything from data/priors.csv; `effect` (K, borrowed) is the caller's. Nuisances of the shoe are on:
 * set shoe_nuisance to 0 where records are to be taken at their word. */
void onset_prior_default(struct onset_prior *prior, const struct onset_effect *effect, size_t covariates);

/* ------------------------------------------------------------------- fit */

struct onset_options {
    size_t tau_points, sigma_points; /* 9 and 5 */
    double tau_width;                /* grid from -width to +width prior sds: 2.4 */
    bool skip_correction;            /* leave the plain Laplace means */
    size_t draws;                    /* ONSET_DRAWS; or any other number >= 64 */
    bool skip_alarm;                 /* leave out the importance ratios (khat, ess are NaN) */
};
struct onset_options onset_options_default(void);

enum onset_outcome {
    ONSET_GOOD,         /* the first draws, with smoothed importance weights (equal ones if skip_alarm) */
    ONSET_WEIGHTED,     /* khat > 0.7 or ess < half: 4096 draws, khat of these <= 0.7 */
    ONSET_UNRELIABLE,   /* khat still > 0.7: not enough data for a reliable answer */
    ONSET_NO_CONVERGENCE /* Newton's method did not arrive at some grid point of weight: as above */
};

/* Order of the parameters: b0, g, K covariates, shoes. d = 2 + K + shoes. Read only. */
struct onset_posterior {
    enum onset_outcome outcome;
    size_t d, covariates, shoes;
    size_t runs_used, events;     /* runs in the likelihood; of them with numbness. 0 used: answer = prior */
    const char **names;           /* d: "b0", "g", names, "u0", "u1", ... */
    double *mean, *cov;           /* d, d x d after the correction */
    double *laplace_mean, *laplace_sd; /* d, before it */
    double *prior_sd;             /* d, of what the data see (nuisance included); shoes: at the mean sigma^2 */
    double log_tau_mean, log_tau_sd, log_tau_prior_sd, log_tau_step; /* step: of the grid */
    double log_z;                 /* log of the marginal likelihood, plain Laplace */
    double khat, ess;             /* of the first draws; ess in draws */
    size_t newton_steps;

    size_t draws;
    double *weight;               /* draws, sum 1 */
    double *tau_min;              /* draws */
    double *seen;                 /* draws x d: effects as records show them (b + delta) */
    double *changed;              /* draws x d: effects "if you changed it" (b); equal to seen where nuisance is 0 */

    struct onset_load_rule load;
    size_t grid_points;           /* tau_points x sigma_points; for tests and for the curious */
    double *grid_weight, *grid_tau_min, *grid_sigma;
    double *grid_mode, *grid_mean; /* d x grid_points */
    double *grid_log_marginal;    /* with the grid's prior mass */
};

/* Fits. *out is the caller's, to be given to onset_posterior_free. `options` NULL: the defaults.
 * Errors: TINGLE_BAD_DATA (a NaN, negative or infinite value, a window without width, a run without
 * moving time: the message names run, bin and column from 0, `where` the run), TINGLE_LIMIT,
 * TINGLE_NO_MEMORY. Not converging is no error but an outcome. */
enum tingle_status onset_fit(struct onset_posterior **out, const struct onset_data *data,
                             const struct onset_prior *prior, const struct onset_options *options,
                             struct tingle_error *err);
void onset_posterior_free(struct onset_posterior *post);

/* ------------------------------------------------------------ prediction */

/* A run to be asked about: one line of bins, K columns of covariates, a shoe. */
struct onset_scenario {
    struct onset_bins bins;
    const double *x; /* bins.count x K */
    size_t shoe;     /* ignored when the posterior has no shoes */
};

/* For every draw: risk[draw] = P(numb by the end), free_min[draw] = expected minutes before numbness
 * starts (at most the run's length), by_minute[draw + draws * i] = P(numb by minute[i], wall clock).
 * Any of the three may be NULL.
 *
 * `base` NULL: the run as it is, effects as the records show them. Else `run` is `base` with something
 * changed: covariates and shoe of the base act as seen, the differences act through `changed`
 * (decisions.md B2). Both must then have the same number of bins; load, relief, hazard may differ.
 * Errors: TINGLE_BAD_DATA as for the fit, TINGLE_NO_MEMORY. */
enum tingle_status onset_predict(double *risk, double *free_min, double *by_minute,
                                 const struct onset_posterior *post, const struct onset_scenario *run,
                                 const struct onset_scenario *base, const double *minute,
                                 size_t minutes, struct tingle_error *err);

/* Mean, sd, 5 % and 95 % points of one value per draw, by the draws' weights. */
struct onset_summary {
    double mean, sd, lo, hi;
};
struct onset_summary onset_summarise(const struct onset_posterior *post, const double *value);

/* Weighted quantiles of one value per draw; q in (0, 1). NaN when memory is short. */
double onset_quantile(const struct onset_posterior *post, const double *value, double q);

/* P(value >= threshold). */
double onset_share(const struct onset_posterior *post, const double *value, double threshold);

/* P(best) over groups of options. gain: draws x options, group[option] < groups. p_best[group] is the
 * share of draws in which the largest gain belongs to the group and is >= margin; the return value is
 * the share in which none is (decisions.md B5: margin 0.05; -INFINITY: always one is best). */
double onset_best(double *p_best, const struct onset_posterior *post, const double *gain,
                  size_t options, const size_t *group, size_t groups, double margin);

/* ---------------------------------------- the pieces, for the simulator */

/* z at mid-bin of every bin of one run, for a given tau (eq. 1, 2). z may not overlap the columns. */
void onset_load_z(double *z, const struct onset_bins *bins, double tau_min,
                  const struct onset_load_rule *rule);

/* True parameters of a simulated runner. */
struct onset_truth {
    double b0, g, tau_min;
    const double *b; /* K */
    size_t covariates;
};

/* Hazard per minute of every bin of one run (eq. 3); `shift` is added to the log hazard (shoe effect,
 * frailty). The cumulative hazard of a bin is hazard x length_min. */
void onset_hazard(double *hazard, const struct onset_bins *bins, const double *x,
                  const struct onset_truth *truth, double shift, const struct onset_load_rule *rule);

#endif
