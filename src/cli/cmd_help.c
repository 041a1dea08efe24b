/* tingle help: the commands, one of them, or all of them for the manual and the shell. */

#include <stdio.h>
#include "cli/help_text.h"

enum { HELP_MAX_BYTES = 1 << 20 };

static const char *const shells[] = {"bash", NULL};

static const struct cli_example examples[] = {
    {"help", "the list of commands"},
    {"help import", "one command"},
    {"help --man shoes-add", "its manual page"},
    {"help --completion bash > ~/.local/share/bash-completion/completions/tingle",
     "complete commands and options with the tab key in bash"},
    {0}};

static const struct cli_option options[] = {
    {.name = "man", .kind = CLI_FLAG, .help = "print the manual page instead, as man(7) source"},
    {.name = "completion", .kind = CLI_CHOICE, .argument = "SHELL", .choices = shells,
     .help = "print the completion script for a shell"},
    {0}};

/* The command named by the operands, NULL when there are none. */
static enum tingle_status named_command(const struct cli *cli, const struct cli_command **out,
                                        struct tingle_error *err)
{
    char name[128], page[128];
    *out = NULL;
    if (cli->operands == 0) return TINGLE_OK;
    snprintf(name, sizeof name, "%.60s%s%.60s", cli->operand[0], cli->operands > 1 ? " " : "",
             cli->operands > 1 ? cli->operand[1] : "");
    snprintf(page, sizeof page, "%s", name); /* "shoes-add", the name of its manual page */
    for (char *c = page; *c; c++)
        if (*c == '-') *c = ' ';
    *out = cli_command_find(name);
    if (!*out) *out = cli_command_find(page);
    if (*out) return TINGLE_OK;
    return error_set(err, TINGLE_WRONG_USE, -1, "unknown command '%s' (see: tingle help)", name);
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    const struct cli_command *about;
    struct buffer out;
    enum tingle_status st = named_command(cli, &about, err);
    if (st) return st;
    buffer_init(&out, HELP_MAX_BYTES);
    if (cli_text(cli, "completion")) help_completion_bash(&out);
    else if (cli_flag(cli, "man")) help_man(&out, about);
    else if (about) help_command(&out, about, &cli->console.term);
    else help_overview(&out, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

const struct cli_command cmd_help = {
    .name = "help", .summary = "what the commands do, manual pages, shell completion",
    .examples = examples, .operands = "[COMMAND]", .operands_max = 2, .options = options,
    .run = run};
