/* Dates as a service writes them in an account's language, in a column of a table.
 *
 *     Sep 6, 2026, 11:18:40 AM      6. 9. 2026 11:18:40      06.09.2026, 11:18:40      6 sept. 2026 à 11:18:40
 *     6 de set. de 2026 11:18:40    2026/09/06 11:18:40      2026年9月6日 下午11:18:40     6. sep. 2026 11.18.40
 *
 * One reading serves all: the numbers in their order, and the words among them that data/date_words.csv knows (months
 * and halves of the day; other words count for nothing). The forms are those of the Unicode CLDR.
 *
 * A date whose month is a number can stand for two days (06/09/2026). One row cannot tell, a column mostly can:
 * date_order_see looks at every row first, date_order_month_first then decides.
 *
 * All functions are pure.
 */
#ifndef ARCHIVE_LOCAL_DATE_H
#define ARCHIVE_LOCAL_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/utc.h"

enum { DATE_WORD_AM = 13, DATE_WORD_PM = 14 };

struct date_word {
    const char *word; /* ASCII letters small, without dots */
    int meaning;      /* month 1 to 12, DATE_WORD_AM, DATE_WORD_PM */
};
extern const struct date_word date_words[]; /* in byte order */
extern const size_t date_word_count;

struct local_date {
    struct utc_date date; /* hour in 24; when `numeric` day and month as they stand, day first */
    bool numeric;         /* the month is a number and the year comes last */
    bool us_look;         /* slashes and AM or PM: the American form */
};

/* False when no date with a year of four digits is in it. Whether the day exists is not looked at. */
bool local_date_read(const char *text, struct local_date *out);

/* What the rows of one column say about the order of day and month. */
struct date_order {
    size_t day_first, month_first; /* rows that can only be so */
    size_t us_look;
};
void date_order_see(struct date_order *order, const struct local_date *date);

/* True when the month comes first. Where every row could be both, only the American form says so [J]. */
bool date_order_month_first(const struct date_order *order);

/* Seconds since 1970; a numeric date that does not exist in the given order is read in the other. NaN when the date
 * does not exist. */
double local_date_unix_s(const struct local_date *date, bool month_first);

#endif
