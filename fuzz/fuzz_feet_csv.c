/* Measured feet: any bytes are taken in or plainly refused. What was taken in is written, known when it comes again, and
 * written again: the two texts are the same. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz_target.h"
#include "journal/feet_csv.h"

static char home[] = "/tmp/tingle-fuzz-XXXXXX";
static struct journal *journal;

static void must(enum tingle_status st)
{
    if (st) abort();
}

static void close_journal(void)
{
    journal_close(journal);
    journal_delete(home, NULL);
    rmdir(home);
}

static void open_journal(void)
{
    if (!mkdtemp(home)) abort();
    must(journal_open(&journal, home, JOURNAL_WRITE, NULL));
    atexit(close_journal);
}

static void round_trip(void)
{
    struct buffer first, second;
    size_t added;
    buffer_init(&first, 1 << 26);
    buffer_init(&second, 1 << 26);
    must(feet_csv_write(&first, journal, NULL));
    must(feet_csv_import(journal, bytes_of(first.data, first.size), "again", &added, NULL));
    if (added) abort();
    must(feet_csv_write(&second, journal, NULL));
    if (strcmp(buffer_text(&first), buffer_text(&second)) != 0) abort();
    buffer_release(&first);
    buffer_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tingle_error err;
    size_t added;
    if (!journal) open_journal();
    must(journal_begin(journal, NULL));
    if (!feet_csv_import(journal, bytes_of(data, size), "feet.csv", &added, &err)) round_trip();
    journal_rollback(journal);
    return 0;
}
