/* tingle now: it is numb this minute. */
#include <tingle/doctor.h>

#include <string.h>

#include "cli/dialogue.h"
#include "report/doctor_report.h"

static const struct cli_example examples[] = {
    {"now", "a foot is numb this minute: what to do, step by step"},
    {"now --json", "the steps, for a program"},
    {0}};

static enum tingle_status print(struct cli *cli, void (*text)(struct buffer *, const struct term *), struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, 1 << 16);
    if (cli_flag(cli, "json")) now_json(&out);
    else text(&out, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    if (!st) st = console_flush(&cli->console, err);
    buffer_release(&out);
    return st;
}

/* Nothing is kept: the note of the run does that. */
static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    const char *answer = NULL;
    enum tingle_status st = print(cli, now_text, err);
    if (st || cli_flag(cli, "json") || !console_is_interactive(&cli->console)) return st;
    answer = answer_yes_no(cli, "\nAfter that: is the feeling back? (y/n)");
    if (answer) console_say(&cli->console, "%s", tingle_now_back(strcmp(answer, "yes") == 0));
    return st;
}

const struct cli_command cmd_now = {
    .name = "now", .summary = "numb this minute: what to do, step by step",
    .examples = examples, .operands = "", .shared = CLI_JSON | CLI_ANY_HOME,
    .text = "Needs no journal. Never run on to the next break with a numb foot: it protects less, and falls come easier.",
    .run = run};
