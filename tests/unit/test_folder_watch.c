/* Folders watched: what is given, when, and how often. The clock is a number here, so nothing waits and nothing depends on time. */
#include "testing.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/file_bytes.h"
#include "base/folder_watch.h"
#include "base/text.h"

enum { MANY = 10000 };

static char dir[TEST_FOLDER_SIZE];
static struct folder_watch *w;
static struct tingle_error err;
static double now;

/* What the last turns said: files by their path below the folder, sorted as they came. */
static size_t given, told;
static char last[FOLDER_WATCH_PATH];
static bool last_waited, last_there;
static enum folder_watch_poll last_poll;

#define OK(call) ck_assert_msg((call) == TINGLE_OK, "%s", err.message)

static const char *in_dir(const char *name)
{
    static char path[2][FOLDER_WATCH_PATH];
    static int turn;
    turn = !turn;
    ck_assert(path_join(path[turn], sizeof path[turn], dir, name));
    return path[turn];
}

static void put(const char *name, const char *content)
{
    FILE *f = fopen(in_dir(name), "w");
    ck_assert_ptr_nonnull(f);
    fputs(content, f);
    ck_assert_int_eq(fclose(f), 0);
}

static void make(const char *name) { ck_assert_int_eq(mkdir(in_dir(name), 0700), 0); }

static bool no_parts(void *context, const char *folder, const char *name, bool is_folder)
{
    (void)context;
    return !is_folder && *folder && text_ends_with(name, ".part");
}

static void begin_with(const char *folder, double poll_s, const struct folder_watch_rules *rules)
{
    const struct folder_watch_options o = {.folder = &folder, .folders = 1, .settle_s = 2, .poll_s = isnan(poll_s) ? 10 : poll_s,
                                           .always_poll = !isnan(poll_s), .rules = *rules};
    now = 0;
    OK(folder_watch_new(&w, &o, &err));
}

static void begin(void) { begin_with(dir, NAN, &(struct folder_watch_rules){.passes_over = no_parts}); }

static void end(void)
{
    folder_watch_free(w);
    w = NULL;
    test_folder_remove(dir);
}

/* Turns at that time until it is quiet; returns how many files were given. */
static size_t at(double s)
{
    struct folder_watch_news news;
    now = s;
    given = told = 0;
    do {
        OK(folder_watch_turn(w, now, &news, &err));
        if (news.kind == FOLDER_WATCH_FILES) {
            ck_assert_uint_gt(news.paths, 0);
            given += news.paths;
            ck_assert(text_starts_with(news.path[0], dir));
            snprintf(last, sizeof last, "%s", news.path[0] + strlen(dir) + 1);
            last_waited = news.waited[0];
        }
        if (news.kind == FOLDER_WATCH_FOLDER) {
            told++;
            last_there = news.watched != NULL;
            last_poll = news.poll;
        }
    } while (news.kind != FOLDER_WATCH_QUIET);
    return given;
}

#define GIVES(time, name)                                    \
    do {                                                     \
        ck_assert_uint_eq(at(time), 1);                      \
        ck_assert_str_eq(last, name);                        \
    } while (0)
#define QUIET(time) ck_assert_uint_eq(at(time), 0)

START_TEST(what_is_there_comes_first_and_once)
{
    test_folder_make(dir);
    put("a.fit", "run");
    make("sub");
    put("sub/b.fit", "run");
    begin();
    QUIET(0);
    ck_assert(told == 1 && last_there && last_poll == FOLDER_NOT_POLLED);
    QUIET(1.9);
    ck_assert_uint_eq(at(2), 2);
    QUIET(3);
    QUIET(1000);
    ck_assert_uint_eq(told, 0);
    end();
}
END_TEST

START_TEST(a_file_written_in_pieces_comes_when_it_is_closed)
{
    int fd;
    test_folder_make(dir);
    begin();
    QUIET(0);
    fd = open(in_dir("slow.fit"), O_WRONLY | O_CREAT, 0600);
    ck_assert_int_ge(fd, 0);
    for (int i = 1; i < 10; i++) {
        ck_assert_int_eq(write(fd, "piece", 5), 5);
        QUIET(10 * i);
        QUIET(10 * i + 9); /* far longer than it takes to settle */
    }
    close(fd);
    QUIET(100);
    QUIET(101.9);
    GIVES(102, "slow.fit");
    QUIET(200);
    end();
}
END_TEST

START_TEST(a_file_left_open_comes_after_five_minutes)
{
    int fd;
    test_folder_make(dir);
    begin();
    QUIET(0);
    fd = open(in_dir("open.fit"), O_WRONLY | O_CREAT, 0600);
    ck_assert_int_eq(write(fd, "all of it", 9), 9);
    QUIET(0);
    QUIET(299);
    GIVES(300, "open.fit");
    close(fd);
    QUIET(400); /* closed without another change */
    end();
}
END_TEST

START_TEST(an_empty_file_is_not_whole)
{
    test_folder_make(dir);
    begin();
    QUIET(0);
    put("download.fit", "");
    QUIET(50);
    QUIET(100);
    put("download.fit", "run");
    QUIET(100);
    GIVES(102, "download.fit");
    end();
}
END_TEST

START_TEST(a_finished_download_gets_its_name)
{
    test_folder_make(dir);
    begin();
    QUIET(0);
    put("a.fit.part", "half");
    QUIET(100);
    put("a.fit.part", "half and half");
    QUIET(200);
    ck_assert_int_eq(rename(in_dir("a.fit.part"), in_dir("a.fit")), 0);
    QUIET(200);
    GIVES(202, "a.fit");
    end();
}
END_TEST

START_TEST(a_file_moved_in_comes)
{
    char outside[80];
    test_folder_make(dir);
    begin();
    snprintf(outside, sizeof outside, "%s-outside", dir);
    QUIET(0);
    ck_assert_int_eq(rename((put("x", "run"), in_dir("x")), outside), 0);
    QUIET(50);
    ck_assert_int_eq(rename(outside, in_dir("in.fit")), 0);
    QUIET(50);
    GIVES(52, "in.fit");
    end();
}
END_TEST

START_TEST(a_changed_file_comes_again)
{
    test_folder_make(dir);
    put("a.fit", "run");
    begin();
    QUIET(0);
    GIVES(2, "a.fit");
    put("a.fit", "longer run");
    QUIET(3);
    GIVES(5, "a.fit");
    put("b.fit", "x");
    ck_assert_int_eq(rename(in_dir("b.fit"), in_dir("a.fit")), 0); /* another put in its place */
    QUIET(6);
    GIVES(8, "a.fit");
    end();
}
END_TEST

START_TEST(a_new_folder_is_watched_with_what_it_holds)
{
    test_folder_make(dir);
    begin();
    QUIET(0);
    make("2026");
    make("2026/11");
    make("2026/11/24");
    put("2026/11/24/a.fit", "run"); /* before the folders could be watched */
    QUIET(1);
    GIVES(3, "2026/11/24/a.fit");
    put("2026/11/24/b.fit", "run"); /* heard by the new watch */
    QUIET(4);
    GIVES(6, "2026/11/24/b.fit");
    end();
}
END_TEST

START_TEST(a_folder_moved_away_is_forgotten)
{
    char outside[80], file[100];
    FILE *f;
    test_folder_make(dir);
    make("sub");
    put("sub/a.fit", "run");
    begin();
    QUIET(0);
    GIVES(2, "sub/a.fit");
    snprintf(outside, sizeof outside, "%s-outside", dir);
    snprintf(file, sizeof file, "%s/b.fit", outside);
    ck_assert_int_eq(rename(in_dir("sub"), outside), 0);
    ck_assert_ptr_nonnull(f = fopen(file, "w"));
    fputs("run", f);
    fclose(f);
    QUIET(10);
    QUIET(20);
    ck_assert_int_eq(rename(outside, in_dir("back")), 0);
    QUIET(30);
    ck_assert_uint_eq(at(32), 2);
    end();
}
END_TEST

START_TEST(a_polled_folder_is_looked_through)
{
    test_folder_make(dir);
    put("a.fit", "run");
    begin_with(dir, 30, &(struct folder_watch_rules){0});
    QUIET(0);
    ck_assert(told == 1 && last_there && last_poll == FOLDER_POLLED_ASKED);
    GIVES(2, "a.fit");
    put("b.fit", "run");
    QUIET(29); /* nobody told of it */
    QUIET(30);
    GIVES(32, "b.fit");
    put("b.fit", "a longer run");
    ck_assert_int_eq(unlink(in_dir("a.fit")), 0);
    QUIET(60);
    GIVES(62, "b.fit");
    put("a.fit", "run");
    QUIET(90);
    GIVES(92, "a.fit"); /* gone and come back is new */
    QUIET(300);
    end();
}
END_TEST

START_TEST(a_growing_file_in_a_polled_folder_waits)
{
    int fd;
    test_folder_make(dir);
    begin_with(dir, 1, &(struct folder_watch_rules){0});
    QUIET(0);
    fd = open(in_dir("slow.fit"), O_WRONLY | O_CREAT, 0600);
    for (int i = 1; i < 10; i++) {
        ck_assert_int_eq(write(fd, "piece", 5), 5);
        QUIET(i);
    }
    close(fd);
    QUIET(10.9);
    GIVES(11, "slow.fit");
    QUIET(100);
    folder_watch_free(w);
    begin_with(dir, 30, &(struct folder_watch_rules){0});
    QUIET(0);
    put("slow.fit", "changed between two scans");
    QUIET(2);
    GIVES(4, "slow.fit");
    end();
}
END_TEST

START_TEST(a_folder_that_goes_is_waited_for)
{
    for (int polled = 0; polled < 2; polled++) {
        char sub[FOLDER_WATCH_PATH], away[FOLDER_WATCH_PATH];
        test_folder_make(dir);
        snprintf(sub, sizeof sub, "%s", in_dir("watch"));
        snprintf(away, sizeof away, "%s", in_dir("unplugged"));
        begin_with(sub, polled ? 1 : NAN, &(struct folder_watch_rules){0});
        QUIET(0);
        ck_assert(told == 1 && !last_there);
        QUIET(100);
        ck_assert_uint_eq(told, 0); /* said once */
        make("watch");
        put("watch/a.fit", "run");
        QUIET(200);
        ck_assert(told == 1 && last_there);
        GIVES(202, "watch/a.fit");
        ck_assert_int_eq(rename(sub, away), 0);
        QUIET(300);
        ck_assert(told == 1 && !last_there);
        put("unplugged/b.fit", "run");
        QUIET(400);
        ck_assert_int_eq(rename(away, sub), 0);
        QUIET(500);
        ck_assert(told == 1 && last_there);
        GIVES(502, "watch/b.fit"); /* the first one was known */
        end();
    }
}
END_TEST

/* A file system that numbers its files anew when it is mounted, as FAT and MTP do. */
START_TEST(a_watch_mounted_again_is_not_read_again)
{
    const struct timespec times[2] = {{.tv_sec = 1772348400}, {.tv_sec = 1772348400}};
    char sub[FOLDER_WATCH_PATH];
    test_folder_make(dir);
    make("watch");
    snprintf(sub, sizeof sub, "%s", in_dir("watch"));
    put("watch/a.fit", "run");
    ck_assert_int_eq(utimensat(AT_FDCWD, in_dir("watch/a.fit"), times, 0), 0);
    begin_with(sub, NAN, &(struct folder_watch_rules){0});
    QUIET(0);
    GIVES(2, "watch/a.fit");
    ck_assert_int_eq(rename(sub, in_dir("unplugged")), 0);
    QUIET(10);
    make("watch");
    put("watch/a.fit", "run");
    ck_assert_int_eq(utimensat(AT_FDCWD, in_dir("watch/a.fit"), times, 0), 0);
    QUIET(20);
    ck_assert(told == 1 && last_there);
    QUIET(30);
    put("watch/b.fit", "run");
    QUIET(40);
    GIVES(42, "watch/b.fit");
    end();
}
END_TEST

START_TEST(another_folder_put_in_its_place_is_noticed)
{
    char sub[FOLDER_WATCH_PATH];
    test_folder_make(dir);
    make("watch");
    make("other");
    put("other/b.fit", "run");
    snprintf(sub, sizeof sub, "%s", in_dir("watch"));
    begin_with(sub, NAN, &(struct folder_watch_rules){0});
    QUIET(0);
    ck_assert_int_eq(rmdir(sub), 0);
    ck_assert_int_eq(rename(in_dir("other"), sub), 0);
    QUIET(10);
    GIVES(12, "watch/b.fit");
    put("watch/c.fit", "run");
    QUIET(13);
    GIVES(15, "watch/c.fit");
    end();
}
END_TEST

static void put_many(int from, int to)
{
    char name[40];
    for (int i = from; i < to; i++) {
        snprintf(name, sizeof name, "%d.fit", i);
        put(name, "run");
    }
}

START_TEST(ten_thousand_files_come_at_once)
{
    test_folder_make(dir);
    put_many(0, MANY);
    begin();
    QUIET(0);
    ck_assert_uint_eq(at(2), MANY);
    QUIET(10);
    put_many(MANY, 2 * MANY); /* more events than the kernel keeps: the rest is found by looking */
    QUIET(20);
    ck_assert_uint_eq(at(22), MANY);
    QUIET(100);
    end();
}
END_TEST

START_TEST(after_lost_events_everything_is_looked_at)
{
    int fd;
    test_folder_make(dir);
    put("a.fit", "run");
    begin();
    QUIET(0);
    GIVES(2, "a.fit");
    fd = open(in_dir("b.fit"), O_WRONLY | O_CREAT, 0600);
    ck_assert_int_eq(write(fd, "run", 3), 3);
    QUIET(3);
    folder_watch_look(w);
    close(fd); /* what was not read yet is gone with the old watch */
    QUIET(4);
    GIVES(6, "b.fit");
    put("c.fit", "run");
    QUIET(7);
    GIVES(9, "c.fit");
    end();
}
END_TEST

START_TEST(names_may_be_odd)
{
    static char name[256];
    const char *const names[] = {" ", "a b\t.fit", "line\nbreak.fit", "L\xc3\xa4ufe.fit", "\xff\xfe.fit", "-rf", "*?[x]", "%s%n", name};
    test_folder_make(dir);
    memset(name, 'n', 255);
    begin();
    QUIET(0);
    for (size_t i = 0; i < COUNT(names); i++) {
        put(names[i], "run");
        QUIET(10 * (double)(i + 1));
        GIVES(10 * (double)(i + 1) + 2, names[i]);
    }
    end();
}
END_TEST

START_TEST(links_do_not_lead_astray)
{
    test_folder_make(dir);
    make("sub");
    put("sub/a.fit", "run");
    ck_assert_int_eq(symlink(dir, in_dir("sub/loop")), 0);
    ck_assert_int_eq(symlink("..", in_dir("sub/up")), 0);
    ck_assert_int_eq(symlink("self", in_dir("self")), 0);
    ck_assert_int_eq(symlink("nowhere", in_dir("dangling")), 0);
    ck_assert_int_eq(symlink("sub/a.fit", in_dir("b.fit")), 0);
    ck_assert_int_eq(mkfifo(in_dir("pipe.fit"), 0600), 0);
    begin();
    QUIET(0);
    ck_assert_uint_eq(at(2), 2); /* a file, and a link to it */
    QUIET(100);
    end();
}
END_TEST

START_TEST(the_folder_itself_may_be_a_link)
{
    char link[FOLDER_WATCH_PATH];
    test_folder_make(dir);
    make("real");
    ck_assert_int_eq(symlink("real", in_dir("link")), 0);
    snprintf(link, sizeof link, "%s//", in_dir("link"));
    begin_with(link, NAN, &(struct folder_watch_rules){0});
    QUIET(0);
    put("real/a.fit", "run");
    QUIET(1);
    GIVES(3, "link/a.fit");
    end();
}
END_TEST

START_TEST(folders_are_followed_sixteen_deep)
{
    char path[200] = "";
    test_folder_make(dir);
    for (int i = 1; i <= FOLDER_WATCH_DEPTH + 1; i++) {
        strncat(path, i == 1 ? "d" : "/d", 3);
        make(path);
    }
    put("d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/ok.fit", "run"); /* sixteen */
    strncat(path, "/deep.fit", 10);
    put(path, "run");
    begin();
    QUIET(0);
    GIVES(2, "d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/ok.fit");
    end();
}
END_TEST

START_TEST(what_is_whole_waits_a_little_for_the_rest)
{
    test_folder_make(dir);
    begin();
    QUIET(0);
    put("a.fit", "run");
    QUIET(1);
    put("b.fit", "run");
    QUIET(2.5);
    QUIET(3);                    /* a is whole, b about to be */
    ck_assert_uint_eq(at(4.5), 2); /* together */
    put("c.fit", "run");
    QUIET(10);
    for (int i = 0; i <= 20; i++) { /* d grows and grows */
        FILE *f = fopen(in_dir("d.fit"), "a");
        fputs("piece", f);
        fclose(f);
        QUIET(11 + i);
    }
    GIVES(32, "c.fit"); /* whole at 12, and no longer than 20 s */
    GIVES(33, "d.fit");
    end();
}
END_TEST

START_TEST(a_file_can_be_had_again)
{
    struct folder_watch_news news;
    test_folder_make(dir);
    put("note.txt", "fine");
    begin();
    QUIET(0);
    now = 2;
    OK(folder_watch_turn(w, now, &news, &err));
    ck_assert_uint_eq(news.paths, 1);
    folder_watch_again(w, 0, INFINITY);
    QUIET(1000); /* not by itself */
    put("run.fit", "run");
    QUIET(1001);
    now = 1003;
    OK(folder_watch_turn(w, now, &news, &err));
    ck_assert_uint_eq(news.paths, 2);
    ck_assert(news.waited[0] != news.waited[1]);
    ck_assert(text_ends_with(news.path[news.waited[1]], "note.txt"));
    folder_watch_again(w, 0, 1100);
    folder_watch_again(w, 1, 1100);
    QUIET(1099);
    ck_assert_uint_eq(at(1100), 2);
    ck_assert(!last_waited);
    QUIET(2000);
    end();
}
END_TEST

START_TEST(what_waits_goes_with_its_file)
{
    struct folder_watch_news news;
    test_folder_make(dir);
    put("note.txt", "fine");
    begin();
    QUIET(0);
    OK(folder_watch_turn(w, 2, &news, &err));
    folder_watch_again(w, 0, 10);
    ck_assert_int_eq(unlink(in_dir("note.txt")), 0);
    QUIET(100);
    end();
}
END_TEST

static bool find_inner(void *context, char *out, size_t size, const char *folder)
{
    (void)context;
    return path_join(out, size, folder, "inner") && path_is_folder(out);
}

START_TEST(a_folder_inside_can_be_meant)
{
    test_folder_make(dir);
    begin_with(dir, NAN, &(struct folder_watch_rules){.find = find_inner});
    put("outer.fit", "run");
    QUIET(0);
    GIVES(2, "outer.fit"); /* no such folder yet: itself */
    folder_watch_free(w);
    make("inner");
    put("inner/a.fit", "run");
    begin_with(dir, NAN, &(struct folder_watch_rules){.find = find_inner});
    QUIET(0);
    GIVES(2, "inner/a.fit");
    put("outer2.fit", "run");
    QUIET(10);
    QUIET(20);
    end();
}
END_TEST

START_TEST(waiting_ends_with_news_or_when_told_to)
{
    int stop[2];
    test_folder_make(dir);
    begin();
    QUIET(folder_watch_clock_s());
    ck_assert_int_eq(pipe(stop), 0);
    put("a.fit", "run");
    ck_assert(!folder_watch_wait(w, folder_watch_clock_s() + 3600, stop[0])); /* an hour, were it not for the event */
    QUIET(folder_watch_clock_s());
    ck_assert_int_eq(write(stop[1], "", 1), 1);
    ck_assert(folder_watch_wait(w, folder_watch_clock_s() + 3600, stop[0]));
    close(stop[0]);
    close(stop[1]);
    end();
}
END_TEST

START_TEST(what_is_no_folder_is_refused)
{
    const char *names[FOLDER_WATCH_MAX + 1];
    struct folder_watch_options o = {.folder = names, .folders = 1, .settle_s = 1, .poll_s = 1};
    test_folder_make(dir);
    put("file", "x");
    for (size_t i = 0; i < COUNT(names); i++) names[i] = dir;
    names[0] = in_dir("file");
    ck_assert_int_eq(folder_watch_new(&w, &o, &err), TINGLE_WRONG_USE);
    ck_assert_ptr_nonnull(strstr(err.message, "a file"));
    ck_assert_ptr_null(w);
    names[0] = "";
    ck_assert_int_eq(folder_watch_new(&w, &o, &err), TINGLE_WRONG_USE);
    o.folders = COUNT(names);
    ck_assert_int_eq(folder_watch_new(&w, &o, &err), TINGLE_WRONG_USE);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(what_is_there_comes_first_and_once), TEST(a_file_written_in_pieces_comes_when_it_is_closed),
        TEST(a_file_left_open_comes_after_five_minutes), TEST(an_empty_file_is_not_whole), TEST(a_finished_download_gets_its_name),
        TEST(a_file_moved_in_comes), TEST(a_changed_file_comes_again), TEST(a_new_folder_is_watched_with_what_it_holds),
        TEST(a_folder_moved_away_is_forgotten), TEST(a_polled_folder_is_looked_through), TEST(a_growing_file_in_a_polled_folder_waits),
        TEST(a_folder_that_goes_is_waited_for), TEST(another_folder_put_in_its_place_is_noticed), TEST(a_watch_mounted_again_is_not_read_again), TEST(ten_thousand_files_come_at_once),
        TEST(after_lost_events_everything_is_looked_at), TEST(names_may_be_odd), TEST(links_do_not_lead_astray),
        TEST(the_folder_itself_may_be_a_link), TEST(folders_are_followed_sixteen_deep), TEST(what_is_whole_waits_a_little_for_the_rest),
        TEST(a_file_can_be_had_again), TEST(what_waits_goes_with_its_file), TEST(a_folder_inside_can_be_meant),
        TEST(waiting_ends_with_news_or_when_told_to), TEST(what_is_no_folder_is_refused),
    };
    return run_tests("folder_watch", tests, COUNT(tests));
}
