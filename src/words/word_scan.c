/* Characters, words, ends of sentences. */
#include "words/word_scan.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum { DIGITS_MAX = 9, FOLD_MAX = 2 };

struct rune {
    uint32_t code;
    size_t size; /* bytes */
    bool valid;  /* else one byte of Latin-1 */
};

static struct rune rune_at(const char *text, size_t n, size_t at)
{
    const unsigned char *p = (const unsigned char *)text + at;
    size_t size = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    static const unsigned char lead[5] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    struct rune rune = {p[0] & lead[size], size, true};
    if (size == 1) return rune;
    if (size > n - at || !text_is_utf8(text + at, size)) return (struct rune){p[0], 1, false};
    for (size_t i = 1; i < size; i++) rune.code = rune.code << 6 | (p[i] & 0x3F);
    return rune;
}

/* Base letters of U+00C0 to U+017F, one character each; the digits stand for two letters, '.' for no letter. */
static const char latin[] =
    "aaaaaa1ceeeeiiiidnooooo.ouuuuyt3aaaaaa1ceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii44jjkkkllllllllllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char *const pairs[] = {"ae", "oe", "ss", "ij"};

/* Writes the base letters of a letter or digit; returns how many, 0 for anything else. */
static size_t fold(uint32_t code, char out[FOLD_MAX])
{
    char c;
    if (code < 0x80) {
        out[0] = (char)(code >= 'A' && code <= 'Z' ? code + 32 : code);
        return (out[0] >= 'a' && out[0] <= 'z') || (code >= '0' && code <= '9');
    }
    if (code == 0xAA || code == 0xBA) {
        out[0] = code == 0xAA ? 'a' : 'o';
        return 1;
    }
    if (code < 0xC0 || code > 0x17F) return 0;
    c = latin[code - 0xC0];
    if (c == '.') return 0;
    out[0] = c;
    if (c < '1' || c > '4') return 1;
    memcpy(out, pairs[c - '1'], 2);
    return 2;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_accent(uint32_t code) { return code >= 0x300 && code <= 0x36F; }
static bool is_apostrophe(uint32_t code) { return code == '\'' || code == 0x2019 || code == 0x2018 || code == 0x2032 || code == 0xB4; }
static bool is_dash(uint32_t code) { return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212; }
static bool is_quote(uint32_t code) { return code == '"' || code == 0x201C || code == 0x201D || code == 0x201E || code == 0xAB || code == 0xBB; }
static bool is_sign(uint32_t code) { return code == '@' || code == '~' || code == '&' || code == '+'; }

/* The letter or digit at a place, folded; 0 where there is none. */
static char letter_at(const struct word_scan *s, size_t at)
{
    char folded[FOLD_MAX];
    return at < s->n && fold(rune_at(s->text, s->n, at).code, folded) ? folded[0] : '\0';
}

static char byte_at(const struct word_scan *s, size_t at) { return at < s->n ? s->text[at] : '\0'; }

/* ------------------------------------------------------------------------ words */

static void token_add(struct word_token *t, const char *letters, size_t n)
{
    for (size_t i = 0; i < n && t->length < WORD_TEXT_MAX; i++) t->text[t->length++] = letters[i];
    t->text[t->length] = '\0';
}

/* "40" or "12,5"; further digits than a number of this world has are passed over. */
static void scan_number(struct word_scan *s, struct word_token *t)
{
    double scale = 1;
    t->number = 0;
    for (int digits = 0; is_digit(byte_at(s, s->at)); s->at++) {
        if (digits++ < DIGITS_MAX) t->number = t->number * 10 + (s->text[s->at] - '0');
        token_add(t, &s->text[s->at], 1);
    }
    if ((byte_at(s, s->at) != '.' && byte_at(s, s->at) != ',') || !is_digit(byte_at(s, s->at + 1))) return;
    for (s->at++; is_digit(byte_at(s, s->at)); s->at++) {
        scale /= 10;
        t->number += scale * (s->text[s->at] - '0');
    }
}

/* What an apostrophe in a word means: "n't" goes on with the word, "'s" is left out, anything else ends it. */
static bool scan_apostrophe(struct word_scan *s, struct word_token *t, size_t size)
{
    size_t behind = s->at + size;
    char next = letter_at(s, behind);
    bool last = next && !letter_at(s, behind + 1);
    if (next == 't' && last && t->length > 1 && t->text[t->length - 1] == 'n') {
        s->at = behind;
        return true;
    }
    t->possessive = next == 's' && last && t->length > 1;
    t->elided = next && !t->possessive;
    s->at = t->possessive ? behind + 1 : behind;
    return false;
}

static void scan_letters(struct word_scan *s, struct word_token *t)
{
    bool going = true;
    while (going && s->at < s->n) {
        char folded[FOLD_MAX];
        struct rune rune = rune_at(s->text, s->n, s->at);
        size_t letters = fold(rune.code, folded);
        if (is_apostrophe(rune.code)) {
            going = scan_apostrophe(s, t, rune.size);
        } else if (is_accent(rune.code) || (letters && !is_digit((char)rune.code))) {
            token_add(t, folded, letters);
            s->at += rune.size;
        } else {
            going = false;
        }
        if (going || !is_apostrophe(rune.code)) t->to = s->at;
    }
}

/* Words of one letter that mean more than the letter: a side, and "is" (Italian "è", Portuguese "é") against "and". */
static void mark_letter(const struct word_scan *s, struct word_token *t)
{
    char c = s->text[t->from], small = t->text[0];
    if (t->length == 1 && small == 'e' && t->to - t->from == 2) {
        t->text[0] = '=';
        token_add(t, "e", 1);
        return;
    }
    if (t->length != 1 || t->elided || !strchr("lrb", small) || (c == small && !s->small_sides)) return;
    t->text[0] = '=';
    token_add(t, &small, 1);
}

static void scan_word(struct word_scan *s, struct word_token *t)
{
    *t = (struct word_token){.from = s->at, .to = s->at, .gap = s->gap, .number = NAN};
    s->gap = WORD_GLUED;
    if (is_digit(s->text[s->at])) scan_number(s, t);
    else if (is_sign((uint32_t)s->text[s->at])) token_add(t, &s->text[s->at++], 1);
    else scan_letters(s, t);
    if (t->to == t->from) t->to = s->at;
    mark_letter(s, t);
}

/* The minute mark behind a number: 40'. */
static bool scan_minute_mark(struct word_scan *s, const struct word_token *before, struct rune rune, struct word_token *t)
{
    if (!before || isnan(before->number) || before->to != s->at || letter_at(s, s->at + rune.size)) return false;
    *t = (struct word_token){.from = s->at, .to = s->at + rune.size, .gap = WORD_GLUED, .number = NAN};
    token_add(t, "'", 1);
    s->at += rune.size;
    s->gap = WORD_GLUED;
    return true;
}

/* ------------------------------------------------------------- ends of sentences */

static bool is_short_form(const struct word_token *t)
{
    static const char *const shorts[] = {"min", "mins", "km", "ca", "approx", "aprox", "ungef", "std", "hr", "hrs", "mi", "bzw", "li", "re",
                                         "izq", "der", "dcha", "dcho", "sx", "dx", "nr", "gr", "kl", "etw", "vs", "esq", "dir", "ggf", "inkl"};
    if (t->length == 1) return true;
    for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++)
        if (strcmp(t->text, shorts[i]) == 0) return true;
    return false;
}

/* "Zeh" at a place, as "3. Zeh" has it: the one noun with a capital that a number in order stands before here. */
static bool is_toe_at(const struct word_scan *s, size_t at)
{
    return letter_at(s, at) == 'z' && letter_at(s, at + 1) == 'e' && letter_at(s, at + 2) == 'h';
}

/* True for a dot that ends no sentence: of a short form ("40 min. later"), of a number in order ("3. Zeh"), or between
 * glued letters ("z.B."). */
static bool is_inner_dot(const struct word_scan *s, const struct word_token *before)
{
    size_t at = s->at + 1;
    char c;
    if (!before) return true;
    if (before->to == s->at && before->length == 1 && letter_at(s, at)) return true;
    while (byte_at(s, at) == ' ') at++;
    c = letter_at(s, at);
    if (!c || at == s->at + 1) return false;
    if (!isnan(before->number)) return c == byte_at(s, at) ? !is_digit(c) : is_toe_at(s, at);
    return c == byte_at(s, at) && is_short_form(before);
}

/* Passes over a run of ".", "!" and "?"; true when it asked. */
static bool scan_stops(struct word_scan *s)
{
    bool asked = false;
    for (; byte_at(s, s->at) && strchr(".!? ", byte_at(s, s->at)); s->at++) asked = asked || s->text[s->at] == '?';
    return asked;
}

static void widen(struct word_scan *s, enum word_gap gap)
{
    if (gap > s->gap) s->gap = gap;
}

static enum word_gap gap_of_dash(const struct word_scan *s, size_t size)
{
    bool apart = s->at == 0 || s->text[s->at - 1] == ' ' || byte_at(s, s->at + size) == ' ';
    return apart ? WORD_COMMA : WORD_HYPHEN;
}

static enum word_gap gap_of(const struct word_scan *s, struct rune rune)
{
    uint32_t code = rune.code;
    if (code == ' ' || code == '\t' || code == '\r' || code == 0xA0 || code == 0x202F || is_quote(code)) return WORD_BLANK;
    if (is_apostrophe(code) || is_accent(code) || code == 0xB0 || code == '#' || code == '*' || code == '_') return WORD_BLANK;
    if (code == '/') return WORD_SLASH;
    if (code == ':' || code == '=') return WORD_COLON;
    return is_dash(code) ? gap_of_dash(s, rune.size) : WORD_COMMA;
}

enum word_scanned word_scan_next(struct word_scan *s, const struct word_token *before, struct word_token *t)
{
    while (s->at < s->n) {
        char folded[FOLD_MAX];
        struct rune rune = rune_at(s->text, s->n, s->at);
        if (is_sign(rune.code) || fold(rune.code, folded)) {
            scan_word(s, t);
            return WORD_TOKEN;
        }
        if (is_apostrophe(rune.code) && scan_minute_mark(s, before, rune, t)) return WORD_TOKEN;
        if (rune.code == '\n' || rune.code == ';' || rune.code == 0x2026) {
            s->at += rune.size;
            return WORD_STOP;
        }
        if (rune.code == '!' || rune.code == '?' || (rune.code == '.' && !is_inner_dot(s, before))) return scan_stops(s) ? WORD_ASKED : WORD_STOP;
        widen(s, rune.code == '.' ? WORD_DOT : gap_of(s, rune));
        s->at += rune.size;
    }
    return WORD_END;
}

/* ----------------------------------------------------------------------- quoting */

void word_quote(char *out, size_t size, const char *text, size_t from, size_t to)
{
    static const char dots[] = "...";
    size_t room = size - sizeof dots, written = 0;
    while (from < to && written < room) {
        struct rune rune = rune_at(text, to, from);
        bool control = rune.code < 0x20 || (rune.code >= 0x7F && rune.code < 0xA0);
        if (written + rune.size > room) break;
        if (rune.valid && !control) memcpy(out + written, text + from, rune.size);
        else out[written] = rune.valid ? ' ' : '?';
        written += rune.valid && !control ? rune.size : 1;
        from += rune.size;
    }
    out[written] = '\0';
    if (from < to) memcpy(out + written, dots, sizeof dots);
}
