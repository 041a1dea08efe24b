/* A long result, a screen at a time.
 *
 * On a terminal, and only when the text is longer than the screen, it goes through $PAGER or `less -R`. An empty
 * PAGER, `cat`, TERM=dumb, or a pager that is not there: the text is printed as always. A reader who leaves the
 * pager before the end has read enough; that is no failure.
 */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include "cli/console.h"

/* Prints the result and empties the buffer. Errors: those of console_print. */
enum tingle_status pager_print(struct console *c, struct buffer *out, struct tingle_error *err);

#endif
