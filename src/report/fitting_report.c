/* Fit, room, the next pair. */
#include "report/fitting_report.h"

#include <math.h>
#include <string.h>

#include <tingle/where.h>

#include "report/doctor_report.h"
#include "report/json.h"

static const double shown_chance = 0.05; /* bands of a smaller chance are left out of the text */

/* --- one verdict ------------------------------------------------------------------------------- */

static double error_of(struct tingle_mm m) { return fmax(1, m.error_mm); }

static void add_bands(struct buffer *out, const struct tingle_verdict *v)
{
    const char *between = ": cannot tell, ";
    if (*v->band) {
        buffer_printf(out, ": %s", v->low);
        return;
    }
    for (size_t i = 0; i < v->bands; i++) {
        if (v->chance[i].chance < shown_chance) continue;
        buffer_printf(out, "%s%s (%.0f %%)", between, v->chance[i].words, 100 * v->chance[i].chance);
        between = " or ";
    }
}

/* "    toes      " and what follows, broken at its column. */
static void add_line(struct buffer *out, const char *what, const struct buffer *text, const struct term *term)
{
    buffer_printf(out, "    %-8s  ", what);
    term_add_wrapped(out, buffer_text(text), 14, 14, (size_t)term->width);
}

static void add_toe(struct buffer *out, const struct tingle_verdict *v, const struct term *term)
{
    struct buffer line;
    if (isnan(v->value.mm)) return;
    buffer_init(&line, 1000);
    if (v->value.mm < -0.5) buffer_printf(&line, "the insole is %.0f mm shorter than the foot (+-%.0f)", -v->value.mm, error_of(v->value));
    else buffer_printf(&line, "%.0f mm of room (+-%.0f)", fabs(v->value.mm), error_of(v->value));
    add_bands(&line, v);
    add_line(out, "toes", &line, term);
    buffer_release(&line);
}

static void add_side(struct buffer *line, const struct tingle_verdict *v)
{
    double mm = round(v->value.mm);
    if (mm < 0) buffer_printf(line, "%.0f mm of room on each side (+-%.0f)", -mm, error_of(v->value));
    else if (mm > 0) buffer_printf(line, "the foot is %.0f mm over on each side (+-%.0f)", mm, error_of(v->value));
    else buffer_printf(line, "as wide as the foot, to each side (+-%.0f)", error_of(v->value));
    add_bands(line, v);
}

static void add_state(struct buffer *line, const char *after_state, double minutes)
{
    if (strcmp(after_state, "after-run") == 0) buffer_add_text(line, "as measured after a run");
    else if (strcmp(after_state, "late") == 0) buffer_add_text(line, "as measured late in the day");
    else buffer_printf(line, "after %.0f min of running", minutes);
}

static void add_width(struct buffer *out, const struct tingle_fit_foot *f, double minutes, const struct term *term)
{
    struct buffer line;
    if (isnan(f->width.value.mm)) return;
    buffer_init(&line, 1000);
    add_side(&line, &f->width);
    add_line(out, "ball", &line, term);
    buffer_clear(&line);
    add_state(&line, f->after_state, minutes);
    buffer_add_text(&line, ": ");
    add_side(&line, &f->width_after);
    add_line(out, "", &line, term);
    buffer_release(&line);
}

static void add_bend(struct buffer *out, const struct tingle_verdict *v, const struct term *term)
{
    struct buffer line;
    double mm = round(v->value.mm);
    if (isnan(mm)) return;
    buffer_init(&line, 1000);
    if (mm != 0) buffer_printf(&line, "%.0f mm %s the joints (+-%.0f)", fabs(mm), mm < 0 ? "behind" : "ahead of", error_of(v->value));
    else buffer_printf(&line, "at the joints (+-%.0f)", error_of(v->value));
    add_bands(&line, v);
    add_line(out, "bends", &line, term);
    buffer_release(&line);
}

static void add_foot(struct buffer *out, const struct tingle_fit_foot *f, double minutes, const struct term *term)
{
    if (isnan(f->toe.value.mm) && isnan(f->width.value.mm) && isnan(f->ball.value.mm)) return;
    buffer_printf(out, "  %s foot\n", f->side);
    add_toe(out, &f->toe, term);
    add_width(out, f, minutes, term);
    add_bend(out, &f->ball, term);
}

/* --- one shoe ----------------------------------------------------------------------------------- */

static bool has_fit(const struct tingle_fit_shoe *s)
{
    for (int side = 0; side < 2; side++)
        if (!isnan(s->foot[side].toe.value.mm) || !isnan(s->foot[side].width.value.mm)) return true;
    return false;
}

/* The foot that the shoe is narrower for. */
static const struct tingle_fit_foot *narrow_foot(const struct tingle_fit_shoe *s)
{
    return isnan(s->foot[0].narrower.mm) || s->foot[1].narrower.mm > s->foot[0].narrower.mm ? &s->foot[1] : &s->foot[0];
}

/* Width and shoe are two lines: what happened, and what was measured. That they may belong together is advice: behind the gate, and
 * never said of a shoe that is judged wide enough. */
static void add_two_lines(struct buffer *out, const struct tingle_fit_shoe *s, const struct tingle_fitting *f, const struct term *term)
{
    const struct tingle_fit_foot *foot = narrow_foot(s);
    double mm = round(s->narrower.mm);
    bool may_be_why = f->gate == TINGLE_GATE_OPEN && s->numb && mm > 0 && strcmp(foot->width_after.band, "ok") != 0;
    struct buffer line;
    if (s->noted) buffer_printf(out, "  runs in this shoe: %zu noted, numb on %zu\n", s->noted, s->numb);
    else buffer_add_text(out, "  runs in this shoe: none noted\n");
    if (isnan(s->narrower.mm)) return;
    buffer_init(&line, 400);
    if (mm > 0) buffer_printf(&line, "it is about %.0f mm narrower than your %s foot (+-%.0f), ", mm, foot->side, error_of(s->narrower));
    else if (mm < 0) buffer_printf(&line, "it is about %.0f mm wider than your %s foot (+-%.0f), ", -mm, foot->side, error_of(s->narrower));
    else buffer_printf(&line, "it is about as wide as your %s foot (+-%.0f), ", foot->side, error_of(s->narrower));
    add_state(&line, foot->after_state, f->minutes);
    if (may_be_why) buffer_add_text(&line, "; that may be why; not tested");
    buffer_add_text(out, "  ");
    term_add_wrapped(out, buffer_text(&line), 2, 2, (size_t)term->width);
    buffer_release(&line);
}

static void add_remarks(struct buffer *out, const struct tingle_fit_shoe *s, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, 1000);
    if (s->knit) buffer_add_text(&line, "A knitted upper gives way: less sure than it looks. ");
    if (!isnan(s->longer_foot.mm)) {
        buffer_printf(&line, "The insole measures %.0f mm less than your longer foot (+-%.0f)", s->longer_foot.mm, error_of(s->longer_foot));
        if (s->km >= 1) buffer_printf(&line, ", and yet you ran %.0f km in it: was one of the two measured wrongly?", s->km);
        else buffer_add_text(&line, ": was one of the two measured wrongly?");
        buffer_add_text(&line, " ");
    }
    if (*s->label.system) {
        buffer_add_text(&line, "Its label (");
        fitting_add_size(&line, &s->label);
        buffer_printf(&line, ") is meant for a foot of about %.0f mm (+-%.0f); labels lie, the insole counts.", s->label.foot_mm, s->label.spread_mm);
    }
    if (line.size) {
        buffer_add_text(out, "  ");
        term_add_wrapped(out, buffer_text(&line), 2, 2, (size_t)term->width);
    }
    buffer_release(&line);
}

static void add_shoe(struct buffer *out, const struct tingle_fit_shoe *s, const struct tingle_fitting *f, const struct term *term)
{
    term_add_heading(out, term, s->name);
    for (int side = 0; side < 2; side++) add_foot(out, &s->foot[side], f->minutes, term);
    if (!has_fit(s)) buffer_printf(out, "  not measured: `tingle shoes add \"%s\" --insole-length MM --width MM`\n", s->name);
    add_two_lines(out, s, f, term);
    add_remarks(out, s, term);
}

/* --- where ---------------------------------------------------------------------------------------- */

static const char *said_of_measure(const char *measure)
{
    if (strcmp(measure, "laces") == 0) return "There the laces and the collar press rather than the width of the shoe: see `tingle lacing`.";
    return "That is hardly a matter of room in the shoe.";
}

static void add_room(struct buffer *out, const struct tingle_fit_room *r, bool by_depth)
{
    buffer_add_text(out, "  ");
    term_add_padded(out, r->shoe, 24);
    if (by_depth) buffer_printf(out, "  toe box %s", *r->depth ? r->depth : "not described");
    else if (isnan(r->room.mm)) buffer_add_text(out, "  not measured");
    else if (round(r->room.mm) < 0) buffer_printf(out, "  %.0f mm narrower than the foot (+-%.0f)", -r->room.mm, error_of(r->room));
    else if (round(r->room.mm) > 0) buffer_printf(out, "  %.0f mm wider than the foot (+-%.0f)", r->room.mm, error_of(r->room));
    else buffer_printf(out, "  as wide as the foot (+-%.0f)", error_of(r->room));
    buffer_add_text(out, r->like_next ? "; not to be told apart from the next\n" : "\n");
}

static void add_where(struct buffer *out, const struct tingle_fitting *f, const struct term *term)
{
    char places[TINGLE_PLACE_SIZE];
    struct buffer line;
    buffer_init(&line, 2000);
    if (f->gate == TINGLE_GATE_EMERGENCY || f->gate == TINGLE_GATE_URGENT) {
        /* said first of all */
    } else if (f->gate != TINGLE_GATE_OPEN) {
        term_add_wrapped(out, f->gate_text, 0, 0, (size_t)term->width);
    } else if (!*f->regions) {
        term_add_wrapped(out, "No note says where it goes numb yet: `tingle log --numb --where`.", 0, 0, (size_t)term->width);
    } else {
        tingle_regions_words(places, f->regions, "");
        buffer_printf(&line, "Where it goes numb most: %s (%zu note%s where).%s", places, f->region_notes, f->region_notes == 1 ? " says" : "s say", f->rooms ? " Room there, the most first:" : "");
        if (!f->rooms) buffer_printf(&line, " %s", f->shoes && strcmp(f->measure, "width") == 0 ? "" : said_of_measure(f->measure));
        term_add_wrapped(out, buffer_text(&line), 0, 0, (size_t)term->width);
        for (size_t i = 0; i < f->rooms; i++) add_room(out, &f->room[i], strcmp(f->measure, "depth") == 0);
        if (f->rooms) term_add_wrapped(out, "More room is not better in general: the heel must stay firm. Whether it helps you, your notes will say.", 0, 0, (size_t)term->width);
    }
    buffer_release(&line);
}

void fitting_text(struct buffer *out, const struct tingle_fitting *f, bool where, const struct term *term)
{
    alarm_first(out, f->gate, f->gate_text, term);
    if (!*f->known[0].newest && !*f->known[1].newest)
        term_add_wrapped(out, "Your feet have not been measured yet: `tingle feet sheet FILE.pdf` prints a sheet that says how.", 0, 0, (size_t)term->width);
    if (f->shoes == 0) buffer_add_text(out, f->retired ? "No shoe in use: all are retired (`tingle shoes`). Add the pair you run in: `tingle shoes add NAME`\n"
                                                       : "No shoes yet. Add the pair you run in: `tingle shoes add NAME`\n");
    if (where) {
        add_where(out, f, term);
        return;
    }
    for (size_t i = 0; i < f->shoes; i++) {
        if (i) buffer_add_text(out, "\n");
        add_shoe(out, &f->shoe[i], f, term);
    }
    if (f->shoes == 0) return;
    buffer_add_text(out, "\n");
    term_add_wrapped(out, "+- is one standard deviation of measuring at home. The bands are rules of fitters, tested by nobody for numbness.", 0, 0, (size_t)term->width);
}

/* --- the next pair --------------------------------------------------------------------------------- */

static void add_item(struct buffer *out, const char *what, const struct buffer *text, const struct term *term)
{
    buffer_printf(out, "  %-9s ", what);
    term_add_wrapped(out, buffer_text(text), 12, 12, (size_t)term->width);
}

static void add_measures(struct buffer *out, const struct tingle_fit_next *n, double minutes, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, 1000);
    if (!isnan(n->foot_length.mm)) {
        buffer_printf(&line, "insole of %.0f to %.0f mm (your longer foot: %.0f mm, +-%.0f)", n->insole_from_mm, n->insole_to_mm, n->foot_length.mm, error_of(n->foot_length));
        add_item(out, "length", &line, term);
        buffer_clear(&line);
    }
    if (!isnan(n->foot_width.mm)) {
        buffer_printf(&line, "insole of at least %.0f mm at the ball, %.0f mm for nothing over its edge (your wider foot after %.0f min of running: %.0f mm, +-%.0f)",
                      n->width_from_mm, n->width_full_mm, minutes, n->foot_width.mm, error_of(n->foot_width));
        add_item(out, "width", &line, term);
        buffer_clear(&line);
    }
    if (!isnan(n->ball.mm)) {
        buffer_printf(&line, "about %.0f mm from the heel, where the ball of your foot is (+-%.0f)", n->ball.mm, error_of(n->ball));
        add_item(out, "bend", &line, term);
    }
    buffer_release(&line);
}

static void add_words(struct buffer *out, const char *what, const char *text, const struct term *term)
{
    buffer_printf(out, "  %-9s ", what);
    term_add_wrapped(out, text, 12, 12, (size_t)term->width);
}

void fitting_next_text(struct buffer *out, const struct tingle_fitting *f, const struct term *term)
{
    const struct tingle_fit_next *n = &f->next;
    if (alarm_first(out, f->gate, f->gate_text, term)) return;
    if (f->gate != TINGLE_GATE_OPEN) {
        term_add_wrapped(out, f->gate_text, 0, 0, (size_t)term->width);
        return;
    }
    if (isnan(n->foot_length.mm) && isnan(n->foot_width.mm)) {
        term_add_wrapped(out, "Measure your feet first: `tingle feet sheet FILE.pdf` prints a sheet that says how, `tingle feet add` keeps what you measure.", 0, 0,
                         (size_t)term->width);
        return;
    }
    term_add_heading(out, term, "To look for in the next pair");
    add_measures(out, n, f->minutes, term);
    add_words(out, "toe box", n->toes ? "shaped like your foot in front rather than pointed: it goes numb at the toes or the ball" : "shaped like your foot in front", term);
    if (n->depth) add_words(out, "depth", "a toe box that does not touch the tops of the toes: it goes numb there", term);
    add_words(out, "laces", n->laces ? "rows of eyelets up to the ankle, so that one over the sore place can be left out and the heel stays firm"
                                     : "rows of eyelets up to the ankle: a firm heel lets the forefoot be loose", term);
    buffer_add_text(out, "\n");
    term_add_wrapped(out, "Try it in running socks, late in the day or after a run: take the insole out and stand on it. More room is not better in general, and none of "
                          "this was tested for numbness. Not yet reviewed by a clinician.", 0, 0, (size_t)term->width);
    term_add_wrapped(out, tingle_size_caution(), 0, 0, (size_t)term->width);
}

/* --- JSON ------------------------------------------------------------------------------------------- */

static const char *known(const char *text) { return *text ? text : NULL; }

static void verdict_json(struct json *j, const char *key, const struct tingle_verdict *v)
{
    if (isnan(v->value.mm)) {
        json_null(j, key);
        return;
    }
    json_begin_object(j, key);
    json_number(j, "mm", v->value.mm);
    json_number(j, "error_mm", v->value.error_mm);
    json_text(j, "band", known(v->band));
    json_text(j, "likely", v->likely);
    json_begin_object(j, "chances");
    for (size_t i = 0; i < v->bands; i++) json_number(j, v->chance[i].code, v->chance[i].chance);
    json_end(j);
    json_end(j);
}

static void foot_json(struct json *j, const struct tingle_fit_foot *f)
{
    json_begin_object(j, NULL);
    json_text(j, "side", f->side);
    verdict_json(j, "toe", &f->toe);
    verdict_json(j, "width", &f->width);
    verdict_json(j, "width_after", &f->width_after);
    json_text(j, "after_state", known(f->after_state));
    verdict_json(j, "ball", &f->ball);
    fitting_json_mm(j, "narrower", f->narrower);
    json_end(j);
}

static void label_json(struct json *j, const struct tingle_size *s)
{
    if (!*s->system) {
        json_null(j, "label");
        return;
    }
    json_begin_object(j, "label");
    json_text(j, "system", s->system);
    json_number(j, "size", s->size);
    json_number(j, "foot_mm", s->foot_mm);
    json_number(j, "spread_mm", s->spread_mm);
    json_end(j);
}

static void shoe_json(struct json *j, const struct tingle_fit_shoe *s)
{
    json_begin_object(j, NULL);
    json_text(j, "name", s->name);
    json_bool(j, "retired", s->retired);
    json_number(j, "km", s->km);
    json_whole(j, "runs", (int64_t)s->runs);
    json_whole(j, "noted", (int64_t)s->noted);
    json_whole(j, "numb", (int64_t)s->numb);
    json_bool(j, "knit", s->knit);
    json_begin_array(j, "feet");
    for (int side = 0; side < 2; side++) foot_json(j, &s->foot[side]);
    json_end(j);
    fitting_json_mm(j, "narrower", s->narrower);
    fitting_json_mm(j, "longer_foot", s->longer_foot);
    label_json(j, &s->label);
    json_end(j);
}

static void where_json(struct json *j, const struct tingle_fitting *f)
{
    json_text(j, "regions", known(f->regions));
    json_whole(j, "notes", (int64_t)f->region_notes);
    json_text(j, "measure", known(f->measure));
    json_begin_array(j, "rooms");
    for (size_t i = 0; i < f->rooms; i++) {
        json_begin_object(j, NULL);
        json_text(j, "shoe", f->room[i].shoe);
        fitting_json_mm(j, "room", f->room[i].room);
        json_text(j, "depth", known(f->room[i].depth));
        json_bool(j, "like_next", f->room[i].like_next);
        json_end(j);
    }
    json_end(j);
}

void fitting_json(struct buffer *out, const struct tingle_fitting *f, bool where)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "gate", tingle_gate_name(f->gate));
    json_text(&j, "gate_text", f->gate_text);
    if (where) {
        where_json(&j, f);
    } else {
        json_number(&j, "minutes", f->minutes);
        json_begin_array(&j, "shoes");
        for (size_t i = 0; i < f->shoes; i++) shoe_json(&j, &f->shoe[i]);
        json_end(&j);
    }
    json_end(&j);
}

void fitting_next_json(struct buffer *out, const struct tingle_fitting *f)
{
    const struct tingle_fit_next *n = &f->next;
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "gate", tingle_gate_name(f->gate));
    json_text(&j, "gate_text", f->gate_text);
    fitting_json_mm(&j, "foot_length", n->foot_length);
    fitting_json_mm(&j, "foot_width", n->foot_width);
    json_number(&j, "insole_from_mm", n->insole_from_mm);
    json_number(&j, "insole_to_mm", n->insole_to_mm);
    json_number(&j, "width_from_mm", n->width_from_mm);
    json_number(&j, "width_full_mm", n->width_full_mm);
    fitting_json_mm(&j, "ball", n->ball);
    json_bool(&j, "toes", n->toes);
    json_bool(&j, "depth", n->depth);
    json_bool(&j, "laces", n->laces);
    json_text(&j, "caution", tingle_size_caution());
    json_end(&j);
}
