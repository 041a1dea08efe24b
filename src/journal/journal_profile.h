/* About the runner: answers and settings by key, each with the time it was given.
 *
 * All that was ever answered is kept, the weight of last year too; the latest counts.
 *
 * Keys in use: sign.<ID of a warning sign>, under_16, pregnant, diabetes, neuropathy, surgery (yes or no),
 * seen_by_clinician (a day), quiet_notes (always, sometimes, hardly-ever), height_cm, weight_kg, units (km, miles),
 * country, emergency_number, born (a year), sex, diseases, drugs, question (the runner's words), first_numb (a day, a month or a year); emergency, urgent (yes or
 * no: journals of before the table of signs); reference_measured, reference_estimated (steps/s, peak force in body weights, m/s and
 * seconds of the runner's frozen reference running). What may be asked and what an answer means is the business of advice.
 */
#ifndef JOURNAL_JOURNAL_PROFILE_H
#define JOURNAL_JOURNAL_PROFILE_H

#include "journal/journal.h"

enum { PROFILE_VALUE = 512 };

/* The latest value into out, "" when never given; *set_at (may be NULL) when it was, 0 never. */
enum tingle_status journal_profile_get(struct journal *j, const char *key, char out[PROFILE_VALUE], int64_t *set_at,
                                       struct tingle_error *err);

/* Sets a value as of set_at, over one of the same second; "" forgets all that was ever answered to that key.
 * TINGLE_LIMIT: longer than PROFILE_VALUE - 1 bytes. */
enum tingle_status journal_profile_set(struct journal *j, const char *key, const char *value, int64_t set_at,
                                       struct tingle_error *err);

/* All of them, by key, then by time: the last of a key is the one that counts. */
enum tingle_status journal_profile_each(struct journal *j,
                                        enum tingle_status (*each)(void *context, const char *key, const char *value,
                                                                   int64_t set_at, struct tingle_error *err),
                                        void *context, struct tingle_error *err);

#endif
