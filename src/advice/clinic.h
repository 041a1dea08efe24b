/* The clinician's page, collected from the journal. See <tingle/clinic.h>. */
#ifndef ADVICE_CLINIC_H
#define ADVICE_CLINIC_H

#include <tingle/clinic.h>

#include "journal/journal.h"

/* `j` NULL: an empty journal. *out is given back with clinic_free. */
enum tingle_status clinic_make(struct tingle_clinic_report **out, struct journal *j, const struct tingle_clinic_options *options,
                               struct tingle_error *err);
void clinic_free(struct tingle_clinic_report *report);

#endif
