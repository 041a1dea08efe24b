/* Everything out into a folder and back in. */
#include "testing.h"

#include <dirent.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/utc.h"
#include "journal/journal_export.h"
#include "journal/journal_feet.h"
#include "journal/journal_gear.h"
#include "journal/journal_note.h"
#include "journal/journal_profile.h"
#include "journal/journal_records.h"
#include "journal/journal_told.h"

static char root[TEST_FOLDER_SIZE], message[TINGLE_ERROR_MESSAGE_SIZE];

static const char *in_root(const char *name)
{
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", root, name);
    return path;
}

/* A stand-in for the rooms above: an "original" says when, how long and how far in plain text. */
static enum tingle_status derive(void *context, struct bytes original, const char *name, int part, struct journal_run *out,
                                 struct tingle_error *err)
{
    static char exposure[96];
    char text[64];
    double start, minutes, km;
    (void)name;
    ++*(int *)context;
    snprintf(text, sizeof text, "%.*s", (int)original.size, (const char *)original.at);
    if (sscanf(text, "%lf %lf %lf", &start, &minutes, &km) != 3) return error_set(err, TINGLE_BAD_DATA, -1, "no run in it");
    snprintf(exposure, sizeof exposure, "%s/%d", text, part);
    *out = (struct journal_run){.start_unix_s = start + part * 86400, .elapsed_s = minutes * 60, .moving_s = minutes * 59,
                                .distance_m = km * 1000, .temperature_c = 12.5, .richness = (double)original.size,
                                .has_utc_offset = true, .utc_offset_s = 7200, .exposure_version = 1, .sport = "running",
                                .exposure = bytes_of(exposure, strlen(exposure))};
    return TINGLE_OK;
}

static enum tingle_status make_run(void *context, double start_unix_s, double minutes, double km, struct journal_run *out,
                                   struct tingle_error *err)
{
    (void)context;
    (void)err;
    *out = (struct journal_run){.start_unix_s = start_unix_s, .elapsed_s = minutes * 60, .moving_s = minutes * 60,
                                .distance_m = km * 1000, .temperature_c = NAN, .exposure_version = 1,
                                .exposure = bytes_of("constant", 8)};
    return TINGLE_OK;
}

static int derived;
static const struct journal_folder_hooks hooks = {make_run, derive, &derived};

static struct journal *open_at(const char *name)
{
    struct journal *j;
    ck_assert_int_eq(journal_open(&j, in_root(name), JOURNAL_WRITE, NULL), TINGLE_OK);
    return j;
}

static int64_t add_file(struct journal *j, const char *content, const char *name, int parts)
{
    int64_t original, id = 0;
    struct journal_run run;
    enum journal_added added;
    ck_assert_int_eq(journal_original_add(j, bytes_of(content, strlen(content)), name, 1772400000, &original, NULL), TINGLE_OK);
    for (int part = 0; part < parts; part++) {
        ck_assert_int_eq(derive(&derived, bytes_of(content, strlen(content)), name, part, &run, NULL), TINGLE_OK);
        if (part == 1) snprintf(run.title, sizeof run.title, "second, \"part\"");
        ck_assert_int_eq(journal_run_add(j, &run, original, part, &id, &added, NULL), TINGLE_OK);
    }
    return id;
}

/* What two services say of two runs, with line breaks and quotes; a proposal taken and one declined. */
static void tell(struct journal *j)
{
    const struct journal_told strava = {"strava", "99", "Morning, again", "first line\nsecond \"line\"", "", "Blue, old", 12.5};
    const struct journal_told garmin = {"garmin", "", "Run", "", "", "", NAN};
    struct journal_proposal p = {.run = 3, .service = "strava", .quote = "left toes numb", .felt = "numb", .side = "left", .severity = NAN,
                                 .state = PROPOSAL_TAKEN};
    bool changed;
    ck_assert_int_eq(journal_told_store(j, 1, &strava, &changed, NULL), TINGLE_OK);
    ck_assert(changed);
    ck_assert_int_eq(journal_told_store(j, 1, &strava, &changed, NULL), TINGLE_OK);
    ck_assert(!changed);
    ck_assert_int_eq(journal_told_store(j, 3, &garmin, &changed, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_proposal_restore(j, &p, NULL), TINGLE_OK);
    p.run = 1;
    p.state = PROPOSAL_DECLINED;
    ck_assert_int_eq(journal_proposal_restore(j, &p, NULL), TINGLE_OK);
}

/* Two repeats that say the same, and one after a run with a word to it. */
static void measure(struct journal *j)
{
    struct journal_foot foot;
    int64_t id;
    journal_foot_init(&foot);
    snprintf(foot.day, sizeof foot.day, "2026-03-01");
    snprintf(foot.side, sizeof foot.side, "right");
    foot.mm[0] = 265.5;
    foot.mm[1] = 101;
    ck_assert_int_eq(journal_foot_add(j, &foot, &id, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_foot_add(j, &foot, &id, NULL), TINGLE_OK);
    snprintf(foot.state, sizeof foot.state, "after-run");
    snprintf(foot.text, sizeof foot.text, "thin \"socks\", warm");
    foot.mm[3] = 250;
    ck_assert_int_eq(journal_foot_add(j, &foot, &id, NULL), TINGLE_OK);
}

/* Things tried, with and without a result; a check of one foot; questionnaires. */
static void record(struct journal *j)
{
    struct journal_records *records = NULL;
    ck_assert_int_eq(journal_tried_store(j, &(struct journal_tried){"2026-02-01", "wider \"shoe\", blue", "better"}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_tried_store(j, &(struct journal_tried){"2026-01-01", "pads", "worse"}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_tried_store(j, &(struct journal_tried){"2026-01-01", "pads", ""}, NULL), TINGLE_OK); /* keeps "worse" */
    ck_assert_int_eq(journal_tried_store(j, &(struct journal_tried){"2026-03-01", "laces", ""}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_tried_store(j, &(struct journal_tried){"2026-02-30", "laces", ""}, NULL), TINGLE_BAD_DATA);
    ck_assert_int_eq(journal_home_check_store(j, &(struct journal_home_check){"2026-02-01", "touch", "after", 2, -1}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_home_check_store(j, &(struct journal_home_check){"2026-02-01", "touch", "after", -1, 0}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_scale_answer_store(j, &(struct journal_scale_answer){"2026-02-01", "nrs", "", 6}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_scale_answer_store(j, &(struct journal_scale_answer){"2026-02-01", "psfs", "run, an hour", 3.5}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_scale_answer_store(j, &(struct journal_scale_answer){"2026-02-01", "psfs", "gone", 3.5}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_scale_answer_remove(j, &(struct journal_scale_answer){"2026-02-01", "psfs", "gone", 0}, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_scale_answer_remove(j, &(struct journal_scale_answer){"2026-02-01", "psfs", "gone", 0}, NULL), TINGLE_NO_INPUT);
    ck_assert_int_eq(journal_records_read(&records, j, NULL), TINGLE_OK);
    ck_assert_uint_eq(records->trieds, 3);
    ck_assert_str_eq(records->tried[0].result, "worse");
    ck_assert_uint_eq(records->checks, 1);
    ck_assert_int_eq(records->check[0].left, 2);
    ck_assert_int_eq(records->check[0].right, 0);
    ck_assert_uint_eq(records->answers, 2);
    journal_records_free(records);
}

/* Runs with one source, two sources (the second leads), two parts of a file, and without a file; notes; shoes;
 * answers; a file whose name is no UTF-8 and would leave the folder. */
static struct journal *filled_journal(void)
{
    struct journal *j = open_at("a");
    struct journal_run run;
    struct journal_shoe shoe;
    struct journal_note note;
    int64_t id;
    bool added;
    ck_assert_int_eq(journal_expect_kind(j, JOURNAL_REAL, NULL), TINGLE_OK);
    add_file(j, "1772000000 60 10", "../one\xFF.fit", 1);
    id = add_file(j, "1772000000.5 60.2 10.01", "one again.gpx", 1);
    add_file(j, "1773000000 30 5", "two.fit", 2);
    ck_assert_int_eq(make_run(NULL, 1772500000.25, 58.7, 10.02, &run, NULL), TINGLE_OK);
    run.has_utc_offset = true;
    run.utc_offset_s = -3600;
    ck_assert_int_eq(journal_run_add_without_file(j, &run, JOURNAL_START_TOLD, &id, NULL), TINGLE_OK);
    journal_shoe_init(&shoe);
    snprintf(shoe.name, sizeof shoe.name, "Blue, old");
    shoe.width_mm = 96.5;
    shoe.insole_length_mm = 279.5;
    snprintf(shoe.lacing, sizeof shoe.lacing, "LOOP");
    snprintf(shoe.toe_depth, sizeof shoe.toe_depth, "low");
    ck_assert_int_eq(journal_shoe_store(j, &shoe, &added, NULL), TINGLE_OK);
    journal_note_init(&note);
    snprintf(note.felt, sizeof note.felt, "numb");
    snprintf(note.shoe, sizeof note.shoe, "Blue, old");
    snprintf(note.text, sizeof note.text, "first line\nsecond");
    note.episodes = 2;
    snprintf(note.episode[0].onset, sizeof note.episode[0].onset, "20");
    note.episode[0].severity = 3.3;
    snprintf(note.episode[1].side, sizeof note.episode[1].side, "left");
    ck_assert_int_eq(journal_note_store(j, 1, &note, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_profile_set(j, "height_cm", "181", 1772400123, NULL), TINGLE_OK);
    measure(j);
    tell(j);
    record(j);
    return j;
}

static void start(void) { test_folder_make(root); }

static void finish(void) { test_folder_remove(root); }

static const char *const tables[] = {"runs.csv", "sources.csv", "originals.csv", "told.csv", "proposals.csv", "notes.csv", "shoes.csv", "feet.csv", "profile.csv",
                                     "tried.csv", "home-checks.csv", "scales.csv",
                                     JOURNAL_EXPORT_MARK};

static struct file_bytes table_of(const char *folder, const char *name)
{
    struct file_bytes bytes;
    char path[512];
    snprintf(path, sizeof path, "%s/%s", in_root(folder), name);
    ck_assert_int_eq(file_read(&bytes, path, 1 << 20, NULL), TINGLE_OK);
    return bytes;
}

static void same_tables(const char *a, const char *b)
{
    for (size_t i = 0; i < COUNT(tables); i++) {
        struct file_bytes x = table_of(a, tables[i]), y = table_of(b, tables[i]);
        ck_assert_msg(x.size == y.size && memcmp(x.data, y.data, x.size) == 0, "%s differs:\n%.*s\n%.*s", tables[i], (int)x.size,
                      (char *)x.data, (int)y.size, (char *)y.data);
        file_release(&x);
        file_release(&y);
    }
}

static enum tingle_status import(struct journal *j, const char *folder, struct journal_folder_result *got)
{
    struct tingle_error err = {0};
    enum tingle_status st = journal_import_folder(j, in_root(folder), &hooks, got, &err);
    snprintf(message, sizeof message, "%s", st ? err.message : "");
    return st;
}

START_TEST(out_and_in_and_out_again_is_the_same)
{
    struct journal_folder_result got;
    struct journal *j, *k;
    struct journal_run_list *list;
    struct file_bytes bytes;
    int64_t original;
    int part;
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    k = open_at("b");
    ck_assert_msg(import(k, "x", &got) == TINGLE_OK, "%s", message);
    ck_assert_uint_eq(got.runs, 4);
    ck_assert_uint_eq(got.notes, 1);
    ck_assert_uint_eq(got.shoes, 1);
    ck_assert_uint_eq(got.feet, 3);
    ck_assert_int_eq(journal_export(k, in_root("y"), NULL), TINGLE_OK);
    same_tables("x", "y");
    ck_assert_int_eq(journal_runs(&list, k, true, NULL), TINGLE_OK);
    ck_assert_uint_eq(list->runs, 4);
    ck_assert_uint_eq(list->run[0].sources, 2);
    ck_assert_double_eq(list->run[0].start_unix_s, 1772000000.5); /* the richer one leads */
    ck_assert_uint_eq(list->run[1].sources, 0);
    ck_assert_double_eq(list->run[1].start_unix_s, 1772500000.25);
    ck_assert_int_eq(list->run[1].utc_offset_s, -3600);
    ck_assert_str_eq(list->run[3].title, "second, \"part\"");
    ck_assert_mem_eq(list->run[3].exposure.at, "1773000000 30 5/1", list->run[3].exposure.size);
    ck_assert_int_eq(journal_run_lead(k, list->run[0].id, &original, &part, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_original_read(k, original, &bytes, NULL), TINGLE_OK);
    ck_assert_mem_eq(bytes.data, "1772000000.5 60.2 10.01", bytes.size);
    file_release(&bytes);
    journal_run_list_free(list);
    journal_close(j);
    journal_close(k);
    finish();
}
END_TEST

START_TEST(taking_it_in_twice_changes_nothing)
{
    struct journal_folder_result got;
    struct journal *j;
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    ck_assert_msg(import(j, "x", &got) == TINGLE_OK, "%s", message);
    ck_assert_uint_eq(got.runs, 0);
    ck_assert_uint_eq(got.shoes, 0);
    ck_assert_uint_eq(got.feet, 0);
    ck_assert_int_eq(journal_export(j, in_root("y"), NULL), TINGLE_OK);
    same_tables("x", "y");
    journal_close(j);
    finish();
}
END_TEST

START_TEST(an_empty_journal_goes_out_and_in)
{
    struct journal_folder_result got;
    struct journal *j;
    enum journal_kind kind;
    start();
    j = open_at("a");
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    ck_assert_msg(import(j, "x", &got) == TINGLE_OK, "%s", message);
    ck_assert_int_eq(journal_kind(j, &kind, NULL), TINGLE_OK);
    ck_assert_int_eq(kind, JOURNAL_EMPTY);
    journal_close(j);
    finish();
}
END_TEST

START_TEST(only_the_owner_can_read_it)
{
    struct journal *j;
    struct stat info;
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    ck_assert_int_eq(stat(in_root("x"), &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0700);
    for (size_t i = 0; i < COUNT(tables); i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", in_root("x"), tables[i]);
        ck_assert_int_eq(stat(path, &info), 0);
        ck_assert_int_eq(info.st_mode & 0777, 0600);
    }
    journal_close(j);
    finish();
}
END_TEST

START_TEST(a_folder_in_use_is_left_alone)
{
    struct journal *j;
    struct tingle_error err;
    start();
    j = open_at("a");
    ck_assert_int_eq(journal_export(j, in_root("a"), &err), TINGLE_CANNOT_WRITE);
    ck_assert_ptr_nonnull(strstr(err.message, "the folder is not empty; name a new one"));
    ck_assert_int_eq(file_write(in_root("file"), bytes_of("x", 1), 0600, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_export(j, in_root("file"), &err), TINGLE_CANNOT_WRITE);
    journal_close(j);
    finish();
}
END_TEST

/* What the message says after one file of a good export was changed; the journal must stay as it was. */
static void broken(const char *name, const char *content, enum tingle_status expected, const char *says)
{
    struct journal_folder_result got;
    struct journal_counts counts;
    struct journal *j, *k;
    char path[512];
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    snprintf(path, sizeof path, "%s/%s", in_root("x"), name);
    if (content) ck_assert_int_eq(file_write(path, bytes_of(content, strlen(content)), 0600, NULL), TINGLE_OK);
    else ck_assert_int_eq(unlink(path), 0);
    k = open_at("b");
    ck_assert_msg(import(k, "x", &got) == expected, "%s: %s", name, message);
    ck_assert_msg(strstr(message, says) != NULL, "%s: %s", name, message);
    ck_assert_int_eq(journal_count(k, &counts, NULL), TINGLE_OK);
    ck_assert_uint_eq(counts.runs + counts.notes + counts.originals + counts.shoes, 0);
    journal_close(j);
    journal_close(k);
    finish();
}

static const char one_sha[] = "2727272727272727272727272727272727272727272727272727272727272727";

START_TEST(a_damaged_export_is_refused_whole)
{
    char text[400];
    broken(JOURNAL_EXPORT_MARK, NULL, TINGLE_NO_INPUT, "not a whole folder of `tingle export`");
    broken(JOURNAL_EXPORT_MARK, "{\"format\": \"x\", \"version\": 1, \"kind\": \"real\"}", TINGLE_BAD_DATA, "not the mark of an export");
    broken(JOURNAL_EXPORT_MARK, "{\"format\": \"tingle-export\", \"version\": 4, \"kind\": \"real\"}", TINGLE_NEWER, "written by a newer Tingle");
    broken("runs.csv", NULL, TINGLE_NO_INPUT, "runs.csv");
    broken("sources.csv", NULL, TINGLE_NO_INPUT, "sources.csv");
    broken("runs.csv", "run\n1\n", TINGLE_BAD_DATA, "runs.csv: line 1: the column \"start\" is missing");
    broken("originals.csv", "file,name,size,imported_at,container\nnothing,a,1,2026-01-01T00:00:00Z,\n", TINGLE_BAD_DATA, "line 2: file is no name of an original");
    snprintf(text, sizeof text, "file,name,size,imported_at,container\n%s-a/../../b,a,1,2026-01-01T00:00:00Z,\n", one_sha);
    broken("originals.csv", text, TINGLE_BAD_DATA, "line 2: file is no name of an original");
    snprintf(text, sizeof text, "file,name,size,imported_at,container\n%s-a,a,1,2026-01-01T00:00:00Z,\n", one_sha);
    broken("originals.csv", text, TINGLE_NO_INPUT, one_sha);
    snprintf(text, sizeof text, "run,sha256,part,leads\n1,%s,0,yes\n", one_sha);
    broken("sources.csv", text, TINGLE_BAD_DATA, "sources.csv: line 2: a file that originals.csv does not have");
    broken("told.csv", "run,service,service_id,title,description,private_note,gear,weather_c\n9,strava,,,,,,\n", TINGLE_BAD_DATA, "told.csv: line 2: runs.csv has no such run");
    broken("proposals.csv", "run,service,quote,felt,side,regions,quality,onset,severity,state\n1,strava,q,perhaps,,,,,,open\n", TINGLE_BAD_DATA, "line 2: felt is neither numb nor fine");
    broken("proposals.csv", "run,service,quote,felt,side,regions,quality,onset,severity,state\n1,strava,q,numb,,,,,,later\n", TINGLE_BAD_DATA, "line 2: state is open, taken or declined");
    broken("tried.csv", "since,what,result\n2026-02-01,,better\n", TINGLE_BAD_DATA, "one line of text is needed");
    broken("tried.csv", "since,what,result\n2026-02-01,pads,great\n", TINGLE_BAD_DATA, "tried.csv: line 2: since, what, and a result");
    broken("home-checks.csv", "day,check,moment,left_failed,right_failed\n2026-02-01,touch,after,12,\n", TINGLE_BAD_DATA, "left_failed");
    broken("scales.csv", "day,scale,item,value\n2026-02-01,nrs,,11\n", TINGLE_BAD_DATA, "value");
    broken("scales.csv", "day,scale,item,value\nyesterday,nrs,,1\n", TINGLE_BAD_DATA, "\"yesterday\" is no day");
    broken("originals.csv", "file,name,size,imported_at\n", TINGLE_BAD_DATA, "the column \"container\" is missing");
    broken("shoes.csv", "name\nRed\n", TINGLE_BAD_DATA, "notes.csv: line 2: no shoe \"Blue, old\"");
    broken("profile.csv", "key,value,set_at\nheight_cm,181,yesterday\n", TINGLE_BAD_DATA, "profile.csv: line 2: key and set_at are needed");
}
END_TEST

START_TEST(an_export_of_version_2_is_read)
{
    static const char *const later[] = {"feet.csv", "tried.csv", "home-checks.csv", "scales.csv"};
    static const char mark[] = "{\"format\": \"tingle-export\", \"version\": 2, \"kind\": \"real\"}";
    struct journal_folder_result got;
    struct journal_records *records = NULL;
    struct journal *j, *k;
    char path[512];
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    for (size_t i = 0; i < COUNT(later); i++) {
        snprintf(path, sizeof path, "%s/%s", in_root("x"), later[i]);
        ck_assert_int_eq(unlink(path), 0);
    }
    snprintf(path, sizeof path, "%s/%s", in_root("x"), JOURNAL_EXPORT_MARK);
    ck_assert_int_eq(file_write(path, bytes_of(mark, strlen(mark)), 0600, NULL), TINGLE_OK);
    k = open_at("b");
    ck_assert_msg(import(k, "x", &got) == TINGLE_OK, "%s", message);
    ck_assert_uint_eq(got.runs, 4);
    ck_assert_int_eq(journal_records_read(&records, k, NULL), TINGLE_OK);
    ck_assert_uint_eq(records->trieds + records->checks + records->answers, 0);
    journal_records_free(records);
    journal_close(j);
    journal_close(k);
    finish();
}
END_TEST

START_TEST(a_changed_original_is_named)
{
    struct journal_folder_result got;
    struct journal *j, *k;
    char path[1024] = "", inner[512];
    DIR *dir;
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    snprintf(inner, sizeof inner, "%s/originals", in_root("x"));
    dir = opendir(inner);
    for (struct dirent *e; (e = readdir(dir));)
        if (strstr(e->d_name, "two.fit")) snprintf(path, sizeof path, "%s/%s", inner, e->d_name);
    closedir(dir);
    ck_assert_int_eq(file_write(path, bytes_of("1773000000 31 5", 15), 0600, NULL), TINGLE_OK);
    k = open_at("b");
    ck_assert_int_eq(import(k, "x", &got), TINGLE_BAD_DATA);
    ck_assert_ptr_nonnull(strstr(message, "two.fit: damaged or changed"));
    journal_close(j);
    journal_close(k);
    finish();
}
END_TEST

START_TEST(simulated_exports_do_not_enter_a_real_journal)
{
    struct journal_folder_result got;
    struct journal *j, *k;
    start();
    j = open_at("a");
    ck_assert_int_eq(journal_expect_kind(j, JOURNAL_SIMULATED, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    k = open_at("b");
    ck_assert_int_eq(journal_expect_kind(k, JOURNAL_REAL, NULL), TINGLE_OK);
    ck_assert_int_eq(import(k, "x", &got), TINGLE_MIXED);
    journal_close(j);
    journal_close(k);
    finish();
}
END_TEST

/* Imports "x" with the n-th allocation failing: nothing came in, or all (where memory was only to be given back). True when
 * it came to that allocation. */
static bool import_failing_at(long n)
{
    struct journal_folder_result got;
    struct journal_counts counts;
    char home[32], again[32];
    struct journal *k;
    enum tingle_status st;
    bool fired;
    snprintf(home, sizeof home, "b%ld", n);
    snprintf(again, sizeof again, "y%ld", n);
    k = open_at(home);
    alloc_fail_at(n);
    st = import(k, "x", &got);
    fired = alloc_has_failed();
    alloc_fail_at(0);
    if (st) {
        ck_assert_msg(st == TINGLE_NO_MEMORY, "allocation %ld: %s", n, message);
        ck_assert_int_eq(journal_count(k, &counts, NULL), TINGLE_OK);
        ck_assert_uint_eq(counts.runs + counts.originals + counts.shoes, 0);
    } else {
        ck_assert_int_eq(journal_export(k, in_root(again), NULL), TINGLE_OK);
        same_tables("x", again);
    }
    journal_close(k);
    return fired;
}

/* Every allocation of base fails once: a clear refusal, and nothing came in. */
START_TEST(each_allocation_may_fail)
{
    struct journal *j;
    long n = 1;
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    while (import_failing_at(n)) n++;
    ck_assert_int_gt(n, 20);
    journal_close(j);
    finish();
}
END_TEST

/* docs/export.md names every file and every column of the folder. */
START_TEST(the_page_knows_every_column)
{
    struct file_bytes page, table;
    struct journal *j;
    char path[4096], cell[64];
    start();
    j = filled_journal();
    ck_assert_int_eq(journal_export(j, in_root("x"), NULL), TINGLE_OK);
    snprintf(path, sizeof path, "%s/docs/export.md", getenv("TINGLE_SOURCE"));
    ck_assert_int_eq(file_read(&page, path, 1 << 20, NULL), TINGLE_OK);
    page.data[page.size - 1] = '\0';
    for (size_t i = 0; i < COUNT(tables); i++) {
        snprintf(cell, sizeof cell, "`%s`", tables[i]);
        ck_assert_msg(strstr((char *)page.data, cell) != NULL, "no %s", cell);
        if (strcmp(tables[i], "notes.csv") == 0 || strcmp(tables[i], "shoes.csv") == 0 || strcmp(tables[i], "feet.csv") == 0 || i + 1 == COUNT(tables)) continue; /* have pages of their own */
        table = table_of("x", tables[i]);
        *(char *)memchr(table.data, '\n', table.size) = '\0';
        for (char *p = (char *)table.data; *p; p += *p == ',') {
            int n = (int)strcspn(p, ",");
            snprintf(cell, sizeof cell, "`%.*s`", n, p);
            ck_assert_msg(strstr((char *)page.data, cell) != NULL, "no %s", cell);
            p += n;
        }
        file_release(&table);
    }
    file_release(&page);
    journal_close(j);
    finish();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(out_and_in_and_out_again_is_the_same),
        TEST(taking_it_in_twice_changes_nothing),
        TEST(an_empty_journal_goes_out_and_in),
        TEST(only_the_owner_can_read_it),
        TEST(a_folder_in_use_is_left_alone),
        TEST(a_damaged_export_is_refused_whole),
        TEST(an_export_of_version_2_is_read),
        TEST(a_changed_original_is_named),
        TEST(simulated_exports_do_not_enter_a_real_journal),
        TEST(each_allocation_may_fail),
        TEST(the_page_knows_every_column),
    };
    return run_tests("journal_export", tests, COUNT(tests));
}
