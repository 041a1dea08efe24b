/* The table of priors: what onset.h says of data/priors.csv. */
#include "onset/onset.h"

#include <assert.h>
#include <string.h>

#include "onset/onset_priors.h"

const struct onset_prior_row *onset_prior_row(const char *name)
{
    for (size_t i = 0; i < onset_prior_row_count; i++)
        if (strcmp(onset_prior_rows[i].name, name) == 0) return &onset_prior_rows[i];
    return NULL;
}

/* Rows that are not effects of a covariate. */
static bool is_structure(const char *name)
{
    static const char *const names[] = {"b0", "g", "log_tau", "sigma_shoe", "kappa", "recovery", "shoe"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

struct onset_effect onset_prior_effect(const char *name)
{
    const struct onset_prior_row *row = is_structure(name) ? NULL : onset_prior_row(name);
    return row ? row->effect : (struct onset_effect){0.0, 0.3, 0.3};
}

static struct onset_effect structure(const char *name)
{
    const struct onset_prior_row *row = onset_prior_row(name);
    assert(row && is_structure(name));
    return row->effect;
}

void onset_prior_default(struct onset_prior *prior, const struct onset_effect *effect, size_t covariates)
{
    *prior = (struct onset_prior){
        .b0 = structure("b0"),
        .g = structure("g"),
        .covariates = covariates,
        .effect = effect,
        .log_tau_mean = structure("log_tau").mean,
        .log_tau_sd = structure("log_tau").sd,
        .sigma_shoe = structure("sigma_shoe").sd,
        .shoe_nuisance = structure("shoe").nuisance,
        .kappa_sd = structure("kappa").sd,
        .recovery_sd = structure("recovery").sd,
        .load = {.eps = 0.02, .t0_min = 30.0, .relief_run = 0.15},
    };
}
