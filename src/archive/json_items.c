/* Brackets, braces and strings, byte by byte. */
#include "archive/json_items.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum tingle_status json_items_init(struct json_items *it, const struct byte_source *in, const char *const *keys,
                                   const char *name, struct tingle_error *err)
{
    *it = (struct json_items){.in = in, .keys = keys, .name = name, .item_depth = -1, .list_depth = -1};
    buffer_init(&it->item, JSON_ITEM_MAX);
    it->piece = alloc_resize(NULL, JSON_ITEMS_PIECE, 1);
    return it->piece ? TINGLE_OK : error_no_memory(err, name);
}

void json_items_release(struct json_items *it)
{
    free(it->piece);
    it->piece = NULL;
    buffer_release(&it->item);
}

static int64_t where(const struct json_items *it) { return it->offset + (int64_t)it->at; }

static enum tingle_status items_fault(const struct json_items *it, const char *what, struct tingle_error *err)
{
    return error_set(err, TINGLE_BAD_DATA, where(it), "%s: byte %lld: %s", it->name, (long long)where(it), what);
}

static bool key_is_wanted(const struct json_items *it)
{
    for (const char *const *key = it->keys; *key; key++)
        if (strcmp(*key, it->key) == 0) return true;
    return false;
}

/* An object at the top or in a list may be an item, until a wanted key in it shows a wrapper. */
static enum tingle_status open_bracket(struct json_items *it, char c, struct tingle_error *err)
{
    bool directly_inside = it->item_depth >= 0 && it->depth == it->item_depth + 1;
    if (it->depth == JSON_ITEMS_DEPTH)
        return error_set(err, TINGLE_LIMIT, where(it), "%s: byte %lld: nested more than %d deep", it->name,
                         (long long)where(it), JSON_ITEMS_DEPTH);
    if (directly_inside && key_is_wanted(it)) {
        it->item_depth = -1;
        buffer_clear(&it->item);
    } else if (it->item_depth < 0 && c == '{' && (it->depth == 0 || it->open[it->depth - 1] == '[')) {
        it->item_depth = it->depth;
    }
    if (it->item_depth >= 0 && it->list_depth < 0 && c == '[') {
        it->list_depth = it->depth;
        buffer_add_text(&it->item, "[]");
    }
    it->open[it->depth++] = c;
    it->key_size = 0;
    it->key[0] = '\0';
    return TINGLE_OK;
}

static enum tingle_status close_bracket(struct json_items *it, char c, bool *whole, struct tingle_error *err)
{
    if (it->depth == 0 || it->open[it->depth - 1] != (c == '}' ? '{' : '['))
        return items_fault(it, c == '}' ? "a brace closes that was not opened" : "a bracket closes that was not opened", err);
    *whole = --it->depth == it->item_depth;
    if (it->depth == it->list_depth) it->list_depth = -1;
    return TINGLE_OK;
}

/* A byte of a string; the last string is kept, cut to what a key may have. */
static void string_byte(struct json_items *it, char c)
{
    bool ends = c == '"' && !it->escaped;
    it->in_string = !ends;
    it->escaped = c == '\\' && !it->escaped;
    if (!ends && it->key_size < sizeof it->key - 1) it->key[it->key_size++] = c;
    it->key[it->key_size] = '\0';
}

static void start_string(struct json_items *it)
{
    it->in_string = true;
    it->escaped = false;
    it->key_size = 0;
}

/* What is read now belongs to what comes out. */
static bool is_kept(const struct json_items *it) { return it->item_depth >= 0 && it->list_depth < 0; }

static enum tingle_status take_byte(struct json_items *it, char c, bool *whole, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    bool was_kept = is_kept(it);
    if (it->in_string) string_byte(it, c);
    else if (c == '"') start_string(it);
    else if (c == '{' || c == '[') st = open_bracket(it, c, err);
    else if (c == '}' || c == ']') st = close_bracket(it, c, whole, err);
    /* The bracket that ends a list left out came with the one that began it. */
    if (is_kept(it) && (was_kept || c == '{')) buffer_add_byte(&it->item, c);
    return st;
}

/* What comes before the first list or object: blanks or a byte order mark, nothing else. */
static enum tingle_status check_begin(struct json_items *it, char c, struct tingle_error *err)
{
    it->begun = c == '[' || c == '{';
    if (it->begun || (c && strchr(" \t\r\n\xEF\xBB\xBF", c))) return TINGLE_OK;
    return items_fault(it, "expected JSON, which begins with [ or {", err);
}

static enum tingle_status refill(struct json_items *it, struct tingle_error *err)
{
    it->offset += (int64_t)it->got;
    it->at = it->got = 0;
    return byte_source_read(it->in, it->piece, JSON_ITEMS_PIECE, &it->got, err);
}

static enum tingle_status item_status(const struct json_items *it, struct tingle_error *err)
{
    if (!it->item.too_large) return buffer_status(&it->item, it->name, err);
    return error_set(err, TINGLE_LIMIT, where(it), "%s: byte %lld: one entry is larger than %d bytes", it->name,
                     (long long)where(it), JSON_ITEM_MAX);
}

/* Goes on in the piece to the end of an item or of the piece. */
static enum tingle_status scan_piece(struct json_items *it, bool *whole, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (; !st && !*whole && it->at < it->got; it->at++) {
        if (!it->begun) st = check_begin(it, it->piece[it->at], err);
        if (!st && it->begun) st = take_byte(it, it->piece[it->at], whole, err);
    }
    return st ? st : item_status(it, err);
}

static enum tingle_status check_end(const struct json_items *it, struct tingle_error *err)
{
    if (!it->begun) return items_fault(it, "the file is empty", err);
    return it->depth ? items_fault(it, "the file is cut short: it ends within a list", err) : TINGLE_OK;
}

enum tingle_status json_items_next(struct json_items *it, struct bytes *item, bool *got, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    bool whole = false;
    *got = false;
    buffer_clear(&it->item);
    it->item_depth = it->list_depth = -1;
    while (!st && !whole) {
        if (it->at == it->got) st = refill(it, err);
        if (st || it->got == 0) break;
        st = scan_piece(it, &whole, err);
    }
    if (!st && !whole) st = check_end(it, err);
    *got = !st && whole;
    *item = bytes_of(it->item.data, it->item.size);
    return st;
}
