/* The use case behind `tingle model fit`: the onset model on plain CSV files.
 *
 * For researchers and tests. Fits exactly what the files say: no trend, no nuisance on records, no
 * columns for missing values; a run that is not recorded counts for nothing (omega 1) unless the
 * prior file says otherwise. Columns of the files and the schema of the prior file stand in
 * docs/model-fit.md.
 *
 * Threads: no shared state.
 */
#ifndef ADVICE_MODEL_FIT_H
#define ADVICE_MODEL_FIT_H

#include <stddef.h>

#include "base/error.h"
#include "onset/onset.h"

struct model_fit_parameter {
    const char *name;                /* "b0", "g", covariate columns in the file's order, "u0", "u1", ... */
    double mean, sd;                 /* after the third-order mean correction */
    double laplace_mean, laplace_sd; /* before it */
};

struct model_fit_scenario {
    const char *scenario;
    struct onset_summary risk; /* numb at some time in it */
    double reduction;          /* mean fall of the risk against the first scenario */
    double p_best;             /* chance that its reduction is the largest of all but the first; NaN for the first */
};

struct model_fit_result {
    struct model_fit_parameter *parameter;
    size_t parameters;
    double log_tau_mean, log_tau_sd, log_z, khat, ess;
    enum onset_outcome outcome;
    size_t runs, recorded, events, bins;
    struct model_fit_scenario *scenario;
    size_t scenarios;
    struct onset_posterior *post; /* the whole posterior, for the curious; owned by the result */
};

/* scenarios_csv and prior_json may be NULL: none, and data/priors.csv. *out is given to model_fit_free.
 * Errors: TINGLE_NO_INPUT, TINGLE_NO_ACCESS, TINGLE_BAD_DATA (one line with file, line and
 * column), TINGLE_LIMIT, TINGLE_NO_MEMORY. */
enum tingle_status model_fit_files(struct model_fit_result **out, const char *runs_csv, const char *bins_csv,
                                   const char *scenarios_csv, const char *prior_json, struct tingle_error *err);
void model_fit_free(struct model_fit_result *result);

#endif
