/* Numbers and words of a date, whatever stands between them. */
#include "archive/local_date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NUMBERS_MAX = 6, WORD_SIZE = 32 };

struct date_parts {
    int number[NUMBERS_MAX], digits[NUMBERS_MAX];
    size_t numbers;
    int month;     /* of a word; 0 none */
    size_t month_at; /* numbers before that word */
    int half;      /* DATE_WORD_AM, DATE_WORD_PM; 0 none */
    bool slash;
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Bytes of the blank or mark at p that separates words: ASCII that is no letter, the no-break spaces and direction
 * marks of Unicode, the Arabic comma. 0 when p is part of a word. */
static size_t separator_length(const char *p)
{
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xD8\x8C"};
    if ((unsigned char)*p < 0x80) return !is_letter(*p);
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (text_starts_with(p, wide[i])) return strlen(wide[i]);
    return 0;
}

/* Copies the word at *p without its dots ("a.m." is "am"; "a. m." too) and moves behind it. */
static void take_word(const char **p, char word[WORD_SIZE])
{
    size_t n = 0;
    for (; **p && !is_digit(**p); (*p)++) {
        bool lone = n == 1 && (*p)[0] == '.' && (*p)[1] == ' ' && ((*p)[2] | 0x20) == 'm';
        if (lone) ++*p;
        else if (**p != '.' && separator_length(*p)) break;
        else if (**p != '.' && n < WORD_SIZE - 1) word[n++] = **p;
    }
    word[n] = '\0';
}

static int compare_word(const void *key, const void *row)
{
    const unsigned char *a = key, *b = (const unsigned char *)((const struct date_word *)row)->word;
    for (;; a++, b++) {
        int small = *a >= 'A' && *a <= 'Z' ? *a + 32 : *a;
        if (small != *b || !small) return small - *b;
    }
}

static void add_word(struct date_parts *parts, const char *word)
{
    const struct date_word *found = bsearch(word, date_words, date_word_count, sizeof *date_words, compare_word);
    if (!found) return;
    if (found->meaning >= DATE_WORD_AM) {
        parts->half = found->meaning;
    } else if (!parts->month) {
        parts->month = found->meaning;
        parts->month_at = parts->numbers;
    }
}

static bool add_number(struct date_parts *parts, const char **p)
{
    int value = 0, digits = 0;
    for (; is_digit(**p) && digits < 5; (*p)++, digits++) value = value * 10 + (**p - '0');
    if (parts->numbers == NUMBERS_MAX || is_digit(**p)) return false;
    parts->number[parts->numbers] = value;
    parts->digits[parts->numbers++] = digits;
    return true;
}

static bool take_parts(const char *p, struct date_parts *parts)
{
    char word[WORD_SIZE];
    *parts = (struct date_parts){0};
    while (*p) {
        size_t skip = separator_length(p);
        if (is_digit(*p)) {
            if (!add_number(parts, &p)) return false;
        } else if (skip) {
            if (*p == '/') parts->slash = true;
            p += skip;
        } else {
            take_word(&p, word);
            add_word(parts, word);
        }
    }
    return true;
}

/* The date numbers, of which there are `n` (the month a word: two, else three). */
static bool place_date(const struct date_parts *parts, size_t n, struct local_date *out)
{
    const int *v = parts->number;
    bool year_first = parts->digits[0] == 4, year_last = parts->digits[n - 1] == 4;
    if (year_first == year_last) return false;
    out->date.year = year_first ? v[0] : v[n - 1];
    if (parts->month) {
        out->date.month = parts->month;
        out->date.day = year_first ? v[1] : v[0];
        return parts->month_at <= n;
    }
    out->date.month = v[1];
    out->date.day = year_first ? v[2] : v[0];
    out->numeric = year_last;
    out->us_look = year_last && parts->slash && parts->half;
    return true;
}

/* The numbers behind the date: none, or hour, minute and perhaps second. */
static bool place_time(const struct date_parts *parts, size_t from, struct utc_date *t)
{
    const int *v = parts->number + from;
    size_t n = parts->numbers - from;
    if (n == 1 || n > 3) return false;
    if (!n) return true;
    t->hour = v[0];
    t->minute = v[1];
    t->second = n > 2 ? v[2] : 0;
    if (parts->half && t->hour <= 12) t->hour = t->hour % 12 + (parts->half == DATE_WORD_PM ? 12 : 0);
    return true;
}

bool local_date_read(const char *text, struct local_date *out)
{
    struct date_parts parts;
    size_t n;
    *out = (struct local_date){0};
    if (!take_parts(text, &parts)) return false;
    n = parts.month ? 2 : 3;
    return parts.numbers >= n && place_date(&parts, n, out) && place_time(&parts, n, &out->date);
}

void date_order_see(struct date_order *order, const struct local_date *date)
{
    if (!date->numeric) return;
    order->day_first += date->date.day > 12 && date->date.month <= 12;
    order->month_first += date->date.month > 12 && date->date.day <= 12;
    order->us_look += date->us_look;
}

bool date_order_month_first(const struct date_order *order)
{
    if (order->day_first != order->month_first) return order->month_first > order->day_first;
    return order->us_look > 0;
}

static double unix_s_if_it_exists(struct utc_date date)
{
    bool plausible = date.year >= 1970 && date.year < 2200 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                     date.hour < 24 && date.minute < 60 && date.second < 60;
    int64_t unix_s = plausible ? utc_from_date(date) : 0;
    return plausible && utc_to_date(unix_s).day == date.day ? (double)unix_s : NAN;
}

double local_date_unix_s(const struct local_date *date, bool month_first)
{
    struct utc_date swapped = date->date;
    double as_is = unix_s_if_it_exists(date->date), other;
    swapped.day = date->date.month;
    swapped.month = date->date.day;
    if (!date->numeric) return as_is;
    other = unix_s_if_it_exists(swapped);
    if (month_first) return isnan(other) ? as_is : other;
    return isnan(as_is) ? other : as_is;
}
