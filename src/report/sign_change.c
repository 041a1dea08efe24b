/* Signs now against before. */
#include "report/sign_change.h"

#include <string.h>

#include "report/doctor_report.h"

enum { LINE_MAX_BYTES = 1 << 16 };

static bool fired(const struct tingle_doctor *d, const char *id)
{
    for (size_t i = 0; d && i < d->signs; i++)
        if (strcmp(d->sign[i].id, id) == 0) return true;
    return false;
}

static bool is_shown(const struct sign_change *c, const struct tingle_sign *sign)
{
    if (sign->tier > TINGLE_TIER_R || sign->looked_at) return false;
    return (c->stands && sign->tier <= TINGLE_TIER_U) || !fired(c->before, sign->id);
}

void sign_change_text(struct buffer *out, const struct sign_change *c, const struct term *term)
{
    for (size_t i = 0; c->after && i < c->after->signs; i++) {
        const struct tingle_sign *sign = &c->after->sign[i];
        struct buffer line;
        if (!is_shown(c, sign)) continue;
        buffer_init(&line, LINE_MAX_BYTES);
        buffer_printf(&line, "Warning sign: %s%s%s. ", sign->title, *sign->because ? ": " : "", sign->because);
        buffer_add_text(&line, sign->action);
        alarm_text(out, buffer_text(&line), term);
        buffer_release(&line);
    }
}

void sign_change_json(struct json *j, const struct sign_change *c)
{
    json_begin_array(j, "signs");
    for (size_t i = 0; c->after && i < c->after->signs; i++) {
        const struct tingle_sign *sign = &c->after->sign[i];
        if (!is_shown(c, sign)) continue;
        json_begin_object(j, NULL);
        json_text(j, "id", sign->id);
        json_text(j, "tier", tingle_tier_name(sign->tier));
        json_text(j, "title", sign->title);
        json_text(j, "action", sign->action);
        json_end(j);
    }
    json_end(j);
}
