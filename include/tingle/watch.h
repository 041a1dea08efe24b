/* Folders into which runs come: given file by file once they are whole, to be imported.
 *
 *     st = tingle_watch_open(&w, &options, &err);
 *     while (!(st = tingle_watch_next(w, INFINITY, &news, &err)) && news.kind != TINGLE_WATCH_STOPPED)
 *         if (news.kind == TINGLE_WATCH_FILES) tingle_import(&report, journal, news.path, news.paths, ...);
 *     tingle_watch_close(w);
 *
 * All that stands in the folders when watching begins is given, then what comes and what changes. Whole is a file that no
 * program still writes and that has not changed for settle_s; empty files, hidden ones and those with the names of unfinished
 * downloads (.part, .crdownload, .tmp, ...) are left alone, and so are Tingle's own journal and what `tingle export` wrote.
 * Folders in the folders are watched too, links to folders are not followed.
 *
 * The system tells of files that come (inotify); network, FUSE and MTP folders, of which it tells nothing, are looked through
 * every poll_s. A folder that is not there, such as a watch that is not plugged in, is waited for. In a folder that holds a
 * Garmin watch (GARMIN/GarminDevice.xml in it, or called GARMIN itself) only its activities are watched.
 *
 * Reads folders and never writes. A handle belongs to one thread; it blocks in tingle_watch_next alone.
 */
#ifndef TINGLE_WATCH_H
#define TINGLE_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_watch;

struct tingle_watch_options {
    const char *const *folder; /* 1 to 64 */
    size_t folders;
    double settle_s;           /* unchanged for so long is whole; NaN: 2 */
    double poll_s;             /* NaN: 10, and only where the system tells nothing. Else every folder is looked through this often */
    int stop_fd;               /* when something can be read from it, tingle_watch_next ends; -1: none */
};

enum tingle_watch_kind {
    TINGLE_WATCH_FILES,   /* files to be imported */
    TINGLE_WATCH_FOLDER,  /* a folder is there now, or is not: `text` says it */
    TINGLE_WATCH_QUIET,   /* nothing happened for as long as was to be waited */
    TINGLE_WATCH_STOPPED  /* by stop_fd */
};

/* Valid until the next call. */
struct tingle_watch_news {
    enum tingle_watch_kind kind;
    const char *const *path; /* files */
    const bool *waited;      /* given before, see tingle_watch_again */
    size_t paths;
    const char *text;        /* of a folder: one sentence for a person */
    bool is_there;           /* of a folder */
};

/* Errors: TINGLE_WRONG_USE (a file where a folder was expected, too many folders), TINGLE_NO_MEMORY. */
enum tingle_status tingle_watch_open(struct tingle_watch **out, const struct tingle_watch_options *options,
                                     struct tingle_error *err);
void tingle_watch_close(struct tingle_watch *w);

/* Waits for news, at most wait_s seconds (INFINITY: for ever). Errors: TINGLE_LIMIT (over a million files), TINGLE_NO_MEMORY. */
enum tingle_status tingle_watch_next(struct tingle_watch *w, double wait_s, struct tingle_watch_news *news,
                                     struct tingle_error *err);

/* The i-th of the files just given is given once more: after so many seconds (the journal was locked), or for
 * INFINITY beside the next new files (a note that waits for its run); then `waited` is true. */
void tingle_watch_again(struct tingle_watch *w, size_t i, double after_s);

#ifdef __cplusplus
}
#endif
#endif
