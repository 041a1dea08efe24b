/* From a recorded activity to what the journal keeps of a run: figures and the cached exposure. */
#ifndef ADVICE_RUN_DERIVE_H
#define ADVICE_RUN_DERIVE_H

#include "activity/activity.h"
#include "journal/journal.h"
#include "stride/run_exposure.h"

/* A run ready for journal_run_add; release it with derived_run_release. */
struct derived_run {
    struct journal_run run;         /* its blobs point into what follows */
    struct run_exposure *exposure;  /* owned */
    void *packed;                   /* its bins as the journal keeps them; owned */
};

/* Errors: those of run_exposure_derive. */
enum tingle_status derived_run_of(struct derived_run *out, const struct activity *a, struct tingle_error *err);

/* Part `part` of an original's bytes, decoded again. */
enum tingle_status derived_run_of_bytes(struct derived_run *out, struct bytes original, const char *name, int part,
                                        struct tingle_error *err);

/* A run without a file: constant running. km may be NaN. */
enum tingle_status derived_run_constant(struct derived_run *out, double start_unix_s, double minutes, double km,
                                        struct tingle_error *err);
void derived_run_release(struct derived_run *derived);

/* True when the file says that it was simulated. */
bool activity_is_simulated(const struct activity *a);

enum { ACTIVITY_PARTS_MAX = 64 };

#endif
