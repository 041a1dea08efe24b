/* About the runner, what was tried, checks at home. */
#include "advice/clinic_records.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "advice/answers.h"
#include "advice/day_said.h"
#include "base/arena.h"
#include "base/text.h"
#include "base/utc.h"
#include "journal/journal_profile.h"

static void set_day(char out[RECORD_DAY], const char *day)
{
    char today[UTC_TEXT_SIZE];
    utc_day_text(today, utc_now());
    text_copy(out, RECORD_DAY, day ? day : today);
}

/* ------------------------------------------------------------------------ about */

/* What may be said of each is in advice/answers.c. */
static const struct about_field {
    const char *key;
    size_t offset;
} about_fields[] = {
    {"born", offsetof(struct tingle_about, born)},
    {"sex", offsetof(struct tingle_about, sex)},
    {"height_cm", offsetof(struct tingle_about, height_cm)},
    {"weight_kg", offsetof(struct tingle_about, weight_kg)},
    {"first_numb", offsetof(struct tingle_about, first_numb)},
    {"diseases", offsetof(struct tingle_about, diseases)},
    {"drugs", offsetof(struct tingle_about, drugs)},
    {"question", offsetof(struct tingle_about, question)},
};
enum { ABOUT_FIELDS = sizeof about_fields / sizeof *about_fields };

static const char *field_of(const struct tingle_about *about, const struct about_field *f)
{
    const char *text;
    memcpy(&text, (const char *)about + f->offset, sizeof text);
    return text;
}

enum tingle_status about_store(struct journal *j, const struct tingle_about *about, struct tingle_error *err)
{
    enum tingle_status st = journal_begin(j, err);
    if (st) return st;
    for (size_t i = 0; !st && i < ABOUT_FIELDS; i++) {
        const char *text = field_of(about, &about_fields[i]);
        if (text) st = *text ? answer_store(j, about_fields[i].key, text, utc_now(), err) : answer_forget(j, about_fields[i].key, err);
    }
    return journal_end(j, st, err);
}

/* ------------------------------------------------------------------------ tried */

/* The day on which the thing of that name was tried last, where it was. */
static enum tingle_status find_since(struct journal_tried *tried, struct journal *j, struct tingle_error *err)
{
    struct journal_records *records = NULL;
    enum tingle_status st = journal_records_read(&records, j, err);
    for (size_t i = 0; !st && i < records->trieds; i++) {
        if (!text_same(records->tried[i].what, tried->what)) continue;
        text_copy(tried->since, sizeof tried->since, records->tried[i].since);
        text_copy(tried->what, sizeof tried->what, records->tried[i].what);
    }
    journal_records_free(records);
    return st;
}

static enum tingle_status fill_tried(struct journal_tried *out, const struct tingle_tried *tried, struct tingle_error *err)
{
    size_t n = strlen(tried->what);
    if (n == 0 || n >= RECORD_TEXT || !text_is_line(tried->what, n))
        return error_set(err, TINGLE_BAD_DATA, -1, "what was tried is one line of at most %d bytes", RECORD_TEXT - 1);
    *out = (struct journal_tried){0};
    text_copy(out->what, sizeof out->what, tried->what);
    if (tried->since) text_copy(out->since, sizeof out->since, tried->since);
    return TINGLE_OK;
}

enum tingle_status tried_store(struct journal *j, const struct tingle_tried *tried, struct tingle_error *err)
{
    struct journal_tried row;
    enum tingle_status st = fill_tried(&row, tried, err);
    if (!st && tried->since) st = day_said_check(tried->since, err);
    if (!st && tried->result && !journal_result_is_known(tried->result))
        st = error_set(err, TINGLE_BAD_DATA, -1, "result is \"%.40s\"; expected better, same, worse or unclear", tried->result);
    if (!st && !tried->since) st = find_since(&row, j, err);
    if (st) return st;
    if (!*row.since) set_day(row.since, NULL);
    if (tried->result) text_copy(row.result, sizeof row.result, tried->result);
    return journal_tried_store(j, &row, err);
}

enum tingle_status tried_forget(struct journal *j, const struct tingle_tried *tried, struct tingle_error *err)
{
    struct journal_tried row;
    enum tingle_status st = fill_tried(&row, tried, err);
    return st ? st : journal_tried_remove(j, &row, err);
}

/* ------------------------------------------------------------------ home checks */

const struct tingle_home_check *home_check_find(const char *id)
{
    for (size_t i = 0; i < home_check_count; i++)
        if (text_same(home_check_table[i].id, id)) return &home_check_table[i];
    return NULL;
}

const char home_check_caution[] = "With diabetes, and where weakness is new, do not test: `tingle doctor`.";

/* Not with diabetes: what a foot does not feel is for a clinician to test. */
static enum tingle_status may_test(struct journal *j, struct tingle_error *err)
{
    char diabetes[PROFILE_VALUE] = "";
    enum tingle_status st = journal_profile_get(j, "diabetes", diabetes, NULL, err);
    if (!st && strcmp(diabetes, "yes") == 0) st = error_set(err, TINGLE_BAD_DATA, -1, "You said that you have diabetes. %s", home_check_caution);
    return st;
}

enum tingle_status home_check_store(struct journal *j, const struct journal_home_check *check, struct tingle_error *err)
{
    const struct tingle_home_check *known = home_check_find(check->check);
    struct journal_home_check row = *check;
    enum tingle_status st = may_test(j, err);
    if (!st && *check->day) st = day_said_check(check->day, err);
    if (st) return st;
    if (!known) return error_set(err, TINGLE_BAD_DATA, -1, "there is no check \"%.40s\"; there are touch, heel-walk, tiptoe and big-toe", check->check);
    if (check->left > known->points || check->right > known->points)
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: at most %d on each foot (%s)", known->id, known->points, known->counts);
    if (check->left < 0 && check->right < 0) return error_set(err, TINGLE_BAD_DATA, -1, "%s: say what came out on the left or the right foot", known->id);
    if (!*row.day) set_day(row.day, NULL);
    if (!*row.moment) text_copy(row.moment, sizeof row.moment, "rested");
    if (!journal_moment_is_known(row.moment))
        return error_set(err, TINGLE_BAD_DATA, -1, "\"%.40s\" is no moment; expected rested, before or after", row.moment);
    text_copy(row.check, sizeof row.check, known->id);
    return journal_home_check_store(j, &row, err);
}

enum tingle_status home_checks_forget(struct journal *j, const char *day, struct tingle_error *err)
{
    struct journal_home_check row = {0};
    text_copy(row.day, sizeof row.day, day);
    return journal_home_check_remove(j, &row, err);
}

/* ------------------------------------------------------------------- all of these */

static const size_t records_max_bytes = (size_t)1 << 28;

struct records {
    struct tingle_records shown; /* first, so that it is given back by its address */
    struct arena arena;
    bool no_memory;
};

static const char *keep(struct records *r, const char *text)
{
    const char *kept = arena_text(&r->arena, text, strlen(text));
    if (!kept) r->no_memory = true;
    return kept ? kept : "";
}

static int age_of(const char *born)
{
    double year;
    if (!text_number(born, &year)) return -1;
    return utc_to_date(utc_now()).year - (int)year; /* the birthday is not known: up to a year too much */
}

static enum tingle_status about_read(struct records *r, struct journal *j, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < ABOUT_FIELDS; i++) {
        char value[PROFILE_VALUE] = "";
        const char *kept;
        if (j) st = journal_profile_get(j, about_fields[i].key, value, NULL, err);
        kept = arena_text(&r->arena, value, strlen(value));
        if (!st && !kept) st = error_no_memory(err, "the records");
        memcpy((char *)&r->shown.about + about_fields[i].offset, &kept, sizeof kept);
    }
    r->shown.age = st ? -1 : age_of(r->shown.about.born);
    return st;
}

static void take_tried(struct records *r, const struct journal_records *from)
{
    struct tingle_tried *tried = arena_array(&r->arena, from->trieds, sizeof *tried);
    if (!tried) {
        r->no_memory = true;
        return;
    }
    for (size_t i = 0; i < from->trieds; i++) {
        const struct journal_tried *row = &from->tried[from->trieds - 1 - i];
        tried[i] = (struct tingle_tried){keep(r, row->since), keep(r, row->what), keep(r, row->result)};
    }
    r->shown.tried = tried;
    r->shown.trieds = from->trieds;
}

static void take_checks(struct records *r, const struct journal_records *from)
{
    struct tingle_home_check_done *done = arena_array(&r->arena, from->checks, sizeof *done);
    if (!done) {
        r->no_memory = true;
        return;
    }
    for (size_t i = from->checks; i-- > 0;) {
        const struct journal_home_check *row = &from->check[i];
        const struct tingle_home_check *check = home_check_find(row->check);
        int failed = (row->left > 0 ? row->left : 0) + (row->right > 0 ? row->right : 0);
        if (!check) continue; /* of a table that had more */
        done[r->shown.checks++] = (struct tingle_home_check_done){check, keep(r, row->day), keep(r, row->moment), row->left, row->right,
                                                                  failed >= check->abnormal};
    }
    r->shown.check = done;
}

enum tingle_status records_read(struct tingle_records **out, struct journal *j, struct tingle_error *err)
{
    struct records *r = alloc_array(1, sizeof *r);
    struct journal_records *from = NULL;
    enum tingle_status st;
    *out = NULL;
    if (!r) return error_no_memory(err, "the records");
    arena_init(&r->arena, records_max_bytes);
    st = about_read(r, j, err);
    if (!st && j) st = journal_records_read(&from, j, err);
    if (from) {
        take_tried(r, from);
        take_checks(r, from);
    }
    if (!st && r->no_memory) st = error_no_memory(err, "the records");
    journal_records_free(from);
    if (st) records_free(&r->shown);
    else *out = &r->shown;
    return st;
}

void records_free(struct tingle_records *records)
{
    struct records *r = (struct records *)records;
    if (!r) return;
    arena_release(&r->arena);
    free(r);
}
