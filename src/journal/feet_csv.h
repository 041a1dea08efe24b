/* Measured feet as a table. The format for people: docs/feet-csv.md.
 *
 *     day,side,state,length_mm,width_mm,oblique_mm,girth_mm,ball_mm,text,simulated
 *
 * One row is one measurement; day, side and one measure are needed. A row that is in the journal already, word for
 * word, is known and not taken twice: of rows that say the same, as many are in the journal afterwards as the larger of both has.
 */
#ifndef JOURNAL_FEET_CSV_H
#define JOURNAL_FEET_CSV_H

#include "base/buffer.h"
#include "base/csv.h"
#include "journal/journal.h"

/* Takes all rows in, within the caller's transaction; *added of them were new. Errors: TINGLE_BAD_DATA with line and column,
 * TINGLE_MIXED, and those of the journal; the caller then rolls back. */
enum tingle_status feet_csv_import(struct journal *j, struct bytes csv, const char *name, size_t *added, struct tingle_error *err);

/* All measurements, in the order of journal_feet. */
enum tingle_status feet_csv_write(struct buffer *out, struct journal *j, struct tingle_error *err);

/* True when the header of a table looks like feet: the columns day and side, and no start. */
bool feet_csv_looks_like(const struct csv *table);

#endif
