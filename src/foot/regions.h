/* Regions of the foot: the codes of a note, and what lies there.
 *
 * The rows are data/regions.csv (its source column names evidence.md 1.1), made into regions.gen.c by
 * tools/gen_regions.py. A set of regions is a bit mask: bit i is row i. The order of
 * the rows never changes, new ones come at the end.
 *
 *     code     stands in a note: "P_TOE3"
 *     number   is typed and drawn: toes 1 to 5, 34 between the 3rd and the 4th, 6 to 10 the sole, from 61 the top,
 *              from 71 the sides, from 91 what is made of several
 *     name     is said: "under the 3rd toe", "3rd toe"
 *
 * Skin territories overlap and vary: a region supports a nerve, it never proves it.
 *
 * All functions are pure.
 */
#ifndef FOOT_REGIONS_H
#define FOOT_REGIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum foot_view { FOOT_SOLE, FOOT_TOP, FOOT_INNER, FOOT_OUTER, FOOT_VIEWS };

struct foot_region {
    const char *code;    /* "P_TOE3" */
    const char *words;   /* "under the 3rd toe" */
    const char *names;   /* further names, ';' between: "3rd toe;third toe" */
    const char *nerve;   /* first to think of: "medial plantar" */
    const char *nerve2;  /* second, "" */
    const char *roots;   /* "L5/S1", "" */
    int number;          /* 1-99 */
    unsigned views;      /* bits of enum foot_view: where it is drawn; 0: made of others */
    uint64_t neighbours; /* regions that touch it */
    uint64_t covers;     /* of one that is made of others: which; else 0 */
};

extern const struct foot_region foot_region[];
extern const size_t foot_regions; /* at most 64 */

/* ------------------------------------------------------------------------ codes */

/* Row of a code (compared without case), or -1. */
int foot_region_find(const char *code);

/* Codes separated by blanks, commas, semicolons or '+' into a set. False at an unknown code, which is then copied to
 * `unknown` (may be NULL), cut to fit. */
bool foot_regions_parse(const char *text, uint64_t *set, char *unknown, size_t size);

/* The codes of a set in order of the rows, separated by blanks. Cut at a whole code when it does not fit; 512 bytes
 * are always enough. */
enum { FOOT_REGIONS_TEXT_SIZE = 512 };
void foot_regions_text(char *out, size_t size, uint64_t set);

/* The set of all rows. */
uint64_t foot_regions_all(void);

/* The set with what its members cover: the whole sole is its five regions too. */
uint64_t foot_regions_spread(uint64_t set);

/* ------------------------------------------------------------------------ names
 * Names are compared word by word, without case or punctuation; "the", "of", "my", "a" do not count. */

/* Row of a code, a number or a name ("P_TOE3", "3", "the 3rd toe"), the whole of the text, or -1. */
int foot_region_named(const char *text, size_t n);

/* Regions of whose names every word of the text begins a word: "ankle" is three of them. Empty: none. */
uint64_t foot_regions_partly_named(const char *text, size_t n);

/* Row whose code or name is nearest to a misspelt one; -1 when none is near. */
int foot_region_nearest(const char *text, size_t n);

#endif
