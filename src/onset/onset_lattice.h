/* Quasi-random points in the unit cube: a rank-1 lattice that is its own mirror image.
 *
 *     u[i][j] = frac((i + 1/2) z_j / n),  i = 0 .. n-1, z_j odd, n a power of two
 *
 * z comes from tools/gen_lattice.py and serves n = 512 and 4096 (and any power of two between or below, less
 * well). Each dimension alone is the midpoint rule, and odd moments about the centre are exact. At 512
 * points more than LATTICE_DIMENSIONS columns would hold pairs that lie on few lines; beyond it, and for an n that is
 * no power of two, the midpoints are shuffled by a fixed pseudo-random permutation instead (a Latin hypercube,
 * mirrored too when n is even). Deterministic; no state.
 */
#ifndef ONSET_ONSET_LATTICE_H
#define ONSET_ONSET_LATTICE_H

#include <stddef.h>

enum { LATTICE_DIMENSIONS = 24 };

extern const unsigned lattice_vector[LATTICE_DIMENSIONS];

/* Dimension j of all n points, each in (0, 1). n < 2^31. */
void lattice_column(double *u, size_t n, size_t j);

#endif
