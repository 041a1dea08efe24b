/* Sorted numbers. */
#include "base/values.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void values_sort(double *value, size_t n)
{
    if (n) qsort(value, n, sizeof *value, ascending);
}

double values_quantile(const double *sorted, size_t n, double q)
{
    double at = q * (double)(n - 1);
    size_t i = (size_t)at;
    assert(n > 0 && q >= 0 && q <= 1);
    return i + 1 < n ? sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

/* Hoare's selection: afterwards value[k] is the k-th smallest and everything before it is no larger. */
static double values_select(double *value, size_t n, size_t k)
{
    size_t lo = 0, hi = n - 1;
    while (lo < hi) {
        double pivot = value[lo + (hi - lo) / 2];
        size_t i = lo, j = hi;
        for (;;) {
            while (value[i] < pivot) i++;
            while (pivot < value[j]) j--;
            if (i >= j) break;
            double t = value[i];
            value[i++] = value[j];
            value[j--] = t;
        }
        if (value[j] > pivot) j--;
        if (k <= j) hi = j;
        else lo = j + 1;
    }
    return value[k];
}

double values_median(double *value, size_t n)
{
    double upper, lower;
    if (n == 0) return NAN;
    upper = values_select(value, n, n / 2);
    if (n % 2) return upper;
    lower = value[0];
    for (size_t i = 1; i < n / 2; i++) lower = fmax(lower, value[i]);
    return (lower + upper) / 2;
}
