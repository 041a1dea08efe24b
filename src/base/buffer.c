/* The growing buffer. */
#include "base/buffer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/decimal.h"

void buffer_init(struct buffer *b, size_t max)
{
    *b = (struct buffer){.max = max};
}

void buffer_release(struct buffer *b)
{
    if (!b) return;
    free(b->data);
    buffer_init(b, b->max);
}

void buffer_clear(struct buffer *b)
{
    b->size = 0;
    b->no_memory = b->too_large = false;
    if (b->data) b->data[0] = '\0';
}

/* Room for n more bytes and the terminator. */
static bool buffer_reserve(struct buffer *b, size_t n)
{
    size_t room;
    char *grown;
    assert(b->size <= b->max);
    if (b->no_memory || b->too_large) return false;
    if (n > b->max - b->size) {
        b->too_large = true;
        return false;
    }
    if (b->size + n < b->room) return true;
    room = b->room ? b->room * 2 : 256;
    if (room < b->size + n + 1) room = b->size + n + 1;
    grown = alloc_resize(b->data, room, 1);
    if (!grown) {
        b->no_memory = true;
        return false;
    }
    b->data = grown;
    b->room = room;
    return true;
}

void buffer_add(struct buffer *b, const void *bytes, size_t n)
{
    if (!buffer_reserve(b, n)) return;
    if (n) memcpy(b->data + b->size, bytes, n);
    b->size += n;
    b->data[b->size] = '\0';
}

void buffer_add_text(struct buffer *b, const char *text) { buffer_add(b, text, strlen(text)); }
void buffer_add_byte(struct buffer *b, char byte) { buffer_add(b, &byte, 1); }

void buffer_printf(struct buffer *b, const char *fmt, ...)
{
    va_list args, again;
    int n;
    va_start(args, fmt);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, args);
    assert(n >= 0);
    if (buffer_reserve(b, (size_t)n)) {
        vsnprintf(b->data + b->size, (size_t)n + 1, fmt, again);
        b->size += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

void buffer_add_double(struct buffer *b, double value)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_text(text, value);
    buffer_add_text(b, text);
}

const char *buffer_text(const struct buffer *b) { return b->data ? b->data : ""; }

enum tingle_status buffer_status(const struct buffer *b, const char *what, struct tingle_error *err)
{
    if (b->no_memory) return error_no_memory(err, what);
    if (b->too_large)
        return error_set(err, TINGLE_LIMIT, -1, "%s would be larger than %zu bytes", what, b->max);
    return TINGLE_OK;
}
