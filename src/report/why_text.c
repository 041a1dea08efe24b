/* `why` for a tired runner. */
#include "report/why_text.h"

#include <math.h>
#include <string.h>

#include "report/doctor_report.h"

enum { LABEL_LEAST = 24, LABEL_MOST = 34, CHANGE_COLUMNS = 28, SURE_COLUMNS = 26, RANKED_SHOWN = 8, BAR_CELLS = 24 };
enum { WRAP_COLUMNS = 100, TEXT_MAX_BYTES = 1 << 20 };

static const double mile_m = 1609.344;

static int percent(double share) { return isnan(share) ? 0 : (int)lround(100 * share); }

static const double nearly_always = 0.7; /* decisions.md B8 */

static void add_counts(struct buffer *out, const struct tingle_why *w)
{
    if (w->simulated) buffer_add_text(out, "A simulated runner, not a real one.\n");
    if (w->runs == 0) {
        buffer_add_text(out, "No runs yet. Start with `tingle import` and the folder of your watch.\n");
        return;
    }
    buffer_printf(out, "%zu run%s", w->runs, w->runs == 1 ? "" : "s");
    if (w->noted == 0) {
        buffer_add_text(out, ", none with a note of how your feet felt yet: `tingle log` after the next one.\n");
        return;
    }
    buffer_printf(out, ", %zu with a note of your feet since %s, numb on %zu", w->noted, w->since, w->numb);
    if (w->numb_left + w->numb_right + w->numb_both)
        buffer_printf(out, " (left %zu, right %zu, both %zu)", w->numb_left, w->numb_right, w->numb_both);
    buffer_add_byte(out, '\n');
    if (w->severity > 0) buffer_printf(out, "Numb here means severity %d or more", w->severity);
    if (w->severity > 0 && w->without_severity)
        buffer_printf(out, "; %zu of these runs have no severity noted, and count", w->without_severity);
    if (w->severity > 0) buffer_add_text(out, ".\n");
}

/* A strip of the minutes at which numbness started, one mark a run: for the first few. */
static void add_onsets(struct buffer *out, const struct tingle_why *w)
{
    if (!w->onsets) return;
    buffer_add_text(out, "It started at (min):");
    for (size_t i = 0; i < w->onsets; i++) {
        const struct tingle_onset_mark *o = &w->onset[i];
        if (isnan(o->minute_lo)) buffer_add_text(out, " ?");
        else if (o->minute_lo == o->minute_hi) buffer_printf(out, " %.0f", o->minute_lo);
        else buffer_printf(out, " %.0f-%.0f", o->minute_lo, o->minute_hi);
    }
    buffer_add_byte(out, '\n');
}

static void add_pace(struct buffer *out, double speed_mps, bool miles)
{
    double s = (miles ? mile_m : 1000) / speed_mps;
    if (!(speed_mps > 0.1)) return;
    buffer_printf(out, ", %d:%02d min/%s", (int)lround(s) / 60, (int)lround(s) % 60, miles ? "mile" : "km");
}

static void add_named_run(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    struct buffer line;
    buffer_init(&line, 512);
    buffer_printf(&line, "On %s (%.0f min", w->run.usual ? "your usual long run" : "the run you named", w->run.minutes);
    add_pace(&line, w->run.speed_mps, style->miles);
    if (*w->run.shoe) buffer_printf(&line, ", %s", w->run.shoe);
    if (!isnan(w->run.temperature_c)) buffer_printf(&line, ", %.0f C", w->run.temperature_c);
    if (!isnan(w->run.lacing)) buffer_printf(&line, ", laces %.0f of 5", w->run.lacing);
    buffer_add_text(&line, ")");
    term_add_heading(out, &style->term, buffer_text(&line));
    buffer_release(&line);
}

static void add_curve(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    add_named_run(out, w, style);
    for (size_t i = 0; i < w->curve_points; i++) {
        const struct tingle_curve_point *p = &w->curve[i];
        buffer_printf(out, "  chance of being numb by %3.0f min   %3d %%   (%d to %d %%)", p->minute, percent(p->risk.mean),
                      percent(p->risk.lo), percent(p->risk.hi));
        if (style->term.colour) buffer_add_text(out, "   ");
        term_add_bar(out, &style->term, p->risk.mean, BAR_CELLS);
        buffer_add_byte(out, '\n');
    }
    buffer_printf(out, "  numb-free minutes to expect       %.0f of %.0f\n", w->numb_free_min, w->run.minutes);
    if (w->risk.mean > nearly_always)
        buffer_add_text(out, "  It comes on most runs like this: when it starts says more than whether, so note the minute.\n");
    if (!w->reliable)
        buffer_add_text(out, "  There is not enough data for a reliable answer: take these figures as a first guess.\n");
}

static const char *strength_words(const struct tingle_factor *f)
{
    switch (f->strength) {
    case TINGLE_STRONG: return "strong, from your trial";
    case TINGLE_SOME: return "some, from your records";
    case TINGLE_WEAK: return "weak, from your records";
    case TINGLE_NO_SIGN: return "no sign of it";
    case TINGLE_NOT_TESTED: return "not tested";
    case TINGLE_CANNOT_TELL: break;
    }
    return "cannot tell";
}

/* "; worn in the same months as ..." or "; cannot be told apart from ...". */
static void add_companions(struct buffer *out, const struct tingle_why *w, const struct tingle_factor *f)
{
    const char *lead = f->same_months ? "; same months" : "";
    size_t named = 0;
    buffer_add_text(out, lead);
    for (size_t i = 0; i < w->factors; i++) {
        const struct tingle_factor *other = &w->factor[i];
        if (other == f || f->group < 0 || other->group != f->group || named == 2) continue;
        if (named++) buffer_add_text(out, ", ");
        else buffer_add_text(out, f->same_months ? " as " : "; not to be told apart from ");
        buffer_add_text(out, strncmp(other->factor, "shoe:", 5) == 0 ? other->factor + 5 : other->label);
    }
}

/* Columns for the change in words: what the terminal leaves beside the figures. */
static size_t label_columns(const struct why_style *style)
{
    int left = style->term.width - CHANGE_COLUMNS - SURE_COLUMNS - 4;
    return (size_t)(left < LABEL_LEAST ? LABEL_LEAST : left > LABEL_MOST ? LABEL_MOST : left);
}

static void add_ranked(struct buffer *out, const struct tingle_why *w, const struct tingle_factor *f,
                       const struct why_style *style)
{
    struct buffer change;
    bool clear = f->strength <= TINGLE_WEAK;
    buffer_init(&change, 512);
    buffer_printf(&change, "%d -> %d %%  (gain %d to %d)", percent(w->risk.mean), percent(f->risk_after.mean),
                  percent(f->reduction.lo), percent(f->reduction.hi));
    buffer_add_text(out, style->term.colour && clear ? "  \033[32m" : "  ");
    term_add_padded(out, f->change, label_columns(style));
    if (style->term.colour && clear) buffer_add_text(out, "\033[0m");
    buffer_add_byte(out, ' ');
    term_add_padded(out, buffer_text(&change), CHANGE_COLUMNS);
    buffer_printf(out, " %s", strength_words(f));
    add_companions(out, w, f);
    buffer_add_byte(out, '\n');
    buffer_release(&change);
}

/* One line for all factors that are not ranked and share a reason. */
static void add_unranked(struct buffer *out, const struct tingle_why *w, const char *title, const char *reason)
{
    size_t n = 0;
    for (size_t i = 0; i < w->factors; i++) {
        const struct tingle_factor *f = &w->factor[i];
        if (f->ranked || strcmp(f->unclear_because, reason) != 0) continue;
        buffer_add_text(out, n++ ? ", " : title);
        buffer_add_text(out, strncmp(f->factor, "shoe:", 5) == 0 ? f->factor + 5 : f->label);
        if (f->runs_recorded && f->runs_recorded < w->noted) buffer_printf(out, " (on %zu runs)", f->runs_recorded);
    }
    if (n) buffer_add_byte(out, '\n');
}

static void add_factors(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    struct buffer line;
    size_t shown = 0, more = 0;
    buffer_init(&line, 512);
    if (w->stage == TINGLE_CANDIDATES)
        buffer_printf(&line, "Candidates to test, in no order (%zu numb runs; from 12 on they are ranked)", w->numb);
    else
        buffer_printf(&line, "%-*s %-*s %s", (int)label_columns(style) + 2, "What goes with it", CHANGE_COLUMNS,
                      "chance, if you changed it", "how sure");
    buffer_add_byte(out, '\n');
    term_add_heading(out, &style->term, buffer_text(&line));
    buffer_release(&line);
    for (size_t i = 0; i < w->factors; i++) {
        if (!w->factor[i].ranked) continue;
        if (shown++ < RANKED_SHOWN) add_ranked(out, w, &w->factor[i], style);
        else more++;
    }
    if (!shown) buffer_add_text(out, "  nothing varied enough yet between numb and quiet runs\n");
    if (more) buffer_printf(out, "  and %zu more: `tingle why --json`\n", more);
    add_unranked(out, w, "  not tested, always the same: ", "always the same");
    add_unranked(out, w, "  never recorded: ", "never recorded");
    add_unranked(out, w, "  cannot tell yet: ", "fewer than 3 numb and 3 quiet runs on each side");
    if (shown && w->stage != TINGLE_CANDIDATES && percent(w->p_none_helps) >= 5)
        buffer_printf(out, "  none of these by 5 points or more: %d %% likely\n", percent(w->p_none_helps));
}

static bool recovery_learned(const struct tingle_why *w)
{
    return w->basis.log_tau_sd < 0.9 * w->basis.log_tau_prior_sd;
}

static void add_breaks(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    if (!w->break_rules) return;
    buffer_add_byte(out, '\n');
    term_add_heading(out, &style->term, recovery_learned(w) ? "Breaks (assumed from nerve studies; how fast you recover is partly from your notes)"
                                            : "Breaks (assumed from nerve studies, not yet from your runs)");
    for (size_t i = 0; i < w->break_rules; i++) {
        const struct tingle_break_rule *b = &w->breaks[i];
        buffer_printf(out, "  %s: %d -> %d %%  (gain %d to %d), %.0f min lost\n", b->text, percent(w->risk.mean),
                      percent(b->risk_after.mean), percent(b->reduction.lo), percent(b->reduction.hi), b->minutes_lost);
    }
}

static void add_indented(struct buffer *out, const char *lines)
{
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        buffer_add_text(out, "  - ");
        buffer_add(out, lines, n);
        buffer_add_byte(out, '\n');
        lines += n + (lines[n] == '\n');
    }
}

static void add_day_one(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    add_onsets(out, w);
    buffer_add_byte(out, '\n');
    buffer_printf(out, "Too early to say what goes with it: %zu of the 6 numb runs that a first answer needs.\n", w->numb);
    term_add_heading(out, &style->term, "What to try first (from published work on feet and shoes; none of it tested for numb feet on runs)");
    add_indented(out, w->day_one_text);
}

static void add_basis(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    const struct tingle_why_basis *b = &w->basis;
    buffer_add_byte(out, '\n');
    term_add_heading(out, &style->term, "What this rests on");
    buffer_printf(out, "  %zu runs in %zu half-minute bins: %zu onsets at a minute, %zu within a window, %zu runs without a note\n",
                  b->runs_used, b->bins, b->exact, b->windows, b->unrecorded);
    buffer_printf(out, "  runs without a note inside the noting period: %s (weight %.2f); the chance would be %d %% if you\n"
                       "    noted quiet runs always, %d %% if hardly ever\n",
                  b->omega < 1 ? "taken as partly quiet" : "left out", b->omega, percent(b->risk_if_always), percent(b->risk_if_hardly));
    buffer_printf(out, "  contact time measured on %zu runs, estimated on %zu, none on %zu; temperature from: %s\n", b->contact_measured,
                  b->contact_estimated, b->contact_none, b->temperature_source);
    buffer_printf(out, "  your reference running: %.1f min of level running, %.2f m/s, %.0f steps/min, peak force %.2f body weights (estimated)\n",
                  b->reference_minutes, b->reference_speed_mps, b->reference_cadence_spm, b->reference_peak_bw);
    buffer_printf(out, "  recovery time constant: %.1f min (90 %%: %.1f to %.1f)%s\n", exp(b->log_tau_mean),
                  exp(b->log_tau_mean - 1.645 * b->log_tau_sd), exp(b->log_tau_mean + 1.645 * b->log_tau_sd),
                  recovery_learned(w) ? "" : ": not yet learned from your runs");
    if (b->late_notes)
        buffer_printf(out, "  %zu notes made more than 48 h after the run; without them the chance is %d %%\n", b->late_notes,
                      percent(b->risk_without_late));
    if (b->checked)
        buffer_printf(out, "  your last %zu noted runs, predicted without them: %.1f numb expected, %zu came\n", b->checked,
                      b->checked_expected, b->checked_numb);
    buffer_printf(out, "  approximation: k-hat %.2f (reliable below 0.7), %.0f effective draws\n", w->khat, w->ess);
    buffer_add_text(out, "  model column        from your runs     before any run   (log hazard per unit; docs/model.md)\n");
    for (size_t i = 0; i < b->columns; i++)
        buffer_printf(out, "    %-16s %7.2f +- %4.2f    %7.2f +- %4.2f\n", b->column[i], b->column_mean[i], b->column_sd[i],
                      b->column_prior_mean[i], b->column_prior_sd[i]);
}

static size_t wrap_columns(const struct why_style *style)
{
    return (size_t)(style->term.width < WRAP_COLUMNS ? style->term.width : WRAP_COLUMNS);
}

static void add_all(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    bool alarmed = alarm_first(out, w->gate, w->gate_text, &style->term);
    add_counts(out, w);
    if (alarmed) {
        /* nothing else is advised */
    } else if (w->gate != TINGLE_GATE_OPEN) {
        buffer_add_byte(out, '\n');
        term_add_wrapped(out, w->gate_text, 0, 0, wrap_columns(style));
    } else if (!w->has_model) {
        add_day_one(out, w, style);
    } else {
        buffer_add_byte(out, '\n');
        add_curve(out, w, style);
        add_factors(out, w, style);
        add_breaks(out, w, style);
    }
    buffer_add_byte(out, '\n');
    if (*w->where) buffer_printf(out, "Where: %s\n", w->where);
    if (*w->next) {
        buffer_add_text(out, "Next: what would settle most is ");
        term_add_wrapped(out, w->next, 32, 6, wrap_columns(style));
    }
    term_add_wrapped(out, w->doctor_text, 0, 2, wrap_columns(style));
    if (style->explain && w->has_model) add_basis(out, w, style);
}

void why_text(struct buffer *out, const struct tingle_why *w, const struct why_style *style)
{
    struct buffer wide;
    buffer_init(&wide, TEXT_MAX_BYTES);
    add_all(&wide, w, style);
    term_add_folded(out, buffer_text(&wide), (size_t)style->term.width);
    out->no_memory = out->no_memory || wide.no_memory;
    out->too_large = out->too_large || wide.too_large;
    buffer_release(&wide);
}
