/* Places of the foot and sides in a sentence. */
#ifndef WORDS_WORD_PLACES_H
#define WORDS_WORD_PLACES_H

#include "words/word_line.h"

/* The place that an item names, WORD_NO_PLACE when none. Fingers and toes that have one name ("dedos", "dita") are
 * WORD_DIGIT. */
enum word_place word_place_of(const struct word_line *line, size_t item);

/* 1 to 5 where the item is the number of a toe in digits; else 0, also behind the last item. */
unsigned word_toe_number(const struct word_line *line, size_t item);

/* True when the span speaks of a foot. */
bool word_has_foot(const struct word_line *line, struct word_span span);

/* Regions (a set of foot/regions.h) that the span names: "3rd and 4th toes", "between the big and the second toe",
 * "top of my right foot". A foot alone is no region. */
uint64_t word_regions(const struct word_line *line, struct word_span span);

/* The side that the span names; of several the one nearest to item `near`, or both where they are joined. */
enum word_side word_side(const struct word_line *line, struct word_span span, size_t near);

/* "left", "right", "both", "". */
const char *word_side_text(enum word_side side);

#endif
