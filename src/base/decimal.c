/* Exact short ways from decimal digits to a double. */
#include "base/decimal.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_DIGITS = 19, MOST_DECIMALS = 27, MOST_DECIMALS_OF_DOUBLE = 22 };

struct decimal {
    uint64_t digits;   /* the first 19 that count, as a whole number */
    unsigned decimals; /* the value is digits / 10^decimals, */
    bool more;         /* and less than one of the last digit's places more */
};

/* digits / 10^decimals. 10^q = 5^q x 2^q, and 5^27 < 2^63: with both numbers moved to the top of 64 bits, the
 * quotient has 63 or 64 bits. A double keeps 53 of them, so that the lowest only says whether anything is left over. */
static double divide(uint64_t digits, unsigned decimals, bool more)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 wide;
    static const uint64_t fives[MOST_DECIMALS + 1] = {
        UINT64_C(1), UINT64_C(5), UINT64_C(25), UINT64_C(125), UINT64_C(625), UINT64_C(3125), UINT64_C(15625), UINT64_C(78125),
        UINT64_C(390625), UINT64_C(1953125), UINT64_C(9765625), UINT64_C(48828125), UINT64_C(244140625), UINT64_C(1220703125),
        UINT64_C(6103515625), UINT64_C(30517578125), UINT64_C(152587890625), UINT64_C(762939453125), UINT64_C(3814697265625),
        UINT64_C(19073486328125), UINT64_C(95367431640625), UINT64_C(476837158203125), UINT64_C(2384185791015625),
        UINT64_C(11920928955078125), UINT64_C(59604644775390625), UINT64_C(298023223876953125), UINT64_C(1490116119384765625),
        UINT64_C(7450580596923828125)};
    assert(digits > 0 && decimals <= MOST_DECIMALS);
    int up = __builtin_clzll(digits), down = __builtin_clzll(fives[decimals]);
    uint64_t divisor = fives[decimals] << down;
    wide number = (wide)(digits << up) << 63;
    uint64_t quotient = (uint64_t)(number / divisor);
    bool left = more || (wide)quotient * divisor != number;
    return ldexp((double)(quotient | left), down - up - (int)decimals - 63);
#else
    (void)digits, (void)decimals, (void)more;
    return NAN;
#endif
}

static bool nearest(const struct decimal *d, double *out)
{
    static const double tens[MOST_DECIMALS_OF_DOUBLE + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (FLT_EVAL_METHOD != 0 || d->decimals > MOST_DECIMALS) return false;
    if (!d->digits) {
        *out = 0;
        return true;
    }
    if (!d->more && d->digits <= UINT64_C(1) << DBL_MANT_DIG && d->decimals <= MOST_DECIMALS_OF_DOUBLE) {
        *out = (double)d->digits / tens[d->decimals];
        return true;
    }
    *out = divide(d->digits, d->decimals, d->more);
    return !isnan(*out) && (!d->more || *out == divide(d->digits + 1, d->decimals, false));
}

/* Digits from `p` on behind those that `value` holds; where they end. Too many simply run over. */
static const char *run_of_digits(const char *p, const char *end, uint64_t *value)
{
    for (unsigned digit; p != end && (digit = (unsigned)*p - '0') <= 9; p++) *value = *value * 10 + digit;
    return p;
}

/* The first 19 of the digits from `p` to `end`, leading zeros not counted, and whether others follow; false where some are dropped
 * that stand before the point. */
static bool gather_many(const char *p, const char *end, struct decimal *d)
{
    unsigned kept = 0;
    bool point = false;
    *d = (struct decimal){0};
    for (; p < end; p++) {
        unsigned digit = (unsigned)*p - '0';
        if (*p == '.') {
            point = true;
        } else if (kept < MOST_DIGITS) {
            d->digits = d->digits * 10 + digit;
            d->decimals += point;
            kept += d->digits != 0;
        } else {
            if (!point) return false;
            d->more |= digit != 0;
        }
    }
    return true;
}

/* A number without its sign, up to `end` or a '\0'; false for anything else. */
static bool gather(const char *text, const char *end, struct decimal *d)
{
    const char *p = run_of_digits(text, end, &d->digits), *decimals = p;
    size_t count = (size_t)(p - text);
    if (p != end && *p == '.') {
        decimals = p + 1;
        p = run_of_digits(decimals, end, &d->digits);
        count += (size_t)(p - decimals);
    }
    if (!count || (end ? p != end : *p != '\0')) return false;
    d->decimals = (unsigned)(p - decimals);
    return count <= MOST_DIGITS || gather_many(text, p, d);
}

bool decimal_read(const char *text, const char *end, double *out)
{
    struct decimal d = {0};
    bool some = text != end, negative = some && *text == '-', sign = negative || (some && *text == '+');
    double value;
    if (!gather(text + sign, end, &d) || !nearest(&d, &value)) return false;
    *out = negative ? -value : value;
    return true;
}

void decimal_text(char out[DECIMAL_TEXT_SIZE], double value)
{
    out[0] = '\0';
    if (isnan(value)) return;
    if (fabs(value) < 1e15 && value == (double)(long)value) {
        snprintf(out, DECIMAL_TEXT_SIZE, "%ld", (long)value);
        return;
    }
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(out, DECIMAL_TEXT_SIZE, "%.*g", digits, value);
        if (strtod(out, NULL) == value) break;
    }
}
