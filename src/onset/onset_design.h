/* A runner's data arranged for the likelihood: at-risk rows, terms, events.
 *
 * Every record is a sum of terms, each a function of one cumulative hazard H over some rows:
 *
 *     survived     psi(H) = -H                              at risk, nothing happened
 *     window       psi(H) = log(1 - exp(-H))                started somewhere in these rows
 *     unrecorded   psi(H) = log(omega + (1-omega) exp(-H))  not noted
 *
 * plus, for an exact onset, the log hazard of one bin. A row is the part of a bin that belongs to
 * one term; the rows of a term are contiguous, so that value, gradient, Hessian and third-order
 * term are short loops (onset_likelihood.h).
 *
 * Columns that are constant within every run (temperature, lacing, shoe, the 1 of b0) enter the
 * sums once per term instead of once per row: "constant" columns; the others, z first, are
 * "varying". Internal order of the d parameters: constant ones, then varying ones; `parameter`
 * leads back to the order of onset.h.
 */
#ifndef ONSET_ONSET_DESIGN_H
#define ONSET_ONSET_DESIGN_H

#include "base/arena.h"
#include "onset/onset.h"

enum term_kind { TERM_SURVIVED, TERM_WINDOW, TERM_UNRECORDED };

struct onset_term {
    enum term_kind kind;
    size_t first_row, rows;
    const double *constant; /* the run's constant columns; design.constants of them */
};

struct onset_design {
    size_t d, covariates, shoes;
    size_t constants, varying; /* together d; varying >= 1 */
    size_t *parameter;         /* d: internal place -> parameter */

    size_t rows, longest_term;
    double *exposure;          /* rows: m x minutes at risk, > 0 */
    size_t *bin;               /* rows: where it came from */
    const double **column;     /* varying: rows values each; [0] is z of the chosen tau */
    struct onset_term *term;
    size_t terms;

    size_t exact;              /* events at a known minute */
    size_t *event_bin;
    double *event_sum;         /* d, internal order: sum of their x; z's place is set with tau */
    double event_log_m;        /* sum of log m */

    size_t runs_used, events;
    double omega;
    size_t recoveries;
    double *log_recovery;      /* log minutes, floored at 0.25 min (decisions.md A5) */

    size_t taus;
    double *z;                 /* rows x taus */
    double *event_z;           /* taus: sum over events */
};

/* Checks `data` and builds the design in `arena`, z for every tau of tau_min[taus] included. Errors: TINGLE_BAD_DATA naming
 * run, bin, column; TINGLE_LIMIT; TINGLE_NO_MEMORY. `data` is not needed afterwards. */
enum tingle_status design_build(struct onset_design **out, struct arena *arena,
                                const struct onset_data *data, const struct onset_load_rule *rule,
                                const double *tau_min, size_t taus, struct tingle_error *err);

/* Puts z of tau number `which` into column 0. */
void design_choose_tau(struct onset_design *design, size_t which);

/* Checks one set of columns (a scenario's, or a part of a runner's): TINGLE_BAD_DATA as above, with
 * `run` in the message. x has `covariates` columns of leading dimension ld. */
enum tingle_status design_check_bins(const struct onset_bins *bins, size_t from, size_t count,
                                     const double *x, size_t ld, size_t covariates,
                                     const char *const *names, size_t run, struct tingle_error *err);

#endif
