/* Good watch files of our own making, and the tools that spoil them: cut, flip, splice, say something else.
 *
 * make_run writes a whole run and notes where each message went, so that a test can spoil exactly
 * one thing, and work out by hand what has to be left:
 *
 *     make_run(20, FIT_HEADER_SIZE);
 *     damage_insert(made.record[10], "\t", 1);
 *     a = damage_read();
 *     must_keep_all_but(a, 20, 0, 0);
 *     must_repair(a, "undefined-message@%zu*1 skipped-bytes@%zu*1", ...);
 */
#ifndef DAMAGE_FILES_H
#define DAMAGE_FILES_H

#include "fit_files.h"

enum { MADE_MAX_RECORDS = 4000, MADE_RECORD_BYTES = 19, RUNNING = 1 };

/* Where things went in the file that make_run wrote. */
struct made_run {
    size_t record_definition, record[MADE_MAX_RECORDS];
    size_t summary;  /* of the first message behind the records */
    size_t session;  /* of its definition */
    size_t data_end; /* of the checksum */
    size_t size;
};

static struct made_run made;
static struct buffer bad; /* the damaged file */

/* ---- messages ------------------------------------------------------------------- */

static inline void put_event(int second, int event, int type)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + second), fit_integer(0, FIT_ENUM, event), fit_integer(1, FIT_ENUM, type)};
    fit_encode_message(&enc, 1, 21, v, COUNT(v));
}

static inline void put_stop(int second) { put_event(second, 0, 4); }
static inline void put_start(int second) { put_event(second, 0, 0); }

static inline void put_lap(int start, int seconds)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + start + seconds), fit_integer(2, FIT_UINT32, T0 + start),
                                  fit_integer(7, FIT_UINT32, seconds * 1000), fit_integer(8, FIT_UINT32, seconds * 1000)};
    fit_encode_message(&enc, 2, 19, v, COUNT(v));
}

enum { SESSION_BYTES = 19 };

/* Elapsed time and timer time in seconds; -1 is the protocol's "nothing". Ends at second `end`. */
static inline void put_session_until(int end, int start, int sport, int64_t elapsed, int64_t timer)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + end), fit_integer(2, FIT_UINT32, T0 + start),
                                  fit_integer(5, FIT_ENUM, sport), fit_integer(6, FIT_ENUM, 0),
                                  fit_integer(7, FIT_UINT32, elapsed * 1000), fit_integer(8, FIT_UINT32, timer * 1000)};
    fit_encode_message(&enc, 4, 18, v, COUNT(v));
}

static inline void put_session(int start, int sport, int64_t elapsed, int64_t timer)
{
    put_session_until(start + (elapsed > 0 ? (int)elapsed : 0), start, sport, elapsed, timer);
}

/* The activity message; `local` is seconds east of UTC. */
static inline void put_activity(int second, int local)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + second), fit_integer(5, FIT_UINT32, T0 + second + local)};
    fit_encode_message(&enc, 5, 34, v, COUNT(v));
}

/* Record i, all its values known from i: 18 bytes of data. */
static inline void put_full_record(unsigned local, int i)
{
    const struct fit_value v[] = {fit_integer(253, FIT_UINT32, T0 + i), fit_integer(0, FIT_SINT32, 500000000 + 100 * i),
                                  fit_integer(1, FIT_SINT32, 100000000 - 100 * i), fit_integer(3, FIT_UINT8, 100 + i % 50),
                                  fit_integer(4, FIT_UINT8, 80 + i % 7), fit_integer(5, FIT_UINT32, 300 * i)};
    fit_encode_message(&enc, local, RECORD, v, COUNT(v));
}

/* A run of n seconds, one record each, at local type `local`, with events, a lap, a session and the clock. */
static inline void make_run_at(int n, unsigned header_size, unsigned local)
{
    empty_out();
    fit_encode_begin(&enc, &out, header_size, BYTES_LITTLE_ENDIAN);
    put_file_id(4);
    put_start(0);
    made.record_definition = out.size;
    for (int i = 0; i < n; i++) {
        put_full_record(local, i);
        made.record[i] = out.size - MADE_RECORD_BYTES;
    }
    made.summary = out.size;
    put_stop(n - 1);
    put_lap(0, n - 1);
    made.session = out.size;
    put_session(0, RUNNING, n - 1, n - 1);
    put_activity(n - 1, 3600);
    made.data_end = out.size;
    made.size = end().size;
    ck_assert_uint_eq(made.size, made.data_end + FIT_CRC_SIZE);
}

static inline void make_run(int n, unsigned header_size) { make_run_at(n, header_size, 3); }

/* ---- damage --------------------------------------------------------------------- */

/* Takes what was written as the file to be damaged. */
static inline void damage_begin(void)
{
    buffer_release(&bad);
    buffer_init(&bad, 1 << 24);
    buffer_add(&bad, out.data, out.size);
}

static inline void damage_cut(size_t size)
{
    ck_assert_uint_le(size, bad.size);
    bad.size = size;
}

static inline void damage_remove(size_t at, size_t n)
{
    memmove(bad.data + at, bad.data + at + n, bad.size - at - n);
    bad.size -= n;
}

static inline void damage_insert(size_t at, const void *bytes, size_t n)
{
    size_t behind = bad.size - at;
    buffer_add(&bad, bytes, n);
    memmove(bad.data + at + n, bad.data + at, behind);
    memcpy(bad.data + at, bytes, n);
}

static inline void damage_set(size_t at, uint8_t byte)
{
    ck_assert_uint_lt(at, bad.size);
    bad.data[at] = (char)byte;
}

static inline void damage_flip(size_t at, uint8_t mask)
{
    ck_assert_uint_lt(at, bad.size);
    bad.data[at] = (char)((uint8_t)bad.data[at] ^ mask);
}

/* Sets the checksum at the end (and the header's, but not the data size) right: it was the writer who erred. */
static inline void damage_seal(void)
{
    uint8_t *file = (uint8_t *)bad.data;
    if (file[0] == FIT_HEADER_SIZE) store_u16le(file + 12, fit_crc(0, file, 12));
    store_u16le(file + bad.size - 2, fit_crc(0, file, bad.size - 2));
}

static inline struct activity *damage_read(void) { return must_read(bytes_of(bad.data, bad.size)); }

/* ---- what has to be left -------------------------------------------------------- */

/* The rows are those of make_run's records 0 .. n-1 without [from, to), bit for bit. */
static inline void must_keep_all_but(const struct activity *a, int n, int from, int to)
{
    size_t row = 0;
    double first = from == 0 && to > 0 ? to : 0;
    ck_assert_uint_eq(a->rows, (size_t)(n - (to - from)));
    for (int i = 0; i < n; i++) {
        if (i >= from && i < to) continue;
        ck_assert_msg(a->time_s[row] == i - first && rate(a, row) == 100 + i % 50 &&
                          activity_value(a, ACTIVITY_LATITUDE_DEG, row) == (500000000 + 100 * i) * (180 / 2147483648.0) &&
                          activity_value(a, ACTIVITY_LONGITUDE_DEG, row) == (100000000 - 100 * i) * (180 / 2147483648.0) &&
                          activity_value(a, ACTIVITY_CADENCE_SPM, row) == 2 * (80 + i % 7) &&
                          activity_value(a, ACTIVITY_DISTANCE_M, row) == 3 * i,
                      "row %zu is not record %d: %g s, %g bpm", row, i, a->time_s[row], rate(a, row));
        row++;
    }
}

static inline void damage_release(void)
{
    buffer_release(&out);
    buffer_release(&bad);
}

#endif
