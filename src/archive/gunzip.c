/* zlib, with an end to its appetite. */
#include "archive/gunzip.h"

#include <assert.h>
#include <limits.h>
#include <zlib.h>

#include "base/arena.h"

enum { GZIP_WINDOW = 15 + 16, FIRST_ROOM = 64 * 1024 };

bool archive_is_gzip(struct bytes packed)
{
    return packed.size >= 18 && packed.at[0] == 0x1F && packed.at[1] == 0x8B && packed.at[2] == 8;
}

/* Room for more output, at most one byte over `max`, so that passing it is seen. */
static enum tingle_status grow(struct file_bytes *f, size_t *room, size_t max, const char *name,
                               struct tingle_error *err)
{
    size_t wanted = *room ? *room * 2 : FIRST_ROOM;
    uint8_t *grown;
    if (f->size > max)
        return error_set(err, TINGLE_LIMIT, -1, "%s: unpacks to more than %zu bytes", name, max);
    if (wanted > max + 1) wanted = max + 1;
    grown = alloc_resize(f->data, wanted, 1);
    if (!grown) return error_no_memory(err, name);
    f->data = grown;
    *room = wanted;
    return TINGLE_OK;
}

static enum tingle_status inflate_all(z_stream *z, struct file_bytes *f, size_t max, const char *name,
                                      struct tingle_error *err)
{
    size_t room = 0;
    for (;;) {
        enum tingle_status st = f->size == room ? grow(f, &room, max, name, err) : TINGLE_OK;
        size_t free_bytes = room - f->size;
        int result;
        if (st) return st;
        z->next_out = f->data + f->size;
        z->avail_out = free_bytes > UINT_MAX ? UINT_MAX : (uInt)free_bytes;
        result = inflate(z, Z_NO_FLUSH);
        f->size = (size_t)(z->next_out - f->data);
        assert(f->size <= room);
        if (result == Z_MEM_ERROR) return error_no_memory(err, name);
        if (result == Z_STREAM_END) {
            if (f->size > max) continue;
            if (z->avail_in < 18 || z->next_in[0] != 0x1F || z->next_in[1] != 0x8B) return TINGLE_OK;
            inflateReset(z);
        } else if (result != Z_OK) {
            return error_set(err, TINGLE_BAD_DATA, (int64_t)z->total_in, "%s: the gzip data is %s at byte %lu", name,
                             result == Z_BUF_ERROR ? "cut short" : "damaged", z->total_in);
        }
    }
}

enum tingle_status archive_gunzip(struct file_bytes *out, struct bytes packed, size_t max, const char *name,
                                  struct tingle_error *err)
{
    struct file_bytes f = {0};
    z_stream z = {0};
    enum tingle_status st;
    *out = f;
    assert(max < SIZE_MAX);
    if (!archive_is_gzip(packed) || packed.size > UINT_MAX)
        return error_set(err, TINGLE_BAD_DATA, 0, "%s: not a gzip file", name);
    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK) return error_no_memory(err, name);
    z.next_in = (z_const Bytef *)packed.at;
    z.avail_in = (uInt)packed.size;
    st = inflate_all(&z, &f, max, name, err);
    inflateEnd(&z);
    if (st) file_release(&f);
    *out = f;
    return st;
}
