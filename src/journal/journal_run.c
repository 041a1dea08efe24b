/* Runs: once each, however many files tell of them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "journal/journal_schema.h"

enum { LIST_MAX_BYTES = 1 << 30 };

/* When two recordings are one outing. [J] */
static const double same_start_s = 90, same_elapsed_s = 60, same_elapsed_share = 0.03, same_distance_m = 200,
                    same_distance_share = 0.05, quarter_hour_s = 900, clocks_differ_at_most_s = 14 * 3600,
                    told_start_s = 3600, told_elapsed_s = 300, told_elapsed_share = 0.15, told_distance_m = 500,
                    told_distance_share = 0.15;
enum { ELAPSED_MAX_S = 48 * 3600, FUTURE_S = 86400 };

#define RUN_COLUMNS                                                                                  \
    "start_unix_s, utc_offset_s, elapsed_s, moving_s, distance_m, temperature_c, contact,"           \
    " followed_workout, sport, sub_sport, title, device, richness, exposure_version"
#define RUN_TAIL                                                                                     \
    " (SELECT coalesce(s.name, '') FROM note n LEFT JOIN shoe s ON s.id = n.shoe WHERE n.run = r.id)," \
    " (SELECT coalesce(n.felt, '') FROM note n WHERE n.run = r.id),"                                  \
    " (SELECT count(*) FROM run_source x WHERE x.run = r.id),"                                        \
    " (SELECT min(t.weather_c) FROM told t WHERE t.run = r.id)"

static void run_from_row(struct journal_run *run, const struct store_query *q)
{
    *run = (struct journal_run){
        .id = store_int(q, 0), .start_unix_s = store_double(q, 1), .utc_offset_s = (int)store_int(q, 2),
        .has_utc_offset = !store_is_null(q, 2), .elapsed_s = store_double(q, 3), .moving_s = store_double(q, 4),
        .distance_m = store_double(q, 5), .temperature_c = store_double(q, 6), .contact = (int)store_int(q, 7),
        .followed_workout = store_int(q, 8) != 0, .richness = store_double(q, 13),
        .exposure_version = (int)store_int(q, 14), .sources = (size_t)store_int(q, 17), .weather_c = store_double(q, 18)};
    text_copy(run->sport, sizeof run->sport, store_text(q, 9));
    text_copy(run->sub_sport, sizeof run->sub_sport, store_text(q, 10));
    text_copy(run->title, sizeof run->title, store_text(q, 11));
    text_copy(run->device, sizeof run->device, store_text(q, 12));
    text_copy(run->shoe, sizeof run->shoe, store_text(q, 15));
    text_copy(run->felt, sizeof run->felt, store_text(q, 16));
}

static enum tingle_status keep_blob(struct arena *arena, struct bytes blob, struct bytes *out, struct tingle_error *err)
{
    void *copy = arena_raw(arena, blob.size);
    if (!copy) return error_no_memory(err, "the list of runs");
    if (blob.size) memcpy(copy, blob.at, blob.size);
    *out = bytes_of(copy, blob.size);
    return TINGLE_OK;
}

enum { EXPOSURE_MAX_BYTES = 1 << 28 };

/* The exposure of a row, into the list's arena; `unpacked` is its size before it was compressed, 0: it never was. */
static enum tingle_status keep_exposure(struct journal_run_list *list, struct journal *j, struct bytes blob, int64_t unpacked,
                                        struct bytes *out, struct tingle_error *err)
{
    void *room;
    if (!unpacked) return keep_blob(&list->arena, blob, out, err);
    if (unpacked < 0 || unpacked > EXPOSURE_MAX_BYTES)
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: the exposure of a run is damaged: `tingle check --rebuild`", journal_path(j));
    room = arena_raw(&list->arena, (size_t)unpacked);
    if (!room) return error_no_memory(err, "the list of runs");
    *out = bytes_of(room, (size_t)unpacked);
    return journal_blob_unpack(j, blob, room, (size_t)unpacked, err);
}

static enum tingle_status read_list(struct journal_run_list *list, struct journal *j, bool with_exposure,
                                    struct tingle_error *err)
{
    static const char plain[] = "SELECT id, " RUN_COLUMNS "," RUN_TAIL " FROM run r ORDER BY start_unix_s, id";
    static const char whole[] = "SELECT id, " RUN_COLUMNS "," RUN_TAIL ", exposure, gait, unpacked FROM run r LEFT JOIN derived d ON d.run = r.id"
                                " ORDER BY start_unix_s, id";
    struct store_query q;
    size_t room = 0;
    enum tingle_status st = store_query(&q, journal_store(j), with_exposure ? whole : plain, err);
    while (!st && store_row(&q, &st, err)) {
        if (!arena_room(&list->arena, &list->run, list->runs, &room, sizeof *list->run)) st = error_no_memory(err, "the list of runs");
        if (st) break;
        struct journal_run *run = &list->run[list->runs++];
        run_from_row(run, &q);
        if (!with_exposure) continue;
        st = keep_exposure(list, j, store_blob(&q, 19), store_int(&q, 21), &run->exposure, err);
        if (st) break;
        st = keep_blob(&list->arena, store_blob(&q, 20), &run->gait, err);
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_runs(struct journal_run_list **out, struct journal *j, bool with_exposure,
                                struct tingle_error *err)
{
    struct journal_run_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st;
    *out = NULL;
    if (!list) return error_no_memory(err, "the list of runs");
    arena_init(&list->arena, LIST_MAX_BYTES);
    st = read_list(list, j, with_exposure, err);
    if (st) journal_run_list_free(list);
    else *out = list;
    return st;
}

void journal_run_list_free(struct journal_run_list *list)
{
    if (!list) return;
    arena_release(&list->arena);
    free(list);
}

static enum tingle_status no_such_run(int64_t id, struct tingle_error *err)
{
    return error_set(err, TINGLE_NO_INPUT, id, "no run number %lld in the journal; `tingle runs` lists them", (long long)id);
}

enum tingle_status journal_run_read(struct journal *j, int64_t id, struct journal_run *out, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT id, " RUN_COLUMNS "," RUN_TAIL " FROM run r WHERE id = ?1", err);
    if (st) return st;
    store_bind_int(&q, 1, id);
    if (store_row(&q, &st, err)) run_from_row(out, &q);
    else if (!st) st = no_such_run(id, err);
    store_done(&q);
    return st;
}

/* ------------------------------------------------------------------- once */

/* Two clocks of one outing may differ by whole quarters of an hour: a file without a zone. (People tell whole
 * quarters too, so this is for recordings only.) */
static bool same_by_other_clock(double a, double b)
{
    double apart = fabs(a - b), rest = fmod(apart, quarter_hour_s);
    return apart <= clocks_differ_at_most_s && fmin(rest, quarter_hour_s - rest) <= 1;
}

static bool close_to(double a, double b, double by, double share)
{
    return isnan(a) || isnan(b) || fabs(a - b) <= fmax(by, share * fmax(a, b));
}

/* A run told by hand against a recording: it was told roughly, and mostly just after it ended. */
static bool told_outing(const struct journal_run *a, const struct journal_run *b)
{
    return fabs(a->start_unix_s - b->start_unix_s) <= told_start_s &&
           close_to(a->elapsed_s, b->elapsed_s, told_elapsed_s, told_elapsed_share) &&
           close_to(a->distance_m, b->distance_m, told_distance_m, told_distance_share);
}

static bool same_outing(const struct journal_run *a, const struct journal_run *b, bool both_recorded)
{
    bool near_start = fabs(a->start_unix_s - b->start_unix_s) <= same_start_s;
    if (!near_start && !(both_recorded && same_by_other_clock(a->start_unix_s, b->start_unix_s))) return false;
    if (!near_start && (isnan(a->distance_m) || isnan(b->distance_m))) return false;
    return close_to(a->elapsed_s, b->elapsed_s, same_elapsed_s, same_elapsed_share) &&
           close_to(a->distance_m, b->distance_m, near_start ? same_distance_m : 20, near_start ? same_distance_share : 0.005);
}

/* `start` counts where the run is not recorded. */
static enum tingle_status find_same(struct journal *j, const struct journal_run *run, bool recorded, enum journal_start start,
                                    int64_t *id, struct tingle_error *err)
{
    struct store_query q;
    double nearest = INFINITY;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT id, start_unix_s, elapsed_s, distance_m,"
                                        " EXISTS (SELECT 1 FROM run_source WHERE run = id) FROM run"
                                        " WHERE start_unix_s BETWEEN ?1 AND ?2 ORDER BY start_unix_s", err);
    *id = 0;
    if (st) return st;
    store_bind_double(&q, 1, run->start_unix_s - clocks_differ_at_most_s - 1);
    store_bind_double(&q, 2, run->start_unix_s + clocks_differ_at_most_s + 1);
    while (store_row(&q, &st, err)) {
        struct journal_run other = {.start_unix_s = store_double(&q, 1), .elapsed_s = store_double(&q, 2),
                                    .distance_m = store_double(&q, 3)};
        double apart = fabs(other.start_unix_s - run->start_unix_s);
        bool other_recorded = store_int(&q, 4) != 0;
        bool same = same_outing(&other, run, recorded && other_recorded) ||
                    (start == JOURNAL_START_TOLD && recorded != other_recorded && told_outing(&other, run));
        if (!same || apart >= nearest) continue;
        nearest = apart;
        *id = store_int(&q, 0);
    }
    store_done(&q);
    return st;
}

static enum tingle_status check_number(double value, double lo, double hi, bool needed, const char *what,
                                       struct tingle_error *err)
{
    if (isnan(value) ? !needed : value >= lo && value <= hi) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s of the run is %g; expected %g to %g", what, value, lo, hi);
}

static enum tingle_status check_run(const struct journal_run *run, struct tingle_error *err)
{
    const double latest = (double)utc_now() + FUTURE_S, day_1 = -62135596800.0; /* 0001-01-01 */
    char text[UTC_TEXT_SIZE];
    enum tingle_status st = check_number(run->start_unix_s, day_1, INFINITY, true, "the start", err);
    if (!st && run->start_unix_s > latest) {
        utc_text(text, run->start_unix_s < 253402300799.0 ? (int64_t)run->start_unix_s : 253402300799);
        return error_set(err, TINGLE_BAD_DATA, -1, "the run starts in the future (%s): is the clock of the watch right?", text);
    }
    if (!st) st = check_number(run->elapsed_s, 0.001, ELAPSED_MAX_S, true, "the duration in seconds", err);
    if (!st) st = check_number(run->moving_s, 0, ELAPSED_MAX_S, false, "the time of movement in seconds", err);
    if (!st) st = check_number(run->distance_m, 0, 1e6, false, "the distance in metres", err);
    if (!st) st = check_number(run->temperature_c, -100, 100, false, "the temperature", err);
    return st ? st : check_number(run->richness, 0, 1e12, true, "the richness", err);
}

enum tingle_status journal_run_same(struct journal *j, const struct journal_run *run, enum journal_start start, int64_t *id,
                                    struct tingle_error *err)
{
    return find_same(j, run, false, start, id, err);
}

static void bind_run(struct store_query *q, const struct journal_run *run)
{
    store_bind_double(q, 1, run->start_unix_s);
    if (run->has_utc_offset) store_bind_int(q, 2, run->utc_offset_s);
    store_bind_double(q, 3, run->elapsed_s);
    store_bind_double(q, 4, run->moving_s);
    store_bind_double(q, 5, run->distance_m);
    store_bind_double(q, 6, run->temperature_c);
    store_bind_int(q, 7, run->contact);
    store_bind_int(q, 8, run->followed_workout);
    store_bind_text(q, 9, *run->sport ? run->sport : NULL);
    store_bind_text(q, 10, *run->sub_sport ? run->sub_sport : NULL);
    store_bind_text(q, 11, *run->title ? run->title : NULL);
    store_bind_text(q, 12, *run->device ? run->device : NULL);
    store_bind_double(q, 13, run->richness);
    store_bind_int(q, 14, run->exposure_version);
}

static enum tingle_status put_derived(struct journal *j, int64_t id, const struct journal_run *run, struct tingle_error *err)
{
    struct store_query q;
    struct file_bytes packed = {0};
    enum tingle_status st = journal_blob_pack(j, run->exposure, &packed, err);
    if (!st) st = store_query(&q, journal_store(j), "INSERT OR REPLACE INTO derived (run, exposure, gait, unpacked) VALUES (?1, ?2, ?3, ?4)", err);
    if (!st) {
        store_bind_int(&q, 1, id);
        store_bind_blob(&q, 2, run->exposure.size ? file_view(&packed) : bytes_of("", 0));
        store_bind_blob(&q, 3, run->gait);
        store_bind_int(&q, 4, (int64_t)run->exposure.size);
        st = store_step(&q, err);
    }
    file_release(&packed);
    return st;
}

static enum tingle_status insert_run(struct journal *j, const struct journal_run *run, int64_t *id, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "INSERT INTO run (" RUN_COLUMNS ") VALUES"
                                        " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)", err);
    if (st) return st;
    bind_run(&q, run);
    st = store_step(&q, err);
    *id = store_last_id(journal_store(j));
    return st ? st : put_derived(j, *id, run, err);
}

static enum tingle_status update_run(struct journal *j, int64_t id, const struct journal_run *run, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "UPDATE run SET (" RUN_COLUMNS ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
                                        " ?10, coalesce(?11, title), ?12, ?13, ?14) WHERE id = ?15", err);
    if (st) return st;
    bind_run(&q, run);
    store_bind_int(&q, 15, id);
    st = store_step(&q, err);
    if (!st && store_changes(journal_store(j)) == 0) st = no_such_run(id, err);
    return st ? st : put_derived(j, id, run, err);
}

enum tingle_status journal_run_rederive(struct journal *j, int64_t id, const struct journal_run *run,
                                        struct tingle_error *err)
{
    enum tingle_status st = check_run(run, err);
    if (!st) st = journal_begin(j, err);
    return st ? st : journal_end(j, update_run(j, id, run, err), err);
}

static enum tingle_status insert_source(struct journal *j, int64_t run, int64_t original, int part, bool leads,
                                        struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st;
    if (leads) {
        st = store_query(&q, journal_store(j), "UPDATE run_source SET leads = 0 WHERE run = ?1", err);
        if (st) return st;
        store_bind_int(&q, 1, run);
        st = store_step(&q, err);
        if (st) return st;
    }
    st = store_query(&q, journal_store(j), "INSERT OR IGNORE INTO run_source (run, original, part, leads) VALUES (?1, ?2, ?3, ?4)", err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    store_bind_int(&q, 2, original);
    store_bind_int(&q, 3, part);
    store_bind_int(&q, 4, leads);
    return store_step(&q, err);
}

enum tingle_status journal_run_add_source(struct journal *j, int64_t run, int64_t original, int part,
                                          struct tingle_error *err)
{
    return insert_source(j, run, original, part, false, err);
}

static enum tingle_status add_source(struct journal *j, const struct journal_run *run, int64_t original, int part,
                                     int64_t *id, enum journal_added *added, struct tingle_error *err)
{
    struct journal_run known;
    bool leads = true;
    enum tingle_status st = find_same(j, run, true, JOURNAL_START_TOLD, id, err);
    *added = JOURNAL_ADDED;
    if (!st && *id == 0) {
        st = insert_run(j, run, id, err);
    } else if (!st) {
        st = journal_run_read(j, *id, &known, err);
        if (st) return st;
        leads = known.sources == 0 || run->richness > known.richness;
        *added = known.sources == 0 ? JOURNAL_FILLED : leads ? JOURNAL_TOOK_LEAD : JOURNAL_JOINED;
        if (leads) st = journal_run_rederive(j, *id, run, err);
    }
    return st ? st : insert_source(j, *id, original, part, leads, err);
}

enum tingle_status journal_run_add(struct journal *j, const struct journal_run *run, int64_t original, int part,
                                   int64_t *id, enum journal_added *added, struct tingle_error *err)
{
    enum tingle_status st = check_run(run, err);
    *id = 0;
    if (!st) st = journal_begin(j, err);
    return st ? st : journal_end(j, add_source(j, run, original, part, id, added, err), err);
}

static enum tingle_status add_without_file(struct journal *j, const struct journal_run *run, enum journal_start start, int64_t *id,
                                           struct tingle_error *err)
{
    enum tingle_status st = find_same(j, run, false, start, id, err);
    if (st) return st;
    if (*id) return error_set(err, TINGLE_WRONG_USE, *id, "that run is in the journal already, as number %lld", (long long)*id);
    return insert_run(j, run, id, err);
}

enum tingle_status journal_run_add_without_file(struct journal *j, const struct journal_run *run, enum journal_start start,
                                                int64_t *id, struct tingle_error *err)
{
    enum tingle_status st = check_run(run, err);
    *id = 0;
    if (!st) st = journal_begin(j, err);
    return st ? st : journal_end(j, add_without_file(j, run, start, id, err), err);
}

enum tingle_status journal_run_lead(struct journal *j, int64_t id, int64_t *original, int *part,
                                    struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT original, part FROM run_source WHERE run = ?1 AND leads = 1", err);
    *original = 0;
    *part = 0;
    if (st) return st;
    store_bind_int(&q, 1, id);
    if (store_row(&q, &st, err)) {
        *original = store_int(&q, 0);
        *part = (int)store_int(&q, 1);
    }
    store_done(&q);
    return st;
}

static enum tingle_status delete_run(struct journal *j, int64_t id, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "DELETE FROM run WHERE id = ?1", err);
    if (st) return st;
    store_bind_int(&q, 1, id);
    st = store_step(&q, err);
    if (!st && store_changes(journal_store(j)) == 0) st = no_such_run(id, err);
    if (!st) st = store_run(journal_store(j), "DELETE FROM original WHERE id NOT IN (SELECT original FROM run_source)", err);
    return st;
}

enum tingle_status journal_run_delete(struct journal *j, int64_t id, struct tingle_error *err)
{
    enum tingle_status st = journal_begin(j, err);
    if (!st) st = journal_end(j, delete_run(j, id, err), err);
    if (!st) store_tidy(journal_store(j)); /* what was deleted also stands in the -wal until then */
    return st;
}
