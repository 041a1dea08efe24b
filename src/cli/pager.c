/* The pager is a child that reads from a pipe; one that cannot be started says so by its exit status. */
#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 127, NOT_RUNNABLE = 126 };

static size_t lines_in(const struct buffer *out)
{
    size_t n = 0;
    for (size_t i = 0; i < out->size; i++) n += out->data[i] == '\n';
    return n;
}

/* $PAGER, else less; NULL: the runner wants none, or the terminal cannot. */
static const char *wanted_pager(void)
{
    const char *pager = getenv("PAGER"), *terminal = getenv("TERM");
    if (!terminal || strcmp(terminal, "dumb") == 0) return NULL;
    if (!pager) return "less -R";
    return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

/* For less where the runner has not set it up: colours, the text stays on the screen, and how to get out. */
static const char less_options[] = "-R -X -Psspace\\: on   b\\: back   q\\: leave$";

/* In the child: never returns. */
static void become_pager(const char *pager, int from)
{
    dup2(from, STDIN_FILENO);
    close(from);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    setenv("LESS", less_options, 0);
    execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
    _exit(NOT_STARTED);
}

/* Hands over all that the pager takes; it may leave early. */
static void feed(int to, const char *text, size_t n)
{
    while (n > 0) {
        ssize_t written = write(to, text, n);
        if (written < 0 && errno != EINTR) return;
        if (written <= 0) continue;
        text += written;
        n -= (size_t)written;
    }
}

/* True when a pager was there and has ended. */
static bool show_in(const char *pager, const struct buffer *out)
{
    int pipes[2], status = 0;
    pid_t child;
    if (pipe(pipes)) return false;
    child = fork();
    if (child == 0) {
        close(pipes[1]);
        become_pager(pager, pipes[0]);
    }
    close(pipes[0]);
    if (child > 0) feed(pipes[1], out->data, out->size);
    close(pipes[1]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return child > 0 && !(WIFEXITED(status) && (WEXITSTATUS(status) == NOT_STARTED || WEXITSTATUS(status) == NOT_RUNNABLE));
}

/* Ctrl-C is the pager's while it runs, and a pager that left early must not end us. */
static bool show_undisturbed(const char *pager, const struct buffer *out)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before[3];
    static const int signals[] = {SIGINT, SIGQUIT, SIGPIPE};
    bool shown;
    for (size_t i = 0; i < 3; i++) sigaction(signals[i], &ignore, &before[i]);
    shown = show_in(pager, out);
    for (size_t i = 0; i < 3; i++) sigaction(signals[i], &before[i], NULL);
    return shown;
}

enum tingle_status pager_print(struct console *c, struct buffer *out, struct tingle_error *err)
{
    const char *pager = c->term.is_terminal ? wanted_pager() : NULL;
    enum tingle_status st = buffer_status(out, "the result", err);
    if (st) return st;
    if (!pager || lines_in(out) < console_rows()) return console_print(c, out, err);
    st = console_flush(c, err);
    if (st) return st;
    if (!show_undisturbed(pager, out)) return console_print(c, out, err);
    buffer_clear(out);
    return TINGLE_OK;
}
