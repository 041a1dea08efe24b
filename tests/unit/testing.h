/* What every unit test file shares: one line to run a list of tests with Check,
 * a folder for a test, and the paths of real files that may or may not be there.
 *
 *     const struct test_entry tests[] = {TEST(reads_a_header), ...};
 *     int main(void) { return run_tests("fit", tests, COUNT(tests)); }
 */
#ifndef TESTING_H
#define TESTING_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEST(name) {#name, name}

struct test_entry {
    const char *name;
    const TTest *test;
};

static inline int run_tests(const char *suite_name, const struct test_entry *tests, size_t n)
{
    Suite *suite = suite_create(suite_name);
    SRunner *runner;
    int failed, total;
    for (size_t i = 0; i < n; i++) {
        TCase *one = tcase_create(tests[i].name);
        tcase_set_timeout(one, 120);
        tcase_add_test(one, tests[i].test);
        suite_add_tcase(suite, one);
    }
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    total = srunner_ntests_run(runner);
    printf("# %s: %d passed, %d failed\n", suite_name, total - failed, failed);
    srunner_free(runner);
    return failed ? 1 : 0;
}

enum { TEST_FOLDER_SIZE = 64 };

/* Makes an empty folder that no other test has. */
static inline void test_folder_make(char folder[TEST_FOLDER_SIZE])
{
    snprintf(folder, TEST_FOLDER_SIZE, "/tmp/tingle-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

/* Removes it with all that is in it. */
static inline void test_folder_remove(const char *folder)
{
    char command[4096];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

/* "<shared>/<name>" when that exists; else NULL after a line that says what was skipped. */
static inline const char *shared_path(const char *name)
{
    static char path[4096];
    const char *root = getenv("TINGLE_SHARED");
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", root ? root : "../shared", name);
    if (stat(path, &info) == 0) return path;
    printf("# skipped: no %s here\n", name);
    return NULL;
}

#endif
