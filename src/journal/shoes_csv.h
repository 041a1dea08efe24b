/* Shoes as a table. The format for people: docs/shoes-csv.md.
 *
 *     name,brand,model,size,...,retired,simulated      the fields of journal_gear.h
 *
 * Only `name` is needed; a shoe of that name that is there already is changed, where a cell says something.
 */
#ifndef JOURNAL_SHOES_CSV_H
#define JOURNAL_SHOES_CSV_H

#include "base/buffer.h"
#include "base/csv.h"
#include "journal/journal.h"

struct shoes_csv_result {
    size_t added, changed;
};

/* Takes all rows in, within the caller's transaction. Errors: TINGLE_BAD_DATA with line and column,
 * TINGLE_MIXED, and those of the journal; the caller then rolls back. */
enum tingle_status shoes_csv_import(struct journal *j, struct bytes csv, const char *name,
                                    struct shoes_csv_result *out, struct tingle_error *err);

/* All shoes, by number. */
enum tingle_status shoes_csv_write(struct buffer *out, struct journal *j, struct tingle_error *err);

/* True when the header of a table looks like shoes: a column name and no column start. */
bool shoes_csv_looks_like(const struct csv *table);

#endif
