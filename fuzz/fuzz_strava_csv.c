/* Strava's tables: any bytes are taken in or plainly refused; texts that come out are harmless, and every entry that
 * names a file is found by it. */
#include <stdlib.h>
#include <string.h>

#include "archive/export_catalogue.h"
#include "base/text.h"
#include "fuzz_target.h"

static void check_line(const char *text)
{
    if (!text_is_line(text, strlen(text))) abort();
}

static void check_block(const char *text)
{
    if (!text_is_utf8(text, strlen(text))) abort();
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 && *text != '\n') abort();
}

static void check_entry(const struct export_catalogue *c, const struct export_entry *e)
{
    const struct export_entry *found = export_entry_of_file(c, e->file);
    check_line(e->id);
    check_line(e->title);
    check_line(e->gear);
    check_line(e->file);
    check_block(e->description);
    check_block(e->private_note);
    if (*e->file ? !found || found > e : found != NULL) abort();
    if (e->distance_m < 0 || e->elapsed_s < 0 || e->moving_s < 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct export_catalogue c;
    struct tingle_error err;
    export_catalogue_init(&c);
    strava_activities_read(&c, bytes_of(data, size), "a.zip/activities.csv", &err);
    strava_shoes_read(&c, bytes_of(data, size), "a.zip/shoes.csv", &err);
    for (size_t i = 0; i < c.entries; i++) check_entry(&c, &c.entry[i]);
    for (size_t i = 0; i < c.shoes; i++) {
        check_line(c.shoe[i].name);
        check_line(c.shoe[i].brand);
        check_line(c.shoe[i].model);
    }
    export_catalogue_release(&c);
    return 0;
}
