/* Making again what is derived, and taking a journal back in from wherever it was put. */
#ifndef ADVICE_KEEPING_H
#define ADVICE_KEEPING_H

#include "journal/journal.h"

/* Derives every run that has a file again from its leading original, in one transaction. */
enum tingle_status keeping_rebuild(struct journal *j, struct tingle_error *err);

/* A backup file or an export folder becomes the journal of `home`. Over an existing journal only with `force`;
 * the old one is there until the new one is whole. */
enum tingle_status keeping_restore(const char *home, const char *path, bool force, struct tingle_error *err);

#endif
