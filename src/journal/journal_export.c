/* Everything out into a folder. */
#include "journal/journal_export.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/csv.h"
#include "base/text.h"
#include "base/utc.h"
#include "journal/feet_csv.h"
#include "journal/journal_export_files.h"
#include "journal/journal_gear.h"
#include "journal/journal_profile.h"
#include "journal/journal_records.h"
#include "journal/notes_csv.h"
#include "journal/shoes_csv.h"
#include "store/store.h"

enum { TABLE_MAX_BYTES = 1 << 30 };

struct exporting {
    struct journal *journal;
    const char *folder;
    struct buffer *out; /* the table being written */
};

/* Names come from files: what is not UTF-8 must not make the table unreadable. */
static void add_text(struct buffer *out, bool first, const char *text)
{
    char clean[512];
    size_t n = strlen(text);
    if (text_is_utf8(text, n) || n >= sizeof clean) {
        csv_add(out, first, text);
        return;
    }
    for (size_t i = 0; i <= n; i++) clean[i] = (char)((unsigned char)text[i] < 0x80 ? text[i] : '?');
    csv_add(out, first, clean);
}

static void add_time(struct buffer *out, bool first, int64_t unix_s)
{
    char text[UTC_TEXT_SIZE];
    utc_text(text, unix_s);
    csv_add(out, first, text);
}

/* ------------------------------------------------------------------- tables */

static enum tingle_status write_sources(struct exporting *x, struct tingle_error *err)
{
    struct store_query q;
    int64_t row = 0, last = 0;
    enum tingle_status st = store_query(&q, journal_store(x->journal),
                                        "SELECT r.id, lower(hex(o.sha256)), s.part, s.leads FROM run r JOIN run_source s ON s.run = r.id"
                                        " JOIN original o ON o.id = s.original ORDER BY r.start_unix_s, r.id, s.leads DESC, o.id, s.part", err);
    struct store_query numbers;
    if (st) return st;
    st = store_query(&numbers, journal_store(x->journal), "SELECT id FROM run ORDER BY start_unix_s, id", err);
    while (!st && store_row(&q, &st, err)) {
        while (!st && last != store_int(&q, 0) && store_row(&numbers, &st, err)) {
            last = store_int(&numbers, 0);
            row++;
        }
        csv_add_number(x->out, true, (double)row);
        csv_add(x->out, false, store_text(&q, 1));
        csv_add_number(x->out, false, (double)store_int(&q, 2));
        csv_add(x->out, false, store_int(&q, 3) ? "yes" : "no");
        csv_end_row(x->out);
    }
    store_done(&numbers);
    store_done(&q);
    return st;
}

static void write_run(struct buffer *out, const struct journal_run *run, size_t number)
{
    char start[UTC_TEXT_SIZE];
    int64_t whole = (int64_t)floor(run->start_unix_s);
    if (run->has_utc_offset) utc_text_local(start, whole, run->utc_offset_s);
    else utc_text(start, whole);
    csv_add_number(out, true, (double)number);
    csv_add(out, false, start);
    csv_add_number(out, false, run->start_unix_s);
    csv_add_number(out, false, run->has_utc_offset ? (double)run->utc_offset_s : (double)NAN);
    csv_add_number(out, false, run->elapsed_s);
    csv_add_number(out, false, run->moving_s);
    csv_add_number(out, false, run->distance_m);
    csv_add_number(out, false, run->temperature_c);
    add_text(out, false, run->sport);
    add_text(out, false, run->sub_sport);
    add_text(out, false, run->title);
    add_text(out, false, run->device);
    add_text(out, false, run->shoe);
    csv_add(out, false, run->felt);
    csv_add_number(out, false, (double)run->sources);
    csv_end_row(out);
}

static enum tingle_status write_runs(struct exporting *x, struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    enum tingle_status st = journal_runs(&list, x->journal, false, err);
    for (size_t i = 0; !st && i < list->runs; i++) write_run(x->out, &list->run[i], i + 1);
    journal_run_list_free(list);
    return st;
}

#define NUMBERED_RUNS "(SELECT id, row_number() OVER (ORDER BY start_unix_s, id) AS number FROM run) n"

/* Rows of a query: a run's number, then texts, and one number last but `after` texts. */
static enum tingle_status write_rows(struct exporting *x, const char *sql, int texts, int after, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(x->journal), sql, err);
    if (st) return st;
    while (store_row(&q, &st, err)) {
        csv_add_number(x->out, true, (double)store_int(&q, 0));
        for (int i = 1; i <= texts; i++) csv_add(x->out, false, store_text(&q, i));
        csv_add_number(x->out, false, store_double(&q, texts + 1));
        for (int i = 0; i < after; i++) csv_add(x->out, false, store_text(&q, texts + 2 + i));
        csv_end_row(x->out);
    }
    store_done(&q);
    return st;
}

static enum tingle_status write_told(struct exporting *x, struct tingle_error *err)
{
    return write_rows(x, "SELECT n.number, t.service, t.service_id, t.title, t.description, t.private_note, t.gear, t.weather_c"
                         " FROM " NUMBERED_RUNS " JOIN told t ON t.run = n.id ORDER BY n.number, t.service, t.service_id", 6, 0, err);
}

static enum tingle_status write_proposals(struct exporting *x, struct tingle_error *err)
{
    return write_rows(x, "SELECT n.number, p.service, p.quote, p.felt, p.side, p.regions, p.quality, p.onset, p.severity, p.state"
                         " FROM " NUMBERED_RUNS " JOIN proposal p ON p.run = n.id ORDER BY n.number, p.service", 7, 1, err);
}

static enum tingle_status write_answer(void *context, const char *key, const char *value, int64_t set_at, struct tingle_error *err)
{
    struct exporting *x = context;
    (void)err;
    add_text(x->out, true, key);
    add_text(x->out, false, value);
    add_time(x->out, false, set_at);
    csv_end_row(x->out);
    return TINGLE_OK;
}

static enum tingle_status write_profile(struct exporting *x, struct tingle_error *err)
{
    return journal_profile_each(x->journal, write_answer, x, err);
}

static void add_failed(struct buffer *out, int failed) { csv_add_number(out, false, failed < 0 ? (double)NAN : failed); }

static void add_records(struct buffer *out, const struct journal_records *r, char kind)
{
    for (size_t i = 0; kind == 't' && i < r->trieds; i++) {
        csv_add(out, true, r->tried[i].since);
        csv_add(out, false, r->tried[i].what);
        csv_add(out, false, r->tried[i].result);
        csv_end_row(out);
    }
    for (size_t i = 0; kind == 'c' && i < r->checks; i++) {
        csv_add(out, true, r->check[i].day);
        csv_add(out, false, r->check[i].check);
        csv_add(out, false, r->check[i].moment);
        add_failed(out, r->check[i].left);
        add_failed(out, r->check[i].right);
        csv_end_row(out);
    }
    for (size_t i = 0; kind == 's' && i < r->answers; i++) {
        csv_add(out, true, r->answer[i].day);
        csv_add(out, false, r->answer[i].scale);
        csv_add(out, false, r->answer[i].item);
        csv_add_number(out, false, r->answer[i].value);
        csv_end_row(out);
    }
}

static enum tingle_status write_records(struct exporting *x, char kind, struct tingle_error *err)
{
    struct journal_records *records = NULL;
    enum tingle_status st = journal_records_read(&records, x->journal, err);
    if (!st) add_records(x->out, records, kind);
    journal_records_free(records);
    return st;
}

static enum tingle_status write_tried(struct exporting *x, struct tingle_error *err) { return write_records(x, 't', err); }
static enum tingle_status write_home_checks(struct exporting *x, struct tingle_error *err) { return write_records(x, 'c', err); }
static enum tingle_status write_scales(struct exporting *x, struct tingle_error *err) { return write_records(x, 's', err); }

static enum tingle_status write_notes(struct exporting *x, struct tingle_error *err) { return notes_csv_write(x->out, x->journal, err); }
static enum tingle_status write_feet(struct exporting *x, struct tingle_error *err) { return feet_csv_write(x->out, x->journal, err); }
static enum tingle_status write_shoes(struct exporting *x, struct tingle_error *err) { return shoes_csv_write(x->out, x->journal, err); }

/* ----------------------------------------------------------------- originals */

static void hex_of(char out[2 * SHA256_SIZE + 1], const uint8_t sha256[SHA256_SIZE])
{
    for (int i = 0; i < SHA256_SIZE; i++) snprintf(out + 2 * i, 3, "%02x", sha256[i]);
}

void export_file_name(char out[EXPORT_NAME_SIZE], const uint8_t sha256[SHA256_SIZE], const char *name)
{
    size_t n = 2 * SHA256_SIZE;
    hex_of(out, sha256);
    out[n++] = '-';
    for (; *name && n < EXPORT_NAME_SIZE - 1; name++) {
        bool plain = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') || (*name >= '0' && *name <= '9') ||
                     strchr("._-", *name);
        out[n++] = plain ? *name : '_';
    }
    out[n] = '\0';
}

static enum tingle_status write_original(void *context, const struct journal_original *o, struct tingle_error *err)
{
    struct exporting *x = context;
    char name[EXPORT_NAME_SIZE], path[4096], container[2 * SHA256_SIZE + 1];
    struct file_bytes bytes = {0};
    enum tingle_status st = journal_original_read(x->journal, o->id, &bytes, err);
    if (st) return st;
    export_file_name(name, o->sha256, o->name);
    if (snprintf(path, sizeof path, "%s/originals/%s", x->folder, name) >= (int)sizeof path)
        st = error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the name is too long", x->folder);
    if (!st) st = file_write(path, file_view(&bytes), 0600, err);
    file_release(&bytes);
    csv_add(x->out, true, name);
    add_text(x->out, false, o->name);
    csv_add_number(x->out, false, (double)o->size);
    add_time(x->out, false, o->imported_at);
    if (o->has_container) hex_of(container, o->container);
    csv_add(x->out, false, o->has_container ? container : "");
    csv_end_row(x->out);
    return st;
}

static enum tingle_status write_originals(struct exporting *x, struct tingle_error *err)
{
    return journal_originals(x->journal, write_original, x, err);
}

static enum tingle_status write_mark(struct exporting *x, struct tingle_error *err)
{
    static const char *const names[] = {[JOURNAL_EMPTY] = "empty", [JOURNAL_REAL] = "real", [JOURNAL_SIMULATED] = "simulated"};
    enum journal_kind kind;
    enum tingle_status st = journal_kind(x->journal, &kind, err);
    if (!st)
        buffer_printf(x->out, "{\"format\": \"tingle-export\", \"version\": %d, \"kind\": \"%s\"}\n", EXPORT_VERSION, names[kind]);
    return st;
}

/* ------------------------------------------------------------------ the folder */

static const struct export_file {
    const char *name, *header;
    enum tingle_status (*write)(struct exporting *x, struct tingle_error *err);
} files[] = {
    {"originals.csv", EXPORT_ORIGINALS_HEADER, write_originals},
    {"runs.csv", EXPORT_RUNS_HEADER, write_runs},
    {"sources.csv", EXPORT_SOURCES_HEADER, write_sources},
    {"notes.csv", "", write_notes},
    {"shoes.csv", "", write_shoes},
    {"feet.csv", "", write_feet},
    {"told.csv", EXPORT_TOLD_HEADER, write_told},
    {"proposals.csv", EXPORT_PROPOSALS_HEADER, write_proposals},
    {"tried.csv", EXPORT_TRIED_HEADER, write_tried},
    {"home-checks.csv", EXPORT_HOME_CHECKS_HEADER, write_home_checks},
    {"scales.csv", EXPORT_SCALES_HEADER, write_scales},
    {"profile.csv", EXPORT_PROFILE_HEADER, write_profile},
    {JOURNAL_EXPORT_MARK, "", write_mark}, /* last */
};
enum { FILES = sizeof files / sizeof *files };

static enum tingle_status write_file(struct exporting *x, const struct export_file *f, struct tingle_error *err)
{
    char path[4096];
    struct buffer out;
    enum tingle_status st;
    if (!path_join(path, sizeof path, x->folder, f->name))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the name is too long", x->folder);
    buffer_init(&out, TABLE_MAX_BYTES);
    x->out = &out;
    buffer_add_text(&out, f->header);
    st = f->write(x, err);
    if (!st) st = buffer_status(&out, f->name, err);
    if (!st) st = file_write(path, bytes_of(out.data, out.size), 0600, err);
    buffer_release(&out);
    return st;
}

static enum tingle_status check_empty(const char *folder, struct tingle_error *err)
{
    DIR *dir = opendir(folder);
    bool empty = true;
    if (!dir) return error_from_errno(err, errno, "read", folder);
    for (struct dirent *e; empty && (e = readdir(dir));) empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    closedir(dir);
    if (empty) return TINGLE_OK;
    return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the folder is not empty; name a new one", folder);
}

/* After a failure: the folder was empty before, so all in it is ours. */
static void remove_all(const char *folder)
{
    char path[4096], inner[4096 + 256];
    DIR *dir;
    for (int i = 0; i < FILES; i++)
        if (path_join(path, sizeof path, folder, files[i].name)) unlink(path);
    if (!path_join(path, sizeof path, folder, "originals")) return;
    dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (e->d_name[0] != '.' && snprintf(inner, sizeof inner, "%s/%s", path, e->d_name) < (int)sizeof inner) unlink(inner);
    if (dir) closedir(dir);
    rmdir(path);
}

/* One moment of the journal, though others write meanwhile. */
static enum tingle_status export_files(struct exporting *x, struct tingle_error *err)
{
    struct store *s = journal_store(x->journal);
    enum tingle_status st = store_run(s, "BEGIN", err);
    if (st) return st;
    for (int i = 0; !st && i < FILES; i++) st = write_file(x, &files[i], err);
    store_run(s, "COMMIT", NULL);
    return st;
}

enum tingle_status journal_export(struct journal *j, const char *folder, struct tingle_error *err)
{
    struct exporting x = {.journal = j, .folder = folder};
    char originals[4096];
    bool made = !path_exists(folder);
    enum tingle_status st = folder_make(folder, err);
    if (!st) st = check_empty(folder, err);
    if (st) return st;
    if (!path_join(originals, sizeof originals, folder, "originals"))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the name is too long", folder);
    st = folder_make(originals, err);
    if (!st) st = export_files(&x, err);
    if (!st) return TINGLE_OK;
    remove_all(folder);
    if (made) rmdir(folder);
    return st;
}
