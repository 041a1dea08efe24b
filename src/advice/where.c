/* Notes -> counts of regions, and what they fit. */
#include "advice/where.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advice/foot_log.h"
#include "advice/gate.h"
#include "advice/screening.h"
#include "base/arena.h"
#include "foot/pattern.h"

enum { WHERE_MAX_BYTES = 1 << 28 };

/* The public struct first: a pointer to it is a pointer to the whole. */
struct where {
    struct tingle_where shown;
    struct arena arena;
    struct foot_log log;
    struct foot_findings found;
    struct screening screening;
    char gate_text[GATE_TEXT], doctor_text[GATE_TEXT];
};

struct tingle_region where_region(size_t row)
{
    const struct foot_region *r = &foot_region[row];
    return (struct tingle_region){.code = r->code, .number = r->number, .name = r->words, .nerve = r->nerve, .views = r->views};
}

/* --------------------------------------------------------------------- loading */

static enum tingle_status load_run(struct where *w, struct journal *j, const struct journal_run *run, struct tingle_error *err)
{
    struct journal_note note;
    bool found;
    enum tingle_status st = journal_note_read(j, run->id, &note, &found, err);
    if (!st && found && !foot_log_add(&w->log, run, &note)) st = error_no_memory(err, "the notes");
    return st;
}

static enum tingle_status load(struct where *w, struct journal *j, int64_t only, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    struct journal_run one;
    enum tingle_status st;
    if (only) {
        st = journal_run_read(j, only, &one, err);
        return st ? st : load_run(w, j, &one, err);
    }
    st = journal_runs(&list, j, false, err);
    for (size_t i = 0; !st && i < list->runs; i++)
        if (*list->run[i].felt) st = load_run(w, j, &list->run[i], err);
    journal_run_list_free(list);
    return st;
}

/* -------------------------------------------------------------------- counting */

/* What one run names: as noted, and with what that covers. */
struct named {
    uint64_t left, right, unsaid;
};

static struct named names_of(const struct foot_log *log, const struct foot_log_run *run)
{
    struct named n = {0};
    for (size_t i = run->first; i < run->first + run->episodes; i++) {
        const struct foot_episode *e = &log->episode[i];
        if (e->left) n.left |= e->regions;
        if (e->right) n.right |= e->regions;
        if (!e->left && !e->right) n.unsaid |= e->regions;
    }
    return n;
}

static void count_run(struct tingle_where *w, struct tingle_spot *spot, struct named n)
{
    uint64_t left = foot_regions_spread(n.left | n.unsaid), right = foot_regions_spread(n.right | n.unsaid);
    if (!(n.left | n.right | n.unsaid)) return;
    w->located++;
    for (size_t row = 0; row < foot_regions; row++) {
        spot[row].left += n.left >> row & 1;
        spot[row].right += n.right >> row & 1;
        spot[row].unsaid += n.unsaid >> row & 1;
        spot[row].share_left += (double)(left >> row & 1);
        spot[row].share_right += (double)(right >> row & 1);
    }
}

static enum tingle_status count_spots(struct where *w, struct tingle_error *err)
{
    struct tingle_spot *spot = arena_array(&w->arena, foot_regions, sizeof *spot);
    if (!spot) return error_no_memory(err, "the regions");
    for (size_t row = 0; row < foot_regions; row++) spot[row].region = where_region(row);
    for (size_t i = 0; i < w->log.runs; i++) count_run(&w->shown, spot, names_of(&w->log, &w->log.run[i]));
    for (size_t row = 0; row < foot_regions; row++) {
        spot[row].share_left = w->shown.located ? spot[row].share_left / (double)w->shown.located : NAN;
        spot[row].share_right = w->shown.located ? spot[row].share_right / (double)w->shown.located : NAN;
    }
    w->shown.spot = spot;
    w->shown.spots = foot_regions;
    w->shown.noted = w->log.runs;
    w->shown.numb = w->log.numb;
    return TINGLE_OK;
}

/* ------------------------------------------------------------------------ fits */

/* The reasons of one sign, the weightiest first. */
static bool show_reasons(struct arena *arena, const struct foot_fit *f, bool pro, const char *const **out, size_t *count)
{
    const char **text = arena_array(arena, f->reasons, sizeof *text);
    bool done[FOOT_REASONS] = {false};
    if (!text) return false;
    for (*count = 0;;) {
        size_t best = FOOT_REASONS;
        for (size_t i = 0; i < f->reasons; i++)
            if (!done[i] && (f->reason[i].weight > 0) == pro && (best == FOOT_REASONS || abs(f->reason[i].weight) > abs(f->reason[best].weight))) best = i;
        if (best == FOOT_REASONS) break;
        done[best] = true;
        text[*count] = arena_text(arena, f->reason[best].text, strlen(f->reason[best].text));
        if (!text[(*count)++]) return false;
    }
    *out = text;
    return true;
}

static bool show_fit(struct arena *arena, struct tingle_fit *to, const struct foot_fit *f)
{
    *to = (struct tingle_fit){.id = f->pattern ? f->pattern->id : f->condition->id, .words = f->words, .anatomy = f->anatomy,
                              .side = foot_side_text(f->side), .well = f->well, .score = f->score,
                              .look = f->condition ? f->condition->look : ""};
    return show_reasons(arena, f, true, &to->pro, &to->pros) && show_reasons(arena, f, false, &to->con, &to->cons);
}

/* Those of a list that are of a kind. False: no memory. */
static bool show_fits(struct arena *arena, const struct foot_fit *fit, size_t n, enum foot_kind kind, const struct tingle_fit **out, size_t *count)
{
    struct tingle_fit *to = arena_array(arena, n, sizeof *to);
    *count = 0;
    if (!to) return false;
    for (size_t i = 0; i < n; i++)
        if (fit[i].kind == kind && !show_fit(arena, &to[(*count)++], &fit[i])) return false;
    *out = to;
    return true;
}

static bool show_signs(struct where *w)
{
    const char **sign = arena_array(&w->arena, w->found.signs, sizeof *sign);
    for (size_t i = 0; sign && i < w->found.signs; i++) {
        sign[i] = arena_text(&w->arena, w->found.sign[i].text, strlen(w->found.sign[i].text));
        if (!sign[i]) return false;
    }
    w->shown.sign = sign;
    w->shown.signs = w->found.signs;
    return sign != NULL;
}

/* What the runner answered to the questions of `tingle doctor` about the same things. What only the log found is left out: it
 * is something else (numb for over an hour after two runs is not numb at rest), and the notes are looked at themselves. */
static void set_answers(struct foot_history *h, const struct screening *s)
{
    static const struct {
        enum sign_id rule;
        enum foot_fact fact;
    } same[] = {{SIGN_REST_NIGHT, FOOT_AT_REST}, {SIGN_BACKLEG, FOOT_BACK}, {SIGN_HEATMS, FOOT_HEAT}, {SIGN_BONE, FOOT_BONE}, {SIGN_VASC, FOOT_ILL}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        enum sign_answer answer = s->answers.answer[same[i].rule];
        bool said = answer == SIGN_NO || (answer == SIGN_YES && strcmp(s->rule[same[i].rule].value, "yes") == 0);
        if (said) h->known[same[i].fact] = answer == SIGN_YES ? FOOT_YES : FOOT_NO;
    }
}

static enum tingle_status find(struct where *w, struct tingle_error *err)
{
    struct foot_history history = foot_log_history(&w->log);
    struct tingle_where *shown = &w->shown;
    char place[TINGLE_PLACE_SIZE];
    set_answers(&history, &w->screening);
    foot_findings_read(&w->found, &history);
    foot_log_place(place, sizeof place, &w->log, &w->found);
    shown->place = arena_text(&w->arena, place, strlen(place));
    if (!shown->place || !show_signs(w) ||
        !show_fits(&w->arena, w->found.nerve, w->found.nerves, FOOT_NERVE, &shown->nerve, &shown->nerves) ||
        !show_fits(&w->arena, w->found.condition, w->found.conditions, FOOT_LOOK, &shown->condition, &shown->conditions) ||
        !show_fits(&w->arena, w->found.condition, w->found.conditions, FOOT_DOCTOR, &shown->clinician, &shown->clinicians))
        return error_no_memory(err, "what the places fit");
    return TINGLE_OK;
}

/* ---------------------------------------------------------------------- answer */

static enum tingle_status read_journal(struct where *w, struct journal *j, int64_t run, struct tingle_error *err)
{
    enum journal_kind kind = JOURNAL_EMPTY;
    enum tingle_status st = journal_kind(j, &kind, err);
    w->shown.simulated = kind == JOURNAL_SIMULATED;
    return st ? st : load(w, j, run, err);
}

enum tingle_status where_answer(struct tingle_where **out, struct journal *j, int64_t run, struct tingle_error *err)
{
    struct where *w = alloc_array(1, sizeof *w);
    enum tingle_status st = TINGLE_OK;
    *out = NULL;
    if (!w) return error_no_memory(err, "the places");
    arena_init(&w->arena, WHERE_MAX_BYTES);
    foot_log_init(&w->log, &w->arena);
    w->shown.run = run;
    if (j) st = read_journal(w, j, run, err);
    if (!st) st = screening_load(&w->screening, j, err);
    if (!st) st = count_spots(w, err);
    if (!st) st = find(w, err);
    if (st) {
        where_free(&w->shown);
        return st;
    }
    w->shown.gate = gate_of(&w->screening);
    gate_text(w->gate_text, &w->screening);
    doctor_line(w->doctor_text, &w->screening);
    w->shown.gate_text = w->gate_text;
    w->shown.doctor_text = w->doctor_text;
    *out = &w->shown;
    return TINGLE_OK;
}

void where_free(struct tingle_where *shown)
{
    struct where *w = (struct where *)shown;
    if (!w) return;
    arena_release(&w->arena);
    free(w);
}
