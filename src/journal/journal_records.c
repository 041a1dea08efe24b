/* Tried, home checks, questionnaires: rows in and out. */
#include "journal/journal_records.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "store/store.h"

enum { RECORDS_MAX_BYTES = 1 << 28 };

/* ---------------------------------------------------------------------- reading */

static enum tingle_status read_tried(struct journal_records *r, struct journal *j, struct tingle_error *err)
{
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT since, what, result FROM tried ORDER BY since, what", err);
    while (!st && store_row(&q, &st, err)) {
        struct journal_tried *t;
        if (!arena_room(&r->arena, &r->tried, r->trieds, &room, sizeof *r->tried)) {
            st = error_no_memory(err, "what was tried");
            break;
        }
        t = &r->tried[r->trieds++];
        text_copy(t->since, sizeof t->since, store_text(&q, 0));
        text_copy(t->what, sizeof t->what, store_text(&q, 1));
        text_copy(t->result, sizeof t->result, store_text(&q, 2));
    }
    store_done(&q);
    return st;
}

static enum tingle_status read_checks(struct journal_records *r, struct journal *j, struct tingle_error *err)
{
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT day, name, moment, coalesce(left_failed, -1), coalesce(right_failed, -1)"
                                        " FROM home_check ORDER BY day, name, moment", err);
    while (!st && store_row(&q, &st, err)) {
        struct journal_home_check *c;
        if (!arena_room(&r->arena, &r->check, r->checks, &room, sizeof *r->check)) {
            st = error_no_memory(err, "the home checks");
            break;
        }
        c = &r->check[r->checks++];
        text_copy(c->day, sizeof c->day, store_text(&q, 0));
        text_copy(c->check, sizeof c->check, store_text(&q, 1));
        text_copy(c->moment, sizeof c->moment, store_text(&q, 2));
        c->left = (int)store_int(&q, 3);
        c->right = (int)store_int(&q, 4);
    }
    store_done(&q);
    return st;
}

static enum tingle_status read_answers(struct journal_records *r, struct journal *j, struct tingle_error *err)
{
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT day, scale, item, value FROM scale_answer ORDER BY day, scale, item", err);
    while (!st && store_row(&q, &st, err)) {
        struct journal_scale_answer *a;
        if (!arena_room(&r->arena, &r->answer, r->answers, &room, sizeof *r->answer)) {
            st = error_no_memory(err, "the questionnaires");
            break;
        }
        a = &r->answer[r->answers++];
        text_copy(a->day, sizeof a->day, store_text(&q, 0));
        text_copy(a->scale, sizeof a->scale, store_text(&q, 1));
        text_copy(a->item, sizeof a->item, store_text(&q, 2));
        a->value = store_double(&q, 3);
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_records_read(struct journal_records **out, struct journal *j, struct tingle_error *err)
{
    struct journal_records *r = alloc_array(1, sizeof *r);
    enum tingle_status st;
    *out = NULL;
    if (!r) return error_no_memory(err, "the records");
    arena_init(&r->arena, RECORDS_MAX_BYTES);
    st = read_tried(r, j, err);
    if (!st) st = read_checks(r, j, err);
    if (!st) st = read_answers(r, j, err);
    if (st) journal_records_free(r);
    else *out = r;
    return st;
}

void journal_records_free(struct journal_records *records)
{
    if (!records) return;
    arena_release(&records->arena);
    free(records);
}

/* ---------------------------------------------------------------------- writing */

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0) return true;
    return false;
}

bool journal_result_is_known(const char *result)
{
    static const char *const words[] = {"", "better", "same", "worse", "unclear", NULL};
    return is_one_of(result, words);
}

bool journal_moment_is_known(const char *moment)
{
    static const char *const words[] = {"rested", "before", "after", NULL};
    return is_one_of(moment, words);
}

static enum tingle_status check_day(const char *day, struct tingle_error *err)
{
    double t;
    if (strlen(day) == 10 && utc_parse(day, 10, &t, NULL, NULL)) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "\"%.40s\" is no day; expected one such as 2026-11-26", day);
}

static enum tingle_status check_what(const char *what, struct tingle_error *err)
{
    size_t n = strlen(what);
    if (n > 0 && text_is_line(what, n)) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "one line of text is needed");
}

enum tingle_status journal_tried_store(struct journal *j, const struct journal_tried *tried, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = check_day(tried->since, err);
    if (!st) st = check_what(tried->what, err);
    if (!st) st = store_query(&q, journal_store(j), "INSERT INTO tried (since, what, result) VALUES (?1, ?2, ?3)"
                              " ON CONFLICT (since, what) DO UPDATE SET result = coalesce(excluded.result, result)", err);
    if (st) return st;
    store_bind_text(&q, 1, tried->since);
    store_bind_text(&q, 2, tried->what);
    store_bind_text(&q, 3, *tried->result ? tried->result : NULL);
    return store_step(&q, err);
}

static void bind_failed(struct store_query *q, int at, int failed)
{
    if (failed >= 0) store_bind_int(q, at, failed);
    else store_bind_text(q, at, NULL);
}

enum tingle_status journal_home_check_store(struct journal *j, const struct journal_home_check *check, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = check_day(check->day, err);
    if (!st) st = store_query(&q, journal_store(j), "INSERT INTO home_check (day, name, moment, left_failed, right_failed) VALUES (?1, ?2, ?3, ?4, ?5)"
                              " ON CONFLICT (day, name, moment) DO UPDATE SET left_failed = coalesce(excluded.left_failed, left_failed),"
                              " right_failed = coalesce(excluded.right_failed, right_failed)", err);
    if (st) return st;
    store_bind_text(&q, 1, check->day);
    store_bind_text(&q, 2, check->check);
    store_bind_text(&q, 3, check->moment);
    bind_failed(&q, 4, check->left);
    bind_failed(&q, 5, check->right);
    return store_step(&q, err);
}

enum tingle_status journal_scale_answer_store(struct journal *j, const struct journal_scale_answer *answer, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = check_day(answer->day, err);
    if (!st && *answer->item) st = check_what(answer->item, err);
    if (!st) st = store_query(&q, journal_store(j), "INSERT OR REPLACE INTO scale_answer (day, scale, item, value) VALUES (?1, ?2, ?3, ?4)", err);
    if (st) return st;
    store_bind_text(&q, 1, answer->day);
    store_bind_text(&q, 2, answer->scale);
    store_bind_text(&q, 3, answer->item);
    store_bind_double(&q, 4, answer->value);
    return store_step(&q, err);
}

/* --------------------------------------------------------------------- removing */

/* Runs a DELETE of up to three texts; nothing removed is TINGLE_NO_INPUT. */
static enum tingle_status remove_rows(struct journal *j, const char *sql, const char *const text[3], const char *what, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), sql, err);
    if (st) return st;
    for (int i = 0; i < 3; i++)
        if (text[i]) store_bind_text(&q, i + 1, text[i]);
    st = store_step(&q, err);
    if (!st && store_changes(journal_store(j)) == 0) st = error_set(err, TINGLE_NO_INPUT, -1, "%s: nothing like that is recorded", what);
    return st;
}

enum tingle_status journal_tried_remove(struct journal *j, const struct journal_tried *tried, struct tingle_error *err)
{
    const char *const text[3] = {tried->what, tried->since};
    return remove_rows(j, "DELETE FROM tried WHERE what = ?1 AND (?2 = '' OR since = ?2)", text, tried->what, err);
}

enum tingle_status journal_home_check_remove(struct journal *j, const struct journal_home_check *check, struct tingle_error *err)
{
    const char *const text[3] = {check->day, check->check};
    return remove_rows(j, "DELETE FROM home_check WHERE day = ?1 AND (?2 = '' OR name = ?2)", text, check->day, err);
}

enum tingle_status journal_scale_answer_remove(struct journal *j, const struct journal_scale_answer *answer, struct tingle_error *err)
{
    const char *const text[3] = {answer->day, answer->scale, answer->item};
    return remove_rows(j, "DELETE FROM scale_answer WHERE day = ?1 AND (?2 = '' OR scale = ?2) AND (?3 = '' OR item = ?3)", text, answer->day, err);
}
