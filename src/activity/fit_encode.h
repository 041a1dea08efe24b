/* Writing FIT files: the protocol, message by message, and a whole struct activity.
 *
 * The encoder knows no meaning: a message is its number and a list of values, each a
 * field number, a base type and bits. It writes a definition whenever the local type does
 * not stand for exactly these fields already, so callers only say what they have:
 *
 *     struct fit_encoder e;
 *     fit_encode_begin(&e, &out, FIT_HEADER_SIZE, BYTES_LITTLE_ENDIAN);
 *     const struct fit_value id[] = {fit_integer(0, FIT_ENUM, 4), fit_integer(1, FIT_UINT16, 255)};
 *     fit_encode_message(&e, 0, 0, id, 2);       -- 40 00 00 00 00 02 00 01 00 01 02 84
 *                                                -- 00 04 FF 00
 *     fit_encode_end(&e);                        -- size and both checksums
 *     st = buffer_status(&out, "morning.fit", err);
 *
 * Failures (memory, the buffer's maximum) are the buffer's and asked for once, at the end.
 * Several files one after another in one buffer make a chained file.
 *
 * Thread-safety: an encoder and its buffer belong to one thread.
 */
#ifndef ACTIVITY_FIT_ENCODE_H
#define ACTIVITY_FIT_ENCODE_H

#include "activity/activity.h"
#include "activity/fit_protocol.h"
#include "base/buffer.h"
#include "base/bytes.h"

enum { FIT_ENCODE_MAX_VALUES = 48 };

struct fit_value {
    uint8_t field;     /* field number */
    uint8_t type;      /* enum fit_base_type; written as it is */
    uint8_t size;      /* bytes at `data`; 0: one number, in `bits` */
    uint8_t developer; /* 0: a field of the protocol; else 1 + developer data index */
    uint64_t bits;     /* the number, two's complement or IEEE 754 */
    const void *data;  /* text or an array, borrowed, already in the file's byte order */
};

/* One value. Numbers out of the type's range, and NaN, become the "nothing" of the type. */
struct fit_value fit_integer(uint8_t field, enum fit_base_type type, int64_t value);
/* The number that reads back as `value`: round((value + offset) * scale). */
struct fit_value fit_scaled(uint8_t field, enum fit_base_type type, double value, double scale,
                            double offset);
/* FIT_FLOAT32 or FIT_FLOAT64. */
struct fit_value fit_real(uint8_t field, enum fit_base_type type, double value);
/* `size` bytes with `text` in them, cut so that a terminator remains. `size` <= 255; the text is
 * borrowed and has to be `size` bytes long in memory: use a zeroed array. */
struct fit_value fit_text(uint8_t field, const char *text, uint8_t size);
struct fit_value fit_data(uint8_t field, enum fit_base_type type, const void *data, uint8_t size);
/* The same value as a developer field of developer data index `index`. */
struct fit_value fit_developer(uint8_t index, struct fit_value value);

struct fit_encoder_local {
    bool defined, compressed;
    uint16_t message;
    uint8_t count;
    uint8_t spec[FIT_ENCODE_MAX_VALUES][4]; /* field, size, type, developer */
};

struct fit_encoder {
    struct buffer *out;
    size_t file_start; /* of the file being written, in `out` */
    unsigned header_size;
    enum byte_order order;
    uint32_t last_timestamp; /* for compressed headers */
    struct fit_encoder_local local[FIT_LOCAL_TYPES];
};

/* Starts a file behind what `out` holds; header_size is FIT_HEADER_SIZE or FIT_HEADER_SIZE_OLD. */
void fit_encode_begin(struct fit_encoder *e, struct buffer *out, unsigned header_size,
                      enum byte_order order);

/* One message; local < 16, count <= FIT_ENCODE_MAX_VALUES, fields of the protocol before developer fields. */
void fit_encode_message(struct fit_encoder *e, unsigned local, uint16_t message,
                        const struct fit_value *values, size_t count);

/* The same with the time in the header byte; local < 4, `values` without field 253. `timestamp` must be
 * less than 32 s after the last one written, which had to be a message with field 253. */
void fit_encode_compressed(struct fit_encoder *e, unsigned local, uint16_t message,
                           uint32_t timestamp, const struct fit_value *values, size_t count);

/* Fills in the data size and the header's checksum, and appends the file's. */
void fit_encode_end(struct fit_encoder *e);

/* A whole activity as one FIT file of type activity, as a watch would write it: file_id,
 * developer fields described, device, timer events and laps among the records, sessions, activity: all
 * that importers ask for, and times that go on. An activity without laps gets one of the whole. Appended to `out`.
 *
 * FIT keeps whole seconds and its own steps (0.1 ms of stance time, 0.01 m, 1/128 rpm, ...): what
 * comes back differs by at most half a step. Manufacturer by name ("garmin"; unknown names
 * become "development", 255); the product's name goes into product_name. A sample
 * without a time gets a record without one.
 *
 * Errors: TINGLE_LIMIT, TINGLE_NO_MEMORY (of the buffer), TINGLE_BAD_DATA (more than 16
 * developer series, a start before 1990). */
enum tingle_status fit_encode_activity(struct buffer *out, const struct activity *a,
                                       struct tingle_error *err);

#endif
