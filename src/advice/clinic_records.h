/* What the runner records for the clinician beside the runs: see <tingle/clinic.h>. */
#ifndef ADVICE_CLINIC_RECORDS_H
#define ADVICE_CLINIC_RECORDS_H

#include <tingle/clinic.h>

#include "base/arena.h"
#include "journal/journal_records.h"

extern const struct tingle_home_check home_check_table[]; /* data/home_checks.csv */
extern const size_t home_check_count;

/* The check of that id (without case); NULL when there is none. */
const struct tingle_home_check *home_check_find(const char *id);

/* Whether all that is said may be: TINGLE_BAD_DATA names what is wrong with which. */
enum tingle_status about_check(const struct tingle_about *about, struct tingle_error *err);
enum tingle_status about_store(struct journal *j, const struct tingle_about *about, struct tingle_error *err);

/* What is stored, copied into the arena; "" where nothing is. *age from the year, -1 not known. */
enum tingle_status about_read(struct tingle_about *out, int *age, struct arena *arena, struct journal *j, struct tingle_error *err);

enum tingle_status tried_store(struct journal *j, const struct tingle_tried *tried, struct tingle_error *err);
enum tingle_status tried_forget(struct journal *j, const struct tingle_tried *tried, struct tingle_error *err);

enum tingle_status home_check_store(struct journal *j, const struct journal_home_check *check, struct tingle_error *err);
enum tingle_status home_checks_forget(struct journal *j, const char *day, struct tingle_error *err);

#endif
