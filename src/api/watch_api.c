/* <tingle/watch.h> over base/folder_watch.h, with what is of interest to a runner. */
#include <tingle/watch.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/watch_rules.h"
#include "base/arena.h"
#include "base/folder_watch.h"
#include "base/text.h"

static const double settle_usual_s = 2, poll_usual_s = 10;

struct tingle_watch {
    struct folder_watch *folders;
    const char *const *name; /* of the folders: copies */
    struct arena arena;
    double poll_s;
    int stop_fd;
    char text[2 * FOLDER_WATCH_PATH + 200];
};

static enum tingle_status keep_names(struct tingle_watch *w, const struct tingle_watch_options *o, struct tingle_error *err)
{
    const char **name;
    arena_init(&w->arena, (FOLDER_WATCH_MAX + 1) * FOLDER_WATCH_PATH * 2);
    name = o->folders <= FOLDER_WATCH_MAX ? arena_array(&w->arena, o->folders, sizeof *name) : NULL;
    for (size_t i = 0; name && i < o->folders; i++) {
        name[i] = arena_text(&w->arena, o->folder[i], strnlen(o->folder[i], FOLDER_WATCH_PATH));
        if (!name[i]) return error_no_memory(err, "the watched folders");
    }
    w->name = name;
    return name || o->folders > FOLDER_WATCH_MAX ? TINGLE_OK : error_no_memory(err, "the watched folders");
}

enum tingle_status tingle_watch_open(struct tingle_watch **out, const struct tingle_watch_options *o, struct tingle_error *err)
{
    const bool polls = !isnan(o->poll_s);
    const struct folder_watch_options inner = {
        .folder = o->folder, .folders = o->folders, .settle_s = isnan(o->settle_s) ? settle_usual_s : o->settle_s,
        .poll_s = polls ? o->poll_s : poll_usual_s, .always_poll = polls,
        .rules = {.passes_over = watch_passes_over, .find = watch_find_garmin}};
    struct tingle_watch *w = alloc_array(1, sizeof *w);
    enum tingle_status st = w ? keep_names(w, o, err) : error_no_memory(err, "the watched folders");
    *out = NULL;
    if (!st) st = folder_watch_new(&w->folders, &inner, err);
    if (st) {
        tingle_watch_close(w);
        return st;
    }
    w->poll_s = inner.poll_s;
    w->stop_fd = o->stop_fd;
    *out = w;
    return TINGLE_OK;
}

void tingle_watch_close(struct tingle_watch *w)
{
    if (!w) return;
    folder_watch_free(w->folders);
    arena_release(&w->arena);
    free(w);
}

/* "watching /media/me/GARMIN/Activity, a Garmin watch, every 10 s: nothing is told of files that come on a network or FUSE folder" */
static void say_folder(struct tingle_watch *w, const struct folder_watch_news *in)
{
    static const char *const why[] = {
        [FOLDER_NOT_POLLED] = "", [FOLDER_POLLED_ASKED] = "",
        [FOLDER_POLLED_SILENT] = ": the system tells nothing of files that come to a network, FUSE or MTP folder",
        [FOLDER_POLLED_NO_ROOM] = ": the system has no more room for folders to tell of (fs.inotify.max_user_watches)"};
    const char *name = w->name[in->folder];
    char every[40] = "";
    bool inside = in->watched && strlen(in->watched) > strlen(name) && path_name(in->watched) != in->watched;
    if (!in->watched) {
        snprintf(w->text, sizeof w->text, "%s: not there, or not to be read; waiting for it", name);
        return;
    }
    if (in->poll) snprintf(every, sizeof every, ", every %g s", w->poll_s);
    snprintf(w->text, sizeof w->text, "watching %s%s%s%s", in->watched, inside ? ", the activities of a Garmin watch" : "", every, why[in->poll]);
}

static void tell(struct tingle_watch *w, const struct folder_watch_news *in, struct tingle_watch_news *out)
{
    *out = (struct tingle_watch_news){.kind = TINGLE_WATCH_QUIET, .text = ""};
    if (in->kind == FOLDER_WATCH_FILES) {
        out->kind = TINGLE_WATCH_FILES;
        out->path = in->path;
        out->waited = in->waited;
        out->paths = in->paths;
    } else if (in->kind == FOLDER_WATCH_FOLDER) {
        say_folder(w, in);
        out->kind = TINGLE_WATCH_FOLDER;
        out->text = w->text;
        out->is_there = in->watched != NULL;
    }
}

enum tingle_status tingle_watch_next(struct tingle_watch *w, double wait_s, struct tingle_watch_news *news,
                                     struct tingle_error *err)
{
    const double until_s = folder_watch_clock_s() + wait_s;
    double look_until_s = -INFINITY; /* at first only whether to stop */
    for (;;) {
        struct folder_watch_news inner = {.kind = FOLDER_WATCH_QUIET};
        const bool stops = folder_watch_wait(w->folders, look_until_s, w->stop_fd);
        enum tingle_status st = stops ? TINGLE_OK : folder_watch_turn(w->folders, folder_watch_clock_s(), &inner, err);
        tell(w, &inner, news);
        if (stops) news->kind = TINGLE_WATCH_STOPPED;
        if (st || stops || inner.kind != FOLDER_WATCH_QUIET || folder_watch_clock_s() >= until_s) return st;
        look_until_s = until_s;
    }
}

void tingle_watch_again(struct tingle_watch *w, size_t i, double after_s)
{
    folder_watch_again(w->folders, i, folder_watch_clock_s() + after_s);
}
