/* <tingle/journal.h> over the rooms: where runs come from, and what is proposed from the runner's words. */
#include <tingle/journal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/proposals.h"
#include "api/journal_handle.h"
#include "journal/journal_told.h"

enum { HEX_SIZE = 2 * SHA256_SIZE + 1, ARENA_MAX = 1 << 28 };

/* ------------------------------------------------------------------ sources */

struct run_sources {
    struct tingle_run_sources shown;
    struct arena arena;
    struct journal_source_list *sources; /* own the texts */
    struct journal_told_list *told;
};

static const char *hex_text(struct arena *arena, const uint8_t hash[SHA256_SIZE])
{
    char hex[HEX_SIZE];
    for (int i = 0; i < SHA256_SIZE; i++) snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    return arena_text(arena, hex, HEX_SIZE - 1);
}

static enum tingle_status show_sources(struct run_sources *r, struct tingle_error *err)
{
    struct tingle_source *s = arena_array(&r->arena, r->sources->sources, sizeof *s);
    if (!s) return error_no_memory(err, "the files of a run");
    for (size_t i = 0; i < r->sources->sources; i++) {
        const struct journal_source *from = &r->sources->source[i];
        const struct journal_original *o = &from->original;
        s[i] = (struct tingle_source){.name = o->name, .size = o->size, .imported_at = o->imported_at, .part = from->part, .leads = from->leads,
                                      .sha256 = hex_text(&r->arena, o->sha256),
                                      .container = o->has_container ? hex_text(&r->arena, o->container) : ""};
        if (!s[i].sha256 || !s[i].container) return error_no_memory(err, "the files of a run");
    }
    r->shown.source = s;
    r->shown.sources = r->sources->sources;
    return TINGLE_OK;
}

static enum tingle_status show_told(struct run_sources *r, struct tingle_error *err)
{
    struct tingle_told *t = arena_array(&r->arena, r->told->count, sizeof *t);
    if (!t) return error_no_memory(err, "what is told of a run");
    for (size_t i = 0; i < r->told->count; i++) {
        const struct journal_told *from = &r->told->told[i];
        t[i] = (struct tingle_told){from->service, from->service_id, from->title, from->description, from->private_note, from->gear, from->weather_c};
    }
    r->shown.told = t;
    r->shown.tolds = r->told->count;
    return TINGLE_OK;
}

enum tingle_status tingle_run_sources_read(struct tingle_run_sources **out, struct tingle_journal *journal, int64_t id,
                                           struct tingle_error *err)
{
    struct run_sources *r = alloc_array(1, sizeof *r);
    struct journal_run run;
    enum tingle_status st = r ? journal_need(journal, err) : error_no_memory(err, "the files of a run");
    *out = NULL;
    if (r) arena_init(&r->arena, ARENA_MAX);
    if (!st) st = journal_run_read(journal->journal, id, &run, err);
    if (!st) st = journal_sources(&r->sources, journal->journal, id, err);
    if (!st) st = journal_told_of_run(&r->told, journal->journal, id, err);
    if (!st) st = show_sources(r, err);
    if (!st) st = show_told(r, err);
    if (st) tingle_run_sources_free(r ? &r->shown : NULL);
    else *out = &r->shown;
    return st;
}

void tingle_run_sources_free(struct tingle_run_sources *shown)
{
    struct run_sources *r = (struct run_sources *)shown;
    if (!r) return;
    journal_source_list_free(r->sources);
    journal_told_list_free(r->told);
    arena_release(&r->arena);
    free(r);
}

/* ---------------------------------------------------------------- proposals */

struct proposal_list {
    struct tingle_proposal_list shown;
    struct journal_proposal_list *inner; /* owns the texts */
    struct tingle_proposal *proposal;
};

static enum tingle_status show_proposal(struct tingle_proposal *to, struct journal *j, const struct journal_proposal *from,
                                        struct tingle_error *err)
{
    struct journal_run run;
    enum tingle_status st = journal_run_read(j, from->run, &run, err);
    if (st) return st;
    *to = (struct tingle_proposal){
        .id = from->id, .run = from->run, .start_unix_s = run.start_unix_s, .utc_offset_s = run.utc_offset_s, .service = from->service,
        .quote = from->quote, .felt = strcmp(from->felt, "numb") == 0 ? TINGLE_NUMB : TINGLE_FINE, .side = from->side,
        .regions = from->regions, .quality = from->quality, .onset = from->onset, .severity = from->severity};
    return TINGLE_OK;
}

enum tingle_status tingle_proposals_list(struct tingle_proposal_list **out, struct tingle_journal *journal,
                                         struct tingle_error *err)
{
    struct proposal_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st = list ? journal_need(journal, err) : error_no_memory(err, "the proposals");
    *out = NULL;
    if (!st) st = journal_proposals(&list->inner, journal->journal, false, err);
    if (!st) {
        list->proposal = alloc_array(list->inner->count, sizeof *list->proposal);
        if (!list->proposal) st = error_no_memory(err, "the proposals");
    }
    for (size_t i = 0; !st && i < list->inner->count; i++)
        st = show_proposal(&list->proposal[i], journal->journal, &list->inner->proposal[i], err);
    if (st) {
        tingle_proposal_list_free(list ? &list->shown : NULL);
        return st;
    }
    list->shown = (struct tingle_proposal_list){list->proposal, list->inner->count};
    *out = &list->shown;
    return TINGLE_OK;
}

void tingle_proposal_list_free(struct tingle_proposal_list *shown)
{
    struct proposal_list *list = (struct proposal_list *)shown;
    if (!list) return;
    journal_proposal_list_free(list->inner);
    free(list->proposal);
    free(list);
}

enum tingle_status tingle_proposal_settle(struct tingle_journal *journal, int64_t id, bool take, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : proposal_settle(journal->journal, id, take, err);
}
