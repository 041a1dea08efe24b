/* A subject as the onset model's input: bins, columns, records, priors.
 *
 * What happens on the way, in the order of the decisions:
 *   A1   runs without a note count (through omega) only between the first and the last noted run
 *   A2   a missing value becomes the runner's recorded mean; where 10 to 90 % are missing an
 *        indicator column "<name>_missing" joins; an unknown shoe is one more shoe
 *   A4   inside a window of onset the load and gait stay as they were before it; breaks taken because
 *        of the symptom are running; "stopped because of it" is (T-20, T] unless asked
 *   A5   windows are on moving time
 *   B1   a trend, linear by quarters and 0 on the last day, and "numb on the run before"
 *   B9   only numbness of a chosen severity may count
 *
 * Columns that never vary are left out: they could only shift the level.
 */
#ifndef ADVICE_MODEL_INPUT_H
#define ADVICE_MODEL_INPUT_H

#include "advice/factors.h"
#include "advice/subject.h"
#include "onset/onset.h"

enum column_kind { COLUMN_FACTOR, COLUMN_MISSING, COLUMN_TREND, COLUMN_PREVIOUS };

struct model_column {
    enum column_kind kind;
    int factor;           /* row of factor_table; -1 for trend and previous */
    double fill;          /* x that stands in for a missing value */
    struct onset_effect prior;
};

struct model_input {
    struct arena arena;            /* owns everything here */
    struct onset_data data;
    struct onset_prior prior;
    struct model_column *column;   /* data.covariates */
    struct onset_run *run;         /* data.runs; data.run points here */
    size_t *source;                /* data.runs: index of the run in the subject */
    size_t *shoe;                  /* data.shoes: index into subject.shoe; SIZE_MAX: the unknown shoe */
    size_t exact, windows, unrecorded;
};

struct model_choice {
    int severity;      /* numb only from this severity on; 0: any */
    double omega;      /* in [0, 1] */
    bool skip_late;    /* leave out notes made more than 48 h after the run */
};

/* Builds the input. Errors: TINGLE_NO_MEMORY, TINGLE_LIMIT. */
enum tingle_status model_input_build(struct model_input **out, const struct subject *s,
                                     const struct model_choice *choice, struct tingle_error *err);
void model_input_free(struct model_input *m);

/* Column of a factor in the model, or -1 when it is not in it. */
int model_input_column(const struct model_input *m, size_t factor);

/* A run's value of a factor on the model's scale, for factors of whole runs; NaN when not recorded. */
double factor_value(const struct subject_run *run, size_t factor);

/* True when the run has a note that counts under this choice; *numb says which way. */
bool run_counts(const struct subject_run *run, const struct model_choice *choice, bool *numb);

#endif
