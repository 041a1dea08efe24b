/* A run's note: in one line, as a table whose rows can be named, and as JSON. */
#ifndef REPORT_NOTE_REPORT_H
#define REPORT_NOTE_REPORT_H

#include <tingle/journal.h>

#include "base/buffer.h"
#include "report/json.h"
#include "report/term.h"

/* "numb: right, under the 3rd toe, from minute 40, 5 of 10; Blue, laces 3, medium socks", without a line break. */
void note_words(struct buffer *out, const struct tingle_noted *noted);

/* What was worn: "Blue, laces 3 left 4 right, medium socks"; nothing when that is not said. */
void note_worn_words(struct buffer *out, const struct tingle_note *note);

/* Where: "right, under the 3rd toe". */
void note_place_words(struct buffer *out, const struct tingle_noted *noted, size_t episode);

/* What a note can say, in the order in which it is shown and numbered from 1. */
struct note_row {
    const char *label;   /* "began" */
    const char *option;  /* of `tingle log`: "onset" */
    const char *column;  /* of docs/notes-csv.md: "onset" */
    bool in_episode;
};
extern const struct note_row note_row[];
extern const size_t note_rows;

/* The value of a row as it would be typed, "" when not said, into out. */
void note_row_value(struct buffer *out, const struct tingle_note *note, size_t row);

/* One line for each row that says something, numbered, with the fields of that episode; NOTE_ALL and NOTE_OF_RUN name the others in a line. */
enum note_rows_shown { NOTE_ALL, NOTE_OF_RUN /* none of the episode */, NOTE_SAID, NOTE_EPISODE_SAID /* only those of the episode */ };
void note_text(struct buffer *out, const struct tingle_noted *noted, size_t episode, enum note_rows_shown rows, const struct term *term);

/* The note as an object under `key`; null where the run has none. */
void note_json(struct json *j, const char *key, const struct tingle_noted *noted);

#endif
