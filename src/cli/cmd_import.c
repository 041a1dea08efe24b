/* tingle import: watch files, notes and shoes into the journal. */
#include <math.h>

#include <tingle/import.h>
#include <tingle/journal.h>

#include "base/file_bytes.h"
#include "cli/command.h"
#include "cli/import_progress.h"
#include "cli/import_watch.h"
#include "cli/log_signs.h"
#include "report/import_report.h"
#include "report/sign_change.h"

enum { OUTPUT_MAX_BYTES = 256 << 20 };

static const struct cli_example examples[] = {
    {"import ~/Downloads/activities", "every file in a folder and the folders in it"},
    {"import ~/Downloads/export_1234567.zip", "the whole export of a service, as it came"},
    {"import morning.fit evening.gpx.gz", "some files"},
    {"import notes.csv shoes.csv", "a diary kept in a spreadsheet (docs/notes-csv.md)"},
    {"import --watch ~/Runs /media/me/GARMIN", "whatever comes into these folders, until Ctrl-C"},
    {0}};

static const struct cli_option options[] = {
    {.name = "watch", .kind = CLI_FLAG, .help = "take in what is in the folders, then wait for more"},
    {.name = "poll", .kind = CLI_NUMBER, .argument = "SECONDS", .lo = 0.05, .hi = 86400,
     .help = "look through watched folders this often, in place of being told by the system"},
    {.name = "settle", .kind = CLI_NUMBER, .argument = "SECONDS", .lo = 0.05, .hi = 3600,
     .help = "a file is whole when it has not changed for so long (2)"},
    {0}};

static enum tingle_status print_report(struct cli *cli, const struct tingle_import_report *report, const struct log_signs *signs,
                                       struct tingle_error *err)
{
    const struct sign_change change = {signs->before, signs->after, report->notes > 0};
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) import_json(&out, report, &change);
    else import_text(&out, report), sign_change_text(&out, &change, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status import_once(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_import_report *report = NULL;
    struct import_progress progress;
    struct log_signs signs = {0};
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_WRITE, err);
    if (!st) st = log_signs_before(&signs, journal, err);
    import_progress_begin(&progress, &cli->console);
    if (!st) st = tingle_import(&report, journal, cli->operand, cli->operands, import_progress_step, &progress, err);
    import_progress_end(&progress);
    if (!st) st = log_signs_now(&signs, journal, err);
    if (!st) st = print_report(cli, report, &signs, err);
    log_signs_release(&signs);
    if (!st) st = report->first_failure;
    if (!st && report->stopped) st = TINGLE_NO; /* the report says so */
    if (!st && report->files && report->foreign == report->files)
        st = error_set(err, path_is_folder(cli->operand[0]) ? TINGLE_NO_INPUT : TINGLE_NOT_A_RUN, -1,
                       "nothing for Tingle in there: it takes runs in FIT, GPX and TCX files, in zips, and in the exports of Strava, Garmin, Apple Health, Polar and Suunto");
    tingle_import_report_free(report);
    tingle_journal_close(journal);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    if (cli_flag(cli, "watch")) return import_watch(cli, err);
    if (!isnan(cli_number(cli, "poll", NAN)) || !isnan(cli_number(cli, "settle", NAN)))
        return error_set(err, TINGLE_WRONG_USE, -1, "--poll and --settle go with --watch (see: tingle import --help)");
    return import_once(cli, err);
}

const struct cli_command cmd_import = {
    .name = "import", .summary = "take watch files, notes and shoes into your journal",
    .examples = examples, .operands = "PATH...", .operands_min = 1, .operands_max = 1000000,
    .options = options,
    .shared = CLI_JSON | CLI_HOME,
    .text = "Reads FIT, GPX and TCX, Polar's and Suunto's own files, each also as .gz; zips, also zips in zips; the bulk exports of "
            "Strava, Garmin, Apple Health and Polar as they came; notes.csv, shoes.csv, feet.csv and answers.json; one-line notes in a .txt; and "
            "folders of all these. Every file has one of three outcomes: imported, skipped (already there, or nothing for "
            "Tingle), failed. One bad file never stops the rest; when one failed the exit status says the kind of the first.\n\n"
            "The files stay where they are; the journal keeps a copy, byte for byte. The same run from two sources "
            "is one run: `tingle runs --sources`. Importing the same again changes nothing. Ctrl-C stops between two files.\n\n"
            "What you wrote about your runs is searched for numb feet, and `tingle log --proposals` asks you about what it found.\n\n"
            "--watch takes folders, one or several: what is in them, then each file that comes, once it is whole, with one line for it. "
            "Folders that send no word of what comes (network, FUSE, a phone or a watch by MTP) are looked through every 10 seconds. A folder "
            "that is not there is waited for; of a Garmin watch only the activities are taken. A note that comes before its run "
            "waits for it. Nothing that goes wrong with a file, the journal or the disk ends it; Ctrl-C does. With --json "
            "each import is one line. Recipes for watches and phones, and a systemd unit: docs/ways-in.md.",
    .run = run};
