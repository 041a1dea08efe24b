/* What notes say of the feet, as the episodes and facts of foot/pattern.h. */
#ifndef ADVICE_FOOT_LOG_H
#define ADVICE_FOOT_LOG_H

#include "base/arena.h"
#include "base/error.h"
#include "foot/pattern.h"
#include "journal/journal_note.h"

enum { FOOT_LOG_SHOES = 64 };

struct foot_log_run {
    int64_t id;
    size_t first, episodes;   /* of `episode`; none: it was fine */
};

struct foot_log {
    struct arena *arena;      /* borrowed; owns the arrays */
    struct foot_episode *episode; /* in order of the runs */
    size_t episodes, episode_room;
    struct foot_log_run *run; /* those with a note of how the feet felt */
    size_t runs, run_room;
    size_t numb;
    struct {
        char name[64];
        size_t numb, fine;
    } shoe[FOOT_LOG_SHOES];
    size_t shoes;
};

void foot_log_init(struct foot_log *log, struct arena *arena);

/* Adds a note. One that does not say how the feet felt adds nothing. False: no memory. */
bool foot_log_add(struct foot_log *log, const struct journal_run *run, const struct journal_note *note);

/* The history of all that was added; borrows the log's episodes. */
struct foot_history foot_log_history(const struct foot_log *log);

/* In words, where it is numb most often, into out (size bytes): "under the right 3rd and 4th toes, where the nerve between
 * them runs". "" when no place was noted. */
void foot_log_place(char *out, size_t size, const struct foot_log *log, const struct foot_findings *found);

#endif
