/* Opening, identity, originals. */
#include "journal/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/text.h"
#include "journal/journal_schema.h"

/* Zstandard's own default. Level 1 takes half the time and, on watch files, 1 to 5 % more room. */
enum { ZSTD_LEVEL = 3 };
static const size_t original_max_bytes = (size_t)1 << 30;

struct journal {
    struct store *store;
    struct journal_packer *packer;
    ZSTD_DCtx *unpacker;
};

int journal_schema_version(void) { return journal_schema.migrations; }
void journal_set_patience(struct journal *j, int milliseconds) { store_set_patience(j->store, milliseconds); }
const char *journal_path(const struct journal *j) { return store_path(j->store); }
bool journal_is_damaged(const struct journal *j) { return store_is_damaged(j->store); }
struct store *journal_store(struct journal *j) { return j->store; }

enum tingle_status journal_begin(struct journal *j, struct tingle_error *err) { return store_begin(j->store, err); }
enum tingle_status journal_commit(struct journal *j, struct tingle_error *err) { return store_commit(j->store, err); }
void journal_rollback(struct journal *j) { store_rollback(j->store); }

enum tingle_status journal_end(struct journal *j, enum tingle_status st, struct tingle_error *err)
{
    if (!st) return journal_commit(j, err);
    journal_rollback(j);
    return st;
}

enum tingle_status journal_home_path(char out[JOURNAL_PATH_SIZE], const char *home, const char *tail, struct tingle_error *err)
{
    if (snprintf(out, JOURNAL_PATH_SIZE, "%s/%s%s", home, JOURNAL_FILE_NAME, tail) < JOURNAL_PATH_SIZE) return TINGLE_OK;
    return error_set(err, TINGLE_CANNOT_WRITE, -1, "the name of the data folder is too long");
}

/* SQLite takes an empty file for a new database, and gives the files beside it the same permissions. */
enum tingle_status journal_file_make(const char *path, struct tingle_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return errno == EEXIST ? TINGLE_OK : error_from_errno(err, errno, "write", path);
    close(fd);
    return TINGLE_OK;
}

enum tingle_status journal_open_file(struct journal **out, const char *path, enum store_mode mode, struct tingle_error *err)
{
    struct journal *j = alloc_array(1, sizeof *j);
    enum tingle_status st = j ? store_open(&j->store, path, mode, &journal_schema, err) : error_no_memory(err, "the journal");
    *out = NULL;
    if (st) journal_close(j);
    else *out = j;
    return st;
}

enum tingle_status journal_open(struct journal **out, const char *home, enum journal_mode mode,
                                struct tingle_error *err)
{
    char path[JOURNAL_PATH_SIZE];
    enum tingle_status st = journal_home_path(path, home, "", err);
    *out = NULL;
    if (st) return st;
    if (mode == JOURNAL_READ) {
        if (access(path, F_OK) && (errno == ENOENT || errno == ENOTDIR))
            return error_set(err, TINGLE_NO_INPUT, -1, "%s: no journal yet; start with `tingle import PATH`", home);
        return journal_open_file(out, path, STORE_READ, err);
    }
    st = folder_make(home, err);
    if (!st) st = journal_file_make(path, err);
    return st ? st : journal_open_file(out, path, STORE_WRITE, err);
}

void journal_close(struct journal *j)
{
    if (!j) return;
    store_close(j->store);
    journal_packer_free(j->packer);
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

struct journal_hash {
    crypto_hash_sha256_state state;
};

struct journal_hash *journal_hash_new(void)
{
    struct journal_hash *h = alloc_array(1, sizeof *h);
    if (h) crypto_hash_sha256_init(&h->state);
    return h;
}

void journal_hash_add(struct journal_hash *h, struct bytes bytes) { crypto_hash_sha256_update(&h->state, bytes.at, bytes.size); }

void journal_hash_end(struct journal_hash *h, uint8_t out[SHA256_SIZE])
{
    if (h && out) crypto_hash_sha256_final(&h->state, out);
    free(h);
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

struct journal_packer {
    ZSTD_CCtx *zstd;
};

enum tingle_status journal_packer_new(struct journal_packer **out, struct tingle_error *err)
{
    struct journal_packer *packer = alloc_array(1, sizeof *packer);
    *out = NULL;
    if (packer) packer->zstd = ZSTD_createCCtx();
    if (!packer || !packer->zstd) {
        free(packer);
        return error_no_memory(err, "compressing");
    }
    *out = packer;
    return TINGLE_OK;
}

void journal_packer_free(struct journal_packer *packer)
{
    if (!packer) return;
    ZSTD_freeCCtx(packer->zstd);
    free(packer);
}

static enum tingle_status compress(struct journal_packer *packer, struct bytes in, struct file_bytes *out, struct tingle_error *err)
{
    size_t room = ZSTD_compressBound(in.size), size;
    uint8_t *tight;
    *out = (struct file_bytes){.data = alloc_resize(NULL, room, 1)};
    if (!out->data) return error_no_memory(err, "compressing");
    size = ZSTD_compressCCtx(packer->zstd, out->data, room, in.at, in.size, ZSTD_LEVEL);
    if (ZSTD_isError(size)) {
        file_release(out);
        if (ZSTD_getErrorCode(size) == ZSTD_error_memory_allocation) return error_no_memory(err, "compressing");
        return error_set(err, TINGLE_INTERNAL, -1, "compressing failed: %s", ZSTD_getErrorName(size));
    }
    out->size = size;
    tight = realloc(out->data, size); /* gives room back: nothing is lost where it cannot */
    if (tight) out->data = tight;
    return TINGLE_OK;
}

enum tingle_status journal_pack(struct journal_packer *packer, struct bytes bytes, struct journal_packed *out,
                                struct tingle_error *err)
{
    *out = (struct journal_packed){.size = bytes.size};
    journal_sha256(out->sha256, bytes);
    return compress(packer, bytes, &out->packed, err);
}

void journal_packed_release(struct journal_packed *packed) { file_release(&packed->packed); }

/* The journal's own packer, made when it is first needed. */
static enum tingle_status own_packer(struct journal *j, struct tingle_error *err)
{
    return j->packer ? TINGLE_OK : journal_packer_new(&j->packer, err);
}

enum tingle_status journal_blob_pack(struct journal *j, struct bytes in, struct file_bytes *out, struct tingle_error *err)
{
    enum tingle_status st = own_packer(j, err);
    return st ? st : compress(j->packer, in, out, err);
}

static enum tingle_status insert_original(struct journal *j, const struct journal_packed *packed, const char *name,
                                          const uint8_t *container, int64_t imported_at, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, j->store, "INSERT INTO original (sha256, name, size, imported_at, packed, container)"
                                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", err);
    if (st) return st;
    store_bind_blob(&q, 1, bytes_of(packed->sha256, SHA256_SIZE));
    store_bind_text(&q, 2, name);
    store_bind_int(&q, 3, (int64_t)packed->size);
    store_bind_int(&q, 4, imported_at);
    store_bind_blob(&q, 5, file_view(&packed->packed));
    if (container) store_bind_blob(&q, 6, bytes_of(container, SHA256_SIZE));
    return store_step(&q, err);
}

enum tingle_status journal_original_keep(struct journal *j, const struct journal_packed *packed, const char *name,
                                         const uint8_t *container, int64_t imported_at, int64_t *id,
                                         struct tingle_error *err)
{
    enum tingle_status st = journal_original_find(j, packed->sha256, id, err);
    if (st || *id) return st;
    st = insert_original(j, packed, name, container, imported_at, err);
    *id = store_last_id(j->store);
    return st;
}

enum tingle_status journal_original_add(struct journal *j, struct bytes bytes, const char *name,
                                        int64_t imported_at, int64_t *id, struct tingle_error *err)
{
    struct journal_packed packed = {0};
    enum tingle_status st = own_packer(j, err);
    if (!st) st = journal_pack(j->packer, bytes, &packed, err);
    if (!st) st = journal_original_keep(j, &packed, name, NULL, imported_at, id, err);
    journal_packed_release(&packed);
    return st;
}

enum tingle_status journal_blob_unpack(struct journal *j, struct bytes packed, void *out, size_t size, struct tingle_error *err)
{
    size_t got;
    if (!j->unpacker) j->unpacker = ZSTD_createDCtx();
    if (!j->unpacker) return error_no_memory(err, "unpacking");
    got = ZSTD_decompressDCtx(j->unpacker, out, size, packed.at, packed.size);
    if (got == size) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s: what was packed in it is damaged", journal_path(j));
}

static enum tingle_status unpack(struct journal *j, struct bytes packed, size_t size, const uint8_t *sha256,
                                 struct file_bytes *out, struct tingle_error *err)
{
    uint8_t hash[SHA256_SIZE] = {0};
    enum tingle_status st = TINGLE_BAD_DATA;
    if (size <= original_max_bytes && ZSTD_getFrameContentSize(packed.at, packed.size) == size) {
        out->data = alloc_resize(NULL, size, 1);
        if (!out->data) return error_no_memory(err, "an original file");
        out->size = size;
        st = journal_blob_unpack(j, packed, out->data, size, err);
        if (st && st != TINGLE_BAD_DATA) return st;
        journal_sha256(hash, file_view(out));
    }
    if (!st && memcmp(hash, sha256, SHA256_SIZE) == 0) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s: an original file in it is damaged", journal_path(j));
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

void journal_original_from_row(struct journal_original *o, const struct store_query *q)
{
    *o = (struct journal_original){.id = store_int(q, 0), .size = store_int(q, 1), .imported_at = store_int(q, 2)};
    if (store_blob(q, 3).size == SHA256_SIZE) memcpy(o->sha256, store_blob(q, 3).at, SHA256_SIZE);
    o->has_container = store_blob(q, 5).size == SHA256_SIZE;
    if (o->has_container) memcpy(o->container, store_blob(q, 5).at, SHA256_SIZE);
    text_copy(o->name, sizeof o->name, store_text(q, 4));
}

enum tingle_status journal_originals(struct journal *j,
                                     enum tingle_status (*each)(void *context, const struct journal_original *o,
                                                                struct tingle_error *err),
                                     void *context, struct tingle_error *err)
{
    struct store_query q;
    struct journal_original o;
    enum tingle_status st = store_query(&q, j->store, "SELECT " ORIGINAL_COLUMNS " FROM original o ORDER BY o.id", err);
    while (!st && store_row(&q, &st, err)) {
        journal_original_from_row(&o, &q);
        st = each(context, &o, err);
    }
    store_done(&q);
    return st;
}

/* ----------------------------------------------------------------- counts */

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
