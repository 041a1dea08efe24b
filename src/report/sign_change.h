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

/* Whether a sign of `after` was set off (one that a clinician had looked at and that comes again too), or stands. Only the tiers E to R. */
bool sign_change_shows(const struct sign_change *change, const struct tingle_sign *sign);

/* These signs with what to do, the gravest first. */
void sign_change_text(struct buffer *out, const struct sign_change *change, const struct term *term);

/* The same as `signs`. */
void sign_change_json(struct json *j, const struct sign_change *change);

#endif
