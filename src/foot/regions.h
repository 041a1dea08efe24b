/* Regions of the foot: the codes of a note, and what lies there.
 *
 * The rows are data/regions.csv (its source column names evidence.md 1.1), made into regions.gen.c by
 * tools/gen_regions.py. A set of regions is a bit mask: bit i is row i. The order of
 * the rows never changes, new ones come at the end.
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

struct foot_region {
    const char *code;    /* "P_TOE3" */
    const char *words;   /* "under the 3rd toe" */
    const char *nerve;   /* first to think of: "medial plantar" */
    const char *nerve2;  /* second, "" */
    const char *roots;   /* "L5/S1", "" */
};

extern const struct foot_region foot_region[];
extern const size_t foot_regions; /* at most 64 */

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

#endif
