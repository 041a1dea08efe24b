/* tingle doctor: the questions that come before advice, and when a doctor should look. */
#include <tingle/doctor.h>
#include <tingle/journal.h>

#include <string.h>

#include "base/file_bytes.h"
#include "cli/dialogue.h"
#include "cli/sign_dialogue.h"
#include "report/doctor_report.h"

enum { ANSWERS_MAX_BYTES = 1 << 20, OUTPUT_MAX_BYTES = 1 << 20, TEXT_BYTES = 500 };

static const char *const yes_no[] = {"yes", "no", NULL};
static const char *const how_often[] = {"always", "sometimes", "hardly-ever", NULL};

static const struct cli_example examples[] = {
    {"doctor", "asks what is not known yet, and says what follows"},
    {"doctor --all", "asks all nine screens again"},
    {"doctor --seen 2026-11-20", "a clinician has looked at it"},
    {"doctor --questions", "shows the questions, and asks none"},
    {"doctor --json", "what is known, for a program"},
    {"doctor --answers answers.json --json", "judges a sheet of answers, and stores nothing"},
    {0}};

static const struct cli_option options[] = {
    {.name = "all", .kind = CLI_FLAG, .help = "ask all questions, those already answered too"},
    {.name = "questions", .kind = CLI_FLAG, .help = "show all questions as they are asked"},
    {.name = "answers", .kind = CLI_TEXT, .argument = "FILE", .help = "judge this sheet of answers (docs/answers-json.md), - for standard input; nothing is stored"},
    {.name = "seen", .kind = CLI_DAY, .argument = "DAY", .help = "the day a clinician looked at it, such as 2026-11-20"},
    {.name = "under-16", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "younger than 16"},
    {.name = "pregnant", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "pregnant"},
    {.name = "diabetes", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "diabetes"},
    {.name = "neuropathy", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "a known nerve disease"},
    {.name = "surgery", .kind = CLI_CHOICE, .argument = "YN", .choices = yes_no, .help = "surgery on back, leg or foot"},
    {.name = "country", .kind = CLI_TEXT, .argument = "NAME", .help = "the country you run in"},
    {.name = "emergency-number", .kind = CLI_TEXT, .argument = "N", .help = "its emergency number; 112 is shown until you say so"},
    {.name = "diseases", .kind = CLI_TEXT, .argument = "TEXT", .help = "diseases to put on the clinician's page"},
    {.name = "drugs", .kind = CLI_TEXT, .argument = "TEXT", .help = "medicines to put on the clinician's page"},
    {.name = "first-numb", .kind = CLI_TEXT, .argument = "WHEN", .help = "when it was first felt: a year, a month or a day, such as 2024-05"},
    {.name = "quiet-notes", .kind = CLI_CHOICE, .argument = "HOW", .choices = how_often, .help = "how often you note runs on which nothing happened"},
    {0}};

/* Options that tell something, and the keys that they answer. */
static const struct { const char *option, *key; } told[] = {
    {"seen", "seen_by_clinician"}, {"under-16", "under_16"}, {"pregnant", "pregnant"}, {"diabetes", "diabetes"},
    {"neuropathy", "neuropathy"}, {"surgery", "surgery"}, {"country", "country"}, {"emergency-number", "emergency_number"},
    {"diseases", "diseases"}, {"drugs", "drugs"}, {"first-numb", "first_numb"}, {"quiet-notes", "quiet_notes"}};
enum { TOLD = sizeof told / sizeof *told };

static size_t from_options(const struct cli *cli, struct tingle_answer answer[TOLD])
{
    size_t n = 0;
    for (size_t i = 0; i < TOLD; i++)
        if (cli_text(cli, told[i].option)) answer[n++] = (struct tingle_answer){told[i].key, cli_text(cli, told[i].option)};
    return n;
}

static enum tingle_status print_doctor(struct cli *cli, const struct tingle_doctor *doctor, struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) doctor_json(&out, doctor);
    else doctor_text(&out, doctor, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

/* ------------------------------------------------------------------- a sheet, the questions */

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
    enum tingle_status st = file_read(&file, strcmp(path, "-") == 0 ? "/dev/stdin" : path, ANSWERS_MAX_BYTES, err);
    if (st) return st;
    journal = open_for_log(cli);
    st = tingle_doctor_judge(&doctor, journal, (const char *)file.data, file.size, path, err);
    if (!st) st = print_doctor(cli, doctor, err);
    tingle_doctor_free(doctor);
    tingle_journal_close(journal);
    file_release(&file);
    return st;
}

static enum tingle_status print_questions(struct cli *cli, struct tingle_error *err)
{
    struct tingle_sign_screens *screens = NULL;
    struct buffer out;
    enum tingle_status st = tingle_doctor_screens(&screens, NULL, err);
    if (st) return st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) screens_json(&out, screens);
    else screens_text(&out, screens, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    tingle_sign_screens_free(screens);
    return st;
}

/* -------------------------------------------------------------------------- asking */

static enum tingle_status ask_text(struct cli *cli, struct tingle_journal *journal, const char *known, const char *key,
                                   const char *question, struct tingle_error *err)
{
    char answer[TEXT_BYTES];
    struct tingle_error why;
    while (!*known && console_ask(&cli->console, question, answer, sizeof answer) && *answer) {
        enum tingle_status st = tingle_doctor_answer(journal, &(struct tingle_answer){key, answer}, 1, &why);
        if (st == TINGLE_BAD_DATA) console_say(&cli->console, "%s", why.message);
        else if (st) return error_set(err, st, -1, "%s", why.message);
        else break;
    }
    return TINGLE_OK;
}

/* What the action and the clinician's page need, where it is not known. */
static enum tingle_status ask_texts(struct cli *cli, struct tingle_journal *journal, struct tingle_error *err)
{
    struct tingle_doctor *d = NULL;
    enum tingle_status st = tingle_doctor_read(&d, journal, err);
    if (!st && (!*d->country || !*d->emergency_number || !*d->first_numb || !*d->diseases || !*d->drugs))
        console_say(&cli->console, "a few lines in your own words; Enter leaves one out");
    if (!st) st = ask_text(cli, journal, d->country, "country", "The country you run in:", err);
    if (!st) st = ask_text(cli, journal, d->emergency_number, "emergency_number", "Its emergency number (112 in much of the world):", err);
    if (!st) st = ask_text(cli, journal, d->first_numb, "first_numb", "When it was first felt, such as 2024-05:", err);
    if (!st) st = ask_text(cli, journal, d->diseases, "diseases", "Diseases a clinician should know of:", err);
    if (!st) st = ask_text(cli, journal, d->drugs, "drugs", "Medicines you take:", err);
    tingle_doctor_free(d);
    return st;
}

static enum tingle_status ask(struct cli *cli, struct tingle_journal *journal, struct sign_answers_here *here, struct tingle_error *err)
{
    struct tingle_sign_screens *screens = NULL;
    bool ended = false;
    enum tingle_status st = cli_flag(cli, "all") || !journal ? TINGLE_OK : tingle_doctor_due(&screens, journal, 0, err);
    if (!st && (!screens || screens->screens == 0)) {
        tingle_sign_screens_free(screens);
        st = tingle_doctor_screens(&screens, journal, err);
    }
    if (!st) st = sign_dialogue(cli, journal, here, screens, &ended, err);
    tingle_sign_screens_free(screens);
    return st || ended || here ? st : ask_texts(cli, journal, err);
}

/* Where the home cannot be written the questions are asked all the same. */
static enum tingle_status ask_here(struct cli *cli, const char *why, struct tingle_error *err)
{
    struct sign_answers_here here = {.count = 0};
    struct tingle_doctor *doctor = NULL;
    struct tingle_journal *journal = NULL;
    enum tingle_status st;
    console_say(&cli->console, "%s; your answers are judged, but not kept", why);
    journal = open_for_log(cli);
    st = ask(cli, journal, &here, err);
    if (!st) st = tingle_doctor_read_with(&doctor, journal, here.answer, here.count, err);
    if (!st) st = print_doctor(cli, doctor, err);
    if (!st) console_say(&cli->console, "not kept: what you answered just now");
    tingle_doctor_free(doctor);
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status answer_journal(struct cli *cli, struct tingle_error *err)
{
    struct tingle_answer answer[TOLD];
    struct tingle_doctor *doctor = NULL;
    struct tingle_journal *journal = NULL;
    size_t tells = from_options(cli, answer);
    bool asks = !tells && !cli_flag(cli, "json") && console_is_interactive(&cli->console);
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), tells || asks ? TINGLE_JOURNAL_WRITE : TINGLE_JOURNAL_READ, err);
    if (st && asks) return ask_here(cli, err->message, err);
    if (!st && tells) st = tingle_doctor_answer(journal, answer, tells, err);
    if (!st && asks) st = ask(cli, journal, NULL, err);
    if (!st) st = tingle_doctor_read(&doctor, journal, err);
    if (!st) st = print_doctor(cli, doctor, err);
    tingle_doctor_free(doctor);
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    if (cli_flag(cli, "questions")) return print_questions(cli, err);
    if (cli_text(cli, "answers")) return judge_sheet(cli, cli_text(cli, "answers"), err);
    return answer_journal(cli, err);
}

const struct cli_command cmd_doctor = {
    .name = "doctor", .summary = "warning signs: the questions that come before advice, and when a doctor should look",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "On a terminal it asks, the grave things first, at most nine screens. 0 is \"none of these\"; Enter leaves a screen unasked, and "
            "unasked is not \"no\". What your notes say is looked at each time. Where the "
            "journal cannot be written it asks and judges all the same, and keeps nothing.\n\n"
            "Tingle informs; it does not diagnose. That no sign was found does not mean that all is well: if you are worried, or it "
            "changes, see a doctor.",
    .run = run};
