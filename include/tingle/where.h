/* Where on the foot: the regions that a note names, picked by code, number or name.
 *
 *     char codes[TINGLE_REGIONS_SIZE];
 *     st = tingle_regions_read(codes, "34, arch; P_TOE3", &err);     "P_TOE3 W34 P_ARCH"
 *
 * Skin territories overlap and vary between people: a region supports a nerve, it never proves it.
 */
#ifndef TINGLE_WHERE_H
#define TINGLE_WHERE_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------- regions */

enum tingle_view { TINGLE_VIEW_SOLE, TINGLE_VIEW_TOP, TINGLE_VIEW_INNER, TINGLE_VIEW_OUTER, TINGLE_VIEWS };

struct tingle_region {
    const char *code;   /* "P_TOE3": what a note keeps */
    int number;         /* 3: what is typed, and drawn on the foot; 1 to 99 */
    const char *name;   /* "under the 3rd toe" */
    const char *nerve;  /* the nerve to think of first: "medial plantar" */
    unsigned views;     /* bits (1u << enum tingle_view) in which it is drawn; 0: made of several regions */
};

/* The i-th region, in the order of data/regions.csv; false behind the last. Texts are static. */
bool tingle_region_at(struct tingle_region *out, size_t i);

/* What a runner typed, as codes with blanks between, in the order of the table. Pieces stand between commas, semicolons,
 * '+' or line breaks; each is a code (P_TOE3), a number (34), several of them (3 4), or a name or part of one: "arch", "big toe",
 * "between 3 and 4", "3rd and 4th toes", "outer ball". Nothing typed gives "". TINGLE_BAD_DATA: a piece that is none, with
 * the nearest that is, or that fits several, with these. */
enum { TINGLE_REGIONS_SIZE = 512 };
enum tingle_status tingle_regions_read(char codes[TINGLE_REGIONS_SIZE], const char *text, struct tingle_error *err);

#ifdef __cplusplus
}
#endif
#endif
