/* Filling a struct tingle_error: the inner half of <tingle/error.h>.
 *
 * The house pattern. Every function that can fail looks like this:
 *
 *     enum tingle_status thing_load(struct thing **out, const char *path,
 *                                   struct tingle_error *err)
 *     {
 *         enum tingle_status st = TINGLE_OK;
 *         struct thing *t = NULL;
 *         struct file_bytes file = {0};
 *
 *         st = file_read(&file, path, THING_MAX_BYTES, err);
 *         if (st) goto done;
 *         if (file.size < THING_HEADER)
 *             st = error_set(err, TINGLE_BAD_DATA, 0, "%s: %zu bytes are too few for a thing",
 *                            path, file.size);
 *         if (st) goto done;
 *         ...
 *         *out = t;
 *         t = NULL;
 *     done:
 *         thing_free(t);
 *         file_release(&file);
 *         return st;
 *     }
 *
 * Everything that needs releasing is declared and set to nothing at the top,
 * there is one exit, and results are handed over only when all went well.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdint.h>

#include <tingle/error.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define PRINTF_LIKE(fmt, args)
#endif

/* Fills *err (when not NULL) and returns code, so that a failing line reads
 * `return error_set(...)`. `code` is never TINGLE_OK. `where` is a byte offset,
 * line or row, or -1. Text that does not fit is cut at a whole UTF-8 character;
 * line breaks and other control characters become spaces: names of files come
 * from outside and must not draw on the terminal. */
enum tingle_status error_set(struct tingle_error *err, enum tingle_status code, int64_t where,
                             const char *fmt, ...) PRINTF_LIKE(4, 5);

enum tingle_status error_vset(struct tingle_error *err, enum tingle_status code, int64_t where,
                              const char *fmt, va_list args) PRINTF_LIKE(4, 0);

/* TINGLE_NO_MEMORY with one standard sentence; `what` names what was being made. */
enum tingle_status error_no_memory(struct tingle_error *err, const char *what);

/* Puts "prefix: " before the message of a failure that came from below, where
 * this caller knows the name of the file and the callee did not. Returns
 * err->code, or `st` when err is NULL. */
enum tingle_status error_prefix(struct tingle_error *err, enum tingle_status st, const char *prefix);

/* The code and sentence for errno after a call on `path` failed: "no such
 * file", "not permitted", "disk full", ... `doing` is a verb: "read", "write". */
enum tingle_status error_from_errno(struct tingle_error *err, int errnum, const char *doing,
                                    const char *path);

#endif
