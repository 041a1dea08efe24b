/* Bytes of any encoding to a line of UTF-8. */
#include "archive/zip_name.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "archive/cp437.gen.h"
#include "base/text.h"

static size_t put_cp437(char *out, unsigned char c)
{
    unsigned point = c < 0x80 ? c : cp437_upper[c - 0x80];
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xC0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | point >> 12);
    out[1] = (char)(0x80 | (point >> 6 & 0x3F));
    out[2] = (char)(0x80 | (point & 0x3F));
    return 3;
}

/* The length of the UTF-8 character at `p`, which is well formed. */
static size_t utf8_step(const char *p)
{
    unsigned char c = (unsigned char)*p;
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static bool is_control(const char *p)
{
    unsigned char c = (unsigned char)p[0], next = (unsigned char)p[1];
    return c < 0x20 || c == 0x7F || (c == 0xC2 && next < 0xA0); /* the last: U+0080 to U+009F */
}

size_t zip_name_clean(char *out, size_t room, const char *raw)
{
    bool is_utf8 = text_is_utf8(raw, strlen(raw));
    size_t n = 0;
    assert(room >= 8);
    while (*raw) {
        char one[4] = {0};
        size_t step = is_utf8 ? utf8_step(raw) : 1, size = step;
        if (is_utf8) memcpy(one, raw, step);
        else size = put_cp437(one, (unsigned char)*raw);
        if (is_control(one)) one[0] = '?', size = 1;
        if (one[0] == '\\') one[0] = '/';
        if (n + size >= room) break;
        memcpy(out + n, one, size);
        n += size;
        raw += step;
    }
    out[n] = '\0';
    return n;
}
