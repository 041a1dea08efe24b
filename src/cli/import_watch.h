/* `tingle import --watch`: folder -> journal until Ctrl-C, a line for each file. */
#ifndef CLI_IMPORT_WATCH_H
#define CLI_IMPORT_WATCH_H

#include "cli/command.h"

/* Watches the operands. The journal is open during an import only, so that other commands can write between two. What is
 * wrong with it at the very beginning is an error; later it is said, once, and tried again. TINGLE_OK after Ctrl-C. */
enum tingle_status import_watch(struct cli *cli, struct tingle_error *err);

#endif
