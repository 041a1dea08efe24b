/* Grade from altitude and way, robustly smoothed.
 *
 * Barometers step by 0.2 m, satellite altitudes wander by metres. Altitude goes through a running
 * median of five seconds (single spikes vanish); the grade of a second is the difference between the
 * mean altitude of the 50 m of way ahead and that of the 50 m behind, over the difference of their
 * mean places: about a straight-line fit over 100 m. Fewer metres than 20 in all, or a slope of more
 * than 60 %: NaN. [J] the lengths.
 */
#ifndef STRIDE_GAIT_GRADE_H
#define STRIDE_GAIT_GRADE_H

#include "stride/gait_seconds.h"

/* Fills g->grade_pct (percent; uphill positive) and the climbed and descended metres, counted when a
 * turn of 2 m or more shows. Both are 0 without altitude. TINGLE_NO_MEMORY. */
enum tingle_status gait_grade_find(struct gait_seconds *g, struct arena *arena, double *ascent_m, double *descent_m,
                                   struct tingle_error *err);

#endif
