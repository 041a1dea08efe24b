/* Days that a runner tells. */
#ifndef ADVICE_DAY_SAID_H
#define ADVICE_DAY_SAID_H

#include "base/error.h"

/* A day such as "2026-03-01" that has begun somewhere on earth: days are the runner's, the clock is UTC's, and the first clocks
 * are 14 hours ahead of it. `err` may be NULL. Errors: TINGLE_BAD_DATA (no day, or in the future). */
enum tingle_status day_said_check(const char *day, struct tingle_error *err);

#endif
