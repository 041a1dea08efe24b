/* Rebuild and restore. */
#include "advice/keeping.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "advice/import.h"
#include "advice/run_derive.h"
#include "advice/subject_load.h"
#include "base/text.h"

static enum tingle_status rebuild_run(struct journal *j, const struct journal_run *run, struct tingle_error *err)
{
    struct derived_run derived = {0};
    struct file_bytes bytes = {0};
    int64_t original;
    int part;
    enum tingle_status st = journal_run_lead(j, run->id, &original, &part, err);
    if (!st && original) st = journal_original_read(j, original, &bytes, err);
    if (!st && original) st = derived_run_of_bytes(&derived, file_view(&bytes), "an original", part, err);
    else if (!st) st = derived_run_constant(&derived, run->start_unix_s, run->elapsed_s / 60, run->distance_m / 1000, err);
    if (!st) {
        memcpy(derived.run.title, run->title, sizeof derived.run.title);
        st = journal_run_rederive(j, run->id, &derived.run, err);
    }
    derived_run_release(&derived);
    file_release(&bytes);
    return st;
}

enum tingle_status keeping_rebuild(struct journal *j, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    enum tingle_status st = journal_runs(&list, j, false, err);
    if (st) return st;
    st = journal_begin(j, err);
    if (!st) {
        for (size_t i = 0; !st && i < list->runs; i++) st = rebuild_run(j, &list->run[i], err);
        if (!st) st = subject_freeze_references(j, true, err);
        st = journal_end(j, st, err);
    }
    journal_run_list_free(list);
    return st;
}

/* The folder is imported into a new journal beside the old one, which a backup of it then replaces. */
static enum tingle_status restore_folder(const char *home, const char *folder, bool force, struct tingle_error *err)
{
    char beside[4096], copy[4096];
    struct journal *j = NULL;
    struct tingle_import_report *report = NULL;
    enum tingle_status st = TINGLE_OK;
    if (snprintf(beside, sizeof beside, "%s/restoring-%ld", home, (long)getpid()) >= (int)sizeof beside ||
        snprintf(copy, sizeof copy, "%s.copy", beside) >= (int)sizeof copy)
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "the name of the data folder is too long");
    st = journal_open(&j, beside, JOURNAL_WRITE, err);
    if (!st) st = import_paths(&report, j, &folder, 1, NULL, NULL, err);
    if (!st && (report->failed || report->files != 1))
        st = error_set(err, TINGLE_BAD_DATA, -1, "%s: %s", folder, report->files == 1 ? report->file[0].reason : "not a folder of `tingle export`");
    if (!st) st = journal_backup(j, copy, err);
    import_report_free(report);
    journal_close(j);
    if (!st) st = journal_restore(home, copy, force, err);
    unlink(copy);
    journal_delete(beside, NULL);
    rmdir(beside);
    return st;
}

enum tingle_status keeping_restore(const char *home, const char *path, bool force, struct tingle_error *err)
{
    char there[4096];
    if (!path_is_folder(path)) return journal_restore(home, path, force, err);
    if (!force && path_join(there, sizeof there, home, JOURNAL_FILE_NAME) && path_exists(there))
        return error_set(err, TINGLE_WRONG_USE, -1, "%s: there is a journal already; --force puts the export in its place", there);
    return restore_folder(home, path, force, err);
}
