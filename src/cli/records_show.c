/* Reading and printing the records. */
#include "cli/records_show.h"

#include <tingle/journal.h>

enum { OUTPUT_MAX_BYTES = 1 << 24 };

enum tingle_status records_show(struct cli *cli, void (*text)(struct buffer *, const struct tingle_records *, const struct term *),
                                void (*json)(struct buffer *, const struct tingle_records *), struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_records *records = NULL;
    struct buffer out;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (!st) st = tingle_records_read(&records, journal, err);
    if (!st && cli_flag(cli, "json")) json(&out, records);
    else if (!st) text(&out, records, &cli->console.term);
    if (!st) st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    tingle_records_free(records);
    tingle_journal_close(journal);
    return st;
}
