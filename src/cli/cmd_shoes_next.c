/* tingle shoes next: what to look for in the next pair. */
#include <tingle/fit.h>

#include "cli/command.h"
#include "cli/fitting_show.h"

static const struct cli_example examples[] = {
    {"shoes next", "length, width, shape of the next pair, by your own measures"},
    {"shoes next --minutes 180", "for runs of three hours"},
    {0}};

static const struct cli_option options[] = {
    {.name = "minutes", .kind = CLI_NUMBER, .argument = "N", .lo = 0, .hi = 6000, .help = "of running that they are for (60)"},
    {0}};

static void write(struct cli *cli, struct buffer *out, const struct tingle_fitting *fit)
{
    if (cli_flag(cli, "json")) fitting_next_json(out, fit);
    else fitting_next_text(out, fit, &cli->console.term);
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err) { return fitting_show(cli, NULL, write, err); }

const struct cli_command cmd_shoes_next = {
    .name = "shoes next", .summary = "what to look for in the next pair, as measures",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Measures of the insole, no brands: a foot and an insole can be compared, labels cannot. Comes after the questions of `tingle doctor`.", .run = run};
