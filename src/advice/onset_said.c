/* Minutes and kilometres to minutes. */
#include "advice/onset_said.h"

#include <math.h>
#include <stdio.h>

static const double km_share = 0.1; /* onset_said.h */

void onset_said_text(char out[NOTE_WORD], const struct onset_said *said, const struct journal_run *run)
{
    const double minutes = run->moving_s / 60, per_km = minutes / (run->distance_m / 1000);
    double lo = said->lo_min, hi = said->hi_min;
    out[0] = '\0';
    if (isnan(lo)) {
        lo = floor(said->lo_km * per_km * (1 - km_share));
        hi = fmin(ceil(said->hi_km * per_km * (1 + km_share)), floor(minutes));
    }
    if (!(lo >= 0 && lo < minutes && hi >= lo && hi <= ceil(minutes))) return;
    if (hi > lo) snprintf(out, NOTE_WORD, "%.0f-%.0f", lo, hi);
    else snprintf(out, NOTE_WORD, "%.0f", lo);
}
