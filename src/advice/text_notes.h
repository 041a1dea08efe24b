/* One-line notes of a text file (words/text_note.h) stored as notes of the runs they are about.
 *
 * A line that names a day or a time is about the run of then. One that does not is about the last run that began before the
 * file was written, if that was at most 14 hours before [J]: a note typed after a run and synced later finds its run, and one
 * that comes before its run's file waits for it (TINGLE_NO_INPUT: import again) and does not go to yesterday's run. When two
 * days [J] have passed since it was written, no file is on its way any more: it goes to the last run of the two days before it.
 */
#ifndef ADVICE_TEXT_NOTES_H
#define ADVICE_TEXT_NOTES_H

#include "base/bytes.h"
#include "journal/journal.h"

/* Takes all lines, or none where one is not understood. A run whose note says how the feet felt keeps it. `written_unix_s` is
 * when the file was written, NaN unknown: then every line has to name its day. *notes is how many were stored.
 * Errors: TINGLE_BAD_DATA (with the line), TINGLE_NO_INPUT (no such run yet). */
enum tingle_status text_notes_take(struct journal *j, struct bytes text, const char *name, double written_unix_s,
                                   size_t *notes, struct tingle_error *err);

/* See tingle_note_line_run. */
enum tingle_status text_note_run(int64_t *run, struct journal *j, const char *line, struct tingle_error *err);

/* One line of the runner's, stored over what the run's note says. The run: see tingle_note_line. */
enum tingle_status text_note_store(int64_t *run, struct journal *j, const char *line, struct tingle_error *err);

#endif
