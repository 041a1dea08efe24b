/* Counting for the clinician's page: pure functions over the notes. */
#ifndef ADVICE_CLINIC_COUNTS_H
#define ADVICE_CLINIC_COUNTS_H

#include <tingle/clinic.h>

#include "base/arena.h"
#include "journal/journal_note.h"

/* A run with its note; what is on which foot is joined over the note's episodes. */
struct clinic_run {
    const struct journal_run *run;
    enum { CLINIC_NOT_NOTED, CLINIC_FINE, CLINIC_NUMB } felt;
    bool left, right;
    uint64_t region;                         /* of foot/regions.h */
    bool has_side;
    double onset_min;                        /* of movement: journal_note_began */
    enum note_onset third;                   /* of the run, where there is no minute; unknown */
    double severity, pain, relief_min;       /* the worst, the longest; NaN */
    const struct journal_note *note;         /* of a numb run; NULL else */
};

/* Fills it from a run and its note (NULL: none). */
void clinic_run_of(struct clinic_run *out, const struct journal_run *run, const struct journal_note *note);

/* Quartiles of `n` values, NaN for those that are not known. Sorts them. */
struct tingle_spread clinic_spread(double *value, size_t n);

/* The Monday of a run's day by its own clock, as days since 1970. */
int64_t clinic_monday(const struct journal_run *run);

/* The weeks up to that of the last run; see the public struct. Runs are in order of time. */
void clinic_weeks(struct tingle_clinic_report *r, const struct clinic_run *run, size_t runs);

/* All the rest that is counted over the runs. False: no memory. */
bool clinic_count(struct tingle_clinic_report *r, struct arena *arena, const struct clinic_run *run, size_t runs);

#endif
