/* A folder of journal_export back in. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/json_read.h"
#include "base/csv.h"
#include "base/text.h"
#include "base/utc.h"
#include "journal/feet_csv.h"
#include "journal/journal_export.h"
#include "journal/journal_export_files.h"
#include "journal/journal_gear.h"
#include "journal/journal_profile.h"
#include "journal/journal_records.h"
#include "journal/journal_told.h"
#include "journal/notes_csv.h"
#include "journal/shoes_csv.h"

enum { RUNS_MAX = 1000000 };
static const size_t table_max_bytes = (size_t)1 << 30, original_max_bytes = (size_t)1 << 30;

struct sources;

struct folder {
    struct journal *journal;
    const char *path;
    const struct journal_folder_hooks *hooks;
    struct journal_folder_result *result;
    char name[4096];       /* of the file being read */
    struct file_bytes bytes;
    struct csv csv;        /* of the table being read */
    struct journal_packer *packer;
    int version;           /* of the export */
    struct sources *sources; /* of the runs, while these are read */
    int64_t *run_id;       /* by number in the folder - 1; 0: not there */
    size_t runs, run_room;
};

/* ---------------------------------------------------------------------- tables */

static enum tingle_status read_member(struct folder *f, const char *name, struct tingle_error *err)
{
    file_release(&f->bytes);
    if (!path_join(f->name, sizeof f->name, f->path, name))
        return error_set(err, TINGLE_NO_INPUT, -1, "%s: the name is too long", f->path);
    return file_read(&f->bytes, f->name, table_max_bytes, err);
}

static enum tingle_status row_fault(const struct folder *f, const char *what, struct tingle_error *err)
{
    return error_set(err, TINGLE_BAD_DATA, f->csv.line, "%s: line %lld: %s; export again", f->name, (long long)f->csv.line, what);
}

/* Opens a table whose columns are those of `header`, in any order; at[i] is where column i stands. */
static enum tingle_status open_table(struct folder *f, const char *name, const char *header, int *at, struct tingle_error *err)
{
    char column[32];
    enum tingle_status st = read_member(f, name, err);
    if (!st) st = csv_open(&f->csv, file_view(&f->bytes), f->name, err);
    while (!st && *header) {
        size_t n = strcspn(header, ",\n");
        snprintf(column, sizeof column, "%.*s", (int)n, header);
        st = csv_need_column(&f->csv, column, at++, err);
        header += n + 1;
    }
    return st;
}

/* Goes through the rows of a table. */
static enum tingle_status each_row(struct folder *f, const char *name, const char *header,
                                   enum tingle_status (*take)(struct folder *f, const int *at, struct tingle_error *err),
                                   struct tingle_error *err)
{
    int at[16];
    bool got = true;
    enum tingle_status st = open_table(f, name, header, at, err);
    while (!st && got) {
        st = csv_next(&f->csv, &got, err);
        if (!st && got) st = take(f, at, err);
    }
    csv_release(&f->csv);
    return st;
}

/* ------------------------------------------------------------------- originals */

static bool hex_digit(char c, unsigned *value)
{
    const char *digits = "0123456789abcdef", *found = strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
    if (c == '\0' || !found) return false;
    *value = (unsigned)(found - digits);
    return true;
}

static bool read_sha256(uint8_t out[SHA256_SIZE], const char *hex)
{
    for (int i = 0; i < SHA256_SIZE; i++) {
        unsigned high, low;
        if (!hex_digit(hex[2 * i], &high) || !hex_digit(hex[2 * i + 1], &low)) return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static enum tingle_status keep_original(struct folder *f, struct bytes bytes, const char *name, int64_t imported_at, const char *container,
                                        struct tingle_error *err)
{
    uint8_t sha256[SHA256_SIZE];
    struct journal_packed packed = {0};
    int64_t id;
    enum tingle_status st = *container && !read_sha256(sha256, container) ? row_fault(f, "container is no SHA-256", err) : TINGLE_OK;
    if (!st) st = journal_pack(f->packer, bytes, &packed, err);
    if (!st) st = journal_original_keep(f->journal, &packed, name, *container ? sha256 : NULL, imported_at, &id, err);
    journal_packed_release(&packed);
    return st;
}

static enum tingle_status take_original(struct folder *f, const int *at, struct tingle_error *err)
{
    const char *file = csv_text(&f->csv, at[0]), *when = csv_text(&f->csv, at[3]);
    uint8_t claimed[SHA256_SIZE], sha256[SHA256_SIZE];
    char path[4096];
    struct file_bytes bytes = {0};
    double imported_at;
    enum tingle_status st;
    if (!read_sha256(claimed, file) || strchr(file, '/')) return row_fault(f, "file is no name of an original", err);
    if (!utc_parse(when, strlen(when), &imported_at, NULL, NULL)) return row_fault(f, "imported_at is no time", err);
    if (snprintf(path, sizeof path, "%s/originals/%s", f->path, file) >= (int)sizeof path) return row_fault(f, "the name is too long", err);
    st = file_read(&bytes, path, original_max_bytes, err);
    journal_sha256(sha256, file_view(&bytes));
    if (!st && memcmp(sha256, claimed, SHA256_SIZE) != 0)
        st = error_set(err, TINGLE_BAD_DATA, -1, "%s: damaged or changed: its SHA-256 is not the one in its name", path);
    if (!st) st = keep_original(f, file_view(&bytes), csv_text(&f->csv, at[1]), (int64_t)imported_at, f->version > 1 ? csv_text(&f->csv, at[4]) : "", err);
    file_release(&bytes);
    return st;
}

/* ------------------------------------------------------------------------ runs */

/* sources.csv, in the order of runs.csv. */
struct source {
    int64_t run, original;
    int part;
    bool leads;
};

struct sources {
    struct source *at;
    size_t count, room, next;
};

static enum tingle_status keep_source(struct sources *s, const struct source *one, struct tingle_error *err)
{
    if (!alloc_room(&s->at, s->count, &s->room, sizeof *s->at)) return error_no_memory(err, "the sources");
    s->at[s->count++] = *one;
    return TINGLE_OK;
}

static enum tingle_status read_source(struct folder *f, const int *at, struct source *out, struct tingle_error *err)
{
    const char *hex = csv_text(&f->csv, at[1]), *leads = csv_text(&f->csv, at[3]);
    uint8_t sha256[SHA256_SIZE];
    double run = NAN, part = NAN;
    enum tingle_status st = csv_number(&f->csv, at[0], 1, RUNS_MAX, &run, err);
    if (!st) st = csv_number(&f->csv, at[2], 0, 1e6, &part, err);
    if (st) return st;
    if (isnan(run) || isnan(part) || strlen(hex) != 2 * SHA256_SIZE || !read_sha256(sha256, hex))
        return row_fault(f, "run, sha256 and part are needed", err);
    *out = (struct source){.run = (int64_t)run, .part = (int)part, .leads = text_same(leads, "yes")};
    st = journal_original_find(f->journal, sha256, &out->original, err);
    if (!st && !out->original) st = row_fault(f, "a file that originals.csv does not have", err);
    return st;
}

static enum tingle_status read_sources(struct folder *f, struct sources *s, struct tingle_error *err)
{
    int at[16];
    bool got = true;
    struct source one;
    enum tingle_status st = open_table(f, "sources.csv", EXPORT_SOURCES_HEADER, at, err);
    while (!st) {
        st = csv_next(&f->csv, &got, err);
        if (st || !got) break;
        st = read_source(f, at, &one, err);
        if (!st && s->count && one.run < s->at[s->count - 1].run) st = row_fault(f, "not in the order of the runs", err);
        if (!st) st = keep_source(s, &one, err);
    }
    csv_release(&f->csv);
    return st;
}

/* A row of runs.csv: what of it cannot be made again. */
struct run_row {
    double number, start_unix_s, utc_offset_s, elapsed_s, distance_m;
    const char *title;
};

static enum tingle_status read_run_row(struct folder *f, const int *at, struct run_row *row, struct tingle_error *err)
{
    enum tingle_status st = csv_number(&f->csv, at[0], 1, RUNS_MAX, &row->number, err);
    if (!st) st = csv_number(&f->csv, at[2], -1e11, 1e12, &row->start_unix_s, err);
    if (!st) st = csv_number(&f->csv, at[3], -64800, 64800, &row->utc_offset_s, err);
    if (!st) st = csv_number(&f->csv, at[4], 1, 1e7, &row->elapsed_s, err);
    if (!st) st = csv_number(&f->csv, at[6], 0, 1e8, &row->distance_m, err);
    row->title = csv_text(&f->csv, at[10]);
    if (!st && (isnan(row->number) || isnan(row->start_unix_s) || isnan(row->elapsed_s)))
        st = row_fault(f, "run, start_unix_s and elapsed_s are needed", err);
    return st;
}

static void set_title(struct journal_run *run, const char *title)
{
    if (*title) text_copy(run->title, sizeof run->title, title);
}

static enum tingle_status keep_run_id(struct folder *f, double number, int64_t id, struct tingle_error *err)
{
    size_t at = (size_t)number - 1;
    if (at >= f->run_room) {
        size_t room = at < 128 ? 256 : 2 * at;
        int64_t *bigger = alloc_resize(f->run_id, room, sizeof *bigger);
        if (!bigger) return error_no_memory(err, f->path);
        memset(bigger + f->run_room, 0, (room - f->run_room) * sizeof *bigger);
        f->run_id = bigger;
        f->run_room = room;
    }
    f->run_id[at] = id;
    if (at >= f->runs) f->runs = at + 1;
    return TINGLE_OK;
}

static enum tingle_status take_run_of_file(struct folder *f, const struct run_row *row, const struct source *s, size_t sources,
                                           struct tingle_error *err)
{
    struct file_bytes bytes = {0};
    struct journal_run run;
    enum journal_added added = JOURNAL_JOINED;
    int64_t id = 0;
    enum tingle_status st = journal_original_read(f->journal, s[0].original, &bytes, err);
    if (!st) st = error_prefix(err, f->hooks->derive(f->hooks->context, file_view(&bytes), "an original", s[0].part, &run, err), f->name);
    if (!st) {
        set_title(&run, row->title);
        st = journal_run_add(f->journal, &run, s[0].original, s[0].part, &id, &added, err);
    }
    for (size_t i = 1; !st && i < sources; i++) st = journal_run_add_source(f->journal, id, s[i].original, s[i].part, err);
    if (!st) f->result->runs += added == JOURNAL_ADDED;
    if (!st) st = keep_run_id(f, row->number, id, err);
    file_release(&bytes);
    return st;
}

static enum tingle_status take_run_without_file(struct folder *f, const struct run_row *row, struct tingle_error *err)
{
    struct journal_run run;
    int64_t id = 0;
    enum tingle_status st = f->hooks->make_run(f->hooks->context, row->start_unix_s, row->elapsed_s / 60, row->distance_m / 1000, &run, err);
    if (st) return error_prefix(err, st, f->name);
    run.start_unix_s = row->start_unix_s;
    run.elapsed_s = row->elapsed_s;
    run.distance_m = row->distance_m;
    run.has_utc_offset = !isnan(row->utc_offset_s);
    run.utc_offset_s = run.has_utc_offset ? (int)row->utc_offset_s : 0;
    set_title(&run, row->title);
    st = journal_run_same(f->journal, &run, JOURNAL_START_EXACT, &id, err);
    if (!st && !id) {
        f->result->runs++;
        st = journal_run_add_without_file(f->journal, &run, JOURNAL_START_EXACT, &id, err);
    }
    return st ? st : keep_run_id(f, row->number, id, err);
}

static enum tingle_status take_recorded(struct folder *f, const int *at, struct tingle_error *err)
{
    struct sources *s = f->sources;
    struct run_row row;
    size_t first = s->next;
    enum tingle_status st = read_run_row(f, at, &row, err);
    if (st) return st;
    while (s->next < s->count && s->at[s->next].run == (int64_t)row.number) s->next++;
    if (s->next == first) return TINGLE_OK;
    if (!s->at[first].leads) return row_fault(f, "sources.csv names no leading file first for this run", err);
    return take_run_of_file(f, &row, &s->at[first], s->next - first, err);
}

static enum tingle_status take_other(struct folder *f, const int *at, struct tingle_error *err)
{
    struct run_row row;
    enum tingle_status st = read_run_row(f, at, &row, err);
    size_t number = st ? 0 : (size_t)row.number;
    if (st || (number <= f->runs && f->run_id[number - 1])) return st;
    return take_run_without_file(f, &row, err);
}

/* Runs without a file after all others: a recording that comes later would be taken for the file of one that was told. */
static enum tingle_status take_runs(struct folder *f, struct tingle_error *err)
{
    struct sources sources = {0};
    enum tingle_status st = read_sources(f, &sources, err);
    f->sources = &sources;
    if (!st) st = each_row(f, "runs.csv", EXPORT_RUNS_HEADER, take_recorded, err);
    if (!st && sources.next < sources.count)
        st = error_set(err, TINGLE_BAD_DATA, -1, "%s: sources.csv names runs that are not here; export again", f->name);
    if (!st) st = each_row(f, "runs.csv", EXPORT_RUNS_HEADER, take_other, err);
    f->sources = NULL;
    free(sources.at);
    return st;
}

/* ------------------------------------------------------------------- the rest */

/* The run that a row of told.csv or proposals.csv names. */
static enum tingle_status run_of_row(struct folder *f, int column, int64_t *run, struct tingle_error *err)
{
    double number;
    enum tingle_status st = csv_number(&f->csv, column, 1, RUNS_MAX, &number, err);
    *run = !st && number <= (double)f->runs ? f->run_id[(size_t)number - 1] : 0;
    return st || *run ? st : row_fault(f, "runs.csv has no such run", err);
}

static enum tingle_status take_told_row(struct folder *f, const int *at, struct tingle_error *err)
{
    struct journal_told told = {csv_text(&f->csv, at[1]), csv_text(&f->csv, at[2]), csv_text(&f->csv, at[3]), csv_text(&f->csv, at[4]),
                                csv_text(&f->csv, at[5]), csv_text(&f->csv, at[6]), NAN};
    int64_t run = 0;
    bool changed;
    enum tingle_status st = run_of_row(f, at[0], &run, err);
    if (!st) st = csv_number(&f->csv, at[7], -100, 100, &told.weather_c, err);
    if (!st && !*told.service) st = row_fault(f, "service is needed", err);
    return st ? st : journal_told_store(f->journal, run, &told, &changed, err);
}

static enum tingle_status take_proposal(struct folder *f, const int *at, struct tingle_error *err)
{
    struct journal_proposal p = {0};
    char *const texts[] = {p.service, p.quote, p.felt, p.side, p.regions, p.quality, p.onset};
    const size_t sizes[] = {sizeof p.service, sizeof p.quote, sizeof p.felt, sizeof p.side, sizeof p.regions, sizeof p.quality, sizeof p.onset};
    enum tingle_status st = run_of_row(f, at[0], &p.run, err);
    for (int i = 0; i < 7; i++) text_copy(texts[i], sizes[i], csv_text(&f->csv, at[1 + i]));
    if (!st) st = csv_number(&f->csv, at[8], 0, 10, &p.severity, err);
    if (!st && (strcmp(p.felt, "numb") != 0 && strcmp(p.felt, "fine") != 0)) st = row_fault(f, "felt is neither numb nor fine", err);
    if (!st && !journal_proposal_state_of(csv_text(&f->csv, at[9]), &p.state)) st = row_fault(f, "state is open, taken or declined", err);
    return st ? st : journal_proposal_restore(f->journal, &p, err);
}

static enum tingle_status take_answer(struct folder *f, const int *at, struct tingle_error *err)
{
    const char *key = csv_text(&f->csv, at[0]), *value = csv_text(&f->csv, at[1]), *when = csv_text(&f->csv, at[2]);
    double set_at;
    if (!*key || !utc_parse(when, strlen(when), &set_at, NULL, NULL)) return row_fault(f, "key and set_at are needed", err);
    return journal_profile_set(f->journal, key, value, (int64_t)set_at, err);
}

/* A text of a record; false where it is too long to have been written by us. */
static bool take_text(const struct folder *f, int at, char *out, size_t size)
{
    const char *text = csv_text(&f->csv, at);
    if (strlen(text) >= size) return false;
    text_copy(out, size, text);
    return true;
}

static enum tingle_status take_tried(struct folder *f, const int *at, struct tingle_error *err)
{
    struct journal_tried t = {0};
    if (!take_text(f, at[0], t.since, sizeof t.since) || !take_text(f, at[1], t.what, sizeof t.what) ||
        !take_text(f, at[2], t.result, sizeof t.result) || !journal_result_is_known(t.result))
        return row_fault(f, "since, what, and a result (better, same, worse, unclear or none) are needed", err);
    return error_prefix(err, journal_tried_store(f->journal, &t, err), f->name);
}

static enum tingle_status take_home_check(struct folder *f, const int *at, struct tingle_error *err)
{
    struct journal_home_check c = {0};
    double left = NAN, right = NAN;
    enum tingle_status st = csv_number(&f->csv, at[3], 0, 9, &left, err);
    if (!st) st = csv_number(&f->csv, at[4], 0, 9, &right, err);
    if (st) return st;
    if (!take_text(f, at[0], c.day, sizeof c.day) || !take_text(f, at[1], c.check, sizeof c.check) || !*c.check ||
        !take_text(f, at[2], c.moment, sizeof c.moment) || !journal_moment_is_known(c.moment))
        return row_fault(f, "day, check, and a moment (rested, before, after) are needed", err);
    c.left = isnan(left) ? -1 : (int)left;
    c.right = isnan(right) ? -1 : (int)right;
    return error_prefix(err, journal_home_check_store(f->journal, &c, err), f->name);
}

static enum tingle_status take_scale_answer(struct folder *f, const int *at, struct tingle_error *err)
{
    struct journal_scale_answer a = {.value = NAN};
    enum tingle_status st = csv_number(&f->csv, at[3], -10, 10, &a.value, err);
    if (st) return st;
    if (!take_text(f, at[0], a.day, sizeof a.day) || !take_text(f, at[1], a.scale, sizeof a.scale) || !*a.scale ||
        !take_text(f, at[2], a.item, sizeof a.item) || isnan(a.value))
        return row_fault(f, "day, scale and value are needed", err);
    return error_prefix(err, journal_scale_answer_store(f->journal, &a, err), f->name);
}

static enum tingle_status take_records(struct folder *f, struct tingle_error *err)
{
    enum tingle_status st = each_row(f, "tried.csv", EXPORT_TRIED_HEADER, take_tried, err);
    if (!st) st = each_row(f, "home-checks.csv", EXPORT_HOME_CHECKS_HEADER, take_home_check, err);
    return st ? st : each_row(f, "scales.csv", EXPORT_SCALES_HEADER, take_scale_answer, err);
}

static enum tingle_status take_shoes(struct folder *f, struct tingle_error *err)
{
    struct shoes_csv_result shoes = {0};
    enum tingle_status st = read_member(f, "shoes.csv", err);
    if (!st) st = shoes_csv_import(f->journal, file_view(&f->bytes), f->name, &shoes, err);
    f->result->shoes = shoes.added;
    return st;
}

static enum tingle_status take_feet(struct folder *f, struct tingle_error *err)
{
    enum tingle_status st = read_member(f, "feet.csv", err);
    return st ? st : feet_csv_import(f->journal, file_view(&f->bytes), f->name, &f->result->feet, err);
}

static enum tingle_status take_notes(struct folder *f, struct tingle_error *err)
{
    const struct notes_csv_hooks hooks = {f->hooks->make_run, f->hooks->context};
    struct notes_csv_result notes = {0};
    enum tingle_status st = read_member(f, "notes.csv", err);
    if (!st) st = notes_csv_import(f->journal, file_view(&f->bytes), f->name, &hooks, &notes, err);
    f->result->notes = notes.notes;
    f->result->runs += notes.runs_added;
    return st;
}

/* The mark: is it an export, of a version we know, and of which kind? */
static enum tingle_status take_mark(struct folder *f, struct tingle_error *err)
{
    json_t *root = NULL;
    json_error_t why;
    const char *format = "", *kind = "";
    int version = 0;
    enum tingle_status st = read_member(f, JOURNAL_EXPORT_MARK, err);
    if (st == TINGLE_NO_INPUT)
        return error_set(err, st, -1, "%s: not a whole folder of `tingle export`: there is no %s", f->path, JOURNAL_EXPORT_MARK);
    if (st) return st;
    st = json_parse(&root, file_view(&f->bytes), JSON_REJECT_DUPLICATES, &why);
    if (st == TINGLE_NO_MEMORY) return error_no_memory(err, f->name);
    if (st || json_unpack(root, "{s:s, s:i, s:s}", "format", &format, "version", &version, "kind", &kind) ||
        strcmp(format, "tingle-export") != 0)
        st = error_set(err, TINGLE_BAD_DATA, -1, "%s: not the mark of an export", f->name);
    else if (version > EXPORT_VERSION)
        st = error_set(err, TINGLE_NEWER, version, "%s: written by a newer Tingle (version %d, this one knows %d); use that one", f->name,
                       version, EXPORT_VERSION);
    f->version = version;
    if (!st && strcmp(kind, "empty") != 0)
        st = journal_expect_kind(f->journal, strcmp(kind, "simulated") == 0 ? JOURNAL_SIMULATED : JOURNAL_REAL, err);
    json_decref(root);
    return st;
}

static enum tingle_status take_folder(struct folder *f, struct tingle_error *err)
{
    enum tingle_status st = take_mark(f, err);
    const bool has_told = f->version > 1;
    if (!st) st = each_row(f, "originals.csv", has_told ? EXPORT_ORIGINALS_HEADER : EXPORT_ORIGINALS_HEADER_1, take_original, err);
    if (!st) st = take_runs(f, err);
    if (!st) st = take_shoes(f, err);
    if (!st && f->version > 2) st = take_feet(f, err);
    if (!st) st = take_notes(f, err);
    if (!st && has_told) st = each_row(f, "told.csv", EXPORT_TOLD_HEADER, take_told_row, err);
    if (!st && has_told) st = each_row(f, "proposals.csv", EXPORT_PROPOSALS_HEADER, take_proposal, err);
    if (!st && f->version > 2) st = take_records(f, err);
    return st ? st : each_row(f, "profile.csv", EXPORT_PROFILE_HEADER, take_answer, err);
}

enum tingle_status journal_import_folder(struct journal *j, const char *folder,
                                         const struct journal_folder_hooks *hooks,
                                         struct journal_folder_result *result, struct tingle_error *err)
{
    struct folder *f = alloc_array(1, sizeof *f);
    enum tingle_status st = f ? journal_packer_new(&f->packer, err) : error_no_memory(err, folder);
    if (!st) st = journal_begin(j, err);
    *result = (struct journal_folder_result){0};
    if (!st) {
        f->journal = j;
        f->path = folder;
        f->hooks = hooks;
        f->result = result;
        st = take_folder(f, err);
        if (!st) st = journal_commit(j, err);
        else journal_rollback(j);
    }
    if (f) file_release(&f->bytes);
    if (f) free(f->run_id);
    if (f) journal_packer_free(f->packer);
    free(f);
    return st;
}
