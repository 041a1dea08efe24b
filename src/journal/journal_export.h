/* Everything out into a folder that people and other programs can read, and back in. For people: docs/export.md.
 *
 *     tingle-export.json   {"format": "tingle-export", "version": 3, "kind": "real"}: written last, so a folder
 *                          without it is no export, or not a whole one
 *     runs.csv             one row a run, in order of time, numbered from 1
 *     sources.csv          which file and part of it each run came from; one of each run's leads
 *     originals.csv        the files: SHA-256, name, size, when imported
 *     originals/           the files themselves, byte for byte: <SHA-256>-<name>
 *     told.csv             what services say of the runs
 *     proposals.csv        the notes that were found in that, and what became of them
 *     tried.csv home-checks.csv scales.csv
 *                          what was tried, checks at home, questionnaires (journal_records.h)
 *     notes.csv shoes.csv feet.csv profile.csv
 *
 * What is derived (the exposure) is not in it: on the way in it is made again from the files. Export, import into
 * an empty journal, export gives the same bytes.
 */
#ifndef JOURNAL_JOURNAL_EXPORT_H
#define JOURNAL_JOURNAL_EXPORT_H

#include "journal/journal.h"

#define JOURNAL_EXPORT_MARK "tingle-export.json"

/* Writes everything into `folder`, which is made or empty; mode 0700, its files 0600. Errors: TINGLE_CANNOT_WRITE
 * (not empty, not writable, disk full): what was written is then removed again. */
enum tingle_status journal_export(struct journal *j, const char *folder, struct tingle_error *err);

/* What this room cannot do itself. Blobs of *out live until the next call. */
struct journal_folder_hooks {
    /* A run without a file: figures and exposure. */
    enum tingle_status (*make_run)(void *context, double start_unix_s, double minutes, double km,
                                   struct journal_run *out, struct tingle_error *err);
    /* Part `part` of an original. */
    enum tingle_status (*derive)(void *context, struct bytes original, const char *name, int part,
                                 struct journal_run *out, struct tingle_error *err);
    void *context;
};

struct journal_folder_result {
    size_t runs, notes, shoes, feet; /* new runs, shoes and measurements of feet, notes taken in */
};

/* Takes a folder of journal_export in, in one transaction. Runs that are there already become one with those of
 * the folder; notes and shoes go over those there, as notes_csv.h says. Errors: TINGLE_NO_INPUT (no export there),
 * TINGLE_NEWER, TINGLE_BAD_DATA (a file missing, changed or damaged: the message says which), TINGLE_MIXED. */
enum tingle_status journal_import_folder(struct journal *j, const char *folder,
                                         const struct journal_folder_hooks *hooks,
                                         struct journal_folder_result *result, struct tingle_error *err);

#endif
