/* <tingle/model.h> over the fit of plain CSV files. */
#include <tingle/model.h>

#include <stdlib.h>

#include "advice/model_fit.h"
#include "base/arena.h"

/* The public struct first: a pointer to it is a pointer to the whole. */
struct model_answer {
    struct tingle_model_fit shown;
    struct model_fit_result *fit; /* owns the names */
    struct tingle_parameter *parameter;
    struct tingle_scenario *scenario;
};

static void parameters_show(struct model_answer *a)
{
    for (size_t i = 0; i < a->fit->parameters; i++) {
        const struct model_fit_parameter *p = &a->fit->parameter[i];
        a->parameter[i] = (struct tingle_parameter){p->name, p->mean, p->sd, p->laplace_mean, p->laplace_sd};
    }
    a->shown.parameter = a->parameter;
    a->shown.parameters = a->fit->parameters;
}

static void scenarios_show(struct model_answer *a)
{
    for (size_t i = 0; i < a->fit->scenarios; i++) {
        const struct model_fit_scenario *s = &a->fit->scenario[i];
        a->scenario[i] = (struct tingle_scenario){s->scenario, s->risk.mean, s->risk.sd, s->risk.lo, s->risk.hi,
                                                  s->reduction, s->p_best};
    }
    a->shown.scenario = a->scenario;
    a->shown.scenarios = a->fit->scenarios;
}

static void scalars_show(struct tingle_model_fit *shown, const struct model_fit_result *fit)
{
    shown->log_tau_mean = fit->log_tau_mean;
    shown->log_tau_sd = fit->log_tau_sd;
    shown->log_z = fit->log_z;
    shown->khat = fit->khat;
    shown->ess = fit->ess;
    shown->converged = fit->outcome <= ONSET_WEIGHTED;
    shown->runs = fit->runs;
    shown->recorded = fit->recorded;
    shown->events = fit->events;
    shown->bins = fit->bins;
}

enum tingle_status tingle_model_fit_files(struct tingle_model_fit **out, const char *runs_csv,
                                          const char *bins_csv, const char *scenarios_csv,
                                          const char *prior_json, struct tingle_error *err)
{
    struct model_answer *a = alloc_array(1, sizeof *a);
    enum tingle_status st = a ? TINGLE_OK : error_no_memory(err, "the fit");
    *out = NULL;
    if (!st) st = model_fit_files(&a->fit, runs_csv, bins_csv, scenarios_csv, prior_json, err);
    if (st) goto done;
    a->parameter = alloc_array(a->fit->parameters, sizeof *a->parameter);
    a->scenario = alloc_array(a->fit->scenarios, sizeof *a->scenario);
    if (!a->parameter || !a->scenario) st = error_no_memory(err, "the fit");
    if (st) goto done;
    scalars_show(&a->shown, a->fit);
    parameters_show(a);
    scenarios_show(a);
    *out = &a->shown;
    a = NULL;
done:
    if (a) tingle_model_fit_free(&a->shown);
    return st;
}

void tingle_model_fit_free(struct tingle_model_fit *fit)
{
    struct model_answer *a = (struct model_answer *)fit;
    if (!a) return;
    model_fit_free(a->fit);
    free(a->parameter);
    free(a->scenario);
    free(a);
}
