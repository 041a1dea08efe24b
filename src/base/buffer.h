/* A growing run of bytes that knows its maximum.
 *
 * Made with the largest size it may ever have. The first failure (memory or
 * maximum) is remembered, later appends do nothing, and the caller asks once at
 * the end with buffer_failed. The bytes always end in an uncounted '\0', so
 * text can be used as a C string at any time.
 *
 * Invariant: size <= max, and data[size] == 0 when data is not NULL.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct buffer {
    char *data; /* NULL until the first append */
    size_t size, room, max;
    bool no_memory, too_large;
};

void buffer_init(struct buffer *b, size_t max);
void buffer_release(struct buffer *b);
/* Empties it and forgets a failure; keeps the memory. */
void buffer_clear(struct buffer *b);

void buffer_add(struct buffer *b, const void *bytes, size_t n);
void buffer_add_text(struct buffer *b, const char *text);
void buffer_add_byte(struct buffer *b, char byte);
void buffer_printf(struct buffer *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* As decimal_text. */
void buffer_add_double(struct buffer *b, double value);

/* The text so far; "" when empty. Valid until the next append. */
const char *buffer_text(const struct buffer *b);

/* TINGLE_OK, TINGLE_NO_MEMORY or TINGLE_LIMIT; `what` names what was being written. */
enum tingle_status buffer_status(const struct buffer *b, const char *what, struct tingle_error *err);

#endif
