/* A simulated runner as a folder of files, the way a real one would bring them.
 *
 *     FOLDER/activities/0001.fit ...   what the watch recorded
 *     FOLDER/notes.csv                 what the runner wrote (docs/notes-csv.md)
 *     FOLDER/shoes.csv                 (docs/shoes-csv.md)
 *     FOLDER/answers.json              a screened adult without conditions (docs/answers-json.md)
 *     FOLDER/truth.json                what was true (docs/truth-json.md)
 *
 * The same options give the same bytes. Everything is marked as simulated: the product name in each
 * FIT file, a column of each CSV, a key of each JSON.
 */
#ifndef SIMULATE_SIMULATE_WRITE_H
#define SIMULATE_SIMULATE_WRITE_H

#include "base/buffer.h"
#include "simulate/simulate_runner.h"

struct simulate_summary {
    size_t runs, noted, numb; /* numb: as noted */
    char cause[32];           /* main cause, "" for none */
};

/* Errors: as simulate_runner_new, TINGLE_CANNOT_WRITE (folder not empty, not writable). */
enum tingle_status simulate_write(const struct simulate_options *options, const char *folder,
                                  struct simulate_summary *summary, struct tingle_error *err);

/* The texts themselves, appended to `out`; failures are asked of the buffer. */
void simulate_notes_csv(struct buffer *out, const struct simulate_runner *runner);
void simulate_shoes_csv(struct buffer *out, const struct simulate_runner *runner);
void simulate_answers_json(struct buffer *out, const struct simulate_runner *runner);
void simulate_truth_json(struct buffer *out, const struct simulate_runner *runner);

#endif
