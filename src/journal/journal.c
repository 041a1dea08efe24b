/* Opening, identity, originals, and the journal as a whole. */
#include "journal/journal.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "journal/journal_schema.h"

enum { PATH_MAX_BYTES = 4096, ZSTD_LEVEL = 3 };
static const size_t original_max_bytes = (size_t)1 << 30;

struct journal {
    struct store *store;
    char path[PATH_MAX_BYTES];
    ZSTD_CCtx *packer;
    ZSTD_DCtx *unpacker;
};

int journal_schema_version(void) { return journal_schema.migrations; }
const char *journal_path(const struct journal *j) { return j->path; }
struct store *journal_store(struct journal *j) { return j->store; }

enum tingle_status journal_begin(struct journal *j, struct tingle_error *err) { return store_begin(j->store, err); }
enum tingle_status journal_commit(struct journal *j, struct tingle_error *err) { return store_commit(j->store, err); }
void journal_rollback(struct journal *j) { store_rollback(j->store); }

static enum tingle_status home_path(char out[PATH_MAX_BYTES], const char *home, const char *tail, struct tingle_error *err)
{
    if (snprintf(out, PATH_MAX_BYTES, "%s/%s%s", home, JOURNAL_FILE_NAME, tail) < PATH_MAX_BYTES) return TINGLE_OK;
    return error_set(err, TINGLE_CANNOT_WRITE, -1, "the name of the data folder is too long");
}

static enum tingle_status open_store(struct journal *j, const char *home, enum journal_mode mode, struct tingle_error *err)
{
    enum tingle_status st = home_path(j->path, home, "", err);
    if (!st && mode == JOURNAL_WRITE) st = folder_make(home, err);
    if (!st && mode == JOURNAL_READ && access(j->path, F_OK))
        return error_set(err, TINGLE_NO_INPUT, -1, "%s: no journal yet; start with `tingle import PATH`", home);
    if (!st) st = store_open(&j->store, j->path, mode == JOURNAL_WRITE ? STORE_WRITE : STORE_READ, &journal_schema, err);
    if (!st) chmod(j->path, 0600);
    return st;
}

enum tingle_status journal_open(struct journal **out, const char *home, enum journal_mode mode,
                                struct tingle_error *err)
{
    struct journal *j = alloc_array(1, sizeof *j);
    mode_t old = umask(077);
    enum tingle_status st = j ? open_store(j, home, mode, err) : error_no_memory(err, "the journal");
    umask(old);
    *out = NULL;
    if (st) journal_close(j);
    else *out = j;
    return st;
}

void journal_close(struct journal *j)
{
    if (!j) return;
    store_close(j->store);
    ZSTD_freeCCtx(j->packer);
    ZSTD_freeDCtx(j->unpacker);
    free(j);
}

/* ------------------------------------------------------- real or simulated */

enum tingle_status journal_kind(struct journal *j, enum journal_kind *kind, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, j->store, "SELECT value FROM meta WHERE key = 'kind'", err);
    *kind = JOURNAL_EMPTY;
    if (!st && store_row(&q, &st, err))
        *kind = strcmp(store_text(&q, 0), "simulated") == 0 ? JOURNAL_SIMULATED : JOURNAL_REAL;
    store_done(&q);
    return st;
}

enum tingle_status journal_expect_kind(struct journal *j, enum journal_kind kind, struct tingle_error *err)
{
    static const char *const names[] = {"empty", "real", "simulated"};
    struct store_query q;
    enum journal_kind now;
    enum tingle_status st = journal_kind(j, &now, err);
    if (st || now == kind) return st;
    if (now != JOURNAL_EMPTY)
        return error_set(err, TINGLE_MIXED, -1, "%s runs do not go into this journal of %s runs; use another --home",
                         names[kind], names[now]);
    st = store_query(&q, j->store, "INSERT INTO meta (key, value) VALUES ('kind', ?1)", err);
    if (st) return st;
    store_bind_text(&q, 1, names[kind]);
    return store_step(&q, err);
}

/* --------------------------------------------------------------- originals */

void journal_sha256(uint8_t out[SHA256_SIZE], struct bytes bytes)
{
    crypto_hash_sha256(out, bytes.at ? bytes.at : (const uint8_t *)"", bytes.size);
}

enum tingle_status journal_original_find(struct journal *j, const uint8_t sha256[SHA256_SIZE], int64_t *id,
                                         struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, j->store, "SELECT id FROM original WHERE sha256 = ?1", err);
    *id = 0;
    if (st) return st;
    store_bind_blob(&q, 1, bytes_of(sha256, SHA256_SIZE));
    if (store_row(&q, &st, err)) *id = store_int(&q, 0);
    store_done(&q);
    return st;
}

static enum tingle_status pack(struct journal *j, struct bytes in, struct file_bytes *out, struct tingle_error *err)
{
    size_t room = ZSTD_compressBound(in.size), size;
    if (!j->packer) j->packer = ZSTD_createCCtx();
    out->data = alloc_resize(NULL, room, 1);
    if (!out->data || !j->packer) return error_no_memory(err, "compressing");
    size = ZSTD_compressCCtx(j->packer, out->data, room, in.at, in.size, ZSTD_LEVEL);
    if (ZSTD_isError(size)) return error_set(err, TINGLE_INTERNAL, -1, "compressing failed: %s", ZSTD_getErrorName(size));
    out->size = size;
    return TINGLE_OK;
}

enum tingle_status journal_original_add(struct journal *j, struct bytes bytes, const char *name,
                                        int64_t imported_at, int64_t *id, struct tingle_error *err)
{
    uint8_t sha256[SHA256_SIZE];
    struct file_bytes packed = {0};
    struct store_query q;
    enum tingle_status st;
    journal_sha256(sha256, bytes);
    st = journal_original_find(j, sha256, id, err);
    if (st || *id) return st;
    st = pack(j, bytes, &packed, err);
    if (!st) st = store_query(&q, j->store, "INSERT INTO original (sha256, name, size, imported_at, packed) VALUES (?1, ?2, ?3, ?4, ?5)", err);
    if (!st) {
        store_bind_blob(&q, 1, bytes_of(sha256, SHA256_SIZE));
        store_bind_text(&q, 2, name);
        store_bind_int(&q, 3, (int64_t)bytes.size);
        store_bind_int(&q, 4, imported_at);
        store_bind_blob(&q, 5, file_view(&packed));
        st = store_step(&q, err);
        *id = store_last_id(j->store);
    }
    file_release(&packed);
    return st;
}

static enum tingle_status unpack(struct journal *j, struct bytes packed, size_t size, const uint8_t *sha256,
                                 struct file_bytes *out, struct tingle_error *err)
{
    uint8_t hash[SHA256_SIZE];
    size_t got;
    if (size > original_max_bytes) return error_set(err, TINGLE_BAD_DATA, -1, "%s: an original of impossible size", j->path);
    if (!j->unpacker) j->unpacker = ZSTD_createDCtx();
    out->data = alloc_resize(NULL, size, 1);
    if (!out->data || !j->unpacker) return error_no_memory(err, "an original file");
    got = ZSTD_decompressDCtx(j->unpacker, out->data, size, packed.at, packed.size);
    out->size = ZSTD_isError(got) ? 0 : got;
    journal_sha256(hash, file_view(out));
    if (out->size == size && memcmp(hash, sha256, SHA256_SIZE) == 0) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s: an original file in it is damaged", j->path);
}

enum tingle_status journal_original_read(struct journal *j, int64_t id, struct file_bytes *out,
                                         struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, j->store, "SELECT packed, size, sha256 FROM original WHERE id = ?1", err);
    *out = (struct file_bytes){0};
    if (st) return st;
    store_bind_int(&q, 1, id);
    if (store_row(&q, &st, err) && store_blob(&q, 2).size == SHA256_SIZE)
        st = unpack(j, store_blob(&q, 0), (size_t)store_int(&q, 1), store_blob(&q, 2).at, out, err);
    else if (!st)
        st = error_set(err, TINGLE_NO_INPUT, id, "no original file number %lld in the journal", (long long)id);
    store_done(&q);
    if (st) file_release(out);
    return st;
}

enum tingle_status journal_originals(struct journal *j,
                                     enum tingle_status (*each)(void *context, const struct journal_original *o,
                                                                struct tingle_error *err),
                                     void *context, struct tingle_error *err)
{
    struct store_query q;
    struct journal_original o;
    enum tingle_status st = store_query(&q, j->store, "SELECT id, size, imported_at, sha256, name FROM original ORDER BY id", err);
    while (!st && store_row(&q, &st, err)) {
        o = (struct journal_original){.id = store_int(&q, 0), .size = store_int(&q, 1), .imported_at = store_int(&q, 2)};
        if (store_blob(&q, 3).size == SHA256_SIZE) memcpy(o.sha256, store_blob(&q, 3).at, SHA256_SIZE);
        snprintf(o.name, sizeof o.name, "%s", store_text(&q, 4));
        st = each(context, &o, err);
    }
    store_done(&q);
    return st;
}

/* ------------------------------------------------------------- as a whole */

enum tingle_status journal_count(struct journal *j, struct journal_counts *out, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, j->store,
                                        "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM note),"
                                        " (SELECT count(*) FROM original), (SELECT count(*) FROM shoe)", err);
    *out = (struct journal_counts){0};
    if (!st && store_row(&q, &st, err))
        *out = (struct journal_counts){(size_t)store_int(&q, 0), (size_t)store_int(&q, 1), (size_t)store_int(&q, 2),
                                       (size_t)store_int(&q, 3)};
    store_done(&q);
    return st;
}

struct checking {
    struct journal *journal;
    void (*say)(void *context, const char *problem);
    void *context;
};

static enum tingle_status check_original(void *context, const struct journal_original *o, struct tingle_error *err)
{
    struct checking *c = context;
    struct file_bytes bytes = {0};
    char text[400];
    enum tingle_status st = journal_original_read(c->journal, o->id, &bytes, err);
    file_release(&bytes);
    if (st != TINGLE_BAD_DATA) return st;
    snprintf(text, sizeof text, "the original file \"%s\" does not match its checksum", o->name);
    c->say(c->context, text);
    return TINGLE_OK;
}

static enum tingle_status check_rows(struct journal *j, const char *sql, const char *what, struct checking *c,
                                     struct tingle_error *err)
{
    struct store_query q;
    char text[200];
    enum tingle_status st = store_query(&q, j->store, sql, err);
    while (!st && store_row(&q, &st, err)) {
        snprintf(text, sizeof text, "number %lld: %s", (long long)store_int(&q, 0), what);
        c->say(c->context, text);
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_check(struct journal *j, void (*say)(void *context, const char *problem), void *context,
                                 struct tingle_error *err)
{
    struct checking c = {j, say, context};
    enum tingle_status st = store_check(j->store, say, context, err);
    if (!st) st = journal_originals(j, check_original, &c, err);
    if (!st) st = check_rows(j, "SELECT run FROM run_source GROUP BY run HAVING sum(leads) <> 1",
                             "a run without one leading source", &c, err);
    if (!st) st = check_rows(j, "SELECT id FROM original WHERE id NOT IN (SELECT original FROM run_source)",
                             "an original file that no run came from", &c, err);
    if (!st) st = check_rows(j, "SELECT id FROM run WHERE exposure IS NULL OR length(exposure) = 0",
                             "a run without its exposure: `tingle check --rebuild`", &c, err);
    return st;
}

enum tingle_status journal_backup(struct journal *j, const char *path, struct tingle_error *err)
{
    mode_t old;
    enum tingle_status st;
    if (path_exists(path))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: exists already; a backup never overwrites", path);
    old = umask(077);
    st = store_copy(j->store, path, err);
    umask(old);
    if (st == TINGLE_INTERNAL || st == TINGLE_NO_INPUT)
        st = error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the backup cannot be written there", path);
    return st;
}

static void remove_companions(const char *home)
{
    static const char *const tails[] = {"-wal", "-shm", "-journal"};
    char path[PATH_MAX_BYTES];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (!home_path(path, home, tails[i], NULL)) unlink(path);
}

static void note_problem(void *context, const char *problem)
{
    char *first = context;
    if (!*first) snprintf(first, 200, "%s", problem);
}

/* The copy is opened (which migrates it) and checked before it may become the journal. */
static enum tingle_status check_copy(const char *path, struct tingle_error *err)
{
    struct journal j = {0};
    char problem[200] = "";
    enum tingle_status st;
    snprintf(j.path, sizeof j.path, "%s", path);
    st = store_open(&j.store, path, STORE_WRITE, &journal_schema, err);
    if (!st) st = journal_check(&j, note_problem, problem, err);
    if (!st && *problem) st = error_set(err, TINGLE_BAD_DATA, -1, "the backup is damaged: %s", problem);
    if (!st) st = store_run(j.store, "PRAGMA wal_checkpoint(TRUNCATE)", err);
    store_close(j.store);
    ZSTD_freeDCtx(j.unpacker);
    return st;
}

enum tingle_status journal_restore(const char *home, const char *path, bool force, struct tingle_error *err)
{
    char to[PATH_MAX_BYTES], part[PATH_MAX_BYTES];
    struct file_bytes bytes = {0};
    enum tingle_status st = home_path(to, home, "", err);
    if (!st) st = home_path(part, home, ".restoring", err);
    if (!st && !force && path_exists(to))
        st = error_set(err, TINGLE_WRONG_USE, -1, "%s: there is a journal already; --force puts the backup in its place", to);
    if (!st) st = file_read(&bytes, path, (size_t)1 << 40, err);
    if (!st && !bytes_start_with(file_view(&bytes), "SQLite format 3"))
        st = error_set(err, TINGLE_BAD_DATA, 0, "%s: not a backup of a Tingle journal", path);
    if (!st) st = folder_make(home, err);
    if (!st) st = file_write(part, file_view(&bytes), 0600, err);
    file_release(&bytes);
    if (st) return st;
    st = error_prefix(err, check_copy(part, err), path);
    if (!st) remove_companions(home);
    if (!st && rename(part, to)) st = error_from_errno(err, errno, "write", to);
    unlink(part);
    if (!home_path(part, home, ".restoring-wal", NULL)) unlink(part);
    if (!home_path(part, home, ".restoring-shm", NULL)) unlink(part);
    return st;
}

enum tingle_status journal_delete(const char *home, struct tingle_error *err)
{
    char path[PATH_MAX_BYTES];
    enum tingle_status st = home_path(path, home, "", err);
    if (st) return st;
    if (unlink(path)) {
        if (errno == ENOENT) return error_set(err, TINGLE_NO_INPUT, -1, "%s: there is no journal to delete", home);
        return error_from_errno(err, errno, "delete", path);
    }
    remove_companions(home);
    return TINGLE_OK;
}
