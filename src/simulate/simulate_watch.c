/* What the watch makes of a run: samples once a second or when something changes, pauses of its
 * timer, laps, and the noise of its sensors. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "simulate/simulate_inner.h"

#define LATITUDE_DEG 38.0    /* open ocean, some 800 km from the nearest land */
#define LONGITUDE_DEG -40.0
#define METRES_PER_DEGREE 111195.0
#define LAP_M 1000.0
#define PAUSE_NOTICED_S 2    /* the watch needs this long to see that the runner stands */
#define DROPOUT 0.002        /* seconds without running dynamics */

enum { MAX_LAPS = 1024, LAP_MANUAL = 0, LAP_DISTANCE = 2, LAP_SESSION_END = 7, SUB_SPORT_STREET = 2 };

/* One second as the watch would write it. */
struct sensed {
    double value[ACTIVITY_COLUMN_COUNT];
};

/* Everything that carries over from second to second. */
struct watch {
    struct random r;
    const struct simulate_runner *runner;
    const struct simulate_run *run;
    const struct run_plan *plan;
    const struct simulate_seconds *s;
    double metre, north_m, east_m, heading, bpm, warm_c, drift_m, off_north_m, off_east_m, balance_pct;
};

static void watch_start(struct watch *w)
{
    simulate_stream_start(&w->r, w->runner->seed, STREAM_WATCH, w->run->index);
    w->heading = w->plan->heading;
    w->bpm = w->runner->body.rest_bpm + 25;
    w->warm_c = random_between(&w->r, 6, 10);
    w->balance_pct = w->runner->body.balance_pct + 0.3 * random_normal(&w->r);
    w->off_north_m = random_normal(&w->r);
    w->off_east_m = random_normal(&w->r);
    w->drift_m = random_normal(&w->r);
}

static void sense_place(struct watch *w, struct sensed *o, size_t k)
{
    const double pi = acos(-1);
    double v = w->s->speed_mps[k], north, east;
    w->heading += 2 * pi * v / w->plan->turn_m + 0.02 * random_normal(&w->r) * (v > 0);
    w->north_m += v * cos(w->heading);
    w->east_m += v * sin(w->heading);
    w->metre += v;
    w->off_north_m = 0.98 * w->off_north_m + 0.2 * random_normal(&w->r);
    w->off_east_m = 0.98 * w->off_east_m + 0.2 * random_normal(&w->r);
    w->drift_m = 0.995 * w->drift_m + 0.05 * random_normal(&w->r);
    north = w->north_m + w->off_north_m;
    east = w->east_m + w->off_east_m;
    o->value[ACTIVITY_LATITUDE_DEG] = LATITUDE_DEG + north / METRES_PER_DEGREE;
    o->value[ACTIVITY_LONGITUDE_DEG] = LONGITUDE_DEG + east / METRES_PER_DEGREE / cos(LATITUDE_DEG * pi / 180);
    o->value[ACTIVITY_ALTITUDE_M] = round(5 * (w->s->altitude_m[k] + 0.5 * w->drift_m)) / 5;
    o->value[ACTIVITY_DISTANCE_M] = round(100 * (w->metre - v)) / 100; /* at the second's beginning */
    o->value[ACTIVITY_SPEED_MPS] = v > 0 ? fmax(round(1000 * (v + 0.03 * random_normal(&w->r))) / 1000, 0) : 0;
}

static void sense_body(struct watch *w, struct sensed *o, size_t k)
{
    const struct simulate_body *b = &w->runner->body;
    double v = w->s->speed_mps[k], effort = simulate_clamp(0.22 * v + 0.02 * w->s->grade_pct[k], 0.15, 0.98);
    double aim = b->rest_bpm + (b->max_bpm - b->rest_bpm) * fmin(effort + 0.03 * (double)k / 3600, 0.99);
    w->bpm += (aim - w->bpm) / 40 + 0.3 * random_normal(&w->r);
    o->value[ACTIVITY_HEART_RATE_BPM] = round(simulate_clamp(w->bpm, b->rest_bpm, b->max_bpm));
    o->value[ACTIVITY_TEMPERATURE_C] = round(w->run->air_c + b->wrist_c + w->warm_c * exp(-(double)k / 400));
}

/* Cadence and running dynamics; walking gives a long contact and no vertical ratio, standing nothing. */
static void sense_gait(struct watch *w, struct sensed *o, size_t k)
{
    const struct simulate_seconds *s = w->s;
    double noise[5], spm = s->cadence_spm[k], length_mm;
    bool lost;
    for (int i = 0; i < 5; i++) noise[i] = random_normal(&w->r);
    lost = random_uniform(&w->r) < DROPOUT;
    o->value[ACTIVITY_CADENCE_SPM] = spm > 0 ? round(64 * (spm + 0.4 * noise[0])) / 64 : 0;
    if (lost || s->mode[k] == STRIDE_STAND) return;
    if (s->mode[k] == STRIDE_WALK) {
        o->value[ACTIVITY_STANCE_TIME_MS] = round(10 * (640 + 15 * noise[1])) / 10;
        return;
    }
    length_mm = 60000 * s->speed_mps[k] / spm;
    o->value[ACTIVITY_STANCE_TIME_MS] = round(10 * (s->contact_ms[k] + 1.5 * noise[1])) / 10;
    o->value[ACTIVITY_STANCE_TIME_BALANCE_PCT] = round(100 * (w->balance_pct + 0.4 * noise[2])) / 100;
    o->value[ACTIVITY_STEP_LENGTH_MM] = round(10 * (length_mm + 4 * noise[3])) / 10;
    o->value[ACTIVITY_VERTICAL_OSCILLATION_MM] = round(10 * (w->runner->body.oscillation_mm + 2 * noise[4])) / 10;
    if (length_mm > 500)
        o->value[ACTIVITY_VERTICAL_RATIO_PCT] = round(10000 * w->runner->body.oscillation_mm / length_mm) / 100;
}

static void sense(struct watch *w, struct sensed *o, size_t k)
{
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) o->value[c] = NAN;
    sense_place(w, o, k);
    sense_body(w, o, k);
    sense_gait(w, o, k);
}

/* True while the timer is stopped. */
static bool paused_at(const struct watch *w, size_t k)
{
    for (size_t i = 0; i < w->plan->stops; i++) {
        const struct planned_stop *p = &w->plan->stop[i];
        if (p->paused && k >= p->from_s + PAUSE_NOTICED_S && k < p->from_s + p->length_s) return true;
    }
    return false;
}

/* Smart recording writes when the gait changes, and every few seconds. */
static bool worth_writing(const struct watch *w, size_t k, size_t last, size_t gap)
{
    if (!w->run->smart || k == 0 || k - last >= gap) return true;
    return w->s->mode[k] != w->s->mode[k - 1] || (k + 1 < w->s->count && w->s->mode[k] != w->s->mode[k + 1]);
}

static enum tingle_status columns_allocate(struct activity *a, size_t rows, struct tingle_error *err)
{
    static const char *const name[][2] = {
#define COLUMN_NAME(id, text, unit, dynamics) {text, unit},
        ACTIVITY_COLUMN_LIST(COLUMN_NAME)
#undef COLUMN_NAME
    };
    a->time_s = arena_array(&a->arena, rows, sizeof *a->time_s);
    a->event = arena_array(&a->arena, 2 * PLAN_MAX_STOPS + 8, sizeof *a->event);
    a->lap = arena_array(&a->arena, MAX_LAPS, sizeof *a->lap);
    a->session = arena_array(&a->arena, 1, sizeof *a->session);
    if (!a->time_s || !a->event || !a->lap || !a->session) return error_no_memory(err, "a simulated activity");
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) {
        struct activity_series *series = &a->column[c];
        series->name = name[c][0];
        series->unit = name[c][1];
        series->native = -1;
        if (c == ACTIVITY_POWER_W) continue;
        series->value = arena_array(&a->arena, rows, sizeof *series->value);
        if (!series->value) return error_no_memory(err, "a simulated activity");
    }
    return TINGLE_OK;
}

static void event_add(struct activity *a, enum activity_event_kind kind, double time_s)
{
    assert(a->event_count < 2 * PLAN_MAX_STOPS + 8);
    a->event[a->event_count++] = (struct activity_event){kind, time_s};
}

static void row_add(struct activity *a, const struct sensed *o, double time_s)
{
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) {
        struct activity_series *series = &a->column[c];
        if (!series->value) continue;
        series->value[a->rows] = o->value[c];
        series->valid += !isnan(o->value[c]);
    }
    a->time_s[a->rows++] = time_s;
}

/* Samples and timer events. The last sample repeats the last second at the run's very end. */
static void samples_write(struct activity *a, struct watch *w)
{
    size_t last = 0, gap = 1;
    bool paused = false;
    struct sensed o;
    event_add(a, ACTIVITY_EVENT_TIMER_START, 0);
    a->timer_s = (double)w->s->count;
    for (size_t k = 0; k < w->s->count; k++) {
        bool pause = paused_at(w, k);
        sense(w, &o, k);
        if (pause != paused) event_add(a, pause ? ACTIVITY_EVENT_TIMER_STOP : ACTIVITY_EVENT_TIMER_START, (double)k);
        a->timer_s -= pause;
        if (!pause && (paused || worth_writing(w, k, last, gap))) {
            row_add(a, &o, (double)k);
            last = k;
            gap = 1 + random_index(&w->r, 7);
        }
        paused = pause;
    }
    o.value[ACTIVITY_DISTANCE_M] = round(100 * w->metre) / 100;
    if (!paused) row_add(a, &o, (double)w->s->count);
    event_add(a, ACTIVITY_EVENT_TIMER_STOP, (double)w->s->count);
}

static void lap_add(struct activity *a, double *from_s, double *from_m, double to_s, double to_m, int trigger)
{
    if (a->lap_count == MAX_LAPS || to_s <= *from_s) return;
    a->lap[a->lap_count++] = (struct activity_lap){.start_s = *from_s, .elapsed_s = to_s - *from_s, .timer_s = to_s - *from_s,
                                                   .distance_m = to_m - *from_m, .trigger = trigger};
    *from_s = to_s;
    *from_m = to_m;
}

/* A lap every kilometre, and one by the button where the runner marked the numbness. */
static void laps_write(struct activity *a, const struct watch *w)
{
    double from_s = 0, from_m = 0, metre = 0, next = LAP_M;
    size_t press = w->run->note.lap_pressed ? (size_t)w->run->onset_s : SIZE_MAX;
    for (size_t k = 0; k < w->s->count; k++) {
        metre += w->s->speed_mps[k];
        if (k == press) lap_add(a, &from_s, &from_m, (double)k + 1, metre, LAP_MANUAL);
        if (metre < next) continue;
        lap_add(a, &from_s, &from_m, (double)k + 1, metre, LAP_DISTANCE);
        next += LAP_M;
    }
    lap_add(a, &from_s, &from_m, (double)w->s->count, metre, LAP_SESSION_END);
}

static void heading_fill(struct activity *a, const struct simulate_runner *runner, const struct simulate_run *run, double metre)
{
    a->format = ACTIVITY_FORMAT_FIT;
    a->kind = ACTIVITY_KIND_ACTIVITY;
    a->sport = ACTIVITY_SPORT_RUNNING;
    a->sub_sport = SUB_SPORT_STREET;
    a->manufacturer = "development";
    a->product = SIMULATE_PRODUCT;
    a->start_unix_s = (double)run->start_unix_s;
    a->utc_offset_s = runner->utc_offset_s;
    a->has_utc_offset = true;
    a->elapsed_s = run->length_s;
    a->distance_m = metre;
    a->chained = 1;
    a->crc_ok = true;
    a->samples = a->rows;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) a->column[c].used = a->column[c].valid;
    a->session[0] = (struct activity_session){ACTIVITY_SPORT_RUNNING, SUB_SPORT_STREET, 0, run->length_s, a->timer_s, metre};
    a->session_count = 1;
}

enum tingle_status simulate_activity_of(struct activity **out, const struct simulate_runner *runner, size_t index,
                                        struct tingle_error *err)
{
    struct simulate_run run;
    struct simulate_seconds s = {0};
    struct run_plan plan;
    struct arena scratch;
    struct watch w = {.runner = runner, .run = &run, .plan = &plan, .s = &s};
    struct activity *a = alloc_array(1, sizeof *a);
    enum tingle_status st;
    assert(index < runner->run_count);
    if (!a) return error_no_memory(err, "a simulated activity");
    arena_init(&scratch, (size_t)16 << 20);
    arena_init(&a->arena, (size_t)64 << 20);
    st = simulate_play(&run, &plan, &s, &scratch, runner, index, err);
    if (!st) st = columns_allocate(a, s.count + 1, err);
    if (st) goto done;
    watch_start(&w);
    samples_write(a, &w);
    laps_write(a, &w);
    heading_fill(a, runner, &run, w.metre);
    *out = a;
    a = NULL;
done:
    simulate_activity_free(a);
    arena_release(&s.arena);
    arena_release(&scratch);
    return st;
}

void simulate_activity_free(struct activity *a)
{
    if (!a) return;
    arena_release(&a->arena);
    free(a);
}
