/* The clinician's page: collecting. */
#include "advice/clinic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/answers.h"
#include "advice/clinic_counts.h"
#include "advice/clinic_records.h"
#include "advice/clinic_said.h"
#include "advice/doctor.h"
#include "advice/fitting.h"
#include "advice/scales.h"
#include "advice/subject_load.h"
#include "advice/where.h"
#include "advice/why.h"
#include "base/buffer.h"
#include "base/utc.h"
#include "foot/region_words.h"
#include "journal/journal_gear.h"

static const size_t page_max_bytes = (size_t)1 << 30;

struct collecting {
    struct tingle_clinic_report shown; /* first, so that it is given back by its address */
    struct arena arena;
    struct journal *journal;           /* NULL: none yet */
    struct journal_run_list *runs;
    struct clinic_run *run;
    struct tingle_records *records;
    struct tingle_scales *scales;
    struct tingle_why *why;
    struct screening *screening;
    struct tingle_doctor *doctor;
    struct tingle_where *where;
    struct tingle_fitting *fitting;
    bool no_memory;
};

static const char *keep(struct collecting *c, const char *text)
{
    const char *kept = arena_text(&c->arena, text, strlen(text));
    if (!kept) c->no_memory = true;
    return kept ? kept : "";
}

static const char *day_of(struct collecting *c, const struct journal_run *run)
{
    char text[UTC_TEXT_SIZE];
    utc_day_text(text, (int64_t)floor(run->start_unix_s) + (run->has_utc_offset ? run->utc_offset_s : 0));
    return keep(c, text);
}

/* -------------------------------------------------------------------------- runs */

/* The note of a run; only that of a numb one is kept. */
static enum tingle_status take_run(struct collecting *c, size_t i, struct tingle_error *err)
{
    const struct journal_run *run = &c->runs->run[i];
    struct journal_note *kept, note;
    bool found = false;
    enum tingle_status st = *run->felt ? journal_note_read(c->journal, run->id, &note, &found, err) : TINGLE_OK;
    if (st) return st;
    if (!found || strcmp(note.felt, "numb") != 0) {
        clinic_run_of(&c->run[i], run, found ? &note : NULL);
        return TINGLE_OK;
    }
    kept = arena_raw(&c->arena, sizeof *kept);
    if (!kept) return error_no_memory(err, "the page");
    *kept = note;
    clinic_run_of(&c->run[i], run, kept);
    return TINGLE_OK;
}

static enum tingle_status take_runs(struct collecting *c, struct tingle_error *err)
{
    size_t n;
    enum tingle_status st = journal_runs(&c->runs, c->journal, false, err);
    if (st) return st;
    n = c->runs->runs;
    c->run = arena_array(&c->arena, n, sizeof *c->run);
    if (!c->run) return error_no_memory(err, "the page");
    for (size_t i = 0; !st && i < n; i++) st = take_run(c, i, err);
    if (!st && !clinic_count(&c->shown, &c->arena, c->run, n)) st = error_no_memory(err, "the page");
    if (st || n == 0) return st;
    c->shown.first_run = day_of(c, c->run[0].run);
    for (size_t i = 0; i < n; i++) {
        if (c->run[i].felt == CLINIC_NOT_NOTED) continue;
        c->shown.last_noted = day_of(c, c->run[i].run);
        if (!*c->shown.first_noted) c->shown.first_noted = c->shown.last_noted;
    }
    return TINGLE_OK;
}

/* "under the right 3rd and 4th toes" */
static const char *place_words(struct collecting *c, const struct clinic_run *run)
{
    const enum foot_side side = !run->has_side ? FOOT_NO_SIDE : run->left && run->right ? FOOT_BOTH : run->left ? FOOT_LEFT : FOOT_RIGHT;
    char words[FOOT_WORDS_SIZE];
    foot_region_words(words, sizeof words, run->region, side);
    return keep(c, words);
}

static enum tingle_status take_episodes(struct collecting *c, struct tingle_error *err)
{
    struct tingle_clinic_episode *episode = arena_array(&c->arena, c->shown.numb, sizeof *episode);
    if (!episode) return error_no_memory(err, "the page");
    for (size_t i = c->shown.runs; i-- > 0;) {
        const struct clinic_run *run = &c->run[i];
        const struct journal_episode *first = run->note && run->note->episodes ? &run->note->episode[0] : NULL;
        if (run->felt != CLINIC_NUMB) continue;
        episode[c->shown.episodes++] = (struct tingle_clinic_episode){
            .day = day_of(c, run->run), .minutes = run->run->moving_s / 60, .km = run->run->distance_m / 1000, .shoe = keep(c, run->run->shoe),
            .side = !run->has_side ? "" : run->left && run->right ? "both" : run->left ? "left" : "right",
            .where = place_words(c, run), .onset = first ? first->onset : "",
            .severity = run->severity, .relief_min = run->relief_min, .ended_by = first ? first->ended_by : ""};
    }
    c->shown.episode = episode;
    return TINGLE_OK;
}

/* ------------------------------------------------------------------------- shoes */

static int by_noted(const void *a, const void *b)
{
    const struct tingle_clinic_shoe *x = a, *y = b;
    if (x->noted != y->noted) return x->noted < y->noted ? 1 : -1;
    return (x->km < y->km) - (x->km > y->km);
}

static void count_shoe(struct collecting *c, struct tingle_clinic_shoe *shoe)
{
    for (size_t i = 0; i < c->shown.runs; i++) {
        if (strcmp(c->run[i].run->shoe, shoe->name) != 0) continue;
        shoe->noted += c->run[i].felt != CLINIC_NOT_NOTED;
        shoe->numb += c->run[i].felt == CLINIC_NUMB;
    }
}

/* "drop 8 mm; cushioning: soft; insole: orthotic" */
static const char *shoe_about(struct collecting *c, const struct journal_shoe *s)
{
    const struct { const char *name, *text; } said[] = {
        {"width", s->width_label}, {"toes", s->toe_shape}, {"toe depth", s->toe_depth}, {"upper", s->upper}, {"cushioning", s->cushioning},
        {"cushioning of the heel", s->cushioning_heel}, {"of the forefoot", s->cushioning_forefoot}, {"insole or orthotic", s->insole},
        {"arch support", s->arch_support}, {"laces", s->laces}, {"lacing", s->lacing}};
    struct buffer line;
    const char *kept;
    buffer_init(&line, 1 << 12);
    if (!isnan(s->drop_mm)) buffer_printf(&line, "drop %.0f mm", s->drop_mm);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (*said[i].text) buffer_printf(&line, "%s%s: %s", line.size ? "; " : "", said[i].name, said[i].text);
    kept = keep(c, line.size ? buffer_text(&line) : "");
    buffer_release(&line);
    return kept;
}

static enum tingle_status take_shoes(struct collecting *c, struct tingle_error *err)
{
    struct journal_shoe_list *list = NULL;
    struct tingle_clinic_shoe *shoe = NULL;
    enum tingle_status st = journal_shoes(&list, c->journal, err);
    if (!st && !(shoe = arena_array(&c->arena, list->shoes, sizeof *shoe))) st = error_no_memory(err, "the page");
    for (size_t i = 0; !st && i < list->shoes; i++) {
        const struct journal_shoe *from = &list->shoe[i];
        shoe[i] = (struct tingle_clinic_shoe){
            .name = keep(c, from->name), .size = keep(c, from->size), .width_mm = from->width_mm, .first_used = keep(c, from->first_used),
            .retired = keep(c, from->retired), .about = shoe_about(c, from), .km = (isnan(from->start_km) ? 0 : from->start_km) + (isnan(from->run_km) ? 0 : from->run_km)};
        count_shoe(c, &shoe[i]);
    }
    if (!st) qsort(shoe, list->shoes, sizeof *shoe, by_noted);
    c->shown.shoe = shoe;
    c->shown.shoes = st ? 0 : list->shoes;
    journal_shoe_list_free(list);
    return st;
}

/* ------------------------------------------------------------------------ the page */

static enum tingle_status take_model(struct collecting *c, struct tingle_error *err)
{
    const struct tingle_why_options options = {0};
    struct subject *subject = NULL, nobody = {.omega = 1};
    enum tingle_status st = TINGLE_OK;
    if (c->journal) st = subject_load(&subject, c->journal, err);
    if (!st) st = why_answer(&c->why, subject ? subject : &nobody, c->screening, &options, err);
    c->shown.why = c->why;
    subject_free(subject);
    return st;
}

static enum tingle_status take_signs(struct collecting *c, struct tingle_error *err)
{
    enum tingle_status st;
    c->screening = alloc_array(1, sizeof *c->screening);
    st = c->screening ? screening_load(c->screening, c->journal, err) : error_no_memory(err, "the page");
    if (!st) st = doctor_of(&c->doctor, c->screening, err);
    if (st) return st;
    c->shown.doctor = c->doctor;
    c->shown.reviewed = c->doctor->reviewed ? "" : "Not yet reviewed by a clinician.";
    return TINGLE_OK;
}

static enum tingle_status take_fit(struct collecting *c, bool *measured, struct tingle_error *err)
{
    const double hour_min = 60;
    struct fitting_gate *gate = alloc_array(1, sizeof *gate);
    enum tingle_status st = gate ? fitting_gate_read(gate, c->journal, err) : error_no_memory(err, "the page");
    if (!st) st = fitting_read(&c->fitting, c->journal, NULL, hour_min, gate, err);
    free(gate);
    c->shown.fitting = c->fitting;
    *measured = !st && (*c->fitting->known[0].newest || *c->fitting->known[1].newest);
    return st;
}

static void begin(struct collecting *c)
{
    char today[UTC_TEXT_SIZE];
    struct tingle_clinic_report *r = &c->shown;
    double none = NAN;
    utc_day_text(today, utc_now());
    r->made_on = keep(c, today);
    r->first_run = r->first_noted = r->last_noted = "";
    r->onset_min = r->relief_min = r->severity = r->pain = clinic_spread(&none, 0);
    r->weekly_km = r->longest_min = NAN;
    clinic_count(r, &c->arena, NULL, 0); /* the names of the flags */
}

static enum tingle_status take_all(struct collecting *c, const struct tingle_clinic_options *options, struct tingle_error *err)
{
    enum journal_kind kind = JOURNAL_EMPTY;
    bool measured = false;
    enum tingle_status st = options->question && *options->question ? answer_check("question", options->question, err) : TINGLE_OK;
    if (!st) st = records_read(&c->records, c->journal, err);
    if (!st && options->question) c->records->about.question = keep(c, options->question);
    c->shown.records = c->records;
    if (!st && c->journal) st = journal_kind(c->journal, &kind, err);
    c->shown.simulated = kind == JOURNAL_SIMULATED;
    if (!st && c->journal) st = take_runs(c, err);
    if (!st) st = take_episodes(c, err);
    if (!st && c->journal) st = take_shoes(c, err);
    if (!st) st = scales_read(&c->scales, c->journal, err);
    c->shown.scales = c->scales;
    if (!st) st = take_signs(c, err);
    if (!st && options->model) st = take_model(c, err);
    if (!st) st = where_answer(&c->where, c->journal, 0, err);
    c->shown.where = c->where;
    if (!st) st = take_fit(c, &measured, err);
    if (!st && (!clinic_say(&c->shown, &c->arena, measured) || c->no_memory)) st = error_no_memory(err, "the page");
    return st;
}

enum tingle_status clinic_make(struct tingle_clinic_report **out, struct journal *j, const struct tingle_clinic_options *options,
                               struct tingle_error *err)
{
    struct collecting *c = alloc_array(1, sizeof *c);
    enum tingle_status st;
    *out = NULL;
    if (!c) return error_no_memory(err, "the page");
    arena_init(&c->arena, page_max_bytes);
    c->journal = j;
    begin(c);
    st = take_all(c, options, err);
    if (st) clinic_free(&c->shown);
    else *out = &c->shown;
    return st;
}

void clinic_free(struct tingle_clinic_report *report)
{
    struct collecting *c = (struct collecting *)report;
    if (!c) return;
    journal_run_list_free(c->runs);
    records_free(c->records);
    scales_free(c->scales);
    why_free(c->why);
    doctor_free(c->doctor);
    where_free(c->where);
    fitting_free(c->fitting);
    free(c->screening);
    arena_release(&c->arena);
    free(c);
}
