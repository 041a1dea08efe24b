/* Notes as they stand in the journal and the ones that a new note may be begun with: see <tingle/journal.h>. */
#ifndef ADVICE_DIARY_VIEW_H
#define ADVICE_DIARY_VIEW_H

#include <tingle/journal.h>

#include "journal/journal.h"

enum tingle_status diary_read(struct tingle_noted **out, struct journal *j, int64_t run, struct tingle_error *err);
void diary_noted_free(struct tingle_noted *noted);

enum tingle_status diary_alike(struct tingle_noted **out, struct journal *j, int64_t run, enum tingle_alike what,
                               struct tingle_error *err);

#endif
