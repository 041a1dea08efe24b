/* Polar sessions: any bytes give an activity that keeps its promises, or a plain refusal. */
#include "fuzz_activity.h"
#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_activity(data, size, ACTIVITY_FORMAT_POLAR);
    return 0;
}
