/* When numbness began, as people say it, in the words of a note (journal/journal_note.h).
 *
 * Said as minutes it is kept as said. Said as a distance it becomes the minutes of movement at which the run's mean pace
 * had come that far, give or take a tenth [J]: nobody runs at one pace, nor looks at the watch just then.
 */
#ifndef ADVICE_ONSET_SAID_H
#define ADVICE_ONSET_SAID_H

#include "journal/journal_note.h"

struct onset_said {
    double lo_min, hi_min; /* equal for one minute; NaN not said */
    double lo_km, hi_km;   /* the same as a distance */
};

/* "40", "30-45", or "" when nothing was said or it lies outside the run. */
void onset_said_text(char out[NOTE_WORD], const struct onset_said *said, const struct journal_run *run);

#endif
