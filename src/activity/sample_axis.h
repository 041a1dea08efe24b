/* Values of several clocks laid over one axis of whole seconds.
 *
 * A watch stores heart rate every second, altitude every five, places when the satellites gave them; a row of a
 * struct activity is one moment. The axis takes each value with its own time and gives rows, one per second in
 * which anything was measured:
 *
 *     heart rate   10.0  11.0  12.0                10   heart rate, place
 *     place           10.4        12.1     ->      11   heart rate
 *                                                  12   heart rate, place
 *
 * A row's time is the beginning of its second, so that no value is more than a second from its own time. Of two
 * values of one column in one second the first given counts.
 */
#ifndef ACTIVITY_SAMPLE_AXIS_H
#define ACTIVITY_SAMPLE_AXIS_H

#include <stdbool.h>

#include "activity/track_build.h"

struct axis_value {
    double second; /* Unix */
    double value;
    size_t order;  /* of being put */
    enum activity_column column;
};

struct sample_axis {
    double from_s, to_s; /* Unix seconds; a value outside is left out and counted in `outside`. Set by the caller */
    struct axis_value *value;
    size_t count, room;
    size_t outside;
    bool no_memory, too_many; /* more than ACTIVITY_MAX_JSON_VALUES */
};

/* NaN, as time or value, is nothing. */
void axis_put(struct sample_axis *axis, double unix_s, enum activity_column column, double value);

/* Hands the rows in order of time to the builder and empties the axis. Its failures become the builder's. */
void axis_give(struct sample_axis *axis, struct track_builder *t);
void axis_release(struct sample_axis *axis);

#endif
