/* What the tests of every reader share: a file that must be read, or must be refused, and the repairs reported.
 *
 * Every file is read from memory of exactly its size: the sanitizers see a read past its end.
 */
#ifndef ACTIVITY_FILES_H
#define ACTIVITY_FILES_H

#include "testing.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "activity/activity.h"
#include "base/arena.h"

static inline struct bytes text_file(const char *text) { return bytes_of(text, strlen(text)); }

static inline enum tingle_status try_read(struct activity **a, struct bytes file, struct tingle_error *err)
{
    uint8_t *exact = malloc(file.size ? file.size : 1);
    enum tingle_status st;
    if (file.size) memcpy(exact, file.at, file.size);
    st = activity_read(a, bytes_of(exact, file.size), "f", err);
    if (st) ck_assert_ptr_null(*a);
    free(exact);
    return st;
}

static inline struct activity *must_read(struct bytes file)
{
    struct activity *a = NULL;
    struct tingle_error err = {0};
    enum tingle_status st = try_read(&a, file, &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    return a;
}

static inline struct activity *must_read_text(const char *text) { return must_read(text_file(text)); }

/* Refused with a status and a sentence, the whole of it. */
static inline void must_refuse(struct bytes file, enum tingle_status status, const char *sentence)
{
    struct activity *a = NULL;
    struct tingle_error err = {0};
    ck_assert_int_eq(try_read(&a, file, &err), status);
    ck_assert_str_eq(err.message, sentence);
}

/* Refused with a status and a sentence that has these words. */
static inline void must_refuse_text(const char *text, enum tingle_status status, const char *says)
{
    struct activity *a = NULL;
    struct tingle_error err = {0};
    ck_assert_int_eq(try_read(&a, text_file(text), &err), status);
    ck_assert_msg(strstr(err.message, says) != NULL, "%s", err.message);
}

/* How many allocations a file takes: fails each of them in turn, each time for a plain error, until none is left to fail. */
static inline long count_allocations(struct bytes file)
{
    enum tingle_status st = TINGLE_NO_MEMORY;
    long n = 0;
    while (st && n < 1000) {
        struct activity *a = NULL;
        struct tingle_error err = {0};
        alloc_fail_at(++n);
        st = activity_read(&a, file, "f", &err);
        alloc_fail_at(0);
        ck_assert(!st || st == TINGLE_NO_MEMORY);
        ck_assert_int_eq(err.code, st);
        activity_free(a);
    }
    return n - 1;
}

static inline const struct activity_repair *repair_of(const struct activity *a, enum activity_repair_code code)
{
    for (size_t i = 0; i < a->repair_count; i++)
        if (a->repair[i].code == code) return &a->repair[i];
    return NULL;
}

static inline bool has_repair(const struct activity *a, enum activity_repair_code code) { return repair_of(a, code) != NULL; }

static inline size_t repairs_of(const struct activity *a, enum activity_repair_code code)
{
    const struct activity_repair *r = repair_of(a, code);
    return r ? r->count : 0;
}

/* The repairs, all of them, by place: "code@offset*count code@offset*count". */
PRINTF_LIKE(2, 3) static inline void must_repair(const struct activity *a, const char *fmt, ...)
{
    char expected[512], got[1024] = "";
    size_t n = 0;
    va_list args;
    va_start(args, fmt);
    vsnprintf(expected, sizeof expected, fmt, args);
    va_end(args);
    for (size_t i = 0; i < a->repair_count; i++)
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s@%lld*%zu", i ? " " : "", activity_repair_name(a->repair[i].code),
                              (long long)a->repair[i].offset, a->repair[i].count);
    ck_assert_str_eq(got, expected);
}

#endif
