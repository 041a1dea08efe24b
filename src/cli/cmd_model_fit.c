/* tingle model fit: the onset model on plain CSV files. */
#include <tingle/model.h>

#include "cli/command.h"
#include "report/model_report.h"

enum { OUTPUT_MAX_BYTES = 64 << 20 };

static const struct cli_example examples[] = {
    {"model fit --runs runs.csv --bins bins.csv", "the parameters of the model"},
    {"model fit --runs runs.csv --bins bins.csv --scenarios what-if.csv --json", "and the risk of runs that were not run"},
    {0}};

static const struct cli_option options[] = {
    {.name = "runs", .kind = CLI_TEXT, .argument = "FILE", .help = "CSV, one row a run: recorded or not, when numbness started, the shoe"},
    {.name = "bins", .kind = CLI_TEXT, .argument = "FILE", .help = "CSV, one row a bin of a run: length, load, relief, covariates"},
    {.name = "scenarios", .kind = CLI_TEXT, .argument = "FILE", .help = "CSV of bins like --bins, of runs to predict; the first is what the others are held against"},
    {.name = "prior", .kind = CLI_TEXT, .argument = "FILE", .help = "JSON of priors, in place of those of data/priors.csv"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_model_fit *fit = NULL;
    struct buffer out;
    enum tingle_status st;
    if (!cli_text(cli, "runs") || !cli_text(cli, "bins"))
        return error_set(err, TINGLE_WRONG_USE, -1, "--runs FILE and --bins FILE are both needed (see: tingle model fit --help)");
    st = tingle_model_fit_files(&fit, cli_text(cli, "runs"), cli_text(cli, "bins"), cli_text(cli, "scenarios"),
                                cli_text(cli, "prior"), err);
    if (st) return st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) model_fit_json(&out, fit);
    else model_fit_text(&out, fit);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    tingle_model_fit_free(fit);
    return st;
}

const struct cli_command cmd_model_fit = {
    .name = "model fit", .summary = "fit the onset model to plain CSV files",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON,
    .text = "For researchers and tests. Fits exactly what the files say: no trend, no allowance for choices that "
            "were not randomised, no columns for missing values. The columns are described in docs/model-fit.md.",
    .run = run};
