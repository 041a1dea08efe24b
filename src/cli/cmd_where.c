/* tingle where: the drawn foot, and what the noted places fit. */
#include <tingle/journal.h>
#include <tingle/where.h>

#include <string.h>

#include "cli/command.h"
#include "cli/output_file.h"
#include "report/foot_map.h"
#include "report/journal_report.h"
#include "report/where_report.h"

enum { TEXT_MAX_BYTES = 1 << 20, SVG_MAX_BYTES = 8 << 20, FILE_MODE = 0600 };

static const struct cli_example examples[] = {
    {"where", "both feet, how often each place was numb, and what that fits"},
    {"where last", "the last run alone"},
    {"where --svg feet.svg", "the same as a drawing, with the sides of the feet too"},
    {"where --regions", "all places by number, code and name"},
    {0}};

static const struct cli_option options[] = {
    {.name = "svg", .kind = CLI_TEXT, .argument = "FILE", .help = "write the drawing to FILE as SVG"},
    {.name = "regions", .kind = CLI_FLAG, .help = "list all places: number, code, name"},
    {0}};

static enum tingle_status write_svg(struct cli *cli, const struct tingle_where *w, struct tingle_error *err)
{
    const char *path = cli_text(cli, "svg");
    struct buffer svg;
    enum tingle_status st;
    buffer_init(&svg, SVG_MAX_BYTES);
    st = foot_map_svg(&svg, w, err);
    if (!st) st = buffer_status(&svg, "the drawing", err);
    if (!st) st = output_write(cli, path, OUTPUT_SVG, bytes_of(svg.data, svg.size), FILE_MODE, err);
    if (!st) console_say(&cli->console, "%s: written", path);
    buffer_release(&svg);
    return st;
}

/* "run 12 of 2026-11-24 ...", or nothing for all runs. */
static enum tingle_status name_run(struct buffer *out, struct tingle_journal *journal, int64_t id, struct tingle_error *err)
{
    struct tingle_run_list *list = NULL;
    enum tingle_status st = id ? tingle_runs_list(&list, journal, err) : TINGLE_OK;
    for (size_t i = 0; list && i < list->runs; i++)
        if (list->run[i].id == id) run_words(out, &list->run[i]);
    tingle_run_list_free(list);
    return st;
}

static enum tingle_status print(struct cli *cli, struct tingle_journal *journal, const struct tingle_where *w, struct tingle_error *err)
{
    bool json = cli_flag(cli, "json"), regions = cli_flag(cli, "regions");
    struct buffer out, name;
    enum tingle_status st;
    buffer_init(&out, TEXT_MAX_BYTES);
    buffer_init(&name, TEXT_MAX_BYTES);
    st = name_run(&name, journal, w->run, err);
    if (regions && json) regions_json(&out, w);
    else if (regions) regions_text(&out, w, &cli->console.term);
    else if (json) where_json(&out, w);
    else where_text(&out, w, buffer_text(&name), &cli->console.term);
    if (!st) st = console_print(&cli->console, &out, err);
    buffer_release(&name);
    buffer_release(&out);
    return st;
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    struct tingle_journal *journal = NULL;
    struct tingle_where *where = NULL;
    int64_t id = 0;
    enum tingle_status st = tingle_journal_open(&journal, cli_text(cli, "home"), TINGLE_JOURNAL_READ, err);
    if (!st && cli->operands) st = tingle_run_find(&id, journal, cli->operand[0], err);
    if (!st) st = tingle_where_answer(&where, journal, id, err);
    if (!st && cli_text(cli, "svg")) st = write_svg(cli, where, err);
    if (!st) st = print(cli, journal, where, err);
    tingle_where_free(where);
    tingle_journal_close(journal);
    return st;
}

const struct cli_command cmd_where = {
    .name = "where", .summary = "where on the foot it is numb, and what that fits",
    .examples = examples, .operands = "[RUN]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_HOME,
    .text = "RUN is a run's number, its day, or \"last\"; without it all notes count. Soles are drawn as footprints: left is left in every "
            "picture. Where nothing was noted the numbers are there to pick from. Places overlap between people and nerves: what is listed "
            "fits what you noted, and is no diagnosis.",
    .run = run};
