/* About the runner, what was tried, checks at home. */
#include "advice/clinic_records.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "advice/day_said.h"
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

enum about_kind { ABOUT_YEAR, ABOUT_SEX, ABOUT_NUMBER, ABOUT_PAST, ABOUT_LINE };

static const struct about_field {
    const char *key;
    size_t offset;
    enum about_kind kind;
    double lo, hi;
    const char *expected;
} about_fields[] = {
    {"born", offsetof(struct tingle_about, born), ABOUT_YEAR, 1900, 0, "a year such as 1984"},
    {"sex", offsetof(struct tingle_about, sex), ABOUT_SEX, 0, 0, "female, male or other"},
    {"height_cm", offsetof(struct tingle_about, height_cm), ABOUT_NUMBER, 50, 260, "centimetres, 50 to 260"},
    {"weight_kg", offsetof(struct tingle_about, weight_kg), ABOUT_NUMBER, 15, 350, "kilograms, 15 to 350"},
    {"first_numb", offsetof(struct tingle_about, first_numb), ABOUT_PAST, 0, 0, "a year, a month or a day that is not in the future, such as 2024-05"},
    {"diseases", offsetof(struct tingle_about, diseases), ABOUT_LINE, 0, 0, "one line of at most 500 bytes"},
    {"drugs", offsetof(struct tingle_about, drugs), ABOUT_LINE, 0, 0, "one line of at most 500 bytes"},
    {"question", offsetof(struct tingle_about, question), ABOUT_LINE, 0, 0, "one line of at most 500 bytes"},
};
enum { ABOUT_FIELDS = sizeof about_fields / sizeof *about_fields };

static const char *field_of(const struct tingle_about *about, const struct about_field *f)
{
    const char *text;
    memcpy(&text, (const char *)about + f->offset, sizeof text);
    return text;
}

static bool is_past(const char *text)
{
    char day[] = "2000-01-01";
    double t;
    size_t n = strlen(text);
    if (n != 4 && n != 7 && n != 10) return false;
    memcpy(day, text, n);
    return utc_parse(day, 10, &t, NULL, NULL) && t <= (double)utc_now() && strcmp(day, "1900") > 0;
}

static bool is_sex(const char *text)
{
    return strcmp(text, "female") == 0 || strcmp(text, "male") == 0 || strcmp(text, "other") == 0;
}

static bool is_allowed(const struct about_field *f, const char *text)
{
    double value;
    size_t n = strlen(text);
    switch (f->kind) {
    case ABOUT_YEAR: return n == 4 && is_past(text);
    case ABOUT_PAST: return is_past(text);
    case ABOUT_SEX: return is_sex(text);
    case ABOUT_NUMBER: return text_number(text, &value) && value >= f->lo && value <= f->hi;
    case ABOUT_LINE: break;
    }
    return n <= 500 && text_is_line(text, n);
}

enum tingle_status about_check(const struct tingle_about *about, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < ABOUT_FIELDS; i++) {
        const char *text = field_of(about, &about_fields[i]);
        if (text && *text && !is_allowed(&about_fields[i], text))
            st = error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%.40s\"; expected %s", about_fields[i].key, text, about_fields[i].expected);
    }
    return st;
}

enum tingle_status about_store(struct journal *j, const struct tingle_about *about, struct tingle_error *err)
{
    enum tingle_status st = about_check(about, err);
    if (!st) st = journal_begin(j, err);
    if (st) return st;
    for (size_t i = 0; !st && i < ABOUT_FIELDS; i++) {
        const char *text = field_of(about, &about_fields[i]);
        if (text) st = journal_profile_set(j, about_fields[i].key, text, utc_now(), err);
    }
    return journal_end(j, st, err);
}

static int age_of(const char *born)
{
    double year;
    if (!text_number(born, &year)) return -1;
    return utc_to_date(utc_now()).year - (int)year; /* the birthday is not known: up to a year too much */
}

enum tingle_status about_read(struct tingle_about *out, int *age, struct arena *arena, struct journal *j, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < ABOUT_FIELDS; i++) {
        char value[PROFILE_VALUE] = "";
        const char *kept;
        if (j) st = journal_profile_get(j, about_fields[i].key, value, NULL, err);
        kept = arena_text(arena, value, strlen(value));
        if (!st && !kept) st = error_no_memory(err, "the page");
        memcpy((char *)out + about_fields[i].offset, &kept, sizeof kept);
    }
    *age = st ? -1 : age_of(out->born);
    return st;
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

enum tingle_status home_check_store(struct journal *j, const struct journal_home_check *check, struct tingle_error *err)
{
    const struct tingle_home_check *known = home_check_find(check->check);
    struct journal_home_check row = *check;
    enum tingle_status st = *check->day ? day_said_check(check->day, err) : TINGLE_OK;
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
