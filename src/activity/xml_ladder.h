/* Where reading can go on behind a place at which XML is broken.
 *
 * One wild byte makes all that follows no XML any more, though nearly all of it is as good as before. The elements
 * that matter stand in one another like rungs of a ladder (gpx, trk, trkseg, trkpt). So behind the damage the next
 * of them is looked for in the plain bytes, and reading begins anew there, after the start tags of those that have
 * to be around it:
 *
 *     ...<trkpt lat="47.1" l\x01n="8.5"> ... </trkpt><trkpt lat="47.2" ...
 *                            broken                   found: depth 3
 *     <gpx><trk><trkseg>                              goes before it
 *
 * Bytes are looked at one by one: files in UTF-16 have no such places.
 */
#ifndef ACTIVITY_XML_LADDER_H
#define ACTIVITY_XML_LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"

struct xml_rung {
    const char *name; /* local name of an element at which reading may go on */
    int depth;        /* of it; 0 is the outermost element */
};

struct xml_ladder {
    const char *const *outer;    /* names of the elements around, the outermost first: one for each depth */
    const struct xml_rung *rung;
    size_t rungs;
    void (*resume)(void *context, int depth); /* what was open is void; an element at `depth` comes next */
    const size_t *found;         /* samples heard so far: a file that has any is not refused for its depth */
};

struct xml_place {
    size_t at;            /* of its '<' */
    int depth;
    struct bytes prefix;  /* of its name, with the colon; may be empty */
};

enum { XML_PROLOG_SIZE = 512 };

/* The first start tag of a rung at or behind `at`; false when there is none. */
bool xml_ladder_find(const struct xml_ladder *ladder, struct bytes file, size_t at, struct xml_place *place);

/* The start tags that go before a place, with its prefix; returns their length. */
size_t xml_ladder_prolog(const struct xml_ladder *ladder, const struct xml_place *place, char out[XML_PROLOG_SIZE]);

/* The name of a tag whose '<' is at `at`, with its prefix; empty when no start tag is there. */
struct bytes xml_tag_name(struct bytes file, size_t at);

/* The part of a name behind its colon. */
struct bytes xml_local_part(struct bytes name);

#endif
