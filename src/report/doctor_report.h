/* Warning signs, the questions about them, and what to do now: for a person and as JSON (docs/json.md). */
#ifndef REPORT_DOCTOR_REPORT_H
#define REPORT_DOCTOR_REPORT_H

#include <tingle/doctor.h>

#include "base/buffer.h"
#include "report/json.h"
#include "report/term.h"

void doctor_text(struct buffer *out, const struct tingle_doctor *d, const struct term *term);
void doctor_json(struct buffer *out, const struct tingle_doctor *d);

/* By which table: a line, and {"table": {version, date, reviewed}}. For outputs that show single signs. */
void sign_table_line(struct buffer *out, const struct tingle_doctor *d);
void sign_table_json(struct json *j, const struct tingle_doctor *d);

/* All screens as they are asked. */
void screens_text(struct buffer *out, const struct tingle_sign_screens *s, const struct term *term);
void screens_json(struct buffer *out, const struct tingle_sign_screens *s);

/* Title, stem and numbered ticks of one list, and "none of these" as 0. `only_with` "" lists what stands on the screen, else
 * what is asked when that fact is ticked. tick[i] is the tick of number i + 1; *ticks how many (at most `room`). */
void screen_list_text(struct buffer *out, const struct tingle_sign_screen *screen, const char *only_with,
                      const struct tingle_sign_tick **tick, size_t room, size_t *ticks, const struct term *term);

/* An action that must be seen. */
void alarm_text(struct buffer *out, const char *action, const struct term *term);

/* `tingle now`: the steps, and when to stop at once. */
void now_text(struct buffer *out, const struct term *term);
void now_json(struct buffer *out);

#endif
