/* Names for the numbers that files use: data/fit_names.csv as a table. Sports, makers
 * and models are far more than these; a number without a row keeps its number. */
#ifndef ACTIVITY_FIT_NAMES_H
#define ACTIVITY_FIT_NAMES_H

#include <stddef.h>

enum fit_name_kind {
    FIT_NAME_FILE_TYPE,
    FIT_NAME_GARMIN_PRODUCT,
    FIT_NAME_MANUFACTURER,
    FIT_NAME_SPORT,
    FIT_NAME_SPORT_WORD, /* sports in the words of GPX and TCX files */
    FIT_NAME_SUB_SPORT
};

struct fit_name_row {
    enum fit_name_kind kind;
    int number;
    const char *name;
};

/* Sorted by kind, then number. */
extern const struct fit_name_row fit_name_rows[];
extern const size_t fit_name_row_count;

/* The name of a number, static; NULL when there is no row. */
const char *fit_name_of(enum fit_name_kind kind, int number);
/* The number of a name (without case), or -1. */
int fit_name_number(enum fit_name_kind kind, const char *name);

#endif
