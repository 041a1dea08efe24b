/* tingle: finds the command, reads its arguments, runs it, and turns its status into an exit status. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <tingle/tingle.h>

#include "cli/arguments.h"
#include "cli/help_text.h"

enum { HELP_MAX_BYTES = 1 << 20 };

static enum tingle_status print_help(struct cli *cli, struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, HELP_MAX_BYTES);
    if (cli->command) help_command(&out, cli->command, &cli->console.term);
    else help_overview(&out, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status print_version(struct cli *cli, struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, 100);
    buffer_add_text(&out, "tingle " TINGLE_VERSION "\n");
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* "tingle --home DIR why" is "tingle why --home DIR": options of every command may stand before it. */
static void options_behind(char **argv, size_t argc)
{
    size_t lead = 0;
    while (lead < argc && argv[lead][0] == '-') lead += strcmp(argv[lead], "--home") == 0 ? 2 : 1;
    for (size_t turns = lead < argc ? lead : 0; turns > 0; turns--) {
        char *first = argv[0];
        memmove(argv, argv + 1, (argc - 1) * sizeof *argv);
        argv[argc - 1] = first;
    }
}

static enum tingle_status run(struct cli *cli, char **argv, size_t argc, struct tingle_error *err)
{
    enum tingle_status st;
    size_t used;
    bool help;
    if (argc == 0 || is_one_of(argv[0], "--help", "-h")) return print_help(cli, err);
    if (strcmp(argv[0], "--version") == 0) return print_version(cli, err);
    options_behind(argv, argc);
    st = arguments_find_command(&cli->command, argv, argc, &used, err);
    if (!st) st = arguments_parse(cli, argv + used, argc - used, &help, err);
    if (st) return st;
    return help ? print_help(cli, err) : cli->command->run(cli, err);
}

int main(int argc, char **argv)
{
    struct cli cli = {0};
    struct tingle_error err = {0}, close_err = {0};
    enum tingle_status st, closed;

    signal(SIGPIPE, SIG_DFL); /* a reader that stops early ends us quietly */
    console_init(&cli.console);
    st = run(&cli, argv + 1, argc > 0 ? (size_t)argc - 1 : 0, &err);
    closed = console_close(&cli.console, &close_err);
    if (!st && closed) {
        st = closed;
        err = close_err;
    }
    if (st && err.message[0]) console_say(&cli.console, "%s", err.message);
    return tingle_status_exit(st);
}
