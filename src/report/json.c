/* The JSON writer. RFC 8259. */
#include "report/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/text.h"

void json_init(struct json *j, struct buffer *out) { *j = (struct json){.out = out}; }

/* Bytes of the well-formed UTF-8 character at `text`; 0 when there is none. */
static size_t character_length(const char *text)
{
    unsigned char c = (unsigned char)*text;
    size_t n = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) return 0;
    return n && text_is_utf8(text, n) ? n : 0;
}

static void add_escaped(struct buffer *out, unsigned char c)
{
    switch (c) {
    case '"': buffer_add_text(out, "\\\""); break;
    case '\\': buffer_add_text(out, "\\\\"); break;
    case '\n': buffer_add_text(out, "\\n"); break;
    case '\t': buffer_add_text(out, "\\t"); break;
    case '\r': buffer_add_text(out, "\\r"); break;
    default: buffer_printf(out, "\\u%04x", c);
    }
}

static void add_string(struct buffer *out, const char *text)
{
    buffer_add_byte(out, '"');
    while (*text) {
        unsigned char c = (unsigned char)*text;
        size_t n = character_length(text);
        if (n == 0)
            buffer_add_text(out, "\xEF\xBF\xBD");
        else if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F)
            add_escaped(out, c);
        else
            buffer_add(out, text, n);
        text += n ? n : 1;
    }
    buffer_add_byte(out, '"');
}

/* The comma and the key before a value. */
static void begin_value(struct json *j, const char *key)
{
    assert(j->depth == 0 ? !key : j->is_object[j->depth - 1] == (key != NULL));
    if (j->depth == 0) return;
    if (j->has_member[j->depth - 1]) buffer_add_byte(j->out, ',');
    j->has_member[j->depth - 1] = true;
    if (!key) return;
    add_string(j->out, key);
    buffer_add_byte(j->out, ':');
}

static void begin_container(struct json *j, const char *key, bool is_object)
{
    assert(j->depth < JSON_MAX_DEPTH);
    begin_value(j, key);
    buffer_add_byte(j->out, is_object ? '{' : '[');
    j->is_object[j->depth] = is_object;
    j->has_member[j->depth++] = false;
}

void json_begin_object(struct json *j, const char *key) { begin_container(j, key, true); }
void json_begin_array(struct json *j, const char *key) { begin_container(j, key, false); }

void json_end(struct json *j)
{
    assert(j->depth > 0);
    buffer_add_byte(j->out, j->is_object[--j->depth] ? '}' : ']');
    if (j->depth == 0) buffer_add_byte(j->out, '\n');
}

void json_text(struct json *j, const char *key, const char *text)
{
    begin_value(j, key);
    if (text) add_string(j->out, text);
    else buffer_add_text(j->out, "null");
}

void json_number(struct json *j, const char *key, double value)
{
    begin_value(j, key);
    if (isfinite(value)) buffer_add_double(j->out, value);
    else buffer_add_text(j->out, "null");
}

void json_whole(struct json *j, const char *key, int64_t value)
{
    begin_value(j, key);
    buffer_printf(j->out, "%" PRId64, value);
}

void json_bool(struct json *j, const char *key, bool value)
{
    begin_value(j, key);
    buffer_add_text(j->out, value ? "true" : "false");
}

void json_null(struct json *j, const char *key) { json_text(j, key, NULL); }
