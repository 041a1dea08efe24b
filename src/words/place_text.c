/* Places alone, word by word. */
#include "words/place_text.h"

#include "words/word_line.h"
#include "words/word_places.h"

static bool says_only_places(const struct word_line *line)
{
    const uint64_t passed = WORD_KIND(WORD_PLACE) | WORD_KIND(WORD_WHERE) | WORD_KIND(WORD_SIDE) | WORD_KIND(WORD_AND) |
                            WORD_KIND(WORD_OR) | WORD_KIND(WORD_TO) | WORD_KIND(WORD_FILL);
    for (size_t i = 0; i < line->items; i++)
        if (!word_is_any(line, i, passed) && !word_toe_number(line, i)) return false;
    return true;
}

bool place_text_read(uint64_t *set, const char *text, size_t n)
{
    struct word_line line;
    if (!word_line_scan(&line, text, 0, n) || !line.tokens) return false;
    for (enum word_language l = WORD_EN; l < WORD_LANGUAGES; l++) {
        uint64_t found;
        word_line_mark(&line, l);
        if (!says_only_places(&line)) continue;
        found = word_regions(&line, (struct word_span){0, line.items});
        if (!found) continue;
        *set = found;
        return true;
    }
    return false;
}
