/* Names of members, made harmless. */
#ifndef ARCHIVE_ZIP_NAME_H
#define ARCHIVE_ZIP_NAME_H

#include <stddef.h>

/* Writes a name as it stands in a zip to `out` (`room` bytes, at least 8) as UTF-8 with a terminator: bytes that are no
 * UTF-8 are read as code page 437 (APPNOTE.TXT, appendix D), control characters become '?', backslashes become '/'.
 * What does not fit is cut at a whole character. Returns the length. */
size_t zip_name_clean(char *out, size_t room, const char *raw);

#endif
