/* What acted on the feet, when they went numb, and what the runner made of it. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "onset/onset.h"
#include "simulate/simulate_inner.h"
#include "stride/gait_seconds.h"
#include "base/values.h"

enum { BIN_S = 30 };

static const struct onset_load_rule load_rule = {.eps = 0.02, .t0_min = 30, .relief_run = 0.15};

/* ---------------------------------------------------------- exact exposure */

static double peak_force_bw(const struct simulate_seconds *s, size_t k)
{
    return acos(-1) / 2 * (60000 / s->cadence_spm[k] / s->contact_ms[k]);
}

static size_t stretch_end(const struct simulate_seconds *s, size_t from)
{
    size_t k = from;
    while (k < s->count && s->mode[k] == s->mode[from]) k++;
    return k;
}

static void bin_of_seconds(struct exposure_bin *b, const struct simulate_seconds *s, size_t from, size_t to)
{
    double n = (double)(to - from);
    bool run = s->mode[from] == STRIDE_RUN;
    *b = (struct exposure_bin){.start_min = (double)from / 60, .length_min = n / 60, .mode = s->mode[from]};
    b->load1 = b->load2 = b->load4 = b->cadence_spm = run ? 0 : NAN;
    for (size_t k = from; k < to; k++) {
        double v = s->speed_mps[k];
        b->grade_pct += s->grade_pct[k] / n;
        b->speed_mps += v / n;
        b->speed2 += v * v / n;
        if (!run) continue;
        double f = s->cadence_spm[k] / 60, peak = peak_force_bw(s, k);
        b->load1 += f * peak / n;
        b->load2 += f * peak * peak / n;
        b->load4 += f * peak * peak * peak * peak / n;
        b->cadence_spm += s->cadence_spm[k] / n;
    }
    if (run) b->cadence_s = n;
    else b->speed_mps = b->speed2 = b->grade_pct = NAN;
}

static enum tingle_status bins_of_run(struct simulate_run *run, struct arena *arena, const struct simulate_seconds *s,
                                      struct tingle_error *err)
{
    size_t n = 0, at = 0;
    struct exposure_bin *bin;
    for (size_t from = 0, to; from < s->count; from = to) {
        to = stretch_end(s, from);
        n += (to - from + BIN_S - 1) / BIN_S;
    }
    bin = arena_array(arena, n, sizeof *bin);
    if (!bin) return error_no_memory(err, "the bins of a simulated run");
    for (size_t from = 0, to; from < s->count; from = to) {
        to = stretch_end(s, from);
        size_t length = to - from, parts = (length + BIN_S - 1) / BIN_S;
        for (size_t i = 0; i < parts; i++)
            bin_of_seconds(&bin[at++], s, from + length * i / parts, from + length * (i + 1) / parts);
    }
    run->bin = bin;
    run->bin_count = n;
    return TINGLE_OK;
}

static size_t breaks_list(const struct simulate_seconds *s, struct run_break *out)
{
    size_t first = 0, end = s->count, n = 0;
    while (first < end && s->mode[first] != STRIDE_RUN) first++;
    while (end > first && s->mode[end - 1] != STRIDE_RUN) end--;
    for (size_t k = first; k < end;) {
        struct run_break b = {.start_s = (double)k};
        for (; s->mode[k] != STRIDE_RUN; k++) {
            b.length_s += 1;
            b.standing_s += s->mode[k] == STRIDE_STAND;
        }
        if (b.length_s >= STRIDE_BREAK_MIN_S) {
            if (out) out[n] = b;
            n++;
        }
        while (k < end && s->mode[k] == STRIDE_RUN) k++;
    }
    return n;
}

static enum tingle_status sums_of_run(struct simulate_run *run, const struct simulate_seconds *s, struct tingle_error *err)
{
    struct gait_sums *g = &run->gait;
    struct arena scratch;
    double *level[3];
    size_t n = 0;
    enum tingle_status st = TINGLE_OK;
    arena_init(&scratch, (size_t)16 << 20);
    memset(g, 0, sizeof *g);
    for (int c = 0; c < 3; c++)
        if (!(level[c] = arena_array(&scratch, s->count, sizeof *level[c]))) st = error_no_memory(err, "a simulated run");
    for (size_t k = 0; k < s->count && !st; k++) {
        double v = s->speed_mps[k], x[4] = {1, v, v * v, s->grade_pct[k]};
        if (s->mode[k] != STRIDE_RUN) continue;
        g->seconds += 1;
        for (int i = 0, at = 0; i < 4; i++) {
            for (int j = i; j < 4; j++) g->xx[at++] += x[i] * x[j];
            g->xy[i] += x[i] * s->cadence_spm[k];
        }
        if (fabs(s->grade_pct[k]) > 2) continue;
        level[0][n] = s->cadence_spm[k] / 60;
        level[1][n] = peak_force_bw(s, k);
        level[2][n++] = v;
    }
    if (!st) {
        g->level_s = (double)n;
        g->level_f_hz = values_median(level[0], n);
        g->level_peak_bw = values_median(level[1], n);
        g->level_speed_mps = values_median(level[2], n);
    }
    arena_release(&scratch);
    return st;
}

enum tingle_status simulate_exposure(struct simulate_run *run, struct arena *arena, const struct simulate_seconds *s,
                                     const struct simulate_runner *runner, struct tingle_error *err)
{
    const struct stride_reference *ref = &runner->reference;
    struct run_break *breaks;
    enum tingle_status st = bins_of_run(run, arena, s, err);
    if (st) return st;
    run->break_count = breaks_list(s, NULL);
    breaks = arena_array(arena, run->break_count + 1, sizeof *breaks);
    if (!breaks) return error_no_memory(err, "the breaks of a simulated run");
    breaks_list(s, breaks);
    run->breaks = breaks;
    run->length_s = (double)s->count;
    run->run_s = run->walk_s = run->stand_s = run->moving_s = run->distance_m = run->load2_steps = 0;
    for (size_t k = 0; k < s->count; k++) {
        double *of_mode[] = {[STRIDE_STAND] = &run->stand_s, [STRIDE_WALK] = &run->walk_s, [STRIDE_RUN] = &run->run_s};
        *of_mode[s->mode[k]] += 1;
        run->distance_m += s->speed_mps[k];
        if (s->mode[k] != STRIDE_STAND) run->moving_s = (double)k + 1;
    }
    for (size_t i = 0; i < run->bin_count; i++)
        if (run->bin[i].mode == STRIDE_RUN) run->load2_steps += run->bin[i].load2 * run->bin[i].length_min * 60;
    run->load_min = run->load2_steps / (ref->f0_hz * ref->peak0_bw * ref->peak0_bw) / 60;
    return sums_of_run(run, s, err);
}

/* ------------------------------------------------------------------ hazard */

struct hazard_columns {
    double *length, *load, *relief, *hazard, *x;
};

static enum tingle_status columns_allocate(struct hazard_columns *c, struct arena *arena, size_t n, struct tingle_error *err)
{
    c->length = arena_array(arena, n, sizeof *c->length);
    c->load = arena_array(arena, n, sizeof *c->load);
    c->relief = arena_array(arena, n, sizeof *c->relief);
    c->hazard = arena_array(arena, n, sizeof *c->hazard);
    c->x = arena_array(arena, n * SIMULATE_COVARIATES, sizeof *c->x);
    if (!c->length || !c->load || !c->relief || !c->hazard || !c->x) return error_no_memory(err, "the hazard of a simulated run");
    return TINGLE_OK;
}

static void hazard_of_columns(double *out, const struct hazard_columns *c, size_t n, const struct simulate_truth *t, double shift)
{
    const struct onset_bins bins = {n, c->length, c->load, c->relief, c->hazard};
    const struct onset_truth truth = {t->b0, t->g, t->tau_min, t->b, SIMULATE_COVARIATES};
    onset_hazard(out, &bins, c->x, &truth, shift, &load_rule);
}

enum tingle_status simulate_hazard(double *hazard, struct arena *scratch, const struct simulate_run *run,
                                   const struct simulate_runner *runner, struct tingle_error *err)
{
    struct hazard_columns c;
    size_t n = run->bin_count;
    enum tingle_status st = columns_allocate(&c, scratch, n, err);
    if (st) return st;
    for (size_t i = 0; i < n; i++) {
        struct exposure_row row;
        exposure_row(&row, &run->bin[i], &runner->reference, &runner->cadence);
        const double x[SIMULATE_COVARIATES] = {row.spd, row.cad, row.grd, (run->air_c - 15) / 10, run->lacing - 3, run->foam, run->sock};
        c.length[i] = row.length_min;
        c.load[i] = row.load;
        c.relief[i] = row.relief;
        c.hazard[i] = row.hazard;
        for (size_t k = 0; k < SIMULATE_COVARIATES; k++) c.x[i + k * n] = x[k];
    }
    hazard_of_columns(hazard, &c, n, &runner->truth, runner->truth.shoe[run->shoe] + run->hidden);
    return TINGLE_OK;
}

/* Load of steady level running with these covariates: p = (f/f0)(F/F0)^2. */
static double steady_load(const struct simulate_runner *runner, const double *x)
{
    const struct simulate_body *b = &runner->body;
    double mps = b->easy_mps + 0.5 * x[SIMULATE_SPD], force = (0.95 + 0.15 * mps + b->force_bw) * acos(-1) / 2;
    double f = (b->cadence_spm + b->cadence_per_mps * (mps - b->easy_mps) + 5 * x[SIMULATE_CAD]) / 60;
    double share = force / runner->reference.peak0_bw;
    return f / runner->reference.f0_hz * share * share;
}

double simulate_reference_risk(const struct simulate_runner *runner, double minutes, size_t shoe, const double *x)
{
    static const double none[SIMULATE_COVARIATES] = {0};
    struct hazard_columns c;
    struct arena scratch;
    size_t n = (size_t)ceil(minutes * 2);
    double sum = 0, *hazard;
    assert(minutes > 0 && shoe < SIMULATE_SHOES);
    arena_init(&scratch, (size_t)16 << 20);
    hazard = arena_array(&scratch, n, sizeof *hazard);
    if (!hazard || columns_allocate(&c, &scratch, n, NULL)) {
        arena_release(&scratch);
        return NAN;
    }
    for (size_t i = 0; i < n; i++) {
        c.length[i] = minutes / (double)n;
        c.load[i] = steady_load(runner, x ? x : none);
        c.hazard[i] = 1;
        c.relief[i] = EXPOSURE_RELIEF_RUN;
        for (size_t k = 0; k < SIMULATE_COVARIATES; k++) c.x[i + k * n] = (x ? x : none)[k];
    }
    hazard_of_columns(hazard, &c, n, &runner->truth, runner->truth.shoe[shoe]);
    for (size_t i = 0; i < n; i++) sum += hazard[i] * c.length[i];
    arena_release(&scratch);
    return -expm1(-sum);
}

/* Chance of numbness over the whole run, and the moment at which the cumulative hazard reaches the draw. */
static enum tingle_status onset_draw(struct simulate_run *run, const struct simulate_runner *runner, struct tingle_error *err)
{
    struct arena scratch;
    double *hazard, sum = 0;
    enum tingle_status st;
    arena_init(&scratch, (size_t)16 << 20);
    hazard = arena_array(&scratch, run->bin_count, sizeof *hazard);
    st = hazard ? simulate_hazard(hazard, &scratch, run, runner, err) : error_no_memory(err, "a simulated run");
    run->onset_s = NAN;
    for (size_t i = 0; i < run->bin_count && !st; i++) {
        const struct exposure_bin *b = &run->bin[i];
        double step = hazard[i] * b->length_min;
        if (!run->numb && sum + step >= run->draw) {
            run->numb = true;
            run->onset_s = 60 * (b->start_min + b->length_min * (run->draw - sum) / step);
        }
        sum += step;
    }
    run->risk = -expm1(-sum);
    arena_release(&scratch);
    return st;
}

/* -------------------------------------------------------------------- note */

static double moving_minutes(const struct simulate_seconds *s, double until_s)
{
    double moving = 0;
    for (size_t k = 0; k < s->count && (double)k < until_s; k++)
        if (s->mode[k] != STRIDE_STAND) moving += fmin(until_s - (double)k, 1);
    return moving / 60;
}

/* How the runner tells the minute; `on` and `all` in minutes of movement. */
static void note_onset(struct simulate_note *note, double on, double all, double kind, struct random *r)
{
    double before = random_between(r, 0, 10), after = random_between(r, 0, 10);
    if (kind < 0.40) {
        note->onset = SIMULATE_SAID_MINUTE;
        note->lap_pressed = random_uniform(r) < 0.5;
        note->from_min = note->lap_pressed ? round(on * 10) / 10 : round(on);
        note->from_min = simulate_clamp(note->from_min, 0.5, floor(all * 10) / 10);
    } else if (note->stopped) {
        note->onset = SIMULATE_SAID_STOPPED;
        note->from_min = random_uniform(r) < 0.5 ? fmax(round(all - on), 1) : NAN;
    } else if (kind < 0.50) {
        note->onset = SIMULATE_SAID_FROM_TO;
        note->from_min = 5 * floor(fmax(on - before, 0) / 5);
        note->to_min = fmin(5 * ceil((on + after) / 5), ceil(all * 10) / 10);
    } else if (kind < 0.75) {
        note->onset = on < 0.35 * all ? SIMULATE_SAID_EARLY : on < 0.65 * all ? SIMULATE_SAID_MIDDLE : SIMULATE_SAID_LATE;
    } else {
        note->onset = SIMULATE_SAID_UNKNOWN;
    }
}

static void note_write(struct simulate_run *run, const struct simulate_seconds *s, const struct simulate_runner *runner,
                       struct random *r)
{
    struct simulate_note *note = &run->note;
    double kind = random_uniform(r), side = random_uniform(r), relief = random_normal(r), said = random_uniform(r),
           noted = random_uniform(r), grade = random_normal(r), air = random_normal(r);
    const struct simulate_truth *t = &runner->truth;
    note->noted = noted < (run->numb ? t->noted_numb : t->noted_quiet);
    note->relief_min = note->from_min = note->to_min = NAN;
    note->temperature_c = air > -1.7 ? round(run->air_c + 0.5 * air) : NAN;
    if (!run->numb) return;
    note_onset(note, moving_minutes(s, run->onset_s), moving_minutes(s, run->length_s), kind, r);
    note->left = side < runner->body.side_left || side >= runner->body.side_left + runner->body.side_right;
    note->right = side >= runner->body.side_left;
    note->severity = (int)simulate_clamp(round(3.2 + 1.4 * grade + (run->length_s - run->onset_s) / 1800), 1, 10);
    if (said < 0.4) note->relief_min = fmax(round(20 * t->tau_min * exp(t->kappa + 0.6 * relief)) / 20, 0.25);
}

/* ----------------------------------------------------------- the whole run */

/* A break because of it, half a minute to two minutes after it started. */
static void symptom_break_add(struct run_plan *plan, struct simulate_run *run, double when, double length, bool standing)
{
    struct planned_stop stop = {(size_t)(run->onset_s + 30 + 90 * when), (size_t)(120 + 180 * length),
                                standing ? STRIDE_STAND : STRIDE_WALK, false};
    if (stop.from_s + stop.length_s + 60 > plan->seconds || plan->stops == PLAN_MAX_STOPS) return;
    run->note.break_min = (double)stop.from_s / 60;
    run->note.break_length_min = (double)stop.length_s / 60;
    run->note.break_standing = standing;
    plan->stop[plan->stops++] = stop;
}

/* Where a runner who wants to stop at `second` stops: after some steps of running, not in or right behind a pause. */
static size_t early_end(const struct simulate_seconds *s, size_t second)
{
    enum { LAST_STEPS_S = 20 };
    size_t steps = 0, end = second;
    for (size_t k = second > LAST_STEPS_S ? second - LAST_STEPS_S : 0; k < end; k++) {
        steps = s->mode[k] == STRIDE_RUN ? steps + 1 : 0;
        if (k + 1 == end && steps < LAST_STEPS_S && end < s->count) end++;
    }
    return end;
}

/* What the runner would do if it came to that; drawn before anything is known. */
struct reaction {
    double stop, stop_after_s, break_when, break_length;
    bool break_standing;
};

static struct reaction reaction_draw(struct random *r)
{
    struct reaction x;
    x.stop = random_uniform(r);
    x.stop_after_s = random_between(r, 0, 180);
    x.break_when = random_uniform(r);
    x.break_length = random_uniform(r);
    x.break_standing = random_uniform(r) < 0.4;
    return x;
}

/* Lets the runner react to the onset: a break and a run played again, or an early end. */
static enum tingle_status react(struct simulate_seconds *made, struct run_plan *plan, struct simulate_run *run,
                                const struct reaction *x, const struct simulate_runner *runner, struct tingle_error *err)
{
    run->note.break_min = run->note.break_length_min = NAN;
    if (!run->numb) return TINGLE_OK;
    if (runner->truth.kind == SIMULATE_SYMPTOM_BREAKS) {
        symptom_break_add(plan, run, x->break_when, x->break_length, x->break_standing);
        arena_release(&made->arena);
        return simulate_gait(made, plan, run, runner, err);
    }
    if (x->stop < 0.3 && run->onset_s + 180 < run->planned_s) {
        run->note.stopped = true;
        made->count = early_end(made, (size_t)ceil(run->onset_s + x->stop_after_s));
    }
    return TINGLE_OK;
}

enum tingle_status simulate_play(struct simulate_run *run, struct run_plan *plan, struct simulate_seconds *s,
                                 struct arena *arena, const struct simulate_runner *runner, size_t index,
                                 struct tingle_error *err)
{
    struct simulate_seconds made = {0};
    struct reaction reaction;
    struct random r;
    enum tingle_status st;
    *run = (struct simulate_run){.index = index};
    simulate_plan(plan, run, runner);
    simulate_stream_start(&r, runner->seed, STREAM_NUMB, index);
    run->draw = random_exponential(&r);
    reaction = reaction_draw(&r);
    st = simulate_gait(&made, plan, run, runner, err);
    if (!st) st = bins_of_run(run, &made.arena, &made, err);
    if (!st) st = onset_draw(run, runner, err);
    if (!st) st = react(&made, plan, run, &reaction, runner, err);
    if (!st) st = simulate_exposure(run, arena, &made, runner, err);
    if (st) goto done;
    note_write(run, &made, runner, &r);
    assert(!run->numb || (run->onset_s > 0 && run->onset_s <= run->length_s));
    if (s) {
        *s = made;
        made = (struct simulate_seconds){0};
    }
done:
    arena_release(&made.arena);
    return st;
}
