/* The usual long run and its changes. */
#include "advice/named_run.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/values.h"

enum { USUAL_DAYS = 365, RECENT_RUNS = 20, DAY_S = 86400, LONG_RUNS_NEEDED = 3 };

static const double long_share = 0.8;        /* percentile of moving time, decisions.md B6 */
static const double default_run_min = 60;
static const double bin_min = 0.5;
static const double walk_speed_mps = 1.6;    /* model.md section 6 */
static const double break_overhead_min = 1.0 / 6;

static bool counts_as_usual(const struct subject *s, const struct subject_run *run)
{
    return run->moving_min > 0 &&
           run->start_unix_s >= s->run[s->runs - 1].start_unix_s - (int64_t)USUAL_DAYS * DAY_S;
}

double usual_long_run_min(const struct subject *s, struct tingle_error *err)
{
    double *minutes = alloc_array(s->runs, sizeof *minutes), usual = default_run_min;
    size_t n = 0;
    if (!minutes) {
        error_no_memory(err, "the usual run");
        return NAN;
    }
    for (size_t i = subject_usual_since(s); i < s->runs; i++)
        if (counts_as_usual(s, &s->run[i])) minutes[n++] = s->run[i].moving_min;
    values_sort(minutes, n);
    if (n) usual = round(values_quantile(minutes, n, long_share));
    free(minutes);
    return fmax(1, usual);
}

/* Means of load, pace and cadence over the running bins of one run. */
struct gait_mean {
    double min, load, spd, cad, speed;
};

static void add_run(struct gait_mean *g, const struct subject *s, const struct subject_run *run)
{
    for (size_t j = 0; j < run->bin_count; j++) {
        struct exposure_row row;
        const struct exposure_bin *bin = &run->bin[j];
        double w = bin->length_min;
        if (bin->mode != STRIDE_RUN || isnan(bin->speed_mps)) continue;
        exposure_row(&row, bin, &s->reference[run->contact == CONTACT_MEASURED], &s->cadence);
        g->min += w;
        g->load += w * row.load;
        g->spd += w * row.spd;
        g->cad += w * row.cad;
        g->speed += w * bin->speed_mps;
    }
}

static void choose_gait(struct named_run *run, const struct subject *s)
{
    struct gait_mean g = {0};
    for (double share = long_share; share >= 0; share -= long_share) {
        size_t n = 0;
        g = (struct gait_mean){0};
        for (size_t i = subject_usual_since(s); i < s->runs; i++) {
            if (!counts_as_usual(s, &s->run[i]) || s->run[i].moving_min < share * run->minutes) continue;
            add_run(&g, s, &s->run[i]);
            n++;
        }
        if (n >= LONG_RUNS_NEEDED && g.min > 0) break;
    }
    run->load = g.min > 0 ? g.load / g.min : 1;
    run->spd = g.min > 0 ? g.spd / g.min : 0;
    run->cad = g.min > 0 ? g.cad / g.min : 0;
    run->speed_mps = g.min > 0 ? g.speed / g.min : s->reference[1].speed0_mps;
}

/* The latest noted runs of the model, newest first: what the runner usually does. */
static size_t recent_runs(const struct model_input *m, const struct subject *s, size_t found[RECENT_RUNS])
{
    size_t n = 0;
    for (size_t i = m->data.runs; i > 0 && n < RECENT_RUNS; i--)
        if (s->run[m->source[i - 1]].felt != FELT_NOT_RECORDED) found[n++] = i - 1;
    return n;
}

static size_t most_worn(const struct model_input *m, const size_t *recent, size_t n)
{
    size_t count[ONSET_MAX_SHOES] = {0}, best = 0;
    for (size_t i = 0; i < n; i++) count[m->run[recent[i]].shoe]++;
    for (size_t s = 1; s < m->data.shoes; s++)
        if (count[s] > count[best]) best = s;
    return best;
}

/* The usual x of a run-level column: a mean, but one of 0 and 1 where that is the choice. */
static double usual_value(const struct model_input *m, const struct subject *s, size_t k,
                          const size_t *recent, size_t n)
{
    const struct model_column *c = &m->column[k];
    double sum = 0, known = 0;
    if (c->kind == COLUMN_TREND || c->kind == COLUMN_MISSING) return 0;
    for (size_t i = 0; i < n; i++) {
        double x = c->kind == COLUMN_PREVIOUS
                       ? m->data.x[k * m->data.bins.count + m->run[recent[i]].first_bin]
                       : factor_value(&s->run[m->source[recent[i]]], (size_t)c->factor);
        if (isnan(x)) continue;
        sum += x;
        known++;
    }
    if (known == 0) return c->fill;
    if (c->kind == COLUMN_FACTOR && factor_table[c->factor].kind == FACTOR_TOGGLE) return sum / known >= 0.5;
    return sum / known;
}

enum tingle_status named_run_choose(struct named_run *run, const struct subject *s,
                                    const struct model_input *m, double minutes, struct tingle_error *err)
{
    size_t recent[RECENT_RUNS], n = recent_runs(m, s, recent);
    *run = (struct named_run){.minutes = minutes, .usual = minutes <= 0};
    if (run->usual) run->minutes = usual_long_run_min(s, err);
    if (isnan(run->minutes)) return TINGLE_NO_MEMORY;
    choose_gait(run, s);
    run->shoe = m->data.shoes ? most_worn(m, recent, n) : 0;
    run->bins = (size_t)fmax(1, ceil(run->minutes / bin_min));
    for (size_t k = 0; k < m->data.covariates; k++) {
        const struct model_column *c = &m->column[k];
        bool in_bins = c->kind == COLUMN_FACTOR && factor_table[c->factor].fact < 0;
        if (in_bins) {
            char gait = factor_table[c->factor].column[0];
            run->x[k] = gait == 's' ? run->spd : gait == 'c' ? run->cad : 0;
        } else {
            run->x[k] = usual_value(m, s, k, recent, n);
        }
    }
    return TINGLE_OK;
}

double load_ratio_of_speed(double v, double v0)
{
    double cadence = (150 + 6 * (v - 2)) / (150 + 6 * (v0 - 2)); /* evidence.md 5.4 */
    double force = (0.95 + 0.15 * v) / (0.95 + 0.15 * v0);
    return cadence * force * force;
}

double walks_minutes_lost(const struct walk_break *walk, size_t walks, double speed_mps)
{
    double lost = 0, share = 1 - fmin(1, walk_speed_mps / speed_mps);
    for (size_t i = 0; i < walks; i++) lost += break_overhead_min + walk[i].length_min * share;
    return lost;
}

static bool walking_at(const struct run_change *change, double minute)
{
    for (size_t i = 0; i < change->walks; i++)
        if (minute > change->walk[i].at_min && minute < change->walk[i].at_min + change->walk[i].length_min) return true;
    return false;
}

enum tingle_status named_run_scenario(struct onset_scenario *out, const struct named_run *run,
                                      const struct model_input *m, const struct run_change *change,
                                      struct arena *arena, struct tingle_error *err)
{
    double lost = walks_minutes_lost(change->walk, change->walks, run->speed_mps);
    size_t n = run->bins + (size_t)round(lost / bin_min);
    double *c[4], *x = arena_array(arena, n * m->data.covariates, sizeof *x);
    double load = run->load * (change->load_ratio > 0 ? change->load_ratio : 1);
    for (int i = 0; i < 4; i++) {
        c[i] = arena_array(arena, n, sizeof **c);
        if (!c[i] || !x) return error_no_memory(err, "the named run");
    }
    for (size_t j = 0; j < n; j++) {
        bool walks = walking_at(change, ((double)j + 0.5) * bin_min);
        c[0][j] = bin_min;
        c[1][j] = walks ? EXPOSURE_WALK_LOAD : load;
        c[2][j] = walks ? EXPOSURE_RELIEF_WALK : EXPOSURE_RELIEF_RUN;
        c[3][j] = walks ? EXPOSURE_WALK_HAZARD : 1;
        for (size_t k = 0; k < m->data.covariates; k++) {
            const struct model_column *column = &m->column[k];
            bool gait = column->kind == COLUMN_FACTOR && factor_table[column->factor].fact < 0;
            x[k * n + j] = gait && walks ? 0 : (int)k == change->column ? change->to : run->x[k];
        }
    }
    c[0][n - 1] += run->minutes - bin_min * (double)run->bins;
    assert(c[0][n - 1] > 0);
    *out = (struct onset_scenario){.bins = {n, c[0], c[1], c[2], c[3]}, .x = x,
                                   .shoe = change->shoe == SIZE_MAX ? run->shoe : change->shoe};
    return TINGLE_OK;
}
