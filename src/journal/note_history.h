/* What was done to the notes of runs, so that it can be taken back.
 *
 *     note before -- journal_note_change --> note after      one row: both, as JSON of the fields of note_field_table
 *                 <------ history_undo -----
 *                 ------- history_redo ---->
 *
 * Every change that the runner makes by hand, by a line of text or by taking a proposal goes through journal_note_change. What an
 * import writes (a table of notes, the shoe that a service knows) does not: it is not the runner's slip, and it stands in a
 * file. Undo and redo put back the whole note as it was. When something else wrote to it since, that is kept in the row first, so that a
 * redo after an undo always gives what was there before it.
 *
 * A new change ends the redo of those that were undone. The last HISTORY_KEPT are kept, with the journal and in its
 * backups; an export does not have them. A run that is deleted takes its own with it.
 */
#ifndef JOURNAL_NOTE_HISTORY_H
#define JOURNAL_NOTE_HISTORY_H

#include "journal/journal_note.h"

enum { HISTORY_KEPT = 50 };

/* Stores a note (NULL: removes it) and remembers what was there. A note that is as it was is no change. `proposal` is the one that
 * was taken with it, 0 none. Errors: those of journal_note_store. */
enum tingle_status journal_note_change(struct journal *j, int64_t run, const struct journal_note *note, int64_t proposal,
                                       struct tingle_error *err);

enum history_kind { HISTORY_ADDED, HISTORY_CHANGED, HISTORY_REMOVED };

struct history_step {
    int64_t run;
    enum history_kind kind;    /* what the change was that is undone, or done again */
    int64_t changed_at;        /* unix seconds */
    bool written_since;        /* something else had written to the note since; a redo (undo) brings that back */
    size_t undos, redos;       /* how many are left after it */
};

/* Takes the newest change back; a proposal that was taken with it is open again. TINGLE_NO_INPUT: there is none. */
enum tingle_status history_undo(struct journal *j, struct history_step *out, struct tingle_error *err);

/* Does again what was undone last. TINGLE_NO_INPUT: there is none. */
enum tingle_status history_redo(struct journal *j, struct history_step *out, struct tingle_error *err);

#endif
