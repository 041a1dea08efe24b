/* `tingle log --proposals`: what the runner's own words suggest, confirmed in one go. */
#ifndef CLI_LOG_PROPOSALS_H
#define CLI_LOG_PROPOSALS_H

#include <tingle/journal.h>

#include "cli/command.h"

/* Settles what --take and --decline name ("all", or numbers); without them lists the proposals and, where a person can be
 * asked, asks. The command has the options proposals, take and decline. */
enum tingle_status log_proposals(struct cli *cli, struct tingle_journal *journal, struct tingle_error *err);

#endif
