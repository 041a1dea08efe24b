/* The runner's own words: is there numbness in what they wrote about a run?
 *
 * Titles, descriptions and private notes of a service, in seven languages (English, German, French, Spanish, Italian,
 * Dutch, Portuguese), are searched for the words of data/symptom_words.csv: "numb", "pins and needles",
 * "eingeschlafen", "engourdi", "hormigueo", ... Negations are read ("no numbness today", "kein Kribbeln"), and so are
 * side, toes and other places, the minute or the distance at which it began, and how bad it was, where they are said
 * near the word. Words that only look like it ("hands numb from the cold", "a number of hills") are not taken, nor
 * questions, other days and other people. Of several sentences one that says numb is stronger than one that says none.
 * docs/proposals.md has examples and how often it goes wrong. Time is linear in the length of the text.
 *
 * What comes out is a proposal for the runner to confirm. It is never a note by itself: a text can be about
 * another day, another person or a joke.
 *
 * Pure functions; no shared state.
 */
#ifndef WORDS_SYMPTOM_WORDS_H
#define WORDS_SYMPTOM_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum symptom_felt {
    SYMPTOM_NOT_SAID, /* nothing about numbness in it */
    SYMPTOM_NUMB,     /* a foot was numb on this run */
    SYMPTOM_NONE      /* it is said that there was none */
};

enum { SYMPTOM_QUOTE_SIZE = 160, SYMPTOM_QUALITY_SIZE = 64 };

struct symptom_reading {
    enum symptom_felt felt;
    char language[3];                    /* "en" of the word that decided; "" */
    /* Of a numb one; not said otherwise: */
    char side[8];                        /* "left", "right", "both"; "" not said */
    uint64_t regions;                    /* set of foot/regions.h; 0 not said */
    char quality[SYMPTOM_QUALITY_SIZE];  /* "numb tingling" in the words of journal_note.h; "" not said */
    double onset_min;                    /* minute of the run; NaN not said */
    double onset_km;                     /* distance; NaN not said */
    double severity;                     /* 0-10 where said as "5/10" or the like; NaN */
    /* Of both: */
    size_t from, to;                     /* the word that decided: bytes of the text */
    char quote[SYMPTOM_QUOTE_SIZE];      /* the sentence around it, for showing: one line of UTF-8, cut with "..." */
};

/* Reads `text` (n bytes, UTF-8; anything else is read as far as it makes sense). */
struct symptom_reading symptom_read(const char *text, size_t n);

#endif
