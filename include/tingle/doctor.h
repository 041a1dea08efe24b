/* Warning signs: when a doctor should look, what the runner is asked, and what was answered.
 *
 *     struct tingle_doctor *d = NULL;
 *     st = tingle_doctor_read(&d, journal, &err);
 *     printf("%s\n%s\n", d->action, d->text);
 *     tingle_doctor_free(d);
 *
 * The rules are a table (docs/warning-signs.md) with a version. Some are questions, some are computed from the log,
 * some both. They stand in order of gravity: the first that fires sets the tier, all that fire are listed.
 *
 * Not asked is never "no", and that nothing fires does not mean that all is well: show `text` with every answer.
 * Not yet reviewed by a clinician.
 *
 * Days are "2026-11-24", "" for never.
 */
#ifndef TINGLE_DOCTOR_H
#define TINGLE_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tingle/error.h>
#include <tingle/why.h>

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

/* "E", "U", "S", "R", "C", "incomplete"; in a word: "emergency", ...; and what it asks for. Static. */
const char *tingle_tier_name(enum tingle_tier tier);
const char *tingle_tier_words(enum tingle_tier tier);
const char *tingle_tier_when(enum tingle_tier tier);

/* --------------------------------------------------------------------- the answer */

/* A rule that fires. */
struct tingle_sign {
    const char *id;      /* "CES" */
    enum tingle_tier tier;
    const char *title;   /* what it is, in a few words */
    const char *action;  /* what to do */
    const char *source;  /* where the rule comes from */
    const char *from;    /* "answer", "log" or "both" */
    const char *because; /* what the log or the profile says: "lasted up to 7 hours after 1 run"; "" */
    const char *since;   /* the day from which on */
    bool looked_at;      /* a clinician was seen later */
};

/* A rule, and what was answered. */
struct tingle_sign_answer {
    const char *id, *title;
    enum tingle_tier tier;
    const char *answer;  /* "yes", "no"; NULL: never asked, or to be asked again */
    const char *on;      /* day of the latest answer, one that no longer counts too */
    bool asked;          /* false: never a question, computed from the log */
    bool applies;        /* false: not asked of this runner */
};

/* A fact of the profile. */
struct tingle_fact {
    const char *key;     /* "under_16" */
    const char *text;    /* "younger than 16" */
    const char *answer;  /* "yes", "no", NULL */
    const char *on;
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
    enum tingle_gate gate;           /* before all advice */
    const char *gate_text;           /* "" when it is open */
    const struct tingle_sign_answer *answer; /* of every rule, in the order of the table */
    size_t answers;
    const struct tingle_fact *fact;
    size_t facts;
    const char *country, *emergency_number, *diseases, *drugs, *first_numb; /* the runner's words; "" not told */
    const char *seen_by_clinician;   /* day */
    const char *quiet_notes;         /* "always", "sometimes", "hardly-ever"; "" */
    const char *asked_on;            /* day of the latest answer to a question */
    size_t noted, numb;              /* runs in the log */
    const char *table_version, *table_date;
    bool reviewed;                   /* the table, by a clinician */
};

/* The warning signs of the journal. Errors: TINGLE_BAD_DATA (damaged journal), TINGLE_NO_MEMORY. */
enum tingle_status tingle_doctor_read(struct tingle_doctor **out, struct tingle_journal *journal, struct tingle_error *err);

/* The same with answers given now on top, which are not kept: where the journal cannot be written. `journal` NULL is an empty one
 * (struct tingle_answer stands below). Errors also: TINGLE_BAD_DATA for an answer that is not allowed. */
struct tingle_answer;
enum tingle_status tingle_doctor_read_with(struct tingle_doctor **out, struct tingle_journal *journal, const struct tingle_answer *answer,
                                           size_t answers, struct tingle_error *err);

/* Judges a sheet of answers (docs/answers-json.md); nothing is stored. A rule that is never asked and that the sheet does not
 * name is computed from the journal's log; without a journal (NULL) it is not known. What else the log finds and the sheet does not say
 * is not judged, but stands among the remarks. `name` is what messages call
 * the sheet. Errors: TINGLE_BAD_DATA (no JSON, an unknown id, a value of another kind), TINGLE_NO_MEMORY. */
enum tingle_status tingle_doctor_judge(struct tingle_doctor **out, struct tingle_journal *journal, const char *json,
                                       size_t size, const char *name, struct tingle_error *err);

void tingle_doctor_free(struct tingle_doctor *doctor);

/* ------------------------------------------------------------------- the questions */

/* One line to tick. */
struct tingle_sign_tick {
    const char *key;       /* what it answers: the id of a rule, or the key of a fact; several ticks may answer one */
    bool is_fact;
    enum tingle_tier tier; /* of the rule */
    const char *text;      /* "one calf newly swollen, warm and painful" */
    const char *then;      /* a tick opens this question, and only a yes to it answers the rule with yes; "" */
    const char *only_with; /* not on the screen, but asked when this fact of the profile is ticked; "" */
    bool closing;          /* not on the screen, but asked as a yes or no behind it */
    const char *action;    /* what a yes asks for; "" for facts */
};

/* A list with "none of these". Keys of which none is ticked are answered with no. */
struct tingle_sign_screen {
    const char *key, *title;
    const char *stem;      /* what stands above the ticks */
    const struct tingle_sign_tick *tick;
    size_t ticks;
};

struct tingle_sign_screens {
    const struct tingle_sign_screen *screen; /* the grave ones first */
    size_t screens;
    const char *because;   /* what is new: "a place that was not numb before"; "" */
    const char *table_version, *table_date;
};

/* All of them, in order; actions name the journal's emergency number (NULL: none is known). */
enum tingle_status tingle_doctor_screens(struct tingle_sign_screens **out, struct tingle_journal *journal, struct tingle_error *err);

/* Those with a question that is unasked, or with an emergency or urgent yes (only another answer takes that back): for `run` 0 all
 * such; for a run only those that fit what its note has new, so that a "fine" note and an ordinary repeat ask nothing. Ask them after the note was stored. */
enum tingle_status tingle_doctor_due(struct tingle_sign_screens **out, struct tingle_journal *journal, int64_t run,
                                     struct tingle_error *err);

void tingle_sign_screens_free(struct tingle_sign_screens *screens);

/* ------------------------------------------------------------------- answering */

struct tingle_answer {
    const char *key;       /* id of a rule, key of a fact, "country", "emergency_number", "diseases", "drugs", "first_numb",
                              "seen_by_clinician", "quiet_notes" */
    const char *value;     /* "yes", "no", a day, or text */
};

/* Keeps answers as of now, all or none; earlier ones are kept too, the latest counts. Errors: TINGLE_BAD_DATA (names the key
 * and what is allowed), TINGLE_NO_INPUT (the journal is open for reading only). */
enum tingle_status tingle_doctor_answer(struct tingle_journal *journal, const struct tingle_answer *answer, size_t answers,
                                        struct tingle_error *err);

/* ------------------------------------------------------------------- numb this minute */

/* What to do when it is numb now, one sentence a step, ended by NULL. Static; needs no journal. */
const char *const *tingle_now_steps(void);

/* What follows: is the feeling back after that? */
const char *tingle_now_back(bool feeling_is_back);

/* When to end the run at once, and where to look then. */
const char *tingle_now_signs(void);

#ifdef __cplusplus
}
#endif
#endif
