/* tingle restore: a backup or an export becomes the journal. */
#include <tingle/journal.h>

#include "cli/dialogue.h"

static const struct cli_example examples[] = {
    {"restore tingle-backup.db", "a backup, into an empty home"},
    {"restore my-runs --home other", "an exported folder, into another home"},
    {"restore tingle-backup.db --force", "in place of the journal that is there"},
    {0}};

static const struct cli_option options[] = {
    {.name = "force", .kind = CLI_FLAG, .help = "replace the journal that is there"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    enum tingle_status st = tingle_journal_restore(cli_text(cli, "home"), cli->operand[0], cli_flag(cli, "force"), err);
    return st ? st : answer_done(cli, "path", cli->operand[0], "restored", err);
}

const struct cli_command cmd_restore = {
    .name = "restore", .summary = "make a backup or an exported folder the journal",
    .examples = examples, .operands = "PATH", .operands_min = 1, .operands_max = 1, .options = options,
    .shared = CLI_JSON | CLI_HOME, .text = "Takes what this or any older version wrote.", .run = run};
