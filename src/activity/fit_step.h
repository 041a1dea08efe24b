/* Whether bytes are likely to be FIT messages: what the decoder asks behind damage.
 *
 * Nothing in the format marks the beginning of a message, and nearly every byte can be the
 * header of one. What gives a wrong reading away are times, which advance by seconds, and
 * definitions, which no other bytes look like. All functions only look; places are offsets in the
 * whole input and lie before d->data_end.
 */
#ifndef ACTIVITY_FIT_STEP_H
#define ACTIVITY_FIT_STEP_H

#include "activity/fit_decode.h"

/* Bits of a file's verdict: which checksums are wrong, and whether all the rest of the input is its data. */
enum { HEADER_CRC_WRONG = 1, FILE_CRC_WRONG = 2, DATA_IS_LONGER = 4 };

/* Is the checksum of the file being read wrong, so that its bytes are to be doubted? */
static inline bool fit_is_damaged(const struct fit_decoder *d) { return d->verdict[d->files - 1] & FILE_CRC_WRONG; }

/* Bytes of a definition at `at`, or 0 when it does not fit before `end`. */
size_t fit_definition_length(struct bytes in, size_t at, size_t end);

/* Is `size` a multiple of the base type's, and not 0? */
bool fit_type_fits(uint8_t type, uint8_t size);

/* A definition that could hardly be there by chance. */
bool fit_definition_is_clean(struct bytes in, size_t at, size_t end);

/* Are the `length` bytes of a definition at d->at none after all? */
bool fit_definition_is_absurd(const struct fit_decoder *d, size_t length);

/* Bytes of the data message at `at` by the definitions in force; 0 when there can be none. */
size_t fit_data_length(const struct fit_decoder *d, size_t at);

/* The next place behind `at` and before `end` where messages go on for certain; `end` when there is none. */
size_t fit_next_step(const struct fit_decoder *d, size_t at, size_t end);

/* Is the data message at d->at, `length` bytes, out of step with those around it? Counts messages without a time. */
bool fit_out_of_step(struct fit_decoder *d, size_t length);

/* Takes the time of a message as the measure for those to come, if it may be believed. */
void fit_follow_time(struct fit_decoder *d, uint32_t time);

#endif
