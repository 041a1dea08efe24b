/* The end record, searched backwards; a member, searched forwards. */
#include "archive/zip_find.h"

#include <stdlib.h>

#include "base/arena.h"

enum {
    END_RECORD_BYTES = 22,
    ZIP64_RECORDS_BYTES = 56 + 20,             /* the larger record of a zip64 and the locator behind it */
    TAIL_BYTES = 65535 + END_RECORD_BYTES,     /* the longest comment and the record before it */
    NEAR_BYTES = 16 * 1024,                    /* libarchive looks no further back */
    DIRECTORY_MAX_BYTES = 64 * 1024 * 1024,    /* libarchive holds it whole: 150 bytes and more per member */
    PIECE_BYTES = 16 * 1024
};

/* All of [from, from + n), which is there. */
static enum tingle_status read_at(struct packed_file *f, int64_t from, uint8_t *to, size_t n, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    size_t got = 1, have = 0;
    if (!packed_file_seek(f, from)) return error_set(err, TINGLE_NO_INPUT, from, "%s: cannot read", f->path);
    while (!st && have < n && got) {
        st = packed_file_read(f, to + have, n - have, &got, err);
        have += got;
    }
    memset(to + have, 0, n - have);
    return st;
}

static bool is_at(struct bytes tail, size_t at, const char *signature)
{
    return bytes_start_with(bytes_slice(tail, at, 4), signature);
}

/* What the record at `at` of the tail, which begins at `base` in the file, says. */
static enum zip_directory judge(struct bytes tail, size_t at, uint64_t base)
{
    const uint8_t *p = tail.at + at;
    uint64_t size = load_u32le(p + 12), from = load_u32le(p + 16), place = base + at;
    if (tail.size - at < (size_t)load_u16le(p + 20) + END_RECORD_BYTES) return ZIP_DIRECTORY_NONE;
    if (at >= 20 && is_at(tail, at - 20, "PK\x06\x07")) { /* zip64: its own record stands before the locator */
        uint64_t record = load_u64le(p - 20 + 8);
        if (record < base || place < ZIP64_RECORDS_BYTES || record > place - ZIP64_RECORDS_BYTES) return ZIP_DIRECTORY_NONE;
        p = tail.at + (record - base);
        size = load_u64le(p + 40);
        from = load_u64le(p + 48);
        place = record;
    }
    if (size > place || from != place - size) return ZIP_DIRECTORY_NONE;
    return size > DIRECTORY_MAX_BYTES || tail.size - at > NEAR_BYTES ? ZIP_DIRECTORY_AWKWARD : ZIP_DIRECTORY_USABLE;
}

enum tingle_status zip_directory_find(enum zip_directory *out, struct packed_file *f, struct tingle_error *err)
{
    size_t n = f->size < TAIL_BYTES ? (size_t)f->size : TAIL_BYTES;
    uint8_t *tail = alloc_array(n ? n : 1, 1);
    enum tingle_status st = tail ? TINGLE_OK : error_no_memory(err, f->path);
    *out = ZIP_DIRECTORY_NONE;
    if (!st) st = read_at(f, f->size - (int64_t)n, tail, n, err);
    for (size_t at = n; !st && *out == ZIP_DIRECTORY_NONE && at >= END_RECORD_BYTES; at--) {
        struct bytes view = bytes_of(tail, n);
        size_t here = at - END_RECORD_BYTES;
        if (is_at(view, here, "PK\x05\x06")) *out = judge(view, here, (uint64_t)f->size - n);
    }
    free(tail);
    packed_file_seek(f, 0);
    return st;
}

/* The place of the signature in the piece, or `n`. */
static size_t find_signature(const uint8_t *piece, size_t n)
{
    for (size_t i = 0; i + 4 <= n; i++)
        if (piece[i] == 'P' && memcmp(piece + i, "PK\x03\x04", 4) == 0) return i;
    return n;
}

enum tingle_status zip_member_find(int64_t *out, struct packed_file *f, int64_t from, struct tingle_error *err)
{
    uint8_t piece[PIECE_BYTES];
    size_t have = 0, got = 1;
    enum tingle_status st = TINGLE_OK;
    *out = -1;
    if (!packed_file_seek(f, from)) return TINGLE_OK;
    while (!st && got && *out < 0) {
        st = packed_file_read(f, piece + have, sizeof piece - have, &got, err);
        have += got;
        size_t at = find_signature(piece, have);
        if (at < have) {
            *out = from + (int64_t)at;
            continue;
        }
        size_t keep = have < 3 ? have : 3;
        from += (int64_t)(have - keep);
        memmove(piece, piece + have - keep, keep);
        have = keep;
    }
    if (*out >= 0) packed_file_seek(f, *out);
    return st;
}
