/* Words of a note that say what the ticks of `tingle log` say: "weak", "white", "tight calf" (data/note_tick_words.csv). */
#ifndef WORDS_NOTE_TICKS_H
#define WORDS_NOTE_TICKS_H

#include "words/word_line.h"

enum note_tick {
    NOTE_TICK_WEAKNESS, NOTE_TICK_COLOUR_CHANGE, NOTE_TICK_TIGHT_LEG, NOTE_TICK_STOPPED_BECAUSE, NOTE_TICK_NOT_YET,
    NOTE_TICK_BODY /* ticks nothing: a colour is one of the body only beside it, or a place of the foot */
};

struct note_tick_word {
    enum word_language language;
    enum note_tick tick;
    const char *phrase; /* folded as the words of word_scan.h */
};

extern const struct note_tick_word note_tick_word[];
extern const size_t note_tick_words;

/* Tokens that the longest such phrase of the line's language covers from `token` on, and what it ticks; 0 none. */
size_t note_tick_at(const struct word_line *line, size_t token, enum note_tick *tick);

/* The words of free text, in any of the languages, that speak of weakness, of a change of colour, of a tight leg or of numbness that is not
 * over, but for those in `said` (bits): "weak, white". "" when there are none, also for a colour of nothing of the body. */
void note_ticks_in_text(char *out, size_t size, const char *text, unsigned said);

#endif
