/* tingle why: the answer. */
#include <tingle/journal.h>
#include <tingle/why.h>

#include "cli/command.h"
#include "report/why_json.h"
#include "report/why_text.h"

enum { OUTPUT_MAX_BYTES = 64 << 20 };

static const struct cli_example examples[] = {
    {"why", "what goes with the numbness, on your usual long run"},
    {"why --minutes 45", "on a run of 45 minutes"},
    {"why --explain", "and what each number rests on"},
    {0}};

static const struct cli_option options[] = {
    {.name = "minutes", .kind = CLI_NUMBER, .argument = "MIN", .lo = 1, .hi = 1440,
     .help = "the run to speak of, in minutes of movement (else your usual long run)"},
    {.name = "severity", .kind = CLI_WHOLE, .argument = "N", .lo = 1, .hi = 10,
     .help = "count as numb only from this severity on, 1 to 10; choose it before you look"},
    {.name = "explain", .kind = CLI_FLAG, .help = "show what each number rests on"},
    {.name = "miles", .kind = CLI_FLAG, .help = "paces in minutes a mile"},
    {0}};

static void show(struct cli *cli, struct buffer *out, const struct tingle_why *why)
{
    struct why_style style = {.term = cli->console.term, .miles = cli_flag(cli, "miles"),
                              .explain = cli_flag(cli, "explain")};
    if (cli_flag(cli, "json")) why_json(out, why, style.explain);
    else why_text(out, why, &style);
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_why_options wish = {.minutes = cli_number(cli, "minutes", 0),
                                      .severity = (int)cli_whole(cli, "severity", 0),
                                      .explain = cli_flag(cli, "explain")};
    struct tingle_journal *journal = NULL;
    struct tingle_why *why = NULL;
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st) st = tingle_why_answer(&why, journal, &wish, err);
    if (st) goto done;
    show(cli, &out, why);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_why_free(why);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_why = {
    .name = "why", .summary = "what goes with the numbness, by how much, and how sure that is",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Everything rests on your own runs: two things that go together may share a cause that nobody wrote "
            "down. Chances have 90 % intervals; \"cannot tell\" means just that. The more runs you note, quiet ones "
            "too, the more the answer can say.",
    .run = run};
