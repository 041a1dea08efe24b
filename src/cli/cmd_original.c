/* tingle original: the file that a run came from. */
#include <tingle/journal.h>

#include <stdlib.h>

#include "cli/dialogue.h"
#include "cli/output_file.h"

enum { OUTPUT_MAX_BYTES = 1 << 30, FILE_MODE = 0600 };

static const struct cli_example examples[] = {
    {"original last --out last.fit", "the file of the last run, byte for byte"},
    {"original 12 | sha256sum", "to another program"},
    {0}};

static const struct cli_option options[] = {
    {.name = "out", .letter = 'o', .kind = CLI_TEXT, .argument = "FILE", .help = "write to FILE in place of standard output"},
    {0}};

static enum tingle_status hand_out(struct cli *cli, const unsigned char *data, size_t size, struct tingle_error *err)
{
    const char *path = cli_text(cli, "out");
    enum tingle_status st;
    struct buffer out;
    if (path) {
        st = output_write(cli, path, OUTPUT_ANY, (struct bytes){data, size}, FILE_MODE, err);
        return st ? st : answer_done(cli, "path", path, "written", err);
    }
    if (cli->console.term.is_terminal)
        return error_set(err, TINGLE_WRONG_USE, -1, "a watch file is not text: say --out FILE, or pipe it");
    buffer_init(&out, OUTPUT_MAX_BYTES);
    buffer_add(&out, data, size);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    unsigned char *data = NULL;
    size_t size = 0;
    int64_t id;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_run_find(&id, journal, cli->operand[0], err);
    if (!st) st = tingle_run_original(&data, &size, journal, id, err);
    if (!st) st = hand_out(cli, data, size, err);
    free(data);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_original = {
    .name = "original", .summary = "the file that a run came from, byte for byte",
    .examples = examples, .operands = "RUN", .operands_min = 1, .operands_max = 1, .options = options,
    .shared = CLI_JSON | CLI_HOME, .run = run};
