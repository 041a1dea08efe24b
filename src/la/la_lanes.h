/* Two doubles side by side: what every 64-bit machine of today does in one instruction.
 *
 * GCC's vector extension, which clang has too. Loads and stores go through memcpy, so that
 * columns need no alignment; both compilers make one unaligned move of it. */
#ifndef LA_LA_LANES_H
#define LA_LA_LANES_H

#include <stdint.h>
#include <string.h>

typedef double lanes __attribute__((vector_size(16)));
typedef int64_t lane_bits __attribute__((vector_size(16)));   /* what a comparison gives */
typedef uint64_t lane_words __attribute__((vector_size(16))); /* for shifts */

enum { LANES = 2 };

static inline lanes lanes_load(const double *p)
{
    lanes v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline void lanes_store(double *p, lanes v) { memcpy(p, &v, sizeof v); }

static inline lanes lanes_of(double a) { return (lanes){a, a}; }

#endif
