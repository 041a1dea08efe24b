/* Building the rows and terms of onset_design.h. */
#include "onset/onset_design.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Minutes by which an onset may lie past the end of a run: rounding of written files. */
static const double end_slack_min = 0.01;
static const double recovery_floor_min = 0.25;

struct builder {
    const struct onset_data *data;
    struct onset_design *design;
    struct arena *arena;
    bool *used;      /* runs: in the likelihood */
    bool *is_constant; /* covariates */
};

/* ------------------------------------------------------------- checks */

static enum tingle_status bad_value(struct tingle_error *err, size_t run, size_t bin, const char *column,
                                    double value, const char *expected)
{
    return error_set(err, TINGLE_BAD_DATA, (int64_t)run, "run %zu, bin %zu: %s is %g, expected %s", run,
                     bin, column, value, expected);
}

enum tingle_status design_check_bins(const struct onset_bins *bins, size_t from, size_t count,
                                     const double *x, size_t ld, size_t covariates,
                                     const char *const *names, size_t run, struct tingle_error *err)
{
    const double *const column[] = {bins->load, bins->relief, bins->hazard};
    static const char *const name[] = {"load", "relief", "hazard"};
    for (size_t j = from; j < from + count; j++) {
        if (!(isfinite(bins->length_min[j]) && bins->length_min[j] > 0.0))
            return bad_value(err, run, j - from, "length_min", bins->length_min[j], "minutes above 0");
        for (size_t c = 0; c < 3; c++)
            if (!(isfinite(column[c][j]) && column[c][j] >= 0.0))
                return bad_value(err, run, j - from, name[c], column[c][j], "a number of 0 or more");
        for (size_t k = 0; k < covariates; k++)
            if (!isfinite(x[j + k * ld]))
                return bad_value(err, run, j - from, names ? names[k] : "a covariate", x[j + k * ld], "a finite number");
    }
    return TINGLE_OK;
}

static enum tingle_status bad_run(struct tingle_error *err, size_t run, const char *what)
{
    return error_set(err, TINGLE_BAD_DATA, (int64_t)run, "run %zu: %s", run, what);
}

static bool window_is_good(const struct onset_run *run, double length_min)
{
    return run->a_min >= 0.0 && run->a_min < length_min && isfinite(run->b_min) && run->b_min > run->a_min &&
           run->b_min > run->entry_min;
}

static enum tingle_status check_times(const struct onset_run *run, double length_min, size_t i,
                                      struct tingle_error *err)
{
    const double last = length_min + end_slack_min;
    if (!(run->entry_min >= 0.0 && run->entry_min < length_min))
        return bad_run(err, i, "entry_min must lie in the run");
    if (run->record == ONSET_EXACT && !(run->a_min >= run->entry_min && run->a_min <= last))
        return bad_run(err, i, "a_min of an exact onset must lie in the run, after entry_min");
    if (run->record == ONSET_WINDOW && !window_is_good(run, length_min))
        return bad_run(err, i, "the window (a_min, b_min] must have width and start in the run");
    if (!isnan(run->recovery_min) && !(isfinite(run->recovery_min) && run->recovery_min >= 0.0))
        return bad_run(err, i, "recovery_min must be minutes of 0 or more, or NaN when not known");
    return TINGLE_OK;
}

static enum tingle_status check_run(const struct onset_data *data, size_t i, struct tingle_error *err)
{
    const struct onset_run *run = &data->run[i];
    enum tingle_status st;
    double length_min = 0.0, moving = 0.0;
    if (run->bin_count == 0 || run->first_bin > data->bins.count || run->bin_count > data->bins.count - run->first_bin)
        return bad_run(err, i, "its bins lie outside the columns");
    if (data->shoes && run->shoe >= data->shoes) return bad_run(err, i, "no such shoe");
    if ((unsigned)run->record > ONSET_WINDOW) return bad_run(err, i, "no such record");
    st = design_check_bins(&data->bins, run->first_bin, run->bin_count, data->x, data->bins.count,
                           data->covariates, data->names, i, err);
    if (st) return st;
    for (size_t j = run->first_bin; j < run->first_bin + run->bin_count; j++) {
        length_min += data->bins.length_min[j];
        moving += data->bins.hazard[j];
    }
    if (moving == 0.0) return bad_run(err, i, "it has no moving time; leave it out");
    return check_times(run, length_min, i, err);
}

static enum tingle_status check_data(const struct onset_data *data, struct tingle_error *err)
{
    if (data->covariates > ONSET_MAX_COVARIATES || data->shoes > ONSET_MAX_SHOES)
        return error_set(err, TINGLE_LIMIT, -1, "%zu covariates and %zu shoes: at most %d and %d", data->covariates,
                         data->shoes, ONSET_MAX_COVARIATES, ONSET_MAX_SHOES);
    if (!(data->omega >= 0.0 && data->omega <= 1.0))
        return error_set(err, TINGLE_BAD_DATA, -1, "omega is %g, expected 0 to 1", data->omega);
    for (size_t i = 0; i < data->runs; i++) {
        enum tingle_status st = check_run(data, i, err);
        if (st) return st;
    }
    return TINGLE_OK;
}

/* -------------------------------------------------------------- rows */

/* Minutes of the bin (from, to] that lie in (a, b]. */
static double overlap(double from, double to, double a, double b)
{
    const double width = fmin(to, b) - fmax(from, a);
    return width > 0.0 ? width : 0.0;
}

/* Appends one term over (a, b] of a run, if any moving time lies in it. */
static bool add_term(struct builder *build, const struct onset_run *run, enum term_kind kind, double a, double b)
{
    struct onset_design *design = build->design;
    const struct onset_bins *bins = &build->data->bins;
    struct onset_term *term = &design->term[design->terms];
    double start = 0.0;
    *term = (struct onset_term){.kind = kind, .first_row = design->rows};
    for (size_t j = run->first_bin; j < run->first_bin + run->bin_count && start < b; j++) {
        const double end = start + bins->length_min[j];
        const double again = build->data->squared_multiplier ? bins->hazard[j] : 1.0;
        const double exposure = bins->hazard[j] * again * overlap(start, end, a, b);
        if (exposure > 0.0) {
            design->exposure[design->rows] = exposure;
            design->bin[design->rows++] = j;
        }
        start = end;
    }
    term->rows = design->rows - term->first_row;
    if (term->rows == 0) return false;
    if (term->rows > design->longest_term) design->longest_term = term->rows;
    design->terms++;
    return true;
}

/* The bin of an exact onset: the one that holds it, an edge belonging to the earlier bin; from a
 * standing bin back to the last moving one (docs/model.md section 2), or else on to the first. */
static size_t bin_of_event(const struct builder *build, const struct onset_run *run)
{
    const struct onset_bins *bins = &build->data->bins;
    const size_t last = run->first_bin + run->bin_count - 1;
    size_t j = run->first_bin;
    double end = bins->length_min[j];
    while (j < last && end < run->a_min) end += bins->length_min[++j];
    while (j > run->first_bin && bins->hazard[j] == 0.0) j--;
    while (j < last && bins->hazard[j] == 0.0) j++;
    assert(bins->hazard[j] > 0.0);
    return j;
}

/* A window without moving time is widened back to the last moving bin, or else on to the next
 * (decisions.md A5). The at-risk time before it ends where it starts. */
static void add_window(struct builder *build, const struct onset_run *run)
{
    const struct onset_bins *bins = &build->data->bins;
    double a = fmax(run->a_min, run->entry_min), start = 0.0, widened = a, moving = 0.0;
    for (size_t j = run->first_bin; j < run->first_bin + run->bin_count; j++) {
        const double end = start + bins->length_min[j];
        moving += bins->hazard[j] * overlap(start, end, a, run->b_min);
        if (bins->hazard[j] > 0.0 && start < a && end > run->entry_min) widened = fmax(start, run->entry_min);
        start = end;
    }
    if (moving == 0.0) a = widened;
    if (a > run->entry_min) (void)add_term(build, run, TERM_SURVIVED, run->entry_min, a);
    if (!add_term(build, run, TERM_WINDOW, a, run->b_min)) (void)add_term(build, run, TERM_WINDOW, a, INFINITY);
}

static void add_run(struct builder *build, const struct onset_run *run)
{
    struct onset_design *design = build->design;
    switch (run->record) {
    case ONSET_NOT_RECORDED:
        (void)add_term(build, run, design->omega > 0.0 ? TERM_UNRECORDED : TERM_SURVIVED, run->entry_min, INFINITY);
        break;
    case ONSET_NONE:
        (void)add_term(build, run, TERM_SURVIVED, run->entry_min, INFINITY);
        break;
    case ONSET_EXACT:
        (void)add_term(build, run, TERM_SURVIVED, run->entry_min, run->a_min);
        design->event_bin[design->exact++] = bin_of_event(build, run);
        design->events++;
        break;
    case ONSET_WINDOW:
        add_window(build, run);
        design->events++;
        break;
    }
    if (run->record != ONSET_NOT_RECORDED && !isnan(run->recovery_min))
        design->log_recovery[design->recoveries++] = log(fmax(run->recovery_min, recovery_floor_min));
}

/* ----------------------------------------------------------- columns */

/* Whether column k keeps one value over the rows of each run. */
static bool column_is_constant(const struct builder *build, size_t k)
{
    const struct onset_data *data = build->data;
    const double *x = data->x + k * data->bins.count;
    for (size_t i = 0; i < data->runs; i++) {
        const struct onset_run *run = &data->run[i];
        const double *first = NULL;
        if (!build->used[i]) continue;
        for (size_t j = run->first_bin; j < run->first_bin + run->bin_count; j++) {
            if (data->bins.hazard[j] == 0.0) continue;
            if (!first) first = &x[j];
            if (x[j] != *first) return false;
        }
    }
    return true;
}

/* The constant columns of a run: 1, covariates, one-hot shoe. */
static void fill_constants(const struct builder *build, const struct onset_run *run, double *constant)
{
    const struct onset_data *data = build->data;
    size_t at = 0, j = run->first_bin;
    while (data->bins.hazard[j] == 0.0) j++;
    constant[at++] = 1.0;
    for (size_t k = 0; k < data->covariates; k++)
        if (build->is_constant[k]) constant[at++] = data->x[j + k * data->bins.count];
    for (size_t s = 0; s < data->shoes; s++) constant[at++] = run->shoe == s ? 1.0 : 0.0;
    assert(at == build->design->constants);
}

static void order_parameters(struct builder *build)
{
    struct onset_design *design = build->design;
    size_t at = 0;
    design->parameter[at++] = 0;
    for (size_t k = 0; k < design->covariates; k++)
        if (build->is_constant[k]) design->parameter[at++] = 2 + k;
    for (size_t s = 0; s < design->shoes; s++) design->parameter[at++] = 2 + design->covariates + s;
    design->constants = at;
    design->parameter[at++] = 1;
    for (size_t k = 0; k < design->covariates; k++)
        if (!build->is_constant[k]) design->parameter[at++] = 2 + k;
    design->varying = at - design->constants;
    assert(at == design->d);
}

/* Sum over the exact events of their columns, z excepted. */
static void sum_events(struct builder *build, const size_t *event_shoe)
{
    struct onset_design *design = build->design;
    const struct onset_data *data = build->data;
    for (size_t p = 0; p < design->d; p++) {
        const size_t q = design->parameter[p];
        double sum = 0.0;
        for (size_t e = 0; e < design->exact; e++) {
            if (q == 0) sum += 1.0;
            else if (q >= 2 && q < 2 + design->covariates) sum += data->x[design->event_bin[e] + (q - 2) * data->bins.count];
            else if (q >= 2) sum += event_shoe[e] == q - 2 - design->covariates ? 1.0 : 0.0;
        }
        design->event_sum[p] = sum;
    }
    for (size_t e = 0; e < design->exact; e++) design->event_log_m += log(data->bins.hazard[design->event_bin[e]]);
}

static bool fill_columns(struct builder *build)
{
    struct onset_design *design = build->design;
    const struct onset_data *data = build->data;
    for (size_t a = 1; a < design->varying; a++) {
        const double *x = data->x + (design->parameter[design->constants + a] - 2) * data->bins.count;
        double *column = arena_array(build->arena, design->rows, sizeof *column);
        if (!column) return false;
        for (size_t r = 0; r < design->rows; r++) column[r] = x[design->bin[r]];
        design->column[a] = column;
    }
    return true;
}

/* z of all bins of the used runs, gathered into rows and events, for every tau. */
static bool fill_z(struct builder *build, const struct onset_load_rule *rule, const double *tau_min)
{
    struct onset_design *design = build->design;
    const struct onset_data *data = build->data;
    double *z = arena_array(build->arena, data->bins.count, sizeof *z);
    if (!z) return false;
    for (size_t t = 0; t < design->taus; t++) {
        double *column = design->z + t * design->rows;
        for (size_t i = 0; i < data->runs; i++) {
            const struct onset_run *run = &data->run[i];
            const size_t at = run->first_bin;
            const struct onset_bins part = {run->bin_count, data->bins.length_min + at, data->bins.load + at,
                                            data->bins.relief + at, data->bins.hazard + at};
            if (build->used[i]) onset_load_z(z + at, &part, tau_min[t], rule);
        }
        for (size_t r = 0; r < design->rows; r++) column[r] = z[design->bin[r]];
        design->event_z[t] = 0.0;
        for (size_t e = 0; e < design->exact; e++) design->event_z[t] += z[design->event_bin[e]];
    }
    return true;
}

/* ------------------------------------------------------------- whole */

/* Rows can be at most the used bins plus one more for the bin that a record cuts in two. */
static bool allocate(struct builder *build, size_t taus)
{
    struct onset_design *design = build->design;
    struct arena *arena = build->arena;
    const struct onset_data *data = build->data;
    size_t rows = 0;
    for (size_t i = 0; i < data->runs; i++)
        if (build->used[i]) rows += data->run[i].bin_count + 1;
    design->exposure = arena_array(arena, rows, sizeof *design->exposure);
    design->bin = arena_array(arena, rows, sizeof *design->bin);
    design->term = arena_array(arena, 2 * data->runs + 1, sizeof *design->term);
    design->event_bin = arena_array(arena, data->runs, sizeof *design->event_bin);
    design->log_recovery = arena_array(arena, data->runs, sizeof *design->log_recovery);
    design->parameter = arena_array(arena, design->d, sizeof *design->parameter);
    design->event_sum = arena_array(arena, design->d, sizeof *design->event_sum);
    design->column = arena_array(arena, design->d, sizeof *design->column);
    design->z = arena_array(arena, taus, rows * sizeof *design->z);
    design->event_z = arena_array(arena, taus, sizeof *design->event_z);
    return design->exposure && design->bin && design->term && design->event_bin && design->log_recovery &&
           design->parameter && design->event_sum && design->column && design->z && design->event_z;
}

static bool add_runs(struct builder *build)
{
    struct onset_design *design = build->design;
    const struct onset_data *data = build->data;
    size_t *event_shoe = arena_array(build->arena, data->runs, sizeof *event_shoe);
    if (!event_shoe) return false;
    for (size_t i = 0; i < data->runs; i++) {
        const size_t terms_before = design->terms, exact_before = design->exact;
        double *constant;
        if (!build->used[i]) continue;
        add_run(build, &data->run[i]);
        constant = arena_array(build->arena, design->constants, sizeof *constant);
        if (!constant) return false;
        fill_constants(build, &data->run[i], constant);
        for (size_t t = terms_before; t < design->terms; t++) design->term[t].constant = constant;
        if (design->exact > exact_before) event_shoe[exact_before] = data->run[i].shoe;
        design->runs_used++;
    }
    sum_events(build, event_shoe);
    return true;
}

enum tingle_status design_build(struct onset_design **out, struct arena *arena,
                                const struct onset_data *data, const struct onset_load_rule *rule,
                                const double *tau_min, size_t taus, struct tingle_error *err)
{
    struct builder build = {.data = data, .arena = arena};
    enum tingle_status st = check_data(data, err);
    if (st) return st;
    build.design = arena_alloc(arena, sizeof *build.design);
    build.used = arena_array(arena, data->runs, sizeof *build.used);
    build.is_constant = arena_array(arena, data->covariates, sizeof *build.is_constant);
    if (!build.design || !build.used || !build.is_constant) return error_no_memory(err, "the model's rows");
    build.design->covariates = data->covariates;
    build.design->shoes = data->shoes;
    build.design->d = 2 + data->covariates + data->shoes;
    build.design->omega = data->omega;
    build.design->taus = taus;
    for (size_t i = 0; i < data->runs; i++)
        build.used[i] = data->run[i].record != ONSET_NOT_RECORDED || data->omega < 1.0;
    if (!allocate(&build, taus)) return error_no_memory(err, "the model's rows");
    for (size_t k = 0; k < data->covariates; k++) build.is_constant[k] = column_is_constant(&build, k);
    order_parameters(&build);
    if (!add_runs(&build) || !fill_columns(&build) || !fill_z(&build, rule, tau_min))
        return error_no_memory(err, "the model's rows");
    design_choose_tau(build.design, 0);
    *out = build.design;
    return TINGLE_OK;
}

void design_choose_tau(struct onset_design *design, size_t which)
{
    assert(which < design->taus);
    design->column[0] = design->z + which * design->rows;
    design->event_sum[design->constants] = design->event_z[which];
}
