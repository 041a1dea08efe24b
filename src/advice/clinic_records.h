/* What the runner records for the clinician beside the runs: see <tingle/clinic.h>. */
#ifndef ADVICE_CLINIC_RECORDS_H
#define ADVICE_CLINIC_RECORDS_H

#include <tingle/clinic.h>

#include "journal/journal_records.h"

extern const struct tingle_home_check home_check_table[]; /* data/home_checks.csv */
extern const size_t home_check_count;

/* Who should not test. */
extern const char home_check_caution[];

/* The check of that id (without case); NULL when there is none. */
const struct tingle_home_check *home_check_find(const char *id);

/* Checks and stores what is not NULL, all or nothing. */
enum tingle_status about_store(struct journal *j, const struct tingle_about *about, struct tingle_error *err);

enum tingle_status tried_store(struct journal *j, const struct tingle_tried *tried, struct tingle_error *err);
enum tingle_status tried_forget(struct journal *j, const struct tingle_tried *tried, struct tingle_error *err);

enum tingle_status home_check_store(struct journal *j, const struct journal_home_check *check, struct tingle_error *err);
enum tingle_status home_checks_forget(struct journal *j, const char *day, struct tingle_error *err);

/* All that is stored; `j` NULL: nothing is. *out is given back with records_free. */
enum tingle_status records_read(struct tingle_records **out, struct journal *j, struct tingle_error *err);
void records_free(struct tingle_records *records);

#endif
