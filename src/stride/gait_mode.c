/* Run, walk, stand: thresholds, then smoothing. */
#include "stride/gait_mode.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { FLICKER_S = 4 };

static enum stride_mode mode_by_speed(double mps)
{
    if (mps >= GAIT_RUN_MPS) return STRIDE_RUN;
    return mps >= GAIT_STAND_MPS ? STRIDE_WALK : STRIDE_STAND;
}

enum stride_mode gait_mode_of(double cadence_spm, double speed_mps, double stance_ms)
{
    bool lost_count = cadence_spm < GAIT_WALK_SPM && speed_mps >= GAIT_RUN_MPS;
    if (isnan(cadence_spm) || lost_count) return mode_by_speed(speed_mps);
    if (speed_mps < GAIT_STAND_MPS || cadence_spm < GAIT_WALK_SPM) return STRIDE_STAND;
    if (cadence_spm >= GAIT_RUN_SPM) return STRIDE_RUN;
    if (cadence_spm >= GAIT_FLIGHT_SPM && stance_ms < 60000.0 / cadence_spm) return STRIDE_RUN;
    return STRIDE_WALK;
}

/* A treadmill's watch may say 0 m/s all along: such a speed tells nothing. */
static bool speed_contradicts(const struct gait_seconds *g)
{
    size_t running = 0, still = 0;
    for (size_t k = 0; k < g->count; k++) {
        if (!(g->cadence_spm[k] >= GAIT_RUN_SPM)) continue;
        running++;
        still += g->speed_mps[k] < GAIT_STAND_MPS;
    }
    return running > 0 && still * 2 > running;
}

static uint8_t median5(const uint8_t *m, size_t k, size_t n)
{
    size_t lo = k >= 2 ? k - 2 : 0, hi = k + 2 < n ? k + 2 : n - 1, many[STRIDE_MODE_COUNT] = {0}, half, seen = 0;
    uint8_t mode = 0;
    for (size_t i = lo; i <= hi; i++) many[m[i]]++;
    half = (hi - lo) / 2 + 1;
    if (many[m[k]] * 2 >= hi - lo + 1) return m[k];
    while ((seen += many[mode]) < half) mode++;
    return mode;
}

size_t gait_stretch_end(const struct gait_seconds *g, size_t from)
{
    size_t k = from;
    assert(from < g->count);
    while (k < g->count && g->mode[k] == g->mode[from]) k++;
    return k;
}

/* Gives short stretches to the longer of their neighbours (the earlier one when equal). */
static void flicker_join(struct gait_seconds *g)
{
    size_t before = 0; /* length of the stretch that ends where the next begins */
    for (size_t from = 0; from < g->count;) {
        size_t end = gait_stretch_end(g, from), after;
        bool goes_on = from > 0 && g->mode[from] == g->mode[from - 1];
        if (end - from < FLICKER_S && !goes_on && g->gap[from] != GAP_PAUSED && !(before == 0 && end == g->count)) {
            after = end < g->count ? gait_stretch_end(g, end) - end : 0;
            uint8_t mode = before >= after ? g->mode[from - 1] : g->mode[end];
            memset(g->mode + from, mode, end - from);
            if (before >= after) {
                before += end - from;
                from = end;
                continue;
            }
            end = gait_stretch_end(g, from);
        }
        goes_on = from > 0 && g->mode[from] == g->mode[from - 1];
        before = goes_on ? before + end - from : end - from;
        from = end;
    }
}

void gait_mode_find(struct gait_seconds *g, uint8_t *scratch)
{
    bool no_speed = speed_contradicts(g);
    for (size_t k = 0; k < g->count; k++) {
        double mps = g->indoors && g->cadence_spm[k] >= GAIT_WALK_SPM ? NAN : g->speed_mps[k];
        if (no_speed) g->speed_mps[k] = mps = NAN;
        scratch[k] = g->gap[k] == GAP_PAUSED ? STRIDE_STAND
                                             : (uint8_t)gait_mode_of(g->cadence_spm[k], mps, g->stance_ms[k]);
    }
    for (size_t k = 0; k < g->count; k++)
        g->mode[k] = g->gap[k] == GAP_PAUSED ? STRIDE_STAND : median5(scratch, k, g->count);
    flicker_join(g);
}
