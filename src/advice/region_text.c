/* Pieces of a line, each read as a code or number, a whole name, words about toes and places, or part of a name. */
#include "advice/region_text.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "foot/regions.h"
#include "words/place_text.h"

enum { SHOWN = 48, LISTED = 4, LIST_MAX_BYTES = 400 };

static const char between[] = ",;+\n\r";

/* Codes and numbers with blanks between: "P_TOE3 34". False when a word is neither. */
static bool read_words(uint64_t *set, const char *text, size_t n)
{
    uint64_t found = 0;
    for (size_t i = 0, size; i < n; i += size) {
        int row;
        for (size = 0; i + size < n && !text_is_blank(text[i + size]); size++) {}
        if (size == 0) {
            size = 1;
            continue;
        }
        row = foot_region_named(text + i, size);
        if (row < 0) return false;
        found |= UINT64_C(1) << row;
    }
    *set = found;
    return found != 0;
}

static enum tingle_status say_several(const char *shown, uint64_t set, struct tingle_error *err)
{
    struct buffer list;
    size_t listed = 0;
    enum tingle_status st;
    buffer_init(&list, LIST_MAX_BYTES);
    for (size_t i = 0; i < foot_regions; i++)
        if (set >> i & 1 && listed++ < LISTED)
            buffer_printf(&list, "%s%d %s", listed > 1 ? ", " : "", foot_region[i].number, foot_region[i].words);
    st = error_set(err, TINGLE_BAD_DATA, -1, "'%s' fits several places: %s%s", shown, buffer_text(&list), listed > LISTED ? ", ..." : "");
    buffer_release(&list);
    return st;
}

static enum tingle_status say_unknown(const char *shown, const char *text, size_t n, struct tingle_error *err)
{
    int near = foot_region_nearest(text, n);
    if (near < 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "'%s' is no place on the foot (`tingle where --regions` lists them, by number, code and name)", shown);
    return error_set(err, TINGLE_BAD_DATA, -1, "'%s' is no place on the foot: did you mean %s, %s?", shown, foot_region[near].code,
                     foot_region[near].words);
}

static enum tingle_status read_piece(uint64_t *set, const char *text, size_t n, struct tingle_error *err)
{
    uint64_t found = 0;
    char shown[SHOWN];
    int row = foot_region_named(text, n);
    if (row >= 0) found = UINT64_C(1) << row;
    if (!found && !read_words(&found, text, n) && !place_text_read(&found, text, n)) {
        found = foot_regions_partly_named(text, n);
        snprintf(shown, sizeof shown, "%.*s", (int)(n < SHOWN ? n : SHOWN), text);
        if (found & (found - 1)) return say_several(shown, found, err);
        if (!found) return say_unknown(shown, text, n, err);
    }
    *set |= found;
    return TINGLE_OK;
}

enum tingle_status region_text_read(uint64_t *set, const char *text, struct tingle_error *err)
{
    uint64_t found = 0;
    while (*text) {
        size_t n = strcspn(text, between), from = 0, to = n;
        enum tingle_status st;
        while (from < to && text_is_blank(text[from])) from++;
        while (to > from && text_is_blank(text[to - 1])) to--;
        st = from < to ? read_piece(&found, text + from, to - from, err) : TINGLE_OK;
        if (st) return st;
        text += n + (text[n] != '\0');
    }
    *set = found;
    return TINGLE_OK;
}
