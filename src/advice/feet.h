/* The feet: averages of a day, what is known of each, growth over the years. The answer is <tingle/fit.h>. */
#ifndef ADVICE_FEET_H
#define ADVICE_FEET_H

#include <tingle/fit.h>

#include "foot/shoe_fit.h"
#include "journal/journal_feet.h"

/* `j` NULL: nothing measured. */
enum tingle_status feet_read(struct tingle_feet **out, struct journal *j, struct tingle_error *err);
void feet_free(struct tingle_feet *feet);

/* Left and right of a list. */
void feet_known(struct tingle_foot_known known[2], const struct journal_foot_list *list);

/* A measure at rest; else late in the day, else after a run. The same, the widest state first. */
struct tingle_mm foot_at_rest(const struct tingle_foot_known *known, enum tingle_foot_measure measure);
struct tingle_mm foot_widened(const struct tingle_foot_known *known, enum tingle_foot_measure measure);

/* How far the lengths of left and right lie apart; false where not both are known. */
bool feet_apart(double *mm, const struct tingle_foot_known known[2]);

static inline struct tingle_mm mm_of(struct fit_value v) { return (struct tingle_mm){v.mm, v.error_mm, v.n}; }
static inline struct fit_value value_of(struct tingle_mm m) { return (struct fit_value){m.mm, m.error_mm, m.n}; }

#endif
