/* What the tests of FIT files share: writing small files with our own encoder, reading them back. */
#ifndef FIT_FILES_H
#define FIT_FILES_H

#include "activity_files.h"

#include <math.h>

#include "activity/fit_encode.h"

enum { T0 = 1000000000, UNIX0 = T0 + FIT_EPOCH_UNIX_S, RECORD = 20 };

static struct buffer out; /* the file being written */
static struct fit_encoder enc;

static inline void empty_out(void)
{
    buffer_release(&out);
    buffer_init(&out, 1 << 24);
}

static inline void begin(enum byte_order order)
{
    empty_out();
    fit_encode_begin(&enc, &out, FIT_HEADER_SIZE, order);
}

static inline struct bytes end(void)
{
    fit_encode_end(&enc);
    ck_assert_int_eq(buffer_status(&out, "test", NULL), TINGLE_OK);
    return bytes_of(out.data, out.size);
}

static inline void put_file_id(int type)
{
    const struct fit_value v[] = {fit_integer(0, FIT_ENUM, type), fit_integer(1, FIT_UINT16, 1), fit_integer(2, FIT_UINT16, 2050)};
    fit_encode_message(&enc, 0, 0, v, 3);
}

static inline void put_record(int second, int rate)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + second), fit_integer(3, FIT_UINT8, rate)};
    fit_encode_message(&enc, 3, RECORD, v, 2);
}

/* file_id and n records, heart rate 100 + i % 50, at local type 3. */
static inline struct bytes plain_file(int n)
{
    begin(BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    for (int i = 0; i < n; i++) put_record(i, 100 + i % 50);
    return end();
}

static inline double rate(const struct activity *a, size_t row) { return activity_value(a, ACTIVITY_HEART_RATE_BPM, row); }

#endif
