/* A runner with known truth: the answer is written down before the question is asked.
 *
 * From a seed come a body (pace, cadence, contact time), parameters of the onset model, a few
 * shoes, and a row of runs: routes with hills, changes of pace, walk breaks, traffic lights,
 * seasons. Every second of every run is known: what the runner did, what acted on the feet, and
 * the hazard of numbness in it. The first numbness is drawn from that hazard, the runner may stop
 * because of it, and writes a note or not, exactly or not, as runners do.
 *
 *     struct simulate_runner *runner = NULL;
 *     struct simulate_options options = {.seed = 7, .runs = 100};
 *     st = simulate_runner_new(&runner, &options, err);
 *     for (i = 0; i < runner->run_count; i++)
 *         use(runner->run[i].bin, runner->run[i].numb, runner->run[i].onset_s);
 *     simulate_runner_free(runner);
 *
 * The kinds of truth: the model itself, with one main cause (by seed: six seeds in a row take the six causes in turn; or named), and worlds that the
 * model does not describe, to see how wrong an answer can get:
 *
 *     frailty         runs differ for unmeasured reasons: sd 0.7 of the log hazard per run
 *     confounded      a hidden state, 0.9 per sd, drives both the lacing and the numbness
 *     selective       numb runs are noted 95 %, quiet ones 40 %
 *     drift           the level rises by 1.6 of log hazard over the months
 *     nothing         no factor changes anything
 *     always          numb on nearly every long run
 *     symptom-breaks  a walk or a stand soon after numbness started, because of it
 *
 * Sizes of effects are those of model.md section 5.3. The runner lives in the middle of an ocean and
 * owns shoes that were never made.
 *
 * Randomness: one stream for the runner and one for each run (seed and index), so that the same
 * options give the same bytes, and run i does not depend on the runs before it.
 * Ownership: everything in a runner's arena. Threads: a runner may be read by many.
 */
#ifndef SIMULATE_SIMULATE_RUNNER_H
#define SIMULATE_SIMULATE_RUNNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity.h"
#include "base/error.h"
#include "stride/run_exposure.h"

/* X(id, name) */
#define SIMULATE_TRUTH_LIST(X)                      \
    X(SIMULATE_MODEL, "model")                      \
    X(SIMULATE_LACING, "lacing")                    \
    X(SIMULATE_CADENCE, "cadence")                  \
    X(SIMULATE_TEMPERATURE, "temperature")          \
    X(SIMULATE_FOAM, "foam")                        \
    X(SIMULATE_SPEED, "speed")                      \
    X(SIMULATE_SHOE, "shoe")                        \
    X(SIMULATE_FRAILTY, "frailty")                  \
    X(SIMULATE_CONFOUNDED, "confounded")            \
    X(SIMULATE_SELECTIVE, "selective")              \
    X(SIMULATE_DRIFT, "drift")                      \
    X(SIMULATE_NOTHING, "nothing")                  \
    X(SIMULATE_ALWAYS, "always")                    \
    X(SIMULATE_SYMPTOM_BREAKS, "symptom-breaks")

enum simulate_kind {
#define SIMULATE_TRUTH_ENUM(id, name) id,
    SIMULATE_TRUTH_LIST(SIMULATE_TRUTH_ENUM)
#undef SIMULATE_TRUTH_ENUM
    SIMULATE_KIND_COUNT
};

const char *simulate_kind_name(enum simulate_kind kind);
/* NULL and "" are the model. False for an unknown name. */
bool simulate_kind_find(const char *name, enum simulate_kind *kind);

enum { SIMULATE_MAX_RUNS = 10000, SIMULATE_SHOES = 3 };

struct simulate_options {
    uint64_t seed;
    size_t runs;       /* 1 to SIMULATE_MAX_RUNS */
    double weeks;      /* 0: 2.5 runs a week; at most 1500 */
    const char *truth; /* a name of the list above; NULL: "model" */
};

/* Covariates of the model in the order and units of its fixtures: speed per 0.5 m/s over easy, cadence
 * residual per 5 steps/min, grade per 2 points, (air temperature - 15)/10, lacing - 3, foam, thick sock. */
enum { SIMULATE_SPD, SIMULATE_CAD, SIMULATE_GRD, SIMULATE_TMP, SIMULATE_LAC, SIMULATE_FOAMED, SIMULATE_SOCK, SIMULATE_COVARIATES };

/* The parameters nobody knows. */
struct simulate_truth {
    enum simulate_kind kind;
    int cause;                          /* main cause: SIMULATE_LACING .. SIMULATE_SHOE; -1 none */
    double b0, g, tau_min, kappa;
    double b[SIMULATE_COVARIATES];
    double shoe[SIMULATE_SHOES];        /* log hazard */
    double frailty_sd, hidden_effect, drift; /* drift: over the whole period, centred */
    double noted_numb, noted_quiet;     /* chance that such a run gets a note */
};

/* How this runner runs. Reference running is easy pace on the level. */
struct simulate_body {
    double easy_mps, cadence_spm;          /* at easy pace */
    double cadence_per_mps, cadence_per_grade;
    double force_bw;                       /* over the line 0.95 + 0.15 v of mean stance force */
    double balance_pct, oscillation_mm;
    double rest_bpm, max_bpm, wrist_c;     /* watch's temperature over the air's, once settled */
    bool auto_pause;
    double side_left, side_right;          /* chances; the rest is both */
    const char *regions;
};

struct simulate_shoe {
    const char *name, *brand, *model;
    double start_km;
    double from, to;                       /* in use between these shares of the period */
};

enum simulate_onset_note {
    SIMULATE_SAID_UNKNOWN, SIMULATE_SAID_MINUTE, SIMULATE_SAID_FROM_TO, SIMULATE_SAID_EARLY,
    SIMULATE_SAID_MIDDLE, SIMULATE_SAID_LATE, SIMULATE_SAID_STOPPED
};

/* What the runner wrote; minutes are minutes of movement. */
struct simulate_note {
    bool noted;                            /* false: no note at all */
    enum simulate_onset_note onset;
    double from_min, to_min;               /* STOPPED: from_min = how long it had been numb, NaN not said */
    bool lap_pressed;                      /* the minute is the lap button's */
    bool stopped;                          /* because of it */
    int severity;                          /* 1-10; 0 quiet */
    bool left, right;
    double relief_min;                     /* NaN not noted */
    double temperature_c;                  /* of the air as noted; NaN */
    double break_min, break_length_min;    /* taken because of it, wall clock; NaN none */
    bool break_standing;
};

struct simulate_run {
    size_t index;
    int64_t start_unix_s;
    double length_s;                       /* wall clock, after any early stop; whole seconds */
    double planned_s;
    double run_s, walk_s, stand_s, moving_s, distance_m;
    double load2_steps;                    /* sum over running of f F^2 dt: steps x BW^2 */
    double load_min;                       /* the same over the reference's: minutes of reference running */
    const struct exposure_bin *bin;        /* exact exposure, cut as stride cuts it */
    size_t bin_count;
    const struct run_break *breaks;        /* of STRIDE_BREAK_MIN_S or longer, between running */
    size_t break_count;
    struct gait_sums gait;                 /* exact */
    double lacing, foam, sock, foam_after; /* 1-5, 0/1 */
    size_t shoe;
    double air_c;
    double hidden;                         /* frailty, hidden state or drift: added to the log hazard */
    double risk;                           /* chance of numbness on the run as planned */
    double draw;                           /* exponential: numb when the cumulative hazard reaches it */
    bool numb;
    double onset_s;                        /* wall clock; NaN */
    bool smart;                            /* recorded with gaps */
    struct simulate_note note;
};

struct simulate_runner {
    struct arena arena;
    uint64_t seed;
    double weeks;
    int utc_offset_s;
    struct simulate_truth truth;
    struct simulate_body body;
    struct simulate_shoe shoe[SIMULATE_SHOES];
    struct stride_reference reference;     /* exact: easy pace on the level */
    struct cadence_regression cadence;     /* exact */
    struct simulate_run *run;              /* in order of time */
    size_t run_count, noted, numb;         /* numb: of all runs, noted or not */
};

/* Errors: TINGLE_WRONG_USE (unknown truth, runs or weeks out of range), TINGLE_NO_MEMORY. */
enum tingle_status simulate_runner_new(struct simulate_runner **out, const struct simulate_options *options,
                                       struct tingle_error *err);
void simulate_runner_free(struct simulate_runner *runner);

/* Chance of numbness by the end of `minutes` of steady level running in a shoe, all covariates 0 or as given
 * (SIMULATE_COVARIATES values, or NULL). Speed and cadence act through the load too. NaN without memory. */
double simulate_reference_risk(const struct simulate_runner *runner, double minutes, size_t shoe, const double *x);

/* Every second of a run, exactly. Columns of `count`; NaN where not running, except speed and grade. */
struct simulate_seconds {
    struct arena arena;
    size_t count;
    uint8_t *mode;                         /* enum stride_mode */
    double *speed_mps, *cadence_spm, *contact_ms, *grade_pct, *altitude_m;
};
/* Plays run `index` again. Errors: TINGLE_NO_MEMORY. */
enum tingle_status simulate_seconds_of(struct simulate_seconds **out, const struct simulate_runner *runner, size_t index,
                                       struct tingle_error *err);
void simulate_seconds_free(struct simulate_seconds *s);

/* The run as this runner's watch recorded it: to be given to simulate_activity_free. Errors: TINGLE_NO_MEMORY. */
enum tingle_status simulate_activity_of(struct activity **out, const struct simulate_runner *runner, size_t index,
                                        struct tingle_error *err);
void simulate_activity_free(struct activity *a);

/* The product name in the file_id of every file written here (manufacturer 255, development). */
#define SIMULATE_PRODUCT "tingle-sim"

#endif
