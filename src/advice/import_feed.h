/* The beginning of an import: paths -> files -> members of archives -> items, one after the other.
 *
 * Runs on a thread of its own (base/conveyor.h): reads and unpacks, and passes over what is no activity by its name or
 * first bytes without unpacking it. Apple Health's parts (one large XML, route files beside it) are kept for
 * the end, where they are put together: import_health.h.
 */
#ifndef ADVICE_IMPORT_FEED_H
#define ADVICE_IMPORT_FEED_H

#include <stdatomic.h>

#include "advice/import_health.h"
#include "advice/import_item.h"
#include "advice/import_list.h"
#include "archive/export_catalogue.h"
#include "archive/member_walk.h"

struct import_feed {
    const struct import_list *list;
    size_t next;                    /* path to be opened next */
    struct member_walk *walk;       /* of the path before it; NULL between paths */
    bool any_member;                /* the walk has given one */
    unsigned long long size;        /* of that path, and when it was written */
    double written_unix_s;
    struct export_catalogue catalogue; /* of all services' tables; whole when the feed has ended */
    struct import_health health;
    atomic_ullong bytes_done;       /* of bytes_total, for progress; read by other threads */
    unsigned long long bytes_total, bytes_before;
    enum tingle_status status;      /* what stopped it before its end; read when it has ended */
    struct tingle_error fault;
};

/* Prepares feeding; `list` is borrowed. */
void import_feed_begin(struct import_feed *feed, const struct import_list *list);
void import_feed_release(struct import_feed *feed);

/* The next item (struct import_item *); NULL at the end, or when feed->status says why not. */
void *import_feed_make(void *feed);

#endif
