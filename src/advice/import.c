/* Import: items in the order in which they were made, one transaction and one line of the report each. */
#include "advice/import.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/answers.h"
#include "advice/import_feed.h"
#include "advice/import_list.h"
#include "advice/import_told.h"
#include "advice/import_work.h"
#include "advice/subject_load.h"
#include "advice/text_notes.h"
#include "base/conveyor.h"
#include "base/text.h"
#include "base/utc.h"
#include "journal/journal_export.h"
#include "journal/feet_csv.h"
#include "journal/notes_csv.h"
#include "journal/shoes_csv.h"

enum {
    REPORT_MAX_BYTES = 1 << 30,
    ON_THE_WAY = 8,                       /* items between the reading and the storing of an import ... */
    BYTES_ON_THE_WAY = 32 * 1024 * 1024,  /* ... and their content, but for one larger file */
    LATER_MAX_BYTES = 256 * 1024 * 1024,  /* notes, shoes and answers that wait for the runs */
    WORKERS_MAX = 8
};

/* The public struct first: a pointer to it is a pointer to the whole. */
struct report {
    struct tingle_import_report shown;
    struct arena arena;
    struct tingle_import_file *file;
    size_t room;
};

struct importer {
    struct journal *journal;
    struct report *report;
    struct import_feed feed;
    struct import_known known;
    struct conveyor *conveyor;
    struct tingle_import_file *file;  /* the line being filled */
    struct import_item **later;       /* what is stored after all watch files */
    size_t laters, later_room, later_bytes;
    struct import_kept *kept;         /* watch files in the journal now */
    size_t kepts, kept_room;
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
static enum tingle_status settle(struct importer *im, enum tingle_status st, const struct tingle_error *fault,
                                 struct tingle_error *err)
{
    if (!st) return TINGLE_OK;
    if (is_fatal(st) || journal_is_damaged(im->journal)) {
        if (err) *err = *fault;
        return st;
    }
    im->report->shown.foreign += is_nothing_for_us(st);
    if (!is_nothing_for_us(st) && !im->report->shown.first_failure) im->report->shown.first_failure = st;
    return set_outcome(im, is_nothing_for_us(st) ? TINGLE_SKIPPED : TINGLE_FAILED,
                       without_path(fault->message, im->file->path), err);
}

/* -------------------------------------------------------------- watch files */

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

static enum tingle_status store_runs(struct importer *im, const struct import_item *item, int64_t *original,
                                     enum journal_added *added, struct tingle_error *err)
{
    const struct import_runs *runs = item->runs;
    int64_t run = 0;
    enum tingle_status st = journal_expect_kind(im->journal, runs->simulated ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
    *added = JOURNAL_JOINED;
    if (!st) st = journal_original_keep(im->journal, &item->packed, path_name(item->path),
                                        item->has_container ? item->container : NULL, utc_now(), original, err);
    for (size_t i = 0; !st && i < runs->count; i++) {
        enum journal_added one;
        st = journal_run_add(im->journal, &runs->run[i].run, *original, runs->part[i], &run, &one, err);
        im->file->runs += !st && one == JOURNAL_ADDED;
        if (i == 0 || one == JOURNAL_ADDED) *added = one;
    }
    return st;
}

static enum tingle_status remember(struct importer *im, int64_t original, struct tingle_error *err)
{
    if (!alloc_room(&im->kept, im->kepts, &im->kept_room, sizeof *im->kept)) return error_no_memory(err, "the import");
    im->kept[im->kepts++] = (struct import_kept){.path = im->file->path, .original = original, .is_new = im->file->runs > 0};
    return TINGLE_OK;
}

static enum tingle_status copy_repairs(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    struct arena *arena = &im->report->arena;
    struct tingle_repair *r = arena_array(arena, item->repairs, sizeof *r);
    if (!r) return error_no_memory(err, "the import");
    for (size_t i = 0; i < item->repairs; i++) {
        r[i] = item->repair[i];
        r[i].message = arena_text(arena, item->repair[i].message, strlen(item->repair[i].message));
        if (!r[i].message) return error_no_memory(err, "the import");
    }
    im->file->repair = r;
    im->file->repairs = item->repairs;
    return TINGLE_OK;
}

/* Everything in the transaction, or nothing. */
static enum tingle_status store_new(struct importer *im, const struct import_item *item, int64_t *original, struct tingle_error *err)
{
    enum journal_added added = JOURNAL_ADDED;
    enum tingle_status st = journal_begin(im->journal, err);
    if (!st) st = journal_end(im->journal, store_runs(im, item, original, &added, err), err);
    if (st) im->file->runs = 0;
    return st ? st : set_outcome(im, added == JOURNAL_JOINED ? TINGLE_SKIPPED : TINGLE_IMPORTED, added_words(added), err);
}

static enum tingle_status take_watch(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    int64_t original = 0;
    enum tingle_status st = copy_repairs(im, item, err);
    if (!st) st = journal_original_find(im->journal, item->packed.sha256, &original, err);
    if (!st && original) {
        im->report->shown.known++;
        st = set_outcome(im, TINGLE_SKIPPED, "already in the journal", err);
    } else if (!st && item->known) { /* when the import began; its bytes were not read again */
        st = error_set(err, TINGLE_NO_INPUT, -1, "its run was deleted from the journal while this import went on; import it again");
    } else if (!st) {
        st = store_new(im, item, &original, err);
    }
    return st ? st : remember(im, original, err);
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

static enum tingle_status take_shoes(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    struct shoes_csv_result result = {0};
    enum tingle_status st = shoes_csv_import(im->journal, file_view(&item->bytes), item->path, &result, err);
    im->file->shoes = result.added;
    return st;
}

static enum tingle_status take_feet(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    enum tingle_status st = feet_csv_import(im->journal, file_view(&item->bytes), item->path, &im->file->feet, err);
    if (st || im->file->feet) return st;
    return set_outcome(im, TINGLE_SKIPPED, "nothing new: these measurements are in the journal already", err);
}

static enum tingle_status take_notes(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    struct derived_run kept = {0};
    const struct notes_csv_hooks hooks = {.make_run = make_run, .context = &kept};
    struct notes_csv_result result = {0};
    enum tingle_status st = notes_csv_import(im->journal, file_view(&item->bytes), item->path, &hooks, &result, err);
    im->file->notes = result.notes;
    im->file->runs = result.runs_added;
    derived_run_release(&kept);
    return st || result.notes || result.runs_added || !result.unchanged ? st : set_outcome(im, TINGLE_SKIPPED, "all its notes are in the journal as they are here", err);
}

static enum tingle_status take_answers(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    return answers_import(im->journal, file_view(&item->bytes), item->path, err);
}

static enum tingle_status take_text(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    enum tingle_status st = text_notes_take(im->journal, file_view(&item->bytes), item->path, item->written_unix_s, &im->file->notes, err);
    if (st || im->file->notes) return st;
    return set_outcome(im, TINGLE_SKIPPED, "the run has a note already, which was kept", err);
}

/* A text file in one transaction; what came out of it is forgotten when it failed. */
static enum tingle_status in_transaction(struct importer *im, const struct import_item *item,
                                         enum tingle_status (*take)(struct importer *, const struct import_item *, struct tingle_error *),
                                         struct tingle_error *err)
{
    enum tingle_status st = journal_begin(im->journal, err);
    if (!st) st = journal_end(im->journal, take(im, item, err), err);
    if (st) im->file->runs = im->file->notes = im->file->shoes = im->file->feet = 0;
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

static enum tingle_status take_export(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    struct derived_run kept = {0};
    struct journal_folder_result result = {0};
    const struct journal_folder_hooks hooks = {.make_run = make_run, .derive = derive_again,
                                               .context = &kept};
    enum tingle_status st = journal_import_folder(im->journal, item->path, &hooks, &result, err);
    derived_run_release(&kept);
    im->file->runs = result.runs;
    im->file->notes = result.notes;
    im->file->shoes = result.shoes;
    im->file->feet = result.feet;
    return st;
}

/* A service tells of real runs. Asked for in a simulated journal only: a table alone does not make an empty one real. */
static enum tingle_status take_catalogue(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    enum journal_kind kind;
    enum tingle_status st = journal_kind(im->journal, &kind, err);
    if (!st && kind == JOURNAL_SIMULATED) st = journal_expect_kind(im->journal, JOURNAL_REAL, err);
    return st ? st : set_outcome(im, TINGLE_IMPORTED, item->remark, err);
}

/* A file whose run went again is one that was passed over. */
static enum tingle_status pass_over(struct importer *im, const char *path, struct tingle_error *err)
{
    struct report *r = im->report;
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < r->shown.files; i++) {
        struct tingle_import_file *f = &r->file[i];
        if (f->path != path) continue;
        r->shown.imported--;
        r->shown.skipped++;
        r->shown.foreign++;
        r->shown.runs -= f->runs;
        f->runs = 0;
        im->file = f;
        st = set_outcome(im, TINGLE_SKIPPED, "not a run, by the list of its service", err);
    }
    return st;
}

/* What the services tell of the runs. */
static enum tingle_status join_catalogue(struct importer *im, struct tingle_error *err)
{
    struct tingle_import_report *r = &im->report->shown;
    struct import_told_result result = {0};
    enum journal_kind kind;
    enum tingle_status st = journal_kind(im->journal, &kind, err);
    if (st || kind == JOURNAL_SIMULATED) return st;
    st = import_told_join(im->journal, &im->feed.catalogue, im->kept, im->kepts, &result, err);
    for (size_t i = 0; !st && i < im->kepts; i++)
        if (im->kept[i].is_dropped) st = pass_over(im, im->kept[i].path, err);
    r->runs += result.runs;
    r->shoes += result.shoes;
    r->told += result.told;
    r->proposals += result.proposals;
    return st;
}

/* -------------------------------------------------------------------- items */

static enum tingle_status take(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    if (item->status) {
        if (err) *err = item->fault;
        return item->status;
    }
    switch (item->type) {
    case IMPORT_WATCH: return take_watch(im, item, err);
    case IMPORT_EXPORT: return take_export(im, item, err);
    case IMPORT_SHOES: return in_transaction(im, item, take_shoes, err);
    case IMPORT_FEET: return in_transaction(im, item, take_feet, err);
    case IMPORT_NOTES: return in_transaction(im, item, take_notes, err);
    case IMPORT_ANSWERS: return in_transaction(im, item, take_answers, err);
    case IMPORT_TEXT: return in_transaction(im, item, take_text, err);
    case IMPORT_CATALOGUE: return take_catalogue(im, item, err);
    case IMPORT_NOTHING: break; /* says why in its status */
    }
    assert(item->type != IMPORT_NOTHING);
    return TINGLE_INTERNAL;
}

static void add_up(struct tingle_import_report *r, const struct tingle_import_file *f)
{
    r->imported += f->outcome == TINGLE_IMPORTED;
    r->skipped += f->outcome == TINGLE_SKIPPED;
    r->failed += f->outcome == TINGLE_FAILED;
    r->runs += f->runs;
    r->notes += f->notes;
    r->shoes += f->shoes;
    r->feet += f->feet;
}

static enum tingle_status new_line(struct importer *im, const char *path, struct tingle_error *err)
{
    struct report *r = im->report;
    if (!arena_room(&r->arena, &r->file, r->shown.files, &r->room, sizeof *r->file)) return error_no_memory(err, "the import");
    r->shown.file = r->file;
    im->file = &r->file[r->shown.files];
    im->file->path = arena_text(&r->arena, path, strlen(path));
    if (!im->file->path) return error_no_memory(err, "the import");
    r->shown.files++;
    return set_outcome(im, TINGLE_IMPORTED, "", err);
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

static enum tingle_status take_one(struct importer *im, const struct import_item *item, struct tingle_error *err)
{
    struct tingle_error fault = {0};
    enum tingle_status st = new_line(im, item->path, err), taken = st ? st : take(im, item, &fault);
    if (!st) im->file->waits = item->type == IMPORT_TEXT && taken == TINGLE_NO_INPUT;
    if (!st) st = settle(im, taken, &fault, err);
    if (!st) add_up(&im->report->shown, im->file);
    return st ? tell_stop(&im->report->shown, item->path, st, err) : TINGLE_OK;
}

static enum tingle_status keep_for_later(struct importer *im, struct import_item *item, struct tingle_error *err)
{
    im->later_bytes += item->bytes.size + item->arena.total + sizeof *item;
    if (im->later_bytes > LATER_MAX_BYTES && !item->status) {
        file_release(&item->bytes);
        item->status = error_set(&item->fault, TINGLE_LIMIT, -1, "more than %d MiB of notes and tables in one import; import it by itself",
                                 LATER_MAX_BYTES >> 20);
    }
    if (!alloc_room(&im->later, im->laters, &im->later_room, sizeof *im->later)) {
        import_item_free(item);
        return error_no_memory(err, "the import");
    }
    im->later[im->laters++] = item;
    return TINGLE_OK;
}

/* ---------------------------------------------------------------- the whole */

static void *new_tool(void *context)
{
    struct journal_packer *packer = NULL;
    (void)context;
    return journal_packer_new(&packer, NULL) ? NULL : packer;
}

static void free_tool(void *tool) { journal_packer_free(tool); }
static void *make_item(void *context) { return import_feed_make(&((struct importer *)context)->feed); }
static size_t weigh_item(const void *item) { return ((const struct import_item *)item)->bytes.size; }

static void work_on_item(void *context, void *tool, void *item)
{
    import_work(item, tool, &((struct importer *)context)->known);
}

static void drop_item(void *context, void *item)
{
    (void)context;
    import_item_free(item);
}

static const struct conveyor_hooks hooks = {.make = make_item, .work = work_on_item, .weight = weigh_item, .drop = drop_item,
                                            .tool_new = new_tool, .tool_free = free_tool};

static bool is_stopped(struct importer *im, tingle_import_progress progress, void *context, const char *path)
{
    const struct tingle_import_state state = {.files = im->report->shown.files, .runs = im->report->shown.runs,
                                              .bytes_done = atomic_load(&im->feed.bytes_done),
                                              .bytes_total = im->feed.bytes_total, .path = path};
    if (progress && progress(context, &state)) im->report->shown.stopped = true;
    return im->report->shown.stopped;
}

static enum tingle_status take_stream(struct importer *im, tingle_import_progress progress, void *context, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    struct import_item *item;
    while (!st && (item = conveyor_next(im->conveyor))) {
        if (is_stopped(im, progress, context, item->path)) {
            import_item_free(item);
            return TINGLE_OK;
        }
        if (item->type == IMPORT_WATCH || item->type == IMPORT_CATALOGUE || item->type == IMPORT_NOTHING) {
            st = take_one(im, item, err);
            import_item_free(item);
        } else {
            st = keep_for_later(im, item, err);
        }
    }
    if (st || !im->feed.status) return st;
    if (err) *err = im->feed.fault;
    return im->feed.status;
}

static enum tingle_status take_later(struct importer *im, enum import_type type, tingle_import_progress progress, void *context,
                                     struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < im->laters; i++)
        if (im->later[i]->type == type && !is_stopped(im, progress, context, im->later[i]->path)) st = take_one(im, im->later[i], err);
    return st;
}

/* What speaks of runs, when all of them are there; notes after the shoes that they name. */
static enum tingle_status take_all_later(struct importer *im, tingle_import_progress progress, void *context, struct tingle_error *err)
{
    static const enum import_type after[] = {IMPORT_FEET, IMPORT_NOTES, IMPORT_ANSWERS, IMPORT_TEXT};
    enum tingle_status st = take_later(im, IMPORT_EXPORT, progress, context, err);
    if (!st) st = take_later(im, IMPORT_SHOES, progress, context, err);
    if (!st && !im->report->shown.stopped) st = join_catalogue(im, err);
    for (size_t i = 0; !st && i < sizeof after / sizeof *after; i++) st = take_later(im, after[i], progress, context, err);
    return st;
}

static enum tingle_status run_import(struct importer *im, tingle_import_progress progress, void *context, struct tingle_error *err)
{
    const struct tingle_import_report *shown = &im->report->shown;
    unsigned workers = conveyor_processors();
    enum tingle_status st = import_known_load(&im->known, im->journal, err);
    if (!st) st = conveyor_new(&im->conveyor, &hooks, im, workers < WORKERS_MAX ? workers : WORKERS_MAX, ON_THE_WAY, BYTES_ON_THE_WAY, err);
    if (!st) st = take_stream(im, progress, context, err);
    if (!st && !shown->stopped) st = take_all_later(im, progress, context, err);
    /* Also when nothing is new: the import that brought the runs may have been ended before it came to this. */
    if (!st) st = subject_freeze_references(im->journal, false, err);
    return st;
}

static void importer_release(struct importer *im)
{
    conveyor_free(im->conveyor);
    import_feed_release(&im->feed);
    import_known_release(&im->known);
    for (size_t i = 0; i < im->laters; i++) import_item_free(im->later[i]);
    free(im->later);
    free(im->kept);
}

enum tingle_status import_paths(struct tingle_import_report **out, struct journal *j, const char *const *paths,
                                size_t count, tingle_import_progress progress, void *context,
                                struct tingle_error *err)
{
    struct importer im = {.journal = j, .report = alloc_array(1, sizeof *im.report)};
    struct import_list list = {0};
    enum tingle_status st;
    *out = NULL;
    if (!im.report) return error_no_memory(err, "the import");
    arena_init(&im.report->arena, REPORT_MAX_BYTES);
    st = import_list_make(&list, paths, count, err);
    if (!st) {
        import_feed_begin(&im.feed, &list);
        st = run_import(&im, progress, context, err);
        importer_release(&im);
    }
    import_list_release(&list);
    if (st) import_report_free(&im.report->shown);
    else *out = &im.report->shown;
    return st;
}

void import_report_free(struct tingle_import_report *shown)
{
    struct report *report = (struct report *)shown;
    if (!report) return;
    arena_release(&report->arena);
    free(report);
}
