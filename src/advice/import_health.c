/* Reading the parts again, in the order in which they are needed. */
#include "advice/import_health.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/member_walk.h"

enum { PLACES_MAX_BYTES = 1 << 28 };

void import_health_init(struct import_health *h)
{
    *h = (struct import_health){0};
    arena_init(&h->arena, PLACES_MAX_BYTES);
}

void import_health_release(struct import_health *h)
{
    health_export_free(h->open);
    arena_release(&h->arena);
}

static enum tingle_status add(struct import_health *h, struct import_places *places, const char *top, const char *member,
                              struct tingle_error *err)
{
    struct import_place place = {arena_text(&h->arena, top, strlen(top)), arena_text(&h->arena, member, strlen(member))};
    if (!place.top || !place.member || !arena_room(&h->arena, &places->at, places->count, &places->room, sizeof *places->at))
        return error_no_memory(err, "the list of files");
    places->at[places->count++] = place;
    return TINGLE_OK;
}

enum tingle_status import_health_add_export(struct import_health *h, const char *top, const char *member, struct tingle_error *err)
{
    return add(h, &h->exports, top, member, err);
}

enum tingle_status import_health_add_route(struct import_health *h, const char *top, const char *member, struct tingle_error *err)
{
    return add(h, &h->routes, top, member, err);
}

/* ----------------------------------------------------------- opening again */

/* Opens the file and goes to the member. */
static enum tingle_status open_place(struct member_walk **walk, const struct import_place *place, struct member *m,
                                     struct tingle_error *err)
{
    enum tingle_status st = member_walk_open(walk, place->top, &member_limits_usual, err);
    while (!st && member_walk_next(*walk, m, &st, err))
        if (strcmp(m->path, place->member) == 0) return TINGLE_OK;
    if (!st) st = error_set(err, TINGLE_NO_INPUT, -1, "%s: is not there any more; did the file change meanwhile?", place->member);
    member_walk_close(*walk);
    *walk = NULL;
    return st;
}

/* A source that hashes what goes through it. */
struct hashing {
    struct byte_source in;
    struct journal_hash *hash;
};

static enum tingle_status read_hashing(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct hashing *h = context;
    enum tingle_status st = byte_source_read(&h->in, to, room, got, err);
    if (!st) journal_hash_add(h->hash, bytes_of(to, *got));
    return st;
}

/* Whoever read may have stopped at the closing tag: the hash is of the whole file. */
static enum tingle_status read_rest(const struct byte_source *in, struct tingle_error *err)
{
    uint8_t piece[16 * 1024];
    size_t got = 1;
    enum tingle_status st = TINGLE_OK;
    while (!st && got) st = byte_source_read(in, piece, sizeof piece, &got, err);
    return st;
}

static enum tingle_status find_workouts(struct import_health *h, const struct import_place *place, struct tingle_error *err)
{
    struct member_walk *walk = NULL;
    struct member m;
    struct hashing hashing = {.hash = journal_hash_new()};
    const struct byte_source in = {.read = read_hashing, .context = &hashing};
    enum tingle_status st = hashing.hash ? open_place(&walk, place, &m, err) : error_no_memory(err, "the import");
    if (!st) {
        hashing.in = member_source(walk);
        st = health_export_find(h->open, &in, place->member, err);
    }
    if (!st) st = read_rest(&in, err);
    h->is_hashed = !st;
    journal_hash_end(hashing.hash, st ? NULL : h->sha256);
    member_walk_close(walk);
    return st;
}

static enum tingle_status collect_records(struct import_health *h, const struct import_place *place, struct tingle_error *err)
{
    struct member_walk *walk = NULL;
    struct member m;
    enum tingle_status st = open_place(&walk, place, &m, err);
    if (!st) {
        const struct byte_source in = member_source(walk);
        st = health_export_collect(h->open, &in, place->member, err);
    }
    member_walk_close(walk);
    return st;
}

/* The routes of one file on disk, which may be an archive of many: one walk. A route that cannot be read leaves its workout
 * without places. */
static enum tingle_status take_routes_of(struct import_health *h, const char *top, struct tingle_error *err)
{
    struct member_walk *walk = NULL;
    struct member m;
    struct file_bytes gpx = {0};
    enum tingle_status st = member_walk_open(&walk, top, &member_limits_usual, err);
    while (!st && member_walk_next(walk, &m, &st, err)) {
        struct tingle_error fault;
        if (m.fault || !health_export_wants(h->open, m.path)) continue;
        st = member_load(walk, &gpx, &fault);
        if (st == TINGLE_BAD_DATA || st == TINGLE_LIMIT) {
            st = TINGLE_OK;
            continue;
        }
        if (!st) st = health_export_route(h->open, m.path, file_view(&gpx), &fault);
        if (st && err) *err = fault;
        file_release(&gpx);
    }
    member_walk_close(walk);
    return st;
}

static enum tingle_status take_routes(struct import_health *h, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < h->routes.count; i++)
        if (i == 0 || strcmp(h->routes.at[i].top, h->routes.at[i - 1].top) != 0) st = take_routes_of(h, h->routes.at[i].top, err);
    return st;
}

/* ------------------------------------------------------------------ giving */

/* What was found before a failure is given all the same, unless there is no memory to go on with. */
static bool goes_on(enum tingle_status st) { return st == TINGLE_BAD_DATA || st == TINGLE_LIMIT || st == TINGLE_NO_INPUT; }

static enum tingle_status open_export(struct import_health *h, const struct import_place *place, struct tingle_error *err)
{
    struct tingle_error later;
    enum tingle_status st, then = TINGLE_OK;
    health_export_free(h->open);
    h->open = NULL;
    h->next_document = 0;
    st = health_export_new(&h->open, err);
    if (st) return st;
    st = find_workouts(h, place, err);
    if ((st && !goes_on(st)) || health_export_count(h->open) == 0)
        return st ? st : error_set(err, TINGLE_NOT_A_RUN, -1, "%s: an Apple Health export without a running workout", place->member);
    then = collect_records(h, place, st ? &later : err);
    if (!st) st = then;
    if (!then || goes_on(then)) then = take_routes(h, st ? &later : err);
    return st ? st : then;
}

/* "export.zip/apple_health_export/export.xml: workout 2023-11-15 12:23:32 +0100" */
static struct import_item *new_document(const struct import_health *h, const struct import_place *place, size_t i)
{
    char path[MEMBER_PATH_SIZE + 64];
    struct import_item *item;
    snprintf(path, sizeof path, "%s: %s", place->member, health_export_name(h->open, i));
    item = import_item_new(path, IMPORT_WATCH);
    if (!item) return NULL;
    item->is_inside = true;
    item->has_container = h->is_hashed;
    if (h->is_hashed) memcpy(item->container, h->sha256, SHA256_SIZE);
    return item;
}

static enum tingle_status next_document(struct import_health *h, struct import_item **out, struct tingle_error *err)
{
    const struct import_place *place = &h->exports.at[h->next_export - 1];
    size_t i = h->next_document++;
    *out = new_document(h, place, i);
    if (!*out) return error_no_memory(err, "the import");
    (*out)->status = health_export_document(h->open, i, &(*out)->bytes, &(*out)->fault);
    return TINGLE_OK;
}

/* Where the export was broken, "" when it was not; NULL when there is no memory. */
static const char *damage_of(const struct import_health *h, struct import_item *item)
{
    char text[300];
    const char *what = "";
    size_t places = health_export_damage(h->open, &what);
    if (!places) return "";
    snprintf(text, sizeof text, "%s; stepped over in %zu places", what, places);
    return arena_text(&item->arena, text, strlen(text));
}

/* An export is opened; its own line says what was wrong with it, those of its documents what they are. */
static enum tingle_status next_export(struct import_health *h, struct import_item **out, struct tingle_error *err)
{
    const struct import_place *place = &h->exports.at[h->next_export++];
    struct import_item *item = import_item_new(place->member, IMPORT_CATALOGUE);
    if (!item) return error_no_memory(err, "the import");
    *out = item;
    item->status = open_export(h, place, &item->fault);
    if (item->status && !goes_on(item->status)) {
        health_export_free(h->open);
        h->open = NULL;
        return TINGLE_OK;
    }
    item->remark = damage_of(h, item);
    return item->remark ? TINGLE_OK : error_no_memory(err, "the import");
}

/* A route on its own, in an import without an export.xml. */
static enum tingle_status next_route(struct import_health *h, struct import_item **out, struct tingle_error *err)
{
    const struct import_place *place = &h->routes.at[h->next_route++];
    struct member_walk *walk = NULL;
    struct member m;
    *out = import_item_new(place->member, IMPORT_WATCH);
    if (!*out) return error_no_memory(err, "the import");
    (*out)->status = open_place(&walk, place, &m, &(*out)->fault);
    if (!(*out)->status) (*out)->status = member_load(walk, &(*out)->bytes, &(*out)->fault);
    member_walk_close(walk);
    return TINGLE_OK;
}

enum tingle_status import_health_next(struct import_health *h, struct import_item **out, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    *out = NULL;
    while (!st && !*out) {
        if (h->open && h->next_document < health_export_count(h->open)) st = next_document(h, out, err);
        else if (h->next_export < h->exports.count) st = next_export(h, out, err);
        else if (!h->exports.count && h->next_route < h->routes.count) st = next_route(h, out, err);
        else break;
    }
    return st;
}
