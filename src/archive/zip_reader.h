/* One zip, member by member: libarchive behind the errors and the names of the house.
 *
 * Two ways: by its central directory, when the zip is a file in which one can seek (members come in the order in which they
 * lie, and stepping over one costs nothing); or as it streams by, for a zip in a zip and one that is cut short.
 *
 * Where libarchive has no memory for a text of its own, a name, it ends the program itself ("Fatal Internal Error in
 * libarchive", exit status 1). What was stored before stays; nothing can be done about it from here.
 *
 * Thread-safety: one thread at a time; a reader has no state but its own.
 */
#ifndef ARCHIVE_ZIP_READER_H
#define ARCHIVE_ZIP_READER_H

#include <locale.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/packed_file.h"
#include "base/byte_source.h"
#include "base/error.h"

struct zip_reader;

/* One entry; valid until the next call of zip_reader_next. */
struct zip_member {
    const char *raw_name;  /* as it stands in the zip; "?" when it says to be UTF-8 and is not */
    int64_t size;          /* unpacked, as the zip says; -1 not said before its data */
    bool is_file;          /* not a folder, a link, a device */
};

/* `utf8` is a locale whose texts are UTF-8 (newlocale): libarchive turns names into that of the thread, which is
 * set to it for as long as a name is read. `name` is for messages; it and what is read outlive the reader.
 * Errors: TINGLE_NO_MEMORY. */
enum tingle_status zip_reader_open_file(struct zip_reader **out, struct packed_file *f, locale_t utf8,
                                        struct tingle_error *err);
enum tingle_status zip_reader_open_stream(struct zip_reader **out, struct byte_source in, locale_t utf8,
                                          struct tingle_error *err);
void zip_reader_free(struct zip_reader *z);

/* Steps over what is unread of this entry and goes to the next. False at the end, or with *st set: TINGLE_BAD_DATA
 * (damaged here or cut short: nothing more can be read), TINGLE_NO_MEMORY, or the error of the source. The
 * message does not name the zip. */
bool zip_reader_next(struct zip_reader *z, struct zip_member *m, enum tingle_status *st, struct tingle_error *err);

/* The entry's bytes, unpacked. Errors: TINGLE_BAD_DATA (damaged, locked with a password), TINGLE_UNSUPPORTED (neither stored
 * nor deflated), TINGLE_NO_MEMORY, or the error of the source. The message does not name the entry. */
enum tingle_status zip_reader_read(struct zip_reader *z, void *to, size_t room, size_t *got, struct tingle_error *err);

/* True when it is read as it streams by. What is unread of an entry whose length the zip does not say is then unpacked in
 * zip_reader_next; who counts what is unpacked reads it first. */
bool zip_reader_streams(const struct zip_reader *z);

/* At most so many bytes were unpacked within the last zip_reader_next, unseen: of a folder in a stream that has data of
 * unknown length. */
uint64_t zip_reader_unseen(const struct zip_reader *z);

/* True when this entry begins before the place up to which the last one was unpacked: they share bytes, which no program
 * that packs lets happen. Known only of a zip read by its directory. */
bool zip_reader_overlaps(const struct zip_reader *z);

/* How many bytes of the zip are used up, after a failure those before what is damaged. -1: its directory was at fault, and
 * no member was seen. */
int64_t zip_reader_place(const struct zip_reader *z);

#endif
