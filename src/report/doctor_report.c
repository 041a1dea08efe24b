/* Warning signs: text and JSON. */
#include "report/doctor_report.h"

#include "report/json.h"

/* --- JSON ------------------------------------------------------------------------------------ */

static void signs_json(struct json *j, const struct tingle_doctor *d)
{
    json_begin_array(j, "signs");
    for (size_t i = 0; i < d->signs; i++) {
        json_begin_object(j, NULL);
        json_text(j, "id", d->sign[i].id);
        json_text(j, "tier", tingle_tier_name(d->sign[i].tier));
        json_text(j, "title", d->sign[i].title);
        json_text(j, "action", d->sign[i].action);
        json_text(j, "source", d->sign[i].source);
        json_end(j);
    }
    json_end(j);
}

void doctor_json(struct buffer *out, const struct tingle_doctor *d)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "tier", tingle_tier_name(d->tier));
    json_bool(&j, "complete", d->complete);
    json_begin_array(&j, "unasked");
    for (size_t i = 0; i < d->unasked_count; i++) json_text(&j, NULL, d->unasked[i]);
    json_end(&j);
    json_begin_array(&j, "rules");
    for (size_t i = 0; i < d->signs; i++) json_text(&j, NULL, d->sign[i].id);
    json_end(&j);
    json_text(&j, "action", d->action);
    json_begin_object(&j, "table");
    json_text(&j, "version", d->table_version);
    json_text(&j, "date", d->table_date);
    json_bool(&j, "reviewed", d->reviewed);
    json_end(&j);
    signs_json(&j, d);
    json_begin_array(&j, "remarks");
    for (size_t i = 0; i < d->remarks; i++) json_text(&j, NULL, d->remark[i]);
    json_end(&j);
    json_text(&j, "text", d->text);
    json_end(&j);
}

/* --- text ------------------------------------------------------------------------------------ */

static void line(struct buffer *out, const struct term *term, const char *text)
{
    term_add_wrapped(out, text, 0, 0, (size_t)term->width);
}

static void signs_text(struct buffer *out, const struct tingle_doctor *d, const struct term *term)
{
    for (size_t i = 0; i < d->signs; i++) {
        const struct tingle_sign *s = &d->sign[i];
        buffer_printf(out, "\n%s  %s\n", tingle_tier_name(s->tier), s->title);
        if (i > 0) term_add_wrapped(out, s->action, 3, 3, (size_t)term->width);
    }
}

void doctor_text(struct buffer *out, const struct tingle_doctor *d, const struct term *term)
{
    line(out, term, d->action);
    signs_text(out, d, term);
    for (size_t i = 0; i < d->remarks; i++) line(out, term, d->remark[i]);
    line(out, term, d->text);
}
