/* Strict numbers, plain names. */
#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/decimal.h"

enum { NUMBER_TEXT_MAX = 63 };

/* Copies the number; false when empty, too long or of odd characters. */
static bool number_text(const char *text, size_t n, const char *allowed, char out[NUMBER_TEXT_MAX + 1])
{
    if (n == 0 || n > NUMBER_TEXT_MAX) return false;
    memcpy(out, text, n);
    out[n] = '\0';
    return strspn(out, allowed) == n;
}

static void skip_blanks(const char **text, size_t *n)
{
    while (*n && text_is_blank(**text)) ++*text, --*n;
    while (*n && text_is_blank((*text)[*n - 1])) --*n;
}

bool text_to_double(const char *text, size_t n, double *out)
{
    char number[NUMBER_TEXT_MAX + 1], *end;
    double value;
    skip_blanks(&text, &n);
    if (n <= NUMBER_TEXT_MAX && decimal_read(text, text + n, out)) return true;
    if (!number_text(text, n, "0123456789+-.eE", number)) return false;
    value = strtod(number, &end);
    if (*end || end == number || !isfinite(value)) return false;
    *out = value;
    return true;
}

bool text_number(const char *text, double *out)
{
    return decimal_read(text, NULL, out) || text_to_double(text, strlen(text), out);
}

bool text_to_int(const char *text, size_t n, int64_t lo, int64_t hi, int64_t *out)
{
    char number[NUMBER_TEXT_MAX + 1], *end;
    long long value;
    skip_blanks(&text, &n);
    if (!number_text(text, n, "0123456789+-", number)) return false;
    errno = 0;
    value = strtoll(number, &end, 10);
    if (*end || end == number || errno == ERANGE || value < lo || value > hi) return false;
    *out = value;
    return true;
}

bool text_same(const char *a, const char *b) { return strcasecmp(a, b) == 0; }

bool text_ends_with(const char *text, const char *tail)
{
    size_t n = strlen(text), m = strlen(tail);
    return n >= m && strcasecmp(text + n - m, tail) == 0;
}

bool text_starts_with(const char *text, const char *head)
{
    return strncmp(text, head, strlen(head)) == 0;
}

/* One row of the table at a time (Wagner and Fischer 1974). */
size_t text_distance(const char *a, const char *b)
{
    size_t row[TEXT_FAR + 1], na = strlen(a), nb = strlen(b);
    if (na > TEXT_FAR || nb > TEXT_FAR) return TEXT_FAR;
    for (size_t k = 0; k <= nb; k++) row[k] = k;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= nb; k++) {
            size_t replaced = diagonal + (strncasecmp(&a[i - 1], &b[k - 1], 1) != 0);
            size_t moved = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
            diagonal = row[k];
            row[k] = replaced < moved ? replaced : moved;
        }
    }
    return row[nb];
}

char *text_trim(char *text)
{
    size_t n;
    while (text_is_blank(*text)) text++;
    n = strlen(text);
    while (n && text_is_blank(text[n - 1])) n--;
    text[n] = '\0';
    return text;
}

/* Length of the well-formed sequence at p (1 to 4), or 0. Unicode 15, table 3-7. */
static size_t utf8_length(const unsigned char *p, size_t n)
{
    static const struct { unsigned char lo, hi, lo2, hi2; size_t size; } rows[] = {
        {0x00, 0x7F, 0, 0, 1},          {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3},    {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4},    {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (p[0] < rows[i].lo || p[0] > rows[i].hi) continue;
        if (rows[i].size > n) return 0;
        for (size_t k = 1; k < rows[i].size; k++) {
            unsigned char lo = k == 1 ? rows[i].lo2 : 0x80, hi = k == 1 ? rows[i].hi2 : 0xBF;
            if (p[k] < lo || p[k] > hi) return 0;
        }
        return rows[i].size;
    }
    return 0;
}

bool text_is_utf8(const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;
    while (n) {
        size_t step = utf8_length(p, n);
        if (!step) return false;
        p += step;
        n -= step;
    }
    return true;
}

/* U+2028 to U+202E, U+2066 to U+2069, of which the first byte is E2. */
static bool turns(const char *at)
{
    unsigned char b = (unsigned char)at[1], c = (unsigned char)at[2];
    return (b == 0x80 && c >= 0xA8 && c <= 0xAE) || (b == 0x81 && c >= 0xA6 && c <= 0xA9);
}

bool text_is_line(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20 || c == 0x7F) return false;
        if (c == 0xC2 && i + 1 < n && (unsigned char)text[i + 1] < 0xA0) return false; /* U+0080 to U+009F */
        if (c == 0xE2 && i + 2 < n && turns(text + i)) return false;
    }
    return text_is_utf8(text, n);
}

void text_copy(char *to, size_t size, const char *from)
{
    size_t n = strlen(from);
    if (n >= size)
        for (n = size - 1; n && ((unsigned char)from[n] & 0xC0) == 0x80;) n--;
    memcpy(to, from, n);
    to[n] = '\0';
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool path_join(char *out, size_t size, const char *dir, const char *name)
{
    size_t n = strlen(dir);
    const char *slash = n && dir[n - 1] == '/' ? "" : "/";
    int wrote = snprintf(out, size, "%s%s%s", dir, slash, name);
    return wrote >= 0 && (size_t)wrote < size;
}
