/* <tingle/journal.h> over the rooms: notes. */
#include <tingle/journal.h>

#include <string.h>

#include "advice/diary.h"
#include "advice/diary_view.h"
#include "advice/text_notes.h"
#include "api/journal_handle.h"
#include "journal/note_history.h"

void tingle_note_init(struct tingle_note *note) { *note = diary_nothing_said(); }

enum tingle_status tingle_note_store(struct tingle_journal *journal, int64_t run, const struct tingle_note *note,
                                     struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : diary_store(journal->journal, run, note, err);
}

enum tingle_status tingle_note_check(struct tingle_journal *journal, int64_t run, const struct tingle_note *note,
                                     struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : diary_check(journal->journal, run, note, err);
}

enum tingle_status tingle_note_line(int64_t *run, struct tingle_journal *journal, const char *line, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : text_note_store(run, journal->journal, line, err);
}

enum tingle_status tingle_note_line_run(int64_t *run, struct tingle_journal *journal, const char *line, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : text_note_run(run, journal->journal, line, err);
}

enum tingle_status tingle_note_refuse_fine(struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : diary_refuse_fine(journal->journal, run, err);
}

enum tingle_status tingle_note_remove(struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    struct journal_note old;
    bool found = false;
    enum tingle_status st = journal_need(journal, err);
    if (!st) st = journal_note_read(journal->journal, run, &old, &found, err);
    if (!st && !found) st = error_set(err, TINGLE_NO_INPUT, run, "run %lld has no note", (long long)run);
    return st ? st : journal_note_change(journal->journal, run, NULL, 0, err);
}

enum tingle_status tingle_note_read(struct tingle_noted **out, struct tingle_journal *journal, int64_t run,
                                    struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    *out = NULL;
    return st ? st : diary_read(out, journal->journal, run, err);
}

void tingle_noted_free(struct tingle_noted *noted) { diary_noted_free(noted); }

enum tingle_status tingle_note_alike(struct tingle_noted **out, struct tingle_journal *journal, int64_t run,
                                     enum tingle_alike what, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    *out = NULL;
    return st ? st : diary_alike(out, journal->journal, run, what, err);
}

static enum tingle_status step(struct tingle_note_step *out, struct tingle_journal *journal,
                               enum tingle_status (*go)(struct journal *, struct history_step *, struct tingle_error *), struct tingle_error *err)
{
    static const enum tingle_change changes[] = {[HISTORY_ADDED] = TINGLE_ADDED, [HISTORY_CHANGED] = TINGLE_CHANGED, [HISTORY_REMOVED] = TINGLE_REMOVED};
    struct history_step s;
    enum tingle_status st = journal_need(journal, err);
    if (!st) st = go(journal->journal, &s, err);
    if (!st) *out = (struct tingle_note_step){s.run, changes[s.kind], s.changed_at, s.written_since, s.undos, s.redos};
    return st;
}

enum tingle_status tingle_note_undo(struct tingle_note_step *out, struct tingle_journal *journal, struct tingle_error *err)
{
    return step(out, journal, history_undo, err);
}

enum tingle_status tingle_note_redo(struct tingle_note_step *out, struct tingle_journal *journal, struct tingle_error *err)
{
    return step(out, journal, history_redo, err);
}
