/* The bins of a run as the journal keeps them: small, because it keeps them for every run beside the run's file.
 *
 * Column by column in single precision: a mean over half a minute of samples is not known to one part in ten million, and
 * like numbers side by side compress better. Starts are not kept: bins follow one another without gaps, from 0.
 *
 *     length_s   of all bins, then mode, load1, load2, load4, speed_mps, speed2, cadence_spm, grade_pct, cadence_s
 *
 * Little endian, as the machines are that this runs on. Version 1 was the array of struct exposure_bin as it lies in memory;
 * journals have it, and it is read all the same.
 *
 * Pure functions.
 */
#ifndef STRIDE_EXPOSURE_PACK_H
#define STRIDE_EXPOSURE_PACK_H

#include "base/bytes.h"
#include "stride/run_exposure.h"

enum { EXPOSURE_PACK_VERSION = 2 };

/* Bytes that `bins` bins take. */
size_t exposure_packed_size(size_t bins);

void exposure_pack(void *out, const struct exposure_bin *bin, size_t bins);

/* How many bins the bytes of that version hold; 0 when they are none. */
size_t exposure_packed_bins(struct bytes packed, int version);

/* Back into exposure_packed_bins(packed, version) bins. */
void exposure_unpack(struct exposure_bin *out, struct bytes packed, int version);

#endif
