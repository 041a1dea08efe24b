/* The runner's shoes. Which shoe was worn on a run stands in its note. */
#ifndef JOURNAL_JOURNAL_GEAR_H
#define JOURNAL_JOURNAL_GEAR_H

#include "journal/journal.h"

struct journal_shoe {
    int64_t id;
    char name[64], brand[64], model[64], size[32], insole[64], arch_support[64], cushioning[64];
    double width_mm;               /* inside, at the ball, 40-200 */
    double start_km;               /* when it was taken in */
    char first_used[16], retired[16]; /* days, "2026-03-01" */
    double run_km;                 /* read only: of the noted runs in it */
    size_t runs;                   /* read only */
};

struct journal_shoe_list {
    struct arena arena;
    struct journal_shoe *shoe;     /* by id */
    size_t shoes;
};

void journal_shoe_init(struct journal_shoe *shoe);

enum tingle_status journal_shoes(struct journal_shoe_list **out, struct journal *j, struct tingle_error *err);
void journal_shoe_list_free(struct journal_shoe_list *list);

/* Adds a shoe, or changes the one of that name (without case): "" and NaN keep what is there. *added says which.
 * TINGLE_BAD_DATA names what is wrong with it. */
enum tingle_status journal_shoe_store(struct journal *j, const struct journal_shoe *shoe, bool *added,
                                      struct tingle_error *err);

#endif
