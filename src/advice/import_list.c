/* Folders to files. */
#include "advice/import_list.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_bytes.h"
#include "base/text.h"

enum { LIST_MAX_BYTES = 1 << 30, MAX_DEPTH = 16, MAX_ITEMS = 1000000, PATH_BYTES = 4096 };

static enum tingle_status add(struct import_list *list, const char *path, enum import_path kind, struct tingle_error *err)
{
    char *copy = arena_text(&list->arena, path, strlen(path));
    if (list->items == MAX_ITEMS) return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d files", path, MAX_ITEMS);
    if (!copy || !arena_room(&list->arena, &list->item, list->items, &list->room, sizeof *list->item))
        return error_no_memory(err, "the list of files");
    list->item[list->items++] = (struct import_entry){copy, kind, false};
    return TINGLE_OK;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strcmp(entry->d_name, "truth.json") != 0;
}

static bool is_export_folder(const char *path)
{
    char marker[PATH_BYTES];
    return path_join(marker, sizeof marker, path, "tingle-export.json") && path_exists(marker);
}

static enum tingle_status walk(struct import_list *list, const char *path, int depth, struct tingle_error *err)
{
    struct dirent **entry = NULL;
    char inner[PATH_BYTES];
    enum tingle_status st = TINGLE_OK;
    int n;
    if (!path_is_folder(path)) return add(list, path, IMPORT_PATH_FILE, err);
    if (is_export_folder(path)) return add(list, path, IMPORT_PATH_EXPORT, err);
    if (depth == MAX_DEPTH) return add(list, path, IMPORT_PATH_BEYOND, err);
    n = scandir(path, &entry, visible, alphasort);
    if (n < 0) return add(list, path, IMPORT_PATH_FILE, err); /* not permitted: reading it says so */
    for (int i = 0; i < n; i++) {
        bool fits = path_join(inner, sizeof inner, path, entry[i]->d_name);
        if (!st) st = fits ? walk(list, inner, depth + 1, err) : add(list, path, IMPORT_PATH_BEYOND, err);
        free(entry[i]);
    }
    free(entry);
    return st;
}

enum tingle_status import_list_make(struct import_list *list, const char *const *paths, size_t count,
                                    struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    *list = (struct import_list){0};
    arena_init(&list->arena, LIST_MAX_BYTES);
    for (size_t i = 0; !st && i < count; i++) {
        size_t before = list->items;
        st = walk(list, paths[i], 0, err);
        if (!st && list->items == before) st = add(list, paths[i], IMPORT_PATH_EMPTY, err);
        if (!st && !path_is_folder(paths[i])) list->item[before].is_named = true;
    }
    if (st) import_list_release(list);
    return st;
}

void import_list_release(struct import_list *list)
{
    arena_release(&list->arena);
    list->item = NULL;
    list->items = list->room = 0;
}
