/* `why` for programs. */
#include "report/why_json.h"

#include <math.h>
#include <string.h>

#include "report/json.h"

static void interval(struct json *j, const char *key, struct tingle_interval i)
{
    if (isnan(i.mean)) {
        json_null(j, key);
        return;
    }
    json_begin_object(j, key);
    json_number(j, "mean", i.mean);
    json_number(j, "lo", i.lo);
    json_number(j, "hi", i.hi);
    json_end(j);
}

static void counts(struct json *j, const struct tingle_why *w)
{
    json_whole(j, "runs", (int64_t)w->runs);
    json_whole(j, "noted", (int64_t)w->noted);
    json_whole(j, "numb", (int64_t)w->numb);
    json_whole(j, "severity", w->severity);
    json_text(j, "since", *w->since ? w->since : NULL);
    json_whole(j, "left", (int64_t)w->numb_left);
    json_whole(j, "right", (int64_t)w->numb_right);
    json_whole(j, "both", (int64_t)w->numb_both);
    json_bool(j, "simulated", w->simulated);
    json_text(j, "stage", tingle_stage_name(w->stage));
    json_text(j, "gate", tingle_gate_name(w->gate));
    json_text(j, "gate_text", w->gate_text);
}

static void named_run(struct json *j, const struct tingle_why *w)
{
    if (!w->has_model) {
        json_null(j, "run");
        return;
    }
    json_begin_object(j, "run");
    json_number(j, "minutes", w->run.minutes);
    json_bool(j, "usual", w->run.usual);
    json_number(j, "speed_mps", w->run.speed_mps);
    json_number(j, "temperature_c", w->run.temperature_c);
    json_text(j, "shoe", *w->run.shoe ? w->run.shoe : NULL);
    json_number(j, "lacing", w->run.lacing);
    json_bool(j, "foam", w->run.foam);
    json_bool(j, "thick_sock", w->run.thick_sock);
    json_end(j);
}

static void curve(struct json *j, const struct tingle_why *w)
{
    json_begin_array(j, "curve");
    for (size_t i = 0; i < w->curve_points; i++) {
        json_begin_object(j, NULL);
        json_number(j, "minute", w->curve[i].minute);
        json_number(j, "mean", w->curve[i].risk.mean);
        json_number(j, "lo", w->curve[i].risk.lo);
        json_number(j, "hi", w->curve[i].risk.hi);
        json_end(j);
    }
    json_end(j);
    interval(j, "risk", w->risk);
    json_number(j, "numb_free_min", w->numb_free_min);
}

static void factor(struct json *j, const struct tingle_factor *f)
{
    json_begin_object(j, NULL);
    json_text(j, "factor", f->factor);
    json_text(j, "label", f->label);
    json_text(j, "change", f->change);
    json_whole(j, "runs_recorded", (int64_t)f->runs_recorded);
    json_bool(j, "ranked", f->ranked);
    interval(j, "risk_after", f->risk_after);
    interval(j, "reduction", f->reduction);
    json_number(j, "p_helps", f->p_helps);
    json_number(j, "p_gain5", f->p_gain5);
    json_number(j, "p_best", f->p_best);
    json_text(j, "evidence", tingle_evidence_name(f->evidence));
    json_text(j, "strength", tingle_strength_name(f->strength));
    if (f->group < 0) json_null(j, "group");
    else json_whole(j, "group", f->group);
    json_bool(j, "same_months", f->same_months);
    json_text(j, "unclear_because", f->unclear_because);
    json_end(j);
}

static void factors(struct json *j, const struct tingle_why *w)
{
    json_begin_array(j, "factors");
    for (size_t i = 0; i < w->factors; i++) factor(j, &w->factor[i]);
    json_end(j);
    json_number(j, "p_none_helps", w->p_none_helps);
    json_begin_array(j, "breaks");
    for (size_t i = 0; i < w->break_rules; i++) {
        json_begin_object(j, NULL);
        json_text(j, "text", w->breaks[i].text);
        interval(j, "risk_after", w->breaks[i].risk_after);
        interval(j, "reduction", w->breaks[i].reduction);
        json_number(j, "minutes_lost", w->breaks[i].minutes_lost);
        json_bool(j, "assumed", true);
        json_end(j);
    }
    json_end(j);
}

static void onsets(struct json *j, const struct tingle_why *w)
{
    json_begin_array(j, "onsets");
    for (size_t i = 0; i < w->onsets; i++) {
        json_begin_object(j, NULL);
        json_number(j, "lo", w->onset[i].minute_lo);
        json_number(j, "hi", w->onset[i].minute_hi);
        json_end(j);
    }
    json_end(j);
}

/* Texts of several lines as a list. */
static void lines(struct json *j, const char *key, const char *text)
{
    struct buffer line;
    buffer_init(&line, 4096);
    json_begin_array(j, key);
    while (*text) {
        size_t n = strcspn(text, "\n");
        buffer_clear(&line);
        buffer_add(&line, text, n);
        json_text(j, NULL, buffer_text(&line));
        text += n + (text[n] == '\n');
    }
    json_end(j);
    buffer_release(&line);
}

static void basis_columns(struct json *j, const struct tingle_why_basis *b)
{
    json_begin_array(j, "columns");
    for (size_t i = 0; i < b->columns; i++) {
        json_begin_object(j, NULL);
        json_text(j, "column", b->column[i]);
        json_number(j, "mean", b->column_mean[i]);
        json_number(j, "sd", b->column_sd[i]);
        json_number(j, "prior_mean", b->column_prior_mean[i]);
        json_number(j, "prior_sd", b->column_prior_sd[i]);
        json_end(j);
    }
    json_end(j);
}

static void basis(struct json *j, const struct tingle_why_basis *b)
{
    json_begin_object(j, "basis");
    json_whole(j, "runs_used", (int64_t)b->runs_used);
    json_whole(j, "bins", (int64_t)b->bins);
    json_whole(j, "exact", (int64_t)b->exact);
    json_whole(j, "windows", (int64_t)b->windows);
    json_whole(j, "unrecorded", (int64_t)b->unrecorded);
    json_number(j, "omega", b->omega);
    json_number(j, "risk_if_always", b->risk_if_always);
    json_number(j, "risk_if_hardly", b->risk_if_hardly);
    json_whole(j, "contact_measured", (int64_t)b->contact_measured);
    json_whole(j, "contact_estimated", (int64_t)b->contact_estimated);
    json_whole(j, "contact_none", (int64_t)b->contact_none);
    json_text(j, "temperature_source", b->temperature_source);
    json_number(j, "reference_minutes", b->reference_minutes);
    json_number(j, "reference_speed_mps", b->reference_speed_mps);
    json_number(j, "reference_cadence_spm", b->reference_cadence_spm);
    json_number(j, "reference_peak_bw", b->reference_peak_bw);
    json_number(j, "log_tau_mean", b->log_tau_mean);
    json_number(j, "log_tau_sd", b->log_tau_sd);
    json_number(j, "log_tau_prior_sd", b->log_tau_prior_sd);
    json_number(j, "log_z", b->log_z);
    json_whole(j, "late_notes", (int64_t)b->late_notes);
    json_number(j, "risk_without_late", b->risk_without_late);
    json_whole(j, "checked", (int64_t)b->checked);
    json_number(j, "checked_expected", b->checked_expected);
    json_whole(j, "checked_numb", (int64_t)b->checked_numb);
    basis_columns(j, b);
    json_end(j);
}

void why_json(struct buffer *out, const struct tingle_why *w, bool explain)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    counts(&j, w);
    named_run(&j, w);
    curve(&j, w);
    factors(&j, w);
    onsets(&j, w);
    json_text(&j, "where", w->where);
    json_text(&j, "next", w->next);
    lines(&j, "day_one", w->day_one_text);
    json_text(&j, "doctor", w->doctor_text);
    json_begin_object(&j, "alarm");
    json_number(&j, "khat", w->khat);
    json_number(&j, "ess", w->ess);
    json_end(&j);
    json_bool(&j, "reliable", w->reliable);
    if (explain && w->has_model) basis(&j, &w->basis);
    json_end(&j);
}
