/* A whole walk as text, for comparing with what was packed. */
#ifndef WALK_LISTING_H
#define WALK_LISTING_H

#include <check.h>
#include <string.h>

#include "archive/member_walk.h"
#include "base/buffer.h"

/* Walks over everything, loads everything, and writes one line per member: path, a colon, the first 40 bytes or the fault. */
static inline enum tingle_status walk_listing(struct buffer *out, struct bytes view, const struct member_limits *limits,
                                              struct tingle_error *err)
{
    struct member_walk *walk;
    struct member m;
    enum tingle_status st;
    ck_assert_int_eq(member_walk_open_bytes(&walk, view, "x.zip", limits, err), TINGLE_OK);
    buffer_clear(out);
    while (member_walk_next(walk, &m, &st, err)) {
        struct file_bytes file;
        enum tingle_status load = member_load(walk, &file, err);
        if (m.fault) ck_assert_int_eq(load, m.fault);
        buffer_printf(out, "%s:", m.path);
        if (load) buffer_add_text(out, tingle_status_name(load) + strlen("TINGLE_"));
        else buffer_add(out, file.data, file.size < 40 ? file.size : 40);
        buffer_add_byte(out, '\n');
        file_release(&file);
    }
    member_walk_close(walk);
    return st;
}

/* A walk that goes well to its end, and what it shows. */
static inline void check_listing(struct bytes view, const char *expected)
{
    struct buffer out;
    struct tingle_error err = {.message = ""};
    buffer_init(&out, 1 << 24);
    ck_assert_msg(walk_listing(&out, view, &member_limits_usual, &err) == TINGLE_OK, "%s", err.message);
    ck_assert_str_eq(buffer_text(&out), expected);
    buffer_release(&out);
}

#endif
