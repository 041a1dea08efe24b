/* Answers about the runner: warning signs, the profile and a few settings, by key.
 *
 * One place knows which keys there are and what may be answered: sheets of answers, `tingle doctor` and the public
 * interface, and what is known about the runner (advice/clinic_records.h), all come here. A sheet is a JSON object
 * (docs/answers-json.md): `import` keeps one, `doctor --answers` judges one. "seen_by_clinician" is the day on which a clinician has looked
 * at it: what came later was not seen (screening_seen_since).
 */
#ifndef ADVICE_ANSWERS_H
#define ADVICE_ANSWERS_H

#include <stdbool.h>

#include "base/bytes.h"
#include "foot/signs.h"
#include "journal/journal.h"
#include "journal/journal_profile.h"

/* The journal's key of a rule's answer: "sign.CES". */
enum { ANSWER_KEY = 40 };
void answer_rule_key(char out[ANSWER_KEY], enum sign_id rule);

/* True when the value may stand under that key; else says what is allowed. Errors: TINGLE_BAD_DATA for an unknown key or
 * an answer that is not allowed. Keys: ids of rules and facts of the profile (yes, no), country, emergency_number, born,
 * sex, height_cm, weight_kg, diseases, drugs, question, first_numb, seen_by_clinician, quiet_notes; and of journals older than the table: emergency, urgent. */
enum tingle_status answer_check(const char *key, const char *value, struct tingle_error *err);

/* Stores one answer, checked as above. */
enum tingle_status answer_store(struct journal *j, const char *key, const char *value, int64_t asked_at,
                                struct tingle_error *err);

/* Forgets all that was ever answered to a known key that is no rule's. */
enum tingle_status answer_forget(struct journal *j, const char *key, struct tingle_error *err);

/* --------------------------------------------------------------------- sheets */

enum { SHEET_SETTINGS = 16, SHEET_MAX_BYTES = 1 << 20 };

struct answer_sheet {
    struct sign_answers signs;
    uint64_t named;          /* rules that the sheet names, those with null too */
    bool simulated;
    int64_t asked_at;        /* unix seconds; 0 not said */
    bool is_older;           /* answers of before the table: emergency, urgent */
    struct {
        const char *key;     /* static */
        char value[PROFILE_VALUE];
    } setting[SHEET_SETTINGS];
    size_t settings;
};

/* Reads a sheet. Errors: TINGLE_BAD_DATA (names `name`, the key, what is allowed), TINGLE_NO_MEMORY. */
enum tingle_status answer_sheet_read(struct answer_sheet *out, struct bytes json, const char *name, struct tingle_error *err);

/* A setting of the sheet; "" when it says nothing. */
const char *answer_sheet_setting(const struct answer_sheet *sheet, const char *key);

/* Keeps all that a sheet says, as of the day that it names, else of now; in the caller's transaction. */
enum tingle_status answers_import(struct journal *j, struct bytes json, const char *name, struct tingle_error *err);

#endif
