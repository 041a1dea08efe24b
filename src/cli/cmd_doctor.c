/* tingle doctor: the questions that come before advice. */
#include <tingle/doctor.h>
#include <tingle/journal.h>

#include <string.h>

#include "base/file_bytes.h"
#include "cli/dialogue.h"
#include "cli/command.h"
#include "report/doctor_report.h"
#include "report/journal_report.h"

enum { ANSWERS_MAX_BYTES = 1 << 20 };

static const char *const yes_no[] = {"yes", "no", NULL};
static const char *const how_often[] = {"always", "sometimes", "hardly-ever", NULL};

static const struct cli_example examples[] = {
    {"doctor", "asks three questions, and says what follows"},
    {"doctor --seen 2026-11-20", "a clinician has looked at it"},
    {"doctor --json", "what is known, for a program"},
    {"doctor --answers answers.json --json", "judges a sheet of answers, and stores nothing"},
    {0}};

static const struct cli_option options[] = {
    {.name = "emergency", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "answer to the first question"},
    {.name = "urgent", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "answer to the second question"},
    {.name = "under-16", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "younger than 16"},
    {.name = "pregnant", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "pregnant"},
    {.name = "diabetes", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "diabetes"},
    {.name = "neuropathy", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "a known nerve disease"},
    {.name = "surgery", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "surgery on back, leg or foot"},
    {.name = "answers", .kind = CLI_TEXT, .argument = "FILE", .help = "judge this sheet of answers (docs/answers-json.md); nothing is stored"},
    {.name = "seen", .kind = CLI_TEXT, .argument = "DAY", .help = "the day a clinician looked at it, such as 2026-11-20"},
    {.name = "quiet-notes", .kind = CLI_CHOICE, .argument = "HOW", .choices = how_often, .help = "how often you note runs on which nothing happened"},
    {0}};

static bool said_anything(const struct cli *cli)
{
    for (size_t i = 0; options[i].name; i++)
        if (cli->value[i]) return true;
    return false;
}

static void from_options(const struct cli *cli, struct tingle_screening *s)
{
    s->emergency = cli_text(cli, "emergency");
    s->urgent = cli_text(cli, "urgent");
    s->under_16 = cli_text(cli, "under-16");
    s->pregnant = cli_text(cli, "pregnant");
    s->diabetes = cli_text(cli, "diabetes");
    s->neuropathy = cli_text(cli, "neuropathy");
    s->surgery = cli_text(cli, "surgery");
    s->seen_by_clinician = cli_text(cli, "seen");
    s->quiet_notes = cli_text(cli, "quiet-notes");
}

/* "Any of these?" first; only a yes opens the single questions. */
static void ask_profile(struct cli *cli, struct tingle_screening *s)
{
    const char *any = answer_yes_no(cli, tingle_screening_question(2));
    if (!any) return;
    s->under_16 = s->pregnant = s->diabetes = s->neuropathy = s->surgery = "no";
    if (strcmp(any, "no") == 0) return;
    s->under_16 = answer_yes_no(cli, "Are you younger than 16? (y/n)");
    s->pregnant = answer_yes_no(cli, "Are you pregnant? (y/n)");
    s->diabetes = answer_yes_no(cli, "Do you have diabetes? (y/n)");
    s->neuropathy = answer_yes_no(cli, "Do you have a known nerve disease? (y/n)");
    s->surgery = answer_yes_no(cli, "Have you had surgery on your back, leg or foot? (y/n)");
}

static void ask(struct cli *cli, struct tingle_screening *s)
{
    s->emergency = answer_yes_no(cli, tingle_screening_question(0));
    if (s->emergency && strcmp(s->emergency, "yes") == 0) return;
    s->urgent = answer_yes_no(cli, tingle_screening_question(1));
    if (s->urgent && strcmp(s->urgent, "yes") == 0) return;
    ask_profile(cli, s);
}

static enum tingle_status print_state(struct cli *cli, struct tingle_journal *journal, struct tingle_error *err)
{
    struct tingle_screening_state state;
    struct buffer out;
    enum tingle_status st = tingle_screening_read(&state, journal, err);
    if (st) return st;
    buffer_init(&out, 1 << 16);
    if (cli_flag(cli, "json")) screening_json(&out, &state);
    else screening_text(&out, &state, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status ask_or_tell(struct cli *cli, struct tingle_error *err)
{
    struct tingle_screening answers = {0};
    struct tingle_journal *journal = NULL;
    bool told = said_anything(cli), asks = !told && !cli_flag(cli, "json") && console_is_interactive(&cli->console);
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"),
                                                told || asks ? TINGLE_JOURNAL_WRITE : TINGLE_JOURNAL_READ, err);
    if (told) from_options(cli, &answers);
    if (!st && asks) ask(cli, &answers);
    if (!st && (told || asks)) st = tingle_screening_store(journal, &answers, err);
    if (!st) st = print_state(cli, journal, err);
    tingle_journal_close(journal);
    return st;
}

/* A home that cannot be opened hides its log, not the answer. */
static struct tingle_journal *open_for_log(struct cli *cli)
{
    struct tingle_journal *journal = NULL;
    struct tingle_error why;
    if (tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, &why))
        console_say(&cli->console, "the log was not looked at: %s", why.message);
    return journal;
}

static enum tingle_status judge_sheet(struct cli *cli, const char *path, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_doctor *doctor = NULL;
    struct file_bytes file = {0};
    struct buffer out;
    enum tingle_status st = file_read(&file, strcmp(path, "-") == 0 ? "/dev/stdin" : path, ANSWERS_MAX_BYTES, err);
    buffer_init(&out, 1 << 20);
    if (st) goto done;
    journal = open_for_log(cli);
    st = tingle_doctor_judge(&doctor, journal, (const char *)file.data, file.size, path, err);
    if (st) goto done;
    if (cli_flag(cli, "json")) doctor_json(&out, doctor);
    else doctor_text(&out, doctor, &cli->console.term);
    st = console_print(&cli->console, &out, err);
done:
    buffer_release(&out);
    tingle_doctor_free(doctor);
    tingle_journal_close(journal);
    file_release(&file);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    if (cli_text(cli, "answers")) return judge_sheet(cli, cli_text(cli, "answers"), err);
    return ask_or_tell(cli, err);
}
const struct cli_command cmd_doctor = {
    .name = "doctor", .summary = "the questions that come before advice, and when a doctor should look instead",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "On a terminal it asks; an answer that is not given stays unasked, and unasked is not \"no\". "
            "Tingle informs; it does not diagnose. If you are worried, or it changes, see a doctor.",
    .run = run};
