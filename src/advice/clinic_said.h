/* Sentences of the clinician's page: what to consider where a warning sign speaks, and what the records do not say. */
#ifndef ADVICE_CLINIC_SAID_H
#define ADVICE_CLINIC_SAID_H

#include <tingle/clinic.h>

#include "base/arena.h"
#include "base/error.h"

struct clinic_consider {
    const char *sign; /* id of a warning sign */
    const char *text;
};
extern const struct clinic_consider clinic_consider[]; /* data/clinic_consider.csv */
extern const size_t clinic_considers;

/* Fills consider and not_known of a report whose counts and signs are there. False: no memory. */
bool clinic_say(struct tingle_clinic_report *r, struct arena *arena, bool feet_measured);

#endif
