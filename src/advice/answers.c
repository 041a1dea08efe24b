/* Answers: allowed keys and values, and the file. */
#include "advice/answers.h"

#include <jansson.h>
#include <string.h>

#include "activity/json_read.h"
#include "base/utc.h"
#include "journal/journal_profile.h"

static const struct answer_key {
    const char *key, *allowed; /* words, blanks around each; NULL: a day */
} answer_keys[] = {
    {"emergency", " yes no "},  {"urgent", " yes no "},   {"under_16", " yes no "},
    {"pregnant", " yes no "},   {"diabetes", " yes no "}, {"neuropathy", " yes no "},
    {"surgery", " yes no "},    {"seen_by_clinician", NULL},
    {"quiet_notes", " always sometimes hardly-ever "},
};

static bool day_is_valid(const char *value)
{
    double t;
    return strlen(value) == 10 && utc_parse(value, 10, &t, NULL, NULL) && t <= (double)utc_now();
}

static bool is_allowed(const struct answer_key *k, const char *value)
{
    const char *at;
    if (!k->allowed) return day_is_valid(value);
    at = *value && !strchr(value, ' ') ? strstr(k->allowed, value) : NULL;
    return at && at[-1] == ' ' && at[strlen(value)] == ' ';
}

enum tingle_status answer_store(struct journal *j, const char *key, const char *value, int64_t asked_at,
                                struct tingle_error *err)
{
    for (size_t i = 0; i < sizeof answer_keys / sizeof *answer_keys; i++) {
        const struct answer_key *k = &answer_keys[i];
        if (strcmp(k->key, key) != 0) continue;
        if (is_allowed(k, value)) return journal_profile_set(j, key, value, asked_at, err);
        return error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%.40s\"; expected%s", key, value,
                         k->allowed ? k->allowed : " a day that is not in the future, such as 2026-03-01");
    }
    return error_set(err, TINGLE_BAD_DATA, -1, "there is no question \"%.40s\"", key);
}

static enum tingle_status store_member(struct journal *j, const char *key, const json_t *value, int64_t asked_at,
                                       struct tingle_error *err)
{
    if (strcmp(key, "simulated") == 0 || strcmp(key, "asked_on") == 0) return TINGLE_OK;
    if (json_is_null(value)) return TINGLE_OK;
    if (!json_is_string(value)) return error_set(err, TINGLE_BAD_DATA, -1, "%.40s: expected a text such as \"no\"", key);
    return answer_store(j, key, json_string_value(value), asked_at, err);
}

static enum tingle_status asked_on(const json_t *root, int64_t *asked_at, struct tingle_error *err)
{
    const char *day = json_string_value(json_object_get(root, "asked_on"));
    double t;
    *asked_at = utc_now();
    if (!day) return TINGLE_OK;
    if (!utc_parse(day, strlen(day), &t, NULL, NULL))
        return error_set(err, TINGLE_BAD_DATA, -1, "asked_on is \"%.40s\"; expected a day such as 2026-03-01", day);
    *asked_at = (int64_t)t;
    return TINGLE_OK;
}

static enum tingle_status store_members(struct journal *j, json_t *root, struct tingle_error *err)
{
    const char *key;
    json_t *value;
    int64_t at;
    bool simulated = json_is_true(json_object_get(root, "simulated"));
    enum tingle_status st = asked_on(root, &at, err);
    if (!st) st = journal_expect_kind(j, simulated ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
    json_object_foreach(root, key, value) {
        if (st) break;
        st = store_member(j, key, value, at, err);
    }
    return st;
}

enum tingle_status answers_import(struct journal *j, struct bytes json, const char *name, struct tingle_error *err)
{
    json_error_t fault;
    json_t *root;
    enum tingle_status st = json_parse(&root, json, JSON_REJECT_DUPLICATES, &fault);
    if (st == TINGLE_NO_MEMORY) return error_no_memory(err, name);
    if (st)
        return error_set(err, TINGLE_BAD_DATA, fault.line, "%s: line %d: not JSON: %s", name, fault.line, fault.text);
    st = json_is_object(root) ? store_members(j, root, err)
                              : error_set(err, TINGLE_BAD_DATA, -1, "expected an object of answers");
    json_decref(root);
    return error_prefix(err, st, name);
}
