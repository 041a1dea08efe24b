/* What the files of this room share beside journal.h: the tables, and opening a journal by its path. */
#ifndef JOURNAL_JOURNAL_SCHEMA_H
#define JOURNAL_JOURNAL_SCHEMA_H

#include "journal/journal.h"
#include "store/store.h"

extern const struct store_schema journal_schema; /* journal_schema.c */

enum { JOURNAL_PATH_SIZE = 4096 };

/* "<home>/journal.tingle<tail>". TINGLE_CANNOT_WRITE: too long. */
enum tingle_status journal_home_path(char out[JOURNAL_PATH_SIZE], const char *home, const char *tail,
                                     struct tingle_error *err);

/* An empty file (0600) where there is none. */
enum tingle_status journal_file_make(const char *path, struct tingle_error *err);

enum tingle_status journal_open_file(struct journal **out, const char *path, enum store_mode mode,
                                     struct tingle_error *err);

/* The columns of a row "original o" and the struct that they make, read from column 0 on. */
#define ORIGINAL_COLUMNS "o.id, o.size, o.imported_at, o.sha256, o.name, o.container"
void journal_original_from_row(struct journal_original *o, const struct store_query *q);

/* Bytes for Tingle's own use, compressed; the caller releases them. */
enum tingle_status journal_blob_pack(struct journal *j, struct bytes in, struct file_bytes *out, struct tingle_error *err);

/* Back again into `size` bytes, neither more nor fewer. TINGLE_BAD_DATA. */
enum tingle_status journal_blob_unpack(struct journal *j, struct bytes packed, void *out, size_t size, struct tingle_error *err);

#endif
