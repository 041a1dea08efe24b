/* Bytes that come piece by piece: out of a file, a zip, a zip in a zip.
 *
 * For what is too large to be held whole (a service's export can be gigabytes): whoever reads asks for the next
 * piece, whoever provides fills it. Nobody knows the length beforehand.
 *
 *     for (;;) {
 *         st = byte_source_read(in, piece, sizeof piece, &got, err);
 *         if (st || got == 0) break;
 *         use(piece, got);
 *     }
 */
#ifndef BASE_BYTE_SOURCE_H
#define BASE_BYTE_SOURCE_H

#include "base/bytes.h"
#include "base/error.h"

struct byte_source {
    /* Fills up to `room` bytes of `to`; *got says how many, 0 only at the end. May give fewer than there are. */
    enum tingle_status (*read)(void *context, void *to, size_t room, size_t *got, struct tingle_error *err);
    void *context;
};

static inline enum tingle_status byte_source_read(const struct byte_source *in, void *to, size_t room, size_t *got,
                                                  struct tingle_error *err)
{
    *got = 0;
    return in->read(in->context, to, room, got, err);
}

/* The bytes of a view, from its beginning. `view` is moved forward as it is read. */
struct byte_source byte_source_of(struct bytes *view);

#endif
