/* Taking files into the journal: what is behind <tingle/import.h>.
 *
 * One file is one transaction. The order within one call is watch files, export folders, shoes, what services tell of the runs,
 * notes, answers, one-line notes, so that a folder with all of them works whatever their names.
 */
#ifndef ADVICE_IMPORT_H
#define ADVICE_IMPORT_H

#include <tingle/import.h>

#include "journal/journal.h"

/* See tingle_import. */
enum tingle_status import_paths(struct tingle_import_report **out, struct journal *j, const char *const *paths,
                                size_t count, tingle_import_progress progress, void *context,
                                struct tingle_error *err);
void import_report_free(struct tingle_import_report *report);

#endif
