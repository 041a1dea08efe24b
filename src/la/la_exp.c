/* exp over a column, two elements at a time.
 *
 * x = k ln 2 + r with k whole and |r| <= ln 2 / 2; exp(x) = 2^k exp(r).
 *
 * k: adding 1.5 x 2^52 to x / ln 2 leaves the nearest whole number in the low bits of the sum.
 * r: ln 2 is split in a head of 32 significant bits, so that k times the head is exact for
 *    |k| < 2^20, and a tail (Cody and Waite 1980).
 * exp(r): 1 + (r + r^2 p(r)), p the Taylor series to r^13; the rest is below 5e-18 there, and the
 *    rounding of the last addition dominates.
 * 2^k: k + 1023 is moved into the exponent. Cutting x to [-708, 709] keeps it between 1 and 2046. */
#include "la/la.h"

#include "la/la_lanes.h"

static const double low_end = -708.0, high_end = 709.0;
static const double inverse_ln2 = 1.4426950408889634074;
static const double ln2_head = 6.93147180369123816490e-01; /* 0x3FE62E42FEE00000 */
static const double ln2_tail = 1.90821492927058770002e-10; /* ln 2 - head */
static const double rounder = 6755399441055744.0;          /* 1.5 x 2^52 */

/* 1/k! for k = 13 down to 2. */
static const double series[12] = {
    1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0,
    1.0 / 362880.0,     1.0 / 40320.0,     1.0 / 5040.0,     1.0 / 720.0,
    1.0 / 120.0,        1.0 / 24.0,        1.0 / 6.0,        1.0 / 2.0};

/* x where the mask is set, y elsewhere. */
static inline lanes choose(lane_bits mask, lanes x, lanes y)
{
    return (lanes)((mask & (lane_bits)x) | (~mask & (lane_bits)y));
}

static inline lanes exp_lanes(lanes x)
{
    lanes shifted, k, r, p;
    lane_words power;
    x = choose((lane_bits)(x < low_end), lanes_of(low_end), x);
    x = choose((lane_bits)(x > high_end), lanes_of(high_end), x);
    shifted = x * inverse_ln2 + rounder;
    k = shifted - rounder;
    r = (x - k * ln2_head) - k * ln2_tail;
    p = lanes_of(series[0]);
    for (size_t i = 1; i < sizeof series / sizeof *series; i++) p = p * r + series[i];
    p = 1.0 + (r + r * r * p);
    power = ((lane_words)shifted << 52) + ((lane_words){1023, 1023} << 52);
    return p * (lanes)power;
}

void la_exp(size_t n, const double *x, double *y)
{
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        const lanes first = exp_lanes(lanes_load(x + i));
        const lanes second = exp_lanes(lanes_load(x + i + LANES));
        lanes_store(y + i, first);
        lanes_store(y + i + LANES, second);
    }
    for (; i < n; i++) y[i] = exp_lanes(lanes_of(x[i]))[0];
}
