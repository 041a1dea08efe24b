/* Heart rate in messages of its own (FIT message 132), as chest straps hand it over after a swim.
 *
 * The strap stamps its values with its own clock, in 1/1024 s, and gives the moment of
 * the watch's clock only once:
 *
 *     anchor:  timestamp 1000000000, fractional_timestamp 16384/32768 s, event_timestamp 2048
 *              -> strap time 2.0 s is 1000000000.5 s
 *     values:  filtered_bpm 120 121 122 ..., event_timestamp_12 with 12 bits for each:
 *              the low 12 bits of the strap's time, which roll over every 4 s
 *
 * Three bytes hold two of the 12-bit times, low bits first: A3 12 F0 is 0x2A3 and 0xF01.
 */
#ifndef ACTIVITY_FIT_HR_H
#define ACTIVITY_FIT_HR_H

#include "activity/activity_build.h"
#include "activity/fit_decode.h"

struct fit_hr {
    struct heart_beat *beat; /* room for all; from fit_hr_count */
    size_t count, room;
    bool anchored;
    double anchor_s;   /* Unix time at which the strap's clock was anchor_ticks */
    uint32_t anchor_ticks;
    uint32_t last_ticks;
};

/* How many values an hr message can give. */
size_t fit_hr_count(const struct fit_message *m);

/* Takes the values of one hr message; those that come before any anchor are lost. */
void fit_hr_read(struct fit_hr *hr, const struct fit_message *m);

#endif
