/* Gather, scale, store. */
#include "activity/fit_copy.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "activity/fit_decode.h"

/* X(kind, the raw number at p) */
#define COPY_KIND_LIST(X)                                                     \
    X(COPY_U8, *p)                                                            \
    X(COPY_S8, (int8_t)*p)                                                    \
    X(COPY_U16_LE, load_u16le(p))                                             \
    X(COPY_U16_BE, load_u16be(p))                                             \
    X(COPY_S16_LE, (int16_t)load_u16le(p))                                    \
    X(COPY_S16_BE, (int16_t)load_u16be(p))                                    \
    X(COPY_U32_LE, load_u32le(p))                                             \
    X(COPY_U32_BE, load_u32be(p))                                             \
    X(COPY_S32_LE, (int32_t)load_u32le(p))                                    \
    X(COPY_S32_BE, (int32_t)load_u32be(p))                                    \
    X(COPY_OTHER_LE, known_number(fit_number(p, c->type, BYTES_LITTLE_ENDIAN))) \
    X(COPY_OTHER_BE, known_number(fit_number(p, c->type, BYTES_BIG_ENDIAN)))  \
    X(COPY_NOTHING, ((void)p, NAN))

enum copy_kind {
#define COPY_KIND_ENUM(kind, raw) kind,
    COPY_KIND_LIST(COPY_KIND_ENUM)
#undef COPY_KIND_ENUM
};

enum { HIGH_BITS = 20, LARGEST_WHOLE = 1 << 16 };

static uint8_t kind_of(const struct fit_base_type_row *type, enum byte_order order)
{
    const bool big = order == BYTES_BIG_ENDIAN, is_real = type->byte == FIT_FLOAT32 || type->byte == FIT_FLOAT64;
    enum copy_kind little = COPY_OTHER_LE; /* its big-endian twin stands behind it */
    if (type->size == 1) return type->is_signed ? COPY_S8 : COPY_U8;
    if (type->size == 2) little = type->is_signed ? COPY_S16_LE : COPY_U16_LE;
    if (type->size == 4 && !is_real) little = type->is_signed ? COPY_S32_LE : COPY_U32_LE;
    return (uint8_t)(little + big);
}

static bool is_small_whole(double x) { return x >= 1 && x <= LARGEST_WHOLE && x == floor(x); }

static bool is_power_of_two(double x)
{
    int exponent;
    return frexp(x, &exponent) == 0.5 && x >= 1 && x <= 0x1p32;
}

/* The parts of factor / scale; see above. */
static void split_ratio(struct fit_copy *c)
{
    int exponent;
    double mantissa = frexp(c->factor / c->scale, &exponent);
    c->high = ldexp(floor(ldexp(mantissa, HIGH_BITS)), exponent - HIGH_BITS);
    c->low = (c->factor - c->high * c->scale) / c->scale;
}

struct fit_copy fit_copy_of(uint8_t type, enum byte_order order, uint32_t at, double factor, double scale,
                            double offset, double *target)
{
    const struct fit_base_type_row *row = fit_base_type_of(type);
    struct fit_copy c = {.kind = kind_of(row, order), .type = type, .at = at, .factor = factor, .scale = scale,
                         .offset = offset, .target = target};
    c.divides = c.kind >= COPY_OTHER_LE || !is_small_whole(factor) ||
                !(is_small_whole(scale) || is_power_of_two(scale));
    c.nothing = c.kind >= COPY_OTHER_LE ? NAN : (double)row->nothing;
    if (!c.divides) split_ratio(&c);
    return c;
}

struct fit_copy fit_copy_nothing(double *target)
{
    return (struct fit_copy){.kind = COPY_NOTHING, .nothing = NAN, .target = target};
}

/* Whatever a float has for "not a number" is the one NaN of our columns. */
static double known_number(double x) { return isnan(x) ? NAN : x; }

/* Loops this short are mostly counting, unless several values are taken a turn. */
static void gather(const struct fit_copy *c, const struct fit_batch *b, double *restrict raw)
{
    const size_t n = b->count, at = c->at;
    switch ((enum copy_kind)c->kind) {
#define COPY_KIND_LOOP(kind, number)                                     \
    case kind:                                                           \
        _Pragma("GCC unroll 4") for (size_t i = 0; i < n; i++)           \
        {                                                                \
            const uint8_t *p = b->data[i] + at;                          \
            raw[i] = number;                                             \
        }                                                                \
        break;
        COPY_KIND_LIST(COPY_KIND_LOOP)
#undef COPY_KIND_LOOP
    }
}

/* What means nothing becomes NaN first and stays NaN in what follows: no branch stands in the way of vectors. */
static void multiply(const struct fit_copy *c, const double *restrict raw, double *restrict value, size_t n)
{
    const double high = c->high, low = c->low, offset = c->offset, nothing = c->nothing;
#pragma GCC unroll 4
    for (size_t i = 0; i < n; i++) {
        const double x = raw[i] + (raw[i] == nothing ? NAN : 0);
        value[i] = x * high + x * low - offset;
    }
}

static void divide(const struct fit_copy *c, const double *restrict raw, double *restrict value, size_t n)
{
    const double factor = c->factor, divisor = c->scale, offset = c->offset, nothing = c->nothing;
#pragma GCC unroll 4
    for (size_t i = 0; i < n; i++) {
        const double x = raw[i] == nothing ? NAN : raw[i];
        value[i] = x * factor / divisor - offset;
    }
}

/* Brings together new values and what stands in the column. */
static void combine(const struct fit_copy *c, const struct fit_batch *b, double *restrict value)
{
    for (size_t i = 0; i < b->count; i++) {
        const double old = c->target[b->row[i]];
        value[i] = isnan(value[i]) ? old : c->how == FIT_COPY_ADDS ? old + value[i] : value[i];
    }
}

static bool rows_are_neighbours(const struct fit_batch *b) { return b->row[b->count - 1] - b->row[0] == b->count - 1; }

void fit_copy_run(const struct fit_copy *c, const struct fit_batch *b)
{
    double raw[FIT_BATCH], aside[FIT_BATCH];
    const bool at_once = c->how == FIT_COPY_SETS && rows_are_neighbours(b);
    double *value = at_once ? c->target + b->row[0] : aside;
    assert(b->count > 0 && b->count <= FIT_BATCH);
    gather(c, b, raw);
    if (c->divides) divide(c, raw, value, b->count);
    else multiply(c, raw, value, b->count);
    if (at_once) return;
    if (c->how != FIT_COPY_SETS) combine(c, b, aside);
    for (size_t i = 0; i < b->count; i++) c->target[b->row[i]] = aside[i];
}
