/* A damaged journal: opened, listed, looked over, written to. It may be refused, it may turn out empty; it must
 * not crash, and nothing is read beyond it. The bytes are those of the database file. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz_target.h"
#include "journal/journal_gear.h"
#include "journal/journal_note.h"
#include "journal/journal_profile.h"

static char home[] = "/tmp/tingle-fuzz-XXXXXX";
static size_t problems;

static void say(void *context, const char *problem)
{
    (void)context;
    problems += strlen(problem) > 0;
}

static enum tingle_status answer(void *context, const char *key, const char *value, int64_t set_at, struct tingle_error *err)
{
    (void)context, (void)err;
    problems += strlen(key) + strlen(value) + (size_t)(set_at & 1);
    return TINGLE_OK;
}

static void read_all(struct journal *j)
{
    struct journal_run_list *list = NULL;
    struct journal_shoe_list *shoes = NULL;
    struct journal_counts counts;
    struct journal_note note;
    struct file_bytes bytes;
    enum journal_kind kind;
    int64_t original;
    int part;
    bool found;
    journal_kind(j, &kind, NULL);
    journal_count(j, &counts, NULL);
    journal_runs(&list, j, true, NULL);
    for (size_t i = 0; list && i < list->runs && i < 100; i++) {
        journal_note_read(j, list->run[i].id, &note, &found, NULL);
        if (!journal_run_lead(j, list->run[i].id, &original, &part, NULL) && !journal_original_read(j, original, &bytes, NULL))
            file_release(&bytes);
    }
    journal_run_list_free(list);
    journal_shoes(&shoes, j, NULL);
    journal_shoe_list_free(shoes);
    journal_profile_each(j, answer, NULL, NULL);
    journal_check(j, say, NULL, NULL);
}

static void change(struct journal *j)
{
    struct journal_run run = {.start_unix_s = 1.7e9, .elapsed_s = 3600, .moving_s = 3500, .distance_m = 9000, .exposure_version = 1,
                              .exposure = bytes_of("x", 1)};
    struct journal_note note;
    struct journal_run_list *list = NULL;
    enum journal_added added;
    int64_t id = 0, original = 0;
    if (journal_begin(j, NULL)) return;
    journal_note_init(&note);
    memcpy(note.felt, "fine", 5);
    if (!journal_original_add(j, bytes_of("new", 3), "new.fit", 1, &original, NULL) &&
        !journal_run_add(j, &run, original, 0, &id, &added, NULL))
        journal_note_store(j, id, &note, NULL);
    journal_end(j, TINGLE_OK, NULL);
    journal_runs(&list, j, false, NULL);
    if (list && list->runs) journal_run_delete(j, list->run[0].id, NULL);
    journal_run_list_free(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool made;
    char path[64];
    struct journal *j = NULL;
    int fd;
    if (!made) made = mkdtemp(home) != NULL;
    snprintf(path, sizeof path, "%s/%s", home, JOURNAL_FILE_NAME);
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) return 0;
    if (write(fd, data, size) == (ssize_t)size) {
        if (!journal_open(&j, home, JOURNAL_READ, NULL)) read_all(j);
        journal_close(j);
        if (!journal_open(&j, home, JOURNAL_WRITE, NULL)) change(j);
        journal_close(j);
    }
    close(fd);
    journal_delete(home, NULL);
    unlink(path);
    rmdir(home);
    made = false;
    memcpy(home + sizeof home - 7, "XXXXXX", 6);
    return 0;
}
