/* The commands, in the order in which help lists them: what a runner does first comes first. */
#include "cli/command.h"

extern const struct cli_command cmd_help, cmd_model_fit, cmd_read;

const struct cli_command *const cli_commands[] = {
    &cmd_read,
    &cmd_model_fit,
    &cmd_help,
    NULL};
