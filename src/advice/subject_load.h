/* From the journal to a subject. */
#ifndef ADVICE_SUBJECT_LOAD_H
#define ADVICE_SUBJECT_LOAD_H

#include "advice/gate.h"
#include "advice/subject.h"
#include "journal/journal.h"

/* Loads all runs with their notes. Runs whose cached exposure is of another version take no part until
 * `tingle check --rebuild`. *out is given to subject_free. Errors: those of the journal, TINGLE_NO_MEMORY. */
enum tingle_status subject_load(struct subject **out, struct journal *j, struct tingle_error *err);

/* The answers to the three questions. */
enum tingle_status screening_load(struct screening *out, struct journal *j, struct tingle_error *err);

#endif
