/* A simulated runner in memory. */
#include "simulate/simulate_runner.h"

#include <assert.h>
#include <stdlib.h>

#include "simulate/simulate_inner.h"

#define RUNNER_MAX_BYTES ((size_t)2 << 30)
#define MAX_WEEKS 1500.0
#define RUNS_A_WEEK 2.5

static enum tingle_status options_check(const struct simulate_options *o, enum simulate_kind *kind, struct tingle_error *err)
{
    if (!simulate_kind_find(o->truth, kind))
        return error_set(err, TINGLE_WRONG_USE, -1, "no truth of the name '%s'; known are model, lacing, cadence, temperature, foam, "
                         "speed, shoe, frailty, confounded, selective, drift, nothing, always, symptom-breaks", o->truth);
    if (o->runs < 1 || o->runs > SIMULATE_MAX_RUNS)
        return error_set(err, TINGLE_WRONG_USE, -1, "%zu runs: 1 to %d were expected", o->runs, SIMULATE_MAX_RUNS);
    if (!(o->weeks >= 0 && o->weeks <= MAX_WEEKS))
        return error_set(err, TINGLE_WRONG_USE, -1, "%g weeks: 0 (2.5 runs a week) to %g were expected", o->weeks, MAX_WEEKS);
    if (o->weeks > 0 && (double)o->runs > o->weeks * 21)
        return error_set(err, TINGLE_WRONG_USE, -1, "%zu runs in %g weeks: at most 21 a week", o->runs, o->weeks);
    return TINGLE_OK;
}

enum tingle_status simulate_runner_new(struct simulate_runner **out, const struct simulate_options *options,
                                       struct tingle_error *err)
{
    struct simulate_runner *runner = NULL;
    enum simulate_kind kind;
    struct run_plan plan;
    enum tingle_status st = options_check(options, &kind, err);
    if (st) return st;
    runner = alloc_array(1, sizeof *runner);
    if (!runner) return error_no_memory(err, "a simulated runner");
    arena_init(&runner->arena, RUNNER_MAX_BYTES);
    runner->seed = options->seed;
    runner->run_count = options->runs;
    runner->weeks = options->weeks > 0 ? options->weeks : (double)options->runs / RUNS_A_WEEK;
    if (runner->weeks > MAX_WEEKS) runner->weeks = MAX_WEEKS;
    simulate_draw_runner(runner, kind);
    runner->run = arena_array(&runner->arena, runner->run_count, sizeof *runner->run);
    if (!runner->run) st = error_no_memory(err, "a simulated runner");
    for (size_t i = 0; i < runner->run_count && !st; i++) {
        st = simulate_play(&runner->run[i], &plan, NULL, &runner->arena, runner, i, err);
        runner->numb += !st && runner->run[i].numb;
        runner->noted += !st && runner->run[i].note.noted;
    }
    if (st) {
        simulate_runner_free(runner);
        return st;
    }
    *out = runner;
    return TINGLE_OK;
}

void simulate_runner_free(struct simulate_runner *runner)
{
    if (!runner) return;
    arena_release(&runner->arena);
    free(runner);
}

enum tingle_status simulate_seconds_of(struct simulate_seconds **out, const struct simulate_runner *runner, size_t index,
                                       struct tingle_error *err)
{
    struct simulate_seconds *s = alloc_array(1, sizeof *s);
    struct simulate_run run;
    struct run_plan plan;
    struct arena scratch;
    enum tingle_status st;
    assert(index < runner->run_count);
    if (!s) return error_no_memory(err, "a simulated run");
    arena_init(&scratch, (size_t)16 << 20);
    st = simulate_play(&run, &plan, s, &scratch, runner, index, err);
    arena_release(&scratch);
    if (st) {
        free(s);
        return st;
    }
    *out = s;
    return TINGLE_OK;
}

void simulate_seconds_free(struct simulate_seconds *s)
{
    if (!s) return;
    arena_release(&s->arena);
    free(s);
}
