/* Folders watched for files that are whole.
 *
 * Whole is a file that no program has open after writing to it, as far as that can be heard, and that has not changed
 * for a while (settle_s). What the kernel says (base/folder_notify.h) and what a scan finds end in the same place: a look at the
 * file, and a comparison with what was known of it. So lost events, a second report and a poll at the wrong moment do no harm.
 *
 *               new, changed                 unchanged for settle_s            given out
 *     (nothing) -------------->  settling  ------------------------>  whole  ----------->  given
 *                                   ^                                                        |  again: to be given
 *                                   +---------------------- changed -------------------------+  once more
 *
 * An empty file is not whole: browsers make one before a download begins. Folders are watched with all folders in them to a depth
 * of FOLDER_WATCH_DEPTH; links to folders are not followed, so no loop of links is ever entered. A folder that is not there is
 * waited for; while it is away what was given of it is remembered, and only what is new is given when it comes back.
 *
 * Everything that happens takes the time as an argument, so that tests need not wait. One thread; nothing is written anywhere.
 */
#ifndef BASE_FOLDER_WATCH_H
#define BASE_FOLDER_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { FOLDER_WATCH_MAX = 64, FOLDER_WATCH_DEPTH = 16, FOLDER_WATCH_PATH = 4096 };

/* What the folders are about, known to the user of this alone. */
struct folder_watch_rules {
    /* True for a file or folder that is of no interest, by its name in its folder and what else is there. Asked when it is met, and
     * of a file once more when it is whole. */
    bool (*passes_over)(void *context, const char *folder, const char *name, bool is_folder);
    /* The folder inside `folder` to be watched in its stead, into out; false: itself. May be NULL. Asked whenever
     * a folder is taken up. */
    bool (*find)(void *context, char *out, size_t size, const char *folder);
    void *context;
};

struct folder_watch_options {
    const char *const *folder; /* 1 to FOLDER_WATCH_MAX; copied */
    size_t folders;
    double settle_s;           /* over 0 */
    double poll_s;             /* between two scans of a folder that is polled; over 0 */
    bool always_poll;          /* else only where no events are to be had */
    struct folder_watch_rules rules;
};

enum folder_watch_kind {
    FOLDER_WATCH_QUIET,  /* nothing to say */
    FOLDER_WATCH_FILES,  /* files that are whole */
    FOLDER_WATCH_FOLDER  /* a folder is there now, or is not, or is watched another way than before */
};

enum folder_watch_poll { FOLDER_NOT_POLLED, FOLDER_POLLED_ASKED, FOLDER_POLLED_SILENT, FOLDER_POLLED_NO_ROOM };

struct folder_watch_news {
    enum folder_watch_kind kind;
    /* files; valid until the next turn */
    const char *const *path;
    const bool *waited;        /* given before, and given again beside new ones */
    size_t paths;
    /* folder */
    size_t folder;             /* which of the options */
    const char *watched;       /* itself or what stands in it; NULL: it is not there */
    enum folder_watch_poll poll; /* why it is polled: asked to, a file system without events, no watches left */
};

struct folder_watch;

/* Errors: TINGLE_NO_MEMORY; TINGLE_WRONG_USE (too many folders, a name too long, a file where a folder was expected). */
enum tingle_status folder_watch_new(struct folder_watch **out, const struct folder_watch_options *options,
                                    struct tingle_error *err);
void folder_watch_free(struct folder_watch *w);

/* Takes in what has happened up to now_s and says one thing. Call it until it is quiet, then folder_watch_wait. Files that become
 * whole within a short time are given together, those that do not wait for one that is still on its way longer than
 * that. Errors: TINGLE_NO_MEMORY, TINGLE_LIMIT (more than a million files). */
enum tingle_status folder_watch_turn(struct folder_watch *w, double now_s, struct folder_watch_news *news, struct tingle_error *err);

/* Of the files just given, the one numbered i is given once more at that time; INFINITY: beside the next new ones. */
void folder_watch_again(struct folder_watch *w, size_t i, double at_s);

/* Forgets what was heard and looks at everything in the next turn, as after events were lost. */
void folder_watch_look(struct folder_watch *w);

/* Sleeps until there may be news, until_s is reached, or stop_fd (-1: none) is readable: then it is true. */
bool folder_watch_wait(struct folder_watch *w, double until_s, int stop_fd);

/* The clock that now_s is of: seconds, only forward. */
double folder_watch_clock_s(void);

#endif
