/* Calendar arithmetic and ISO 8601. */
#include "base/utc.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_S = 86400 };

/* Days since 1970-01-01 of a civil date; March-based years make the leap day the last one. */
static int64_t days_from_civil(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

struct utc_date utc_to_date(int64_t unix_s)
{
    int64_t days = unix_s / DAY_S - (unix_s % DAY_S < 0);
    int64_t sec = unix_s - days * DAY_S, z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    assert(sec >= 0 && sec < DAY_S);
    return (struct utc_date){(int)(yoe + era * 400 + (month <= 2)), month,
                             (int)(doy - (153 * mp + 2) / 5 + 1), (int)(sec / 3600),
                             (int)(sec / 60 % 60), (int)(sec % 60)};
}

int64_t utc_from_date(struct utc_date t)
{
    return days_from_civil(t.year, t.month, t.day) * DAY_S + t.hour * 3600 + t.minute * 60 + t.second;
}

/* Writes the date and time; a year outside 0-9999 is clamped so that the text always fits. */
static void utc_write(char out[UTC_TEXT_SIZE], struct utc_date t, const char *tail)
{
    unsigned year = t.year < 0 ? 0u : t.year > 9999 ? 9999u : (unsigned)t.year;
    snprintf(out, UTC_TEXT_SIZE, "%04u-%02u-%02uT%02u:%02u:%02u%.6s", year, (unsigned)t.month % 100,
             (unsigned)t.day % 100, (unsigned)t.hour % 100, (unsigned)t.minute % 100,
             (unsigned)t.second % 100, tail);
}

void utc_text(char out[UTC_TEXT_SIZE], int64_t unix_s) { utc_write(out, utc_to_date(unix_s), "Z"); }

void utc_text_local(char out[UTC_TEXT_SIZE], int64_t unix_s, int offset_s)
{
    char zone[16];
    unsigned minutes = (unsigned)abs(offset_s) / 60;
    snprintf(zone, sizeof zone, "%c%02u:%02u", offset_s < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
    utc_write(out, utc_to_date(unix_s + offset_s), zone);
}

void utc_day_text(char out[UTC_TEXT_SIZE], int64_t unix_s)
{
    utc_text(out, unix_s);
    out[10] = '\0';
}

/* `count` digits at *p as a number; moves on. */
static bool digits(const char **p, const char *end, int count, int *out)
{
    *out = 0;
    if (end - *p < count) return false;
    for (int i = 0; i < count; i++, (*p)++) {
        if (**p < '0' || **p > '9') return false;
        *out = *out * 10 + (**p - '0');
    }
    return true;
}

static bool expect(const char **p, const char *end, char c)
{
    if (*p == end || **p != c) return false;
    (*p)++;
    return true;
}

static bool date_exists(struct utc_date t)
{
    static const int month_days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = t.year % 4 == 0 && (t.year % 100 != 0 || t.year % 400 == 0);
    return t.year > 0 && t.month >= 1 && t.month <= 12 && t.day >= 1 &&
           t.day <= month_days[t.month - 1] + (leap && t.month == 2) && t.hour < 24 && t.minute < 60 && t.second < 60;
}

/* Digits behind a point or comma: *count / *unit of a second. Those behind the ninth are beyond a double's reach. */
static void parse_fraction(const char **p, const char *end, int64_t *count, int64_t *unit)
{
    *count = 0;
    *unit = 1;
    if (*p == end || (**p != '.' && **p != ',')) return;
    for (++*p; *p < end && **p >= '0' && **p <= '9'; ++*p) {
        if (*unit == 1000000000) continue;
        *count = *count * 10 + (**p - '0');
        *unit *= 10;
    }
}

static bool parse_zone(const char **p, const char *end, bool *zoned, int *offset)
{
    int sign, h, m = 0;
    *zoned = false;
    *offset = 0;
    while (*p < end && **p == ' ') (*p)++;
    if (*p == end) return true;
    *zoned = true;
    if (expect(p, end, 'Z') || expect(p, end, 'z')) return true;
    sign = **p == '-' ? -1 : 1;
    if (**p != '-' && **p != '+') return false;
    (*p)++;
    if (!digits(p, end, 2, &h)) return false;
    if (*p < end) {
        expect(p, end, ':');
        if (!digits(p, end, 2, &m)) return false;
    }
    *offset = sign * (h * 3600 + m * 60);
    return h <= 18 && m < 60;
}

bool utc_parse(const char *text, size_t n, double *unix_s, bool *zoned, int *offset_s)
{
    const char *p = text, *end = text + n;
    struct utc_date t = {0};
    int64_t count = 0, unit = 1;
    int offset = 0;
    bool zone = false;
    while (p < end && (unsigned char)*p <= ' ') p++;
    while (end > p && (unsigned char)end[-1] <= ' ') end--;
    if (!digits(&p, end, 4, &t.year) || !expect(&p, end, '-') || !digits(&p, end, 2, &t.month) ||
        !expect(&p, end, '-') || !digits(&p, end, 2, &t.day))
        return false;
    if (p < end) {
        if (!expect(&p, end, 'T') && !expect(&p, end, 't') && !expect(&p, end, ' ')) return false;
        if (!digits(&p, end, 2, &t.hour) || !expect(&p, end, ':') || !digits(&p, end, 2, &t.minute))
            return false;
        if (expect(&p, end, ':') && !digits(&p, end, 2, &t.second)) return false;
        parse_fraction(&p, end, &count, &unit);
        if (!parse_zone(&p, end, &zone, &offset)) return false;
    }
    if (p != end || !date_exists(t)) return false;
    *unix_s = (double)(utc_from_date(t) - offset) + (double)count / (double)unit;
    if (zoned) *zoned = zone;
    if (offset_s) *offset_s = offset;
    return true;
}

int64_t utc_now(void)
{
    const char *held = getenv("TINGLE_NOW");
    double unix_s;
    if (held && utc_parse(held, strlen(held), &unix_s, NULL, NULL)) return (int64_t)unix_s;
    return (int64_t)time(NULL);
}
