/* What the fuzz targets of the readers share: read, check what activity.h promises, split, and
 * read again what our own writer makes of it. A broken promise aborts. */
#ifndef FUZZ_ACTIVITY_H
#define FUZZ_ACTIVITY_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/fit_encode.h"

static inline void fuzz_must(bool holds)
{
    if (!holds) abort();
}

static inline void fuzz_check_series(const struct activity_series *s, size_t rows)
{
    size_t n = 0;
    for (size_t i = 0; s->value && i < rows; i++) n += !isnan(s->value[i]);
    fuzz_must(n == s->used && s->name && s->unit);
}

static inline void fuzz_check(const struct activity *a)
{
    double last = -INFINITY;
    fuzz_must(a->rows <= a->samples && a->manufacturer && a->product);
    for (size_t i = 0; i < a->rows; i++) {
        if (isnan(a->time_s[i])) continue;
        fuzz_must(a->time_s[i] > last);
        last = a->time_s[i];
    }
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) fuzz_check_series(&a->column[c], a->rows);
    for (size_t i = 0; i < a->developer_count; i++) fuzz_check_series(&a->developer[i], a->rows);
    for (size_t i = 0; i < a->track_count; i++) fuzz_must(a->track_start[i] <= a->rows);
    for (size_t i = 0; i < a->repair_count; i++)
        fuzz_must(a->repair[i].count > 0 && a->repair[i].message[0] && a->repair[i].code < ACTIVITY_REPAIR_COUNT);
}

static inline void fuzz_split(const struct activity *a)
{
    enum { ROOM = 8 };
    struct activity *parts[ROOM];
    size_t n = 0, rows = 0;
    if (activity_split(a, parts, ROOM, &n, NULL)) return;
    for (size_t i = 0; i < n; i++) {
        fuzz_check(parts[i]);
        rows += parts[i]->rows;
        activity_free(parts[i]);
    }
    fuzz_must(rows == a->rows);
}

/* What our own writer makes of it has as many samples, and nothing to repair but times. */
static inline void fuzz_write(const struct activity *a)
{
    struct buffer out;
    struct activity *back = NULL;
    buffer_init(&out, 1 << 26);
    if (a->rows && fit_encode_activity(&out, a, NULL) == TINGLE_OK) {
        fuzz_must(activity_read(&back, bytes_of(out.data, out.size), "written", NULL) == TINGLE_OK);
        fuzz_must(back->crc_ok && back->samples == a->rows);
        fuzz_check(back);
    }
    activity_free(back);
    buffer_release(&out);
}

/* `only`: bytes of another format are not looked at, so that each target learns its own. */
static inline void fuzz_activity(const uint8_t *data, size_t size, enum activity_format only)
{
    struct activity *a = NULL;
    struct tingle_error err = {.message = ""};
    enum tingle_status st = activity_read(&a, bytes_of(data, size), "fuzz", &err);
    if (st) {
        fuzz_must(!a && err.code == st && err.message[0]);
        return;
    }
    if (a->format == only) {
        fuzz_check(a);
        fuzz_split(a);
        fuzz_write(a);
    }
    activity_free(a);
}

#endif
