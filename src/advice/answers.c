/* Answers: allowed keys and values, and storing them. */
#include "advice/answers.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "advice/day_said.h"
#include "base/text.h"
#include "base/utc.h"

enum answer_kind { KIND_WORD, KIND_DAY, KIND_PAST, KIND_YEAR, KIND_NUMBER, KIND_TEXT, KIND_PHONE };

static const char one_line[] = " one line of at most 511 bytes";
_Static_assert(PROFILE_VALUE == 512, "said above");

static const struct answer_key {
    const char *key;
    enum answer_kind kind;
    const char *allowed; /* words, blanks around each; or what is expected, in words */
    double lo, hi;       /* of a number */
} answer_keys[] = {
    {"emergency", KIND_WORD, " yes no ", 0, 0},
    {"urgent", KIND_WORD, " yes no ", 0, 0},
    {"country", KIND_TEXT, " the name of a country", 0, 0},
    {"emergency_number", KIND_PHONE, " a number to call, such as 112", 0, 0},
    {"born", KIND_YEAR, " a year such as 1984", 0, 0},
    {"sex", KIND_WORD, " female male other ", 0, 0},
    {"height_cm", KIND_NUMBER, " centimetres, 50 to 260", 50, 260},
    {"weight_kg", KIND_NUMBER, " kilograms, 15 to 350", 15, 350},
    {"diseases", KIND_TEXT, one_line, 0, 0},
    {"drugs", KIND_TEXT, one_line, 0, 0},
    {"question", KIND_TEXT, one_line, 0, 0},
    {"first_numb", KIND_PAST, " a year, a month or a day that is not in the future, such as 2024-05", 0, 0},
    {"seen_by_clinician", KIND_DAY, " a day that is not in the future, such as 2026-03-01", 0, 0},
    {"quiet_notes", KIND_WORD, " always sometimes hardly-ever ", 0, 0},
};

void answer_rule_key(char out[ANSWER_KEY], enum sign_id rule)
{
    snprintf(out, ANSWER_KEY, "sign.%s", sign_rule[rule].id);
}

static bool day_is_valid(const char *value) { return !day_said_check(value, NULL); }

/* "2024", "2024-05", "2024-05-17". */
static bool past_is_valid(const char *value)
{
    static const char first[] = "2000-01-01";
    char day[sizeof first];
    size_t n = strlen(value);
    if (n != 4 && n != 7 && n != 10) return false;
    memcpy(day, first, sizeof first);
    memcpy(day, value, n);
    return day_is_valid(day) && strcmp(day, "1900-01-01") >= 0;
}

static bool phone_is_valid(const char *value)
{
    size_t n = strlen(value);
    return n >= 2 && n <= 20 && strspn(value, "0123456789+-*# ") == n && strpbrk(value, "0123456789");
}

static bool word_is_valid(const char *value, const char *allowed)
{
    size_t n = strlen(value);
    if (n == 0 || strchr(value, ' ')) return false;
    for (const char *at = allowed; (at = strstr(at, value)); at++) /* "male" is in "female" first */
        if (at[-1] == ' ' && at[n] == ' ') return true;
    return false;
}

static bool is_allowed(const struct answer_key *k, const char *value)
{
    double number;
    switch (k->kind) {
    case KIND_WORD: return word_is_valid(value, k->allowed);
    case KIND_DAY: return day_is_valid(value);
    case KIND_PAST: return past_is_valid(value);
    case KIND_YEAR: return strlen(value) == 4 && past_is_valid(value);
    case KIND_NUMBER: return strlen(value) < PROFILE_VALUE && text_number(value, &number) && number >= k->lo && number <= k->hi;
    case KIND_PHONE: return phone_is_valid(value);
    case KIND_TEXT: break;
    }
    return *value && strlen(value) < PROFILE_VALUE && text_is_line(value, strlen(value));
}

static const struct answer_key *key_find(const char *key)
{
    static const struct answer_key yes_no = {.kind = KIND_WORD, .allowed = " yes no "};
    for (size_t i = 0; i < sizeof answer_keys / sizeof *answer_keys; i++)
        if (strcmp(answer_keys[i].key, key) == 0) return &answer_keys[i];
    if (sign_fact_find(key) >= 0) return &yes_no;
    return sign_find(key, NULL) >= 0 && sign_rule[sign_find(key, NULL)].asked ? &yes_no : NULL;
}

/* Of words: "expected female, male or other". */
static enum tingle_status refuse(const struct answer_key *k, const char *key, const char *value, struct tingle_error *err)
{
    const char *word = k->allowed;
    char expected[200] = "";
    size_t n = 0;
    if (k->kind != KIND_WORD) return error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%.40s\"; expected%s", key, value, k->allowed);
    for (size_t length; (length = strcspn(++word, " ")) > 0; word += length) {
        const char *between = n == 0 ? "" : word[length + 1] ? ", " : " or ";
        n += (size_t)snprintf(expected + n, sizeof expected - n, "%s%.*s", between, (int)length, word);
        assert(n < sizeof expected);
    }
    return error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%.40s\"; expected %s", key, value, expected);
}

enum tingle_status answer_check(const char *key, const char *value, struct tingle_error *err)
{
    const struct answer_key *k = key_find(key);
    int nearest = 0;
    if (k && is_allowed(k, value)) return TINGLE_OK;
    if (k) return refuse(k, key, value, err);
    if (sign_find(key, &nearest) >= 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "%s is computed from the log; nobody can answer it", key);
    return error_set(err, TINGLE_BAD_DATA, -1, "there is no question \"%.40s\"; the nearest is %s", key, sign_rule[nearest].id);
}

enum tingle_status answer_store(struct journal *j, const char *key, const char *value, int64_t asked_at,
                                struct tingle_error *err)
{
    char rule_key[ANSWER_KEY];
    int rule = sign_find(key, NULL);
    enum tingle_status st = answer_check(key, value, err);
    if (st) return st;
    if (rule >= 0) answer_rule_key(rule_key, (enum sign_id)rule);
    return journal_profile_set(j, rule >= 0 ? rule_key : key, value, asked_at, err);
}

enum tingle_status answer_forget(struct journal *j, const char *key, struct tingle_error *err)
{
    assert(key_find(key) && sign_find(key, NULL) < 0);
    return journal_profile_set(j, key, "", utc_now(), err);
}
