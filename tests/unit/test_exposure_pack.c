/* The bins of a run as the journal keeps them. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "stride/exposure_pack.h"

/* Lengths in whole seconds and one that is not; a bin that is not running; values that single precision cannot hold. */
static const struct exposure_bin bins[] = {
    {0, 0.5, STRIDE_RUN, 6.1, 12.87, 57.01, 2.6, 6.74, 174.3, -1.75, 30},
    {0.5, 29.0 / 60, STRIDE_RUN, 1.0 / 3, 16777217, 57.1, 2.59, 6.73, NAN, 0, 29},
    {0.5 + 29.0 / 60, 12.5 / 60, STRIDE_STAND, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0}};
enum { BINS = COUNT(bins), PACKED = BINS * 10 * 4 };

static void same(double got, double expected)
{
    if (isnan(expected)) ck_assert(isnan(got));
    else ck_assert_double_le(fabs(got - expected), 6e-8 * fabs(expected)); /* half a unit of 24 bits */
}

static const double *numbers(const struct exposure_bin *bin) { return (const double *)(const void *)bin; }

START_TEST(out_and_in)
{
    uint8_t packed[PACKED];
    struct exposure_bin got[BINS];
    ck_assert_uint_eq(exposure_packed_size(BINS), PACKED);
    exposure_pack(packed, bins, BINS);
    ck_assert_uint_eq(exposure_packed_bins(bytes_of(packed, PACKED), EXPOSURE_PACK_VERSION), BINS);
    exposure_unpack(got, bytes_of(packed, PACKED), EXPOSURE_PACK_VERSION);
    for (size_t i = 0; i < BINS; i++)
        for (size_t k = 0; k < sizeof *got / sizeof(double); k++) same(numbers(&got[i])[k], numbers(&bins[i])[k]);
    ck_assert_double_eq(got[1].start_min, 0.5);
    ck_assert_double_eq(got[2].start_min, got[1].start_min + got[1].length_min); /* no gap */
}
END_TEST

/* The lengths stand first, in seconds: 30.0 and 29.0 as IEEE 754 has them. */
START_TEST(the_form)
{
    static const uint8_t expected[] = {0, 0, 0xF0, 0x41, 0, 0, 0xE8, 0x41};
    uint8_t packed[PACKED];
    exposure_pack(packed, bins, BINS);
    ck_assert_mem_eq(packed, expected, sizeof expected);
}
END_TEST

START_TEST(the_first_version_is_read)
{
    struct exposure_bin got[BINS];
    const struct bytes old = bytes_of(bins, sizeof bins);
    ck_assert_uint_eq(exposure_packed_bins(old, 1), BINS);
    exposure_unpack(got, old, 1);
    ck_assert_mem_eq(got, bins, sizeof bins);
}
END_TEST

START_TEST(what_is_none)
{
    uint8_t packed[PACKED] = {0};
    ck_assert_uint_eq(exposure_packed_bins(bytes_of(packed, PACKED - 1), EXPOSURE_PACK_VERSION), 0);
    ck_assert_uint_eq(exposure_packed_bins(bytes_of(packed, PACKED), EXPOSURE_PACK_VERSION + 1), 0);
    ck_assert_uint_eq(exposure_packed_bins(bytes_of(packed, PACKED), 0), 0);
    ck_assert_uint_eq(exposure_packed_bins(bytes_of(NULL, 0), EXPOSURE_PACK_VERSION), 0);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(out_and_in), TEST(the_form), TEST(the_first_version_is_read), TEST(what_is_none)};
    return run_tests("exposure pack", tests, COUNT(tests));
}
