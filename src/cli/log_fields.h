/* The fields of a note by the rows of report/note_report.h: set from what was typed, and named as options and columns. */
#ifndef CLI_LOG_FIELDS_H
#define CLI_LOG_FIELDS_H

#include <tingle/journal.h>
#include <tingle/where.h>

/* Where what was typed is kept as long as the note points to it. */
struct log_field_text {
    char text[400], regions[TINGLE_REGIONS_SIZE];
};

/* What may be typed for a row, in a few words. */
const char *log_field_hint(size_t row);

/* Sets the row's field of a note. TINGLE_BAD_DATA: no number, no region. Other words are for the journal to check. */
enum tingle_status log_field_set(struct tingle_note *note, size_t row, const char *typed, struct log_field_text *text, struct tingle_error *err);

/* Columns, blanks between, of the fields that the options of `tingle log` of these names say: "onset ended-by lacing" is
 * "onset ended_by lacing_left lacing_right". Columns, "felt" and "episode" stay as they are. TINGLE_WRONG_USE: one of no field. */
enum { LOG_COLUMNS_SIZE = 512 };
enum tingle_status log_columns(char out[LOG_COLUMNS_SIZE], const char *names, struct tingle_error *err);

#endif
