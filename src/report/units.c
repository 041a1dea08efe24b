/* Durations, distances, days. */
#include "report/units.h"

#include <math.h>

#include "base/utc.h"

void units_add_duration(struct buffer *out, double seconds)
{
    long s;
    if (!(fabs(seconds) < 1e9)) {
        buffer_add_byte(out, '-');
        return;
    }
    s = lround(seconds);
    if (s >= 3600) buffer_printf(out, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
    else buffer_printf(out, "%ld:%02ld", s / 60, s % 60);
}

void units_add_km(struct buffer *out, double metres)
{
    if (isnan(metres)) buffer_add_byte(out, '-');
    else buffer_printf(out, "%.2f km", metres / 1000);
}

void units_add_local_time(struct buffer *out, double unix_s, int offset_s)
{
    struct utc_date d;
    if (isnan(unix_s)) {
        buffer_add_byte(out, '-');
        return;
    }
    d = utc_to_date((int64_t)floor(unix_s) + offset_s);
    buffer_printf(out, "%04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, d.hour, d.minute);
}
