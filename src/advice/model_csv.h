/* Reading runs, bins and scenarios of docs/model-fit.md into the model's columns. */
#ifndef ADVICE_MODEL_CSV_H
#define ADVICE_MODEL_CSV_H

#include "base/arena.h"
#include "onset/onset.h"

/* A table of bins as columns; fixed ones first, covariates column-major. All in an arena. */
struct model_bins {
    struct onset_bins bins;
    const double *x;
    const char **names; /* covariates */
    size_t covariates;
};

struct model_scenario_row {
    const char *name;
    struct model_bins table;
    size_t shoe;
};

/* Reads runs and bins into *data (names, columns and runs in `arena`). Every run has bins, in the order
 * of the runs' numbers, bins numbered from 0. Errors: TINGLE_BAD_DATA with file, line, column. */
enum tingle_status model_data_read(struct onset_data *data, struct arena *arena, const char *runs_csv,
                                   const char *bins_csv, struct tingle_error *err);

/* Reads scenarios whose covariate columns are those of `data` (any order). */
enum tingle_status model_scenarios_read(struct model_scenario_row **rows, size_t *count, struct arena *arena,
                                        const char *path, const struct onset_data *data, struct tingle_error *err);

#endif
