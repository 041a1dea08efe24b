/* Progress and Ctrl-C. */
#include "cli/import_progress.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;
static int stop_pipe[2] = {-1, -1};

static void on_signal(int number)
{
    const int saved = errno;
    (void)number;
    interrupted = 1;
    if (stop_pipe[1] >= 0 && write(stop_pipe[1], "", 1) < 0) {} /* full: it was said before */
    errno = saved;
}

int import_progress_stop_fd(void)
{
    if (stop_pipe[0] < 0 && pipe(stop_pipe)) return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(stop_pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(stop_pipe[i], F_SETFL, O_NONBLOCK);
    }
    return stop_pipe[0];
}

static void catch_signals(void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool import_progress_interrupted(void) { return interrupted != 0; }

void import_progress_begin(struct import_progress *w, struct console *console)
{
    *w = (struct import_progress){.console = console, .began_s = console_clock_s()};
    catch_signals(on_signal);
}

void import_progress_end(struct import_progress *w)
{
    console_progress_end(w->console);
    catch_signals(SIG_DFL);
}

/* "3 min 20 s", "12 s". */
static void duration_text(char *out, size_t size, double seconds)
{
    int whole = seconds > 35999 ? 35999 : (int)(seconds + 0.5);
    if (whole >= 60) snprintf(out, size, "%d min %d s", whole / 60, whole % 60);
    else snprintf(out, size, "%d s", whole);
}

/* Time left is what the rate so far makes of the bytes not yet read; not said in the first two seconds. */
static void progress_text(char *out, size_t size, const struct tingle_import_state *s, double seconds)
{
    const double mb = 1e-6, done = (double)s->bytes_done, total = (double)s->bytes_total;
    char left[32];
    int n = snprintf(out, size, "importing: %zu files, %zu runs", s->files, s->runs);
    if (n < 0 || (size_t)n >= size || done <= 0 || total <= 0 || seconds < 0.5) return;
    n += snprintf(out + n, size - (size_t)n, ", %.0f of %.0f MB, %.1f MB/s", done * mb, total * mb, done * mb / seconds);
    if ((size_t)n >= size || seconds < 2 || done > total) return;
    duration_text(left, sizeof left, seconds * (total - done) / done);
    snprintf(out + n, size - (size_t)n, ", about %s left", left);
}

int import_progress_step(void *progress, const struct tingle_import_state *state)
{
    struct import_progress *w = progress;
    char text[200];
    if (console_progress_is_due(w->console)) {
        progress_text(text, sizeof text, state, console_clock_s() - w->began_s);
        console_progress(w->console, text);
    }
    return interrupted != 0;
}
