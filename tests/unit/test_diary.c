/* What a note may be begun with, what is unsaid, and when a note was made. */
#include "journal_home.h"

#include "advice/diary.h"
#include "advice/diary_view.h"
#include "base/utc.h"
#include "journal/journal_gear.h"

enum { RUNS = 5 };
static struct journal *j;
static int64_t run_id[RUNS];

/* Runs on days 0, 1, 4, 5 and 20. */
static void open_with_runs(void)
{
    static const int days[RUNS] = {0, 1, 4, 5, 20};
    struct journal_shoe shoe;
    bool added;
    begin();
    j = opened();
    for (int i = 0; i < RUNS; i++) {
        struct journal_run run = a_run(morning + days[i] * 86400.0, 60);
        char name[8];
        snprintf(name, sizeof name, "%d.fit", i);
        run_id[i] = add(j, &run, name, JOURNAL_ADDED);
    }
    journal_shoe_init(&shoe);
    snprintf(shoe.name, sizeof shoe.name, "Blue");
    OK(journal_shoe_store(j, &shoe, &added, &err));
}

static void closed(void)
{
    journal_close(j);
    end();
}

static void store(int run, struct tingle_note note) { OK(diary_store(j, run_id[run], &note, &err)); }

static struct tingle_note worn(double lacing)
{
    struct tingle_note note = diary_nothing_said();
    note.lacing_left = lacing;
    return note;
}

static struct tingle_note numb(const char *side)
{
    struct tingle_note note = diary_nothing_said();
    note.felt = TINGLE_NUMB;
    note.side = side;
    return note;
}

/* The run that a note of `run` may be begun with, -1: none. */
static int alike(int run, enum tingle_alike what)
{
    struct tingle_noted *noted = NULL;
    int found = -1;
    OK(diary_alike(&noted, j, run_id[run], what, &err));
    for (int i = 0; noted->found && i < RUNS; i++)
        if (run_id[i] == noted->run) found = i;
    ck_assert_int_eq(noted->found, found >= 0);
    diary_noted_free(noted);
    return found;
}

START_TEST(what_was_worn_is_that_of_the_last_run_before_else_the_first_after)
{
    struct tingle_note unsaid = diary_nothing_said();
    unsaid.clear = "lacing_left";
    open_with_runs();
    ck_assert_int_eq(alike(2, TINGLE_WORN_LIKE), -1);
    store(0, worn(2));
    store(4, worn(4));
    ck_assert_int_eq(alike(1, TINGLE_WORN_LIKE), 0);
    ck_assert_int_eq(alike(3, TINGLE_WORN_LIKE), 0);  /* 5 days after */
    store(0, unsaid);
    ck_assert_int_eq(alike(1, TINGLE_WORN_LIKE), 4);  /* none before: the first after */
    store(0, worn(2));
    store(3, worn(3));
    ck_assert_int_eq(alike(2, TINGLE_WORN_LIKE), 0);  /* 4 days after; a run 1 day later is nearer, and was not yet */
    ck_assert_int_eq(alike(3, TINGLE_WORN_LIKE), 0);  /* never itself */
    store(2, numb("left"));                           /* says nothing of what was worn */
    ck_assert_int_eq(alike(1, TINGLE_WORN_LIKE), 0);
    closed();
}
END_TEST

START_TEST(the_last_numb_place_is_of_a_run_before)
{
    open_with_runs();
    store(3, numb("right"));
    ck_assert_int_eq(alike(2, TINGLE_NUMB_LIKE), -1);
    store(0, numb("left"));
    ck_assert_int_eq(alike(2, TINGLE_NUMB_LIKE), 0);
    ck_assert_int_eq(alike(4, TINGLE_NUMB_LIKE), 3);
    store(3, numb(NULL));
    ck_assert_int_eq(alike(4, TINGLE_NUMB_LIKE), 3); /* the side stays said */
    struct tingle_note unsaid = diary_nothing_said();
    unsaid.clear = "side";
    store(3, unsaid);
    ck_assert_int_eq(alike(4, TINGLE_NUMB_LIKE), 0); /* numb, but nobody knows where */
    closed();
}
END_TEST

START_TEST(checking_says_what_storing_would_and_changes_nothing)
{
    struct tingle_note note = numb("left");
    struct journal_note stored;
    bool found;
    open_with_runs();
    OK(diary_check(j, run_id[0], &note, &err));
    note.onset = "75"; /* of 60 */
    REFUSED(diary_check(j, run_id[0], &note, &err), TINGLE_BAD_DATA, "onset is 75 min");
    note.onset = NULL;
    note.shoe = "Red";
    REFUSED(diary_check(j, run_id[0], &note, &err), TINGLE_BAD_DATA, "no shoe \"Red\"");
    note.shoe = NULL;
    note.episode = 3;
    REFUSED(diary_check(j, run_id[0], &note, &err), TINGLE_BAD_DATA, "there is no episode 3");
    REFUSED(diary_check(j, 99, &note, &err), TINGLE_BAD_DATA, "no episode 3");
    note.episode = 0;
    REFUSED(diary_check(j, 99, &note, &err), TINGLE_NO_INPUT, "99");
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert(!found);
    closed();
}
END_TEST

START_TEST(what_is_unsaid_is_gone_and_nothing_else)
{
    struct tingle_note note = numb("left"), unsaid = diary_nothing_said();
    struct tingle_noted *noted = NULL;
    open_with_runs();
    note.onset = "40";
    note.severity = 4;
    note.shoe = "Blue";
    store(0, note);
    note = numb("right");
    note.episode = 2;
    store(0, note);
    unsaid.clear = "onset, shoe";
    unsaid.relief_min = 3;
    store(0, unsaid);
    OK(diary_read(&noted, j, run_id[0], &err));
    ck_assert_uint_eq(noted->episodes, 2);
    ck_assert_ptr_null(noted->note[0].onset);
    ck_assert_ptr_null(noted->note[0].shoe);
    ck_assert_double_eq(noted->note[0].severity, 4);
    ck_assert_double_eq(noted->note[0].relief_min, 3);
    ck_assert_str_eq(noted->note[1].side, "right");
    diary_noted_free(noted);
    unsaid = diary_nothing_said();
    unsaid.clear = "episode";
    unsaid.episode = 1;
    store(0, unsaid);
    OK(diary_read(&noted, j, run_id[0], &err));
    ck_assert_uint_eq(noted->episodes, 1);
    ck_assert_str_eq(noted->note[0].side, "right");
    diary_noted_free(noted);
    unsaid.clear = "noted_at";
    REFUSED(diary_store(j, run_id[0], &unsaid, &err), TINGLE_WRONG_USE, "noted_at");
    unsaid.clear = "felt";
    store(0, unsaid);
    OK(diary_read(&noted, j, run_id[0], &err));
    ck_assert(noted->found && noted->note->felt == TINGLE_NOT_RECORDED && noted->episodes == 0);
    diary_noted_free(noted);
    closed();
}
END_TEST

/* The note counts as made when it was said how it felt, not when the shoes were. */
START_TEST(a_note_is_made_when_it_says_how_it_felt)
{
    const double after = morning + 2 * 3600, later = morning + 5 * 86400;
    struct tingle_note felt = numb("left"), shoe = worn(3);
    struct journal_note stored;
    struct journal_run run;
    bool found;
    open_with_runs();
    OK(diary_change(j, run_id[0], &shoe, &(struct diary_change){.noted_at = after}, &err));
    OK(diary_change(j, run_id[0], &felt, &(struct diary_change){.noted_at = later}, &err));
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    OK(journal_run_read(j, run_id[0], &run, &err));
    ck_assert_double_eq(stored.noted_at, later);
    ck_assert(journal_note_is_late(&stored, &run));
    felt.onset = "30";
    OK(diary_change(j, run_id[0], &felt, &(struct diary_change){.noted_at = later + 86400}, &err));
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert_double_eq(stored.noted_at, later); /* a change is no new note */
    closed();
}
END_TEST

/* Numbness that lasts is said again, and grows; when the note was made does not change (decision A3), nor does what was said of
 * it before. */
START_TEST(not_over_yet_can_be_said_again)
{
    const double end = morning + 3600;
    struct tingle_note note = numb("left"), later = diary_nothing_said();
    struct journal_note stored;
    bool found;
    open_with_runs();
    note.ended_by = later.ended_by = "not-yet";
    OK(diary_change(j, run_id[0], &note, &(struct diary_change){.noted_at = end + 600}, &err));
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert(isnan(stored.episode[0].relief_min));
    OK(diary_change(j, run_id[0], &later, &(struct diary_change){.noted_at = end + 47 * 3600}, &err));
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert_double_eq(stored.episode[0].relief_min, 47 * 60);
    ck_assert_double_eq(stored.noted_at, end + 600);
    ck_assert(isnan(journal_episode_relief(&stored.episode[0]))); /* for the model it is no recovery time */
    OK(diary_change(j, run_id[0], &later, &(struct diary_change){.noted_at = end + 7200}, &err)); /* a line written before */
    OK(diary_change(j, run_id[0], &later, &(struct diary_change){.noted_at = end - 7200}, &err));
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert_double_eq(stored.episode[0].relief_min, 47 * 60);
    OK(diary_change(j, run_id[0], &later, &(struct diary_change){.noted_at = end + 30 * 86400.0}, &err));
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert_double_eq(stored.episode[0].relief_min, 10080); /* the most that is noted */
    later.ended_by = "by-itself";
    later.relief_min = 3000;
    OK(diary_change(j, run_id[0], &later, &(struct diary_change){.noted_at = end + 31 * 86400.0}, &err));
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert_double_eq(journal_episode_relief(&stored.episode[0]), 3000);
    closed();
}
END_TEST

/* Decision C5: what to do when it is numb now. */
START_TEST(a_note_is_grave_from_seven_on)
{
    static const struct {
        double severity;
        const char *weakness, *colour;
        bool grave;
    } cases[] = {{6.9, NULL, NULL, false}, {7, NULL, NULL, true}, {NAN, "yes", NULL, true}, {NAN, NULL, "yes", true},
                 {2, "no", "no", false}, {NAN, NULL, NULL, false}};
    open_with_runs();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tingle_note note = numb("left");
        struct tingle_noted *noted = NULL;
        note.severity = cases[i].severity;
        note.weakness = cases[i].weakness;
        note.colour_change = cases[i].colour;
        note.clear = "episode";
        store(0, note);
        OK(diary_read(&noted, j, run_id[0], &err));
        ck_assert_int_eq(noted->grave, cases[i].grave);
        diary_noted_free(noted);
    }
    closed();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(what_was_worn_is_that_of_the_last_run_before_else_the_first_after), TEST(the_last_numb_place_is_of_a_run_before),
        TEST(checking_says_what_storing_would_and_changes_nothing), TEST(what_is_unsaid_is_gone_and_nothing_else),
        TEST(a_note_is_made_when_it_says_how_it_felt), TEST(not_over_yet_can_be_said_again),
        TEST(a_note_is_grave_from_seven_on)};
    return run_tests("diary", tests, COUNT(tests));
}
