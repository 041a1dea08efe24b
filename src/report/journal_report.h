/* What stands in a journal, for a person and as JSON (docs/json.md). */
#ifndef REPORT_JOURNAL_REPORT_H
#define REPORT_JOURNAL_REPORT_H

#include <tingle/journal.h>

#include "base/buffer.h"
#include "report/term.h"

/* The last `count` runs (0: all), oldest first; `sources` (NULL: not shown) says where each of the list came from. */
void runs_text(struct buffer *out, const struct tingle_run_list *list, struct tingle_run_sources *const *sources, size_t count,
               const struct term *term);
void runs_json(struct buffer *out, const struct tingle_run_list *list, struct tingle_run_sources *const *sources, size_t count);

/* Index of the first run that these show. */
size_t runs_first_shown(const struct tingle_run_list *list, size_t count);

/* "run 12 of 2026-11-24 07:30, 10.02 km in 58:12", without a line break. */
void run_words(struct buffer *out, const struct tingle_run *run);

void shoes_text(struct buffer *out, const struct tingle_shoe_list *list, const struct term *term);
void shoe_text(struct buffer *out, const struct tingle_shoe *shoe, const struct term *term); /* all of one pair */
void shoes_json(struct buffer *out, const struct tingle_shoe_list *list);

void check_text(struct buffer *out, const struct tingle_check_report *report);
void check_json(struct buffer *out, const struct tingle_check_report *report);

#endif
