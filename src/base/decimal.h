/* Plain decimal numbers, "-12.345", to the nearest double without the C library's general way.
 *
 * Files of track points are numbers from end to end, and strtod weighs every one as if it
 * could have an exponent and 700 digits. What stands here is exact too (round to nearest, ties to even), or says no:
 *
 *   - up to 2^53 as a whole number over up to 10^22: both are doubles, and one division rounds once
 *     (Clinger, "How to read floating point numbers accurately", PLDI 1990);
 *   - up to 19 digits over up to 10^27: the quotient in 128-bit whole numbers, with what is left over as
 *     the last bit, rounded once;
 *   - more digits: the number lies between two such ones; where both round to the same double, that is it.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>

/* Reads all of `text`, up to `end`, or to its '\0' where `end` is NULL: a sign or none, digits, a point or none among
 * them. False for anything else, and for the rare number that this way does not decide; *out is then untouched
 * and strtod is to be asked. */
bool decimal_read(const char *text, const char *end, double *out);

enum { DECIMAL_TEXT_SIZE = 40 };

/* The shortest decimal text that reads back as the same double; "" for NaN. A whole number below 1e15 is written without a
 * point. The C locale is assumed: no program of ours calls setlocale. */
void decimal_text(char out[DECIMAL_TEXT_SIZE], double value);

#endif
