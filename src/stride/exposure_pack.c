/* Rows of doubles to columns of floats, and back. */
#include "stride/exposure_pack.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

/* The fields that are kept, in the order of the columns; length_min in seconds, where it is most often whole. */
static const size_t field_at[] = {
    offsetof(struct exposure_bin, length_min), offsetof(struct exposure_bin, mode),
    offsetof(struct exposure_bin, load1),      offsetof(struct exposure_bin, load2),
    offsetof(struct exposure_bin, load4),      offsetof(struct exposure_bin, speed_mps),
    offsetof(struct exposure_bin, speed2),     offsetof(struct exposure_bin, cadence_spm),
    offsetof(struct exposure_bin, grade_pct),  offsetof(struct exposure_bin, cadence_s),
};

enum { COLUMNS = sizeof field_at / sizeof *field_at, ROWS_VERSION = 1 };

static double field_get(const struct exposure_bin *bin, int column)
{
    double value;
    memcpy(&value, (const char *)bin + field_at[column], sizeof value);
    return column == 0 ? 60 * value : value;
}

static void field_set(struct exposure_bin *bin, int column, double value)
{
    if (column == 0) value /= 60;
    memcpy((char *)bin + field_at[column], &value, sizeof value);
}

size_t exposure_packed_size(size_t bins) { return bins * COLUMNS * sizeof(float); }

void exposure_pack(void *out, const struct exposure_bin *bin, size_t bins)
{
    char *to = out;
    for (int c = 0; c < COLUMNS; c++) {
        for (size_t i = 0; i < bins; i++, to += sizeof(float)) {
            float value = (float)field_get(&bin[i], c);
            memcpy(to, &value, sizeof value);
        }
    }
}

size_t exposure_packed_bins(struct bytes packed, int version)
{
    size_t one = version == ROWS_VERSION ? sizeof(struct exposure_bin) : exposure_packed_size(1);
    if (version != ROWS_VERSION && version != EXPOSURE_PACK_VERSION) return 0;
    return packed.size % one ? 0 : packed.size / one;
}

void exposure_unpack(struct exposure_bin *out, struct bytes packed, int version)
{
    const size_t bins = exposure_packed_bins(packed, version);
    double start_min = 0;
    assert(bins > 0);
    if (version == ROWS_VERSION) {
        memcpy(out, packed.at, packed.size);
        return;
    }
    for (int c = 0; c < COLUMNS; c++) {
        for (size_t i = 0; i < bins; i++) {
            float value;
            memcpy(&value, packed.at + ((size_t)c * bins + i) * sizeof value, sizeof value);
            field_set(&out[i], c, (double)value);
        }
    }
    for (size_t i = 0; i < bins; i++) {
        out[i].start_min = start_min;
        start_min += out[i].length_min;
    }
}
