/* Warning signs: when a doctor should look, and what the runner was asked.
 *
 *     struct tingle_doctor *d = NULL;
 *     st = tingle_doctor_read(&d, journal, &err);
 *     printf("%s\n", d->action);
 *     tingle_doctor_free(d);
 *
 * The rules are a table (docs/warning-signs.md) with a version. Some are questions, some are computed from the log,
 * some both. They stand in order of gravity: the first that fires sets the tier, all that fire are listed.
 *
 * Not asked is never "no", and that nothing fires does not mean that all is well: show `text` with every answer.
 * Not yet reviewed by a clinician.
 */
#ifndef TINGLE_DOCTOR_H
#define TINGLE_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

/* The graver first. */
enum tingle_tier {
    TINGLE_TIER_E,         /* emergency: the emergency number, now */
    TINGLE_TIER_U,         /* urgent: the same day to 48 hours */
    TINGLE_TIER_S,         /* soon: a doctor within about two weeks */
    TINGLE_TIER_R,         /* routine: a doctor or podiatrist within about four to six weeks */
    TINGLE_TIER_C,         /* self-care */
    TINGLE_TIER_INCOMPLETE /* nothing fires, and too much was never asked */
};

/* "E", "U", "S", "R", "C", "incomplete"; and in words: "emergency", ... Static. */
const char *tingle_tier_name(enum tingle_tier tier);
const char *tingle_tier_words(enum tingle_tier tier);

/* A rule that fires. */
struct tingle_sign {
    const char *id;      /* "CES" */
    enum tingle_tier tier;
    const char *title;   /* what it is, in a few words */
    const char *action;  /* what to do */
    const char *source;  /* where the rule comes from */
};

struct tingle_doctor {
    enum tingle_tier tier;
    bool complete;                   /* nothing that applies is unasked */
    const struct tingle_sign *sign;  /* that fire, in the order of the table */
    size_t signs;
    const char *const *unasked;      /* ids, in the order of the table */
    size_t unasked_count;
    const char *action;              /* what to do now; never "" */
    const char *text;                /* the line that goes with every answer */
    const char *const *remark;       /* what does not fit together in the answers, one sentence each */
    size_t remarks;
    const char *table_version, *table_date;
    bool reviewed;                   /* the table, by a clinician */
};

/* Judges a sheet of answers (docs/answers-json.md); nothing is stored. A rule that is never asked and that the sheet does not
 * name is computed from the journal's log; without a journal (NULL) it is not known. `name` is what messages call
 * the sheet. Errors: TINGLE_BAD_DATA (no JSON, an unknown id, a value of another kind), TINGLE_NO_MEMORY. */
enum tingle_status tingle_doctor_judge(struct tingle_doctor **out, struct tingle_journal *journal, const char *json,
                                       size_t size, const char *name, struct tingle_error *err);

void tingle_doctor_free(struct tingle_doctor *doctor);

#ifdef __cplusplus
}
#endif
#endif
