/* Shoes of <tingle/journal.h> over the journal. */
#include <tingle/journal.h>

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "api/journal_handle.h"
#include "base/arena.h"
#include "journal/journal_gear.h"

/* Where the journal's fields (in the order of its table) stand in the public struct. */
#define PAIR(f) {#f, offsetof(struct tingle_shoe, f)}
static const struct { const char *name; size_t offset; } shown_field[] = {
    PAIR(name), PAIR(brand), PAIR(model), PAIR(size), PAIR(size_system), PAIR(width_label),
    PAIR(insole_length_mm), PAIR(width_mm), PAIR(ball_mm), PAIR(toe_shape), PAIR(toe_depth), PAIR(upper),
    PAIR(stack_heel_mm), PAIR(stack_forefoot_mm), PAIR(drop_mm), PAIR(cushioning), PAIR(cushioning_heel), PAIR(cushioning_forefoot),
    PAIR(insole), PAIR(arch_support), PAIR(laces), PAIR(lacing), PAIR(start_km), PAIR(bought),
    PAIR(first_used), PAIR(retired),
};

static const char **text_at(struct tingle_shoe *shoe, size_t i) { return (const char **)(void *)((char *)shoe + shown_field[i].offset); }
static double *number_at(struct tingle_shoe *shoe, size_t i) { return (double *)(void *)((char *)shoe + shown_field[i].offset); }

struct shoe_list {
    struct tingle_shoe_list shown;
    struct journal_shoe_list *inner;
    struct tingle_shoe *shoe;
};

static struct tingle_shoe shoe_of(struct journal_shoe *s)
{
    struct tingle_shoe shown = {.id = s->id, .km = (isnan(s->start_km) ? 0 : s->start_km) + s->run_km, .runs = s->runs};
    for (size_t i = 0; i < sizeof shown_field / sizeof *shown_field; i++) {
        const struct shoe_field *f = shoe_field_find(shown_field[i].name);
        if (shoe_field_is_number(f)) *number_at(&shown, i) = *shoe_field_number(s, f);
        else *text_at(&shown, i) = shoe_field_text(s, f);
    }
    return shown;
}

enum tingle_status tingle_shoes_list(struct tingle_shoe_list **out, struct tingle_journal *journal,
                                     struct tingle_error *err)
{
    struct shoe_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st = list ? TINGLE_OK : error_no_memory(err, "the list of shoes");
    *out = NULL;
    if (!st && journal->journal) st = journal_shoes(&list->inner, journal->journal, err);
    if (!st && list->inner) {
        list->shown.shoes = list->inner->shoes;
        list->shoe = alloc_array(list->shown.shoes, sizeof *list->shoe);
        if (!list->shoe) st = error_no_memory(err, "the list of shoes");
    }
    for (size_t i = 0; !st && i < list->shown.shoes; i++) list->shoe[i] = shoe_of(&list->inner->shoe[i]);
    if (st) {
        tingle_shoe_list_free(list ? &list->shown : NULL);
        return st;
    }
    list->shown.shoe = list->shoe;
    *out = &list->shown;
    return TINGLE_OK;
}

enum tingle_status tingle_shoe_find(const struct tingle_shoe **out, const struct tingle_shoe_list *shown, const char *name, struct tingle_error *err)
{
    const struct shoe_list *list = (const struct shoe_list *)shown;
    size_t i;
    enum tingle_status st = journal_shoe_find(&i, list->inner, name, err);
    if (!st) *out = &shown->shoe[i];
    return st;
}

void tingle_shoe_list_free(struct tingle_shoe_list *shown)
{
    struct shoe_list *list = (struct shoe_list *)shown;
    if (!list) return;
    journal_shoe_list_free(list->inner);
    free(list->shoe);
    free(list);
}

void tingle_shoe_init(struct tingle_shoe *shoe)
{
    *shoe = (struct tingle_shoe){.km = (double)NAN};
    for (size_t i = 0; i < sizeof shown_field / sizeof *shown_field; i++)
        if (shoe_field_is_number(shoe_field_find(shown_field[i].name))) *number_at(shoe, i) = (double)NAN;
}

/* A text of the public struct into the journal's field. */
static enum tingle_status take_text(struct journal_shoe *to, const struct shoe_field *f, const char *from, struct tingle_error *err)
{
    if (!from) return TINGLE_OK;
    if (strlen(from) >= f->size) return error_set(err, TINGLE_BAD_DATA, -1, "%s is longer than %zu characters", f->name, f->size - 1);
    memcpy(shoe_field_text(to, f), from, strlen(from) + 1);
    return TINGLE_OK;
}

static enum tingle_status take_shoe(struct journal_shoe *s, const struct tingle_shoe *shoe, struct tingle_error *err)
{
    struct tingle_shoe said = *shoe;
    enum tingle_status st = TINGLE_OK;
    journal_shoe_init(s);
    for (size_t i = 0; !st && i < sizeof shown_field / sizeof *shown_field; i++) {
        const struct shoe_field *f = shoe_field_find(shown_field[i].name);
        if (shoe_field_is_number(f)) *shoe_field_number(s, f) = *number_at(&said, i);
        else st = take_text(s, f, *text_at(&said, i), err);
    }
    return st;
}

enum tingle_status tingle_shoe_check(const struct tingle_shoe *shoe, struct tingle_error *err)
{
    struct journal_shoe s;
    enum tingle_status st = take_shoe(&s, shoe, err);
    return st ? st : journal_shoe_check(&s, err);
}

enum tingle_status tingle_shoe_store(struct tingle_journal *journal, const struct tingle_shoe *shoe,
                                     struct tingle_error *err)
{
    struct journal_shoe s;
    bool added;
    enum tingle_status st = journal_need(journal, err);
    if (!st) st = take_shoe(&s, shoe, err);
    return st ? st : journal_shoe_store(journal->journal, &s, &added, err);
}
