/* A watch file from disk. */
#include "advice/recording.h"

#include <stdbool.h>

#include "archive/member_walk.h"

/* Loads a member that may be the one. What cannot be read matters only when nothing else can: the first such error is
 * kept. */
static enum tingle_status try_member(struct member_walk *walk, const struct member *m, struct file_bytes *out, size_t *found,
                                     struct tingle_error *first)
{
    struct tingle_error err = {0};
    enum tingle_status st = m->fault;
    bool looks = true;
    if (st) error_set(&err, st, -1, "%s", m->why);
    else if (m->is_inside) st = activity_looks_like(&looks, m->head, &err);
    if (!st && looks && ++*found == 1) st = member_load(walk, out, &err);
    if (st && first->code == TINGLE_OK) *first = err;
    return st;
}

static enum tingle_status recording_walk(struct member_walk *walk, struct file_bytes *out, const char *path,
                                         struct tingle_error *err)
{
    struct member m;
    struct tingle_error first = {0};
    enum tingle_status st = TINGLE_OK;
    size_t found = 0;
    while (member_walk_next(walk, &m, &st, err)) try_member(walk, &m, out, &found, &first);
    if (st) return st;
    if (found > 1)
        return error_set(err, TINGLE_UNSUPPORTED, -1, "%s: %zu activities are in this zip, where one was expected: unpack it "
                         "and give one of them", path, found);
    if (first.code != TINGLE_OK) {
        if (err) *err = first;
        return first.code;
    }
    if (found == 0) return error_set(err, TINGLE_UNSUPPORTED, -1, "%s: no file of a watch is in this zip", path);
    return TINGLE_OK;
}

enum tingle_status recording_bytes(struct file_bytes *out, const char *path, struct tingle_error *err)
{
    struct file_bytes file = {0};
    struct member_walk *walk = NULL;
    enum tingle_status st = member_walk_open(&walk, path, &member_limits_usual, err);
    if (!st) st = recording_walk(walk, &file, path, err);
    if (st) file_release(&file);
    member_walk_close(walk);
    *out = file;
    return st;
}

enum tingle_status recording_open(struct activity **out, const char *path, struct tingle_error *err)
{
    struct file_bytes file = {0};
    enum tingle_status st = recording_bytes(&file, path, err);
    *out = NULL;
    if (!st) st = activity_read(out, file_view(&file), path, err);
    file_release(&file);
    return st;
}
