/* Patterns of lacing: what each is for, how it is done, and the way of the lace.
 *
 * An eyelet is named by its row of holes as drawn with the toes below (L, R) and its number from the toes (1) to the ankle
 * (LACING_ROWS). A path goes along one lace from end to end: "L7 R6 L5 ..." passes the eyelets in that order; "loopR" is the
 * loop that the lace itself makes on the right between the two top eyelets. Two laces stand apart by ";".
 *
 * The rows are data/lacing_patterns.csv (evidence.md 4.4), made into lacing_patterns.gen.c by tools/gen_fit.py. None of it
 * was tested for numbness; firm lacing of the heel and midfoot has measured benefits, so every piece of advice keeps the heel firm.
 *
 * All functions are pure.
 */
#ifndef FOOT_LACING_H
#define FOOT_LACING_H

#include <stdbool.h>
#include <stddef.h>

enum { LACING_ROWS = 7, LACING_STEPS = 3 };

struct lacing_pattern {
    const char *code;      /* "TOEBOX" */
    const char *name;      /* "open forefoot" */
    const char *helps;     /* "toes and a broad ball of the foot" */
    const char *regions;   /* codes of foot/regions.h, blanks between */
    const char *step[LACING_STEPS]; /* how, a sentence or two each */
    const char *path;
};

extern const struct lacing_pattern lacing_pattern[]; /* the criss-cross first */
extern const size_t lacing_patterns;

/* Row of a code or name (without case), or -1. The code nearest to a word. */
int lacing_find(const char *word);
const char *lacing_nearest(const char *word);

/* One stop of a lace. */
struct lacing_stop {
    bool right;            /* row of holes */
    int row;               /* 1 at the toes .. LACING_ROWS at the ankle; 0: the loop at the top */
};

enum { LACING_STOPS = 24, LACING_LACES = 2 };

struct lacing_path {
    struct lacing_stop stop[LACING_LACES][LACING_STOPS];
    size_t stops[LACING_LACES];
    size_t laces;
};

/* Takes a path apart; false when it is none. */
bool lacing_path_read(struct lacing_path *out, const char *text);

/* What holds for patterns in general. */
extern const char lacing_heel[], lacing_tension[];

/* How the heel stays firm with this one: never the loop where there is one already, or where the top eyelets stay empty. */
const char *lacing_heel_of(const struct lacing_pattern *pattern);

#endif
