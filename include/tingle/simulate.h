/* A simulated runner with known truth, as files on disk.
 *
 * Writes DIR/activities/NNNN.fit, DIR/notes.csv, DIR/shoes.csv, DIR/answers.json and DIR/truth.json.
 * The same options give the same bytes. The files are marked as simulated: a journal that holds
 * real runs refuses them, and the other way round.
 */
#ifndef TINGLE_SIMULATE_H
#define TINGLE_SIMULATE_H

#include <stddef.h>
#include <stdint.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_simulate_options {
    uint64_t seed;
    size_t runs;       /* 1 to 10,000 */
    double weeks;      /* over how many weeks; 0: 2.5 runs a week */
    const char *truth; /* "model" (default when NULL), "lacing", ..., "frailty", "nothing", ...: see
                          tingle_simulate_truths */
};

struct tingle_simulate_summary {
    size_t runs, noted, numb;
    char cause[32]; /* the main cause, "" for none */
};

/* Errors: TINGLE_WRONG_USE (unknown truth, runs out of range), TINGLE_CANNOT_WRITE (folder not
 * empty, not writable), TINGLE_NO_MEMORY. */
enum tingle_status tingle_simulate(const char *folder, const struct tingle_simulate_options *options,
                                   struct tingle_simulate_summary *summary, struct tingle_error *err);

/* The known kinds of truth, ended by NULL. Static. */
const char *const *tingle_simulate_truths(void);

#ifdef __cplusplus
}
#endif
#endif
