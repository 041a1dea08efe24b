/* An activity laid out second by second: the ground on which gait is judged.
 *
 * Second k is the wall-clock stretch [k, k+1) since the run's start; the last one
 * may be shorter. A watch writes once a second, or when something changed ("smart"
 * recording, gaps of some seconds), or not at all while its timer is stopped. The
 * three must not be confused: a pause is rest for the nerve, a smart gap is not.
 *
 *     samples     |.|.|.|.|.......|.|.|              |.|.|.......
 *     seconds     ------- held ---------  GAP_PAUSED  -------------
 *
 *  - A stopped timer is a pause, unless the watch kept writing samples meanwhile:
 *    then they speak for themselves.
 *  - A gap between samples in which the runner moved at under 0.5 m/s is a pause.
 *  - A longer gap in which the runner moved on is lost recording: it carries its
 *    mean speed and nothing else.
 *  - Without place or distance a gap is a pause when it is over 10 s and three times
 *    the file's usual (median) gap.
 *  - Everywhere else a second takes the nearest sample's values, at most 10 s away
 *    (further where the file itself is sparser).
 *
 * [J] All thresholds are ours. Missing is NaN.
 */
#ifndef STRIDE_GAIT_SECONDS_H
#define STRIDE_GAIT_SECONDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity.h"
#include "base/arena.h"
#include "base/error.h"

enum gait_gap { GAP_NONE, GAP_PAUSED, GAP_LOST };

/* Where the speed came from; a chord is the straight line between places 10 s apart. */
enum speed_source { SPEED_UNKNOWN, SPEED_RECORDED, SPEED_OF_DISTANCE, SPEED_OF_PLACES };

#define GAIT_MAX_S (48.0 * 3600.0)
#define GAIT_STAND_MPS 0.5
#define GAIT_TOO_FAST_MPS 12.0 /* faster than any runner: a jump of the receiver */

struct gait_seconds {
    size_t count;        /* of seconds: elapsed_s rounded up */
    double elapsed_s;
    bool indoors;        /* treadmill or hall: speed says nothing about standing still */
    enum speed_source speed_source;
    uint8_t *gap;        /* enum gait_gap */
    uint8_t *mode;       /* enum stride_mode; filled by gait_mode_find */
    double *speed_mps;
    double *cadence_spm; /* steps per minute, both feet */
    double *stance_ms;
    double *altitude_m;
    double *grade_pct;   /* filled by gait_grade_find */
};

/* Length of second k: 1, except perhaps for the last. */
static inline double gait_second_length(const struct gait_seconds *g, size_t k)
{
    return k + 1 < g->count ? 1.0 : g->elapsed_s - (double)(g->count - 1);
}

/* Lays out the activity; arrays live in `arena`. Errors: TINGLE_NOT_A_RUN (fewer than two
 * samples with a time, over 48 h), TINGLE_NO_MEMORY. */
enum tingle_status gait_seconds_make(struct gait_seconds *g, struct arena *arena, const struct activity *a,
                                     struct tingle_error *err);

/* Great-circle distance in metres on a sphere of 6 371 008.8 m (IUGG mean radius), haversine formula. */
double place_distance_m(double lat1_deg, double lon1_deg, double lat2_deg, double lon2_deg);

#endif
