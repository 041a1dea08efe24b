/* Changing the fields of a note, one by one. Each change is stored at once, and can be taken back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/log_fields.h"
#include "cli/log_note.h"
#include "report/journal_report.h"
#include "report/note_report.h"

enum { TEXT_MAX = 1 << 20, ANSWER_SIZE = 400 };

struct editing {
    struct cli *cli;
    struct tingle_journal *journal;
    int64_t run;
    size_t episode;            /* which is shown and changed, from 0 */
    struct tingle_noted *noted;
    bool changed;              /* and the note is still there */
};

static enum tingle_status show(struct editing *e, struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    tingle_noted_free(e->noted);
    st = tingle_note_read(&e->noted, e->journal, e->run, err);
    if (st) return st;
    if (e->episode >= e->noted->notes) e->episode = e->noted->notes - 1;
    buffer_init(&out, TEXT_MAX);
    if (e->noted->notes > 1) buffer_printf(&out, "  episode %zu of %zu\n", e->episode + 1, e->noted->notes);
    note_text(&out, e->noted, e->episode, e->noted->note->felt == TINGLE_NUMB ? NOTE_ALL : NOTE_OF_RUN, &e->cli->console.term);
    console_tell(&e->cli->console, buffer_text(&out));
    buffer_release(&out);
    return TINGLE_OK;
}

/* Stores a change; what is refused is said, and is no error. */
static enum tingle_status change(struct editing *e, const struct tingle_note *note, struct tingle_error *err)
{
    enum tingle_status st = tingle_note_store(e->journal, e->run, note, err);
    e->changed |= !st;
    if (st != TINGLE_BAD_DATA && st != TINGLE_WRONG_USE) return st ? st : show(e, err);
    console_say(&e->cli->console, "%s", err->message);
    return TINGLE_OK;
}

static enum tingle_status clear_row(struct editing *e, size_t row, struct tingle_error *err)
{
    struct tingle_note note;
    tingle_note_init(&note);
    note.episode = (int)e->episode + 1;
    note.clear = note_row[row].column;
    return change(e, &note, err);
}

/* Asks until the answer can be, or is nothing. */
static enum tingle_status change_row(struct editing *e, size_t row, struct tingle_error *err)
{
    char question[200], answer[ANSWER_SIZE];
    struct log_field_text text;
    struct tingle_note note;
    snprintf(question, sizeof question, "%s? %s (Enter: as it is)", note_row[row].label, log_field_hint(row));
    while (console_ask(&e->cli->console, question, answer, sizeof answer) && *answer && strcmp(answer, "-") != 0) {
        struct tingle_error reason;
        tingle_note_init(&note);
        note.episode = (int)e->episode + 1;
        if (!log_field_set(&note, row, answer, &text, &reason) && !tingle_note_check(e->journal, e->run, &note, &reason)) return change(e, &note, err);
        console_say(&e->cli->console, "%s", reason.message);
    }
    return TINGLE_OK;
}

static void choose_episode(struct editing *e, const char *answer)
{
    int64_t number;
    if (text_to_int(answer, strlen(answer), 1, (int64_t)e->noted->notes, &number)) e->episode = (size_t)number - 1;
    else console_say(&e->cli->console, "e1 to e%zu; `tingle log %lld --episode %zu --side ...` adds one", e->noted->notes, (long long)e->run, e->noted->notes + 1);
}

static enum tingle_status remove_note(struct editing *e, struct tingle_error *err)
{
    enum tingle_status st = tingle_note_remove(e->journal, e->run, err);
    e->changed = false;
    if (!st) console_say(&e->cli->console, "the note is removed; `tingle log --undo` brings it back");
    return st;
}

static enum tingle_status edit(struct editing *e, struct tingle_error *err)
{
    static const char *const question[] = {"Change? Its number; -4 clears 4; x removes the note; Enter: done",
                                           "Change? Its number; -4 clears 4; e2: 2nd episode; x removes the note; Enter: done"};
    char answer[ANSWER_SIZE];
    enum tingle_status st = show(e, err);
    while (!st && console_ask(&e->cli->console, question[e->noted->notes > 1], answer, sizeof answer) && *answer && !text_same(answer, "q")) {
        const bool clears = *answer == '-';
        int64_t number;
        if (text_same(answer, "x")) return remove_note(e, err);
        if (answer[0] == 'e' || answer[0] == 'E') {
            choose_episode(e, answer + 1);
            st = show(e, err);
        } else if (!text_to_int(answer + clears, strlen(answer + clears), 1, (int64_t)note_rows, &number)) {
            console_say(&e->cli->console, "a number from 1 to %zu, the same with - before it, x, or nothing", note_rows);
        } else {
            st = clears ? clear_row(e, (size_t)number - 1, err) : change_row(e, (size_t)number - 1, err);
        }
    }
    return st;
}

static enum tingle_status tell_run(struct cli *cli, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    struct tingle_run_list *list = NULL;
    struct buffer out;
    enum tingle_status st = tingle_runs_list(&list, journal, err);
    if (st) return st;
    buffer_init(&out, TEXT_MAX);
    run_words(&out, log_run_of(list, run));
    buffer_add_text(&out, "\n");
    console_tell(&cli->console, buffer_text(&out));
    buffer_release(&out);
    tingle_run_list_free(list);
    return TINGLE_OK;
}

enum tingle_status log_edit(struct cli *cli, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    struct editing e = {.cli = cli, .journal = journal, .run = run};
    struct log_signs signs = {0};
    enum tingle_status st = tell_run(cli, journal, run, err);
    if (!st) st = log_signs_before(&signs, journal, err);
    if (!st) st = edit(&e, err);
    if (!st && e.changed) st = log_after(cli, journal, run, &signs, NULL, err);
    log_signs_release(&signs);
    tingle_noted_free(e.noted);
    return st;
}
