/* What a runner typed about a place -> codes of regions. The contract is that of tingle_regions_read. */
#ifndef ADVICE_REGION_TEXT_H
#define ADVICE_REGION_TEXT_H

#include <stdint.h>

#include "base/error.h"

/* Into a set of foot/regions.h. Errors: TINGLE_BAD_DATA. */
enum tingle_status region_text_read(uint64_t *set, const char *text, struct tingle_error *err);

#endif
