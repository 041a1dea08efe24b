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

static enum tingle_status file_open_checked(int *fd, size_t *guess, const char *path, size_t max,
                                            struct tingle_error *err)
{
    struct stat info;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0) return error_from_errno(err, errno, "read", path);
    if (fstat(*fd, &info)) return error_from_errno(err, errno, "read", path);
    if (S_ISDIR(info.st_mode))
        return error_set(err, TINGLE_NO_INPUT, -1, "%s: a folder, where a file was expected", path);
    if (!S_ISREG(info.st_mode) && !S_ISFIFO(info.st_mode))
        return error_set(err, TINGLE_NO_INPUT, -1, "%s: a device, where a file was expected", path);
    if (info.st_size > 0 && (uint64_t)info.st_size > max)
        return error_set(err, TINGLE_LIMIT, -1, "%s: %lld bytes; at most %zu are read", path,
                         (long long)info.st_size, max);
    fcntl(*fd, F_SETFL, fcntl(*fd, F_GETFL) & ~O_NONBLOCK);
    *guess = S_ISREG(info.st_mode) ? (size_t)info.st_size : 0;
    return TINGLE_OK;
}

enum tingle_status file_read(struct file_bytes *out, const char *path, size_t max,
                             struct tingle_error *err)
{
    struct file_bytes f = {0};
    size_t room = 0, guess = 0;
    int fd = -1;
    enum tingle_status st = file_open_checked(&fd, &guess, path, max, err);
    while (!st) {
        ssize_t got;
        if (f.size == room) { /* one byte over the size, so that the end is seen without growing */
            uint8_t *grown;
            room = room ? room * 2 : guess + 1;
            if (room < 4096) room = 4096;
            grown = alloc_resize(f.data, room, 1);
            if (!grown) {
                st = error_no_memory(err, path);
                break;
            }
            f.data = grown;
        }
        got = read(fd, f.data + f.size, room - f.size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) st = error_from_errno(err, errno, "read", path);
        if (got <= 0) break;
        f.size += (size_t)got;
        if (f.size > max) st = error_set(err, TINGLE_LIMIT, -1, "%s: more than %zu bytes", path, max);
    }
    if (fd >= 0) close(fd);
    if (st) file_release(&f);
    *out = f;
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
