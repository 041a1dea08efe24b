/* The lists of what the runner records beside the runs: `tingle about`, `tried`, `homecheck`. */
#ifndef CLI_RECORDS_SHOW_H
#define CLI_RECORDS_SHOW_H

#include "cli/command.h"
#include "report/records_report.h"

/* Reads the records and prints them, with --json as JSON. */
enum tingle_status records_show(struct cli *cli, void (*text)(struct buffer *, const struct tingle_records *, const struct term *),
                                void (*json)(struct buffer *, const struct tingle_records *), struct tingle_error *err);

#endif
