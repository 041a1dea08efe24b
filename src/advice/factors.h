/* The factors that an answer speaks of: data/factors.csv as a table.
 *
 * A factor is a column of the model (x = (value - center) / scale) and, when the runner can
 * change it, one change whose effect is asked about. Shoes and breaks are factors too but
 * have no row: which there are is the runner's own.
 */
#ifndef ADVICE_FACTORS_H
#define ADVICE_FACTORS_H

#include <stddef.h>

#include "advice/subject.h"

enum factor_kind {
    FACTOR_FIXED,  /* adjusted for, never offered as a change */
    FACTOR_ADD,    /* the change adds `amount` to x */
    FACTOR_TOGGLE  /* the change takes the other of 0 and 1 */
};

struct factor_row {
    const char *key;           /* stable name in answers: "lacing" */
    const char *column;        /* column of the model and row of data/priors.csv: "lac" */
    int fact;                  /* enum subject_fact, or -1: the value differs from bin to bin */
    double center, scale;
    enum factor_kind kind;
    double amount;             /* in units of x */
    const char *label, *change_up, *change_down; /* words: the factor, and its change either way */
};

extern const struct factor_row factor_table[];
extern const size_t factor_count;

enum { FACTOR_MAX = 16 };

#endif
