/* Answers and log of a journal, put together. */
#include "advice/screening.h"

#include <stdio.h>
#include <string.h>

#include "advice/answers.h"
#include "base/text.h"
#include "base/utc.h"

enum { DAY_S = 86400 };

static const char *const setting_key[SET_COUNT] = {"country", "emergency_number", "diseases", "drugs", "first_numb",
                                                   "seen_by_clinician", "quiet_notes", "emergency", "urgent"};

static bool is_yes(const struct given_answer *a) { return strcmp(a->value, "yes") == 0; }
static bool is_no(const struct given_answer *a) { return strcmp(a->value, "no") == 0; }

static enum sign_answer answer_of(const struct given_answer *a)
{
    return is_yes(a) ? SIGN_YES : is_no(a) ? SIGN_NO : SIGN_UNASKED;
}

static uint64_t bit(int rule) { return (uint64_t)1 << rule; }

/* --------------------------------------------------------------------- lapsing */

static bool is_lapsed(const struct screening *s, const struct sign_rule *rule, int64_t at)
{
    double days = rule->tier <= TIER_U ? sign_limits.ask_lapse_days : sign_limits.ask_lapse_days_other;
    if ((double)(s->log.last_numb - at) > days * DAY_S) return true;
    for (int p = 0; p < PATTERN_COUNT; p++) {
        if (!((sign_pattern[p].screens >> rule->screen) & 1)) continue;
        if (s->log.pattern[p] - at > (int64_t)sign_pattern[p].fresh_days * DAY_S) return true;
    }
    return false;
}

/* Nobody becomes younger; all else may have come since. */
static bool fact_is_lapsed(const struct screening *s, int fact)
{
    return is_no(&s->fact[fact]) && fact != SIGN_FACT_UNDER_16 &&
           (double)(s->log.last_numb - s->fact[fact].at) > sign_limits.ask_lapse_days_profile * DAY_S;
}

static void take_answers(struct screening *s)
{
    s->profile_asked = true;
    for (int i = 0; i < SIGN_FACT_COUNT; i++) {
        s->answers.fact[i] = fact_is_lapsed(s, i) ? SIGN_UNASKED : answer_of(&s->fact[i]);
        s->profile_asked &= s->answers.fact[i] != SIGN_UNASKED;
    }
    for (int i = 0; i < SIGN_COUNT; i++) {
        const struct sign_rule *rule = &sign_rule[i];
        enum sign_answer a = answer_of(&s->rule[i]);
        if (!rule->asked) a = SIGN_NO; /* the log says otherwise below */
        else if (a == SIGN_NO && is_lapsed(s, rule, s->rule[i].at)) {
            s->lapsed |= bit(i);
            a = SIGN_UNASKED;
        }
        if (rule->when == SIGN_IF_DIABETES && s->answers.fact[SIGN_FACT_DIABETES] == SIGN_NO && a == SIGN_UNASKED) a = SIGN_NO;
        s->answers.answer[i] = a;
    }
}

/* ------------------------------------------------------------- the log, the profile */

static void find(struct screening *s, enum sign_id rule, int64_t since, const char *because)
{
    struct sign_found *f = &s->log.found[rule];
    if (f->fires) return;
    f->fires = true;
    f->since = since;
    f->utc_offset_s = s->log.utc_offset_s;
    snprintf(f->because, sizeof f->because, "%s", because);
}

/* What the profile and numb runs together say. */
static void find_in_profile(struct screening *s)
{
    static const enum sign_fact risks[] = {SIGN_FACT_UNDER_16, SIGN_FACT_PREGNANT};
    const struct given_answer *diabetes = &s->fact[SIGN_FACT_DIABETES];
    char text[SIGN_BECAUSE];
    if (is_yes(diabetes) && s->log.numb > 0)
        find(s, SIGN_DM_ANY, diabetes->since > s->log.first_numb ? diabetes->since : s->log.first_numb,
             "you have diabetes, and numb runs are noted");
    for (size_t i = 0; i < sizeof risks / sizeof *risks; i++) {
        if (!is_yes(&s->fact[risks[i]]) || s->log.numb < 2) continue;
        snprintf(text, sizeof text, "%s, and numb runs are noted", sign_fact_row[risks[i]].words);
        find(s, SIGN_RISK, s->fact[risks[i]].since, text);
    }
}

static void take_found(struct screening *s)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        if (!s->log.found[i].fires) continue;
        s->found |= bit(i);
        s->answers.answer[i] = SIGN_YES;
    }
}

/* --------------------------------------------------- answers of before the table */

static bool still_counts(const struct screening *s, enum screening_setting setting, enum sign_tier tier)
{
    if (!is_yes(&s->setting[setting])) return false;
    for (int i = 0; i < SIGN_COUNT; i++)
        if (sign_rule[i].tier == tier && sign_applies(&s->answers, (enum sign_id)i) && s->rule[i].at <= s->setting[setting].at &&
            !(sign_rule[i].when == SIGN_IF_DIABETES && s->answers.fact[SIGN_FACT_DIABETES] == SIGN_NO))
            return true;
    return false;
}

void screening_judge(struct screening *s)
{
    s->lapsed = s->found = 0;
    take_answers(s);
    find_in_profile(s);
    take_found(s);
    s->old_emergency = still_counts(s, SET_EMERGENCY, TIER_E);
    s->old_urgent = still_counts(s, SET_URGENT, TIER_U);
    sign_judge(&s->result, &s->answers);
}

/* ------------------------------------------------------------------- questions */

static int64_t local_day(int64_t at, int utc_offset_s)
{
    int64_t local = at + utc_offset_s;
    return local >= 0 ? local / DAY_S : -1;
}

bool screening_seen_since(const struct screening *s, struct sign_moment since)
{
    const struct given_answer *seen = &s->setting[SET_SEEN];
    int64_t sign_day = local_day(since.at, since.utc_offset_s), seen_day;
    double day;
    if (!*seen->value || !utc_parse(seen->value, strlen(seen->value), &day, NULL, NULL)) return false;
    seen_day = local_day((int64_t)day, 0);
    if (seen_day != sign_day) return seen_day > sign_day;
    return seen->at >= since.at && local_day(seen->at, since.utc_offset_s) == sign_day;
}

struct sign_moment screening_rule_since(const struct screening *s, enum sign_id rule)
{
    const struct sign_found *f = &s->log.found[rule];
    if (is_yes(&s->rule[rule]) && !(f->fires && f->since > s->rule[rule].since))
        return (struct sign_moment){s->rule[rule].since, s->log.utc_offset_s};
    return (struct sign_moment){f->since, f->utc_offset_s};
}

struct sign_moment screening_fact_since(const struct screening *s, enum sign_fact fact)
{
    return (struct sign_moment){s->fact[fact].since, s->log.utc_offset_s};
}

unsigned screening_screens_due(const struct screening *s)
{
    unsigned due = s->profile_asked ? 0 : 1u << SCREEN_PROFILE;
    for (int i = 0; i < SIGN_COUNT; i++) {
        bool stands = sign_rule[i].tier <= TIER_U && is_yes(&s->rule[i]);
        if (((s->result.unasked & bit(i)) || stands) && sign_rule[i].screen != SCREEN_NONE) due |= 1u << sign_rule[i].screen;
    }
    return due;
}

const char *screening_number(const struct screening *s) { return s->setting[SET_EMERGENCY_NUMBER].value; }

/* --------------------------------------------------------------------- loading */

static struct given_answer *slot_of(struct screening *s, const char *key)
{
    static const char rule_head[] = "sign.";
    int at;
    if (strncmp(key, rule_head, sizeof rule_head - 1) == 0) {
        at = sign_find(key + sizeof rule_head - 1, NULL);
        return at >= 0 ? &s->rule[at] : NULL;
    }
    if ((at = sign_fact_find(key)) >= 0) return &s->fact[at];
    for (int i = 0; i < SET_COUNT; i++)
        if (strcmp(setting_key[i], key) == 0) return &s->setting[i];
    return NULL;
}

void screening_set(struct screening *s, const char *key, const char *value, int64_t at)
{
    struct given_answer *slot = slot_of(s, key);
    if (!slot) return;
    if (strcmp(slot->value, value) != 0 || slot->at == 0) slot->since = at;
    slot->at = at;
    snprintf(slot->value, sizeof slot->value, "%s", value);
}

static enum tingle_status take(void *context, const char *key, const char *value, int64_t set_at, struct tingle_error *err)
{
    (void)err;
    screening_set(context, key, value, set_at);
    return TINGLE_OK;
}

/* The latest walk on the heels counts; of one day the worst. */
static enum tingle_status take_heel_walk(struct screening *s, struct journal *j, struct tingle_error *err)
{
    struct journal_records *records = NULL;
    const char *last = "";
    enum tingle_status st = journal_records_read(&records, j, err);
    if (st) return st;
    for (size_t i = 0; i < records->checks; i++) {
        const struct journal_home_check *c = &records->check[i];
        bool failed = c->left > 0 || c->right > 0;
        if (strcmp(c->check, "heel-walk") != 0) continue;
        if (failed || strcmp(c->day, last) != 0) text_copy(s->heel_walk, sizeof s->heel_walk, failed ? c->day : "");
        last = c->day;
    }
    journal_records_free(records);
    return TINGLE_OK;
}

enum tingle_status screening_load(struct screening *out, struct journal *j, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    *out = (struct screening){0};
    if (j) st = journal_profile_each(j, take, out, err);
    if (!st && j) st = take_heel_walk(out, j, err);
    if (!st) st = sign_log_load(&out->log, j, 0, NULL, err);
    if (!st) screening_judge(out);
    return st;
}
