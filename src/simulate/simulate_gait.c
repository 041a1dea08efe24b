/* One run, second by second: where the ground goes, what the runner does. */
#include <assert.h>
#include <math.h>

#include "simulate/simulate_inner.h"

/* Mean-reverting noise with unit sd (Ornstein-Uhlenbeck, sampled every second). */
struct wander {
    double value, keep, kick;
};

static struct wander wander_start(double time_constant_s, struct random *r)
{
    double keep = exp(-1 / time_constant_s);
    return (struct wander){random_normal(r), keep, sqrt(1 - keep * keep)};
}

static double wander_next(struct wander *w, struct random *r)
{
    w->value = w->keep * w->value + w->kick * random_normal(r);
    return w->value;
}

static enum tingle_status seconds_allocate(struct simulate_seconds *s, size_t count, struct tingle_error *err)
{
    double **column[] = {&s->speed_mps, &s->cadence_spm, &s->contact_ms, &s->grade_pct, &s->altitude_m};
    arena_init(&s->arena, (size_t)64 << 20);
    s->count = count;
    s->mode = arena_array(&s->arena, count, 1);
    for (size_t c = 0; c < sizeof column / sizeof *column; c++) {
        *column[c] = arena_array(&s->arena, count, sizeof **column[c]);
        if (!*column[c] || !s->mode) {
            arena_release(&s->arena);
            return error_no_memory(err, "the seconds of a simulated run");
        }
    }
    return TINGLE_OK;
}

/* Stops over running; a few steps of running between two stops are walked instead. */
static void modes_fill(struct simulate_seconds *s, const struct run_plan *plan)
{
    enum { LEAST_RUN_S = 20 };
    size_t last_stop = 0;
    bool stopped = false;
    for (size_t k = 0; k < s->count; k++) s->mode[k] = STRIDE_RUN;
    for (int mode = STRIDE_WALK; mode >= STRIDE_STAND; mode--)
        for (size_t i = 0; i < plan->stops; i++)
            for (size_t k = plan->stop[i].from_s; k < plan->stop[i].from_s + plan->stop[i].length_s && k < s->count; k++)
                if ((int)plan->stop[i].mode == mode) s->mode[k] = (uint8_t)mode;
    for (size_t k = 0; k < s->count; k++) {
        if (s->mode[k] == STRIDE_RUN) continue;
        if (stopped && k - last_stop <= LEAST_RUN_S)
            for (size_t j = last_stop + 1; j < k; j++) s->mode[j] = STRIDE_WALK;
        last_stop = k;
        stopped = true;
    }
}

/* Height and slope of the route at a place on it: a sum of waves. */
static void route_at(const struct run_plan *plan, double metre, double *altitude_m, double *grade_pct)
{
    const double turn = 2 * acos(-1);
    *altitude_m = 60;
    *grade_pct = 0;
    for (int i = 0; i < ROUTE_WAVES; i++) {
        double phase = turn * metre / plan->wave_m[i] + plan->wave_phase[i];
        *altitude_m += plan->wave_grade[i] * plan->wave_m[i] / turn * sin(phase);
        *grade_pct += 100 * plan->wave_grade[i] * cos(phase);
    }
}

/* Running speed aimed at, m/s: the run's own, wandering, slower uphill, warming up. */
static double speed_aim(const struct run_plan *plan, const struct simulate_body *body, double second, double wander, double grade_pct)
{
    double units = plan->easy_shift + 0.3 * wander - 0.25 * grade_pct / 2 - 0.5 * exp(-second / 180);
    if (plan->intervals && second > 600) units += fmod(second, 300) < 180 ? 0.8 : -0.4;
    return simulate_clamp(body->easy_mps + 0.5 * units, 2.2, 4.9);
}

enum tingle_status simulate_gait(struct simulate_seconds *s, const struct run_plan *plan, const struct simulate_run *run,
                                 const struct simulate_runner *runner, struct tingle_error *err)
{
    const struct simulate_body *b = &runner->body;
    enum tingle_status st = seconds_allocate(s, plan->seconds, err);
    struct wander pace, steps, force;
    struct random r;
    double metre = 0, mps = 0;
    if (st) return st;
    simulate_stream_start(&r, runner->seed, STREAM_GAIT, run->index);
    pace = wander_start(270, &r);
    steps = wander_start(60, &r);
    force = wander_start(40, &r);
    modes_fill(s, plan);
    for (size_t k = 0; k < s->count; k++) {
        double p = wander_next(&pace, &r), c = wander_next(&steps, &r), f = wander_next(&force, &r), aim = 0, stance;
        route_at(plan, metre, &s->altitude_m[k], &s->grade_pct[k]);
        if (s->mode[k] == STRIDE_RUN) aim = speed_aim(plan, b, (double)k, p, s->grade_pct[k]);
        else if (s->mode[k] == STRIDE_WALK) aim = 1.5 + 0.06 * p - 0.02 * s->grade_pct[k];
        mps = k == 0 ? aim : mps + 0.7 * (aim - mps);
        if (s->mode[k] == STRIDE_STAND && mps < 0.3) mps = 0;
        metre += mps;
        s->speed_mps[k] = mps;
        s->cadence_spm[k] = s->mode[k] == STRIDE_WALK ? 112 + 2 * c : 0;
        s->contact_ms[k] = NAN;
        if (s->mode[k] != STRIDE_RUN) continue;
        s->cadence_spm[k] = fmax(146, b->cadence_spm + b->cadence_per_mps * (mps - b->easy_mps) + b->cadence_per_grade * s->grade_pct[k] +
                                          5 * (plan->cadence_shift + 0.2 * c));
        stance = 0.95 + 0.15 * mps + b->force_bw + plan->force_shift_bw + 0.01 * f;
        s->contact_ms[k] = 60000 / s->cadence_spm[k] / stance;
        assert(s->contact_ms[k] > 100 && s->contact_ms[k] < 400);
    }
    return TINGLE_OK;
}
