/* tingle shoes add: a pair of shoes, new or changed. */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include <math.h>

#include "cli/dialogue.h"
#include "cli/command.h"

static const struct cli_example examples[] = {
    {"shoes add \"Pegasus 40\"", "a new pair"},
    {"shoes add \"Pegasus 40\" --width 98 --cushioning high", "what is known of it; the rest stays as it was"},
    {"shoes add \"Pegasus 40\" --size \"EU 42.5\" --insole-length 279 --width 96 --toe-depth low", "measured with the insole taken out"},
    {"shoes add \"Pegasus 40\" --retired 2026-11-01", "no longer worn"},
    {0}};

static const char *const shapes[] = {"pointed", "rounded", "square", "foot-shaped", NULL};
static const char *const depths[] = {"low", "medium", "high", NULL};
static const char *const systems[] = {"eu", "uk", "us-men", "us-women", "brannock-men", "brannock-women", "cm", "mondopoint", NULL};

static const struct cli_option options[] = {
    {.name = "brand", .kind = CLI_TEXT, .argument = "TEXT", .help = "who made it"},
    {.name = "model", .kind = CLI_TEXT, .argument = "TEXT", .help = "its model"},
    {.name = "size", .kind = CLI_TEXT, .argument = "TEXT", .help = "its size as printed, such as \"EU 42.5\""},
    {.name = "size-system", .kind = CLI_CHOICE, .argument = "SYSTEM", .choices = systems, .help = "where the size does not say it"},
    {.name = "width-label", .kind = CLI_TEXT, .argument = "TEXT", .help = "the width as labelled, such as 2E; never taken for millimetres"},
    {.name = "insole-length", .kind = CLI_NUMBER, .argument = "MM", .help = "length of the insole, taken out"},
    {.name = "width", .kind = CLI_NUMBER, .argument = "MM", .help = "inner width at the ball of the foot: the insole straight across"},
    {.name = "heel-to-ball", .kind = CLI_NUMBER, .argument = "MM", .help = "from the heel end of the insole to where the shoe bends"},
    {.name = "toe-shape", .kind = CLI_CHOICE, .argument = "SHAPE", .choices = shapes, .help = "the toe box from above"},
    {.name = "toe-depth", .kind = CLI_CHOICE, .argument = "DEPTH", .choices = depths, .help = "the toe box from the side"},
    {.name = "upper", .kind = CLI_TEXT, .argument = "TEXT", .help = "knit, mesh, leather"},
    {.name = "stack-heel", .kind = CLI_NUMBER, .argument = "MM", .help = "height of the sole under the heel"},
    {.name = "stack-forefoot", .kind = CLI_NUMBER, .argument = "MM", .help = "height of the sole under the forefoot"},
    {.name = "drop", .kind = CLI_NUMBER, .argument = "MM", .help = "heel over forefoot"},
    {.name = "cushioning", .kind = CLI_TEXT, .argument = "TEXT", .help = "how soft it is"},
    {.name = "cushioning-heel", .kind = CLI_TEXT, .argument = "TEXT", .help = "how soft it is under the heel"},
    {.name = "cushioning-forefoot", .kind = CLI_TEXT, .argument = "TEXT", .help = "how soft it is under the forefoot"},
    {.name = "insole", .kind = CLI_TEXT, .argument = "TEXT", .help = "the insole or orthotic in it"},
    {.name = "arch-support", .kind = CLI_TEXT, .argument = "TEXT", .help = "how much it supports the arch"},
    {.name = "laces", .kind = CLI_TEXT, .argument = "TEXT", .help = "the laces: flat, round, elastic"},
    {.name = "lacing", .kind = CLI_TEXT, .argument = "PATTERN", .help = "how it is laced (see: tingle lacing --all)"},
    {.name = "bought", .kind = CLI_DAY, .argument = "DAY", .help = "when it was bought, such as 2026-02-20"},
    {.name = "first-used", .kind = CLI_DAY, .argument = "DAY", .help = "first day in use, such as 2026-03-01"},
    {.name = "retired", .kind = CLI_DAY, .argument = "DAY", .help = "the day it was put away"},
    {.name = "start-km", .kind = CLI_NUMBER, .argument = "KM", .lo = 0, .hi = 20000, .help = "kilometres it had before"},
    {0}};

static void from_options(const struct cli *cli, struct tingle_shoe *shoe)
{
    tingle_shoe_init(shoe);
    shoe->name = cli->operand[0];
    shoe->brand = cli_text(cli, "brand");
    shoe->model = cli_text(cli, "model");
    shoe->size = cli_text(cli, "size");
    shoe->size_system = cli_text(cli, "size-system");
    shoe->width_label = cli_text(cli, "width-label");
    shoe->insole_length_mm = cli_number(cli, "insole-length", NAN);
    shoe->width_mm = cli_number(cli, "width", NAN);
    shoe->ball_mm = cli_number(cli, "heel-to-ball", NAN);
    shoe->toe_shape = cli_text(cli, "toe-shape");
    shoe->toe_depth = cli_text(cli, "toe-depth");
    shoe->upper = cli_text(cli, "upper");
    shoe->stack_heel_mm = cli_number(cli, "stack-heel", NAN);
    shoe->stack_forefoot_mm = cli_number(cli, "stack-forefoot", NAN);
    shoe->drop_mm = cli_number(cli, "drop", NAN);
    shoe->cushioning = cli_text(cli, "cushioning");
    shoe->cushioning_heel = cli_text(cli, "cushioning-heel");
    shoe->cushioning_forefoot = cli_text(cli, "cushioning-forefoot");
    shoe->insole = cli_text(cli, "insole");
    shoe->arch_support = cli_text(cli, "arch-support");
    shoe->laces = cli_text(cli, "laces");
    shoe->lacing = cli_text(cli, "lacing");
    shoe->bought = cli_text(cli, "bought");
    shoe->first_used = cli_text(cli, "first-used");
    shoe->retired = cli_text(cli, "retired");
    shoe->start_km = cli_number(cli, "start-km", NAN);
}

/* A size that nobody can read helps nobody. */
static enum tingle_status check_size(const struct tingle_shoe *shoe, struct tingle_error *err)
{
    struct tingle_size size;
    if (!shoe->size || shoe->size_system) return TINGLE_OK;
    return error_prefix(err, tingle_size_read(&size, shoe->size, err), "--size");
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_shoe shoe;
    enum tingle_status st;
    from_options(cli, &shoe);
    st = tingle_shoe_check(&shoe, err) ? (err->code = TINGLE_WRONG_USE) : check_size(&shoe, err); /* a wrong value of an option, not of a file */
    if (!st) st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = tingle_shoe_store(journal, &shoe, err);
    if (!st) st = answer_done(cli, "shoe", shoe.name, "stored", err);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_shoes_add = {
    .name = "shoes add", .summary = "add a pair of shoes, or change what is known of one",
    .examples = examples, .operands = "NAME", .operands_min = 1, .operands_max = 1, .options = options,
    .shared = CLI_JSON | CLI_HOME, .run = run};
