/* Feet and sizes. */
#include "report/fitting_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/json.h"

static const char *const names[TINGLE_FOOT_MEASURES] = {"length", "width", "oblique", "girth", "heel to ball"};

/* --- text ------------------------------------------------------------------------------------- */

/* "after-run" as it is read. */
static const char *state_words(const char *state)
{
    return strcmp(state, "after-run") == 0 ? "after a run" : strcmp(state, "late") == 0 ? "late in the day" : state;
}

/* "length 265 (+-2), width 100 (+-3)" of what is known; empty when nothing is. */
static void add_means(struct buffer *line, const struct tingle_mm *m)
{
    for (int i = 0; i < TINGLE_FOOT_MEASURES; i++)
        if (!isnan(m[i].mm)) buffer_printf(line, "%s%s %.0f (+-%.0f)", line->size ? ", " : "", names[i], m[i].mm, fmax(1, m[i].error_mm));
}

static void add_known(struct buffer *out, const char *state, const struct tingle_mm *m, const struct term *term)
{
    enum { STATE = 19 }; /* "  late in the day  " */
    struct buffer line;
    buffer_init(&line, 400);
    add_means(&line, m);
    if (line.size) {
        buffer_add_text(out, "  ");
        term_add_padded(out, state, STATE - 2);
        term_add_wrapped(out, buffer_text(&line), STATE, STATE, (size_t)term->width);
    }
    buffer_release(&line);
}

static void add_foot(struct buffer *out, const struct tingle_foot_known *k, const struct term *term)
{
    if (!*k->newest) return;
    term_add_heading(out, term, strcmp(k->side, "left") == 0 ? "Left foot" : "Right foot");
    add_known(out, "rested", k->rested, term);
    add_known(out, state_words("late"), k->late, term);
    add_known(out, state_words("after-run"), k->after_run, term);
}

/* A line that says which, and below it what was measured. */
static void add_days(struct buffer *out, const struct tingle_feet *f, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, 400);
    for (size_t i = 0; i < f->days; i++) {
        const struct tingle_foot_day *d = &f->day[i];
        buffer_printf(out, "%s  %s, %s\n  ", d->day, d->side, state_words(d->state));
        buffer_clear(&line);
        add_means(&line, d->mean);
        term_add_wrapped(out, buffer_text(&line), 2, 2, (size_t)term->width);
    }
    buffer_release(&line);
}

static void add_measurements(struct buffer *out, const struct tingle_feet *f, const struct term *term)
{
    enum { NUMBER = 7 };
    struct buffer line;
    buffer_init(&line, 1000);
    for (size_t i = 0; i < f->feet; i++) {
        const struct tingle_foot *a = &f->foot[i];
        buffer_printf(out, "%5lld  %s  %s, %s\n%*s", (long long)a->id, a->day, a->side, state_words(a->state), NUMBER, "");
        buffer_clear(&line);
        for (int m = 0; m < TINGLE_FOOT_MEASURES; m++)
            if (!isnan(a->mm[m])) buffer_printf(&line, "%s%s %g", line.size ? ", " : "", names[m], a->mm[m]);
        if (*a->text) buffer_printf(&line, "; %s", a->text);
        term_add_wrapped(out, buffer_text(&line), NUMBER, NUMBER, (size_t)term->width);
    }
    buffer_release(&line);
}

static void add_growth(struct buffer *out, const struct tingle_growth *g, const struct term *term)
{
    static const char *const more[] = {"longer", "wider", "wider along the joints", "larger round the ball", "longer from heel to ball"};
    static const char *const less[] = {"shorter", "narrower", "narrower along the joints", "smaller round the ball", "shorter from heel to ball"};
    bool rested = strcmp(g->state, "rested") == 0;
    struct buffer line;
    buffer_init(&line, 400);
    buffer_printf(&line, "The %s foot is about %.0f mm %s than in %d (+-%.0f)%s%s.", g->side, fabs(g->by.mm), (g->by.mm > 0 ? more : less)[g->measure], g->from_year,
                  fmax(1, g->by.error_mm), rested ? "" : ", both measured ", rested ? "" : state_words(g->state));
    term_add_wrapped(out, buffer_text(&line), 0, 0, (size_t)term->width);
    buffer_release(&line);
}

/* The larger foot counts; at rest where it was measured so. */
static double longer_mm(const struct tingle_feet *f)
{
    double longest = NAN;
    for (int side = 0; side < 2; side++) {
        const struct tingle_foot_known *k = &f->known[side];
        double rested = k->rested[TINGLE_FOOT_LENGTH].mm, late = k->late[TINGLE_FOOT_LENGTH].mm, after = k->after_run[TINGLE_FOOT_LENGTH].mm;
        longest = fmax(longest, !isnan(rested) ? rested : !isnan(late) ? late : after);
    }
    return longest;
}

static void add_sizes(struct buffer *out, double foot_mm, const struct term *term)
{
    struct tingle_size s;
    struct buffer line;
    buffer_init(&line, 2000);
    buffer_printf(&line, "By formula a foot of %.0f mm is", foot_mm);
    for (size_t i = 0; tingle_size_of_foot(&s, i, foot_mm); i++) buffer_printf(&line, "%s %s %g", i ? "," : "", s.name, s.rounded);
    buffer_printf(&line, ". %s", tingle_size_caution());
    term_add_wrapped(out, buffer_text(&line), 0, 0, (size_t)term->width);
    buffer_release(&line);
}

void feet_add_apart(struct buffer *out, const struct tingle_foot_known known[2], const struct term *term)
{
    double mm;
    char line[160];
    if (!tingle_feet_apart(&mm, known) || mm <= TINGLE_FEET_APART_MM) return;
    snprintf(line, sizeof line, "Left and right differ by %.0f mm in length: was one of the two measured wrongly?", mm);
    term_add_wrapped(out, line, 0, 0, (size_t)term->width);
}

static void add_apart(struct buffer *out, const struct tingle_feet *f, const struct term *term)
{
    char line[160];
    for (size_t i = 0; i < f->days; i++)
        for (int m = 0; m < TINGLE_FOOT_MEASURES; m++) {
            if (!f->day[i].apart[m]) continue;
            snprintf(line, sizeof line, "The repeats of %s (%s, %s) lie more than 3 mm apart: measure again.", f->day[i].day, f->day[i].side, names[m]);
            term_add_wrapped(out, line, 0, 0, (size_t)term->width);
        }
    feet_add_apart(out, f->known, term);
}

void feet_text(struct buffer *out, const struct tingle_feet *f, bool all, const struct term *term)
{
    double longest = longer_mm(f);
    if (f->feet == 0) {
        term_add_wrapped(out, "Your feet have not been measured yet. `tingle feet sheet FILE.pdf` prints a sheet that says how; `tingle feet add` keeps what you "
                              "measure.", 0, 0, (size_t)term->width);
        return;
    }
    for (int side = 0; side < 2; side++) add_foot(out, &f->known[side], term);
    term_add_wrapped(out, "In mm, averaged over the year before the newest; +- is one standard deviation.", 0, 0, (size_t)term->width);
    buffer_add_text(out, "\n");
    if (all) add_measurements(out, f, term);
    else add_days(out, f, term);
    if (f->growths) buffer_add_text(out, "\n");
    for (size_t i = 0; i < f->growths; i++) add_growth(out, &f->growth[i], term);
    add_apart(out, f, term);
    if (isnan(longest)) return;
    buffer_add_text(out, "\n");
    add_sizes(out, longest, term);
}

void fitting_add_size(struct buffer *out, const struct tingle_size *s)
{
    double third = round((s->size - floor(s->size)) * 3);
    bool is_third = (third == 1 || third == 2) && fabs(s->size - floor(s->size) - third / 3) < 1e-3;
    if (is_third) buffer_printf(out, "%s %.0f %.0f/3", s->name, floor(s->size), third);
    else buffer_printf(out, "%s %g", s->name, s->size);
}

void size_text(struct buffer *out, const struct tingle_size *s, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, 1000);
    fitting_add_size(&line, s);
    buffer_printf(&line, " is meant for a foot of about %.0f mm (+-%.0f).", s->foot_mm, s->spread_mm);
    if (*s->assumed) buffer_printf(&line, " %s", s->assumed);
    if (*s->width) buffer_printf(&line, " %s is the width as labelled.", s->width);
    if (!isnan(s->width_mm)) buffer_printf(&line, " %g mm is the width of the foot that it is meant for.", s->width_mm);
    term_add_wrapped(out, buffer_text(&line), 0, 0, (size_t)term->width);
    buffer_release(&line);
    add_sizes(out, s->foot_mm, term);
}

/* --- JSON ------------------------------------------------------------------------------------- */

void fitting_json_mm(struct json *j, const char *key, struct tingle_mm m)
{
    if (isnan(m.mm)) {
        json_null(j, key);
        return;
    }
    json_begin_object(j, key);
    json_number(j, "mm", m.mm);
    json_number(j, "error_mm", m.error_mm);
    json_whole(j, "n", (int64_t)m.n);
    json_end(j);
}

static void measures_json(struct json *j, const char *key, const struct tingle_mm *m)
{
    json_begin_object(j, key);
    for (int i = 0; i < TINGLE_FOOT_MEASURES; i++) fitting_json_mm(j, tingle_foot_measure_name((enum tingle_foot_measure)i), m[i]);
    json_end(j);
}

static void known_json(struct json *j, const struct tingle_foot_known *k)
{
    json_begin_object(j, NULL);
    json_text(j, "side", k->side);
    json_text(j, "newest", *k->newest ? k->newest : NULL);
    measures_json(j, "rested", k->rested);
    measures_json(j, "late", k->late);
    measures_json(j, "after_run", k->after_run);
    json_end(j);
}

static void day_json(struct json *j, const struct tingle_foot_day *d)
{
    bool apart = false;
    for (int i = 0; i < TINGLE_FOOT_MEASURES; i++) apart = apart || d->apart[i];
    json_begin_object(j, NULL);
    json_text(j, "day", d->day);
    json_text(j, "side", d->side);
    json_text(j, "state", d->state);
    measures_json(j, "mean", d->mean);
    json_bool(j, "apart", apart);
    json_end(j);
}

static void measurement_json(struct json *j, const struct tingle_foot *f)
{
    static const char *const keys[] = {"length_mm", "width_mm", "oblique_mm", "girth_mm", "ball_mm"};
    json_begin_object(j, NULL);
    json_whole(j, "id", f->id);
    json_text(j, "day", f->day);
    json_text(j, "side", f->side);
    json_text(j, "state", f->state);
    for (int i = 0; i < TINGLE_FOOT_MEASURES; i++) json_number(j, keys[i], f->mm[i]);
    json_text(j, "text", *f->text ? f->text : NULL);
    json_end(j);
}

static void growth_json(struct json *j, const struct tingle_growth *g)
{
    json_begin_object(j, NULL);
    json_text(j, "side", g->side);
    json_text(j, "state", g->state);
    json_text(j, "measure", tingle_foot_measure_name(g->measure));
    json_whole(j, "from_year", g->from_year);
    json_whole(j, "to_year", g->to_year);
    json_number(j, "mm", g->by.mm);
    json_number(j, "error_mm", g->by.error_mm);
    json_end(j);
}

static void sizes_json(struct json *j, double foot_mm)
{
    struct tingle_size s;
    json_begin_array(j, "sizes");
    for (size_t i = 0; !isnan(foot_mm) && tingle_size_of_foot(&s, i, foot_mm); i++) {
        json_begin_object(j, NULL);
        json_text(j, "system", s.system);
        json_number(j, "size", s.size);
        json_number(j, "rounded", s.rounded);
        json_end(j);
    }
    json_end(j);
    json_text(j, "caution", tingle_size_caution());
}

void feet_json(struct buffer *out, const struct tingle_feet *f)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "feet");
    for (int side = 0; side < 2; side++) known_json(&j, &f->known[side]);
    json_end(&j);
    json_begin_array(&j, "days");
    for (size_t i = 0; i < f->days; i++) day_json(&j, &f->day[i]);
    json_end(&j);
    json_begin_array(&j, "measurements");
    for (size_t i = 0; i < f->feet; i++) measurement_json(&j, &f->foot[i]);
    json_end(&j);
    json_begin_array(&j, "growth");
    for (size_t i = 0; i < f->growths; i++) growth_json(&j, &f->growth[i]);
    json_end(&j);
    sizes_json(&j, longer_mm(f));
    json_end(&j);
}

void size_json(struct buffer *out, const struct tingle_size *s)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "system", s->system);
    json_number(&j, "size", s->size);
    json_text(&j, "width", *s->width ? s->width : NULL);
    json_number(&j, "width_mm", s->width_mm);
    json_number(&j, "foot_mm", s->foot_mm);
    json_number(&j, "spread_mm", s->spread_mm);
    json_text(&j, "assumed", *s->assumed ? s->assumed : NULL);
    sizes_json(&j, s->foot_mm);
    json_end(&j);
}
