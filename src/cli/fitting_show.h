/* How the shoes fit, printed: `tingle shoes fit` and `tingle shoes next`. */
#ifndef CLI_FITTING_SHOW_H
#define CLI_FITTING_SHOW_H

#include "cli/command.h"
#include "report/fitting_report.h"

/* Reads how `shoe` (NULL: all in use) fits after --minutes, and prints what `write` makes of it. */
enum tingle_status fitting_show(struct cli *cli, const char *shoe, void (*write)(struct cli *, struct buffer *, const struct tingle_fitting *),
                                struct tingle_error *err);

#endif
