/* The runner's shoes. Which shoe was worn on a run stands in its note.
 *
 * One table of fields (shoe_field_table) describes everything once: the table as CSV, the database and the checks go
 * through it. A new question about a shoe is one member, one row there and one column in a migration.
 */
#ifndef JOURNAL_JOURNAL_GEAR_H
#define JOURNAL_JOURNAL_GEAR_H

#include "journal/journal.h"

struct journal_shoe {
    int64_t id;
    char name[64], brand[64], model[64];
    char size[32], size_system[16];    /* as printed; "eu", "us-women" (foot/shoe_size.h) where the size does not say it */
    char width_label[16];              /* "2E", "wide" */
    double insole_length_mm, width_mm; /* inside: the insole taken out; across the ball of the foot */
    double ball_mm;                    /* from the heel end of the insole to where the shoe bends */
    char toe_shape[16], toe_depth[16]; /* pointed, rounded, square, foot-shaped; low, medium, high */
    char upper[64];                    /* knit, mesh, leather */
    double stack_heel_mm, stack_forefoot_mm, drop_mm;
    char cushioning[64], cushioning_heel[64], cushioning_forefoot[64], insole[64], arch_support[64], laces[64];
    char lacing[16];                   /* pattern of foot/lacing.h: "LOOP" */
    double start_km;                   /* when it was taken in */
    char bought[16], first_used[16], retired[16]; /* days, "2026-03-01" */
    double run_km;                     /* read only: of the noted runs in it */
    size_t runs;                       /* read only */
};

enum shoe_field_kind { SHOE_TEXT, SHOE_WORD, SHOE_DAY, SHOE_NUMBER, SHOE_MEASURE };

struct shoe_field {
    const char *name;            /* column of shoes.csv and of the table */
    enum shoe_field_kind kind;
    size_t offset, size;         /* in struct journal_shoe */
    const char *words;           /* allowed, blanks between; NULL: any */
    double lo, hi;               /* of a number; of a measure lo is its row (foot/shoe_fit.h) */
};

extern const struct shoe_field shoe_field_table[]; /* name first */
extern const size_t shoe_field_count;

const struct shoe_field *shoe_field_find(const char *name); /* NULL when there is none */

/* A field's place. */
char *shoe_field_text(struct journal_shoe *shoe, const struct shoe_field *field);
double *shoe_field_number(struct journal_shoe *shoe, const struct shoe_field *field);
static inline bool shoe_field_is_number(const struct shoe_field *f) { return f->kind == SHOE_NUMBER || f->kind == SHOE_MEASURE; }

struct journal_shoe_list {
    struct arena arena;
    struct journal_shoe *shoe;     /* by id */
    size_t shoes;
};

void journal_shoe_init(struct journal_shoe *shoe);

enum tingle_status journal_shoes(struct journal_shoe_list **out, struct journal *j, struct tingle_error *err);
void journal_shoe_list_free(struct journal_shoe_list *list);

/* The shoe of that name (without case), else the only one whose name begins so. TINGLE_NO_INPUT says the nearest, or that there are several. */
enum tingle_status journal_shoe_find(size_t *out, const struct journal_shoe_list *list, const char *name, struct tingle_error *err);

/* What is said of a shoe, by itself. TINGLE_BAD_DATA as for storing it. */
enum tingle_status journal_shoe_check(const struct journal_shoe *said, struct tingle_error *err);

/* Adds a shoe, or changes the one of that name (without case): "" and NaN keep what is there. *added says which.
 * TINGLE_BAD_DATA names what is wrong with it, also together with what was there: a width over the length. */
enum tingle_status journal_shoe_store(struct journal *j, const struct journal_shoe *shoe, bool *added,
                                      struct tingle_error *err);

/* What was felt in which shoe: one call for each episode of a run whose note says how the feet felt, one for each such run
 * without an episode, in order of time. Texts live until the call returns. */
struct journal_worn {
    int64_t run, shoe;             /* shoe 0: not said */
    bool numb;
    const char *side, *regions;    /* of the episode; "" */
};
enum tingle_status journal_worn_each(struct journal *j, void (*take)(void *context, const struct journal_worn *worn), void *context,
                                     struct tingle_error *err);

#endif
