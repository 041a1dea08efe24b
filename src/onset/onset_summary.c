/* Summaries of one value per draw, by the draws' weights. */
#include "onset/onset.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

struct weighted_value {
    double value, weight;
};

static int by_value(const void *a, const void *b)
{
    const struct weighted_value *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

static struct weighted_value *sorted(const struct onset_posterior *post, const double *value)
{
    struct weighted_value *all = alloc_array(post->draws, sizeof *all);
    if (!all) return NULL;
    for (size_t s = 0; s < post->draws; s++) all[s] = (struct weighted_value){value[s], post->weight[s]};
    qsort(all, post->draws, sizeof *all, by_value);
    return all;
}

/* Linear between the middles of the cumulative weights, which sum to 1. */
static double quantile_of(const struct weighted_value *all, size_t n, double q)
{
    double below = 0.0, last_at = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double at = below + 0.5 * all[i].weight;
        if (at >= q) {
            if (i == 0 || at == last_at) return all[i].value;
            return all[i - 1].value + (all[i].value - all[i - 1].value) * (q - last_at) / (at - last_at);
        }
        below += all[i].weight;
        last_at = at;
    }
    return all[n - 1].value;
}

double onset_quantile(const struct onset_posterior *post, const double *value, double q)
{
    struct weighted_value *all = sorted(post, value);
    double found;
    assert(q > 0.0 && q < 1.0);
    if (!all) return NAN;
    found = quantile_of(all, post->draws, q);
    free(all);
    return found;
}

struct onset_summary onset_summarise(const struct onset_posterior *post, const double *value)
{
    struct onset_summary out = {0.0, 0.0, NAN, NAN};
    struct weighted_value *all = sorted(post, value);
    for (size_t s = 0; s < post->draws; s++) out.mean += post->weight[s] * value[s];
    for (size_t s = 0; s < post->draws; s++) {
        const double off = value[s] - out.mean;
        out.sd += post->weight[s] * off * off;
    }
    out.sd = sqrt(out.sd);
    if (!all) return out;
    out.lo = quantile_of(all, post->draws, 0.05);
    out.hi = quantile_of(all, post->draws, 0.95);
    free(all);
    return out;
}

double onset_share(const struct onset_posterior *post, const double *value, double threshold)
{
    double share = 0.0;
    for (size_t s = 0; s < post->draws; s++)
        if (value[s] >= threshold) share += post->weight[s];
    return fmin(share, 1.0); /* the weights sum to 1 only within rounding */
}

double onset_best(double *p_best, const struct onset_posterior *post, const double *gain, size_t options,
                  const size_t *group, size_t groups, double margin)
{
    double none = 0.0;
    for (size_t g = 0; g < groups; g++) p_best[g] = 0.0;
    for (size_t s = 0; s < post->draws; s++) {
        size_t best = 0;
        for (size_t i = 1; i < options; i++)
            if (gain[s + i * post->draws] > gain[s + best * post->draws]) best = i;
        if (options > 0 && gain[s + best * post->draws] >= margin) {
            assert(group[best] < groups);
            p_best[group[best]] += post->weight[s];
        } else {
            none += post->weight[s];
        }
    }
    for (size_t g = 0; g < groups; g++) p_best[g] = fmin(p_best[g], 1.0);
    return fmin(none, 1.0);
}
