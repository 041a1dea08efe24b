/* What stands behind the public journal handle. */
#ifndef API_JOURNAL_HANDLE_H
#define API_JOURNAL_HANDLE_H

#include "base/utc.h"
#include "journal/journal.h"
#include "journal/journal_profile.h"

enum { JOURNAL_HOME_BYTES = 4096 };

struct tingle_journal {
    struct journal *journal; /* NULL: opened for reading where there is none yet */
    char home[JOURNAL_HOME_BYTES];
};

/* For what needs a journal that is there: TINGLE_NO_INPUT when there is none yet. */
enum tingle_status journal_need(const struct tingle_journal *j, struct tingle_error *err);

#endif
