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

#endif
