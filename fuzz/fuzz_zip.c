/* Walks over archives: any bytes give members with harmless names and an end, within the limits. */
#include <stdlib.h>
#include <string.h>

#include "archive/member_walk.h"
#include "base/text.h"
#include "fuzz_target.h"

static void must(bool holds)
{
    if (!holds) abort();
}

static void check_member(const struct member *m)
{
    size_t n = strlen(m->path);
    must(n < MEMBER_PATH_SIZE && text_is_line(m->path, n));
    must(text_starts_with(m->path, "fuzz") && m->name >= m->path && m->name <= m->path + n);
    must(m->head.size <= MEMBER_HEAD_SIZE && m->size >= -1);
    must((m->fault == TINGLE_OK) == (m->why[0] == '\0'));
}

/* Loads it, reads a piece of it, or leaves it, by its turn. */
static void use_member(struct member_walk *walk, const struct member *m, size_t turn, size_t most)
{
    struct file_bytes file;
    struct tingle_error err = {.message = ""};
    uint8_t piece[700];
    size_t got;
    if (turn % 3 == 0) {
        enum tingle_status st = member_load(walk, &file, &err);
        must(st || (file.size <= most && file.size >= m->head.size && !m->fault));
        must(!st || (!file.data && err.code == st && err.message[0]));
        file_release(&file);
    } else if (turn % 3 == 1) {
        struct byte_source in = member_source(walk);
        while (byte_source_read(&in, piece, sizeof piece, &got, &err) == TINGLE_OK && got == sizeof piece) {}
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct member_limits limits = {.member_bytes = 1 << 20, .members = 200, .depth = 3, .ratio = 50, .free_bytes = 1 << 22};
    struct member_walk *walk = NULL;
    struct member m;
    struct tingle_error err = {.message = ""};
    enum tingle_status st, again;
    if (member_walk_open_bytes(&walk, bytes_of(data, size), "fuzz", &limits, &err)) return 0;
    for (size_t turn = size; member_walk_next(walk, &m, &st, &err); turn++) {
        check_member(&m);
        use_member(walk, &m, turn, limits.member_bytes);
    }
    must(st == TINGLE_OK || (err.code == st && err.message[0]));
    must(!member_walk_next(walk, &m, &again, &err) && again == st);
    member_walk_close(walk);
    return 0;
}
