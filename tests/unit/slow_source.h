/* A source that gives at most `piece` bytes at a time; for tests and fuzz targets alike.
 *
 *     struct slow_source slow = {file, 7};
 *     const struct byte_source in = {slow_read, &slow};
 */
#ifndef SLOW_SOURCE_H
#define SLOW_SOURCE_H

#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "tingle/error.h"

struct slow_source {
    struct bytes left;
    size_t piece;
};

static inline enum tingle_status slow_read(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct slow_source *s = context;
    (void)err;
    *got = s->left.size < s->piece ? s->left.size : s->piece;
    if (*got > room) *got = room;
    if (*got) memcpy(to, s->left.at, *got);
    s->left = bytes_slice(s->left, *got, SIZE_MAX);
    return TINGLE_OK;
}

#endif
