/* Quasi-random points in the unit cube: a shifted rank-1 lattice.
 *
 *     u[i][j] = frac(i z_j / n + (k_j + 1/2) / n),  i = 0 .. n-1
 *
 * z and k come from tools/gen_lattice.py and serve n = 512 and 4096 (and any power of two
 * between or below, less well). Each dimension alone is the midpoint rule. Beyond
 * LATTICE_DIMENSIONS the midpoints are shuffled instead by a fixed pseudo-random permutation
 * (a Latin hypercube), which keeps that property. Deterministic; no state.
 */
#ifndef ONSET_ONSET_LATTICE_H
#define ONSET_ONSET_LATTICE_H

#include <stddef.h>

enum { LATTICE_DIMENSIONS = 64 };

extern const unsigned lattice_vector[LATTICE_DIMENSIONS];
extern const unsigned lattice_shift[LATTICE_DIMENSIONS];

/* Dimension j of all n points, each in (0, 1). n < 2^31. */
void lattice_column(double *u, size_t n, size_t j);

#endif
