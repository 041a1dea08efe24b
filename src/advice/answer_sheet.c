/* Sheets of answers: JSON -> answers, and into the journal. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "activity/json_read.h"
#include "advice/answers.h"
#include "advice/day_said.h"
#include "base/utc.h"

enum { DAY_S = 86400 };

static const char profile_key[] = "profile";

/* What stands at the top beside the rules, and what within "profile" beside the facts. */
static const char *const top_settings[] = {"seen_by_clinician", "quiet_notes", "emergency", "urgent", NULL};
static const char *const profile_settings[] = {"country", "emergency_number", "diseases", "drugs", "first_numb", NULL};

static const char *known(const char *const *list, const char *key)
{
    while (*list && strcmp(*list, key) != 0) list++;
    return *list;
}

static enum tingle_status take_flag(enum sign_answer *out, const char *key, const json_t *value, struct tingle_error *err)
{
    *out = json_is_true(value) ? SIGN_YES : json_is_false(value) ? SIGN_NO : SIGN_UNASKED;
    if (json_is_boolean(value) || json_is_null(value)) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s: expected true, false, or null for \"not asked\"", key);
}

static enum tingle_status take_setting(struct answer_sheet *s, const char *key, const json_t *value, struct tingle_error *err)
{
    const char *text = json_string_value(value);
    enum tingle_status st;
    if (json_is_null(value)) return TINGLE_OK;
    if (!text) return error_set(err, TINGLE_BAD_DATA, -1, "%s: expected a text", key);
    if ((st = answer_check(key, text, err))) return st;
    if (s->settings == SHEET_SETTINGS) return error_set(err, TINGLE_LIMIT, -1, "too many settings");
    s->setting[s->settings].key = key;
    snprintf(s->setting[s->settings++].value, PROFILE_VALUE, "%s", text);
    return TINGLE_OK;
}

/* The form of before the table wrote facts as texts, beside the other answers. */
static enum tingle_status take_older_fact(struct answer_sheet *s, int fact, const json_t *value, struct tingle_error *err)
{
    const char *key = sign_fact_row[fact].key, *text = json_string_value(value);
    enum tingle_status st;
    s->is_older = true;
    if (json_is_null(value)) return TINGLE_OK;
    if (!text) return error_set(err, TINGLE_BAD_DATA, -1, "%s: belongs into \"profile\"", key);
    if ((st = answer_check(key, text, err))) return st;
    s->signs.fact[fact] = strcmp(text, "yes") == 0 ? SIGN_YES : SIGN_NO;
    return TINGLE_OK;
}

static enum tingle_status take_profile(struct answer_sheet *s, json_t *profile, struct tingle_error *err)
{
    const char *key, *setting;
    json_t *value;
    enum tingle_status st = TINGLE_OK;
    if (!json_is_object(profile) && !json_is_null(profile))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: expected an object of facts", profile_key);
    json_object_foreach(profile, key, value) {
        int fact = sign_fact_find(key);
        if (fact >= 0) st = take_flag(&s->signs.fact[fact], key, value, err);
        else if ((setting = known(profile_settings, key))) st = take_setting(s, setting, value, err);
        else st = error_set(err, TINGLE_BAD_DATA, -1, "%s: there is no fact \"%.40s\"", profile_key, key);
        if (st) break;
    }
    return st;
}

static enum tingle_status take_day(struct answer_sheet *s, const char *key, const json_t *value, struct tingle_error *err)
{
    const char *day = json_string_value(value);
    double t;
    if (json_is_null(value)) return TINGLE_OK;
    if (!day || day_said_check(day, NULL) || !utc_parse(day, strlen(day), &t, NULL, NULL))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: expected a day that is not in the future, such as \"2026-03-01\"", key);
    s->asked_at = (int64_t)t + DAY_S - 1 < utc_now() ? (int64_t)t + DAY_S - 1 : utc_now(); /* the end of that day */
    return TINGLE_OK;
}

static enum tingle_status take_member(struct answer_sheet *s, const char *key, json_t *value, struct tingle_error *err)
{
    int nearest = 0, rule = sign_find(key, &nearest), fact = sign_fact_find(key);
    const char *setting = known(top_settings, key);
    if (rule >= 0) {
        s->named |= (uint64_t)1 << rule;
        return take_flag(&s->signs.answer[rule], key, value, err);
    }
    if (strcmp(key, profile_key) == 0) return take_profile(s, value, err);
    if (strcmp(key, "asked_on") == 0) return take_day(s, key, value, err);
    if (strcmp(key, "simulated") == 0) {
        s->simulated = json_is_true(value);
        return TINGLE_OK;
    }
    if (fact >= 0) return take_older_fact(s, fact, value, err);
    if (setting) return take_setting(s, setting, value, err);
    return error_set(err, TINGLE_BAD_DATA, -1, "there is no question \"%.40s\"; the nearest is %s", key, sign_rule[nearest].id);
}

static enum tingle_status take_members(struct answer_sheet *s, json_t *root, struct tingle_error *err)
{
    const char *key;
    json_t *value;
    enum tingle_status st = TINGLE_OK;
    if (!json_is_object(root)) return error_set(err, TINGLE_BAD_DATA, -1, "expected an object of answers, such as {\"CES\": false}");
    json_object_foreach(root, key, value) {
        if ((st = take_member(s, key, value, err))) break;
    }
    s->is_older |= *answer_sheet_setting(s, "emergency") || *answer_sheet_setting(s, "urgent");
    return st;
}

enum tingle_status answer_sheet_read(struct answer_sheet *out, struct bytes json, const char *name, struct tingle_error *err)
{
    json_error_t fault;
    json_t *root = NULL;
    enum tingle_status st;
    *out = (struct answer_sheet){0};
    if (json.size > SHEET_MAX_BYTES) return error_set(err, TINGLE_LIMIT, -1, "%s: larger than a sheet of answers can be", name);
    st = json_parse(&root, json, JSON_REJECT_DUPLICATES, &fault);
    if (st == TINGLE_NO_MEMORY) return error_no_memory(err, name);
    if (st)
        return error_set(err, TINGLE_BAD_DATA, fault.line, "%s: line %d: not JSON: %s", name, fault.line, fault.text);
    st = take_members(out, root, err);
    json_decref(root);
    return error_prefix(err, st, name);
}

const char *answer_sheet_setting(const struct answer_sheet *sheet, const char *key)
{
    for (size_t i = 0; i < sheet->settings; i++)
        if (strcmp(sheet->setting[i].key, key) == 0) return sheet->setting[i].value;
    return "";
}

static enum tingle_status keep(struct journal *j, const struct answer_sheet *s, int64_t at, struct tingle_error *err)
{
    static const char *const words[] = {"", "no", "yes"};
    enum tingle_status st = journal_expect_kind(j, s->simulated ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
    for (int i = 0; !st && i < SIGN_COUNT; i++)
        if (s->signs.answer[i] && sign_rule[i].asked) st = answer_store(j, sign_rule[i].id, words[s->signs.answer[i]], at, err);
    for (int i = 0; !st && i < SIGN_FACT_COUNT; i++)
        if (s->signs.fact[i]) st = answer_store(j, sign_fact_row[i].key, words[s->signs.fact[i]], at, err);
    for (size_t i = 0; !st && i < s->settings; i++) st = answer_store(j, s->setting[i].key, s->setting[i].value, at, err);
    return st;
}

enum tingle_status answers_import(struct journal *j, struct bytes json, const char *name, struct tingle_error *err)
{
    struct answer_sheet sheet;
    enum tingle_status st = answer_sheet_read(&sheet, json, name, err);
    if (!st) st = error_prefix(err, keep(j, &sheet, sheet.asked_at ? sheet.asked_at : utc_now(), err), name);
    return st;
}
