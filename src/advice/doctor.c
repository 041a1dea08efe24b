/* The warning signs of a runner, judged and put into words. */
#include "advice/doctor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/gate.h"
#include "base/arena.h"
#include "base/utc.h"

enum { DOCTOR_MAX_BYTES = 1 << 20, SENTENCE = 600, MAX_REMARKS = SIGN_COUNT + 4 };

/* The public struct first: a pointer to it is a pointer to the whole. */
struct doctor {
    struct tingle_doctor shown;
    struct arena arena;
    struct tingle_sign sign[SIGN_COUNT];
    struct tingle_sign_answer answer[SIGN_COUNT];
    struct tingle_fact fact[SIGN_FACT_COUNT];
    const char *unasked[SIGN_COUNT];
    const char *remark[MAX_REMARKS];
    bool no_memory;
};

static const char *keep_text(struct doctor *d, const char *text)
{
    const char *kept = arena_text(&d->arena, text, strlen(text));
    d->no_memory |= !kept;
    return kept ? kept : "";
}

static const char *keep_day(struct doctor *d, int64_t at)
{
    char day[UTC_TEXT_SIZE] = "";
    if (at) utc_day_text(day, at);
    return keep_text(d, day);
}

static const char *keep_action(struct doctor *d, const char *action, const char *number)
{
    char text[SENTENCE];
    sign_action(text, sizeof text, action, number);
    return keep_text(d, text);
}

static bool has(uint64_t set, int rule) { return (set >> rule) & 1; }

static const char *answer_word(enum sign_answer a) { return a == SIGN_YES ? "yes" : a == SIGN_NO ? "no" : NULL; }

/* ----------------------------------------------------------------------- parts */

static void list_signs(struct doctor *d, const struct screening *s)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        const struct sign_rule *rule = &sign_rule[i];
        bool answered = strcmp(s->rule[i].value, "yes") == 0, found = has(s->found, i);
        struct sign_moment since = screening_rule_since(s, (enum sign_id)i);
        if (has(s->result.unasked, i)) d->unasked[d->shown.unasked_count++] = rule->id;
        if (!has(s->result.hits, i)) continue;
        d->sign[d->shown.signs++] = (struct tingle_sign){
            .id = rule->id, .tier = (enum tingle_tier)rule->tier, .title = rule->title, .source = rule->source,
            .action = keep_action(d, rule->action, screening_number(s)), .since = keep_day(d, since.at ? since.at + since.utc_offset_s : 0),
            .from = !found ? "answer" : answered ? "both" : "log", .because = keep_text(d, found ? s->log.found[i].because : ""),
            .looked_at = since.at && screening_seen_since(s, since)};
    }
    d->shown.sign = d->sign;
    d->shown.unasked = d->unasked;
}

static void list_answers(struct doctor *d, const struct screening *s)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        const struct sign_rule *rule = &sign_rule[i];
        bool lapsed = has(s->lapsed, i);
        d->answer[i] = (struct tingle_sign_answer){
            .id = rule->id, .title = rule->title, .tier = (enum tingle_tier)rule->tier, .asked = rule->asked,
            .applies = sign_applies(&s->answers, (enum sign_id)i), .on = keep_day(d, s->rule[i].at),
            .answer = !rule->asked || lapsed || !*s->rule[i].value ? NULL : keep_text(d, s->rule[i].value)};
    }
    for (int i = 0; i < SIGN_FACT_COUNT; i++)
        d->fact[i] = (struct tingle_fact){.key = sign_fact_row[i].key, .text = sign_fact_row[i].text,
                                          .answer = answer_word(s->answers.fact[i]), .on = keep_day(d, s->fact[i].at)};
    d->shown.answer = d->answer;
    d->shown.answers = SIGN_COUNT;
    d->shown.fact = d->fact;
    d->shown.facts = SIGN_FACT_COUNT;
}

static void list_settings(struct doctor *d, const struct screening *s)
{
    int64_t latest = 0;
    for (int i = 0; i < SIGN_COUNT; i++)
        if (s->rule[i].at > latest) latest = s->rule[i].at;
    d->shown.country = keep_text(d, s->setting[SET_COUNTRY].value);
    d->shown.emergency_number = keep_text(d, screening_number(s));
    d->shown.diseases = keep_text(d, s->setting[SET_DISEASES].value);
    d->shown.drugs = keep_text(d, s->setting[SET_DRUGS].value);
    d->shown.first_numb = keep_text(d, s->setting[SET_FIRST_NUMB].value);
    d->shown.seen_by_clinician = keep_text(d, s->setting[SET_SEEN].value);
    d->shown.quiet_notes = keep_text(d, s->setting[SET_QUIET_NOTES].value);
    d->shown.asked_on = keep_day(d, latest);
}

/* ----------------------------------------------------- what does not fit together */

static void remark(struct doctor *d, const char *text)
{
    if (d->shown.remarks == MAX_REMARKS) return;
    d->remark[d->shown.remarks++] = keep_text(d, text);
    d->shown.remark = d->remark;
}

static void remark_facts(struct doctor *d, const struct screening *s)
{
    bool young = s->answers.fact[SIGN_FACT_UNDER_16] == SIGN_YES, pregnant = s->answers.fact[SIGN_FACT_PREGNANT] == SIGN_YES;
    if (young && pregnant) remark(d, "You said that you are under 16 and pregnant. If one of them was a slip: `tingle doctor` asks again.");
    if (s->answers.answer[SIGN_PREG] == SIGN_YES && !pregnant)
        remark(d, "You ticked a sign in pregnancy, but not that you are pregnant. The sign counts.");
    for (int i = 0; i < SIGN_COUNT; i++)
        if (sign_rule[i].when == SIGN_IF_DIABETES && s->answers.answer[i] == SIGN_YES && s->answers.fact[SIGN_FACT_DIABETES] == SIGN_NO)
            remark(d, "You ticked a sign that goes with diabetes, but said that you have none. The sign counts.");
}

static void remark_all(struct doctor *d, const struct screening *s)
{
    char text[SENTENCE];
    if (s->result.contradicted) remark(d, "You also said that it is the ordinary kind. The sign counts.");
    remark_facts(d, s);
    for (int i = 0; i < SIGN_COUNT; i++) {
        if (!has(s->found, i) || strcmp(s->rule[i].value, "no") != 0 || has(s->lapsed, i)) continue;
        snprintf(text, sizeof text, "You said no to \"%s\", but your log: %s. The log counts.", sign_rule[i].title, s->log.found[i].because);
        remark(d, text);
    }
    for (int i = 0; i < SIGN_COUNT; i++) {
        if (!has(s->not_judged, i)) continue;
        snprintf(text, sizeof text, "Your log: %s (%s). The sheet does not say so, and only the sheet was judged.", s->log.found[i].because,
                 sign_rule[i].title);
        remark(d, text);
    }
    if (s->old_emergency || s->old_urgent)
        remark(d, "A yes of before the table of signs counts until you have answered the new questions: `tingle doctor`.");
}

/* -------------------------------------------------------------------------- whole */

static void set_tier(struct doctor *d, const struct screening *s)
{
    char text[GATE_TEXT];
    bool old = (s->old_emergency && s->result.tier > TIER_E) || (s->old_urgent && !s->old_emergency && s->result.tier > TIER_U);
    d->shown.tier = old ? s->old_emergency ? TINGLE_TIER_E : TINGLE_TIER_U : (enum tingle_tier)s->result.tier;
    d->shown.gate = gate_of(s);
    gate_text(text, s);
    d->shown.gate_text = keep_text(d, text);
    d->shown.action = old ? d->shown.gate_text : keep_action(d, s->result.action, screening_number(s));
    doctor_line(text, s);
    d->shown.text = keep_text(d, text);
}

static void fill(struct doctor *d, const struct screening *s)
{
    set_tier(d, s);
    d->shown.complete = s->result.complete;
    d->shown.noted = s->log.noted;
    d->shown.numb = s->log.numb;
    d->shown.table_version = sign_table.version;
    d->shown.table_date = sign_table.date;
    d->shown.reviewed = sign_table.reviewed;
    list_signs(d, s);
    list_answers(d, s);
    list_settings(d, s);
    remark_all(d, s);
}

enum tingle_status doctor_of(struct tingle_doctor **out, const struct screening *s, struct tingle_error *err)
{
    struct doctor *d = alloc_array(1, sizeof *d);
    *out = NULL;
    if (!d) return error_no_memory(err, "the warning signs");
    arena_init(&d->arena, DOCTOR_MAX_BYTES);
    fill(d, s);
    if (d->no_memory) {
        doctor_free(&d->shown);
        return error_no_memory(err, "the warning signs");
    }
    *out = &d->shown;
    return TINGLE_OK;
}

void doctor_free(struct tingle_doctor *doctor)
{
    struct doctor *d = (struct doctor *)doctor;
    if (!d) return;
    arena_release(&d->arena);
    free(d);
}

/* ------------------------------------------------------------------------- sheets */

static void give(struct given_answer *to, enum sign_answer a, int64_t at)
{
    const char *word = answer_word(a);
    if (!word) return;
    *to = (struct given_answer){.at = at, .since = at};
    snprintf(to->value, sizeof to->value, "%s", word);
}

/* A sheet is judged for itself: of the log only what can never be asked and is not named. What else the log finds is said. */
static void screening_of_sheet(struct screening *s, const struct answer_sheet *sheet, const struct sign_log *log)
{
    int64_t at = sheet->asked_at ? sheet->asked_at : utc_now();
    s->answers = sheet->signs;
    s->log_unknown = !log;
    if (log) s->log = *log;
    s->profile_asked = true;
    for (int i = 0; i < SIGN_COUNT; i++) {
        give(&s->rule[i], sheet->signs.answer[i], at);
        if (!log) continue;
        if (sign_rule[i].asked || has(sheet->named, i)) {
            s->not_judged |= (uint64_t)(log->found[i].fires && sheet->signs.answer[i] != SIGN_YES) << i;
            continue;
        }
        s->answers.answer[i] = log->found[i].fires ? SIGN_YES : SIGN_NO;
        s->found |= (uint64_t)log->found[i].fires << i;
    }
    for (int i = 0; i < SIGN_FACT_COUNT; i++) {
        give(&s->fact[i], sheet->signs.fact[i], at);
        s->profile_asked &= sheet->signs.fact[i] != SIGN_UNASKED;
    }
    for (size_t i = 0; i < sheet->settings; i++) screening_set(s, sheet->setting[i].key, sheet->setting[i].value, at);
    sign_judge(&s->result, &s->answers);
}

enum tingle_status doctor_judge(struct tingle_doctor **out, const struct sign_log *log, struct bytes json, const char *name,
                                struct tingle_error *err)
{
    struct answer_sheet *sheet = alloc_array(1, sizeof *sheet);
    struct screening *s = alloc_array(1, sizeof *s);
    enum tingle_status st = sheet && s ? answer_sheet_read(sheet, json, name, err) : error_no_memory(err, "the warning signs");
    *out = NULL;
    if (!st && sheet->is_older)
        st = error_set(err, TINGLE_BAD_DATA, -1, "%s: answers of before the table of signs; `tingle import` keeps them", name);
    if (!st) {
        screening_of_sheet(s, sheet, log);
        st = doctor_of(out, s, err);
    }
    free(sheet);
    free(s);
    return st;
}
