/* One runner as the model sees them: runs in order of time, what acted in each, what the feet did.
 *
 * Between the journal, which keeps what was recorded, and the onset model, which knows no feet
 * and no files. subject_load fills it from a journal; a study or a test fills it from exact truth:
 * everything behind it (model_input, named_run, why) is the same for both.
 */
#ifndef ADVICE_SUBJECT_H
#define ADVICE_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "stride/run_exposure.h"

/* What a run-level column is about. Order: as in data/factors.csv. */
enum subject_fact {
    FACT_TEMPERATURE_C, /* air, one source for the whole fit (decisions.md A10) */
    FACT_LACING,        /* 1 foot slides .. 5 leaves a mark; mean of both feet */
    FACT_FOAM,          /* foam rolled before: 0, 1 */
    FACT_SOCK,          /* thick sock: 0, 1 */
    FACT_FOAM_AFTER,    /* foam rolled after the run before this one: 0, 1 */
    FACT_SHOE_KM,       /* distance on the shoe before this run */
    FACT_CARRIED_KG,    /* pack, bottles */
    FACT_COUNT
};

enum subject_felt { FELT_NOT_RECORDED, FELT_FINE, FELT_NUMB };

/* What is known of the minute of the first numbness. Minutes are of moving time (decisions.md A5). */
enum subject_onset {
    SAID_UNKNOWN,       /* it happened, no more is known: (0, T] */
    SAID_MINUTE,         /* at `from_min` */
    SAID_FROM_TO,       /* in (from_min, to_min] */
    SAID_EARLY,         /* (0, .35 T] */
    SAID_MIDDLE,        /* (.35 T, .65 T] */
    SAID_LATE,          /* (.65 T, T] */
    SAID_STOPPED_BY_IT  /* the run ended because of it: from_min = how long it had been numb, NaN unasked */
};

struct symptom_break {
    double start_min, end_min; /* wall clock; a break taken because of the symptom (decisions.md A4) */
};

struct subject_run {
    int64_t id;               /* the journal's; for messages */
    int64_t start_unix_s;
    const struct exposure_bin *bin;
    size_t bin_count;
    const struct gait_sums *gait;
    enum contact_source contact;
    double moving_min;        /* minutes of movement */
    double distance_m;
    int shoe;                 /* index into subject.shoe; -1 unknown */
    double fact[FACT_COUNT];  /* NaN: not recorded */

    enum subject_felt felt;
    bool late_note;           /* noted more than 48 h after the run */
    int severity;             /* worst, 0-10; -1 not said */
    bool left, right;         /* where it was */
    enum subject_onset onset;
    double from_min, to_min;
    double relief_min;        /* from stopping until it had gone; NaN */
    const struct symptom_break *symptom_break;
    size_t symptom_breaks;
};

struct subject {
    struct arena arena;       /* owns what the pointers above and below point to */
    struct subject_run *run;  /* by start */
    size_t runs;
    const char **shoe;        /* names */
    size_t shoes;
    double omega;             /* 1, 0.5, 0.15: decisions.md A1 */
    const char *temperature_source; /* "note", "export", "watch", "none" */
    const char *where;        /* in words, where it is felt most often; "" */
    bool simulated;
    struct stride_reference reference[2]; /* [0] estimated, [1] measured contact time */
    struct cadence_regression cadence;
};

/* First and last noted run bound the noting period: unrecorded runs outside never enter the
 * likelihood. False when there is no noted run. */
bool subject_noting_period(const struct subject *s, size_t *first, size_t *last);

/* Sets the references (medians of level running, the cadence regression) from the runs since the first
 * noted one: files of older runs change no risk (decisions.md A1, A9). */
enum tingle_status subject_set_references(struct subject *s, struct tingle_error *err);

/* Index of the first run that says what is usual: the first noted one, or 0 when few have come since. */
size_t subject_usual_since(const struct subject *s);

void subject_free(struct subject *s);

#endif
