/* Watch descriptors to paths. */
#include "base/folder_notify.h"

#include <errno.h>
#include <linux/magic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

enum { PATH_BYTES = 4096, EVENT_BYTES = 1 << 16 };

struct notified_folder {
    int wd;
    char *path; /* owned; NULL: its watch is gone */
};

bool folder_sends_events(const char *folder)
{
    static const uint32_t silent[] = {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC, FUSE_SUPER_MAGIC,
                                      V9FS_MAGIC, AFS_SUPER_MAGIC, AFS_FS_MAGIC, CODA_SUPER_MAGIC, CEPH_SUPER_MAGIC,
                                      NCP_SUPER_MAGIC};
    struct statfs info;
    if (statfs(folder, &info)) return true;
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if ((uint32_t)info.f_type == silent[i]) return false;
    return true;
}

bool folder_notify_open(struct folder_notify *n)
{
    folder_notify_close(n);
    n->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return n->fd >= 0;
}

void folder_notify_close(struct folder_notify *n)
{
    if (n->fd >= 0) close(n->fd);
    for (size_t i = 0; i < n->folders; i++) free(n->folder[i].path);
    free(n->folder);
    *n = (struct folder_notify){.fd = -1};
}

/* Where a descriptor stands in the list, or would. The kernel counts them upwards. */
static size_t place_of(const struct folder_notify *n, int wd)
{
    size_t lo = 0, hi = n->folders;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (n->folder[mid].wd < wd) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

static bool make_room(struct folder_notify *n)
{
    size_t room = n->room ? 2 * n->room : 16;
    struct notified_folder *bigger;
    if (n->folders < n->room) return true;
    bigger = alloc_resize(n->folder, room, sizeof *bigger);
    if (!bigger) return false;
    n->folder = bigger;
    n->room = room;
    return true;
}

/* The same folder once more (by another path) has the same descriptor: the later path stands. */
static bool keep(struct folder_notify *n, int wd, char *path)
{
    size_t at = place_of(n, wd);
    if (at < n->folders && n->folder[at].wd == wd) {
        free(n->folder[at].path);
        n->folder[at].path = path;
        return true;
    }
    if (!make_room(n)) {
        free(path);
        return false;
    }
    memmove(n->folder + at + 1, n->folder + at, (n->folders - at) * sizeof *n->folder);
    n->folder[at] = (struct notified_folder){wd, path};
    n->folders++;
    return true;
}

bool folder_notify_add(struct folder_notify *n, const char *folder)
{
    const uint32_t mask = IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF |
                          IN_MOVE_SELF | IN_EXCL_UNLINK | IN_ONLYDIR;
    size_t size = strlen(folder) + 1;
    char *path;
    int wd = inotify_add_watch(n->fd, folder, mask);
    if (wd < 0) return errno != ENOSPC && errno != ENOMEM;
    path = alloc_array(size, 1);
    if (!path) return false;
    memcpy(path, folder, size);
    return keep(n, wd, path);
}

/* What an event inside a folder means; the path is that of what it happened to. */
static enum notify_event event_inside(uint32_t mask)
{
    if (mask & IN_ISDIR) return mask & (IN_CREATE | IN_MOVED_TO) ? NOTIFY_FOLDER : NOTIFY_ALL;
    if (mask & IN_CLOSE_WRITE) return NOTIFY_CLOSED;
    return mask & IN_MODIFY ? NOTIFY_WRITTEN : NOTIFY_LOOK;
}

static void hand_over(struct folder_notify *n, const struct inotify_event *e,
                      void (*hear)(void *context, enum notify_event event, const char *path), void *context)
{
    char path[PATH_BYTES];
    size_t at = place_of(n, e->wd);
    bool known = at < n->folders && n->folder[at].wd == e->wd && n->folder[at].path;
    if (e->mask & (IN_Q_OVERFLOW | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF)) hear(context, NOTIFY_ALL, NULL);
    if (known && e->mask & IN_IGNORED) {
        free(n->folder[at].path);
        n->folder[at].path = NULL;
    } else if (known && e->len && path_join(path, sizeof path, n->folder[at].path, e->name)) {
        hear(context, event_inside(e->mask), path);
    }
}

void folder_notify_read(struct folder_notify *n, void (*hear)(void *context, enum notify_event event, const char *path),
                        void *context)
{
    _Alignas(struct inotify_event) char bytes[EVENT_BYTES];
    ssize_t got;
    while (n->fd >= 0 && (got = read(n->fd, bytes, sizeof bytes)) > 0) {
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *e = (const struct inotify_event *)(bytes + at);
            at += (ssize_t)(sizeof *e + e->len);
            hand_over(n, e, hear, context);
        }
    }
}
