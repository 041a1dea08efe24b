/* Phrases of the table in the words of a sentence. */
#include "words/word_line.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COMPOUND_MIN = 8, PART_MIN = 3 };

/* The word of a pattern up to the next blank against a token; a '*' at its end stands for any rest. */
static bool word_fits(const char *pattern, size_t n, const struct word_token *t)
{
    if (n && pattern[n - 1] == '*') return t->length >= n - 1 && memcmp(pattern, t->text, n - 1) == 0;
    return t->length == n && memcmp(pattern, t->text, n) == 0;
}

/* Tokens that a row's phrase covers from token `at` on; 0 when it does not stand there. */
static size_t row_fits(const struct word_row *row, const struct word_line *line, size_t at)
{
    const char *p = row->phrase;
    size_t tokens = 0;
    while (*p) {
        size_t n = strcspn(p, " ");
        if (at + tokens >= line->tokens || (tokens && line->token[at + tokens].gap > WORD_HYPHEN)) return 0;
        if (!word_fits(p, n, &line->token[at + tokens])) return 0;
        tokens++;
        p += n + (p[n] == ' ');
    }
    return tokens;
}

/* "*taubheit" in "fusstaubheit". */
static bool row_is_inside(const struct word_row *row, const struct word_token *t)
{
    return row->phrase[0] == '*' && t->length >= COMPOUND_MIN && strstr(t->text + 1, row->phrase + 1);
}

static const struct word_row *longest_row(const struct word_line *line, size_t at, size_t *tokens)
{
    const uint16_t *start = word_start[line->language];
    const struct word_row *best = NULL;
    size_t slot = word_slot(line->token[at].text);
    *tokens = 0;
    for (size_t i = start[slot]; i < start[slot + 1]; i++) {
        size_t fits = row_fits(&word_row[i], line, at);
        if (fits > *tokens || (fits && fits == *tokens && strlen(word_row[i].phrase) > strlen(best->phrase))) {
            best = &word_row[i];
            *tokens = fits;
        }
    }
    return best;
}

/* A compound with a symptom at its end, and the place at its beginning where it is one. */
static void mark_compound(const struct word_line *line, struct word_item *item)
{
    const struct word_token *t = &line->token[item->first];
    const uint16_t *start = word_start[line->language];
    size_t slot = word_slot(t->text);
    for (size_t i = start[WORD_SLOTS - 1]; !item->row && i < start[WORD_SLOTS]; i++)
        if (row_is_inside(&word_row[i], t)) item->row = &word_row[i];
    for (size_t i = start[slot]; item->row && i < start[slot + 1]; i++) {
        size_t n = strlen(word_row[i].phrase);
        if (word_row[i].place && n >= PART_MIN && n < t->length && strncmp(word_row[i].phrase, t->text, n) == 0) item->part = &word_row[i];
    }
}

/* The ending of an ordinal that is glued to its number: "3rd", "6e". */
static bool is_ordinal_ending(const struct word_token *t)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "e", "eme", "er", "re", "o", "a", "de", "te", "ste", "ter", "ten", "ieme"};
    if (t->gap != WORD_GLUED) return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcmp(t->text, endings[i]) == 0) return true;
    return false;
}

static size_t mark_number(const struct word_line *line, struct word_item *item)
{
    size_t next = item->first + 1;
    item->number = line->token[item->first].number;
    item->digits = true;
    item->ordinal = next < line->tokens && (is_ordinal_ending(&line->token[next]) || line->token[next].gap == WORD_DOT);
    return item->ordinal && line->token[next].gap != WORD_DOT ? 2 : 1;
}

bool word_line_scan(struct word_line *line, const char *text, size_t from, size_t to)
{
    struct word_scan scan = {.text = text, .n = to, .at = from, .small_sides = true};
    enum word_scanned what = WORD_STOP;
    line->tokens = 0;
    while (what != WORD_END && line->tokens < WORD_LINE_MAX) {
        what = word_scan_next(&scan, line->tokens ? &line->token[line->tokens - 1] : NULL, &line->token[line->tokens]);
        if (what == WORD_TOKEN) line->tokens++;
        else scan.gap = WORD_COMMA;
    }
    return what == WORD_END;
}

void word_line_mark(struct word_line *line, enum word_language language)
{
    line->language = language;
    line->items = line->known = 0;
    for (size_t at = 0, tokens; at < line->tokens; at += tokens) {
        struct word_item *item = &line->item[line->items++];
        *item = (struct word_item){.first = at, .number = NAN, .gap = line->token[at].gap};
        item->row = longest_row(line, at, &tokens);
        if (!item->row && !isnan(line->token[at].number)) tokens = mark_number(line, item);
        else if (!item->row) mark_compound(line, item);
        if (item->row && item->row->kinds & WORD_KIND(WORD_NUMBER)) item->number = item->row->number;
        tokens = tokens ? tokens : 1;
        item->last = at + tokens - 1;
        line->known += item->row != NULL;
    }
}

unsigned word_line_languages(const struct word_line *line)
{
    unsigned languages = 0;
    for (size_t at = 0; at < line->tokens; at++) {
        size_t slot = word_slot(line->token[at].text);
        for (size_t i = word_symptom_start[slot]; i < word_symptom_start[slot + 1]; i++)
            if (row_fits(&word_row[word_symptom_row[i].row], line, at)) languages |= 1u << word_symptom_row[i].language;
        for (size_t i = word_symptom_start[WORD_SLOTS - 1]; i < word_symptom_start[WORD_SLOTS]; i++)
            if (row_is_inside(&word_row[word_symptom_row[i].row], &line->token[at])) languages |= 1u << word_symptom_row[i].language;
    }
    return languages;
}

void word_qualities_text(char *out, size_t size, unsigned qualities)
{
    static const char *const name[] = {"", "numb", "tingling", "burning", "cold", "heavy"};
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = WORD_NUMB; i <= WORD_HEAVY; i++)
        if (qualities >> i & 1) at += (size_t)snprintf(out + at, size - at, "%s%s", at ? " " : "", name[i]);
}
