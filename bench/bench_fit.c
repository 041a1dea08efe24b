/* How fast FIT files are read, checksums checked: bench_fit [--json] [FILE...]
 *                                                 bench_fit --write FILE   the 12-hour run, for other readers
 *
 * Without files: a made-up one-hour run (3,600 one-second records of a watch that measures running
 * dynamics) and a twelve-hour one, from our own encoder. Of each file: bytes, samples, the
 * median of the timed rounds in ms and in MB/s (10^6 bytes), of processor time, so that other
 * work on the machine does not count; and for comparison how long it takes to checksum the same bytes and
 * nothing else, and to copy them. A round reads the file often enough to take about 20 ms; the first rounds warm
 * up and are thrown away. With --json one JSON object a line.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "activity/activity.h"
#include "activity/activity_limits.h"
#include "activity/fit_encode.h"
#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"

enum { ROUNDS = 41, WARM_UP = 5 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_value(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* Seconds that one reading of the file takes; *samples what was read. */
static double read_time(struct bytes file, int times, size_t *samples)
{
    double start = now_s();
    for (int i = 0; i < times; i++) {
        struct activity *a = NULL;
        struct tingle_error err;
        if (activity_read(&a, file, "bench.fit", &err)) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
        *samples = a->samples;
        activity_free(a);
    }
    return (now_s() - start) / times;
}

/* Seconds that the checksum of the file takes, alone: what nobody who verifies it can be faster than. */
static double checksum_time(struct bytes file, int times, size_t *sum)
{
    double start = now_s();
    for (int i = 0; i < times; i++) *sum += fit_crc((uint16_t)i, file.at, file.size);
    return (now_s() - start) / times;
}

/* Seconds that copying the file from memory to memory takes. */
static double copy_time(struct bytes file, int times, size_t *sum)
{
    double start, end;
    uint8_t *copy = malloc(file.size + 1);
    if (!copy) exit(70);
    start = now_s();
    for (int i = 0; i < times; i++) {
        memcpy(copy, file.at, file.size);
        copy[i % (int)file.size]++;
        *sum += copy[file.size / 2];
    }
    end = now_s();
    free(copy);
    return (end - start) / times;
}

/* The median of the rounds, ms. */
static double median_ms(double (*time_of)(struct bytes, int, size_t *), struct bytes file, size_t *result)
{
    double round[ROUNDS], once = time_of(file, 1, result);
    int times = once < 0.02 ? (int)(0.02 / (once + 1e-7)) + 1 : 1;
    for (int i = 0; i < WARM_UP; i++) time_of(file, times, result);
    for (int i = 0; i < ROUNDS; i++) round[i] = time_of(file, times, result);
    qsort(round, ROUNDS, sizeof *round, by_value);
    return 1e3 * round[ROUNDS / 2];
}

static void measure(struct bytes file, const char *name, bool json)
{
    size_t samples = 0, unused = 0;
    double read = median_ms(read_time, file, &samples), sum = median_ms(checksum_time, file, &unused),
           copy = median_ms(copy_time, file, &unused), kb = 1e-3 * (double)file.size;
    printf(json ? "{\"file\": \"%s\", \"bytes\": %zu, \"samples\": %zu, \"ms\": %.4f, \"mb_per_s\": %.1f, "
                : "%-40s %9zu bytes %7zu samples %9.4f ms %8.1f MB/s\n",
           path_name(name), file.size, samples, read, kb / read);
    printf(json ? "\"checksum_ms\": %.4f, \"checksum_mb_per_s\": %.1f, "
                : "    merely reading and checksumming the same bytes %31.4f ms %8.1f MB/s\n", sum, kb / sum);
    printf(json ? "\"copy_ms\": %.4f, \"copy_mb_per_s\": %.1f}\n"
                : "    copying them from memory to memory %43.4f ms %8.1f MB/s\n", copy, kb / copy);
}

/* A run with every column, values wandering a little. */
static void make_run(struct buffer *out, size_t seconds)
{
    static const double middle[ACTIVITY_COLUMN_COUNT] = {47, 8, 400, 0, 3, 172, 145, 15, 250, 240, 50.1, 85, 8, 1050};
    struct activity a = {.start_unix_s = 1.75e9, .manufacturer = "garmin", .product = "bench", .sport = ACTIVITY_SPORT_RUNNING,
                         .sub_sport = 0, .elapsed_s = (double)seconds, .timer_s = (double)seconds, .distance_m = 3 * (double)seconds, .rows = seconds};
    struct random random;
    double *values = calloc((ACTIVITY_COLUMN_COUNT + 1) * seconds, sizeof *values);
    if (!values) exit(70);
    random_seed(&random, 1);
    a.time_s = values;
    for (size_t i = 0; i < seconds; i++) a.time_s[i] = (double)i;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) {
        a.column[c].value = values + (size_t)(c + 1) * seconds;
        for (size_t i = 0; i < seconds; i++)
            a.column[c].value[i] = c == ACTIVITY_DISTANCE_M ? 3 * (double)i : middle[c] * (1 + 0.05 * random_uniform(&random));
    }
    if (fit_encode_activity(out, &a, NULL)) exit(70);
    free(values);
}

static int write_run(const char *path)
{
    struct buffer out;
    struct tingle_error err = {.message = ""};
    enum tingle_status st;
    buffer_init(&out, 1 << 26);
    make_run(&out, 43200);
    st = file_write(path, bytes_of(out.data, out.size), 0644, &err);
    buffer_release(&out);
    if (st) fprintf(stderr, "%s\n", err.message);
    return st ? 1 : 0;
}

int main(int argc, char **argv)
{
    bool json = argc > 1 && strcmp(argv[1], "--json") == 0;
    if (argc == 3 && strcmp(argv[1], "--write") == 0) return write_run(argv[2]);
    static const struct { const char *name; size_t seconds; } made[] = {{"made-up, 1 hour", 3600}, {"made-up, 12 hours", 43200}};
    for (size_t i = 0; argc < 2 + json && i < sizeof made / sizeof *made; i++) {
        struct buffer out;
        buffer_init(&out, 1 << 26);
        make_run(&out, made[i].seconds);
        measure(bytes_of(out.data, out.size), made[i].name, json);
        buffer_release(&out);
    }
    for (int i = 1 + json; i < argc; i++) {
        struct file_bytes file;
        struct tingle_error err;
        if (file_read(&file, argv[i], ACTIVITY_MAX_FILE_BYTES, &err)) {
            fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        measure(file_view(&file), argv[i], json);
        file_release(&file);
    }
    return 0;
}
