/* <tingle/journal.h> over the rooms: runs, notes, shoes, everything out and in. */
#include <tingle/journal.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/diary.h"
#include "advice/keeping.h"
#include "api/journal_handle.h"
#include "base/file_bytes.h"
#include "base/utc.h"
#include "journal/journal_export.h"
#include "journal/journal_note.h"

enum { LIST_MAX_BYTES = 1 << 30 };

/* ------------------------------------------------------------------ opening */

enum tingle_status tingle_journal_home(char *out, size_t size, const char *home, struct tingle_error *err)
{
    const char *own = getenv("TINGLE_HOME"), *xdg = getenv("XDG_DATA_HOME"), *user = getenv("HOME");
    int n = -1;
    if (home && *home) n = snprintf(out, size, "%s", home);
    else if (own && *own) n = snprintf(out, size, "%s", own);
    else if (xdg && *xdg) n = snprintf(out, size, "%s/tingle", xdg);
    else if (user && *user) n = snprintf(out, size, "%s/.local/share/tingle", user);
    if (n > 0 && (size_t)n < size) return TINGLE_OK;
    return error_set(err, TINGLE_WRONG_USE, -1, "no data folder is known: give --home DIR or set TINGLE_HOME");
}

enum tingle_status tingle_journal_open(struct tingle_journal **out, const char *home,
                                       enum tingle_journal_mode mode, struct tingle_error *err)
{
    struct tingle_journal *j = alloc_array(1, sizeof *j);
    enum tingle_status st = j ? tingle_journal_home(j->home, sizeof j->home, home, err) : error_no_memory(err, "the journal");
    *out = NULL;
    if (!st) st = journal_open(&j->journal, j->home, mode == TINGLE_JOURNAL_WRITE ? JOURNAL_WRITE : JOURNAL_READ, err);
    if (st == TINGLE_NO_INPUT && path_exists(j->home) && !path_is_folder(j->home))
        st = error_set(err, TINGLE_NO_INPUT, -1, "%s: not a folder; --home and TINGLE_HOME name the folder of your data", j->home);
    else if (st == TINGLE_NO_INPUT && mode == TINGLE_JOURNAL_READ) st = TINGLE_OK; /* none yet: an empty one */
    if (st) free(j);
    else *out = j;
    return st;
}

void tingle_journal_close(struct tingle_journal *journal)
{
    if (!journal) return;
    journal_close(journal->journal);
    free(journal);
}

enum tingle_status journal_need(const struct tingle_journal *j, struct tingle_error *err)
{
    if (j->journal) return TINGLE_OK;
    return error_set(err, TINGLE_NO_INPUT, -1, "%s: no journal yet; start with `tingle import PATH`", j->home);
}

/* --------------------------------------------------------------------- runs */

struct run_list {
    struct tingle_run_list shown;
    struct journal_run_list *inner; /* owns the texts */
    struct tingle_run *run;
};

static struct tingle_run run_of(const struct journal_run *r)
{
    return (struct tingle_run){
        .id = r->id, .start_unix_s = r->start_unix_s, .utc_offset_s = r->utc_offset_s, .elapsed_s = r->elapsed_s,
        .moving_s = r->moving_s, .distance_m = r->distance_m, .sport = r->sport, .title = r->title, .device = r->device,
        .shoe = r->shoe, .felt = strcmp(r->felt, "numb") == 0 ? TINGLE_NUMB : *r->felt ? TINGLE_FINE : TINGLE_NOT_RECORDED,
        .sources = r->sources};
}

enum tingle_status tingle_runs_list(struct tingle_run_list **out, struct tingle_journal *journal,
                                    struct tingle_error *err)
{
    struct run_list *list = alloc_array(1, sizeof *list);
    enum journal_kind kind = JOURNAL_EMPTY;
    enum tingle_status st = list ? TINGLE_OK : error_no_memory(err, "the list of runs");
    *out = NULL;
    if (!st && journal->journal) st = journal_runs(&list->inner, journal->journal, false, err);
    if (!st && journal->journal) st = journal_kind(journal->journal, &kind, err);
    if (!st && list->inner) {
        list->shown.runs = list->inner->runs;
        list->run = alloc_array(list->shown.runs, sizeof *list->run);
        if (!list->run) st = error_no_memory(err, "the list of runs");
    }
    for (size_t i = 0; !st && i < list->shown.runs; i++) list->run[i] = run_of(&list->inner->run[i]);
    if (st) {
        tingle_run_list_free(list ? &list->shown : NULL);
        return st;
    }
    list->shown.run = list->run;
    list->shown.simulated = kind == JOURNAL_SIMULATED;
    *out = &list->shown;
    return TINGLE_OK;
}

void tingle_run_list_free(struct tingle_run_list *shown)
{
    struct run_list *list = (struct run_list *)shown;
    if (!list) return;
    journal_run_list_free(list->inner);
    free(list->run);
    free(list);
}

enum tingle_status tingle_run_find(int64_t *id, struct tingle_journal *journal, const char *text,
                                   struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : diary_find_run(id, journal->journal, text, err);
}

enum tingle_status tingle_run_add(int64_t *id, struct tingle_journal *journal, double start_unix_s,
                                  double minutes, double distance_m, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : diary_add_run(id, journal->journal, start_unix_s, minutes, distance_m, err);
}

enum tingle_status tingle_run_delete(struct tingle_journal *journal, int64_t id, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    if (!st) st = journal_begin(journal->journal, err);
    if (st) return st;
    return journal_end(journal->journal, journal_run_delete(journal->journal, id, err), err);
}

enum tingle_status tingle_run_original(unsigned char **data, size_t *size, struct tingle_journal *journal,
                                       int64_t id, struct tingle_error *err)
{
    struct journal_run run;
    struct file_bytes bytes = {0};
    int64_t original = 0;
    int part;
    enum tingle_status st = journal_need(journal, err);
    if (!st) st = journal_run_read(journal->journal, id, &run, err);
    if (!st) st = journal_run_lead(journal->journal, id, &original, &part, err);
    if (!st && !original) st = error_set(err, TINGLE_NO_INPUT, id, "run %lld was noted without a file", (long long)id);
    if (!st) st = journal_original_read(journal->journal, original, &bytes, err);
    *data = bytes.data;
    *size = bytes.size;
    return st;
}

/* ---------------------------------------------------- everything out and in */

struct check_report {
    struct tingle_check_report shown;
    struct arena arena;
    const char **problem;
    size_t room;
    bool no_memory;
};

static void add_problem(void *context, const char *text)
{
    struct check_report *r = context;
    if (!arena_room(&r->arena, &r->problem, r->shown.problems, &r->room, sizeof *r->problem)) {
        r->no_memory = true;
        return;
    }
    r->problem[r->shown.problems] = arena_text(&r->arena, text, strlen(text));
    r->no_memory |= !r->problem[r->shown.problems];
    r->shown.problems++;
}

enum tingle_status tingle_journal_check(struct tingle_check_report **out, struct tingle_journal *journal,
                                        bool rebuild, struct tingle_error *err)
{
    struct check_report *r = alloc_array(1, sizeof *r);
    struct journal_counts counts = {0};
    enum tingle_status st = r ? journal_need(journal, err) : error_no_memory(err, "the check");
    *out = NULL;
    if (r) arena_init(&r->arena, LIST_MAX_BYTES);
    if (!st && rebuild) st = keeping_rebuild(journal->journal, err);
    if (!st) st = journal_check(journal->journal, add_problem, r, err);
    if (!st) st = journal_count(journal->journal, &counts, err);
    if (!st && r->no_memory) st = error_no_memory(err, "the check");
    if (st) {
        tingle_check_report_free(r ? &r->shown : NULL);
        return st;
    }
    r->shown.problem = r->problem;
    r->shown.runs = counts.runs;
    r->shown.notes = counts.notes;
    r->shown.originals = counts.originals;
    r->shown.schema_version = journal_schema_version();
    *out = &r->shown;
    return TINGLE_OK;
}

void tingle_check_report_free(struct tingle_check_report *shown)
{
    struct check_report *r = (struct check_report *)shown;
    if (!r) return;
    arena_release(&r->arena);
    free(r);
}

enum tingle_status tingle_journal_export(struct tingle_journal *journal, const char *folder, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : journal_export(journal->journal, folder, err);
}

enum tingle_status tingle_journal_backup(struct tingle_journal *journal, const char *path, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : journal_backup(journal->journal, path, err);
}

enum tingle_status tingle_journal_restore(const char *home, const char *path, bool force, struct tingle_error *err)
{
    char folder[JOURNAL_HOME_BYTES];
    enum tingle_status st = tingle_journal_home(folder, sizeof folder, home, err);
    return st ? st : keeping_restore(folder, path, force, err);
}

enum tingle_status tingle_journal_delete(const char *home, struct tingle_error *err)
{
    char folder[JOURNAL_HOME_BYTES];
    enum tingle_status st = tingle_journal_home(folder, sizeof folder, home, err);
    return st ? st : journal_delete(folder, err);
}
