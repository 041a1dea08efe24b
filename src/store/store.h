/* One SQLite file, opened safely, and statements without ceremony. Knows no table.
 *
 *     struct store *s = NULL;
 *     st = store_open(&s, path, STORE_WRITE, &schema, err);
 *     struct store_query q;
 *     st = store_query(&q, s, "SELECT name FROM shoe WHERE id = ?1", err);
 *     store_bind_int(&q, 1, 7);
 *     while (!st && store_row(&q, &st, err)) puts(store_text(&q, 0));
 *     store_done(&q);
 *
 * Opening sets: foreign keys on, double-quoted strings off, extensions off, defensive mode, a busy
 * timeout, WAL with synchronous NORMAL (a crash of the program loses nothing committed; a power cut may
 * lose the last moments, never the file), deleted content overwritten with zeros. A file in a folder that may not be
 * written is read as it stands. A file whose application id is not
 * ours is refused, one whose schema number is newer too; an older one is migrated step by step, forward
 * only, each step in a transaction of its own.
 *
 * Statements are prepared once and kept; a struct store_query borrows one until store_done. A handle
 * belongs to one thread.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"

struct store;
struct sqlite3_stmt;

enum store_mode {
    STORE_READ,  /* the file must be there */
    STORE_WRITE  /* made when it is not there */
};

struct store_schema {
    int32_t application_id;        /* in the file's header: whose file it is */
    const char *what;              /* for messages: "journal" */
    const char *const *migration;  /* migration[i] is SQL that leads from schema i to i + 1 */
    int migrations;                /* so also the number of the newest schema */
};

/* Opens, checks, migrates. Errors: TINGLE_NO_INPUT, TINGLE_NO_ACCESS, TINGLE_CANNOT_WRITE, TINGLE_LOCKED,
 * TINGLE_NEWER, TINGLE_BAD_DATA (damaged, or another program's file), TINGLE_NO_MEMORY. */
enum tingle_status store_open(struct store **out, const char *path, enum store_mode mode,
                              const struct store_schema *schema, struct tingle_error *err);
void store_close(struct store *s);
const char *store_path(const struct store *s);

/* True once something failed because the file itself is damaged: TINGLE_BAD_DATA was then about the file, and not about
 * what was to go into it. */
bool store_is_damaged(const struct store *s);

/* How long to wait for another writer, in milliseconds; 3000 when never called. */
void store_set_patience(struct store *s, int milliseconds);

/* Transactions. The outermost takes the write lock at once. They nest: an inner one that is rolled back takes
 * only its own part away. When a full disk ended the whole transaction, committing what is left fails. */
enum tingle_status store_begin(struct store *s, struct tingle_error *err);
enum tingle_status store_commit(struct store *s, struct tingle_error *err);
void store_rollback(struct store *s); /* nothing when none is open */

/* Runs SQL text without results. */
enum tingle_status store_run(struct store *s, const char *sql, struct tingle_error *err);

struct store_query {
    struct store *store;
    struct sqlite3_stmt *stmt;
};

/* Prepares (or takes from the kept ones); sql must be a string that stays. */
enum tingle_status store_query(struct store_query *q, struct store *s, const char *sql, struct tingle_error *err);
void store_done(struct store_query *q); /* also after an error; may be called twice */

/* Parameters, from 1. NaN and NULL bind SQL NULL; texts and blobs must live until store_done. */
void store_bind_int(struct store_query *q, int at, int64_t value);
void store_bind_double(struct store_query *q, int at, double value);
void store_bind_text(struct store_query *q, int at, const char *text);
void store_bind_blob(struct store_query *q, int at, struct bytes blob);

/* Steps to the next row: true while there is one; *st tells an error from the end. */
bool store_row(struct store_query *q, enum tingle_status *st, struct tingle_error *err);

/* Runs to the end a statement that gives no rows, and store_done. */
enum tingle_status store_step(struct store_query *q, struct tingle_error *err);

/* Columns of the row, from 0. NULL gives NaN, 0, "" or empty bytes; views live until the next row. */
int64_t store_int(const struct store_query *q, int column);
double store_double(const struct store_query *q, int column);
const char *store_text(const struct store_query *q, int column);
struct bytes store_blob(const struct store_query *q, int column);
bool store_is_null(const struct store_query *q, int column);

int64_t store_last_id(const struct store *s);
int store_changes(const struct store *s); /* rows touched by the last statement */

/* Folds the -wal into the file and empties it, so that nothing deleted stays readable; as far as other readers
 * let it. Not inside a transaction. */
void store_tidy(struct store *s);

/* A whole copy at `path` (which must not exist, or be empty), consistent though others write: VACUUM INTO. The
 * copy is not yet safe from a power cut: file_sync it. */
enum tingle_status store_copy(struct store *s, const char *path, struct tingle_error *err);

/* Adds every problem that SQLite sees (integrity, foreign keys) through `say`. */
enum tingle_status store_check(struct store *s, void (*say)(void *context, const char *problem), void *context,
                               struct tingle_error *err);

/* Before the file at `path` is replaced or removed: makes sure that no other program has it open and folds its
 * -wal into it, so that the file stands alone. A file that is missing or damaged is fine. TINGLE_LOCKED: in use. */
enum tingle_status store_retire(const char *path, const char *what, int patience_ms, struct tingle_error *err);

#endif
