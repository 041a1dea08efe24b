/* Page 2: the model's answer, and what page 1 had no room for. */
#include "report/clinic_inner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/scales_report.h"

enum { EPISODES_SHOWN = 40, FACTORS_SHOWN = 8 };

static int percent(double share) { return (int)lround(100 * share); }

static void add_curve(struct document *d, const struct tingle_why *w)
{
    document_words(d, NULL, "On %s of %.0f minutes, by the model of this runner's own runs (chance with its 90 %% interval):", w->run.usual ? "the usual long run" : "a run", w->run.minutes);
    document_table(d, (const struct document_column[]){{">by minute", 1}, {">numb", 1}, {"90 % interval", 2}}, 3);
    for (size_t i = 0; i < w->curve_points; i++) {
        document_cell(d, "%.0f", w->curve[i].minute);
        document_cell(d, "%d %%", percent(w->curve[i].risk.mean));
        document_cell(d, "%d to %d %%", percent(w->curve[i].risk.lo), percent(w->curve[i].risk.hi));
    }
    document_words(d, "Numb-free minutes to expect", "%.0f of %.0f", w->numb_free_min, w->run.minutes);
    if (!w->reliable) document_words(d, NULL, "There is not enough data for a reliable answer: a first guess.");
}

static void add_factors(struct document *d, const struct tingle_why *w)
{
    size_t ranked = 0;
    for (size_t i = 0; i < w->factors; i++) ranked += w->factor[i].ranked;
    if (ranked == 0) {
        document_words(d, NULL, "What goes with it cannot be ranked yet: too few numb runs, or nothing varied.");
        return;
    }
    document_words(d, NULL, "What goes with it in these records, if it were changed on that run. None of it is an experiment unless it says so.");
    document_table(d, (const struct document_column[]){{"change", 4}, {">gain", 1.2}, {"90 % interval (points)", 2}, {"how sure", 2}}, 4);
    for (size_t i = 0, shown = 0; i < w->factors && shown < FACTORS_SHOWN; i++) {
        const struct tingle_factor *f = &w->factor[i];
        if (!f->ranked) continue;
        shown++;
        document_cell(d, "%s", f->change);
        document_cell(d, "%d", percent(f->reduction.mean));
        document_cell(d, "%d to %d", percent(f->reduction.lo), percent(f->reduction.hi));
        document_cell(d, "%s", f->strength == TINGLE_CANNOT_TELL ? "cannot tell" : f->strength == TINGLE_NO_SIGN ? "no sign of it"
                               : f->strength == TINGLE_NOT_TESTED ? "not tested" : tingle_strength_name(f->strength));
    }
}

/* Why there are no figures, for a reader without the program. */
static const char *gate_words(enum tingle_gate gate)
{
    switch (gate) {
    case TINGLE_GATE_UNSCREENED: return "not all warning signs were asked.";
    case TINGLE_GATE_CLINICIAN: return "the runner's profile asks for a clinician first.";
    default: return "a warning sign comes first.";
    }
}

static void add_model(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    const struct tingle_why *w = r->why;
    document_heading(d, 2, "What the model says");
    if (!w) return;
    if (w->gate != TINGLE_GATE_OPEN) {
        document_words(d, NULL, "Nothing: %s", room->paper ? gate_words(w->gate) : w->gate_text);
        return;
    }
    if (!w->has_model) {
        document_words(d, NULL, "Nothing yet: %zu numb run%s too few for figures.", w->numb, w->numb == 1 ? " is" : "s are");
        return;
    }
    add_curve(d, w);
    add_factors(d, w);
    if (!room->paper || !strchr(w->doctor_text, '`')) document_small(d, "%s", w->doctor_text);
}

/* When it began, in a doctor's words: "31", "20 to 30", "2 min before the stop". */
static void onset_cell(struct document *d, const char *onset)
{
    static const char *const words[][2] = {{"", "-"}, {"unknown", "-"}, {"early", "first third"}, {"middle", "second third"}, {"late", "last third"}, {"stopped", "stopped for it"}};
    char *end;
    double from;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(onset, words[i][0]) == 0) {
            document_cell(d, "%s", words[i][1]);
            return;
        }
    if (strncmp(onset, "stopped ", 8) == 0) {
        document_cell(d, "%.0f min before the stop", strtod(onset + 8, NULL));
        return;
    }
    from = strtod(onset, &end);
    if (!*end) document_cell(d, "minute %.0f", from);
    else document_cell(d, "minute %s", onset);
}

static void add_episodes(struct document *d, const struct tingle_clinic_report *r)
{
    char place[CLINIC_SHORT], shoe[CLINIC_SHORT];
    if (r->episodes == 0) return;
    document_heading(d, 2, "The numb runs");
    document_table(d, (const struct document_column[]){{"day", 1.5}, {">min of run", 0.9}, {"foot", 0.8}, {"where", 3.6}, {"began", 1.4}, {">worst", 0.9}, {">gone, min", 1}, {"shoe", 2}}, 8);
    for (size_t i = 0; i < r->episodes && i < EPISODES_SHOWN; i++) {
        const struct tingle_clinic_episode *e = &r->episode[i];
        document_cell(d, "%s", e->day);
        if (isnan(e->minutes)) document_cell(d, "-");
        else document_cell(d, "%.0f", e->minutes);
        document_cell(d, "%s", *e->side ? e->side : "-");
        document_cell(d, "%s", clinic_short(place, e->where, 240));
        onset_cell(d, e->onset);
        if (isnan(e->severity)) document_cell(d, "-");
        else document_cell(d, "%.0f", e->severity);
        if (strcmp(e->ended_by, "not-yet") == 0) document_cell(d, "not yet");
        else if (isnan(e->relief_min)) document_cell(d, "-");
        else document_cell(d, "%.0f", e->relief_min);
        document_cell(d, "%s", clinic_short(shoe, e->shoe, 40));
    }
    if (r->episodes > EPISODES_SHOWN) document_small(d, "The latest %d of %zu.", EPISODES_SHOWN, r->episodes);
}

static void add_shoes(struct document *d, const struct tingle_clinic_report *r)
{
    char text[CLINIC_SHORT];
    if (r->shoes == 0) return;
    document_heading(d, 2, "All shoes");
    document_table(d, (const struct document_column[]){{"shoe", 3}, {"size", 1}, {">width, mm", 1}, {">km", 0.8}, {">noted", 0.8}, {">numb", 0.8}, {"from", 1.3}, {"to", 1.3}}, 8);
    for (size_t i = 0; i < r->shoes; i++) {
        const struct tingle_clinic_shoe *s = &r->shoe[i];
        document_cell(d, "%s", clinic_short(text, s->name, 40));
        document_cell(d, "%s", *s->size ? s->size : "-");
        if (isnan(s->width_mm)) document_cell(d, "-");
        else document_cell(d, "%.0f", s->width_mm);
        document_cell(d, "%.0f", s->km);
        document_cell(d, "%zu", s->noted);
        document_cell(d, "%zu", s->numb);
        document_cell(d, "%s", *s->first_used ? s->first_used : "-");
        document_cell(d, "%s", *s->retired ? s->retired : "-");
    }
    for (size_t i = 0; i < r->shoes; i++) clinic_shoe_line(d, r, &r->shoe[i]);
}

/* ------------------------------------------------------ what page 1 had no room for */

static bool is_cut(const struct tingle_fit *fit, size_t n, const struct clinic_room *room)
{
    bool cut = n > room->fits;
    for (size_t i = 0; i < n; i++) cut |= fit[i].pros > room->reasons || fit[i].cons > room->reasons;
    return cut;
}

static void add_fits(struct document *d, const struct tingle_where *w, const struct clinic_room *room)
{
    const size_t all = (size_t)-1;
    if (!is_cut(w->clinician, w->clinicians, room) && !is_cut(w->nerve, w->nerves, room) && !is_cut(w->condition, w->conditions, room)) return;
    document_heading(d, 2, "All that the places fit (no diagnosis)");
    for (size_t i = 0; i < w->clinicians; i++) clinic_fit(d, &w->clinician[i], "for you to think of; ", all);
    for (size_t i = 0; i < w->nerves; i++) clinic_fit(d, &w->nerve[i], "", all);
    for (size_t i = 0; i < w->conditions; i++) clinic_fit(d, &w->condition[i], "", all);
}

static void add_sentences(struct document *d, const char *heading, const char *const *text, size_t n, size_t most)
{
    if (n <= most) return;
    document_heading(d, 2, heading);
    for (size_t i = 0; i < n; i++) document_bullet(d, "%s", text[i]);
}

static void add_done(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    if (r->records->checks <= room->checks) return;
    document_heading(d, 2, "All checks at home");
    for (size_t i = 0; i < r->records->checks; i++) clinic_check(d, &r->records->check[i]);
}

static void add_cut(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room, const struct drawing *weeks)
{
    add_fits(d, r->where, room);
    add_sentences(d, "All to consider", r->consider, r->considers, room->considers);
    add_sentences(d, "All that these records do not say", r->not_known, r->not_knowns, room->not_known);
    add_done(d, r, room);
    if (!r->weeks || room->weeks_mm) return;
    document_heading(d, 2, "Week by week");
    document_drawing(d, weeks, 0);
}

static void add_tried(struct document *d, const struct tingle_clinic_report *r)
{
    char text[CLINIC_SHORT];
    if (r->records->trieds == 0) return;
    document_heading(d, 2, "All that was tried");
    document_table(d, (const struct document_column[]){{"since", 1.2}, {"what", 5}, {"result", 1.2}}, 3);
    for (size_t i = 0; i < r->records->trieds; i++) {
        document_cell(d, "%s", r->records->tried[i].since);
        document_cell(d, "%s", clinic_short(text, r->records->tried[i].what, 250));
        document_cell(d, "%s", *r->records->tried[i].result ? r->records->tried[i].result : "not yet");
    }
}

static void add_checks(struct document *d, const struct tingle_clinic_report *r)
{
    const struct tingle_home_check *last[8];
    size_t n = 0;
    for (size_t i = 0; i < r->records->checks; i++) {
        size_t k = 0;
        while (k < n && last[k] != r->records->check[i].check) k++;
        if (k == n && n < 8) last[n++] = r->records->check[i].check;
    }
    if (n == 0) return;
    document_heading(d, 2, "How the checks at home are done, and their limits");
    for (size_t k = 0; k < n; k++) document_words(d, last[k]->name, "%s %s", last[k]->how, last[k]->caution);
}

static void add_scales(struct document *d, const struct tingle_clinic_report *r)
{
    const struct tingle_scale *before = NULL;
    if (!r->scales || r->scales->count == 0) return;
    document_heading(d, 2, "Questionnaires");
    for (size_t i = 0; i < r->scales->count; i++) {
        const struct tingle_scale_series *s = &r->scales->series[i];
        struct buffer line;
        buffer_init(&line, 1 << 13);
        scale_words(&line, s);
        if (s->scale != before) document_words(d, s->scale->name, "%s", s->scale->caution);
        before = s->scale;
        document_bullet(d, "%s: %s", *s->activity ? s->activity : s->is_mean ? "mean" : s->scale->question, buffer_text(&line));
        buffer_release(&line);
    }
}

/* Every rule, and what was answered. */
static void add_answers(struct document *d, const struct tingle_doctor *s)
{
    document_heading(d, 2, "Warning signs, one by one");
    for (size_t i = 0; i < s->signs; i++)
        if (clinic_is_sign(s->sign[i].tier)) clinic_sign(d, &s->sign[i]);
    document_table(d, (const struct document_column[]){{"sign", 4.5}, {"grave", 1.3}, {"answer", 1.2}, {"on", 1.4}}, 4);
    for (size_t i = 0; i < s->answers; i++) {
        const struct tingle_sign_answer *a = &s->answer[i];
        if (!a->asked || !clinic_is_sign(a->tier)) continue;
        document_cell(d, "%s", a->title);
        document_cell(d, "%s", tingle_tier_words(a->tier));
        document_cell(d, "%s", !a->applies ? "not asked of this runner" : a->answer ? a->answer : "not asked");
        document_cell(d, "%s", *a->on ? a->on : "-");
    }
    for (size_t i = 0; i < s->signs; i++)
        if (clinic_is_sign(s->sign[i].tier)) document_bullet(d, "%s: %s", s->sign[i].title, s->sign[i].action);
}

void clinic_details(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room, const struct drawing *weeks)
{
    document_heading(d, 1, "Details");
    add_model(d, r, room);
    add_cut(d, r, room, weeks);
    add_episodes(d, r);
    add_answers(d, r->doctor);
    add_tried(d, r);
    add_shoes(d, r);
    add_scales(d, r);
    add_checks(d, r);
}
