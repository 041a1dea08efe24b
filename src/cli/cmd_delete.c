/* tingle delete: gone for good. */
#include <tingle/journal.h>

#include <stdio.h>

#include "cli/dialogue.h"

static const struct cli_example examples[] = {
    {"delete 12", "run 12 with its note and its files"},
    {"delete --everything", "the whole journal; asks first"},
    {0}};

static const struct cli_option options[] = {
    {.name = "everything", .kind = CLI_FLAG, .help = "delete the whole journal"},
    {.name = "yes", .kind = CLI_FLAG, .help = "do not ask"},
    {0}};

static enum tingle_status delete_everything(struct cli *cli, struct tingle_error *err)
{
    enum tingle_status st = answer_confirm(cli, "this deletes every run, note and file in the journal for good", err);
    if (!st) st = tingle_journal_delete(cli_text(cli, "home"), err);
    return st ? st : answer_done(cli, "journal", "everything", "deleted", err);
}

static enum tingle_status delete_run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    char what[200], number[32] = "";
    int64_t id;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = tingle_run_find(&id, journal, cli->operand[0], err);
    if (st) goto done;
    snprintf(number, sizeof number, "%lld", (long long)id);
    snprintf(what, sizeof what, "this deletes run %s with its note and its files for good", number);
    st = answer_confirm(cli, what, err);
    if (!st) st = tingle_run_delete(journal, id, err);
    if (!st) st = answer_done(cli, "run", number, "deleted", err);
done:
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    if (cli_flag(cli, "everything") == (cli->operands > 0))
        return error_set(err, TINGLE_WRONG_USE, -1, "name one RUN, or --everything (see: tingle delete --help)");
    return cli->operands ? delete_run(cli, err) : delete_everything(cli, err);
}

const struct cli_command cmd_delete = {
    .name = "delete", .summary = "delete a run, or everything, for good",
    .examples = examples, .operands = "[RUN]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "RUN is a run's number, its day, or \"last\". What is deleted is overwritten in the journal; backups and "
            "exports that you made are yours to delete.",
    .run = run};
