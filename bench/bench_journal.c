/* The journal against its goals: opening and listing 10,000 runs in under 0.2 s; how small originals become.
 *
 * usage: bench_journal [FOLDER [RUNS]]
 *
 * Makes a journal of RUNS (10,000) runs in FOLDER (a new one under TMPDIR), each with two hours of exposure in
 * 240 bins and an original of 20 kB, opens and lists it eleven times, prints the table and one line of JSON. Beside it,
 * what a program without a journal would do at least: read the bytes of the database file once.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "base/text.h"
#include "journal/journal_note.h"

enum { ORIGINAL_BYTES = 20000, BINS = 240, BIN_BYTES = 88, LISTINGS = 11 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* One record a second: a slow walk of each byte, as samples of a watch are. */
static void fill_original(uint8_t *bytes, struct random *random)
{
    for (size_t i = 0; i < ORIGINAL_BYTES; i++)
        bytes[i] = i < 20 ? (uint8_t)random_u64(random) : (uint8_t)(bytes[i - 20] + (random_u64(random) % 4 == 0));
}

static enum tingle_status add_run(struct journal *j, int number, struct random *random, struct tingle_error *err)
{
    static uint8_t original[ORIGINAL_BYTES], bins[BINS * BIN_BYTES];
    struct journal_run run = {.start_unix_s = 1.1e9 + 43217.0 * number, .elapsed_s = 7200, .moving_s = 7100, .distance_m = 20000,
                              .temperature_c = 12, .contact = 2, .sport = "running", .device = "watch", .richness = 7200,
                              .exposure_version = 1, .exposure = bytes_of(bins, sizeof bins), .gait = bytes_of(bins, 200)};
    struct journal_note note;
    enum journal_added added;
    int64_t id = 0, original_id = 0;
    enum tingle_status st = journal_begin(j, err);
    if (st) return st;
    fill_original(original, random);
    for (size_t i = 0; i < sizeof bins; i++) bins[i] = (uint8_t)random_u64(random);
    st = journal_original_add(j, bytes_of(original, sizeof original), "run.fit", 1, &original_id, err);
    if (!st) st = journal_run_add(j, &run, original_id, 0, &id, &added, err);
    journal_note_init(&note);
    memcpy(note.felt, number % 3 ? "fine" : "numb", 5);
    if (!st && number % 2) st = journal_note_store(j, id, &note, err);
    return journal_end(j, st, err);
}

static enum tingle_status make(const char *home, int runs, struct tingle_error *err)
{
    struct journal *j = NULL;
    struct random random;
    enum tingle_status st = journal_open(&j, home, JOURNAL_WRITE, err);
    random_seed(&random, 1);
    for (int i = 0; !st && i < runs; i++) st = add_run(j, i, &random, err);
    journal_close(j);
    return st;
}

static enum tingle_status list(const char *home, bool with_exposure, size_t *runs, struct tingle_error *err)
{
    struct journal *j = NULL;
    struct journal_run_list *all = NULL;
    enum tingle_status st = journal_open(&j, home, JOURNAL_READ, err);
    if (!st) st = journal_runs(&all, j, with_exposure, err);
    *runs = all ? all->runs : 0;
    journal_run_list_free(all);
    journal_close(j);
    return st;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum tingle_status time_listing(const char *home, bool with_exposure, double *median_s, size_t *runs, struct tingle_error *err)
{
    double took[LISTINGS];
    enum tingle_status st = TINGLE_OK;
    for (int i = 0; !st && i < LISTINGS; i++) {
        double began = seconds();
        st = list(home, with_exposure, runs, err);
        took[i] = seconds() - began;
    }
    qsort(took, LISTINGS, sizeof *took, by_value);
    *median_s = took[LISTINGS / 2];
    return st;
}

int main(int argc, char **argv)
{
    char made[] = "/tmp/tingle-bench-XXXXXX", path[4096];
    const char *home = argc > 1 ? argv[1] : mkdtemp(made);
    int wanted = argc > 2 ? atoi(argv[2]) : 10000;
    struct tingle_error err = {0};
    struct file_bytes file = {0};
    size_t runs = 0;
    double began = seconds(), make_s, list_s = NAN, whole_s = NAN, read_s;
    enum tingle_status st = home ? make(home, wanted, &err) : TINGLE_CANNOT_WRITE;
    make_s = seconds() - began;
    if (!st) st = time_listing(home, false, &list_s, &runs, &err);
    if (!st) st = time_listing(home, true, &whole_s, &runs, &err);
    began = seconds();
    if (!st && path_join(path, sizeof path, home, JOURNAL_FILE_NAME)) st = file_read(&file, path, (size_t)1 << 34, &err);
    read_s = seconds() - began;
    if (st) {
        fprintf(stderr, "bench_journal: %s\n", err.message);
        return 1;
    }
    printf("%zu runs, each with %d bytes of exposure and a file of %d bytes; database %.1f MB\n", runs, BINS * BIN_BYTES, ORIGINAL_BYTES,
           (double)file.size / 1e6);
    printf("  adding a run (its own transaction)   %8.3f ms\n", 1e3 * make_s / wanted);
    printf("  open and list all (goal 200 ms)      %8.1f ms\n", 1e3 * list_s);
    printf("  open and read all with exposure      %8.1f ms\n", 1e3 * whole_s);
    printf("  reading the database's bytes alone   %8.1f ms\n", 1e3 * read_s);
    printf("{\"runs\": %zu, \"bytes\": %zu, \"add_ms\": %.4f, \"list_ms\": %.2f, \"whole_ms\": %.2f, \"read_ms\": %.2f}\n", runs, file.size,
           1e3 * make_s / wanted, 1e3 * list_s, 1e3 * whole_s, 1e3 * read_s);
    file_release(&file);
    if (argc < 2) {
        journal_delete(home, NULL);
        rmdir(home);
    }
    return 0;
}
