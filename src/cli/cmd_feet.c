/* tingle feet: what is known of both feet. */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/fitting_report.h"

enum { OUTPUT_MAX_BYTES = 16 << 20 };

static const struct cli_example examples[] = {
    {"feet", "both feet with their errors, day by day, and what has grown"},
    {"feet --all", "every measurement with its number"},
    {"feet sheet feet.pdf", "a sheet to trace your feet on"},
    {"feet add 265 --side left --width 100", "what you measured, in millimetres"},
    {0}};

static const struct cli_option options[] = {
    {.name = "all", .kind = CLI_FLAG, .help = "every measurement instead of the days' averages"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_feet *feet = NULL;
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_feet_read(&feet, journal, err);
    if (st) goto done;
    if (cli_flag(cli, "json")) feet_json(&out, feet);
    else feet_text(&out, feet, cli_flag(cli, "all"), &cli->console.term);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_feet_free(feet);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_feet = {
    .name = "feet", .summary = "your feet as you measured them, with errors, and what has grown",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Lengths are millimetres. +- is one standard deviation: two times out of three the truth lies within. Measure each foot twice: "
            "repeats of a day are averaged, and make the error smaller.",
    .run = run};
