/* <tingle/where.h> over the rooms. */
#include <tingle/where.h>

#include "advice/region_text.h"
#include "foot/regions.h"

_Static_assert((int)TINGLE_VIEW_OUTER == (int)FOOT_OUTER && (int)TINGLE_VIEWS == (int)FOOT_VIEWS, "the views are those of the table");
_Static_assert((int)TINGLE_REGIONS_SIZE == (int)FOOT_REGIONS_TEXT_SIZE, "all codes fit");

bool tingle_region_at(struct tingle_region *out, size_t i)
{
    const struct foot_region *r = &foot_region[i];
    if (i >= foot_regions) return false;
    *out = (struct tingle_region){.code = r->code, .number = r->number, .name = r->words, .nerve = r->nerve, .views = r->views};
    return true;
}

enum tingle_status tingle_regions_read(char codes[TINGLE_REGIONS_SIZE], const char *text, struct tingle_error *err)
{
    uint64_t set = 0;
    enum tingle_status st = region_text_read(&set, text, err);
    if (!st) foot_regions_text(codes, TINGLE_REGIONS_SIZE, set);
    return st;
}
