/* tingle report: the clinician's page. */
#include <tingle/clinic.h>
#include <tingle/journal.h>

#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"
#include "cli/output_file.h"
#include "report/clinic_page.h"

enum { OUTPUT_MAX_BYTES = 64 << 20 };

static const char *const papers[] = {"a4", "letter", NULL};

static const struct cli_example examples[] = {
    {"report", "the page on the terminal"},
    {"report --out page.pdf", "one page of A4, to print or to send"},
    {"report --out page.pdf --paper letter --details", "with details from page 2 on"},
    {"report --out page.html --question \"Could it be a nerve in the foot?\"", "for a browser, with what you want to ask"},
    {0}};

static const struct cli_option options[] = {
    {.name = "out", .kind = CLI_TEXT, .argument = "FILE", .help = "write a file: .pdf, .html or .txt"},
    {.name = "paper", .kind = CLI_CHOICE, .argument = "PAPER", .choices = papers, .help = "the size of the paper (a4)"},
    {.name = "details", .kind = CLI_FLAG, .help = "with what the model says and everything that was noted, from page 2 on"},
    {.name = "name", .kind = CLI_TEXT, .argument = "NAME", .help = "put a name on the page; it is left out otherwise, and not kept"},
    {.name = "question", .kind = CLI_TEXT, .argument = "TEXT", .help = "what you want to ask, on this page only"},
    {0}};

static enum tingle_status form_of(enum output_kind *form, const char *path, struct tingle_error *err)
{
    *form = OUTPUT_TEXT;
    if (!path || text_ends_with(path, ".txt")) return TINGLE_OK;
    if (text_ends_with(path, ".pdf")) *form = OUTPUT_PDF;
    else if (text_ends_with(path, ".html") || text_ends_with(path, ".htm")) *form = OUTPUT_HTML;
    else return error_set(err, TINGLE_WRONG_USE, -1, "%s: what should it be? The name must end in .pdf, .html or .txt", path);
    return TINGLE_OK;
}

static enum tingle_status draw(struct cli *cli, struct buffer *out, const struct tingle_clinic_report *report, enum output_kind form, struct tingle_error *err)
{
    struct clinic_style style = {.details = cli_flag(cli, "details"), .name = cli_text(cli, "name")};
    struct term paper = {.width = 78}, *term = cli_text(cli, "out") ? &paper : &cli->console.term;
    if (cli_text(cli, "paper")) page_paper_of(cli_text(cli, "paper"), &style.paper);
    if (form == OUTPUT_PDF) return clinic_pdf(out, report, &style, err);
    if (form == OUTPUT_HTML) return clinic_html(out, report, &style, err);
    clinic_text(out, report, &style, term);
    return buffer_status(out, "the page", err);
}

static enum tingle_status deliver(struct cli *cli, struct buffer *out, const struct tingle_clinic_report *report, enum output_kind form, struct tingle_error *err)
{
    const char *path = cli_text(cli, "out");
    enum tingle_status st;
    if (!path && cli_flag(cli, "json")) clinic_json(out, report);
    else {
        st = draw(cli, out, report, form, err);
        if (st) return st;
    }
    if (!path) return console_print(&cli->console, out, err);
    st = output_write(cli, path, form, bytes_of(out->data, out->size), 0600, err);
    return st ? st : answer_done(cli, "path", path, "written", err);
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_clinic_options wish = {.question = cli_text(cli, "question"), .model = cli_flag(cli, "details")};
    struct tingle_journal *journal = NULL;
    struct tingle_clinic_report *report = NULL;
    struct buffer out;
    enum output_kind form;
    enum tingle_status st = form_of(&form, cli_text(cli, "out"), err);
    if (!st && cli_text(cli, "out")) st = output_check(cli, cli_text(cli, "out"), form, err);
    if (st) return st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_clinic_report_make(&report, journal, &wish, err);
    if (!st) st = deliver(cli, &out, report, form, err);
    buffer_release(&out);
    tingle_clinic_report_free(report);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_report = {
    .name = "report", .summary = "one page for a doctor, physiotherapist or podiatrist",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Where it is numb, from which minute, for how long, how often; what was tried, shoes, warning signs, checks done at home, and what the "
            "records do not say. Names and places are left out. What the page also shows comes from `tingle about`, `tingle tried`, `tingle homecheck`, "
            "`tingle scales` and `tingle doctor`.\n\n"
            "The page is not a diagnosis, and nobody has reviewed it. Take it along; do not wait for it when you are worried.",
    .run = run};
