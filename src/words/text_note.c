/* One line: its day, its first word, and what follows, word by word. */
#include "words/text_note.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "words/note_ticks.h"
#include "words/word_amounts.h"
#include "words/word_line.h"
#include "words/word_places.h"

enum { SEVERITY_MAX = 10, MINUTES_MAX = 48 * 60, SHOWN_SIZE = 64, SUGGEST_WITHIN = 2, DAY_TEXT = 10, CLOCK_TEXT = 5 };

static const uint64_t opening = WORD_KIND(WORD_FINE) | WORD_KIND(WORD_SYMPTOM);
static const uint64_t negations = WORD_KIND(WORD_NO) | WORD_KIND(WORD_NOT) | WORD_KIND(WORD_WITHOUT);
static const uint64_t passed = WORD_KIND(WORD_FILL) | WORD_KIND(WORD_AND) | WORD_KIND(WORD_AT) | WORD_KIND(WORD_AFTER) | WORD_KIND(WORD_ABOUT) |
                               WORD_KIND(WORD_BEGAN) | WORD_KIND(WORD_PLACE) | WORD_KIND(WORD_WHERE) | WORD_KIND(WORD_TAIL);

struct note_reading {
    struct text_note *out;
    struct word_line *line;
    const char *text;        /* of the whole line */
    unsigned qualities;
    size_t item;             /* the next to be read */
    const char *fault;       /* what is wrong with the item at `item`; NULL nothing */
};

/* --------------------------------------------------------------------- the line */

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Bytes of blanks, and of a byte order mark, at the start. */
static size_t blanks(const char *text, size_t n)
{
    size_t at = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < n && is_space(text[at])) at++;
    return at;
}

bool text_note_is_blank(const char *line, size_t n)
{
    size_t at = blanks(line, n);
    return at == n || line[at] == '#';
}

static size_t word_length(const char *text, size_t n)
{
    size_t length = 0;
    while (length < n && !is_space(text[length]) && text[length] != ';') length++;
    return length;
}

static bool digits_like(const char *text, size_t n, const char *pattern)
{
    if (n != strlen(pattern)) return false;
    for (size_t i = 0; i < n; i++)
        if (pattern[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i]) return false;
    return true;
}

/* "07:30" or "7:30" into out as "T07:30". */
static bool read_clock(char out[CLOCK_TEXT + 2], const char *word, size_t n)
{
    if (!digits_like(word, n, "00:00") && !digits_like(word, n, "0:00")) return false;
    snprintf(out, CLOCK_TEXT + 2, "T%s%.*s", n == CLOCK_TEXT ? "" : "0", (int)n, word);
    return true;
}

/* The day, as "2026-11-24", with what follows it behind a 'T'; false when the word is no day. */
static bool read_day(char day[32], const char *word, size_t n)
{
    if (digits_like(word, n, "00.00.0000"))
        snprintf(day, 32, "%.4s-%.2s-%.2s", word + 6, word + 3, word);
    else if (n >= DAY_TEXT && digits_like(word, DAY_TEXT, "0000-00-00") && (n == DAY_TEXT || word[DAY_TEXT] == 'T') && n < 32)
        snprintf(day, 32, "%.*s", (int)n, word);
    else
        return false;
    return true;
}

/* Takes day and time from the front of the line; *at is where the words begin. */
static enum tingle_status take_day(char day[32], const char *line, size_t n, size_t *at, struct tingle_error *err)
{
    char clock[CLOCK_TEXT + 2];
    size_t start = *at, length = word_length(line + start, n - start);
    double unix_s;
    bool zoned;
    if (!read_day(day, line + start, length)) return TINGLE_OK;
    *at += length;
    *at += blanks(line + *at, n - *at);
    length = word_length(line + *at, n - *at);
    if (strlen(day) == DAY_TEXT && read_clock(clock, line + *at, length)) {
        snprintf(day + DAY_TEXT, 32 - DAY_TEXT, "%s", clock);
        *at += length;
        *at += blanks(line + *at, n - *at);
    }
    if (utc_parse(day, strlen(day), &unix_s, &zoned, NULL) && !zoned) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, (int64_t)start, "\"%.31s\" is no day of the calendar; write 2026-11-24 or 2026-11-24 07:30, by your own clock", day);
}

/* ------------------------------------------------------------------ word by word */

static bool fails(struct note_reading *in, const char *why)
{
    in->fault = why;
    return false;
}

static bool set_onset(struct note_reading *in, double low, double high, bool km)
{
    struct text_note *out = in->out;
    if (!isnan(out->onset_lo_min) || !isnan(out->onset_lo_km)) return fails(in, "is a second time at which it began; one is enough");
    if (isnan(high)) high = low;
    if (high < low) return fails(in, "begins a window whose end lies before it; write the earlier one first");
    if (!km && high > MINUTES_MAX) return fails(in, "is no minute of a run; 0 to 2880 are");
    *(km ? &out->onset_lo_km : &out->onset_lo_min) = low;
    *(km ? &out->onset_hi_km : &out->onset_hi_min) = high;
    return true;
}

static bool set_severity(struct note_reading *in, double value)
{
    if (!isnan(in->out->severity)) return fails(in, "is a second severity; one is enough");
    if (value > SEVERITY_MAX) return fails(in, "is no severity; 0 to 10 are");
    in->out->severity = value;
    return true;
}

/* Numbers of toes before the toes: "3-4 toes", "3 and 4 toes"; the item behind the last of them, 0 when it is not so. */
static size_t toe_numbers(const struct word_line *line, size_t item)
{
    while (word_toe_number(line, item)) {
        enum word_place place = item + 1 < line->items ? word_place_of(line, item + 1) : WORD_NO_PLACE;
        enum word_gap gap = word_gap_at(line, item + 1);
        if (line->item[item].ordinal || place == WORD_TOE || place == WORD_TOES || place == WORD_DIGIT) return item + 1;
        if (word_is_any(line, item + 1, WORD_KIND(WORD_AND) | WORD_KIND(WORD_TO))) item += 2;
        else if (gap == WORD_HYPHEN || gap == WORD_SLASH) item++;
        else break;
    }
    return 0;
}

/* The number of a toe behind the word: "toe 3", "toes 3-4". */
static bool follows_toes(const struct word_line *line, size_t item)
{
    while (item > 0 && (word_toe_number(line, item) || word_is_any(line, item, WORD_KIND(WORD_AND) | WORD_KIND(WORD_TO)))) {
        enum word_place place = word_place_of(line, item - 1);
        if (place == WORD_TOE || place == WORD_TOES) return true;
        item--;
    }
    return false;
}

/* A number without a unit: a minute, a window of minutes, or a severity. */
static bool read_number(struct note_reading *in)
{
    const struct word_line *line = in->line;
    size_t item = in->item, to = word_is(line, item + 1, WORD_TO) ? item + 2 : item + 1;
    double value = line->item[item].number;
    bool window = word_is_number(line, to) && (to == item + 2 || word_gap_at(line, to) == WORD_HYPHEN);
    bool began = !isnan(in->out->onset_lo_min) || !isnan(in->out->onset_lo_km);
    if (word_is_number(line, item + 1) && word_gap_at(line, item + 1) == WORD_SLASH) return fails(in, "is no severity; 0 to 10 are");
    if (word_is_number(line, item + 1) && word_gap_at(line, item + 1) == WORD_COLON) return fails(in, "is not understood");
    in->item = item + 1;
    if (window) in->item = to + 1;
    if (window ? set_onset(in, value, line->item[to].number, false)
               : began || (in->out->side[0] && value <= SEVERITY_MAX) ? set_severity(in, value) : set_onset(in, value, NAN, false))
        return true;
    in->item = item;
    return false;
}

static bool read_side(struct note_reading *in, enum word_side side)
{
    const char *text = word_side_text(side == WORD_PERHAPS_RIGHT ? WORD_RIGHT : side);
    bool other = in->out->side[0] && strcmp(in->out->side, text) != 0;
    snprintf(in->out->side, sizeof in->out->side, "%s", other ? "both" : text);
    return true;
}

/* Numbers, with all that they may mean; *taken is false when the item is none. */
static bool read_amount(struct note_reading *in, bool *taken)
{
    struct word_amount amount;
    double severity;
    size_t next, toes = toe_numbers(in->line, in->item);
    *taken = true;
    if (toes) {
        in->item = toes;
        return true;
    }
    if (word_severity_at(in->line, in->item, &severity, &next)) {
        if (!set_severity(in, severity)) return false;
        in->item = next;
        return true;
    }
    if (word_amount_at(in->line, in->item, &amount)) {
        bool km = !isnan(amount.km);
        if (!set_onset(in, km ? amount.km : amount.minutes, amount.upper, km)) return false;
        in->item = amount.at.to;
        return true;
    }
    if (follows_toes(in->line, in->item)) {
        in->item++;
        return true;
    }
    *taken = word_is_number(in->line, in->item) && !word_is(in->line, in->item, WORD_FILL);
    return *taken ? read_number(in) : true;
}

/* Words that tick something; false when there are none at the item. */
static bool read_tick(struct note_reading *in)
{
    enum note_tick tick;
    const size_t first = in->line->item[in->item].first, tokens = note_tick_at(in->line, first, &tick);
    if (!tokens || tick == NOTE_TICK_BODY) return false;
    in->out->ticks |= 1u << tick;
    while (in->item < in->line->items && in->line->item[in->item].first < first + tokens) in->item++;
    return true;
}

/* One item of a numb note, or several that belong together. */
static bool read_item(struct note_reading *in)
{
    const struct word_row *row = in->line->item[in->item].row;
    bool taken;
    if (read_tick(in)) return true;
    if (!read_amount(in, &taken)) return false;
    if (taken) return true;
    if (!row || (row->kinds & negations)) return fails(in, "is not understood");
    if (row->side) read_side(in, row->side);
    if (row->symptom) in->qualities |= 1u << row->symptom;
    if (!row->side && !row->symptom && !(row->kinds & passed)) return fails(in, "is not understood");
    in->item++;
    return true;
}

/* The whole line in the language that it is marked in; false at an item that is not understood. */
static bool read_items(struct note_reading *in)
{
    const struct word_line *line = in->line;
    bool denied = word_is_any(line, 0, negations) && word_is(line, 1, WORD_SYMPTOM);
    if (!word_is_any(line, 0, opening) && !denied) return fails(in, "is not understood");
    in->out->numb = word_is(line, 0, WORD_SYMPTOM) && line->item[0].row->form != WORD_SENSE;
    in->item = denied ? 2 : 1;
    if (!in->out->numb && in->item < line->items) return fails(in, "is not understood");
    if (!in->out->numb) return true;
    in->qualities = 1u << line->item[0].row->symptom;
    while (in->item < line->items)
        if (!read_item(in)) return false;
    in->out->regions = word_regions(line, (struct word_span){0, line->items});
    return true;
}

static void note_init(struct text_note *note)
{
    memset(note, 0, sizeof *note);
    note->onset_lo_min = note->onset_hi_min = note->onset_lo_km = note->onset_hi_km = note->severity = NAN;
}

/* Reads the line in each language until one understands it all; else as the one that came farthest. */
static bool read_in_some_language(struct note_reading *best, struct text_note *out)
{
    struct word_line *line = best->line;
    enum word_language far_language = WORD_EN;
    size_t far = 0;
    for (enum word_language l = WORD_EN; l <= WORD_LANGUAGES; l++) {
        struct note_reading in = {.out = out, .line = line, .text = best->text};
        word_line_mark(line, l < WORD_LANGUAGES ? l : far_language);
        note_init(out);
        if (read_items(&in) || l == WORD_LANGUAGES) {
            *best = in;
            return !in.fault;
        }
        if (in.item > 0 && line->item[in.item].first > far) far = line->item[in.item].first, far_language = l;
    }
    return false;
}

/* ------------------------------------------------------------------------ faults */

/* The word of the language nearest to a misspelt one, of equals one with the same first letter; NULL when none is near. */
static const char *suggestion(const struct word_line *line, const char *word, uint64_t kinds)
{
    const char *best = NULL;
    size_t least = 2 * SUGGEST_WITHIN + 2;
    for (size_t i = word_start[line->language][0]; i < word_start[line->language][WORD_SLOTS - 1]; i++) {
        const char *phrase = word_row[i].phrase;
        size_t apart = word_row[i].kinds & kinds && !strpbrk(phrase, " *") ? text_distance(word, phrase) : TEXT_FAR;
        size_t score = 2 * apart + (phrase[0] != word[0]);
        if (apart <= SUGGEST_WITHIN && score < least && apart * 2 <= strlen(phrase)) best = phrase, least = score;
    }
    return best;
}

static enum tingle_status say_fault(const struct note_reading *in, struct tingle_error *err)
{
    const uint64_t inside = WORD_KIND(WORD_SIDE) | WORD_KIND(WORD_PLACE) | WORD_KIND(WORD_WHERE) | WORD_KIND(WORD_UNIT) | WORD_KIND(WORD_QUALITY);
    const struct word_item *item = &in->line->item[in->item];
    const struct word_token *token = &in->line->token[item->first];
    bool first = in->item == 0, unknown = strcmp(in->fault, "is not understood") == 0;
    const char *near = unknown ? suggestion(in->line, token->text, first ? opening : inside) : NULL;
    char shown[SHOWN_SIZE], meant[SHOWN_SIZE] = "";
    word_quote(shown, sizeof shown, in->text, token->from, in->line->token[item->last].to);
    if (near) snprintf(meant, sizeof meant, "; did you mean \"%.30s\"?", near);
    if (!unknown) return error_set(err, TINGLE_BAD_DATA, (int64_t)token->from, "\"%s\" %s", shown, in->fault);
    if (first)
        return error_set(err, TINGLE_BAD_DATA, (int64_t)token->from,
                         "\"%s\" is not understood: a note begins with \"fine\" or \"numb\", perhaps behind a day such as 2026-11-24%s", shown, meant);
    if (!in->out->numb)
        return error_set(err, TINGLE_BAD_DATA, (int64_t)token->from, "\"%s\" is not understood: what follows \"fine\" stands behind a ';'", shown);
    return error_set(err, TINGLE_BAD_DATA, (int64_t)token->from,
                     "\"%s\" is not understood: behind \"numb\" may stand a minute (40), a window (30-45) or a distance (km 8), L, R or B, a severity "
                     "from 0 to 10, a place (3rd toe, heel), a word such as weak, white, tight calf, still numb, and anything behind a ';'%s", shown, meant);
}

enum tingle_status text_note_read(struct text_note *out, const char *line, size_t n, struct tingle_error *err)
{
    enum tingle_status st;
    struct word_line words;
    struct note_reading in = {.line = &words, .text = line};
    struct text_note note;
    char day[32] = "";
    size_t at, end = 0;
    assert(out && (line || n == 0));
    if (text_note_is_blank(line, n)) return error_set(err, TINGLE_BAD_DATA, 0, "an empty line is no note; write \"fine\" or \"numb 40 R 5\"");
    at = blanks(line, n);
    st = take_day(day, line, n, &at, err);
    if (st) return st;
    while (end < n && line[end] != ';') end++;
    if (!word_line_scan(&words, line, at < end ? at : end, end))
        return error_set(err, TINGLE_BAD_DATA, (int64_t)at, "more than %d words are no one-line note; put what is text behind a ';'", WORD_LINE_MAX);
    if (!words.tokens) return error_set(err, TINGLE_BAD_DATA, (int64_t)at, "a day alone is no note; write \"fine\" or \"numb\" behind it");
    if (!read_in_some_language(&in, &note)) return say_fault(&in, err);
    word_qualities_text(note.quality, sizeof note.quality, in.qualities);
    memcpy(note.day, day, sizeof note.day);
    while (n > end && is_space(line[n - 1])) n--;
    if (end < n) word_quote(note.rest, sizeof note.rest, line, end + 1 + blanks(line + end + 1, n - end - 1), n);
    *out = note;
    return TINGLE_OK;
}

/* -------------------------------------------------------------------- looking like */

/* True when the line's first word, behind a day, opens a note in some language. */
static bool line_begins_like_a_note(const char *line, size_t n)
{
    struct word_line words;
    char day[32] = "";
    size_t at = blanks(line, n), end = 0;
    if (take_day(day, line, n, &at, NULL)) return false;
    while (end < n && line[end] != ';') end++;
    word_line_scan(&words, line, at < end ? at : end, end);
    for (enum word_language l = WORD_EN; words.tokens && l < WORD_LANGUAGES; l++) {
        word_line_mark(&words, l);
        if (word_is(&words, 0, WORD_SYMPTOM) || (word_is(&words, 0, WORD_FINE) && words.items == 1)) return true;
        if (word_is_any(&words, 0, negations) && word_is(&words, 1, WORD_SYMPTOM)) return true;
    }
    return false;
}

bool text_note_looks_like(struct bytes text)
{
    const char *at = (const char *)text.at;
    size_t notes = 0;
    if (text.size == 0 || text.size > TEXT_NOTE_MAX_BYTES || !text_is_utf8(at, text.size)) return false;
    for (size_t from = 0, n; from < text.size; from += n + 1) {
        const char *end = memchr(at + from, '\n', text.size - from);
        n = end ? (size_t)(end - at) - from : text.size - from;
        if (text_note_is_blank(at + from, n)) continue;
        if (!line_begins_like_a_note(at + from, n)) return false;
        notes++;
    }
    return notes > 0;
}
