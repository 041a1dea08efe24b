/* Paths to items. */
#include "advice/import_feed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "activity/activity_limits.h"
#include "activity/fit_head.h"
#include "archive/export_catalogue.h"
#include "base/csv.h"
#include "base/text.h"
#include "journal/feet_csv.h"
#include "journal/notes_csv.h"
#include "journal/shoes_csv.h"
#include "words/text_note.h"

/* Size and last change of a file; 0 and NaN where there is none. */
static unsigned long long look_at(const char *path, double *written_unix_s)
{
    struct stat info;
    bool is_file = stat(path, &info) == 0 && S_ISREG(info.st_mode);
    *written_unix_s = is_file ? (double)info.st_mtime : NAN;
    return is_file && info.st_size > 0 ? (unsigned long long)info.st_size : 0;
}

void import_feed_begin(struct import_feed *feed, const struct import_list *list)
{
    double written;
    memset(feed, 0, sizeof *feed);
    feed->list = list;
    atomic_init(&feed->bytes_done, 0);
    export_catalogue_init(&feed->catalogue);
    import_health_init(&feed->health);
    for (size_t i = 0; i < list->items; i++) feed->bytes_total += look_at(list->item[i].path, &written);
}

void import_feed_release(struct import_feed *feed)
{
    member_walk_close(feed->walk);
    export_catalogue_release(&feed->catalogue);
    import_health_release(&feed->health);
}

static enum tingle_status new_item(struct import_item **out, const char *path, enum import_type type, struct tingle_error *err)
{
    *out = import_item_new(path, type);
    return *out ? TINGLE_OK : error_no_memory(err, "the import");
}

/* An item of which nothing comes. */
static enum tingle_status refused_item(struct import_item **out, const char *path, enum tingle_status why,
                                       const struct tingle_error *fault, struct tingle_error *err)
{
    enum tingle_status st = new_item(out, path, IMPORT_NOTHING, err);
    if (st) return st;
    (*out)->status = why;
    (*out)->fault = *fault;
    return TINGLE_OK;
}

/* ------------------------------------------------------------------ members */

/* A head up to the end of a line: it may have been cut inside a letter. */
static struct bytes whole_lines(struct bytes head)
{
    size_t n = head.size;
    while (n && head.at[n - 1] != '\n') n--;
    return n ? bytes_slice(head, 0, n) : head;
}

/* In an archive, which is full of things that nobody chose, a table has to look like ours to be taken for it. */
static enum tingle_status type_of_table(enum import_type *type, const struct member *m, struct tingle_error *err)
{
    struct csv table;
    bool is_notes = false, is_shoes = false, is_feet = false;
    enum tingle_status st = csv_open(&table, whole_lines(m->head), m->path, err);
    if (st == TINGLE_NO_MEMORY) return st;
    if (!st) {
        is_notes = notes_csv_looks_like(&table);
        is_shoes = !is_notes && shoes_csv_looks_like(&table);
        is_feet = !is_notes && !is_shoes && feet_csv_looks_like(&table);
        csv_release(&table);
    }
    if (m->is_inside && !is_notes && !is_shoes && !is_feet) *type = IMPORT_NOTHING;
    else if (is_feet || text_same(m->name, "feet.csv")) *type = IMPORT_FEET;
    else *type = is_shoes || text_same(m->name, "shoes.csv") ? IMPORT_SHOES : IMPORT_NOTES;
    return TINGLE_OK;
}

/* What a member is for an import, by its name and first bytes. TINGLE_NO_MEMORY. */
static enum tingle_status type_of(enum import_type *type, const struct member *m, struct tingle_error *err)
{
    *type = IMPORT_WATCH;
    if (text_ends_with(m->name, ".csv")) return type_of_table(type, m, err);
    if (text_same(m->name, "answers.json")) *type = IMPORT_ANSWERS;
    else if (text_ends_with(m->name, ".txt") && text_note_looks_like(whole_lines(m->head))) *type = IMPORT_TEXT;
    return TINGLE_OK;
}

static enum tingle_status read_table(struct import_feed *f, const struct member *m, enum export_member kind, struct tingle_error *err)
{
    struct export_catalogue *c = &f->catalogue;
    struct file_bytes bytes = {0};
    struct byte_source in = member_source(f->walk);
    enum tingle_status st;
    if (kind == EXPORT_MEMBER_GARMIN_SUMMARY) return garmin_summary_read(c, &in, m->path, err);
    if (kind == EXPORT_MEMBER_GARMIN_GEAR) return garmin_gear_read(c, &in, m->path, err);
    st = member_load(f->walk, &bytes, err);
    if (!st && kind == EXPORT_MEMBER_STRAVA_SHOES) st = strava_shoes_read(c, file_view(&bytes), m->path, err);
    else if (!st) st = strava_activities_read(c, file_view(&bytes), m->path, err);
    file_release(&bytes);
    return st;
}

/* A table of a service goes into the catalogue; the item only says so. What could be read of a damaged one is used. */
static enum tingle_status table_item(struct import_feed *f, const struct member *m, enum export_member kind,
                                     struct import_item **out, struct tingle_error *err)
{
    char remark[sizeof f->catalogue.odd + 64];
    size_t odd_before = f->catalogue.odd_rows;
    enum tingle_status st = new_item(out, m->path, IMPORT_CATALOGUE, err);
    if (st) return st;
    (*out)->status = read_table(f, m, kind, &(*out)->fault);
    if (f->catalogue.odd_rows == odd_before) return TINGLE_OK;
    snprintf(remark, sizeof remark, "%zu rows left out%s%s", f->catalogue.odd_rows - odd_before, odd_before ? "" : ": ",
             odd_before ? "" : f->catalogue.odd);
    (*out)->remark = arena_text(&(*out)->arena, remark, strlen(remark));
    return (*out)->remark ? TINGLE_OK : error_no_memory(err, "the import");
}

static bool has_watch_name(const char *name)
{
    return text_ends_with(name, ".fit") || text_ends_with(name, ".gpx") || text_ends_with(name, ".tcx");
}

static enum tingle_status plain_item(struct import_feed *f, const struct member *m, struct import_item **out, struct tingle_error *err)
{
    struct tingle_error fault;
    enum import_type type;
    enum tingle_status st = type_of(&type, m, err);
    if (st) return st;
    if (type == IMPORT_WATCH) st = fit_head_check(m->head, m->size, m->path, &fault);
    if (type == IMPORT_NOTHING) st = error_set(&fault, TINGLE_UNSUPPORTED, -1, "a table that is neither notes nor shoes nor feet");
    if (!st && m->is_inside && m->size == 0 && !has_watch_name(m->name)) st = error_set(&fault, TINGLE_UNSUPPORTED, -1, "an empty file");
    if (st) return refused_item(out, m->path, st, &fault, err);
    st = new_item(out, m->path, type, err);
    if (st) return st;
    (*out)->is_inside = m->is_inside;
    if (!m->is_inside) (*out)->written_unix_s = f->written_unix_s; /* the archive's says nothing of what is in it */
    (*out)->status = member_load(f->walk, &(*out)->bytes, &(*out)->fault);
    return TINGLE_OK;
}

static enum tingle_status member_item(struct import_feed *f, const struct member *m, struct import_item **out, struct tingle_error *err)
{
    const char *top = f->list->item[f->next - 1].path;
    const enum export_member kind = export_member_kind(m->path, m->head);
    struct tingle_error fault;
    if (m->fault) {
        error_set(&fault, m->fault, -1, "%s", m->why);
        return refused_item(out, m->path, m->fault, &fault, err);
    }
    switch (kind) {
    case EXPORT_MEMBER_IGNORED:
        if (!m->is_inside && f->list->item[f->next - 1].is_named) break;
        error_set(&fault, TINGLE_UNSUPPORTED, -1, "part of an export that holds no run");
        return refused_item(out, m->path, TINGLE_UNSUPPORTED, &fault, err);
    case EXPORT_MEMBER_HEALTH: return import_health_add_export(&f->health, top, m->path, err);
    case EXPORT_MEMBER_HEALTH_ROUTE: return import_health_add_route(&f->health, top, m->path, err);
    case EXPORT_MEMBER_STRAVA_ACTIVITIES:
    case EXPORT_MEMBER_STRAVA_SHOES:
    case EXPORT_MEMBER_GARMIN_GEAR:
    case EXPORT_MEMBER_GARMIN_SUMMARY: return table_item(f, m, kind, out, err);
    case EXPORT_MEMBER_OTHER: break;
    }
    return plain_item(f, m, out, err);
}

/* -------------------------------------------------------------------- paths */

static void close_walk(struct import_feed *f)
{
    member_walk_close(f->walk);
    f->walk = NULL;
    f->bytes_before += f->size;
    atomic_store(&f->bytes_done, f->bytes_before);
}

static enum tingle_status next_member(struct import_feed *f, struct import_item **out, struct tingle_error *err)
{
    const char *top = f->list->item[f->next - 1].path;
    struct member m;
    struct tingle_error fault;
    enum tingle_status st = TINGLE_OK;
    if (member_walk_next(f->walk, &m, &st, &fault)) {
        f->any_member = true;
        atomic_store(&f->bytes_done, f->bytes_before + member_walk_position(f->walk));
        return member_item(f, &m, out, err);
    }
    close_walk(f);
    if (!st && !f->any_member) st = error_set(&fault, TINGLE_NO_INPUT, -1, "an archive without a file in it");
    return st ? refused_item(out, top, st, &fault, err) : TINGLE_OK;
}

static enum tingle_status next_path(struct import_feed *f, struct import_item **out, struct tingle_error *err)
{
    const struct import_entry *entry = &f->list->item[f->next++];
    struct member_limits limits = member_limits_usual;
    struct tingle_error fault;
    enum tingle_status st;
    f->any_member = false;
    f->written_unix_s = NAN;
    if (entry->kind == IMPORT_PATH_EXPORT) return new_item(out, entry->path, IMPORT_EXPORT, err);
    if (entry->kind == IMPORT_PATH_BEYOND) {
        error_set(&fault, TINGLE_UNSUPPORTED, -1, "not looked into: too many folders in folders, or too long a name; name it by itself");
        return refused_item(out, entry->path, TINGLE_UNSUPPORTED, &fault, err);
    }
    if (entry->kind == IMPORT_PATH_EMPTY) {
        error_set(&fault, TINGLE_NO_INPUT, -1, "a folder without files; name the folder with the files of your watch");
        return refused_item(out, entry->path, TINGLE_NO_INPUT, &fault, err);
    }
    limits.member_bytes = ACTIVITY_MAX_FILE_BYTES; /* a larger one would be refused when it is read: it is not even held */
    st = member_walk_open(&f->walk, entry->path, &limits, &fault);
    if (st) return refused_item(out, entry->path, st, &fault, err);
    f->size = look_at(entry->path, &f->written_unix_s);
    return TINGLE_OK;
}

void *import_feed_make(void *feed)
{
    struct import_feed *f = feed;
    struct import_item *item = NULL;
    while (!f->status && !item) {
        if (f->walk) f->status = next_member(f, &item, &f->fault);
        else if (f->next < f->list->items) f->status = next_path(f, &item, &f->fault);
        else {
            f->status = import_health_next(&f->health, &item, &f->fault);
            if (!item) break;
        }
    }
    if (!f->status) return item;
    import_item_free(item);
    return NULL;
}
