/* Bytes -> runs ready to be stored. */
#include "advice/import_work.h"

#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "base/utc.h"

enum { FUTURE_S = 86400 };

/* ------------------------------------------------------------------- known */

static int by_hash(const void *a, const void *b) { return memcmp(a, b, SHA256_SIZE); }

struct loading {
    struct import_known *known;
    size_t room;
};

static enum tingle_status add_hash(void *context, const struct journal_original *o, struct tingle_error *err)
{
    struct loading *l = context;
    struct import_known *known = l->known;
    if (!alloc_room(&known->sha256, known->count, &l->room, SHA256_SIZE)) return error_no_memory(err, "the files of the journal");
    memcpy(known->sha256[known->count++], o->sha256, SHA256_SIZE);
    return TINGLE_OK;
}

enum tingle_status import_known_load(struct import_known *known, struct journal *j, struct tingle_error *err)
{
    struct loading l = {.known = known};
    enum tingle_status st;
    *known = (struct import_known){0};
    st = journal_originals(j, add_hash, &l, err);
    if (st) import_known_release(known);
    else if (known->count) qsort(known->sha256, known->count, SHA256_SIZE, by_hash);
    return st;
}

void import_known_release(struct import_known *known)
{
    free(known->sha256);
    *known = (struct import_known){0};
}

/* -------------------------------------------------------------------- runs */

static enum tingle_status check_start(const struct journal_run *run, struct tingle_error *err)
{
    char text[UTC_TEXT_SIZE];
    if (run->start_unix_s <= (double)utc_now() + FUTURE_S) return TINGLE_OK;
    utc_text(text, (int64_t)run->start_unix_s);
    return error_set(err, TINGLE_BAD_DATA, -1, "the run starts in the future (%s): is the clock of the watch right?", text);
}

static bool is_no_run(enum tingle_status st) { return st == TINGLE_NOT_A_RUN || st == TINGLE_BAD_DATA; }

/* The running parts of an activity. *refused says why the last part that is no run after all is none. */
static enum tingle_status derive_parts(struct import_runs *runs, struct activity *const *part, size_t parts,
                                       enum tingle_status *refused, struct tingle_error *err)
{
    for (size_t i = 0; i < parts; i++) {
        struct derived_run *to = &runs->run[runs->count];
        enum tingle_status st;
        if (!activity_is_run(part[i])) continue;
        st = derived_run_of(to, part[i], err);
        if (!st) st = check_start(&to->run, err);
        if (!st) {
            runs->part[runs->count++] = (int)i;
            continue;
        }
        derived_run_release(to);
        if (!is_no_run(st)) return st;
        *refused = st;
    }
    return TINGLE_OK;
}

static enum tingle_status find_runs(struct import_runs *runs, const struct activity *a, struct tingle_error *err)
{
    struct activity *part[ACTIVITY_PARTS_MAX] = {0};
    size_t parts = 0;
    enum tingle_status refused = TINGLE_OK, st = activity_split(a, part, ACTIVITY_PARTS_MAX, &parts, err);
    runs->simulated = activity_is_simulated(a);
    if (!st) st = derive_parts(runs, part, parts, &refused, err);
    for (size_t i = 0; i < parts; i++) activity_free(part[i]);
    if (st || runs->count) return st;
    if (refused) return refused;
    st = activity_check_run(a, err);
    return st ? st : error_set(err, TINGLE_NOT_A_RUN, -1, "no outing in it is a run");
}

static enum tingle_status copy_repairs(struct import_item *item, const struct activity *a, struct tingle_error *err)
{
    struct tingle_repair *r = arena_array(&item->arena, a->repair_count, sizeof *r);
    if (!r) return error_no_memory(err, "the import");
    for (size_t i = 0; i < a->repair_count; i++) {
        const struct activity_repair *from = &a->repair[i];
        r[i] = (struct tingle_repair){activity_repair_name(from->code), from->offset, from->count,
                                      arena_text(&item->arena, from->message, strlen(from->message))};
        if (!r[i].message) return error_no_memory(err, "the import");
    }
    item->repair = r;
    item->repairs = a->repair_count;
    return TINGLE_OK;
}

static enum tingle_status decode(struct import_item *item, struct tingle_error *err)
{
    struct activity *a = NULL;
    enum tingle_status st = activity_read(&a, file_view(&item->bytes), item->path, err);
    if (!st) st = copy_repairs(item, a, err);
    if (!st) {
        item->runs = alloc_array(1, sizeof *item->runs);
        st = item->runs ? find_runs(item->runs, a, err) : error_no_memory(err, "the import");
    }
    activity_free(a);
    return st;
}

void import_work(struct import_item *item, struct journal_packer *packer, const struct import_known *known)
{
    if (item->type != IMPORT_WATCH || item->status) return;
    journal_sha256(item->packed.sha256, file_view(&item->bytes));
    item->known = known->count && bsearch(item->packed.sha256, known->sha256, known->count, SHA256_SIZE, by_hash);
    if (!item->known) item->status = decode(item, &item->fault);
    if (!item->known && !item->status)
        item->status = journal_pack(packer, file_view(&item->bytes), &item->packed, &item->fault);
    file_release(&item->bytes);
}
