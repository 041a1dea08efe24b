/* Where things are in the file of a zip: its central directory, and the next member behind a damaged place. */
#ifndef ARCHIVE_ZIP_FIND_H
#define ARCHIVE_ZIP_FIND_H

#include "archive/packed_file.h"

/* A zip ends with a record that says where its directory lies (APPNOTE.TXT 4.3.16). A zip that was cut short can end, by
 * bad luck, with the last record of a zip stored inside it; that one lies about the place, as seen from here. */
enum zip_directory {
    ZIP_DIRECTORY_NONE,    /* no such record, or a wrong one: the zip is cut short or damaged */
    ZIP_DIRECTORY_USABLE,
    ZIP_DIRECTORY_AWKWARD  /* it is there, but larger than should be held in memory, or behind a long comment */
};

/* Looks at the end of a file that can seek, and leaves it at its beginning. Errors: reading, TINGLE_NO_MEMORY. */
enum tingle_status zip_directory_find(enum zip_directory *out, struct packed_file *f, struct tingle_error *err);

/* The first place at or behind `from` where a member could begin (its signature stands there); -1 when there is none. The
 * file is left there. Errors: reading. */
enum tingle_status zip_member_find(int64_t *out, struct packed_file *f, int64_t from, struct tingle_error *err);

#endif
