/* tingle backup: everything in one file. */
#include <tingle/journal.h>

#include "cli/dialogue.h"

static const struct cli_example examples[] = {
    {"backup tingle-backup.db", "one file that holds everything"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_journal_backup(journal, cli->operand[0], err);
    if (!st) st = answer_done(cli, "path", cli->operand[0], "everything is in it", err);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_backup = {
    .name = "backup", .summary = "write one file that holds everything",
    .examples = examples, .operands = "FILE", .operands_min = 1, .operands_max = 1, .shared = CLI_JSON | CLI_HOME,
    .text = "Safe while other programs use the journal. `tingle restore` takes it back, on this or any later version.",
    .run = run};
