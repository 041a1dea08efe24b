/* Simulated runners for the statistical studies and the model's unit tests.
 *
 * The design of docs/model.md section 5: one-minute bins, short, middle and long runs, hills, walk
 * breaks and pauses, three shoes of which one is preferred for long runs; 20 % of runs unrecorded,
 * onsets noted exactly, by third of the run, or only as "happened"; some runs stopped by it. The
 * truth comes from the prior, or has one dominant cause, or none. All by an explicit seed.
 *
 * Not the product's simulator (src/simulate): this one makes model input directly.
 */
#ifndef STUDY_RUNNER_H
#define STUDY_RUNNER_H

#include "base/random.h"
#include "onset/onset.h"

enum { STUDY_COVARIATES = 7, STUDY_SHOES = 3, STUDY_MAX_RUN_MIN = 131 };
enum study_covariate { STUDY_SPD, STUDY_CAD, STUDY_GRD, STUDY_TMP, STUDY_LAC, STUDY_FOAM, STUDY_SOCK };
enum study_cause { CAUSE_LACING, CAUSE_CADENCE, CAUSE_HEAT, CAUSE_FOAM, CAUSE_SPEED, CAUSE_SHOE, STUDY_CAUSES };

extern const char *const study_names[STUDY_COVARIATES];
extern const char *const study_cause_names[STUDY_CAUSES];

struct study_truth {
    double b0, g, b[STUDY_COVARIATES], shoe[STUDY_SHOES];
    double tau_min, kappa;
    double load_slope; /* log load of running per 0.5 m/s: 0.07 */
};

/* A truth drawn from the prior; one strong cause (model.md 5.3); nothing but time and load (slower is a little easier)
 * or, with load_slope set to 0 afterwards, nothing at all. */
void study_truth_prior(struct study_truth *t, struct random *r, const struct onset_prior *prior);
void study_truth_cause(struct study_truth *t, struct random *r, const struct onset_prior *prior, enum study_cause cause);
void study_truth_null(struct study_truth *t, struct random *r, const struct onset_prior *prior);

struct study_options {
    size_t runs;
    double exact, window, unknown; /* shares of how an onset is noted: .4, .35, .25 */
    double missing;                /* share of runs not noted: .2 */
    double stopped;                /* share of numb runs that were stopped by it: .3 */
    double recovery;               /* share of numb runs with a recovery time: .4 */
};
struct study_options study_options_default(size_t runs);

/* A runner's log as model input; arrays belong to the runner. */
struct study_runner {
    struct onset_data data;
    double *column[5]; /* length, load, relief, hazard; [4]: x, column-major */
    struct onset_run *run;
    size_t numb; /* of all runs, noted or not */
};

/* Exits the program when memory is short (a study has no one to tell). */
void study_runner_make(struct study_runner *runner, struct random *r, const struct study_truth *t,
                       const struct study_options *options);
void study_runner_release(struct study_runner *runner);

/* A run of constant running, one-minute bins, x by covariate (NULL: the reference, 20 degC). */
struct study_scenario {
    double column[4][STUDY_MAX_RUN_MIN];
    double x[STUDY_MAX_RUN_MIN * STUDY_COVARIATES];
    struct onset_scenario run;
};
void study_scenario_make(struct study_scenario *s, size_t minutes, size_t shoe, const double x[STUDY_COVARIATES]);

/* The changes a runner could make to a 75-min reference run in shoe 0: lacing -1, cadence +5 spm, 5 degC cooler,
 * foam, -0.5 m/s, shoe 1, shoe 2. `cause` of each is the cause it answers. */
enum { STUDY_CHANGES = 7 };
extern const enum study_cause study_change_cause[STUDY_CHANGES];
void study_change_make(struct study_scenario *s, size_t change, double load_slope);

/* True chance of numbness in a scenario. */
double study_true_risk(const struct study_truth *t, const struct study_scenario *s);

/* The prior of the model for the study's covariates; nuisances of data/priors.csv or none. */
void study_prior(struct onset_prior *prior, struct onset_effect effect[STUDY_COVARIATES], bool nuisance);

#endif
