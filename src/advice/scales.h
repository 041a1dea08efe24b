/* Questionnaires: their table, checking answers, and what has changed. See <tingle/scales.h>. */
#ifndef ADVICE_SCALES_H
#define ADVICE_SCALES_H

#include <tingle/scales.h>

#include "journal/journal_records.h"

extern const struct tingle_scale scale_table[]; /* data/scales.csv */
extern const size_t scale_count;

/* The scale of that id (without case); NULL when there is none. */
const struct tingle_scale *scale_find(const char *id);

/* The answers as series; `j` NULL: none. */
enum tingle_status scales_read(struct tingle_scales **out, struct journal *j, struct tingle_error *err);
void scales_free(struct tingle_scales *scales);

/* See tingle_scale_store and tingle_scales_forget. */
enum tingle_status scale_store(struct journal *j, const char *scale, const char *activity, const char *day, double value, struct tingle_error *err);
enum tingle_status scales_forget(struct journal *j, const char *day, struct tingle_error *err);

#endif
