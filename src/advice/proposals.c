/* Words to notes. */
#include "advice/proposals.h"

#include <string.h>

#include "advice/diary.h"
#include "base/utc.h"

static const char *or_null(const char *text) { return *text ? text : NULL; }

static enum tingle_status store_note(struct journal *j, const struct journal_proposal *p, struct tingle_error *err)
{
    const struct diary_change change = {.noted_at = (double)utc_now(), .proposal = p->id};
    struct tingle_note note = diary_nothing_said();
    struct journal_note old;
    bool found;
    enum tingle_status st = journal_note_read(j, p->run, &old, &found, err);
    if (st) return st;
    if (*old.felt)
        return error_set(err, TINGLE_WRONG_USE, p->run, "run %lld has a note of how your feet felt by now; decline the proposal, or change the note: `tingle log %lld`",
                         (long long)p->run, (long long)p->run);
    note.felt = strcmp(p->felt, "numb") == 0 ? TINGLE_NUMB : TINGLE_FINE;
    note.side = or_null(p->side);
    note.regions = or_null(p->regions);
    note.quality = or_null(p->quality);
    note.onset = or_null(p->onset);
    note.severity = p->severity;
    if (!*old.text) note.text = p->quote;
    return diary_change(j, p->run, &note, &change, err);
}

static enum tingle_status find_open(struct journal *j, int64_t id, struct journal_proposal *out, struct tingle_error *err)
{
    struct journal_proposal_list *list = NULL;
    bool found = false;
    enum tingle_status st = journal_proposals(&list, j, true, err);
    for (size_t i = 0; !st && !found && i < list->count; i++)
        if ((found = list->proposal[i].id == id && list->proposal[i].state == PROPOSAL_OPEN)) *out = list->proposal[i];
    journal_proposal_list_free(list);
    if (st || found) return st;
    return error_set(err, TINGLE_NO_INPUT, id, "no open proposal number %lld; `tingle log --proposals` lists them", (long long)id);
}

enum tingle_status proposal_settle(struct journal *j, int64_t id, bool take, struct tingle_error *err)
{
    struct journal_proposal p;
    enum tingle_status st = journal_begin(j, err);
    if (st) return st;
    st = find_open(j, id, &p, err);
    if (!st && take) st = store_note(j, &p, err);
    if (!st) st = journal_proposal_settle(j, id, take ? PROPOSAL_TAKEN : PROPOSAL_DECLINED, err);
    return journal_end(j, st, err);
}
