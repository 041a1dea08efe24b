/* The words that help on the screen and the manual pages share; private to the two. */
#ifndef CLI_HELP_WORDS_H
#define CLI_HELP_WORDS_H

#include "cli/command.h"

struct help_status {
    int status;
    const char *text; /* NULL ends the table */
};

struct help_variable {
    const char *name, *text; /* NULL ends the table */
};

extern const char help_tagline[];
extern const char *const help_about[]; /* paragraphs, ended by NULL */
extern const struct help_status help_statuses[];
extern const struct help_variable help_variables[];

/* "-h, --help" or "--out DIR". */
void help_option_name(char *out, size_t size, const struct cli_option *o);

/* ": a, b, c" for an option with choices, nothing for others. */
void help_add_choices(struct buffer *out, const struct cli_option *o);

#endif
