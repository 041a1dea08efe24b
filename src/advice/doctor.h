/* What `tingle doctor` answers: the warning signs judged, as the public struct. */
#ifndef ADVICE_DOCTOR_H
#define ADVICE_DOCTOR_H

#include <tingle/doctor.h>

#include "advice/answers.h"

/* See tingle_doctor_judge. *out is given back with doctor_free. */
enum tingle_status doctor_judge(struct tingle_doctor **out, bool has_log, struct bytes json, const char *name,
                                struct tingle_error *err);
void doctor_free(struct tingle_doctor *doctor);

#endif
