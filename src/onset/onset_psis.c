/* Pareto smoothing: onset_psis.h. */
#include "onset/onset_psis.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

enum { PARETO_CANDIDATES = 30 };

struct ranked {
    double value;
    size_t index;
};

static int by_value(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->value != y->value) return x->value < y->value ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static double mean_log1p(const double *x, size_t n, double b)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) sum += log1p(-b * x[i]);
    return sum / (double)n;
}

/* Candidate j of m for the ratio b = -shape/scale (Zhang and Stephens, eq. 2.3 with the prior of Vehtari et al.). */
static double candidate(const double *x, size_t n, size_t j, size_t m)
{
    const double quarter = x[(size_t)((double)n / 4.0 + 0.5) - 1];
    return (1.0 - sqrt((double)m / ((double)j + 0.5))) / (3.0 * quarter) + 1.0 / x[n - 1];
}

static double profile(const double *x, size_t n, double b)
{
    const double k = mean_log1p(x, n, b);
    return (double)n * (log(-b / k) - k - 1.0);
}

void pareto_fit(const double *x, size_t n, double *shape, double *scale)
{
    const size_t m = PARETO_CANDIDATES + (size_t)sqrt((double)n);
    double most = -INFINITY, sum = 0.0, b = 0.0, k;
    assert(n >= 5);
    for (size_t j = 0; j < m; j++) most = fmax(most, profile(x, n, candidate(x, n, j, m)));
    for (size_t j = 0; j < m; j++) {
        const double each = candidate(x, n, j, m), weight = exp(profile(x, n, each) - most);
        if (!isfinite(weight)) continue;
        b += weight * each;
        sum += weight;
    }
    b /= sum;
    k = mean_log1p(x, n, b);
    *scale = -k / b;
    *shape = ((double)n * k + 5.0) / ((double)n + 10.0); /* weakly towards 1/2 */
}

static double pareto_quantile(double p, double shape, double scale)
{
    if (fabs(shape) < 1e-12) return -scale * log1p(-p);
    return scale * expm1(-shape * log1p(-p)) / shape;
}

/* Replaces the m largest ratios by quantiles of the fitted tail, none above the largest (0). */
static double smooth_tail(double *log_ratio, struct ranked *rank, size_t n, size_t m)
{
    const double cut = exp(rank[n - m - 1].value);
    double *excess = alloc_array(m, sizeof *excess), shape, scale;
    if (!excess) return NAN;
    for (size_t i = 0; i < m; i++) excess[i] = fmax(exp(rank[n - m + i].value) - cut, 1e-30);
    if (excess[m - 1] < 1e-12) {
        free(excess);
        return 0.0;
    }
    pareto_fit(excess, m, &shape, &scale);
    for (size_t i = 0; i < m; i++) {
        const double p = ((double)i + 0.5) / (double)m;
        log_ratio[rank[n - m + i].index] = fmin(log(cut + pareto_quantile(p, shape, scale)), 0.0);
    }
    free(excess);
    return shape;
}

bool psis_weights(double *log_ratio, size_t n, double *weight, double *khat, double *ess)
{
    const size_t m = (size_t)fmin(0.2 * (double)n, 3.0 * sqrt((double)n));
    struct ranked *rank = alloc_array(n, sizeof *rank);
    double most = -INFINITY, sum = 0.0, squares = 0.0;
    assert(n >= 32);
    if (!rank) return false;
    for (size_t i = 0; i < n; i++) most = fmax(most, log_ratio[i]);
    for (size_t i = 0; i < n; i++) {
        log_ratio[i] = isfinite(most) ? log_ratio[i] - most : 0.0;
        rank[i] = (struct ranked){log_ratio[i], i};
    }
    qsort(rank, n, sizeof *rank, by_value);
    *khat = smooth_tail(log_ratio, rank, n, m);
    free(rank);
    if (isnan(*khat)) return false;
    for (size_t i = 0; i < n; i++) sum += weight[i] = exp(log_ratio[i]);
    for (size_t i = 0; i < n; i++) {
        weight[i] /= sum;
        squares += weight[i] * weight[i];
    }
    *ess = 1.0 / squares;
    return true;
}
