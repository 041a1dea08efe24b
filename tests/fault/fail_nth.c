/* Put before a program with LD_PRELOAD: makes the n-th call of one kind fail once, in the whole process over all threads.
 *
 *     FAIL_CLASS   malloc       malloc, calloc, realloc and the aligned ones give NULL (ENOMEM)
 *                  read         read and pread fail (EIO)            short_read   ... give half of what was asked for
 *                  write        write, pwrite, ftruncate, fsync and fdatasync fail (ENOSPC)
 *                  short_write  write and pwrite take half of what was given
 *                  open         open fails (EMFILE)                  mmap         mmap fails (ENOMEM)
 *                  thread       pthread_create fails (EAGAIN)
 *     FAIL_AT      the n; 0: none, calls are only counted
 *     FAIL_FOR     how many calls fail from there on; 1 when not given
 *     FAIL_REPORT  a file that is written at the end: "calls N fired N live N bytes N", the last two what malloc
 *                  gave and nobody gave back
 *     FAIL_TRACE   when set, who made the failing call is written to standard error
 *
 * Counted from before main on. What the C library calls within itself is not seen, but for its mallocs.
 */
#undef _FILE_OFFSET_BITS /* open and open64 are both ours */
#undef _FORTIFY_SOURCE
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { KIND_NONE, KIND_MALLOC, KIND_READ, KIND_SHORT_READ, KIND_WRITE, KIND_SHORT_WRITE, KIND_OPEN, KIND_MMAP, KIND_THREAD, KINDS };
static const char *const kind_name[KINDS] = {"", "malloc", "read", "short_read", "write", "short_write", "open", "mmap", "thread"};

static enum kind counted; /* set once, before there are threads */
static long fail_at, fail_for = 1;
static atomic_long calls, fired, live, live_bytes;

static void tell_who(void)
{
    enum kind kept = counted;
    void *frame[40];
    counted = KIND_NONE;
    backtrace_symbols_fd(frame, backtrace(frame, 40), STDERR_FILENO);
    counted = kept;
}

static bool fails(enum kind kind)
{
    long n;
    if (kind != counted) return false;
    n = atomic_fetch_add(&calls, 1) + 1;
    if (fail_at == 0 || n < fail_at || n >= fail_at + fail_for) return false;
    atomic_fetch_add(&fired, 1);
    if (getenv("FAIL_TRACE")) tell_who();
    return true;
}

static bool fails_with(enum kind kind, int code)
{
    if (!fails(kind)) return false;
    errno = code;
    return true;
}

__attribute__((constructor)) static void begin(void)
{
    const char *kind = getenv("FAIL_CLASS"), *at = getenv("FAIL_AT"), *times = getenv("FAIL_FOR");
    if (at) fail_at = strtol(at, NULL, 10);
    if (times) fail_for = strtol(times, NULL, 10);
    for (int k = 1; kind && k < KINDS; k++)
        if (strcmp(kind, kind_name[k]) == 0) counted = (enum kind)k;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAIL_REPORT");
    char text[128];
    int n, fd;
    counted = KIND_NONE;
    if (!path) return;
    n = snprintf(text, sizeof text, "calls %ld fired %ld live %ld bytes %ld\n", atomic_load(&calls), atomic_load(&fired),
                 atomic_load(&live), atomic_load(&live_bytes));
    fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) return;
    syscall(SYS_write, fd, text, (size_t)n);
    syscall(SYS_close, fd);
}

/* ------------------------------------------------------------------- memory */

/* glibc's own names of what is replaced here. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *p);

/* The growth of Jansson's buffer for texts (it doubles): what becomes of that failing alone is seen by nobody, the text is cut
 * short. The call after it fails in its place. */
static bool is_spared(size_t size, const void *caller)
{
    Dl_info from;
    if (counted != KIND_MALLOC || fail_for > 1 || atomic_load(&fired) || atomic_load(&calls) + 1 < fail_at) return false;
    return size >= 32 && (size & (size - 1)) == 0 && dladdr(caller, &from) && strstr(from.dli_fname, "libjansson");
}

static bool malloc_fails(size_t size, const void *caller)
{
    return !is_spared(size, caller) && fails_with(KIND_MALLOC, ENOMEM);
}

#define CALLER __builtin_return_address(0)

static void *given(void *p)
{
    if (!p) return NULL;
    atomic_fetch_add(&live, 1);
    atomic_fetch_add(&live_bytes, (long)malloc_usable_size(p));
    return p;
}

static void taken(void *p)
{
    if (!p) return;
    atomic_fetch_sub(&live, 1);
    atomic_fetch_sub(&live_bytes, (long)malloc_usable_size(p));
}

void *malloc(size_t size) { return malloc_fails(size, CALLER) ? NULL : given(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return malloc_fails(size, CALLER) ? NULL : given(__libc_calloc(count, size)); }

void *realloc(void *old, size_t size)
{
    long had = old ? (long)malloc_usable_size(old) : 0;
    void *p;
    if (malloc_fails(size, CALLER)) return NULL;
    p = __libc_realloc(old, size);
    if (!p && size) return NULL;
    if (old) {
        atomic_fetch_sub(&live, 1);
        atomic_fetch_sub(&live_bytes, had);
    }
    return given(p);
}

void *memalign(size_t alignment, size_t size)
{
    return malloc_fails(size, CALLER) ? NULL : given(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *p = memalign(alignment, size);
    if (!p) return ENOMEM;
    *out = p;
    return 0;
}

void free(void *p)
{
    int kept = errno;
    taken(p);
    __libc_free(p);
    errno = kept;
}

/* -------------------------------------------------------- what the system gives */

/* The function of that name behind this one. */
static void next_of(void *function, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
}

#define NEXT(type, name, ...)                       \
    static type (*next)(__VA_ARGS__);               \
    if (!next) next_of(&next, #name)

static size_t shortened(enum kind kind, size_t n) { return n > 1 && fails(kind) ? n / 2 : n; }

ssize_t read(int fd, void *to, size_t n)
{
    NEXT(ssize_t, read, int, void *, size_t);
    return fails_with(KIND_READ, EIO) ? -1 : next(fd, to, shortened(KIND_SHORT_READ, n));
}

ssize_t pread(int fd, void *to, size_t n, off_t at)
{
    NEXT(ssize_t, pread, int, void *, size_t, off_t);
    return fails_with(KIND_READ, EIO) ? -1 : next(fd, to, shortened(KIND_SHORT_READ, n), at);
}

ssize_t pread64(int fd, void *to, size_t n, off64_t at)
{
    NEXT(ssize_t, pread64, int, void *, size_t, off64_t);
    return fails_with(KIND_READ, EIO) ? -1 : next(fd, to, shortened(KIND_SHORT_READ, n), at);
}

ssize_t readv(int fd, const struct iovec *to, int n)
{
    NEXT(ssize_t, readv, int, const struct iovec *, int);
    return fails_with(KIND_READ, EIO) ? -1 : next(fd, to, n);
}

ssize_t write(int fd, const void *from, size_t n)
{
    NEXT(ssize_t, write, int, const void *, size_t);
    return fails_with(KIND_WRITE, ENOSPC) ? -1 : next(fd, from, shortened(KIND_SHORT_WRITE, n));
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
    NEXT(ssize_t, pwrite, int, const void *, size_t, off_t);
    return fails_with(KIND_WRITE, ENOSPC) ? -1 : next(fd, from, shortened(KIND_SHORT_WRITE, n), at);
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
    NEXT(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    return fails_with(KIND_WRITE, ENOSPC) ? -1 : next(fd, from, shortened(KIND_SHORT_WRITE, n), at);
}

int ftruncate(int fd, off_t size)
{
    NEXT(int, ftruncate, int, off_t);
    return fails_with(KIND_WRITE, ENOSPC) ? -1 : next(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
    NEXT(int, ftruncate64, int, off64_t);
    return fails_with(KIND_WRITE, ENOSPC) ? -1 : next(fd, size);
}

int fsync(int fd)
{
    NEXT(int, fsync, int);
    return fails_with(KIND_WRITE, ENOSPC) ? -1 : next(fd);
}

int fdatasync(int fd)
{
    NEXT(int, fdatasync, int);
    return fails_with(KIND_WRITE, ENOSPC) ? -1 : next(fd);
}

static mode_t mode_of(int flags, va_list args) { return flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, mode_t) : 0; }

int open(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;
    NEXT(int, open, const char *, int, ...);
    va_start(args, flags);
    mode = mode_of(flags, args);
    va_end(args);
    return fails_with(KIND_OPEN, EMFILE) ? -1 : next(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;
    NEXT(int, open64, const char *, int, ...);
    va_start(args, flags);
    mode = mode_of(flags, args);
    va_end(args);
    return fails_with(KIND_OPEN, EMFILE) ? -1 : next(path, flags, mode);
}

void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
    NEXT(void *, mmap, void *, size_t, int, int, int, off_t);
    return fails_with(KIND_MMAP, ENOMEM) ? MAP_FAILED : next(at, n, protection, flags, fd, offset);
}

void *mmap64(void *at, size_t n, int protection, int flags, int fd, off64_t offset)
{
    NEXT(void *, mmap64, void *, size_t, int, int, int, off64_t);
    return fails_with(KIND_MMAP, ENOMEM) ? MAP_FAILED : next(at, n, protection, flags, fd, offset);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *context)
{
    NEXT(int, pthread_create, pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    return fails(KIND_THREAD) ? EAGAIN : next(thread, attributes, run, context);
}
