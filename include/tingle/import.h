/* Taking files into the journal: what a runner has, dropped on Tingle.
 *
 * Paths may be watch files (docs/watch-files.md), each also as .gz; zips of them, also zips in zips; the bulk exports
 * of services as they come (docs/exports.md); notes.csv, shoes.csv, answers.json, one-line notes (told apart by content
 * and name); a folder written by `tingle export`; or folders of all these. One bad file never stops the rest;
 * each file is one transaction: it is in the journal whole or not at all. Importing the same again
 * changes nothing. Archives are read as they stream by, on several threads; the report does not depend on them.
 */
#ifndef TINGLE_IMPORT_H
#define TINGLE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tingle/error.h>
#include <tingle/read.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

enum tingle_import_outcome {
    TINGLE_IMPORTED, /* in the journal now */
    TINGLE_SKIPPED,  /* already there, or nothing for Tingle: the reason says which */
    TINGLE_FAILED    /* could not be read: the reason says why */
};

struct tingle_import_file {
    const char *path;                    /* of a member of an archive: "export.zip/activities/12.fit.gz" */
    enum tingle_import_outcome outcome;
    const char *reason;                  /* one sentence; "" when plainly imported */
    const struct tingle_repair *repair;  /* what was repaired on the way in */
    size_t repairs;
    size_t runs, notes, shoes;           /* how many came out of this file */
    bool waits;                          /* failed, as a note of a run that is not there yet: import it again after the run */
    size_t feet;                         /* measurements of feet that came out of it */
};

struct tingle_import_report {
    size_t imported, skipped, failed; /* files */
    size_t runs, notes, shoes;        /* taken in */
    const struct tingle_import_file *file;
    size_t files;
    enum tingle_status first_failure; /* why the first failed file failed; TINGLE_OK when none did */
    size_t foreign;                   /* of those skipped: not a run, or not a format that Tingle reads */
    size_t known;                     /* of those skipped: the same bytes are in the journal already */
    size_t told;                      /* runs of which a service told something new: title, notes, shoes */
    size_t proposals;                 /* notes proposed from the runner's own words: tingle_proposals_list */
    size_t feet;                      /* measurements of feet taken in */
    bool stopped;                     /* the progress function ended it early; importing again goes on */
};

struct tingle_import_state {
    size_t files, runs;               /* gone through so far; runs taken in */
    uint64_t bytes_done, bytes_total; /* read so far of all files on disk */
    const char *path;                 /* the next file */
};

/* Called before each file, on the thread that imports; may be NULL. A true answer stops
 * the import between two files (what is in stays in). */
typedef int (*tingle_import_progress)(void *context, const struct tingle_import_state *state);

/* Imports the paths. A path that cannot be read at all is a failed file of the report, not an
 * error. Errors stop everything: TINGLE_CANNOT_WRITE (disk full, read-only), TINGLE_LOCKED,
 * TINGLE_NO_MEMORY, TINGLE_BAD_DATA (the journal itself is damaged); *report is then NULL. */
enum tingle_status tingle_import(struct tingle_import_report **report, struct tingle_journal *journal,
                                 const char *const *paths, size_t count,
                                 tingle_import_progress progress, void *context,
                                 struct tingle_error *err);
void tingle_import_report_free(struct tingle_import_report *report);

#ifdef __cplusplus
}
#endif
#endif
