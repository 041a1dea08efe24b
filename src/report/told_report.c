/* Files, services' words, proposals. */
#include "report/told_report.h"

#include <math.h>
#include <string.h>

#include "base/utc.h"
#include "report/units.h"

enum { UNDER_RUN = 7, WORDS_COLUMN = 14 };

static const char *known(const char *text) { return text && *text ? text : NULL; }

/* ------------------------------------------------------------------ sources */

static void add_size(struct buffer *out, int64_t bytes)
{
    if (bytes < 1000000) buffer_printf(out, "%lld kB", (long long)((bytes + 999) / 1000));
    else buffer_printf(out, "%.1f MB", (double)bytes * 1e-6);
}

static void add_source(struct buffer *out, const struct tingle_source *s)
{
    char day[UTC_TEXT_SIZE];
    utc_day_text(day, s->imported_at);
    buffer_printf(out, "%*s%s  %s", UNDER_RUN, "", s->leads ? "leads" : "also ", s->name);
    if (s->part > 0) buffer_printf(out, ", activity %d of it", s->part + 1);
    buffer_add_text(out, ", ");
    add_size(out, s->size);
    buffer_printf(out, ", imported %s%s\n", day, *s->container ? ", cut from an export" : "");
}

static void add_words(struct buffer *out, const char *what, const char *words, const struct term *term)
{
    struct buffer line;
    if (!known(words)) return;
    buffer_init(&line, 1 << 20);
    for (const char *p = words; *p; p++) buffer_add_byte(&line, (char)(*p == '\n' || *p == '\r' ? ' ' : *p));
    buffer_printf(out, "%*s", UNDER_RUN + 2, "");
    term_add_padded(out, what, WORDS_COLUMN);
    term_add_wrapped(out, buffer_text(&line), UNDER_RUN + 2 + WORDS_COLUMN, UNDER_RUN + 2 + WORDS_COLUMN, (size_t)term->width);
    buffer_release(&line);
}

void sources_text(struct buffer *out, const struct tingle_run_sources *sources, const struct term *term)
{
    if (sources->sources == 0) buffer_printf(out, "%*snoted without a file\n", UNDER_RUN, "");
    for (size_t i = 0; i < sources->sources; i++) add_source(out, &sources->source[i]);
    for (size_t i = 0; i < sources->tolds; i++) {
        const struct tingle_told *t = &sources->told[i];
        buffer_printf(out, "%*sin %s%s%s\n", UNDER_RUN, "", t->service, *t->service_id ? ", number " : "", t->service_id);
        add_words(out, "title", t->title, term);
        add_words(out, "description", t->description, term);
        add_words(out, "private note", t->private_note, term);
        add_words(out, "shoes", t->gear, term);
    }
}

void sources_json(struct json *j, const struct tingle_run_sources *sources)
{
    char when[UTC_TEXT_SIZE];
    json_begin_array(j, "files");
    for (size_t i = 0; i < sources->sources; i++) {
        const struct tingle_source *s = &sources->source[i];
        utc_text(when, s->imported_at);
        json_begin_object(j, NULL);
        json_text(j, "name", s->name);
        json_text(j, "sha256", s->sha256);
        json_text(j, "container", known(s->container));
        json_whole(j, "size", s->size);
        json_whole(j, "part", s->part);
        json_bool(j, "leads", s->leads);
        json_text(j, "imported_at", when);
        json_end(j);
    }
    json_end(j);
    json_begin_array(j, "told");
    for (size_t i = 0; i < sources->tolds; i++) {
        const struct tingle_told *t = &sources->told[i];
        json_begin_object(j, NULL);
        json_text(j, "service", t->service);
        json_text(j, "service_id", known(t->service_id));
        json_text(j, "title", known(t->title));
        json_text(j, "description", known(t->description));
        json_text(j, "private_note", known(t->private_note));
        json_text(j, "gear", known(t->gear));
        json_number(j, "weather_c", t->weather_c);
        json_end(j);
    }
    json_end(j);
}

/* ---------------------------------------------------------------- proposals */

/* "numb, right foot, P_TOE3 P_TOE4, from minute 40, 5 of 10" */
static void add_reading(struct buffer *out, const struct tingle_proposal *p)
{
    buffer_add_text(out, p->felt == TINGLE_NUMB ? "numb" : "fine");
    if (known(p->side)) buffer_printf(out, strcmp(p->side, "both") == 0 ? ", both feet" : ", %s foot", p->side);
    if (known(p->regions)) buffer_printf(out, ", %s", p->regions);
    if (known(p->onset)) buffer_printf(out, ", from minute %s", p->onset);
    if (!isnan(p->severity)) buffer_printf(out, ", %g of 10", p->severity);
}

void proposals_text(struct buffer *out, const struct tingle_proposal_list *list, const struct term *term)
{
    if (list->proposals == 0) {
        term_add_folded(out, "Nothing is proposed. `tingle import` looks for numbness in what you wrote about your runs.\n",
                        term->is_terminal ? (size_t)term->width : SIZE_MAX);
        return;
    }
    for (size_t i = 0; i < list->proposals; i++) {
        const struct tingle_proposal *p = &list->proposal[i];
        struct buffer words;
        buffer_init(&words, 4096);
        buffer_printf(out, "%5lld  ", (long long)p->id);
        units_add_local_time(out, p->start_unix_s, p->utc_offset_s);
        buffer_add_text(out, "  ");
        add_reading(out, p);
        buffer_printf(&words, "\"%s\" (%s)", p->quote, p->service);
        buffer_printf(out, "\n%*s", UNDER_RUN, "");
        term_add_wrapped(out, buffer_text(&words), UNDER_RUN, UNDER_RUN, (size_t)term->width);
        buffer_release(&words);
    }
}

void proposals_json(struct buffer *out, const struct tingle_proposal_list *list)
{
    char start[UTC_TEXT_SIZE];
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "proposals");
    for (size_t i = 0; i < list->proposals; i++) {
        const struct tingle_proposal *p = &list->proposal[i];
        utc_text(start, (int64_t)floor(p->start_unix_s));
        json_begin_object(&j, NULL);
        json_whole(&j, "id", p->id);
        json_whole(&j, "run", p->run);
        json_text(&j, "start_utc", start);
        json_text(&j, "service", p->service);
        json_text(&j, "quote", p->quote);
        json_text(&j, "felt", p->felt == TINGLE_NUMB ? "numb" : "fine");
        json_text(&j, "side", known(p->side));
        json_text(&j, "regions", known(p->regions));
        json_text(&j, "quality", known(p->quality));
        json_text(&j, "onset", known(p->onset));
        json_number(&j, "severity", p->severity);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
}
