/* tingle shoes add: a pair of shoes, new or changed. */
#include <tingle/journal.h>

#include <math.h>

#include "cli/dialogue.h"
#include "cli/command.h"

static const struct cli_example examples[] = {
    {"shoes add \"Pegasus 40\"", "a new pair"},
    {"shoes add \"Pegasus 40\" --width 98 --cushioning high", "what is known of it; the rest stays as it was"},
    {"shoes add \"Pegasus 40\" --retired 2026-11-01", "no longer worn"},
    {0}};

static const struct cli_option options[] = {
    {.name = "brand", .kind = CLI_TEXT, .argument = "TEXT", .help = "who made it"},
    {.name = "model", .kind = CLI_TEXT, .argument = "TEXT", .help = "its model"},
    {.name = "size", .kind = CLI_TEXT, .argument = "TEXT", .help = "its size as printed, such as \"EU 42.5\""},
    {.name = "width", .kind = CLI_NUMBER, .argument = "MM", .lo = 50, .hi = 150, .help = "inner width at the ball of the foot"},
    {.name = "insole", .kind = CLI_TEXT, .argument = "TEXT", .help = "the insole in it"},
    {.name = "arch-support", .kind = CLI_TEXT, .argument = "TEXT", .help = "how much it supports the arch"},
    {.name = "cushioning", .kind = CLI_TEXT, .argument = "TEXT", .help = "how soft it is"},
    {.name = "first-used", .kind = CLI_TEXT, .argument = "DAY", .help = "first day in use, such as 2026-03-01"},
    {.name = "retired", .kind = CLI_TEXT, .argument = "DAY", .help = "the day it was put away"},
    {.name = "start-km", .kind = CLI_NUMBER, .argument = "KM", .lo = 0, .hi = 100000, .help = "kilometres it had before"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_shoe shoe;
    enum tingle_status st;
    tingle_shoe_init(&shoe);
    shoe.name = cli->operand[0];
    shoe.brand = cli_text(cli, "brand");
    shoe.model = cli_text(cli, "model");
    shoe.size = cli_text(cli, "size");
    shoe.insole = cli_text(cli, "insole");
    shoe.arch_support = cli_text(cli, "arch-support");
    shoe.cushioning = cli_text(cli, "cushioning");
    shoe.first_used = cli_text(cli, "first-used");
    shoe.retired = cli_text(cli, "retired");
    shoe.width_mm = cli_number(cli, "width", NAN);
    shoe.start_km = cli_number(cli, "start-km", NAN);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = tingle_shoe_store(journal, &shoe, err);
    if (!st) st = answer_done(cli, "shoe", shoe.name, "stored", err);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_shoes_add = {
    .name = "shoes add", .summary = "add a pair of shoes, or change what is known of one",
    .examples = examples, .operands = "NAME", .operands_min = 1, .operands_max = 1, .options = options,
    .shared = CLI_JSON | CLI_HOME, .run = run};
