/* Time as Tingle keeps it: seconds since 1970-01-01T00:00:00Z, no leap seconds.
 *
 * Files say UTC, runners think in their own clock. The offset of a run's clock
 * (seconds east of UTC) travels with the run; the computer's own time zone is
 * never asked. All functions are pure except utc_now.
 */
#ifndef BASE_UTC_H
#define BASE_UTC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTC_TEXT_SIZE = 32 };

struct utc_date {
    int year, month, day;     /* 2026, 1-12, 1-31 */
    int hour, minute, second; /* 0-23, 0-59, 0-59 */
};

/* Calendar of a moment. Years 1 to 9999; proleptic Gregorian (Howard Hinnant, "chrono-compatible
 * low-level date algorithms"). */
struct utc_date utc_to_date(int64_t unix_s);
int64_t utc_from_date(struct utc_date date);

/* "2026-11-24T06:30:00Z", or with an offset "2026-11-24T07:30:00+01:00". */
void utc_text(char out[UTC_TEXT_SIZE], int64_t unix_s);
void utc_text_local(char out[UTC_TEXT_SIZE], int64_t unix_s, int offset_s);
void utc_day_text(char out[UTC_TEXT_SIZE], int64_t unix_s); /* "2026-11-24" */

/* Reads ISO 8601 / RFC 3339: date, 'T' or blank, time with optional fraction,
 * then Z, +hh:mm, +hhmm or nothing. A date alone is midnight. Without a zone the
 * time is taken as UTC and *zoned is false. False for anything else, or a date
 * that does not exist; *unix_s keeps the fraction. zoned and offset_s may be NULL. */
bool utc_parse(const char *text, size_t n, double *unix_s, bool *zoned, int *offset_s);

/* The computer's clock. Tests set TINGLE_NOW (an ISO time) to hold it still. */
int64_t utc_now(void);

#endif
