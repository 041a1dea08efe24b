/* The two channels of the program: results on standard output, talk on standard error.
 *
 * The only room that prints. A result that could not be written (disk full, closed) is remembered
 * and turns into TINGLE_CANNOT_WRITE at the end; a reader that stops early (`| head`) ends the
 * program quietly.
 */
#ifndef CLI_CONSOLE_H
#define CLI_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"
#include "report/term.h"

struct console {
    struct term term;     /* standard output: colour, width */
    bool talk_to_terminal; /* standard error is a terminal */
    int talk_width;        /* columns of a line of it */
    bool progress_shown;   /* a progress line is on the screen */
    double progress_at_s;  /* when it was last drawn; monotonic clock */
};

/* Looks at the two channels, NO_COLOR, TERM, COLUMNS. */
void console_init(struct console *c);

/* Rows of the screen: LINES, else the terminal's, else 24. */
size_t console_rows(void);

/* Writes a result to standard output and empties the buffer. A buffer that failed is TINGLE_LIMIT
 * or TINGLE_NO_MEMORY, a failed write TINGLE_CANNOT_WRITE. */
enum tingle_status console_print(struct console *c, struct buffer *out, struct tingle_error *err);

/* Brings what was written out at once, for a reader who waits. Errors: TINGLE_CANNOT_WRITE. */
enum tingle_status console_flush(struct console *c, struct tingle_error *err);

/* Flushes standard output: TINGLE_CANNOT_WRITE when anything was lost. Called once by main. */
enum tingle_status console_close(struct console *c, struct tingle_error *err);

/* One sentence of talk: "tingle: ..." on standard error, broken at its width when that is a terminal. Control characters become
 * spaces. */
void console_say(struct console *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Whole lines of talk that belong to a question: on standard error, broken at its width. */
void console_tell(struct console *c, const char *lines);

/* One line of standard error that is drawn over, at most ten times a second and only when it is a terminal.
 * console_progress_end wipes it. */
bool console_progress_is_due(const struct console *c);
void console_progress(struct console *c, const char *text);
void console_progress_end(struct console *c);

/* Seconds of a clock that only goes forward. */
double console_clock_s(void);

/* Asks a question on standard error and reads one line of standard input into `answer` (trimmed,
 * cut at size - 1 bytes; what is left of a longer line is dropped). On a terminal the question is broken at its width, with room
 * for a short answer behind it. False at the end of input. */
bool console_ask(struct console *c, const char *question, char *answer, size_t size);

/* True when a person can be asked: input and talk are both a terminal. */
bool console_is_interactive(const struct console *c);

#endif
