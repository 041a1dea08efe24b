/* From an activity to exposure: the run cut into short bins with what acted on the feet in each.
 *
 * Steps, in this order (model.md sections 0, 1, 4; decisions.md A4, A5, A9):
 *
 *   1. Every second of wall-clock time is running, walking or standing. Pauses of the
 *      watch (timer stopped, or no samples for a while) are restored as standing.
 *      Run >= 140 steps/min or with flight, walk 60-140, stand < 60 or < 0.5 m/s; without
 *      cadence by speed: run >= 1.9 m/s, walk 0.5-1.9. [J, decisions.md A9]
 *   2. Breaks are stretches of walking or standing inside the run.
 *   3. Contact time is the watch's where it measured, else estimated from speed and
 *      cadence (evidence.md 5.4); a run uses one source throughout. Beyond +/-2 % grade
 *      the level estimate stands in.
 *   4. Peak force F = (pi/2) (tf/tc + 1) body weights (Morin et al. 2005), load per second f F^m.
 *   5. Bins of half a minute, cut where the mode changes: each bin has one mode.
 *
 * A bin holds unnormalised means over its running seconds, so that it can be cached for
 * ever: the runner's reference (f0, F0, speed) and cadence regression are applied later,
 * by exposure_row, without decoding the file again.
 *
 * Units: minutes of wall-clock time since the start for places in the run, seconds
 * elsewhere, m/s, steps/min, body weights (BW), percent grade.
 */
#ifndef STRIDE_RUN_EXPOSURE_H
#define STRIDE_RUN_EXPOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity.h"
#include "base/error.h"

enum stride_mode { STRIDE_STAND, STRIDE_WALK, STRIDE_RUN, STRIDE_MODE_COUNT };

enum contact_source { CONTACT_NONE, CONTACT_ESTIMATED, CONTACT_MEASURED };

/* Shorter stretches without running are no breaks (a kerb, a glance at the watch); they count as bins all the same. [J] */
#define STRIDE_BREAK_MIN_S 10.0

/* Load, relief share and hazard multiplier of a whole bin in each mode: model.md section 1. */
#define EXPOSURE_WALK_LOAD 0.30
#define EXPOSURE_WALK_HAZARD 0.30
#define EXPOSURE_RELIEF_RUN 0.15
#define EXPOSURE_RELIEF_WALK 0.60
#define EXPOSURE_RELIEF_STAND 1.00

/* One bin. The journal keeps them as exposure_pack.h makes them. Means are over the running seconds of the bin and
 * NaN in bins that are not running. */
struct exposure_bin {
    double start_min;    /* wall-clock minutes since the run's start */
    double length_min;   /* > 0, <= 0.5 */
    double mode;         /* enum stride_mode */
    double load1;        /* mean of f F,   steps/s BW   */
    double load2;        /* mean of f F^2, steps/s BW^2: the model's default, m = 2 */
    double load4;        /* mean of f F^4, steps/s BW^4 */
    double speed_mps;    /* mean of v */
    double speed2;       /* mean of v^2, for the cadence regression */
    double cadence_spm;  /* mean; NaN where not recorded */
    double grade_pct;    /* mean; NaN where unknown */
    double cadence_s;    /* seconds behind cadence_spm */
};

struct run_break {
    double start_s, length_s; /* wall clock since start */
    double standing_s;        /* of it; the rest was walked */
};

/* Sums over the level running seconds of a run from which the runner's reference is taken. */
struct gait_sums {
    double seconds;                            /* running seconds with cadence and speed */
    double xx[10];                             /* upper triangle of sum of (1,v,v^2,grade)(1,v,v^2,grade)' */
    double xy[4];                              /* sum of (1,v,v^2,grade) x cadence */
    double level_s;                            /* level running seconds with contact time */
    double level_f_hz, level_peak_bw, level_speed_mps; /* medians over them: steps/s, BW, m/s */
};

struct run_exposure {
    struct arena arena;             /* owns the arrays */
    size_t bin_count, break_count;
    struct exposure_bin *bin;       /* in order, without gaps, from 0 to elapsed_s */
    struct run_break *breaks;
    double elapsed_s, run_s, walk_s, stand_s;
    double moving_s;                /* end of the last moving bin, wall clock: T of decisions.md A5 */
    double distance_m;
    double mean_speed_mps, mean_cadence_spm, mean_contact_ms, mean_balance_pct; /* over running; NaN unknown */
    double mean_temperature_c;      /* the watch's own; NaN unknown */
    double ascent_m, descent_m;
    enum contact_source contact;
    double invalid_slope_s;         /* running seconds beyond +/-2 % where the level estimate stood in */
    struct gait_sums gait;
};

/* Derives the exposure of a run. Errors: TINGLE_NOT_A_RUN (no time or no movement in it; over
 * 48 h), TINGLE_NO_MEMORY. */
enum tingle_status run_exposure_derive(struct run_exposure **out, const struct activity *a,
                                       struct tingle_error *err);
void run_exposure_free(struct run_exposure *e);

/* A run without a file (treadmill, flat watch): constant running for `minutes` over `distance_m`
 * (NaN: at the reference speed when rows are made). */
enum tingle_status run_exposure_constant(struct run_exposure **out, double minutes, double distance_m,
                                         struct tingle_error *err);

/* The runner's reference running (decisions.md A9). One for measured and one for estimated runs. */
struct stride_reference {
    double f0_hz, peak0_bw, speed0_mps; /* medians over level running */
    double level_s;                     /* seconds they rest on; frozen once >= STRIDE_REFERENCE_FROZEN_S */
};
#define STRIDE_REFERENCE_FROZEN_S 7200.0 /* level running behind a reference that no longer changes */

/* cadence ~ c[0] + c[1] v + c[2] v^2 + c[3] grade, over all running seconds of the runner. */
struct cadence_regression {
    double c[4];
    double seconds; /* 0: the population's slope of evidence.md 5.4 (150 + 6 (v - 2)) is used */
};

/* The reference from the runs in order of time: uses the first runs of that source until two hours of
 * level running are reached. With less than 10 minutes in all: model defaults from evidence.md 5.4. */
void stride_reference_from(struct stride_reference *ref, const struct gait_sums *const *runs,
                           size_t count);

/* The regression from the sums of all runs; below two hours of running the population's. */
void cadence_regression_from(struct cadence_regression *reg, const struct gait_sums *const *runs,
                             size_t count);

/* One row of the model's input: model.md section 1, columns as in the fixtures' README. */
struct exposure_row {
    double length_min, load, relief, hazard; /* p, rho, m */
    double spd, cad, grd;                    /* 0 where not running or unknown */
};

void exposure_row(struct exposure_row *row, const struct exposure_bin *bin,
                  const struct stride_reference *ref, const struct cadence_regression *reg);

/* Wall-clock minutes at which `moving_min` minutes of movement have passed (decisions.md A5). */
double exposure_wall_of_moving(const struct exposure_bin *bin, size_t count, double moving_min);

#endif
