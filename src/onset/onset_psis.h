/* Pareto-smoothed importance weights and their alarm, k-hat.
 *
 * Vehtari, Simpson, Gelman, Yao, Gabry: Pareto smoothed importance sampling, JMLR 25(72), 2024;
 * the fit of the generalised Pareto tail after Zhang and Stephens, Technometrics 51, 2009.
 */
#ifndef ONSET_ONSET_PSIS_H
#define ONSET_ONSET_PSIS_H

#include <stdbool.h>
#include <stddef.h>

/* log_ratio[n] (finite or -INFINITY; overwritten) -> weight[n], sum 1. *khat: shape of the tail, 0
 * when all ratios are equal. *ess: 1 / sum weight^2. n >= 32. False when out of memory. */
bool psis_weights(double *log_ratio, size_t n, double *weight, double *khat, double *ess);

/* Shape and scale of a generalised Pareto distribution for sorted, positive x. */
void pareto_fit(const double *x, size_t n, double *shape, double *scale);

#endif
