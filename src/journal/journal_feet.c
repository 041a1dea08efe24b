/* Feet, as they were measured. */
#include "journal/journal_feet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "foot/shoe_fit.h"
#include "store/store.h"

enum { LIST_MAX_BYTES = 1 << 26 };

const char *const journal_foot_column[FOOT_MEASURES] = {"length_mm", "width_mm", "oblique_mm", "girth_mm", "ball_mm"};

#define COLUMNS "day, side, state, length_mm, width_mm, oblique_mm, girth_mm, ball_mm, text"

void journal_foot_init(struct journal_foot *foot)
{
    *foot = (struct journal_foot){0};
    for (int i = 0; i < FOOT_MEASURES; i++) foot->mm[i] = (double)NAN;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void foot_from_row(struct journal_foot *f, const struct store_query *q)
{
    f->id = store_int(q, 0);
    snprintf(f->day, sizeof f->day, "%s", store_text(q, 1));
    snprintf(f->side, sizeof f->side, "%s", store_text(q, 2));
    snprintf(f->state, sizeof f->state, "%s", store_text(q, 3));
    for (int i = 0; i < FOOT_MEASURES; i++) f->mm[i] = store_double(q, 4 + i);
    snprintf(f->text, sizeof f->text, "%s", store_text(q, 4 + FOOT_MEASURES));
}

static enum tingle_status read_feet(struct journal_foot_list *list, struct journal *j, struct tingle_error *err)
{
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT id, " COLUMNS " FROM foot ORDER BY day, side, state DESC, id", err);
    if (st) return st;
    while (!st && store_row(&q, &st, err)) {
        if (arena_room(&list->arena, &list->foot, list->feet, &room, sizeof *list->foot)) foot_from_row(&list->foot[list->feet++], &q);
        else st = error_no_memory(err, "the list of feet");
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_feet(struct journal_foot_list **out, struct journal *j, struct tingle_error *err)
{
    struct journal_foot_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st;
    *out = NULL;
    if (!list) return error_no_memory(err, "the list of feet");
    arena_init(&list->arena, LIST_MAX_BYTES);
    st = read_feet(list, j, err);
    if (st) journal_foot_list_free(list);
    else *out = list;
    return st;
}

void journal_foot_list_free(struct journal_foot_list *list)
{
    if (!list) return;
    arena_release(&list->arena);
    free(list);
}

/* --- checks ----------------------------------------------------------------------------------- */

static enum tingle_status check_when(const struct journal_foot *f, struct tingle_error *err)
{
    double day;
    if (strlen(f->day) != 10 || !utc_parse(f->day, 10, &day, NULL, NULL))
        return error_set(err, TINGLE_BAD_DATA, -1, "day is \"%s\"; expected a day such as 2026-03-01", f->day);
    if (day > (double)utc_now() + 86400) return error_set(err, TINGLE_BAD_DATA, -1, "day is %s, which is still to come", f->day);
    if (*f->side && strcmp(f->side, "left") != 0 && strcmp(f->side, "right") != 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "side is \"%s\"; expected left or right: each foot is measured by itself", f->side);
    if (*f->state && strcmp(f->state, "rested") != 0 && strcmp(f->state, "late") != 0 && strcmp(f->state, "after-run") != 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "state is \"%s\"; expected rested, late (in the day) or after-run", f->state);
    if (!text_is_line(f->text, strlen(f->text)))
        return error_set(err, TINGLE_BAD_DATA, -1, "text is no text in UTF-8, or has control characters in it");
    return TINGLE_OK;
}

enum tingle_status journal_foot_check(const struct journal_foot *f, struct tingle_error *err)
{
    enum tingle_status st = check_when(f, err);
    for (int i = 0; !st && i < FOOT_MEASURES; i++) st = fit_check((enum fit_measure)i, f->mm[i], err);
    if (st) return st;
    for (int i = 1; i < FOOT_MEASURES; i++)
        if (i != FIT_GIRTH && f->mm[i] >= f->mm[FIT_LENGTH])
            return error_set(err, TINGLE_BAD_DATA, -1, "%s is %g and its length %g: a foot is longer than that; were the two changed over?", fit_error[i].words,
                             f->mm[i], f->mm[FIT_LENGTH]);
    if (f->mm[FIT_OBLIQUE] < f->mm[FIT_WIDTH] - fit_error[FIT_WIDTH].error_mm)
        return error_set(err, TINGLE_BAD_DATA, -1, "oblique width is %g and width %g: from joint to joint is no less than straight across; measure again",
                         f->mm[FIT_OBLIQUE], f->mm[FIT_WIDTH]);
    if (f->mm[FIT_GIRTH] <= 2 * f->mm[FIT_WIDTH])
        return error_set(err, TINGLE_BAD_DATA, -1, "girth is %g and width %g: once round is more than there and back", f->mm[FIT_GIRTH], f->mm[FIT_WIDTH]);
    return TINGLE_OK;
}

static enum tingle_status check_foot(const struct journal_foot *f, struct tingle_error *err)
{
    bool any = false;
    for (int i = 0; i < FOOT_MEASURES; i++) any = any || !isnan(f->mm[i]);
    if (!*f->side) return error_set(err, TINGLE_BAD_DATA, -1, "side is \"\"; expected left or right: each foot is measured by itself");
    if (any) return journal_foot_check(f, err);
    return error_set(err, TINGLE_BAD_DATA, -1, "nothing is measured: at least one of length, width, oblique, girth, ball is needed");
}

/* --- storing ---------------------------------------------------------------------------------- */

static void bind(struct store_query *q, const struct journal_foot *f)
{
    store_bind_text(q, 1, f->day);
    store_bind_text(q, 2, f->side);
    store_bind_text(q, 3, f->state);
    for (int i = 0; i < FOOT_MEASURES; i++) store_bind_double(q, 4 + i, f->mm[i]);
    store_bind_text(q, 4 + FOOT_MEASURES, *f->text ? f->text : NULL);
}

static void default_state(struct journal_foot *f)
{
    if (!*f->state) snprintf(f->state, sizeof f->state, "rested");
}

enum tingle_status journal_foot_add(struct journal *j, const struct journal_foot *foot, int64_t *id, struct tingle_error *err)
{
    struct journal_foot f = *foot;
    struct store_query q;
    enum tingle_status st;
    default_state(&f);
    st = check_foot(&f, err);
    if (!st) st = store_query(&q, journal_store(j), "INSERT INTO foot (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", err);
    if (st) return st;
    bind(&q, &f);
    st = store_step(&q, err);
    if (!st) *id = store_last_id(journal_store(j));
    return st;
}

enum tingle_status journal_foot_count(struct journal *j, const struct journal_foot *foot, size_t *count, struct tingle_error *err)
{
    struct journal_foot f = *foot;
    struct store_query q;
    enum tingle_status st;
    default_state(&f);
    st = store_query(&q, journal_store(j),
                     "SELECT count(*) FROM foot WHERE day = ?1 AND side = ?2 AND state = ?3 AND length_mm IS ?4 AND width_mm IS ?5 AND oblique_mm IS ?6"
                     " AND girth_mm IS ?7 AND ball_mm IS ?8 AND text IS ?9", err);
    if (st) return st;
    bind(&q, &f);
    *count = store_row(&q, &st, err) ? (size_t)store_int(&q, 0) : 0;
    store_done(&q);
    return st;
}

enum tingle_status journal_foot_delete(struct journal *j, int64_t id, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "DELETE FROM foot WHERE id = ?1", err);
    if (st) return st;
    store_bind_int(&q, 1, id);
    st = store_step(&q, err);
    if (!st && store_changes(journal_store(j)) == 0)
        st = error_set(err, TINGLE_NO_INPUT, id, "there is no measurement %lld (see: tingle feet)", (long long)id);
    return st;
}
