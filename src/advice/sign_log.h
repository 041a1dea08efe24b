/* What the log says of warning signs: the computed rules, and where something new was noted.
 *
 * Everything is counted back from the last noted run, never from today: the same journal gives the same answer. The
 * numbers are data/sign_thresholds.csv. Pure but for sign_log_load.
 *
 *     FREQ_SEV    of the last 8 noted runs (at least 4) half or more numb, the median of their worst severities 7 or more
 *     SEVERE      a severity of 8 or more, or two runs stopped by it
 *     LINGER, PERSIST6, PERSIST24    once over 1, 6, 24 hours
 *     REST_NIGHT  twice over an hour in four weeks
 *     WEAK_RUN    weakness or tripping;  LEGTIGHT  a tight leg at the same minute of three numb runs
 *     STOCKING    the sock pattern, for over an hour after the run
 *     SPREAD      the later half of the numb runs against the earlier: more regions, much earlier, or much stronger
 *     RECUR       still numb on a quarter of the runs, eight weeks after the first
 *
 * Times are unix seconds, minutes of onset minutes of movement. Missing numbers are NaN.
 */
#ifndef ADVICE_SIGN_LOG_H
#define ADVICE_SIGN_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "foot/signs.h"
#include "journal/journal.h"

/* A noted run. */
struct sign_run {
    int64_t id, at;           /* its start */
    int utc_offset_s;         /* of the runner's clock; 0 not known */
    bool numb;                /* else fine */
    uint64_t left, right;     /* regions of each foot; bit i is row i of foot/regions.h */
    bool is_left, is_right;   /* the side said, also without regions */
    double severity, pain;    /* worst of its episodes */
    double onset_min;         /* earliest; the middle of a window */
    double lasted_min;        /* longest from its end until it had gone, or until the note when it had not */
    bool not_over;            /* that one had not gone when it was noted */
    int64_t lasted_at;        /* when the lasting counts: the start of the run, or when it was last said not to be over */
    bool weakness, colour, tight, stopped;
};

enum { SIGN_BECAUSE = 160 };

struct sign_found {
    bool fires;
    int64_t since;                  /* start of a run, or when it was last said not to be over: of an event the newest that counts; of SPREAD, RECUR and FREQ_SEV, which weigh
                                       many runs, that from which on it has fired without a break */
    int utc_offset_s;               /* of the runner's clock then */
    char because[SIGN_BECAUSE];     /* "numb on 5 of the last 8 noted runs, severity 7.5 in the middle"; "" */
};

struct sign_log {
    size_t noted, numb;
    int64_t first_numb, last_numb;  /* start of the run; 0 none */
    int utc_offset_s;               /* of the runner's clock on the last noted run; 0 not known */
    struct sign_found found[SIGN_COUNT];
    int64_t pattern[PATTERN_COUNT]; /* start of the last run on which it was new; 0 never */
};

/* Computes all of it from noted runs in order of time. patterns[i] (NULL: not wanted) becomes what is new on run[i]
 * against those before it: bit p is pattern p. */
void sign_log_compute(struct sign_log *out, const struct sign_run *run, size_t runs, unsigned *patterns);

/* From the journal; `j` NULL is an empty log. `run` (may be 0) is a run whose new patterns go to *patterns (may be NULL).
 * Errors: those of the journal. */
enum tingle_status sign_log_load(struct sign_log *out, struct journal *j, int64_t run, unsigned *patterns,
                                 struct tingle_error *err);

#endif
