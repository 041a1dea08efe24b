/* Behind a note of numbness: the warning signs that it set off, what to do when it is numb now, and the questions that fit
 * what is new in it. A "fine" note shows and asks nothing (decision C3). */
#ifndef CLI_LOG_SIGNS_H
#define CLI_LOG_SIGNS_H

#include <tingle/doctor.h>
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/json.h"

/* What speaks of a note: read before it is stored, and after. */
struct log_signs {
    struct tingle_doctor *before, *after; /* owned; after NULL: not numb, nothing to say */
    struct tingle_sign_screens *due;      /* owned; with `after` */
    bool grave;                           /* struct tingle_noted */
};

enum tingle_status log_signs_before(struct log_signs *signs, struct tingle_journal *journal, struct tingle_error *err);
enum tingle_status log_signs_after(struct log_signs *signs, struct tingle_journal *journal, int64_t run, struct tingle_error *err);
void log_signs_release(struct log_signs *signs);

/* Signs that are urgent or worse, and others that did not fire before the note or that a clinician had looked at and that come again, with what to
 * do: the gravest first; and the table. Then what
 * to do when it is numb now, after a grave note; and where the questions are asked, unless they are `asked` here. */
void log_signs_text(struct buffer *out, const struct log_signs *signs, bool asked, const struct term *term);

/* `signs`, `table`, `grave`, and `asks`: the screens that fit what is new. */
void log_signs_json(struct json *j, const struct log_signs *signs);

/* Asks what is due, on a terminal. Signs that the answers set off are shown. *ended: an emergency, or "q". */
enum tingle_status log_signs_ask(struct cli *cli, struct tingle_journal *journal, struct log_signs *signs, bool *ended, struct tingle_error *err);

#endif
