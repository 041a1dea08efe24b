/* The one gate before all advice (decisions.md C1).
 *
 * Until the screen of warning signs comes whole, three questions stand for it: an emergency, something
 * urgent, and the profile. Unasked is not "no": an unscreened runner is asked first. The answers come
 * from `tingle doctor` or from an answers.json file, and are kept with their date.
 */
#ifndef ADVICE_GATE_H
#define ADVICE_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include <tingle/why.h>

enum screen_answer { SCREEN_UNASKED, SCREEN_NO, SCREEN_YES };

struct screening {
    enum screen_answer emergency, urgent;
    bool profile_asked;
    bool under_16, pregnant, diabetes, neuropathy, surgery;
    bool seen_by_clinician;   /* a date was entered after which self-care was agreed */
    int64_t asked_at;         /* unix seconds; 0 never */
};

enum tingle_gate gate_of(const struct screening *s);

/* What the runner should do when the gate is not open; "" when it is. Static. */
const char *gate_text(enum tingle_gate gate);

/* The doctor line, always shown. Static. */
const char *doctor_line(const struct screening *s);

/* The three questions, in plain words. Static. */
extern const char gate_question_emergency[], gate_question_urgent[], gate_question_profile[];

#endif
