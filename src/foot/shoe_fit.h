/* Does the shoe fit the foot? Room in millimetres, with its error, in bands (evidence.md 4.2).
 *
 *     toe room      = length of the insole - length of the foot            13 mm (+-3): enough
 *     overlap       = (width of the foot - width of the insole) / 2        2 mm a side (+-2): cannot tell, wide enough or tight
 *     ball          = heel to ball of the shoe - heel to ball of the foot
 *
 * A foot is traced at home to 2 mm in length and 3 in width, so most answers come with a "cannot tell". The error is one
 * standard deviation: two times out of three the truth lies within. A verdict is given when the value and both ends
 * of value +- error lie in one band; else the bands between the ends are named with the chance of each.
 *
 * Repeating a measure makes it better, but not what all repeats share (the same hand, the same pen):
 *
 *     error^2 = shared^2 + random^2 / n,    random^2 = error of one^2 - shared^2, or the variance of the repeats when that is more
 *
 * On a run the foot widens: w(t) = 1.2 mm (1 - exp(-t / 10 min)), with a deviation of 1.0 mm (1 - exp(-t / 10 min)); it may be
 * negative on long hot runs (evidence.md 3.4) [J]. A foot measured after a run, or late in the day, is as
 * wide as it is measured: the widening is not added again.
 *
 * The rows are data/fit_bands.csv and data/fit_errors.csv, made into *.gen.c by tools/gen_fit.py. All functions are pure.
 */
#ifndef FOOT_SHOE_FIT_H
#define FOOT_SHOE_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* A length with its standard error; NaN: not known. */
struct fit_value {
    double mm, error_mm;
    size_t n;              /* measurements behind it */
};

struct fit_value fit_unknown(void);
bool fit_is_known(struct fit_value v);
struct fit_value fit_sum(struct fit_value a, struct fit_value b);
struct fit_value fit_difference(struct fit_value a, struct fit_value b);
struct fit_value fit_half(struct fit_value v);

/* ------------------------------------------------------------------- measures */

/* Rows of fit_error, in this order. */
enum fit_measure { FIT_LENGTH, FIT_WIDTH, FIT_OBLIQUE, FIT_GIRTH, FIT_BALL, FIT_INSOLE_LENGTH, FIT_INSOLE_WIDTH, FIT_INSOLE_BALL, FIT_MEASURES };

struct fit_error {
    const char *code;      /* "length" */
    const char *words;     /* "length of the foot" */
    double error_mm;       /* of one measurement at home */
    double shared_mm;      /* of it what repeats share */
    double lo_mm, hi_mm;   /* what can be */
};

extern const struct fit_error fit_error[];
extern const size_t fit_errors;

/* Can it be? NaN can. TINGLE_BAD_DATA says what was expected, and which unit it looks like: "length of the foot is 26.5; expected
 * 150 to 370 mm (if 26.5 is in cm, write 265)". */
enum tingle_status fit_check(enum fit_measure measure, double mm, struct tingle_error *err);

/* Repeats, better than 3 mm alike or measured again: sources ask for two of each foot (evidence.md 4.3). */
enum { FIT_REPEAT_MM = 3 };

/* The mean of n repeats (NaN ones are left out) with its error; not known when none is left. */
struct fit_value fit_average(enum fit_measure measure, const double *mm, size_t n);

/* What the foot has widened after so many minutes of running. */
struct fit_value fit_widening(double minutes);

/* ------------------------------------------------------------------- verdicts */

struct fit_band {
    const char *measure;   /* "toe", "width", "ball" */
    const char *code;      /* "ok" */
    const char *words;     /* "enough" */
    double from_mm, below_mm;
};

extern const struct fit_band fit_band[];
extern const size_t fit_bands;

enum { FIT_BANDS_OF_ONE = 5 };

struct fit_verdict {
    struct fit_value value;
    const struct fit_band *band;   /* the one that all of the interval lies in; NULL: cannot tell, or not known */
    const struct fit_band *low, *high; /* bands of the ends of the interval; NULL: not known */
    const struct fit_band *likely; /* the one of the greatest chance; NULL: not known */
    const struct fit_band *first;  /* the measure's first band */
    size_t bands;                  /* and how many it has */
    double chance[FIT_BANDS_OF_ONE];
};

/* The value in the bands of a measure ("toe", "width", "ball"), taken for normally distributed. */
struct fit_verdict fit_judge(const char *measure, struct fit_value value);

#endif
