/* Random numbers with an explicit seed, the same on every machine.
 *
 * For simulation and for drawing a trial's settings only: no answer of the
 * product is random. The generator is xoshiro256** (Blackman and Vigna, "Scrambled
 * linear pseudorandom number generators", ACM TOMS 2021), seeded by splitmix64.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state[4];
};

void random_seed(struct random *r, uint64_t seed);
uint64_t random_u64(struct random *r);
double random_uniform(struct random *r);                        /* in [0, 1) */
double random_between(struct random *r, double lo, double hi);  /* uniform in [lo, hi) */
double random_normal(struct random *r);                         /* mean 0, sd 1; by inversion, one draw each */
double random_exponential(struct random *r);                    /* mean 1 */
unsigned random_poisson(struct random *r, double mean);         /* mean up to 50 */
size_t random_index(struct random *r, size_t n);                /* 0 .. n-1, n > 0 */
size_t random_weighted(struct random *r, const double *weight, size_t n); /* weights >= 0, not all 0 */

/* Quantile function of the standard normal, p in (0,1): Wichura, algorithm AS 241 (1988), about 1e-16. */
double normal_quantile(double p);

#endif
