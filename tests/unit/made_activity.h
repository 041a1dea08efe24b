/* An activity written second by second, its exposure, and what holds for every exposure: shared by the tests of
 * stride. Each test program has its own `made`.
 */
#ifndef MADE_ACTIVITY_H
#define MADE_ACTIVITY_H

#include <math.h>
#include <string.h>

#include "stride/run_exposure.h"
#include "testing.h"

enum { MADE_MAX = 40000 };

/* An activity under construction: the columns of a run that the test writes second by second. */
struct made {
    struct activity a;
    struct activity_event event[64];
    double time[MADE_MAX], column[ACTIVITY_COLUMN_COUNT][MADE_MAX];
    double now, metres, altitude;
};

static struct made made;

static inline void made_begin(void)
{
    memset(&made, 0, sizeof made);
    made.a.time_s = made.time;
    made.a.event = made.event;
    made.a.sport = ACTIVITY_SPORT_RUNNING;
    made.a.distance_m = NAN;
    made.a.elapsed_s = made.a.timer_s = NAN;
    made.altitude = 100;
}

static inline void made_event(enum activity_event_kind kind, double time)
{
    made.event[made.a.event_count++] = (struct activity_event){kind, time};
}

static inline void made_put(enum activity_column c, double value)
{
    struct activity_series *s = &made.a.column[c];
    if (!s->value) {
        s->value = made.column[c];
        for (size_t i = 0; i < MADE_MAX; i++) s->value[i] = NAN;
    }
    s->value[made.a.rows - 1] = value;
    if (!isnan(value)) s->valid++, s->used++;
}

static inline void made_row(void)
{
    ck_assert_uint_lt(made.a.rows, MADE_MAX);
    made.time[made.a.rows++] = made.now;
    made.a.samples = made.a.rows;
}

/* `seconds` of one gait, one sample each `every` seconds; NaN leaves a column out. */
struct gait {
    double spm, mps, stance_ms, grade_pct;
};

static inline void made_stretch(double seconds, double every, struct gait g)
{
    for (double end = made.now + seconds; made.now < end; made.now += every) {
        made_row();
        made_put(ACTIVITY_CADENCE_SPM, g.spm);
        made_put(ACTIVITY_SPEED_MPS, g.mps);
        made_put(ACTIVITY_STANCE_TIME_MS, g.stance_ms);
        made_put(ACTIVITY_DISTANCE_M, made.metres);
        made_put(ACTIVITY_ALTITUDE_M, made.altitude);
        if (g.mps > 0) made.metres += g.mps * every;
        if (g.mps > 0) made.altitude += g.mps * every * g.grade_pct / 100;
    }
}

/* The last sample of the run, so that elapsed time is made.now. */
static inline void made_end(struct gait g) { made_stretch(0.5, 1, g); }

static const struct gait RUN = {170, 3, 250, 0}, WALK = {110, 1.5, 650, 0}, STAND = {0, 0, NAN, 0};

static inline struct run_exposure *derive(void)
{
    struct run_exposure *e = NULL;
    struct tingle_error err = {0};
    enum tingle_status st = run_exposure_derive(&e, &made.a, &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    return e;
}

static inline void check_invariants(const struct run_exposure *e)
{
    double at = 0, mode[STRIDE_MODE_COUNT] = {0};
    for (size_t i = 0; i < e->bin_count; i++) {
        const struct exposure_bin *b = &e->bin[i];
        ck_assert_double_eq_tol(b->start_min, at, 1e-9);
        ck_assert(b->length_min > 0 && b->length_min <= 0.5);
        at = b->start_min + b->length_min;
        mode[(int)b->mode] += b->length_min * 60;
        ck_assert_int_eq(isnan(b->load2), b->mode != STRIDE_RUN);
    }
    ck_assert_double_eq_tol(at * 60, e->elapsed_s, 1e-6);
    ck_assert_double_eq_tol(mode[STRIDE_RUN], e->run_s, 1e-6);
    ck_assert_double_eq_tol(mode[STRIDE_WALK], e->walk_s, 1e-6);
    ck_assert_double_eq_tol(mode[STRIDE_STAND], e->stand_s, 1e-6);
    ck_assert_double_le(e->moving_s, e->elapsed_s + 1e-9);
    for (size_t i = 0; i < e->break_count; i++)
        ck_assert(e->breaks[i].length_s >= STRIDE_BREAK_MIN_S && e->breaks[i].standing_s <= e->breaks[i].length_s);
}

#endif
