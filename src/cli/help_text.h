/* Everything that is said about the commands, made from their descriptions: help on the screen,
 * manual pages, shell completion. Pure: text into a buffer.
 */
#ifndef CLI_HELP_TEXT_H
#define CLI_HELP_TEXT_H

#include "base/buffer.h"
#include "cli/command.h"

/* What Tingle is, and the list of commands. */
void help_overview(struct buffer *out, const struct term *term);

/* `tingle CMD --help`: what it does, examples, usage, options, notes, exit statuses. */
void help_command(struct buffer *out, const struct cli_command *command, const struct term *term);

/* The manual page in man(7) macros: of one command, or of the program when command is NULL. */
void help_man(struct buffer *out, const struct cli_command *command);

/* A completion script for bash. */
void help_completion_bash(struct buffer *out);

#endif
