/* What a command has set off: the warning signs now against those before it. One piece for every command that changes notes. */
#ifndef REPORT_SIGN_CHANGE_H
#define REPORT_SIGN_CHANGE_H

#include <tingle/doctor.h>

#include "base/buffer.h"
#include "report/json.h"
#include "report/term.h"

struct sign_change {
    const struct tingle_doctor *before, *after; /* after NULL: nothing was changed */
    bool stands;                                /* notes were changed: those that are urgent or worse are shown again */
};

/* Signs of the tiers E to R that did not fire before, those that come again after a clinician looked, and those that stand, with what to do:
 * the gravest first; then the table that they are rows of. */
void sign_change_text(struct buffer *out, const struct sign_change *change, const struct term *term);

/* The same as `signs`. */
void sign_change_json(struct json *j, const struct sign_change *change);

#endif
