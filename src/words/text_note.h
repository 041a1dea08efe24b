/* One-line notes, as a runner types them into a phone: "numb 40 R 5", "fine".
 *
 *     [day [time]] fine | ok
 *     [day [time]] numb [minute | from-to | km 8] [L | R | B] [severity] [place] [; anything]
 *
 *     "fine"                     the last run: fine
 *     "numb 40 R 5"              numb from minute 40, right foot, severity 5 of 10
 *     "numb 30-45 both 3-4 toes" between minute 30 and 45, both feet; places are read as in symptom_words.h
 *     "tingling km 8,5 heel"     from kilometre 8.5; miles are "5 mi" or "mile 5", hours "1h20"
 *     "numb 40 R 5 weak"         and weakness: the words of note_ticks.h, also "white", "tight calf", "stopped", "still numb"
 *     "2026-11-24 07:30 numb L"  the run of that time; "24.11.2026" is the same day
 *
 * Letter case does not matter; the words of the other six languages of symptom_words.h are understood too ("taub 40 R",
 * "ok", "rien"), one language a line. A number without a unit is a minute when it stands before the side, and a
 * severity behind it or behind the minute. A line beginning with '#' and an empty line are passed over. A file may hold
 * several lines.
 *
 * Pure functions; no shared state.
 */
#ifndef WORDS_TEXT_NOTE_H
#define WORDS_TEXT_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/error.h"
#include "words/symptom_words.h"

enum { TEXT_NOTE_REST_SIZE = 256, TEXT_NOTE_MAX_BYTES = 64 * 1024 };

struct text_note {
    bool numb;               /* else fine */
    char day[32];            /* "2026-11-24" or "2026-11-24T07:30" (the runner's clock); "" the last run */
    char side[8];            /* "left", "right", "both"; "" */
    double onset_lo_min, onset_hi_min; /* equal for a minute; NaN not said */
    double onset_lo_km, onset_hi_km;   /* the same as a distance */
    double severity;         /* 0-10; NaN */
    unsigned ticks;          /* bits of enum note_tick (words/note_ticks.h); what is not there is not said */
    uint64_t regions;        /* set of foot/regions.h; 0 */
    char quality[SYMPTOM_QUALITY_SIZE]; /* of a numb one, in the words of journal_note.h: "numb", "tingling burning" */
    char rest[TEXT_NOTE_REST_SIZE]; /* behind the ';', UTF-8, cut with "..." */
};

/* True when the bytes are such notes and nothing else: short text, every line beginning like one, one at least. */
bool text_note_looks_like(struct bytes text);

/* True for a line that is passed over: empty, or beginning with '#'. */
bool text_note_is_blank(const char *line, size_t n);

/* Reads one line. TINGLE_BAD_DATA says what in it was not understood and what is expected; err->where is the byte of
 * the line. */
enum tingle_status text_note_read(struct text_note *out, const char *line, size_t n, struct tingle_error *err);

#endif
