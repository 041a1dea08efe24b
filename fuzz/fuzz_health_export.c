/* Exports of Apple Health: any bytes give documents that consist of the export's own bytes, or a plain refusal, and the
 * size of the pieces that they come in makes no difference. The first byte of the input is that size. */
#include <stdlib.h>
#include <string.h>

#include "archive/health_export.h"
#include "../tests/unit/slow_source.h"
#include "fuzz_target.h"

static void must(int holds)
{
    if (!holds) abort();
}

/* The export of the bytes given piece by piece; NULL when it was refused. */
static struct health_export *export_of(struct bytes file, size_t piece)
{
    struct health_export *h = NULL;
    struct slow_source p = {file, piece};
    const struct byte_source in = {slow_read, &p};
    struct tingle_error err = {.message = ""};
    const char gpx[] = "<?xml?><gpx><trk/></gpx>";
    enum tingle_status st = health_export_new(&h, &err);
    if (!st) st = health_export_find(h, &in, "fuzz", &err);
    p.left = file;
    if (!st) st = health_export_collect(h, &in, "fuzz", &err);
    if (!st) st = health_export_route(h, "a/route.gpx", bytes_of(gpx, sizeof gpx - 1), &err);
    must(!st || (err.code == st && err.message[0]));
    if (!st) return h;
    health_export_free(h);
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct health_export *one, *other;
    struct bytes file = bytes_of(data, size);
    if (size < 1) return 0;
    file = bytes_slice(file, 1, SIZE_MAX);
    one = export_of(file, (size_t)data[0] + 1);
    other = export_of(file, SIZE_MAX);
    must(!one == !other);
    for (size_t i = 0; one && i < health_export_count(one); i++) {
        struct file_bytes a, b;
        must(health_export_document(one, i, &a, NULL) == TINGLE_OK && health_export_document(other, i, &b, NULL) == TINGLE_OK);
        must(a.size == b.size && memcmp(a.data, b.data, a.size) == 0);
        must(strcmp(health_export_name(one, i), health_export_name(other, i)) == 0);
        file_release(&a);
        file_release(&b);
    }
    must(!one || health_export_count(one) == health_export_count(other));
    health_export_free(one);
    health_export_free(other);
    return 0;
}
