/* <tingle/doctor.h> over the rooms. */
#include <tingle/doctor.h>

#include "advice/doctor.h"
#include "api/journal_handle.h"

enum tingle_status tingle_doctor_judge(struct tingle_doctor **out, struct tingle_journal *journal, const char *json,
                                       size_t size, const char *name, struct tingle_error *err)
{
    return doctor_judge(out, journal != NULL, bytes_of(json, size), name, err);
}

void tingle_doctor_free(struct tingle_doctor *doctor) { doctor_free(doctor); }

const char *tingle_tier_name(enum tingle_tier tier) { return sign_tier_row[tier].letter; }

const char *tingle_tier_words(enum tingle_tier tier) { return sign_tier_row[tier].name; }
