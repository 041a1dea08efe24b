/* What is known of a runner's warning signs: the answers of the journal and what its log says, put together.
 *
 * A "yes" counts until it is answered anew. A "no" lapses, and the question is unasked again, when a numb run is noted
 *   - that is new in a way which asks the question's screen (data/sign_patterns.csv), later than the answer;
 *   - more than 90 days after it (180 for the tiers S, R and C, and for the profile, but for "under 16").
 * Times are compared with the starts of runs, never with today. A "no" to diabetes is a "no" to what is asked only with it.
 *
 * Journals older than the table have "emergency" and "urgent": such a "yes" counts as a sign until all questions of its
 * tier were answered later; such a "no" answers nothing.
 */
#ifndef ADVICE_SCREENING_H
#define ADVICE_SCREENING_H

#include <stdbool.h>
#include <stdint.h>

#include "advice/sign_log.h"
#include "foot/signs.h"
#include "journal/journal_profile.h"

/* One key's answer. Times are unix seconds. */
struct given_answer {
    char value[PROFILE_VALUE];  /* the latest; "" never */
    int64_t at;                 /* when; 0 never */
    int64_t since;              /* from when on it has been the same */
};

enum screening_setting {
    SET_COUNTRY, SET_EMERGENCY_NUMBER, SET_DISEASES, SET_DRUGS, SET_FIRST_NUMB, SET_SEEN, SET_QUIET_NOTES, SET_EMERGENCY, SET_URGENT,
    SET_COUNT
};

struct screening {
    struct given_answer rule[SIGN_COUNT], fact[SIGN_FACT_COUNT], setting[SET_COUNT];
    struct sign_log log;
    struct sign_answers answers; /* what counts: lapsed ones unasked, what the log finds yes */
    struct sign_result result;
    uint64_t lapsed;             /* rules with a "no" that no longer counts */
    uint64_t found;              /* rules that fire from the log or the profile */
    uint64_t not_judged;         /* a sheet that was judged: rules that the log finds, and the sheet does not say */
    bool log_unknown;            /* a sheet that was judged without a log */
    bool profile_asked;          /* all facts */
    bool old_emergency, old_urgent; /* a "yes" of before the table that still counts */
};

/* Everything of the journal; `j` NULL is an empty one. Errors: those of the journal. */
enum tingle_status screening_load(struct screening *out, struct journal *j, struct tingle_error *err);

/* Takes one answer under its key in the journal, later ones over earlier; an unknown key is passed over. */
void screening_set(struct screening *s, const char *key, const char *value, int64_t at);

/* Puts answers and log together: what follows from `rule`, `fact`, `setting` and `log`. Pure. */
void screening_judge(struct screening *s);

/* A moment, and the runner's clock then (seconds east of UTC). */
struct sign_moment {
    int64_t at;
    int utc_offset_s;
};

/* Whether a clinician was seen since: on a day later than the moment's on the runner's clock, or on that day when it was told on that
 * day and after the moment. A visit of that day which is told later may have come before. */
bool screening_seen_since(const struct screening *s, struct sign_moment since);

/* When a rule that fires did so last: the newest event of the log or the answer, whichever came later. */
struct sign_moment screening_rule_since(const struct screening *s, enum sign_id rule);

/* From when on a fact of the profile has been so. */
struct sign_moment screening_fact_since(const struct screening *s, enum sign_fact fact);

/* Screens to ask: with a question that is unasked, or with an emergency or urgent yes, which only another answer takes back.
 * Bit i is screen i. */
unsigned screening_screens_due(const struct screening *s);

/* The emergency number, "" when it was not told. */
const char *screening_number(const struct screening *s);

#endif
