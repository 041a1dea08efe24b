/* <tingle/watch.h>: what is of interest to someone who waits for runs, and where a watch on USB keeps them. */
#include "testing.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include <tingle/watch.h>

#include "advice/watch_rules.h"
#include "base/file_bytes.h"
#include "base/text.h"

static char dir[TEST_FOLDER_SIZE], found[4096];
static struct tingle_error err;

static const char *in_dir(const char *name)
{
    static char path[4096];
    ck_assert(path_join(path, sizeof path, dir, name));
    return path;
}

static void put(const char *name)
{
    FILE *f = fopen(in_dir(name), "w");
    ck_assert_ptr_nonnull(f);
    fputs("x", f);
    ck_assert_int_eq(fclose(f), 0);
}

static void make(const char *name) { ck_assert_int_eq(folder_make(in_dir(name), &err), TINGLE_OK); }

static void begin(void) { test_folder_make(dir); }

static void end(void) { test_folder_remove(dir); }

static bool finds(const char *name) { return watch_find_garmin(NULL, found, sizeof found, in_dir(name)); }

#define FINDS(name, expected)                                                        \
    do {                                                                             \
        ck_assert_msg(finds(name), "nothing in %s", name);                           \
        ck_assert_msg(text_ends_with(found, expected), "%s, not %s", found, expected); \
    } while (0)

START_TEST(unfinished_and_own_files_are_passed_over)
{
    const char *const no[] = {"run.fit.part", "run.FIT.CRDOWNLOAD", "run.fit.tmp", "run.fit.filepart", "~syncthing~run.fit.tmp", "a.download",
                              ".syncthing.run.fit.tmp", ".run.fit.icloud", ".hidden", "notes.txt~", "journal.tingle", "journal.tingle-wal",
                              "truth.json"};
    const char *const yes[] = {"run.fit", "RUN.FIT", "part", "run.part.fit", "tmp.gpx", "notes.txt", "export.zip", "my journal.tingle.txt"};
    begin();
    for (size_t i = 0; i < COUNT(no); i++) ck_assert_msg(watch_passes_over(NULL, dir, no[i], false), "%s", no[i]);
    for (size_t i = 0; i < COUNT(yes); i++) ck_assert_msg(!watch_passes_over(NULL, dir, yes[i], false), "%s", yes[i]);
    ck_assert(watch_passes_over(NULL, dir, ".stfolder", true));
    ck_assert(!watch_passes_over(NULL, dir, "2026", true));
    end();
}
END_TEST

START_TEST(what_tingle_exported_is_left_alone)
{
    begin();
    make("out/originals");
    put("out/tingle-export.json");
    ck_assert(watch_passes_over(NULL, dir, "out", true));
    ck_assert(watch_passes_over(NULL, in_dir("out"), "notes.csv", false));
    ck_assert(watch_passes_over(NULL, in_dir("out/originals"), "a.fit", false));
    ck_assert(!watch_passes_over(NULL, dir, "notes.csv", false));
    end();
}
END_TEST

START_TEST(a_garmin_watch_is_known_by_its_folders)
{
    begin();
    make("usb/Garmin/ACTIVITY"); /* mass storage, in whatever case */
    make("usb/Garmin/Monitor");
    ck_assert(!finds("usb")); /* somebody's copy of it */
    put("usb/Garmin/GarminDevice.xml");
    FINDS("usb", "/usb/Garmin/ACTIVITY");
    FINDS("usb/Garmin", "/usb/Garmin/ACTIVITY");
    ck_assert(!finds("usb/Garmin/ACTIVITY")); /* that is it already */
    make("mtp/Internal Storage/GARMIN/Activity");
    put("mtp/Internal Storage/GARMIN/GarminDevice.xml");
    make("mtp/Other");
    FINDS("mtp", "/mtp/Internal Storage/GARMIN/Activity");
    FINDS("mtp/Internal Storage", "/mtp/Internal Storage/GARMIN/Activity");
    make("media/GARMIN/Garmin/Activities"); /* mounted under its label */
    FINDS("media/GARMIN", "/media/GARMIN/Garmin/Activities");
    ck_assert(!finds("media/nothing"));
    ck_assert(!finds("media"));
    end();
}
END_TEST

START_TEST(the_public_loop_gives_what_is_there_and_stops)
{
    const char *folder = dir;
    struct tingle_watch_options o = {.folder = &folder, .folders = 1, .settle_s = 0.01, .poll_s = NAN, .stop_fd = -1};
    struct tingle_watch_news news;
    struct tingle_watch *w = NULL;
    int stop[2];
    begin();
    ck_assert_int_eq(pipe(stop), 0);
    put("run.fit");
    o.stop_fd = stop[0];
    ck_assert_int_eq(tingle_watch_open(&w, &o, &err), TINGLE_OK);
    ck_assert_int_eq(tingle_watch_next(w, INFINITY, &news, &err), TINGLE_OK);
    ck_assert_int_eq(news.kind, TINGLE_WATCH_FOLDER);
    ck_assert(news.is_there && strncmp(news.text, "watching /tmp/", 14) == 0);
    ck_assert_int_eq(tingle_watch_next(w, INFINITY, &news, &err), TINGLE_OK);
    ck_assert_int_eq(news.kind, TINGLE_WATCH_FILES);
    ck_assert_uint_eq(news.paths, 1);
    ck_assert_str_eq(news.path[0], in_dir("run.fit"));
    tingle_watch_again(w, 0, 0);
    ck_assert_int_eq(tingle_watch_next(w, INFINITY, &news, &err), TINGLE_OK);
    ck_assert(news.kind == TINGLE_WATCH_FILES && news.paths == 1 && !news.waited[0]);
    ck_assert_int_eq(tingle_watch_next(w, 0.05, &news, &err), TINGLE_OK);
    ck_assert_int_eq(news.kind, TINGLE_WATCH_QUIET);
    ck_assert_int_eq(write(stop[1], "", 1), 1);
    ck_assert_int_eq(tingle_watch_next(w, INFINITY, &news, &err), TINGLE_OK);
    ck_assert_int_eq(news.kind, TINGLE_WATCH_STOPPED);
    tingle_watch_close(w);
    o.folders = 0;
    ck_assert_int_eq(tingle_watch_open(&w, &o, &err), TINGLE_WRONG_USE);
    o.folders = 65;
    ck_assert_int_eq(tingle_watch_open(&w, &o, &err), TINGLE_WRONG_USE);
    ck_assert_ptr_null(w);
    tingle_watch_close(NULL);
    close(stop[0]);
    close(stop[1]);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(unfinished_and_own_files_are_passed_over), TEST(what_tingle_exported_is_left_alone),
                                       TEST(a_garmin_watch_is_known_by_its_folders), TEST(the_public_loop_gives_what_is_there_and_stops)};
    return run_tests("watch", tests, COUNT(tests));
}
