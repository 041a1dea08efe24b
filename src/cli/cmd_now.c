/* tingle now: it is numb this minute. */
#include <tingle/doctor.h>
#include <tingle/journal.h>

#include <string.h>

#include "cli/dialogue.h"
#include "report/doctor_report.h"

static const struct cli_example examples[] = {
    {"now", "a foot is numb this minute: what to do, step by step"},
    {"now --json", "the steps, for a program"},
    {0}};

static enum tingle_status print(struct cli *cli, const struct tingle_doctor *doctor, struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, 1 << 16);
    if (cli_flag(cli, "json")) now_json(&out, doctor);
    else now_text(&out, doctor, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    if (!st) st = console_flush(&cli->console, err);
    buffer_release(&out);
    return st;
}

/* What is known of the runner; NULL, and no word, where no journal can be read: the steps never wait for one. */
static struct tingle_doctor *what_is_known(struct cli *cli)
{
    struct tingle_journal *journal = NULL;
    struct tingle_doctor *doctor = NULL;
    struct tingle_error why;
    if (!tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, &why)) (void)tingle_doctor_read(&doctor, journal, &why);
    tingle_journal_close(journal);
    return doctor;
}

/* Nothing is kept: the note of the run does that. */
static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_doctor *doctor = what_is_known(cli);
    const char *answer = NULL;
    bool asks = !cli_flag(cli, "json") && !now_is_grave(doctor) && console_is_interactive(&cli->console);
    enum tingle_status st = print(cli, doctor, err);
    if (!st && asks) answer = answer_yes_no(cli, "\nAfter that: is the feeling back? (y/n)");
    if (answer) console_say(&cli->console, "%s", tingle_now_back(strcmp(answer, "yes") == 0));
    tingle_doctor_free(doctor);
    return st;
}

const struct cli_command cmd_now = {
    .name = "now", .summary = "numb this minute: what to do, step by step",
    .examples = examples, .operands = "", .shared = CLI_JSON | CLI_HOME,
    .text = "Needs no journal; where there is one, a grave warning sign comes first. Never run on to the next break with a numb foot: it protects less, and falls come easier.",
    .run = run};
