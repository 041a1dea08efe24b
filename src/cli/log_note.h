/* What the ways of `tingle log` share: storing is done, say so; and the ways that are more than one note. */
#ifndef CLI_LOG_NOTE_H
#define CLI_LOG_NOTE_H

#include <tingle/journal.h>

#include "cli/command.h"
#include "cli/log_signs.h"

/* The runs of a journal, read anew. */
const struct tingle_run *log_run_of(const struct tingle_run_list *list, int64_t id);

/* After a note was stored: "noted: run 1 of ...: fine", or JSON, and what log_signs.h has to say and to ask. `signs` were read before.
 * *ended (may be NULL): nothing more is to be asked. */
enum tingle_status log_after(struct cli *cli, struct tingle_journal *journal, int64_t run, struct log_signs *signs, bool *ended,
                             struct tingle_error *err);

/* "removed: run 1 of ...: no note". `signs` were read before. */
enum tingle_status log_removed(struct cli *cli, struct tingle_journal *journal, int64_t run, struct log_signs *signs, struct tingle_error *err);

/* --show: the note of a run. */
enum tingle_status log_show(struct cli *cli, struct tingle_journal *journal, int64_t run, struct tingle_error *err);

/* --undo, --redo. */
enum tingle_status log_step(struct cli *cli, struct tingle_journal *journal, bool undo, struct tingle_error *err);

/* Only so many past runs are offered for recall (decision D1). */
enum { LOG_LAST_MAX = 5 };

/* Where the last numb run was not over yet when it was noted: is it gone, and after how long? Nothing where it is over.
 * *ended: nothing more is to be asked. */
enum tingle_status log_ask_lasting(struct cli *cli, struct tingle_journal *journal, bool *ended, struct tingle_error *err);

/* By questions: the note of a run; the fields of one that is noted; the last runs that have none (`count` of them are
 * looked at). */
enum tingle_status log_ask(struct cli *cli, struct tingle_journal *journal, int64_t run, struct tingle_error *err);
enum tingle_status log_edit(struct cli *cli, struct tingle_journal *journal, int64_t run, struct tingle_error *err);
enum tingle_status log_catch_up(struct cli *cli, struct tingle_journal *journal, size_t count, struct tingle_error *err);

#endif
