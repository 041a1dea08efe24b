/* Shoes in and out. */
#include "journal/shoes_csv.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"
#include "journal/journal_gear.h"

static enum tingle_status check_header(const struct csv *csv, struct tingle_error *err)
{
    int unused;
    for (size_t i = 0; i < csv->columns; i++) {
        const char *nearest = "simulated", *name = csv->header[i];
        if (!*name || text_same(name, "simulated") || shoe_field_find(name)) continue;
        for (size_t k = 0; k < shoe_field_count; k++)
            if (text_distance(name, shoe_field_table[k].name) < text_distance(name, nearest)) nearest = shoe_field_table[k].name;
        return error_set(err, TINGLE_BAD_DATA, 1, "%s: line 1: no column \"%.40s\" is known; nearest is \"%s\" (all: docs/shoes-csv.md)",
                         csv->name, name, nearest);
    }
    return csv_need_column(csv, "name", &unused, err);
}

static enum tingle_status set_cell(struct journal_shoe *shoe, const struct csv *csv, int at, struct tingle_error *err)
{
    const struct shoe_field *c = shoe_field_find(csv->header[at]);
    const char *text = csv->field[at];
    if (!*csv->header[at] && *text)
        return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: \"%.40s\" stands in a column without a name", csv->name,
                         (long long)csv->line, text);
    if (!c) return TINGLE_OK;
    if (shoe_field_is_number(c)) return csv_number(csv, at, -1e9, 1e9, shoe_field_number(shoe, c), err);
    if (strlen(text) >= c->size)
        return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: %s is longer than %zu bytes; shorten it", csv->name,
                         (long long)csv->line, c->name, c->size - 1);
    memcpy(shoe_field_text(shoe, c), text, strlen(text) + 1);
    return TINGLE_OK;
}

static enum tingle_status take_row(struct journal *j, const struct csv *csv, struct shoes_csv_result *out, struct tingle_error *err)
{
    struct journal_shoe shoe;
    const char *simulated = csv_text(csv, csv_column(csv, "simulated"));
    char place[400];
    bool added = false;
    enum tingle_status st = TINGLE_OK;
    if (*simulated && !text_same(simulated, "yes") && !text_same(simulated, "no"))
        return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: simulated is \"%.40s\"; expected yes or no", csv->name,
                         (long long)csv->line, simulated);
    journal_shoe_init(&shoe);
    for (int i = 0; !st && i < (int)csv->columns; i++) st = set_cell(&shoe, csv, i, err);
    if (st) return st;
    st = journal_expect_kind(j, text_same(simulated, "yes") ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
    if (!st) st = journal_shoe_store(j, &shoe, &added, err);
    snprintf(place, sizeof place, "%.300s: line %lld", csv->name, (long long)csv->line);
    if (st) return error_prefix(err, st, place);
    out->added += added;
    out->changed += !added;
    return TINGLE_OK;
}

enum tingle_status shoes_csv_import(struct journal *j, struct bytes view, const char *name,
                                    struct shoes_csv_result *out, struct tingle_error *err)
{
    struct csv csv;
    bool got = true;
    enum tingle_status st = csv_open(&csv, view, name, err);
    *out = (struct shoes_csv_result){0};
    if (st) return st;
    st = check_header(&csv, err);
    while (!st && got) {
        st = csv_next(&csv, &got, err);
        if (!st && got && csv_trim(&csv)) st = take_row(j, &csv, out, err);
    }
    csv_release(&csv);
    return st;
}

bool shoes_csv_looks_like(const struct csv *table)
{
    return csv_column(table, "name") >= 0 && csv_column(table, "start") < 0;
}

static void write_row(struct buffer *out, struct journal_shoe *shoe, bool simulated)
{
    for (size_t i = 0; i < shoe_field_count; i++) {
        const struct shoe_field *f = &shoe_field_table[i];
        if (shoe_field_is_number(f)) csv_add_number(out, i == 0, *shoe_field_number(shoe, f));
        else csv_add(out, i == 0, shoe_field_text(shoe, f));
    }
    csv_add(out, false, simulated ? "yes" : "");
    csv_end_row(out);
}

enum tingle_status shoes_csv_write(struct buffer *out, struct journal *j, struct tingle_error *err)
{
    struct journal_shoe_list *list = NULL;
    enum journal_kind kind;
    enum tingle_status st = journal_kind(j, &kind, err);
    if (!st) st = journal_shoes(&list, j, err);
    for (size_t i = 0; i < shoe_field_count; i++) csv_add(out, i == 0, shoe_field_table[i].name);
    csv_add(out, false, "simulated");
    csv_end_row(out);
    for (size_t i = 0; !st && i < list->shoes; i++) write_row(out, &list->shoe[i], kind == JOURNAL_SIMULATED);
    journal_shoe_list_free(list);
    return st ? st : buffer_status(out, "the shoes", err);
}
