/* tingle shoes fit: do the shoes fit the feet? */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/fitting_report.h"

enum { OUTPUT_MAX_BYTES = 16 << 20 };

static const struct cli_example examples[] = {
    {"shoes fit", "every pair in use against both feet"},
    {"shoes fit Blue --minutes 120", "one pair, and after two hours of running"},
    {"shoes fit --where", "which of your shoes leaves most room where it goes numb"},
    {0}};

static const struct cli_option options[] = {
    {.name = "where", .kind = CLI_FLAG, .help = "the shoes in order of the room they leave where it goes numb"},
    {.name = "minutes", .kind = CLI_NUMBER, .argument = "N", .lo = 0, .hi = 6000, .help = "of running before \"after\" (60)"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_fitting *fit = NULL;
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_fitting_read(&fit, journal, cli->operands ? cli->operand[0] : NULL, cli_number(cli, "minutes", 60), err);
    if (st) goto done;
    if (cli_flag(cli, "json")) fitting_json(&out, fit, cli_flag(cli, "where"));
    else fitting_text(&out, fit, cli_flag(cli, "where"), &cli->console.term);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_fitting_free(fit);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_shoes_fit = {
    .name = "shoes fit", .summary = "whether your shoes fit your feet, with the error of it",
    .examples = examples, .operands = "[SHOE]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Room before the longest toe, overlap at the ball at rest and after a run, and where the shoe bends, foot by foot. Where the error of measuring "
            "does not allow a verdict, the answer is \"cannot tell\", with the chance of each. The insole is taken out of the shoe and measured like a foot.",
    .run = run};
