/* A sentence, taken apart: its words joined to the phrases that one language knows.
 *
 * An item is a phrase of the table, a number, or a word that the language does not know. Everything that reads a
 * sentence works on items and asks what kinds they are of.
 */
#ifndef WORDS_WORD_LINE_H
#define WORDS_WORD_LINE_H

#include "words/word_rows.h"
#include "words/word_scan.h"

/* A longer sentence is read in pieces: whatever looks around in one stays within this. */
enum { WORD_LINE_MAX = 96 };

struct word_item {
    const struct word_row *row;  /* NULL: a number, or not known */
    const struct word_row *part; /* the place in a compound: "fuss" of "fusstaubheit"; NULL none */
    size_t first, last;          /* its tokens */
    double number;               /* "8", "acht"; NaN */
    bool ordinal;                /* "3rd", "3." */
    bool digits;                 /* the number is written in digits */
    enum word_gap gap;           /* before it */
};

struct word_line {
    struct word_token token[WORD_LINE_MAX];
    size_t tokens;
    struct word_item item[WORD_LINE_MAX];
    size_t items;
    enum word_language language;
    size_t known; /* items that the language knows */
};

/* Part of a line: items [from, to). */
struct word_span {
    size_t from, to;
};

/* The words of text[from, to) as tokens, l and r being sides; false when there are too many. */
bool word_line_scan(struct word_line *line, const char *text, size_t from, size_t to);

/* Makes the items from the tokens, for one language. The longest phrase at a place is taken. */
void word_line_mark(struct word_line *line, enum word_language language);

/* Languages (bits) in which some word of the line says a symptom. */
unsigned word_line_languages(const struct word_line *line);

/* "numb burning": the words of journal_note.h for a set of qualities, bit q being enum word_symptom q. */
void word_qualities_text(char *out, size_t size, unsigned qualities);

static inline bool word_is(const struct word_line *line, size_t item, enum word_kind kind)
{
    return item < line->items && line->item[item].row && line->item[item].row->kinds & WORD_KIND(kind);
}

/* Of several kinds: a sum of WORD_KIND bits. */
static inline bool word_is_any(const struct word_line *line, size_t item, uint64_t kinds)
{
    return item < line->items && line->item[item].row && line->item[item].row->kinds & kinds;
}

static inline bool word_is_number(const struct word_line *line, size_t item)
{
    return item < line->items && line->item[item].number >= 0;
}

/* The gap before an item; that of a comma past the end. */
static inline enum word_gap word_gap_at(const struct word_line *line, size_t item)
{
    return item < line->items ? line->item[item].gap : WORD_COMMA;
}

#endif
