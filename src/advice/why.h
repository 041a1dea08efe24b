/* The answer to "why do my feet go numb", from a subject and a screening.
 *
 * Pure: knows no journal, prints nothing, draws no random number. The same input gives the same bytes.
 */
#ifndef ADVICE_WHY_H
#define ADVICE_WHY_H

#include <tingle/why.h>

#include "advice/gate.h"
#include "advice/subject.h"

/* What to try first, one line each: data/day_one.csv. */
extern const char day_one_text[];

/* Stage by the number of numb runs: under 6, 12, 25, or more (decisions.md B4). */
enum tingle_stage stage_of(size_t numb_runs);

/* *out is given back with why_free. Errors: TINGLE_NO_MEMORY, TINGLE_LIMIT, TINGLE_BAD_DATA. */
enum tingle_status why_answer(struct tingle_why **out, const struct subject *subject,
                              const struct screening *screening, const struct tingle_why_options *options,
                              struct tingle_error *err);
void why_free(struct tingle_why *why);

#endif
