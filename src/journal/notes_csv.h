/* Notes as a table: the diary that any spreadsheet can be turned into. The format for people: docs/notes-csv.md.
 *
 *     start,felt,side,regions,onset,shoe
 *     2026-03-01T18:30,numb,right,P_TOE3 P_TOE4,40,Blue
 *     2026-03-03,fine,,,,Blue
 *
 * One row is one run's note; a further row of the same run is a further episode. Columns are `start` (needed),
 * `minutes`, `km`, `simulated` and those of note_field_table, in any order.
 *
 * A row finds its run: the nearest start within 10 minutes, or the only run of that day. A time without a zone is
 * the runner's clock (the run's offset from UTC where known, else UTC). Where no run is found and `minutes` is
 * given, the run that was roughly then and so long is meant (journal_run_same), or a run without a file is made.
 *
 * What a row says goes over what the journal has; empty cells keep it. Episodes of a row replace those there.
 */
#ifndef JOURNAL_NOTES_CSV_H
#define JOURNAL_NOTES_CSV_H

#include "base/buffer.h"
#include "base/csv.h"
#include "journal/journal.h"

/* What this room cannot know itself. */
struct notes_csv_hooks {
    /* Fills a run without a file (figures and exposure; blobs live until the next call). */
    enum tingle_status (*make_run)(void *context, double start_unix_s, double minutes, double km,
                                   struct journal_run *out, struct tingle_error *err);
    void *context;
};

struct notes_csv_result {
    size_t notes, runs_added;  /* new or changed; made */
    size_t unchanged;          /* notes that say what the journal said already */
};

/* Takes all rows in, within the caller's transaction. `name` is the file's, for messages: each names line and
 * column and what to do. Errors: TINGLE_BAD_DATA, TINGLE_NO_INPUT (a note for no run), TINGLE_MIXED, and those of
 * the journal; the caller then rolls back. */
enum tingle_status notes_csv_import(struct journal *j, struct bytes csv, const char *name,
                                    const struct notes_csv_hooks *hooks, struct notes_csv_result *out,
                                    struct tingle_error *err);

/* All notes, and the runs without a file (with minutes and km), in order of time. Importing them again changes
 * nothing. */
enum tingle_status notes_csv_write(struct buffer *out, struct journal *j, struct tingle_error *err);

/* True when the header of a table looks like notes (a column start, and felt or minutes). */
bool notes_csv_looks_like(const struct csv *table);

#endif
