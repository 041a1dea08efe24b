/* Record messages into columns, by a plan made once per definition.
 *
 * A run has thousands of records that all look alike. Looking every field up for every
 * record would cost more than reading it, so a definition is compiled once into a short
 * list of copies: from which byte, as what type, with which scale, into which column.
 * Reading a record is then a walk over that list.
 *
 * Where several fields give one column the order of the list decides: compressed
 * speed and distance first, then plain fields, then "enhanced" ones over them, parts that are
 * added (fractional cadence) behind the field that they belong to.
 */
#ifndef ACTIVITY_FIT_RECORD_H
#define ACTIVITY_FIT_RECORD_H

#include "activity/activity_limits.h"
#include "activity/fit_decode.h"
#include "activity/fit_fields.h"

enum { FIT_PLAN_MAX_COPIES = 128 };

/* A developer field as a field_description message (206) describes it. */
struct fit_developer_field {
    uint8_t index, number; /* developer data index and field number */
    uint8_t type;          /* base type byte */
    size_t file, offset;   /* chained file, and place of the description */
    double scale, offset_value;
    size_t series;         /* which of the activity's developer series it fills */
};

struct fit_developer_table {
    struct fit_developer_field *row;
    size_t count;
};

/* Where the values go: row r of a column. NULL: no such column. */
struct fit_record_columns {
    double *time; /* FIT seconds; NaN without */
    double *column[ACTIVITY_COLUMN_COUNT];
    double *developer[ACTIVITY_MAX_DEVELOPER_SERIES];
};

struct fit_copy {
    uint16_t kind;      /* how to load; fit_record.c */
    uint8_t type;       /* base type byte, for the general way of loading */
    bool adds;
    uint32_t at;        /* byte in the data */
    uint64_t nothing;   /* raw bits that mean no value */
    double factor, scale, offset;
    double *target, *second;
};

struct fit_record_plan {
    uint32_t serial;    /* of the definition it was made for; 0: none */
    size_t count;
    struct fit_copy copy[FIT_PLAN_MAX_COPIES];
    struct fit_distance_sum *distance;
};

/* The running sum behind 12-bit distances that roll over. */
struct fit_distance_sum {
    bool begun;
    uint32_t last;  /* raw, 1/16 m, 12 bits */
    uint64_t total; /* 1/16 m */
};

/* Which developer fields records have: a bit per developer data index and field number. */
struct fit_developer_uses {
    uint8_t bits[256 * 256 / 8];
};

static inline bool fit_developer_used(const struct fit_developer_uses *uses, uint8_t index, uint8_t number)
{
    return uses->bits[index * 32 + number / 8] >> (number % 8) & 1;
}

/* Marks in present[] the columns, and in `uses` the developer fields, that records of this definition have. */
void fit_record_survey(const struct fit_definition *def, bool present[ACTIVITY_COLUMN_COUNT],
                       struct fit_developer_uses *uses);

/* The description of a developer field for a use in chained file `file` at byte `at`: the last one
 * before it, else the first one behind it (some watches write it late). NULL when there is none. */
const struct fit_developer_field *fit_developer_find(const struct fit_developer_table *table,
                                                     const struct fit_field *f, size_t file, size_t at);

void fit_record_compile(struct fit_record_plan *plan, const struct fit_definition *def,
                        const struct fit_developer_table *table, size_t file,
                        const struct fit_record_columns *columns, struct fit_distance_sum *distance,
                        struct repair_log *log);

/* Writes row `row` of the columns; what the record has no value for is left alone. */
void fit_record_read(const struct fit_record_plan *plan, const struct fit_message *m,
                     const struct fit_record_columns *columns, size_t row);

#endif
