/* One way to read what lies on disk and what lies in memory. */
#include "archive/packed_file.h"

#include <unistd.h>

#include "base/file_bytes.h"

enum tingle_status packed_file_open(struct packed_file *f, const char *path, struct tingle_error *err)
{
    *f = (struct packed_file){.path = path, .fd = -1};
    return file_open(&f->fd, &f->size, path, err);
}

void packed_file_of(struct packed_file *f, struct bytes view, const char *name)
{
    *f = (struct packed_file){.path = name, .fd = -1, .view = view, .size = (int64_t)view.size};
}

void packed_file_release(struct packed_file *f)
{
    if (f->fd >= 0) close(f->fd);
    f->fd = -1;
}

bool packed_file_seek(struct packed_file *f, int64_t to)
{
    if (!packed_file_can_seek(f) || to < 0 || to > f->size) return false;
    if (f->fd >= 0 && lseek(f->fd, to, SEEK_SET) < 0) return false;
    f->at = (uint64_t)to;
    return true;
}

enum tingle_status packed_file_read(struct packed_file *f, void *to, size_t room, size_t *got,
                                    struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    struct bytes left = bytes_slice(f->view, (size_t)f->at, room);
    if (f->fd >= 0) {
        st = file_read_some(f->fd, to, room, got, f->path, err);
    } else {
        if (left.size) memcpy(to, left.at, left.size);
        *got = left.size;
    }
    f->at += *got;
    return st;
}

static enum tingle_status read_some(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    return packed_file_read(context, to, room, got, err);
}

struct byte_source packed_file_source(struct packed_file *f)
{
    return (struct byte_source){.read = read_some, .context = f};
}
