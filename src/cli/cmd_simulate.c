/* tingle simulate: a runner with known truth, as files. */
#include <tingle/simulate.h>

#include "cli/command.h"
#include "report/json.h"

enum { OUTPUT_MAX_BYTES = 1 << 20, RUNS_USUAL = 100 };

static const struct cli_example examples[] = {
    {"simulate --seed 7 --runs 100 --out runner", "100 FIT files, notes, shoes, answers and the truth"},
    {"simulate --truth nothing --out runner", "a runner for whom nothing matters"},
    {"simulate --list", "the kinds of truth"},
    {0}};

static const struct cli_option options[] = {
    {.name = "out", .letter = 'o', .kind = CLI_TEXT, .argument = "DIR", .help = "the folder to write, new or empty"},
    {.name = "seed", .kind = CLI_WHOLE, .argument = "N", .lo = 0, .hi = 9007199254740992.0, .help = "which runner (else 1); the same options give the same bytes"},
    {.name = "runs", .kind = CLI_WHOLE, .argument = "N", .lo = 1, .hi = 10000, .help = "how many runs (else 100)"},
    {.name = "weeks", .kind = CLI_NUMBER, .argument = "W", .lo = 0.1, .hi = 2000, .help = "over how many weeks (else as many as 2.5 runs a week take)"},
    {.name = "truth", .kind = CLI_TEXT, .argument = "KIND", .help = "what is true of the runner (see --list)"},
    {.name = "list", .kind = CLI_FLAG, .help = "list the kinds of truth"},
    {0}};

static void add_kinds(struct buffer *out, bool as_json)
{
    const char *const *kind = tingle_simulate_truths();
    struct json j;
    json_init(&j, out);
    if (as_json) json_begin_array(&j, NULL);
    for (; *kind; kind++) {
        if (as_json) json_text(&j, NULL, *kind);
        else buffer_printf(out, "%s\n", *kind);
    }
    if (as_json) json_end(&j);
}

static void add_summary(struct buffer *out, struct cli *cli, const struct tingle_simulate_options *wish,
                        const struct tingle_simulate_summary *s)
{
    const char *cause = *s->cause ? s->cause : NULL;
    struct json j;
    if (!cli_flag(cli, "json")) {
        buffer_printf(out, "%s: %zu runs, %zu with a note, numb on %zu; main cause: %s\n", cli_text(cli, "out"), s->runs,
                      s->noted, s->numb, cause ? cause : "none");
        return;
    }
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "folder", cli_text(cli, "out"));
    json_whole(&j, "seed", (int64_t)wish->seed);
    json_text(&j, "truth", wish->truth ? wish->truth : tingle_simulate_truths()[0]);
    json_text(&j, "cause", cause);
    json_whole(&j, "runs", (int64_t)s->runs);
    json_whole(&j, "noted", (int64_t)s->noted);
    json_whole(&j, "numb", (int64_t)s->numb);
    json_end(&j);
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_simulate_options wish = {.seed = (uint64_t)cli_whole(cli, "seed", 1),
                                           .runs = (size_t)cli_whole(cli, "runs", RUNS_USUAL),
                                           .weeks = cli_number(cli, "weeks", 0), .truth = cli_text(cli, "truth")};
    struct tingle_simulate_summary summary;
    enum tingle_status st = TINGLE_OK;
    struct buffer out;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "list")) add_kinds(&out, cli_flag(cli, "json"));
    else if (!cli_text(cli, "out"))
        st = error_set(err, TINGLE_WRONG_USE, -1, "--out DIR is needed (see: tingle simulate --help)");
    else
        st = tingle_simulate(cli_text(cli, "out"), &wish, &summary, err);
    if (!st && !cli_flag(cli, "list")) add_summary(&out, cli, &wish, &summary);
    if (!st) st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

const struct cli_command cmd_simulate = {
    .name = "simulate", .summary = "write a simulated runner with known truth: FIT files, notes, shoes",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON,
    .text = "Writes activities/*.fit, notes.csv, shoes.csv, answers.json and truth.json (docs/truth-json.md). The files "
            "are marked as simulated: a journal that holds real runs refuses them, and the other way round. Look at "
            "them with: tingle import DIR --home OTHER, tingle why --home OTHER.",
    .run = run};
