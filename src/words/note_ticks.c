/* Phrases against words. */
#include "words/note_ticks.h"

#include <stdio.h>
#include <string.h>

static size_t phrase_fits(const char *p, const struct word_line *line, size_t at)
{
    size_t tokens = 0;
    while (*p) {
        const size_t n = strcspn(p, " "), i = at + tokens;
        if (i >= line->tokens || (tokens && line->token[i].gap > WORD_HYPHEN)) return 0;
        if (line->token[i].length != n || memcmp(p, line->token[i].text, n) != 0) return 0;
        tokens++;
        p += n + (p[n] == ' ');
    }
    return tokens;
}

size_t note_tick_at(const struct word_line *line, size_t token, enum note_tick *tick)
{
    size_t most = 0;
    for (size_t i = 0; i < note_tick_words; i++) {
        const struct note_tick_word *w = &note_tick_word[i];
        const size_t fits = w->language == line->language ? phrase_fits(w->phrase, line, token) : 0;
        if (fits <= most) continue;
        most = fits;
        *tick = w->tick;
    }
    return most;
}

static bool speaks_of_the_body(const struct word_line *line)
{
    enum note_tick tick;
    for (size_t i = 0; i < line->items; i++)
        if (word_is(line, i, WORD_PLACE)) return true;
    for (size_t at = 0; at < line->tokens; at++)
        if (note_tick_at(line, at, &tick) && tick == NOTE_TICK_BODY) return true;
    return false;
}

/* Adds a quote that is not there yet. */
static void add_quote(char *out, size_t size, const char *text, const struct word_line *line, size_t at, size_t tokens)
{
    char quote[2 * WORD_TEXT_MAX];
    const size_t used = strlen(out);
    word_quote(quote, sizeof quote, text, line->token[at].from, line->token[at + tokens - 1].to);
    if (!strstr(out, quote) && used + strlen(quote) + 3 < size) snprintf(out + used, size - used, "%s%s", used ? ", " : "", quote);
}

static void find_in_line(char *out, size_t size, const char *text, const struct word_line *line, unsigned said)
{
    const bool body = speaks_of_the_body(line);
    enum note_tick tick;
    for (size_t at = 0, tokens; at < line->tokens; at += tokens ? tokens : 1) {
        tokens = note_tick_at(line, at, &tick);
        if (!tokens || tick == NOTE_TICK_STOPPED_BECAUSE || tick == NOTE_TICK_BODY || (said >> tick & 1)) continue;
        if (tick != NOTE_TICK_COLOUR_CHANGE || body) add_quote(out, size, text, line, at, tokens);
    }
}

void note_ticks_in_text(char *out, size_t size, const char *text, unsigned said)
{
    struct word_line line;
    const size_t n = strlen(text);
    bool all = false;
    *out = '\0';
    for (size_t from = 0; !all && from < n; from = line.tokens ? line.token[line.tokens - 1].to : n) {
        all = word_line_scan(&line, text, from, n);
        for (enum word_language l = WORD_EN; l < WORD_LANGUAGES; l++) {
            word_line_mark(&line, l);
            find_in_line(out, size, text, &line, said);
        }
    }
}
