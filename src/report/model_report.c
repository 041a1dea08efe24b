/* Parameters and scenarios of a fit. */
#include "report/model_report.h"

#include "report/json.h"
#include "report/term.h"

enum { NAME_COLUMNS = 20 };

static void mean_sd(struct json *j, const char *key, double mean, double sd)
{
    json_begin_object(j, key);
    json_number(j, "mean", mean);
    json_number(j, "sd", sd);
    json_end(j);
}

static void scenario_json(struct json *j, const struct tingle_scenario *s)
{
    json_begin_object(j, NULL);
    json_text(j, "scenario", s->scenario);
    json_begin_object(j, "risk");
    json_number(j, "mean", s->risk);
    json_number(j, "sd", s->risk_sd);
    json_number(j, "lo", s->risk_lo);
    json_number(j, "hi", s->risk_hi);
    json_end(j);
    json_number(j, "reduction", s->reduction);
    json_number(j, "p_best", s->p_best);
    json_end(j);
}

void model_fit_json(struct buffer *out, const struct tingle_model_fit *fit)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_object(&j, "parameters");
    for (size_t i = 0; i < fit->parameters; i++)
        mean_sd(&j, fit->parameter[i].name, fit->parameter[i].mean, fit->parameter[i].sd);
    json_end(&j);
    json_begin_object(&j, "laplace");
    for (size_t i = 0; i < fit->parameters; i++)
        mean_sd(&j, fit->parameter[i].name, fit->parameter[i].laplace_mean, fit->parameter[i].laplace_sd);
    json_end(&j);
    mean_sd(&j, "log_tau", fit->log_tau_mean, fit->log_tau_sd);
    json_number(&j, "logZ", fit->log_z);
    json_number(&j, "khat", fit->khat);
    json_number(&j, "ess", fit->ess);
    json_bool(&j, "converged", fit->converged);
    json_whole(&j, "runs", (int64_t)fit->runs);
    json_whole(&j, "recorded", (int64_t)fit->recorded);
    json_whole(&j, "events", (int64_t)fit->events);
    json_whole(&j, "bins", (int64_t)fit->bins);
    json_begin_array(&j, "scenarios");
    for (size_t i = 0; i < fit->scenarios; i++) scenario_json(&j, &fit->scenario[i]);
    json_end(&j);
    json_end(&j);
}

static void add_scenarios(struct buffer *out, const struct tingle_model_fit *fit)
{
    buffer_printf(out, "%-*s %9s %20s %10s %7s\n", NAME_COLUMNS, "scenario", "risk", "90 % interval", "reduction", "best");
    for (size_t i = 0; i < fit->scenarios; i++) {
        const struct tingle_scenario *s = &fit->scenario[i];
        term_add_padded(out, s->scenario, NAME_COLUMNS);
        buffer_printf(out, " %8.1f%% %8.1f to %7.1f%%", 100 * s->risk, 100 * s->risk_lo, 100 * s->risk_hi);
        if (i > 0) buffer_printf(out, " %9.1f%% %6.0f%%", 100 * s->reduction, 100 * s->p_best);
        buffer_add_byte(out, '\n');
    }
}

void model_fit_text(struct buffer *out, const struct tingle_model_fit *fit)
{
    buffer_printf(out, "%zu runs (%zu with a note, %zu numb) in %zu bins\n", fit->runs, fit->recorded, fit->events, fit->bins);
    if (!fit->converged)
        buffer_add_text(out, "There is not enough data for a reliable answer: the figures are not to be used.\n");
    buffer_printf(out, "\n%-*s %10s %9s     %10s %9s\n", NAME_COLUMNS, "parameter", "mean", "sd", "Laplace", "sd");
    for (size_t i = 0; i < fit->parameters; i++) {
        const struct tingle_parameter *p = &fit->parameter[i];
        term_add_padded(out, p->name, NAME_COLUMNS);
        buffer_printf(out, " %10.4f %9.4f     %10.4f %9.4f\n", p->mean, p->sd, p->laplace_mean, p->laplace_sd);
    }
    buffer_printf(out, "%-*s %10.4f %9.4f\n", NAME_COLUMNS, "log tau (min)", fit->log_tau_mean, fit->log_tau_sd);
    buffer_printf(out, "log marginal likelihood %.3f; k-hat %.2f, %.0f effective draws\n", fit->log_z, fit->khat, fit->ess);
    if (fit->scenarios) {
        buffer_add_byte(out, '\n');
        add_scenarios(out, fit);
    }
}
