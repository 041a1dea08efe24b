/* Proposals settled: a note made of the runner's own words, once the runner says so. */
#ifndef ADVICE_PROPOSALS_H
#define ADVICE_PROPOSALS_H

#include "journal/journal_told.h"

/* See tingle_proposal_settle. The words become the note's text. It counts as made now: when a description was written nobody
 * knows, so it is marked as made late unless the run is of these two days (decisions.md A3). */
enum tingle_status proposal_settle(struct journal *j, int64_t id, bool take, struct tingle_error *err);

#endif
