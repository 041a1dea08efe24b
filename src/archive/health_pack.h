/* Texts that grow by bits, many at a time, kept packed.
 *
 * Records of a run come in several stretches, one a kind, between those of hundreds of other runs. Each text has its
 * packed pieces (zstd frames, in an arena); the few texts written to last have a buffer of raw bytes besides, which
 * becomes a piece when it is full or when another text needs it.
 *
 *     text  -> [piece 64 kB raw] -> [piece] -> [piece]      + raw buffer, if it is one of the last HEALTH_PACK_OPEN
 */
#ifndef ARCHIVE_HEALTH_PACK_H
#define ARCHIVE_HEALTH_PACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

enum { HEALTH_PACK_OPEN = 8, HEALTH_PACK_RAW = 64 * 1024 };

struct packed_piece;

struct packed_text {
    struct packed_piece *first, *last; /* in an arena */
    size_t size;                       /* raw bytes, without what is still in a buffer */
};

struct health_pack {
    struct arena *arena;    /* of the pieces; its maximum is the limit */
    struct ZSTD_CCtx_s *zstd;
    uint8_t *packed;        /* room for one piece */
    size_t packed_room;
    struct {
        struct packed_text *text; /* NULL: free */
        uint8_t *raw;
        size_t size;
        uint64_t used;      /* when it was written to last */
    } open[HEALTH_PACK_OPEN];
    uint64_t clock;
};

/* Errors: TINGLE_NO_MEMORY. */
enum tingle_status health_pack_init(struct health_pack *p, struct arena *arena, struct tingle_error *err);
void health_pack_release(struct health_pack *p);

/* Adds bytes to a text, which must stay where it is until health_pack_flush.
 * Errors: TINGLE_LIMIT (the arena is full), TINGLE_NO_MEMORY. */
enum tingle_status health_pack_add(struct health_pack *p, struct packed_text *text, struct bytes view, struct tingle_error *err);

/* Packs what is still in buffers. Errors: as above. */
enum tingle_status health_pack_flush(struct health_pack *p, struct tingle_error *err);

/* Unpacks a text to `to`, which has room for text->size bytes. TINGLE_INTERNAL when a piece is not what was packed. */
enum tingle_status packed_text_read(const struct packed_text *text, uint8_t *to, struct tingle_error *err);

#endif
