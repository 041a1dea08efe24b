/* The checksum: first folded to a short remainder, then by tables.
 *
 * FOLDING. A checksum is the remainder of the bytes, taken as a polynomial over two elements, after division by
 *
 *     P(x) = x^16 + x^15 + x^2 + 1
 *
 * Bytes may therefore be replaced by any others that leave the same remainder. Over two elements squaring a sum squares
 * each part, (a + b)^2 = a^2 + b^2, so the square of P is P(x^2), and after ten squarings
 *
 *     P(x)^1024 = P(x^1024) = x^16384 + x^15360 + x^2048 + 1
 *
 * which P divides too. 1024 bits are a block of 128 bytes: in the row of blocks one block weighs as much as the sum
 * of the blocks 1, 14 and 16 places behind it. So the first block can be added to those three and struck out,
 * then the second, up to the last 16 blocks, whose checksum is that of the whole. Adding is exclusive or, a block at
 * a time: this runs nearly as fast as memory is read. The few bits of P are what makes it so simple.
 *
 *     block        n      n+1 ... n+14     n+15     n+16
 *                  y  ->  +y      +y                +y
 *
 * With y(n) for a block as it is when it is struck out and w(n) for the bytes of the file:
 *
 *     y(n) = w(n) + y(n-1) + y(n-14) + y(n-16)
 *
 * TABLES. What is left, and whatever is short from the beginning, goes 16 bytes at a time: row k of the table says what a
 * byte does to the checksum when k more follow it ("slicing", Kounavis and Berry, 2005).
 */
#include "activity/fit_protocol.h"

#include <string.h>

#include "activity/fit_crc.gen.h"

enum { BLOCK_BYTES = 128, BLOCK_WORDS = BLOCK_BYTES / 8, KEPT = 16 };

/* Sixteen bytes at once: the checksum so far only touches the first two of them. */
static uint16_t crc_of_16(uint16_t crc, const uint8_t *p)
{
    uint16_t low = fit_crc_table[15][p[0] ^ (crc & 0xFF)] ^ fit_crc_table[14][p[1] ^ (crc >> 8)];
    uint16_t a = fit_crc_table[13][p[2]] ^ fit_crc_table[12][p[3]] ^ fit_crc_table[11][p[4]];
    uint16_t b = fit_crc_table[10][p[5]] ^ fit_crc_table[9][p[6]] ^ fit_crc_table[8][p[7]];
    uint16_t c = fit_crc_table[7][p[8]] ^ fit_crc_table[6][p[9]] ^ fit_crc_table[5][p[10]];
    uint16_t d = fit_crc_table[4][p[11]] ^ fit_crc_table[3][p[12]] ^ fit_crc_table[2][p[13]];
    return (uint16_t)(low ^ a ^ b ^ c ^ d ^ fit_crc_table[1][p[14]] ^ fit_crc_table[0][p[15]]);
}

static uint16_t crc_by_tables(uint16_t crc, const uint8_t *bytes, size_t size)
{
    for (; size >= 16; size -= 16, bytes += 16) crc = crc_of_16(crc, bytes);
    for (; size; size--, bytes++)
        crc = (uint16_t)(crc >> 8 ^ fit_crc_table[0][(crc ^ *bytes) & 0xFF]);
    return crc;
}

/* Adds the bytes of a block and two other blocks to y. The sum is made aside: so compilers see that nothing overlaps. */
static inline void add_blocks(uint64_t *y, const uint8_t *bytes, const uint64_t *y1, const uint64_t *y14)
{
    uint64_t sum[BLOCK_WORDS];
    memcpy(sum, bytes, sizeof sum);
    for (int i = 0; i < BLOCK_WORDS; i++) sum[i] ^= y[i] ^ y1[i] ^ y14[i];
    memcpy(y, sum, sizeof sum);
}

/* Strikes out `count` blocks. y(n) stands in y[n % KEPT], over y(n-16); before the first block all are 0. */
static void fold(uint64_t y[KEPT][BLOCK_WORDS], const uint8_t *bytes, size_t count)
{
    for (size_t n = 0; n < count; n++, bytes += BLOCK_BYTES)
        add_blocks(y[n % KEPT], bytes, y[(n + KEPT - 1) % KEPT], y[(n + KEPT - 14) % KEPT]);
}

/* The last 16 blocks with what was added to them by the `count` blocks struck out before. */
static void keep_last(uint64_t last[KEPT][BLOCK_WORDS], uint64_t y[KEPT][BLOCK_WORDS], const uint8_t *bytes, size_t count)
{
    static const uint64_t nothing[BLOCK_WORDS];
    for (size_t j = 0; j < KEPT; j++) {
        memcpy(last[j], y[(count + j) % KEPT], BLOCK_BYTES);
        add_blocks(last[j], bytes + j * BLOCK_BYTES, j < 1 ? y[(count + KEPT - 1) % KEPT] : nothing,
                   j < 14 ? y[(count + j + KEPT - 14) % KEPT] : nothing);
    }
}

uint16_t fit_crc(uint16_t crc, const uint8_t *bytes, size_t size)
{
    uint64_t y[KEPT][BLOCK_WORDS] = {{0}}, last[KEPT][BLOCK_WORDS];
    const uint8_t start[2] = {(uint8_t)(crc & 0xFF), (uint8_t)(crc >> 8)}; /* acts as if added to the first two bytes */
    size_t count = size / BLOCK_BYTES;
    if (count < 2 * KEPT) return crc_by_tables(crc, bytes, size);
    count -= KEPT;
    memcpy(y[0], start, sizeof start);
    fold(y, bytes, count);
    bytes += count * BLOCK_BYTES;
    keep_last(last, y, bytes, count);
    crc = crc_by_tables(0, (const uint8_t *)last, sizeof last);
    return crc_by_tables(crc, bytes + sizeof last, size - count * BLOCK_BYTES - sizeof last);
}
