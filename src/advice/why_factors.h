/* The factors of an answer: what each change would do on the named run, and how sure that is.
 *
 * Strength, gates and groups are those of decisions.md B3, B4 and B5; the order is by expected
 * gain, never by coefficient.
 */
#ifndef ADVICE_WHY_FACTORS_H
#define ADVICE_WHY_FACTORS_H

#include <tingle/why.h>

#include "advice/named_run.h"

/* What the factors are worked out from; all borrowed. */
struct why_work {
    const struct subject *subject;
    const struct model_input *input;
    const struct model_choice *choice;
    const struct onset_posterior *post;
    const struct named_run *run;
    const double *risk;       /* of the named run, one per draw */
    struct onset_scenario base;
    struct arena *arena;      /* results live here */
};

/* Fills out->factor, factors, p_none_helps and next. out->stage must be set. Errors: TINGLE_NO_MEMORY. */
enum tingle_status why_factors(struct tingle_why *out, const struct why_work *work, struct tingle_error *err);

/* Fills out->breaks with the fixed rule that is shown until runs with planned breaks speak. */
enum tingle_status why_breaks(struct tingle_why *out, const struct why_work *work, struct tingle_error *err);

/* Mean and 90 % interval of one value per draw. */
struct tingle_interval interval_of(const struct onset_posterior *post, const double *value);

/* Strength of decisions.md B3 for a gain that rests on records alone, on a run whose chance is `risk`. Where
 * that is next to 0 or 1 nothing can move it by much, and a narrow interval is no sign of anything. */
enum tingle_strength strength_of_records(double p_gain5, struct tingle_interval reduction, double risk);

#endif
