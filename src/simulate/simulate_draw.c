/* Who the runner is, and what each run will be: everything drawn before the first step. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "simulate/simulate_inner.h"

#define DAY_S 86400.0

/* The last run of every simulated runner is near this day, 2025-10-26: the past, whenever it is asked. */
#define LAST_DAY_UNIX_S 1761436800.0

static const char *const kind_name[SIMULATE_KIND_COUNT] = {
#define SIMULATE_TRUTH_NAME(id, name) name,
    SIMULATE_TRUTH_LIST(SIMULATE_TRUTH_NAME)
#undef SIMULATE_TRUTH_NAME
};

const char *simulate_kind_name(enum simulate_kind kind)
{
    assert((unsigned)kind < SIMULATE_KIND_COUNT);
    return kind_name[kind];
}

bool simulate_kind_find(const char *name, enum simulate_kind *kind)
{
    *kind = SIMULATE_MODEL;
    if (!name || !*name) return true;
    for (int i = 0; i < SIMULATE_KIND_COUNT; i++) {
        if (!text_same(name, kind_name[i])) continue;
        *kind = (enum simulate_kind)i;
        return true;
    }
    return false;
}

double simulate_clamp(double value, double lo, double hi) { return value < lo ? lo : value > hi ? hi : value; }

void simulate_stream_start(struct random *r, uint64_t seed, enum simulate_stream stream, size_t index)
{
    struct random mix;
    random_seed(&mix, seed);
    random_seed(r, random_u64(&mix) ^ (uint64_t)stream * 0xD1342543DE82EF95u ^ (uint64_t)index * 0xDA942042E4DD58B5u);
}

static double normal(struct random *r, double mean, double sd) { return mean + sd * random_normal(r); }

/* A small effect of no interest: never so far out that it could be taken for the main cause. */
static double incidental(struct random *r, double mean, double sd) { return mean + sd * simulate_clamp(random_normal(r), -1.8, 1.8); }

/* Parameters around the prior means of model.md section 3, effects halved; b0 follows in level_set. */
static void truth_draw_around_prior(struct simulate_truth *t, struct random *r)
{
    static const double prior_mean[SIMULATE_COVARIATES] = {0.10, -0.10, 0, 0.15, 0.25, -0.05, 0.10};
    t->g = normal(r, 1.8, 0.4);
    for (int k = 0; k < SIMULATE_COVARIATES; k++) t->b[k] = incidental(r, prior_mean[k] / 2, 0.12);
    for (int s = 0; s < SIMULATE_SHOES; s++) t->shoe[s] = incidental(r, 0, 0.15);
    t->tau_min = exp(normal(r, log(6), 0.5));
    t->kappa = normal(r, 0, 0.3);
}

/* One effect becomes large: sizes of model.md section 5.3. */
static void truth_set_cause(struct simulate_truth *t, int cause, struct random *r)
{
    t->cause = cause;
    switch (cause) {
    case SIMULATE_LACING: t->b[SIMULATE_LAC] = 0.9; break;
    case SIMULATE_CADENCE: t->b[SIMULATE_CAD] = -0.8; break;
    case SIMULATE_TEMPERATURE: t->b[SIMULATE_TMP] = 0.8; break;
    case SIMULATE_FOAM: t->b[SIMULATE_FOAMED] = -1.0; break;
    case SIMULATE_SPEED: t->b[SIMULATE_SPD] = 0.8; break;
    default:
        assert(cause == SIMULATE_SHOE);
        for (int s = 1; s < SIMULATE_SHOES; s++) t->shoe[s] = normal(r, -0.3, 0.1);
        t->shoe[0] = 0.9;
    }
}

/* What makes the worlds outside the model. */
static void truth_bend(struct simulate_truth *t)
{
    switch (t->kind) {
    case SIMULATE_FRAILTY: t->frailty_sd = 0.7; break;
    case SIMULATE_SELECTIVE: t->noted_numb = 0.95, t->noted_quiet = 0.40; break;
    case SIMULATE_DRIFT: t->drift = 1.6; break;
    case SIMULATE_CONFOUNDED:
        t->hidden_effect = 0.9;
        t->b[SIMULATE_LAC] = 0.3;
        t->cause = -1;
        break;
    case SIMULATE_NOTHING:
        memset(t->b, 0, sizeof t->b);
        memset(t->shoe, 0, sizeof t->shoe);
        t->cause = -1;
        break;
    default: break;
    }
}

static void truth_draw(struct simulate_truth *t, enum simulate_kind kind, uint64_t seed, struct random *r)
{
    int drawn = SIMULATE_LACING + (int)(seed % (SIMULATE_SHOE - SIMULATE_LACING + 1)); /* seeds in a row take turns */
    bool named = kind >= SIMULATE_LACING && kind <= SIMULATE_SHOE;
    *t = (struct simulate_truth){.kind = kind, .cause = -1, .noted_numb = 0.8, .noted_quiet = 0.8};
    truth_draw_around_prior(t, r);
    if (kind != SIMULATE_NOTHING && kind != SIMULATE_CONFOUNDED) truth_set_cause(t, named ? (int)kind : drawn, r);
    truth_bend(t);
}

static void body_draw(struct simulate_body *b, struct random *r)
{
    static const char *const regions[] = {"P_TOE3 P_TOE4 W34", "P_FF_LAT P_TOE4 P_TOE5", "P_HALLUX P_TOE2", "P_FF_MED P_HALLUX",
                                          "D_FOOT D_TOES24"};
    double usual_side = random_uniform(r);
    b->easy_mps = simulate_clamp(normal(r, 2.75, 0.15), 2.4, 3.2);
    b->cadence_spm = simulate_clamp(normal(r, 167, 5), 158, 178);
    b->cadence_per_mps = simulate_clamp(normal(r, 6.5, 1.2), 4, 9);
    b->cadence_per_grade = normal(r, -0.3, 0.1);
    b->force_bw = simulate_clamp(normal(r, 0, 0.05), -0.1, 0.1);
    b->balance_pct = normal(r, 50, 0.7);
    b->oscillation_mm = simulate_clamp(normal(r, 86, 8), 65, 110);
    b->rest_bpm = random_between(r, 46, 62);
    b->max_bpm = random_between(r, 176, 194);
    b->wrist_c = random_between(r, 2.5, 6);
    b->auto_pause = random_uniform(r) < 0.7;
    b->side_left = usual_side < 0.3 ? 0.7 : 0.12;
    b->side_right = usual_side < 0.3 ? 0.12 : usual_side < 0.85 ? 0.7 : 0.2;
    b->regions = regions[random_index(r, sizeof regions / sizeof *regions)];
}

/* Chooses b0 so that 75 minutes of reference running are numb with this chance, over the shoes: whoever
 * asks has the problem. */
static void level_set(struct simulate_runner *runner, double risk)
{
    const double habits[SIMULATE_COVARIATES] = {[SIMULATE_FOAMED] = 0.4, [SIMULATE_SOCK] = 0.4};
    double lo = -12, hi = 4;
    for (int i = 0; i < 50; i++) {
        double mean = 0;
        runner->truth.b0 = (lo + hi) / 2;
        for (size_t s = 0; s < SIMULATE_SHOES; s++) mean += simulate_reference_risk(runner, 75, s, habits) / SIMULATE_SHOES;
        if (mean < risk) lo = runner->truth.b0;
        else hi = runner->truth.b0;
    }
}

void simulate_draw_runner(struct simulate_runner *runner, enum simulate_kind kind)
{
    static const struct simulate_shoe shoe[SIMULATE_SHOES] = {
        {"Petrel 4", "Storm Shoe Works", "Petrel 4", 180, 0, 1},
        {"Gannet Light", "Storm Shoe Works", "Gannet Light", 40, 0, 0.86},
        {"Shearwater", "Fulmar & Daughters", "Shearwater", 0, 0.22, 1},
    };
    struct random r;
    struct simulate_body *b = &runner->body;
    double pi = acos(-1), force, level;
    simulate_stream_start(&r, runner->seed, STREAM_RUNNER, 0);
    truth_draw(&runner->truth, kind, runner->seed, &r);
    body_draw(b, &r);
    memcpy(runner->shoe, shoe, sizeof shoe);
    runner->utc_offset_s = -2 * 3600;
    force = 0.95 + 0.15 * b->easy_mps + b->force_bw;
    runner->reference = (struct stride_reference){.f0_hz = b->cadence_spm / 60, .peak0_bw = pi / 2 * force,
                                                  .speed0_mps = b->easy_mps};
    runner->cadence = (struct cadence_regression){
        .c = {b->cadence_spm - b->cadence_per_mps * b->easy_mps, b->cadence_per_mps, 0, b->cadence_per_grade}, .seconds = 1e9};
    level = kind == SIMULATE_ALWAYS ? 0.99 : random_between(&r, 0.58, 0.78);
    level_set(runner, level);
}

/* ------------------------------------------------------------------- one run */

static void plan_length(struct run_plan *plan, struct random *r)
{
    static const double range[][2] = {{25, 50}, {50, 75}, {75, 130}};
    double u = random_uniform(r);
    plan->length = u < 0.55 ? RUN_SHORT : u < 0.82 ? RUN_MID : RUN_LONG;
    plan->seconds = (size_t)(60 * random_between(r, range[plan->length][0], range[plan->length][1]));
}

/* Start: evenly over the period with a jitter of a quarter of the distance; mornings or evenings. Runs
 * that come too thick to find such an hour start right when their turn is. */
static void plan_start(struct simulate_run *run, const struct simulate_runner *runner, struct random *r)
{
    double period = runner->weeks * 7 * DAY_S, apart = period / (double)runner->run_count;
    double middle = LAST_DAY_UNIX_S - period + apart * ((double)run->index + 0.5);
    double jitter = random_between(r, -0.25, 0.25) * apart, hour = random_uniform(r) < 0.6 ? 6.5 : 18;
    double minute = random_between(r, -50, 50);
    if (apart < 2 * DAY_S) {
        run->start_unix_s = (int64_t)(middle + jitter);
        return;
    }
    run->start_unix_s = (int64_t)(floor((middle + jitter) / DAY_S) * DAY_S + hour * 3600 + minute * 60) - runner->utc_offset_s;
}

/* A year's wave with its warmest day in late July, warmer evenings, and the weather of the day. */
static double air_temperature(double unix_s, int utc_offset_s, struct random *r)
{
    double year = fmod(unix_s / DAY_S / 365.2425, 1), hour = fmod((unix_s + utc_offset_s) / 3600, 24);
    double season = 13.5 + 9 * cos(2 * acos(-1) * (year - 0.565));
    return simulate_clamp(season + (hour > 12 ? 1.5 : -1.5) + normal(r, 0, 4), -8, 34);
}

/* Worn by habit: the first shoe most, and three times as often on long runs; the last one on quick short ones.
 * The first is still the usual one at the end, so that leaving it is a change that can be made. */
static size_t plan_shoe(const struct run_plan *plan, const struct simulate_run *run, const struct simulate_runner *runner,
                        struct random *r)
{
    double at = ((double)run->index + 0.5) / (double)runner->run_count, weight[SIMULATE_SHOES];
    for (size_t s = 0; s < SIMULATE_SHOES; s++) {
        weight[s] = at >= runner->shoe[s].from && at <= runner->shoe[s].to;
        if (s == 0) weight[s] *= plan->length == RUN_LONG ? 3 : 1.6;
        if (s == SIMULATE_SHOES - 1 && plan->length == RUN_SHORT && plan->easy_shift > 0.6) weight[s] *= 3;
    }
    return random_weighted(r, weight, SIMULATE_SHOES);
}

static void plan_facts(struct run_plan *plan, struct simulate_run *run, const struct simulate_runner *runner, struct random *r)
{
    static const double lacing_weight[] = {0.3, 0.4, 0.3};
    const struct simulate_truth *t = &runner->truth;
    double state = random_normal(r), progress = ((double)run->index + 0.5) / (double)runner->run_count - 0.5;
    bool quick = random_uniform(r) < 0.3;
    run->air_c = air_temperature((double)run->start_unix_s, runner->utc_offset_s, r);
    run->lacing = 2 + (double)random_weighted(r, lacing_weight, 3);
    if (t->hidden_effect > 0) run->lacing = 3 + simulate_clamp(round(0.8 * state + 0.5 * random_normal(r)), -1, 1);
    run->foam = random_uniform(r) < 0.4;
    run->sock = random_uniform(r) < 0.4;
    run->foam_after = random_uniform(r) < 0.25;
    run->hidden = t->frailty_sd * state + t->hidden_effect * state + t->drift * progress;
    run->smart = random_uniform(r) < 0.12;
    plan->easy_shift = (plan->length == RUN_SHORT ? (quick ? 1.2 : 0) : plan->length == RUN_MID ? 0.1 : -0.3) +
                       normal(r, 0, 0.3) - 0.1 * (run->air_c - 15) / 10;
    plan->intervals = plan->length == RUN_SHORT && random_uniform(r) < 0.12;
    plan->cadence_shift = normal(r, 0, 0.7);
    plan->force_shift_bw = normal(r, 0, 0.015);
    run->shoe = plan_shoe(plan, run, runner, r);
}

static void plan_route(struct run_plan *plan, struct random *r)
{
    static const double grade[ROUTE_WAVES] = {0.008, 0.007, 0.006, 0.004}, metres[ROUTE_WAVES] = {2600, 1300, 700, 350};
    static const double hilly[] = {0.4, 1.0, 1.8};
    double hills = hilly[random_index(r, 3)];
    for (int i = 0; i < ROUTE_WAVES; i++) {
        plan->wave_grade[i] = grade[i] * hills * random_between(r, 0.6, 1.4);
        plan->wave_m[i] = metres[i] * random_between(r, 0.8, 1.25);
        plan->wave_phase[i] = random_between(r, 0, 2 * acos(-1));
    }
    plan->heading = random_between(r, 0, 2 * acos(-1));
    plan->turn_m = random_between(r, 3000, 9000) * (random_uniform(r) < 0.5 ? 1 : -1);
}

static void plan_stop_add(struct run_plan *plan, double from_s, double length_s, enum stride_mode mode, bool paused)
{
    if (plan->stops == PLAN_MAX_STOPS || from_s < 60 || from_s + length_s + 60 > (double)plan->seconds) return;
    plan->stop[plan->stops++] = (struct planned_stop){(size_t)from_s, (size_t)length_s, mode, paused};
}

/* Walk breaks on three runs of ten; traffic lights, gates and bushes on all. */
static void plan_stops(struct run_plan *plan, const struct simulate_runner *runner, struct random *r)
{
    double minutes = (double)plan->seconds / 60;
    unsigned lights;
    if (random_uniform(r) < 0.3) {
        double every = 8 + (double)random_index(r, 17), walk = 1 + (double)random_index(r, 3);
        for (double at = every; at < minutes; at += every + walk)
            plan_stop_add(plan, 60 * at + random_between(r, -15, 15), 60 * walk, STRIDE_WALK, false);
    }
    lights = random_poisson(r, minutes / 25);
    for (unsigned i = 0; i < lights; i++) {
        double from = random_between(r, 60, 60 * minutes), u = random_uniform(r), length = random_uniform(r);
        bool paused = random_uniform(r) < 0.85 && runner->body.auto_pause && u >= 0.2;
        length = u < 0.2 ? 5 + 2 * length : u < 0.85 ? 18 + 42 * length : 90 + 150 * length;
        plan_stop_add(plan, from, length, STRIDE_STAND, paused);
    }
}

void simulate_plan(struct run_plan *plan, struct simulate_run *run, const struct simulate_runner *runner)
{
    struct random r;
    simulate_stream_start(&r, runner->seed, STREAM_PLAN, run->index);
    memset(plan, 0, sizeof *plan);
    plan_length(plan, &r);
    plan_start(run, runner, &r);
    plan_facts(plan, run, runner, &r);
    plan_route(plan, &r);
    plan_stops(plan, runner, &r);
    run->planned_s = (double)plan->seconds;
}
