/* The simplest source: bytes already in memory. */
#include "base/byte_source.h"

static enum tingle_status take(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct bytes *view = context;
    (void)err;
    *got = view->size < room ? view->size : room;
    if (*got) memcpy(to, view->at, *got);
    *view = bytes_slice(*view, *got, SIZE_MAX);
    return TINGLE_OK;
}

struct byte_source byte_source_of(struct bytes *view)
{
    return (struct byte_source){.read = take, .context = view};
}
