/* Import: one file, one transaction, one line of the report. */
#include "advice/import.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/answers.h"
#include "advice/import_list.h"
#include "advice/recording.h"
#include "advice/run_derive.h"
#include "advice/subject_load.h"
#include "base/text.h"
#include "base/utc.h"
#include "journal/journal_export.h"
#include "journal/notes_csv.h"
#include "journal/shoes_csv.h"

enum { REPORT_MAX_BYTES = 1 << 30, CSV_MAX_BYTES = 64 * 1024 * 1024, FUTURE_S = 86400 };

/* The public struct first: a pointer to it is a pointer to the whole. */
struct report {
    struct tingle_import_report shown;
    struct arena arena;
};

struct importer {
    struct journal *journal;
    struct report *report;
    struct tingle_import_file *file; /* the line being filled */
    uint8_t sha256[SHA256_SIZE];     /* of the watch file at hand */
};

/* What stops the whole import, and not one file alone. */
static bool is_fatal(enum tingle_status st)
{
    return st == TINGLE_CANNOT_WRITE || st == TINGLE_LOCKED || st == TINGLE_NO_MEMORY || st == TINGLE_INTERNAL;
}

static bool is_nothing_for_us(enum tingle_status st) { return st == TINGLE_NOT_A_RUN || st == TINGLE_UNSUPPORTED; }

static enum tingle_status set_outcome(struct importer *im, enum tingle_import_outcome outcome, const char *reason,
                                      struct tingle_error *err)
{
    im->file->outcome = outcome;
    im->file->reason = arena_text(&im->report->arena, reason, strlen(reason));
    return im->file->reason ? TINGLE_OK : error_no_memory(err, "the import");
}

/* A message without the path before it: the report says the path itself. */
static const char *without_path(const char *message, const char *path)
{
    size_t n = strlen(path);
    return strncmp(message, path, n) == 0 && strncmp(message + n, ": ", 2) == 0 ? message + n + 2 : message;
}

/* Turns a failure of one file into its line of the report; a fatal one goes on up. */
static enum tingle_status settle(struct importer *im, enum tingle_status st, struct tingle_error *fault,
                                 struct tingle_error *err)
{
    if (!st) return TINGLE_OK;
    if (is_fatal(st)) {
        if (err) *err = *fault;
        return st;
    }
    im->report->shown.foreign += is_nothing_for_us(st);
    if (!is_nothing_for_us(st) && !im->report->shown.first_failure) im->report->shown.first_failure = st;
    return set_outcome(im, is_nothing_for_us(st) ? TINGLE_SKIPPED : TINGLE_FAILED,
                       without_path(fault->message, im->file->path), err);
}

/* -------------------------------------------------------------- watch files */

struct found_runs {
    struct derived_run run[ACTIVITY_PARTS_MAX];
    int part[ACTIVITY_PARTS_MAX];
    size_t runs;
    bool simulated;
};

static enum tingle_status check_start(const struct journal_run *run, struct tingle_error *err)
{
    char text[UTC_TEXT_SIZE];
    if (run->start_unix_s <= (double)utc_now() + FUTURE_S) return TINGLE_OK;
    utc_text(text, (int64_t)run->start_unix_s);
    return error_set(err, TINGLE_BAD_DATA, -1, "the run starts in the future (%s): is the clock of the watch right?", text);
}

static enum tingle_status find_runs(struct found_runs *found, const struct activity *a, struct tingle_error *err)
{
    struct activity *part[ACTIVITY_PARTS_MAX] = {0};
    size_t parts = 0;
    enum tingle_status st = activity_split(a, part, ACTIVITY_PARTS_MAX, &parts, err), last = TINGLE_OK;
    found->simulated = activity_is_simulated(a);
    for (size_t i = 0; !st && i < parts; i++) {
        struct derived_run *to = &found->run[found->runs];
        if (!activity_is_run(part[i])) continue;
        last = derived_run_of(to, part[i], err);
        if (!last) last = check_start(&to->run, err);
        if (last && is_fatal(last)) st = last;
        if (last) derived_run_release(to);
        else found->part[found->runs++] = (int)i;
    }
    for (size_t i = 0; i < parts; i++) activity_free(part[i]);
    if (st || found->runs) return st;
    if (last) return last;
    st = activity_check_run(a, err);
    return st ? st : error_set(err, TINGLE_NOT_A_RUN, -1, "no outing in it is a run");
}

static const char *added_words(enum journal_added added)
{
    switch (added) {
    case JOURNAL_JOINED: return "the same run is there from another file; this one is kept beside it";
    case JOURNAL_TOOK_LEAD: return "the same run was there from a poorer file; this one leads now";
    case JOURNAL_FILLED: return "the file of a run that was noted without one";
    case JOURNAL_ADDED: break;
    }
    return "";
}

static enum tingle_status store_runs(struct importer *im, const struct found_runs *found, struct bytes original,
                                     const char *name, enum journal_added *added, struct tingle_error *err)
{
    int64_t id = 0, run = 0;
    enum tingle_status st = journal_expect_kind(im->journal, found->simulated ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
    *added = JOURNAL_JOINED;
    if (!st) st = journal_original_keep(im->journal, original, im->sha256, path_name(name), utc_now(), &id, err);
    for (size_t i = 0; !st && i < found->runs; i++) {
        enum journal_added one;
        st = journal_run_add(im->journal, &found->run[i].run, id, found->part[i], &run, &one, err);
        im->file->runs += !st && one == JOURNAL_ADDED;
        if (i == 0 || one == JOURNAL_ADDED) *added = one;
    }
    return st;
}

static enum tingle_status copy_repairs(struct importer *im, const struct activity *a, struct tingle_error *err)
{
    struct arena *arena = &im->report->arena;
    struct tingle_repair *r = arena_array(arena, a->repair_count, sizeof *r);
    if (!r) return error_no_memory(err, "the import");
    for (size_t i = 0; i < a->repair_count; i++) {
        const struct activity_repair *from = &a->repair[i];
        r[i] = (struct tingle_repair){activity_repair_name(from->code), from->offset, from->count,
                                      arena_text(arena, from->message, strlen(from->message))};
        if (!r[i].message) return error_no_memory(err, "the import");
    }
    im->file->repair = r;
    im->file->repairs = a->repair_count;
    return TINGLE_OK;
}

/* Everything in the transaction, or nothing. */
static enum tingle_status in_transaction(struct importer *im, const struct found_runs *found, struct bytes original,
                                         enum journal_added *added, struct tingle_error *err)
{
    enum tingle_status st = journal_begin(im->journal, err);
    if (st) return st;
    return journal_end(im->journal, store_runs(im, found, original, im->file->path, added, err), err);
}

static enum tingle_status read_and_store(struct importer *im, struct bytes original, struct tingle_error *err)
{
    struct activity *a = NULL;
    struct found_runs *found = alloc_array(1, sizeof *found);
    enum journal_added added = JOURNAL_ADDED;
    enum tingle_status st = found ? activity_read(&a, original, im->file->path, err) : error_no_memory(err, "the import");
    if (!st) st = copy_repairs(im, a, err);
    if (!st) st = find_runs(found, a, err);
    if (!st) st = in_transaction(im, found, original, &added, err);
    if (!st) st = set_outcome(im, added == JOURNAL_JOINED ? TINGLE_SKIPPED : TINGLE_IMPORTED, added_words(added), err);
    for (size_t i = 0; found && i < found->runs; i++) derived_run_release(&found->run[i]);
    free(found);
    activity_free(a);
    return st;
}

static enum tingle_status import_watch(struct importer *im, struct tingle_error *err)
{
    struct file_bytes file = {0};
    int64_t known = 0;
    enum tingle_status st = recording_bytes(&file, im->file->path, err);
    if (!st) {
        journal_sha256(im->sha256, file_view(&file));
        st = journal_original_find(im->journal, im->sha256, &known, err);
    }
    if (!st && known) st = set_outcome(im, TINGLE_SKIPPED, "already in the journal", err);
    else if (!st) st = read_and_store(im, file_view(&file), err);
    file_release(&file);
    return st;
}

/* ------------------------------------------------------------- text files */

static enum tingle_status make_run(void *context, double start_unix_s, double minutes, double km,
                                   struct journal_run *out, struct tingle_error *err)
{
    struct derived_run *kept = context;
    enum tingle_status st;
    derived_run_release(kept);
    st = derived_run_constant(kept, start_unix_s, minutes, km, err);
    if (!st) *out = kept->run;
    return st;
}

static enum tingle_status take_shoes(struct importer *im, struct bytes text, struct tingle_error *err)
{
    struct shoes_csv_result result = {0};
    enum tingle_status st = shoes_csv_import(im->journal, text, im->file->path, &result, err);
    im->file->shoes = result.added;
    return st;
}

/* A table of notes; of shoes where the columns say so, whatever its name. */
static enum tingle_status take_notes(struct importer *im, struct bytes text, struct tingle_error *err)
{
    struct derived_run kept = {0};
    const struct notes_csv_hooks hooks = {.make_run = make_run, .context = &kept};
    struct notes_csv_result result = {0};
    enum tingle_status st;
    if (!notes_csv_looks_like(text) && shoes_csv_looks_like(text)) return take_shoes(im, text, err);
    st = notes_csv_import(im->journal, text, im->file->path, &hooks, &result, err);
    im->file->notes = result.notes;
    im->file->runs = result.runs_added;
    derived_run_release(&kept);
    return st;
}

static enum tingle_status take_answers(struct importer *im, struct bytes text, struct tingle_error *err)
{
    return answers_import(im->journal, text, im->file->path, err);
}

/* A text file in one transaction; what came out of it is forgotten when it failed. */
static enum tingle_status import_text(struct importer *im,
                                      enum tingle_status (*take)(struct importer *, struct bytes, struct tingle_error *),
                                      struct tingle_error *err)
{
    struct file_bytes file = {0};
    enum tingle_status st = file_read(&file, im->file->path, CSV_MAX_BYTES, err);
    if (!st) st = journal_begin(im->journal, err);
    if (!st) st = journal_end(im->journal, take(im, file_view(&file), err), err);
    if (st) im->file->runs = im->file->notes = im->file->shoes = 0;
    file_release(&file);
    return st;
}

static enum tingle_status derive_again(void *context, struct bytes original, const char *name, int part,
                                       struct journal_run *out, struct tingle_error *err)
{
    struct derived_run *kept = context;
    enum tingle_status st;
    derived_run_release(kept);
    st = derived_run_of_bytes(kept, original, name, part, err);
    if (!st) *out = kept->run;
    return st;
}

static enum tingle_status import_export(struct importer *im, struct tingle_error *err)
{
    struct derived_run kept = {0};
    struct journal_folder_result result = {0};
    const struct journal_folder_hooks hooks = {.make_run = make_run, .derive = derive_again,
                                               .context = &kept};
    enum tingle_status st = journal_import_folder(im->journal, im->file->path, &hooks, &result, err);
    derived_run_release(&kept);
    im->file->runs = result.runs;
    im->file->notes = result.notes;
    im->file->shoes = result.shoes;
    return st;
}

static enum tingle_status import_one(struct importer *im, enum import_type type, struct tingle_error *err)
{
    struct tingle_error fault = {0};
    enum tingle_status st = TINGLE_OK;
    set_outcome(im, TINGLE_IMPORTED, "", NULL);
    switch (type) {
    case IMPORT_WATCH: st = import_watch(im, &fault); break;
    case IMPORT_NOTES: st = import_text(im, take_notes, &fault); break;
    case IMPORT_SHOES: st = import_text(im, take_shoes, &fault); break;
    case IMPORT_ANSWERS: st = import_text(im, take_answers, &fault); break;
    case IMPORT_EXPORT: st = import_export(im, &fault); break;
    case IMPORT_EMPTY: st = error_set(&fault, TINGLE_NO_INPUT, -1, "a folder without files; name the folder with the files of your watch"); break;
    }
    return settle(im, st, &fault, err);
}

/* ------------------------------------------------------------------- report */

static void add_up(struct tingle_import_report *r, const struct tingle_import_file *f)
{
    r->imported += f->outcome == TINGLE_IMPORTED;
    r->skipped += f->outcome == TINGLE_SKIPPED;
    r->failed += f->outcome == TINGLE_FAILED;
    r->runs += f->runs;
    r->notes += f->notes;
    r->shoes += f->shoes;
    r->files++;
}

/* What stopped the import, where, and what of it is in all the same. */
static enum tingle_status tell_stop(const struct tingle_import_report *r, const char *path, enum tingle_status st,
                                    struct tingle_error *err)
{
    char inner[TINGLE_ERROR_MESSAGE_SIZE];
    if (!err) return st;
    snprintf(inner, sizeof inner, "%s", without_path(err->message, path));
    if (r->imported)
        return error_set(err, st, -1, "%s: %s (%zu files before it are in the journal: import again to go on)", path, inner, r->imported);
    return error_set(err, st, -1, "%s: %s", path, inner);
}

static enum tingle_status import_all(struct report *report, struct journal *j, const struct import_list *list,
                                     tingle_import_progress progress, void *context, struct tingle_error *err)
{
    struct tingle_import_file *file = arena_array(&report->arena, list->items, sizeof *file);
    enum tingle_status st = file ? TINGLE_OK : error_no_memory(err, "the import");
    report->shown.file = file;
    for (size_t i = 0; !st && i < list->items; i++) {
        struct importer im = {.journal = j, .report = report, .file = &file[i]};
        const char *path = list->item[i].path;
        if (progress && progress(context, i, list->items, path)) break;
        file[i].path = arena_text(&report->arena, path, strlen(path));
        st = file[i].path ? import_one(&im, list->item[i].type, err) : error_no_memory(err, "the import");
        if (!st) add_up(&report->shown, &file[i]);
        else st = tell_stop(&report->shown, path, st, err);
    }
    if (!st && report->shown.runs + report->shown.notes) st = subject_freeze_references(j, false, err);
    return st;
}

enum tingle_status import_paths(struct tingle_import_report **out, struct journal *j, const char *const *paths,
                                size_t count, tingle_import_progress progress, void *context,
                                struct tingle_error *err)
{
    struct report *report = alloc_array(1, sizeof *report);
    struct import_list list = {0};
    enum tingle_status st;
    *out = NULL;
    if (!report) return error_no_memory(err, "the import");
    arena_init(&report->arena, REPORT_MAX_BYTES);
    st = import_list_make(&list, paths, count, err);
    if (!st) st = import_all(report, j, &list, progress, context, err);
    import_list_release(&list);
    if (st) import_report_free(&report->shown);
    else *out = &report->shown;
    return st;
}

void import_report_free(struct tingle_import_report *shown)
{
    struct report *report = (struct report *)shown;
    if (!report) return;
    arena_release(&report->arena);
    free(report);
}
