/* Page 1. */
#include "report/clinic_page.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/clinic_inner.h"
#include "report/scales_report.h"

static const double html_width_mm = 180;

/* Everything: on a screen nothing has to fit. */
enum { ALL = 1000 };
static const struct clinic_room everything = {.fits = ALL, .reasons = ALL, .tried = ALL, .shoes = ALL, .lines = ALL, .signs = ALL, .checks = 20,
                                              .not_known = ALL, .considers = ALL, .answered = ALL, .unasked = ALL, .words = 500, .weeks_mm = 22, .text_um = 3100};

/* The steps by which a page is made to fit, in this order. */
#define CUT(field, to) {offsetof(struct clinic_room, field), to}
static const struct { size_t offset, to; } cuts[] = {
    CUT(text_um, 3000), CUT(text_um, 2900), CUT(answered, 16), CUT(answered, 8), CUT(answered, 0), CUT(text_um, 2800), CUT(weeks_mm, 15),
    CUT(lines, 3), CUT(shoes, 8), CUT(shoes, 5), CUT(lines, 1), CUT(shoes, 3), CUT(reasons, 3), CUT(fits, 3), CUT(reasons, 2), CUT(reasons, 1), CUT(fits, 2),
    CUT(unasked, 16), CUT(not_known, 8), CUT(not_known, 6), CUT(unasked, 6), CUT(checks, 3), CUT(not_known, 4), CUT(words, 160), CUT(text_um, 2700), CUT(weeks_mm, 0), CUT(lines, 0),
    CUT(shoes, 2), CUT(reasons, 0), CUT(fits, 1), CUT(unasked, 0), CUT(considers, 3), CUT(not_known, 3), CUT(words, 100), CUT(checks, 1),
    CUT(text_um, 2600), CUT(not_known, 2), CUT(shoes, 1), CUT(considers, 1), CUT(words, 60), CUT(tried, 10), CUT(tried, 5), CUT(words, 40), CUT(tried, 3),
    CUT(signs, 10), CUT(signs, 6), CUT(tried, 2), CUT(signs, 4), CUT(signs, 3), CUT(tried, 1)};
enum { CUTS = sizeof cuts / sizeof *cuts };

/* Which of them are made. */
struct shortening { bool made[CUTS]; };

static struct clinic_room room_after(const struct shortening *s)
{
    struct clinic_room room = everything;
    room.paper = true;
    for (size_t i = 0; i < CUTS; i++)
        if (s->made[i]) memcpy((char *)&room + cuts[i].offset, &cuts[i].to, sizeof cuts[i].to);
    return room;
}

const char *clinic_short(char out[CLINIC_SHORT], const char *text, int columns)
{
    size_t n = 0, characters = 0;
    if (!text || !*text) return "-";
    for (; text[n]; n++) {
        if (((unsigned char)text[n] & 0xC0) == 0x80) continue;
        if ((int)characters == columns || n > CLINIC_SHORT - 16) break;
        characters++;
    }
    if (!text[n]) {
        snprintf(out, CLINIC_SHORT, "%s", text);
        return out;
    }
    for (size_t k = n; k > n / 2; k--) { /* whole words, unless one is very long */
        if (text[k] != ' ') continue;
        n = k;
        break;
    }
    snprintf(out, CLINIC_SHORT, "%.*s ...", (int)n, text);
    return out;
}

/* The drawings of a page. */
struct parts { struct drawing map, chart; };

static void parts_draw(struct parts *parts, const struct tingle_clinic_report *r, double width_mm, size_t weeks_mm)
{
    const double least_mm = 15;
    clinic_map(&parts->map, r->where, 0.46 * width_mm);
    clinic_chart(&parts->chart, r, width_mm, fmax(least_mm, (double)weeks_mm));
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
        document_cell(d, "%s%s (%s to %s); known on %zu of the %zu numb runs", a, unit, number(e, s->least), number(f, s->most), s->known, s->known + s->unknown);
    else
        document_cell(d, "median %s%s, the middle half %s to %s, all %s to %s; known on %zu of the %zu numb runs", a, unit, number(b, s->lower), number(c, s->upper),
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
    const struct tingle_about *a = &r->records->about;
    struct buffer line;
    char text[CLINIC_SHORT], km[32];
    buffer_init(&line, 1 << 14);
    if (style->name) buffer_printf(&line, "%s; ", clinic_short(text, style->name, (int)room->words));
    if (*a->sex) buffer_printf(&line, "%s; ", a->sex);
    if (r->records->age >= 0) buffer_printf(&line, "about %d years; ", r->records->age);
    if (*a->height_cm) buffer_printf(&line, "%s cm; ", a->height_cm);
    if (*a->weight_kg) buffer_printf(&line, "%s kg; ", a->weight_kg);
    if (!isnan(r->weekly_km)) buffer_printf(&line, "runs %s km a week (median of %zu full week%s); ", number(km, r->weekly_km), r->full_weeks, r->full_weeks == 1 ? "" : "s");
    if (!isnan(r->longest_min)) buffer_printf(&line, "longest run %.0f min; ", r->longest_min);
    buffer_printf(&line, "first numb ever: %s", *a->first_numb ? a->first_numb : "not said");
    document_words(d, "Runner", "%s", buffer_text(&line));
    if (*a->diseases || *a->drugs) {
        document_words(d, "Diseases", "%s", *a->diseases ? clinic_short(text, a->diseases, (int)room->words) : "not said");
        document_words(d, "Drugs", "%s", *a->drugs ? clinic_short(text, a->drugs, (int)room->words) : "not said");
    }
    add_profile(d, r->doctor);
    if (*a->question) document_words(d, "The runner asks", "%s", clinic_short(text, a->question, (int)room->words));
    buffer_release(&line);
}

static void add_reasons(struct buffer *line, const char *lead, const char *const *text, size_t n, size_t most)
{
    for (size_t i = 0; i < n && i < most; i++) buffer_printf(line, "%s%s", i ? "; " : lead, text[i]);
    if (n > most && most) buffer_printf(line, "; and %zu more", n - most);
}

void clinic_fit(struct document *d, const struct tingle_fit *f, const char *lead, size_t reasons)
{
    struct buffer line;
    buffer_init(&line, 1 << 14);
    buffer_printf(&line, "%s %s%s%s%s", f->well ? "fits well:" : "fits partly:", f->words, *f->side ? ", " : "", f->side,
                  !*f->side ? "" : strcmp(f->side, "both") == 0 ? " feet" : " foot");
    add_reasons(&line, ". For: ", f->pro, f->pros, reasons);
    add_reasons(&line, ". Against: ", f->con, f->cons, reasons);
    if (!reasons && f->pros + f->cons) buffer_printf(&line, " (%zu for, %zu against)", f->pros, f->cons);
    document_bullet(d, "%s%s", lead, buffer_text(&line));
    buffer_release(&line);
}

/* Who reads this is a clinician: what fits is shown whatever the gate says, the graver things too. */
static void add_fits(struct document *d, const struct tingle_where *w, const struct clinic_room *room)
{
    const struct { const struct tingle_fit *fit; size_t n; const char *lead; } list[] = {
        {w->clinician, w->clinicians, "for you to think of; "}, {w->nerve, w->nerves, ""}, {w->condition, w->conditions, ""}};
    size_t left_out = 0;
    if (w->nerves + w->conditions + w->clinicians == 0) return;
    document_heading(d, 2, "What the places fit (no diagnosis)");
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < list[k].n && i < room->fits; i++) clinic_fit(d, &list[k].fit[i], list[k].lead, room->reasons);
        left_out += list[k].n > room->fits ? list[k].n - room->fits : 0;
    }
    if (left_out) document_small(d, "and %zu more that %s less", left_out, left_out == 1 ? "fits" : "fit");
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
        document_cell(d, "on %zu of the %zu numb runs%s", f->yes, f->yes + f->no, f->not_asked ? " that say" : "");
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
    if (r->records->trieds == 0) {
        document_words(d, NULL, "Nothing was recorded.%s", room->paper ? "" : " (`tingle tried \"wider shoe\" --result better`)");
        return;
    }
    document_table(d, (const struct document_column[]){{"since", 1.25}, {"what", 4}, {"result", 0.9}}, 3);
    for (size_t i = 0; i < r->records->trieds && i < room->tried; i++) {
        document_cell(d, "%s", r->records->tried[i].since);
        document_cell(d, "%s", clinic_short(text, r->records->tried[i].what, (int)room->words));
        document_cell(d, "%s", *r->records->tried[i].result ? r->records->tried[i].result : "not yet");
    }
    if (r->records->trieds > room->tried) document_small(d, "and %zu more, from earlier", r->records->trieds - room->tried);
}

static void add_mm(struct buffer *out, const char *lead, struct tingle_mm v)
{
    if (!isnan(v.mm)) buffer_printf(out, "%s%.0f mm (give or take %.0f)", lead, v.mm, v.error_mm);
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
        add_mm(&line, ", after a run ", k->after_run[TINGLE_FOOT_WIDTH]);
    }
    if (line.size) document_words(d, "Feet", "%s", buffer_text(&line));
    buffer_release(&line);
}

/* "left: 8 mm of room at the toes (give or take 3), 2 mm narrower than the foot after an hour (give or take 3)" */
static void add_fit_of(struct buffer *line, const struct tingle_fit_foot *f)
{
    const double toe = f->toe.value.mm;
    if (isnan(toe) && isnan(f->narrower.mm)) return;
    buffer_printf(line, "%s%s foot: ", line->size ? "; " : "", f->side);
    if (!isnan(toe)) buffer_printf(line, toe < 0 ? "the toes lack %.0f mm (give or take %.0f)" : "%.0f mm of room at the toes (give or take %.0f)", fabs(toe), f->toe.value.error_mm);
    if (!isnan(f->narrower.mm))
        buffer_printf(line, "%s%.0f mm %s than the foot after an hour's run (give or take %.0f)", isnan(toe) ? "" : ", ", fabs(f->narrower.mm),
                      f->narrower.mm < 0 ? "wider" : "narrower", f->narrower.error_mm);
}

void clinic_shoe_line(struct document *d, const struct tingle_clinic_report *r, const struct tingle_clinic_shoe *shoe)
{
    struct buffer line;
    char name[CLINIC_SHORT];
    buffer_init(&line, 1 << 13);
    buffer_add_text(&line, shoe->about);
    if (*shoe->retired) buffer_printf(&line, "%sretired %s", line.size ? "; " : "", shoe->retired);
    for (size_t i = 0; i < r->fitting->shoes; i++)
        for (size_t k = 0; k < 2 && strcmp(r->fitting->shoe[i].name, shoe->name) == 0; k++) add_fit_of(&line, &r->fitting->shoe[i].foot[k]);
    if (line.size) document_small(d, "%s: %s.", clinic_short(name, shoe->name, 40), buffer_text(&line));
    buffer_release(&line);
}

static bool has_line(const struct tingle_clinic_report *r, const struct tingle_clinic_shoe *shoe)
{
    if (*shoe->about || *shoe->retired) return true;
    for (size_t i = 0; i < r->fitting->shoes; i++)
        for (size_t k = 0; k < 2 && strcmp(r->fitting->shoe[i].name, shoe->name) == 0; k++)
            if (!isnan(r->fitting->shoe[i].foot[k].toe.value.mm) || !isnan(r->fitting->shoe[i].foot[k].narrower.mm)) return true;
    return false;
}

static void add_lines(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    size_t lines = 0;
    for (size_t i = 0; i < r->shoes; i++) {
        if (!has_line(r, &r->shoe[i])) continue;
        if (i < room->shoes && lines < room->lines) clinic_shoe_line(d, r, &r->shoe[i]);
        lines++;
    }
    if (lines > room->lines) document_small(d, "More was given of %zu shoes than stands here.", lines - room->lines);
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
    for (size_t i = 0; i < r->shoes && i < room->shoes; i++) add_shoe(d, &r->shoe[i], (int)room->words);
    add_lines(d, r, room);
    if (r->shoes > room->shoes) document_small(d, "and %zu more shoes", r->shoes - room->shoes);
}

bool clinic_is_sign(enum tingle_tier tier) { return tier < TINGLE_TIER_C; }

/* The titles of those answered so (NULL: not at all). */
static void add_answered(struct document *d, const struct tingle_doctor *s, const char *answer, const char *lead, size_t most)
{
    struct buffer line;
    size_t n = 0;
    buffer_init(&line, 1 << 14);
    for (size_t i = 0; i < s->answers; i++) {
        const struct tingle_sign_answer *a = &s->answer[i];
        bool so = answer ? a->answer && strcmp(a->answer, answer) == 0 : !a->answer;
        if (!a->asked || !a->applies || !so || !clinic_is_sign(a->tier)) continue;
        if (n++ < most) buffer_printf(&line, "%s%s", n > 1 ? "; " : ": ", a->title);
    }
    if (n > most && most) document_small(d, "%s, %zu%s; and %zu more.", lead, n, buffer_text(&line), n - most);
    else if (n > most) document_small(d, "%s: %zu, which do not fit here.", lead, n);
    else if (n) document_small(d, "%s, %zu%s.", lead, n, buffer_text(&line));
    buffer_release(&line);
}

void clinic_sign(struct document *d, const struct tingle_sign *s)
{
    document_bullet(d, "%s (%s, %s)%s%s%s", s->title, tingle_tier_words(s->tier), strcmp(s->from, "log") == 0 ? "found in the log" : "answered yes",
                    *s->because ? ": " : "", s->because, s->looked_at ? "; seen by a clinician since" : "");
}

static const char *no_sign_words(const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    if (r->doctor->asked_on[0])
        return r->noted ? "None of those that were asked, and none found in the log. That does not mean that nothing is wrong."
                        : "None of those that were asked; no run is noted, so the log can tell nothing. That does not mean that nothing is wrong.";
    if (room->paper) return r->noted ? "None found in the log; the questions were never asked." : "Not known: no question was asked, and no run is noted.";
    return r->noted ? "None found in the log; the questions were never asked (`tingle doctor`)."
                    : "Not known: no question was asked (`tingle doctor`), and no run is noted.";
}

/* Emergency and urgent ones are never left out. */
static void add_signs(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    const struct tingle_doctor *s = r->doctor;
    const char *ordinary = NULL;
    size_t shown = 0, left_out = 0;
    document_heading(d, 2, "Warning signs");
    for (size_t i = 0; i < s->signs; i++) {
        if (!clinic_is_sign(s->sign[i].tier)) ordinary = s->sign[i].title;
        else if (s->sign[i].tier > TINGLE_TIER_U && shown >= room->signs) left_out++;
        else clinic_sign(d, &s->sign[i]), shown++;
    }
    if (left_out) document_bullet(d, "and %zu more signs that are less urgent", left_out);
    if (shown == 0) document_words(d, NULL, "%s", no_sign_words(r, room));
    if (ordinary) document_small(d, "The runner calls it %s: only on runs or under pressure or cold, gone within minutes.", ordinary);
    add_answered(d, s, "no", "Asked and answered with no", room->answered);
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

void clinic_check(struct document *d, const struct tingle_home_check_done *c)
{
    char left[48], right[48];
    foot_words(left, c->left, c->check);
    foot_words(right, c->right, c->check);
    document_bullet(d, "%s, %s, %s%s: left %s, right %s%s", c->check->name, c->day, c->moment, strcmp(c->moment, "rested") == 0 ? "" : " a run", left, right,
                    c->abnormal && strcmp(c->check->id, "heel-walk") == 0 ? ": one of the warning signs" : "");
}

static void add_checks(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room)
{
    if (r->records->checks == 0) return;
    document_heading(d, 2, "Checks the runner did at home");
    for (size_t i = 0; i < r->records->checks && i < room->checks; i++) clinic_check(d, &r->records->check[i]);
    if (r->records->checks > room->checks) document_small(d, "and %zu more, from earlier", r->records->checks - room->checks);
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
    if (r->considers > room->considers) document_small(d, "and %zu more to consider", r->considers - room->considers);
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
static void add_empty(struct document *d, bool paper)
{
    static const char *const what[][2] = {
        {"The warning signs, once", "`tingle doctor`"},
        {"After each run, quiet ones too: was a foot numb, which, where, from which minute, how strong, how long until it was gone", "`tingle log`"},
        {"About the runner: first time ever, diseases, drugs, what to ask", "`tingle about`"},
        {"What was changed and what came of it", "`tingle tried`"}};
    document_heading(d, 2, "Nothing is noted yet");
    document_words(d, NULL, "What makes this page useful, in order:");
    for (size_t i = 0; i < sizeof what / sizeof *what; i++) document_bullet(d, "%s%s%s.", what[i][0], paper ? "" : ": ", paper ? "" : what[i][1]);
    document_bullet(d, "Without the program: take the shoes you run in, and a note of the last five runs.");
}

static void build(struct document *d, const struct parts *parts, const struct tingle_clinic_report *r, const struct clinic_style *style, const struct clinic_room *room)
{
    document_init(d, "Numb feet on runs: for a clinician");
    add_head(d, r, style, room);
    if (r->noted == 0) add_empty(d, room->paper);
    document_columns(d, 1, 1);
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
    if (r->weeks && !room->weeks_mm) document_small(d, "The chart of the runs week by week has no room here.");
    if (r->weeks && room->weeks_mm) {
        document_heading(d, 2, "Week by week");
        document_drawing(d, &parts->chart, 0);
        document_small(d, "Runs a week: numb (dark, lines), fine (empty), not noted (dashed; not known, not fine).");
    }
    add_limits(d, r, room);
    if (!style->details) return;
    document_break(d);
    clinic_details(d, r, room, &parts->chart);
}

/* ---------------------------------------------------------------------- showing */

void clinic_text(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, const struct term *term)
{
    struct document d;
    struct parts parts;
    parts_draw(&parts, r, html_width_mm, everything.weeks_mm);
    build(&d, &parts, r, style, &everything);
    document_text(out, &d, term);
    if (parts_status(&d, &parts, NULL)) out->no_memory = true;
    document_release(&d);
    parts_release(&parts);
}

enum tingle_status clinic_html(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, struct tingle_error *err)
{
    struct clinic_room room = everything;
    struct document d;
    struct parts parts;
    enum tingle_status st;
    room.paper = true;
    parts_draw(&parts, r, html_width_mm, room.weeks_mm);
    build(&d, &parts, r, style, &room);
    st = parts_status(&d, &parts, err);
    if (!st) document_html(out, &d);
    document_release(&d);
    parts_release(&parts);
    return st;
}

/* Shortened so; *fits when the first part is one page. */
static enum tingle_status try_pdf(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, const struct shortening *shortening, bool *fits,
                                  struct tingle_error *err)
{
    const struct clinic_room room = room_after(shortening);
    struct page_about about = {.title = "Numb feet on runs: for a clinician", .footer = "Made with Tingle from a runner's own records. Not yet reviewed by a clinician.",
                               .paper = style->paper, .margin_mm = 13, .text_mm = 0.001 * (double)room.text_um};
    double width = page_size_of(style->paper).width_mm - 2 * about.margin_mm;
    struct document d;
    struct parts parts;
    size_t first = 0;
    bool overflowed = false;
    enum tingle_status st;
    parts_draw(&parts, r, width, room.weeks_mm);
    build(&d, &parts, r, style, &room);
    st = parts_status(&d, &parts, err);
    if (!st) st = document_pdf(out, &d, &about, &first, &overflowed, err);
    *fits = first == 1 && !overflowed;
    document_release(&d);
    parts_release(&parts);
    return st;
}

static void make_cuts(struct shortening *s, size_t steps)
{
    for (size_t i = 0; i < CUTS; i++) s->made[i] = i < steps;
}

/* The first step that fits, by halving. */
static enum tingle_status find_steps(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, struct shortening *s, size_t *steps,
                                     struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    const struct clinic_style first = {.name = style->name, .paper = style->paper}; /* the details take time and change nothing */
    size_t lo = 0, hi = CUTS;
    bool fits = false;
    while (!st && lo < hi) {
        size_t middle = lo == 0 && hi == CUTS ? 0 : (lo + hi) / 2;
        make_cuts(s, middle);
        buffer_clear(out);
        st = try_pdf(out, r, &first, s, &fits, err);
        if (fits) hi = middle;
        else lo = middle + 1;
    }
    make_cuts(s, hi);
    *steps = hi;
    return st;
}

/* The last step may have made more room than was needed: what fits after all comes back, the latest cut first. */
enum tingle_status clinic_pdf(struct buffer *out, const struct tingle_clinic_report *r, const struct clinic_style *style, struct tingle_error *err)
{
    enum { TRIES = 16 };
    const struct clinic_style first = {.name = style->name, .paper = style->paper};
    struct shortening s;
    size_t steps = 0;
    bool fits = false;
    enum tingle_status st = find_steps(out, r, style, &s, &steps, err);
    for (size_t i = steps, tries = 0; !st && i-- > 0 && tries < TRIES; tries++) {
        s.made[i] = false;
        buffer_clear(out);
        st = try_pdf(out, r, &first, &s, &fits, err);
        s.made[i] = !fits;
    }
    if (st) return st;
    buffer_clear(out);
    return try_pdf(out, r, style, &s, &fits, err);
}
