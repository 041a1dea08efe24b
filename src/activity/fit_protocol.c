/* Base types by number, and the checksum. */
#include "activity/fit_protocol.h"

#include <assert.h>

#include "activity/fit_crc.gen.h"

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

/* Sixteen bytes at once: the checksum so far only touches the first two of them. */
static uint16_t fit_crc_block(uint16_t crc, const uint8_t *p)
{
    uint16_t low = fit_crc_table[15][p[0] ^ (crc & 0xFF)] ^ fit_crc_table[14][p[1] ^ (crc >> 8)];
    uint16_t a = fit_crc_table[13][p[2]] ^ fit_crc_table[12][p[3]] ^ fit_crc_table[11][p[4]];
    uint16_t b = fit_crc_table[10][p[5]] ^ fit_crc_table[9][p[6]] ^ fit_crc_table[8][p[7]];
    uint16_t c = fit_crc_table[7][p[8]] ^ fit_crc_table[6][p[9]] ^ fit_crc_table[5][p[10]];
    uint16_t d = fit_crc_table[4][p[11]] ^ fit_crc_table[3][p[12]] ^ fit_crc_table[2][p[13]];
    return (uint16_t)(low ^ a ^ b ^ c ^ d ^ fit_crc_table[1][p[14]] ^ fit_crc_table[0][p[15]]);
}

uint16_t fit_crc(uint16_t crc, const uint8_t *bytes, size_t size)
{
    for (; size >= 16; size -= 16, bytes += 16) crc = fit_crc_block(crc, bytes);
    for (; size; size--, bytes++)
        crc = (uint16_t)(crc >> 8 ^ fit_crc_table[0][(crc ^ *bytes) & 0xFF]);
    return crc;
}
