/* Spring-mass estimates, and the contact of every running second. */
#include "stride/gait_contact.h"

#include <assert.h>
#include <math.h>

#include "stride/gait_mode.h"

#define GRAVITY 9.81
#define LEG_PER_HEIGHT 0.53
#define LINE_FROM_MPS 2.2
#define LINE_TO_MPS 5.0
#define LEVEL_ENOUGH_S 60 /* seconds of level running from which a run's own shift is taken */
#define STANCE_LONGEST 1.15 /* of the step: a shuffle without flight is still running, more is not */

double contact_mean_force_bw(double speed_mps)
{
    double v = isnan(speed_mps) ? CONTACT_DEFAULT_MPS : speed_mps;
    return 0.95 + 0.15 * fmin(fmax(v, LINE_FROM_MPS), LINE_TO_MPS);
}

double contact_cadence_spm(double speed_mps)
{
    double v = isnan(speed_mps) ? CONTACT_DEFAULT_MPS : speed_mps;
    return 150 + 6 * (v - 2);
}

double contact_time_ms(double cadence_spm, double speed_mps)
{
    return 60000.0 / cadence_spm / contact_mean_force_bw(speed_mps);
}

double contact_peak_bw(double cadence_spm, double contact_ms)
{
    return CONTACT_PI / 2 * fmax(60000.0 / cadence_spm / contact_ms, 1);
}

bool spring_mass_estimate(struct spring_mass *out, double mass_kg, double height_m, double speed_mps,
                          double cadence_spm, double contact_ms)
{
    double tc = contact_ms / 1000, step = 60 / cadence_spm, leg = LEG_PER_HEIGHT * height_m, half = speed_mps * tc / 2;
    struct spring_mass s;
    if (!(step > tc) || !(half < leg) || !(mass_kg > 0) || !(tc > 0)) return false;
    s.peak_bw = contact_peak_bw(cadence_spm, contact_ms);
    s.peak_n = s.peak_bw * mass_kg * GRAVITY;
    s.drop_m = s.peak_n * tc * tc / (mass_kg * CONTACT_PI * CONTACT_PI) - GRAVITY * tc * tc / 8;
    s.vertical_stiffness_n_m = s.peak_n / s.drop_m;
    s.leg_compression_m = leg - sqrt(leg * leg - half * half) + s.drop_m;
    s.leg_stiffness_n_m = s.peak_n / s.leg_compression_m;
    s.duty_factor = tc / (2 * step);
    *out = s;
    return true;
}

static bool measured_at(const struct gait_seconds *g, size_t k)
{
    return g->cadence_spm[k] >= GAIT_FLIGHT_SPM && g->stance_ms[k] < STANCE_LONGEST * 60000.0 / g->cadence_spm[k];
}

/* What a second adds to the mean difference between the measured and the line's mean stance force. */
struct shift {
    double sum, seconds;
};

static void shift_add(struct shift *s, const struct gait_seconds *g, size_t k)
{
    s->sum += 60000.0 / g->cadence_spm[k] / g->stance_ms[k] - contact_mean_force_bw(g->speed_mps[k]);
    s->seconds += 1;
}

/* How this runner's running differs from the lines: in stance force (measured, level seconds if there
 * are enough) and in cadence. */
struct own_line {
    double force_bw, cadence_spm;
    enum contact_source source;
};

static struct own_line own_line_find(const struct gait_seconds *g, double run_mean_mps)
{
    struct shift level = {0}, all = {0}, cadence = {0};
    struct own_line own = {.source = CONTACT_ESTIMATED};
    double running = 0;
    for (size_t k = 0; k < g->count; k++) {
        double v = isnan(g->speed_mps[k]) ? run_mean_mps : g->speed_mps[k];
        if (g->mode[k] != STRIDE_RUN) continue;
        running += 1;
        if (measured_at(g, k)) {
            shift_add(&all, g, k);
            if (grade_is_level(g->grade_pct[k])) shift_add(&level, g, k);
        }
        if (g->cadence_spm[k] >= GAIT_FLIGHT_SPM) {
            cadence.sum += g->cadence_spm[k] - contact_cadence_spm(v);
            cadence.seconds += 1;
        }
    }
    if (cadence.seconds > 0) own.cadence_spm = cadence.sum / cadence.seconds;
    if (all.seconds * 2 < running || all.seconds == 0) return own;
    own.source = CONTACT_MEASURED;
    own.force_bw = level.seconds >= LEVEL_ENOUGH_S ? level.sum / level.seconds : all.sum / all.seconds;
    return own;
}

/* Step rate and mean stance force of one running second. */
static void contact_at(struct contact_seconds *c, const struct gait_seconds *g, const struct own_line *own, double v, size_t k)
{
    double spm = g->cadence_spm[k], force = contact_mean_force_bw(v) + own->force_bw;
    if (!(spm >= GAIT_FLIGHT_SPM)) spm = contact_cadence_spm(v) + own->cadence_spm;
    if (own->source == CONTACT_MEASURED && grade_is_level(g->grade_pct[k]) && measured_at(g, k))
        force = 60000.0 / spm / g->stance_ms[k];
    c->step_hz[k] = spm / 60;
    c->peak_bw[k] = CONTACT_PI / 2 * fmax(force, 1);
    assert(c->step_hz[k] > 0);
}

/* Mean contact time: of the measured seconds, or of the estimates. */
static double contact_mean_ms(const struct contact_seconds *c, const struct gait_seconds *g)
{
    double sum = 0, seconds = 0;
    for (size_t k = 0; k < g->count; k++) {
        if (g->mode[k] != STRIDE_RUN || (c->source == CONTACT_MEASURED && !measured_at(g, k))) continue;
        sum += c->source == CONTACT_MEASURED ? g->stance_ms[k] : 1000 / c->step_hz[k] * CONTACT_PI / 2 / c->peak_bw[k];
        seconds += 1;
    }
    return seconds > 0 ? sum / seconds : NAN;
}

enum tingle_status contact_find(struct contact_seconds *c, struct arena *arena, const struct gait_seconds *g,
                                double run_mean_mps, struct tingle_error *err)
{
    struct own_line own = own_line_find(g, run_mean_mps);
    *c = (struct contact_seconds){.source = own.source};
    c->step_hz = arena_array(arena, g->count, sizeof *c->step_hz);
    c->peak_bw = arena_array(arena, g->count, sizeof *c->peak_bw);
    if (!c->step_hz || !c->peak_bw) return error_no_memory(err, "the contact times of a run");
    for (size_t k = 0; k < g->count; k++) {
        c->step_hz[k] = c->peak_bw[k] = NAN;
        if (g->mode[k] != STRIDE_RUN) continue;
        contact_at(c, g, &own, isnan(g->speed_mps[k]) ? run_mean_mps : g->speed_mps[k], k);
        if (!grade_is_level(g->grade_pct[k])) c->invalid_slope_s += gait_second_length(g, k);
    }
    c->mean_contact_ms = contact_mean_ms(c, g);
    return TINGLE_OK;
}
