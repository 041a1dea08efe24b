/* What a FIT file is, by its first bytes. */
#include "fit_files.h"

#include "activity/fit_head.h"

static struct tingle_error err;

/* The first 60 bytes of a file of one type, and its whole size. */
static struct bytes head_of(int type, enum byte_order order, int64_t *size)
{
    struct bytes file;
    begin(order);
    put_file_id(type);
    for (int i = 0; i < 20; i++) put_record(i, 100);
    file = end();
    *size = (int64_t)file.size;
    return bytes_slice(file, 0, 60);
}

static enum tingle_status check(int type, enum byte_order order)
{
    int64_t size;
    struct bytes head = head_of(type, order, &size);
    err = (struct tingle_error){0};
    return fit_head_check(head, size, "a.fit", &err);
}

START_TEST(kinds_are_told_by_the_first_message)
{
    for (int order = 0; order < 2; order++) {
        ck_assert_int_eq(check(4, (enum byte_order)order), TINGLE_OK);
        ck_assert_int_eq(check(32, (enum byte_order)order), TINGLE_NOT_A_RUN);
        ck_assert_str_eq(err.message, "a.fit: daily monitoring from a Garmin watch, no run in it");
    }
    ck_assert_int_eq(check(2, BYTES_LITTLE_ENDIAN), TINGLE_NOT_A_RUN);
    ck_assert_str_eq(err.message, "a.fit: settings of a Garmin watch, no run in it");
    ck_assert_int_eq(check(44, BYTES_LITTLE_ENDIAN), TINGLE_NOT_A_RUN);
    ck_assert_str_eq(err.message, "a.fit: a FIT file of type 44, which is no activity");
}
END_TEST

/* Where it is not certain, the file has to be read. */
START_TEST(what_is_not_certain_is_read)
{
    int64_t size;
    struct bytes head = head_of(32, BYTES_LITTLE_ENDIAN, &size);
    uint8_t changed[60];
    ck_assert_int_eq(fit_head_check(head, size, "a", NULL), TINGLE_NOT_A_RUN);
    ck_assert_int_eq(fit_head_check(head, -1, "a", NULL), TINGLE_OK);        /* its size is not known */
    ck_assert_int_eq(fit_head_check(head, size + 100, "a", NULL), TINGLE_OK); /* others may be chained behind it */
    for (size_t n = 0; n < 14 + 6 + 3 * 3 + 1 + 1; n++)                      /* up to the type itself */
        ck_assert_int_eq(fit_head_check(bytes_slice(head, 0, n), size, "a", NULL), TINGLE_OK);
    memcpy(changed, head.at, sizeof changed);
    changed[8] = 'X';
    ck_assert_int_eq(fit_head_check(bytes_of(changed, sizeof changed), size, "a", NULL), TINGLE_OK);
    ck_assert_int_eq(check(0xFF, BYTES_LITTLE_ENDIAN), TINGLE_OK);           /* says nothing */
    ck_assert_int_eq(check(0xF7, BYTES_LITTLE_ENDIAN), TINGLE_OK);           /* a maker's own */
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(kinds_are_told_by_the_first_message), TEST(what_is_not_certain_is_read)};
    return run_tests("fit head", tests, COUNT(tests));
}
