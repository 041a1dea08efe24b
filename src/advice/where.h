/* Where it is numb: the answer of <tingle/where.h> from a journal. */
#ifndef ADVICE_WHERE_H
#define ADVICE_WHERE_H

#include <tingle/where.h>

#include "journal/journal.h"

/* As tingle_where_answer; `j` may be NULL: a journal that is not there yet. */
enum tingle_status where_answer(struct tingle_where **out, struct journal *j, int64_t run, struct tingle_error *err);
void where_free(struct tingle_where *where);

/* A row of the table, as it is shown. */
struct tingle_region where_region(size_t row);

#endif
