/* The list of entries, its texts, and the index of files. */
#include "archive/export_catalogue.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/export_build.h"
#include "base/text.h"

static const size_t TEXT_MAX = (size_t)512 << 20;
enum { ENTRIES_MAX = 1000000, SHOES_MAX = 1000 };

const char *export_service_name(enum export_service s)
{
    static const char *const names[] = {
#define EXPORT_SERVICE_NAME(id, name) name,
        EXPORT_SERVICE_LIST(EXPORT_SERVICE_NAME)
#undef EXPORT_SERVICE_NAME
    };
    return (size_t)s < sizeof names / sizeof *names ? names[s] : "";
}

void export_catalogue_init(struct export_catalogue *c)
{
    *c = (struct export_catalogue){0};
    arena_init(&c->arena, TEXT_MAX);
}

void export_catalogue_release(struct export_catalogue *c)
{
    if (!c) return;
    free(c->entry);
    free(c->shoe);
    free(c->link);
    free(c->slot);
    arena_release(&c->arena);
    export_catalogue_init(c);
}

static const struct sport_word *find_word(enum export_service service, const char *word)
{
    for (size_t i = 0; i < sport_word_count; i++)
        if (sport_words[i].service == service && text_same(sport_words[i].word, word)) return &sport_words[i];
    return NULL;
}

bool export_sport_is_run(enum export_service service, const char *word)
{
    const struct sport_word *known = find_word(service, word);
    return known && known->is_run;
}

bool export_sport_is_other(enum export_service service, const char *word)
{
    const struct sport_word *known = find_word(service, word);
    return known && !known->is_run;
}

/* U+0080 to U+009F: two bytes, C2 and one of 80 to 9F. */
static bool is_wide_control(const char *two) { return (unsigned char)two[0] == 0xC2 && ((unsigned char)two[1] & 0xE0) == 0x80; }

/* Copies n bytes; every control character becomes a blank, line breaks
 * of whatever form '\n' in a block. Returns the end of the copy. */
static char *copy_harmless(char *to, const char *text, size_t n, enum export_text_kind kind)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        bool breaks = c == '\n' || c == '\r';
        if (i + 1 < n && c == '\r' && text[i + 1] == '\n') continue;
        if (i + 1 < n && is_wide_control(text + i)) c = ' ', i++;
        if (c < 0x20 || c == 0x7F) c = breaks && kind == EXPORT_TEXT_BLOCK ? '\n' : ' ';
        *to++ = (char)c;
    }
    return to;
}

static bool is_blank(char c) { return (unsigned char)c <= ' '; }

const char *export_text(struct export_catalogue *c, const char *text, size_t n, enum export_text_kind kind)
{
    char *copy, *end;
    while (n && is_blank(*text)) text++, n--;
    while (n && is_blank(text[n - 1])) n--;
    if (!n) return "";
    copy = arena_raw(&c->arena, n + 1);
    if (!copy) return NULL;
    end = copy_harmless(copy, text, n, kind);
    while (end > copy && is_blank(end[-1])) end--;
    *end = '\0';
    return copy;
}

const char *export_file_beside(struct export_catalogue *c, const char *path, const char *file)
{
    size_t folder = (size_t)(path_name(path) - path), n = strlen(file);
    char *joined;
    while (n && is_blank(*file)) file++, n--;
    while (n && is_blank(file[n - 1])) n--;
    if (!n) return "";
    joined = arena_raw(&c->arena, folder + n + 1);
    if (!joined) return NULL;
    memcpy(joined, path, folder);
    *copy_harmless(joined + folder, file, n, EXPORT_TEXT_LINE) = '\0';
    return joined;
}

enum tingle_status export_no_room(const struct export_catalogue *c, const char *path, struct tingle_error *err)
{
    if (c->arena.total < TEXT_MAX / 2) return error_no_memory(err, path);
    return error_set(err, TINGLE_LIMIT, -1, "%s: more than %zu MiB of text in tables of activities", path, TEXT_MAX >> 20);
}

struct export_entry export_entry_empty(enum export_service service)
{
    return (struct export_entry){.service = service, .id = "", .file = "", .start_unix_s = NAN, .elapsed_s = NAN,
                                 .moving_s = NAN, .distance_m = NAN, .title = "", .description = "",
                                 .private_note = "", .gear = "", .weather_c = NAN};
}

static unsigned char small_letter(char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : (unsigned char)c;
}

/* Length of a file's name without a ".gz". */
static size_t bare_length(const char *file) { return strlen(file) - (text_ends_with(file, ".gz") ? 3 : 0); }

/* FNV-1a over small letters. */
static size_t file_hash(const char *file, size_t n)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < n; i++) hash = (hash ^ small_letter(file[i])) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

static bool file_same(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (small_letter(a[i]) != small_letter(b[i])) return false;
    return true;
}

/* The slot of a file: that of the entry that names it, or the free one where it belongs. */
static uint32_t *find_slot(const struct export_catalogue *c, const char *file)
{
    size_t n = bare_length(file), at = file_hash(file, n) & (c->slots - 1);
    for (;; at = (at + 1) & (c->slots - 1)) {
        const char *there = c->slot[at] ? c->entry[c->slot[at] - 1].file : NULL;
        if (!there || (bare_length(there) == n && file_same(there, file, n))) return &c->slot[at];
    }
}

/* The table of slots is at least twice as large as the entries; it is made anew when it doubles. */
static enum tingle_status index_entry(struct export_catalogue *c, size_t index, const char *path,
                                      struct tingle_error *err)
{
    uint32_t *slot;
    if (c->entry_room * 2 > c->slots) {
        uint32_t *grown = alloc_array(c->entry_room * 2, sizeof *grown);
        if (!grown) return error_no_memory(err, path);
        free(c->slot);
        c->slot = grown;
        c->slots = c->entry_room * 2;
        for (size_t i = 0; i < index; i++)
            if (*c->entry[i].file && !*(slot = find_slot(c, c->entry[i].file))) *slot = (uint32_t)i + 1;
    }
    if (*c->entry[index].file && !*(slot = find_slot(c, c->entry[index].file))) *slot = (uint32_t)index + 1;
    return TINGLE_OK;
}

enum tingle_status export_entry_add(struct export_catalogue *c, const struct export_entry *entry, const char *path,
                                    struct tingle_error *err)
{
    enum tingle_status st;
    if (c->entries >= ENTRIES_MAX)
        return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d activities in tables of activities", path, ENTRIES_MAX);
    if (!alloc_room(&c->entry, c->entries, &c->entry_room, sizeof *entry)) return error_no_memory(err, path);
    c->entry[c->entries] = *entry;
    st = index_entry(c, c->entries, path, err);
    if (!st) c->entries++;
    return st;
}

static bool shoe_same(const struct export_shoe *a, const struct export_shoe *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->brand, b->brand) == 0 && strcmp(a->model, b->model) == 0;
}

enum tingle_status export_shoe_add(struct export_catalogue *c, const struct export_shoe *shoe, const char *path,
                                   struct tingle_error *err)
{
    for (size_t i = 0; i < c->shoes; i++)
        if (shoe_same(&c->shoe[i], shoe)) return TINGLE_OK;
    if (c->shoes >= SHOES_MAX) return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d shoes", path, SHOES_MAX);
    if (!alloc_room(&c->shoe, c->shoes, &c->shoe_room, sizeof *shoe)) return error_no_memory(err, path);
    c->shoe[c->shoes++] = *shoe;
    return TINGLE_OK;
}

void export_odd_add(struct export_catalogue *c, const char *message)
{
    if (c->odd_rows++ == 0) snprintf(c->odd, sizeof c->odd, "%s", message);
}

const struct export_entry *export_entry_of_file(const struct export_catalogue *c, const char *path)
{
    uint32_t found;
    if (!c->slots || !*path) return NULL;
    found = *find_slot(c, path);
    return found ? &c->entry[found - 1] : NULL;
}
