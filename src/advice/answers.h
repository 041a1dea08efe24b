/* Answers about the runner: the screening questions and a few settings, by key.
 *
 * One place knows which keys there are and what may be answered: answers.json, `tingle doctor` and the public
 * interface all come here.
 */
#ifndef ADVICE_ANSWERS_H
#define ADVICE_ANSWERS_H

#include <stdbool.h>

#include "base/bytes.h"
#include "journal/journal.h"

/* Stores one answer. Errors: TINGLE_BAD_DATA for an unknown key or an answer that is not allowed. */
enum tingle_status answer_store(struct journal *j, const char *key, const char *value, int64_t asked_at,
                                struct tingle_error *err);

/* Takes a whole answers.json (docs/answers-json.md), in the caller's transaction. *simulated: it is marked so. */
enum tingle_status answers_import(struct journal *j, struct bytes json, const char *name, struct tingle_error *err);

#endif
