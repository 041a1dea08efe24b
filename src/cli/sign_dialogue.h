/* Asking about warning signs on a terminal: screens of numbers to tick. `doctor` and `log` ask so. */
#ifndef CLI_SIGN_DIALOGUE_H
#define CLI_SIGN_DIALOGUE_H

#include <tingle/doctor.h>

#include "cli/command.h"

/* Asks the screens one after the other and keeps each at once. 0 is "none of these"; Enter alone leaves a screen unasked, so
 * that no key pressed by accident is an answer; q ends. After a sign that asks for the emergency number or for
 * advice today its action is shown before anything else; an emergency ends the questions. *ended (may be NULL) is true after an emergency and after q. */
enum tingle_status sign_dialogue(struct cli *cli, struct tingle_journal *journal, const struct tingle_sign_screens *screens,
                                 bool *ended, struct tingle_error *err);

#endif
