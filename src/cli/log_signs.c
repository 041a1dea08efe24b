/* Signs after a note. */
#include "cli/log_signs.h"

#include <string.h>

#include "cli/sign_dialogue.h"
#include "report/doctor_report.h"
#include "report/note_report.h"
#include "report/sign_change.h"

enum { OUTPUT_MAX_BYTES = 1 << 20 };

enum tingle_status log_signs_before(struct log_signs *s, struct tingle_journal *journal, struct tingle_error *err)
{
    *s = (struct log_signs){0};
    return tingle_doctor_read(&s->before, journal, err);
}

enum tingle_status log_signs_of(struct log_signs *s, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    enum tingle_status st = log_signs_before(s, journal, err);
    return st ? st : tingle_note_read(&s->old, journal, run, err);
}

enum tingle_status log_signs_after(struct log_signs *s, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    struct tingle_noted *noted = NULL;
    enum tingle_status st = tingle_note_read(&noted, journal, run, err);
    bool numb = !st && noted->note->felt == TINGLE_NUMB;
    const bool replaced = !st && s->old && s->old->note->felt == TINGLE_NUMB && noted->note->felt == TINGLE_FINE;
    s->grave = numb && noted->grave;
    tingle_noted_free(noted);
    if (!replaced) tingle_noted_free(s->old), s->old = NULL;
    if (!st && numb) st = tingle_doctor_due(&s->due, journal, run, err);
    return st ? st : log_signs_now(s, journal, err);
}

enum tingle_status log_signs_now(struct log_signs *s, struct tingle_journal *journal, struct tingle_error *err)
{
    return tingle_doctor_read(&s->after, journal, err);
}

void log_signs_release(struct log_signs *s)
{
    tingle_noted_free(s->old);
    tingle_sign_screens_free(s->due);
    tingle_doctor_free(s->before);
    tingle_doctor_free(s->after);
    *s = (struct log_signs){0};
}

/* --- which are shown ------------------------------------------------------------------------- */

static struct sign_change change_of(const struct log_signs *s) { return (struct sign_change){s->before, s->after, true}; }

void log_signs_text(struct buffer *out, const struct log_signs *s, bool asked, const struct term *term)
{
    const struct sign_change change = change_of(s);
    if (s->old) {
        buffer_add_text(out, "this replaced: ");
        note_words(out, s->old);
        buffer_add_text(out, "; `tingle log --undo` brings it back\n");
    }
    sign_change_text(out, &change, term);
    if (s->grave) {
        buffer_add_text(out, "When it is numb again on a run:\n");
        now_text(out, term);
    }
    if (!asked && s->due && s->due->screens) buffer_printf(out, "New in this note: %s. `tingle doctor` asks what a doctor would.\n", s->due->because);
}

void log_signs_json(struct json *j, const struct log_signs *s)
{
    const struct sign_change change = change_of(s);
    sign_change_json(j, &change);
    if (s->after) sign_table_json(j, s->after);
    else json_null(j, "table");
    json_bool(j, "grave", s->grave);
    json_begin_array(j, "asks");
    for (size_t i = 0; s->due && i < s->due->screens; i++) json_text(j, NULL, s->due->screen[i].key);
    json_end(j);
    note_json(j, "replaced", s->old ? s->old : &(struct tingle_noted){0});
}

/* --- asking ---------------------------------------------------------------------------------- */

/* What the answers set off; the gravest were said as they came. */
static enum tingle_status show_answered(struct cli *cli, struct tingle_journal *journal, struct log_signs *s, struct tingle_error *err)
{
    struct tingle_doctor *answered = NULL;
    struct buffer out;
    bool any = false;
    enum tingle_status st = tingle_doctor_read(&answered, journal, err);
    const struct sign_change change = {s->after, answered, true};
    buffer_init(&out, OUTPUT_MAX_BYTES);
    for (size_t i = 0; !st && i < answered->signs; i++) {
        const struct tingle_sign *sign = &answered->sign[i];
        if (sign->tier <= TINGLE_TIER_U || !sign_change_shows(&change, sign)) continue;
        buffer_printf(&out, "Warning sign: %s. %s\n", sign->title, sign->action);
        any = true;
    }
    if (any) sign_table_line(&out, answered);
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
