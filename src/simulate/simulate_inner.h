/* Inner parts of the simulator, between its own files.
 *
 *   simulate_draw.c    who the runner is: truth, body, shoes
 *   simulate_gait.c    one run second by second: route, pace, breaks
 *   simulate_numb.c    exact exposure, hazard, onset, what it does to the run, the note
 *   simulate_watch.c   seconds -> struct activity
 */
#ifndef SIMULATE_SIMULATE_INNER_H
#define SIMULATE_SIMULATE_INNER_H

#include "base/random.h"
#include "simulate/simulate_runner.h"

/* Streams: the runner's, and of each run one per purpose, so that a change in one does not move the others. */
enum simulate_stream { STREAM_RUNNER, STREAM_PLAN, STREAM_GAIT, STREAM_NUMB, STREAM_WATCH };
void simulate_stream_start(struct random *r, uint64_t seed, enum simulate_stream stream, size_t index);

void simulate_draw_runner(struct simulate_runner *runner, enum simulate_kind kind);

enum simulate_length { RUN_SHORT, RUN_MID, RUN_LONG };
enum { ROUTE_WAVES = 4, PLAN_MAX_STOPS = 96 };

/* A stretch that is not running. */
struct planned_stop {
    size_t from_s, length_s;
    enum stride_mode mode;
    bool paused; /* the watch pauses its timer after two seconds */
};

/* What is settled before a run starts. */
struct run_plan {
    enum simulate_length length;
    size_t seconds;
    double easy_shift;               /* speed over easy of the whole run, units of 0.5 m/s */
    bool intervals;                  /* three quick minutes, two easy */
    double cadence_shift;            /* residual of the run, units of 5 steps/min */
    double force_shift_bw;
    double wave_grade[ROUTE_WAVES], wave_m[ROUTE_WAVES], wave_phase[ROUTE_WAVES];
    struct planned_stop stop[PLAN_MAX_STOPS];
    size_t stops;
    double heading, turn_m;          /* of the route: start direction, length of a full circle */
};

/* Run-level facts (lacing, shoe, weather, hidden state) into `run`, the rest into `plan`. */
void simulate_plan(struct run_plan *plan, struct simulate_run *run, const struct simulate_runner *runner);

/* Seconds of the plan. Memory from s->arena, which is made here. */
enum tingle_status simulate_gait(struct simulate_seconds *s, const struct run_plan *plan, const struct simulate_run *run,
                                 const struct simulate_runner *runner, struct tingle_error *err);

/* Exact exposure of seconds: totals, bins, breaks, sums into `run`; arrays in `arena`. */
enum tingle_status simulate_exposure(struct simulate_run *run, struct arena *arena, const struct simulate_seconds *s,
                                     const struct simulate_runner *runner, struct tingle_error *err);

/* Hazard per minute of every bin into `hazard` (run->bin_count). `scratch` holds the model's columns. */
enum tingle_status simulate_hazard(double *hazard, struct arena *scratch, const struct simulate_run *run,
                                   const struct simulate_runner *runner, struct tingle_error *err);

/* Plays run `index` from its plan to its note. `s` gets its seconds when not NULL (released by the caller
 * with arena_release(&s->arena)). */
enum tingle_status simulate_play(struct simulate_run *run, struct run_plan *plan, struct simulate_seconds *s,
                                 struct arena *arena, const struct simulate_runner *runner, size_t index,
                                 struct tingle_error *err);

double simulate_clamp(double value, double lo, double hi);

#endif
