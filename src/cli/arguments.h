/* Reading a command line by the command's own table.
 *
 * "--name value", "--name=value", "-n value"; "--" ends the options; a single "-" is an operand.
 * Options and operands may stand in any order. Every fault is TINGLE_WRONG_USE with a message that
 * names the word, the nearest known one, and where help is.
 */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "cli/command.h"

/* Fills cli->value and the operands for cli->command from argv[0..argc), the words behind the
 * command's name. Reorders argv: operands move to its front. *help is true, and nothing else is
 * checked, when help is asked for. */
enum tingle_status arguments_parse(struct cli *cli, char **argv, size_t argc, bool *help,
                                   struct tingle_error *err);

/* Finds the command named by the first one or two words; *used says how many. */
enum tingle_status arguments_find_command(const struct cli_command **out, char **argv, size_t argc,
                                          size_t *used, struct tingle_error *err);

#endif
