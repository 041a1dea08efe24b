/* What is counted for the clinician's page, worked by hand. */
#include "journal_home.h"
#include "testing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advice/answers.h"
#include "advice/clinic.h"
#include "advice/clinic_counts.h"
#include "advice/clinic_records.h"
#include "base/utc.h"

static const double day_s = 86400;

START_TEST(quartiles)
{
    double four[] = {50, 10, NAN, 30, 20}, one[] = {7}, none[] = {NAN, NAN}, five[] = {5, 1, 4, 2, 3};
    struct tingle_spread s = clinic_spread(four, 5);
    ck_assert_uint_eq(s.known, 4);
    ck_assert_uint_eq(s.unknown, 1);
    ck_assert_double_eq(s.least, 10);
    ck_assert_double_eq(s.lower, 17.5); /* at 0.75 of 0 .. 3: 10 + 0.75 * 10 */
    ck_assert_double_eq(s.median, 25);
    ck_assert_double_eq(s.upper, 35);   /* at 2.25: 30 + 0.25 * 20 */
    ck_assert_double_eq(s.most, 50);
    s = clinic_spread(one, 1);
    ck_assert_double_eq(s.lower, 7);
    ck_assert_double_eq(s.upper, 7);
    s = clinic_spread(none, 2);
    ck_assert_uint_eq(s.known, 0);
    ck_assert_uint_eq(s.unknown, 2);
    ck_assert(isnan(s.median));
    s = clinic_spread(five, 5);
    ck_assert_double_eq(s.lower, 2);
    ck_assert_double_eq(s.median, 3);
    ck_assert_double_eq(s.upper, 4);
}
END_TEST

START_TEST(weeks_begin_on_monday)
{
    static const struct { const char *time; int offset_s; const char *monday; } rows[] = {
        {"2026-03-01T12:00:00Z", 0, "2026-02-23"}, /* a Sunday */
        {"2026-03-02T00:00:00Z", 0, "2026-03-02"},
        {"2026-03-01T23:30:00Z", 3600, "2026-03-02"}, /* Monday by the runner's clock */
        {"2026-03-02T00:30:00Z", -3600, "2026-02-23"},
        {"1969-12-31T12:00:00Z", 0, "1969-12-29"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct journal_run run = {.has_utc_offset = true, .utc_offset_s = rows[i].offset_s};
        char day[UTC_TEXT_SIZE];
        ck_assert(utc_parse(rows[i].time, strlen(rows[i].time), &run.start_unix_s, NULL, NULL));
        utc_day_text(day, clinic_monday(&run) * 86400);
        ck_assert_str_eq(day, rows[i].monday);
    }
}
END_TEST

/* Adds a run `day` days after 2026-03-01 07:00 (a Sunday) of `minutes`, with a note. */
static int64_t noted(struct journal *j, int day, double minutes, const struct journal_note *note)
{
    struct journal_run run = a_run(morning + day * day_s, minutes);
    char name[32];
    int64_t id;
    snprintf(name, sizeof name, "run %d", day);
    id = add(j, &run, name, JOURNAL_ADDED);
    if (note) OK(journal_note_store(j, id, note, &err));
    return id;
}

static struct journal_note numb_note(const char *side, const char *regions, const char *onset, double severity, double relief)
{
    struct journal_note note;
    journal_note_init(&note);
    snprintf(note.felt, sizeof note.felt, "numb");
    note.episodes = 1;
    snprintf(note.episode[0].side, NOTE_WORD, "%s", side);
    snprintf(note.episode[0].regions, NOTE_LIST, "%s", regions);
    snprintf(note.episode[0].quality, NOTE_LIST, "numb tingling");
    snprintf(note.episode[0].onset, NOTE_WORD, "%s", onset);
    note.episode[0].severity = severity;
    note.episode[0].relief_min = relief;
    return note;
}

START_TEST(full_weeks_are_those_that_were_whole)
{
    static const struct { int first, last; size_t full; } rows[] = { /* days after Sunday 2026-03-01 */
        {0, 0, 0},  /* one run */
        {0, 7, 0},  /* the next Sunday: the week of the first run, and the last */
        {0, 8, 1},
        {1, 8, 1},  /* from Monday to Monday */
        {2, 8, 0},  /* from Tuesday */
        {2, 15, 1},
        {1, 15, 2},
        {1, 400, TINGLE_CLINIC_WEEKS - 1}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct journal_run run[2] = {a_run(morning + rows[i].first * day_s, 60), a_run(morning + rows[i].last * day_s, 60)};
        struct clinic_run counted[2] = {{.run = &run[0]}, {.run = &run[1]}};
        struct tingle_clinic_report r = {0};
        clinic_weeks(&r, counted, 2);
        ck_assert_msg(r.full_weeks == rows[i].full, "row %zu: %zu", i, r.full_weeks);
        ck_assert(isnan(r.weekly_km) == (rows[i].full == 0));
    }
}
END_TEST

START_TEST(it_began_with_its_earliest_episode)
{
    static const struct { const char *first, *second; double moving_min, minute; enum note_onset third; } rows[] = {
        {"40", "20", 60, 20, NOTE_ONSET_UNKNOWN},
        {"late", "20-30", 60, 25, NOTE_ONSET_UNKNOWN},
        {"stopped 5", "", 50, 45, NOTE_ONSET_UNKNOWN},
        {"48", "stopped 5", 50, 45, NOTE_ONSET_UNKNOWN},
        {"stopped 90", "", 50, 0, NOTE_ONSET_UNKNOWN},
        {"stopped", "unknown", 50, NAN, NOTE_ONSET_UNKNOWN},
        {"stopped 5", "", NAN, NAN, NOTE_ONSET_UNKNOWN},
        {"late", "early", 60, NAN, NOTE_ONSET_EARLY},
        {"stopped", "middle", 60, NAN, NOTE_ONSET_MIDDLE}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct journal_run run = {.moving_s = rows[i].moving_min * 60};
        struct journal_note note;
        struct clinic_run got;
        journal_note_init(&note);
        snprintf(note.felt, sizeof note.felt, "numb");
        note.episodes = 2;
        journal_episode_init(&note.episode[0]);
        journal_episode_init(&note.episode[1]);
        snprintf(note.episode[0].onset, NOTE_WORD, "%s", rows[i].first);
        snprintf(note.episode[1].onset, NOTE_WORD, "%s", rows[i].second);
        clinic_run_of(&got, &run, &note);
        ck_assert_msg(isnan(rows[i].minute) ? isnan(got.onset_min) : got.onset_min == rows[i].minute, "row %zu: %g", i, got.onset_min);
        ck_assert_int_eq(got.third, rows[i].third);
    }
}
END_TEST

/* Six runs: four numb (right toe 3 at minute 40; both, window 20-30; left, late, second episode right and worse; stopped 5 of a
 * run of 50 min without a side), one fine, one without a note. */
static void fill(struct journal *j)
{
    struct journal_note note = numb_note("right", "P_TOE3", "40", 4, 3);
    noted(j, 0, 60, &note);
    note = numb_note("both", "P_TOE3 P_TOE4", "20-30", 6, NAN);
    note.episode[0].weakness = 1;
    noted(j, 3, 60, &note);
    note = numb_note("left", "P_HEEL", "late", 2, 10);
    note.episode[0].weakness = 0;
    note.episodes = 2;
    journal_episode_init(&note.episode[1]);
    snprintf(note.episode[1].side, NOTE_WORD, "right");
    note.episode[1].severity = 7;
    note.episode[1].relief_min = 20;
    noted(j, 8, 90, &note);
    note = numb_note("", "P_HEEL", "stopped 5", NAN, NAN);
    noted(j, 10, 50, &note);
    journal_note_init(&note);
    snprintf(note.felt, sizeof note.felt, "fine");
    noted(j, 11, 30, &note);
    noted(j, 30, 45, NULL);
}

static const struct tingle_spot *spot_of(const struct tingle_clinic_report *r, const char *code)
{
    for (size_t i = 0; i < r->where->spots; i++)
        if (strcmp(r->where->spot[i].region.code, code) == 0) return &r->where->spot[i];
    ck_abort_msg("no %s", code);
    return NULL;
}

static void check_course(const struct tingle_clinic_report *r)
{
    ck_assert_uint_eq(r->runs, 6);
    ck_assert_uint_eq(r->numb, 4);
    ck_assert_uint_eq(r->fine, 1);
    ck_assert_uint_eq(r->not_noted, 1);
    ck_assert_uint_eq(r->right, 1);
    ck_assert_uint_eq(r->left, 0);
    ck_assert_uint_eq(r->both, 2); /* "both", and left with right */
    ck_assert_uint_eq(r->side_not_said, 1);
    ck_assert_str_eq(r->first_noted, "2026-03-01");
    ck_assert_str_eq(r->last_noted, "2026-03-12");
    ck_assert_uint_eq(r->onset_min.known, 3); /* 40; 25; 50 - 5 */
    ck_assert_double_eq(r->onset_min.least, 25);
    ck_assert_double_eq(r->onset_min.median, 40);
    ck_assert_double_eq(r->onset_min.most, 45);
    ck_assert_uint_eq(r->onset_late, 1);
    ck_assert_uint_eq(r->severity.known, 3); /* 4, 6, 7 */
    ck_assert_double_eq(r->severity.median, 6);
    ck_assert_double_eq(r->severity.most, 7);
    ck_assert_uint_eq(r->relief_min.known, 2); /* 3 and the longer of 10 and 20 */
    ck_assert_double_eq(r->relief_min.median, 11.5);
    ck_assert_uint_eq(r->pain.known, 0);
    ck_assert_uint_eq(r->flag[0].yes, 1);
    ck_assert_uint_eq(r->flag[0].no, 1);
    ck_assert_uint_eq(r->flag[0].not_asked, 2);
    ck_assert_uint_eq(r->qualities, 2);
    ck_assert_uint_eq(r->quality[0].runs, 4);
}

/* 2026-03-01 is a Sunday, 2026-03-31 a Tuesday: Mondays 02-23 (1 run), 03-02 (1), 03-09 (3), 03-16, 03-23 (0), 03-30 (1). */
static void check_weeks(const struct tingle_clinic_report *r)
{
    const struct tingle_clinic_week *w = &r->week[r->weeks - 1];
    ck_assert_uint_eq(r->weeks, 12);
    ck_assert_str_eq(w->day, "2026-03-30");
    ck_assert_uint_eq(w->not_noted, 1);
    ck_assert_uint_eq(w[-3].numb, 2);
    ck_assert_uint_eq(w[-3].fine, 1);
    ck_assert_double_eq_tol(w[-3].km, (90 + 50 + 30) / 6.0, 1e-9);
    ck_assert_str_eq(w[-5].day, "2026-02-23");
    ck_assert_uint_eq(w[-5].numb, 1);
    ck_assert_uint_eq(r->full_weeks, 4);
    ck_assert_double_eq_tol(r->weekly_km, 5, 1e-9); /* of 10, 28.3, 0, 0: the first run was on a Sunday, so its week is not full */
    ck_assert_double_eq(r->longest_min, 90);
}

START_TEST(a_report_by_hand)
{
    const struct tingle_clinic_options options = {.question = "why?"};
    struct tingle_clinic_report *r = NULL;
    struct journal *j;
    begin();
    setenv("TINGLE_NOW", "2026-04-02T12:00:00Z", 1);
    j = opened();
    fill(j);
    OK(about_store(j, &(struct tingle_about){.born = "1984", .question = "stored"}, &err));
    OK(clinic_make(&r, j, &options, &err));
    check_course(r);
    check_weeks(r);
    ck_assert_uint_eq(spot_of(r, "P_TOE3")->right, 2);
    ck_assert_uint_eq(spot_of(r, "P_TOE3")->left, 1);
    ck_assert_uint_eq(spot_of(r, "P_HEEL")->left, 1);
    ck_assert_uint_eq(spot_of(r, "P_HEEL")->unsaid, 1);
    ck_assert_uint_eq(r->where->located, 4);
    ck_assert_uint_eq(r->episodes, 4);
    ck_assert_str_eq(r->episode[0].day, "2026-03-11");
    ck_assert_str_eq(r->episode[1].side, "both");
    ck_assert_double_eq(r->episode[1].severity, 7);
    ck_assert_str_eq(r->records->about.question, "why?");
    ck_assert_int_eq(r->records->age, 42);
    ck_assert_str_eq(r->made_on, "2026-04-02");
    clinic_free(r);
    journal_close(j);
    unsetenv("TINGLE_NOW");
    end();
}
END_TEST

START_TEST(an_empty_journal)
{
    const struct tingle_clinic_options options = {.model = true};
    struct tingle_clinic_report *r = NULL;
    OK(clinic_make(&r, NULL, &options, &err));
    ck_assert_uint_eq(r->runs + r->weeks + r->where->located + r->shoes + r->episodes, 0);
    ck_assert(isnan(r->onset_min.median));
    ck_assert_str_eq(r->where->place, "");
    ck_assert_ptr_nonnull(r->why);
    ck_assert_uint_gt(r->not_knowns, 3);
    clinic_free(r);
}
END_TEST

/* A line of 511 bytes goes in by every way, one of 512 by none; what was refused left nothing behind. */
static void check_limits_agree(struct journal *j)
{
    struct tingle_records *r = NULL;
    char line[513];
    memset(line, 'x', sizeof line);
    line[512] = '\0';
    REFUSED(about_store(j, &(struct tingle_about){.sex = "male", .diseases = line}, &err), TINGLE_BAD_DATA, "at most 511 bytes");
    REFUSED(answer_store(j, "diseases", line, 5, &err), TINGLE_BAD_DATA, "at most 511 bytes");
    line[511] = '\0';
    OK(answer_store(j, "drugs", line, 5, &err));
    OK(about_store(j, &(struct tingle_about){.diseases = line}, &err));
    OK(records_read(&r, j, &err));
    ck_assert_str_eq(r->about.sex, "");
    ck_assert_str_eq(r->about.diseases, line);
    ck_assert_str_eq(r->about.drugs, line);
    records_free(r);
    OK(about_store(j, &(struct tingle_about){.diseases = "", .drugs = ""}, &err));
    OK(records_read(&r, j, &err));
    ck_assert_str_eq(r->about.diseases, "");
    records_free(r);
}

START_TEST(records_of_the_runner)
{
    const struct tingle_clinic_options options = {0};
    struct tingle_clinic_report *r = NULL;
    struct journal *j;
    begin();
    setenv("TINGLE_NOW", "2026-04-02T12:00:00Z", 1);
    j = opened();
    OK(tried_store(j, &(struct tingle_tried){.since = "2026-02-01", .what = "pads"}, &err));
    OK(tried_store(j, &(struct tingle_tried){.what = "Pads", .result = "worse"}, &err)); /* the one of before */
    OK(tried_store(j, &(struct tingle_tried){.what = "laces"}, &err));
    REFUSED(tried_store(j, &(struct tingle_tried){.what = "x", .result = "great"}, &err), TINGLE_BAD_DATA, "better, same, worse or unclear");
    REFUSED(tried_store(j, &(struct tingle_tried){.what = ""}, &err), TINGLE_BAD_DATA, "one line");
    OK(home_check_store(j, &(struct journal_home_check){"2026-03-01", "TOUCH", "", 1, 1}, &err));
    OK(home_check_store(j, &(struct journal_home_check){"2026-03-02", "touch", "before", 1, -1}, &err));
    REFUSED(home_check_store(j, &(struct journal_home_check){"2026-03-02", "touch", "noon", 1, -1}, &err), TINGLE_BAD_DATA, "no moment");
    REFUSED(home_check_store(j, &(struct journal_home_check){"2026-03-02", "touch", "", 4, -1}, &err), TINGLE_BAD_DATA, "at most 3");
    REFUSED(about_store(j, &(struct tingle_about){.sex = "f"}, &err), TINGLE_BAD_DATA, "female, male or other");
    REFUSED(about_store(j, &(struct tingle_about){.born = "1984-05"}, &err), TINGLE_BAD_DATA, "a year such as");
    REFUSED(about_store(j, &(struct tingle_about){.sex = "male", .weight_kg = "351"}, &err), TINGLE_BAD_DATA, "kilograms, 15 to 350");
    check_limits_agree(j);
    REFUSED(about_store(j, &(struct tingle_about){.drugs = "two\nlines"}, &err), TINGLE_BAD_DATA, "one line");
    OK(clinic_make(&r, j, &options, &err));
    ck_assert_uint_eq(r->records->trieds, 2);
    ck_assert_str_eq(r->records->tried[0].what, "laces");
    ck_assert_str_eq(r->records->tried[0].since, "2026-04-02");
    ck_assert_str_eq(r->records->tried[1].what, "pads");
    ck_assert_str_eq(r->records->tried[1].result, "worse");
    ck_assert_uint_eq(r->records->checks, 2);
    ck_assert_str_eq(r->records->check[0].moment, "before");
    ck_assert(!r->records->check[0].abnormal); /* one of the six */
    ck_assert(r->records->check[1].abnormal);  /* two */
    ck_assert_str_eq(r->records->check[1].moment, "rested");
    clinic_free(r);
    journal_close(j);
    unsetenv("TINGLE_NOW");
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(quartiles), TEST(full_weeks_are_those_that_were_whole), TEST(it_began_with_its_earliest_episode), TEST(weeks_begin_on_monday), TEST(a_report_by_hand), TEST(an_empty_journal),
                                       TEST(records_of_the_runner)};
    return run_tests("clinic", tests, COUNT(tests));
}
