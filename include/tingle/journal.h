/* The runner's journal: one file that holds everything.
 *
 *     struct tingle_journal *j = NULL;
 *     st = tingle_journal_open(&j, NULL, TINGLE_JOURNAL_READ, &err);
 *     ...
 *     tingle_journal_close(j);
 *
 * The journal lives in a data folder ("home"): the one given, else $TINGLE_HOME, else
 * $XDG_DATA_HOME/tingle, else ~/.local/share/tingle. Several programs may read at once; one writes.
 * A handle belongs to one thread.
 *
 * Times are seconds since 1970 UTC; utc_offset_s is the runner's clock at that run, seconds east.
 * Numbers that were not recorded are NaN, texts "".
 */
#ifndef TINGLE_JOURNAL_H
#define TINGLE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

enum tingle_journal_mode {
    TINGLE_JOURNAL_READ,  /* an empty journal when there is none yet */
    TINGLE_JOURNAL_WRITE  /* made when there is none */
};

/* The data folder that is meant by `home` (NULL: none is given), into out (size bytes), as above. Nothing is made or looked at.
 * Errors: TINGLE_WRONG_USE (none is known). */
enum tingle_status tingle_journal_home(char *out, size_t size, const char *home, struct tingle_error *err);

/* Errors: TINGLE_LOCKED, TINGLE_NEWER, TINGLE_BAD_DATA (damaged, or not a journal),
 * TINGLE_CANNOT_WRITE, TINGLE_NO_ACCESS, TINGLE_NO_MEMORY. */
enum tingle_status tingle_journal_open(struct tingle_journal **out, const char *home,
                                       enum tingle_journal_mode mode, struct tingle_error *err);
void tingle_journal_close(struct tingle_journal *journal);

/* --------------------------------------------------------------------- runs */

enum tingle_felt { TINGLE_NOT_RECORDED, TINGLE_FINE, TINGLE_NUMB };

struct tingle_run {
    int64_t id;
    double start_unix_s;
    int utc_offset_s;
    double elapsed_s, moving_s, distance_m;
    const char *sport;         /* "running" */
    const char *title;
    const char *device;
    const char *shoe;
    enum tingle_felt felt;
    size_t sources;            /* files it was recorded in; 0: a run without a file */
};

struct tingle_run_list {
    const struct tingle_run *run; /* in order of time */
    size_t runs;
    bool simulated;
};

enum tingle_status tingle_runs_list(struct tingle_run_list **out, struct tingle_journal *journal,
                                    struct tingle_error *err);
void tingle_run_list_free(struct tingle_run_list *list);

/* Which run a person means: "last", a run's number, a date ("2026-11-24"), or a date and time. Of several
 * runs that day the message lists the times. Errors: TINGLE_NO_INPUT, TINGLE_WRONG_USE. */
enum tingle_status tingle_run_find(int64_t *id, struct tingle_journal *journal, const char *text,
                                   struct tingle_error *err);

/* A run without a file (treadmill, flat watch); merged when its file turns up. */
enum tingle_status tingle_run_add(int64_t *id, struct tingle_journal *journal, double start_unix_s,
                                  double minutes, double distance_m, struct tingle_error *err);

/* Removes a run with its note and files for good. */
enum tingle_status tingle_run_delete(struct tingle_journal *journal, int64_t id, struct tingle_error *err);

/* The file a run came from, byte for byte; *data is the caller's, to be given to free(). */
enum tingle_status tingle_run_original(unsigned char **data, size_t *size, struct tingle_journal *journal,
                                       int64_t id, struct tingle_error *err);

/* Where a run comes from: the files it was recorded in, and what services tell of it. */
struct tingle_source {
    const char *name;          /* of the file, as it was imported */
    const char *sha256;        /* of its bytes, in hexadecimal */
    const char *container;     /* the same of the export that it was cut from; "" when it came as it is */
    int64_t size;              /* bytes */
    int64_t imported_at;       /* Unix seconds */
    int part;                  /* which activity of the file, from 0 */
    bool leads;                /* the run's figures come from this one */
};

struct tingle_told {
    const char *service;       /* "strava", "garmin", ... */
    const char *service_id;    /* its own number of the activity */
    const char *title, *description, *private_note, *gear;
    double weather_c;
};

struct tingle_run_sources {
    const struct tingle_source *source; /* the leading one first; none: a run without a file */
    size_t sources;
    const struct tingle_told *told;
    size_t tolds;
};

enum tingle_status tingle_run_sources_read(struct tingle_run_sources **out, struct tingle_journal *journal, int64_t id,
                                           struct tingle_error *err);
void tingle_run_sources_free(struct tingle_run_sources *sources);

/* --------------------------------------------------------------------- notes */

/* The ten-second note. Texts use the words of docs/notes-csv.md, and are checked; NULL: not said. From `side` to
 * `stopped_because` it speaks of one episode of numbness; a run may have up to four. */
struct tingle_note {
    enum tingle_felt felt;
    int episode;               /* which: 0 or 1 the first; one more than there are adds one */
    const char *side;          /* "left", "right", "both" */
    const char *regions;       /* "P_TOE3 P_TOE4" */
    const char *quality;       /* "numb tingling" */
    const char *onset;         /* minute "40", window "30-45", "early", "middle", "late", "stopped",
                                  "stopped 5" (numb for 5 min before the stop), "unknown" */
    const char *ended_by;      /* "stopping", "walking", "loosening", "shoe-off", "by-itself", "not-yet" */
    double severity, pain;     /* 0-10 */
    double relief_min;         /* until it had gone; with "not-yet": for how long it is known to have lasted */
    const char *weakness, *colour_change, *tight_leg, *stopped_because; /* "yes", "no" */
    const char *shoe;          /* a known shoe's name */
    double lacing_left, lacing_right; /* 1 foot slides .. 5 leaves a mark */
    const char *sock;          /* "thin", "medium", "thick" */
    const char *foam_before, *foam_after; /* "yes", "no" */
    const char *relaced;       /* laces opened or tied anew during the run: "yes", "no" */
    double carried_kg, temperature_c;
    const char *why_ended;     /* "planned", "numb", "fear", "other" */
    const char *breaks;        /* "25+4 planned; 50+2 symptom": minute + length, reason */
    const char *text;
    const char *clear;         /* what is to be unsaid, before the rest is said: columns of docs/notes-csv.md, blanks between
                                  ("onset shoe"); "felt" takes the episodes with it, "episode" is this episode */
};

/* Everything not said. */
void tingle_note_init(struct tingle_note *note);

/* Stores the note of a run, over an older one: what is not said keeps its old value. Errors:
 * TINGLE_BAD_DATA (unknown region, shoe or word; a minute outside the run), TINGLE_NO_INPUT (no such run).
 * "not-yet" said again of a noted run makes relief_min at least the minutes since its end. */
enum tingle_status tingle_note_store(struct tingle_journal *journal, int64_t run, const struct tingle_note *note,
                                     struct tingle_error *err);

/* The same errors, and nothing is changed. */
enum tingle_status tingle_note_check(struct tingle_journal *journal, int64_t run, const struct tingle_note *note,
                                     struct tingle_error *err);

/* The note of one line, "numb 40 R 5" (docs/text-notes.md), stored as above. The run is the one whose day the line names, else
 * *run, else (0) the last; *run says which. Errors: those of tingle_note_store; TINGLE_WRONG_USE (the line names another
 * day than that of *run; it says fine, nothing names the run, and the run is noted as numb). */
enum tingle_status tingle_note_line(int64_t *run, struct tingle_journal *journal, const char *line, struct tingle_error *err);

/* Which run such a line is about; nothing is stored. */
enum tingle_status tingle_note_line_run(int64_t *run, struct tingle_journal *journal, const char *line, struct tingle_error *err);

/* What a "fine" about the last run, which nobody named, meets: TINGLE_WRONG_USE where that run is noted as numb. */
enum tingle_status tingle_note_refuse_fine(struct tingle_journal *journal, int64_t run, struct tingle_error *err);

/* Removes the whole note. TINGLE_NO_INPUT: the run has none. */
enum tingle_status tingle_note_remove(struct tingle_journal *journal, int64_t run, struct tingle_error *err);

/* A note as it stands in the journal. */
struct tingle_noted {
    int64_t run;
    bool found;                /* false: the run has no note */
    const struct tingle_note *note; /* `notes` of them, at least one: the note with the fields of each episode in turn */
    const char *const *where;  /* of each of these: its regions in plain words, "" */
    const double *lasted_min;  /* of each: minutes that it lasted after the run as far as is known (until it had gone; else until that was last said); NaN */
    size_t notes, episodes;
    double noted_at;           /* unix seconds; NaN */
    const char *text_signs;    /* words of its text that sound like a warning sign and that nothing in it ticks: "weak, white"; "" */
    bool late;                 /* made more than 48 h after the run */
    bool grave;                /* severity 7 or more, weakness, or a change of colour: what to do when it is numb now is to be shown (decision C5) */
};

enum tingle_status tingle_note_read(struct tingle_noted **out, struct tingle_journal *journal, int64_t run,
                                    struct tingle_error *err);
void tingle_noted_free(struct tingle_noted *noted);

/* What a note may be begun with: the note of the run nearest in time that says what was worn (shoe, laces, socks), or of the last
 * run before it that was numb and says where. found is false when there is none. */
enum tingle_alike { TINGLE_WORN_LIKE, TINGLE_NUMB_LIKE };
enum tingle_status tingle_note_alike(struct tingle_noted **out, struct tingle_journal *journal, int64_t run,
                                     enum tingle_alike what, struct tingle_error *err);

/* Takes the last change of a note back, or does again what was taken back last (docs/journal.md). Changes are notes made, changed and
 * removed, also by tingle_note_line, one-line notes of files, and proposals that were taken; not what tables brought. The last
 * 50 are kept. Errors: TINGLE_NO_INPUT (nothing to take back, or to do again). */
enum tingle_change { TINGLE_ADDED, TINGLE_CHANGED, TINGLE_REMOVED };
struct tingle_note_step {
    int64_t run;
    enum tingle_change change; /* what it was that is taken back, or done again */
    int64_t changed_at;        /* when it was first done; unix seconds */
    bool written_since;        /* an import wrote to the note after that; the other direction brings it back */
    size_t undos, redos;       /* how many are left */
};
enum tingle_status tingle_note_undo(struct tingle_note_step *out, struct tingle_journal *journal, struct tingle_error *err);
enum tingle_status tingle_note_redo(struct tingle_note_step *out, struct tingle_journal *journal, struct tingle_error *err);

/* --------------------------------------------------------------- own words */

/* A note that the runner's own words about a run suggest (docs/proposals.md). It is nothing until it is taken. */
struct tingle_proposal {
    int64_t id, run;
    double start_unix_s;       /* of the run */
    int utc_offset_s;
    const char *service;       /* where the words stand */
    const char *quote;         /* the words */
    enum tingle_felt felt;     /* numb or fine */
    const char *side, *regions, *quality, *onset; /* as in struct tingle_note; "" not said */
    double severity;
};

struct tingle_proposal_list {
    const struct tingle_proposal *proposal; /* the open ones of runs without a note of how the feet felt, one of a run, by
                                               the start of the runs */
    size_t proposals;
};

enum tingle_status tingle_proposals_list(struct tingle_proposal_list **out, struct tingle_journal *journal,
                                         struct tingle_error *err);
void tingle_proposal_list_free(struct tingle_proposal_list *list);

/* Settles an open proposal: taken, it becomes the run's note, made now; declined, it is not shown again. Errors:
 * TINGLE_NO_INPUT (no open one of that number), TINGLE_WRONG_USE (the run has a note of how the feet felt by now). */
enum tingle_status tingle_proposal_settle(struct tingle_journal *journal, int64_t id, bool take, struct tingle_error *err);

/* --------------------------------------------------------------------- shoes */

struct tingle_shoe {
    int64_t id;
    const char *name, *brand, *model;
    const char *size;          /* as printed: "EU 42.5" */
    const char *size_system;   /* where the size does not say it: "eu", "uk", "us-men", "us-women", "cm", ... (<tingle/fit.h>) */
    const char *width_label;   /* "2E", "wide" */
    double insole_length_mm;   /* the insole taken out */
    double width_mm;           /* inside, straight across the ball */
    double ball_mm;            /* from the heel end of the insole to where the shoe bends */
    const char *toe_shape;     /* "pointed", "rounded", "square", "foot-shaped" */
    const char *toe_depth;     /* "low", "medium", "high" */
    const char *upper;         /* "knit", "mesh" */
    double stack_heel_mm, stack_forefoot_mm, drop_mm;
    const char *cushioning, *cushioning_heel, *cushioning_forefoot;
    const char *insole;        /* also an orthotic */
    const char *arch_support, *laces;
    const char *lacing;        /* a pattern's code (<tingle/fit.h>): "LOOP" */
    double start_km;           /* when it was taken in */
    double km;                 /* now: start_km and the runs in it */
    const char *bought, *first_used, *retired; /* days "2026-03-01"; "" */
    size_t runs;
};

struct tingle_shoe_list {
    const struct tingle_shoe *shoe;
    size_t shoes;
};

enum tingle_status tingle_shoes_list(struct tingle_shoe_list **out, struct tingle_journal *journal,
                                     struct tingle_error *err);
void tingle_shoe_list_free(struct tingle_shoe_list *list);

/* The shoe of that name (without case), else the only one whose name begins so. TINGLE_NO_INPUT says the nearest, or that there are several. */
enum tingle_status tingle_shoe_find(const struct tingle_shoe **out, const struct tingle_shoe_list *list, const char *name, struct tingle_error *err);

/* Nothing said. */
void tingle_shoe_init(struct tingle_shoe *shoe);

/* Can it be, by itself? TINGLE_BAD_DATA says why not. */
enum tingle_status tingle_shoe_check(const struct tingle_shoe *shoe, struct tingle_error *err);

/* Adds a shoe, or changes the one of that name: NULL and NaN fields keep what is there. id, km and runs are
 * not read. Errors: TINGLE_BAD_DATA. */
enum tingle_status tingle_shoe_store(struct tingle_journal *journal, const struct tingle_shoe *shoe,
                                     struct tingle_error *err);

/* --------------------------------------------------- everything out and back in */

struct tingle_check_report {
    const char *const *problem;    /* one sentence each */
    size_t problems;
    size_t runs, notes, originals;
    int schema_version;
};

/* Looks the whole journal over: TINGLE_OK and the report, with or without problems. `rebuild` derives all
 * that is derived from the originals again. */
enum tingle_status tingle_journal_check(struct tingle_check_report **out, struct tingle_journal *journal,
                                        bool rebuild, struct tingle_error *err);
void tingle_check_report_free(struct tingle_check_report *report);

/* A folder of CSV, JSON and the original files: docs/export.md. The folder must be empty or new. */
enum tingle_status tingle_journal_export(struct tingle_journal *journal, const char *folder, struct tingle_error *err);

/* One file that holds everything. */
enum tingle_status tingle_journal_backup(struct tingle_journal *journal, const char *path, struct tingle_error *err);

/* A backup file or an export folder, of this or an older version, becomes the journal of `home`. Refuses
 * over an existing journal unless `force`. */
enum tingle_status tingle_journal_restore(const char *home, const char *path, bool force, struct tingle_error *err);

/* The whole journal, gone for good. */
enum tingle_status tingle_journal_delete(const char *home, struct tingle_error *err);

#ifdef __cplusplus
}
#endif
#endif
