/* A source whose first bytes are looked at before anybody reads it: what a member is shows in its head. */
#ifndef ARCHIVE_PEEKED_H
#define ARCHIVE_PEEKED_H

#include <stddef.h>
#include <stdint.h>

#include "base/byte_source.h"

enum { PEEKED_SIZE = 512 };

struct peeked {
    struct byte_source from;
    uint8_t head[PEEKED_SIZE];
    size_t have, given; /* bytes of the head; given <= have <= PEEKED_SIZE */
};

/* Reads the head of `from`. On an error the head has what came before it. */
enum tingle_status peeked_fill(struct peeked *p, struct byte_source from, struct tingle_error *err);

static inline struct bytes peeked_head(const struct peeked *p) { return bytes_of(p->head, p->have); }

/* All bytes, the head first. */
struct byte_source peeked_source(struct peeked *p);

#endif
