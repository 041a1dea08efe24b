/* Signs after a note. */
#include "cli/log_signs.h"

#include <string.h>

#include "cli/sign_dialogue.h"
#include "report/doctor_report.h"

enum { OUTPUT_MAX_BYTES = 1 << 20 };

enum tingle_status log_signs_before(struct log_signs *s, struct tingle_journal *journal, struct tingle_error *err)
{
    *s = (struct log_signs){0};
    return tingle_doctor_read(&s->before, journal, err);
}

enum tingle_status log_signs_after(struct log_signs *s, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    struct tingle_noted *noted = NULL;
    enum tingle_status st = tingle_note_read(&noted, journal, run, err);
    bool numb = !st && noted->note->felt == TINGLE_NUMB;
    s->grave = numb && noted->grave;
    tingle_noted_free(noted);
    if (st || !numb) return st;
    st = tingle_doctor_due(&s->due, journal, run, err);
    return st ? st : tingle_doctor_read(&s->after, journal, err);
}

void log_signs_release(struct log_signs *s)
{
    tingle_sign_screens_free(s->due);
    tingle_doctor_free(s->before);
    tingle_doctor_free(s->after);
    *s = (struct log_signs){0};
}

/* --- which are shown ------------------------------------------------------------------------- */

static const struct tingle_sign *sign_of(const struct tingle_doctor *d, const char *id)
{
    for (size_t i = 0; i < d->signs; i++)
        if (strcmp(d->sign[i].id, id) == 0) return &d->sign[i];
    return NULL;
}

/* What this note set off. A sign of before that a clinician has looked at is new where the note brings another event; a grave one
 * that the note set off is shown whoever has looked: the note itself was not there to be seen. */
static bool is_shown(const struct tingle_doctor *before, const struct tingle_sign *sign)
{
    const struct tingle_sign *old = sign_of(before, sign->id);
    bool grave = sign->tier <= TINGLE_TIER_U;
    if (sign->tier > TINGLE_TIER_R) return false;
    if (sign->looked_at) return grave && (!old || strcmp(old->since, sign->since) != 0 || strcmp(old->because, sign->because) != 0);
    return grave || !old || old->looked_at;
}

static void signs_text(struct buffer *out, const struct tingle_doctor *before, const struct tingle_doctor *after, const struct term *term)
{
    for (size_t i = 0; i < after->signs; i++) {
        const struct tingle_sign *sign = &after->sign[i];
        struct buffer line;
        if (!is_shown(before, sign)) continue;
        buffer_init(&line, OUTPUT_MAX_BYTES);
        buffer_printf(&line, "Warning sign: %s%s%s. ", sign->title, *sign->because ? ": " : "", sign->because);
        buffer_add_text(&line, sign->action);
        alarm_text(out, buffer_text(&line), term);
        buffer_release(&line);
    }
}

void log_signs_text(struct buffer *out, const struct log_signs *s, bool asked, const struct term *term)
{
    if (!s->after) return;
    signs_text(out, s->before, s->after, term);
    if (s->grave) {
        buffer_add_text(out, "When it is numb again on a run:\n");
        now_steps_text(out, s->after, term);
    }
    if (!asked && s->due->screens) buffer_printf(out, "New in this note: %s. `tingle doctor` asks what a doctor would.\n", s->due->because);
}

void log_signs_json(struct json *j, const struct log_signs *s)
{
    json_begin_array(j, "signs");
    for (size_t i = 0; s->after && i < s->after->signs; i++) {
        const struct tingle_sign *sign = &s->after->sign[i];
        if (!is_shown(s->before, sign)) continue;
        json_begin_object(j, NULL);
        json_text(j, "id", sign->id);
        json_text(j, "tier", tingle_tier_name(sign->tier));
        json_text(j, "title", sign->title);
        json_text(j, "action", sign->action);
        json_end(j);
    }
    json_end(j);
    json_bool(j, "grave", s->grave);
    json_begin_array(j, "asks");
    for (size_t i = 0; s->due && i < s->due->screens; i++) json_text(j, NULL, s->due->screen[i].key);
    json_end(j);
}

/* --- asking ---------------------------------------------------------------------------------- */

/* What the answers set off; the gravest were said as they came. */
static enum tingle_status show_answered(struct cli *cli, struct tingle_journal *journal, struct log_signs *s, struct tingle_error *err)
{
    struct tingle_doctor *answered = NULL;
    struct buffer out;
    enum tingle_status st = tingle_doctor_read(&answered, journal, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    for (size_t i = 0; !st && i < answered->signs; i++) {
        const struct tingle_sign *sign = &answered->sign[i];
        if (sign->tier <= TINGLE_TIER_U || !is_shown(s->after, sign)) continue;
        buffer_printf(&out, "Warning sign: %s. %s\n", sign->title, sign->action);
    }
    if (!st) st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    tingle_doctor_free(answered);
    return st;
}

enum tingle_status log_signs_ask(struct cli *cli, struct tingle_journal *journal, struct log_signs *s, bool *ended, struct tingle_error *err)
{
    enum tingle_status st;
    *ended = false;
    if (!s->due || s->due->screens == 0 || !console_is_interactive(&cli->console)) return TINGLE_OK;
    console_say(&cli->console, "new in this note: %s. A doctor would ask:", s->due->because);
    st = sign_dialogue(cli, journal, NULL, s->due, ended, err);
    return st ? st : show_answered(cli, journal, s, err);
}
