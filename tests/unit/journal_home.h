/* What the tests of the journal share: a journal in a folder of its own, runs to put into it, and the ways to look at it. */
#ifndef JOURNAL_HOME_H
#define JOURNAL_HOME_H

#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "testing.h"

#include "base/text.h"
#include "journal/journal_note.h"

static char home[TEST_FOLDER_SIZE], path[128];
static struct tingle_error err;
static const double morning = 1772348400; /* 2026-03-01T07:00:00Z */

static inline void begin(void)
{
    test_folder_make(home);
    snprintf(path, sizeof path, "%s/%s", home, JOURNAL_FILE_NAME);
}

static inline void remove_file(const char *name)
{
    char file[160];
    ck_assert(path_join(file, sizeof file, home, name));
    unlink(file);
}

static inline void end(void)
{
    const char *const names[] = {JOURNAL_FILE_NAME, "backup", "journal.tingle-wal", "journal.tingle-shm"};
    for (size_t i = 0; i < COUNT(names); i++) remove_file(names[i]);
    ck_assert_int_eq(rmdir(home), 0); /* nothing else was left behind */
}

#define OK(call) ck_assert_msg((call) == TINGLE_OK, "%s", err.message)
#define REFUSED(call, code, words)                                                                        \
    do {                                                                                                  \
        ck_assert_int_eq((call), (code));                                                                 \
        ck_assert_msg(strstr(err.message, words) != NULL, "expected \"%s\" in: %s", words, err.message);  \
    } while (0)

static inline struct journal *opened(void)
{
    struct journal *j = NULL;
    OK(journal_open(&j, home, JOURNAL_WRITE, &err));
    return j;
}

/* A run of `minutes` at 6 min/km. */
static inline struct journal_run a_run(double start, double minutes)
{
    static const double bins[] = {0, 0.5, 2, 1.5};
    struct journal_run run = {.start_unix_s = start, .elapsed_s = minutes * 60, .moving_s = minutes * 60, .distance_m = minutes * 1000 / 6,
                              .temperature_c = NAN, .contact = 1, .sport = "running", .device = "watch", .richness = 1000,
                              .exposure_version = 1, .exposure = bytes_of(bins, sizeof bins), .gait = bytes_of(bins, 8)};
    return run;
}

/* Adds it from a file of its own, made of `name`. */
static inline int64_t add(struct journal *j, const struct journal_run *run, const char *name, enum journal_added expected)
{
    int64_t original = 0, id = 0;
    enum journal_added added;
    OK(journal_original_add(j, bytes_of(name, strlen(name)), name, 1772400000, &original, &err));
    OK(journal_run_add(j, run, original, 0, &id, &added, &err));
    ck_assert_int_eq(added, expected);
    return id;
}

static inline struct journal_counts counts_of(struct journal *j)
{
    struct journal_counts counts;
    OK(journal_count(j, &counts, &err));
    return counts;
}

static inline void count_problem(void *context, const char *problem)
{
    ck_assert_uint_gt(strlen(problem), 0);
    ++*(int *)context;
}

static inline int problems_of(struct journal *j)
{
    int problems = 0;
    OK(journal_check(j, count_problem, &problems, &err));
    return problems;
}

static inline void execute(const char *sql)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

#endif
