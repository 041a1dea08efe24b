/* tingle shoes next: what to look for in the next pair. */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/fitting_report.h"

enum { OUTPUT_MAX_BYTES = 1 << 20 };

static const struct cli_example examples[] = {
    {"shoes next", "length, width, shape of the next pair, by your own measures"},
    {"shoes next --minutes 180", "for runs of three hours"},
    {0}};

static const struct cli_option options[] = {
    {.name = "minutes", .kind = CLI_NUMBER, .argument = "N", .lo = 0, .hi = 6000, .help = "of running that they are for (60)"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_fitting *fit = NULL;
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_fitting_read(&fit, journal, NULL, cli_number(cli, "minutes", 60), err);
    if (st) goto done;
    if (cli_flag(cli, "json")) fitting_next_json(&out, fit);
    else fitting_next_text(&out, fit, &cli->console.term);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_fitting_free(fit);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_shoes_next = {
    .name = "shoes next", .summary = "what to look for in the next pair, as measures",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Measures of the insole, no brands: a foot and an insole can be compared, labels cannot. Comes after the questions of `tingle doctor`.", .run = run};
