/* Questions of a note. */
#include "cli/log_dialogue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/note_report.h"
#include "report/units.h"

enum { TEXT_MAX = 4096, SHOES_SHOWN = 8 };

/* --- answers --------------------------------------------------------------------------------- */

static const char *or_null(const char *text) { return *text ? text : NULL; }

void log_answers_note(const struct log_answers *a, struct tingle_note *n)
{
    tingle_note_init(n);
    n->felt = a->felt;
    n->shoe = or_null(a->shoe);
    n->lacing_left = a->lacing_left;
    n->lacing_right = a->lacing_right;
    n->sock = or_null(a->sock);
    n->side = or_null(a->side);
    n->regions = or_null(a->regions);
    n->quality = or_null(a->quality);
    n->onset = or_null(a->onset);
    n->severity = a->severity;
    n->pain = a->pain;
    n->ended_by = or_null(a->ended_by);
    n->relief_min = a->relief_min;
    n->weakness = a->weakness;
    n->colour_change = a->colour_change;
    n->tight_leg = a->tight_leg;
    n->stopped_because = a->stopped_because;
}

static bool refuse(struct log_talk *t, const char *reason)
{
    error_set(&t->reason, TINGLE_BAD_DATA, -1, "%s", reason);
    return false;
}

static bool is_one(const char *answer, const char *letter, const char *word)
{
    return text_same(answer, letter) || text_same(answer, word);
}

/* "3" of 1 .. count as an index; -1: no such number. */
static int choice(const char *answer, int count)
{
    int64_t number;
    return text_to_int(answer, strlen(answer), 1, count, &number) ? (int)number - 1 : -1;
}

static bool set_word(struct log_talk *t, char *out, size_t size, const char *word)
{
    if (snprintf(out, size, "%s", word) < (int)size) return true;
    return refuse(t, "that is too long");
}

/* A shoe that is retired by now is offered no more. */
static bool is_retired(const struct log_talk *t, const char *name)
{
    for (size_t i = 0; name && i < t->shoes->shoes; i++)
        if (strcmp(t->shoes->shoe[i].name, name) == 0) return t->shoes->shoe[i].retired && *t->shoes->shoe[i].retired;
    return false;
}

static const char *day_of(const struct log_talk *t, int64_t run, struct buffer *out)
{
    for (size_t i = 0; i < t->list->runs; i++)
        if (t->list->run[i].id == run) units_add_local_time(out, t->list->run[i].start_unix_s, t->list->run[i].utc_offset_s);
    return buffer_text(out);
}

/* --- what was worn --------------------------------------------------------------------------- */

static bool always(const struct log_talk *t) { (void)t; return true; }
static bool worn_anew(const struct log_talk *t) { return t->answers.worn_anew; }

/* What of it may be worn again; false when nothing is left. A note of this run is what it is. */
static bool worn_again(const struct log_talk *t, struct tingle_note *n)
{
    if (!t->worn->found) return false;
    *n = *t->worn->note;
    if (t->worn->run != t->run->id && is_retired(t, n->shoe)) n->shoe = NULL;
    return n->shoe || n->sock || !isnan(n->lacing_left) || !isnan(n->lacing_right);
}

static void ask_worn(const struct log_talk *t, struct buffer *q)
{
    struct tingle_note offered;
    struct buffer day;
    if (!worn_again(t, &offered)) {
        buffer_add_text(q, "Shoes, laces and socks? c to say which (Enter: not said)");
        return;
    }
    buffer_init(&day, TEXT_MAX);
    if (t->worn->run == t->run->id) buffer_add_text(q, "Worn, as noted: ");
    else buffer_printf(q, "Worn on %.10s: ", day_of(t, t->worn->run, &day));
    buffer_release(&day);
    note_worn_words(q, &offered);
    buffer_add_text(q, "\nThe same? (Enter: yes; c other; x not said)");
}

static void take_worn_again(struct log_answers *a, const struct tingle_note *n)
{
    snprintf(a->shoe, sizeof a->shoe, "%s", n->shoe ? n->shoe : "");
    snprintf(a->sock, sizeof a->sock, "%s", n->sock ? n->sock : "");
    a->lacing_left = n->lacing_left;
    a->lacing_right = n->lacing_right;
}

static bool take_worn(struct log_talk *t, const char *answer)
{
    struct log_answers *a = &t->answers;
    struct tingle_note offered;
    const bool found = worn_again(t, &offered);
    a->worn_anew = is_one(answer, "c", "other") || is_one(answer, "n", "no");
    if (a->worn_anew || is_one(answer, "x", "not said")) return true;
    if (*answer && !(found && is_one(answer, "y", "yes")))
        return refuse(t, found ? "Enter for the same, c for others, x to leave it unsaid" : "c to say which, or Enter");
    if (found) take_worn_again(a, &offered);
    return true;
}

static void ask_shoe(const struct log_talk *t, struct buffer *q)
{
    buffer_add_text(q, "Shoes? ");
    for (size_t i = 0, shown = 0; i < t->shoes->shoes && shown < SHOES_SHOWN; i++) {
        if (t->shoes->shoe[i].retired && *t->shoes->shoe[i].retired) continue;
        buffer_printf(q, "%s%zu %s", shown++ ? ", " : "", i + 1, t->shoes->shoe[i].name);
    }
    buffer_add_text(q, t->shoes->shoes ? " (Enter: not said)" : "none known yet: `tingle shoes add NAME` (Enter: not said)");
}

static bool take_shoe(struct log_talk *t, const char *answer)
{
    int number = choice(answer, (int)t->shoes->shoes);
    return set_word(t, t->answers.shoe, sizeof t->answers.shoe, number >= 0 ? t->shoes->shoe[number].name : answer);
}

static void ask_lacing(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "1 foot slides  2 two fingers under the lace  3 one  4 tight  5 leaves a mark\n"
                       "Laces? (\"3 4\": left 3, right 4; Enter: not said)");
}

static bool take_lacing(struct log_talk *t, const char *answer)
{
    struct log_answers *a = &t->answers;
    size_t n = strlen(answer);
    bool good = n == 0 || ((n == 1 || (n == 3 && answer[1] == ' ' && answer[2] >= '1' && answer[2] <= '5')) && answer[0] >= '1' && answer[0] <= '5');
    a->lacing_left = n ? answer[0] - '0' : (double)NAN;
    a->lacing_right = n == 3 ? answer[2] - '0' : a->lacing_left;
    return good || refuse(t, "a number from 1 to 5, or two of them: left and right");
}

static void ask_sock(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "Socks? 1 thin, 2 medium, 3 thick (Enter: not said)");
}

static bool take_sock(struct log_talk *t, const char *answer)
{
    static const char *const socks[] = {"thin", "medium", "thick"};
    int number = choice(answer, 3);
    return set_word(t, t->answers.sock, sizeof t->answers.sock, number >= 0 ? socks[number] : answer);
}

/* --- the one question ------------------------------------------------------------------------ */

static void ask_felt(const struct log_talk *t, struct buffer *q)
{
    struct buffer day;
    if (t->like->found) {
        buffer_init(&day, TEXT_MAX);
        buffer_printf(q, "Numb last time, on %.10s: ", day_of(t, t->like->run, &day));
        note_place_words(q, t->like, 0);
        buffer_add_text(q, "\n");
        buffer_release(&day);
    }
    buffer_printf(q, "Your feet? f fine, n numb, %sEnter skip, q stop, ? help", t->like->found ? "s same as last time, " : "");
}

static bool take_felt(struct log_talk *t, const char *answer)
{
    struct log_answers *a = &t->answers;
    const struct tingle_note *like = t->like->note;
    a->same = is_one(answer, "s", "same");
    if (a->same && !t->like->found) return refuse(t, "no run before this one was noted as numb; n for numb");
    if (!*answer) a->felt = TINGLE_NOT_RECORDED;
    else if (is_one(answer, "f", "fine")) a->felt = TINGLE_FINE;
    else if (a->same || is_one(answer, "n", "numb")) a->felt = TINGLE_NUMB;
    else return refuse(t, t->like->found ? "f for fine, n for numb, s for the same as last time, or nothing" : "f for fine, n for numb, or nothing");
    if (!a->same) return true;
    snprintf(a->side, sizeof a->side, "%s", like->side ? like->side : "");
    snprintf(a->regions, sizeof a->regions, "%s", like->regions ? like->regions : "");
    snprintf(a->quality, sizeof a->quality, "%s", like->quality ? like->quality : "");
    return true;
}

/* --- the episode ----------------------------------------------------------------------------- */

static bool is_numb(const struct log_talk *t) { return t->answers.felt == TINGLE_NUMB; }
static bool is_new(const struct log_talk *t) { return is_numb(t) && !t->answers.same; }

static void ask_side(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "Which foot? l left, r right, b both (Enter: not said)");
}

static bool take_side(struct log_talk *t, const char *answer)
{
    const char *side = is_one(answer, "l", "left") ? "left" : is_one(answer, "r", "right") ? "right" : is_one(answer, "b", "both") ? "both" : "";
    if (*answer && !*side) return refuse(t, "l for left, r for right, b for both, or nothing");
    return set_word(t, t->answers.side, sizeof t->answers.side, side);
}

static void ask_where(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "Where? 3 4 (toes), ball, arch, heel, top ... (? all; Enter: not said)");
}

/* Where a blank parts numbers ("3 4") or words of one name ("big toe"), the journal knows which. */
static bool take_where(struct log_talk *t, const char *answer)
{
    return tingle_regions_read(t->answers.regions, answer, &t->reason) == TINGLE_OK;
}

static void ask_onset(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "e early  m middle  l late  s it stopped you\n"
                       "From which minute? Such as 40 or 30-45 (Enter: unknown)");
}

static bool take_onset(struct log_talk *t, const char *answer)
{
    static const struct {
        const char *letter, *word;
    } words[] = {{"e", "early"}, {"m", "middle"}, {"l", "late"}, {"s", "stopped"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_one(answer, words[i].letter, words[i].word)) answer = words[i].word;
    return set_word(t, t->answers.onset, sizeof t->answers.onset, answer);
}

static void ask_strength(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "How strong, 0 to 10? A second number is pain: 5 2 (Enter: not said)");
}

static bool take_strength(struct log_talk *t, const char *answer)
{
    size_t n = strcspn(answer, " ,");
    const char *rest = answer + n + strspn(answer + n, " ,");
    t->answers.severity = t->answers.pain = NAN;
    if (*answer && !text_to_double(answer, n, &t->answers.severity)) return refuse(t, "a number from 0 to 10, or two: strength and pain");
    if (*rest && !text_to_double(rest, strlen(rest), &t->answers.pain)) return refuse(t, "a number from 0 to 10, or two: strength and pain");
    return true;
}

/* What was grave last time is asked again, never copied. */
static bool asks_ticks(const struct log_talk *t)
{
    const struct tingle_note *n = t->like->note;
    const char *const grave[] = {n->weakness, n->colour_change, n->tight_leg, n->stopped_because};
    for (size_t i = 0; is_numb(t) && t->answers.same && i < 4; i++)
        if (grave[i] && strcmp(grave[i], "yes") == 0) return true;
    return is_new(t);
}

static void ask_ticks(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "1 tingling  2 burning  3 cold  4 heavy  5 weak or tripping  6 colour changed\n"
                       "7 tight lower leg  8 you stopped because of it  0 none of 5 to 8\n"
                       "Which of these? Such as 1 5 (Enter: not said)");
}

static void tick_quality(struct log_answers *a, char tick)
{
    static const char *const words[] = {"tingling", "burning", "cold", "heavy"};
    const char *word = words[tick - '1'];
    if (!*a->quality) snprintf(a->quality, sizeof a->quality, "numb"); /* which was said before */
    if (strstr(a->quality, word)) return;
    snprintf(a->quality + strlen(a->quality), sizeof a->quality - strlen(a->quality), " %s", word);
}

static bool take_ticks(struct log_talk *t, const char *answer)
{
    struct log_answers *a = &t->answers;
    const char **const flags[] = {&a->weakness, &a->colour_change, &a->tight_leg, &a->stopped_because};
    const bool none = strchr(answer, '0') != NULL;
    for (int i = 0; i < 4; i++) *flags[i] = none ? "no" : NULL;
    for (const char *p = answer; *p; p++) {
        if (*p == ' ' || *p == ',' || *p == '0') continue;
        if (*p < '1' || *p > '8') return refuse(t, "numbers of the list, such as 1 5; 0 for none of 5 to 8; or nothing");
        if (*p <= '4') tick_quality(a, *p);
        else *flags[*p - '5'] = "yes";
    }
    return true;
}

/* "Stopped because of it" without when it began: how long it had been numb says it (decision A4). */
static bool asks_before_stop(const struct log_talk *t)
{
    const struct log_answers *a = &t->answers;
    bool stopped = a->stopped_because && strcmp(a->stopped_because, "yes") == 0;
    return is_numb(t) && (text_starts_with(a->onset, "stopped") || (!*a->onset && stopped));
}

static void ask_before_stop(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "How many minutes had it been numb when you stopped? (Enter: unknown)");
}

static bool take_before_stop(struct log_talk *t, const char *answer)
{
    double minutes;
    if (*answer && (!text_to_double(answer, strlen(answer), &minutes) || minutes < 0)) return refuse(t, "minutes, such as 5, or nothing");
    snprintf(t->answers.onset, sizeof t->answers.onset, "stopped%s%.20s", *answer ? " " : "", answer);
    return true;
}

static const char *const endings[] = {"stopping", "walking", "loosening", "shoe-off", "by-itself", "not-yet"};

static void ask_ended(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "1 stopping  2 walking  3 looser laces  4 shoe off  5 by itself  6 not over yet\n"
                       "What ended it? (Enter: not said)");
}

static bool take_ended(struct log_talk *t, const char *answer)
{
    int number = choice(answer, 6);
    if (*answer && number < 0) return refuse(t, "a number from 1 to 6, or nothing");
    return set_word(t, t->answers.ended_by, sizeof t->answers.ended_by, number < 0 ? "" : endings[number]);
}

static bool asks_relief(const struct log_talk *t) { return is_new(t) && strcmp(t->answers.ended_by, "not-yet") != 0; }

static void ask_relief(const struct log_talk *t, struct buffer *q)
{
    (void)t;
    buffer_add_text(q, "Minutes from then until the feeling was back? (Enter: not said)");
}

static bool take_relief(struct log_talk *t, const char *answer)
{
    t->answers.relief_min = NAN;
    if (!*answer || text_to_double(answer, strlen(answer), &t->answers.relief_min)) return true;
    return refuse(t, "minutes, such as 5 or 0.5, or nothing");
}

/* --- one after the other --------------------------------------------------------------------- */

static const char help_felt[] = "f  nothing was numb, all the way\n"
                                "n  a foot was numb; a few questions follow, and Enter skips each\n"
                                "s  numb in the same place as last time; only the minute is asked\n"
                                "Enter  the run stays without a note, which is never taken as fine\n"
                                "q  stop here   -  one question back\n";
static const char help_worn[] = "What you wear may go with what you feel, so it is noted each time.\n"
                                "Enter takes what is shown.\n";
static const char help_onset[] = "Minutes of movement since the start, as your watch counts them; a window such\n"
                                 "as 30-45 is better than a minute that is a guess.\n"
                                 "e, m, l  in the first, middle or last third   s  it was why you stopped\n";
static const char help_plain[] = "Enter leaves it unsaid. - goes one question back, q keeps what you said and\n"
                                 "ends the questions.\n";

static void help_where(struct buffer *out)
{
    static const char *const views[TINGLE_VIEWS + 1] = {"sole", "top", "inner side", "outer side", "together"};
    for (int view = 0; view <= TINGLE_VIEWS; view++) {
        const char *between = "";
        struct tingle_region r;
        buffer_printf(out, "  %s: ", views[view]);
        for (size_t i = 0; tingle_region_at(&r, i); i++) {
            int first = 0;
            while (first < TINGLE_VIEWS && !(r.views >> first & 1)) first++;
            if (first != view) continue;
            buffer_printf(out, "%s%d %s", between, r.number, r.name);
            between = "; ";
        }
        buffer_add_text(out, "\n");
    }
    buffer_add_text(out, "By number or by name, several with commas between: 3, 4, arch\n");
}

struct question {
    bool (*applies)(const struct log_talk *t);
    void (*ask)(const struct log_talk *t, struct buffer *q);
    bool (*take)(struct log_talk *t, const char *answer);
    const char *help; /* NULL: the regions */
};

/* What was worn comes before how it felt: the answer must not colour the memory (decision A3). */
static const struct question questions[] = {
    {always, ask_worn, take_worn, help_worn},
    {worn_anew, ask_shoe, take_shoe, help_worn},
    {worn_anew, ask_lacing, take_lacing, help_plain},
    {worn_anew, ask_sock, take_sock, help_plain},
    {always, ask_felt, take_felt, help_felt},
    {is_new, ask_side, take_side, help_plain},
    {is_new, ask_where, take_where, NULL},
    {is_numb, ask_onset, take_onset, help_onset},
    {is_new, ask_strength, take_strength, help_plain},
    {asks_ticks, ask_ticks, take_ticks, help_plain},
    {asks_before_stop, ask_before_stop, take_before_stop, help_plain},
    {is_new, ask_ended, take_ended, help_plain},
    {asks_relief, ask_relief, take_relief, help_plain}};
enum { QUESTIONS = sizeof questions / sizeof *questions };

static void show_help(struct log_talk *t, const struct question *q)
{
    struct buffer out;
    buffer_init(&out, TEXT_MAX);
    if (q->help) buffer_add_text(&out, q->help);
    else help_where(&out);
    console_tell(&t->cli->console, buffer_text(&out));
    buffer_release(&out);
}

/* Puts the question; false at the end of input. Lines above the last are only shown. */
static bool put_question(struct log_talk *t, const struct question *q, char *answer, size_t size)
{
    struct buffer text;
    char *last;
    bool got;
    buffer_init(&text, TEXT_MAX);
    q->ask(t, &text);
    last = (char *)buffer_text(&text);
    if (strrchr(last, '\n')) {
        char *above = last;
        last = strrchr(last, '\n') + 1;
        last[-1] = '\0';
        console_tell(&t->cli->console, above);
    }
    got = console_ask(&t->cli->console, last, answer, size);
    buffer_release(&text);
    return got;
}

/* The journal's own view of the answers so far. */
static bool journal_agrees(struct log_talk *t)
{
    struct tingle_note note;
    enum tingle_status st;
    log_answers_note(&t->answers, &note);
    st = tingle_note_check(t->journal, t->run->id, &note, &t->reason);
    return st == TINGLE_OK || (st != TINGLE_BAD_DATA && st != TINGLE_WRONG_USE); /* of others storing will speak */
}

static bool take(struct log_talk *t, const struct question *q, const char *answer)
{
    const struct log_answers before = t->answers;
    if (q->take(t, answer) && journal_agrees(t)) return true;
    console_say(&t->cli->console, "%s", t->reason.message);
    t->answers = before;
    return false;
}

enum log_end log_talk_ask(struct log_talk *t)
{
    struct log_answers before[QUESTIONS];
    size_t asked[QUESTIONS], count = 0;
    char answer[400];
    for (size_t i = 0; i < QUESTIONS;) {
        const struct question *q = &questions[i];
        if (!q->applies(t)) {
            i++;
            continue;
        }
        if (!put_question(t, q, answer, sizeof answer)) return LOG_CUT;
        if (is_one(answer, "?", "help")) {
            show_help(t, q);
        } else if (strcmp(answer, "-") == 0) {
            if (count) i = asked[--count], t->answers = before[i];
            else console_say(&t->cli->console, "this is the first question");
        } else if (is_one(answer, "q", "quit")) {
            t->stops = true;
            return is_numb(t) ? LOG_SAID : LOG_STOPPED;
        } else {
            before[i] = t->answers;
            if (!take(t, q, answer)) continue;
            asked[count++] = i++;
        }
    }
    return LOG_SAID;
}

static bool is_worn(const struct tingle_note *n) { return n->shoe || n->sock || !isnan(n->lacing_left) || !isnan(n->lacing_right); }

enum tingle_status log_talk_begin(struct log_talk *t, struct tingle_error *err)
{
    enum tingle_status st = tingle_note_read(&t->worn, t->journal, t->run->id, err);
    t->answers = (struct log_answers){.lacing_left = NAN, .lacing_right = NAN, .severity = NAN, .pain = NAN, .relief_min = NAN};
    if (!st && !is_worn(t->worn->note)) {
        tingle_noted_free(t->worn);
        st = tingle_note_alike(&t->worn, t->journal, t->run->id, TINGLE_WORN_LIKE, err);
    }
    return st ? st : tingle_note_alike(&t->like, t->journal, t->run->id, TINGLE_NUMB_LIKE, err);
}

void log_talk_release(struct log_talk *t)
{
    tingle_noted_free(t->worn);
    tingle_noted_free(t->like);
    t->worn = t->like = NULL;
}
