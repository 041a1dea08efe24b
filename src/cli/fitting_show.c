/* Reading and printing how the shoes fit. */
#include "cli/fitting_show.h"

#include <tingle/journal.h>

enum { OUTPUT_MAX_BYTES = 16 << 20 };
static const double usual_run_min = 60;

enum tingle_status fitting_show(struct cli *cli, const char *shoe, void (*write)(struct cli *, struct buffer *, const struct tingle_fitting *),
                                struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_fitting *fit = NULL;
    struct buffer out;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (!st) st = tingle_fitting_read(&fit, journal, shoe, cli_number(cli, "minutes", usual_run_min), err);
    if (!st) write(cli, &out, fit);
    if (!st) st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    tingle_fitting_free(fit);
    tingle_journal_close(journal);
    return st;
}
