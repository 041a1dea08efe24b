/* The byte reader: never past the end, fails once and softly. */
#include "base/bytes.h"

#include <assert.h>

struct bytes bytes_slice(struct bytes view, size_t from, size_t size)
{
    if (from > view.size) from = view.size;
    if (size > view.size - from) size = view.size - from;
    return (struct bytes){from ? view.at + from : view.at, size};
}

bool bytes_start_with(struct bytes view, const char *text)
{
    size_t n = strlen(text);
    return view.size >= n && memcmp(view.at, text, n) == 0;
}

size_t bytes_find(struct bytes view, const char *text, size_t from)
{
    size_t n = strlen(text);
    assert(n > 0);
    while (from < view.size && view.size - from >= n) {
        const uint8_t *first = memchr(view.at + from, text[0], view.size - from - n + 1);
        if (!first) break;
        from = (size_t)(first - view.at);
        if (memcmp(first, text, n) == 0) return from;
        from++;
    }
    return view.size;
}

struct byte_reader byte_reader_of(struct bytes view, enum byte_order order)
{
    assert(view.at || view.size == 0);
    return (struct byte_reader){.view = view, .order = order};
}

/* The next `size` bytes, or NULL and short_read; moves on only when they are all there. */
static const uint8_t *byte_take(struct byte_reader *r, size_t size)
{
    const uint8_t *p;
    assert(r->at <= r->view.size);
    if (size > byte_reader_left(r)) {
        r->short_read = true;
        return NULL;
    }
    p = size ? r->view.at + r->at : r->view.at;
    r->at += size;
    return p;
}

uint8_t byte_read_u8(struct byte_reader *r)
{
    const uint8_t *p = byte_take(r, 1);
    return p ? *p : 0;
}

uint16_t byte_read_u16(struct byte_reader *r)
{
    const uint8_t *p = byte_take(r, 2);
    return p ? load_u16(p, r->order) : 0;
}

uint32_t byte_read_u32(struct byte_reader *r)
{
    const uint8_t *p = byte_take(r, 4);
    return p ? load_u32(p, r->order) : 0;
}

uint64_t byte_read_u64(struct byte_reader *r)
{
    const uint8_t *p = byte_take(r, 8);
    return p ? load_u64(p, r->order) : 0;
}

struct bytes byte_read_view(struct byte_reader *r, size_t size)
{
    const uint8_t *p = byte_take(r, size);
    return p ? (struct bytes){p, size} : (struct bytes){NULL, 0};
}

void byte_skip(struct byte_reader *r, size_t size) { byte_take(r, size); }
