/* SQLite, opened safely. */
#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

enum { STORE_STATEMENTS = 128, BUSY_MS = 3000, URI_BYTES = 12300 };

struct kept {
    const char *sql; /* compared by address: every query text is a constant */
    sqlite3_stmt *stmt;
    bool in_use;
};

struct store {
    sqlite3 *db;
    char *path;
    const char *what;
    int depth; /* of open transactions; those after the first are savepoints */
    bool is_damaged;
    struct kept kept[STORE_STATEMENTS];
    size_t kept_count;
};

/* The status of an SQLite code, and a sentence that says what to do. */
static enum tingle_status store_fault(struct store *s, int code, struct tingle_error *err)
{
    const char *path = s->path, *what = s->what;
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, TINGLE_LOCKED, -1, "%s: another program is writing to the %s; try again when it has finished", path, what);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the %s is read-only", path, what);
    case SQLITE_FULL:
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the disk is full; nothing was changed", path);
    case SQLITE_IOERR:
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: reading or writing the disk failed; nothing was changed", path);
    case SQLITE_CANTOPEN:
        return error_set(err, access(path, R_OK) == 0 ? TINGLE_CANNOT_WRITE : errno == ENOENT ? TINGLE_NO_INPUT : TINGLE_NO_ACCESS, -1,
                         "%s: the %s cannot be opened; is its folder there, and yours to write in?", path, what);
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: /* also of a disk that cannot be read */
        s->is_damaged = true;
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: the %s is damaged, or the disk cannot be read; take the last backup: `tingle restore FILE --force`", path, what);
    case SQLITE_NOMEM: return error_no_memory(err, what);
    case SQLITE_TOOBIG: return error_set(err, TINGLE_LIMIT, -1, "%s: a value is too large for the %s", path, what);
    default:
        return error_set(err, TINGLE_INTERNAL, -1, "%s: the %s failed: %s", path, what, sqlite3_errmsg(s->db));
    }
}

enum tingle_status store_run(struct store *s, const char *sql, struct tingle_error *err)
{
    int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? TINGLE_OK : store_fault(s, code, err);
}

const char *store_path(const struct store *s) { return s->path; }
bool store_is_damaged(const struct store *s) { return s->is_damaged; }
void store_set_patience(struct store *s, int milliseconds) { sqlite3_busy_timeout(s->db, milliseconds); }

/* -------------------------------------------------------------- statements */

enum tingle_status store_query(struct store_query *q, struct store *s, const char *sql, struct tingle_error *err)
{
    int code;
    *q = (struct store_query){.store = s};
    for (size_t i = 0; i < s->kept_count; i++) {
        if (s->kept[i].sql != sql || s->kept[i].in_use) continue;
        s->kept[i].in_use = true;
        q->stmt = s->kept[i].stmt;
        return TINGLE_OK;
    }
    code = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
    if (code != SQLITE_OK) return store_fault(s, code, err);
    if (s->kept_count < STORE_STATEMENTS) s->kept[s->kept_count++] = (struct kept){sql, q->stmt, true};
    return TINGLE_OK;
}

static void forget_statements(struct store *s)
{
    for (size_t i = 0; i < s->kept_count; i++) sqlite3_finalize(s->kept[i].stmt);
    s->kept_count = 0;
}

void store_done(struct store_query *q)
{
    if (!q->stmt) return;
    for (size_t i = 0; i < q->store->kept_count; i++) {
        if (q->store->kept[i].stmt != q->stmt) continue;
        sqlite3_reset(q->stmt);
        sqlite3_clear_bindings(q->stmt);
        q->store->kept[i].in_use = false;
        q->stmt = NULL;
        return;
    }
    sqlite3_finalize(q->stmt);
    q->stmt = NULL;
}

void store_bind_int(struct store_query *q, int at, int64_t value) { sqlite3_bind_int64(q->stmt, at, value); }

void store_bind_double(struct store_query *q, int at, double value)
{
    if (isnan(value)) sqlite3_bind_null(q->stmt, at);
    else sqlite3_bind_double(q->stmt, at, value);
}

void store_bind_text(struct store_query *q, int at, const char *text)
{
    if (text) sqlite3_bind_text(q->stmt, at, text, -1, SQLITE_STATIC);
    else sqlite3_bind_null(q->stmt, at);
}

void store_bind_blob(struct store_query *q, int at, struct bytes blob)
{
    if (!blob.at && blob.size == 0) sqlite3_bind_null(q->stmt, at);
    else sqlite3_bind_blob64(q->stmt, at, blob.at, blob.size, SQLITE_STATIC);
}

bool store_row(struct store_query *q, enum tingle_status *st, struct tingle_error *err)
{
    int code = sqlite3_step(q->stmt);
    *st = TINGLE_OK;
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) *st = store_fault(q->store, code, err);
    return false;
}

enum tingle_status store_step(struct store_query *q, struct tingle_error *err)
{
    enum tingle_status st;
    while (store_row(q, &st, err)) {}
    store_done(q);
    return st;
}

int64_t store_int(const struct store_query *q, int column) { return sqlite3_column_int64(q->stmt, column); }

double store_double(const struct store_query *q, int column)
{
    return store_is_null(q, column) ? NAN : sqlite3_column_double(q->stmt, column);
}

const char *store_text(const struct store_query *q, int column)
{
    const char *text = (const char *)sqlite3_column_text(q->stmt, column);
    return text ? text : "";
}

struct bytes store_blob(const struct store_query *q, int column)
{
    const void *at = sqlite3_column_blob(q->stmt, column);
    return bytes_of(at, at ? (size_t)sqlite3_column_bytes(q->stmt, column) : 0);
}

bool store_is_null(const struct store_query *q, int column)
{
    return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

int64_t store_last_id(const struct store *s) { return sqlite3_last_insert_rowid(s->db); }
int store_changes(const struct store *s) { return sqlite3_changes(s->db); }

/* ------------------------------------------------------------ transactions */

/* Inner transactions are savepoints of one name: the newest of a name is the one meant. */
enum tingle_status store_begin(struct store *s, struct tingle_error *err)
{
    enum tingle_status st = store_run(s, s->depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT inner", err);
    if (!st) s->depth++;
    return st;
}

enum tingle_status store_commit(struct store *s, struct tingle_error *err)
{
    enum tingle_status st;
    assert(s->depth > 0);
    if (sqlite3_get_autocommit(s->db)) /* SQLite itself rolled back: disk full, out of memory */
        st = error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the change could not be written; nothing was changed", s->path);
    else
        st = store_run(s, s->depth == 1 ? "COMMIT" : "RELEASE inner", err);
    if (st) store_rollback(s);
    else s->depth--;
    return st;
}

void store_rollback(struct store *s)
{
    if (s->depth == 0) return;
    sqlite3_exec(s->db, s->depth == 1 ? "ROLLBACK" : "ROLLBACK TO inner; RELEASE inner", NULL, NULL, NULL);
    s->depth--;
}

/* ----------------------------------------------------------------- opening */

static enum tingle_status pragma_int(struct store *s, const char *sql, int64_t *value, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, s, sql, err);
    *value = 0;
    if (!st && store_row(&q, &st, err)) *value = store_int(&q, 0);
    store_done(&q);
    return st;
}

static enum tingle_status set_pragma(struct store *s, const char *name, int64_t value, struct tingle_error *err)
{
    char sql[80];
    snprintf(sql, sizeof sql, "PRAGMA %s = %lld", name, (long long)value);
    return store_run(s, sql, err);
}

static enum tingle_status migrate(struct store *s, const struct store_schema *schema, int64_t from,
                                  struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (int64_t i = from; !st && i < schema->migrations; i++) {
        int64_t now = 0;
        st = store_begin(s, err);
        if (st) return st;
        st = pragma_int(s, "PRAGMA user_version", &now, err);
        if (!st && now == i) { /* else another program was faster */
            st = store_run(s, schema->migration[i], err);
            if (!st) st = set_pragma(s, "user_version", i + 1, err);
            if (!st) st = set_pragma(s, "application_id", schema->application_id, err);
        }
        if (st) store_rollback(s);
        else st = store_commit(s, err);
    }
    return st;
}

/* Whose file it is, and whether this program may touch it. All of it is read at one moment: another program may be
 * making the file just now. */
static enum tingle_status check_identity(struct store *s, const struct store_schema *schema, int64_t *version,
                                         struct tingle_error *err)
{
    int64_t id = 0, tables = 0;
    enum tingle_status st = store_run(s, "BEGIN", err), ended;
    if (!st) st = pragma_int(s, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (!st) st = pragma_int(s, "PRAGMA application_id", &id, err);
    if (!st) st = pragma_int(s, "PRAGMA user_version", version, err);
    ended = sqlite3_get_autocommit(s->db) ? TINGLE_OK : store_run(s, "COMMIT", st ? NULL : err);
    if (st || ended) return st ? st : ended;
    if (id != schema->application_id && (id != 0 || *version != 0 || tables != 0))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: not a Tingle %s but another program's database", s->path, s->what);
    if (*version < 0)
        return error_set(err, TINGLE_BAD_DATA, *version, "%s: the %s is damaged (schema %lld); take the last backup: `tingle restore FILE --force`",
                         s->path, s->what, (long long)*version);
    if (*version > schema->migrations)
        return error_set(err, TINGLE_NEWER, *version, "%s: written by a newer Tingle (schema %lld, this one knows %d); use that one",
                         s->path, (long long)*version, schema->migrations);
    return TINGLE_OK;
}

/* The change to WAL needs the file for itself for a moment, and SQLite does not wait for that: programs that make
 * a file together take turns here. */
static enum tingle_status use_wal(struct store *s, struct tingle_error *err)
{
    const struct timespec pause = {0, 10 * 1000 * 1000};
    int code = SQLITE_BUSY;
    for (int waited_ms = 0; waited_ms <= BUSY_MS; waited_ms += 10) {
        code = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if ((code & 0xFF) != SQLITE_BUSY && (code & 0xFF) != SQLITE_LOCKED) break;
        nanosleep(&pause, NULL);
    }
    return code == SQLITE_OK ? store_run(s, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;", err)
                             : store_fault(s, code, err);
}

static enum tingle_status configure(struct store *s, enum store_mode mode, struct tingle_error *err)
{
    enum tingle_status st;
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    st = store_run(s, "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;", err);
    return !st && mode == STORE_WRITE ? use_wal(s, err) : st;
}

/* In a folder that may not be written the files beside a WAL database cannot be made. When there are none,
 * nothing waits in them either, and the file can be read as it stands. */
static bool stands_alone(const struct store *s, char uri[URI_BYTES])
{
    static const char *const tails[] = {"-wal", "-shm"};
    char beside[URI_BYTES];
    size_t n = 0;
    for (size_t i = 0; i < 2; i++)
        if (snprintf(beside, sizeof beside, "%s%s", s->path, tails[i]) >= URI_BYTES || access(beside, F_OK) == 0) return false;
    n = (size_t)snprintf(uri, URI_BYTES, "file:");
    for (const char *p = s->path; *p; p++) {
        if (n + 20 > URI_BYTES) return false;
        n += (size_t)snprintf(uri + n, URI_BYTES - n, strchr("%?#", *p) ? "%%%02X" : "%c", (unsigned char)*p);
    }
    snprintf(uri + n, URI_BYTES - n, "?immutable=1");
    return access(s->path, R_OK) == 0;
}

static enum tingle_status open_file(struct store *s, enum store_mode mode, const struct store_schema *schema,
                                    int64_t *version, struct tingle_error *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    char uri[URI_BYTES];
    enum tingle_status st;
    int code = sqlite3_open_v2(s->path, &s->db, mode == STORE_WRITE ? flags | SQLITE_OPEN_CREATE : flags, NULL);
    if (code != SQLITE_OK) return store_fault(s, code, err);
    sqlite3_busy_timeout(s->db, BUSY_MS);
    st = check_identity(s, schema, version, err);
    if (st != TINGLE_CANNOT_WRITE || mode == STORE_WRITE || !stands_alone(s, uri)) return st;
    forget_statements(s);
    sqlite3_close_v2(s->db);
    code = sqlite3_open_v2(uri, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    return code == SQLITE_OK ? check_identity(s, schema, version, err) : store_fault(s, code, err);
}

static enum tingle_status open_checked(struct store *s, enum store_mode mode, const struct store_schema *schema,
                                       struct tingle_error *err)
{
    struct stat info;
    int64_t version = 0;
    enum tingle_status st;
    if (stat(s->path, &info) == 0 && !S_ISREG(info.st_mode))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: not a file, so not a %s", s->path, s->what);
    st = open_file(s, mode, schema, &version, err);
    if (!st && (mode == STORE_WRITE || version < schema->migrations) && sqlite3_db_readonly(s->db, "main") == 1)
        return store_fault(s, SQLITE_READONLY, err);
    if (!st) st = configure(s, mode, err);
    if (!st && version < schema->migrations) st = migrate(s, schema, version, err);
    return st;
}

enum tingle_status store_open(struct store **out, const char *path, enum store_mode mode,
                              const struct store_schema *schema, struct tingle_error *err)
{
    struct store *s = alloc_array(1, sizeof *s);
    enum tingle_status st;
    *out = NULL;
    if (!s) return error_no_memory(err, schema->what);
    s->what = schema->what;
    s->path = alloc_array(strlen(path) + 1, 1);
    st = s->path ? TINGLE_OK : error_no_memory(err, schema->what);
    if (!st) {
        memcpy(s->path, path, strlen(path) + 1);
        st = open_checked(s, mode, schema, err);
    }
    if (st) store_close(s);
    else *out = s;
    return st;
}

void store_close(struct store *s)
{
    if (!s) return;
    while (s->depth) store_rollback(s);
    forget_statements(s);
    sqlite3_close_v2(s->db);
    free(s->path);
    free(s);
}

/* --------------------------------------------------------- copies and checks */

void store_tidy(struct store *s)
{
    if (s->depth == 0) sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

enum tingle_status store_copy(struct store *s, const char *path, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, s, "VACUUM INTO ?1", err);
    if (st) return st;
    store_bind_text(&q, 1, path);
    return store_step(&q, err);
}

enum tingle_status store_check(struct store *s, void (*say)(void *context, const char *problem), void *context,
                               struct tingle_error *err)
{
    struct store_query q;
    char text[256];
    enum tingle_status st = store_query(&q, s, "PRAGMA integrity_check(20)", err);
    while (!st && store_row(&q, &st, err))
        if (strcmp(store_text(&q, 0), "ok") != 0) say(context, store_text(&q, 0));
    store_done(&q);
    if (!st) st = store_query(&q, s, "PRAGMA foreign_key_check", err);
    while (!st && store_row(&q, &st, err)) {
        snprintf(text, sizeof text, "row %lld of %s refers to nothing in %s", (long long)store_int(&q, 1),
                 store_text(&q, 0), store_text(&q, 2));
        say(context, text);
    }
    store_done(&q);
    return st;
}

enum tingle_status store_retire(const char *path, const char *what, int patience_ms, struct tingle_error *err)
{
    struct store s = {.path = (char *)path, .what = what};
    enum tingle_status st = TINGLE_OK;
    int code;
    if (access(path, F_OK)) return TINGLE_OK;
    code = sqlite3_open_v2(path, &s.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) sqlite3_busy_timeout(s.db, patience_ms);
    if (code == SQLITE_OK) code = sqlite3_exec(s.db, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT", NULL, NULL, NULL);
    code &= 0xFF;
    if (code != SQLITE_OK && code != SQLITE_NOTADB && code != SQLITE_CORRUPT) st = store_fault(&s, code, err);
    sqlite3_close_v2(s.db);
    return st;
}
