/* Sets of regions as a phrase: "under the right 3rd and 4th toes and the heel". Pure. */
#ifndef FOOT_REGION_WORDS_H
#define FOOT_REGION_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum foot_side { FOOT_NO_SIDE, FOOT_LEFT, FOOT_RIGHT, FOOT_BOTH };

/* "left", "right", "both", "". */
const char *foot_side_text(enum foot_side side);

/* The set in the order of its rows, toes taken together, into `out` (size bytes; FOOT_WORDS_SIZE holds any few), cut
 * with "..." behind a whole place. Empty set: "". */
enum { FOOT_WORDS_SIZE = 400 };
void foot_region_words(char *out, size_t size, uint64_t set, enum foot_side side);

#endif
