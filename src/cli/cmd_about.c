/* tingle about: what the runner wants a clinician to know. */
#include <tingle/clinic.h>
#include <tingle/journal.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"
#include "cli/records_show.h"

static const struct cli_example examples[] = {
    {"about", "what is known"},
    {"about --born 1984 --sex female --first-numb 2025-03", "all of it is optional"},
    {"about --diseases \"thyroid, treated\" --drugs thyroxine", "in your own words"},
    {"about --question \"Could it be a nerve in the foot?\"", "what you want to ask"},
    {"about --forget drugs", "no longer said"},
    {0}};

static const char *const keys[] = {"born", "sex", "height", "weight", "first-numb", "diseases", "drugs", "question", NULL};

static const struct cli_option options[] = {
    {.name = "born", .kind = CLI_TEXT, .argument = "YEAR", .help = "the year you were born in"},
    {.name = "sex", .kind = CLI_TEXT, .argument = "WORD", .help = "female, male or other"},
    {.name = "height", .kind = CLI_TEXT, .argument = "CM", .help = "your height in cm"},
    {.name = "weight", .kind = CLI_TEXT, .argument = "KG", .help = "your weight in kg"},
    {.name = "first-numb", .kind = CLI_TEXT, .argument = "DAY", .help = "when feet first went numb, ever: 2024, 2024-05 or 2024-05-17"},
    {.name = "diseases", .kind = CLI_TEXT, .argument = "TEXT", .help = "diseases, now and before; \"none\" is an answer too"},
    {.name = "drugs", .kind = CLI_TEXT, .argument = "TEXT", .help = "drugs and supplements"},
    {.name = "question", .kind = CLI_TEXT, .argument = "TEXT", .help = "what you want to ask"},
    {.name = "forget", .kind = CLI_CHOICE, .argument = "WHICH", .choices = keys, .help = "forget one of them"},
    {0}};

/* The field of that name. */
static const char **field_of(struct tingle_about *about, size_t i)
{
    const char **const fields[] = {&about->born, &about->sex, &about->height_cm, &about->weight_kg, &about->first_numb, &about->diseases, &about->drugs,
                                   &about->question};
    return fields[i];
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_about about = {0};
    const char *forget = cli_text(cli, "forget");
    bool any = false;
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; keys[i]; i++) {
        *field_of(&about, i) = cli_text(cli, keys[i]);
        if (forget && text_same(forget, keys[i])) *field_of(&about, i) = "";
        any = any || *field_of(&about, i);
    }
    if (any) st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st && any) st = tingle_about_store(journal, &about, err);
    tingle_journal_close(journal);
    return st ? st : records_show(cli, about_text, about_json, err);
}

const struct cli_command cmd_about = {
    .name = "about", .summary = "what a clinician should know about you; all of it optional",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "Shown on the page of `tingle report`, and nowhere else. Nothing leaves this computer unless you send it.",
    .run = run};
