/* The loop: news, import, lines. */
#include "cli/import_watch.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include <tingle/import.h>
#include <tingle/journal.h>
#include <tingle/watch.h>

#include "base/file_bytes.h"
#include "base/utc.h"
#include "cli/import_progress.h"
#include "cli/log_signs.h"
#include "report/import_report.h"
#include "report/sign_change.h"

enum { OUTPUT_MAX_BYTES = 256 << 20, LINES_MAX = 20, TIME_SIZE = 32 };

static const double retry_s = 10;

struct watching {
    struct cli *cli;
    struct tingle_watch *watch;
    struct tingle_watch_news news;
    struct tingle_error trouble; /* said last, and not over yet */
};

/* What a person reads beside the clock on the wall is that clock's time; no other time in Tingle is. */
static void wall_time_text(char out[TIME_SIZE], int64_t unix_s)
{
    const time_t at = (time_t)unix_s;
    struct tm local;
    if (!localtime_r(&at, &local) || !strftime(out, TIME_SIZE, "%Y-%m-%d %H:%M", &local)) *out = '\0';
}

/* A path as seen from the watched folder it is in. */
static const char *short_path(const struct cli *cli, const char *path)
{
    for (size_t i = 0; i < cli->operands; i++) {
        size_t n = strlen(cli->operand[i]);
        while (n > 1 && cli->operand[i][n - 1] == '/') n--;
        if (strncmp(path, cli->operand[i], n) == 0 && path[n] == '/') return path + n + 1;
    }
    return path;
}

/* Which of the files given a line of the report is about: itself, or the archive it is in. */
static size_t index_of(const struct tingle_watch_news *news, const char *path)
{
    size_t i = 0;
    for (; i < news->paths; i++) {
        size_t n = strlen(news->path[i]);
        if (strncmp(path, news->path[i], n) == 0 && (path[n] == '\0' || path[n] == '/')) break;
    }
    return i;
}

/* What has to come once more: a note without its run; a file that went away while it was read, with its folder perhaps. */
static void give_again(const struct watching *w, const struct tingle_import_report *report)
{
    for (size_t k = 0; k < report->files; k++) {
        const struct tingle_import_file *f = &report->file[k];
        size_t i = f->outcome == TINGLE_FAILED ? index_of(&w->news, f->path) : w->news.paths;
        if (i == w->news.paths) continue;
        if (f->waits) tingle_watch_again(w->watch, i, INFINITY);
        else if (!path_exists(w->news.path[i])) tingle_watch_again(w->watch, i, retry_s);
    }
}

/* Of what was given before, only what has come of it by now is worth a line. */
static bool is_worth_telling(const struct watching *w, const struct tingle_import_file *f)
{
    size_t i = index_of(&w->news, f->path);
    return i == w->news.paths || !w->news.waited[i] || (f->outcome != TINGLE_SKIPPED && !f->waits);
}

static void add_lines(struct buffer *out, const struct watching *w, const struct tingle_import_report *report)
{
    char when[TIME_SIZE];
    wall_time_text(when, utc_now());
    for (size_t k = 0; k < report->files; k++) {
        const struct tingle_import_file *f = &report->file[k];
        if (!is_worth_telling(w, f)) continue;
        buffer_printf(out, "%s  ", when);
        import_file_text(out, f, short_path(w->cli, f->path));
    }
    import_told_text(out, report);
}

static enum tingle_status print_report(const struct watching *w, const struct tingle_import_report *report, const struct log_signs *signs, struct tingle_error *err)
{
    const struct sign_change change = {signs->before, signs->after, report->notes > 0};
    struct console *console = &w->cli->console;
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(w->cli, "json")) import_watch_json(&out, report, &change, utc_now());
    else if (report->files > LINES_MAX) import_text(&out, report);
    else add_lines(&out, w, report);
    if (!cli_flag(w->cli, "json")) sign_change_text(&out, &change, &console->term);
    st = console_print(console, &out, err);
    if (!st) st = console_flush(console, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status import_news(struct watching *w, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_import_report *report = NULL;
    struct import_progress progress;
    struct log_signs signs = {0};
    enum tingle_status st = tingle_journal_open(&journal, cli_text(w->cli, "home"), TINGLE_JOURNAL_WRITE, err);
    import_progress_begin(&progress, &w->cli->console);
    if (!st) st = log_signs_before(&signs, journal, err);
    if (!st) st = tingle_import(&report, journal, w->news.path, w->news.paths, import_progress_step, &progress, err);
    console_progress_end(&w->cli->console);
    if (!st) log_signs_now(&signs, journal, NULL); /* what is in is in */
    tingle_journal_close(journal);
    if (!st) give_again(w, report);
    if (!st) print_report(w, report, &signs, NULL); /* a line that is lost is no reason to stop */
    log_signs_release(&signs);
    tingle_import_report_free(report);
    return st;
}

/* What stands in the way may go away: a writer that holds the journal, a full disk. It is said once. */
static void take_files(struct watching *w)
{
    struct tingle_error fault = {0};
    if (!import_news(w, &fault)) {
        w->trouble = fault;
        return;
    }
    for (size_t i = 0; i < w->news.paths; i++) tingle_watch_again(w->watch, i, retry_s);
    if (strcmp(fault.message, w->trouble.message) != 0)
        console_say(&w->cli->console, "%s; trying again every %g s", fault.message, retry_s);
    w->trouble = fault;
}

static enum tingle_status loop(struct watching *w, struct tingle_error *err)
{
    enum tingle_status st;
    while (!(st = tingle_watch_next(w->watch, INFINITY, &w->news, err)) && w->news.kind != TINGLE_WATCH_STOPPED) {
        if (w->news.kind == TINGLE_WATCH_FOLDER) console_say(&w->cli->console, "%s", w->news.text);
        else if (w->news.kind == TINGLE_WATCH_FILES) take_files(w);
    }
    return st;
}

/* A journal of another time or one that nobody may write is better told of at once. */
static enum tingle_status check_journal(const struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    tingle_journal_close(journal);
    return st == TINGLE_LOCKED ? TINGLE_OK : st;
}

enum tingle_status import_watch(struct cli *cli, struct tingle_error *err)
{
    struct watching w = {.cli = cli};
    struct import_progress signals;
    struct tingle_watch_options options = {.folder = cli->operand, .folders = cli->operands,
                                           .settle_s = cli_number(cli, "settle", NAN), .poll_s = cli_number(cli, "poll", NAN)};
    enum tingle_status st = check_journal(cli, err);
    options.stop_fd = import_progress_stop_fd();
    import_progress_begin(&signals, &cli->console);
    if (!st) st = tingle_watch_open(&w.watch, &options, err);
    if (!st) st = loop(&w, err);
    import_progress_end(&signals);
    tingle_watch_close(w.watch);
    return st;
}
