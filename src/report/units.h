/* Numbers as a runner reads them: times of a run, distances, days. NaN is shown as "-". */
#ifndef REPORT_UNITS_H
#define REPORT_UNITS_H

#include <stdint.h>

#include "base/buffer.h"

/* "1:02:03", "58:12", "0:07". */
void units_add_duration(struct buffer *out, double seconds);

/* "10.02 km". */
void units_add_km(struct buffer *out, double metres);

/* "2026-11-24 07:30" on a clock offset_s east of UTC. */
void units_add_local_time(struct buffer *out, double unix_s, int offset_s);

#endif
