/* Making and releasing. */
#include "advice/import_item.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ITEM_MAX_BYTES = 1 << 20 };

struct import_item *import_item_new(const char *path, enum import_type type)
{
    struct import_item *item = alloc_array(1, sizeof *item);
    if (!item) return NULL;
    arena_init(&item->arena, ITEM_MAX_BYTES);
    item->type = type;
    item->remark = "";
    item->written_unix_s = NAN;
    item->path = arena_text(&item->arena, path, strlen(path));
    if (item->path) return item;
    import_item_free(item);
    return NULL;
}

static void runs_free(struct import_runs *runs)
{
    for (size_t i = 0; runs && i < runs->count; i++) derived_run_release(&runs->run[i]);
    free(runs);
}

void import_item_free(struct import_item *item)
{
    if (!item) return;
    runs_free(item->runs);
    journal_packed_release(&item->packed);
    file_release(&item->bytes);
    arena_release(&item->arena);
    free(item);
}
