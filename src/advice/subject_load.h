/* From the journal to a subject. */
#ifndef ADVICE_SUBJECT_LOAD_H
#define ADVICE_SUBJECT_LOAD_H

#include "advice/subject.h"
#include "journal/journal.h"

/* Loads all runs with their notes. Runs whose cached exposure is of another version take no part until
 * `tingle check --rebuild`. *out is given to subject_free. Errors: those of the journal, TINGLE_NO_MEMORY. */
enum tingle_status subject_load(struct subject **out, struct journal *j, struct tingle_error *err);

/* Keeps a reference that rests on two hours of level running since the first note, with its date: it then never
 * changes, whatever is imported later (decisions.md A9). What is kept already stays; `again` takes it away first
 * (`check --rebuild`). In a unit of its own. */
enum tingle_status subject_freeze_references(struct journal *j, bool again, struct tingle_error *err);

#endif
