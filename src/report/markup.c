/* Escaping. */
#include "report/markup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const char *entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return (unsigned char)c < 0x20 || c == 0x7f ? " " : NULL;
    }
}

/* Bytes of the well-formed character at `at`; 0: none. */
static size_t character(const char *at, size_t left)
{
    for (size_t n = 1; n <= 4 && n <= left; n++)
        if (text_is_utf8(at, n)) return n;
    return 0;
}

void markup_add(struct buffer *out, const char *text)
{
    size_t left = strlen(text);
    while (left) {
        const char *plain = entity(*text);
        size_t n = character(text, left);
        if (plain) buffer_add_text(out, plain);
        else if (n) buffer_add(out, text, n);
        else buffer_add_text(out, "\xEF\xBF\xBD");
        n = n ? n : 1;
        text += n;
        left -= n;
    }
}

void markup_add_number(struct buffer *out, double value)
{
    char text[64];
    size_t n;
    double rounded = round(value * 1000) / 1000;
    snprintf(text, sizeof text, "%.3f", rounded == 0 ? 0.0 : rounded);
    n = strlen(text);
    while (text[n - 1] == '0') n--;
    if (text[n - 1] == '.') n--;
    buffer_add(out, text, n);
}
