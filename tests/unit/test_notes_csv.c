/* The diary in and out: notes.csv and shoes.csv. */
#include "testing.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/file_bytes.h"
#include "base/utc.h"
#include "foot/regions.h"
#include "journal/journal_gear.h"
#include "journal/journal_note.h"
#include "journal/notes_csv.h"
#include "journal/shoes_csv.h"

static char home[TEST_FOLDER_SIZE], message[TINGLE_ERROR_MESSAGE_SIZE];
static struct journal *journal;

static double at(const char *text)
{
    double unix_s = 0;
    ck_assert(utc_parse(text, strlen(text), &unix_s, NULL, NULL));
    return unix_s;
}

static struct journal_run plain_run(double start, double minutes, double km)
{
    struct journal_run run = {.start_unix_s = start, .elapsed_s = minutes * 60, .moving_s = minutes * 60, .distance_m = km * 1000,
                              .temperature_c = NAN, .exposure_version = 1, .exposure = bytes_of("x", 1)};
    return run;
}

static enum tingle_status make_run(void *context, double start_unix_s, double minutes, double km, struct journal_run *out,
                                   struct tingle_error *err)
{
    (void)context;
    (void)err;
    *out = plain_run(start_unix_s, minutes, km);
    return TINGLE_OK;
}

static const struct notes_csv_hooks hooks = {make_run, NULL};

static int64_t add_run(const char *start, int offset_s, double minutes)
{
    struct journal_run run = plain_run(at(start), minutes, minutes / 6);
    enum journal_added added;
    int64_t original, id;
    run.utc_offset_s = offset_s;
    run.has_utc_offset = true;
    ck_assert_int_eq(journal_original_add(journal, bytes_of(start, strlen(start)), "a.fit", 0, &original, NULL), TINGLE_OK);
    ck_assert_int_eq(journal_run_add(journal, &run, original, 0, &id, &added, NULL), TINGLE_OK);
    ck_assert_int_eq(added, JOURNAL_ADDED);
    return id;
}

/* A journal with three runs of a runner in Berlin (one hour east), two of them on one day, and a shoe. */
static void open_journal(void)
{
    struct journal_shoe shoe;
    bool added;
    test_folder_make(home);
    ck_assert_int_eq(journal_open(&journal, home, JOURNAL_WRITE, NULL), TINGLE_OK);
    ck_assert_int_eq(add_run("2026-03-01T17:30:00Z", 3600, 60), 1);
    ck_assert_int_eq(add_run("2026-03-02T06:00:00Z", 3600, 40), 2);
    ck_assert_int_eq(add_run("2026-03-02T18:00:00Z", 3600, 90), 3);
    journal_shoe_init(&shoe);
    strcpy(shoe.name, "Blue");
    ck_assert_int_eq(journal_shoe_store(journal, &shoe, &added, NULL), TINGLE_OK);
}

static void close_journal(void)
{
    journal_close(journal);
    ck_assert_int_eq(journal_delete(home, NULL), TINGLE_OK);
    ck_assert_int_eq(rmdir(home), 0);
}

static enum tingle_status take(const char *text, struct notes_csv_result *result)
{
    struct tingle_error err = {0};
    enum tingle_status st = notes_csv_import(journal, bytes_of(text, strlen(text)), "d.csv", &hooks, result, &err);
    snprintf(message, sizeof message, "%s", st ? err.message : "");
    return st;
}

static struct journal_note note_of(int64_t run)
{
    struct journal_note note;
    bool found;
    ck_assert_int_eq(journal_note_read(journal, run, &note, &found, NULL), TINGLE_OK);
    return note;
}

START_TEST(a_row_finds_its_run_by_time_or_day)
{
    struct notes_csv_result got;
    open_journal();
    /* The day alone; the runner's clock 4 min off; UTC; another zone. */
    ck_assert_int_eq(take("start,felt\n2026-03-01,Numb\n2026-03-02 07:04,FINE\n", &got), TINGLE_OK);
    ck_assert_uint_eq(got.notes, 2);
    ck_assert_str_eq(note_of(1).felt, "numb");
    ck_assert_str_eq(note_of(2).felt, "fine");
    ck_assert_str_eq(note_of(3).felt, "");
    ck_assert_int_eq(take("start;felt\n2026-03-02T18:09:00Z;numb\n2026-03-02T09:00+03:00;numb\n;\n", &got), TINGLE_OK);
    ck_assert_str_eq(note_of(3).felt, "numb");
    ck_assert_str_eq(note_of(2).felt, "numb");
    close_journal();
}
END_TEST

START_TEST(every_column_arrives)
{
    struct notes_csv_result got;
    struct journal_note n;
    open_journal();
    ck_assert_int_eq(take("start,felt,noted_at,shoe,lacing_left,lacing_right,sock,foam_before,foam_after,relaced,carried_kg,temperature_c,"
                          "why_ended,breaks,text,side,regions,quality,onset,severity,pain,ended_by,relief_min,weakness,colour_change,"
                          "tight_leg,stopped_because,simulated\n"
                          "2026-03-01,numb,2026-03-01T19:00:00Z,blue,2,3.5,thin,yes,no,n,1.5,-3,numb,25+4 planned; 50+2 symptom,"
                          "\"Cold, wet\",Right,P_TOE3 P_TOE4,numb tingling,40,4,2,stopping,6,no,no,no,yes,no\n"
                          "2026-03-01,,,,,,,,,,,,,,,left,P_TOE4,cold,late,,,,,,,,,\n", &got), TINGLE_OK);
    n = note_of(1);
    ck_assert_uint_eq(n.episodes, 2);
    ck_assert_double_eq(n.noted_at, at("2026-03-01T19:00:00Z"));
    ck_assert_str_eq(n.shoe, "Blue");
    ck_assert_double_eq(n.lacing_left, 2);
    ck_assert_double_eq(n.lacing_right, 3.5);
    ck_assert_str_eq(n.sock, "thin");
    ck_assert_double_eq(n.foam_before, 1);
    ck_assert_double_eq(n.foam_after, 0);
    ck_assert_double_eq(n.relaced, 0);
    ck_assert_double_eq(n.carried_kg, 1.5);
    ck_assert_double_eq(n.temperature_c, -3);
    ck_assert_str_eq(n.why_ended, "numb");
    ck_assert_str_eq(n.breaks, "25+4 planned; 50+2 symptom");
    ck_assert_str_eq(n.text, "Cold, wet");
    ck_assert_str_eq(n.episode[0].side, "right");
    ck_assert_str_eq(n.episode[0].regions, "P_TOE3 P_TOE4");
    ck_assert_str_eq(n.episode[0].quality, "numb tingling");
    ck_assert_str_eq(n.episode[0].onset, "40");
    ck_assert_double_eq(n.episode[0].severity, 4);
    ck_assert_double_eq(n.episode[0].pain, 2);
    ck_assert_str_eq(n.episode[0].ended_by, "stopping");
    ck_assert_double_eq(n.episode[0].relief_min, 6);
    ck_assert_double_eq(n.episode[0].weakness, 0);
    ck_assert_double_eq(n.episode[0].stopped_because, 1);
    ck_assert_str_eq(n.episode[1].side, "left");
    ck_assert_str_eq(n.episode[1].onset, "late");
    ck_assert(isnan(n.episode[1].severity));
    close_journal();
}
END_TEST

START_TEST(empty_cells_keep_what_is_there)
{
    struct notes_csv_result got;
    open_journal();
    ck_assert_int_eq(take("start,felt,shoe,onset\n2026-03-01,numb,Blue,20\n2026-03-01,,,50\n", &got), TINGLE_OK);
    ck_assert_uint_eq(got.notes, 1);
    ck_assert_int_eq(take("start,sock\n2026-03-01,thick\n", &got), TINGLE_OK);
    ck_assert_str_eq(note_of(1).shoe, "Blue");
    ck_assert_str_eq(note_of(1).sock, "thick");
    ck_assert_uint_eq(note_of(1).episodes, 2);
    ck_assert_int_eq(take("start,felt,onset\n2026-03-01,,30\n", &got), TINGLE_OK);
    ck_assert_uint_eq(note_of(1).episodes, 1);
    ck_assert_str_eq(note_of(1).episode[0].onset, "30");
    ck_assert_int_eq(take("start,felt\n2026-03-01,fine\n", &got), TINGLE_OK);
    ck_assert_uint_eq(note_of(1).episodes, 0);
    close_journal();
}
END_TEST

START_TEST(minutes_make_a_run_without_a_file)
{
    struct notes_csv_result got;
    struct journal_run run;
    open_journal();
    ck_assert_int_eq(take("start,minutes,km,felt\n2026-03-05T19:00,58,10,fine\n2026-03-07,30,,\n2026-03-08T10:00:00Z,30,5,fine\n", &got), TINGLE_OK);
    ck_assert_uint_eq(got.runs_added, 3);
    ck_assert_uint_eq(got.notes, 2);
    ck_assert_int_eq(journal_run_read(journal, 4, &run, NULL), TINGLE_OK);
    ck_assert_double_eq(run.start_unix_s, at("2026-03-05T18:00:00Z")); /* the clock of the nearest run */
    ck_assert_int_eq(run.utc_offset_s, 3600);
    ck_assert_double_eq(run.elapsed_s, 58 * 60);
    ck_assert_double_eq(run.distance_m, 10000);
    ck_assert_uint_eq(run.sources, 0);
    ck_assert_int_eq(journal_run_read(journal, 5, &run, NULL), TINGLE_OK);
    ck_assert_double_eq(run.start_unix_s, at("2026-03-07T11:00:00Z")); /* noon */
    ck_assert(isnan(run.distance_m));
    ck_assert_int_eq(take("start,minutes,felt\n2026-03-05T19:00,58,numb\n2026-03-07,30,fine\n", &got), TINGLE_OK);
    ck_assert_uint_eq(got.runs_added, 0);
    ck_assert_str_eq(note_of(5).felt, "fine");
    /* Half an hour off, but as long as the recorded run: that one. */
    ck_assert_int_eq(take("start,minutes,felt\n2026-03-01T19:00,58,numb\n", &got), TINGLE_OK);
    ck_assert_uint_eq(got.runs_added, 0);
    ck_assert_str_eq(note_of(1).felt, "numb");
    close_journal();
}
END_TEST

START_TEST(each_fault_names_line_and_cause)
{
    static const struct { const char *csv, *says; enum tingle_status status; } rows[] = {
        {"", "d.csv: the file is empty", TINGLE_BAD_DATA},
        {"felt\nnumb\n", "line 1: the column \"start\" is missing", TINGLE_BAD_DATA},
        {"start,onest\n", "line 1: no column \"onest\" is known; nearest is \"onset\"", TINGLE_BAD_DATA},
        {"start,felt\n2026-03-01,\"numb\n", "line 2: a quote is opened and never closed", TINGLE_BAD_DATA},
        {"start,felt\n2026-03-01\n", "line 2: 1 fields, where the header has 2", TINGLE_BAD_DATA},
        {"start,felt\n01.03.2026,numb\n", "line 2: start is \"01.03.2026\"; expected 2026-03-01", TINGLE_BAD_DATA},
        {"start,felt\n2026-02-30,numb\n", "line 2: start is \"2026-02-30\"", TINGLE_BAD_DATA},
        {"start,felt\n,numb\n", "line 2: start is \"\"", TINGLE_BAD_DATA},
        {"start,felt\n2026-03-01,numb\n2026-03-04,numb\n", "line 3: no run on 2026-03-04 in the journal; import its file first, or give minutes", TINGLE_NO_INPUT},
        {"start,felt\n2026-03-01T19:30,numb\n", "line 2: no run on 2026-03-01T19:30", TINGLE_NO_INPUT},
        {"start,felt\n2026-03-02,numb\n", "line 2: start is 2026-03-02, but there are several runs that day (07:00, 19:00); give the time", TINGLE_BAD_DATA},
        {"start,felt\n2996-03-01,numb\n", "line 2: start is 2996-03-01, which is in the future", TINGLE_BAD_DATA},
        {"start,felt\n2026-03-01,meh\n", "line 2: felt is \"meh\"; expected one of: numb fine", TINGLE_BAD_DATA},
        {"start,felt,onset\n2026-03-01,numb,80\n", "line 2: onset is 80 min, but the run has only 60 min", TINGLE_BAD_DATA},
        {"start,felt,onset\n2026-03-01,numb,50-70\n", "line 2: onset is 50-70 min, but the run has only 60", TINGLE_BAD_DATA},
        {"start,felt,onset\n2026-03-01,numb,-5\n", "line 2: onset is \"-5\"; expected a minute", TINGLE_BAD_DATA},
        {"start,breaks\n2026-03-01,58+10\n", "line 2: a break ends at 68 min, but the run at 60 min", TINGLE_BAD_DATA},
        {"start,breaks\n2026-03-01,5\n", "line 2: breaks is \"5\"; expected", TINGLE_BAD_DATA},
        {"start,shoe\n2026-03-01,Red\n", "line 2: no shoe \"Red\" in the journal", TINGLE_BAD_DATA},
        {"start,felt,regions\n2026-03-01,numb,P_TOE3 P_TOE9\n", "line 2: regions is \"P_TOE9\"; expected codes", TINGLE_BAD_DATA},
        {"start,lacing_left\n2026-03-01,nan\n", "line 2: lacing_left is \"nan\"; expected a number from 1 to 5", TINGLE_BAD_DATA},
        {"start,lacing_left\n2026-03-01,-1\n", "line 2: lacing_left is \"-1\"", TINGLE_BAD_DATA},
        {"start,foam_before\n2026-03-01,maybe\n", "line 2: foam_before is \"maybe\"; expected yes or no", TINGLE_BAD_DATA},
        {"start,minutes\n2026-03-04,-3\n", "line 2: minutes is -3; expected 0.1 to 2880", TINGLE_BAD_DATA},
        {"start,minutes,km\n2026-03-04,30,x\n", "line 2: \"x\" in column \"km\" is not a number", TINGLE_BAD_DATA},
        {"start,felt,onset\n2026-03-01,fine,20\n", "line 2: felt is \"fine\", yet numbness is described", TINGLE_BAD_DATA},
        {"start,onset\n2026-03-01,20\n", "line 2: felt is \"\", yet numbness is described", TINGLE_BAD_DATA},
        {"start,felt,onset\n2026-03-01,numb,20\n2026-03-01,fine,30\n", "line 3: felt is \"fine\", but \"numb\" on line 2", TINGLE_BAD_DATA},
        {"start,felt\n2026-03-01,numb\n2026-03-01,numb\n", "line 3: the same run as line 2 again", TINGLE_BAD_DATA},
        {"start,felt,onset\n2026-03-01,numb,1\n2026-03-02T07:00,fine,\n2026-03-01,numb,9\n", "line 4: the run was noted on line 2 already", TINGLE_BAD_DATA},
        {"start,felt,onset\n2026-03-01,numb,1\n2026-03-01,,2\n2026-03-01,,3\n2026-03-01,,4\n2026-03-01,,5\n", "line 6: more than 4 episodes", TINGLE_BAD_DATA},
        {"start,felt,\n2026-03-01,numb,hm\n", "line 2: \"hm\" stands in a column without a name", TINGLE_BAD_DATA},
        {"start,felt,simulated\n2026-03-01,numb,perhaps\n", "line 2: simulated is \"perhaps\"; expected yes or no", TINGLE_BAD_DATA},
    };
    struct notes_csv_result got;
    open_journal();
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum tingle_status st;
        ck_assert_int_eq(journal_begin(journal, NULL), TINGLE_OK);
        st = take(rows[i].csv, &got);
        journal_rollback(journal);
        ck_assert_msg(st == rows[i].status, "row %zu: status %d, %s", i, (int)st, message);
        ck_assert_msg(strstr(message, rows[i].says) != NULL, "row %zu: %s", i, message);
        ck_assert_msg(strncmp(message, "d.csv", 5) == 0, "row %zu: %s", i, message);
    }
    ck_assert_str_eq(note_of(1).felt, "");
    close_journal();
}
END_TEST

START_TEST(simulated_and_real_notes_do_not_mix)
{
    struct notes_csv_result got;
    open_journal();
    ck_assert_int_eq(take("start,felt,simulated\n2026-03-01,numb,yes\n", &got), TINGLE_OK);
    ck_assert_int_eq(take("start,felt\n2026-03-01,numb\n", &got), TINGLE_MIXED);
    ck_assert_ptr_nonnull(strstr(message, "d.csv: line 2: real runs do not go into this journal of simulated runs"));
    close_journal();
}
END_TEST

/* What was written is known again as what it is. */
static void check_kind(const struct buffer *table, bool is_notes)
{
    struct csv csv;
    ck_assert_int_eq(csv_open(&csv, bytes_of(table->data, table->size), "t.csv", NULL), TINGLE_OK);
    ck_assert(notes_csv_looks_like(&csv) == is_notes);
    ck_assert(shoes_csv_looks_like(&csv) == !is_notes);
    csv_release(&csv);
}

START_TEST(what_is_written_comes_back_the_same)
{
    struct notes_csv_result got;
    struct buffer first, second;
    open_journal();
    ck_assert_int_eq(take("start,minutes,km,felt,shoe,onset,severity,text,temperature_c\n2026-03-01,,,numb,Blue,20,3,\"a \"\"b\"\",\nc\",7.25\n"
                          "2026-03-01,,,,,late,,,\n2026-03-05T19:00,58.5,10.02,fine,,,,,\n2026-03-09,20,,,,,,,\n", &got), TINGLE_OK);
    buffer_init(&first, 1 << 20);
    buffer_init(&second, 1 << 20);
    ck_assert_int_eq(notes_csv_write(&first, journal, NULL), TINGLE_OK);
    close_journal();
    open_journal();
    check_kind(&first, true);
    ck_assert_int_eq(take(buffer_text(&first), &got), TINGLE_OK);
    ck_assert_uint_eq(got.runs_added, 2);
    ck_assert_int_eq(notes_csv_write(&second, journal, NULL), TINGLE_OK);
    ck_assert_str_eq(buffer_text(&first), buffer_text(&second));
    ck_assert_ptr_nonnull(strstr(buffer_text(&first), "2026-03-01T18:30:00+01:00,,,numb"));
    buffer_release(&first);
    buffer_release(&second);
    close_journal();
}
END_TEST

static enum tingle_status take_shoes(const char *text, struct shoes_csv_result *result)
{
    struct tingle_error err = {0};
    enum tingle_status st = shoes_csv_import(journal, bytes_of(text, strlen(text)), "s.csv", result, &err);
    snprintf(message, sizeof message, "%s", st ? err.message : "");
    return st;
}

START_TEST(shoes_come_in_are_changed_and_go_out)
{
    struct shoes_csv_result got;
    struct buffer out;
    open_journal();
    ck_assert_int_eq(take_shoes("name,brand,width_mm,start_km,retired,insole\nBLUE,Acme,96,120,,\nRed,,,,2026-01-02,\"cork, thin\"\n,,,,,\n", &got), TINGLE_OK);
    ck_assert_uint_eq(got.added, 1);
    ck_assert_uint_eq(got.changed, 1);
    buffer_init(&out, 1 << 20);
    ck_assert_int_eq(shoes_csv_write(&out, journal, NULL), TINGLE_OK);
    ck_assert_str_eq(buffer_text(&out), "name,brand,model,size,size_system,width_label,insole_length_mm,width_mm,ball_mm,toe_shape,toe_depth,upper,stack_heel_mm,"
                                        "stack_forefoot_mm,drop_mm,cushioning,cushioning_heel,cushioning_forefoot,insole,arch_support,laces,lacing,"
                                        "start_km,bought,first_used,retired,simulated\n"
                                        "Blue,Acme,,,,,,96,,,,,,,,,,,,,,,120,,,,\n"
                                        "Red,,,,,,,,,,,,,,,,,,\"cork, thin\",,,,,,,2026-01-02,\n");
    check_kind(&out, false);
    buffer_release(&out);
    close_journal();
}
END_TEST

START_TEST(each_fault_of_a_shoe_names_line_and_cause)
{
    static const struct { const char *csv, *says; } rows[] = {
        {"brand\nx\n", "s.csv: line 1: the column \"name\" is missing"},
        {"name,widht_mm\nx,90\n", "s.csv: line 1: no column \"widht_mm\" is known; nearest is \"width_mm\""},
        {"name,brand\n,Acme\n", "s.csv: line 2: a shoe needs a name"},
        {"name,width_mm\nA,9\n", "s.csv: line 2: width of the insole at the ball is 9; expected 40 to 200"},
        {"name,start_km\nA,-1\n", "s.csv: line 2: start km is -1; expected 0 to 20000"},
        {"name,insole_length_mm\nA,27.5\n", "s.csv: line 2: length of the insole is 27.5; expected 150 to 400 mm (if 27.5 is in cm, write 275)"},
        {"name,insole_length_mm\nA,10.8\n", "s.csv: line 2: length of the insole is 10.8; expected 150 to 400 mm (if 10.8 is in inches, write 274.3)"},
        {"name,insole_length_mm\nA,2\n", "s.csv: line 2: length of the insole is 2; expected 150 to 400 mm"},
        {"name,insole_length_mm,width_mm\nA,180,190\n", "s.csv: line 2: width is 190 and insole length 180: a shoe is longer than wide"},
        {"name,insole_length_mm,ball_mm\nA,180,190\n", "s.csv: line 2: heel to ball is 190 and insole length 180: it is measured from the heel"},
        {"name,toe_shape\nA,triangular\n", "s.csv: line 2: toe shape is \"triangular\"; expected one of: pointed rounded"},
        {"name,size_system\nA,US\n", "s.csv: line 2: size system is \"US\"; expected eu, uk, us-men"},
        {"name,lacing\nA,LOP\n", "s.csv: line 2: lacing is \"LOP\"; the nearest pattern is LOOP"},
        {"name,stack_heel_mm,stack_forefoot_mm,drop_mm\nA,30,20,8.5\n", "s.csv: line 2: drop is 8.5, and stack heel 30 less stack forefoot 20 is 10"},
        {"name,first_used,retired\nA,2026-01-02,2026-01-01\n", "s.csv: line 2: first used is 2026-01-02 and retired 2026-01-01: that is before it"},
        {"name,drop_mm\nA,400\n", "s.csv: line 2: drop is 400; expected -20 to 40"},
        {"name,start_km\nA,nan\n", "s.csv: line 2: \"nan\" in column \"start_km\" is not a number"},
        {"name,first_used\nA,1.3.2026\n", "s.csv: line 2: first used is \"1.3.2026\"; expected a day"},
        {"name,\nA,b\n", "s.csv: line 2: \"b\" stands in a column without a name"},
        {"name,simulated\nA,hm\n", "s.csv: line 2: simulated is \"hm\"; expected yes or no"},
        {"name\n0123456789012345678901234567890123456789012345678901234567890123\n", "s.csv: line 2: name is longer than 63 bytes"},
    };
    struct shoes_csv_result got;
    open_journal();
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_int_eq(take_shoes(rows[i].csv, &got), TINGLE_BAD_DATA);
        ck_assert_msg(strncmp(message, rows[i].says, strlen(rows[i].says)) == 0, "row %zu: %s", i, message);
    }
    close_journal();
}
END_TEST

/* A diary is UTF-8; what comes in by another way must be too, or it could not go out. */
START_TEST(only_utf8_comes_in)
{
    struct journal_note note;
    struct journal_shoe shoe;
    struct tingle_error err;
    bool added;
    open_journal();
    journal_note_init(&note);
    ck_assert_int_eq(journal_note_set(&note, 0, journal_note_field("text"), "caf\xE9", &err), TINGLE_BAD_DATA);
    ck_assert_str_eq(err.message, "text is no text in UTF-8");
    ck_assert_int_eq(journal_note_set(&note, 0, journal_note_field("text"), "caf\xC3\xA9", &err), TINGLE_OK);
    journal_shoe_init(&shoe);
    strcpy(shoe.name, "caf\xE9");
    ck_assert_int_eq(journal_shoe_store(journal, &shoe, &added, &err), TINGLE_BAD_DATA);
    close_journal();
}
END_TEST

/* The pages name every column and every region. */
START_TEST(the_pages_know_every_column)
{
    struct file_bytes page;
    char path[4096], cell[160];
    snprintf(path, sizeof path, "%s/docs/notes-csv.md", getenv("TINGLE_SOURCE"));
    ck_assert_int_eq(file_read(&page, path, 1 << 20, NULL), TINGLE_OK);
    page.data[page.size - 1] = '\0';
    for (size_t i = 0; i < note_field_count; i++) {
        snprintf(cell, sizeof cell, "`%s`", note_field_table[i].name);
        ck_assert_msg(strstr((char *)page.data, cell) != NULL, "docs/notes-csv.md lacks %s", cell);
    }
    file_release(&page);
    snprintf(path, sizeof path, "%s/docs/regions.md", getenv("TINGLE_SOURCE"));
    ck_assert_int_eq(file_read(&page, path, 1 << 20, NULL), TINGLE_OK);
    page.data[page.size - 1] = '\0';
    for (size_t i = 0; i < foot_regions; i++) {
        snprintf(cell, sizeof cell, "| %d | `%s` | %s |", foot_region[i].number, foot_region[i].code, foot_region[i].words);
        ck_assert_msg(strstr((char *)page.data, cell) != NULL, "docs/regions.md lacks %s", cell);
    }
    file_release(&page);
    snprintf(path, sizeof path, "%s/docs/shoes-csv.md", getenv("TINGLE_SOURCE"));
    ck_assert_int_eq(file_read(&page, path, 1 << 20, NULL), TINGLE_OK);
    page.data[page.size - 1] = '\0';
    for (size_t i = 0; i < shoe_field_count; i++) {
        snprintf(cell, sizeof cell, "`%s`", shoe_field_table[i].name);
        ck_assert_msg(strstr((char *)page.data, cell) != NULL, "docs/shoes-csv.md lacks %s", cell);
    }
    file_release(&page);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(a_row_finds_its_run_by_time_or_day),
        TEST(every_column_arrives),
        TEST(empty_cells_keep_what_is_there),
        TEST(minutes_make_a_run_without_a_file),
        TEST(each_fault_names_line_and_cause),
        TEST(simulated_and_real_notes_do_not_mix),
        TEST(what_is_written_comes_back_the_same),
        TEST(shoes_come_in_are_changed_and_go_out),
        TEST(each_fault_of_a_shoe_names_line_and_cause),
        TEST(only_utf8_comes_in),
        TEST(the_pages_know_every_column),
    };
    return run_tests("notes_csv", tests, COUNT(tests));
}
