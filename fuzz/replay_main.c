/* Runs a fuzz target over a folder of inputs, without a fuzzer: replay FOLDER [CHANGES]
 *
 * Each file is given as it is, then CHANGES times damaged: cut short at a place, or with one to
 * four bytes changed, always the same ones (a fixed seed). What is tested is that the target
 * returns and that the sanitizers stay silent; so one file is one case.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"
#include "fuzz_target.h"

enum { INPUT_MAX_BYTES = 16 << 20, PATH_BYTES = 4096, CHANGED_BYTES_MAX = 4 };

/* The target gets a copy of exactly `size` bytes, so that a read past the end is seen. */
static void run_copy(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) exit(70);
    if (size) memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void run_damaged(struct file_bytes *file, struct random *random)
{
    if (file->size == 0) return;
    if (random_u64(random) % 4 == 0) {
        run_copy(file->data, random_index(random, file->size));
        return;
    }
    size_t at[CHANGED_BYTES_MAX], n = 1 + random_index(random, CHANGED_BYTES_MAX);
    uint8_t before[CHANGED_BYTES_MAX];
    for (size_t i = 0; i < n; i++) {
        at[i] = random_index(random, file->size);
        before[i] = file->data[at[i]];
        file->data[at[i]] = (uint8_t)random_u64(random);
    }
    run_copy(file->data, file->size);
    while (n-- > 0) file->data[at[n]] = before[n];
}

static int run_file(const char *path, long changes)
{
    struct file_bytes file = {0};
    struct tingle_error err;
    struct random random;
    if (file_read(&file, path, INPUT_MAX_BYTES, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    random_seed(&random, file.size);
    run_copy(file.data, file.size);
    for (long i = 0; i < changes; i++) run_damaged(&file, &random);
    file_release(&file);
    return 0;
}

static int is_visible(const struct dirent *entry) { return entry->d_name[0] != '.'; }

int main(int argc, char **argv)
{
    struct dirent **entry;
    char path[PATH_BYTES];
    int failed = 0, n;
    if (argc < 2) {
        fprintf(stderr, "usage: %s FOLDER [CHANGES]\n", argv[0]);
        return 2;
    }
    n = scandir(argv[1], &entry, is_visible, alphasort);
    if (n <= 0) {
        fprintf(stderr, "%s: no inputs there\n", argv[1]);
        return 66;
    }
    for (int i = 0; i < n; i++) {
        failed += !path_join(path, sizeof path, argv[1], entry[i]->d_name) ||
                  run_file(path, argc > 2 ? atol(argv[2]) : 0);
        free(entry[i]);
    }
    free(entry);
    printf("# %s: %d passed, %d failed\n", path_name(argv[1]), n - failed, failed);
    return failed > 0;
}
