/* Roots, scans, looks; then what has settled is given. */
#include "base/folder_watch.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/file_bytes.h"
#include "base/folder_notify.h"
#include "base/seen_files.h"
#include "base/text.h"

enum {
    CHECK_S = 5,         /* a folder that went or came without an event (mounted over) is noticed after this long */
    OPEN_FACTOR = 150,   /* a file left open is whole after this many times settle_s all the same: 5 minutes at 2 s */
    TOGETHER_FACTOR = 10 /* what is whole waits this many times settle_s for what is about to be */
};

enum { TOLD_NOTHING = -1, TOLD_AWAY = -2 };

struct root {
    char given[FOLDER_WATCH_PATH], watched[FOLDER_WATCH_PATH];
    dev_t given_dev, dev;
    ino_t given_inode, inode;
    bool is_there;
    bool look_all;             /* a scan is due, whatever the clock says */
    enum folder_watch_poll poll;
    int told;                  /* how it stood when it was last told: a folder_watch_poll, TOLD_AWAY, TOLD_NOTHING */
    struct folder_notify notify;
    double check_at_s, scan_at_s;
};

struct folder_watch {
    struct folder_watch_options options;
    struct root *root;
    struct seen_files seen;
    uint32_t scan;
    double now_s;
    bool is_full;              /* no entry for a file could be made */
    const char **path;         /* of the last news, with the numbers of their entries */
    bool *waited;
    size_t *number;
    size_t given, given_room;
};

/* One root in the middle of a turn. */
struct turn {
    struct folder_watch *w;
    struct root *root;
};

double folder_watch_clock_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ------------------------------------------------------------------ one file */

static struct seen_file *entry_of(struct turn t, const char *path, bool make)
{
    struct seen_files *seen = &t.w->seen;
    long at = seen_files_find(seen, path);
    if (at == SEEN_NONE && make) {
        at = seen_files_add(seen, path);
        t.w->is_full |= at == SEEN_NONE;
        if (at != SEEN_NONE) seen->file[at].folder = (uint16_t)(t.root - t.w->root);
    }
    return at == SEEN_NONE ? NULL : &seen->file[at];
}

static int64_t mtime_ns(const struct stat *info) { return (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec; }

/* Compares a file with what is known of it. */
static void compare(struct seen_file *e, const struct stat *info, double now_s)
{
    bool same = e->state != SEEN_GONE && e->size == info->st_size && e->mtime_ns == mtime_ns(info) &&
                (e->inode == 0 || e->inode == info->st_ino);
    e->inode = info->st_ino;
    if (same) return;
    e->size = info->st_size;
    e->mtime_ns = mtime_ns(info);
    e->state = SEEN_SETTLING;
    e->since_s = now_s;
}

/* A look at a path; NULL when there is no file. */
static struct seen_file *look(struct turn t, const char *path)
{
    struct stat info;
    bool is_file = stat(path, &info) == 0 && S_ISREG(info.st_mode);
    struct seen_file *e = entry_of(t, path, is_file);
    if (!e) return NULL;
    if (!is_file) {
        e->state = SEEN_GONE;
        return NULL;
    }
    e->scan = t.w->scan;
    compare(e, &info, t.w->now_s);
    return e;
}

/* -------------------------------------------------------------------- a scan */

static bool passes_over(const struct folder_watch *w, const char *folder, const char *name, bool is_folder)
{
    const struct folder_watch_rules *rules = &w->options.rules;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return true;
    return rules->passes_over && rules->passes_over(rules->context, folder, name, is_folder);
}

static bool passes_over_path(const struct folder_watch *w, const char *path, bool is_folder)
{
    char folder[FOLDER_WATCH_PATH];
    size_t n = (size_t)(path_name(path) - path);
    memcpy(folder, path, n);
    folder[n > 1 ? n - 1 : n] = '\0';
    return passes_over(w, folder, path_name(path), is_folder);
}

static void poll_instead(struct root *r, enum folder_watch_poll why)
{
    folder_notify_close(&r->notify);
    r->poll = why;
}

/* Before its content is read: what comes in between is heard. */
static void listen_to(struct root *r, const char *folder, const struct stat *info)
{
    if (r->poll) return;
    if (info->st_dev != r->dev && !folder_sends_events(folder)) poll_instead(r, FOLDER_POLLED_SILENT);
    else if (!folder_notify_add(&r->notify, folder)) poll_instead(r, FOLDER_POLLED_NO_ROOM);
}

/* False when the folder cannot be read. */
static bool walk(struct turn t, const char *folder, int depth)
{
    char path[FOLDER_WATCH_PATH];
    struct stat info;
    struct dirent *d;
    DIR *dir;
    if (lstat(folder, &info)) return false;
    if (depth == 0 && stat(folder, &info)) return false; /* the folder itself may be a link */
    listen_to(t.root, folder, &info);
    dir = opendir(folder);
    while (dir && (d = readdir(dir))) {
        if (!path_join(path, sizeof path, folder, d->d_name) || lstat(path, &info)) continue;
        if (passes_over(t.w, folder, d->d_name, S_ISDIR(info.st_mode))) continue;
        if (!S_ISDIR(info.st_mode)) look(t, path);
        else if (depth < FOLDER_WATCH_DEPTH) walk(t, path, depth + 1);
    }
    if (dir) closedir(dir);
    return dir != NULL;
}

static void leave(struct turn t)
{
    struct seen_files *seen = &t.w->seen;
    struct root *r = t.root;
    r->is_there = false;
    folder_notify_close(&r->notify);
    for (size_t i = 0; i < seen->files; i++) {
        struct seen_file *e = &seen->file[i];
        if (&t.w->root[e->folder] != r) continue;
        e->inode = 0; /* mounted again, the same file may have another */
        if (e->state == SEEN_SETTLING || e->state == SEEN_WHOLE) e->state = SEEN_GONE;
    }
}

static void scan(struct turn t)
{
    struct root *r = t.root;
    struct seen_files *seen = &t.w->seen;
    t.w->scan++;
    if (!r->poll && !folder_notify_open(&r->notify)) poll_instead(r, FOLDER_POLLED_NO_ROOM);
    r->look_all = false;
    r->scan_at_s = t.w->now_s + t.w->options.poll_s;
    if (!walk(t, r->watched, 0)) {
        leave(t);
        return;
    }
    for (size_t i = 0; i < seen->files; i++) {
        struct seen_file *e = &seen->file[i];
        if (&t.w->root[e->folder] != r) continue;
        if (e->scan != t.w->scan) e->state = SEEN_GONE;
        e->is_open = false; /* a close may have been missed */
    }
}

/* ------------------------------------------------------------------- a folder */

static void take_up(struct turn t)
{
    struct root *r = t.root;
    const struct folder_watch_options *o = &t.w->options;
    char before[FOLDER_WATCH_PATH];
    struct stat info;
    memcpy(before, r->watched, sizeof before);
    if (!o->rules.find || !o->rules.find(o->rules.context, r->watched, sizeof r->watched, r->given))
        memcpy(r->watched, r->given, sizeof r->given);
    if (stat(r->watched, &info) || !S_ISDIR(info.st_mode)) return;
    r->dev = info.st_dev;
    r->inode = info.st_ino;
    r->is_there = r->look_all = true;
    if (strcmp(before, r->watched) != 0) r->told = TOLD_NOTHING;
    r->poll = o->always_poll ? FOLDER_POLLED_ASKED : folder_sends_events(r->watched) ? FOLDER_NOT_POLLED : FOLDER_POLLED_SILENT;
}

static bool is_same(const char *path, dev_t dev, ino_t inode)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode) && info.st_dev == dev && info.st_ino == inode;
}

/* Is the folder still the one that is watched? A mount over it, or another put in its place, is a folder come back. */
static void check(struct turn t)
{
    struct root *r = t.root;
    struct stat info;
    r->check_at_s = t.w->now_s + fmin(CHECK_S, t.w->options.poll_s);
    if (r->is_there && is_same(r->given, r->given_dev, r->given_inode) && is_same(r->watched, r->dev, r->inode)) return;
    if (r->is_there) leave(t);
    if (stat(r->given, &info) || !S_ISDIR(info.st_mode)) return;
    r->given_dev = info.st_dev;
    r->given_inode = info.st_ino;
    take_up(t);
}

static int depth_of(const struct root *r, const char *path)
{
    int depth = 0;
    for (const char *p = path + strlen(r->watched); *p; p++) depth += *p == '/';
    return depth;
}

static void hear(void *context, enum notify_event event, const char *path)
{
    struct turn t = *(struct turn *)context;
    struct seen_file *e;
    if (event == NOTIFY_ALL) {
        t.root->look_all = true;
        t.root->check_at_s = -INFINITY;
        return;
    }
    if (passes_over_path(t.w, path, event == NOTIFY_FOLDER)) return;
    if (event == NOTIFY_FOLDER) {
        if (depth_of(t.root, path) <= FOLDER_WATCH_DEPTH) walk(t, path, depth_of(t.root, path));
        return;
    }
    e = look(t, path);
    if (!e || event == NOTIFY_LOOK) return;
    e->is_open = event == NOTIFY_WRITTEN;
    if (e->state == SEEN_SETTLING) e->since_s = t.w->now_s;
}

static void turn_root(struct turn t)
{
    struct root *r = t.root;
    folder_notify_read(&r->notify, hear, &t);
    if (t.w->now_s >= r->check_at_s) check(t);
    if (r->is_there && (r->look_all || (r->poll && t.w->now_s >= r->scan_at_s))) scan(t);
}

/* ------------------------------------------------------------------ the giving */

static double settled_at(const struct folder_watch *w, const struct seen_file *e)
{
    return e->since_s + w->options.settle_s * (e->is_open ? OPEN_FACTOR : 1);
}

static void settle(struct folder_watch *w)
{
    for (size_t i = 0; i < w->seen.files; i++) {
        struct seen_file *e = &w->seen.file[i];
        if (e->state != SEEN_SETTLING || e->size == 0 || settled_at(w, e) > w->now_s) continue;
        look((struct turn){w, &w->root[e->folder]}, e->path);
        if (e->state != SEEN_SETTLING || settled_at(w, e) > w->now_s) continue;
        e->state = passes_over_path(w, e->path, false) ? SEEN_GONE : SEEN_WHOLE;
        e->since_s = w->now_s;
    }
}

struct tally {
    size_t whole, due, settling; /* to be given; those that waited long enough; about to be whole */
    double next_s;               /* when something is due next */
};

static struct tally tally_of(const struct folder_watch *w)
{
    const double together_s = TOGETHER_FACTOR * w->options.settle_s;
    struct tally t = {.next_s = INFINITY};
    for (size_t i = 0; i < w->seen.files; i++) {
        const struct seen_file *e = &w->seen.file[i];
        double due_s = INFINITY;
        if (e->state == SEEN_SETTLING && e->size) due_s = settled_at(w, e);
        else if (e->state == SEEN_WHOLE) due_s = e->since_s + together_s;
        else if (e->state == SEEN_WAITING && w->root[e->folder].is_there) due_s = e->since_s;
        t.whole += e->state == SEEN_WHOLE;
        t.settling += e->state == SEEN_SETTLING && e->size && !e->is_open;
        t.due += e->state != SEEN_SETTLING && due_s <= w->now_s;
        t.next_s = fmin(t.next_s, due_s);
    }
    for (size_t i = 0; i < w->options.folders; i++) {
        const struct root *r = &w->root[i];
        t.next_s = fmin(t.next_s, r->check_at_s);
        if (r->is_there && r->poll) t.next_s = fmin(t.next_s, r->scan_at_s);
    }
    return t;
}

static bool make_given_room(struct folder_watch *w, size_t room)
{
    void *path, *waited, *number;
    if (room <= w->given_room) return true;
    if ((path = alloc_resize(w->path, room, sizeof *w->path))) w->path = path;
    if ((waited = alloc_resize(w->waited, room, sizeof *w->waited))) w->waited = waited;
    if ((number = alloc_resize(w->number, room, sizeof *w->number))) w->number = number;
    if (!path || !waited || !number) return false;
    w->given_room = room;
    return true;
}

static enum tingle_status give(struct folder_watch *w, struct folder_watch_news *news, struct tingle_error *err)
{
    if (!make_given_room(w, w->seen.files)) return error_no_memory(err, "the watched folders");
    w->given = 0;
    for (size_t i = 0; i < w->seen.files; i++) {
        struct seen_file *e = &w->seen.file[i];
        bool waits = e->state == SEEN_WAITING && w->root[e->folder].is_there;
        if (e->state != SEEN_WHOLE && !waits) continue;
        w->path[w->given] = e->path;
        w->waited[w->given] = waits && isinf(e->since_s);
        w->number[w->given++] = i;
        e->state = SEEN_GIVEN;
    }
    *news = (struct folder_watch_news){.kind = FOLDER_WATCH_FILES, .path = w->path, .waited = w->waited, .paths = w->given};
    return TINGLE_OK;
}

static bool tell_folder(struct folder_watch *w, struct folder_watch_news *news)
{
    for (size_t i = 0; i < w->options.folders; i++) {
        struct root *r = &w->root[i];
        const int now = r->is_there ? (int)r->poll : TOLD_AWAY;
        if (r->told == now) continue;
        r->told = now;
        *news = (struct folder_watch_news){.kind = FOLDER_WATCH_FOLDER, .folder = i, .watched = r->is_there ? r->watched : NULL,
                                           .poll = r->poll};
        return true;
    }
    return false;
}

enum tingle_status folder_watch_turn(struct folder_watch *w, double now_s, struct folder_watch_news *news, struct tingle_error *err)
{
    struct tally t;
    *news = (struct folder_watch_news){.kind = FOLDER_WATCH_QUIET};
    w->now_s = now_s;
    for (size_t i = 0; i < w->options.folders; i++) turn_root((struct turn){w, &w->root[i]});
    settle(w);
    if (w->is_full && w->seen.files < SEEN_FILES_MAX) return error_no_memory(err, "the watched folders");
    if (w->is_full) return error_set(err, TINGLE_LIMIT, -1, "more than %d files in the folders: name smaller ones", SEEN_FILES_MAX);
    if (tell_folder(w, news)) return TINGLE_OK;
    t = tally_of(w);
    return (t.whole && !t.settling) || t.due ? give(w, news, err) : TINGLE_OK;
}

void folder_watch_again(struct folder_watch *w, size_t i, double at_s)
{
    struct seen_file *e;
    assert(i < w->given);
    e = &w->seen.file[w->number[i]];
    assert(e->state == SEEN_GIVEN || e->state == SEEN_WAITING);
    e->state = SEEN_WAITING;
    e->since_s = at_s;
}

void folder_watch_look(struct folder_watch *w)
{
    for (size_t i = 0; i < w->options.folders; i++) {
        w->root[i].look_all = true;
        w->root[i].check_at_s = -INFINITY;
    }
}

bool folder_watch_wait(struct folder_watch *w, double until_s, int stop_fd)
{
    struct pollfd fd[FOLDER_WATCH_MAX + 1];
    const double left_s = fmin(until_s, tally_of(w).next_s) - folder_watch_clock_s();
    nfds_t fds = 1;
    fd[0] = (struct pollfd){.fd = stop_fd, .events = POLLIN};
    for (size_t i = 0; i < w->options.folders; i++)
        fd[fds++] = (struct pollfd){.fd = w->root[i].notify.fd, .events = POLLIN}; /* poll passes over those that are -1 */
    poll(fd, fds, left_s <= 0 ? 0 : (int)ceil(fmin(left_s, 3600) * 1000));
    return stop_fd >= 0 && fd[0].revents != 0;
}

/* ---------------------------------------------------------------- begin and end */

static enum tingle_status name_root(struct root *r, const char *folder, struct tingle_error *err)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/') n--;
    if (n == 0 || n >= sizeof r->given - 1) return error_set(err, TINGLE_WRONG_USE, -1, "'%.80s': not a usable folder name", folder);
    if (path_exists(folder) && !path_is_folder(folder))
        return error_set(err, TINGLE_WRONG_USE, -1, "%s: a file; what is watched is a folder", folder);
    memcpy(r->given, folder, n);
    return TINGLE_OK;
}

enum tingle_status folder_watch_new(struct folder_watch **out, const struct folder_watch_options *options, struct tingle_error *err)
{
    struct folder_watch *w = NULL;
    enum tingle_status st = TINGLE_OK;
    *out = NULL;
    assert(options->settle_s > 0 && options->poll_s > 0);
    if (options->folders < 1 || options->folders > FOLDER_WATCH_MAX)
        return error_set(err, TINGLE_WRONG_USE, -1, "1 to %d folders can be watched at once", FOLDER_WATCH_MAX);
    w = alloc_array(1, sizeof *w);
    if (w) w->root = alloc_array(options->folders, sizeof *w->root);
    if (!w || !w->root) st = error_no_memory(err, "the watched folders");
    if (w) w->options = *options;
    for (size_t i = 0; !st && i < options->folders; i++) {
        w->root[i].notify.fd = -1;
        w->root[i].check_at_s = -INFINITY;
        w->root[i].told = TOLD_NOTHING;
    }
    for (size_t i = 0; !st && i < options->folders; i++) st = name_root(&w->root[i], options->folder[i], err);
    if (w) w->options.folder = NULL; /* the roots have copies */
    if (st) folder_watch_free(w);
    else *out = w;
    return st;
}

void folder_watch_free(struct folder_watch *w)
{
    if (!w) return;
    for (size_t i = 0; w->root && i < w->options.folders; i++) folder_notify_close(&w->root[i].notify);
    seen_files_release(&w->seen);
    free(w->root);
    free(w->path);
    free(w->waited);
    free(w->number);
    free(w);
}
