/* The last part of an import: what a service says of the runs, joined to them.
 *
 * An entry belongs to the run whose file it names; where it names none, or one that gave no run, to the run that starts within
 * 5 s of it (Garmin's tables know no files; one public importer allows the same). An entry that the service calls a run
 * and that finds none becomes a run without a file; one typed in by hand is first looked for as journal_run_same does, among runs
 * that are no other entry's.
 *
 * Titles, descriptions and notes are kept as they are; the shoes become the run's, unless its note names some (what the journal
 * knows of a shoe's make stays) or they are a bicycle; where the words speak of numbness a proposal is made (words/symptom_words.h).
 *
 * A file of this import that names no sport itself, and of which the service says that it was another one, gave no run: it goes again.
 *
 * Doing it again changes nothing.
 */
#ifndef ADVICE_IMPORT_TOLD_H
#define ADVICE_IMPORT_TOLD_H

#include "archive/export_catalogue.h"
#include "journal/journal.h"

/* A watch file of this import that is in the journal now. */
struct import_kept {
    const char *path;
    int64_t original;
    bool is_new;       /* by this import */
    bool is_dropped;   /* out: its run is gone again, as it was no run */
};

struct import_told_result {
    size_t told;       /* runs of which something new is told */
    size_t runs;       /* runs without a file added */
    size_t shoes;      /* new */
    size_t proposals;  /* new and open */
};

/* Adds up in *result. One transaction. Errors: those of the journal. */
enum tingle_status import_told_join(struct journal *j, const struct export_catalogue *c, struct import_kept *kept,
                                    size_t count, struct import_told_result *result, struct tingle_error *err);

#endif
