/* Warning signs: the answer, the questions, and what to do now. */
#include "report/doctor_report.h"

#include <ctype.h>
#include <string.h>

#include "report/json.h"

enum { LINE_COLUMNS = 92, TICKS_MAX = 40 };

static size_t columns(const struct term *term)
{
    return (size_t)(term->width < LINE_COLUMNS ? term->width : LINE_COLUMNS);
}

static const char *known(const char *text) { return *text ? text : NULL; }

/* --- JSON ------------------------------------------------------------------------------------ */

static void signs_json(struct json *j, const struct tingle_doctor *d)
{
    json_begin_array(j, "signs");
    for (size_t i = 0; i < d->signs; i++) {
        const struct tingle_sign *s = &d->sign[i];
        json_begin_object(j, NULL);
        json_text(j, "id", s->id);
        json_text(j, "tier", tingle_tier_name(s->tier));
        json_text(j, "title", s->title);
        json_text(j, "action", s->action);
        json_text(j, "from", s->from);
        json_text(j, "because", known(s->because));
        json_text(j, "since", known(s->since));
        json_bool(j, "looked_at", s->looked_at);
        json_text(j, "source", s->source);
        json_end(j);
    }
    json_end(j);
}

static void answers_json(struct json *j, const struct tingle_doctor *d)
{
    json_begin_array(j, "answers");
    for (size_t i = 0; i < d->answers; i++) {
        const struct tingle_sign_answer *a = &d->answer[i];
        if (!a->asked) continue;
        json_begin_object(j, NULL);
        json_text(j, "id", a->id);
        json_text(j, "answer", a->answer);
        json_text(j, "on", known(a->on));
        json_bool(j, "applies", a->applies);
        json_end(j);
    }
    json_end(j);
}

static void profile_json(struct json *j, const struct tingle_doctor *d)
{
    json_begin_object(j, "profile");
    for (size_t i = 0; i < d->facts; i++) json_text(j, d->fact[i].key, d->fact[i].answer);
    json_text(j, "country", known(d->country));
    json_text(j, "emergency_number", known(d->emergency_number));
    json_text(j, "diseases", known(d->diseases));
    json_text(j, "drugs", known(d->drugs));
    json_text(j, "first_numb", known(d->first_numb));
    json_end(j);
}

static void table_json(struct json *j, const char *version, const char *date)
{
    json_begin_object(j, "table");
    json_text(j, "version", version);
    json_text(j, "date", date);
}

void sign_table_json(struct json *j, const struct tingle_doctor *d)
{
    table_json(j, d->table_version, d->table_date);
    json_bool(j, "reviewed", d->reviewed);
    json_end(j);
}

void sign_table_line(struct buffer *out, const struct tingle_doctor *d)
{
    buffer_printf(out, "Table of signs %s of %s, %sreviewed by a clinician.\n", d->table_version, d->table_date, d->reviewed ? "" : "not yet ");
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
    sign_table_json(&j, d);
    json_text(&j, "gate", tingle_gate_name(d->gate));
    json_text(&j, "gate_text", d->gate_text);
    signs_json(&j, d);
    json_begin_array(&j, "remarks");
    for (size_t i = 0; i < d->remarks; i++) json_text(&j, NULL, d->remark[i]);
    json_end(&j);
    answers_json(&j, d);
    profile_json(&j, d);
    json_text(&j, "asked_on", known(d->asked_on));
    json_text(&j, "seen_by_clinician", known(d->seen_by_clinician));
    json_text(&j, "quiet_notes", known(d->quiet_notes));
    json_whole(&j, "noted", (int64_t)d->noted);
    json_whole(&j, "numb", (int64_t)d->numb);
    json_text(&j, "text", d->text);
    json_end(&j);
}

static void tick_json(struct json *j, const struct tingle_sign_tick *t)
{
    json_begin_object(j, NULL);
    json_text(j, "answers", t->key);
    json_bool(j, "is_fact", t->is_fact);
    json_text(j, "tier", t->is_fact ? NULL : tingle_tier_name(t->tier));
    json_text(j, "text", t->text);
    json_text(j, "then", known(t->then));
    json_text(j, "only_with", known(t->only_with));
    json_bool(j, "closing", t->closing);
    json_end(j);
}

void screens_json(struct buffer *out, const struct tingle_sign_screens *s)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    table_json(&j, s->table_version, s->table_date);
    json_end(&j);
    json_begin_array(&j, "screens");
    for (size_t i = 0; i < s->screens; i++) {
        json_begin_object(&j, NULL);
        json_text(&j, "key", s->screen[i].key);
        json_text(&j, "title", s->screen[i].title);
        json_text(&j, "stem", s->screen[i].stem);
        json_begin_array(&j, "ticks");
        for (size_t k = 0; k < s->screen[i].ticks; k++) tick_json(&j, &s->screen[i].tick[k]);
        json_end(&j);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
}

void now_json(struct buffer *out)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "steps");
    for (const char *const *step = tingle_now_steps(); *step; step++) json_text(&j, NULL, *step);
    json_end(&j);
    json_text(&j, "back", tingle_now_back(true));
    json_text(&j, "not_back", tingle_now_back(false));
    json_text(&j, "signs", tingle_now_signs());
    json_end(&j);
}

/* --- the answer ------------------------------------------------------------------------------ */

static void line(struct buffer *out, const char *text, size_t indent, const struct term *term)
{
    buffer_printf(out, "%*s", (int)indent, "");
    term_add_wrapped(out, text, indent, indent, columns(term));
}

void alarm_text(struct buffer *out, const char *action, const struct term *term)
{
    struct buffer text;
    buffer_init(&text, 4096);
    buffer_add_text(&text, ">>> ");
    term_add_wrapped(&text, action, 4, 4, columns(term));
    if (term->colour) buffer_add_text(out, "\033[1m");
    buffer_add(out, text.data, text.size);
    if (term->colour) buffer_add_text(out, "\033[0m");
    buffer_release(&text);
}

static void tier_text(struct buffer *out, const struct tingle_doctor *d, const struct term *term)
{
    struct buffer head;
    const char *words = tingle_tier_words(d->tier);
    buffer_init(&head, 4096);
    buffer_printf(&head, "%c%s: %s", toupper((unsigned char)*words), words + 1, tingle_tier_when(d->tier));
    buffer_add_byte(&head, '\0');
    if (!buffer_status(&head, "the answer", NULL)) term_add_heading(out, term, (const char *)head.data);
    buffer_release(&head);
    if (d->tier <= TINGLE_TIER_U) alarm_text(out, d->action, term);
    else line(out, d->action, 0, term);
}

static void sign_text(struct buffer *out, const struct tingle_sign *s, bool with_action, const struct term *term)
{
    buffer_printf(out, "  %s  ", tingle_tier_name(s->tier));
    term_add_wrapped(out, s->title, 5, 5, columns(term));
    if (*s->because) line(out, s->because, 5, term);
    if (with_action) line(out, s->action, 5, term);
    if (*s->since) buffer_printf(out, "     since %s%s\n", s->since, s->looked_at ? "; a clinician has looked since" : "");
}

void doctor_text(struct buffer *out, const struct tingle_doctor *d, const struct term *term)
{
    tier_text(out, d, term);
    if (d->signs && d->tier != TINGLE_TIER_C) buffer_add_text(out, "\nFound:\n");
    for (size_t i = 0; i < d->signs && d->tier != TINGLE_TIER_C; i++) sign_text(out, &d->sign[i], i > 0, term);
    buffer_add_byte(out, '\n');
    if (d->gate == TINGLE_GATE_CLINICIAN || d->gate == TINGLE_GATE_SOON) line(out, d->gate_text, 0, term);
    for (size_t i = 0; i < d->remarks; i++) line(out, d->remark[i], 0, term);
    line(out, d->text, 0, term);
}

/* --- the questions --------------------------------------------------------------------------- */

void screen_list_text(struct buffer *out, const struct tingle_sign_screen *screen, const char *only_with,
                      const struct tingle_sign_tick **tick, size_t room, size_t *ticks, const struct term *term)
{
    *ticks = 0;
    if (!*only_with) {
        term_add_heading(out, term, screen->title);
        line(out, screen->stem, 0, term);
    } else {
        buffer_printf(out, "With that, any of these?\n");
    }
    for (size_t i = 0; i < screen->ticks && *ticks < room; i++) {
        const struct tingle_sign_tick *t = &screen->tick[i];
        if (t->closing || strcmp(t->only_with, only_with) != 0) continue;
        tick[(*ticks)++] = t;
        buffer_printf(out, "  %2zu  ", *ticks);
        term_add_wrapped(out, t->text, 6, 6, columns(term));
    }
    buffer_add_text(out, "   0  none of these\n");
}

static void follow_ups_text(struct buffer *out, const struct tingle_sign_screen *screen, const struct tingle_sign_tick *const *tick,
                            size_t ticks, const struct term *term)
{
    for (size_t i = 0; i < ticks; i++) {
        if (!*tick[i]->then) continue;
        buffer_printf(out, "If %zu is ticked:\n", i + 1);
        line(out, tick[i]->then, 6, term);
    }
    for (size_t i = 0; i < screen->ticks; i++) {
        if (!screen->tick[i].closing) continue;
        buffer_add_text(out, "Then, yes or no:\n");
        line(out, screen->tick[i].text, 6, term);
    }
}

static void conditional_text(struct buffer *out, const struct tingle_sign_screen *screen, const struct term *term)
{
    const struct tingle_sign_tick *tick[TICKS_MAX];
    const char *last = "";
    size_t ticks;
    for (size_t i = 0; i < screen->ticks; i++) {
        if (!*screen->tick[i].only_with || strcmp(screen->tick[i].only_with, last) == 0) continue;
        last = screen->tick[i].only_with;
        buffer_printf(out, "If \"%s\" is ticked:\n", last);
        screen_list_text(out, screen, last, tick, TICKS_MAX, &ticks, term);
    }
}

void screens_text(struct buffer *out, const struct tingle_sign_screens *s, const struct term *term)
{
    const struct tingle_sign_tick *tick[TICKS_MAX];
    size_t ticks;
    for (size_t i = 0; i < s->screens; i++) {
        buffer_printf(out, "%s%zu of %zu  ", i ? "\n" : "", i + 1, s->screens);
        screen_list_text(out, &s->screen[i], "", tick, TICKS_MAX, &ticks, term);
        follow_ups_text(out, &s->screen[i], tick, ticks, term);
        conditional_text(out, &s->screen[i], term);
    }
    buffer_printf(out, "\nTable of signs %s of %s.\nNot yet reviewed by a clinician.\n", s->table_version, s->table_date);
}

/* --- numb this minute ------------------------------------------------------------------------ */

void now_text(struct buffer *out, const struct term *term)
{
    size_t number = 0;
    for (const char *const *step = tingle_now_steps(); *step; step++) {
        buffer_printf(out, "%s  %zu  ", number ? "\n" : "", number + 1);
        term_add_wrapped(out, *step, 5, 5, columns(term));
        number++;
    }
    buffer_add_byte(out, '\n');
    line(out, tingle_now_signs(), 0, term);
}
