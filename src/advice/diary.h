/* The ten-second note, and the runs it is about: what is behind `tingle log`. */
#ifndef ADVICE_DIARY_H
#define ADVICE_DIARY_H

#include <tingle/journal.h>

#include "journal/journal.h"

/* A note with everything not said. */
struct tingle_note diary_nothing_said(void);

/* Lays what is said in `note` over the run's old note and stores it: see tingle_note_store. */
enum tingle_status diary_store(struct journal *j, int64_t run, const struct tingle_note *note, struct tingle_error *err);

/* The same for a note that was made at another time than now, or that comes of taking a proposal. */
struct diary_change {
    double noted_at;           /* unix seconds */
    int64_t proposal;          /* 0: none */
};
enum tingle_status diary_change(struct journal *j, int64_t run, const struct tingle_note *note, const struct diary_change *change,
                                struct tingle_error *err);

/* What diary_store would say, and nothing is changed. */
enum tingle_status diary_check(struct journal *j, int64_t run, const struct tingle_note *note, struct tingle_error *err);

/* "Fine" about a run that nobody named: TINGLE_WRONG_USE where its note says numb, which is never replaced by accident. */
enum tingle_status diary_refuse_fine(struct journal *j, int64_t run, struct tingle_error *err);

/* Which run a person means: see tingle_run_find. */
enum tingle_status diary_find_run(int64_t *id, struct journal *j, const char *text, struct tingle_error *err);

/* A run without a file: see tingle_run_add. */
enum tingle_status diary_add_run(int64_t *id, struct journal *j, double start_unix_s, double minutes,
                                 double distance_m, struct tingle_error *err);

#endif
