/* The prior file of `tingle model fit`: JSON, schema in docs/model-fit.md. */
#ifndef ADVICE_MODEL_PRIOR_H
#define ADVICE_MODEL_PRIOR_H

#include "base/arena.h"
#include "onset/onset.h"

/* The prior of data/priors.csv for the named covariates, without nuisance, changed by what the file
 * says (path NULL: nothing); omega and squared_multiplier of *data likewise. Errors: TINGLE_NO_INPUT, TINGLE_NO_ACCESS, TINGLE_BAD_DATA
 * (not JSON, an unknown key, a number out of range: the message names file and key). */
enum tingle_status model_prior_read(struct onset_prior *prior, struct onset_data *data, struct arena *arena,
                                    const char *path, struct tingle_error *err);

#endif
