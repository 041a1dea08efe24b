/* libarchive, held by its callbacks. */
#include "archive/zip_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
    PIECE_BYTES = 64 * 1024,
    UNSEEN_PIECES_MAX = 4,    /* fed while the data of a folder is stepped over: header, name and extra fields fit */
    DEFLATE_RATIO_MAX = 1032  /* 258 bytes out of 2 bits */
};

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
    bool has_begun;              /* an entry was seen */
    bool overlaps;
    bool is_hidden;              /* this entry has data of unknown length that will be unpacked unseen */
    size_t pieces_left;          /* that may be fed */
    uint64_t unseen;
    uint8_t piece[PIECE_BYTES];
};

static la_ssize_t feed(struct archive *a, void *context, const void **piece)
{
    struct zip_reader *z = context;
    size_t got = 0;
    *piece = z->piece;
    if (z->pieces_left == 0) return 0;
    z->pieces_left--;
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

/* That the bytes are no zip shows when libarchive is asked for the first entry. */
static bool open_reader(struct zip_reader *z)
{
    struct archive *a = z->archive = archive_read_new();
    int r = a ? ARCHIVE_OK : ARCHIVE_FATAL;
    if (!r) r = z->file ? archive_read_support_format_zip_seekable(a) : archive_read_support_format_zip_streamable(a);
    if (!r) r = archive_read_set_read_callback(a, feed);
    if (!r && z->file) r = archive_read_set_seek_callback(a, go_to);
    if (!r) r = archive_read_set_callback_data(a, z);
    if (!r) r = archive_read_open1(a);
    return r == ARCHIVE_OK || (a && archive_errno(a) != ENOMEM);
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
    z->pieces_left = SIZE_MAX;
    if (!open_reader(z)) {
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
static enum tingle_status failure(struct zip_reader *z, bool in_data, struct tingle_error *err)
{
    const char *why = archive_error_string(z->archive);
    if (z->failed.code != TINGLE_OK) {
        if (err) *err = z->failed;
        return z->failed.code;
    }
    if (archive_errno(z->archive) == ENOMEM) return error_no_memory(err, "a zip");
    if (!why) why = "cut short";
    if (in_data) return error_set(err, TINGLE_BAD_DATA, -1, "damaged, or packed in a way that is not known (%s)", why);
    return error_set(err, TINGLE_BAD_DATA, -1, "%s", why);
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
    z->overlaps = z->file && at < z->done;
    z->done = at;
    z->has_begun = true;
}

/* Stored and deflated is what services and computers make. libarchive knows more ways, which take memory as the zip
 * wishes; that it has to do with one shows only in the name that it gives to the format, "ZIP 2.0 (deflation)". */
static bool is_usual_method(struct archive *a)
{
    const char *format = archive_format_name(a);
    const char *method = format ? strchr(format, '(') : NULL;
    return !method || strcmp(method, "(deflation)") == 0 || strcmp(method, "(uncompressed)") == 0;
}

static void describe(struct zip_reader *z, struct zip_member *m, struct archive_entry *e)
{
    const char *name = archive_entry_pathname(e);
    *m = (struct zip_member){.raw_name = name ? name : "?", .size = -1};
    if (archive_entry_size_is_set(e)) m->size = archive_entry_size(e);
    m->is_file = archive_entry_filetype(e) == AE_IFREG;
    z->is_hidden = !z->file && !m->is_file && m->size < 0;
    if (archive_entry_is_encrypted(e))
        error_set(&z->spoiled, TINGLE_BAD_DATA, -1, "locked with a password; unpack it and give what was in it");
    else if (!is_usual_method(z->archive))
        error_set(&z->spoiled, TINGLE_UNSUPPORTED, -1, "packed in a way that Tingle does not read; unpack it and give what was "
                  "in it");
}

/* The name is turned into UTF-8 while the thread speaks it. */
static int next_described(struct zip_reader *z, struct zip_member *m)
{
    struct archive_entry *e = NULL;
    locale_t before = uselocale(z->utf8);
    int r = next_header(z, &e);
    if (r == ARCHIVE_OK || r == ARCHIVE_WARN) describe(z, m, e);
    uselocale(before);
    return r;
}

bool zip_reader_next(struct zip_reader *z, struct zip_member *m, enum tingle_status *st, struct tingle_error *err)
{
    int64_t from = archive_filter_bytes(z->archive, 0);
    bool was_hidden = z->is_hidden, is_there;
    int r;
    *st = TINGLE_OK;
    z->block_left = 0;
    z->spoiled = (struct tingle_error){0};
    z->is_hidden = false;
    z->pieces_left = was_hidden ? UNSEEN_PIECES_MAX : SIZE_MAX;
    r = next_described(z, m);
    z->pieces_left = SIZE_MAX;
    z->unseen = was_hidden ? (uint64_t)(archive_filter_bytes(z->archive, 0) - from) * DEFLATE_RATIO_MAX : 0;
    is_there = r == ARCHIVE_OK || r == ARCHIVE_WARN;
    z->ended = !is_there || z->spoiled.code != TINGLE_OK;
    if (is_there) look_for_overlap(z);
    else if (r != ARCHIVE_EOF) *st = failure(z, false, err);
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
    if (z->ended && r != ARCHIVE_EOF) failure(z, true, &z->spoiled);
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

uint64_t zip_reader_unseen(const struct zip_reader *z) { return z->unseen; }

bool zip_reader_overlaps(const struct zip_reader *z) { return z->overlaps; }

int64_t zip_reader_place(const struct zip_reader *z)
{
    int64_t place = archive_filter_bytes(z->archive, 0);
    if (z->file && !z->has_begun) return -1;
    return place > 0 ? place : 0;
}
