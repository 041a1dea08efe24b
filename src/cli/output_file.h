/* Files that a command writes because a person named them: drawings, pages, sheets.
 *
 * A name that was mistyped must not cost anything. So a file is written only where there is none, where an empty one is, or
 * over one of its own kind, which is what making a page again does: the same ending, and it begins as that format does.
 * Nothing is written into the folder of the journal. A pipe or a device takes what it is given.
 */
#ifndef CLI_OUTPUT_FILE_H
#define CLI_OUTPUT_FILE_H

#include "base/bytes.h"
#include "cli/command.h"

enum output_kind { OUTPUT_SVG, OUTPUT_PDF, OUTPUT_HTML, OUTPUT_TEXT, OUTPUT_ANY /* any ending; never over a file */ };

/* Whether `path` may be written; to be asked before long work. Errors: TINGLE_WRONG_USE (another ending),
 * TINGLE_CANNOT_WRITE (the journal's folder, a file of another kind). */
enum tingle_status output_check(const struct cli *cli, const char *path, enum output_kind kind, struct tingle_error *err);

/* Checks, then writes whole or not at all: until all of it is on the disk the old file stays. `mode` as in open(2): 0600 for
 * what says something of a person's health. Errors: those of output_check, TINGLE_CANNOT_WRITE. */
enum tingle_status output_write(const struct cli *cli, const char *path, enum output_kind kind, struct bytes view, unsigned mode,
                                struct tingle_error *err);

#endif
