/* Activity -> run. */
#include "advice/run_derive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "simulate/simulate_runner.h"
#include "stride/exposure_pack.h"

bool activity_is_simulated(const struct activity *a)
{
    return strcmp(a->product, SIMULATE_PRODUCT) == 0;
}

static const char *or_nothing(const char *text) { return text ? text : ""; }

/* How much a recording holds: the values in its columns. The richer of two sources of a run leads. */
static double richness_of(const struct activity *a)
{
    double values = 0;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) values += (double)a->column[c].used;
    return values;
}

static bool followed_workout(const struct activity *a)
{
    for (size_t i = 0; i < a->event_count; i++)
        if (a->event[i].kind == ACTIVITY_EVENT_WORKOUT) return true;
    return false;
}

static enum tingle_status from_exposure(struct derived_run *d, struct tingle_error *err)
{
    const struct run_exposure *e = d->exposure;
    size_t size = exposure_packed_size(e->bin_count);
    d->packed = alloc_array(size, 1);
    if (!d->packed) return error_no_memory(err, "the run");
    exposure_pack(d->packed, e->bin, e->bin_count);
    d->run.elapsed_s = e->elapsed_s;
    d->run.moving_s = e->run_s + e->walk_s;
    d->run.temperature_c = e->mean_temperature_c;
    d->run.contact = (int)e->contact;
    d->run.exposure_version = EXPOSURE_PACK_VERSION;
    d->run.exposure = bytes_of(d->packed, size);
    d->run.gait = bytes_of(&e->gait, sizeof e->gait);
    return TINGLE_OK;
}

enum tingle_status derived_run_of(struct derived_run *out, const struct activity *a, struct tingle_error *err)
{
    enum tingle_status st;
    *out = (struct derived_run){0};
    st = run_exposure_derive(&out->exposure, a, err);
    if (!st) st = from_exposure(out, err);
    if (st) return st;
    out->run.start_unix_s = a->start_unix_s;
    out->run.utc_offset_s = a->utc_offset_s;
    out->run.has_utc_offset = a->has_utc_offset;
    out->run.distance_m = isnan(a->distance_m) ? out->exposure->distance_m : a->distance_m;
    out->run.richness = richness_of(a);
    out->run.followed_workout = followed_workout(a);
    snprintf(out->run.sport, sizeof out->run.sport, "%s", or_nothing(activity_sport_name(a->sport)));
    snprintf(out->run.sub_sport, sizeof out->run.sub_sport, "%s", or_nothing(activity_sub_sport_name(a->sub_sport)));
    snprintf(out->run.device, sizeof out->run.device, "%s%s%s", a->manufacturer, *a->manufacturer && *a->product ? " " : "", a->product);
    return TINGLE_OK;
}

enum tingle_status derived_run_of_bytes(struct derived_run *out, struct bytes original, const char *name, int part,
                                        struct tingle_error *err)
{
    struct activity *a = NULL, *parts[ACTIVITY_PARTS_MAX] = {0};
    size_t count = 0;
    enum tingle_status st;
    *out = (struct derived_run){0};
    st = activity_read(&a, original, name, err);
    if (!st) st = activity_split(a, parts, ACTIVITY_PARTS_MAX, &count, err);
    if (!st && (part < 0 || (size_t)part >= count))
        st = error_set(err, TINGLE_INTERNAL, part, "%s: has no part %d", name, part);
    if (!st) st = derived_run_of(out, parts[part], err);
    for (size_t i = 0; i < count; i++) activity_free(parts[i]);
    activity_free(a);
    return st;
}

enum tingle_status derived_run_constant(struct derived_run *out, double start_unix_s, double minutes, double km,
                                        struct tingle_error *err)
{
    enum tingle_status st;
    *out = (struct derived_run){0};
    st = run_exposure_constant(&out->exposure, minutes, isnan(km) ? NAN : km * 1000, err);
    if (!st) st = from_exposure(out, err);
    if (st) return st;
    out->run.start_unix_s = start_unix_s;
    out->run.distance_m = isnan(km) ? NAN : km * 1000;
    snprintf(out->run.sport, sizeof out->run.sport, "running");
    return TINGLE_OK;
}

void derived_run_release(struct derived_run *derived)
{
    run_exposure_free(derived->exposure);
    free(derived->packed);
    *derived = (struct derived_run){0};
}
