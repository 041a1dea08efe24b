/* Short answers that several commands give, and the questions that they ask. */
#ifndef CLI_DIALOGUE_H
#define CLI_DIALOGUE_H

#include "cli/command.h"

/* "<what> <name>: <done>" for a person, {"done":true,"<what>":"<name>"} with --json. */
enum tingle_status answer_done(struct cli *cli, const char *what, const char *name, const char *done,
                               struct tingle_error *err);

/* Asks until the answer is yes, no or nothing: "yes", "no", or NULL. */
const char *answer_yes_no(struct cli *cli, const char *question);

/* TINGLE_OK when --yes was given or a person says yes; else TINGLE_WRONG_USE, TINGLE_NO. `what` says
 * what will happen. The command has an option --yes. */
enum tingle_status answer_confirm(struct cli *cli, const char *what, struct tingle_error *err);

/* "58min", "58", "1h10", "1h 10min", "1:02:03", "58:12" as minutes; "10km", "10", "6.2mi" as metres. */
bool quantity_minutes(const char *text, double *minutes);
bool quantity_metres(const char *text, double *metres);

#endif
