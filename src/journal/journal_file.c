/* The journal as a whole: looked over, backed up, restored, removed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "journal/journal_note.h"
#include "journal/journal_schema.h"

enum { PATIENCE_MS = 1000, COPY_BYTES = 1 << 16 };

/* ----------------------------------------------------------------- looking over */

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

/* Notes are read as a diary would be: a word or region that is none is said here. */
static enum tingle_status check_note(struct checking *c, int64_t run, struct tingle_error *err)
{
    struct journal_note note, again;
    struct tingle_error fault = {0};
    char value[NOTE_TEXT], text[400];
    bool found = false;
    enum tingle_status st = journal_note_read(c->journal, run, &note, &found, err);
    journal_note_init(&again);
    for (size_t k = 0; !st && found && (k == 0 || k < note.episodes); k++) {
        for (size_t i = 0; i < note_field_count; i++) {
            const struct note_field *f = &note_field_table[i];
            if (f->in_episode ? k >= note.episodes : k > 0) continue;
            journal_note_get(&note, k, f, value);
            if (!journal_note_set(&again, k, f, value, &fault)) continue;
            snprintf(text, sizeof text, "the note of run %lld: %.300s", (long long)run, fault.message);
            c->say(c->context, text);
        }
    }
    return st;
}

static enum tingle_status check_notes(struct checking *c, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(c->journal), "SELECT run FROM note ORDER BY run", err);
    while (!st && store_row(&q, &st, err)) st = check_note(c, store_int(&q, 0), err);
    store_done(&q);
    return st;
}

static enum tingle_status check_rows(struct journal *j, const char *sql, const char *what, struct checking *c,
                                     struct tingle_error *err)
{
    struct store_query q;
    char text[200];
    enum tingle_status st = store_query(&q, journal_store(j), sql, err);
    while (!st && store_row(&q, &st, err)) {
        snprintf(text, sizeof text, "number %lld: %s", (long long)store_int(&q, 0), what);
        c->say(c->context, text);
    }
    store_done(&q);
    return st;
}

/* What cannot be made good again: the file itself and the originals. */
static enum tingle_status check_substance(struct checking *c, struct tingle_error *err)
{
    enum tingle_status st = store_check(journal_store(c->journal), c->say, c->context, err);
    return st ? st : journal_originals(c->journal, check_original, c, err);
}

static enum tingle_status check_meaning(struct checking *c, struct tingle_error *err)
{
    struct journal *j = c->journal;
    enum tingle_status st = check_notes(c, err);
    if (!st) st = check_rows(j, "SELECT run FROM run_source GROUP BY run HAVING sum(leads) <> 1",
                             "a run without one leading source", c, err);
    if (!st) st = check_rows(j, "SELECT id FROM original WHERE id NOT IN (SELECT original FROM run_source)",
                             "an original file that no run came from", c, err);
    if (!st) st = check_rows(j, "SELECT id FROM run WHERE NOT EXISTS (SELECT 1 FROM derived WHERE run = id AND length(exposure) > 0)",
                             "a run without its exposure: `tingle check --rebuild`", c, err);
    return st;
}

enum tingle_status journal_check(struct journal *j, void (*say)(void *context, const char *problem), void *context,
                                 struct tingle_error *err)
{
    struct checking c = {j, say, context};
    struct tingle_error fault = {0};
    enum tingle_status st = check_substance(&c, &fault);
    if (!st) st = check_meaning(&c, &fault);
    if (st == TINGLE_BAD_DATA) { /* so damaged that looking goes no further: that is a finding */
        say(context, fault.message);
        return TINGLE_OK;
    }
    if (st && err) *err = fault;
    return st;
}

/* ---------------------------------------------------------------------- backup */

/* Makes what stands at `path` (a file or a folder) safe from a power cut. */
static enum tingle_status path_sync(const char *path, struct tingle_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC), failed = 0;
    if (fd < 0 || fsync(fd)) failed = errno;
    if (fd >= 0) close(fd);
    return failed ? error_from_errno(err, failed, "write", path) : TINGLE_OK;
}

/* The folder that a path lies in: its new name in there is only safe when the folder is. */
static void folder_sync(const char *path)
{
    char folder[JOURNAL_PATH_SIZE];
    size_t n = (size_t)(path_name(path) - path);
    if (n >= sizeof folder) return;
    memcpy(folder, path, n);
    memcpy(folder + n, ".", 2);
    path_sync(folder, NULL);
}

static void remove_companions(const char *path)
{
    static const char *const tails[] = {"-wal", "-shm", "-journal"};
    char beside[JOURNAL_PATH_SIZE];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (snprintf(beside, sizeof beside, "%s%s", path, tails[i]) < JOURNAL_PATH_SIZE) unlink(beside);
}

enum tingle_status journal_backup(struct journal *j, const char *path, struct tingle_error *err)
{
    char part[JOURNAL_PATH_SIZE];
    struct tingle_error fault = {0};
    enum tingle_status st;
    if (path_exists(path))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: exists already; a backup never overwrites", path);
    if (snprintf(part, sizeof part, "%s.part-%ld", path, (long)getpid()) >= (int)sizeof part)
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the name is too long", path);
    st = journal_file_make(part, &fault);
    if (!st) st = store_copy(journal_store(j), part, &fault);
    if (!st) st = path_sync(part, &fault);
    if (!st && rename(part, path)) st = error_from_errno(&fault, errno, "write", path);
    if (!st) folder_sync(path);
    unlink(part);
    remove_companions(part);
    if (st == TINGLE_CANNOT_WRITE) /* SQLite speaks of the journal, where it is the copy that has no room */
        return error_set(err, st, -1, "%s: the backup cannot be written: is the disk full or read-only?", path);
    if (st && err) *err = fault;
    return st;
}

/* --------------------------------------------------------------------- restore */

static void note_problem(void *context, const char *problem)
{
    char *first = context;
    if (!*first) snprintf(first, 200, "%s", problem);
}

/* The copy is opened (which migrates it) and looked over before it may become the journal. */
static enum tingle_status check_copy(const char *part, const char *name, struct tingle_error *err)
{
    struct journal *j = NULL;
    char problem[200] = "";
    enum tingle_status st = journal_open_file(&j, part, STORE_WRITE, err);
    if (!st) {
        struct checking c = {j, note_problem, problem};
        st = check_substance(&c, err);
    }
    if (!st && *problem) st = error_set(err, TINGLE_BAD_DATA, -1, "the backup is damaged: %s", problem);
    journal_close(j);
    if (!st) st = store_retire(part, "copy", PATIENCE_MS, err);
    return st ? error_prefix(err, st, name) : TINGLE_OK;
}

/* Copies piece by piece: a journal of many years need not fit into memory. */
static enum tingle_status copy_bytes(int in, int out, const char *from, const char *to, struct tingle_error *err)
{
    static const char magic[] = "SQLite format 3";
    uint8_t piece[COPY_BYTES];
    for (bool first = true;; first = false) {
        ssize_t got = read(in, piece, sizeof piece), done = 0;
        if (got < 0) return error_from_errno(err, errno, "read", from);
        if (first && (got < (ssize_t)sizeof magic || memcmp(piece, magic, sizeof magic) != 0))
            return error_set(err, TINGLE_BAD_DATA, 0, "%s: not a backup of a Tingle journal", from);
        if (got == 0) return TINGLE_OK;
        while (done < got) {
            ssize_t n = write(out, piece + done, (size_t)(got - done));
            if (n < 0) return error_from_errno(err, errno, "write", to);
            done += n;
        }
    }
}

static enum tingle_status copy_file(const char *from, const char *to, struct tingle_error *err)
{
    int in = -1, out = -1;
    enum tingle_status st = TINGLE_OK;
    if (path_is_folder(from)) return error_set(err, TINGLE_NO_INPUT, -1, "%s: a folder, where a backup file was expected", from);
    in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) return error_from_errno(err, errno, "read", from);
    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    st = out < 0 ? error_from_errno(err, errno, "write", to) : copy_bytes(in, out, from, to, err);
    close(in);
    if (out >= 0 && close(out) && !st) st = error_from_errno(err, errno, "write", to);
    return st;
}

/* In this order a crash at any moment leaves the old journal or the new one, each whole. */
static enum tingle_status exchange(const char *part, const char *path, struct tingle_error *err)
{
    enum tingle_status st = path_sync(part, err);
    if (!st) st = store_retire(path, "journal", PATIENCE_MS, err);
    if (st) return st;
    remove_companions(path);
    if (rename(part, path)) return error_from_errno(err, errno, "write", path);
    folder_sync(path);
    return TINGLE_OK;
}

enum tingle_status journal_restore(const char *home, const char *path, bool force, struct tingle_error *err)
{
    char to[JOURNAL_PATH_SIZE], part[JOURNAL_PATH_SIZE];
    enum tingle_status st = journal_home_path(to, home, "", err);
    if (!st) st = journal_home_path(part, home, ".restoring", err);
    if (!st && !force && path_exists(to))
        st = error_set(err, TINGLE_WRONG_USE, -1, "%s: there is a journal already; --force puts the backup in its place", to);
    if (!st && path_is_folder(to)) st = error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: a folder, where the journal should be", to);
    if (!st) st = folder_make(home, err);
    if (st) return st;
    remove_companions(part); /* of a restore that was cut off */
    st = copy_file(path, part, err);
    if (!st) st = check_copy(part, path, err);
    if (!st) st = exchange(part, to, err);
    unlink(part);
    remove_companions(part);
    return st;
}

/* ---------------------------------------------------------------------- removal */

enum tingle_status journal_delete(const char *home, struct tingle_error *err)
{
    char path[JOURNAL_PATH_SIZE];
    enum tingle_status st = journal_home_path(path, home, "", err);
    if (st) return st;
    if (!path_exists(path)) return error_set(err, TINGLE_NO_INPUT, -1, "%s: there is no journal to delete", home);
    if (path_is_folder(path)) return error_set(err, TINGLE_BAD_DATA, -1, "%s: a folder, not a journal; it was left alone", path);
    st = store_retire(path, "journal", PATIENCE_MS, err);
    if (st && st != TINGLE_CANNOT_WRITE) return st; /* a full disk is no reason to keep it */
    if (unlink(path)) return error_from_errno(err, errno, "delete", path);
    remove_companions(path);
    return TINGLE_OK;
}
