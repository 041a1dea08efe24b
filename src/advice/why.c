/* The answer: counts, gate, curve, factors, and what all of it rests on. */
#include "advice/why.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advice/named_run.h"
#include "advice/why_factors.h"
#include "base/utc.h"

enum { WHY_MAX_BYTES = 1 << 30, CHECK_RUNS = 20, CHECK_NUMB_NEEDED = 50 };

/* The public struct first: a pointer to it is a pointer to the whole. */
struct why {
    struct tingle_why shown;
    struct arena arena;
    char gate_text[GATE_TEXT], doctor_text[GATE_TEXT];
};

static const double curve_minutes[] = {30, 45, 60, 90};
static const double curve_gap_min = 3; /* a named minute nearer to the end of the run is left to the end */
enum { CURVE_MAX = 5 };

enum tingle_stage stage_of(size_t numb_runs)
{
    return numb_runs < 6 ? TINGLE_DAY_ONE : numb_runs < 12 ? TINGLE_CANDIDATES
                                        : numb_runs < 25   ? TINGLE_RANKING
                                                           : TINGLE_ADVICE;
}

/* ---------------------------------------------------------------- counts */

static struct tingle_onset_mark mark_of(const struct subject_run *run)
{
    double t = run->moving_min;
    switch (run->onset) {
    case SAID_MINUTE: return (struct tingle_onset_mark){run->from_min, run->from_min};
    case SAID_FROM_TO: return (struct tingle_onset_mark){run->from_min, run->to_min};
    case SAID_EARLY: return (struct tingle_onset_mark){0, 0.35 * t};
    case SAID_MIDDLE: return (struct tingle_onset_mark){0.35 * t, 0.65 * t};
    case SAID_LATE: return (struct tingle_onset_mark){0.65 * t, t};
    case SAID_STOPPED_BY_IT:
        if (!isnan(run->from_min)) return (struct tingle_onset_mark){fmax(0, t - run->from_min), fmax(0, t - run->from_min)};
        return (struct tingle_onset_mark){fmax(0, t - 20), t};
    case SAID_UNKNOWN: break;
    }
    return (struct tingle_onset_mark){NAN, NAN};
}

static void count_run(struct tingle_why *w, const struct subject_run *run, struct tingle_onset_mark *onset)
{
    const struct model_choice choice = {.severity = w->severity};
    bool numb;
    w->basis.contact_measured += run->contact == CONTACT_MEASURED;
    w->basis.contact_estimated += run->contact == CONTACT_ESTIMATED;
    w->basis.contact_none += run->contact == CONTACT_NONE;
    if (run->felt == FELT_NOT_RECORDED) return;
    if (!w->noted++) utc_day_text(w->since, run->start_unix_s);
    w->basis.late_notes += run->late_note;
    run_counts(run, &choice, &numb);
    if (!numb) return;
    w->without_severity += run->severity < 0;
    onset[w->numb++] = mark_of(run);
    w->numb_both += run->left && run->right;
    w->numb_left += run->left && !run->right;
    w->numb_right += run->right && !run->left;
}

static enum tingle_status count_runs(struct why *why, const struct subject *s, int severity, struct tingle_error *err)
{
    struct tingle_why *w = &why->shown;
    struct tingle_onset_mark *onset = arena_array(&why->arena, s->runs, sizeof *onset);
    const char *where = s->where ? s->where : "";
    w->where = arena_text(&why->arena, where, strlen(where));
    if (!onset || !w->where) return error_no_memory(err, "the answer");
    w->runs = s->runs;
    w->severity = severity;
    for (size_t i = 0; i < s->runs; i++) count_run(w, &s->run[i], onset);
    w->onset = onset;
    w->onsets = w->numb;
    w->simulated = s->simulated;
    w->stage = stage_of(w->numb);
    w->day_one_text = "";
    w->next = "";
    w->basis.omega = s->omega;
    w->basis.temperature_source = s->temperature_source ? s->temperature_source : "none";
    w->basis.risk_if_always = w->basis.risk_if_hardly = w->basis.risk_without_late = NAN;
    w->numb_free_min = w->khat = w->ess = w->p_none_helps = NAN;
    w->risk = (struct tingle_interval){NAN, NAN, NAN};
    return TINGLE_OK;
}

/* ----------------------------------------------------------------- curve */

/* The named minutes that lie on the run, and its end. */
static size_t curve_points(double minutes, double at[CURVE_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof curve_minutes / sizeof *curve_minutes; i++)
        if (curve_minutes[i] <= minutes - curve_gap_min) at[n++] = curve_minutes[i];
    at[n++] = minutes;
    return n;
}

static enum tingle_status draw_curve(struct why *why, const struct why_work *work, double *risk,
                                     struct tingle_error *err)
{
    const struct onset_posterior *post = work->post;
    struct tingle_why *w = &why->shown;
    double at[CURVE_MAX], *by = arena_array(&why->arena, post->draws * CURVE_MAX, sizeof *by);
    double *free_min = arena_array(&why->arena, post->draws, sizeof *free_min);
    struct tingle_curve_point *curve = arena_array(&why->arena, CURVE_MAX, sizeof *curve);
    enum tingle_status st;
    if (!by || !free_min || !curve) return error_no_memory(err, "the answer");
    w->curve_points = curve_points(work->run->minutes, at);
    st = onset_predict(risk, free_min, by, post, &work->base, NULL, at, w->curve_points, err);
    if (st) return st;
    for (size_t i = 0; i < w->curve_points; i++)
        curve[i] = (struct tingle_curve_point){at[i], interval_of(post, by + post->draws * i)};
    w->curve = curve;
    w->risk = interval_of(post, risk);
    w->numb_free_min = onset_summarise(post, free_min).mean;
    return TINGLE_OK;
}

/* ----------------------------------------------------------------- basis */

static enum tingle_status describe_columns(struct why *why, const struct why_work *work, struct tingle_error *err)
{
    const struct onset_posterior *p = work->post;
    struct tingle_why_basis *b = &why->shown.basis;
    double *number = arena_array(&why->arena, 4 * p->d, sizeof *number);
    const char **name = arena_array(&why->arena, p->d, sizeof *name);
    if (!number || !name) return error_no_memory(err, "the answer");
    for (size_t i = 0; i < p->d; i++) {
        const struct onset_prior *prior = &work->input->prior;
        struct onset_effect e = i == 0 ? prior->b0 : i == 1 ? prior->g
                                : i < 2 + p->covariates     ? prior->effect[i - 2]
                                                            : (struct onset_effect){0};
        name[i] = arena_text(&why->arena, p->names[i], strlen(p->names[i]));
        if (!name[i]) return error_no_memory(err, "the answer");
        number[i] = p->mean[i];
        number[i + p->d] = sqrt(p->cov[i + p->d * i]);
        number[i + 2 * p->d] = e.mean;
        number[i + 3 * p->d] = p->prior_sd[i];
    }
    b->column = name;
    b->columns = p->d;
    b->column_mean = number;
    b->column_sd = number + p->d;
    b->column_prior_mean = number + 2 * p->d;
    b->column_prior_sd = number + 3 * p->d;
    return TINGLE_OK;
}

static void describe_fit(struct tingle_why *w, const struct why_work *work)
{
    const struct onset_posterior *p = work->post;
    const struct subject *s = work->subject;
    const struct stride_reference *ref = &s->reference[w->basis.contact_measured > w->basis.contact_estimated];
    struct tingle_why_basis *b = &w->basis;
    b->runs_used = p->runs_used;
    b->bins = work->input->data.bins.count;
    b->exact = work->input->exact;
    b->windows = work->input->windows;
    b->unrecorded = work->input->unrecorded;
    b->reference_minutes = ref->level_s / 60;
    b->reference_speed_mps = ref->speed0_mps;
    b->reference_cadence_spm = ref->f0_hz * 60;
    b->reference_peak_bw = ref->peak0_bw;
    b->log_tau_mean = p->log_tau_mean;
    b->log_tau_sd = p->log_tau_sd;
    b->log_tau_prior_sd = p->log_tau_prior_sd;
    b->log_z = p->log_z;
    w->khat = p->khat;
    w->ess = p->ess;
    w->reliable = p->outcome <= ONSET_WEIGHTED;
}

/* Mean risk of the same named run under another choice of what counts. NaN where it cannot be had. */
static double risk_under(const struct subject *s, const struct model_choice *choice, double minutes)
{
    struct model_input *m = NULL;
    struct onset_posterior *post = NULL;
    struct onset_scenario scenario;
    struct named_run run;
    struct run_change nothing = {.column = -1, .shoe = SIZE_MAX};
    struct arena arena;
    double *risk, mean = NAN;
    arena_init(&arena, WHY_MAX_BYTES);
    if (!model_input_build(&m, s, choice, NULL) && !onset_fit(&post, &m->data, &m->prior, NULL, NULL) &&
        !named_run_choose(&run, s, m, minutes, NULL) &&
        !named_run_scenario(&scenario, &run, m, &nothing, &arena, NULL)) {
        risk = arena_array(&arena, post->draws, sizeof *risk);
        if (risk && !onset_predict(risk, NULL, NULL, post, &scenario, NULL, NULL, 0, NULL))
            mean = onset_summarise(post, risk).mean;
    }
    arena_release(&arena);
    onset_posterior_free(post);
    model_input_free(m);
    return mean;
}

/* The latest noted runs, predicted by a fit that has not seen them (decisions.md B4, from 50 numb runs). */
static void check_latest(struct tingle_why *w, const struct why_work *work)
{
    const struct onset_data *all = &work->input->data;
    struct onset_data seen = *all;
    struct onset_posterior *post = NULL;
    double *risk = NULL;
    bool numb;
    size_t left_out = 0, kept = all->runs;
    while (kept > 0 && left_out < CHECK_RUNS)
        left_out += run_counts(&work->subject->run[work->input->source[--kept]], work->choice, &numb);
    seen.runs = kept;
    if (left_out < CHECK_RUNS || kept == 0 || onset_fit(&post, &seen, &work->input->prior, NULL, NULL)) return;
    risk = alloc_array(post->draws, sizeof *risk);
    for (size_t i = kept; risk && i < all->runs; i++) {
        const struct onset_run *r = &all->run[i];
        size_t at = r->first_bin, n = r->bin_count;
        double *x = alloc_array(n * all->covariates, sizeof *x);
        struct onset_scenario run = {{n, all->bins.length_min + at, all->bins.load + at, all->bins.relief + at,
                                      all->bins.hazard + at}, x, r->shoe};
        if (x && run_counts(&work->subject->run[work->input->source[i]], work->choice, &numb)) {
            for (size_t k = 0; k < all->covariates; k++)
                memcpy(x + k * n, all->x + k * all->bins.count + at, n * sizeof *x);
            if (!onset_predict(risk, NULL, NULL, post, &run, NULL, NULL, 0, NULL)) {
                w->basis.checked++;
                w->basis.checked_numb += numb;
                w->basis.checked_expected += onset_summarise(post, risk).mean;
            }
        }
        free(x);
    }
    free(risk);
    onset_posterior_free(post);
}

static void explain(struct tingle_why *w, const struct why_work *work)
{
    struct model_choice other = *work->choice;
    other.omega = 1;
    w->basis.risk_if_always = risk_under(work->subject, &other, work->run->minutes);
    other.omega = 0.15;
    w->basis.risk_if_hardly = risk_under(work->subject, &other, work->run->minutes);
    if (w->basis.late_notes) {
        other = *work->choice;
        other.skip_late = true;
        w->basis.risk_without_late = risk_under(work->subject, &other, work->run->minutes);
    }
    if (w->numb >= CHECK_NUMB_NEEDED) check_latest(w, work);
}

/* ----------------------------------------------------------------- model */

static double model_value(const struct why_work *work, const char *key, double missing)
{
    for (size_t f = 0; f < factor_count; f++) {
        int column = model_input_column(work->input, f);
        if (strcmp(factor_table[f].key, key) == 0 && column >= 0)
            return factor_table[f].center + factor_table[f].scale * work->run->x[column];
    }
    return missing;
}

/* The answer outlives the subject: its texts are copied. */
static enum tingle_status describe_run(struct why *why, const struct why_work *work, struct tingle_error *err)
{
    const struct model_input *m = work->input;
    size_t shoe = m->data.shoes ? m->shoe[work->run->shoe] : SIZE_MAX;
    const char *name = shoe == SIZE_MAX ? "" : work->subject->shoe[shoe];
    name = arena_text(&why->arena, name, strlen(name));
    if (!name) return error_no_memory(err, "the answer");
    why->shown.run = (struct tingle_named_run){
        .minutes = work->run->minutes, .usual = work->run->usual, .speed_mps = work->run->speed_mps,
        .temperature_c = model_value(work, "temperature", NAN), .lacing = model_value(work, "lacing", NAN),
        .shoe = name, .foam = model_value(work, "foam", 0) >= 0.5,
        .thick_sock = model_value(work, "sock", 0) >= 0.5};
    return TINGLE_OK;
}

static enum tingle_status answer_from_model(struct why *why, struct why_work *work,
                                            const struct tingle_why_options *options, struct tingle_error *err)
{
    struct tingle_why *w = &why->shown;
    struct run_change nothing = {.column = -1, .shoe = SIZE_MAX};
    double *risk = arena_array(&why->arena, work->post->draws, sizeof *risk);
    enum tingle_status st = risk ? TINGLE_OK : error_no_memory(err, "the answer");
    if (!st) st = named_run_scenario(&work->base, work->run, work->input, &nothing, work->arena, err);
    if (!st) st = draw_curve(why, work, risk, err);
    work->risk = risk;
    if (!st) st = why_factors(w, work, err);
    if (!st) st = why_breaks(w, work, err);
    if (!st) st = describe_columns(why, work, err);
    if (!st) st = describe_run(why, work, err);
    if (st) return st;
    describe_fit(w, work);
    if (options->explain) explain(w, work);
    w->has_model = true;
    return TINGLE_OK;
}

static enum tingle_status fit_and_answer(struct why *why, const struct subject *s,
                                         const struct tingle_why_options *options, struct tingle_error *err)
{
    struct model_choice choice = {.severity = options->severity, .omega = s->omega};
    struct model_input *m = NULL;
    struct onset_posterior *post = NULL;
    struct named_run run;
    struct why_work work;
    enum tingle_status st = model_input_build(&m, s, &choice, err);
    if (!st) st = onset_fit(&post, &m->data, &m->prior, NULL, err);
    if (!st) st = named_run_choose(&run, s, m, options->minutes, err);
    if (!st) {
        work = (struct why_work){.subject = s, .input = m, .choice = &choice, .post = post, .run = &run,
                                 .arena = &why->arena};
        st = answer_from_model(why, &work, options, err);
    }
    onset_posterior_free(post);
    model_input_free(m);
    return st;
}

enum tingle_status why_answer(struct tingle_why **out, const struct subject *subject,
                              const struct screening *screening, const struct tingle_why_options *options,
                              struct tingle_error *err)
{
    struct why *why = alloc_array(1, sizeof *why);
    enum tingle_status st;
    *out = NULL;
    if (!why) return error_no_memory(err, "the answer");
    arena_init(&why->arena, WHY_MAX_BYTES);
    st = count_runs(why, subject, options->severity, err);
    why->shown.gate = gate_of(screening);
    gate_text(why->gate_text, screening);
    doctor_line(why->doctor_text, screening);
    why->shown.gate_text = why->gate_text;
    why->shown.doctor_text = why->doctor_text;
    if (why->shown.gate == TINGLE_GATE_OPEN && why->shown.stage == TINGLE_DAY_ONE) why->shown.day_one_text = day_one_text;
    if (!st && why->shown.gate == TINGLE_GATE_OPEN && why->shown.stage != TINGLE_DAY_ONE)
        st = fit_and_answer(why, subject, options, err);
    if (st) why_free(&why->shown);
    else *out = &why->shown;
    return st;
}

void why_free(struct tingle_why *shown)
{
    struct why *why = (struct why *)shown;
    if (!why) return;
    arena_release(&why->arena);
    free(why);
}
