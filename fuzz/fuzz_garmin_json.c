/* Garmin's summaries and gear: any bytes are taken in or plainly refused, and what comes out does not depend on how the
 * bytes came in. */
#include <stdlib.h>
#include <string.h>

#include "archive/export_catalogue.h"
#include "base/text.h"
#include "fuzz_target.h"

/* The same bytes, one at a time. */
static enum tingle_status read_one(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct bytes *view = context;
    (void)err;
    *got = view->size && room ? 1 : 0;
    if (*got) memcpy(to, view->at, 1);
    *view = bytes_slice(*view, *got, SIZE_MAX);
    return TINGLE_OK;
}

static enum tingle_status read_both(struct export_catalogue *c, struct bytes view, bool slow)
{
    struct bytes again = view;
    struct byte_source in = slow ? (struct byte_source){read_one, &view} : byte_source_of(&view);
    struct byte_source in_again = slow ? (struct byte_source){read_one, &again} : byte_source_of(&again);
    struct tingle_error err;
    enum tingle_status st = garmin_summary_read(c, &in, "a.json", &err), gear = garmin_gear_read(c, &in_again, "b.json", &err);
    return st ? st : gear;
}

static void check_same(const struct export_catalogue *a, const struct export_catalogue *b)
{
    if (a->entries != b->entries || a->odd_rows != b->odd_rows || a->shoes != b->shoes || a->links != b->links) abort();
    for (size_t i = 0; i < a->entries; i++) {
        const struct export_entry *x = &a->entry[i], *y = &b->entry[i];
        if (strcmp(x->id, y->id) != 0 || strcmp(x->title, y->title) != 0 || strcmp(x->gear, y->gear) != 0) abort();
        if (!text_is_line(x->title, strlen(x->title)) || !text_is_line(x->gear, strlen(x->gear))) abort();
        if (!text_is_utf8(x->description, strlen(x->description))) abort();
        if (x->distance_m < 0 || x->elapsed_s < 0 || x->moving_s < 0) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct export_catalogue quick, slow;
    export_catalogue_init(&quick);
    export_catalogue_init(&slow);
    if (read_both(&quick, bytes_of(data, size), false) != read_both(&slow, bytes_of(data, size), true)) abort();
    check_same(&quick, &slow);
    export_catalogue_release(&quick);
    export_catalogue_release(&slow);
    return 0;
}
