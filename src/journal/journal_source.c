/* Which file tells of which run. */
#include <stdlib.h>
#include <string.h>

#include "journal/journal_schema.h"

enum { LIST_MAX_BYTES = 1 << 26 };

static void source_from_row(struct journal_source *s, const struct store_query *q)
{
    journal_original_from_row(&s->original, q);
    s->part = (int)store_int(q, 6);
    s->leads = store_int(q, 7) != 0;
}

static enum tingle_status read_sources(struct journal_source_list *list, struct journal *j, int64_t run, struct tingle_error *err)
{
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT " ORIGINAL_COLUMNS ", s.part, s.leads FROM run_source s"
                                        " JOIN original o ON o.id = s.original WHERE s.run = ?1"
                                        " ORDER BY s.leads DESC, o.id, s.part", err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    while (!st && store_row(&q, &st, err)) {
        if (arena_room(&list->arena, &list->source, list->sources, &room, sizeof *list->source)) source_from_row(&list->source[list->sources++], &q);
        else st = error_no_memory(err, "the files of a run");
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_sources(struct journal_source_list **out, struct journal *j, int64_t run,
                                   struct tingle_error *err)
{
    struct journal_source_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st;
    *out = NULL;
    if (!list) return error_no_memory(err, "the files of a run");
    arena_init(&list->arena, LIST_MAX_BYTES);
    st = read_sources(list, j, run, err);
    if (st) journal_source_list_free(list);
    else *out = list;
    return st;
}

void journal_source_list_free(struct journal_source_list *list)
{
    if (!list) return;
    arena_release(&list->arena);
    free(list);
}

enum tingle_status journal_runs_of_original(struct journal *j, int64_t original, int64_t *run, size_t room, size_t *count,
                                            struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT run FROM run_source WHERE original = ?1 ORDER BY part", err);
    *count = 0;
    if (st) return st;
    store_bind_int(&q, 1, original);
    while (*count < room && store_row(&q, &st, err)) run[(*count)++] = store_int(&q, 0);
    store_done(&q);
    return st;
}

enum tingle_status journal_run_near(struct journal *j, double start_unix_s, double tolerance_s, int64_t *id,
                                    struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT id FROM run WHERE start_unix_s BETWEEN ?1 - ?2 AND ?1 + ?2"
                                        " ORDER BY abs(start_unix_s - ?1), id LIMIT 1", err);
    *id = 0;
    if (st) return st;
    store_bind_double(&q, 1, start_unix_s);
    store_bind_double(&q, 2, tolerance_s);
    if (store_row(&q, &st, err)) *id = store_int(&q, 0);
    store_done(&q);
    return st;
}

enum tingle_status journal_run_set_title(struct journal *j, int64_t id, const char *title, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "UPDATE run SET title = ?2 WHERE id = ?1", err);
    if (st) return st;
    store_bind_int(&q, 1, id);
    store_bind_text(&q, 2, title);
    return store_step(&q, err);
}
