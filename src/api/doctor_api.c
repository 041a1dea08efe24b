/* <tingle/doctor.h> over the rooms. */
#include <tingle/doctor.h>

#include <stdlib.h>

#include "advice/doctor.h"
#include "api/journal_handle.h"
#include "base/arena.h"
#include "foot/now.h"

const char *tingle_tier_name(enum tingle_tier tier) { return sign_tier_row[tier].letter; }
const char *tingle_tier_words(enum tingle_tier tier) { return sign_tier_row[tier].name; }
const char *tingle_tier_when(enum tingle_tier tier) { return sign_tier_row[tier].when; }

/* ------------------------------------------------------------------ the answer */

static enum tingle_status answer_on_top(struct screening *s, const struct tingle_answer *answer, int64_t now, struct tingle_error *err)
{
    char rule_key[ANSWER_KEY];
    int rule = sign_find(answer->key, NULL);
    enum tingle_status st = answer_check(answer->key, answer->value, err);
    if (st) return st;
    if (rule >= 0) answer_rule_key(rule_key, (enum sign_id)rule);
    screening_set(s, rule >= 0 ? rule_key : answer->key, answer->value, now);
    return TINGLE_OK;
}

enum tingle_status tingle_doctor_read_with(struct tingle_doctor **out, struct tingle_journal *journal, const struct tingle_answer *answer,
                                           size_t answers, struct tingle_error *err)
{
    struct screening *s = alloc_array(1, sizeof *s);
    int64_t now = utc_now();
    enum tingle_status st = s ? screening_load(s, journal ? journal->journal : NULL, err) : error_no_memory(err, "the warning signs");
    *out = NULL;
    for (size_t i = 0; !st && i < answers; i++) st = answer_on_top(s, &answer[i], now, err);
    if (!st) {
        screening_judge(s);
        st = doctor_of(out, s, err);
    }
    free(s);
    return st;
}

enum tingle_status tingle_doctor_read(struct tingle_doctor **out, struct tingle_journal *journal, struct tingle_error *err)
{
    return tingle_doctor_read_with(out, journal, NULL, 0, err);
}

enum tingle_status tingle_doctor_judge(struct tingle_doctor **out, struct tingle_journal *journal, const char *json,
                                       size_t size, const char *name, struct tingle_error *err)
{
    struct sign_log log;
    enum tingle_status st = journal ? sign_log_load(&log, journal->journal, 0, NULL, err) : TINGLE_OK;
    *out = NULL;
    return st ? st : doctor_judge(out, journal ? &log : NULL, bytes_of(json, size), name, err);
}

void tingle_doctor_free(struct tingle_doctor *doctor) { doctor_free(doctor); }

/* --------------------------------------------------------------- the questions */

enum tingle_status tingle_doctor_screens(struct tingle_sign_screens **out, struct tingle_journal *journal, struct tingle_error *err)
{
    char number[PROFILE_VALUE] = "";
    enum tingle_status st = TINGLE_OK;
    *out = NULL;
    if (journal && journal->journal) st = journal_profile_get(journal->journal, "emergency_number", number, NULL, err);
    return st ? st : doctor_screens(out, ~0u, 0, number, err);
}

enum tingle_status tingle_doctor_due(struct tingle_sign_screens **out, struct tingle_journal *journal, int64_t run,
                                     struct tingle_error *err)
{
    struct screening *s = alloc_array(1, sizeof *s);
    struct sign_log log;
    unsigned patterns = 0, due = 0;
    enum tingle_status st = s ? screening_load(s, journal->journal, err) : error_no_memory(err, "the questions");
    *out = NULL;
    if (!st && run) st = sign_log_load(&log, journal->journal, run, &patterns, err);
    if (!st) due = screening_screens_due(s) & (run ? doctor_screens_of(patterns) : ~0u);
    if (!st) st = doctor_screens(out, due, due ? patterns : 0, screening_number(s), err);
    free(s);
    return st;
}

void tingle_sign_screens_free(struct tingle_sign_screens *screens) { doctor_screens_free(screens); }

/* ------------------------------------------------------------------- answering */

enum tingle_status tingle_doctor_answer(struct tingle_journal *journal, const struct tingle_answer *answer, size_t answers,
                                        struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    int64_t now = utc_now();
    if (!st) st = journal_begin(journal->journal, err);
    if (st) return st;
    for (size_t i = 0; !st && i < answers; i++) st = answer_store(journal->journal, answer[i].key, answer[i].value, now, err);
    return journal_end(journal->journal, st, err);
}

/* --------------------------------------------------------------- numb this minute */

const char *const *tingle_now_steps(void) { return now_step; }
const char *tingle_now_back(bool feeling_is_back) { return feeling_is_back ? now_back : now_not_back; }
const char *tingle_now_signs(void) { return now_signs; }
