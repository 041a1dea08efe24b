/* Diaries and shoes: any bytes are taken in or plainly refused. What was taken in is written, taken in
 * again and written again: the two texts are the same. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz_target.h"
#include "journal/journal_gear.h"
#include "journal/notes_csv.h"
#include "journal/shoes_csv.h"

static char home[] = "/tmp/tingle-fuzz-XXXXXX";
static struct journal *journal;

static void must(enum tingle_status st)
{
    if (st) abort();
}

static enum tingle_status make_run(void *context, double start_unix_s, double minutes, double km, struct journal_run *out,
                                   struct tingle_error *err)
{
    (void)context;
    (void)err;
    *out = (struct journal_run){.start_unix_s = start_unix_s, .elapsed_s = minutes * 60, .moving_s = minutes * 60,
                                .distance_m = km * 1000, .temperature_c = NAN, .exposure = {(const uint8_t *)"x", 1}};
    return TINGLE_OK;
}

static const struct notes_csv_hooks hooks = {make_run, NULL};

static void close_journal(void)
{
    journal_close(journal);
    journal_delete(home, NULL);
    rmdir(home);
}

/* Runs on 2026-03-01 (17:30 UTC, an hour east) and 2026-03-02, and a shoe "Blue": the corpus speaks of them. */
static void open_journal(void)
{
    struct journal_shoe shoe;
    struct journal_run run;
    bool added;
    if (!mkdtemp(home)) abort();
    must(journal_open(&journal, home, JOURNAL_WRITE, NULL));
    atexit(close_journal);
    for (int day = 0; day < 2; day++) {
        must(make_run(NULL, 1772386200.0 + day * 86400, 60, 10, &run, NULL));
        run.has_utc_offset = true;
        run.utc_offset_s = 3600;
        must(journal_run_add_without_file(journal, &run, JOURNAL_START_TOLD, &run.id, NULL));
    }
    journal_shoe_init(&shoe);
    snprintf(shoe.name, sizeof shoe.name, "Blue");
    must(journal_shoe_store(journal, &shoe, &added, NULL));
}

static void round_trip_notes(void)
{
    struct notes_csv_result result;
    struct buffer first, second;
    buffer_init(&first, 1 << 26);
    buffer_init(&second, 1 << 26);
    must(notes_csv_write(&first, journal, NULL));
    must(notes_csv_import(journal, bytes_of(first.data, first.size), "again", &hooks, &result, NULL));
    must(notes_csv_write(&second, journal, NULL));
    if (strcmp(buffer_text(&first), buffer_text(&second)) != 0) abort();
    buffer_release(&first);
    buffer_release(&second);
}

static void round_trip_shoes(void)
{
    struct shoes_csv_result result;
    struct buffer first, second;
    buffer_init(&first, 1 << 26);
    buffer_init(&second, 1 << 26);
    must(shoes_csv_write(&first, journal, NULL));
    must(shoes_csv_import(journal, bytes_of(first.data, first.size), "again", &result, NULL));
    if (result.added) abort();
    must(shoes_csv_write(&second, journal, NULL));
    if (strcmp(buffer_text(&first), buffer_text(&second)) != 0) abort();
    buffer_release(&first);
    buffer_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct notes_csv_result notes;
    struct shoes_csv_result shoes;
    struct tingle_error err;
    if (!journal) open_journal();
    must(journal_begin(journal, NULL));
    if (!notes_csv_import(journal, bytes_of(data, size), "notes.csv", &hooks, &notes, &err)) round_trip_notes();
    journal_rollback(journal);
    must(journal_begin(journal, NULL));
    if (!shoes_csv_import(journal, bytes_of(data, size), "shoes.csv", &shoes, &err)) round_trip_shoes();
    journal_rollback(journal);
    return 0;
}
