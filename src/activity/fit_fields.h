/* The fields of FIT messages that Tingle gives a meaning to: data/fit_fields.csv as a table.
 *
 * A stored number means raw * factor / scale - offset in the row's unit (record
 * cadence: rpm of one leg, factor 2, steps a minute). A row with a target column
 * is a sample; `adds` marks a part that is added to the value already there
 * (fractional cadence). Where two rows have one target, the later in the
 * table wins: the "enhanced" fields stand behind the plain ones.
 */
#ifndef ACTIVITY_FIT_FIELDS_H
#define ACTIVITY_FIT_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/activity.h"
#include "activity/fit_fields.gen.h"
#include "activity/fit_protocol.h"

struct fit_field_row {
    uint16_t message;
    uint8_t field;
    uint8_t base_type; /* as the protocol has it; files are read by their own definition */
    bool adds;
    int column;        /* enum activity_column, or -1 */
    double factor, scale, offset;
    const char *name, *unit;
};

extern const struct fit_field_row fit_field_rows[FIT_FIELD_ID_COUNT];

#endif
