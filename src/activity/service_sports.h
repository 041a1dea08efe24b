/* What services call sports, in the numbers of the FIT protocol: data/service_sports.csv as a table. Sports that
 * no runner asks about have no row: they stay unknown. */
#ifndef ACTIVITY_SERVICE_SPORTS_H
#define ACTIVITY_SERVICE_SPORTS_H

#include <stddef.h>

enum service { SERVICE_POLAR, SERVICE_SUUNTO };

struct service_sport {
    enum service service;
    int number;       /* the service's own; -1: only the word is known */
    const char *name; /* the service's own word */
    int sport, sub_sport;
};

extern const struct service_sport service_sport_rows[];
extern const size_t service_sport_row_count;

/* The row of a number, or of a word: without case, and "TRAIL_RUNNING" is the same as "Trail running". NULL when
 * there is none. */
const struct service_sport *service_sport_of_number(enum service s, double number);
const struct service_sport *service_sport_of_name(enum service s, const char *name);

#endif
