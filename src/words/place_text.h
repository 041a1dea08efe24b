/* A place of the foot said in words and nothing else: "3rd and 4th toes", "between 3 and 4", "outer ball", "Ferse".
 *
 * Pure functions; no shared state.
 */
#ifndef WORDS_PLACE_TEXT_H
#define WORDS_PLACE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The regions (a set of foot/regions.h) that the text names, in the first of the languages of symptom_words.h that
 * knows all of its words. False, and *set untouched, when a word is not understood or none is a place. */
bool place_text_read(uint64_t *set, const char *text, size_t n);

#endif
