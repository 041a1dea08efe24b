/* truth.json: what was true, for those who check the answer. Keys: docs/truth-json.md. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/utc.h"
#include "base/values.h"
#include "simulate/simulate_write.h"

static const char *const covariate[SIMULATE_COVARIATES] = {"spd", "cad", "grd", "tmp", "lac", "foam", "sock"};

static void number(struct buffer *out, const char *before, const char *key, double value)
{
    buffer_printf(out, "%s\"%s\": ", before, key);
    if (isfinite(value)) buffer_add_double(out, value);
    else buffer_add_text(out, "null");
}

static void flag(struct buffer *out, const char *before, const char *key, bool value)
{
    buffer_printf(out, "%s\"%s\": %s", before, key, value ? "true" : "false");
}

static const char *cause_name(const struct simulate_truth *t)
{
    return t->cause < 0 ? "" : simulate_kind_name((enum simulate_kind)t->cause);
}

static void parameters(struct buffer *out, const struct simulate_runner *runner)
{
    const struct simulate_truth *t = &runner->truth;
    buffer_add_text(out, "  \"parameters\": {");
    number(out, "", "b0", t->b0);
    number(out, ", ", "g", t->g);
    number(out, ", ", "tau_min", t->tau_min);
    number(out, ", ", "kappa", t->kappa);
    for (int k = 0; k < SIMULATE_COVARIATES; k++) number(out, ", ", covariate[k], t->b[k]);
    number(out, ",\n    ", "frailty_sd", t->frailty_sd);
    number(out, ", ", "hidden_effect", t->hidden_effect);
    number(out, ", ", "drift", t->drift);
    number(out, ", ", "noted_numb", t->noted_numb);
    number(out, ", ", "noted_quiet", t->noted_quiet);
    buffer_add_text(out, "},\n  \"shoes\": [");
    for (int s = 0; s < SIMULATE_SHOES; s++) {
        buffer_printf(out, "%s{\"name\": \"%s\"", s ? ", " : "", runner->shoe[s].name);
        number(out, ", ", "effect", t->shoe[s]);
        buffer_add_text(out, "}");
    }
    buffer_add_text(out, "],\n  \"reference\": {");
    number(out, "", "f0_hz", runner->reference.f0_hz);
    number(out, ", ", "peak0_bw", runner->reference.peak0_bw);
    number(out, ", ", "speed0_mps", runner->reference.speed0_mps);
    buffer_add_text(out, "},\n");
}

/* 80th percentile of the minutes of movement: the usual long run. */
static double usual_minutes(const struct simulate_runner *runner)
{
    double minutes = NAN, *moving = alloc_array(runner->run_count, sizeof *moving);
    if (!moving) return NAN;
    for (size_t i = 0; i < runner->run_count; i++) moving[i] = (runner->run[i].run_s + runner->run[i].walk_s) / 60;
    values_sort(moving, runner->run_count);
    minutes = values_quantile(moving, runner->run_count, 0.8);
    free(moving);
    return minutes;
}

static size_t usual_shoe(const struct simulate_runner *runner)
{
    double seconds[SIMULATE_SHOES] = {0};
    size_t best = 0;
    for (size_t i = 0; i < runner->run_count; i++) seconds[runner->run[i].shoe] += runner->run[i].run_s;
    for (size_t s = 1; s < SIMULATE_SHOES; s++) best = seconds[s] > seconds[best] ? s : best;
    return best;
}

/* Steady level running at the runner's mean weather and habits, and one change after the other. */
static void usual_run(struct buffer *out, const struct simulate_runner *runner)
{
    static const struct {
        const char *name;
        int covariate;
        double add, set; /* set: NaN, or the value it takes */
    } change[] = {{"lacing", SIMULATE_LAC, -1, NAN}, {"cadence", SIMULATE_CAD, 1, NAN}, {"temperature", SIMULATE_TMP, -0.5, NAN},
                  {"foam", SIMULATE_FOAMED, 0, 1},   {"speed", SIMULATE_SPD, -1, NAN},  {"sock", SIMULATE_SOCK, 0, 0}};
    double mean[SIMULATE_COVARIATES] = {0}, n = (double)runner->run_count, minutes = usual_minutes(runner);
    size_t shoe = usual_shoe(runner);
    for (size_t i = 0; i < runner->run_count; i++) {
        const struct simulate_run *run = &runner->run[i];
        mean[SIMULATE_TMP] += (run->air_c - 15) / 10 / n;
        mean[SIMULATE_LAC] += (run->lacing - 3) / n;
        mean[SIMULATE_FOAMED] += run->foam / n;
        mean[SIMULATE_SOCK] += run->sock / n;
    }
    minutes = isnan(minutes) ? 60 : minutes;
    buffer_add_text(out, "  \"usual_run\": {");
    number(out, "", "minutes", minutes);
    buffer_printf(out, ", \"shoe\": \"%s\"", runner->shoe[shoe].name);
    number(out, ", ", "risk", simulate_reference_risk(runner, minutes, shoe, mean));
    buffer_add_text(out, ", \"risk_after\": {");
    for (size_t c = 0; c < sizeof change / sizeof *change; c++) {
        double x[SIMULATE_COVARIATES];
        for (int k = 0; k < SIMULATE_COVARIATES; k++) x[k] = mean[k];
        x[change[c].covariate] = isnan(change[c].set) ? x[change[c].covariate] + change[c].add : change[c].set;
        number(out, c ? ", " : "", change[c].name, simulate_reference_risk(runner, minutes, shoe, x));
    }
    buffer_add_text(out, "}, \"risk_in\": {");
    for (size_t s = 0; s < SIMULATE_SHOES; s++)
        number(out, s ? ", " : "", runner->shoe[s].name, simulate_reference_risk(runner, minutes, s, mean));
    buffer_add_text(out, "}},\n");
}

static void run_object(struct buffer *out, const struct simulate_runner *runner, const struct simulate_run *run)
{
    char start[UTC_TEXT_SIZE];
    utc_text(start, run->start_unix_s);
    buffer_printf(out, "    {\"file\": \"activities/%04zu.fit\", \"start_utc\": \"%s\"", run->index + 1, start);
    number(out, ", ", "length_s", run->length_s);
    number(out, ", ", "planned_s", run->planned_s);
    number(out, ", ", "run_s", run->run_s);
    number(out, ", ", "walk_s", run->walk_s);
    number(out, ", ", "stand_s", run->stand_s);
    number(out, ", ", "moving_s", run->moving_s);
    number(out, ", ", "distance_m", run->distance_m);
    number(out, ", ", "load2_steps", run->load2_steps);
    number(out, ", ", "load_min", run->load_min);
    buffer_printf(out, ", \"shoe\": \"%s\"", runner->shoe[run->shoe].name);
    number(out, ", ", "lacing", run->lacing);
    number(out, ", ", "foam", run->foam);
    number(out, ", ", "sock", run->sock);
    number(out, ", ", "air_c", run->air_c);
    number(out, ", ", "hidden", run->hidden);
    number(out, ", ", "risk", run->risk);
    flag(out, ", ", "numb", run->numb);
    number(out, ", ", "onset_s", run->onset_s);
    flag(out, ", ", "noted", run->note.noted);
    flag(out, ", ", "stopped", run->note.stopped);
    flag(out, ", ", "smart", run->smart);
    buffer_add_text(out, ", \"breaks\": [");
    for (size_t i = 0; i < run->break_count; i++) {
        const struct run_break *b = &run->breaks[i];
        buffer_printf(out, "%s[%.0f, %.0f, %.0f]", i ? ", " : "", b->start_s, b->length_s, b->standing_s);
    }
    buffer_add_text(out, "]}");
}

void simulate_truth_json(struct buffer *out, const struct simulate_runner *runner)
{
    buffer_printf(out, "{\n  \"simulated\": true,\n  \"seed\": \"%" PRIu64 "\",\n  \"truth\": \"%s\",\n  \"cause\": \"%s\",\n", runner->seed,
                  simulate_kind_name(runner->truth.kind), cause_name(&runner->truth));
    number(out, "  ", "weeks", runner->weeks);
    buffer_add_text(out, ",\n");
    parameters(out, runner);
    usual_run(out, runner);
    buffer_add_text(out, "  \"runs\": [\n");
    for (size_t i = 0; i < runner->run_count; i++) {
        run_object(out, runner, &runner->run[i]);
        buffer_add_text(out, i + 1 < runner->run_count ? ",\n" : "\n");
    }
    buffer_add_text(out, "  ]\n}\n");
}
