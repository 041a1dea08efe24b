/* Pieces of zstd. */
#include "archive/health_pack.h"

#include <assert.h>
#include <stdlib.h>
#include <zstd.h>

enum { LEVEL = 3 };

struct packed_piece {
    struct packed_piece *next;
    size_t raw, size;
    uint8_t data[];
};

enum tingle_status health_pack_init(struct health_pack *p, struct arena *arena, struct tingle_error *err)
{
    *p = (struct health_pack){.arena = arena, .packed_room = ZSTD_compressBound(HEALTH_PACK_RAW)};
    p->zstd = ZSTD_createCCtx();
    p->packed = alloc_array(p->packed_room, 1);
    if (p->zstd && p->packed) return TINGLE_OK;
    health_pack_release(p);
    return error_no_memory(err, "packing");
}

void health_pack_release(struct health_pack *p)
{
    for (size_t i = 0; i < HEALTH_PACK_OPEN; i++) free(p->open[i].raw);
    free(p->packed);
    ZSTD_freeCCtx(p->zstd);
    *p = (struct health_pack){0};
}

/* At most HEALTH_PACK_RAW bytes become a piece of the text. */
static enum tingle_status add_piece(struct health_pack *p, struct packed_text *text, const uint8_t *raw, size_t size,
                                    struct tingle_error *err)
{
    size_t packed = ZSTD_compressCCtx(p->zstd, p->packed, p->packed_room, raw, size, LEVEL);
    struct packed_piece *piece;
    if (ZSTD_isError(packed)) return error_no_memory(err, "packing");
    piece = arena_raw(p->arena, sizeof *piece + packed);
    if (!piece && p->arena->max - p->arena->total < sizeof *piece + packed)
        return error_set(err, TINGLE_LIMIT, -1, "the runs of this export take more than %zu bytes, packed", p->arena->max);
    if (!piece) return error_no_memory(err, "the records of runs");
    *piece = (struct packed_piece){.raw = size, .size = packed};
    memcpy(piece->data, p->packed, packed);
    if (text->last) text->last->next = piece;
    else text->first = piece;
    text->last = piece;
    text->size += size;
    return TINGLE_OK;
}

static enum tingle_status pack_buffer(struct health_pack *p, size_t slot, struct tingle_error *err)
{
    size_t size = p->open[slot].size;
    p->open[slot].size = 0;
    return size ? add_piece(p, p->open[slot].text, p->open[slot].raw, size, err) : TINGLE_OK;
}

/* The buffer of a text: the one that it has, or else the one whose last use is longest ago. */
static enum tingle_status open_buffer(struct health_pack *p, struct packed_text *text, size_t *slot, struct tingle_error *err)
{
    size_t oldest = 0;
    enum tingle_status st;
    for (size_t i = 0; i < HEALTH_PACK_OPEN; i++) {
        *slot = i;
        if (p->open[i].text == text) return TINGLE_OK;
        if (p->open[i].used < p->open[oldest].used) oldest = i;
    }
    *slot = oldest;
    st = pack_buffer(p, oldest, err);
    if (st) return st;
    if (!p->open[oldest].raw) p->open[oldest].raw = alloc_array(HEALTH_PACK_RAW, 1);
    if (!p->open[oldest].raw) return error_no_memory(err, "packing");
    p->open[oldest].text = text;
    return TINGLE_OK;
}

enum tingle_status health_pack_add(struct health_pack *p, struct packed_text *text, struct bytes view, struct tingle_error *err)
{
    size_t slot;
    enum tingle_status st = open_buffer(p, text, &slot, err);
    if (st) return st;
    p->open[slot].used = ++p->clock;
    while (view.size) {
        size_t size = HEALTH_PACK_RAW - p->open[slot].size;
        if (size > view.size) size = view.size;
        memcpy(p->open[slot].raw + p->open[slot].size, view.at, size);
        p->open[slot].size += size;
        view = bytes_slice(view, size, SIZE_MAX);
        if (p->open[slot].size == HEALTH_PACK_RAW) st = pack_buffer(p, slot, err);
        if (st) return st;
    }
    return TINGLE_OK;
}

enum tingle_status health_pack_flush(struct health_pack *p, struct tingle_error *err)
{
    for (size_t i = 0; i < HEALTH_PACK_OPEN; i++) {
        enum tingle_status st = p->open[i].text ? pack_buffer(p, i, err) : TINGLE_OK;
        p->open[i].text = NULL;
        if (st) return st;
    }
    return TINGLE_OK;
}

enum tingle_status packed_text_read(const struct packed_text *text, uint8_t *to, struct tingle_error *err)
{
    size_t at = 0;
    for (const struct packed_piece *p = text->first; p; p = p->next) {
        assert(p->raw <= text->size - at);
        if (ZSTD_decompress(to + at, p->raw, p->data, p->size) != p->raw)
            return error_set(err, TINGLE_INTERNAL, -1, "a packed record does not unpack");
        at += p->raw;
    }
    assert(at == text->size);
    return TINGLE_OK;
}
