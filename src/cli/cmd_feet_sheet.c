/* tingle feet sheet: a PDF on which feet are traced at home. */
#include <string.h>

#include "cli/command.h"
#include "cli/dialogue.h"
#include "cli/output_file.h"
#include "report/tracing_sheet.h"

enum { SHEET_MAX_BYTES = 16 << 20, FILE_MODE = 0644 };

static const char *const papers[] = {"a4", "letter", NULL};

static const struct cli_example examples[] = {
    {"feet sheet feet.pdf", "two pages of A4, one for each foot"},
    {"feet sheet feet.pdf --paper letter", "the same on Letter"},
    {0}};

static const struct cli_option options[] = {
    {.name = "paper", .kind = CLI_CHOICE, .argument = "PAPER", .choices = papers, .help = "the size of the paper (a4)"},
    {0}};

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    const char *path = cli->operand[0], *paper = cli_text(cli, "paper");
    struct buffer out;
    enum tingle_status st = output_check(cli, path, OUTPUT_PDF, err);
    if (st) return st;
    buffer_init(&out, SHEET_MAX_BYTES);
    st = tracing_sheet_pdf(&out, paper && strcmp(paper, "letter") == 0 ? PAGE_LETTER : PAGE_A4, err);
    if (!st) st = output_write(cli, path, OUTPUT_PDF, bytes_of(out.data, out.size), FILE_MODE, err);
    buffer_release(&out);
    return st ? st : answer_done(cli, "path", path, "written; print it at 100 %, and check its marks of size", err);
}

const struct cli_command cmd_feet_sheet = {
    .name = "feet sheet", .summary = "a sheet to trace your feet on, as a PDF",
    .examples = examples, .operands = "FILE.pdf", .operands_min = 1, .operands_max = 1, .options = options, .shared = CLI_JSON,
    .text = "The sheet says how to trace, shows where to stand, and has a line of 100 mm and the outline of a bank card by which you see whether "
            "the printer kept the size. A foot longer than the sheet needs a second one taped to it: the sheet says from which length on.",
    .run = run};
