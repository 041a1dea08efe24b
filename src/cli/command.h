/* A command of the program, described once.
 *
 * Each src/cli/cmd_<name>.c defines one constant struct cli_command. The parser, --help, the
 * manual page, the shell completion and the list of commands all read that description, so they
 * cannot disagree. A new command is one such file and one line in command_list.c.
 *
 *     static const struct cli_option options[] = {
 *         {.name = "seed", .kind = CLI_WHOLE, .argument = "N", .hi = 1e9, .help = "..."},
 *         {0}};
 *     static enum tingle_status run(struct cli *cli, struct tingle_error *err) { ... }
 *     const struct cli_command cmd_simulate = {.name = "simulate", .run = run, ...};
 *
 * Commands use the public headers <tingle/...h> and the room report only: what they can do, every
 * other program can do.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "cli/console.h"

enum cli_kind {
    CLI_FLAG,   /* present or not */
    CLI_TEXT,   /* any text that is not empty */
    CLI_DAY,    /* a day, "2026-03-01" */
    CLI_NUMBER, /* a number in [lo, hi] */
    CLI_WHOLE,  /* a whole number in [lo, hi] */
    CLI_CHOICE  /* one of `choices` */
};

struct cli_option {
    const char *name;           /* long name without "--"; NULL ends a table */
    char letter;                /* short name; 0: none */
    enum cli_kind kind;
    const char *argument;       /* what stands for the value in help: "DIR"; NULL for flags */
    double lo, hi;              /* allowed range of numbers, both ends included; 0, 0: any */
    const char *const *choices; /* ended by NULL */
    const char *help;           /* one clause, no full stop */
};

struct cli_example {
    const char *line; /* after "tingle "; NULL ends a table */
    const char *does; /* what that does, one clause */
};

/* Which of the options that several commands share a command takes (all take --help). */
enum cli_shared {
    CLI_JSON = 1, /* --json */
    CLI_HOME = 2, /* --home DIR: the command opens the journal */
    CLI_ANY_HOME = 4 /* --home DIR is taken and not needed: nobody who always says it is refused */
};

struct cli;

struct cli_command {
    const char *name;    /* "import", or two words: "model fit" */
    const char *summary; /* one clause in lower case, no full stop */
    const struct cli_example *examples;
    const char *operands; /* as in the usage line: "PATH..."; "" when there are none */
    size_t operands_min, operands_max;
    const struct cli_option *options; /* may be NULL */
    unsigned shared;                  /* of enum cli_shared */
    const char *text;                 /* paragraphs separated by empty lines; may be NULL */
    /* Does the work: results through console_print, then the status. On a failure *err is filled
     * and main prints it; TINGLE_NO with an empty message means that the answer said it all. */
    enum tingle_status (*run)(struct cli *cli, struct tingle_error *err);
};

/* All commands, ended by NULL, in the order in which help lists them. */
extern const struct cli_command *const cli_commands[];

enum { CLI_MAX_OPTIONS = 56 };

/* What a running command sees: its arguments and the terminal. */
struct cli {
    const struct cli_command *command;
    const char *value[CLI_MAX_OPTIONS]; /* parallel to the command's options, then the shared ones;
                                           NULL: not given; a flag given is "" */
    const char *const *operand;         /* operands values, borrowed from argv */
    size_t operands;
    struct console console;
};

/* The i-th option of a command, its own first, then the shared ones it takes; NULL at the end. */
const struct cli_option *cli_option_at(const struct cli_command *command, size_t i);

/* The command with that name; NULL when there is none. */
const struct cli_command *cli_command_find(const char *name);

/* Values by option name; the name must be one of the command's. Texts are NULL, numbers the given
 * default when the option was not given; kinds and ranges were checked by the parser. */
bool cli_flag(const struct cli *cli, const char *name);
const char *cli_text(const struct cli *cli, const char *name);
double cli_number(const struct cli *cli, const char *name, double fallback);
int64_t cli_whole(const struct cli *cli, const char *name, int64_t fallback);

#endif
