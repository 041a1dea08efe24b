/* The second half of every reader: from raw columns to a struct activity.
 *
 * A reader fills columns with one row per sample, in file order, with absolute times
 * (Unix seconds), and calls in this order
 *
 *     activity_new            the struct and its arena
 *     activity_add_columns    one array per column that the file has, all NaN
 *     ... fills them, laps, events, sessions, track starts (Unix seconds) ...
 *     activity_count_valid    counts of protocol-valid values, before anything is changed
 *     activity_order_rows     rows that repeat or go back in time, impossible jumps
 *     activity_merge_heart_rate   (FIT) heart rate that came in messages of its own
 *     activity_finish         masks, totals, times relative to the start, the list of repairs
 */
#ifndef ACTIVITY_ACTIVITY_BUILD_H
#define ACTIVITY_ACTIVITY_BUILD_H

#include "activity/activity.h"
#include "activity/repair_log.h"

/* An empty activity of a format: names set, numbers NaN, sport unknown. TINGLE_NO_MEMORY. */
enum tingle_status activity_new(struct activity **out, enum activity_format format,
                                struct tingle_error *err);

/* Time and the marked columns and developer series (name, unit set by the caller), `samples` rows
 * each, all NaN. Sets samples and rows; samples <= ACTIVITY_MAX_SAMPLES. TINGLE_LIMIT, TINGLE_NO_MEMORY. */
enum tingle_status activity_add_columns(struct activity *a, size_t samples,
                                        const bool present[ACTIVITY_COLUMN_COUNT],
                                        struct tingle_error *err);

/* The same with nothing in the columns yet: for readers that write every row of every column. */
enum tingle_status activity_add_unset_columns(struct activity *a, size_t samples,
                                              const bool present[ACTIVITY_COLUMN_COUNT],
                                              struct tingle_error *err);

/* Sets `valid` and `used` of every series; what follows keeps `used` right. */
void activity_count_valid(struct activity *a);

/* Turns round tracks that are written newest first; drops rows whose time repeats (they first give the kept row what it lacks) or is out of order, and
 * stretches more than a week away from the largest one; gaps between tracks are left alone.
 * Places in the file are not known any more: `offset` of these repairs is 0. TINGLE_NO_MEMORY. */
enum tingle_status activity_order_rows(struct activity *a, struct repair_log *log,
                                       struct tingle_error *err);

struct heart_beat {
    double unix_s, bpm;
};

/* Gives rows without heart rate the mean of the values since the row before, or else the last value
 * if it is at most 5 s old. Sorts `beats`. */
void activity_merge_heart_rate(struct activity *a, struct heart_beat *beats, size_t count);

/* Everything else; see above. The activity is then as activity.h says. */
enum tingle_status activity_finish(struct activity *a, struct repair_log *log,
                                   struct tingle_error *err);

#endif
