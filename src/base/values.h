/* Sorting numbers, and what is read off sorted ones. */
#ifndef BASE_VALUES_H
#define BASE_VALUES_H

#include <stddef.h>

/* Sorts n numbers, smallest first. None may be NaN. */
void values_sort(double *value, size_t n);

/* The value at share q in [0, 1] of n >= 1 sorted numbers, linear between neighbours: at position q (n - 1)
 * (Hyndman and Fan, "Sample quantiles in statistical packages", 1996, type 7). */
double values_quantile(const double *sorted, size_t n, double q);

/* The median of n numbers, which are sorted on the way; NaN when n is 0. */
double values_median(double *value, size_t n);

#endif
