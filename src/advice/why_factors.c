/* Factors of an answer. */
#include "advice/why_factors.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/values.h"

enum { OPTION_MAX = FACTOR_MAX + ONSET_MAX_SHOES, SIDE_NEEDS = 3 };

static const double gain_margin = 0.05;   /* a gain worth naming: 5 points */
static const double no_sign_within = 0.10;
static const double room_below = 0.1, room_above = 0.9; /* beyond, no cause could move the chance by much */
static const double grouped_over = 0.7;   /* |correlation| */
static const double worth_settling = 0.1; /* P(best) from which a factor is worth an experiment */

/* One change that is asked about. */
struct option {
    struct tingle_factor out;
    struct run_change change;
    size_t bucket;            /* group of P(best): all other shoes are one */
    double *value;            /* per model run: x, or 0/1 for a shoe; NaN where it says nothing */
    double *gain;             /* per draw */
    double *push;             /* per draw: change of the log hazard as the records show it, for correlations */
};

struct option_list {
    struct option *item;
    size_t count, buckets;
};

struct tingle_interval interval_of(const struct onset_posterior *post, const double *value)
{
    struct onset_summary s = onset_summarise(post, value);
    return (struct tingle_interval){s.mean, s.lo, s.hi};
}

enum tingle_strength strength_of_records(double p_gain5, struct tingle_interval reduction, double risk)
{
    const bool has_room = risk >= room_below && risk <= room_above;
    if (p_gain5 >= 0.85) return TINGLE_SOME;
    if (p_gain5 >= 0.75) return TINGLE_WEAK;
    if (has_room && reduction.lo >= -no_sign_within && reduction.hi <= no_sign_within) return TINGLE_NO_SIGN;
    return TINGLE_CANNOT_TELL;
}

/* Text from two others; NULL when memory is short, also where one of them is NULL because of it. */
static char *say(struct arena *arena, const char *fmt, const char *a, const char *b)
{
    int n = a && b ? snprintf(NULL, 0, fmt, a, b) : 0;
    char *text = a && b ? arena_alloc(arena, (size_t)n + 1) : NULL;
    if (text) snprintf(text, (size_t)n + 1, fmt, a, b);
    return text;
}

/* --------------------------------------------------------------- options */

/* Mean of a gait column over the running bins of a run, as the model saw it. */
static double gait_of_run(const struct model_input *m, size_t run, int column)
{
    double sum = 0, min = 0;
    const struct onset_bins *bins = &m->data.bins;
    for (size_t j = m->run[run].first_bin; j < m->run[run].first_bin + m->run[run].bin_count; j++) {
        if (bins->hazard[j] < 1) continue;
        sum += bins->length_min[j] * m->data.x[(size_t)column * bins->count + j];
        min += bins->length_min[j];
    }
    return min > 0 ? sum / min : NAN;
}

static enum tingle_status set_factor_values(struct option *o, const struct why_work *w, size_t factor,
                                            int column, struct tingle_error *err)
{
    const struct model_input *m = w->input;
    o->value = arena_array(w->arena, m->data.runs, sizeof *o->value);
    if (!o->value) return error_no_memory(err, "the answer");
    for (size_t i = 0; i < m->data.runs; i++) {
        const struct subject_run *run = &w->subject->run[m->source[i]];
        o->value[i] = factor_table[factor].fact >= 0 ? factor_value(run, factor)
                      : column >= 0                  ? gait_of_run(m, i, column)
                                                     : NAN;
    }
    return TINGLE_OK;
}

/* The change of a factor from what is usual: its new x and its words. */
static void set_factor_change(struct option *o, const struct why_work *w, size_t factor, int column)
{
    const struct factor_row *f = &factor_table[factor];
    double now = column >= 0 ? w->run->x[column] : 0, by = f->amount;
    o->change = (struct run_change){.column = column, .shoe = SIZE_MAX};
    if (f->kind == FACTOR_TOGGLE) by = now >= 0.5 ? -1 : 1;
    if (f->fact == FACT_LACING && now + by < -2) by = -by;
    if (f->fact == FACT_CARRIED_KG && now + by < 0) by = -now;
    o->change.to = now + by;
    o->out.change = by > 0 ? f->change_up : f->change_down;
    if (strcmp(f->key, "speed") == 0)
        o->change.load_ratio = load_ratio_of_speed(w->run->speed_mps + by * f->scale, w->run->speed_mps);
}

static enum tingle_status add_factors(struct option_list *list, const struct why_work *w, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t f = 0; !st && f < factor_count; f++) {
        struct option *o = &list->item[list->count];
        int column = model_input_column(w->input, f);
        if (factor_table[f].kind == FACTOR_FIXED) continue;
        *o = (struct option){.bucket = list->buckets};
        o->out.factor = factor_table[f].key;
        o->out.label = factor_table[f].label;
        set_factor_change(o, w, f, column);
        st = set_factor_values(o, w, f, column, err);
        list->count++;
        list->buckets++;
    }
    return st;
}

static const char *shoe_name(const struct why_work *w, size_t shoe)
{
    size_t at = w->input->shoe[shoe];
    return at == SIZE_MAX ? "unknown shoe" : w->subject->shoe[at];
}

static enum tingle_status add_shoes(struct option_list *list, const struct why_work *w, struct tingle_error *err)
{
    const struct model_input *m = w->input;
    size_t usual = w->run->shoe;
    for (size_t s = 0; s < m->data.shoes; s++) {
        struct option *o = &list->item[list->count];
        if (s == usual || m->shoe[s] == SIZE_MAX || m->shoe[usual] == SIZE_MAX) continue;
        *o = (struct option){.bucket = list->buckets, .change = {.column = -1, .shoe = s}};
        o->out.factor = say(w->arena, "shoe:%s%s", shoe_name(w, s), "");
        o->out.label = say(w->arena, "%s%s", shoe_name(w, usual), "");
        o->out.change = say(w->arena, "in the %s%s", shoe_name(w, s), "");
        o->value = arena_array(w->arena, m->data.runs, sizeof *o->value);
        if (!o->out.factor || !o->out.label || !o->out.change || !o->value) return error_no_memory(err, "the answer");
        for (size_t i = 0; i < m->data.runs; i++)
            o->value[i] = m->run[i].shoe == s ? 1 : m->run[i].shoe == usual ? 0 : NAN;
        list->count++;
    }
    list->buckets++;
    return TINGLE_OK;
}

/* ----------------------------------------------------------------- gates */

/* The value that parts the noted runs into two settings, or halves: low <= cut < high. NaN: no two sides. */
static double cut_of(const double *value, const bool *noted, size_t n, double *sorted)
{
    size_t count = 0, i;
    for (i = 0; i < n; i++)
        if (noted[i] && !isnan(value[i])) sorted[count++] = value[i];
    if (count < 2) return NAN;
    values_sort(sorted, count);
    if (sorted[count - 1] - sorted[0] < 1e-9) return NAN;
    i = (count - 1) / 2;
    while (sorted[i] >= sorted[count - 1]) i--; /* the median is the highest value: cut below it */
    return sorted[i];
}

static double correlation_with_date(const struct option *o, const struct why_work *w, const bool *noted)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (size_t i = 0; i < w->input->data.runs; i++) {
        double x = o->value[i];
        double y = (double)(w->subject->run[w->input->source[i]].start_unix_s - w->subject->run[0].start_unix_s) / 86400;
        if (!noted[i] || isnan(x)) continue;
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
    }
    double vx = sxx - sx * sx / fmax(n, 1), vy = syy - sy * sy / fmax(n, 1);
    return n < 3 || vx <= 1e-12 || vy <= 1e-12 ? 0 : (sxy - sx * sy / n) / sqrt(vx * vy);
}

/* Counts numb and quiet runs on both sides and decides whether the factor may be ranked (B4). */
static void apply_gate(struct option *o, const struct why_work *w, const bool *noted, const bool *numb, double *sorted)
{
    size_t n = w->input->data.runs, side[2][2] = {{0}};
    double cut = cut_of(o->value, noted, n, sorted);
    for (size_t i = 0; i < n; i++) {
        if (!noted[i] || isnan(o->value[i])) continue;
        o->out.runs_recorded++;
        if (!isnan(cut)) side[o->value[i] > cut][numb[i]]++;
    }
    o->out.group = -1;
    o->out.unclear_because = "";
    o->out.evidence = TINGLE_ASSOCIATION;
    o->out.same_months = fabs(correlation_with_date(o, w, noted)) > grouped_over;
    o->out.ranked = side[0][0] >= SIDE_NEEDS && side[0][1] >= SIDE_NEEDS && side[1][0] >= SIDE_NEEDS &&
                    side[1][1] >= SIDE_NEEDS;
    if (o->out.ranked) return;
    o->out.evidence = TINGLE_PRIOR;
    o->out.strength = TINGLE_CANNOT_TELL;
    if (o->out.runs_recorded == 0) o->out.unclear_because = "never recorded";
    else if (isnan(cut)) {
        o->out.strength = TINGLE_NOT_TESTED;
        o->out.unclear_because = "always the same";
    } else o->out.unclear_because = "fewer than 3 numb and 3 quiet runs on each side";
}

static void mark_runs(const struct why_work *w, bool *noted, bool *numb)
{
    for (size_t i = 0; i < w->input->data.runs; i++)
        noted[i] = run_counts(&w->subject->run[w->input->source[i]], w->choice, &numb[i]);
}

static enum tingle_status apply_gates(struct option_list *list, const struct why_work *w, struct tingle_error *err)
{
    size_t n = w->input->data.runs;
    bool *noted = arena_array(w->arena, n, sizeof *noted), *numb = arena_array(w->arena, n, sizeof *numb);
    double *sorted = arena_array(w->arena, n, sizeof *sorted);
    if (!noted || !numb || !sorted) return error_no_memory(err, "the answer");
    mark_runs(w, noted, numb);
    for (size_t i = 0; i < list->count; i++) apply_gate(&list->item[i], w, noted, numb, sorted);
    return TINGLE_OK;
}

/* ----------------------------------------------------------------- gains */

static double push_of(const struct option *o, const struct why_work *w, size_t draw)
{
    const struct onset_posterior *p = w->post;
    size_t shoes = 2 + p->covariates;
    double push = 0;
    if (o->change.column >= 0)
        push += p->seen[draw + p->draws * (2 + (size_t)o->change.column)] * (o->change.to - w->run->x[o->change.column]);
    if (o->change.shoe != SIZE_MAX)
        push += p->seen[draw + p->draws * (shoes + o->change.shoe)] - p->seen[draw + p->draws * (shoes + w->run->shoe)];
    return push;
}

static enum tingle_status measure(struct option *o, const struct why_work *w, struct tingle_error *err)
{
    struct onset_scenario changed;
    size_t n = w->post->draws;
    double *risk = arena_array(w->arena, n, sizeof *risk);
    enum tingle_status st;
    o->gain = arena_array(w->arena, n, sizeof *o->gain);
    o->push = arena_array(w->arena, n, sizeof *o->push);
    if (!risk || !o->gain || !o->push) return error_no_memory(err, "the answer");
    st = named_run_scenario(&changed, w->run, w->input, &o->change, w->arena, err);
    if (!st) st = onset_predict(risk, NULL, NULL, w->post, &changed, &w->base, NULL, 0, err);
    if (st) return st;
    for (size_t d = 0; d < n; d++) {
        o->gain[d] = w->risk[d] - risk[d];
        o->push[d] = push_of(o, w, d);
    }
    o->out.risk_after = interval_of(w->post, risk);
    o->out.reduction = interval_of(w->post, o->gain);
    o->out.p_helps = onset_share(w->post, o->gain, 1e-12);
    o->out.p_gain5 = onset_share(w->post, o->gain, gain_margin);
    o->out.strength = strength_of_records(o->out.p_gain5, o->out.reduction, interval_of(w->post, w->risk).mean);
    if (!w->post->seen || w->post->outcome >= ONSET_UNRELIABLE) o->out.strength = TINGLE_CANNOT_TELL;
    return TINGLE_OK;
}

static void leave_unmeasured(struct tingle_factor *f)
{
    struct tingle_interval none = {NAN, NAN, NAN};
    f->risk_after = f->reduction = none;
    f->p_helps = f->p_gain5 = f->p_best = NAN;
}

static enum tingle_status measure_all(struct option_list *list, const struct why_work *w, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < list->count; i++) {
        leave_unmeasured(&list->item[i].out);
        if (list->item[i].out.ranked) st = measure(&list->item[i], w, err);
    }
    return st;
}

/* P(best) over groups of ranked options. */
static enum tingle_status share_best(struct option_list *list, const struct why_work *w, double *p_none,
                                     struct tingle_error *err)
{
    size_t n = w->post->draws, ranked = 0, bucket[OPTION_MAX];
    double p[OPTION_MAX] = {0}, *gain = arena_array(w->arena, n * list->count, sizeof *gain);
    if (!gain) return error_no_memory(err, "the answer");
    *p_none = 1;
    for (size_t i = 0; i < list->count; i++) {
        if (!list->item[i].gain) continue;
        memcpy(gain + n * ranked, list->item[i].gain, n * sizeof *gain);
        bucket[ranked++] = list->item[i].bucket;
    }
    if (ranked) *p_none = onset_best(p, w->post, gain, ranked, bucket, list->buckets, gain_margin);
    for (size_t i = 0; i < list->count; i++)
        if (list->item[i].gain) list->item[i].out.p_best = p[list->item[i].bucket];
    return TINGLE_OK;
}

/* ---------------------------------------------------------------- groups */

static double correlation(const struct onset_posterior *post, const double *a, const double *b)
{
    double ma = 0, mb = 0, vaa = 0, vbb = 0, vab = 0;
    for (size_t d = 0; d < post->draws; d++) {
        ma += post->weight[d] * a[d];
        mb += post->weight[d] * b[d];
    }
    for (size_t d = 0; d < post->draws; d++) {
        vaa += post->weight[d] * (a[d] - ma) * (a[d] - ma);
        vbb += post->weight[d] * (b[d] - mb) * (b[d] - mb);
        vab += post->weight[d] * (a[d] - ma) * (b[d] - mb);
    }
    return vaa > 0 && vbb > 0 ? vab / sqrt(vaa * vbb) : 0;
}

static bool belong_together(const struct option *a, const struct option *b, const struct onset_posterior *post)
{
    if (a->out.same_months && b->out.same_months) return true;
    if (a->bucket == b->bucket) return false; /* two shoes: one of them is worn, no confusion */
    return a->push && b->push && fabs(correlation(post, a->push, b->push)) > grouped_over;
}

static void form_groups(struct option_list *list, const struct onset_posterior *post)
{
    int next = 0;
    for (size_t i = 0; i < list->count; i++) {
        for (size_t k = 0; k < i; k++) {
            struct tingle_factor *a = &list->item[k].out, *b = &list->item[i].out;
            if (!belong_together(&list->item[k], &list->item[i], post)) continue;
            if (a->group < 0) a->group = next++;
            b->group = a->group;
            break;
        }
    }
}

/* ----------------------------------------------------------------- order */

static int by_gain(const void *a, const void *b)
{
    const struct tingle_factor *x = a, *y = b;
    if (x->ranked != y->ranked) return x->ranked ? -1 : 1;
    if (x->ranked && x->reduction.mean != y->reduction.mean) return x->reduction.mean > y->reduction.mean ? -1 : 1;
    return strcmp(x->factor, y->factor);
}

static int by_name(const void *a, const void *b)
{
    const struct tingle_factor *x = a, *y = b;
    if (x->ranked != y->ranked) return x->ranked ? -1 : 1;
    return strcmp(x->factor, y->factor);
}

/* What would settle most: the widest gain among those that may well be the best (model.md section 7). */
static const char *what_settles_most(const struct option_list *list, const struct why_work *w)
{
    const struct option *best = NULL;
    double widest = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct option *o = &list->item[i];
        if (!o->gain || o->out.p_best <= worth_settling) continue;
        double sd = onset_summarise(w->post, o->gain).sd;
        if (sd <= widest) continue;
        widest = sd;
        best = o;
    }
    if (!best) return "";
    return say(w->arena, "%s: run some of your long runs %s, others as usual, and note each one",
               best->change.shoe == SIZE_MAX ? best->out.label : "the shoes", best->out.change);
}

enum tingle_status why_factors(struct tingle_why *out, const struct why_work *w, struct tingle_error *err)
{
    struct option_list list = {.item = arena_array(w->arena, OPTION_MAX, sizeof *list.item)};
    struct tingle_factor *factor = arena_array(w->arena, OPTION_MAX, sizeof *factor);
    enum tingle_status st = list.item && factor ? TINGLE_OK : error_no_memory(err, "the answer");
    if (!st) st = add_factors(&list, w, err);
    if (!st) st = add_shoes(&list, w, err);
    if (!st) st = apply_gates(&list, w, err);
    if (!st) st = measure_all(&list, w, err);
    if (!st) st = share_best(&list, w, &out->p_none_helps, err);
    if (st) return st;
    form_groups(&list, w->post);
    out->next = out->stage == TINGLE_ADVICE ? what_settles_most(&list, w) : "";
    if (!out->next) return error_no_memory(err, "the answer");
    for (size_t i = 0; i < list.count; i++) factor[i] = list.item[i].out;
    qsort(factor, list.count, sizeof *factor, out->stage == TINGLE_CANDIDATES ? by_name : by_gain);
    out->factor = factor;
    out->factors = list.count;
    return TINGLE_OK;
}

/* ---------------------------------------------------------------- breaks */

enum tingle_status why_breaks(struct tingle_why *out, const struct why_work *w, struct tingle_error *err)
{
    enum { WALK_MIN = 4, ROUND_TO = 5, SHORTEST_RUN = 30 };
    size_t n = w->post->draws;
    struct walk_break walk[2] = {{ROUND_TO * round(0.3 * w->run->minutes / ROUND_TO), WALK_MIN},
                                 {ROUND_TO * round(0.62 * w->run->minutes / ROUND_TO), WALK_MIN}};
    struct run_change change = {.column = -1, .shoe = SIZE_MAX, .walk = walk, .walks = 2};
    struct tingle_break_rule *rule = arena_array(w->arena, 1, sizeof *rule);
    double *risk = arena_array(w->arena, n, sizeof *risk), *gain = arena_array(w->arena, n, sizeof *gain);
    char *text = arena_alloc(w->arena, 96);
    struct onset_scenario with_breaks;
    enum tingle_status st;
    if (w->run->minutes < SHORTEST_RUN) return TINGLE_OK;
    if (!rule || !risk || !gain || !text) return error_no_memory(err, "the answer");
    st = named_run_scenario(&with_breaks, w->run, w->input, &change, w->arena, err);
    if (!st) st = onset_predict(risk, NULL, NULL, w->post, &with_breaks, NULL, NULL, 0, err);
    if (st) return st;
    for (size_t d = 0; d < n; d++) gain[d] = w->risk[d] - risk[d];
    snprintf(text, 96, "walk %d min at %.0f and %.0f min", WALK_MIN, walk[0].at_min, walk[1].at_min);
    *rule = (struct tingle_break_rule){text, interval_of(w->post, risk), interval_of(w->post, gain),
                                       walks_minutes_lost(walk, 2, w->run->speed_mps)};
    out->breaks = rule;
    out->break_rules = 1;
    return TINGLE_OK;
}
