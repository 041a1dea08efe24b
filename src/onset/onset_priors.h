/* The rows of data/priors.csv as a C table (tools/gen_priors.py). */
#ifndef ONSET_PRIORS_H
#define ONSET_PRIORS_H

#include "onset/onset.h"

extern const struct onset_prior_row onset_prior_rows[];
extern const size_t onset_prior_row_count;

#endif
