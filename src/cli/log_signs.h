/* Behind a note of numbness: the warning signs that it set off, what to do when it is numb now, and the questions that fit
 * what is new in it. A "fine" note asks nothing (decision C3). */
#ifndef CLI_LOG_SIGNS_H
#define CLI_LOG_SIGNS_H

#include <tingle/doctor.h>
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/json.h"

/* What speaks of a note: read before it is stored, and after. */
struct log_signs {
    struct tingle_doctor *before, *after; /* owned; after NULL: nothing to say */
    struct tingle_sign_screens *due;      /* owned; NULL where nothing is asked */
    bool grave;                           /* struct tingle_noted */
    struct tingle_noted *old;             /* owned; the numb note that "fine" replaced, NULL none: read by log_signs_of */
};

enum tingle_status log_signs_before(struct log_signs *signs, struct tingle_journal *journal, struct tingle_error *err);
/* log_signs_before, and the note of the run as it is before. */
enum tingle_status log_signs_of(struct log_signs *signs, struct tingle_journal *journal, int64_t run, struct tingle_error *err);
enum tingle_status log_signs_after(struct log_signs *signs, struct tingle_journal *journal, int64_t run, struct tingle_error *err);
/* After any change of notes that is not one run's: only what it set off, and nothing to ask. */
enum tingle_status log_signs_now(struct log_signs *signs, struct tingle_journal *journal, struct tingle_error *err);
void log_signs_release(struct log_signs *signs);

/* Signs that are urgent or worse, and others that did not fire before the note or come again after a clinician looked, with what to do: the gravest
 * first; and the table. Then what
 * to do when it is numb now, after a grave note; what was replaced; and where the questions are asked, unless they are `asked` here. */
void log_signs_text(struct buffer *out, const struct log_signs *signs, bool asked, const struct term *term);

/* `signs`, `table`, `grave`, and `asks`: the screens that fit what is new. */
void log_signs_json(struct json *j, const struct log_signs *signs);

/* Asks what is due, on a terminal. Signs that the answers set off are shown. *ended: an emergency, or "q". */
enum tingle_status log_signs_ask(struct cli *cli, struct tingle_journal *journal, struct log_signs *signs, bool *ended, struct tingle_error *err);

#endif
