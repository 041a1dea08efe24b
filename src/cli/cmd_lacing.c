/* tingle lacing: which pattern, and how. */
#include <tingle/fit.h>
#include <tingle/journal.h>

#include <string.h>

#include "cli/command.h"
#include "cli/dialogue.h"
#include "cli/output_file.h"
#include "report/fitting_report.h"

enum { OUTPUT_MAX_BYTES = 1 << 20, FILE_MODE = 0644 };

static const struct cli_example examples[] = {
    {"lacing", "a pattern for where it goes numb by your notes"},
    {"lacing \"top of the foot\"", "a pattern for a place"},
    {"lacing LOOP --svg loop.svg", "one pattern, drawn into a file"},
    {"lacing --all", "all patterns"},
    {0}};

static const struct cli_option options[] = {
    {.name = "all", .kind = CLI_FLAG, .help = "lists all patterns"},
    {.name = "svg", .kind = CLI_TEXT, .argument = "FILE", .help = "draws the (first) pattern into a file"},
    {0}};

static enum tingle_status write_svg(struct cli *cli, const struct tingle_lacing *lacing, const char *path, struct tingle_error *err)
{
    struct drawing drawing;
    struct buffer out;
    enum tingle_status st;
    if (lacing->patterns == 0)
        return error_set(err, TINGLE_NO, -1, "there is nothing to draw: no pattern follows; name one (see: tingle lacing --all)");
    buffer_init(&out, OUTPUT_MAX_BYTES);
    lacing_draw(&drawing, &lacing->pattern[0]);
    st = drawing_status(&drawing, err);
    buffer_add_text(&out, DRAWING_XML);
    if (!st) drawing_svg(&out, &drawing);
    if (!st) st = buffer_status(&out, path, err);
    if (!st) st = output_write(cli, path, OUTPUT_SVG, bytes_of(out.data, out.size), FILE_MODE, err);
    drawing_release(&drawing);
    buffer_release(&out);
    return st;
}

static enum tingle_status print(struct cli *cli, const struct tingle_lacing *lacing, struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) lacing_json(&out, lacing);
    else if (cli_flag(cli, "all")) lacing_list_text(&out, lacing, &cli->console.term);
    else lacing_text(&out, lacing, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_lacing *lacing = NULL;
    const char *svg = cli_text(cli, "svg");
    enum tingle_status st;
    if (cli_flag(cli, "all") && (cli->operands || svg))
        return error_set(err, TINGLE_WRONG_USE, -1, "--all lists all patterns: name none, or leave it out (see: tingle lacing --help)");
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_lacing_read(&lacing, journal, cli_flag(cli, "all") ? "all" : cli->operands ? cli->operand[0] : NULL, err);
    if (!st && svg) st = write_svg(cli, lacing, svg, err);
    if (!st && svg) st = answer_done(cli, "path", svg, "drawn", err);
    else if (!st) st = print(cli, lacing, err);
    tingle_lacing_free(lacing);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_lacing = {
    .name = "lacing", .summary = "how to lace for the place that goes numb",
    .examples = examples, .operands = "[SHOE|PLACE|PATTERN]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Advice relaxes the lace where it presses and keeps the heel firm. None of the patterns was tested for numbness: your notes will say.", .run = run};
