/* How fast an export.xml of Apple Health is cut into its runs: bench_health FILE
 *
 * Each of the two walks by itself, then all documents, in processor time (MB are 10^6 bytes), with the largest memory
 * that the program had. Files of any size come from bench/make_health_export.py.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "archive/health_export.h"

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static enum tingle_status read_file(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    (void)err;
    *got = fread(to, 1, room, context);
    return TINGLE_OK;
}

static enum tingle_status documents(struct health_export *h, double *bytes, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    *bytes = 0;
    for (size_t i = 0; !st && i < health_export_count(h); i++) {
        struct file_bytes out;
        st = health_export_document(h, i, &out, err);
        *bytes += (double)out.size;
        file_release(&out);
    }
    return st;
}

int main(int argc, char **argv)
{
    struct health_export *h = NULL;
    struct tingle_error err = {.message = "cannot be opened"};
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    const struct byte_source in = {read_file, file};
    struct rusage use;
    double start, found, collected, written, size, bytes;
    enum tingle_status st;
    if (!file) return fprintf(stderr, "usage: bench_health FILE\n"), 2;
    st = health_export_new(&h, &err);
    start = now_s();
    if (!st) st = health_export_find(h, &in, argv[1], &err);
    size = (double)ftell(file) / 1e6;
    rewind(file);
    found = now_s();
    if (!st) st = health_export_collect(h, &in, argv[1], &err);
    collected = now_s();
    if (!st) st = documents(h, &bytes, &err);
    written = now_s();
    getrusage(RUSAGE_SELF, &use);
    if (st) fprintf(stderr, "%s\n", err.message);
    else
        printf("%.0f MB, %zu runs: find %.0f MB/s, collect %.0f MB/s, documents %.0f MB/s (%.0f MB), peak %.0f MB\n", size,
               health_export_count(h), size / (found - start), size / (collected - found), bytes / 1e6 / (written - collected), bytes / 1e6,
               (double)use.ru_maxrss / 1000);
    health_export_free(h);
    fclose(file);
    return st != TINGLE_OK;
}
