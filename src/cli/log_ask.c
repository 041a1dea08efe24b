/* Notes by questions: one run, a noted one, the last few. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/log_dialogue.h"
#include "cli/log_note.h"
#include "report/journal_report.h"
#include "report/note_report.h"

enum { TEXT_MAX = 1 << 16 };

/* What the questions need to know. */
struct asking {
    struct tingle_run_list *list;
    struct tingle_shoe_list *shoes;
};

static enum tingle_status asking_read(struct asking *a, struct tingle_journal *journal, struct tingle_error *err)
{
    enum tingle_status st = tingle_runs_list(&a->list, journal, err);
    return st ? st : tingle_shoes_list(&a->shoes, journal, err);
}

static void asking_release(struct asking *a)
{
    tingle_shoe_list_free(a->shoes);
    tingle_run_list_free(a->list);
    *a = (struct asking){0};
}

static void tell_run(struct cli *cli, const struct tingle_run *run)
{
    struct buffer words;
    buffer_init(&words, TEXT_MAX);
    run_words(&words, run);
    if (run->shoe && *run->shoe) buffer_printf(&words, ", %s", run->shoe);
    if (run->title && *run->title) buffer_printf(&words, ", \"%s\"", run->title);
    buffer_add_text(&words, "\n");
    console_tell(&cli->console, buffer_text(&words));
    buffer_release(&words);
}

/* How it ended for one run. */
struct outcome {
    enum log_end end;
    bool stored, felt, stops;
};

static bool says_anything(const struct tingle_note *n)
{
    struct tingle_noted noted = {.found = true, .note = n};
    struct buffer worn;
    bool anything;
    buffer_init(&worn, TEXT_MAX);
    note_worn_words(&worn, noted.note);
    anything = n->felt != TINGLE_NOT_RECORDED || worn.size > 0;
    buffer_release(&worn);
    return anything;
}

static enum tingle_status store(struct cli *cli, struct tingle_journal *journal, int64_t run, const struct tingle_note *note, bool *stops,
                                struct tingle_error *err)
{
    struct log_signs signs = {0};
    bool ended = false;
    enum tingle_status st = log_signs_before(&signs, journal, err);
    if (!st) st = tingle_note_store(journal, run, note, err);
    if (!st) st = log_after(cli, journal, run, &signs, &ended, err);
    log_signs_release(&signs);
    *stops |= ended;
    return st;
}

static enum tingle_status ask_run(struct cli *cli, struct tingle_journal *journal, int64_t run, struct outcome *out, struct tingle_error *err)
{
    struct asking a = {0};
    struct log_talk talk = {.cli = cli, .journal = journal};
    struct tingle_note note;
    enum tingle_status st = asking_read(&a, journal, err);
    *out = (struct outcome){.end = LOG_STOPPED};
    if (st) goto done;
    talk.list = a.list;
    talk.shoes = a.shoes;
    talk.run = log_run_of(a.list, run);
    st = log_talk_begin(&talk, err);
    if (st) goto done;
    tell_run(cli, talk.run);
    out->end = log_talk_ask(&talk);
    out->stops = talk.stops;
    log_answers_note(&talk.answers, &note);
    out->felt = note.felt != TINGLE_NOT_RECORDED;
    out->stored = out->end == LOG_SAID && says_anything(&note);
    if (out->stored) st = store(cli, journal, run, &note, &out->stops, err);
done:
    log_talk_release(&talk);
    asking_release(&a);
    return st;
}

static enum tingle_status cut(struct tingle_error *err) { return error_set(err, TINGLE_NO, -1, "the answers ended in the middle; nothing of this note is stored"); }

enum tingle_status log_ask(struct cli *cli, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    struct outcome o;
    enum tingle_status st = ask_run(cli, journal, run, &o, err);
    if (st || o.stored) return st;
    return o.end == LOG_CUT ? cut(err) : error_set(err, TINGLE_NO, -1, "%s", cli_flag(cli, "no-file") ? "nothing was noted, and the run is not kept"
                                                                                                : "nothing was noted; the run stays without a note, which is not \"fine\"");
}

/* --- the last few ---------------------------------------------------------------------------- */

struct sums {
    size_t noted, skipped, left;
};

static bool is_open(const struct tingle_run *run) { return run->felt == TINGLE_NOT_RECORDED; }

/* Ids of the runs without a note of how it felt among the last `count`, newest first. */
static enum tingle_status list_open(struct tingle_journal *journal, size_t count, int64_t *open, size_t *found, struct tingle_error *err)
{
    struct tingle_run_list *list = NULL;
    enum tingle_status st = tingle_runs_list(&list, journal, err);
    *found = 0;
    for (size_t i = 0; !st && i < count && i < list->runs; i++) {
        const struct tingle_run *run = &list->run[list->runs - 1 - i];
        if (is_open(run)) open[(*found)++] = run->id;
    }
    tingle_run_list_free(list);
    return st;
}

static void open_json(struct buffer *out, const int64_t *open, size_t found)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "runs");
    for (size_t i = 0; i < found; i++) json_whole(&j, NULL, open[i]);
    json_end(&j);
    json_end(&j);
}

static void open_text(struct buffer *out, const struct tingle_run_list *list, const int64_t *open, size_t found)
{
    for (size_t i = 0; i < found; i++) {
        run_words(out, log_run_of(list, open[i]));
        buffer_add_text(out, "\n");
    }
    if (!list->runs) buffer_add_text(out, "no runs in the journal yet; start with `tingle import PATH`\n");
    else if (!found) buffer_add_text(out, "all of the last runs are noted\n");
}

static enum tingle_status print_open(struct cli *cli, struct tingle_journal *journal, const int64_t *open, size_t found, struct tingle_error *err)
{
    struct tingle_run_list *list = NULL;
    struct buffer out;
    enum tingle_status st = tingle_runs_list(&list, journal, err);
    buffer_init(&out, TEXT_MAX);
    if (!st && cli_flag(cli, "json")) open_json(&out, open, found);
    else if (!st) open_text(&out, list, open, found);
    if (!st) st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    tingle_run_list_free(list);
    return st;
}

static enum tingle_status ask_open(struct cli *cli, struct tingle_journal *journal, const int64_t *open, size_t found, struct sums *sums,
                                   struct tingle_error *err)
{
    for (size_t i = 0; i < found; i++) {
        struct outcome o = {0};
        enum tingle_status st = ask_run(cli, journal, open[i], &o, err);
        sums->left = found - i - 1 + (o.end != LOG_SAID);
        if (st == TINGLE_NO_INPUT) { /* the run was deleted meanwhile: the others are still there */
            console_say(&cli->console, "%s", err->message);
            continue;
        }
        if (st) return st;
        if (o.end == LOG_CUT) return cut(err);
        if (o.end == LOG_STOPPED) break;
        if (o.felt) sums->noted++;
        else sums->skipped++;
        if (o.stops) break;
    }
    return TINGLE_OK;
}

enum tingle_status log_catch_up(struct cli *cli, struct tingle_journal *journal, size_t count, struct tingle_error *err)
{
    int64_t open[LOG_LAST_MAX];
    size_t found;
    bool ended;
    struct sums sums = {0};
    struct buffer out;
    enum tingle_status st = list_open(journal, count, open, &found, err);
    if (st) return st;
    if (!found || cli_flag(cli, "json") || !console_is_interactive(&cli->console)) return print_open(cli, journal, open, found, err);
    st = log_ask_lasting(cli, journal, &ended, err);
    if (st || ended) return st;
    st = ask_open(cli, journal, open, found, &sums, err);
    if (st) return st;
    buffer_init(&out, TEXT_MAX);
    buffer_printf(&out, "%zu noted, %zu skipped, %zu left\n", sums.noted, sums.skipped, sums.left);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}
