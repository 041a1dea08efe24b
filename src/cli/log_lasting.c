/* Numbness that was not over yet when it was noted. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "cli/dialogue.h"
#include "cli/log_note.h"
#include "report/journal_report.h"
#include "report/note_report.h"

enum { TEXT_MAX = 1 << 16, ANSWER_SIZE = 80 };

static bool is_lasting(const struct tingle_note *n) { return n->ended_by && strcmp(n->ended_by, "not-yet") == 0; }

/* The last numb run, when an episode of it (counted from 1) is not over; *episode is 0 when there is none. */
static enum tingle_status find(struct tingle_journal *journal, const struct tingle_run_list *list, const struct tingle_run **run, struct tingle_noted **noted,
                               size_t *episode, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    size_t at = list->runs;
    *episode = 0;
    while (at > 0 && list->run[at - 1].felt != TINGLE_NUMB) at--;
    if (at == 0) return TINGLE_OK;
    *run = &list->run[at - 1];
    st = tingle_note_read(noted, journal, (*run)->id, err);
    for (size_t i = 0; !st && !*episode && i < (*noted)->episodes; i++)
        if (is_lasting(&(*noted)->note[i])) *episode = i + 1;
    return st;
}

static void tell(struct cli *cli, const struct tingle_run *run, const struct tingle_noted *noted)
{
    struct buffer words;
    buffer_init(&words, TEXT_MAX);
    run_words(&words, run);
    buffer_add_text(&words, ": ");
    note_words(&words, noted);
    buffer_add_text(&words, "\n");
    console_tell(&cli->console, buffer_text(&words));
    buffer_release(&words);
}

/* Minutes: "90", "90 min", "6 h", "2 d". */
static bool minutes_of(const char *answer, double *minutes)
{
    static const struct {
        const char *word;
        double minutes;
    } units[] = {{"", 1}, {"min", 1}, {"m", 1}, {"h", 60}, {"hours", 60}, {"d", 1440}, {"days", 1440}};
    const size_t n = strspn(answer, "0123456789.,");
    const char *unit = answer + n + strspn(answer + n, " ");
    double number;
    if (!text_to_double(answer, n, &number) || number < 0) return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!text_same(unit, units[i].word)) continue;
        *minutes = number * units[i].minutes;
        return true;
    }
    return false;
}

/* Until when it lasted; false at the end of input. Not known: as long as it is known to have lasted. */
static bool ask_how_long(struct cli *cli, struct tingle_journal *journal, const struct tingle_noted *noted, struct tingle_note *note)
{
    char answer[ANSWER_SIZE];
    struct tingle_error reason;
    for (;;) {
        if (!console_ask(&cli->console, "How long after the run was the feeling back? Such as 90 min, 6 h, 2 d (Enter: not known)", answer, sizeof answer)) return false;
        if (!*answer) {
            note->relief_min = noted->lasted_min[note->episode - 1];
            return true;
        }
        if (!minutes_of(answer, &note->relief_min)) console_say(&cli->console, "a time such as 90 min, 6 h, 2 d, or nothing");
        else if (tingle_note_check(journal, noted->run, note, &reason)) console_say(&cli->console, "%s", reason.message);
        else return true;
    }
}

enum said { SAID_GONE, SAID_LASTS, SAID_LATER, SAID_STOP };

static enum said ask(struct cli *cli, struct tingle_journal *journal, const struct tingle_noted *noted, struct tingle_note *note)
{
    char answer[ANSWER_SIZE];
    while (console_ask(&cli->console, "Is it gone? y, n not yet (Enter: asked again next time)", answer, sizeof answer)) {
        if (!*answer) return SAID_LATER;
        if (text_same(answer, "q")) return SAID_STOP;
        if (text_same(answer, "n") || text_same(answer, "no")) {
            note->ended_by = "not-yet";
            return SAID_LASTS;
        }
        if (text_same(answer, "y") || text_same(answer, "yes")) {
            note->clear = "ended_by";
            return ask_how_long(cli, journal, noted, note) ? SAID_GONE : SAID_STOP;
        }
        console_say(&cli->console, "y for gone, n for not yet, or nothing");
    }
    return SAID_STOP;
}

static enum tingle_status store(struct cli *cli, struct tingle_journal *journal, int64_t run, const struct tingle_note *note, bool *ended,
                                struct tingle_error *err)
{
    struct log_signs signs = {0};
    enum tingle_status st = log_signs_before(&signs, journal, err);
    if (!st) st = tingle_note_store(journal, run, note, err);
    if (!st) st = log_after(cli, journal, run, &signs, ended, err);
    log_signs_release(&signs);
    return st;
}

enum tingle_status log_ask_lasting(struct cli *cli, struct tingle_journal *journal, bool *ended, struct tingle_error *err)
{
    struct tingle_run_list *list = NULL;
    struct tingle_noted *noted = NULL;
    const struct tingle_run *run = NULL;
    struct tingle_note note;
    enum said said = SAID_LATER;
    size_t episode = 0;
    enum tingle_status st = tingle_runs_list(&list, journal, err);
    *ended = false;
    tingle_note_init(&note);
    if (!st) st = find(journal, list, &run, &noted, &episode, err);
    if (!st && episode) {
        note.episode = (int)episode;
        tell(cli, run, noted);
        said = ask(cli, journal, noted, &note);
    }
    if (!st && (said == SAID_GONE || said == SAID_LASTS)) st = store(cli, journal, run->id, &note, ended, err);
    if (!st && said == SAID_STOP) *ended = true;
    tingle_noted_free(noted);
    tingle_run_list_free(list);
    return st;
}
