/* Page 1. */
#include "report/clinic_page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/clinic_inner.h"
#include "report/scales_report.h"

static const double html_width_mm = 180;

static const struct clinic_room rooms[CLINIC_ROOMS] = {
    {.fits = 3, .reasons = 2, .tried = 5, .shoes = 5, .signs = 6, .checks = 3, .not_known = 8, .considers = 4, .unasked = 8, .words = 300, .text_mm = 3.1},
    {.fits = 2, .reasons = 1, .tried = 4, .shoes = 4, .signs = 6, .checks = 3, .not_known = 7, .considers = 3, .unasked = 6, .words = 200, .text_mm = 3.0},
    {.fits = 2, .reasons = 1, .tried = 3, .shoes = 3, .signs = 5, .checks = 2, .not_known = 6, .considers = 3, .unasked = 4, .words = 160, .text_mm = 2.9},
    {.fits = 2, .reasons = 0, .tried = 3, .shoes = 3, .signs = 5, .checks = 2, .not_known = 5, .considers = 3, .unasked = 3, .words = 120, .text_mm = 2.85},
    {.fits = 1, .reasons = 0, .tried = 3, .shoes = 3, .signs = 4, .checks = 2, .not_known = 4, .considers = 2, .unasked = 2, .words = 100, .text_mm = 2.8},
    {.fits = 1, .reasons = 0, .tried = 2, .shoes = 2, .signs = 4, .checks = 1, .not_known = 4, .considers = 2, .unasked = 0, .words = 80, .text_mm = 2.7},
    {.fits = 1, .reasons = 0, .tried = 2, .shoes = 2, .signs = 3, .checks = 1, .not_known = 3, .considers = 1, .unasked = 0, .words = 60, .text_mm = 2.65},
    {.fits = 1, .reasons = 0, .tried = 1, .shoes = 1, .signs = 3, .checks = 1, .not_known = 2, .considers = 1, .unasked = 0, .words = 40, .text_mm = 2.6},
};

/* On a screen nothing has to fit. */
static const struct clinic_room screen = {.fits = 5, .reasons = 3, .tried = 20, .shoes = 20, .signs = 40, .checks = 10, .not_known = 20, .considers = 8,
                                          .unasked = 60, .words = 300};

const char *clinic_short(char out[CLINIC_SHORT], const char *text, int columns)
{
    size_t n = 0, characters = 0;
    if (!text || !*text) return "-";
    for (; text[n]; n++) {
        if (((unsigned char)text[n] & 0xC0) == 0x80) continue;
        if ((int)characters == columns || n > CLINIC_SHORT - 16) break;
        characters++;
    }
    snprintf(out, CLINIC_SHORT, "%.*s%s", (int)n, text, text[n] ? "..." : "");
    return out;
}

/* The drawings of a page. */
struct parts { struct drawing map, chart; };

static void parts_draw(struct parts *parts, const struct tingle_clinic_report *r, double width_mm)
{
    clinic_map(&parts->map, r->where, 0.46 * width_mm);
    clinic_chart(&parts->chart, r, width_mm);
}

static void parts_release(struct parts *parts)
{
    drawing_release(&parts->map);
    drawing_release(&parts->chart);
}

static enum tingle_status parts_status(const struct document *d, const struct parts *parts, struct tingle_error *err)
{
    enum tingle_status st = document_status(d, err);
    if (!st) st = drawing_status(&parts->map, err);
    return st ? st : drawing_status(&parts->chart, err);
}

/* ---------------------------------------------------------------------- words */

/* "3", "3.5", "38" */
static const char *number(char out[32], double value)
{
    bool whole = fabs(value) >= 9.95 || fabs(value - round(value)) < 0.05;
    snprintf(out, 32, "%.*f", whole ? 0 : 1, value);
    return out;
}

/* "median 38 min (half of them 25 to 52, all 12 to 80); known on 14 of 17" */
static void spread_cell(struct document *d, const struct tingle_spread *s, const char *unit)
{
    char a[32], b[32], c[32], e[32], f[32];
    if (s->known == 0) {
        document_cell(d, "not known");
        return;
    }
    number(a, s->median);
    if (s->known < 4)
        document_cell(d, "%s%s (%s to %s); known on %zu of %zu", a, unit, number(e, s->least), number(f, s->most), s->known, s->known + s->unknown);
    else
        document_cell(d, "median %s%s, the middle half %s to %s, all %s to %s; known on %zu of %zu", a, unit, number(b, s->lower), number(c, s->upper),
                      number(e, s->least), number(f, s->most), s->known, s->known + s->unknown);
}

static void pair(struct document *d, const char *label) { document_cell(d, "%s", label); }

static void counts_cell(struct document *d, const struct tingle_clinic_count *count, size_t n)
{
    struct buffer line;
    buffer_init(&line, 1 << 12);
    for (size_t i = 0; i < n; i++) buffer_printf(&line, "%s%s %zu", i ? ", " : "", count[i].word, count[i].runs);
    document_cell(d, "%s", n ? buffer_text(&line) : "not said");
    buffer_release(&line);
}

/* ------------------------------------------------------------------------ parts */

/* What the profile says: "yes: diabetes; no: pregnant, ..." */
static void add_profile(struct document *d, const struct tingle_doctor *s)
{
    static const char *const answers[] = {"yes", "no"};
    struct buffer line;
    buffer_init(&line, 1 << 12);
    for (size_t k = 0; k < 2; k++) {
        size_t n = 0;
        for (size_t i = 0; i < s->facts; i++) {
            if (!s->fact[i].answer || strcmp(s->fact[i].answer, answers[k]) != 0) continue;
            buffer_printf(&line, "%s%s", n++ ? "; " : k == 0 ? "yes to: " : line.size ? ". No to: " : "no to: ", s->fact[i].text);
        }
    }
    if (line.size) document_words(d, "Asked about", "%s", buffer_text(&line));
    buffer_release(&line);
}

static void add_who(struct document *d, const struct tingle_clinic_report *r, const struct clinic_style *style, const struct clinic_room *room)
{
    const struct tingle_about *a = &r->about;
    struct buffer line;
    char text[CLINIC_SHORT], km[32];
    buffer_init(&line, 1 << 14);
    if (style->name) buffer_printf(&line, "%s; ", clinic_short(text, style->name, room->words));
    if (*a->sex) buffer_printf(&line, "%s; ", a->sex);
    if (r->age >= 0) buffer_printf(&line, "about %d years; ", r->age);
    if (*a->height_cm) buffer_printf(&line, "%s cm; ", a->height_cm);
    if (*a->weight_kg) buffer_printf(&line, "%s kg; ", a->weight_kg);
    if (!isnan(r->weekly_km)) buffer_printf(&line, "runs %s km a week (median of %zu weeks); ", number(km, r->weekly_km), r->weeks - 1);
    if (!isnan(r->longest_min)) buffer_printf(&line, "longest run %.0f min; ", r->longest_min);
    buffer_printf(&line, "first numb ever: %s", *a->first_numb ? a->first_numb : "not said");
    document_words(d, "Runner", "%s", buffer_text(&line));
    if (*a->diseases || *a->drugs) {
        document_words(d, "Diseases", "%s", *a->diseases ? clinic_short(text, a->diseases, room->words) : "not said");
        document_words(d, "Drugs", "%s", *a->drugs ? clinic_short(text, a->drugs, room->words) : "not said");
    }
    add_profile(d, r->doctor);
    if (*a->question) document_words(d, "The runner asks", "%s", clinic_short(text, a->question, room->words));
    buffer_release(&line);
}

/* "fits well: the nerve between ..., right (for: ...; against: ...)" */
static void add_fit(struct document *d, const struct tingle_fit *f, const char *lead, const struct clinic_room *room)
{
    struct buffer line;
    buffer_init(&line, 1 << 14);
    buffer_printf(&line, "%s %s%s%s", f->well ? "fits well:" : "fits partly:", f->words, *f->side ? ", " : "", f->side);
    for (size_t i = 0; i < f->pros && i < room->reasons; i++) buffer_printf(&line, "%s%s", i ? "; " : ". For: ", f->pro[i]);
    for (size_t i = 0; i < f->cons && i < room->reasons; i++) buffer_printf(&line, "%s%s", i ? "; " : ". Against: ", f->con[i]);
    document_bullet(d, "%s%s", lead, buffer_text(&line));
    buffer_release(&line);
}

/* Who reads this is a clinician: what fits is shown whatever the gate says, the graver things too. */
static void add_fits(struct document *d, const struct tingle_where *w, const struct clinic_room *room)
{
    if (w->nerves + w->conditions + w->clinicians == 0) return;
    document_heading(d, 3, "What the places fit (no diagnosis)");
    for (size_t i = 0; i < w->clinicians && i < room->fits; i++) add_fit(d, &w->clinician[i], "for you to think of; ", room);
    for (size_t i = 0; i < w->nerves && i < room->fits; i++) add_fit(d, &w->nerve[i], "", room);
    for (size_t i = 0; i < w->conditions && i < room->fits; i++) add_fit(d, &w->condition[i], "", room);
}

static void add_map(struct document *d, const struct parts *parts, const struct tingle_clinic_report *r)
{
    document_heading(d, 2, "Where");
    if (r->where->located == 0) {
        document_words(d, NULL, "%s", r->numb ? "The runner did not say where." : "No numb run is noted.");
        return;
    }
    document_words(d, NULL, "Numb most often %s; the place is known on %zu of %zu numb runs.", r->where->place, r->where->located, r->numb);
    document_drawing(d, &parts->map, 0);
}

static void add_flags(struct document *d, const struct tingle_clinic_report *r)
{
    for (size_t i = 0; i < TINGLE_CLINIC_FLAGS; i++) {
        const struct tingle_clinic_flag *f = &r->flag[i];
        if (f->yes + f->no == 0) continue;
        pair(d, f->name);
        document_cell(d, "on %zu of %zu numb runs%s", f->yes, f->yes + f->no, f->not_asked ? " that say" : "");
    }
}

/* What was answered to the question about back and leg. */
static void add_leg(struct document *d, const struct tingle_doctor *s, const char *id, const char *label)
{
    for (size_t i = 0; i < s->answers; i++) {
        const struct tingle_sign_answer *a = &s->answer[i];
        if (strcmp(a->id, id) != 0) continue;
        pair(d, label);
        if (a->answer) document_cell(d, "%s (%s)", a->answer, a->on);
        else document_cell(d, "not asked");
    }
}

static void add_course(struct document *d, const struct tingle_clinic_report *r)
{
    document_heading(d, 2, "How it goes");
    document_table(d, (const struct document_column[]){{"", 1.2}, {"", 3.4}}, 2);
    pair(d, "Runs");
    if (r->noted) document_cell(d, "%zu noted (%s to %s): numb %zu, fine %zu; %zu not noted", r->noted, r->first_noted, r->last_noted, r->numb, r->fine, r->not_noted);
    else document_cell(d, "%zu, none noted yet", r->runs);
    if (r->numb == 0) return;
    pair(d, "Foot");
    document_cell(d, "left %zu, right %zu, both %zu, not said %zu", r->left, r->right, r->both, r->side_not_said);
    pair(d, "Began after");
    spread_cell(d, &r->onset_min, " min");
    if (r->onset_early + r->onset_middle + r->onset_late) {
        pair(d, "Or in which third");
        document_cell(d, "first %zu, second %zu, last %zu", r->onset_early, r->onset_middle, r->onset_late);
    }
    pair(d, "Gone after");
    spread_cell(d, &r->relief_min, " min");
    pair(d, "Worst, of 10");
    spread_cell(d, &r->severity, "");
    if (r->pain.known) {
        pair(d, "Pain, of 10");
        spread_cell(d, &r->pain, "");
    }
    pair(d, "Felt as");
    counts_cell(d, r->quality, r->qualities);
    pair(d, "Ended by");
    counts_cell(d, r->ended_by, r->ends);
    add_flags(d, r);
    add_leg(d, r->doctor, "BACKLEG", "Back or leg pain");
    add_leg(d, r->doctor, "LEGTIGHT", "Tight leg, same point");
}

static void add_tried(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    char text[CLINIC_SHORT];
    document_heading(d, 2, "What was tried");
    if (r->trieds == 0) {
        document_words(d, NULL, "Nothing was recorded. (`tingle tried \"wider shoe\" --result better`)");
        return;
    }
    document_table(d, (const struct document_column[]){{"since", 1.5}, {"what", 3.4}, {"result", 1.2}}, 3);
    for (size_t i = 0; i < r->trieds && i < room->tried; i++) {
        document_cell(d, "%s", r->tried[i].since);
        document_cell(d, "%s", clinic_short(text, r->tried[i].what, room->words));
        document_cell(d, "%s", *r->tried[i].result ? r->tried[i].result : "not yet");
    }
    if (r->trieds > room->tried) document_small(d, "and %zu more, from earlier", r->trieds - room->tried);
}

static void add_mm(struct buffer *out, const char *lead, struct tingle_mm v)
{
    if (!isnan(v.mm)) buffer_printf(out, "%s%.0f (+-%.0f) mm", lead, v.mm, v.error_mm);
}

static void add_feet(struct document *d, const struct tingle_fitting *fit)
{
    struct buffer line;
    buffer_init(&line, 1 << 10);
    for (size_t i = 0; i < 2; i++) {
        const struct tingle_foot_known *k = &fit->known[i];
        if (!*k->newest) continue;
        buffer_printf(&line, "%s%s", line.size ? "; " : "", k->side);
        add_mm(&line, " length ", k->rested[TINGLE_FOOT_LENGTH]);
        add_mm(&line, ", width ", k->rested[TINGLE_FOOT_WIDTH]);
    }
    if (line.size) document_words(d, "Feet", "%s", buffer_text(&line));
    buffer_release(&line);
}

/* How a shoe fits, where that is known; returns whether it is. */
static bool add_fit_of(struct document *d, const struct tingle_fitting *fit, const char *shoe)
{
    struct buffer line;
    char name[CLINIC_SHORT];
    bool any;
    buffer_init(&line, 1 << 12);
    for (size_t i = 0; i < fit->shoes; i++) {
        if (strcmp(fit->shoe[i].name, shoe) != 0) continue;
        for (size_t k = 0; k < 2; k++) {
            const struct tingle_fit_foot *f = &fit->shoe[i].foot[k];
            if (isnan(f->toe.value.mm) && isnan(f->narrower.mm)) continue;
            buffer_printf(&line, "%s%s", line.size ? "; " : "", f->side);
            add_mm(&line, " room at the toes ", f->toe.value);
            if (!isnan(f->narrower.mm)) buffer_printf(&line, ", %.0f (+-%.0f) mm %s than the foot after an hour", fabs(f->narrower.mm), f->narrower.error_mm, f->narrower.mm < 0 ? "wider" : "narrower");
        }
    }
    any = line.size > 0;
    if (any) document_small(d, "%s: %s.", clinic_short(name, shoe, 40), buffer_text(&line));
    buffer_release(&line);
    return any;
}

static void add_shoe(struct document *d, const struct tingle_clinic_shoe *s, int words)
{
    char text[CLINIC_SHORT], what[CLINIC_SHORT];
    document_cell(d, "%s%s%s", clinic_short(text, s->name, words < 60 ? words : 60), *s->size ? ", " : "", *s->size ? clinic_short(what, s->size, 16) : "");
    document_cell(d, "%.0f", s->km);
    document_cell(d, "%zu", s->noted);
    document_cell(d, "%zu", s->numb);
}

static void add_shoes(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    document_heading(d, 2, "Shoes");
    add_feet(d, r->fitting);
    if (r->shoes == 0) {
        document_words(d, NULL, "No shoe is known.");
        return;
    }
    document_table(d, (const struct document_column[]){{"shoe", 4}, {">km", 1}, {">noted", 1.2}, {">numb", 1.2}}, 4);
    for (size_t i = 0; i < r->shoes && i < room->shoes; i++) add_shoe(d, &r->shoe[i], room->words);
    for (size_t i = 0, told = 0; i < r->shoes && told < room->fits; i++) told += add_fit_of(d, r->fitting, r->shoe[i].name);
    if (r->shoes > room->shoes) document_small(d, "and %zu more shoes", r->shoes - room->shoes);
}

/* The titles of the rules that were answered so; NULL: not at all. */
static void add_answered(struct document *d, const struct tingle_doctor *s, const char *answer, const char *lead, size_t most)
{
    struct buffer line;
    size_t n = 0;
    buffer_init(&line, 1 << 14);
    for (size_t i = 0; i < s->answers; i++) {
        const struct tingle_sign_answer *a = &s->answer[i];
        bool so = answer ? a->answer && strcmp(a->answer, answer) == 0 : !a->answer;
        if (!a->asked || !a->applies || !so) continue;
        if (n++ < most) buffer_printf(&line, "%s%s", n > 1 ? "; " : ": ", a->title);
    }
    if (n) document_small(d, "%s, %zu%s%s", lead, n, buffer_text(&line), n > most && most ? "; ..." : ".");
    buffer_release(&line);
}

static void add_signs(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    const struct tingle_doctor *s = r->doctor;
    document_heading(d, 2, "Warning signs");
    for (size_t i = 0; i < s->signs && i < room->signs; i++)
        document_bullet(d, "%s (%s, %s)%s%s%s", s->sign[i].title, tingle_tier_words(s->sign[i].tier),
                        strcmp(s->sign[i].from, "log") == 0 ? "found in the log" : "answered yes", *s->sign[i].because ? ": " : "", s->sign[i].because,
                        s->sign[i].looked_at ? "; seen by a clinician since" : "");
    if (s->signs > room->signs) document_bullet(d, "and %zu more signs", s->signs - room->signs);
    if (s->signs == 0)
        document_words(d, NULL, "%s", s->asked_on[0] ? "None of those that were asked, and none found in the log. That does not mean that nothing is wrong."
                                                     : "None found in the log; the questions were never asked (`tingle doctor`).");
    add_answered(d, s, "no", "Asked and answered with no", room->unasked);
    add_answered(d, s, NULL, "Never asked, or to be asked again", room->unasked);
    if (*s->seen_by_clinician) document_small(d, "Seen by a clinician on %s.", s->seen_by_clinician);
    document_small(d, "Table of signs: version %s of %s.", s->table_version, s->table_date);
}

static void foot_words(char out[48], int failed, const struct tingle_home_check *check)
{
    if (failed < 0) snprintf(out, 48, "not done");
    else if (check->points == 1) snprintf(out, 48, "%s", failed ? check->counts : "could");
    else snprintf(out, 48, "%d of %d %s", failed, check->points, check->counts);
}

static void add_checks(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    if (r->checks == 0) return;
    document_heading(d, 2, "Checks the runner did at home");
    for (size_t i = 0; i < r->checks && i < room->checks; i++) {
        const struct tingle_home_check_done *c = &r->check[i];
        char left[48], right[48];
        foot_words(left, c->left, c->check);
        foot_words(right, c->right, c->check);
        document_bullet(d, "%s, %s, %s%s: left %s, right %s", c->check->name, c->day, c->moment, strcmp(c->moment, "rested") == 0 ? "" : " a run", left, right);
    }
    if (r->checks > room->checks) document_small(d, "and %zu more, from earlier", r->checks - room->checks);
    document_small(d, "As the runner did them: not validated in runners, and no test of strength or feeling.");
}

static void add_scales(struct document *d, const struct tingle_clinic_report *r)
{
    if (!r->scales || r->scales->count == 0) return;
    document_heading(d, 2, "Questionnaires");
    for (size_t i = 0; i < r->scales->count; i++) {
        const struct tingle_scale_series *s = &r->scales->series[i];
        struct buffer line;
        if (*s->activity) continue;
        buffer_init(&line, 1 << 12);
        scale_words(&line, s);
        document_bullet(d, "%s%s: %s", s->scale->name, s->is_mean ? " (mean of own activities)" : "", buffer_text(&line));
        buffer_release(&line);
    }
}

static void add_limits(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    if (r->considers) document_heading(d, 2, "To consider");
    for (size_t i = 0; i < r->considers && i < room->considers; i++) document_bullet(d, "%s", r->consider[i]);
    document_heading(d, 2, "What these records do not say");
    for (size_t i = 0; i < r->not_knowns && i < room->not_known; i++) document_bullet(d, "%s", r->not_known[i]);
    if (r->not_knowns > room->not_known) document_small(d, "and %zu more gaps", r->not_knowns - room->not_known);
}

static void add_head(struct document *d, const struct tingle_clinic_report *r, const struct clinic_style *style, const struct clinic_room *room)
{
    document_heading(d, 1, "Numb feet on runs");
    document_small(d, "For a clinician. Made on %s from what the runner noted after runs. What goes with the numbness is not what causes it, and nothing here is a "
                      "diagnosis. %s", r->made_on, r->reviewed);
    if (r->simulated) document_notice(d, "A simulated runner, not a real one.");
    if (r->doctor->tier <= TINGLE_TIER_S) document_notice(d, "%s", r->doctor->action);
    add_who(d, r, style, room);
}

/* Nothing noted: what to do so that there is something. */
static void add_empty(struct document *d)
{
    document_heading(d, 2, "Nothing is noted yet");
    document_words(d, NULL, "What makes this page useful, in order:");
    document_bullet(d, "The warning signs, once: `tingle doctor`.");
    document_bullet(d, "After each run, quiet ones too: was a foot numb, which, where, from which minute, how strong, how long until it was gone: `tingle log`.");
    document_bullet(d, "About yourself: first time ever, diseases, drugs, what you want to ask: `tingle about`.");
    document_bullet(d, "What you changed and what came of it: `tingle tried`.");
    document_bullet(d, "Without the program: take the shoes you run in, and a note of the last five runs.");
}

static void build(struct document *d, const struct parts *parts, const struct tingle_clinic_report *r, const struct clinic_style *style, const struct clinic_room *room)
{
    document_init(d, "Numb feet on runs: for a clinician");
    add_head(d, r, style, room);
    if (r->noted == 0) add_empty(d);
    document_columns(d, 4.8, 5.2);
    add_map(d, parts, r);
    add_fits(d, r->where, room);
    add_tried(d, r, room);
    add_shoes(d, r, room);
    document_next(d);
    add_course(d, r);
    add_signs(d, r, room);
    add_checks(d, r, room);
    add_scales(d, r);
    document_columns_end(d);
    if (r->weeks) {
        document_heading(d, 2, "Week by week");
        document_drawing(d, &parts->chart, 0);
        document_small(d, "Runs a week: numb (dark, lines), fine (empty), not noted (dashed; not known, not fine).");
    }
    add_limits(d, r, room);
    if (!style->details) return;
    document_break(d);
    clinic_details(d, r);
}

/* ---------------------------------------------------------------------- showing */

void clinic_text(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, const struct term *term)
{
    struct document d;
    struct parts parts;
    parts_draw(&parts, r, html_width_mm);
    build(&d, &parts, r, style, &screen);
    document_text(out, &d, term);
    if (parts_status(&d, &parts, NULL)) out->no_memory = true;
    document_release(&d);
    parts_release(&parts);
}

enum tingle_status clinic_html(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, struct tingle_error *err)
{
    struct document d;
    struct parts parts;
    enum tingle_status st;
    parts_draw(&parts, r, html_width_mm);
    build(&d, &parts, r, style, &screen);
    st = parts_status(&d, &parts, err);
    if (!st) document_html(out, &d);
    document_release(&d);
    parts_release(&parts);
    return st;
}

/* One step of shortening; *fits when the first part is one page. */
static enum tingle_status try_pdf(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, int step, bool *fits,
                                  struct tingle_error *err)
{
    struct page_about about = {.title = "Numb feet on runs: for a clinician", .footer = "Made with Tingle from a runner's own records. Not yet reviewed by a clinician.",
                               .paper = style->paper, .margin_mm = 13, .text_mm = rooms[step].text_mm};
    double width = page_size_of(style->paper).width_mm - 2 * about.margin_mm;
    struct document d;
    struct parts parts;
    size_t first = 0;
    bool overflowed = false;
    enum tingle_status st;
    parts_draw(&parts, r, width);
    build(&d, &parts, r, style, &rooms[step]);
    st = parts_status(&d, &parts, err);
    if (!st) st = document_pdf(out, &d, &about, &first, &overflowed, err);
    *fits = first == 1 && !overflowed;
    document_release(&d);
    parts_release(&parts);
    return st;
}

enum tingle_status clinic_pdf(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    bool fits = false;
    for (int step = 0; !st && !fits && step < CLINIC_ROOMS; step++) {
        buffer_clear(out);
        st = try_pdf(out, r, style, step, &fits, err);
    }
    return st;
}
