/* One gzip file (.fit.gz, .gpx.gz, .tcx.gz as the services export them), unpacked as it is read (RFC 1952).
 *
 * Several gzip members one after the other are one file, as gzip itself has it; what stands behind them and is no
 * gzip is passed over. A damaged or cut one is refused: what a reader of activities would make of half a file is
 * not worth guessing when the service can be asked again.
 *
 * A few kilobytes can claim to be gigabytes: how much is too much is for the reader to say.
 *
 * Thread-safety: one thread at a time; no shared state.
 */
#ifndef ARCHIVE_GUNZIP_H
#define ARCHIVE_GUNZIP_H

#include <stdbool.h>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/error.h"

struct gunzip;

/* True when the bytes begin like gzip with deflate in it: 1F 8B 08. */
bool gunzip_looks_like(struct bytes head);

/* Makes one, for any number of files one after the other: TINGLE_NO_MEMORY. */
enum tingle_status gunzip_new(struct gunzip **out, struct tingle_error *err);
void gunzip_free(struct gunzip *g);

/* Begins a file. `name` is for messages and lives as long as it is read. */
void gunzip_start(struct gunzip *g, struct byte_source packed, const char *name);

/* What is in the file. Reading gives TINGLE_BAD_DATA (damaged, cut short), TINGLE_NO_MEMORY, or the error of the packed
 * source. */
struct byte_source gunzip_source(struct gunzip *g);

#endif
