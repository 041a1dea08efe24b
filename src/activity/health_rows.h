/* Records and route of one workout of Apple Health laid on one time axis.
 *
 * There is a row for every point of the way and for the beginning and end of every record, within the workout.
 *
 *     way         . . . . . . . . .      1 Hz
 *     heart rate  |         |            a moment: the row of that second
 *     contact     [----)    [----)       an average: every row from its beginning up to its end
 *     steps       [----)[----)[---)      joined to 10 s or more: steps a minute over that stretch
 *     distance    ____----____----       summed up, straight lines within a record
 *
 * - Several devices may have counted the same steps and metres. Of each kind only one source is taken: the workout's own
 *   where it has any record of the kind, else the one with the most.
 * - Steps of a record are divided by its length only up to 60 s; dates are whole seconds, so short records are first
 *   joined to stretches of at least 10 s, and a stretch under 5 s is left out. [J]
 * - Step length is that of one step, as Apple documents it. Where it says twice the speed that it makes with the
 *   cadence (median over at least 10 rows above 1.41, halfway between one and two as ratios go), it was that of two
 *   steps, and is halved. [J]
 * - Speed is the way's own; without any, that of the RunningSpeed records.
 * - Points of the way more than 10 minutes outside of the workout are not of it. [J]
 */
#ifndef ACTIVITY_HEALTH_ROWS_H
#define ACTIVITY_HEALTH_ROWS_H

#include "activity/health_document.h"

/* Puts the rows into d->t. d->place must be complete. Errors: TINGLE_LIMIT, TINGLE_NO_MEMORY. */
enum tingle_status health_rows_add(struct health_document *d, struct tingle_error *err);

#endif
