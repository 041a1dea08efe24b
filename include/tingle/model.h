/* The onset model on plain CSV files, for researchers and tests: docs/model-fit.md.
 *
 * Fits exactly what the files say: no trend, no nuisance on records, no missing-value columns.
 */
#ifndef TINGLE_MODEL_H
#define TINGLE_MODEL_H

#include <stddef.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_parameter {
    const char *name;               /* "b0", "g", covariate columns, "u0", "u1", ... */
    double mean, sd;                /* after the third-order mean correction */
    double laplace_mean, laplace_sd; /* before it */
};

struct tingle_scenario {
    const char *scenario;
    double risk, risk_sd, risk_lo, risk_hi; /* numb at some time; 5 % and 95 % points */
    double reduction;                       /* against the first scenario */
    double p_best;                          /* chance of being the largest reduction of all but the first; NaN for the first */
};

struct tingle_model_fit {
    const struct tingle_parameter *parameter;
    size_t parameters;
    double log_tau_mean, log_tau_sd;
    double log_z;
    double khat, ess;
    int converged; /* 0: the figures are not to be used */
    size_t runs, recorded, events, bins;
    const struct tingle_scenario *scenario;
    size_t scenarios;
};

/* scenarios_csv and prior_json may be NULL. Errors: TINGLE_NO_INPUT, TINGLE_NO_ACCESS,
 * TINGLE_BAD_DATA (names file, line and column), TINGLE_LIMIT, TINGLE_NO_MEMORY. */
enum tingle_status tingle_model_fit_files(struct tingle_model_fit **out, const char *runs_csv,
                                          const char *bins_csv, const char *scenarios_csv,
                                          const char *prior_json, struct tingle_error *err);
void tingle_model_fit_free(struct tingle_model_fit *fit);

#ifdef __cplusplus
}
#endif
#endif
