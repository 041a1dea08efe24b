/* <tingle/read.h> over the activity room: the columns are handed out as they are. */
#include <tingle/read.h>

#include <math.h>
#include <stdlib.h>

#include "advice/recording.h"
#include "base/utc.h"

enum { LAP_TRIGGER_MANUAL = 0 };

/* The public struct first: a pointer to it is a pointer to the whole. */
struct recording {
    struct tingle_recording shown;
    struct activity *activity; /* owns every array that `shown` points to */
};

static struct tingle_column column_of(const struct activity_series *s, bool developer)
{
    return (struct tingle_column){.name = s->name, .unit = s->unit, .value = s->value,
                                  .valid = s->valid, .used = s->used, .developer = developer};
}

static const struct tingle_column *columns_of(struct activity *a, size_t *count)
{
    size_t n = ACTIVITY_COLUMN_COUNT + a->developer_count;
    struct tingle_column *c = arena_array(&a->arena, n, sizeof *c);
    if (!c) return NULL;
    for (size_t i = 0; i < ACTIVITY_COLUMN_COUNT; i++) {
        c[i] = column_of(&a->column[i], false);
        c[i].name = activity_column_name((enum activity_column)i);
    }
    for (size_t i = 0; i < a->developer_count; i++)
        c[ACTIVITY_COLUMN_COUNT + i] = column_of(&a->developer[i], true);
    *count = n;
    return c;
}

static const struct tingle_lap *laps_of(struct activity *a)
{
    struct tingle_lap *lap = arena_array(&a->arena, a->lap_count, sizeof *lap);
    for (size_t i = 0; lap && i < a->lap_count; i++)
        lap[i] = (struct tingle_lap){a->lap[i].start_s, a->lap[i].elapsed_s, a->lap[i].timer_s,
                                     a->lap[i].distance_m, a->lap[i].trigger == LAP_TRIGGER_MANUAL};
    return lap;
}

static const struct tingle_repair *repairs_of(struct activity *a)
{
    struct tingle_repair *r = arena_array(&a->arena, a->repair_count, sizeof *r);
    for (size_t i = 0; r && i < a->repair_count; i++)
        r[i] = (struct tingle_repair){activity_repair_name(a->repair[i].code), a->repair[i].offset,
                                      a->repair[i].count, a->repair[i].message};
    return r;
}

static void scalars_of(struct tingle_recording *r, const struct activity *a)
{
    r->format = activity_format_name(a->format);
    r->kind = activity_kind_name(a->kind);
    r->sport = activity_sport_name(a->sport);
    r->sub_sport = activity_sub_sport_name(a->sub_sport);
    r->manufacturer = a->manufacturer;
    r->product = a->product;
    r->start_unix_s = a->start_unix_s;
    if (!isnan(a->start_unix_s)) utc_text(r->start_utc, (int64_t)floor(a->start_unix_s));
    r->elapsed_s = a->elapsed_s;
    r->timer_s = a->timer_s;
    r->distance_m = a->distance_m;
    r->samples = a->samples;
    r->rows = a->rows;
    r->time_s = a->time_s;
    r->laps = a->lap_count;
    r->sessions = a->session_count;
    r->chained = a->chained;
    r->merged = a->merged;
    r->crc_ok = a->crc_ok;
    r->repairs = a->repair_count;
}

enum tingle_status tingle_read_file(struct tingle_recording **out, const char *path,
                                    struct tingle_error *err)
{
    struct recording *r = alloc_array(1, sizeof *r);
    enum tingle_status st = r ? TINGLE_OK : error_no_memory(err, path);
    *out = NULL;
    if (!st) st = recording_open(&r->activity, path, err);
    if (st) goto done;
    scalars_of(&r->shown, r->activity);
    r->shown.column = columns_of(r->activity, &r->shown.columns);
    r->shown.lap = laps_of(r->activity);
    r->shown.repair = repairs_of(r->activity);
    if (!r->shown.column || !r->shown.lap || !r->shown.repair) st = error_no_memory(err, path);
    if (st) goto done;
    *out = &r->shown;
    r = NULL;
done:
    if (r) tingle_recording_free(&r->shown);
    return st;
}

void tingle_recording_free(struct tingle_recording *recording)
{
    struct recording *r = (struct recording *)recording;
    if (!r) return;
    activity_free(r->activity);
    free(r);
}
