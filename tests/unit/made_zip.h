/* Zips and gzips for tests, written after APPNOTE.TXT 4.3 and RFC 1952 without the library under test.
 *
 *     struct made_zip z;
 *     made_zip_init(&z);
 *     made_zip_add(&z, &(struct made_entry){.name = "a.txt", .data = made_text("hello"), .deflate = true});
 *     view = made_zip_end(&z, "a comment");
 *     made_zip_release(&z);
 */
#ifndef MADE_ZIP_H
#define MADE_ZIP_H

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/buffer.h"
#include "base/bytes.h"

enum { MADE_UTF8_NAME = 1 << 11, MADE_LOCKED = 1 };

struct made_entry {
    const char *name;
    struct bytes data;
    bool deflate;
    bool descriptor;      /* sizes and checksum behind the data (bit 3), as programs write that cannot go back */
    bool zip64;           /* sizes in extra fields */
    unsigned flags;       /* further bits of the general purpose flag */
    unsigned method;      /* what is said in place of 0 or 8 */
    uint32_t crc_change;  /* xor of the checksum */
    uint32_t size_said;   /* in place of the unpacked size; 0: the truth */
    unsigned mode;        /* of Unix, into the upper half of the external attributes */
};

struct made_zip {
    struct buffer out, directory;
    unsigned entries;
    bool zip64_end;
};

static inline struct bytes made_text(const char *text) { return bytes_of(text, strlen(text)); }

static inline void made_put(struct buffer *b, uint64_t value, int n)
{
    for (int i = 0; i < n; i++) buffer_add_byte(b, (char)(value >> 8 * i & 0xFF));
}

/* `data` packed with zlib: window -15 is bare deflate, 31 is gzip. Appended to `out`. */
static inline void made_pack(struct buffer *out, struct bytes data, int window)
{
    z_stream z = {0};
    uLong room;
    Bytef *packed;
    ck_assert_int_eq(deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    room = deflateBound(&z, data.size) + 64;
    packed = malloc(room);
    ck_assert_ptr_nonnull(packed);
    z.next_in = (z_const Bytef *)data.at;
    z.avail_in = (uInt)data.size;
    z.next_out = packed;
    z.avail_out = (uInt)room;
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    buffer_add(out, packed, z.total_out);
    deflateEnd(&z);
    free(packed);
}

static inline struct bytes made_gzip(struct buffer *out, struct bytes data)
{
    made_pack(out, data, 31);
    return bytes_of(out->data, out->size);
}

static inline void made_zip_init(struct made_zip *z)
{
    *z = (struct made_zip){0};
    buffer_init(&z->out, (size_t)1 << 30);
    buffer_init(&z->directory, (size_t)1 << 28);
}

static inline void made_zip_release(struct made_zip *z)
{
    buffer_release(&z->out);
    buffer_release(&z->directory);
}

/* Version, flags, method, time, date, checksum, sizes: what local and central headers share. */
static inline void made_common(struct buffer *b, const struct made_entry *e, uint32_t crc, uint64_t packed, uint64_t size)
{
    made_put(b, e->zip64 ? 45 : 20, 2);
    made_put(b, e->flags | (e->descriptor ? 8 : 0), 2);
    made_put(b, e->method ? e->method : e->deflate ? 8 : 0, 2);
    made_put(b, 0x6000, 2);
    made_put(b, 0x58A1, 2);
    made_put(b, crc, 4);
    made_put(b, e->zip64 ? 0xFFFFFFFF : packed, 4);
    made_put(b, e->zip64 ? 0xFFFFFFFF : size, 4);
    made_put(b, strlen(e->name), 2);
    made_put(b, e->zip64 ? 20 : 0, 2);
}

static inline void made_extra(struct buffer *b, const struct made_entry *e, uint64_t packed, uint64_t size)
{
    if (!e->zip64) return;
    made_put(b, 1, 2);
    made_put(b, 16, 2);
    made_put(b, size, 8);
    made_put(b, packed, 8);
}

static inline void made_central(struct made_zip *z, const struct made_entry *e, uint32_t crc, uint64_t packed, uint64_t size,
                                uint64_t at)
{
    struct buffer *b = &z->directory;
    made_put(b, 0x02014B50, 4);
    made_put(b, e->mode ? 0x031E : 20, 2);
    made_common(b, e, crc, packed, size);
    made_put(b, 0, 6); /* comment, disk, internal attributes */
    made_put(b, (uint64_t)e->mode << 16, 4);
    made_put(b, at, 4);
    buffer_add_text(b, e->name);
    made_extra(b, e, packed, size);
    z->entries++;
}

static inline void made_zip_add(struct made_zip *z, const struct made_entry *e)
{
    struct buffer data;
    size_t at = z->out.size;
    uint32_t crc = (uint32_t)crc32(0, e->data.at, (uInt)e->data.size) ^ e->crc_change;
    uint64_t size = e->size_said ? e->size_said : e->data.size;
    buffer_init(&data, (size_t)1 << 30);
    if (e->deflate) made_pack(&data, e->data, -15);
    else buffer_add(&data, e->data.at, e->data.size);
    made_put(&z->out, 0x04034B50, 4);
    made_common(&z->out, e, e->descriptor ? 0 : crc, e->descriptor ? 0 : data.size, e->descriptor ? 0 : size);
    buffer_add_text(&z->out, e->name);
    made_extra(&z->out, e, e->descriptor ? 0 : data.size, e->descriptor ? 0 : size);
    buffer_add(&z->out, data.data, data.size);
    if (e->descriptor) {
        made_put(&z->out, 0x08074B50, 4);
        made_put(&z->out, crc, 4);
        made_put(&z->out, data.size, e->zip64 ? 8 : 4);
        made_put(&z->out, size, e->zip64 ? 8 : 4);
    }
    made_central(z, e, crc, data.size, size, at);
    buffer_release(&data);
}

/* The record and the locator of zip64 (APPNOTE.TXT 4.3.14, 4.3.15). */
static inline void made_zip64_end(struct made_zip *z, size_t at)
{
    size_t record = z->out.size;
    made_put(&z->out, 0x06064B50, 4);
    made_put(&z->out, 44, 8);
    made_put(&z->out, 45 << 16 | 45, 4);
    made_put(&z->out, 0, 8);
    made_put(&z->out, z->entries, 8);
    made_put(&z->out, z->entries, 8);
    made_put(&z->out, z->directory.size, 8);
    made_put(&z->out, at, 8);
    made_put(&z->out, 0x07064B50, 4);
    made_put(&z->out, 0, 4);
    made_put(&z->out, record, 8);
    made_put(&z->out, 1, 4);
}

static inline struct bytes made_zip_end(struct made_zip *z, const char *comment)
{
    size_t at = z->out.size;
    bool zip64 = z->zip64_end || z->entries > 0xFFFE;
    buffer_add(&z->out, z->directory.data, z->directory.size);
    if (zip64) made_zip64_end(z, at);
    made_put(&z->out, 0x06054B50, 4);
    made_put(&z->out, 0, 4);
    made_put(&z->out, zip64 ? 0xFFFF : z->entries, 2);
    made_put(&z->out, zip64 ? 0xFFFF : z->entries, 2);
    made_put(&z->out, zip64 ? 0xFFFFFFFF : z->directory.size, 4);
    made_put(&z->out, zip64 ? 0xFFFFFFFF : at, 4);
    made_put(&z->out, strlen(comment), 2);
    buffer_add_text(&z->out, comment);
    ck_assert(buffer_status(&z->out, "zip", NULL) == TINGLE_OK);
    return bytes_of(z->out.data, z->out.size);
}

#endif
