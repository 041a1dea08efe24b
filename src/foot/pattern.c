/* Adding up what the tables say of a history. */
#include "foot/pattern.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OFTEN_PART = 4 /* a region in a quarter of the episodes or more [J] */ };

/* What is being added up: one foot of a history. */
struct sum {
    const struct foot_history *history;
    enum foot_side side;
    uint64_t noted;      /* regions as they were noted often */
    uint64_t spread;     /* with what they cover */
    struct foot_fit *fit;
};

bool foot_episode_names(const struct foot_episode *e, enum foot_side side)
{
    switch (side) {
    case FOOT_LEFT: return e->left;
    case FOOT_RIGHT: return e->right;
    case FOOT_NO_SIDE: return !e->left && !e->right;
    case FOOT_BOTH: break;
    }
    return e->left || e->right;
}

/* ---------------------------------------------------------------------- reasons */

static char *add_reason(struct foot_fit *fit, int weight)
{
    struct foot_reason *r = &fit->reason[fit->reasons];
    if (weight == 0 || fit->reasons == FOOT_REASONS) return NULL;
    fit->reasons++;
    fit->score += weight;
    r->weight = weight;
    r->text[0] = '\0';
    return r->text;
}

static void add_places(struct foot_fit *fit, int weight, const char *lead, uint64_t set)
{
    char *text = add_reason(fit, weight);
    char places[FOOT_REASON_SIZE - 16];
    if (!text) return;
    foot_region_words(places, sizeof places, set, FOOT_NO_SIDE);
    snprintf(text, FOOT_REASON_SIZE, "%s%s", lead, places);
}

/* " (3 of the 4 times that say)" */
static void add_times(char *text, size_t times, size_t said, const char *what)
{
    size_t n = strlen(text);
    if (said == 1) snprintf(text + n, FOOT_REASON_SIZE - n, " (the one time that says%s)", what);
    else if (said) snprintf(text + n, FOOT_REASON_SIZE - n, " (%zu of the %zu times that say%s)", times, said, what);
}

static void fact_text(char *text, enum foot_fact fact, enum foot_answer answer, size_t yes, size_t said)
{
    const char *words = answer == FOOT_YES ? foot_fact_row[fact].yes : foot_fact_row[fact].no;
    snprintf(text, FOOT_REASON_SIZE, "%s", words);
    add_times(text, answer == FOOT_YES ? yes : said - yes, said, "");
}

static void add_facts(struct sum *s, const struct foot_weight *weight, size_t weights)
{
    for (size_t i = 0; i < weights; i++) {
        size_t yes, said;
        enum foot_answer answer = foot_fact_of(s->history, s->side, weight[i].fact, &yes, &said);
        char *text = answer == weight[i].answer ? add_reason(s->fit, weight[i].weight) : NULL;
        if (text) fact_text(text, weight[i].fact, answer, yes, said);
    }
}

/* --------------------------------------------------------------------- patterns */

static const char *trunk_of(const char *nerve)
{
    for (size_t i = 0; i < foot_nerves; i++)
        if (strcmp(foot_nerve[i].nerve, nerve) == 0) return foot_nerve[i].trunk;
    return "";
}

/* Trunks that the first nerves of a set come from. */
static int trunks_of(uint64_t set)
{
    const char *seen[64];
    int n = 0;
    for (size_t row = 0; row < foot_regions; row++) {
        const char *trunk = set >> row & 1 ? trunk_of(foot_region[row].nerve) : "";
        int k = 0;
        while (k < n && strcmp(seen[k], trunk) != 0) k++;
        if (*trunk && k == n) seen[n++] = trunk;
    }
    return n;
}

/* A core of regions is found, or one of trunks. One without regions and trunks never is. */
static bool core_fits(const struct sum *s, const struct foot_core *core)
{
    if (core->trunks) return trunks_of(s->spread) >= core->trunks;
    return core->all && (s->spread & core->all) == core->all;
}

static void read_pattern(struct sum *s, const struct foot_pattern *p)
{
    const struct foot_core *best = NULL;
    uint64_t outside = s->noted & ~p->reach;
    for (size_t i = 0; i < foot_regions; i++)
        if (foot_region[i].covers && outside >> i & 1) outside = (outside & ~(UINT64_C(1) << i)) | (foot_region[i].covers & ~p->reach);
    for (size_t i = 0; i < p->cores; i++)
        if (core_fits(s, &p->core[i]) && (!best || p->core[i].weight > best->weight)) best = &p->core[i];
    if (!best && p->cores) return;
    s->fit->pattern = p;
    s->fit->words = p->words;
    s->fit->anatomy = p->anatomy;
    s->fit->kind = p->kind;
    if (best && best->trunks) snprintf(add_reason(s->fit, best->weight), FOOT_REASON_SIZE, "noted where %d nerves of the leg reach", trunks_of(s->spread));
    else if (best) add_places(s->fit, best->weight, "", best->all);
    if (outside) add_places(s->fit, p->outside, "also ", outside);
    add_facts(s, p->fact, p->facts);
    s->fit->well = s->fit->score >= FOOT_WELL;
}

/* ------------------------------------------------------------------- conditions */

/* More than two thirds is "mostly". */
static const char *often_words(size_t inside, size_t said)
{
    if (3 * inside > 2 * said) return "mostly";
    if (2 * inside >= said) return "about half of the time";
    return 3 * (said - inside) > 2 * said ? "mostly not" : "less than half of the time";
}

static void window_text(char *text, const struct foot_window *w, bool relief, const char *often)
{
    const char *lead = relief ? "it goes" : "it starts";
    if (isinf(w->hi_min)) snprintf(text, FOOT_REASON_SIZE, "%s %s from minute %.0f on", lead, often, w->lo_min);
    else if (w->lo_min > 0) snprintf(text, FOOT_REASON_SIZE, "%s %s between minute %.0f and %.0f", lead, often, w->lo_min, w->hi_min);
    else snprintf(text, FOOT_REASON_SIZE, "%s %s within %.0f minutes%s", lead, often, w->hi_min, relief ? " of the end" : "");
}

/* Of the episodes that say when: half of them or more inside speaks for it. */
static void add_window(struct sum *s, const struct foot_window *w, bool relief)
{
    size_t said = 0, inside = 0;
    char *text;
    for (size_t i = 0; i < s->history->episodes; i++) {
        const struct foot_episode *e = &s->history->episode[i];
        double minute = relief ? e->relief_min : (e->onset_lo_min + e->onset_hi_min) / 2;
        if (!foot_episode_names(e, s->side) || isnan(minute)) continue;
        said++;
        inside += minute >= w->lo_min && minute <= w->hi_min;
    }
    if (!said || !w->weight) return;
    text = add_reason(s->fit, 2 * inside >= said ? w->weight : -w->weight);
    if (!text) return;
    window_text(text, w, relief, often_words(inside, said));
    add_times(text, 3 * (said - inside) > 2 * said ? said - inside : inside, said, " when");
}

static bool needs_are_there(const struct sum *s, const struct foot_condition *c, bool placed)
{
    size_t yes, said;
    if (!c->needs && !c->needs_regions) return placed;
    if (c->needs_regions & s->noted) return true;
    for (int fact = 0; fact < FOOT_FACTS; fact++)
        if (c->needs >> fact & 1 && foot_fact_of(s->history, s->side, (enum foot_fact)fact, &yes, &said) == FOOT_YES) return true;
    return false;
}

static void read_condition(struct sum *s, const struct foot_condition *c)
{
    uint64_t its = 0;
    int best = -1;
    for (size_t i = 0; i < c->regions; i++) {
        its |= UINT64_C(1) << c->region[i].row;
        if (s->noted >> c->region[i].row & 1 && (best < 0 || c->region[i].weight > c->region[best].weight)) best = (int)i;
    }
    if (!needs_are_there(s, c, best >= 0)) return;
    s->fit->condition = c;
    s->fit->words = c->words;
    s->fit->anatomy = c->anatomy;
    s->fit->kind = c->kind;
    if (best >= 0) add_places(s->fit, c->region[best].weight, "", UINT64_C(1) << c->region[best].row);
    if (s->noted & ~its) add_places(s->fit, c->outside, "also ", s->noted & ~its);
    add_window(s, &c->onset, false);
    add_window(s, &c->relief, true);
    add_facts(s, c->fact, c->facts);
    s->fit->well = s->fit->score >= FOOT_LOOK_WELL;
}

/* --------------------------------------------------------------------- findings */

/* One pattern or condition, that of `of`, with the places of the side of `fit`. */
static void read_one(struct foot_fit *fit, const struct foot_fit *of, const struct foot_history *h, uint64_t noted)
{
    struct sum s = {.history = h, .side = fit->side, .noted = noted, .spread = foot_regions_spread(noted), .fit = fit};
    if (of->pattern) read_pattern(&s, of->pattern);
    else read_condition(&s, of->condition);
}

/* Keeps a fit that is worth listing; of the same one in both feet the better, as of both. */
static void keep(struct foot_fit *list, size_t *n, const struct foot_fit *fit)
{
    size_t i = 0;
    if (fit->score < FOOT_PARTLY) return;
    while (i < *n && (list[i].pattern != fit->pattern || list[i].condition != fit->condition)) i++;
    if (i < *n) {
        if (fit->score > list[i].score) list[i] = *fit;
        list[i].side = FOOT_BOTH;
    } else if (*n < FOOT_FITS) {
        list[(*n)++] = *fit;
    }
}

/* What fits only the foot that is numb less than half as often as the other comes last. */
static void set_lesser(struct foot_fit *fit, const struct foot_findings *found)
{
    const size_t left = found->located[FOOT_LEFT], right = found->located[FOOT_RIGHT];
    fit->lesser = (fit->side == FOOT_LEFT && 2 * left < right) || (fit->side == FOOT_RIGHT && 2 * right < left);
}

/* The same of both feet together, where both have its places: an argument of all notes, not of the foot that is seldom numb.
 * Where all notes together speak against it, that foot alone is none either, but for the doctor's. */
static void join_feet(struct foot_fit *fit, const struct foot_findings *found, const struct foot_history *h)
{
    const enum foot_side other = fit->side == FOOT_LEFT ? FOOT_RIGHT : FOOT_LEFT;
    struct foot_fit there = {.side = other}, joined = {.side = FOOT_BOTH};
    if (fit->side == FOOT_NO_SIDE || !found->located[FOOT_LEFT] || !found->located[FOOT_RIGHT]) return;
    read_one(&there, fit, h, found->often[other]);
    if (!there.words) return;
    read_one(&joined, fit, h, found->often[FOOT_LEFT] | found->often[FOOT_RIGHT]);
    if (joined.words && joined.score >= FOOT_PARTLY) *fit = joined;
    else if (fit->lesser && fit->kind != FOOT_DOCTOR) fit->score = 0;
}

/* Returns how many are left. */
static size_t join_all(struct foot_fit *fit, size_t n, const struct foot_findings *found, const struct foot_history *h)
{
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        set_lesser(&fit[i], found);
        join_feet(&fit[i], found, h);
        if (fit[i].score >= FOOT_PARTLY) fit[left++] = fit[i];
    }
    return left;
}

static int by_score(const void *a, const void *b)
{
    const struct foot_fit *x = a, *y = b;
    if (x->lesser != y->lesser) return x->lesser ? 1 : -1;
    if (x->score != y->score) return y->score - x->score;
    if (x->pattern != y->pattern) return x->pattern < y->pattern ? -1 : 1;
    return x->condition < y->condition ? -1 : x->condition > y->condition;
}

static uint64_t often_noted(const struct foot_history *h, enum foot_side side, size_t *located)
{
    size_t count[64] = {0};
    uint64_t set = 0;
    *located = 0;
    for (size_t i = 0; i < h->episodes; i++) {
        const struct foot_episode *e = &h->episode[i];
        if (!foot_episode_names(e, side) || !e->regions) continue;
        (*located)++;
        for (size_t row = 0; row < foot_regions; row++) count[row] += e->regions >> row & 1;
    }
    for (size_t row = 0; row < foot_regions; row++)
        if (count[row] && OFTEN_PART * count[row] >= *located) set |= UINT64_C(1) << row;
    return set;
}

static void read_foot(struct foot_findings *out, const struct foot_history *h, enum foot_side side)
{
    struct foot_fit fit;
    struct sum s = {.history = h, .side = side, .noted = out->often[side], .fit = &fit};
    s.spread = foot_regions_spread(s.noted);
    for (size_t i = 0; i < foot_patterns; i++) {
        fit = (struct foot_fit){.side = side};
        read_pattern(&s, &foot_pattern[i]);
        if (fit.pattern) keep(out->nerve, &out->nerves, &fit);
    }
    for (size_t i = 0; i < foot_conditions; i++) {
        fit = (struct foot_fit){.side = side};
        read_condition(&s, &foot_condition[i]);
        if (fit.condition) keep(out->condition, &out->conditions, &fit);
    }
}

bool foot_best_nerve(struct foot_fit *out, uint64_t regions)
{
    struct foot_fit fit;
    struct foot_history nothing = {0};
    struct sum s = {.history = &nothing, .side = FOOT_BOTH, .noted = regions, .spread = foot_regions_spread(regions), .fit = &fit};
    *out = (struct foot_fit){0};
    for (size_t i = 0; i < foot_patterns; i++) {
        fit = (struct foot_fit){0};
        if (foot_pattern[i].kind == FOOT_NERVE) read_pattern(&s, &foot_pattern[i]);
        if (fit.pattern && fit.well && fit.score > out->score) *out = fit;
    }
    return out->pattern != NULL;
}

static bool any_of(const struct foot_history *h, enum foot_side side)
{
    for (size_t i = 0; i < h->episodes; i++)
        if (foot_episode_names(&h->episode[i], side)) return true;
    return false;
}

/* Facts that conditions for the doctor need, wherever they were noted; and the stocking, which is a place. */
static void read_signs(struct foot_findings *out, const struct foot_history *h)
{
    uint64_t places = 0;
    unsigned facts = 0;
    for (size_t i = 0; i < foot_conditions; i++) {
        if (foot_condition[i].kind != FOOT_DOCTOR) continue;
        facts |= foot_condition[i].needs;
        places |= foot_condition[i].needs_regions;
    }
    for (int fact = 0; fact < FOOT_FACTS; fact++) {
        size_t yes, said;
        enum foot_answer answer = facts >> fact & 1 ? foot_fact_of(h, FOOT_BOTH, (enum foot_fact)fact, &yes, &said) : FOOT_UNSAID;
        if (answer == FOOT_YES) fact_text(out->sign[out->signs++].text, (enum foot_fact)fact, answer, yes, said);
    }
    for (enum foot_side side = FOOT_NO_SIDE; side < FOOT_BOTH; side++)
        if (out->often[side] & places) {
            foot_region_words(out->sign[out->signs++].text, FOOT_REASON_SIZE, out->often[side] & places, FOOT_NO_SIDE);
            return;
        }
}

void foot_findings_read(struct foot_findings *out, const struct foot_history *h)
{
    memset(out, 0, sizeof *out);
    for (enum foot_side side = FOOT_NO_SIDE; side < FOOT_BOTH; side++) {
        out->often[side] = often_noted(h, side, &out->located[side]);
        if (any_of(h, side)) read_foot(out, h, side);
    }
    out->often[FOOT_BOTH] = out->often[FOOT_LEFT] | out->often[FOOT_RIGHT] | out->often[FOOT_NO_SIDE];
    out->located[FOOT_BOTH] = 0;
    for (size_t i = 0; i < h->episodes; i++) out->located[FOOT_BOTH] += h->episode[i].regions != 0;
    out->nerves = join_all(out->nerve, out->nerves, out, h);
    out->conditions = join_all(out->condition, out->conditions, out, h);
    qsort(out->nerve, out->nerves, sizeof *out->nerve, by_score);
    qsort(out->condition, out->conditions, sizeof *out->condition, by_score);
    read_signs(out, h);
}
