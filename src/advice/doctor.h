/* What `tingle doctor` answers and asks, as the public structs. */
#ifndef ADVICE_DOCTOR_H
#define ADVICE_DOCTOR_H

#include <tingle/doctor.h>

#include "advice/answers.h"
#include "advice/screening.h"

/* From what is known of a journal. *out is given back with doctor_free. Errors: TINGLE_NO_MEMORY. */
enum tingle_status doctor_of(struct tingle_doctor **out, const struct screening *s, struct tingle_error *err);

/* From a sheet of answers: see tingle_doctor_judge. `log` NULL is not known. */
enum tingle_status doctor_judge(struct tingle_doctor **out, const struct sign_log *log, struct bytes json, const char *name,
                                struct tingle_error *err);
void doctor_free(struct tingle_doctor *doctor);

/* The screens of a set (bit i: screen i); `patterns` (bits) say what is new. Given back with doctor_screens_free. */
enum tingle_status doctor_screens(struct tingle_sign_screens **out, unsigned screens, unsigned patterns, const char *number,
                                  struct tingle_error *err);
void doctor_screens_free(struct tingle_sign_screens *screens);

/* The screens that patterns ask. */
unsigned doctor_screens_of(unsigned patterns);

#endif
