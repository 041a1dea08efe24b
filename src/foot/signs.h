/* Warning signs: the table, and what a set of answers means (evidence.md 2; decisions.md C2 to C4).
 *
 * The rows are data/warning_signs.csv with the tables beside it (sign_screens, sign_tiers, sign_thresholds,
 * sign_patterns, profile_facts, table_versions), made by tools/gen_signs.py. They stand by tier: the first that fires sets it,
 * all that fire are kept. docs/warning-signs.md explains them.
 *
 *     struct sign_answers a = {0};              nothing asked
 *     a.answer[SIGN_DROP] = SIGN_YES;
 *     sign_judge(&r, &a);                       r.tier TIER_U, r.hits bit SIGN_DROP, r.complete false
 *
 * Not asked is never "no". Nothing here says "safe".
 *
 * A set of rules is a bit mask: bit i is rule i. All functions are pure.
 */
#ifndef FOOT_SIGNS_H
#define FOOT_SIGNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "foot/signs.gen.h"

/* The graver first. */
enum sign_tier {
    TIER_E,         /* emergency number now */
    TIER_U,         /* the same day to 48 hours */
    TIER_S,         /* a doctor within about two weeks */
    TIER_R,         /* a doctor or podiatrist within about four to six weeks */
    TIER_C,         /* self-care */
    TIER_INCOMPLETE /* nothing fires, and too much was never asked */
};

enum sign_answer { SIGN_UNASKED, SIGN_NO, SIGN_YES };

/* When a rule is asked. */
enum sign_when {
    SIGN_ALWAYS,
    SIGN_IF_PREGNANT, /* only of the pregnant; of all others it does not apply: neither "no" nor unasked */
    SIGN_IF_DIABETES  /* only where there is diabetes; a "no" to that is a "no" to it */
};

enum { SIGN_MAX_ITEMS = 8 };

struct sign_rule {
    const char *id;                    /* "CES" */
    enum sign_tier tier;
    enum sign_screen_id screen;        /* where it is asked; SCREEN_NONE */
    enum sign_when when;
    bool asked, computed;              /* by a question; from the log; both */
    const char *title;                 /* what it is, in a few words */
    const char *item[SIGN_MAX_ITEMS];  /* ticks of its screen: any one, */
    size_t items;
    const char *then;                  /* ... and a yes to this, where it is not "" */
    const char *action;                /* {number}: the emergency number */
    const char *source;
};

struct sign_screen {
    const char *key;   /* "leg" */
    const char *title;
    const char *stem;  /* what stands above the ticks */
};

struct sign_tier_row {
    const char *letter, *name, *when; /* "S", "soon", "a doctor within about two weeks" */
    const char *none;                 /* the action when no rule fires; "" for the tiers that need one */
};

struct sign_fact_row {
    const char *key;   /* "under_16" */
    const char *text;  /* as a tick */
    const char *words; /* "you are under 16" */
};

/* A numbness that is new in some way asks the screens that fit it. */
struct sign_pattern {
    const char *key, *words; /* "place", "a place that was not numb before" */
    int fresh_days;          /* a no given at most so many days before the run need not be asked again */
    unsigned screens;        /* bit i: screen i */
};

struct sign_table_version {
    const char *version, *date;
    bool reviewed;     /* by a clinician */
};

extern const struct sign_rule sign_rule[SIGN_COUNT];
extern const struct sign_screen sign_screen[SCREEN_COUNT]; /* in the order in which they are asked */
extern const struct sign_tier_row sign_tier_row[];         /* by enum sign_tier */
extern const struct sign_fact_row sign_fact_row[SIGN_FACT_COUNT];
extern const struct sign_pattern sign_pattern[PATTERN_COUNT];
extern const struct sign_limits sign_limits; /* data/sign_thresholds.csv */
extern const struct sign_table_version sign_table;

struct sign_answers {
    enum sign_answer answer[SIGN_COUNT];    /* of a rule, its follow-up included */
    enum sign_answer fact[SIGN_FACT_COUNT]; /* of the profile */
};

struct sign_result {
    enum sign_tier tier;
    uint64_t hits;          /* rules that fire; SELF only where it sets the tier */
    uint64_t unasked;       /* rules that apply and have no answer */
    bool contradicted;      /* SELF was answered yes, and another rule fires */
    bool complete;          /* nothing is unasked */
    const char *action;     /* of the first rule that fires, or of the tier; {number} as above. Static */
};

/* What the answers mean:
 *     a rule answered yes fires; the first in order sets the tier;
 *     else, while an E or U rule is unasked: incomplete;
 *     else, SELF answered yes: C when nothing at all is unasked, else incomplete;
 *     else R.
 * A yes in the place of a no or of nothing never makes the tier milder, SELF apart. */
void sign_judge(struct sign_result *out, const struct sign_answers *answers);

/* Whether a rule is asked of this runner. */
bool sign_applies(const struct sign_answers *answers, enum sign_id rule);

/* Row of an id, or -1; *nearest (may be NULL) is the row whose id is most like it, whatever the case. */
int sign_find(const char *id, int *nearest);
int sign_fact_find(const char *key);

/* An action with the emergency number in its place; "" stands for none known: 112, said to be so in much of the world. */
void sign_action(char *out, size_t size, const char *action, const char *number);

#endif
