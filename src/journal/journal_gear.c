/* Shoes. */
#include "journal/journal_gear.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "store/store.h"

enum { LIST_MAX_BYTES = 1 << 24, SHOES_MAX = 10000 };

void journal_shoe_init(struct journal_shoe *shoe)
{
    *shoe = (struct journal_shoe){.width_mm = NAN, .start_km = NAN};
}

static void shoe_from_row(struct journal_shoe *s, const struct store_query *q)
{
    struct { char *to; size_t size; } texts[] = {
        {s->name, sizeof s->name}, {s->brand, sizeof s->brand}, {s->model, sizeof s->model}, {s->size, sizeof s->size},
        {s->insole, sizeof s->insole}, {s->arch_support, sizeof s->arch_support}, {s->cushioning, sizeof s->cushioning},
        {s->first_used, sizeof s->first_used}, {s->retired, sizeof s->retired}};
    for (int i = 0; i < 9; i++) snprintf(texts[i].to, texts[i].size, "%s", store_text(q, i + 1));
    s->id = store_int(q, 0);
    s->width_mm = store_double(q, 10);
    s->start_km = store_double(q, 11);
    s->run_km = store_is_null(q, 12) ? 0 : store_double(q, 12) / 1000;
    s->runs = (size_t)store_int(q, 13);
}

static enum tingle_status read_shoes(struct journal_shoe_list *list, struct journal *j, struct tingle_error *err)
{
    struct store_query q;
    struct journal_counts counts;
    enum tingle_status st = journal_count(j, &counts, err);
    if (!st) st = store_query(&q, journal_store(j),
                              "SELECT s.id, s.name, brand, model, size, insole, arch_support, cushioning, first_used, retired,"
                              " width_mm, start_km, sum(r.distance_m), count(r.id) FROM shoe s LEFT JOIN note n ON n.shoe = s.id"
                              " LEFT JOIN run r ON r.id = n.run GROUP BY s.id ORDER BY s.id", err);
    if (st) return st;
    list->shoe = arena_array(&list->arena, counts.shoes, sizeof *list->shoe);
    if (!list->shoe) st = error_no_memory(err, "the list of shoes");
    while (!st && list->shoes < counts.shoes && store_row(&q, &st, err)) shoe_from_row(&list->shoe[list->shoes++], &q);
    store_done(&q);
    return st;
}

enum tingle_status journal_shoes(struct journal_shoe_list **out, struct journal *j, struct tingle_error *err)
{
    struct journal_shoe_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st;
    *out = NULL;
    if (!list) return error_no_memory(err, "the list of shoes");
    arena_init(&list->arena, LIST_MAX_BYTES);
    st = read_shoes(list, j, err);
    if (st) journal_shoe_list_free(list);
    else *out = list;
    return st;
}

void journal_shoe_list_free(struct journal_shoe_list *list)
{
    if (!list) return;
    arena_release(&list->arena);
    free(list);
}

static bool is_day(const char *text)
{
    double t;
    return !*text || (strlen(text) == 10 && utc_parse(text, 10, &t, NULL, NULL));
}

static enum tingle_status check_shoe(const struct journal_shoe *s, struct tingle_error *err)
{
    const char *const texts[] = {s->name, s->brand, s->model, s->size, s->insole, s->arch_support, s->cushioning};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!text_is_line(texts[i], strlen(texts[i])))
            return error_set(err, TINGLE_BAD_DATA, -1, "what is said of the shoe is no text in UTF-8, or has control characters in it");
    if (!*s->name) return error_set(err, TINGLE_BAD_DATA, -1, "a shoe needs a name");
    if (!is_day(s->first_used)) return error_set(err, TINGLE_BAD_DATA, -1, "first_used is \"%s\"; expected a day such as 2026-03-01", s->first_used);
    if (!is_day(s->retired)) return error_set(err, TINGLE_BAD_DATA, -1, "retired is \"%s\"; expected a day such as 2026-03-01", s->retired);
    if (s->width_mm < 40 || s->width_mm > 200) return error_set(err, TINGLE_BAD_DATA, -1, "width_mm is %g; expected 40 to 200", s->width_mm);
    if (s->start_km < 0) return error_set(err, TINGLE_BAD_DATA, -1, "start_km is %g; expected 0 or more", s->start_km);
    return TINGLE_OK;
}

static enum tingle_status shoe_known(struct journal *j, const char *name, bool *known, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT 1 FROM shoe WHERE name = ?1", err);
    if (st) return st;
    store_bind_text(&q, 1, name);
    *known = store_row(&q, &st, err);
    store_done(&q);
    return st;
}

enum tingle_status journal_shoe_store(struct journal *j, const struct journal_shoe *s, bool *added,
                                      struct tingle_error *err)
{
    const char *const texts[] = {s->brand, s->model, s->size, s->insole, s->arch_support, s->cushioning, s->first_used, s->retired};
    struct store_query q;
    bool known = false;
    enum tingle_status st = check_shoe(s, err);
    if (!st) st = shoe_known(j, s->name, &known, err);
    *added = !known;
    if (!st) st = store_query(&q, journal_store(j),
                              "INSERT INTO shoe (name, brand, model, size, insole, arch_support, cushioning, first_used, retired,"
                              " width_mm, start_km) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                              " ON CONFLICT (name) DO UPDATE SET brand = coalesce(excluded.brand, brand),"
                              " model = coalesce(excluded.model, model), size = coalesce(excluded.size, size),"
                              " insole = coalesce(excluded.insole, insole), arch_support = coalesce(excluded.arch_support, arch_support),"
                              " cushioning = coalesce(excluded.cushioning, cushioning), first_used = coalesce(excluded.first_used, first_used),"
                              " retired = coalesce(excluded.retired, retired), width_mm = coalesce(excluded.width_mm, width_mm),"
                              " start_km = coalesce(excluded.start_km, start_km)", err);
    if (st) return st;
    store_bind_text(&q, 1, s->name);
    for (int i = 0; i < 8; i++) store_bind_text(&q, i + 2, *texts[i] ? texts[i] : NULL);
    store_bind_double(&q, 10, s->width_mm);
    store_bind_double(&q, 11, s->start_km);
    return store_step(&q, err);
}
