/* Points of the lattice, and the shuffled midpoints beyond its dimensions. */
#include "onset/onset_lattice.h"

#include <stdint.h>

#include "base/random.h"

static void shuffled_column(double *u, size_t n, size_t j)
{
    struct random r;
    random_seed(&r, 0x51ED270B0CULL + j);
    for (size_t i = 0; i < n; i++) u[i] = ((double)i + 0.5) / (double)n;
    for (size_t i = n; i > 1; i--) {
        const size_t other = random_index(&r, i);
        const double keep = u[i - 1];
        u[i - 1] = u[other];
        u[other] = keep;
    }
}

void lattice_column(double *u, size_t n, size_t j)
{
    if (j >= LATTICE_DIMENSIONS) {
        shuffled_column(u, n, j);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const uint64_t cell = ((uint64_t)i * lattice_vector[j] + lattice_shift[j]) % n;
        u[i] = ((double)cell + 0.5) / (double)n;
    }
}
