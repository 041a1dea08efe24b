/* tingle export: everything out, in plain formats. */
#include <tingle/journal.h>

#include "cli/dialogue.h"

static const struct cli_example examples[] = {
    {"export my-runs", "a folder of CSV, JSON and the original files"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_journal_export(journal, cli->operand[0], err);
    if (!st) st = answer_done(cli, "path", cli->operand[0], "everything is there", err);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_export = {
    .name = "export", .summary = "write everything into a folder: CSV, JSON and the original files",
    .examples = examples, .operands = "DIR", .operands_min = 1, .operands_max = 1, .shared = CLI_JSON | CLI_HOME,
    .text = "The folder must be new or empty. Its files are described in docs/export.md; `tingle restore` and "
            "`tingle import` take it back.",
    .run = run};
