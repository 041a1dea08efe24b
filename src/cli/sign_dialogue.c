/* Screens of numbers to tick. */
#include "cli/sign_dialogue.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/dialogue.h"
#include "report/doctor_report.h"

enum { TICKS_MAX = 40, QUESTION_MAX_BYTES = 1 << 14 };

static const char prompt[] = "Numbers that are true, 0 for none; Enter leaves it unasked, q stops:";

enum listed { LEFT, ANSWERED, ENDED };

struct dialogue {
    struct cli *cli;
    struct tingle_journal *journal;
    struct sign_answers_here *here; /* NULL: answers are kept in the journal */
    size_t at, screens; /* the screen that is asked, from 1 */
    bool emergency, any_yes;
};

/* A yes or no to a sentence, broken to the width of the screen. */
static const char *ask_yes_no(struct dialogue *d, const char *sentence)
{
    struct buffer text;
    const char *answer = NULL;
    buffer_init(&text, QUESTION_MAX_BYTES);
    buffer_add_byte(&text, '\n');
    term_add_wrapped(&text, sentence, 0, 0, (size_t)d->cli->console.term.width);
    buffer_add_text(&text, "(y/n, Enter to leave it unasked)");
    buffer_add_byte(&text, '\0');
    if (!buffer_status(&text, "the question", NULL)) answer = answer_yes_no(d->cli, (const char *)text.data);
    buffer_release(&text);
    return answer;
}

/* ------------------------------------------------------------------- reading numbers */

/* "1 3", "1,3", "0", "n": which are ticked. False when it cannot be read, or says both some and none. */
static bool ticks_parse(char *text, bool ticked[TICKS_MAX], size_t ticks)
{
    bool none = false, some = false;
    memset(ticked, 0, TICKS_MAX * sizeof *ticked);
    if (text_same(text, "n") || text_same(text, "no") || text_same(text, "none")) return true;
    while (*text) {
        size_t n = strcspn(text, " ,;\t");
        int64_t number;
        if (n && !text_to_int(text, n, 0, (int64_t)ticks, &number)) return false;
        if (n && number == 0) none = true;
        if (n && number > 0) ticked[number - 1] = some = true;
        text += n + strspn(text + n, " ,;\t");
    }
    return none != some;
}

static enum listed ask_list(struct dialogue *d, const struct tingle_sign_screen *screen, const char *only_with,
                            const struct tingle_sign_tick **tick, bool ticked[TICKS_MAX], size_t *ticks)
{
    struct buffer text;
    char answer[160];
    enum listed said = ENDED;
    buffer_init(&text, QUESTION_MAX_BYTES);
    buffer_add_byte(&text, '\n');
    if (!*only_with && d->screens > 1) buffer_printf(&text, "%zu of %zu  ", d->at, d->screens);
    screen_list_text(&text, screen, only_with, tick, TICKS_MAX, ticks, &d->cli->console.term);
    buffer_add_text(&text, prompt);
    buffer_add_byte(&text, '\0');
    if (buffer_status(&text, "the question", NULL)) goto done;
    for (const char *question = (const char *)text.data; console_ask(&d->cli->console, question, answer, sizeof answer); question = prompt) {
        said = !*answer ? LEFT : text_same(answer, "q") || text_same(answer, "quit") ? ENDED : ANSWERED;
        if (said != ANSWERED || ticks_parse(answer, ticked, *ticks)) goto done;
        console_say(&d->cli->console, "numbers from 1 to %zu with blanks between, or 0 for none of these", *ticks);
        said = ENDED;
    }
done:
    buffer_release(&text);
    return said;
}

/* ----------------------------------------------------------------------- answers */

bool sign_answers_add(struct sign_answers_here *here, const char *key, const char *value)
{
    if (here->count == SIGN_ANSWERS_HERE || strlen(key) >= sizeof here->key[0]) return false;
    text_copy(here->key[here->count], sizeof here->key[0], key);
    here->answer[here->count] = (struct tingle_answer){here->key[here->count], strcmp(value, "yes") == 0 ? "yes" : "no"};
    here->count++;
    return true;
}

/* Where the result goes to a file, among the talk: it must be seen. */
static enum tingle_status alarm(struct dialogue *d, const char *action, struct tingle_error *err)
{
    struct console *console = &d->cli->console;
    struct buffer out;
    enum tingle_status st;
    if (!console->term.is_terminal) {
        console_say(console, ">>> %s", action);
        return TINGLE_OK;
    }
    buffer_init(&out, QUESTION_MAX_BYTES);
    buffer_add_byte(&out, '\n');
    alarm_text(&out, action, &console->term);
    st = console_print(console, &out, err);
    if (!st) st = console_flush(console, err);
    buffer_release(&out);
    return st;
}

struct key_value {
    const char *key, *value; /* NULL: ticked, and its further question is to be asked */
    const struct tingle_sign_tick *tick;
};

static struct key_value *slot_of(struct key_value *list, size_t *count, const struct tingle_sign_tick *tick)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(list[i].key, tick->key) == 0) return &list[i];
    list[*count] = (struct key_value){.key = tick->key, .value = "no", .tick = tick};
    return &list[(*count)++];
}

static enum tingle_status keep(struct dialogue *d, const struct tingle_answer *answer, size_t n, struct tingle_error *err)
{
    if (!d->here) return tingle_doctor_answer(d->journal, answer, n, err);
    for (size_t i = 0; i < n; i++)
        if (!sign_answers_add(d->here, answer[i].key, answer[i].value)) return error_set(err, TINGLE_LIMIT, -1, "too many answers");
    return TINGLE_OK;
}

/* Keeps what has an answer. Grave signs sound at once, before any further question. */
static enum tingle_status keep_and_sound(struct dialogue *d, const struct key_value *list, size_t count, struct tingle_error *err)
{
    struct tingle_answer answer[TICKS_MAX];
    const struct tingle_sign_tick *gravest = NULL;
    size_t n = 0;
    enum tingle_status st, told = TINGLE_OK;
    for (size_t i = 0; i < count; i++) {
        if (!list[i].value) continue;
        answer[n++] = (struct tingle_answer){list[i].key, list[i].value};
        if (strcmp(list[i].value, "yes") != 0 || list[i].tick->is_fact) continue;
        d->any_yes = true;
        if (list[i].tick->tier <= TINGLE_TIER_U && (!gravest || list[i].tick->tier < gravest->tier)) gravest = list[i].tick;
    }
    if (gravest) told = alarm(d, gravest->action, err);
    d->emergency |= gravest && gravest->tier == TINGLE_TIER_E;
    st = keep(d, answer, n, err);
    return st ? st : told;
}

/* A tick is a yes to its rule where it has no further question, or where that is answered with yes. What needs no further question
 * is kept and sounds first; a further question that is left, also by Ctrl-C, leaves its rule unasked. An emergency ends them. */
static enum tingle_status take_list(struct dialogue *d, const struct tingle_sign_tick *const *tick, const bool *ticked, size_t ticks,
                                    struct tingle_error *err)
{
    struct key_value list[TICKS_MAX];
    size_t count = 0;
    enum tingle_status st;
    for (size_t i = 0; i < ticks; i++) {
        struct key_value *slot = slot_of(list, &count, tick[i]);
        if (ticked[i]) slot->value = *tick[i]->then ? NULL : "yes";
    }
    st = keep_and_sound(d, list, count, err);
    for (size_t i = 0; !st && !d->emergency && i < count; i++) {
        if (list[i].value) continue;
        list[i].value = ask_yes_no(d, list[i].tick->then);
        st = keep_and_sound(d, &list[i], 1, err);
    }
    return st;
}

/* ------------------------------------------------------------------------ screens */

static enum tingle_status ask_with_facts(struct dialogue *d, const struct tingle_sign_screen *screen,
                                         const struct tingle_sign_tick *const *tick, const bool *ticked, size_t ticks, enum listed *said,
                                         struct tingle_error *err)
{
    const struct tingle_sign_tick *more[TICKS_MAX];
    bool more_ticked[TICKS_MAX];
    size_t count;
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && *said != ENDED && !d->emergency && i < ticks; i++) {
        bool opens = false;
        for (size_t k = 0; k < screen->ticks; k++) opens |= strcmp(screen->tick[k].only_with, tick[i]->key) == 0;
        if (!ticked[i] || !tick[i]->is_fact || !opens) continue;
        *said = ask_list(d, screen, tick[i]->key, more, more_ticked, &count);
        if (*said == ANSWERED) st = take_list(d, more, more_ticked, count, err);
    }
    return st;
}

static enum tingle_status ask_closing(struct dialogue *d, const struct tingle_sign_screen *screen, struct tingle_error *err)
{
    char question[600];
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && !d->any_yes && i < screen->ticks; i++) {
        const struct tingle_sign_tick *tick = &screen->tick[i];
        struct tingle_answer answer = {.key = tick->key};
        if (!tick->closing) continue;
        snprintf(question, sizeof question, "%s: is that so?", tick->text);
        answer.value = ask_yes_no(d, question);
        if (answer.value) st = keep(d, &answer, 1, err);
    }
    return st;
}

static enum tingle_status ask_screen(struct dialogue *d, const struct tingle_sign_screen *screen, enum listed *said, struct tingle_error *err)
{
    const struct tingle_sign_tick *tick[TICKS_MAX];
    bool ticked[TICKS_MAX];
    size_t ticks;
    enum tingle_status st;
    *said = ask_list(d, screen, "", tick, ticked, &ticks);
    if (*said != ANSWERED) return TINGLE_OK;
    st = take_list(d, tick, ticked, ticks, err);
    if (!st) st = ask_with_facts(d, screen, tick, ticked, ticks, said, err);
    return st || *said == ENDED ? st : ask_closing(d, screen, err);
}

enum tingle_status sign_dialogue(struct cli *cli, struct tingle_journal *journal, struct sign_answers_here *here,
                                 const struct tingle_sign_screens *screens, bool *ended, struct tingle_error *err)
{
    struct dialogue d = {.cli = cli, .journal = journal, .here = here, .screens = screens->screens};
    enum listed said = ANSWERED;
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && said != ENDED && !d.emergency && i < screens->screens; i++) {
        d.at = i + 1;
        st = ask_screen(&d, &screens->screen[i], &said, err);
    }
    if (ended) *ended = d.emergency || said == ENDED;
    return st;
}
