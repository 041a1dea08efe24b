/* store: opening, migrating, transactions, and every way in which a file can be wrong. */
#include "testing.h"

#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file_bytes.h"
#include "base/text.h"
#include "store/store.h"

static const char *const steps[] = {
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, weight REAL CHECK (weight > 0), data BLOB) STRICT;",
    "ALTER TABLE thing ADD COLUMN colour TEXT; UPDATE thing SET colour = 'grey';",
};
static const struct store_schema one = {0x54455354, "shelf", steps, 1}, two = {0x54455354, "shelf", steps, 2},
                                 other = {0x4F544852, "shed", steps, 1};

static char folder[TEST_FOLDER_SIZE], path[128];

static void begin(void)
{
    test_folder_make(folder);
    snprintf(path, sizeof path, "%s/shelf.db", folder);
}

static void end(void)
{
    const char *const tails[] = {"", "-wal", "-shm", "-journal", ".copy"};
    char name[160];
    for (size_t i = 0; i < COUNT(tails); i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
    ck_assert_int_eq(rmdir(folder), 0);
}

static struct store *opened(const struct store_schema *schema)
{
    struct store *s = NULL;
    struct tingle_error err = {0};
    ck_assert_msg(store_open(&s, path, STORE_WRITE, schema, &err) == TINGLE_OK, "%s", err.message);
    return s;
}

static int64_t number(struct store *s, const char *sql)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, s, sql, NULL);
    int64_t value = -1;
    ck_assert_int_eq(st, TINGLE_OK);
    if (store_row(&q, &st, NULL)) value = store_int(&q, 0);
    store_done(&q);
    return value;
}

/* Opening the file must fail with this status, and with a sentence that has `words` in it. */
static void refused(enum store_mode mode, const struct store_schema *schema, enum tingle_status expected, const char *words)
{
    struct store *s = NULL;
    struct tingle_error err = {0};
    ck_assert_int_eq(store_open(&s, path, mode, schema, &err), expected);
    ck_assert_ptr_null(s);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
    ck_assert_ptr_nonnull(strstr(err.message, "shelf.db"));
}

START_TEST(values_come_back_as_they_went_in)
{
    struct store_query q;
    enum tingle_status st;
    begin();
    struct store *s = opened(&one);
    ck_assert_int_eq(store_query(&q, s, "INSERT INTO thing (id, name, weight, data) VALUES (?1, ?2, ?3, ?4)", NULL), TINGLE_OK);
    store_bind_int(&q, 1, INT64_MAX);
    store_bind_text(&q, 2, "caf\xC3\xA9");
    store_bind_double(&q, 3, 0.1);
    store_bind_blob(&q, 4, bytes_of("\0\1\2", 3));
    ck_assert_int_eq(store_step(&q, NULL), TINGLE_OK);
    ck_assert_int_eq(store_changes(s), 1);
    ck_assert(store_last_id(s) == INT64_MAX);
    ck_assert_int_eq(store_query(&q, s, "INSERT INTO thing (id, weight) VALUES (1, ?1)", NULL), TINGLE_OK);
    store_bind_double(&q, 1, NAN);
    ck_assert_int_eq(store_step(&q, NULL), TINGLE_OK);
    ck_assert_int_eq(store_query(&q, s, "SELECT id, name, weight, data FROM thing ORDER BY id DESC", NULL), TINGLE_OK);
    ck_assert(store_row(&q, &st, NULL));
    ck_assert(store_int(&q, 0) == INT64_MAX);
    ck_assert_str_eq(store_text(&q, 1), "caf\xC3\xA9");
    ck_assert_double_eq(store_double(&q, 2), 0.1);
    ck_assert_uint_eq(store_blob(&q, 3).size, 3);
    ck_assert_mem_eq(store_blob(&q, 3).at, "\0\1\2", 3);
    ck_assert(store_row(&q, &st, NULL));
    ck_assert_str_eq(store_text(&q, 1), "");
    ck_assert(isnan(store_double(&q, 2)));
    ck_assert(store_is_null(&q, 3));
    ck_assert_uint_eq(store_blob(&q, 3).size, 0);
    ck_assert(!store_row(&q, &st, NULL));
    ck_assert_int_eq(st, TINGLE_OK);
    store_done(&q);
    store_done(&q);
    store_close(s);
    end();
}
END_TEST

START_TEST(one_text_may_be_used_twice_at_once)
{
    static const char sql[] = "SELECT id FROM thing ORDER BY id";
    struct store_query outer, inner;
    enum tingle_status st;
    int pairs = 0;
    begin();
    struct store *s = opened(&one);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (1), (2), (3)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_query(&outer, s, sql, NULL), TINGLE_OK);
    while (store_row(&outer, &st, NULL)) {
        ck_assert_int_eq(store_query(&inner, s, sql, NULL), TINGLE_OK);
        while (store_row(&inner, &st, NULL)) pairs++;
        store_done(&inner);
    }
    store_done(&outer);
    ck_assert_int_eq(pairs, 9);
    store_close(s);
    end();
}
END_TEST

START_TEST(settings_are_the_safe_ones)
{
    struct tingle_error err;
    begin();
    struct store *s = opened(&one);
    ck_assert_int_eq(number(s, "PRAGMA foreign_keys"), 1);
    ck_assert_int_eq(number(s, "PRAGMA secure_delete"), 1);
    ck_assert_int_eq(number(s, "PRAGMA synchronous"), 1); /* NORMAL */
    ck_assert_int_eq(number(s, "PRAGMA trusted_schema"), 0);
    ck_assert_int_eq(number(s, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
    ck_assert_int_ne(store_run(s, "SELECT \"no such column\"", &err), TINGLE_OK);      /* a double-quoted string is no text */
    ck_assert_int_ne(store_run(s, "SELECT load_extension('x')", &err), TINGLE_OK);
    ck_assert_int_ne(store_run(s, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema", &err), TINGLE_OK);
    ck_assert_int_ne(store_run(s, "INSERT INTO thing (weight) VALUES ('heavy')", &err), TINGLE_OK); /* STRICT */
    store_close(s);
    end();
}
END_TEST

START_TEST(transactions_nest)
{
    begin();
    struct store *s = opened(&one);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (1)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (2)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (4)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_commit(s, NULL), TINGLE_OK);
    store_rollback(s);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (8)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_commit(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_commit(s, NULL), TINGLE_OK);
    ck_assert_int_eq(number(s, "SELECT sum(id) FROM thing"), 9);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "DELETE FROM thing", NULL), TINGLE_OK);
    store_close(s); /* what was not committed is not there */
    s = opened(&one);
    ck_assert_int_eq(number(s, "SELECT sum(id) FROM thing"), 9);
    store_rollback(s);
    store_close(s);
    end();
}
END_TEST

START_TEST(an_older_file_is_migrated_and_a_newer_one_refused)
{
    struct store *s;
    begin();
    s = opened(&one);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (7)", NULL), TINGLE_OK);
    store_close(s);
    ck_assert_int_eq(store_open(&s, path, STORE_READ, &two, NULL), TINGLE_OK);
    ck_assert_int_eq(number(s, "SELECT count(*) FROM thing WHERE colour = 'grey'"), 1);
    ck_assert_int_eq(number(s, "PRAGMA user_version"), 2);
    store_close(s);
    refused(STORE_WRITE, &one, TINGLE_NEWER, "newer");
    refused(STORE_READ, &other, TINGLE_BAD_DATA, "another program's");
    ck_assert_int_eq(store_open(&s, path, STORE_WRITE, &two, NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "PRAGMA user_version = -5", NULL), TINGLE_OK);
    store_close(s);
    refused(STORE_WRITE, &two, TINGLE_BAD_DATA, "damaged");
    end();
}
END_TEST

START_TEST(a_step_that_fails_leaves_the_file_as_it_was)
{
    static const char *const broken_steps[] = {"CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT;",
                                               "CREATE TABLE more (id INTEGER) STRICT; CREATE TABLE thing (id INTEGER);"};
    const struct store_schema sound = {1, "shelf", broken_steps, 1}, broken = {1, "shelf", broken_steps, 2};
    begin();
    struct store *s = opened(&sound);
    store_close(s);
    refused(STORE_WRITE, &broken, TINGLE_INTERNAL, "already exists");
    s = opened(&sound);
    ck_assert_int_eq(number(s, "SELECT count(*) FROM sqlite_schema WHERE name = 'more'"), 0);
    store_close(s);
    end();
}
END_TEST

START_TEST(wrong_files_are_told_apart)
{
    char long_text[8192];
    begin();
    refused(STORE_READ, &one, TINGLE_NO_INPUT, "shelf");
    ck_assert_int_eq(mkdir(path, 0700), 0);
    refused(STORE_WRITE, &one, TINGLE_BAD_DATA, "not a file");
    ck_assert_int_eq(rmdir(path), 0);
    memset(long_text, 'x', sizeof long_text);
    ck_assert_int_eq(file_write(path, bytes_of(long_text, sizeof long_text), 0600, NULL), TINGLE_OK);
    refused(STORE_WRITE, &one, TINGLE_BAD_DATA, "damaged");
    ck_assert_int_eq(unlink(path), 0);
    struct sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "CREATE TABLE bookmarks (url)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    refused(STORE_WRITE, &one, TINGLE_BAD_DATA, "another program's");
    end();
}
END_TEST

START_TEST(a_damaged_page_is_found)
{
    struct file_bytes file = {0};
    struct tingle_error err = {0};
    struct store_query q;
    enum tingle_status st;
    begin();
    struct store *s = opened(&one);
    ck_assert_int_eq(store_run(s, "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                                  " INSERT INTO thing (id, name) SELECT i, 'thing number ' || i FROM n", NULL), TINGLE_OK);
    store_close(s);
    ck_assert_int_eq(file_read(&file, path, 1 << 24, NULL), TINGLE_OK);
    memset(file.data + 3 * 4096, 0xA5, 4096);
    ck_assert_int_eq(file_write(path, file_view(&file), 0600, NULL), TINGLE_OK);
    file_release(&file);
    ck_assert_int_eq(store_open(&s, path, STORE_READ, &one, &err), TINGLE_OK);
    st = store_query(&q, s, "SELECT sum(length(name)) FROM thing", &err);
    if (!st && store_row(&q, &st, &err)) ck_abort_msg("a page of noise was read as rows");
    store_done(&q);
    ck_assert_int_eq(st, TINGLE_BAD_DATA);
    ck_assert_ptr_nonnull(strstr(err.message, "damaged"));
    store_close(s);
    end();
}
END_TEST

START_TEST(a_second_writer_waits_and_is_told)
{
    struct tingle_error err = {0};
    begin();
    struct store *first = opened(&one), *second = opened(&one);
    store_set_patience(second, 50);
    ck_assert_int_eq(store_begin(first, NULL), TINGLE_OK);
    ck_assert_int_eq(store_begin(second, &err), TINGLE_LOCKED);
    ck_assert_ptr_nonnull(strstr(err.message, "another program"));
    ck_assert_int_eq(number(second, "SELECT count(*) FROM thing"), 0); /* reading goes on */
    ck_assert_int_eq(store_commit(first, NULL), TINGLE_OK);
    ck_assert_int_eq(store_begin(second, NULL), TINGLE_OK);
    ck_assert_int_eq(store_commit(second, NULL), TINGLE_OK);
    ck_assert_int_eq(store_retire(path, "shelf", 50, &err), TINGLE_LOCKED);
    store_close(first);
    store_close(second);
    ck_assert_int_eq(store_retire(path, "shelf", 50, &err), TINGLE_OK);
    end();
}
END_TEST

START_TEST(programs_that_make_a_file_together_take_turns)
{
    enum { PROGRAMS = 6, ROWS = 20 };
    pid_t child[PROGRAMS];
    struct store *s = NULL;
    begin();
    for (int i = 0; i < PROGRAMS; i++) {
        child[i] = fork();
        ck_assert_int_ge(child[i], 0);
        if (child[i]) continue;
        enum tingle_status st = store_open(&s, path, STORE_WRITE, &two, NULL);
        for (int k = 0; !st && k < ROWS; k++) st = store_run(s, "INSERT INTO thing (weight) VALUES (1)", NULL);
        store_close(s);
        _exit(st);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status = -1;
        ck_assert_int_eq(waitpid(child[i], &status, 0), child[i]);
        ck_assert_int_eq(status, 0);
    }
    s = opened(&two);
    ck_assert_int_eq(number(s, "SELECT count(*) FROM thing"), PROGRAMS * ROWS);
    store_close(s);
    end();
}
END_TEST

START_TEST(a_full_disk_changes_nothing)
{
    struct rlimit before, small = {0};
    struct tingle_error err = {0};
    struct store_query q;
    static char megabyte[1 << 20];
    begin();
    struct store *s = opened(&one);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (1)", NULL), TINGLE_OK);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 200000; /* a file may not grow over this: the same failed write as on a full disk */
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_query(&q, s, "INSERT INTO thing (id, data) VALUES (2, ?1)", NULL), TINGLE_OK);
    store_bind_blob(&q, 1, bytes_of(megabyte, sizeof megabyte));
    enum tingle_status st = store_step(&q, &err);
    if (!st) st = store_commit(s, &err);
    else store_rollback(s);
    setrlimit(RLIMIT_FSIZE, &before);
    ck_assert_int_eq(st, TINGLE_CANNOT_WRITE);
    ck_assert_int_eq(number(s, "SELECT count(*) FROM thing"), 1);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (3)", NULL), TINGLE_OK);
    store_close(s);
    s = opened(&one);
    ck_assert_int_eq(number(s, "SELECT sum(id) FROM thing"), 4);
    store_close(s);
    end();
}
END_TEST

START_TEST(a_lost_transaction_cannot_be_committed)
{
    struct tingle_error err = {0};
    begin();
    struct store *s = opened(&one);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_begin(s, NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (1)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "ROLLBACK", NULL), TINGLE_OK); /* as SQLite does of itself on a full disk */
    ck_assert_int_eq(store_commit(s, &err), TINGLE_CANNOT_WRITE);
    ck_assert_int_eq(store_commit(s, &err), TINGLE_CANNOT_WRITE);
    ck_assert_int_eq(number(s, "SELECT count(*) FROM thing"), 0);
    store_close(s);
    end();
}
END_TEST

START_TEST(a_copy_is_whole_and_stands_alone)
{
    char copy[160];
    struct store *s;
    struct tingle_error err = {0};
    begin();
    snprintf(copy, sizeof copy, "%s.copy", path);
    s = opened(&one);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id, name) VALUES (1, 'a')", NULL), TINGLE_OK);
    ck_assert_int_eq(store_copy(s, copy, NULL), TINGLE_OK);
    ck_assert_int_ne(store_copy(s, copy, &err), TINGLE_OK);
    store_close(s);
    ck_assert_int_eq(store_open(&s, copy, STORE_READ, &one, NULL), TINGLE_OK);
    ck_assert_int_eq(number(s, "SELECT count(*) FROM thing WHERE name = 'a'"), 1);
    store_close(s);
    end();
}
END_TEST

START_TEST(a_folder_that_may_not_be_written_is_still_read)
{
    struct store *s;
    struct tingle_error err = {0};
    begin();
    s = opened(&one);
    ck_assert_int_eq(store_run(s, "INSERT INTO thing (id) VALUES (5)", NULL), TINGLE_OK);
    store_close(s);
    if (geteuid() == 0) {
        printf("# skipped: read-only folder: root may write everywhere\n");
    } else {
        ck_assert_int_eq(chmod(path, 0400), 0);
        ck_assert_int_eq(chmod(folder, 0500), 0);
        ck_assert_msg(store_open(&s, path, STORE_READ, &one, &err) == TINGLE_OK, "%s", err.message);
        ck_assert_int_eq(number(s, "SELECT sum(id) FROM thing"), 5);
        store_close(s);
        refused(STORE_WRITE, &one, TINGLE_CANNOT_WRITE, "read-only");
        ck_assert_int_eq(chmod(folder, 0700), 0);
        ck_assert_int_eq(chmod(path, 0), 0);
        refused(STORE_READ, &one, TINGLE_NO_ACCESS, "opened");
    }
    end();
}
END_TEST

static void count_problem(void *context, const char *problem)
{
    ck_assert_uint_gt(strlen(problem), 0);
    ++*(int *)context;
}

START_TEST(a_check_names_what_refers_to_nothing)
{
    static const char *const linked[] = {"CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;"
                                         "CREATE TABLE b (a INTEGER REFERENCES a) STRICT;"};
    const struct store_schema schema = {2, "shelf", linked, 1};
    int problems = 0;
    begin();
    struct store *s = opened(&schema);
    ck_assert_int_eq(store_check(s, count_problem, &problems, NULL), TINGLE_OK);
    ck_assert_int_eq(problems, 0);
    ck_assert_int_ne(store_run(s, "INSERT INTO b VALUES (1)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_run(s, "PRAGMA foreign_keys = OFF; INSERT INTO b VALUES (1)", NULL), TINGLE_OK);
    ck_assert_int_eq(store_check(s, count_problem, &problems, NULL), TINGLE_OK);
    ck_assert_int_eq(problems, 1);
    store_close(s);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(values_come_back_as_they_went_in), TEST(one_text_may_be_used_twice_at_once), TEST(settings_are_the_safe_ones),
        TEST(transactions_nest), TEST(an_older_file_is_migrated_and_a_newer_one_refused),
        TEST(a_step_that_fails_leaves_the_file_as_it_was), TEST(wrong_files_are_told_apart), TEST(a_damaged_page_is_found),
        TEST(a_second_writer_waits_and_is_told), TEST(programs_that_make_a_file_together_take_turns),
        TEST(a_full_disk_changes_nothing), TEST(a_lost_transaction_cannot_be_committed),
        TEST(a_copy_is_whole_and_stands_alone), TEST(a_folder_that_may_not_be_written_is_still_read),
        TEST(a_check_names_what_refers_to_nothing)};
    return run_tests("store", tests, COUNT(tests));
}
