/* Sizes printed on shoes, and the length of the foot that they are meant for.
 *
 * Each system is a line: size = times (foot + allowance) / per_mm + offset, with the foot in mm. Those of the last
 * (EU, UK, US) count the shoe's inside, which is longer than the foot by the allowance; the others count the foot
 * itself. The rows are data/shoe_sizes.csv (evidence.md 4.1), made into shoe_sizes.gen.c by tools/gen_fit.py.
 *
 *     EU 42 = 3 x (265 + 15) / 20
 *
 * A label shows no fit: makers add 10 to 20 mm and cut their lasts as they like, so a length read off a label is good to
 * spread_mm at best, and whoever shows one says so. Letters of width (D, 2E, W) are no standard: they are kept as they are
 * written and never become millimetres.
 *
 * All functions are pure.
 */
#ifndef FOOT_SHOE_SIZE_H
#define FOOT_SHOE_SIZE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct shoe_size_system {
    const char *code;     /* "us-men" */
    const char *name;     /* "US men" */
    const char *words;    /* how people write it, in lower case, blanks between; "" when by US, men, women */
    double times, per_mm, offset, allowance_mm;
    double step;          /* from one printed size to the next */
    double spread_mm;     /* how far the foot may be from what the label says, to either side */
};

extern const struct shoe_size_system shoe_size_system[];
extern const size_t shoe_size_systems;

/* Feet that a size may be for, in mm: children's sizes and slips of the keyboard lie outside. */
enum { SHOE_SIZE_FOOT_MIN_MM = 150, SHOE_SIZE_FOOT_MAX_MM = 370 };

/* Row of a code ("us-men"), or -1. */
int shoe_size_system_find(const char *code);

/* The size in that system of a foot of foot_mm, not rounded; and the foot that a size is meant for. */
double shoe_size_of_foot(int system, double foot_mm);
double shoe_size_foot_mm(int system, double size);

/* The nearest size that is printed: EU 41.25 -> 41.5 (halves are rounded up). */
double shoe_size_rounded(int system, double size);

struct shoe_size {
    int system;
    double size;
    double foot_mm;        /* that it is meant for */
    double width_mm;       /* of the foot, in Mondopoint "265/100"; NaN */
    char width[12];        /* as labelled: "W", "2E"; "" */
    const char *assumed;   /* what was not said and taken for likely, a sentence; "" */
};

/* Reads what people write: "EU 42.5", "42,5", "42 2/3", "uk8", "US 9.5 W", "US women 8", "W8", "Brannock 9", "26.5 cm", "JP 26.5",
 * "265 mm", "265/100". A W or M before the number is women's or men's, behind it a width. TINGLE_WRONG_USE says what
 * is not understood and how to write it: no number, an unknown word, "9" (UK or US?), a foot outside the limits. */
enum tingle_status shoe_size_parse(struct shoe_size *out, const char *text, struct tingle_error *err);

/* The caution that goes with every conversion. */
extern const char shoe_size_caution[];

#endif
