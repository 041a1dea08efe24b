/* The error convention: one list of codes, one way to fill the struct. */
#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const struct status_entry {
    const char *name, *text;
    int exit_status;
} status_table[TINGLE_STATUS_COUNT] = {
#define STATUS_ENTRY(name, exit_status, text) {#name, text, exit_status},
    TINGLE_STATUS_LIST(STATUS_ENTRY)
#undef STATUS_ENTRY
};

static const struct status_entry *status_find(enum tingle_status code)
{
    static const struct status_entry unknown = {"TINGLE_?", "an unknown status", 70};
    return (unsigned)code < TINGLE_STATUS_COUNT ? &status_table[code] : &unknown;
}

const char *tingle_status_name(enum tingle_status code) { return status_find(code)->name; }
const char *tingle_status_text(enum tingle_status code) { return status_find(code)->text; }
int tingle_status_exit(enum tingle_status code) { return status_find(code)->exit_status; }

/* Cuts a message that filled its buffer back to the end of a whole character. */
static void message_trim_utf8(char *text, size_t size)
{
    size_t n = strlen(text), lead;
    if (n + 1 < size || n == 0) return;
    for (lead = n; lead > 0 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80; lead--) {}
    if (lead == 0) return;
    unsigned char c = (unsigned char)text[lead - 1];
    size_t want = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    if (n - (lead - 1) < want) text[lead - 1] = '\0';
}

/* Bytes of the character at `text`, or 0 when what stands there is no UTF-8. */
static size_t character_size(const char *text)
{
    size_t left = strnlen(text, 4);
    for (size_t n = 1; n <= left; n++)
        if (text_is_utf8(text, n)) return n;
    return 0;
}

/* Names and lines come from outside: what is no text must not be handed on as one. */
static void message_clean(char *text)
{
    while (*text) {
        size_t n = character_size(text);
        if (n == 0) *text = '?';
        else if (n == 1 && ((unsigned char)*text < 0x20 || *text == 0x7F)) *text = ' ';
        text += n ? n : 1;
    }
}

enum tingle_status error_vset(struct tingle_error *err, enum tingle_status code, int64_t where,
                              const char *fmt, va_list args)
{
    assert(code != TINGLE_OK);
    assert(fmt && *fmt);
    if (!err) return code;
    err->code = code;
    err->where = where;
    vsnprintf(err->message, sizeof err->message, fmt, args);
    message_trim_utf8(err->message, sizeof err->message);
    message_clean(err->message);
    return code;
}

enum tingle_status error_set(struct tingle_error *err, enum tingle_status code, int64_t where,
                             const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    error_vset(err, code, where, fmt, args);
    va_end(args);
    return code;
}

enum tingle_status error_no_memory(struct tingle_error *err, const char *what)
{
    return error_set(err, TINGLE_NO_MEMORY, -1, "not enough memory for %s", what);
}

enum tingle_status error_prefix(struct tingle_error *err, enum tingle_status st, const char *prefix)
{
    char inner[TINGLE_ERROR_MESSAGE_SIZE];
    if (!err || st == TINGLE_OK) return st;
    memcpy(inner, err->message, sizeof inner);
    return error_set(err, st, err->where, "%s: %s", prefix, inner);
}

static enum tingle_status status_of_errno(int errnum)
{
    switch (errnum) {
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case ENAMETOOLONG: return TINGLE_NO_INPUT;
    case EACCES:
    case EPERM: return TINGLE_NO_ACCESS;
    case ENOMEM: return TINGLE_NO_MEMORY;
    default: return TINGLE_CANNOT_WRITE;
    }
}

enum tingle_status error_from_errno(struct tingle_error *err, int errnum, const char *doing,
                                    const char *path)
{
    enum tingle_status code = status_of_errno(errnum);
    int writing = strcmp(doing, "read") != 0 && strcmp(doing, "open") != 0;
    if (writing && code != TINGLE_NO_MEMORY) code = TINGLE_CANNOT_WRITE;
    if (!writing && code == TINGLE_CANNOT_WRITE) code = TINGLE_NO_INPUT;
    return error_set(err, code, -1, "%s: cannot %s: %s", path, doing, strerror(errnum));
}
