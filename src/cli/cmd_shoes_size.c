/* tingle shoes size: a size in all systems. */
#include <tingle/fit.h>

#include "cli/command.h"
#include "report/fitting_report.h"

enum { OUTPUT_MAX_BYTES = 1 << 16 };

static const struct cli_example examples[] = {
    {"shoes size \"EU 42\"", "the foot that it is meant for, and the other systems"},
    {"shoes size \"US women 8.5\"", "women's sizes of the US"},
    {"shoes size \"26.5 cm\"", "from the length of a foot"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_size size;
    struct buffer out;
    enum tingle_status st = tingle_size_read(&size, cli->operand[0], err);
    if (st) return st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) size_json(&out, &size);
    else size_text(&out, &size, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

const struct cli_command cmd_shoes_size = {
    .name = "shoes size", .summary = "a size in EU, UK, US, cm and Mondopoint",
    .examples = examples, .operands = "SIZE", .operands_min = 1, .operands_max = 1, .shared = CLI_JSON | CLI_ANY_HOME, .run = run};
