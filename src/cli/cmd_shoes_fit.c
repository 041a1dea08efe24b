/* tingle shoes fit: do the shoes fit the feet? */
#include <tingle/fit.h>

#include "cli/command.h"
#include "cli/fitting_show.h"

static const struct cli_example examples[] = {
    {"shoes fit", "every pair in use against both feet"},
    {"shoes fit Blue --minutes 120", "one pair, and after two hours of running"},
    {"shoes fit --where", "which of your shoes leaves most room where it goes numb"},
    {0}};

static const struct cli_option options[] = {
    {.name = "where", .kind = CLI_FLAG, .help = "the shoes in order of the room they leave where it goes numb"},
    {.name = "minutes", .kind = CLI_NUMBER, .argument = "N", .lo = 0, .hi = 6000, .help = "of running before \"after\" (60)"},
    {0}};

static void write(struct cli *cli, struct buffer *out, const struct tingle_fitting *fit)
{
    if (cli_flag(cli, "json")) fitting_json(out, fit, cli_flag(cli, "where"));
    else fitting_text(out, fit, cli_flag(cli, "where"), &cli->console.term);
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err) { return fitting_show(cli, cli->operands ? cli->operand[0] : NULL, write, err); }

const struct cli_command cmd_shoes_fit = {
    .name = "shoes fit", .summary = "whether your shoes fit your feet, with the error of it",
    .examples = examples, .operands = "[SHOE]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Room before the longest toe, overlap at the ball at rest and after a run, and where the shoe bends, foot by foot. Where the error of measuring "
            "does not allow a verdict, the answer is \"cannot tell\", with the chance of each. The insole is taken out of the shoe and measured like a foot.",
    .run = run};
