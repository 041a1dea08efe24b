/* Gzip, in pieces of any size: the same bytes and the same end, however it is read. */
#include <stdlib.h>
#include <string.h>

#include "archive/gunzip.h"
#include "base/buffer.h"
#include "fuzz_target.h"

enum { MOST_BYTES = 1 << 20 };

/* Gives a view in pieces of at most `step`. */
struct drops {
    struct bytes left;
    size_t step;
};

static enum tingle_status drop(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct drops *d = context;
    struct bytes piece = bytes_slice(d->left, 0, room < d->step ? room : d->step);
    (void)err;
    if (piece.size) memcpy(to, piece.at, piece.size);
    d->left = bytes_slice(d->left, piece.size, SIZE_MAX);
    *got = piece.size;
    return TINGLE_OK;
}

static enum tingle_status unpack(struct buffer *out, struct gunzip *g, struct bytes packed, size_t step)
{
    struct drops drops = {.left = packed, .step = step};
    struct byte_source in;
    uint8_t piece[4096];
    size_t got = 1;
    enum tingle_status st = TINGLE_OK;
    buffer_clear(out);
    gunzip_start(g, (struct byte_source){.read = drop, .context = &drops}, "fuzz");
    in = gunzip_source(g);
    while (!st && got && out->size < MOST_BYTES) {
        st = byte_source_read(&in, piece, step < sizeof piece ? step : sizeof piece, &got, NULL);
        buffer_add(out, piece, got);
    }
    return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gunzip *g = NULL;
    struct buffer whole, small;
    enum tingle_status st;
    if (gunzip_new(&g, NULL)) return 0;
    buffer_init(&whole, 2 * MOST_BYTES);
    buffer_init(&small, 2 * MOST_BYTES);
    st = unpack(&whole, g, bytes_of(data, size), SIZE_MAX);
    if (size < 4096 && whole.size < 4096) {
        if (unpack(&small, g, bytes_of(data, size), 1 + size % 7) != st) abort();
        if (!st && (small.size != whole.size || (whole.size && memcmp(small.data, whole.data, whole.size) != 0))) abort();
    }
    buffer_release(&whole);
    buffer_release(&small);
    gunzip_free(g);
    return 0;
}
