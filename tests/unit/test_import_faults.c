/* An import of a small zip, in which one allocation after the other fails: an error or a failed file, a sound journal, and
 * nothing left behind (the address sanitizer looks). */
#include "journal_home.h"

#include <stdbool.h>

#include "advice/import.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/file_bytes.h"
#include "made_zip.h"

enum { POINTS = 121, EACH_S = 10 };

/* A run of 20 minutes at 3 m/s, as GPX; `minute` keeps runs apart. */
static void make_gpx(struct buffer *out, int day)
{
    buffer_init(out, 1 << 20);
    buffer_add_text(out, "<?xml version=\"1.0\"?><gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><type>running</type><trkseg>\n");
    for (int i = 0; i < POINTS; i++)
        buffer_printf(out, "<trkpt lat=\"%.6f\" lon=\"13.4\"><ele>30</ele><time>2026-03-%02dT07:%02d:%02dZ</time></trkpt>\n",
                      52.5 + 3.0 * EACH_S * i / 111195, day, i * EACH_S / 60, i * EACH_S % 60);
    buffer_add_text(out, "</trkseg></trk></gpx>\n");
}

static const char strava[] =
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,"
    "Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight,Elapsed Time,Moving Time,Distance,Max Speed\n"
    "1,\"Mar 1, 2026, 7:00:00 AM\",Easy,Run,left toes numb at 2 km,1200,3.6,,,false,,Blue 2,runs/1.gpx,,,1200,1200,3600,\n"
    "2,\"Mar 5, 2026, 7:00:00 AM\",By hand,Run,,1800,5.4,,,false,,,,,,1800,1800,5400,\n";
static const char notes[] = "start,felt,side,onset,shoe\n2026-03-02T07:00:00Z,numb,left,12,Blue 2\n";
static const char text[] = "2026-03-03 numb 9 R 5; after the bridge\n";
static const char broken[] = "<?xml version=\"1.0\"?><gpx><trk>";

/* Three runs (one as .gz, one in a zip in the zip), a service's table, notes in two ways, and a file that is no run. */
static void write_zip(const char *to)
{
    struct buffer gpx[3], gz;
    struct made_zip inner, z;
    for (int i = 0; i < 3; i++) make_gpx(&gpx[i], i + 1);
    buffer_init(&gz, 1 << 20);
    made_zip_init(&inner);
    made_zip_init(&z);
    made_zip_add(&z, &(struct made_entry){.name = "activities.csv", .data = made_text(strava), .deflate = true});
    made_zip_add(&z, &(struct made_entry){.name = "runs/1.gpx", .data = bytes_of(gpx[0].data, gpx[0].size), .deflate = true});
    made_zip_add(&z, &(struct made_entry){.name = "2.gpx.gz", .data = made_gzip(&gz, bytes_of(gpx[1].data, gpx[1].size))});
    made_zip_add(&z, &(struct made_entry){.name = "notes.csv", .data = made_text(notes)});
    made_zip_add(&z, &(struct made_entry){.name = "note.txt", .data = made_text(text)});
    made_zip_add(&z, &(struct made_entry){.name = "broken.gpx", .data = made_text(broken)});
    made_zip_add(&inner, &(struct made_entry){.name = "L\xC3\xA4ufe.gpx", .data = bytes_of(gpx[2].data, gpx[2].size), .deflate = true});
    made_zip_add(&z, &(struct made_entry){.name = "inner.zip", .data = made_zip_end(&inner, "")});
    OK(file_write(to, made_zip_end(&z, ""), 0600, &err));
    made_zip_release(&z);
    made_zip_release(&inner);
    buffer_release(&gz);
    for (int i = 0; i < 3; i++) buffer_release(&gpx[i]);
}

/* Of a whole import: three files' runs and the one that only the table knows. */
static void check_whole(struct journal *j)
{
    const struct journal_counts counts = counts_of(j);
    ck_assert_uint_eq(counts.runs, 4);
    ck_assert_uint_eq(counts.originals, 3);
    ck_assert_uint_eq(counts.notes, 3); /* one of the shoes alone, which the service names */
    ck_assert_int_eq(problems_of(j), 0);
}

static void import_whole(struct journal *j, const char *zip)
{
    struct tingle_import_report *report = NULL;
    OK(import_paths(&report, j, &zip, 1, NULL, NULL, &err));
    ck_assert_uint_eq(report->failed, 1); /* the broken one */
    import_report_free(report);
    check_whole(j);
}

static size_t lines_without_memory(const struct tingle_import_report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < report->files; i++) {
        ck_assert_uint_gt(strlen(report->file[i].path), 0);
        n += report->file[i].outcome == TINGLE_FAILED && strstr(report->file[i].reason, "memory") != NULL;
    }
    return n;
}

/* Imports with the n-th allocation failing; true when it came to that. */
static bool import_failing_at(struct journal *j, const char *zip, long n)
{
    struct tingle_import_report *report = NULL;
    enum tingle_status st;
    bool fired;
    err = (struct tingle_error){0};
    alloc_fail_at(n);
    st = import_paths(&report, j, &zip, 1, NULL, NULL, &err);
    fired = alloc_has_failed();
    alloc_fail_at(0);
    if (st) {
        ck_assert_msg(st == TINGLE_NO_MEMORY, "allocation %ld: %s", n, err.message);
        ck_assert_ptr_null(report);
        ck_assert_msg(strstr(err.message, "not enough memory") != NULL, "allocation %ld: %s", n, err.message);
        ck_assert(fired);
    } else {
        ck_assert_uint_ge(report->files, 1);
        if (report->failed == 1 && lines_without_memory(report) == 0) check_whole(j);
        else ck_assert(fired);
    }
    import_report_free(report);
    return fired;
}

/* The place where it fails differs from one import to the next, threads being threads: what must hold holds for all. */
START_TEST(each_allocation_fails_once)
{
    char zip[96];
    long n = 1;
    bool fired = true;
    begin();
    snprintf(zip, sizeof zip, "%s-export.zip", home);
    write_zip(zip);
    for (; fired; n++) {
        struct journal *j = opened();
        fired = import_failing_at(j, zip, n);
        ck_assert_msg(problems_of(j) == 0, "allocation %ld", n);
        import_whole(j, zip);
        journal_close(j);
        remove_file(JOURNAL_FILE_NAME);
    }
    ck_assert_int_gt(n, 50);
    printf("# %ld allocations\n", n - 1);
    unlink(zip);
    end();
}
END_TEST

static int delete_at_first(void *journal, const struct tingle_import_state *state)
{
    if (state->files == 0) OK(journal_run_delete(journal, 1, &err));
    return 0;
}

/* Another program may do so between two files; the file was known when the import began and has not been read again. */
START_TEST(a_run_deleted_while_its_file_is_imported_again)
{
    char zip[96];
    const char *const paths[] = {zip};
    struct tingle_import_report *report = NULL;
    struct journal *j;
    begin();
    snprintf(zip, sizeof zip, "%s-export.zip", home);
    write_zip(zip);
    j = opened();
    import_whole(j, zip);
    OK(import_paths(&report, j, paths, 1, delete_at_first, j, &err));
    ck_assert_uint_eq(report->failed, 2);
    ck_assert_uint_eq(report->known, 2);
    ck_assert_int_eq(problems_of(j), 0);
    import_report_free(report);
    import_whole(j, zip);
    journal_close(j);
    remove_file(JOURNAL_FILE_NAME);
    unlink(zip);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(each_allocation_fails_once), TEST(a_run_deleted_while_its_file_is_imported_again)};
    return run_tests("import faults", tests, COUNT(tests));
}
