/* Amounts in a sentence: when it began, and how bad it was.
 *
 * An amount says when numbness began only with a word that says so: "after 40 min", "from km 8", "8 km in". "Numb for
 * the last 3 km" and "10 km in 50 min" name no beginning, "10 km/h" is no distance.
 */
#ifndef WORDS_WORD_AMOUNTS_H
#define WORDS_WORD_AMOUNTS_H

#include "words/word_line.h"

enum word_cue {
    WORD_NO_CUE,
    WORD_BEGINS,   /* it began there */
    WORD_UNTIL_CUE /* something lasted until there */
};

struct word_amount {
    struct word_span at;     /* its items */
    double minutes, km;      /* one of them, the other NaN */
    double upper;            /* of a window, in the same unit; NaN none */
    enum word_cue cue;
};

/* The amounts of a line, first to last; returns how many of at most `room`. */
size_t word_amounts(const struct word_line *line, struct word_amount *out, size_t room);

/* The amount that begins at an item; false when none does. */
bool word_amount_at(const struct word_line *line, size_t item, struct word_amount *out);

/* "5/10", "5 of 10", "severity 5" at an item: *value in 0 to 10, *next the item behind. */
bool word_severity_at(const struct word_line *line, size_t item, double *value, size_t *next);

/* The first severity of the line that is not of something else ("effort 7/10"); NaN none. */
double word_severity(const struct word_line *line);

#endif
