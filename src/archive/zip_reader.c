/* libarchive, held by its callbacks. */
#include "archive/zip_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { PIECE_BYTES = 64 * 1024 };

struct zip_reader {
    struct archive *archive;
    struct byte_source in;
    struct packed_file *file;    /* NULL: `in` cannot seek */
    locale_t utf8;
    struct tingle_error failed;  /* of the source; its code is TINGLE_OK while all is well */
    struct tingle_error spoiled; /* the same of this entry's data */
    const uint8_t *block;        /* unpacked and not yet given */
    size_t block_left;
    int64_t done;                /* the place in the file up to which packed bytes are used */
    bool ended;                  /* of this entry; true before the first and after the last */
    bool overlaps;
    uint8_t piece[PIECE_BYTES];
};

static la_ssize_t feed(struct archive *a, void *context, const void **piece)
{
    struct zip_reader *z = context;
    size_t got = 0;
    *piece = z->piece;
    if (z->failed.code == TINGLE_OK) byte_source_read(&z->in, z->piece, PIECE_BYTES, &got, &z->failed);
    if (z->failed.code == TINGLE_OK) return (la_ssize_t)got;
    archive_set_error(a, EIO, "%s", z->failed.message);
    return ARCHIVE_FATAL;
}

static la_int64_t go_to(struct archive *a, void *context, la_int64_t offset, int whence)
{
    struct zip_reader *z = context;
    int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (int64_t)z->file->at : z->file->size, to;
    if (__builtin_add_overflow(base, offset, &to) || !packed_file_seek(z->file, to)) {
        archive_set_error(a, EINVAL, "a place outside of the file");
        return ARCHIVE_FATAL;
    }
    return to;
}

static enum tingle_status open_reader(struct zip_reader *z)
{
    struct archive *a = z->archive = archive_read_new();
    int r = a ? ARCHIVE_OK : ARCHIVE_FATAL;
    if (!r) r = z->file ? archive_read_support_format_zip_seekable(a) : archive_read_support_format_zip_streamable(a);
    if (!r) r = archive_read_set_read_callback(a, feed);
    if (!r && z->file) r = archive_read_set_seek_callback(a, go_to);
    if (!r) r = archive_read_set_callback_data(a, z);
    if (!r) r = archive_read_open1(a);
    return r ? TINGLE_NO_MEMORY : TINGLE_OK;
}

static enum tingle_status reader_new(struct zip_reader **out, struct byte_source in, struct packed_file *file,
                                     locale_t utf8, struct tingle_error *err)
{
    struct zip_reader *z = alloc_array(1, sizeof *z);
    *out = NULL;
    if (!z) return error_no_memory(err, "a zip");
    z->in = in;
    z->file = file;
    z->utf8 = utf8;
    z->ended = true;
    if (open_reader(z) && z->failed.code == TINGLE_OK) {
        zip_reader_free(z);
        return error_no_memory(err, "a zip");
    }
    *out = z;
    return TINGLE_OK;
}

enum tingle_status zip_reader_open_file(struct zip_reader **out, struct packed_file *f, locale_t utf8,
                                        struct tingle_error *err)
{
    packed_file_seek(f, 0);
    return reader_new(out, packed_file_source(f), f, utf8, err);
}

enum tingle_status zip_reader_open_stream(struct zip_reader **out, struct byte_source in, locale_t utf8,
                                          struct tingle_error *err)
{
    return reader_new(out, in, NULL, utf8, err);
}

void zip_reader_free(struct zip_reader *z)
{
    if (!z) return;
    archive_read_free(z->archive);
    free(z);
}

/* What went wrong in libarchive or below it. */
static enum tingle_status failure(struct zip_reader *z, struct tingle_error *err)
{
    const char *why = archive_error_string(z->archive);
    if (z->failed.code != TINGLE_OK) {
        if (err) *err = z->failed;
        return z->failed.code;
    }
    if (archive_errno(z->archive) == ENOMEM) return error_no_memory(err, "a zip");
    return error_set(err, TINGLE_BAD_DATA, -1, "%s", why ? why : "cut short");
}

static int next_header(struct zip_reader *z, struct archive_entry **e)
{
    int r = archive_read_next_header(z->archive, e);
    while (r == ARCHIVE_RETRY) r = archive_read_next_header(z->archive, e);
    return r;
}

/* Packed bytes are used in the order in which they lie. An entry that begins before the place up to which the last one
 * was read shares bytes with it. */
static void look_for_overlap(struct zip_reader *z)
{
    int64_t at = archive_filter_bytes(z->archive, 0);
    if (z->file && at < z->done) z->overlaps = true;
    z->done = at;
}

static void describe(struct zip_member *m, struct archive_entry *e)
{
    const char *name = archive_entry_pathname(e);
    *m = (struct zip_member){.raw_name = name ? name : "", .size = -1};
    if (archive_entry_size_is_set(e)) m->size = archive_entry_size(e);
    m->is_file = archive_entry_filetype(e) == AE_IFREG;
    m->is_locked = archive_entry_is_encrypted(e) != 0;
}

bool zip_reader_next(struct zip_reader *z, struct zip_member *m, enum tingle_status *st, struct tingle_error *err)
{
    struct archive_entry *e = NULL;
    locale_t before = uselocale(z->utf8);
    int r = next_header(z, &e);
    bool is_there = r == ARCHIVE_OK || r == ARCHIVE_WARN;
    if (is_there) describe(m, e);
    uselocale(before);
    z->block_left = 0;
    z->ended = !is_there;
    z->spoiled = (struct tingle_error){0};
    *st = TINGLE_OK;
    if (is_there) look_for_overlap(z);
    else if (r != ARCHIVE_EOF) *st = failure(z, err);
    return is_there;
}

static void next_block(struct zip_reader *z)
{
    la_int64_t offset;
    const void *block = NULL;
    int r = archive_read_data_block(z->archive, &block, &z->block_left, &offset);
    z->block = block;
    if (z->file) z->done = archive_filter_bytes(z->archive, 0);
    z->ended = r != ARCHIVE_OK;
    if (z->ended) z->block_left = 0;
    if (z->ended && r != ARCHIVE_EOF) failure(z, &z->spoiled);
}

enum tingle_status zip_reader_read(struct zip_reader *z, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    while (z->block_left == 0 && !z->ended) next_block(z);
    *got = z->block_left < room ? z->block_left : room;
    if (*got) {
        memcpy(to, z->block, *got);
        z->block += *got;
        z->block_left -= *got;
    }
    if (z->spoiled.code && err) *err = z->spoiled;
    return z->spoiled.code;
}

bool zip_reader_streams(const struct zip_reader *z) { return z->file == NULL; }

bool zip_reader_overlaps(const struct zip_reader *z) { return z->overlaps; }
