/* Signs now against before. */
#include "report/sign_change.h"

#include <string.h>

#include "report/doctor_report.h"

enum { LINE_MAX_BYTES = 1 << 16 };

static const struct tingle_sign *sign_of(const struct tingle_doctor *d, const char *id)
{
    for (size_t i = 0; d && i < d->signs; i++)
        if (strcmp(d->sign[i].id, id) == 0) return &d->sign[i];
    return NULL;
}

/* A sign of before that a clinician has looked at is new where there is another event; a grave one that was set off now is shown
 * whoever has looked: what set it off was not there to be seen. */
bool sign_change_shows(const struct sign_change *c, const struct tingle_sign *sign)
{
    const struct tingle_sign *old = sign_of(c->before, sign->id);
    const bool grave = sign->tier <= TINGLE_TIER_U;
    if (sign->tier > TINGLE_TIER_R) return false;
    if (sign->looked_at) return grave && (!old || strcmp(old->since, sign->since) != 0 || strcmp(old->because, sign->because) != 0);
    return (grave && c->stands) || !old || old->looked_at;
}

void sign_change_text(struct buffer *out, const struct sign_change *c, const struct term *term)
{
    bool any = false;
    for (size_t i = 0; c->after && i < c->after->signs; i++) {
        const struct tingle_sign *sign = &c->after->sign[i];
        struct buffer line;
        if (!sign_change_shows(c, sign)) continue;
        any = true;
        buffer_init(&line, LINE_MAX_BYTES);
        buffer_printf(&line, "Warning sign: %s%s%s. ", sign->title, *sign->because ? ": " : "", sign->because);
        buffer_add_text(&line, sign->action);
        alarm_text(out, buffer_text(&line), term);
        buffer_release(&line);
    }
    if (any) sign_table_line(out, c->after);
}

void sign_change_json(struct json *j, const struct sign_change *c)
{
    json_begin_array(j, "signs");
    for (size_t i = 0; c->after && i < c->after->signs; i++) {
        const struct tingle_sign *sign = &c->after->sign[i];
        if (!sign_change_shows(c, sign)) continue;
        json_begin_object(j, NULL);
        json_text(j, "id", sign->id);
        json_text(j, "tier", tingle_tier_name(sign->tier));
        json_text(j, "title", sign->title);
        json_text(j, "action", sign->action);
        json_end(j);
    }
    json_end(j);
}
