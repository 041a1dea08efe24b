/* What a person sees and can do while files come in: a line of progress, and Ctrl-C. */
#ifndef CLI_IMPORT_PROGRESS_H
#define CLI_IMPORT_PROGRESS_H

#include <tingle/import.h>

#include "cli/console.h"

struct import_progress {
    struct console *console;
    double began_s;
};

/* Begins: from here on Ctrl-C asks the import to stop between two files. A second one ends the program as ever, which does no
 * harm to the journal either. */
void import_progress_begin(struct import_progress *w, struct console *console);
void import_progress_end(struct import_progress *w);

/* For tingle_import: `progress` is a struct import_progress. */
int import_progress_step(void *progress, const struct tingle_import_state *state);

/* A file descriptor that can be read from once Ctrl-C (or a request to end) has come, for those who wait; -1: there is none. */
int import_progress_stop_fd(void);

/* Has Ctrl-C (or a request to end) been seen since the program began? */
bool import_progress_interrupted(void);

#endif
