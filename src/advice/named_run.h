/* The run that the answer speaks of, and what it would be with one thing changed.
 *
 * By default the usual long run: the 80th percentile of moving time of the last year, since the first note
 * (decisions.md B6), run as they run their long runs, in their usual shoe, with what they usually
 * do (over the last 20 noted runs), today (the trend at its last day).
 */
#ifndef ADVICE_NAMED_RUN_H
#define ADVICE_NAMED_RUN_H

#include "advice/model_input.h"

struct named_run {
    double minutes;                  /* of movement, without breaks */
    bool usual;
    double load, spd, cad;           /* on the model's scales; means of the runner's long runs */
    double speed_mps;
    size_t shoe;                     /* of model_input; 0 when there is none */
    double x[ONSET_MAX_COVARIATES];  /* per model column */
    size_t bins;
};

/* Works it out; `minutes` 0 asks for the usual long run. */
enum tingle_status named_run_choose(struct named_run *run, const struct subject *s,
                                    const struct model_input *m, double minutes, struct tingle_error *err);

/* Minutes of the usual long run; 60 when there is no run yet. */
double usual_long_run_min(const struct subject *s, struct tingle_error *err);

/* A walk inside the run, at `at_min` for `length_min` minutes. */
struct walk_break {
    double at_min, length_min;
};

/* What is changed on the run. Everything 0 or NULL: nothing. */
struct run_change {
    int column;                      /* model column, -1: none */
    double to;                       /* its new x */
    double load_ratio;               /* load times this; 0: as it was */
    size_t shoe;                     /* new shoe; SIZE_MAX: the same */
    const struct walk_break *walk;   /* walks; the distance stays the same */
    size_t walks;
};

/* Bins of the run with a change, in `arena`. The number of bins is the same for every change without
 * walks. Errors: TINGLE_NO_MEMORY. */
enum tingle_status named_run_scenario(struct onset_scenario *out, const struct named_run *run,
                                      const struct model_input *m, const struct run_change *change,
                                      struct arena *arena, struct tingle_error *err);

/* Load at speed v over load at v0, both level, by the estimate of evidence.md 5.4. */
double load_ratio_of_speed(double v, double v0);

/* Minutes lost by walks on a run of the same distance: what is walked counts for less way; each break
 * costs 10 s besides (model.md section 6). */
double walks_minutes_lost(const struct walk_break *walk, size_t walks, double speed_mps);

#endif
