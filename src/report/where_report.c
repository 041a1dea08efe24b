/* Where it is numb, for a person and for programs. */
#include "report/where_report.h"

#include <math.h>
#include <string.h>

#include "report/doctor_report.h"
#include "report/foot_map.h"
#include "report/json.h"

enum { TEXT_MAX_BYTES = 1 << 20, WRAP_COLUMNS = 96, NAME_COLUMNS = 40, FITS_SHOWN = 3 };

static size_t wrap_columns(const struct term *term) { return (size_t)(term->width < WRAP_COLUMNS ? term->width : WRAP_COLUMNS); }

/* ------------------------------------------------------------------------- list */

static bool was_noted(const struct tingle_spot *s) { return s->left + s->right + s->unsaid > 0; }

static void add_spot(struct buffer *out, const struct tingle_spot *s, const struct tingle_where *w)
{
    double share = fmax(s->share_left, s->share_right);
    buffer_printf(out, "%4d  ", s->region.number);
    term_add_padded(out, s->region.name, NAME_COLUMNS);
    if (!w->run) buffer_printf(out, " left %zu, right %zu", s->left, s->right);
    else buffer_add_text(out, s->left && s->right ? " both feet" : s->left ? " left" : s->right ? " right" : "");
    if (s->unsaid && !w->run) buffer_printf(out, ", no foot said %zu", s->unsaid);
    if (!w->run) buffer_printf(out, "  (%.0f %%)", 100 * share);
    buffer_add_byte(out, '\n');
}

/* The most often noted first; of equals by the table. */
static void add_spots(struct buffer *out, const struct tingle_where *w)
{
    size_t most = 0;
    for (size_t i = 0; i < w->spots; i++) {
        size_t n = w->spot[i].left + w->spot[i].right + w->spot[i].unsaid;
        if (n > most) most = n;
    }
    for (size_t n = most; n > 0; n--)
        for (size_t i = 0; i < w->spots; i++)
            if (w->spot[i].left + w->spot[i].right + w->spot[i].unsaid == n) add_spot(out, &w->spot[i], w);
}

/* ------------------------------------------------------------------------- fits */

static void add_sentences(struct buffer *out, const char *lead, const char *const *text, size_t n, const struct term *term)
{
    struct buffer line;
    if (!n) return;
    buffer_init(&line, TEXT_MAX_BYTES);
    buffer_add_text(&line, lead);
    for (size_t i = 0; i < n; i++) buffer_printf(&line, "%s%s", i ? "; " : "", text[i]);
    buffer_add_text(out, "      ");
    term_add_wrapped(out, buffer_text(&line), 6, 8, wrap_columns(term));
    buffer_release(&line);
}

static void add_fit(struct buffer *out, const struct tingle_fit *f, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, TEXT_MAX_BYTES);
    buffer_printf(&line, "%s: %s", f->well ? "fits well" : "fits partly", f->words);
    if (*f->anatomy) buffer_printf(&line, " (%s)", f->anatomy);
    if (*f->side) buffer_printf(&line, ", %s", strcmp(f->side, "both") == 0 ? "both feet" : strcmp(f->side, "left") == 0 ? "left foot" : "right foot");
    buffer_add_text(out, "  ");
    term_add_wrapped(out, buffer_text(&line), 2, 6, wrap_columns(term));
    buffer_release(&line);
    if (*f->look) {
        buffer_add_text(out, "      ");
        term_add_wrapped(out, f->look, 6, 6, wrap_columns(term));
    }
    add_sentences(out, "for: ", f->pro, f->pros, term);
    add_sentences(out, "against: ", f->con, f->cons, term);
}

static void add_fits(struct buffer *out, const char *title, const struct tingle_fit *fit, size_t n, const struct term *term)
{
    if (!n) return;
    buffer_add_byte(out, '\n');
    term_add_heading(out, term, title);
    for (size_t i = 0; i < n && i < FITS_SHOWN; i++) add_fit(out, &fit[i], term);
    if (n > FITS_SHOWN) buffer_printf(out, "  and %zu more: `tingle where --json`\n", n - FITS_SHOWN);
}

static void add_findings(struct buffer *out, const struct tingle_where *w, const struct term *term)
{
    if (w->gate == TINGLE_GATE_EMERGENCY || w->gate == TINGLE_GATE_URGENT) return; /* said first of all */
    if (w->gate != TINGLE_GATE_OPEN) {
        buffer_add_byte(out, '\n');
        term_add_wrapped(out, w->gate_text, 0, 0, wrap_columns(term));
        return;
    }
    add_fits(out, "Which nerve reaches there (a place supports a nerve, it never proves it)", w->nerve, w->nerves, term);
    add_fits(out, "What to look at first, and what a clinician may consider (no diagnosis)", w->condition, w->conditions, term);
}

/* -------------------------------------------------------------------------- all */

static void add_signs(struct buffer *out, const struct tingle_where *w, const struct term *term)
{
    struct buffer line;
    if (!w->signs) return;
    buffer_init(&line, TEXT_MAX_BYTES);
    buffer_add_text(&line, "Whatever fits below, this belongs to the warning signs: ");
    for (size_t i = 0; i < w->signs; i++) buffer_printf(&line, "%s%s", i ? "; " : "", w->sign[i]);
    buffer_add_text(&line, ". `tingle doctor` asks about it.");
    term_add_wrapped(out, buffer_text(&line), 0, 2, wrap_columns(term));
    buffer_add_byte(out, '\n');
    buffer_release(&line);
}

static void add_head(struct buffer *out, const struct tingle_where *w, const char *what, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, TEXT_MAX_BYTES);
    if (w->simulated) buffer_add_text(out, "Simulated runner\n");
    if (w->run && w->located) buffer_printf(&line, "Where it was numb on %s", what);
    else if (w->run) buffer_printf(&line, "No place is noted for %s (`tingle log %lld --where ...`, by the numbers below)", what, (long long)w->run);
    else if (w->located) buffer_printf(&line, "Where it was numb, on the %zu of %zu numb runs that name a place", w->located, w->numb);
    else buffer_add_text(&line, "No place was noted yet. Note it by number or name: `tingle log --numb --where \"3, 4, arch\"`");
    if (term->is_terminal) term_add_wrapped(out, buffer_text(&line), 0, 2, wrap_columns(term));
    else buffer_printf(out, "%s\n", buffer_text(&line));
    buffer_add_byte(out, '\n');
    buffer_release(&line);
}

void where_text(struct buffer *out, const struct tingle_where *w, const char *what, const struct term *term)
{
    alarm_first(out, w->gate, w->gate_text, term);
    add_signs(out, w, term);
    add_head(out, w, what, term);
    foot_map_text(out, w, term);
    buffer_add_byte(out, '\n');
    if (w->located) {
        add_spots(out, w);
        if (*w->place && !w->run) {
            buffer_add_text(out, "\nMost often: ");
            term_add_wrapped(out, w->place, 12, 12, wrap_columns(term));
        }
        add_findings(out, w, term);
    } else {
        regions_text(out, w, term);
    }
    buffer_add_byte(out, '\n');
    term_add_wrapped(out, w->doctor_text, 0, 2, wrap_columns(term));
}

/* ---------------------------------------------------------------------- regions */

void regions_text(struct buffer *out, const struct tingle_where *w, const struct term *term)
{
    term_add_heading(out, term, "  no.  code         place");
    for (size_t i = 0; i < w->spots; i++) {
        buffer_printf(out, "%4d   ", w->spot[i].region.number);
        term_add_padded(out, w->spot[i].region.code, 13);
        if (term->is_terminal) term_add_wrapped(out, w->spot[i].region.name, 20, 22, wrap_columns(term));
        else buffer_printf(out, "%s\n", w->spot[i].region.name);
    }
}

static void json_region(struct json *j, const struct tingle_region *r)
{
    static const char *const view[TINGLE_VIEWS] = {"sole", "top", "inner", "outer"};
    json_text(j, "code", r->code);
    json_whole(j, "number", r->number);
    json_text(j, "name", r->name);
    json_text(j, "nerve", r->nerve);
    json_begin_array(j, "views");
    for (int i = 0; i < TINGLE_VIEWS; i++)
        if (r->views >> i & 1) json_text(j, NULL, view[i]);
    json_end(j);
}

void regions_json(struct buffer *out, const struct tingle_where *w)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "regions");
    for (size_t i = 0; i < w->spots; i++) {
        json_begin_object(&j, NULL);
        json_region(&j, &w->spot[i].region);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
}

/* ------------------------------------------------------------------------- json */

static void json_texts(struct json *j, const char *key, const char *const *text, size_t n)
{
    json_begin_array(j, key);
    for (size_t i = 0; i < n; i++) json_text(j, NULL, text[i]);
    json_end(j);
}

static void json_fits(struct json *j, const char *key, const struct tingle_fit *fit, size_t n)
{
    json_begin_array(j, key);
    for (size_t i = 0; i < n; i++) {
        json_begin_object(j, NULL);
        json_text(j, "id", fit[i].id);
        json_text(j, "words", fit[i].words);
        json_text(j, "anatomy", *fit[i].anatomy ? fit[i].anatomy : NULL);
        json_text(j, "side", *fit[i].side ? fit[i].side : NULL);
        json_text(j, "fits", fit[i].well ? "well" : "partly");
        json_whole(j, "score", fit[i].score);
        json_texts(j, "for", fit[i].pro, fit[i].pros);
        json_texts(j, "against", fit[i].con, fit[i].cons);
        json_text(j, "look", *fit[i].look ? fit[i].look : NULL);
        json_end(j);
    }
    json_end(j);
}

static void json_spots(struct json *j, const struct tingle_where *w)
{
    json_begin_array(j, "regions");
    for (size_t i = 0; i < w->spots; i++) {
        const struct tingle_spot *s = &w->spot[i];
        if (!was_noted(s)) continue;
        json_begin_object(j, NULL);
        json_region(j, &s->region);
        json_whole(j, "left", (int64_t)s->left);
        json_whole(j, "right", (int64_t)s->right);
        json_whole(j, "unsaid", (int64_t)s->unsaid);
        json_number(j, "share_left", s->share_left);
        json_number(j, "share_right", s->share_right);
        json_end(j);
    }
    json_end(j);
}

void where_json(struct buffer *out, const struct tingle_where *w)
{
    bool open = w->gate == TINGLE_GATE_OPEN;
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    if (w->run) json_whole(&j, "run", w->run);
    else json_null(&j, "run");
    json_whole(&j, "noted", (int64_t)w->noted);
    json_whole(&j, "numb", (int64_t)w->numb);
    json_whole(&j, "located", (int64_t)w->located);
    json_spots(&j, w);
    json_text(&j, "place", *w->place ? w->place : NULL);
    json_texts(&j, "signs", w->sign, w->signs);
    json_text(&j, "gate", tingle_gate_name(w->gate));
    json_text(&j, "gate_text", w->gate_text);
    json_fits(&j, "nerves", w->nerve, open ? w->nerves : 0);
    json_fits(&j, "conditions", w->condition, open ? w->conditions : 0);
    json_text(&j, "doctor", w->doctor_text);
    json_bool(&j, "simulated", w->simulated);
    json_end(&j);
}
