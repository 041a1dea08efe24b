/* Whole files in and out. */
#include "base/file_bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

void file_release(struct file_bytes *file)
{
    if (!file) return;
    free(file->data);
    *file = (struct file_bytes){0};
}

static enum tingle_status check_kind(const struct stat *info, const char *path, struct tingle_error *err)
{
    if (S_ISDIR(info->st_mode))
        return error_set(err, TINGLE_NO_INPUT, -1, "%s: a folder, where a file was expected", path);
    if (!S_ISREG(info->st_mode) && !S_ISFIFO(info->st_mode))
        return error_set(err, TINGLE_NO_INPUT, -1, "%s: a device, where a file was expected", path);
    return TINGLE_OK;
}

enum tingle_status file_open(int *fd, int64_t *size, const char *path, struct tingle_error *err)
{
    struct stat info;
    enum tingle_status st = TINGLE_OK;
    *size = -1;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0) return error_from_errno(err, errno, "read", path);
    if (fstat(*fd, &info)) st = error_from_errno(err, errno, "read", path);
    if (!st) st = check_kind(&info, path, err);
    if (st) {
        close(*fd);
        *fd = -1;
        return st;
    }
    fcntl(*fd, F_SETFL, fcntl(*fd, F_GETFL) & ~O_NONBLOCK);
    if (S_ISREG(info.st_mode)) *size = info.st_size;
    return TINGLE_OK;
}

enum tingle_status file_read_some(int fd, void *to, size_t room, size_t *got, const char *path,
                                  struct tingle_error *err)
{
    ssize_t n;
    do n = read(fd, to, room);
    while (n < 0 && errno == EINTR);
    *got = n > 0 ? (size_t)n : 0;
    return n < 0 ? error_from_errno(err, errno, "read", path) : TINGLE_OK;
}

/* Room for one byte more than is expected, so that the end is seen without growing. */
static enum tingle_status make_room(struct file_bytes *f, size_t *room, size_t expected, const char *name,
                                    struct tingle_error *err)
{
    size_t wanted = *room ? *room * 2 : expected + 1;
    uint8_t *grown;
    if (wanted < 4096) wanted = 4096;
    grown = alloc_resize(f->data, wanted, 1);
    if (!grown) return error_no_memory(err, name);
    f->data = grown;
    *room = wanted;
    return TINGLE_OK;
}

enum tingle_status file_from_source(struct file_bytes *out, const struct byte_source *in, size_t expected, size_t max,
                                    const char *name, struct tingle_error *err)
{
    struct file_bytes f = {0};
    size_t room = 0, got = 1;
    enum tingle_status st = TINGLE_OK;
    while (!st && got) {
        if (f.size == room) st = make_room(&f, &room, expected, name, err);
        if (!st) st = byte_source_read(in, f.data + f.size, room - f.size, &got, err);
        if (!st) f.size += got;
        if (!st && f.size > max) st = error_set(err, TINGLE_LIMIT, -1, "%s: more than %zu bytes", name, max);
    }
    if (st) file_release(&f);
    *out = f;
    return st;
}

struct open_file {
    int fd;
    const char *path;
};

static enum tingle_status read_open_file(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    const struct open_file *f = context;
    return file_read_some(f->fd, to, room, got, f->path, err);
}

enum tingle_status file_read(struct file_bytes *out, const char *path, size_t max, struct tingle_error *err)
{
    int64_t size = -1;
    struct open_file f = {.fd = -1, .path = path};
    struct byte_source in = {.read = read_open_file, .context = &f};
    enum tingle_status st = file_open(&f.fd, &size, path, err);
    *out = (struct file_bytes){0};
    if (!st && size > 0 && (uint64_t)size > max)
        st = error_set(err, TINGLE_LIMIT, -1, "%s: %lld bytes; at most %zu are read", path, (long long)size, max);
    if (!st) st = file_from_source(out, &in, size > 0 ? (size_t)size : 0, max, path, err);
    if (f.fd >= 0) close(f.fd);
    return st;
}

static int write_all(int fd, struct bytes view)
{
    size_t done = 0;
    while (done < view.size) {
        ssize_t n = write(fd, view.at + done, view.size - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        done += (size_t)n;
    }
    return 0;
}

/* A device or a pipe takes the bytes as they come; a file in its place would be its end. */
static enum tingle_status write_through(const char *path, struct bytes view, struct tingle_error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC), failed;
    if (fd < 0) return error_from_errno(err, errno, "write", path);
    failed = write_all(fd, view);
    if (close(fd) && !failed) failed = errno;
    return failed ? error_from_errno(err, failed, "write", path) : TINGLE_OK;
}

enum tingle_status file_write(const char *path, struct bytes view, unsigned mode,
                              struct tingle_error *err)
{
    char part[4096];
    int fd, failed;
    if (path_exists(path) && !path_is_file(path)) return write_through(path, view, err);
    if (snprintf(part, sizeof part, "%s.part-%ld", path, (long)getpid()) >= (int)sizeof part)
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the name is too long", path);
    fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)mode);
    if (fd < 0) return error_from_errno(err, errno, "write", path);
    failed = write_all(fd, view);
    if (!failed && fsync(fd)) failed = errno;
    if (close(fd) && !failed) failed = errno;
    if (!failed && rename(part, path)) failed = errno;
    if (!failed) return TINGLE_OK;
    unlink(part);
    return error_from_errno(err, failed, "write", path);
}

enum tingle_status folder_make(const char *path, struct tingle_error *err)
{
    char part[4096];
    size_t n = strlen(path);
    if (n == 0 || n >= sizeof part)
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: not a usable folder name", path);
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0') continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0700) && errno != EEXIST) return error_from_errno(err, errno, "make", part);
    }
    if (!path_is_folder(path))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: exists and is not a folder", path);
    return TINGLE_OK;
}

bool path_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool path_is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool path_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}
