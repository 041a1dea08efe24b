/* The objects of a long list in JSON, one after the other, without holding the list.
 *
 * A service's JSON is one text of hundreds of megabytes, and all that is wanted of it is small objects in a list:
 *
 *     [ {"summarizedActivitiesExport": [ {"activityId": 1, ...}, {"activityId": 2, ...} ]} ]
 *                                        `-------- items: each as its bytes ------------'
 *
 * An item is an object that is an element of a list. An object with one of the caller's keys before a list or an
 * object is not an item but a wrapper, and what it holds is looked through for items. So the text above, the same
 * without its outer list, and a plain list of objects all give the same items. What an item holds is not looked into,
 * but for where it ends: brackets and braces count, those within strings do not.
 *
 * Lists within an item come out empty: the splits and laps in them are most of the text, and nobody asks for them. All
 * else is as it was written: base/json_text.h mends it for a strict parser.
 *
 * Memory: the largest item without its lists, at most JSON_ITEM_MAX, and one piece of input. Whatever is not an item may
 * be of any length. Nested at most JSON_ITEMS_DEPTH deep.
 */
#ifndef ARCHIVE_JSON_ITEMS_H
#define ARCHIVE_JSON_ITEMS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/byte_source.h"

enum { JSON_ITEM_MAX = 1 << 20, JSON_ITEMS_DEPTH = 64, JSON_ITEMS_PIECE = 1 << 16, JSON_ITEMS_KEY = 64 };

struct json_items {
    const struct byte_source *in; /* borrowed */
    const char *const *keys;      /* of wrappers, NULL at the end; borrowed */
    const char *name;             /* for messages; borrowed */
    struct buffer item;
    char *piece;
    size_t at, got;               /* in the piece */
    int64_t offset;               /* bytes read before the piece */
    char open[JSON_ITEMS_DEPTH];  /* '[' or '{' of what is open */
    int depth;
    int item_depth;               /* depth at which the item being read opened; -1 none */
    int list_depth;               /* depth at which the list opened that is left out; -1 none */
    bool in_string, escaped, begun;
    char key[JSON_ITEMS_KEY];     /* the last string, cut */
    size_t key_size;
};

/* Errors: TINGLE_NO_MEMORY. json_items_release is due in any case. */
enum tingle_status json_items_init(struct json_items *it, const struct byte_source *in, const char *const *keys,
                                   const char *name, struct tingle_error *err);
void json_items_release(struct json_items *it);

/* The next item, valid until the next call; *got is false at the end. Errors: TINGLE_BAD_DATA with the byte (not JSON
 * at all, brackets that do not match, cut short), TINGLE_LIMIT (an item over JSON_ITEM_MAX, too deep), those of the
 * source. */
enum tingle_status json_items_next(struct json_items *it, struct bytes *item, bool *got, struct tingle_error *err);

#endif
