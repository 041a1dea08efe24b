/* inotify for one tree of folders: which paths are to be looked at.
 *
 * The kernel's events are hints here, and nothing depends on their order: a path is named, and whoever asked looks at
 * the file itself (base/folder_watch.h). What cannot be told by naming a path, such as events that were lost or
 * a folder that moved away, is one answer: look at everything.
 *
 * Linux only. Network and FUSE file systems take watches and then send no events of what others change (inotify(7),
 * "Limitations and caveats"): folder_sends_events says which.
 */
#ifndef BASE_FOLDER_NOTIFY_H
#define BASE_FOLDER_NOTIFY_H

#include <stdbool.h>
#include <stddef.h>

struct folder_notify {
    int fd;                  /* -1: closed */
    struct notified_folder *folder; /* in order of their watch descriptors */
    size_t folders, room;
};

enum notify_event {
    NOTIFY_LOOK,    /* a file came, went or changed */
    NOTIFY_WRITTEN, /* it was written to, and is still open */
    NOTIFY_CLOSED,  /* a writer closed it */
    NOTIFY_FOLDER,  /* a folder came */
    NOTIFY_ALL      /* look at everything, from the root on; path is NULL */
};

/* True unless the folder lies on a network, FUSE or 9P file system; also when it is not there. */
bool folder_sends_events(const char *folder);

/* Begins; false when the system has none left. Safe to close before and twice. */
bool folder_notify_open(struct folder_notify *n);
void folder_notify_close(struct folder_notify *n);

/* Asks for the events of one folder, without those in it. False when the system gives no more watches (or there is no
 * memory): polling has to do. True also when the folder is gone or not to be read: there is nothing to be heard of it. */
bool folder_notify_add(struct folder_notify *n, const char *folder);

/* Hands over what has happened since, without waiting. */
void folder_notify_read(struct folder_notify *n, void (*hear)(void *context, enum notify_event event, const char *path),
                        void *context);

#endif
