/* Days that a runner tells. */
#include "advice/day_said.h"

#include <string.h>

#include "base/utc.h"

enum { FIRST_CLOCK_S = 14 * 3600 };

enum tingle_status day_said_check(const char *day, struct tingle_error *err)
{
    double t;
    if (strlen(day) != 10 || !utc_parse(day, 10, &t, NULL, NULL))
        return error_set(err, TINGLE_BAD_DATA, -1, "\"%.40s\" is no day; expected one such as 2026-11-26", day);
    if (t > (double)utc_now() + FIRST_CLOCK_S) return error_set(err, TINGLE_BAD_DATA, -1, "%s is in the future", day);
    return TINGLE_OK;
}
