/* Files -> model -> result: model_fit.h. */
#include "advice/model_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advice/model_csv.h"
#include "advice/model_prior.h"

#define INPUT_MAX ((size_t)2 << 30)
#define RESULT_MAX ((size_t)64 << 20)

/* The result and the arena that owns what it points to. */
struct owned_result {
    struct model_fit_result result;
    struct arena arena;
};

static bool keep_parameters(struct owned_result *own)
{
    struct model_fit_result *r = &own->result;
    const struct onset_posterior *post = r->post;
    r->parameters = post->d;
    r->parameter = arena_array(&own->arena, post->d, sizeof *r->parameter);
    if (!r->parameter) return false;
    for (size_t i = 0; i < post->d; i++)
        r->parameter[i] = (struct model_fit_parameter){post->names[i], post->mean[i], sqrt(post->cov[i + i * post->d]),
                                                       post->laplace_mean[i], post->laplace_sd[i]};
    r->log_tau_mean = post->log_tau_mean;
    r->log_tau_sd = post->log_tau_sd;
    r->log_z = post->log_z;
    r->khat = post->khat;
    r->ess = post->ess;
    r->outcome = post->outcome;
    r->events = post->events;
    return true;
}

/* Reductions against the first scenario; p_best over the others, one group each. */
static bool compare(struct owned_result *own, const double *risk)
{
    struct model_fit_result *r = &own->result;
    const size_t n = r->post->draws, others = r->scenarios - 1;
    double *gain = arena_array(&own->arena, others, n * sizeof *gain);
    double *best = arena_array(&own->arena, others, sizeof *best);
    size_t *group = arena_array(&own->arena, others, sizeof *group);
    if (!gain || !best || !group) return false;
    for (size_t i = 0; i < others; i++) {
        group[i] = i;
        for (size_t s = 0; s < n; s++) gain[s + i * n] = risk[s] - risk[s + (i + 1) * n];
    }
    (void)onset_best(best, r->post, gain, others, group, others, -INFINITY);
    for (size_t i = 0; i < others; i++) r->scenario[i + 1].p_best = best[i];
    return true;
}

static enum tingle_status predict_all(struct owned_result *own, const struct model_scenario_row *row, size_t count,
                                      struct tingle_error *err)
{
    struct model_fit_result *r = &own->result;
    double *risk = arena_array(&own->arena, count, r->post->draws * sizeof *risk);
    enum tingle_status st = TINGLE_OK;
    r->scenario = arena_array(&own->arena, count, sizeof *r->scenario);
    r->scenarios = count;
    if (!risk || !r->scenario) return error_no_memory(err, "the scenarios");
    for (size_t i = 0; !st && i < count; i++) {
        const struct onset_scenario run = {row[i].table.bins, row[i].table.x, row[i].shoe};
        double *column = risk + i * r->post->draws;
        st = onset_predict(column, NULL, NULL, r->post, &run, NULL, NULL, 0, err);
        if (st) return error_prefix(err, st, row[i].name);
        r->scenario[i].scenario = arena_text(&own->arena, row[i].name, strlen(row[i].name));
        if (!r->scenario[i].scenario) return error_no_memory(err, "the scenarios");
        r->scenario[i].risk = onset_summarise(r->post, column);
        r->scenario[i].reduction = r->scenario[0].risk.mean - r->scenario[i].risk.mean;
        r->scenario[i].p_best = NAN;
    }
    return st || compare(own, risk) ? st : error_no_memory(err, "the scenarios");
}

static void count_runs(struct model_fit_result *r, const struct onset_data *data)
{
    r->runs = data->runs;
    r->bins = data->bins.count;
    for (size_t i = 0; i < data->runs; i++) r->recorded += data->run[i].record != ONSET_NOT_RECORDED;
}

/* What was read, fitted and asked. */
static enum tingle_status fit_and_ask(struct owned_result *own, const struct onset_data *data,
                                      const struct onset_prior *prior, const struct model_scenario_row *row, size_t rows,
                                      const char *runs_csv, struct tingle_error *err)
{
    enum tingle_status st = onset_fit(&own->result.post, data, prior, NULL, err);
    if (st) return error_prefix(err, st, runs_csv); /* what is left to find: times outside their run */
    count_runs(&own->result, data);
    if (!keep_parameters(own)) return error_no_memory(err, "the model's fit");
    return rows ? predict_all(own, row, rows, err) : TINGLE_OK;
}

enum tingle_status model_fit_files(struct model_fit_result **out, const char *runs_csv, const char *bins_csv,
                                   const char *scenarios_csv, const char *prior_json, struct tingle_error *err)
{
    struct arena input;
    struct onset_data data = {0};
    struct onset_prior prior;
    struct model_scenario_row *row = NULL;
    size_t rows = 0;
    struct owned_result *own = alloc_array(1, sizeof *own);
    enum tingle_status st;
    if (!own) return error_no_memory(err, "the model's fit");
    arena_init(&input, INPUT_MAX);
    arena_init(&own->arena, RESULT_MAX);
    st = model_data_read(&data, &input, runs_csv, bins_csv, err);
    data.squared_multiplier = true; /* as the reference fits: docs/model-fit.md */
    if (!st) st = model_prior_read(&prior, &data, &input, prior_json, err);
    if (!st && scenarios_csv) st = model_scenarios_read(&row, &rows, &input, scenarios_csv, &data, err);
    if (!st) st = fit_and_ask(own, &data, &prior, row, rows, runs_csv, err);
    if (st) goto done;
    *out = &own->result;
    own = NULL;
done:
    model_fit_free(own ? &own->result : NULL);
    arena_release(&input);
    return st;
}

void model_fit_free(struct model_fit_result *result)
{
    struct owned_result *own = (struct owned_result *)result; /* result is its first member */
    if (!own) return;
    onset_posterior_free(result->post);
    arena_release(&own->arena);
    free(own);
}
