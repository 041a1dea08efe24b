/* One file on its way into the journal: made by import_feed, worked on by import_work, stored by import.
 *
 *     import_feed                  import_work (several threads)            import
 *     which file, its bytes  --->  hash, decode, derive, compress   --->   journal, report
 */
#ifndef ADVICE_IMPORT_ITEM_H
#define ADVICE_IMPORT_ITEM_H

#include <tingle/read.h>

#include "advice/run_derive.h"
#include "base/arena.h"
#include "base/file_bytes.h"
#include "journal/journal.h"

/* In the order in which they are stored: watch files as they come, what speaks of runs after all of them. What catalogues
 * say is joined to the runs behind the shoes. */
enum import_type {
    IMPORT_WATCH,     /* told apart by content */
    IMPORT_EXPORT,    /* a folder written by `tingle export`: path only */
    IMPORT_SHOES,     /* shoes.csv */
    IMPORT_FEET,      /* feet.csv */
    IMPORT_CATALOGUE, /* a service's table, whose content has been read by now */
    IMPORT_NOTES,     /* any other CSV */
    IMPORT_ANSWERS,   /* answers.json */
    IMPORT_TEXT,      /* one-line notes */
    IMPORT_NOTHING    /* of no use, or unreadable: status says why */
};

struct import_runs {
    struct derived_run run[ACTIVITY_PARTS_MAX];
    int part[ACTIVITY_PARTS_MAX];
    size_t count;
    bool simulated;
};

struct import_item {
    struct arena arena;           /* owns path and repairs */
    enum import_type type;
    const char *path;             /* as the report shows it */
    bool is_inside;               /* of an archive */
    double written_unix_s;        /* when the file was last written; NaN unknown, as inside an archive */
    struct file_bytes bytes;      /* content; of a watch file only until it is worked on */
    bool has_container;
    uint8_t container[SHA256_SIZE]; /* of the export that a document was cut from */

    enum tingle_status status;    /* not TINGLE_OK: why nothing comes of it, in `fault` */
    struct tingle_error fault;

    /* of a watch file, worked on */
    bool known;                   /* these bytes are in the journal already */
    struct journal_packed packed; /* where known, the hash alone */
    struct import_runs *runs;
    const struct tingle_repair *repair;
    size_t repairs;

    const char *remark;           /* what of it could not be used, "" */
};

/* NULL when there is no memory. */
struct import_item *import_item_new(const char *path, enum import_type type);
void import_item_free(struct import_item *item);

#endif
