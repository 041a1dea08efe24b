/* Every real FIT, GPX and TCX file of ../shared/corpus against INDEX.tsv, which an independent reader
 * made: counts of samples and of valid values, laps, sessions, chained files, checksums, start, timer time.
 *
 * Where the index is believed to be wrong, or counts something else, the file and the column
 * stand in the table of exceptions below with the reason, and our own value with them.
 */
#include "testing.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/activity_limits.h"
#include "archive/member_walk.h"
#include "base/csv.h"
#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"
#include "base/utc.h"

static const struct {
    const char *path_end, *column;
    double ours;
    const char *reason;
} exceptions[] = {
    {"samples/gpx/amazfit.gpx", "heart_rate", 1216, "every point has it twice (heartrate and hr): the index counts elements"},
    {"runs/gpx/6037744996.gpx", "cadence", 4040, "every point has it twice: the index counts elements"},
    {"runs/gpx/6037744996.gpx", "temperature", 4039, "one Temperature is the text null"},
    {"runs/gpx/6048438275.gpx", "cadence", 4343, "every point has it twice: the index counts elements"},
    {"runs/gpx/6048438275.gpx", "temperature", 4087, "256 Temperatures are the text null"},
    {"swim/gpx/6090674952.gpx", "heart_rate", 355, "every point has it three times: the index counts elements"},
    {"others/27-days-activity.fit", "start_utc", 1626566842, "the first three records are four weeks before the other 3,696"},
    {"swims/20160517-063148-1-1328-ANTFS-4-0.FIT", "start_utc", 1463459507, "no record has a time: ours is the session's start"},
    {"swims/AleV_Swim_2015-02-09-16-15.fit", "start_utc", 1423509921, "no record has a time: ours is the session's start"},
    {"swim/fit/7617306288.fit", "start_utc", 1412431330, "no record has a time: ours is the session's start"},
    /* blanks before <?xml made the index's reader give up; the file is whole behind them */
    {"runs/tcx/6281425038.tcx", "records", 1545, "blanks before the XML"},
    {"runs/tcx/6281425038.tcx", "gps", 1545, "blanks before the XML"},
    {"runs/tcx/6281425038.tcx", "heart_rate", 1545, "blanks before the XML"},
    {"runs/tcx/6281425038.tcx", "cadence", 1543, "blanks before the XML"},
    {"runs/tcx/6281425038.tcx", "laps", 5, "blanks before the XML"},
    {"runs/tcx/6281425038.tcx", "sessions", 1, "blanks before the XML"},
};

/* Files without a single sample are refused; the index has rows of zeros for them. */
enum { FIT_GPX_TCX_FILES = 301, REFUSED = 13 };

static const struct { const char *index; enum activity_column column; } counted[] = {
    {"gps", ACTIVITY_LATITUDE_DEG}, {"heart_rate", ACTIVITY_HEART_RATE_BPM}, {"cadence", ACTIVITY_CADENCE_SPM},
    {"stance_time", ACTIVITY_STANCE_TIME_MS}, {"vertical_oscillation", ACTIVITY_VERTICAL_OSCILLATION_MM},
    {"stance_time_balance", ACTIVITY_STANCE_TIME_BALANCE_PCT}, {"step_length", ACTIVITY_STEP_LENGTH_MM},
    {"vertical_ratio", ACTIVITY_VERTICAL_RATIO_PCT}, {"temperature", ACTIVITY_TEMPERATURE_C}, {"power", ACTIVITY_POWER_W}};

static int differences, exceptions_met;

static const char *field(const struct csv *csv, const char *name)
{
    int column = csv_column(csv, name);
    ck_assert_msg(column >= 0, "INDEX.tsv has no column %s", name);
    return csv_text(csv, column);
}

/* The index is plain text between tabs: its quotes quote nothing, and are taken away. */
static void open_index(struct file_bytes *index, struct csv *csv, const char *path, char folder[4096])
{
    ck_assert_int_eq(file_read(index, path, 1 << 24, NULL), TINGLE_OK);
    for (size_t i = 0; i < index->size; i++)
        if (index->data[i] == '"') index->data[i] = ' ';
    snprintf(folder, 4096, "%.*s", (int)(strlen(path) - strlen("/INDEX.tsv")), path);
    ck_assert_int_eq(csv_open(csv, file_view(index), "INDEX.tsv", NULL), TINGLE_OK);
}

static bool next_row(struct csv *csv)
{
    struct tingle_error err = {0};
    bool got = false;
    enum tingle_status st = csv_next(csv, &got, &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    return got;
}

/* One number against the index; an empty field of the index says nothing. */
static void compare(const struct csv *csv, const char *column, double ours, double tolerance)
{
    const char *path = field(csv, "path"), *text = field(csv, column);
    double expected;
    for (size_t i = 0; i < COUNT(exceptions); i++) {
        if (!text_ends_with(path, exceptions[i].path_end) || strcmp(column, exceptions[i].column) != 0) continue;
        ck_assert_msg(ours == exceptions[i].ours, "%s %s: %.3f, in the table of exceptions %.3f", path, column, ours, exceptions[i].ours);
        exceptions_met++;
        return;
    }
    if (!*text) return;
    if (strcmp(column, "start_utc") == 0)
        ck_assert(utc_parse(text, strlen(text), &expected, NULL, NULL));
    else
        ck_assert_msg(text_to_double(text, strlen(text), &expected), "%s: %s", column, text);
    if (fabs(ours - expected) <= tolerance) return;
    printf("# %s %s: %.3f, in the index %.3f\n", path, column, ours, expected);
    differences++;
}

static size_t count_values(const struct activity *a, int c)
{
    size_t n = 0;
    for (size_t i = 0; a->column[c].value && i < a->rows; i++) n += !isnan(a->column[c].value[i]);
    return n;
}

/* What must hold for every activity, whatever the file. */
static void check_invariants(const struct activity *a, const char *path)
{
    double last = -INFINITY;
    ck_assert_uint_le(a->rows, a->samples);
    for (size_t i = 0; i < a->rows; i++) {
        if (isnan(a->time_s[i])) continue;
        if (!(a->time_s[i] > last)) ck_abort_msg("%s: time goes back at row %zu", path, i); /* ck_assert in a loop writes a file */
        last = a->time_s[i];
    }
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
        ck_assert_msg(a->column[c].used == count_values(a, c), "%s: %s", path, a->column[c].name);
    for (size_t i = 0; i < a->repair_count; i++) {
        ck_assert_msg(*a->repair[i].message, "%s: a repair without a word", path);
        ck_assert_uint_gt(a->repair[i].count, 0);
    }
}

/* "Form Power=2124; Ground Time=2124": the developer fields of the records, with their valid values. */
static void compare_developer_fields(const struct csv *csv, const struct activity *a)
{
    const char *listed = field(csv, "developer_fields");
    size_t found = 0;
    while (*listed) { /* two sensors of one make are one name in the index, "x" and "x 2" here */
        size_t n = strcspn(listed, ";"), name = strcspn(listed, "=");
        double count = 0, ours = 0;
        ck_assert(text_to_double(listed + name + 1, n - name - 1, &count));
        for (size_t i = 0; i < a->developer_count; i++) {
            const char *series = a->developer[i].name, *rest = series + name;
            if (strncmp(series, listed, name) != 0 || (*rest && strcmp(rest, " 2") != 0)) continue;
            ours += (double)a->developer[i].valid;
            found++;
        }
        ck_assert_msg(ours == count, "%s: %.*s, ours %.0f", field(csv, "path"), (int)n, listed, ours);
        listed += n;
        listed += strspn(listed, "; ");
    }
    ck_assert_uint_eq(found, a->developer_count);
}

static void compare_fit(const struct csv *csv, const struct activity *a)
{
    const char *chained = field(csv, "chained");
    ck_assert_msg(a->chained == (strcmp(chained, "no") == 0 ? 1 : strtoul(chained, NULL, 10)), "%s: %zu chained", field(csv, "path"), a->chained);
    ck_assert_msg(a->crc_ok == (strcmp(field(csv, "crc_ok"), "yes") == 0), "%s: crc", field(csv, "path"));
    compare_developer_fields(csv, a);
    if (strcmp(field(csv, "hr_messages"), "0") != 0)
        ck_assert_uint_gt(a->column[ACTIVITY_HEART_RATE_BPM].used, 0);
    else
        ck_assert_uint_eq(a->merged, 0);
    if (a->session_count == 1 && activity_sport_name(a->sport) && a->sport != ACTIVITY_SPORT_GENERIC)
        ck_assert_str_eq(activity_sport_name(a->sport), field(csv, "sport"));
    if (a->session_count == 1 && a->sub_sport > 0 && activity_sub_sport_name(a->sub_sport))
        ck_assert_str_eq(activity_sub_sport_name(a->sub_sport), field(csv, "sub_sport"));
}

static void compare_activity(const struct csv *csv, const struct activity *a)
{
    check_invariants(a, field(csv, "path"));
    compare(csv, "records", (double)a->samples, 0);
    compare(csv, "laps", (double)a->lap_count, 0);
    compare(csv, "sessions", (double)a->session_count, 0);
    compare(csv, "total_timer_s", a->timer_s, 0.0011);
    compare(csv, "start_utc", a->start_unix_s, 1);
    for (size_t i = 0; i < COUNT(counted); i++) compare(csv, counted[i].index, (double)a->column[counted[i].column].valid, 0);
    if (a->format == ACTIVITY_FORMAT_FIT) compare_fit(csv, a);
}

/* Reads one file, unpacking .gz; NULL when it is refused, which only files without samples may be. */
static struct activity *read_corpus_file(const struct csv *csv, const char *folder)
{
    char path[4096];
    struct file_bytes file = {0};
    struct tingle_error err = {0};
    struct activity *a = NULL;
    struct member_walk *walk;
    struct member member;
    enum tingle_status st;
    ck_assert(path_join(path, sizeof path, folder, field(csv, "path")));
    ck_assert_int_eq(member_walk_open(&walk, path, &member_limits_usual, &err), TINGLE_OK);
    ck_assert(member_walk_next(walk, &member, &st, &err));
    ck_assert_int_eq(member_load(walk, &file, &err), TINGLE_OK);
    member_walk_close(walk);
    st = activity_read(&a, file_view(&file), field(csv, "path"), &err);
    file_release(&file);
    if (!st) return a;
    ck_assert_msg(strcmp(field(csv, "records"), "0") == 0, "%s", err.message);
    ck_assert_msg(strlen(err.message) > strlen(field(csv, "path")) + 10, "%s", err.message);
    return NULL;
}

static bool is_ours(const char *kind)
{
    return text_starts_with(kind, "fit") ? !text_ends_with(kind, ".zip") : text_starts_with(kind, "gpx") || text_starts_with(kind, "tcx");
}

START_TEST(counts_agree_with_the_index)
{
    char folder[4096];
    struct file_bytes index = {0};
    struct csv csv;
    int files = 0, refused = 0;
    const char *path = shared_path("corpus/INDEX.tsv");
    if (!path) return;
    open_index(&index, &csv, path, folder);
    while (next_row(&csv)) {
        struct activity *a;
        if (!is_ours(field(&csv, "kind"))) continue;
        a = read_corpus_file(&csv, folder);
        files++;
        refused += !a;
        if (a) compare_activity(&csv, a);
        activity_free(a);
    }
    csv_release(&csv);
    file_release(&index);
    ck_assert_int_eq(files, FIT_GPX_TCX_FILES);
    ck_assert_int_eq(refused, REFUSED);
    ck_assert_int_eq(exceptions_met, COUNT(exceptions));
    ck_assert_int_eq(differences, 0);
}
END_TEST

/* The index knows no counts of these: test_suunto reads them. */
static bool is_suunto(const char *kind) { return strcmp(kind, "json") == 0 || strcmp(kind, "sml") == 0; }

/* Files of other kinds are refused with a sentence that is about them. */
START_TEST(other_files_are_refused_in_plain_words)
{
    char folder[4096];
    struct file_bytes index = {0};
    struct csv csv;
    int files = 0;
    const char *path = shared_path("corpus/INDEX.tsv");
    if (!path) return;
    open_index(&index, &csv, path, folder);
    while (next_row(&csv)) {
        char full[4096];
        struct file_bytes file = {0};
        struct activity *a = NULL;
        struct tingle_error err = {0};
        if (is_ours(field(&csv, "kind")) || is_suunto(field(&csv, "kind"))) continue;
        ck_assert(path_join(full, sizeof full, folder, field(&csv, "path")));
        ck_assert_int_eq(file_read(&file, full, ACTIVITY_MAX_FILE_BYTES, &err), TINGLE_OK);
        ck_assert_int_eq(activity_read(&a, file_view(&file), "f", &err), TINGLE_UNSUPPORTED);
        ck_assert_msg(strcmp(err.message, "f: not a kind of watch file that Tingle reads") != 0, "%s", field(&csv, "path"));
        file_release(&file);
        files++;
    }
    ck_assert_int_eq(files, 29);
    csv_release(&csv);
    file_release(&index);
}
END_TEST

static struct activity *read_shared(const char *name)
{
    struct file_bytes file = {0};
    struct activity *a = NULL;
    const char *path = shared_path(name);
    if (!path) return NULL;
    ck_assert_int_eq(file_read(&file, path, ACTIVITY_MAX_FILE_BYTES, NULL), TINGLE_OK);
    ck_assert_int_eq(activity_read(&a, file_view(&file), name, NULL), TINGLE_OK);
    file_release(&file);
    return a;
}

enum damage { CHANGE_A_BYTE, LOSE_A_BYTE, ADD_A_BYTE, ZERO_A_BLOCK, GARBLE_A_BLOCK, DAMAGES };

/* A damaged copy in `copy`, which has room for one byte more than the file; returns its size. */
static size_t damage_copy(uint8_t *copy, const struct file_bytes *file, enum damage kind, struct random *random)
{
    enum { FRONT = 500, BLOCK = 64, GARBLE = 200 }; /* behind the first definitions: without them there is nothing to read by */
    size_t at = FRONT + random_index(random, file->size - 2 * FRONT), left = file->size - at;
    memcpy(copy, file->data, file->size);
    switch (kind) {
    case CHANGE_A_BYTE: copy[at] ^= (uint8_t)(1 + random_index(random, 255)); return file->size;
    case LOSE_A_BYTE: memmove(copy + at, copy + at + 1, left - 1); return file->size - 1;
    case ADD_A_BYTE: memmove(copy + at + 1, copy + at, left); return file->size + 1;
    case ZERO_A_BLOCK: memset(copy + at, 0, BLOCK); return file->size;
    default:
        for (size_t i = 0; i < GARBLE; i++) copy[at + i] = (uint8_t)random_u64(random);
        return file->size;
    }
}

/* Adds to sum[kind] the share of samples that are left in damaged copies of a file. */
static void add_shares(const struct csv *csv, const char *folder, struct random *random, double sum[DAMAGES], int *files)
{
    char path[4096];
    struct file_bytes file = {0};
    struct activity *whole = read_corpus_file(csv, folder);
    ck_assert(path_join(path, sizeof path, folder, field(csv, "path")));
    ck_assert_int_eq(file_read(&file, path, ACTIVITY_MAX_FILE_BYTES, NULL), TINGLE_OK);
    for (int kind = 0; whole && whole->samples >= 200 && kind < DAMAGES; kind++) {
        uint8_t *copy = malloc(file.size + 1);
        size_t size = damage_copy(copy, &file, (enum damage)kind, random);
        struct activity *a = NULL;
        if (activity_read(&a, bytes_of(copy, size), "damaged", NULL) == TINGLE_OK) {
            check_invariants(a, field(csv, "path"));
            ck_assert(!a->crc_ok && a->repair_count);
            sum[kind] += a->rows < whole->rows ? (double)a->rows / (double)whole->rows : 1;
        }
        activity_free(a);
        free(copy);
        *files += kind == 0;
    }
    activity_free(whole);
    file_release(&file);
}

START_TEST(damaged_copies_keep_nearly_everything)
{
    /* Measured over ten times as many copies: .998, .999, .996, .995, .992. */
    static const double at_least[DAMAGES] = {0.97, 0.97, 0.97, 0.97, 0.96};
    double sum[DAMAGES] = {0};
    char folder[4096];
    struct file_bytes index = {0};
    struct csv csv;
    struct random random;
    int files = 0;
    const char *path = shared_path("corpus/INDEX.tsv");
    if (!path) return;
    open_index(&index, &csv, path, folder);
    random_seed(&random, 5);
    while (next_row(&csv))
        if (strcmp(field(&csv, "kind"), "fit") == 0 && strcmp(field(&csv, "crc_ok"), "yes") == 0)
            add_shares(&csv, folder, &random, sum, &files);
    ck_assert_int_gt(files, 100);
    for (int kind = 0; kind < DAMAGES; kind++)
        ck_assert_msg(sum[kind] / files > at_least[kind], "kind %d of damage keeps %.4f", kind, sum[kind] / files);
    csv_release(&csv);
    file_release(&index);
}
END_TEST

/* A swim whose strap handed its heart rate over afterwards, and the same swim as the maker's own service
 * wrote it: an independent merging of the same values, rounded to whole beats. */
START_TEST(heart_rate_messages_lie_where_the_maker_lays_them)
{
    struct activity *fit = read_shared("corpus/GoldenCheetah__GoldenCheetah/test/swims/GarminHRMswim.FIT");
    struct activity *tcx = fit ? read_shared("corpus/GoldenCheetah__GoldenCheetah/test/swims/GarminHRMswim.tcx") : NULL;
    double sum = 0;
    if (!fit || !tcx) return;
    ck_assert_uint_eq(fit->merged, 2630);
    ck_assert_uint_eq(fit->rows, tcx->rows);
    ck_assert_double_eq(fit->start_unix_s, tcx->start_unix_s);
    for (size_t i = 0; i < fit->rows; i++) {
        if (fit->time_s[i] != tcx->time_s[i]) ck_abort_msg("row %zu: other times", i);
        sum += fabs(activity_value(fit, ACTIVITY_HEART_RATE_BPM, i) - activity_value(tcx, ACTIVITY_HEART_RATE_BPM, i));
    }
    ck_assert_double_lt(sum / (double)fit->rows, 0.25); /* one second early or late would be 0.66 */
    activity_free(fit);
    activity_free(tcx);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(counts_agree_with_the_index), TEST(other_files_are_refused_in_plain_words),
                                       TEST(damaged_copies_keep_nearly_everything), TEST(heart_rate_messages_lie_where_the_maker_lays_them)};
    return run_tests("corpus", tests, COUNT(tests));
}
