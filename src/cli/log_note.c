/* Saying what was noted, showing it, taking it back. */
#include "cli/log_note.h"

#include "base/utc.h"
#include "report/journal_report.h"
#include "report/note_report.h"
#include "report/sign_change.h"

enum { OUTPUT_MAX_BYTES = 1 << 20 };

const struct tingle_run *log_run_of(const struct tingle_run_list *list, int64_t id)
{
    for (size_t i = 0; i < list->runs; i++)
        if (list->run[i].id == id) return &list->run[i];
    return NULL;
}

/* A run and its note, read together. */
struct shown {
    struct tingle_run_list *list;
    struct tingle_noted *noted;
    const struct tingle_run *run;
};

static enum tingle_status shown_read(struct shown *s, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    enum tingle_status st = tingle_runs_list(&s->list, journal, err);
    if (!st) st = tingle_note_read(&s->noted, journal, run, err);
    if (!st) s->run = log_run_of(s->list, run);
    return st;
}

static void shown_release(struct shown *s)
{
    tingle_noted_free(s->noted);
    tingle_run_list_free(s->list);
}

static const char *change_name(enum tingle_change change)
{
    return change == TINGLE_ADDED ? "added" : change == TINGLE_REMOVED ? "removed" : "changed";
}

static void step_json(struct json *j, const struct tingle_note_step *step)
{
    char at[UTC_TEXT_SIZE];
    utc_text(at, step->changed_at);
    json_text(j, "change", change_name(step->change));
    json_text(j, "changed_at", at);
    json_bool(j, "written_since", step->written_since);
    json_whole(j, "undos", (int64_t)step->undos);
    json_whole(j, "redos", (int64_t)step->redos);
}

/* What an answer is about beside the run and its note. */
struct about {
    const char *done;                   /* for a person: "noted" */
    const struct tingle_note_step *step; /* of undo and redo; NULL none */
    const struct log_signs *signs;      /* of a note that was stored; NULL none */
};

static void answer_json(struct buffer *out, const struct shown *s, const struct about *about)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_whole(&j, "run", s->run->id);
    if (about->step) step_json(&j, about->step);
    else json_bool(&j, "stored", true);
    note_json(&j, "note", s->noted);
    if (about->signs && about->step) sign_change_json(&j, &(struct sign_change){about->signs->before, about->signs->after, true});
    else if (about->signs) log_signs_json(&j, about->signs);
    if (about->signs && !about->step) json_text(&j, "text_signs", *s->noted->text_signs ? s->noted->text_signs : NULL);
    json_end(&j);
}

/* On a terminal in lines of its width. */
static void answer_text(struct buffer *out, const struct shown *s, const char *done, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, OUTPUT_MAX_BYTES);
    buffer_printf(&line, "%s: ", done);
    run_words(&line, s->run);
    buffer_add_text(&line, ": ");
    note_words(&line, s->noted);
    if (term->is_terminal) term_add_wrapped(out, buffer_text(&line), 0, 2, (size_t)term->width);
    else buffer_printf(out, "%s\n", buffer_text(&line));
    buffer_release(&line);
}

static enum tingle_status print(struct cli *cli, struct buffer *out, struct tingle_error *err)
{
    enum tingle_status st = console_print(&cli->console, out, err);
    buffer_release(out);
    return st;
}

static enum tingle_status print_about(struct cli *cli, struct tingle_journal *journal, int64_t run, const struct about *about,
                                      struct tingle_error *err)
{
    struct shown s = {0};
    struct buffer out;
    enum tingle_status st = shown_read(&s, journal, run, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (!st && cli_flag(cli, "json")) {
        answer_json(&out, &s, about);
    } else if (!st) {
        answer_text(&out, &s, about->done, &cli->console.term);
        if (about->signs && *s.noted->text_signs)
            buffer_printf(&out, "your words speak of: %s. Nothing in the note ticks that: `tingle log %lld --weakness yes` and the like do, and `tingle doctor` asks what a doctor would.\n",
                          s.noted->text_signs, (long long)run);
        if (about->signs) log_signs_text(&out, about->signs, console_is_interactive(&cli->console), &cli->console.term);
    }
    if (!st) st = print(cli, &out, err);
    else buffer_release(&out);
    shown_release(&s);
    return st;
}

enum tingle_status log_after(struct cli *cli, struct tingle_journal *journal, int64_t run, struct log_signs *signs, bool *ended,
                             struct tingle_error *err)
{
    const struct about about = {.done = "noted", .signs = signs};
    bool stops = false;
    enum tingle_status st = log_signs_after(signs, journal, run, err);
    if (!st) st = print_about(cli, journal, run, &about, err);
    if (!st && !cli_flag(cli, "json")) st = log_signs_ask(cli, journal, signs, &stops, err);
    if (ended) *ended = stops;
    return st;
}

enum tingle_status log_removed(struct cli *cli, struct tingle_journal *journal, int64_t run, struct log_signs *signs, struct tingle_error *err)
{
    const struct about about = {.done = "removed", .signs = signs};
    enum tingle_status st = log_signs_now(signs, journal, err);
    return st ? st : print_about(cli, journal, run, &about, err);
}

/* --- showing --------------------------------------------------------------------------------- */

static void show_json(struct buffer *out, const struct shown *s)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_whole(&j, "run", s->run->id);
    note_json(&j, "note", s->noted);
    json_end(&j);
}

static void show_text(struct buffer *out, const struct shown *s, const struct term *term)
{
    struct buffer head;
    buffer_init(&head, OUTPUT_MAX_BYTES);
    run_words(&head, s->run);
    if (!s->noted->found) buffer_add_text(&head, ": no note");
    if (s->noted->late) buffer_add_text(&head, ", noted more than 48 h after it");
    term_add_heading(out, term, buffer_text(&head));
    buffer_release(&head);
    for (size_t i = 0; s->noted->found && i < s->noted->notes; i++) {
        if (i) buffer_printf(out, "  episode %zu\n", i + 1);
        note_text(out, s->noted, i, i ? NOTE_EPISODE_SAID : NOTE_SAID, term);
    }
}

enum tingle_status log_show(struct cli *cli, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    struct shown s = {0};
    struct buffer out;
    enum tingle_status st = shown_read(&s, journal, run, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (!st && cli_flag(cli, "json")) show_json(&out, &s);
    else if (!st) show_text(&out, &s, &cli->console.term);
    if (!st) st = print(cli, &out, err);
    else buffer_release(&out);
    shown_release(&s);
    return st;
}

/* --- back and forth -------------------------------------------------------------------------- */

/* What the journal is like after the step. */
static const char *step_words(const struct tingle_note_step *step, bool undo)
{
    static const char *const undone[] = {[TINGLE_ADDED] = "taken back (the note is gone)", [TINGLE_CHANGED] = "taken back (the note as it was before)",
                                         [TINGLE_REMOVED] = "taken back (the note is there again)"};
    static const char *const redone[] = {[TINGLE_ADDED] = "done again (the note is there again)", [TINGLE_CHANGED] = "done again (the note as it was changed)",
                                         [TINGLE_REMOVED] = "done again (the note is gone)"};
    return undo ? undone[step->change] : redone[step->change];
}

static enum tingle_status go_step(struct cli *cli, struct tingle_journal *journal, bool undo, struct tingle_note_step *step, struct tingle_error *err)
{
    struct log_signs signs = {0};
    enum tingle_status st = log_signs_before(&signs, journal, err);
    if (!st) st = undo ? tingle_note_undo(step, journal, err) : tingle_note_redo(step, journal, err);
    if (!st) st = log_signs_now(&signs, journal, err);
    if (!st) st = print_about(cli, journal, step->run, &(struct about){.done = step_words(step, undo), .step = step, .signs = &signs}, err);
    log_signs_release(&signs);
    return st;
}

enum tingle_status log_step(struct cli *cli, struct tingle_journal *journal, bool undo, struct tingle_error *err)
{
    struct tingle_note_step step;
    enum tingle_status st = go_step(cli, journal, undo, &step, err);
    if (st || cli_flag(cli, "json")) return st;
    if (step.written_since)
        console_say(&cli->console, "an import had written to this note since; `tingle log --%s` brings that back", undo ? "redo" : "undo");
    if (undo) console_say(&cli->console, "%zu more can be taken back; `tingle log --redo` does it again", step.undos);
    return TINGLE_OK;
}
