/* Looking a region up. */
#include "foot/region_room.h"

#include "base/text.h"

const char *region_room_of(const char *code)
{
    for (size_t i = 0; i < region_rooms; i++)
        if (text_same(region_room[i].code, code)) return region_room[i].measure;
    return "none";
}
