/* Record messages into columns, by a plan made once per definition.
 *
 * A run has thousands of records that all look alike. Looking every field up for every
 * record would cost more than reading it, so a definition is compiled once into a short
 * list of copies: from which byte, as what type, with which scale, into which column.
 *
 * Nor is the list gone through for every record. A plan collects records until it has a
 * batch of them, and then runs its list once, each copy over the whole batch (fit_copy.h):
 *
 *     file      R R R R L R R R E R ...         R record, L lap, E event
 *     batch     R R R R   R R R   R ...         where each stands, and its row
 *     copies    time      -> row, row, row, ...
 *               latitude  -> row, row, row, ...
 *               ...
 *
 * Watches put other messages between nearly all records, and some take turns with two definitions of
 * records; so a batch is a list of places, not a stretch of the file, and each plan has its own.
 *
 * Every copy list writes every column that the activity has, NaN where its records have no such
 * field: columns need no filling beforehand.
 *
 * Where several fields give one column the order of the list decides: compressed
 * speed and distance first, then plain fields, then "enhanced" ones over them, parts that are
 * added (fractional cadence) behind the field that they belong to.
 */
#ifndef ACTIVITY_FIT_RECORD_H
#define ACTIVITY_FIT_RECORD_H

#include "activity/activity_limits.h"
#include "activity/fit_copy.h"
#include "activity/fit_decode.h"
#include "activity/fit_fields.h"

enum {
    FIT_PLAN_MAX_FIELDS = 128, /* of one record that are copied; more are left out */
    FIT_PLAN_MAX_COPIES = FIT_PLAN_MAX_FIELDS + ACTIVITY_COLUMN_COUNT + ACTIVITY_MAX_DEVELOPER_SERIES
};

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

/* Where the values go. NULL: no such column. */
struct fit_record_columns {
    double *time; /* Unix seconds; NaN without */
    double *column[ACTIVITY_COLUMN_COUNT];
    double *developer[ACTIVITY_MAX_DEVELOPER_SERIES];
};

/* The running sum behind 12-bit distances that roll over. */
struct fit_distance_sum {
    bool begun;
    uint32_t last;  /* raw, 1/16 m, 12 bits */
    uint64_t total; /* 1/16 m */
};

/* About 20 kB, of which most is written only as far as it is used. */
struct fit_record_plan {
    uint32_t serial;       /* of the definition it was made for; 0: none */
    int32_t compressed_at; /* byte of compressed speed and distance in the data; -1: not there */
    size_t count;
    struct fit_copy copy[FIT_PLAN_MAX_COPIES];
    struct fit_batch batch;
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

/* Makes the plan for a definition. The batch has to be empty; it is, when serial is 0. */
void fit_record_compile(struct fit_record_plan *plan, const struct fit_definition *def,
                        const struct fit_developer_table *table, size_t file,
                        const struct fit_record_columns *columns, struct repair_log *log);

/* Takes `count` records that stand one behind the other, the first of them `m`, for rows `row` and on. Times, and
 * distances that are sums over all records before, are written at once, everything else when the batch is full. */
void fit_record_add(struct fit_record_plan *plan, const struct fit_message *m, size_t count,
                    const struct fit_record_columns *columns, struct fit_distance_sum *distance, size_t row);

/* Writes what was taken and is not written yet. */
void fit_record_flush(struct fit_record_plan *plan);

#endif
