/* Text -> words: where they stand, in base letters, and what parts them.
 *
 * Letters are folded to lower-case base letters of Latin ("Füße" and "FUSSE" are "fusse"), as runners write with and
 * without accents. Numbers are words of their own, with a decimal point or comma ("12,5"); a letter glued to one
 * begins a new word ("8k" is "8", "k"). Bytes that are not UTF-8 are read as Latin-1. Works in place, one word at a
 * time, in time linear in the text.
 */
#ifndef WORDS_WORD_SCAN_H
#define WORDS_WORD_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORD_TEXT_MAX = 31 };

/* What stands before a word, the strongest of it. */
enum word_gap {
    WORD_GLUED, WORD_BLANK, WORD_HYPHEN, WORD_SLASH,
    WORD_DOT,   /* that ends no sentence: "3. Zeh", "40 min. later" */
    WORD_COLON,
    WORD_COMMA, /* or a dash, a bracket, a picture */
    WORD_QUESTION
};

struct word_token {
    size_t from, to;              /* bytes of the text */
    char text[WORD_TEXT_MAX + 1]; /* folded; cut when longer. Alone, a capital L is "=l" (R, B too), "è" is "=e" */
    uint8_t length;               /* of `text` */
    bool possessive;              /* "friend's" */
    bool elided;                  /* "l'" of "l'alluce" */
    enum word_gap gap;            /* before it */
    double number;                /* NaN when it is none */
};

struct word_scan {
    const char *text;
    size_t n, at;
    bool small_sides; /* l, r and b alone are sides in small letters too */
    enum word_gap gap;
};

enum word_scanned { WORD_TOKEN, WORD_STOP, WORD_ASKED /* the sentence ended in '?' */, WORD_END };

/* The next word into *token, or what ended the sentence. `before` is the word before in this sentence, or NULL. */
enum word_scanned word_scan_next(struct word_scan *scan, const struct word_token *before, struct word_token *token);

/* Puts text[from, to) into out (size bytes, at least 8) as one line of UTF-8: what is no text becomes '?' or a blank,
 * cut at a whole character with "..." where it does not fit. */
void word_quote(char *out, size_t size, const char *text, size_t from, size_t to);

#endif
