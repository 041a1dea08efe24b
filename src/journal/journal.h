/* The runner's one file: originals, runs and what was derived from them.
 *
 * Beside it: journal_note.h (how the feet felt), journal_gear.h (shoes), journal_feet.h (feet), journal_told.h (what services say of runs, and
 * the notes proposed from it), journal_profile.h (about the runner), notes_csv.h (diaries), journal_export.h (everything out and back in).
 *
 *     home/journal.tingle       SQLite, schema in journal_schema.c, mode 0600 in a folder 0700
 *
 *     original  bytes of a file as it came, zstd, by SHA-256       1 --- n  run_source  n --- 1  run
 *     run       when, how long, how far; its cached exposure       1 --- 0..1 note --- 0..n episode
 *     told      what a service says of a run                       n --- 1  run
 *     proposal  a note found in the runner's own words             n --- 1  run
 *     shoe, foot, profile, meta
 *
 * One run may have several sources (the same outing from a watch and from a service): the richest leads.
 * Everything derived can be thrown away and made again from the originals; the exposure is kept as opaque
 * bytes with its version, because this room knows no stride.
 *
 * A journal holds real runs or simulated ones, never both.
 *
 * Units: s, m, degrees C; times are seconds since 1970 UTC. Missing numbers are NaN (SQL NULL), missing
 * texts "". A handle belongs to one thread; several programs may open the same journal.
 */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/file_bytes.h"

struct journal;
struct store;

#define JOURNAL_FILE_NAME "journal.tingle"

enum journal_mode {
    JOURNAL_READ,  /* TINGLE_NO_INPUT when there is none */
    JOURNAL_WRITE  /* folder and file are made when there is none */
};

/* Errors: as store_open; TINGLE_CANNOT_WRITE when the folder cannot be made. */
enum tingle_status journal_open(struct journal **out, const char *home, enum journal_mode mode,
                                struct tingle_error *err);
void journal_close(struct journal *j);
const char *journal_path(const struct journal *j);
bool journal_is_damaged(const struct journal *j); /* as store_is_damaged */
int journal_schema_version(void);

/* The rooms of the journal share this handle; other rooms do not use it. */
struct store *journal_store(struct journal *j);

/* How long to wait for another writer, in milliseconds; 3000 when never called. */
void journal_set_patience(struct journal *j, int milliseconds);

/* One unit of change: all of it or nothing. Units nest: an inner one that is rolled back takes only its
 * own part away. Every function here that changes more than one row is a unit of itself. */
enum tingle_status journal_begin(struct journal *j, struct tingle_error *err);
enum tingle_status journal_commit(struct journal *j, struct tingle_error *err);
void journal_rollback(struct journal *j);

/* Ends the innermost unit: commits when `st` is TINGLE_OK, else rolls back. Returns what became of it. */
enum tingle_status journal_end(struct journal *j, enum tingle_status st, struct tingle_error *err);

/* --------------------------------------------------------- real or simulated */

enum journal_kind { JOURNAL_EMPTY, JOURNAL_REAL, JOURNAL_SIMULATED };

enum tingle_status journal_kind(struct journal *j, enum journal_kind *kind, struct tingle_error *err);

/* Says that what comes next is of that kind: fixes it in an empty journal, TINGLE_MIXED in one of the
 * other kind. */
enum tingle_status journal_expect_kind(struct journal *j, enum journal_kind kind, struct tingle_error *err);

/* --------------------------------------------------------------------- originals */

enum { SHA256_SIZE = 32 };
void journal_sha256(uint8_t out[SHA256_SIZE], struct bytes bytes);

/* The same for bytes that come piece by piece. NULL when there is no memory. */
struct journal_hash;
struct journal_hash *journal_hash_new(void);
void journal_hash_add(struct journal_hash *h, struct bytes bytes);
void journal_hash_end(struct journal_hash *h, uint8_t out[SHA256_SIZE]); /* and releases it; `out` may be NULL */

/* The original with that hash, or 0. */
enum tingle_status journal_original_find(struct journal *j, const uint8_t sha256[SHA256_SIZE], int64_t *id,
                                         struct tingle_error *err);

/* Bytes made ready to be kept: hashed and compressed. That is most of the work of keeping a file and needs no journal,
 * so that several threads can do it, each with a packer of its own. */
struct journal_packer;
struct journal_packed {
    uint8_t sha256[SHA256_SIZE];
    size_t size;                  /* unpacked */
    struct file_bytes packed;     /* owned */
};
enum tingle_status journal_packer_new(struct journal_packer **out, struct tingle_error *err);
void journal_packer_free(struct journal_packer *packer);
enum tingle_status journal_pack(struct journal_packer *packer, struct bytes bytes, struct journal_packed *out,
                                struct tingle_error *err);
void journal_packed_release(struct journal_packed *packed);

/* Keeps a file; *id is that of the original already there when there is one. `name` is what it was called. `container`
 * is the SHA-256 of the export that it was cut from, NULL for a file that came as it is. */
enum tingle_status journal_original_keep(struct journal *j, const struct journal_packed *packed, const char *name,
                                         const uint8_t *container, int64_t imported_at, int64_t *id,
                                         struct tingle_error *err);

/* journal_pack and journal_original_keep for bytes that came as they are. */
enum tingle_status journal_original_add(struct journal *j, struct bytes bytes, const char *name,
                                        int64_t imported_at, int64_t *id, struct tingle_error *err);

/* The bytes again, checked against their hash. Errors: TINGLE_NO_INPUT, TINGLE_BAD_DATA. */
enum tingle_status journal_original_read(struct journal *j, int64_t id, struct file_bytes *out,
                                         struct tingle_error *err);

struct journal_original {
    int64_t id, size, imported_at;
    uint8_t sha256[SHA256_SIZE];
    bool has_container;
    uint8_t container[SHA256_SIZE]; /* of the export it was cut from, where has_container */
    char name[256];
};

/* Goes through all originals in the order of their ids. */
enum tingle_status journal_originals(struct journal *j,
                                     enum tingle_status (*each)(void *context, const struct journal_original *o,
                                                                struct tingle_error *err),
                                     void *context, struct tingle_error *err);

/* ---------------------------------------------------------------------------- runs */

struct journal_run {
    int64_t id;
    double start_unix_s;
    int utc_offset_s;             /* of the runner's clock */
    bool has_utc_offset;
    double elapsed_s, moving_s, distance_m;
    double temperature_c;         /* the watch's own mean */
    int contact;                  /* enum contact_source of stride */
    bool followed_workout;
    char sport[32], sub_sport[32], title[128], device[64];
    double richness;              /* of the leading source: how much it recorded; larger leads */
    int exposure_version;
    struct bytes exposure, gait;  /* opaque; views into the list's arena, or borrowed when storing */
    /* read only: */
    char shoe[64], felt[8];
    size_t sources;
    double weather_c;             /* air temperature by a service's weather */
};

struct journal_run_list {
    struct arena arena;
    struct journal_run *run;      /* by start */
    size_t runs;
};

/* All runs in order of time; the blobs only `with_exposure`. */
enum tingle_status journal_runs(struct journal_run_list **out, struct journal *j, bool with_exposure,
                                struct tingle_error *err);
void journal_run_list_free(struct journal_run_list *list);

/* One run without its blobs. TINGLE_NO_INPUT when there is none of that id. */
enum tingle_status journal_run_read(struct journal *j, int64_t id, struct journal_run *out, struct tingle_error *err);

/* When two recordings are one outing: the start within 90 s (or, between recordings whose clocks differ by whole
 * hours or quarters, within 1 s of that), elapsed time within 3 % or 60 s, distance within 5 % or
 * 200 m where both know it (0.5 % or 20 m between clocks). Nobody starts two runs within 90 s, so duration and
 * distance only keep apart a recording that was broken off and started again.
 * A run told by hand and a recording are one outing when they start within an hour, elapsed time
 * within 15 % or 5 min, distance within 15 % or 500 m: it was told roughly, mostly just after it. [J] */

/* How the start of a run without a file is known. */
enum journal_start {
    JOURNAL_START_TOLD,  /* by hand, roughly */
    JOURNAL_START_EXACT  /* to the second, as a service or an export lists it: only a run within 90 s can be the same, for a
                            warm-up and a cool-down of one evening are alike and less than an hour apart */
};

/* The run that a run without a file would be, or 0. */
enum tingle_status journal_run_same(struct journal *j, const struct journal_run *run, enum journal_start start, int64_t *id,
                                    struct tingle_error *err);

enum journal_added {
    JOURNAL_ADDED,      /* a new run */
    JOURNAL_JOINED,     /* another source of a run that leads with a richer one */
    JOURNAL_TOOK_LEAD,  /* another source of a run, and now the leading one */
    JOURNAL_FILLED      /* the file of a run that had none */
};

/* Stores a run of part `part` of an original, once: the same outing becomes one more source. *id is the run's; a
 * run told by hand keeps its note when its file turns up. TINGLE_BAD_DATA: starts over a day in the future, lasts
 * 0 s or over 48 h, a number that is negative or missing where it must be there. */
enum tingle_status journal_run_add(struct journal *j, const struct journal_run *run, int64_t original, int part,
                                   int64_t *id, enum journal_added *added, struct tingle_error *err);

/* One more source of a run, beside the one that leads. Nothing when it is known. */
enum tingle_status journal_run_add_source(struct journal *j, int64_t run, int64_t original, int part,
                                          struct tingle_error *err);

/* A run without a file. TINGLE_WRONG_USE when the same outing is there already; TINGLE_BAD_DATA as above. */
enum tingle_status journal_run_add_without_file(struct journal *j, const struct journal_run *run, enum journal_start start,
                                                int64_t *id, struct tingle_error *err);

/* Puts newly derived figures in the place of the old; the title stays when the new ones have none. TINGLE_NO_INPUT: no such
 * run. */
enum tingle_status journal_run_rederive(struct journal *j, int64_t id, const struct journal_run *run,
                                        struct tingle_error *err);

/* The recordings of a run, the leading one first. */
struct journal_source {
    struct journal_original original;
    int part;                     /* which activity of the file, from 0 */
    bool leads;
};
struct journal_source_list {
    struct arena arena;
    struct journal_source *source;
    size_t sources;
};
enum tingle_status journal_sources(struct journal_source_list **out, struct journal *j, int64_t run,
                                   struct tingle_error *err);
void journal_source_list_free(struct journal_source_list *list);

/* The runs that an original holds, at most `room` of them, in the order of its parts. */
enum tingle_status journal_runs_of_original(struct journal *j, int64_t original, int64_t *run, size_t room, size_t *count,
                                            struct tingle_error *err);

/* The run that starts nearest to a moment and within `tolerance_s` of it, or 0. */
enum tingle_status journal_run_near(struct journal *j, double start_unix_s, double tolerance_s, int64_t *id,
                                    struct tingle_error *err);

/* Gives a run a title, in the place of the one it has. */
enum tingle_status journal_run_set_title(struct journal *j, int64_t id, const char *title, struct tingle_error *err);

/* Original and part that lead a run; 0 for a run without a file. */
enum tingle_status journal_run_lead(struct journal *j, int64_t id, int64_t *original, int *part,
                                    struct tingle_error *err);

/* Gone for good: the run, its note, and the originals that no other run needs; what is freed is zeroed. */
enum tingle_status journal_run_delete(struct journal *j, int64_t id, struct tingle_error *err);

/* ------------------------------------------------------------------------- as a whole */

struct journal_counts {
    size_t runs, notes, originals, shoes;
};
enum tingle_status journal_count(struct journal *j, struct journal_counts *out, struct tingle_error *err);

/* Looks everything over: SQLite's own checks, every original against its hash, every run's parts, every note
 * against the words of today. */
enum tingle_status journal_check(struct journal *j, void (*say)(void *context, const char *problem), void *context,
                                 struct tingle_error *err);

/* One file (0600) with everything in it, whole or not at all. TINGLE_CANNOT_WRITE: there is a file already. */
enum tingle_status journal_backup(struct journal *j, const char *path, struct tingle_error *err);

/* A backup becomes the journal of `home`: opened and checked first, migrated if older, then moved into place
 * in one step: a crash leaves the old one or the new one. TINGLE_WRONG_USE over an existing journal unless `force`;
 * TINGLE_LOCKED: that one is in use; TINGLE_NEWER, TINGLE_BAD_DATA: of the backup. */
enum tingle_status journal_restore(const char *home, const char *path, bool force, struct tingle_error *err);

/* Removes the file and its companions; the folder stays. A damaged journal goes too.
 * TINGLE_NO_INPUT: there is none; TINGLE_LOCKED: in use. */
enum tingle_status journal_delete(const char *home, struct tingle_error *err);

#endif
