/* Any bytes as a sheet of answers: read or refused; what is read is judged, and no yes is lost. */
#include <stdlib.h>

#include "advice/doctor.h"
#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sign_log log = {0};
    struct tingle_doctor *d = NULL;
    struct answer_sheet sheet;
    struct tingle_error err;
    enum tingle_status st = answer_sheet_read(&sheet, bytes_of(data, size), "sheet", &err);
    if (st || doctor_judge(&d, &log, bytes_of(data, size), "sheet", &err)) return 0;
    for (int i = 0; i < SIGN_COUNT; i++)
        if (sheet.signs.answer[i] == SIGN_YES && i != SIGN_SELF && (int)d->tier > (int)sign_rule[i].tier) abort();
    if (d->tier == TINGLE_TIER_C && !d->complete) abort();
    doctor_free(d);
    return 0;
}
