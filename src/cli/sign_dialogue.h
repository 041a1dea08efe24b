/* Asking about warning signs on a terminal: screens of numbers to tick. `doctor` and `log` ask so. */
#ifndef CLI_SIGN_DIALOGUE_H
#define CLI_SIGN_DIALOGUE_H

#include <tingle/doctor.h>

#include "cli/command.h"

/* Answers that are not kept, because the journal cannot be written. */
enum { SIGN_ANSWERS_HERE = 160 };
struct sign_answers_here {
    struct tingle_answer answer[SIGN_ANSWERS_HERE]; /* yes or no, in the order in which they came */
    size_t count;
    char key[SIGN_ANSWERS_HERE][24]; /* the keys of `answer` */
};

/* False when there are too many. */
bool sign_answers_add(struct sign_answers_here *here, const char *key, const char *value);

/* Asks the screens one after the other and keeps each at once, in the journal, or in `here` (else NULL). 0 is "none of these"; Enter alone leaves a screen unasked, so
 * that no key pressed by accident is an answer; q ends, also in a further list. After a sign that asks for the emergency number or for
 * advice today its action is shown before anything else; an emergency ends the questions. *ended (may be NULL) is true after an emergency and after q. */
enum tingle_status sign_dialogue(struct cli *cli, struct tingle_journal *journal, struct sign_answers_here *here,
                                 const struct tingle_sign_screens *screens, bool *ended, struct tingle_error *err);

#endif
