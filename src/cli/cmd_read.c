/* tingle read: what watch files hold, without storing anything. */
#include <tingle/read.h>

#include "cli/command.h"
#include "report/recording_report.h"

enum { OUTPUT_MAX_BYTES = 1 << 30 };

static const struct cli_example examples[] = {
    {"read morning.fit", "what the file holds, and what had to be repaired"},
    {"read morning.fit --csv > morning.csv", "every sample, for a spreadsheet"},
    {"read --json *.fit", "one line of JSON a file"},
    {0}};

static const struct cli_option options[] = {
    {.name = "csv", .kind = CLI_FLAG, .help = "print every sample as CSV (one file only)"},
    {0}};

/* One file to the output. A file that cannot be read is said and remembered, and the next follows. */
static enum tingle_status read_one(struct cli *cli, const char *path, struct buffer *out,
                                   struct tingle_error *err)
{
    const char *shown_path = cli->operands > 1 ? path : NULL;
    struct tingle_recording *r = NULL;
    enum tingle_status st = tingle_read_file(&r, path, err);
    if (st) {
        if (shown_path && cli_flag(cli, "json")) recording_json_error(out, path, err->message);
        return st;
    }
    if (cli_flag(cli, "csv")) recording_csv(out, r);
    else if (cli_flag(cli, "json")) recording_json(out, r, shown_path);
    else recording_text(out, r, path, &cli->console.term);
    tingle_recording_free(r);
    return TINGLE_OK;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    enum tingle_status first = TINGLE_OK, st = TINGLE_OK;
    struct tingle_error one;
    struct buffer out;
    if (cli_flag(cli, "csv") && (cli->operands > 1 || cli_flag(cli, "json")))
        return error_set(err, TINGLE_WRONG_USE, -1, "--csv goes with one file and without --json (see: tingle read --help)");
    buffer_init(&out, OUTPUT_MAX_BYTES);
    for (size_t i = 0; i < cli->operands && !st; i++) {
        enum tingle_status read = read_one(cli, cli->operand[i], &out, &one);
        if (read && first) console_say(&cli->console, "%s", one.message);
        if (read && !first) {
            first = read;
            *err = one;
        }
        st = console_print(&cli->console, &out, err);
    }
    buffer_release(&out);
    return st ? st : first;
}

const struct cli_command cmd_read = {
    .name = "read", .summary = "what watch files hold, without storing anything",
    .examples = examples, .operands = "FILE...", .operands_min = 1, .operands_max = 100000,
    .options = options, .shared = CLI_JSON,
    .text = "Reads FIT, GPX and TCX, training sessions of Polar Flow (JSON) and workouts of Suunto (JSON, SML), each also "
            "as .gz. A damaged file gives what is readable, with a list of "
            "what was repaired; the exit status is that of the first file that gives nothing.",
    .run = run};
