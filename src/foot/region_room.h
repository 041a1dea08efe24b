/* Which room in the shoe a region of the foot is a matter of: "width" (toes, ball, borders), "depth" (tops of the toes), "laces" (top
 * of the foot, ankle), "none". The rows are data/region_room.csv, made into region_room.gen.c by tools/gen_fit.py. */
#ifndef FOOT_REGION_ROOM_H
#define FOOT_REGION_ROOM_H

#include <stddef.h>

struct region_room {
    const char *code;    /* of foot/regions.h */
    const char *measure;
};

extern const struct region_room region_room[];
extern const size_t region_rooms;

/* The measure of a region; "none" for an unknown code. */
const char *region_room_of(const char *code);

#endif
