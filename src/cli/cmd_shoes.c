/* tingle shoes: the pairs in the journal, and all of one. */
#include <tingle/journal.h>

#include "cli/command.h"
#include "report/journal_report.h"

enum { OUTPUT_MAX_BYTES = 16 << 20 };

static const struct cli_example examples[] = {
    {"shoes", "your shoes, their kilometres and runs"},
    {"shoes Peg", "all that is kept of one pair; the beginning of its name is enough"},
    {"shoes add \"Pegasus 40\" --start-km 120", "a pair that has run 120 km already"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_shoe_list *list = NULL;
    struct tingle_shoe_list one = {.shoes = 1};
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_shoes_list(&list, journal, err);
    if (!st && cli->operands) st = tingle_shoe_find(&one.shoe, list, cli->operand[0], err);
    if (st) goto done;
    if (cli_flag(cli, "json")) shoes_json(&out, cli->operands ? &one : list);
    else if (cli->operands) shoe_text(&out, one.shoe, &cli->console.term);
    else shoes_text(&out, list, &cli->console.term);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_shoe_list_free(list);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_shoes = {
    .name = "shoes", .summary = "list your shoes, their kilometres and runs, or show one",
    .examples = examples, .operands = "[NAME]", .operands_max = 1, .shared = CLI_JSON | CLI_HOME, .run = run};
