/* Means, differences and bands. */
#include "foot/shoe_fit.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct fit_value fit_unknown(void) { return (struct fit_value){(double)NAN, (double)NAN, 0}; }

bool fit_is_known(struct fit_value v) { return !isnan(v.mm); }

static size_t fewer(size_t a, size_t b) { return a < b ? a : b; }

struct fit_value fit_sum(struct fit_value a, struct fit_value b)
{
    return (struct fit_value){a.mm + b.mm, hypot(a.error_mm, b.error_mm), fewer(a.n, b.n)};
}

struct fit_value fit_difference(struct fit_value a, struct fit_value b)
{
    return (struct fit_value){a.mm - b.mm, hypot(a.error_mm, b.error_mm), fewer(a.n, b.n)};
}

struct fit_value fit_half(struct fit_value v) { return (struct fit_value){v.mm / 2, v.error_mm / 2, v.n}; }

enum tingle_status fit_check(enum fit_measure measure, double mm, struct tingle_error *err)
{
    static const struct { const char *unit; double mm; } units[] = {{"cm", 10}, {"inches", 25.4}, {"m", 1000}};
    const struct fit_error *e = &fit_error[measure];
    if (isnan(mm) || (mm >= e->lo_mm && mm <= e->hi_mm)) return TINGLE_OK;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (mm * units[i].mm >= e->lo_mm && mm * units[i].mm <= e->hi_mm)
            return error_set(err, TINGLE_BAD_DATA, -1, "%s is %g; expected %g to %g mm (if %g is in %s, write %.4g)", e->words, mm, e->lo_mm, e->hi_mm, mm,
                             units[i].unit, mm * units[i].mm);
    return error_set(err, TINGLE_BAD_DATA, -1, "%s is %g; expected %g to %g mm", e->words, mm, e->lo_mm, e->hi_mm);
}

struct fit_value fit_average(enum fit_measure measure, const double *mm, size_t n)
{
    const struct fit_error *e = &fit_error[measure];
    double sum = 0, squares = 0, random, mean;
    size_t known = 0;
    assert(fit_errors == FIT_MEASURES);
    for (size_t i = 0; i < n; i++) {
        if (isnan(mm[i])) continue;
        sum += mm[i];
        known++;
    }
    if (known == 0) return fit_unknown();
    mean = sum / (double)known;
    for (size_t i = 0; i < n; i++)
        if (!isnan(mm[i])) squares += (mm[i] - mean) * (mm[i] - mean);
    random = e->error_mm * e->error_mm - e->shared_mm * e->shared_mm;
    if (known > 1) random = fmax(random, squares / (double)(known - 1));
    return (struct fit_value){mean, sqrt(e->shared_mm * e->shared_mm + random / (double)known), known};
}

struct fit_value fit_widening(double minutes)
{
    double part = minutes > 0 ? 1 - exp(-minutes / 10) : 0;
    return (struct fit_value){1.2 * part, 1.0 * part, 1};
}

/* P(value < x) */
static double below(struct fit_value v, double x)
{
    if (isinf(x)) return x > 0 ? 1 : 0;
    if (v.error_mm <= 0) return v.mm < x ? 1 : 0;
    return 0.5 * erfc((v.mm - x) / (v.error_mm * sqrt(2)));
}

static const struct fit_band *band_at(const struct fit_verdict *v, double mm)
{
    for (size_t i = 0; i + 1 < v->bands; i++)
        if (mm < v->first[i].below_mm) return &v->first[i];
    return &v->first[v->bands - 1];
}

struct fit_verdict fit_judge(const char *measure, struct fit_value value)
{
    struct fit_verdict v = {.value = value};
    size_t best = 0;
    for (size_t i = 0; i < fit_bands; i++) {
        if (strcmp(fit_band[i].measure, measure) != 0) continue;
        if (!v.first) v.first = &fit_band[i];
        v.bands++;
    }
    assert(v.bands > 0 && v.bands <= FIT_BANDS_OF_ONE);
    for (size_t i = 0; i < FIT_BANDS_OF_ONE; i++) v.chance[i] = (double)NAN;
    if (!fit_is_known(value)) return v;
    for (size_t i = 0; i < v.bands; i++) {
        v.chance[i] = below(value, v.first[i].below_mm) - below(value, v.first[i].from_mm);
        if (v.chance[i] > v.chance[best]) best = i;
    }
    v.low = band_at(&v, value.mm - value.error_mm);
    v.high = band_at(&v, value.mm + value.error_mm);
    v.likely = &v.first[best];
    if (v.low == v.high) v.band = v.low;
    return v;
}
