/* Writing results, talk, progress and questions. */
#include "cli/console.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

enum { ROWS_DEFAULT = 24, WIDTH_DEFAULT = 80, WIDTH_MIN = 40, WIDTH_MAX = 120, ANSWER_COLUMNS = 4, TALK_MAX_BYTES = 1 << 16 };

/* What the variable says, else the terminal at that channel, else 0. */
static int screen_size(int channel, const char *variable, bool rows)
{
    const char *said = getenv(variable);
    struct winsize size;
    int64_t n = 0;
    if (said) text_to_int(said, strlen(said), 1, 10000, &n);
    if (n == 0 && ioctl(channel, TIOCGWINSZ, &size) == 0) n = rows ? size.ws_row : size.ws_col;
    return (int)n;
}

static int channel_width(int channel)
{
    int n = screen_size(channel, "COLUMNS", false);
    if (n == 0) n = WIDTH_DEFAULT;
    return n < WIDTH_MIN ? WIDTH_MIN : n > WIDTH_MAX ? WIDTH_MAX : n;
}

size_t console_rows(void)
{
    int n = screen_size(STDOUT_FILENO, "LINES", true);
    return n ? (size_t)n : ROWS_DEFAULT;
}

/* no-color.org: any non-empty NO_COLOR switches colour off. */
static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(no && *no) && terminal && strcmp(terminal, "dumb") != 0;
}

void console_init(struct console *c)
{
    *c = (struct console){0};
    c->term.is_terminal = isatty(STDOUT_FILENO);
    c->term.colour = c->term.is_terminal && wants_colour();
    c->term.width = channel_width(STDOUT_FILENO);
    c->talk_to_terminal = isatty(STDERR_FILENO);
    c->talk_width = channel_width(STDERR_FILENO);
}

static enum tingle_status write_failed(struct tingle_error *err)
{
    return error_from_errno(err, errno ? errno : EIO, "write", "standard output");
}

/* The length of a fill or pen of the drawn foot at `p` (one of 256 colours, three digits), 0 for anything else. */
static size_t fill_length(const char *p, size_t left)
{
    size_t n = strlen(TERM_FILL);
    if (left < n + 4 || (memcmp(p, TERM_FILL, n) != 0 && memcmp(p, TERM_PEN, n) != 0)) return 0;
    for (int i = 0; i < 3; i++)
        if (p[n + (size_t)i] < '0' || p[n + (size_t)i] > '9') return 0;
    return p[n + 3] == 'm' ? n + 4 : 0;
}

/* The length of a colour of ours at `p`, 0 for anything else. */
static size_t colour_length(const char *p, size_t left)
{
    static const char *const ours[] = {"\033[0m", "\033[1m", "\033[2m", "\033[4m", "\033[32m", "\033[33m", "\033[36m", TERM_BLACK};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        size_t n = strlen(ours[i]);
        if (n <= left && memcmp(p, ours[i], n) == 0) return n;
    }
    return fill_length(p, left);
}

/* The length of a character at `p` that a terminal only shows, 0 of anything else: controls, also those from U+0080 on,
 * and what is no UTF-8. */
static size_t harmless_length(const char *p, size_t left)
{
    unsigned char c = (unsigned char)p[0];
    if (c == '\n' || c == '\t') return 1;
    for (size_t n = 1; n <= 4 && n <= left; n++)
        if (text_is_utf8(p, n)) return text_is_line(p, n) ? n : 0;
    return 0;
}

/* A watch file may call its device anything: what would move a terminal's cursor or rename its window becomes '?'. */
static void disarm(char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t n = colour_length(text + i, size - i);
        if (!n) n = harmless_length(text + i, size - i);
        if (!n) text[i] = '?';
        i += n ? n : 1;
    }
}

enum tingle_status console_print(struct console *c, struct buffer *out, struct tingle_error *err)
{
    enum tingle_status st = buffer_status(out, "the result", err);
    if (st) return st;
    console_progress_end(c);
    if (c->term.is_terminal && out->size) disarm(out->data, out->size);
    errno = 0;
    if (out->size && fwrite(out->data, 1, out->size, stdout) != out->size) return write_failed(err);
    buffer_clear(out);
    return TINGLE_OK;
}

enum tingle_status console_flush(struct console *c, struct tingle_error *err)
{
    (void)c;
    errno = 0;
    return fflush(stdout) ? write_failed(err) : TINGLE_OK;
}

enum tingle_status console_close(struct console *c, struct tingle_error *err)
{
    console_progress_end(c);
    errno = 0;
    if (fflush(stdout) || ferror(stdout)) return write_failed(err);
    return TINGLE_OK;
}

/* Without memory: as it is, but for control characters. */
static void say_unfolded(const char *text)
{
    for (; *text; text++) fputc((unsigned char)*text < 0x20 && *text != '\n' ? ' ' : *text, stderr);
}

/* The one place where talk is broken to a width. On a terminal nothing in it moves the cursor. */
static void talk(struct console *c, const char *text, size_t width)
{
    struct buffer folded;
    buffer_init(&folded, TALK_MAX_BYTES);
    term_add_folded(&folded, text, width);
    if (c->talk_to_terminal && folded.size) disarm(folded.data, folded.size);
    if (buffer_status(&folded, "talk", NULL)) say_unfolded(text);
    else fputs(buffer_text(&folded), stderr);
    buffer_release(&folded);
}

/* Results and talk in the order in which they came. */
static void begin_talk(struct console *c)
{
    console_progress_end(c);
    fflush(stdout);
}

void console_say(struct console *c, const char *fmt, ...)
{
    char line[2048] = "tingle: ";
    const size_t head = strlen(line);
    va_list args;
    va_start(args, fmt);
    vsnprintf(line + head, sizeof line - head, fmt, args);
    va_end(args);
    for (char *p = line; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F) *p = ' ';
    begin_talk(c);
    talk(c, line, c->talk_to_terminal ? (size_t)c->talk_width : sizeof line);
    fputs("\n", stderr);
}

void console_tell(struct console *c, const char *lines)
{
    begin_talk(c);
    talk(c, lines, (size_t)c->talk_width);
    if (!text_ends_with(lines, "\n")) fputs("\n", stderr);
}

double console_clock_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool console_progress_is_due(const struct console *c)
{
    return c->talk_to_terminal && !(c->progress_shown && console_clock_s() - c->progress_at_s < 0.1);
}

void console_progress(struct console *c, const char *text)
{
    if (!console_progress_is_due(c)) return;
    fprintf(stderr, "\r\033[K%.*s", c->talk_width - 1, text);
    fflush(stderr);
    c->progress_shown = true;
    c->progress_at_s = console_clock_s();
}

void console_progress_end(struct console *c)
{
    if (!c->progress_shown) return;
    fputs("\r\033[K", stderr);
    c->progress_shown = false;
}

/* The lines of a question above its last, and the last with room for the answer behind it. */
static void put_question(struct console *c, const char *question)
{
    const char *last = strrchr(question, '\n');
    const size_t width = (size_t)c->talk_width;
    last = last ? last + 1 : question;
    if (last != question) {
        char *above = strndup(question, (size_t)(last - question));
        talk(c, above ? above : "", width);
        free(above);
    }
    talk(c, last, c->talk_to_terminal ? width - ANSWER_COLUMNS - 1 : strlen(last) + 1);
    fputs(" ", stderr);
}

bool console_ask(struct console *c, const char *question, char *answer, size_t size)
{
    char line[512], *kept;
    assert(size > 0);
    begin_talk(c);
    put_question(c, question);
    fflush(stderr);
    if (!fgets(line, sizeof line, stdin)) {
        fputs("\n", stderr);
        return false;
    }
    for (int c_left = strchr(line, '\n') ? '\n' : getchar(); c_left != '\n' && c_left != EOF;) c_left = getchar();
    kept = text_trim(line);
    snprintf(answer, size, "%s", kept);
    return true;
}

bool console_is_interactive(const struct console *c)
{
    return c->talk_to_terminal && isatty(STDIN_FILENO);
}
