/* Values by time, then rows. */
#include "activity/sample_axis.h"

#include <math.h>
#include <stdlib.h>

#include "activity/activity_limits.h"

static bool make_room(struct sample_axis *axis)
{
    if (axis->count < axis->room) return true;
    axis->too_many = axis->count >= ACTIVITY_MAX_JSON_VALUES;
    if (axis->too_many || axis->no_memory) return false;
    axis->no_memory = !alloc_room(&axis->value, axis->count, &axis->room, sizeof *axis->value);
    return !axis->no_memory;
}

void axis_put(struct sample_axis *axis, double unix_s, enum activity_column column, double value)
{
    if (isnan(unix_s) || isnan(value)) return;
    if (!(unix_s >= axis->from_s && unix_s <= axis->to_s)) {
        axis->outside++;
        return;
    }
    if (!make_room(axis)) return;
    axis->value[axis->count] = (struct axis_value){floor(unix_s), value, axis->count, column};
    axis->count++;
}

static int by_second(const void *x, const void *y)
{
    const struct axis_value *a = x, *b = y;
    if (a->second != b->second) return a->second < b->second ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void give_rows(const struct sample_axis *axis, struct track_builder *t)
{
    for (size_t i = 0; i < axis->count && !t->stop;) {
        struct track_point row = track_no_point();
        row.unix_s = axis->value[i].second;
        for (; i < axis->count && axis->value[i].second == row.unix_s; i++) {
            double *to = &row.value[axis->value[i].column];
            if (isnan(*to)) *to = axis->value[i].value;
        }
        track_add_point(t, &row);
    }
}

void axis_give(struct sample_axis *axis, struct track_builder *t)
{
    if (axis->too_many)
        track_fail(t, error_set(t->err, TINGLE_LIMIT, -1, "%s: more than %d values", t->name, ACTIVITY_MAX_JSON_VALUES));
    if (axis->no_memory) track_fail(t, error_no_memory(t->err, t->name));
    if (axis->outside)
        repair_note(&t->log, REPAIR_TIME_JUMP, 0, "%zu values outside the times of their session left out", axis->outside);
    if (axis->count) qsort(axis->value, axis->count, sizeof *axis->value, by_second);
    give_rows(axis, t);
    axis->count = axis->outside = 0;
}

void axis_release(struct sample_axis *axis) { free(axis->value); }
