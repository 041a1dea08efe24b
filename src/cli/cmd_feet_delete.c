/* tingle feet delete: a measurement that was wrong. */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"

static const struct cli_example examples[] = {
    {"feet --all", "the measurements with their numbers"},
    {"feet delete 3", "takes the third one out"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    const char *number = cli->operand[0];
    int64_t id;
    enum tingle_status st;
    if (!text_to_int(number, strlen(number), 1, INT64_MAX, &id))
        return error_set(err, TINGLE_WRONG_USE, -1, "'%.40s' is no number of a measurement (see: tingle feet --all)", number);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = tingle_foot_delete(journal, id, err);
    if (!st) st = answer_done(cli, "measurement", number, "deleted", err);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_feet_delete = {
    .name = "feet delete", .summary = "take a measurement of a foot out again",
    .examples = examples, .operands = "NUMBER", .operands_min = 1, .operands_max = 1, .shared = CLI_JSON | CLI_HOME, .run = run};
