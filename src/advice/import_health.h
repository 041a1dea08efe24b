/* Apple Health's export as watch files: one document for each running workout (archive/health_export.h).
 *
 * The walk over an import meets the parts in any order and in any number of archives; here they are remembered by
 * name, and read again, twice the large one, when all have been seen. Routes that no export speaks of are files of their own.
 */
#ifndef ADVICE_IMPORT_HEALTH_H
#define ADVICE_IMPORT_HEALTH_H

#include "advice/import_item.h"
#include "archive/health_export.h"

struct import_place {
    const char *top;    /* path of the file on disk */
    const char *member; /* path of the member as the walk gives it; the same for a plain file */
};

struct import_places {
    struct import_place *at;
    size_t count, room;
};

struct import_health {
    struct arena arena;
    struct import_places exports, routes;
    size_t next_export, next_document, next_route;
    struct health_export *open;     /* of the export before next_export */
    bool is_hashed;                 /* its export.xml, which could be read to its end */
    uint8_t sha256[SHA256_SIZE];
};

void import_health_init(struct import_health *h);
void import_health_release(struct import_health *h);

/* Remembers an export.xml, or a route file. TINGLE_NO_MEMORY. */
enum tingle_status import_health_add_export(struct import_health *h, const char *top, const char *member, struct tingle_error *err);
enum tingle_status import_health_add_route(struct import_health *h, const char *top, const char *member, struct tingle_error *err);

/* The next item that comes of what was remembered; NULL (and TINGLE_OK) at the end. */
enum tingle_status import_health_next(struct import_health *h, struct import_item **out, struct tingle_error *err);

#endif
