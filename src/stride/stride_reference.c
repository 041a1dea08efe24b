/* The runner's own measure: reference running, cadence given speed and grade, rows for the model. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "stride/gait_contact.h"
#include "stride/run_exposure.h"

#define LEAST_S 600.0      /* less tells nothing of a runner */
#define REGRESSION_S 7200.0
#define OWN_LEVEL_S 60.0   /* seconds from which a runner's own mean cadence is taken */
#define LEAST_VARIANCE 0.01 /* of speed, (m/s)^2, or grade, %^2: less has no slope to show */

/* A value with a weight; the weighted median is the value at which half of the weight is reached. */
struct weighted {
    double value, weight;
};

static double weighted_median(struct weighted *w, size_t n)
{
    double total = 0, sum = 0;
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && w[j].value < w[j - 1].value; j--) {
            struct weighted t = w[j];
            w[j] = w[j - 1];
            w[j - 1] = t;
        }
    for (size_t i = 0; i < n; i++) total += w[i].weight;
    for (size_t i = 0; i < n; i++)
        if ((sum += w[i].weight) * 2 >= total) return w[i].value;
    return NAN;
}

static struct stride_reference reference_default(void)
{
    double v = CONTACT_DEFAULT_MPS;
    return (struct stride_reference){.f0_hz = contact_cadence_spm(v) / 60,
                                     .peak0_bw = CONTACT_PI / 2 * contact_mean_force_bw(v),
                                     .speed0_mps = v};
}

/* Most runs can be this short before two hours are reached: a minute of level running each. */
enum { REFERENCE_MAX_RUNS = 120 };

void stride_reference_from(struct stride_reference *ref, const struct gait_sums *const *runs, size_t count)
{
    struct weighted f[REFERENCE_MAX_RUNS + 1], peak[REFERENCE_MAX_RUNS + 1], speed[REFERENCE_MAX_RUNS + 1];
    size_t n = 0, with_speed = 0;
    double seconds = 0;
    *ref = reference_default();
    for (size_t i = 0; i < count && seconds < STRIDE_REFERENCE_FROZEN_S && n < REFERENCE_MAX_RUNS; i++) {
        const struct gait_sums *s = runs[i];
        if (s->level_s < OWN_LEVEL_S) continue;
        f[n] = (struct weighted){s->level_f_hz, s->level_s};
        peak[n++] = (struct weighted){s->level_peak_bw, s->level_s};
        if (!isnan(s->level_speed_mps)) speed[with_speed++] = (struct weighted){s->level_speed_mps, s->level_s};
        seconds += s->level_s;
    }
    if (seconds < LEAST_S) return;
    ref->level_s = seconds;
    ref->f0_hz = weighted_median(f, n);
    ref->peak0_bw = weighted_median(peak, n);
    if (with_speed > 0) ref->speed0_mps = weighted_median(speed, with_speed);
    assert(ref->f0_hz > 0 && ref->peak0_bw >= CONTACT_PI / 2 - 1e-9);
}

static void sums_total(struct gait_sums *total, const struct gait_sums *const *runs, size_t count)
{
    memset(total, 0, sizeof *total);
    for (size_t r = 0; r < count; r++) {
        total->seconds += runs[r]->seconds;
        for (int i = 0; i < 10; i++) total->xx[i] += runs[r]->xx[i];
        for (int i = 0; i < 4; i++) total->xy[i] += runs[r]->xy[i];
    }
}

/* Solves the symmetric 3x3 system by elimination; a column without any variance of its own gets 0. */
static void solve3(double m[3][3], double b[3], double x[3])
{
    for (int i = 0; i < 3; i++) {
        for (int r = i + 1; r < 3; r++) {
            double q = m[i][i] > 0 ? m[r][i] / m[i][i] : 0;
            for (int c = i; c < 3; c++) m[r][c] -= q * m[i][c];
            b[r] -= q * b[i];
        }
    }
    for (int i = 2; i >= 0; i--) {
        double sum = b[i];
        for (int c = i + 1; c < 3; c++) sum -= m[i][c] * x[c];
        x[i] = m[i][i] > 0 ? sum / m[i][i] : 0;
    }
}

/* Least squares about the means; the slopes of (v, v^2, grade) into c[1..3]. Returns false, and leaves c,
 * when speed hardly varied. */
static bool slopes_fit(double c[4], const struct gait_sums *t)
{
    static const int place[4][4] = {{0, 1, 2, 3}, {1, 4, 5, 6}, {2, 5, 7, 8}, {3, 6, 8, 9}};
    double n = t->seconds, m[3][3], b[3], x[3], scale[3];
    for (int i = 0; i < 3; i++) {
        b[i] = t->xy[i + 1] / n - t->xx[i + 1] / n * (t->xy[0] / n);
        for (int j = 0; j < 3; j++) m[i][j] = t->xx[place[i + 1][j + 1]] / n - t->xx[i + 1] / n * (t->xx[j + 1] / n);
        scale[i] = m[i][i];
    }
    if (scale[0] < LEAST_VARIANCE) return false;
    for (int i = 0; i < 3; i++) m[i][i] += 1e-9 * scale[i]; /* v and v^2 are nearly one column */
    if (scale[2] < LEAST_VARIANCE) {
        for (int i = 0; i < 3; i++) m[2][i] = m[i][2] = 0;
        b[2] = 0;
    }
    solve3(m, b, x);
    memcpy(c + 1, x, sizeof x);
    return true;
}

void cadence_regression_from(struct cadence_regression *reg, const struct gait_sums *const *runs, size_t count)
{
    struct gait_sums t;
    sums_total(&t, runs, count);
    *reg = (struct cadence_regression){.c = {contact_cadence_spm(0), contact_cadence_spm(1) - contact_cadence_spm(0), 0, 0}};
    if (t.seconds < OWN_LEVEL_S) return;
    if (t.seconds >= REGRESSION_S && slopes_fit(reg->c, &t)) reg->seconds = t.seconds;
    reg->c[0] = t.xy[0];
    for (int i = 1; i < 4; i++) reg->c[0] -= reg->c[i] * t.xx[i];
    reg->c[0] /= t.seconds;
}

static double known_or(double value, double other) { return isnan(value) ? other : value; }

static double regression_at(const struct cadence_regression *reg, const struct exposure_bin *b)
{
    return reg->c[0] + reg->c[1] * b->speed_mps + reg->c[2] * b->speed2 + reg->c[3] * known_or(b->grade_pct, 0);
}

static void row_running(struct exposure_row *row, const struct exposure_bin *b, const struct stride_reference *ref,
                        const struct cadence_regression *reg)
{
    double load = b->load2 / (ref->f0_hz * ref->peak0_bw * ref->peak0_bw), own = regression_at(reg, b);
    if (isnan(b->cadence_spm) && own > 0) load *= own / contact_cadence_spm(b->speed_mps);
    row->load = known_or(load, 1);
    row->relief = EXPOSURE_RELIEF_RUN;
    row->hazard = 1;
    row->spd = known_or((b->speed_mps - ref->speed0_mps) / 0.5, 0);
    row->cad = known_or((b->cadence_spm - own) / 5, 0);
    row->grd = known_or(b->grade_pct / 2, 0);
}

void exposure_row(struct exposure_row *row, const struct exposure_bin *bin, const struct stride_reference *ref,
                  const struct cadence_regression *reg)
{
    assert(ref->f0_hz > 0 && ref->peak0_bw > 0);
    *row = (struct exposure_row){.length_min = bin->length_min, .relief = EXPOSURE_RELIEF_STAND};
    if ((int)bin->mode == STRIDE_RUN) {
        row_running(row, bin, ref, reg);
    } else if ((int)bin->mode == STRIDE_WALK) {
        row->load = EXPOSURE_WALK_LOAD;
        row->relief = EXPOSURE_RELIEF_WALK;
        row->hazard = EXPOSURE_WALK_HAZARD;
    }
}

double exposure_wall_of_moving(const struct exposure_bin *bin, size_t count, double moving_min)
{
    double left = moving_min, end = 0;
    for (size_t i = 0; i < count; i++) {
        if ((int)bin[i].mode == STRIDE_STAND) continue;
        end = bin[i].start_min + bin[i].length_min;
        if (left <= bin[i].length_min) return bin[i].start_min + left;
        left -= bin[i].length_min;
    }
    return end;
}
