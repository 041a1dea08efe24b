/* What services say of runs, and the notes that are proposed from it.
 *
 * A service's export has words of the runner beside its watch files: a title, a description, a private note, the
 * shoes. They are kept as they came, one row for each run and activity of a service. Where they speak of numbness a
 * proposal is made, which waits until the runner takes or declines it: words of a description are never a note
 * by themselves (decisions.md D2).
 *
 * Missing: NaN for numbers, "" for texts.
 */
#ifndef JOURNAL_JOURNAL_TOLD_H
#define JOURNAL_JOURNAL_TOLD_H

#include "journal/journal_note.h"

struct journal_told {
    const char *service;          /* "strava", "garmin", ...; never "" */
    const char *service_id;       /* the service's own number of the activity */
    const char *title, *description, *private_note, *gear;
    double weather_c;             /* air temperature by the service */
};

/* Keeps what is told of a run, in the place of what the same activity of the service told before. *changed is false
 * when that was the same. TINGLE_NO_INPUT: no such run. */
enum tingle_status journal_told_store(struct journal *j, int64_t run, const struct journal_told *told, bool *changed,
                                      struct tingle_error *err);

struct journal_told_list {
    struct arena arena;
    struct journal_told *told;    /* by service and its number; texts live in the arena */
    size_t count;
};
enum tingle_status journal_told_of_run(struct journal_told_list **out, struct journal *j, int64_t run,
                                       struct tingle_error *err);
void journal_told_list_free(struct journal_told_list *list);

/* -------------------------------------------------------------------- proposals */

enum { PROPOSAL_QUOTE = 160, PROPOSAL_SERVICE = 24 };

enum journal_proposal_state { PROPOSAL_OPEN, PROPOSAL_TAKEN, PROPOSAL_DECLINED };

struct journal_proposal {
    int64_t id, run;
    char service[PROPOSAL_SERVICE];
    char quote[PROPOSAL_QUOTE];      /* the runner's words */
    char felt[NOTE_WORD];            /* numb, fine */
    char side[NOTE_WORD], regions[NOTE_LIST], quality[NOTE_LIST], onset[NOTE_WORD]; /* as in journal_episode */
    double severity;
    enum journal_proposal_state state;
};

/* Adds a proposal for a run. A run has one open question: of two services the first asks, unless it says that nothing was
 * numb and the second that something was. Words that were there before stay as they were settled, whichever service tells them
 * again; new words of the same service are open again. Nothing for a run whose note says how the feet felt. *added is true
 * when there is a new open one. */
enum tingle_status journal_proposal_add(struct journal *j, const struct journal_proposal *p, bool *added,
                                        struct tingle_error *err);

/* Forgets the open question of a service about a run: its words are others now, and say nothing. */
enum tingle_status journal_proposal_withdraw(struct journal *j, int64_t run, const char *service, struct tingle_error *err);

/* Adds one as it is, as an export has it: nothing where the run has one of that service. */
enum tingle_status journal_proposal_restore(struct journal *j, const struct journal_proposal *p, struct tingle_error *err);

/* "open", "taken", "declined", and back; false when it is none of them. */
const char *journal_proposal_state_name(enum journal_proposal_state state);
bool journal_proposal_state_of(const char *name, enum journal_proposal_state *state);

struct journal_proposal_list {
    struct arena arena;
    struct journal_proposal *proposal;  /* by the start of their runs */
    size_t count;
};

/* All, or those that wait for the runner: open, and of a run whose note does not say how the feet felt. */
enum tingle_status journal_proposals(struct journal_proposal_list **out, struct journal *j, bool all, struct tingle_error *err);
void journal_proposal_list_free(struct journal_proposal_list *list);

/* Settles one. TINGLE_NO_INPUT: there is none of that number. Making the note is the caller's. */
enum tingle_status journal_proposal_settle(struct journal *j, int64_t id, enum journal_proposal_state state,
                                           struct tingle_error *err);

#endif
