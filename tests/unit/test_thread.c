/* The whole thread: what `simulate` wrote, imported, answered; held against the exact exposure. */
#include "testing.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "advice/import.h"
#include "advice/keeping.h"
#include "advice/subject_load.h"
#include "advice/why.h"
#include "base/file_bytes.h"
#include "simulate/simulate_write.h"

enum { RUNS = 60, PATH_BYTES = 256 };

static void run_shell(const char *fmt, const char *path)
{
    char line[512];
    snprintf(line, sizeof line, fmt, path);
    ck_assert_int_eq(system(line), 0);
}

/* A simulated runner's folder, imported into a journal of its own. */
struct thread {
    char folder[PATH_BYTES], home[PATH_BYTES], root[TEST_FOLDER_SIZE];
    struct journal *journal;
};

static void thread_start(struct thread *t, uint64_t seed, size_t runs, const char *truth)
{
    struct simulate_options options = {.seed = seed, .runs = runs, .truth = truth};
    struct simulate_summary summary;
    struct tingle_error err = {0};
    test_folder_make(t->root);
    snprintf(t->folder, sizeof t->folder, "%.200s/data", t->root);
    snprintf(t->home, sizeof t->home, "%.200s/home", t->root);
    ck_assert_msg(simulate_write(&options, t->folder, &summary, &err) == TINGLE_OK, "%s", err.message);
    ck_assert_msg(journal_open(&t->journal, t->home, JOURNAL_WRITE, &err) == TINGLE_OK, "%s", err.message);
}

static struct tingle_import_report *thread_import(struct thread *t)
{
    struct tingle_import_report *report = NULL;
    struct tingle_error err = {0};
    const char *path = t->folder;
    ck_assert_msg(import_paths(&report, t->journal, &path, 1, NULL, NULL, &err) == TINGLE_OK, "%s", err.message);
    for (size_t i = 0; i < report->files; i++)
        ck_assert_msg(report->file[i].outcome != TINGLE_FAILED, "%s: %s", report->file[i].path, report->file[i].reason);
    return report;
}

static void thread_end(struct thread *t)
{
    journal_close(t->journal);
    test_folder_remove(t->root);
}

START_TEST(everything_written_comes_in_once)
{
    struct thread t = {0};
    struct tingle_import_report *report;
    struct journal_counts counts;
    struct tingle_error err;
    thread_start(&t, 5, 20, NULL);
    report = thread_import(&t);
    ck_assert_uint_eq(report->runs, 20);
    ck_assert_uint_eq(report->shoes, SIMULATE_SHOES);
    ck_assert_uint_eq(report->imported, 23); /* 20 files, shoes, notes, answers */
    import_report_free(report);
    report = thread_import(&t);
    ck_assert_uint_eq(report->runs, 0);
    ck_assert_uint_ge(report->skipped, 20);
    import_report_free(report);
    ck_assert_int_eq(journal_count(t.journal, &counts, &err), TINGLE_OK);
    ck_assert_uint_eq(counts.runs, 20);
    ck_assert_uint_eq(counts.originals, 20);
    thread_end(&t);
}
END_TEST

START_TEST(a_table_of_shoes_is_known_by_its_columns)
{
    struct thread t = {0};
    struct tingle_import_report *report;
    char path[PATH_BYTES + 16];
    thread_start(&t, 5, 1, NULL);
    run_shell("mkdir %s/gear", t.root);
    snprintf(path, sizeof path, "%s/gear/list.csv", t.root);
    ck_assert_int_eq(file_write(path, bytes_of("name,start_km\nTern 2,120\n", 25), 0600, NULL), TINGLE_OK);
    snprintf(t.folder, sizeof t.folder, "%.200s/gear", t.root);
    report = thread_import(&t);
    ck_assert_uint_eq(report->shoes, 1);
    ck_assert_uint_eq(report->imported, 1);
    import_report_free(report);
    thread_end(&t);
}
END_TEST

/* Puts the simulator's exact exposure in the place of what was derived from the files. */
static void make_exact(struct subject *s, const struct simulate_runner *truth)
{
    for (size_t i = 0; i < s->runs; i++) {
        const struct simulate_run *exact = NULL;
        for (size_t k = 0; k < truth->run_count; k++)
            if (llabs((long long)(truth->run[k].start_unix_s - s->run[i].start_unix_s)) <= 5) exact = &truth->run[k];
        ck_assert_ptr_nonnull(exact);
        s->run[i].bin = exact->bin;
        s->run[i].bin_count = exact->bin_count;
        s->run[i].gait = &exact->gait;
        s->run[i].moving_min = (exact->run_s + exact->walk_s) / 60;
    }
}

START_TEST(the_answer_from_files_is_that_from_the_exact_exposure)
{
    /* Monte-Carlo error of a mean of 512 draws: at most about 0.2 / sqrt(480) = 0.009; three of them. */
    const double tolerance = 0.027;
    const struct screening screened = {.profile_asked = true};
    const struct tingle_why_options options = {.minutes = 75};
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct simulate_options made = {.seed = seed, .runs = RUNS};
        struct simulate_runner *truth = NULL;
        struct subject *s = NULL;
        struct tingle_why *files = NULL, *exact = NULL;
        struct thread t = {0};
        thread_start(&t, seed, RUNS, NULL);
        import_report_free(thread_import(&t));
        ck_assert_int_eq(subject_load(&s, t.journal, NULL), TINGLE_OK);
        ck_assert_int_eq(why_answer(&files, s, &screened, &options, NULL), TINGLE_OK);
        ck_assert_int_eq(simulate_runner_new(&truth, &made, NULL), TINGLE_OK);
        make_exact(s, truth);
        ck_assert_int_eq(subject_set_references(s, NULL), TINGLE_OK);
        ck_assert_int_eq(why_answer(&exact, s, &screened, &options, NULL), TINGLE_OK);
        printf("# seed %d: risk %.3f from files, %.3f exact; first %s, %s\n", (int)seed, files->risk.mean, exact->risk.mean,
               files->factors ? files->factor[0].factor : "-", exact->factors ? exact->factor[0].factor : "-");
        ck_assert(files->has_model && exact->has_model);
        ck_assert_double_eq_tol(files->risk.mean, exact->risk.mean, tolerance);
        for (size_t i = 0; i < files->factors; i++)
            for (size_t k = 0; k < exact->factors; k++)
                if (strcmp(files->factor[i].factor, exact->factor[k].factor) == 0 && files->factor[i].ranked && exact->factor[k].ranked)
                    ck_assert_double_eq_tol(files->factor[i].reduction.mean, exact->factor[k].reduction.mean, tolerance);
        why_free(files);
        why_free(exact);
        subject_free(s);
        simulate_runner_free(truth);
        thread_end(&t);
    }
}
END_TEST

START_TEST(what_is_derived_can_be_made_again)
{
    struct thread t = {0};
    struct journal_run_list *before = NULL, *after = NULL;
    thread_start(&t, 9, 5, NULL);
    import_report_free(thread_import(&t));
    ck_assert_int_eq(journal_runs(&before, t.journal, true, NULL), TINGLE_OK);
    ck_assert_int_eq(keeping_rebuild(t.journal, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_runs(&after, t.journal, true, NULL), TINGLE_OK);
    ck_assert_uint_eq(before->runs, after->runs);
    for (size_t i = 0; i < before->runs; i++) {
        ck_assert_uint_gt(before->run[i].exposure.size, 0);
        ck_assert_uint_eq(before->run[i].exposure.size, after->run[i].exposure.size);
        ck_assert_mem_eq(before->run[i].exposure.at, after->run[i].exposure.at, before->run[i].exposure.size);
    }
    journal_run_list_free(before);
    journal_run_list_free(after);
    thread_end(&t);
}
END_TEST

START_TEST(a_reference_once_reached_stays)
{
    /* The runner's reference rests on the first runs since the first note. Forgetting the notes of the first
     * half would move it, were it not kept; a rebuild takes it anew. */
    struct thread t = {0};
    struct subject *before = NULL, *after = NULL, *anew = NULL;
    struct journal_run_list *runs = NULL;
    thread_start(&t, 4, 40, NULL);
    import_report_free(thread_import(&t));
    ck_assert_int_eq(subject_load(&before, t.journal, NULL), TINGLE_OK);
    ck_assert_double_ge(before->reference[1].level_s, STRIDE_REFERENCE_FROZEN_S);
    ck_assert_int_eq(journal_runs(&runs, t.journal, false, NULL), TINGLE_OK);
    for (size_t i = 0; i < 20; i++) ck_assert_int_eq(journal_run_delete(t.journal, runs->run[i].id, NULL), TINGLE_OK);
    ck_assert_int_eq(subject_load(&after, t.journal, NULL), TINGLE_OK);
    ck_assert_double_eq(after->reference[1].speed0_mps, before->reference[1].speed0_mps);
    ck_assert_double_eq(after->reference[1].peak0_bw, before->reference[1].peak0_bw);
    ck_assert_int_eq(keeping_rebuild(t.journal, NULL), TINGLE_OK);
    ck_assert_int_eq(subject_load(&anew, t.journal, NULL), TINGLE_OK);
    ck_assert_double_ne(anew->reference[1].speed0_mps, before->reference[1].speed0_mps);
    subject_free(before);
    subject_free(after);
    subject_free(anew);
    journal_run_list_free(runs);
    thread_end(&t);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(everything_written_comes_in_once),
        TEST(a_table_of_shoes_is_known_by_its_columns),
        TEST(the_answer_from_files_is_that_from_the_exact_exposure),
        TEST(what_is_derived_can_be_made_again),
        TEST(a_reference_once_reached_stays),
    };
    return run_tests("thread", tests, COUNT(tests));
}
