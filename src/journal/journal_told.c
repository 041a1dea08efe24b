/* Words of services, as they came. */
#include "journal/journal_told.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "journal/journal_schema.h"

enum { LIST_MAX_BYTES = 1 << 28 };

static const char *or_null(const char *text) { return text && *text ? text : NULL; }

static void bind_told(struct store_query *q, int64_t run, const struct journal_told *t)
{
    store_bind_int(q, 1, run);
    store_bind_text(q, 2, t->service);
    store_bind_text(q, 3, t->service_id);
    store_bind_text(q, 4, or_null(t->title));
    store_bind_text(q, 5, or_null(t->description));
    store_bind_text(q, 6, or_null(t->private_note));
    store_bind_text(q, 7, or_null(t->gear));
    store_bind_double(q, 8, t->weather_c);
}

/* Texts are compared so that an export imported again changes nothing; IS treats NULLs as equal. */
static enum tingle_status is_known(struct journal *j, int64_t run, const struct journal_told *t, bool *known, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT 1 FROM told WHERE run = ?1 AND service = ?2 AND service_id = ?3"
                                        " AND title IS ?4 AND description IS ?5 AND private_note IS ?6 AND gear IS ?7 AND weather_c IS ?8", err);
    *known = false;
    if (st) return st;
    bind_told(&q, run, t);
    *known = store_row(&q, &st, err);
    store_done(&q);
    return st;
}

static enum tingle_status put(struct journal *j, int64_t run, const struct journal_told *t, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "INSERT OR REPLACE INTO told (run, service, service_id, title, description,"
                                        " private_note, gear, weather_c) SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM run WHERE id = ?1", err);
    if (st) return st;
    bind_told(&q, run, t);
    st = store_step(&q, err);
    if (!st && store_changes(journal_store(j)) == 0)
        st = error_set(err, TINGLE_NO_INPUT, run, "no run number %lld in the journal; `tingle runs` lists them", (long long)run);
    return st;
}

enum tingle_status journal_told_store(struct journal *j, int64_t run, const struct journal_told *told, bool *changed,
                                      struct tingle_error *err)
{
    bool known = false;
    enum tingle_status st = is_known(j, run, told, &known, err);
    *changed = !known;
    return st || known ? st : put(j, run, told, err);
}

static enum tingle_status keep_text(struct arena *arena, const char **to, const char *from, struct tingle_error *err)
{
    *to = arena_text(arena, from, strlen(from));
    return *to ? TINGLE_OK : error_no_memory(err, "what is told of a run");
}

static enum tingle_status keep_row(struct journal_told_list *list, const struct store_query *q, size_t *room, struct tingle_error *err)
{
    struct journal_told *t;
    enum tingle_status st = TINGLE_OK;
    if (!arena_room(&list->arena, &list->told, list->count, room, sizeof *list->told)) return error_no_memory(err, "what is told of a run");
    t = &list->told[list->count];
    t->weather_c = store_double(q, 6);
    const char **const texts[] = {&t->service, &t->service_id, &t->title, &t->description, &t->private_note, &t->gear};
    for (int i = 0; !st && i < 6; i++) st = keep_text(&list->arena, texts[i], store_text(q, i), err);
    if (!st) list->count++;
    return st;
}

enum tingle_status journal_told_of_run(struct journal_told_list **out, struct journal *j, int64_t run,
                                       struct tingle_error *err)
{
    struct journal_told_list *list = alloc_array(1, sizeof *list);
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = list ? TINGLE_OK : error_no_memory(err, "what is told of a run");
    *out = NULL;
    if (st) return st;
    arena_init(&list->arena, LIST_MAX_BYTES);
    st = store_query(&q, journal_store(j), "SELECT service, service_id, title, description, private_note, gear, weather_c"
                     " FROM told WHERE run = ?1 ORDER BY service, service_id", err);
    if (!st) {
        store_bind_int(&q, 1, run);
        while (!st && store_row(&q, &st, err)) st = keep_row(list, &q, &room, err);
        store_done(&q);
    }
    if (st) journal_told_list_free(list);
    else *out = list;
    return st;
}

void journal_told_list_free(struct journal_told_list *list)
{
    if (!list) return;
    arena_release(&list->arena);
    free(list);
}
