/* xoshiro256** and the few distributions that simulation needs. */
#include "base/random.h"

#include <assert.h>
#include <math.h>

static uint64_t rotl(uint64_t x, int k) { return x << k | x >> (64 - k); }

void random_seed(struct random *r, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = (seed += 0x9E3779B97F4A7C15u);
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        r->state[i] = z ^ z >> 31;
    }
}

uint64_t random_u64(struct random *r)
{
    uint64_t *s = r->state, result = rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
}

double random_uniform(struct random *r) { return (double)(random_u64(r) >> 11) * 0x1p-53; }

double random_between(struct random *r, double lo, double hi) { return lo + (hi - lo) * random_uniform(r); }

double random_normal(struct random *r)
{
    return normal_quantile(((double)(random_u64(r) >> 11) + 0.5) * 0x1p-53);
}

double random_exponential(struct random *r) { return -log1p(-random_uniform(r)); }

unsigned random_poisson(struct random *r, double mean)
{
    double p = exp(-mean), sum = p, u = random_uniform(r);
    unsigned k = 0;
    assert(mean >= 0 && mean <= 50);
    while (u > sum && k < 1000) sum += p *= mean / ++k;
    return k;
}

size_t random_index(struct random *r, size_t n)
{
    assert(n > 0);
    return (size_t)(random_uniform(r) * (double)n);
}

size_t random_weighted(struct random *r, const double *weight, size_t n)
{
    double total = 0, u;
    size_t i;
    for (i = 0; i < n; i++) total += weight[i];
    assert(total > 0);
    u = random_uniform(r) * total;
    for (i = 0; i + 1 < n && u >= weight[i]; i++) u -= weight[i];
    return i;
}

static double ratio(const double *num, const double *den, double r)
{
    double n = num[7], d = den[7];
    for (int i = 6; i >= 0; i--) {
        n = n * r + num[i];
        d = d * r + den[i];
    }
    return n / d;
}

double normal_quantile(double p)
{
    static const double a[8] = {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static const double b[8] = {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2,
                                5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4,
                                2.8729085735721942674e+4, 5.2264952788528545610e+3};
    static const double c[8] = {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
                                3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[8] = {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
                                6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
                                5.47593808499534494600e-4, 1.05075007164441684324e-9};
    static const double e[8] = {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
                                2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[8] = {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
                                1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
                                1.42151175831644588870e-7, 2.04426310338993978564e-15};
    double q = p - 0.5, r;
    assert(p > 0 && p < 1);
    if (fabs(q) <= 0.425) return q * ratio(a, b, 0.180625 - q * q);
    r = sqrt(-log(q < 0 ? p : 1 - p));
    r = r <= 5 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5);
    return q < 0 ? -r : r;
}
