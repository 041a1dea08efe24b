/* CSV as RFC 4180 has it, read with the line number of every fault.
 *
 * Fields are separated by commas (or by semicolons, or tabs, when the header
 * line has those and no comma: spreadsheets in much of Europe write them), may
 * be quoted, and quoted fields may hold commas, doubled quotes and line breaks.
 * A byte order mark and CR LF are accepted. The first record is the header.
 *
 *     run,note                 header: 2 columns
 *     1,"numb, right foot"     row 1 of line 2: "1" and "numb, right foot"
 *
 * The reader works on bytes in memory and unquotes in place in a copy of its
 * own; field pointers stay valid until csv_release.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/bytes.h"
#include "base/error.h"

enum { CSV_MAX_COLUMNS = 256 };

struct csv {
    const char *name;  /* for messages; borrowed */
    size_t columns;    /* of the header, and so of every row */
    char **header;     /* column names, blanks trimmed */
    char **field;      /* of the row last read; empty text where nothing was written */
    int64_t line;      /* line on which that row starts, from 1 */
    int64_t next_line; /* line on which the next one starts */
    char *text;        /* the copy that all pointers point into */
    size_t at, size;
    char separator;
    bool loose;        /* opened by csv_open_loose */
};

/* Takes a copy of `view` and reads the header. Errors: TINGLE_BAD_DATA (empty, no
 * header, a name twice, over CSV_MAX_COLUMNS, not UTF-8), TINGLE_NO_MEMORY. */
enum tingle_status csv_open(struct csv *csv, struct bytes view, const char *name,
                            struct tingle_error *err);
/* The same for tables that others make: a name may stand twice, and a row with too few fields is filled up with
 * empty ones. */
enum tingle_status csv_open_loose(struct csv *csv, struct bytes view, const char *name, struct tingle_error *err);
void csv_release(struct csv *csv);

/* Reads the next row; *got is false at the end. Blank lines are passed over.
 * Errors: TINGLE_BAD_DATA with the line: wrong number of fields, quotes broken. *got is then true, and
 * the next call goes on with the line after the one at fault. */
enum tingle_status csv_next(struct csv *csv, bool *got, struct tingle_error *err);

/* Trims every field of this row; false when nothing is left in any. */
bool csv_trim(struct csv *csv);

/* Index of a column (names compared without case), or -1. */
int csv_column(const struct csv *csv, const char *name);

/* The last of several columns of that name, or -1. */
int csv_last_column(const struct csv *csv, const char *name);

/* csv_column, or TINGLE_BAD_DATA that names the missing column. */
enum tingle_status csv_need_column(const struct csv *csv, const char *name, int *index,
                                   struct tingle_error *err);

/* The field of a column of this row; "" for column -1 (a column the file does not have). */
const char *csv_text(const struct csv *csv, int column);

/* The field as a number; NaN where empty. TINGLE_BAD_DATA names line and column
 * when it is not a number or outside [lo, hi]. */
enum tingle_status csv_number(const struct csv *csv, int column, double lo, double hi, double *out,
                              struct tingle_error *err);

/* Appends one field, quoted where it must be; csv_end_row ends the line with '\n'.
 * `first` is true for the first field of a line. */
void csv_add(struct buffer *out, bool first, const char *text);
void csv_add_number(struct buffer *out, bool first, double value);
void csv_end_row(struct buffer *out);

#endif
