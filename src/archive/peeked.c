/* The head is kept and given again. */
#include "archive/peeked.h"

static enum tingle_status read_on(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct peeked *p = context;
    if (p->given == p->have) return byte_source_read(&p->from, to, room, got, err);
    *got = p->have - p->given < room ? p->have - p->given : room;
    memcpy(to, p->head + p->given, *got);
    p->given += *got;
    return TINGLE_OK;
}

struct byte_source peeked_source(struct peeked *p)
{
    return (struct byte_source){.read = read_on, .context = p};
}

enum tingle_status peeked_fill(struct peeked *p, struct byte_source from, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    size_t got = 1;
    p->from = from;
    p->have = p->given = 0;
    while (!st && got && p->have < PEEKED_SIZE) {
        st = byte_source_read(&from, p->head + p->have, PEEKED_SIZE - p->have, &got, err);
        if (!st) p->have += got;
    }
    return st;
}
