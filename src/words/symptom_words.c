/* Sentence by sentence: which words say numbness, and what is said with them. */
#include "words/symptom_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "words/word_amounts.h"
#include "words/word_clause.h"
#include "words/word_line.h"
#include "words/word_places.h"

enum { AMOUNTS_MAX = 12, SYMPTOMS_MAX = 8 /* read of a sentence */, QUOTE_BEFORE = 60, ADDITIONS = 2 };

/* What is known while reading. */
struct reading {
    const char *text;
    struct symptom_reading *out;
    unsigned qualities;  /* of `out`: bit of enum word_symptom */
    int patience;        /* sentences that may still add to it: "Started at 40 min. 5/10." */
};

/* ----------------------------------------------------------------- one statement */

/* The amount nearest to an item in the span that says when it began, in the unit asked for. */
static double nearest_amount(const struct word_amount *amount, size_t amounts, struct word_span span, size_t item, bool km)
{
    double best = NAN;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < amounts; i++) {
        double value = km ? amount[i].km : amount[i].minutes;
        size_t at = amount[i].at.from, apart = at > item ? at - item : item - at;
        if (amount[i].cue != WORD_BEGINS || isnan(value) || at < span.from || at >= span.to || apart >= least) continue;
        best = value;
        least = apart;
    }
    return best;
}

/* Where the clause of a symptom ends when only its time stands behind the "but": "numb, but only after 90 min". */
static size_t end_with_time(const struct word_line *line, size_t end, const struct word_amount *amount, size_t amounts)
{
    const uint64_t passed = WORD_KIND(WORD_BUT) | WORD_KIND(WORD_ANTI) | WORD_KIND(WORD_AFTER) | WORD_KIND(WORD_AT) | WORD_KIND(WORD_ABOUT);
    size_t i = end;
    while (word_is_any(line, i, passed)) i++;
    for (size_t a = 0; i > end && a < amounts; a++)
        if (amount[a].at.from == i) return amount[a].at.to;
    return end;
}

/* In the piece of the symptom, else in its clause, where nothing is gone by then. */
static void read_onset(struct symptom_reading *r, const struct word_line *line, size_t item, const struct word_amount *amount, size_t amounts)
{
    struct word_span piece = word_piece(line, item), clause = word_clause(line, item), wide = clause;
    for (size_t i = clause.from; i < clause.to; i++) {
        if (!word_is(line, i, WORD_GONE) || (i >= piece.from && i < piece.to)) continue;
        if (i > item) wide.to = word_piece(line, i).from;
        else wide.from = word_piece(line, i).to;
        if (i > item) break;
    }
    if (wide.to == clause.to) wide.to = end_with_time(line, clause.to, amount, amounts);
    r->onset_min = nearest_amount(amount, amounts, piece, item, false);
    r->onset_km = nearest_amount(amount, amounts, piece, item, true);
    if (!isnan(r->onset_min) || !isnan(r->onset_km)) return;
    r->onset_min = nearest_amount(amount, amounts, wide, item, false);
    r->onset_km = nearest_amount(amount, amounts, wide, item, true);
}

static void read_place(struct symptom_reading *r, const struct word_line *line, size_t item)
{
    struct word_span piece = word_piece(line, item), clause = word_clause(line, item);
    enum word_side side = word_side(line, piece, item);
    if (!side) side = word_side(line, clause, item);
    snprintf(r->side, sizeof r->side, "%s", word_side_text(side));
    r->regions = word_regions(line, piece);
    if (!r->regions) r->regions = word_regions(line, clause);
}

/* Burning, cold and heavy count where they are joined to the symptom: "numb and burning". */
static unsigned joined_qualities(const struct word_line *line, size_t item)
{
    const uint64_t passed = WORD_KIND(WORD_FILL) | WORD_KIND(WORD_AND) | WORD_KIND(WORD_OR);
    struct word_span clause = word_clause(line, item);
    unsigned found = 1u << line->item[item].row->symptom;
    for (size_t i = item + 1; i < clause.to && word_is_any(line, i, passed | WORD_KIND(WORD_QUALITY)); i++)
        if (word_is(line, i, WORD_QUALITY)) found |= 1u << line->item[i].row->symptom;
    for (size_t i = item; i-- > clause.from && word_is_any(line, i, passed | WORD_KIND(WORD_QUALITY));)
        if (word_is(line, i, WORD_QUALITY)) found |= 1u << line->item[i].row->symptom;
    return found;
}

/* The sentence around the word; of a long one the part from a little before it. */
static void read_quote(struct symptom_reading *r, const char *text, size_t from, size_t to)
{
    size_t room = SYMPTOM_QUOTE_SIZE - 4;
    if (to - from > room && r->from - from > QUOTE_BEFORE) {
        from = r->from - QUOTE_BEFORE;
        while (from < r->from && ((unsigned char)text[from] & 0xC0) == 0x80) from++;
    }
    word_quote(r->quote, sizeof r->quote, text, from, to);
}

static struct symptom_reading empty_reading(void)
{
    return (struct symptom_reading){.onset_min = NAN, .onset_km = NAN, .severity = NAN};
}

static struct symptom_reading statement(const struct reading *in, const struct word_line *line, size_t item, enum symptom_felt felt,
                                        const struct word_amount *amount, size_t amounts)
{
    struct symptom_reading r = empty_reading();
    r.felt = felt;
    r.from = line->token[line->item[item].first].from;
    r.to = line->token[line->item[item].last].to;
    snprintf(r.language, sizeof r.language, "%s", word_language_code[line->language]);
    read_quote(&r, in->text, line->token[0].from, line->token[line->tokens - 1].to);
    if (felt != SYMPTOM_NUMB) return r;
    read_place(&r, line, item);
    read_onset(&r, line, item, amount, amounts);
    r.severity = word_severity(line);
    return r;
}

/* ------------------------------------------------------------------- all of them */

/* What a further statement of numbness adds to the first. */
static void add_what_is_missing(struct symptom_reading *r, const struct symptom_reading *more)
{
    if (!r->side[0]) memcpy(r->side, more->side, sizeof r->side);
    if (!r->regions) r->regions = more->regions;
    if (isnan(r->severity)) r->severity = more->severity;
    if (!isnan(r->onset_min) || !isnan(r->onset_km)) return;
    r->onset_min = more->onset_min;
    r->onset_km = more->onset_km;
}

/* Numb is stronger than none, and none than nothing. */
static void take(struct reading *in, const struct symptom_reading *r, unsigned qualities)
{
    if (r->felt == SYMPTOM_NUMB && in->out->felt == SYMPTOM_NUMB) {
        add_what_is_missing(in->out, r);
        in->qualities |= qualities;
    } else if (r->felt == SYMPTOM_NUMB || in->out->felt == SYMPTOM_NOT_SAID) {
        *in->out = *r;
        in->qualities = qualities;
    }
}

static void read_symptom(struct reading *in, const struct word_line *line, size_t item, const struct word_amount *amount, size_t amounts)
{
    struct word_amount began = {.minutes = NAN, .km = NAN};
    enum symptom_felt felt = word_felt(line, item, amount, amounts, &began);
    struct symptom_reading r;
    if (felt == SYMPTOM_NOT_SAID) return;
    r = statement(in, line, item, felt, amount, amounts);
    if (!isnan(began.minutes) || !isnan(began.km)) {
        r.onset_min = began.minutes;
        r.onset_km = began.km;
    }
    take(in, &r, felt == SYMPTOM_NUMB ? joined_qualities(line, item) : 0);
}

/* The language whose words fit best, among those that say a symptom: the first of equals. */
static enum word_language best_language(struct word_line *line, unsigned languages)
{
    enum word_language best = WORD_EN;
    size_t most = 0, least_items = SIZE_MAX;
    for (enum word_language l = WORD_EN; l < WORD_LANGUAGES; l++) {
        if (!(languages >> l & 1)) continue;
        word_line_mark(line, l);
        if (line->known > most || (line->known == most && line->items < least_items)) {
            best = l;
            most = line->known;
            least_items = line->items;
        }
    }
    return best;
}

/* "Started at 40 min." and "5/10." behind a sentence that said numb. */
static void read_addition(struct reading *in, struct word_line *line)
{
    struct symptom_reading more = empty_reading();
    struct word_amount amount[AMOUNTS_MAX];
    size_t amounts, next;
    for (size_t l = 0; l < WORD_LANGUAGES; l++)
        if (!strcmp(word_language_code[l], in->out->language)) word_line_mark(line, (enum word_language)l);
    amounts = word_amounts(line, amount, AMOUNTS_MAX);
    for (size_t i = 0; i < line->items; i++) {
        struct word_span all = {0, line->items};
        if (!word_is(line, i, WORD_BEGAN)) continue;
        more.onset_min = nearest_amount(amount, amounts, all, i, false);
        more.onset_km = nearest_amount(amount, amounts, all, i, true);
        more.severity = word_severity(line);
        break;
    }
    if (isnan(more.severity) && !word_severity_at(line, 0, &more.severity, &next)) more.severity = NAN;
    add_what_is_missing(in->out, &more);
}

static void read_sentence(struct reading *in, struct word_line *line)
{
    struct word_amount amount[AMOUNTS_MAX];
    unsigned languages = word_line_languages(line);
    size_t amounts;
    if (!languages) {
        if (in->patience > 0) read_addition(in, line);
        in->patience -= in->patience > 0;
        return;
    }
    word_line_mark(line, best_language(line, languages));
    amounts = word_amounts(line, amount, AMOUNTS_MAX);
    for (size_t i = 0, symptoms = 0; i < line->items && symptoms < SYMPTOMS_MAX; i++) {
        if (!word_is(line, i, WORD_SYMPTOM)) continue;
        read_symptom(in, line, i, amount, amounts);
        symptoms++;
    }
    in->patience = in->out->felt == SYMPTOM_NUMB ? ADDITIONS : 0;
}

/* ---------------------------------------------------------------------- sentences */

/* True when a word answers a question: yes or no in some language. */
static bool is_an_answer(const struct word_token *t)
{
    const uint64_t answers = WORD_KIND(WORD_YES) | WORD_KIND(WORD_NO) | WORD_KIND(WORD_NOT);
    size_t slot = word_slot(t->text);
    for (size_t l = 0; l < WORD_LANGUAGES; l++)
        for (size_t i = word_start[l][slot]; i < word_start[l][slot + 1]; i++)
            if (word_row[i].kinds & answers && strcmp(word_row[i].phrase, t->text) == 0) return true;
    return false;
}

/* Behind a question: true when the next word answers it, and both are one statement ("Numb? Nope."). */
static bool goes_on(struct word_scan *scan, struct word_line *line)
{
    struct word_scan ahead = *scan;
    struct word_token next;
    if (word_scan_next(&ahead, NULL, &next) != WORD_TOKEN || !is_an_answer(&next)) return false;
    scan->gap = WORD_QUESTION;
    return line->tokens > 0;
}

static void read_sentences(struct reading *in, struct word_scan *scan, struct word_line *line)
{
    enum word_scanned what;
    do {
        const struct word_token *before = line->tokens ? &line->token[line->tokens - 1] : NULL;
        what = word_scan_next(scan, before, &line->token[line->tokens]);
        if (what == WORD_TOKEN && ++line->tokens < WORD_LINE_MAX) continue;
        if (what == WORD_ASKED && goes_on(scan, line)) continue;
        if (line->tokens && what != WORD_ASKED) read_sentence(in, line);
        line->tokens = 0;
        scan->gap = WORD_GLUED;
    } while (what != WORD_END);
}


struct symptom_reading symptom_read(const char *text, size_t n)
{
    struct symptom_reading r = empty_reading();
    struct reading in = {.text = text, .out = &r};
    struct word_scan scan = {.text = text, .n = n};
    struct word_line line;
    line.tokens = 0;
    read_sentences(&in, &scan, &line);
    word_qualities_text(r.quality, sizeof r.quality, in.qualities);
    return r;
}
