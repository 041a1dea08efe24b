/* Notes found in the runner's words, waiting for the runner. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journal/journal_schema.h"
#include "journal/journal_told.h"

enum { LIST_MAX_BYTES = 1 << 28 };

static const char *const state_names[] = {"open", "taken", "declined"};

const char *journal_proposal_state_name(enum journal_proposal_state state) { return state_names[state]; }

/* Is there something to propose: no note on how the feet felt, not the same words as before, and no open question on this
 * run from another service that says as much? */
static enum tingle_status is_new(struct journal *j, const struct journal_proposal *p, bool *fresh, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT EXISTS (SELECT 1 FROM note WHERE run = ?1 AND felt IS NOT NULL)"
                                        " OR EXISTS (SELECT 1 FROM proposal WHERE run = ?1 AND quote = ?3)"
                                        " OR EXISTS (SELECT 1 FROM proposal WHERE run = ?1 AND service <> ?2 AND state = 'open'"
                                        " AND (felt = 'numb' OR ?4 = 'fine'))", err);
    *fresh = false;
    if (st) return st;
    store_bind_int(&q, 1, p->run);
    store_bind_text(&q, 2, p->service);
    store_bind_text(&q, 3, p->quote);
    store_bind_text(&q, 4, p->felt);
    if (store_row(&q, &st, err)) *fresh = store_int(&q, 0) == 0;
    store_done(&q);
    return st;
}

/* One open question for each run. */
static enum tingle_status remove_open(struct journal *j, int64_t run, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "DELETE FROM proposal WHERE run = ?1 AND state = 'open'", err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    return store_step(&q, err);
}

static const char *or_null(const char *text) { return *text ? text : NULL; }

#define PROPOSAL_ROW "INTO proposal (run, service, quote, felt, side, regions, quality, onset, severity, state)" \
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"

static enum tingle_status put(struct journal *j, const char *sql, const struct journal_proposal *p, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), sql, err);
    if (st) return st;
    store_bind_int(&q, 1, p->run);
    store_bind_text(&q, 2, p->service);
    store_bind_text(&q, 3, p->quote);
    store_bind_text(&q, 4, p->felt);
    store_bind_text(&q, 5, or_null(p->side));
    store_bind_text(&q, 6, or_null(p->regions));
    store_bind_text(&q, 7, or_null(p->quality));
    store_bind_text(&q, 8, or_null(p->onset));
    store_bind_double(&q, 9, p->severity);
    store_bind_text(&q, 10, state_names[p->state]);
    return store_step(&q, err);
}

enum tingle_status journal_proposal_add(struct journal *j, const struct journal_proposal *p, bool *added,
                                        struct tingle_error *err)
{
    enum tingle_status st = is_new(j, p, added, err);
    if (!st && *added) st = remove_open(j, p->run, err);
    return st || !*added ? st : put(j, "INSERT OR REPLACE " PROPOSAL_ROW, p, err);
}

enum tingle_status journal_proposal_withdraw(struct journal *j, int64_t run, const char *service, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "DELETE FROM proposal WHERE run = ?1 AND service = ?2 AND state = 'open'", err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    store_bind_text(&q, 2, service);
    return store_step(&q, err);
}

enum tingle_status journal_proposal_restore(struct journal *j, const struct journal_proposal *p, struct tingle_error *err)
{
    return put(j, "INSERT OR IGNORE " PROPOSAL_ROW, p, err);
}

bool journal_proposal_state_of(const char *name, enum journal_proposal_state *state)
{
    for (int i = 0; i < 3; i++) {
        if (strcmp(name, state_names[i]) != 0) continue;
        *state = (enum journal_proposal_state)i;
        return true;
    }
    return false;
}

static void from_row(struct journal_proposal *p, const struct store_query *q)
{
    *p = (struct journal_proposal){.id = store_int(q, 0), .run = store_int(q, 1), .severity = store_double(q, 9)};
    journal_proposal_state_of(store_text(q, 10), &p->state);
    snprintf(p->service, sizeof p->service, "%s", store_text(q, 2));
    snprintf(p->quote, sizeof p->quote, "%s", store_text(q, 3));
    snprintf(p->felt, sizeof p->felt, "%s", store_text(q, 4));
    snprintf(p->side, sizeof p->side, "%s", store_text(q, 5));
    snprintf(p->regions, sizeof p->regions, "%s", store_text(q, 6));
    snprintf(p->quality, sizeof p->quality, "%s", store_text(q, 7));
    snprintf(p->onset, sizeof p->onset, "%s", store_text(q, 8));
}

static enum tingle_status read_list(struct journal_proposal_list *list, struct journal *j, bool all, struct tingle_error *err)
{
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT p.id, p.run, p.service, p.quote, p.felt, p.side, p.regions, p.quality,"
                                        " p.onset, p.severity, p.state FROM proposal p JOIN run r ON r.id = p.run"
                                        " WHERE ?1 OR (p.state = 'open' AND NOT EXISTS (SELECT 1 FROM note n WHERE n.run = p.run AND n.felt IS NOT NULL))"
                                        " ORDER BY r.start_unix_s, r.id, p.id", err);
    if (st) return st;
    store_bind_int(&q, 1, all);
    while (!st && store_row(&q, &st, err)) {
        if (arena_room(&list->arena, &list->proposal, list->count, &room, sizeof *list->proposal)) from_row(&list->proposal[list->count++], &q);
        else st = error_no_memory(err, "the proposals");
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_proposals(struct journal_proposal_list **out, struct journal *j, bool all, struct tingle_error *err)
{
    struct journal_proposal_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st;
    *out = NULL;
    if (!list) return error_no_memory(err, "the proposals");
    arena_init(&list->arena, LIST_MAX_BYTES);
    st = read_list(list, j, all, err);
    if (st) journal_proposal_list_free(list);
    else *out = list;
    return st;
}

void journal_proposal_list_free(struct journal_proposal_list *list)
{
    if (!list) return;
    arena_release(&list->arena);
    free(list);
}

enum tingle_status journal_proposal_settle(struct journal *j, int64_t id, enum journal_proposal_state state,
                                           struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "UPDATE proposal SET state = ?2 WHERE id = ?1", err);
    if (st) return st;
    store_bind_int(&q, 1, id);
    store_bind_text(&q, 2, state_names[state]);
    st = store_step(&q, err);
    if (!st && store_changes(journal_store(j)) == 0)
        st = error_set(err, TINGLE_NO_INPUT, id, "no proposal number %lld; `tingle log --proposals` lists them", (long long)id);
    return st;
}
