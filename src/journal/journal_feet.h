/* The runner's feet, as they were measured: one row for one measurement of one foot. Repeats are rows of their own.
 *
 * Lengths in mm, NaN where not measured (foot/shoe_fit.h says what can be):
 *
 *     length     heel to longest toe, standing           oblique   across the ball along the joints
 *     width      straight across the ball                girth     round the ball
 *     ball       heel to the inner joint of the ball
 */
#ifndef JOURNAL_JOURNAL_FEET_H
#define JOURNAL_JOURNAL_FEET_H

#include "journal/journal.h"

enum { FOOT_MEASURES = 5 }; /* the first rows of enum fit_measure: length, width, oblique, girth, ball */

struct journal_foot {
    int64_t id;
    char day[16];              /* "2026-03-01" */
    char side[8];              /* left, right */
    char state[12];            /* rested, late, after-run */
    double mm[FOOT_MEASURES];
    char text[256];
};

/* "length_mm", "width_mm", ...: columns of feet.csv and of the table. */
extern const char *const journal_foot_column[FOOT_MEASURES];

struct journal_foot_list {
    struct arena arena;
    struct journal_foot *foot; /* by day, left before right, rested before late in the day before after a run, by id */
    size_t feet;
};

void journal_foot_init(struct journal_foot *foot);

enum tingle_status journal_feet(struct journal_foot_list **out, struct journal *j, struct tingle_error *err);
void journal_foot_list_free(struct journal_foot_list *list);

/* Can it be, as far as it goes? "" and NaN can. TINGLE_BAD_DATA says why not. */
enum tingle_status journal_foot_check(const struct journal_foot *foot, struct tingle_error *err);

/* Adds one measurement; "" as state is rested. TINGLE_BAD_DATA: nothing measured, a measure that cannot be (also in a wrong unit), wider than
 * long, no side, no day or one to come. */
enum tingle_status journal_foot_add(struct journal *j, const struct journal_foot *foot, int64_t *id, struct tingle_error *err);

/* How many measurements are there that say the same (all but the id). */
enum tingle_status journal_foot_count(struct journal *j, const struct journal_foot *foot, size_t *count, struct tingle_error *err);

/* TINGLE_NO_INPUT: no such measurement. */
enum tingle_status journal_foot_delete(struct journal *j, int64_t id, struct tingle_error *err);

#endif
