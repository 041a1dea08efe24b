/* The journal as a file: units, locks, backups, full disks, older schemas. */
#include "journal_home.h"

#include <signal.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/file_bytes.h"
#include "base/random.h"
#include "journal/journal_feet.h"
#include "journal/journal_gear.h"
#include "journal/journal_profile.h"
#include "journal/journal_told.h"

START_TEST(a_unit_is_whole_or_not_at_all)
{
    struct journal_run run = a_run(morning, 60);
    begin();
    struct journal *j = opened();
    OK(journal_begin(j, &err));
    OK(journal_expect_kind(j, JOURNAL_REAL, &err));
    int64_t id = add(j, &run, "run", JOURNAL_ADDED);
    OK(journal_begin(j, &err));
    OK(journal_run_delete(j, id, &err));
    ck_assert_int_eq(journal_end(j, TINGLE_NO, &err), TINGLE_NO);
    OK(journal_end(j, TINGLE_OK, &err));
    ck_assert_uint_eq(counts_of(j).runs, 1);
    OK(journal_begin(j, &err));
    OK(journal_run_delete(j, id, &err));
    journal_close(j); /* closed in the middle: as if the program had died */
    j = opened();
    ck_assert_uint_eq(counts_of(j).runs, 1);
    ck_assert_uint_eq(counts_of(j).originals, 1);
    journal_close(j);
    end();
}
END_TEST

START_TEST(a_locked_journal_says_so)
{
    struct journal_run run = a_run(morning, 60);
    int64_t id = 0;
    char backup[96];
    begin();
    snprintf(backup, sizeof backup, "%s/backup", home);
    struct journal *holder = opened(), *other = opened();
    journal_set_patience(other, 20);
    OK(journal_backup(holder, backup, &err));
    OK(journal_begin(holder, &err));
    REFUSED(journal_begin(other, &err), TINGLE_LOCKED, "another program");
    REFUSED(journal_run_add_without_file(other, &run, JOURNAL_START_TOLD, &id, &err), TINGLE_LOCKED, "another program");
    ck_assert_uint_eq(counts_of(other).runs, 0); /* reading goes on */
    REFUSED(journal_restore(home, backup, true, &err), TINGLE_LOCKED, "another program");
    REFUSED(journal_delete(home, &err), TINGLE_LOCKED, "another program");
    journal_rollback(holder);
    OK(journal_run_add_without_file(other, &run, JOURNAL_START_TOLD, &id, &err));
    journal_close(holder);
    journal_close(other);
    OK(journal_restore(home, backup, true, &err));
    end();
}
END_TEST

START_TEST(a_backup_restores_everything)
{
    struct journal_run run = a_run(morning, 60);
    struct journal *j = NULL;
    struct stat info;
    char backup[96];
    begin();
    snprintf(backup, sizeof backup, "%s/backup", home);
    j = opened();
    add(j, &run, "run", JOURNAL_ADDED);
    OK(journal_profile_set(j, "units", "km", 5, &err));
    OK(journal_backup(j, backup, &err));
    ck_assert_int_eq(stat(backup, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    REFUSED(journal_backup(j, backup, &err), TINGLE_CANNOT_WRITE, "exists already");
    REFUSED(journal_backup(j, "/dev/null/backup", &err), TINGLE_CANNOT_WRITE, "/dev/null/backup");
    run = a_run(morning + 86400, 60);
    add(j, &run, "later", JOURNAL_ADDED);
    journal_close(j);
    REFUSED(journal_restore(home, backup, false, &err), TINGLE_WRONG_USE, "--force");
    OK(journal_restore(home, backup, true, &err));
    j = opened();
    ck_assert_uint_eq(counts_of(j).runs, 1);
    ck_assert_uint_eq(counts_of(j).originals, 1);
    ck_assert_int_eq(problems_of(j), 0);
    journal_close(j);
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    OK(journal_delete(home, &err));
    OK(journal_restore(home, backup, false, &err));
    end();
}
END_TEST

START_TEST(a_bad_backup_leaves_the_journal_alone)
{
    struct journal_run run = a_run(morning, 60);
    struct file_bytes good = {0};
    char backup[96];
    static uint8_t packed_noise[20000];
    struct random random;
    int64_t id;
    enum journal_added added;
    begin();
    snprintf(backup, sizeof backup, "%s/backup", home);
    random_seed(&random, 2);
    for (size_t i = 0; i < sizeof packed_noise; i++) packed_noise[i] = (uint8_t)random_u64(&random);
    struct journal *j = opened();
    OK(journal_original_add(j, bytes_of(packed_noise, sizeof packed_noise), "noise", 1, &id, &err));
    OK(journal_run_add(j, &run, id, 0, &id, &added, &err));
    OK(journal_backup(j, backup, &err));
    journal_close(j);
    OK(file_read(&good, backup, 1 << 24, &err));
    REFUSED(journal_restore(home, "/dev/null/none", true, &err), TINGLE_NO_INPUT, "/dev/null/none");
    REFUSED(journal_restore(home, home, true, &err), TINGLE_NO_INPUT, "a folder");
    OK(file_write(backup, bytes_of("no backup", 9), 0600, &err));
    REFUSED(journal_restore(home, backup, true, &err), TINGLE_BAD_DATA, "not a backup");
    OK(file_write(backup, bytes_of(good.data, good.size / 2), 0600, &err)); /* cut short */
    REFUSED(journal_restore(home, backup, true, &err), TINGLE_BAD_DATA, "damaged");
    uint8_t *inside = NULL; /* one bit of an original: only its checksum knows */
    for (size_t i = 0; i + 64 < good.size && !inside; i++)
        if (memcmp(good.data + i, packed_noise + 5000, 64) == 0) inside = good.data + i;
    ck_assert_ptr_nonnull(inside);
    *inside ^= 1;
    OK(file_write(backup, file_view(&good), 0600, &err));
    REFUSED(journal_restore(home, backup, true, &err), TINGLE_BAD_DATA, "checksum");
    *inside ^= 1;
    good.data[60 + 3] = 99; /* user_version, big endian at offset 60 of the header */
    OK(file_write(backup, file_view(&good), 0600, &err));
    REFUSED(journal_restore(home, backup, true, &err), TINGLE_NEWER, "newer");
    file_release(&good);
    j = opened();
    ck_assert_uint_eq(counts_of(j).runs, 1);
    ck_assert_int_eq(problems_of(j), 0);
    journal_close(j);
    end();
}
END_TEST

START_TEST(a_full_disk_changes_nothing)
{
    static uint8_t noise[1 << 20];
    struct rlimit before, small;
    struct random random;
    char backup[96];
    int64_t id = 0;
    begin();
    snprintf(backup, sizeof backup, "%s/backup", home);
    random_seed(&random, 3);
    for (size_t i = 0; i < sizeof noise; i++) noise[i] = (uint8_t)random_u64(&random);
    struct journal *j = opened();
    add(j, &(struct journal_run){.start_unix_s = morning, .elapsed_s = 600, .exposure_version = 1, .exposure = bytes_of("x", 1)}, "run", JOURNAL_ADDED);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 300000; /* writing fails as it does on a full disk */
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    OK(journal_begin(j, &err));
    enum tingle_status st = journal_original_add(j, bytes_of(noise, sizeof noise), "large.fit", 1, &id, &err);
    st = journal_end(j, st, &err);
    ck_assert_int_eq(st, TINGLE_CANNOT_WRITE);
    small.rlim_cur = 10000;
    setrlimit(RLIMIT_FSIZE, &small);
    REFUSED(journal_backup(j, backup, &err), TINGLE_CANNOT_WRITE, backup);
    ck_assert(!path_exists(backup));
    setrlimit(RLIMIT_FSIZE, &before);
    ck_assert_uint_eq(counts_of(j).originals, 1);
    ck_assert_int_eq(problems_of(j), 0);
    journal_close(j);
    end();
}
END_TEST

/* One import as the program does it: a file and its run in one unit. */
static enum tingle_status import_one(const struct journal_run *run, struct bytes file)
{
    struct journal *j = NULL;
    int64_t original = 0, id = 0;
    enum journal_added added;
    enum tingle_status st = journal_open(&j, home, JOURNAL_WRITE, &err);
    if (!st) st = journal_begin(j, &err);
    if (!st) {
        st = journal_original_add(j, file, "large.fit", 1, &original, &err);
        if (!st) st = journal_run_add(j, run, original, 0, &id, &added, &err);
        st = journal_end(j, st, &err);
    }
    journal_close(j);
    return st;
}

/* No file may grow over a size, from nothing up to what is needed: the disk is full at every place in turn. */
START_TEST(a_disk_that_fills_at_any_moment_changes_nothing)
{
    static uint8_t noise[100000];
    struct journal_run run = a_run(morning, 60), second = a_run(morning + 86400, 60);
    struct rlimit before, limit;
    struct random random;
    enum tingle_status st = TINGLE_CANNOT_WRITE;
    int refused = 0;
    begin();
    random_seed(&random, 4);
    for (size_t i = 0; i < sizeof noise; i++) noise[i] = (uint8_t)random_u64(&random);
    ck_assert_int_eq(import_one(&run, bytes_of("small", 5)), TINGLE_OK);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    for (rlim_t size = 0; st; size += 4000) {
        ck_assert_uint_lt(size, 1000000);
        limit = before;
        limit.rlim_cur = size;
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
        st = import_one(&second, bytes_of(noise, sizeof noise));
        setrlimit(RLIMIT_FSIZE, &before);
        if (st) ck_assert_msg(st == TINGLE_CANNOT_WRITE, "%s", err.message);
        struct journal *j = opened();
        ck_assert_uint_eq(counts_of(j).runs, st ? 1 : 2);
        ck_assert_uint_eq(counts_of(j).originals, st ? 1 : 2);
        ck_assert_int_eq(problems_of(j), 0);
        journal_close(j);
        refused += st != TINGLE_OK;
    }
    ck_assert_int_gt(refused, 20);
    end();
}
END_TEST

START_TEST(memory_that_runs_out_is_said)
{
    struct journal_run run = a_run(morning, 60);
    int refused = 0;
    begin();
    ck_assert_int_eq(import_one(&run, bytes_of("small", 5)), TINGLE_OK);
    for (long n = 1;; n++) {
        struct journal *j = NULL;
        struct journal_run_list *list = NULL;
        alloc_fail_at(n);
        enum tingle_status st = journal_open(&j, home, JOURNAL_READ, &err);
        if (!st) st = journal_runs(&list, j, true, &err);
        alloc_fail_at(0);
        journal_run_list_free(list);
        journal_close(j);
        if (!st) break;
        ck_assert_msg(st == TINGLE_NO_MEMORY, "%s", err.message);
        refused++;
    }
    ck_assert_int_ge(refused, 3);
    end();
}
END_TEST

/* Sixteen zero bytes, however the schema keeps them. */
static void check_exposure(struct journal *j)
{
    static const char zeros[16];
    struct journal_run_list *list = NULL;
    OK(journal_runs(&list, j, true, &err));
    ck_assert_uint_eq(list->run[0].exposure.size, 16);
    ck_assert_mem_eq(list->run[0].exposure.at, zeros, 16);
    journal_run_list_free(list);
}

static void check_told(struct journal *j)
{
    struct journal_told_list *told = NULL;
    struct journal_proposal_list *proposals = NULL;
    OK(journal_told_of_run(&told, j, 1, &err));
    ck_assert_uint_eq(told->count, 1);
    ck_assert_str_eq(told->told[0].description, "Right toes numb from 40 min");
    OK(journal_proposals(&proposals, j, true, &err));
    ck_assert_uint_eq(proposals->count, 1);
    ck_assert_str_eq(proposals->proposal[0].onset, "40");
    ck_assert_int_eq(proposals->proposal[0].state, PROPOSAL_DECLINED);
    journal_told_list_free(told);
    journal_proposal_list_free(proposals);
}

static void check_gear(struct journal *j)
{
    struct journal_foot_list *feet = NULL;
    struct journal_shoe_list *shoes = NULL;
    OK(journal_feet(&feet, j, &err));
    ck_assert_uint_eq(feet->feet, 2);
    ck_assert_double_eq(feet->foot[0].mm[0], 265.5);
    ck_assert_double_eq(feet->foot[0].mm[4], 193);
    ck_assert_str_eq(feet->foot[1].state, "after-run");
    OK(journal_shoes(&shoes, j, &err));
    ck_assert_double_eq(shoes->shoe[0].insole_length_mm, 279.5);
    ck_assert_str_eq(shoes->shoe[0].toe_depth, "low");
    ck_assert_str_eq(shoes->shoe[0].bought, "2025-12-30");
    ck_assert_str_eq(shoes->shoe[0].retired, "");
    journal_foot_list_free(feet);
    journal_shoe_list_free(shoes);
}

/* Every table of this schema, filled: a backup of it must restore for ever. */
START_TEST(backups_of_every_schema_restore)
{
    char name[64], file[512], backup[96];
    int versions = 0;
    begin();
    snprintf(backup, sizeof backup, "%s/backup", home);
    for (int version = 1; version <= journal_schema_version(); version++) {
        struct file_bytes sql = {0};
        sqlite3 *db = NULL;
        struct journal_note note;
        struct journal_run run;
        char value[PROFILE_VALUE];
        bool found;
        snprintf(name, sizeof name, "tests/golden/journal/schema_%d.sql", version);
        ck_assert(path_join(file, sizeof file, getenv("TINGLE_SOURCE") ? getenv("TINGLE_SOURCE") : ".", name));
        ck_assert_msg(file_read(&sql, file, 1 << 20, &err) == TINGLE_OK, "each schema needs its %s: %s", name, err.message);
        char *text = calloc(sql.size + 1, 1);
        memcpy(text, sql.data, sql.size);
        file_release(&sql);
        unlink(backup);
        ck_assert_int_eq(sqlite3_open(backup, &db), SQLITE_OK);
        ck_assert_msg(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
        sqlite3_close(db);
        free(text);
        OK(journal_restore(home, backup, true, &err));
        struct journal *j = opened();
        ck_assert_int_eq(problems_of(j), 0);
        struct journal_counts counts = counts_of(j);
        ck_assert_uint_eq(counts.runs, 2);
        ck_assert_uint_eq(counts.originals, 1);
        ck_assert_uint_eq(counts.shoes, 1);
        OK(journal_run_read(j, 1, &run, &err));
        ck_assert_double_eq(run.distance_m, 10000);
        ck_assert_uint_eq(run.sources, 1);
        ck_assert_str_eq(run.shoe, "Blue");
        OK(journal_note_read(j, 1, &note, &found, &err));
        ck_assert(found);
        ck_assert_str_eq(note.breaks, "25+4 planned; 50+2 symptom");
        ck_assert_str_eq(note.episode[0].regions, "P_TOE3 P_TOE4");
        ck_assert_str_eq(note.episode[1].onset, "stopped 5");
        OK(journal_profile_get(j, "weight_kg", value, NULL, &err));
        ck_assert_str_eq(value, "70");
        check_exposure(j);
        if (version >= 2) check_told(j);
        if (version >= 3) check_gear(j);
        journal_close(j);
        versions++;
    }
    ck_assert_int_ge(versions, 1);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(a_unit_is_whole_or_not_at_all), TEST(a_locked_journal_says_so), TEST(a_backup_restores_everything),
        TEST(a_bad_backup_leaves_the_journal_alone), TEST(a_full_disk_changes_nothing),
        TEST(a_disk_that_fills_at_any_moment_changes_nothing), TEST(memory_that_runs_out_is_said), TEST(backups_of_every_schema_restore)};
    return run_tests("journal_file", tests, COUNT(tests));
}
