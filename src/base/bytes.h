/* Reading bytes that somebody else wrote.
 *
 * A struct bytes is a view: a pointer and a length, owned by someone else. A
 * struct byte_reader walks over such a view and never past its end. It fails
 * softly and once: a read that does not fit returns 0, sets `short_read`, and
 * leaves the position where it was, so that a decoder may read a whole header
 * field by field and ask a single question at the end:
 *
 *     struct byte_reader r = byte_reader_of(bytes, BYTES_LITTLE_ENDIAN);
 *     uint8_t  size    = byte_read_u8(&r);
 *     uint16_t profile = byte_read_u16(&r);
 *     if (r.short_read) return error_set(err, TINGLE_BAD_DATA, (int64_t)r.at, ...);
 *
 * Worked example, the bytes 0E 10 D9 07 read as u8, u8, u16:
 *
 *     little endian: 0x0E = 14, 0x10 = 16, 0x07D9 = 2009, at = 4
 *     big endian:    0x0E = 14, 0x10 = 16, 0xD907 = 55559, at = 4
 *
 * The load functions below take a pointer to bytes known to be there; they do
 * not care about alignment and compile to one instruction.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
    const uint8_t *at; /* may be NULL when size is 0 */
    size_t size;
};

enum byte_order { BYTES_LITTLE_ENDIAN = 0, BYTES_BIG_ENDIAN = 1 };

struct byte_reader {
    struct bytes view;
    size_t at;             /* next byte to be read; at <= view.size, always */
    enum byte_order order; /* of the multi-byte reads that follow; may be changed at any time */
    bool short_read;       /* a read asked for more than was left; stays set */
};

static inline uint16_t load_u16le(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }
static inline uint16_t load_u16be(const uint8_t *p) { return (uint16_t)(p[1] | p[0] << 8); }
static inline uint32_t load_u32le(const uint8_t *p)
{
    return (uint32_t)load_u16le(p) | (uint32_t)load_u16le(p + 2) << 16;
}
static inline uint32_t load_u32be(const uint8_t *p)
{
    return (uint32_t)load_u16be(p + 2) | (uint32_t)load_u16be(p) << 16;
}
static inline uint64_t load_u64le(const uint8_t *p)
{
    return (uint64_t)load_u32le(p) | (uint64_t)load_u32le(p + 4) << 32;
}
static inline uint64_t load_u64be(const uint8_t *p)
{
    return (uint64_t)load_u32be(p + 4) | (uint64_t)load_u32be(p) << 32;
}
static inline uint16_t load_u16(const uint8_t *p, enum byte_order o)
{
    return o == BYTES_BIG_ENDIAN ? load_u16be(p) : load_u16le(p);
}
static inline uint32_t load_u32(const uint8_t *p, enum byte_order o)
{
    return o == BYTES_BIG_ENDIAN ? load_u32be(p) : load_u32le(p);
}
static inline uint64_t load_u64(const uint8_t *p, enum byte_order o)
{
    return o == BYTES_BIG_ENDIAN ? load_u64be(p) : load_u64le(p);
}
static inline float load_f32(const uint8_t *p, enum byte_order o)
{
    uint32_t bits = load_u32(p, o);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}
static inline double load_f64(const uint8_t *p, enum byte_order o)
{
    uint64_t bits = load_u64(p, o);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline void store_u16le(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}
static inline void store_u32le(uint8_t *p, uint32_t v)
{
    store_u16le(p, (uint16_t)v);
    store_u16le(p + 2, (uint16_t)(v >> 16));
}

/* A view of `size` bytes at `at`. */
static inline struct bytes bytes_of(const void *at, size_t size)
{
    return (struct bytes){(const uint8_t *)at, size};
}

/* The part [from, from + size) of a view, cut to what is there. */
struct bytes bytes_slice(struct bytes view, size_t from, size_t size);

/* True when the view starts with the given text (no terminator compared). */
bool bytes_start_with(struct bytes view, const char *text);

/* Where the text (not empty, no terminator compared) first stands at or behind `from`; view.size when nowhere. */
size_t bytes_find(struct bytes view, const char *text, size_t from);

struct byte_reader byte_reader_of(struct bytes view, enum byte_order order);

/* Bytes not yet read. */
static inline size_t byte_reader_left(const struct byte_reader *r) { return r->view.size - r->at; }

/* Unsigned reads of 1, 2, 4 and 8 bytes in the reader's byte order. 0 and short_read when too few are left. */
uint8_t byte_read_u8(struct byte_reader *r);
uint16_t byte_read_u16(struct byte_reader *r);
uint32_t byte_read_u32(struct byte_reader *r);
uint64_t byte_read_u64(struct byte_reader *r);

/* The next `size` bytes as a view into the same memory; empty and short_read when too few are left. */
struct bytes byte_read_view(struct byte_reader *r, size_t size);

/* Steps over `size` bytes. */
void byte_skip(struct byte_reader *r, size_t size);

#endif
