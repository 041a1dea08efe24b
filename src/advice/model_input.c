/* Subject -> columns of the onset model. */
#include "advice/model_input.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TREND_DAYS = 91, TREND_MAX = 8, TREND_MIN_DAYS = 60, PREVIOUS_DAYS = 7, DAY_S = 86400 };
enum { INPUT_MAX_BYTES = 1 << 30 };

static const double early_share = 0.35, late_share = 0.65; /* thirds of moving time, model.md section 2 */
static const double stopped_window_min = 20;               /* decisions.md A4 */
static const double frozen_from_min = 5;                   /* running before a window that stands for it [J] */

/* Everything needed while building; lives on the stack of model_input_build. */
struct builder {
    struct model_input *m;
    const struct subject *s;
    const struct model_choice *choice;
    double *previous;          /* per subject run: numb on the noted run before, within 7 days */
    double trend_start_s, trend_step_s;
    size_t trend_columns;
};

bool run_counts(const struct subject_run *run, const struct model_choice *choice, bool *numb)
{
    *numb = run->felt == FELT_NUMB && (run->severity < 0 || run->severity >= choice->severity);
    return run->felt != FELT_NOT_RECORDED && !(choice->skip_late && run->late_note);
}

double factor_value(const struct subject_run *run, size_t factor)
{
    const struct factor_row *f = &factor_table[factor];
    assert(f->fact >= 0 && f->fact < FACT_COUNT);
    return (run->fact[f->fact] - f->center) / f->scale;
}

int model_input_column(const struct model_input *m, size_t factor)
{
    for (size_t k = 0; k < m->data.covariates; k++)
        if (m->column[k].kind == COLUMN_FACTOR && m->column[k].factor == (int)factor) return (int)k;
    return -1;
}

/* ------------------------------------------------------------- which runs */

static bool run_has_bins(const struct subject_run *run) { return run->bin_count > 0 && run->moving_min > 0; }

static enum tingle_status choose_runs(struct builder *b, struct tingle_error *err)
{
    struct model_input *m = b->m;
    size_t n = b->s->runs, first = 0, last = 0;
    bool numb;
    m->source = arena_array(&m->arena, n, sizeof *m->source);
    m->run = arena_array(&m->arena, n, sizeof *m->run);
    if (!m->source || !m->run) return error_no_memory(err, "the model");
    if (!subject_noting_period(b->s, &first, &last)) return TINGLE_OK;
    for (size_t i = first; i <= last; i++) {
        const struct subject_run *run = &b->s->run[i];
        bool counts = run_counts(run, b->choice, &numb);
        if (!run_has_bins(run) || (!counts && b->choice->omega >= 1)) continue;
        m->run[m->data.runs] = (struct onset_run){.bin_count = run->bin_count, .recovery_min = NAN};
        m->source[m->data.runs++] = i;
        m->unrecorded += !counts;
    }
    return TINGLE_OK;
}

/* --------------------------------------------------------------- columns */

static void add_column(struct builder *b, enum column_kind kind, int factor, double fill,
                       struct onset_effect prior, const char *name)
{
    struct model_input *m = b->m;
    size_t k = m->data.covariates;
    assert(k < ONSET_MAX_COVARIATES);
    m->column[k] = (struct model_column){kind, factor, fill, prior};
    ((const char **)m->data.names)[k] = name;
    m->data.covariates = k + 1;
}

/* Recorded values of a run-level factor among the model's noted runs. */
struct spread {
    size_t runs, recorded;
    double mean, lo, hi;
};

static struct spread factor_spread(const struct builder *b, size_t factor)
{
    struct spread s = {.lo = INFINITY, .hi = -INFINITY};
    for (size_t i = 0; i < b->m->data.runs; i++) {
        double x = factor_value(&b->s->run[b->m->source[i]], factor);
        s.runs++;
        if (isnan(x)) continue;
        s.recorded++;
        s.mean += x;
        s.lo = fmin(s.lo, x);
        s.hi = fmax(s.hi, x);
    }
    if (s.recorded) s.mean /= (double)s.recorded;
    return s;
}

static enum tingle_status add_factor(struct builder *b, size_t factor, struct tingle_error *err)
{
    const struct factor_row *f = &factor_table[factor];
    struct spread s;
    char *name;
    if (f->fact < 0) {
        add_column(b, COLUMN_FACTOR, (int)factor, 0, onset_prior_effect(f->column), f->column);
        return TINGLE_OK;
    }
    s = factor_spread(b, factor);
    if (s.recorded == 0 || s.hi - s.lo < 1e-9) return TINGLE_OK;
    add_column(b, COLUMN_FACTOR, (int)factor, s.mean, onset_prior_effect(f->column), f->column);
    if (s.recorded * 10 > s.runs * 9 || s.recorded * 10 < s.runs) return TINGLE_OK;
    size_t name_size = strlen(f->column) + sizeof "_missing";
    name = arena_alloc(&b->m->arena, name_size);
    if (!name) return error_no_memory(err, "the model");
    snprintf(name, name_size, "%s_missing", f->column);
    add_column(b, COLUMN_MISSING, (int)factor, 0, onset_prior_row("missing")->effect, name);
    return TINGLE_OK;
}

/* Linear by quarters: column q climbs from -1 to 0 over quarter q. All are 0 on the last day, so
 * that the level b0 is today's; together they may move it by the prior's sd (decisions.md B1). */
static void add_trend(struct builder *b)
{
    static const char *const names[TREND_MAX] = {"trend1", "trend2", "trend3", "trend4",
                                                 "trend5", "trend6", "trend7", "trend8"};
    const struct model_input *m = b->m;
    struct onset_effect prior = onset_prior_row("trend")->effect;
    double from, to, days;
    if (m->data.runs < 2) return;
    from = (double)b->s->run[m->source[0]].start_unix_s;
    to = (double)b->s->run[m->source[m->data.runs - 1]].start_unix_s;
    days = (to - from) / DAY_S;
    if (days < TREND_MIN_DAYS) return;
    b->trend_columns = (size_t)fmin(TREND_MAX, fmax(1, round(days / TREND_DAYS)));
    b->trend_start_s = from;
    b->trend_step_s = (to - from) / (double)b->trend_columns;
    prior.sd /= sqrt((double)b->trend_columns);
    for (size_t q = 0; q < b->trend_columns; q++) add_column(b, COLUMN_TREND, (int)q, 0, prior, names[q]);
}

static double trend_value(const struct builder *b, size_t quarter, int64_t start)
{
    double t = ((double)start - b->trend_start_s) / b->trend_step_s - (double)quarter;
    return fmin(1, fmax(0, t)) - 1;
}

static enum tingle_status find_previous(struct builder *b, struct tingle_error *err)
{
    int64_t noted_at = INT64_MIN;
    bool was_numb = false, numb;
    b->previous = arena_array(&b->m->arena, b->s->runs, sizeof *b->previous);
    if (!b->previous) return error_no_memory(err, "the model");
    for (size_t i = 0; i < b->s->runs; i++) {
        const struct subject_run *run = &b->s->run[i];
        bool recent = noted_at != INT64_MIN && run->start_unix_s - noted_at <= PREVIOUS_DAYS * DAY_S;
        b->previous[i] = recent && was_numb;
        if (!run_counts(run, b->choice, &numb)) continue;
        noted_at = run->start_unix_s;
        was_numb = numb;
    }
    return TINGLE_OK;
}

static bool previous_varies(const struct builder *b)
{
    for (size_t i = 1; i < b->m->data.runs; i++)
        if (b->previous[b->m->source[i]] != b->previous[b->m->source[0]]) return true;
    return false;
}

static enum tingle_status choose_columns(struct builder *b, struct tingle_error *err)
{
    struct model_input *m = b->m;
    enum tingle_status st = find_previous(b, err);
    m->column = arena_array(&m->arena, ONSET_MAX_COVARIATES, sizeof *m->column);
    m->data.names = arena_array(&m->arena, ONSET_MAX_COVARIATES, sizeof *m->data.names);
    if (!st && (!m->column || !m->data.names)) st = error_no_memory(err, "the model");
    for (size_t f = 0; !st && f < factor_count; f++) st = add_factor(b, f, err);
    if (st) return st;
    add_trend(b);
    if (previous_varies(b)) add_column(b, COLUMN_PREVIOUS, -1, 0, onset_prior_row("previous_numb")->effect, "previous_numb");
    return TINGLE_OK;
}

static double run_column(const struct builder *b, size_t k, size_t subject_run)
{
    const struct model_column *c = &b->m->column[k];
    const struct subject_run *run = &b->s->run[subject_run];
    double x;
    switch (c->kind) {
    case COLUMN_TREND: return trend_value(b, (size_t)c->factor, run->start_unix_s);
    case COLUMN_PREVIOUS: return b->previous[subject_run];
    default: break;
    }
    x = factor_value(run, (size_t)c->factor);
    if (c->kind == COLUMN_MISSING) return isnan(x);
    return isnan(x) ? c->fill : x;
}

/* ----------------------------------------------------------------- shoes */

static enum tingle_status choose_shoes(struct builder *b, struct tingle_error *err)
{
    struct model_input *m = b->m;
    size_t n = b->s->shoes + 1, *index = arena_array(&m->arena, n, sizeof *index);
    m->shoe = arena_array(&m->arena, n, sizeof *m->shoe);
    if (!index || !m->shoe) return error_no_memory(err, "the model");
    for (size_t i = 0; i < m->data.runs; i++) {
        int shoe = b->s->run[m->source[i]].shoe;
        size_t at = shoe < 0 ? n - 1 : (size_t)shoe;
        if (!index[at]) {
            if (m->data.shoes == ONSET_MAX_SHOES)
                return error_set(err, TINGLE_LIMIT, -1, "more than %d shoes: merge some of them", ONSET_MAX_SHOES);
            m->shoe[m->data.shoes++] = shoe < 0 ? SIZE_MAX : (size_t)shoe;
            index[at] = m->data.shoes;
        }
        m->run[i].shoe = index[at] - 1;
    }
    return TINGLE_OK;
}

/* -------------------------------------------------------- records, windows */

static double wall(const struct subject_run *run, double moving_min)
{
    return exposure_wall_of_moving(run->bin, run->bin_count, fmin(moving_min, run->moving_min));
}

/* The window (from, to] of moving minutes in which the numbness started; equal when exact. */
static void onset_window(const struct subject_run *run, double *from, double *to)
{
    double t = run->moving_min;
    *from = 0;
    *to = t;
    switch (run->onset) {
    case SAID_UNKNOWN: break;
    case SAID_MINUTE: *from = *to = fmin(run->from_min, t); break;
    case SAID_FROM_TO:
        *from = fmin(run->from_min, t);
        *to = fmin(run->to_min, t);
        break;
    case SAID_EARLY: *to = early_share * t; break;
    case SAID_MIDDLE:
        *from = early_share * t;
        *to = late_share * t;
        break;
    case SAID_LATE: *from = late_share * t; break;
    case SAID_STOPPED_BY_IT:
        if (isnan(run->from_min)) *from = fmax(0, t - stopped_window_min);
        else *from = *to = fmax(0, t - run->from_min);
        break;
    }
}

static void set_record(struct builder *b, struct onset_run *out, const struct subject_run *run)
{
    double from, to;
    bool numb;
    if (!run_counts(run, b->choice, &numb)) return;
    out->record = ONSET_NONE;
    if (!numb) return;
    out->recovery_min = run->relief_min > 0 ? run->relief_min : NAN;
    onset_window(run, &from, &to);
    out->record = from < to ? ONSET_WINDOW : ONSET_EXACT;
    out->a_min = from > 0 ? wall(run, from) : 0;
    out->b_min = wall(run, to);
    if (out->record == ONSET_WINDOW && out->a_min >= out->b_min) out->record = ONSET_EXACT;
    if (out->record == ONSET_EXACT && out->a_min <= 0) out->a_min = run->bin[0].length_min / 2;
    b->m->exact += out->record == ONSET_EXACT;
    b->m->windows += out->record == ONSET_WINDOW;
}

/* ------------------------------------------------------------------ bins */

/* Running as it was in the minutes before `at`; false when there was none. */
static bool running_before(const struct exposure_row *row, const struct subject_run *run, double at,
                           struct exposure_row *mean)
{
    double n = 0;
    *mean = (struct exposure_row){.relief = EXPOSURE_RELIEF_RUN, .hazard = 1};
    for (size_t j = 0; j < run->bin_count; j++) {
        const struct exposure_bin *bin = &run->bin[j];
        double w = bin->length_min;
        if (bin->mode != STRIDE_RUN || bin->start_min >= at || bin->start_min < at - frozen_from_min) continue;
        mean->load += w * row[j].load;
        mean->spd += w * row[j].spd;
        mean->cad += w * row[j].cad;
        mean->grd += w * row[j].grd;
        n += w;
    }
    if (n == 0) return false;
    mean->load /= n;
    mean->spd /= n;
    mean->cad /= n;
    mean->grd /= n;
    return true;
}

static bool in_symptom_break(const struct subject_run *run, double minute)
{
    for (size_t i = 0; i < run->symptom_breaks; i++)
        if (minute > run->symptom_break[i].start_min && minute < run->symptom_break[i].end_min) return true;
    return false;
}

/* decisions.md A4: what a runner does once the foot is numb must not look like its cause. */
static void freeze_window(struct exposure_row *row, const struct subject_run *run, const struct onset_run *record)
{
    struct exposure_row before;
    double from = record->a_min;
    if (record->record != ONSET_WINDOW) return;
    if (from <= 0) from = run->symptom_breaks ? run->symptom_break[0].start_min : INFINITY;
    if (!running_before(row, run, from, &before)) return;
    for (size_t j = 0; j < run->bin_count; j++) {
        const struct exposure_bin *bin = &run->bin[j];
        double mid = bin->start_min + bin->length_min / 2;
        bool frozen = bin->mode == STRIDE_RUN && record->a_min > 0;
        if (mid <= from || (!frozen && !in_symptom_break(run, mid))) continue;
        before.length_min = row[j].length_min;
        row[j] = before;
    }
}

struct bin_columns {
    double *length, *load, *relief, *hazard, *x;
    struct exposure_row *row; /* scratch of one run */
};

static enum tingle_status make_columns(struct builder *b, struct bin_columns *c, struct tingle_error *err)
{
    struct model_input *m = b->m;
    size_t longest = 0, n = 0;
    for (size_t i = 0; i < m->data.runs; i++) {
        m->run[i].first_bin = n;
        n += m->run[i].bin_count;
        longest = m->run[i].bin_count > longest ? m->run[i].bin_count : longest;
    }
    c->length = arena_array(&m->arena, n, sizeof *c->length);
    c->load = arena_array(&m->arena, n, sizeof *c->load);
    c->relief = arena_array(&m->arena, n, sizeof *c->relief);
    c->hazard = arena_array(&m->arena, n, sizeof *c->hazard);
    c->x = arena_array(&m->arena, n * m->data.covariates, sizeof *c->x);
    c->row = arena_array(&m->arena, longest, sizeof *c->row);
    if (!c->length || !c->load || !c->relief || !c->hazard || !c->x || !c->row)
        return error_no_memory(err, "the model");
    m->data.bins = (struct onset_bins){n, c->length, c->load, c->relief, c->hazard};
    m->data.x = c->x;
    return TINGLE_OK;
}

static double gait_column(const char *column, const struct exposure_row *row)
{
    return column[0] == 's' ? row->spd : column[0] == 'c' ? row->cad : row->grd;
}

static void fill_run(struct builder *b, struct bin_columns *c, size_t i)
{
    struct model_input *m = b->m;
    const struct subject_run *run = &b->s->run[m->source[i]];
    const struct stride_reference *ref = &b->s->reference[run->contact == CONTACT_MEASURED];
    size_t at = m->run[i].first_bin, n = m->data.bins.count;
    for (size_t j = 0; j < run->bin_count; j++) exposure_row(&c->row[j], &run->bin[j], ref, &b->s->cadence);
    set_record(b, &m->run[i], run);
    freeze_window(c->row, run, &m->run[i]);
    for (size_t j = 0; j < run->bin_count; j++) {
        c->length[at + j] = c->row[j].length_min;
        c->load[at + j] = c->row[j].load;
        c->relief[at + j] = c->row[j].relief;
        c->hazard[at + j] = c->row[j].hazard;
    }
    for (size_t k = 0; k < m->data.covariates; k++) {
        const struct model_column *column = &m->column[k];
        bool in_bins = column->kind == COLUMN_FACTOR && factor_table[column->factor].fact < 0;
        double value = in_bins ? 0 : run_column(b, k, m->source[i]);
        for (size_t j = 0; j < run->bin_count; j++)
            c->x[k * n + at + j] = in_bins ? gait_column(factor_table[column->factor].column, &c->row[j]) : value;
    }
}

static enum tingle_status set_prior(struct builder *b, struct tingle_error *err)
{
    struct model_input *m = b->m;
    struct onset_effect *effect = arena_array(&m->arena, m->data.covariates, sizeof *effect);
    if (!effect) return error_no_memory(err, "the model");
    for (size_t k = 0; k < m->data.covariates; k++) effect[k] = m->column[k].prior;
    onset_prior_default(&m->prior, effect, m->data.covariates);
    return TINGLE_OK;
}

static enum tingle_status build(struct builder *b, struct tingle_error *err)
{
    struct bin_columns columns = {0};
    struct model_input *m = b->m;
    enum tingle_status st = choose_runs(b, err);
    if (!st) st = choose_columns(b, err);
    if (!st) st = choose_shoes(b, err);
    if (!st) st = make_columns(b, &columns, err);
    if (!st) st = set_prior(b, err);
    if (st) return st;
    for (size_t i = 0; i < m->data.runs; i++) fill_run(b, &columns, i);
    m->data.run = m->run;
    m->data.omega = b->choice->omega;
    return TINGLE_OK;
}

enum tingle_status model_input_build(struct model_input **out, const struct subject *s,
                                     const struct model_choice *choice, struct tingle_error *err)
{
    struct model_input *m = alloc_array(1, sizeof *m);
    struct builder b = {.m = m, .s = s, .choice = choice};
    enum tingle_status st;
    *out = NULL;
    if (!m) return error_no_memory(err, "the model");
    arena_init(&m->arena, INPUT_MAX_BYTES);
    st = build(&b, err);
    if (st) model_input_free(m);
    else *out = m;
    return st;
}

void model_input_free(struct model_input *m)
{
    if (!m) return;
    arena_release(&m->arena);
    free(m);
}
