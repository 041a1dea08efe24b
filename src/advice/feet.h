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

static inline struct tingle_mm mm_of(struct fit_value v) { return (struct tingle_mm){v.mm, v.error_mm, v.n}; }
static inline struct fit_value value_of(struct tingle_mm m) { return (struct fit_value){m.mm, m.error_mm, m.n}; }

#endif
