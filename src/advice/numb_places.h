/* Where the notes say that it goes numb: how many numb notes name each region, and each side. */
#ifndef ADVICE_NUMB_PLACES_H
#define ADVICE_NUMB_PLACES_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "journal/journal_gear.h"

enum { NUMB_REGIONS = 64 };

struct numb_places {
    size_t region[NUMB_REGIONS]; /* by row of foot/regions.h; a run counts once for each */
    size_t left, right;          /* numb runs by side; both counts for each */
    size_t numb, noted;          /* runs */
    size_t placed;               /* numb runs that name a region */
};

/* What happened in each shoe, by its number. */
struct worn_count {
    int64_t shoe;
    size_t noted, numb;
};

/* `count` holds `shoes` rows with their shoe set; rows of other shoes are passed over. `j` NULL: nothing. */
enum tingle_status numb_places_read(struct numb_places *out, struct worn_count *count, size_t shoes, struct journal *j, struct tingle_error *err);

/* Regions that at least a third as many runs name as the one named most. 0: none is named. */
uint64_t numb_places_most(const struct numb_places *places);

#endif
