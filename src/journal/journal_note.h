/* The note of a run: how the feet felt, and what the runner wore and did.
 *
 * One table of fields (note_field_table) describes everything once: name, kind, range or allowed words. The
 * diary CSV, the database and the checks all go through it, so a new question is one row there and one
 * column in a migration.
 *
 * Missing: NaN for numbers and flags, "" for texts and words. Flags are 0 or 1. A note may have several
 * episodes of numbness; the first is the one the model starts from.
 *
 *     onset        "40"            at minute 40 of movement        "30-45"      between these (also "30 to 45")
 *                  "early" "middle" "late"  third of the run       "unknown"    it happened
 *                  "stopped"       the run ended because of it     "stopped 5"  numb for 5 min before that
 *     breaks       "25+4 planned; 50+2 symptom"   from minute 25 (by the clock) for 4 min, its reason:
 *                  planned, symptom or other
 */
#ifndef JOURNAL_JOURNAL_NOTE_H
#define JOURNAL_JOURNAL_NOTE_H

#include "journal/journal.h"

enum { NOTE_WORD = 16, NOTE_LIST = 320, NOTE_TEXT = 1024, NOTE_EPISODES = 4, NOTE_BREAKS = 16 };

struct journal_episode {
    char side[NOTE_WORD];        /* left, right, both */
    char regions[NOTE_LIST];     /* codes of data/regions.csv, blanks between */
    char quality[NOTE_LIST];     /* numb tingling burning cold heavy */
    char onset[NOTE_WORD];       /* see above */
    double severity, pain;       /* 0-10 */
    char ended_by[NOTE_WORD];    /* stopping, walking, loosening, shoe-off, by-itself, not-yet */
    double relief_min;           /* from then until it had gone; with not-yet: how long it is known to have lasted */
    double weakness, colour_change, tight_leg, stopped_because; /* flags */
};

struct journal_note {
    char felt[NOTE_WORD];        /* numb, fine; "" not recorded, which is never "fine" */
    double noted_at;             /* unix seconds */
    char shoe[64];
    double lacing_left, lacing_right; /* 1 slides, 2 two fingers, 3 one finger, 4 tight, 5 leaves a mark */
    char sock[NOTE_WORD];        /* thin, medium, thick */
    double foam_before, foam_after, relaced; /* flags */
    double carried_kg, temperature_c;
    char why_ended[NOTE_WORD];   /* planned, numb, fear, other */
    char breaks[NOTE_LIST];
    char text[NOTE_TEXT];
    struct journal_episode episode[NOTE_EPISODES];
    size_t episodes;
};

/* ------------------------------------------------------------------------ fields */

enum note_kind {
    NOTE_NUMBER, /* double in [lo, hi] */
    NOTE_FLAG,   /* double 0 or 1; written no, yes */
    NOTE_ONE_OF, /* a word of `words` */
    NOTE_SOME_OF,/* words of `words`, blanks between */
    NOTE_REGIONS,/* codes of foot/regions.h, blanks between */
    NOTE_FREE,   /* text */
    NOTE_ONSET, NOTE_BREAK_LIST, NOTE_TIME
};

struct note_field {
    const char *name;            /* column of notes.csv and of the tables */
    enum note_kind kind;
    bool in_episode;
    size_t offset, size;         /* in struct journal_episode or journal_note */
    double lo, hi;
    const char *words;           /* allowed, blanks between; NULL: any */
};

extern const struct note_field note_field_table[];
extern const size_t note_field_count;

void journal_note_init(struct journal_note *note);
void journal_episode_init(struct journal_episode *episode);

/* Sets a field of a note (of its episode `number` where it belongs to one) from text; "" clears it. A "yes" or
 * "no" may be y, n, 1, 0. TINGLE_BAD_DATA names the field, what was found and what is allowed. */
enum tingle_status journal_note_set(struct journal_note *note, size_t number, const struct note_field *field,
                                    const char *text, struct tingle_error *err);

/* The field as text, into out (NOTE_TEXT bytes). */
void journal_note_get(const struct journal_note *note, size_t number, const struct note_field *field, char *out);

const struct note_field *journal_note_field(const char *name); /* NULL when there is none */

/* True when two notes say the same. */
bool journal_note_same(const struct journal_note *a, const struct journal_note *b);

/* ------------------------------------------------------------------------- parts */

enum note_onset { NOTE_ONSET_UNKNOWN, NOTE_ONSET_MINUTE, NOTE_ONSET_WINDOW, NOTE_ONSET_EARLY, NOTE_ONSET_MIDDLE,
                  NOTE_ONSET_LATE, NOTE_ONSET_STOPPED };

/* Takes an onset apart: minutes of movement, NaN where none is said. False when it is no onset. "" is unknown. */
bool journal_onset_parse(const char *text, enum note_onset *kind, double *from_min, double *to_min);

/* When an episode began, in minutes of movement: between *from_min and *to_min, which are the same for a minute. "stopped 5" counts from
 * the end of the run, of moving_min minutes of movement (NaN: not known). False, and NaN: it is not known. */
bool journal_episode_began(const struct journal_episode *episode, double moving_min, double *from_min, double *to_min);

/* When it began on a run: the earliest of the episodes, a window by its middle. NaN: not known of any. */
double journal_note_began(const struct journal_note *note, double moving_min);

enum note_reason { NOTE_PLANNED, NOTE_SYMPTOM, NOTE_OTHER };
struct note_break {
    double start_min, length_min; /* by the clock since the start */
    enum note_reason reason;
};

/* Takes a list of breaks apart; false when it is none. */
bool journal_breaks_parse(const char *text, struct note_break out[NOTE_BREAKS], size_t *count);

/* Minutes until it had gone; NaN when that is not known, or not over yet. */
double journal_episode_relief(const struct journal_episode *e);

/* Minutes that it is known to have lasted after the run: until it had gone; where it had not, until that was last said. NaN. */
double journal_episode_lasted(const struct journal_episode *e, const struct journal_note *note, const struct journal_run *run);

/* True when the note was made more than 48 h after the run's end. */
bool journal_note_is_late(const struct journal_note *note, const struct journal_run *run);

/* ----------------------------------------------------------------------- storing */

/* Puts the note in the place of the run's old one; what the runner does goes through note_history.h. The shoe must be known: TINGLE_BAD_DATA. The onset and breaks
 * must lie inside the run, noted_at not before it nor in the future. TINGLE_NO_INPUT: no such run. */
enum tingle_status journal_note_store(struct journal *j, int64_t run, const struct journal_note *note,
                                      struct tingle_error *err);

/* The same for a note that was in the journal before: what has changed around it (a run that was derived anew) does not keep it out. */
enum tingle_status journal_note_put_back(struct journal *j, int64_t run, const struct journal_note *note,
                                         struct tingle_error *err);

/* Removes the note of a run; nothing when it has none. */
enum tingle_status journal_note_remove(struct journal *j, int64_t run, struct tingle_error *err);

/* The note of a run; *found is false (and the note empty) when it has none. */
enum tingle_status journal_note_read(struct journal *j, int64_t run, struct journal_note *note, bool *found,
                                     struct tingle_error *err);

#endif
