/* Points of the lattice, and the shuffled midpoints beyond its dimensions. */
#include "onset/onset_lattice.h"

#include <stdint.h>

#include "base/random.h"

/* Cells of one half are dealt to the first half of the points, each by chance itself or its mirror image; the
 * other half of the points mirrors them. An odd n keeps its middle cell for the middle point. */
static void shuffled_column(double *u, size_t n, size_t j)
{
    const size_t half = n / 2;
    struct random r;
    random_seed(&r, 0x51ED270B0CULL + j);
    u[half] = 0.5;
    for (size_t i = 0; i < half; i++) u[i] = ((double)i + 0.5) / (double)n;
    for (size_t i = half; i > 1; i--) {
        const size_t other = random_index(&r, i);
        const double keep = u[i - 1];
        u[i - 1] = u[other];
        u[other] = keep;
    }
    for (size_t i = 0; i < half; i++) {
        if (random_uniform(&r) < 0.5) u[i] = 1.0 - u[i];
        u[n - 1 - i] = 1.0 - u[i];
    }
}

void lattice_column(double *u, size_t n, size_t j)
{
    if (j >= LATTICE_DIMENSIONS || (n & (n - 1)) != 0) {
        shuffled_column(u, n, j);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const uint64_t place = (2 * (uint64_t)i + 1) * lattice_vector[j] % (2 * (uint64_t)n);
        u[i] = (double)place / (2.0 * (double)n);
    }
}
