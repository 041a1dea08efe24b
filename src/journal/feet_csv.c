/* Feet in and out. */
#include "journal/feet_csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "journal/journal_feet.h"

enum { TEXTS = 4, ROWS_MAX = 100000 };

#define PLACE(f) offsetof(struct journal_foot, f), sizeof((struct journal_foot *)0)->f

static const struct { const char *name; size_t offset, size; } texts[TEXTS] = {
    {"day", PLACE(day)}, {"side", PLACE(side)}, {"state", PLACE(state)}, {"text", PLACE(text)}};

struct reading {
    struct journal *journal;
    struct csv csv;
    struct journal_foot *row; /* those read so far: repeats are counted among them */
    size_t rows, room;
};

static const char *column_name(int i)
{
    return i < 3 ? texts[i].name : i < 3 + FOOT_MEASURES ? journal_foot_column[i - 3] : i == 3 + FOOT_MEASURES ? "text" : "simulated";
}
enum { COLUMNS = 5 + FOOT_MEASURES };

static enum tingle_status check_header(const struct csv *csv, struct tingle_error *err)
{
    int unused;
    enum tingle_status st;
    for (size_t i = 0; i < csv->columns; i++) {
        const char *nearest = column_name(0), *name = csv->header[i];
        for (int k = 0; k < COLUMNS; k++)
            if (text_distance(name, column_name(k)) < text_distance(name, nearest)) nearest = column_name(k);
        if (*name && !text_same(name, nearest))
            return error_set(err, TINGLE_BAD_DATA, 1, "%s: line 1: no column \"%.40s\" is known; nearest is \"%s\" (all: docs/feet-csv.md)",
                             csv->name, name, nearest);
    }
    st = csv_need_column(csv, "day", &unused, err);
    return st ? st : csv_need_column(csv, "side", &unused, err);
}

static enum tingle_status read_row(const struct csv *csv, struct journal_foot *foot, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    journal_foot_init(foot);
    for (int i = 0; i < TEXTS; i++) {
        const char *text = csv_text(csv, csv_column(csv, texts[i].name));
        if (strlen(text) >= texts[i].size)
            return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: %s is longer than %zu bytes; shorten it", csv->name,
                             (long long)csv->line, texts[i].name, texts[i].size - 1);
        memcpy((char *)foot + texts[i].offset, text, strlen(text) + 1);
    }
    for (char *c = foot->side; *c; c++) *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    if (text_same(foot->side, "l")) text_copy(foot->side, sizeof foot->side, "left");
    if (text_same(foot->side, "r")) text_copy(foot->side, sizeof foot->side, "right");
    for (int i = 0; !st && i < FOOT_MEASURES; i++)
        st = csv_number(csv, csv_column(csv, journal_foot_column[i]), -1e9, 1e9, &foot->mm[i], err);
    return st;
}

static bool same_number(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static bool same_foot(const struct journal_foot *a, const struct journal_foot *b)
{
    bool same = strcmp(a->day, b->day) == 0 && strcmp(a->side, b->side) == 0 && strcmp(a->state, b->state) == 0 && strcmp(a->text, b->text) == 0;
    for (int i = 0; i < FOOT_MEASURES; i++) same = same && same_number(a->mm[i], b->mm[i]);
    return same;
}

/* Keeps the row in mind; which of those that say the same it is, from 1. */
static enum tingle_status count_row(struct reading *r, const struct journal_foot *foot, size_t *nth, struct tingle_error *err)
{
    *nth = 1;
    if (r->rows == ROWS_MAX) return error_set(err, TINGLE_LIMIT, r->csv.line, "%s: over %d rows", r->csv.name, ROWS_MAX);
    if (!alloc_room(&r->row, r->rows, &r->room, sizeof *r->row)) return error_no_memory(err, r->csv.name);
    r->row[r->rows] = *foot;
    if (!*foot->state) text_copy(r->row[r->rows].state, sizeof foot->state, "rested");
    for (size_t i = 0; i < r->rows; i++) *nth += same_foot(&r->row[i], &r->row[r->rows]);
    r->rows++;
    return TINGLE_OK;
}

static enum tingle_status take_row(struct reading *r, size_t *added, struct tingle_error *err)
{
    const char *simulated = csv_text(&r->csv, csv_column(&r->csv, "simulated"));
    struct journal_foot foot;
    char place[400];
    size_t nth = 0, known = 0;
    int64_t id;
    enum tingle_status st = read_row(&r->csv, &foot, err);
    if (st) return st;
    snprintf(place, sizeof place, "%.300s: line %lld", r->csv.name, (long long)r->csv.line);
    if (*simulated && !text_same(simulated, "yes") && !text_same(simulated, "no"))
        return error_set(err, TINGLE_BAD_DATA, r->csv.line, "%s: simulated is \"%.40s\"; expected yes or no", place, simulated);
    st = journal_expect_kind(r->journal, text_same(simulated, "yes") ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
    if (!st) st = count_row(r, &foot, &nth, err);
    if (!st) st = journal_foot_count(r->journal, &foot, &known, err);
    if (!st && known < nth) {
        st = journal_foot_add(r->journal, &foot, &id, err);
        *added += !st;
    }
    return st ? error_prefix(err, st, place) : TINGLE_OK;
}

enum tingle_status feet_csv_import(struct journal *j, struct bytes view, const char *name, size_t *added, struct tingle_error *err)
{
    struct reading r = {.journal = j};
    bool got = true;
    enum tingle_status st = csv_open(&r.csv, view, name, err);
    *added = 0;
    if (st) return st;
    st = check_header(&r.csv, err);
    while (!st && got) {
        st = csv_next(&r.csv, &got, err);
        if (!st && got && csv_trim(&r.csv)) st = take_row(&r, added, err);
    }
    free(r.row);
    csv_release(&r.csv);
    return st;
}

bool feet_csv_looks_like(const struct csv *table)
{
    return csv_column(table, "day") >= 0 && csv_column(table, "side") >= 0 && csv_column(table, "start") < 0;
}

enum tingle_status feet_csv_write(struct buffer *out, struct journal *j, struct tingle_error *err)
{
    struct journal_foot_list *list = NULL;
    enum journal_kind kind;
    enum tingle_status st = journal_kind(j, &kind, err);
    if (!st) st = journal_feet(&list, j, err);
    for (int i = 0; i < COLUMNS; i++) csv_add(out, i == 0, column_name(i));
    csv_end_row(out);
    for (size_t i = 0; !st && i < list->feet; i++) {
        const struct journal_foot *f = &list->foot[i];
        csv_add(out, true, f->day);
        csv_add(out, false, f->side);
        csv_add(out, false, f->state);
        for (int k = 0; k < FOOT_MEASURES; k++) csv_add_number(out, false, f->mm[k]);
        csv_add(out, false, f->text);
        csv_add(out, false, kind == JOURNAL_SIMULATED ? "yes" : "");
        csv_end_row(out);
    }
    journal_foot_list_free(list);
    return st ? st : buffer_status(out, "the feet", err);
}
