/* One field of many records into one column: the inner loops of reading FIT.
 *
 * Taken record by record, every value costs a decision of its own: how wide, which byte order, which
 * scale, which column. Taken field by field over a batch of records of one definition, each decision is made once
 * for up to FIT_BATCH values, and what is left are short loops without branches, which compilers turn into vector
 * instructions:
 *
 *     gather   the stored numbers of the batch, from wherever the records stand in the file
 *     scale    raw * factor / scale - offset; what means nothing becomes NaN
 *     store    into the column, over or onto what an earlier field of the same record put there
 *
 * Everything a batch needs stays in the nearest cache while all fields of its records are copied.
 *
 *
 * DIVIDING WITHOUT DIVISION
 *
 * A division costs as much as all the rest together, and multiplying by the rounded reciprocal gives other
 * numbers: 7 * (1 / 10.0) is not 7 / 10.0. But the reciprocal r = factor / scale can be kept in two parts,
 *
 *     high   r cut to 20 significant bits
 *     low    r - high, rounded to 53 bits; below r / 2^19
 *
 * and raw * high + raw * low is then the double that raw * factor / scale gives, bit for bit, for every whole raw
 * of at most 32 bits and whole factor and scale of at most 2^16:
 *
 *   - The first product has 52 bits and is exact. The second is wrong by less than 2^-71 of the result q. So the
 *     sum is rounded as the true q would be, unless q lies that close to a number h halfway between two doubles,
 *     where rounding changes its mind.
 *   - It cannot. q is N / scale with a whole N = raw * factor below 2^48. h has an odd part of 54 bits, so it is not
 *     q itself: N = h * scale would have as many. And N - h * scale is a multiple of the half unit that h ends
 *     with, which is at least 2^-54 of q, so q - h is at least 2^-54 / 2^16 = 2^-70 of q.
 *
 * Where scale is a power of two (2^31 to the half circle) low is 0 and everything exact.
 *
 * Other numbers (floats, 64 bits, scales that are not whole) are divided.
 */
#ifndef ACTIVITY_FIT_COPY_H
#define ACTIVITY_FIT_COPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/fit_protocol.h"
#include "base/bytes.h"

enum { FIT_BATCH = 256 };

/* Records of one definition, in the order of the file. Other messages may stand between them, so rows ascend but
 * need not be neighbours. */
struct fit_batch {
    size_t count;
    const uint8_t *data[FIT_BATCH]; /* behind the header byte of each */
    uint32_t row[FIT_BATCH];        /* which row of the columns each one fills */
};

/* What becomes of the value that an earlier field of the record gave the same column. */
enum fit_copy_how {
    FIT_COPY_SETS,      /* there is none: a missing value is stored as NaN */
    FIT_COPY_OVERRIDES, /* replaced, unless this one is missing */
    FIT_COPY_ADDS       /* this one is added, unless it is missing */
};

struct fit_copy {
    enum fit_copy_how how;
    uint8_t kind;       /* how to load; fit_copy.c */
    uint8_t type;       /* base type byte, for the general way of loading */
    bool divides;       /* by factor, scale; else high, low are used */
    uint32_t at;        /* byte in the data of a record */
    double nothing;     /* raw number that means no value; NaN: found while loading */
    double high, low, factor, scale, offset;
    double *target;     /* the column */
};

/* The copy of a field of base type `type` at byte `at`: raw * factor / scale - offset into `target`. */
struct fit_copy fit_copy_of(uint8_t type, enum byte_order order, uint32_t at, double factor, double scale,
                            double offset, double *target);

/* The copy that fills a column which records do not have with NaN. */
struct fit_copy fit_copy_nothing(double *target);

/* Copies the field of all records of the batch; count > 0. */
void fit_copy_run(const struct fit_copy *c, const struct fit_batch *b);

#endif
