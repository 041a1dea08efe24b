/* Running, walking or standing, second by second. decisions.md A9, with our judgement [J] marked there.
 *
 * By cadence where there is one: run from 140 steps/min, or with flight (contact shorter than the
 * step, from 110 steps/min [J]); walk from 60; else stand. Under 0.5 m/s the runner stands, whatever
 * the arm does, unless indoors or on a watch whose speed contradicts its cadence for most of the run.
 * A cadence under 60 at 1.9 m/s or more is a sensor that lost count, not a stand. By speed where there
 * is no cadence: run from 1.9 m/s, walk from 0.5. Restored pauses stand.
 *
 * Against flicker: median over five seconds of the ordered modes (which moves no edge between two
 * long stretches), then stretches under four seconds join the longer neighbour. Pauses are kept.
 */
#ifndef STRIDE_GAIT_MODE_H
#define STRIDE_GAIT_MODE_H

#include "stride/gait_seconds.h"
#include "stride/run_exposure.h"

#define GAIT_RUN_SPM 140.0
#define GAIT_FLIGHT_SPM 110.0
#define GAIT_WALK_SPM 60.0
#define GAIT_RUN_MPS 1.9

/* The mode of a moment by itself. NaN where unknown; both unknown is standing. */
enum stride_mode gait_mode_of(double cadence_spm, double speed_mps, double stance_ms);

/* Fills g->mode. `scratch`: g->count bytes. Where the speed contradicts the cadence for most of the
 * run, g->speed_mps is set to NaN throughout. */
void gait_mode_find(struct gait_seconds *g, uint8_t *scratch);

/* First second after `from` that has another mode than second `from`; g->count at the end. */
size_t gait_stretch_end(const struct gait_seconds *g, size_t from);

#endif
