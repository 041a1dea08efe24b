/* Base types by number. */
#include "activity/fit_protocol.h"

#include <assert.h>

static const struct fit_base_type_row base_types[FIT_BASE_TYPE_COUNT] = {
#define FIT_BASE_TYPE_ROW(name, byte, size, is_signed, nothing) {byte, size, is_signed, nothing},
    FIT_BASE_TYPE_LIST(FIT_BASE_TYPE_ROW)
#undef FIT_BASE_TYPE_ROW
};

const struct fit_base_type_row *fit_base_type_of(uint8_t byte)
{
    unsigned number = byte & FIT_BASE_TYPE_MASK;
    if (number >= FIT_BASE_TYPE_COUNT) return NULL;
    assert((base_types[number].byte & FIT_BASE_TYPE_MASK) == number);
    return &base_types[number];
}
