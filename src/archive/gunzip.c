/* zlib, fed from a source. */
#include "archive/gunzip.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/arena.h"

enum { GZIP_WINDOW = 15 + 16, PIECE_BYTES = 32 * 1024 };

struct gunzip {
    struct byte_source packed;
    const char *name;
    z_stream z;
    uint64_t fetched;    /* packed bytes taken from the source */
    bool packed_ended;
    bool ended;          /* nothing more to give */
    bool between;        /* a gzip member has ended, another may follow */
    uint8_t piece[PIECE_BYTES];
};

bool gunzip_looks_like(struct bytes head) { return bytes_start_with(head, "\x1F\x8B\x08"); }

enum tingle_status gunzip_new(struct gunzip **out, struct tingle_error *err)
{
    struct gunzip *g = alloc_array(1, sizeof *g);
    *out = NULL;
    if (!g) return error_no_memory(err, "gzip");
    if (inflateInit2(&g->z, GZIP_WINDOW) != Z_OK) {
        free(g);
        return error_no_memory(err, "gzip");
    }
    g->ended = true;
    *out = g;
    return TINGLE_OK;
}

void gunzip_free(struct gunzip *g)
{
    if (!g) return;
    inflateEnd(&g->z);
    free(g);
}

void gunzip_start(struct gunzip *g, struct byte_source packed, const char *name)
{
    inflateReset(&g->z);
    g->z.next_in = g->piece;
    g->z.avail_in = 0;
    g->packed = packed;
    g->name = name;
    g->fetched = 0;
    g->packed_ended = g->ended = g->between = false;
}

/* More packed bytes behind those that are left. */
static enum tingle_status fetch(struct gunzip *g, struct tingle_error *err)
{
    size_t left = g->z.avail_in, got = 0;
    enum tingle_status st;
    memmove(g->piece, g->z.next_in, left);
    st = byte_source_read(&g->packed, g->piece + left, PIECE_BYTES - left, &got, err);
    g->z.next_in = g->piece;
    g->z.avail_in = (uInt)(left + got);
    g->fetched += got;
    if (!st && got == 0) g->packed_ended = true;
    return st;
}

/* Two bytes tell whether another member follows. */
static enum tingle_status begin_next(struct gunzip *g, struct tingle_error *err)
{
    while (g->z.avail_in < 2 && !g->packed_ended) {
        enum tingle_status st = fetch(g, err);
        if (st) return st;
    }
    g->between = false;
    if (g->z.avail_in < 2 || g->z.next_in[0] != 0x1F || g->z.next_in[1] != 0x8B) g->ended = true;
    else inflateReset(&g->z);
    return TINGLE_OK;
}

static enum tingle_status unpack(struct gunzip *g, struct tingle_error *err)
{
    int result = inflate(&g->z, Z_NO_FLUSH);
    uint64_t at = g->fetched - g->z.avail_in;
    switch (result) {
    case Z_OK: return TINGLE_OK;
    case Z_STREAM_END: g->between = true; return TINGLE_OK;
    case Z_MEM_ERROR: return error_no_memory(err, g->name);
    case Z_BUF_ERROR:
        if (!g->packed_ended) return TINGLE_OK;
        return error_set(err, TINGLE_BAD_DATA, (int64_t)at, "%s: the gzip data is cut short at byte %llu", g->name,
                         (unsigned long long)at);
    default:
        return error_set(err, TINGLE_BAD_DATA, (int64_t)at, "%s: the gzip data is damaged at byte %llu", g->name,
                         (unsigned long long)at);
    }
}

static enum tingle_status read_unpacked(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct gunzip *g = context;
    enum tingle_status st = TINGLE_OK;
    g->z.next_out = to;
    g->z.avail_out = room > UINT_MAX ? UINT_MAX : (uInt)room;
    while (!st && !g->ended && g->z.next_out == (Bytef *)to) {
        if (g->between) st = begin_next(g, err);
        else if (g->z.avail_in == 0 && !g->packed_ended) st = fetch(g, err);
        if (!st && !g->ended && !g->between) st = unpack(g, err);
    }
    *got = (size_t)(g->z.next_out - (Bytef *)to);
    return st;
}

struct byte_source gunzip_source(struct gunzip *g)
{
    return (struct byte_source){.read = read_unpacked, .context = g};
}
