/* tingle demo: the whole thing on a simulated runner, away from the real journal. */
#include <tingle/import.h>
#include <tingle/journal.h>
#include <tingle/simulate.h>
#include <tingle/why.h>

#include <stdio.h>

#include "base/file_bytes.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/import_progress.h"
#include "cli/demo_folder.h"
#include "report/why_json.h"
#include "report/why_text.h"

enum { OUTPUT_MAX_BYTES = 64 << 20, DEMO_RUNS = 120, DEMO_WEEKS = 40, DEMO_SEED = 7 };

static const struct cli_example examples[] = {
    {"demo", "simulates a runner of 40 weeks, imports the files, and asks why"},
    {"demo --seed 12 --keep runner", "another runner, kept to look around in"},
    {0}};

static const struct cli_option options[] = {
    {.name = "seed", .kind = CLI_WHOLE, .argument = "N", .lo = 0, .hi = 9007199254740992.0, .help = "which runner (else 7)"},
    {.name = "keep", .kind = CLI_TEXT, .argument = "DIR", .help = "keep the files and the journal in DIR, new or empty (else all is removed at the end)"},
    {0}};

/* Where the demo happens: DIR/files and DIR/journal. */
struct stage {
    char folder[DEMO_PATH_BYTES], files[DEMO_PATH_BYTES], home[DEMO_PATH_BYTES];
    bool temporary;
};

static enum tingle_status stage_open(struct stage *s, const char *keep, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    s->temporary = !keep;
    if (keep) snprintf(s->folder, sizeof s->folder, "%s", keep);
    else st = demo_folder_make(s->folder, sizeof s->folder, err);
    if (!st && keep) st = folder_make(keep, err);
    if (!st && !(path_join(s->files, sizeof s->files, s->folder, "files") && path_join(s->home, sizeof s->home, s->folder, "journal")))
        st = error_set(err, TINGLE_WRONG_USE, -1, "the name of the folder is too long: %.80s...", s->folder);
    return st;
}

static enum tingle_status simulate_files(struct cli *cli, const struct stage *s, struct tingle_error *err)
{
    struct tingle_simulate_options wish = {.seed = (uint64_t)cli_whole(cli, "seed", DEMO_SEED), .runs = DEMO_RUNS,
                                           .weeks = DEMO_WEEKS};
    struct tingle_simulate_summary summary;
    enum tingle_status st;
    console_say(&cli->console, "simulating a runner: %d runs over %d weeks (seed %llu)", DEMO_RUNS, DEMO_WEEKS,
                (unsigned long long)wish.seed);
    st = tingle_simulate(s->files, &wish, &summary, err);
    if (!st)
        console_say(&cli->console, "the truth that `why` does not see: %s%s; %zu runs noted, numb on %zu",
                    *summary.cause ? "the main cause is " : "nothing matters", summary.cause, summary.noted, summary.numb);
    return st;
}

static enum tingle_status import_files(struct cli *cli, const struct stage *s, struct tingle_journal *journal,
                                       struct tingle_error *err)
{
    const char *path = s->files;
    struct tingle_import_report *report = NULL;
    struct import_progress progress;
    enum tingle_status st;
    console_say(&cli->console, "importing its FIT files, notes, shoes and answers");
    import_progress_begin(&progress, &cli->console);
    st = tingle_import(&report, journal, &path, 1, import_progress_step, &progress, err);
    import_progress_end(&progress);
    if (!st)
        console_say(&cli->console, "imported %zu files: %zu runs, %zu notes, %zu shoes; %zu skipped, %zu failed",
                    report->imported, report->runs, report->notes, report->shoes, report->skipped, report->failed);
    tingle_import_report_free(report);
    return st;
}

static enum tingle_status print_why(struct cli *cli, struct tingle_journal *journal, struct tingle_error *err)
{
    struct why_style style = {.term = cli->console.term};
    struct tingle_why_options wish = {0};
    struct tingle_why *why = NULL;
    struct buffer out;
    enum tingle_status st;
    console_say(&cli->console, "asking why");
    st = tingle_why_answer(&why, journal, &wish, err);
    if (st) return st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) why_json(&out, why, false);
    else why_text(&out, why, &style);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    tingle_why_free(why);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct stage stage;
    enum tingle_status st = stage_open(&stage, cli_text(cli, "keep"), err);
    if (st) return st;
    st = simulate_files(cli, &stage, err);
    if (!st) st = tingle_journal_open(&journal, stage.home, TINGLE_JOURNAL_WRITE, err);
    if (!st) st = import_files(cli, &stage, journal, err);
    if (!st) st = print_why(cli, journal, err);
    tingle_journal_close(journal);
    if (stage.temporary) demo_folder_remove(stage.folder);
    else if (!st) console_say(&cli->console, "look around: tingle runs --home %s", stage.home);
    return st;
}

const struct cli_command cmd_demo = {
    .name = "demo", .summary = "show the whole thing on a simulated runner",
    .examples = examples, .operands = "", .options = options, .shared = CLI_JSON,
    .text = "Your own journal is not touched.", .run = run};
