/* Changes of notes: as many undos as changes give what was there first, redos what was there last. */
#include "journal_home.h"

#include <stdlib.h>

#include "advice/diary.h"
#include "advice/proposals.h"
#include "base/random.h"
#include "journal/journal_gear.h"
#include "journal/journal_told.h"
#include "journal/note_history.h"
#include "journal/notes_csv.h"

enum { RUNS = 4 };
static struct journal *j;
static int64_t run_id[RUNS];

static void add_shoe(const char *name)
{
    struct journal_shoe shoe;
    bool added;
    journal_shoe_init(&shoe);
    snprintf(shoe.name, sizeof shoe.name, "%s", name);
    OK(journal_shoe_store(j, &shoe, &added, &err));
}

static void propose(int64_t run, const char *felt)
{
    struct journal_proposal p = {.run = run, .service = "strava", .severity = NAN, .state = PROPOSAL_OPEN};
    bool added;
    snprintf(p.quote, sizeof p.quote, "\"%s\", so I wrote", felt);
    snprintf(p.felt, sizeof p.felt, "%s", felt);
    OK(journal_proposal_add(j, &p, &added, &err));
    ck_assert(added);
}

static void open_with_runs(void)
{
    begin();
    j = opened();
    for (int i = 0; i < RUNS; i++) {
        struct journal_run run = a_run(morning + i * 86400, 60);
        char name[8];
        snprintf(name, sizeof name, "%d.fit", i);
        run_id[i] = add(j, &run, name, JOURNAL_ADDED);
    }
    add_shoe("Blue");
    add_shoe("Rot, \"mit Grün\"");
}

static void closed(void)
{
    journal_close(j);
    end();
}

/* What an export has of the notes, and what became of the proposals. The caller frees it. */
static char *everything(void)
{
    struct journal_proposal_list *list = NULL;
    struct buffer out;
    char *text;
    buffer_init(&out, 1 << 20);
    OK(notes_csv_write(&out, j, &err));
    OK(journal_proposals(&list, j, true, &err));
    for (size_t i = 0; i < list->count; i++)
        buffer_printf(&out, "%s %s\n", list->proposal[i].quote, journal_proposal_state_name(list->proposal[i].state));
    journal_proposal_list_free(list);
    text = strdup(buffer_text(&out));
    buffer_release(&out);
    return text;
}

static void expect(const char *text)
{
    char *now = everything();
    ck_assert_str_eq(now, text);
    free(now);
}

/* ------------------------------------------------------------------ single steps */

static struct history_step undone(void)
{
    struct history_step step;
    OK(history_undo(j, &step, &err));
    return step;
}

static struct history_step redone(void)
{
    struct history_step step;
    OK(history_redo(j, &step, &err));
    return step;
}

static void fine(int64_t run)
{
    struct tingle_note note = diary_nothing_said();
    note.felt = TINGLE_FINE;
    OK(diary_store(j, run, &note, &err));
}

static void numb(int64_t run, const char *onset)
{
    struct tingle_note note = diary_nothing_said();
    note.felt = TINGLE_NUMB;
    note.onset = onset;
    OK(diary_store(j, run, &note, &err));
}

static const char *felt_of(int64_t run)
{
    static struct journal_note note;
    bool found;
    OK(journal_note_read(j, run, &note, &found, &err));
    return found ? note.felt : "none";
}

START_TEST(a_change_says_what_it_was)
{
    struct history_step step;
    open_with_runs();
    REFUSED(history_undo(j, &step, &err), TINGLE_NO_INPUT, "no change of a note is left");
    REFUSED(history_redo(j, &step, &err), TINGLE_NO_INPUT, "nothing was taken back");
    fine(run_id[0]);
    numb(run_id[0], "40");
    OK(journal_note_change(j, run_id[0], NULL, 0, &err));
    ck_assert_str_eq(felt_of(run_id[0]), "none");
    step = undone();
    ck_assert_int_eq(step.kind, HISTORY_REMOVED);
    ck_assert_int_eq(step.run, run_id[0]);
    ck_assert_uint_eq(step.undos, 2);
    ck_assert_uint_eq(step.redos, 1);
    ck_assert_str_eq(felt_of(run_id[0]), "numb");
    ck_assert_int_eq(undone().kind, HISTORY_CHANGED);
    ck_assert_str_eq(felt_of(run_id[0]), "fine");
    ck_assert_int_eq(undone().kind, HISTORY_ADDED);
    ck_assert_str_eq(felt_of(run_id[0]), "none");
    REFUSED(history_undo(j, &step, &err), TINGLE_NO_INPUT, "no change");
    ck_assert_int_eq(redone().kind, HISTORY_ADDED);
    ck_assert_int_eq(redone().kind, HISTORY_CHANGED);
    ck_assert_str_eq(felt_of(run_id[0]), "numb");
    ck_assert_int_eq(redone().kind, HISTORY_REMOVED);
    closed();
}
END_TEST

START_TEST(the_same_again_is_no_change)
{
    struct history_step step;
    open_with_runs();
    numb(run_id[0], "40");
    numb(run_id[0], "40");
    ck_assert_uint_eq(undone().undos, 0);
    REFUSED(history_undo(j, &step, &err), TINGLE_NO_INPUT, "no change");
    closed();
}
END_TEST

START_TEST(a_new_change_ends_the_redo)
{
    struct history_step step;
    open_with_runs();
    fine(run_id[0]);
    fine(run_id[1]);
    undone();
    fine(run_id[2]);
    REFUSED(history_redo(j, &step, &err), TINGLE_NO_INPUT, "nothing was taken back");
    ck_assert_int_eq(undone().run, run_id[2]);
    ck_assert_int_eq(undone().run, run_id[0]);
    closed();
}
END_TEST

START_TEST(what_is_refused_leaves_no_trace)
{
    struct tingle_note note = diary_nothing_said();
    struct history_step step;
    open_with_runs();
    note.felt = TINGLE_NUMB;
    note.onset = "75"; /* of 60 */
    REFUSED(diary_store(j, run_id[0], &note, &err), TINGLE_BAD_DATA, "onset");
    REFUSED(history_undo(j, &step, &err), TINGLE_NO_INPUT, "no change");
    closed();
}
END_TEST

START_TEST(the_last_fifty_are_kept)
{
    struct history_step step;
    char onset[8];
    open_with_runs();
    for (int i = 0; i < HISTORY_KEPT + 10; i++) {
        snprintf(onset, sizeof onset, "%d.5", i % 50);
        numb(run_id[i % RUNS], onset);
    }
    for (int i = 0; i < HISTORY_KEPT; i++) undone();
    REFUSED(history_undo(j, &step, &err), TINGLE_NO_INPUT, "no change");
    closed();
}
END_TEST

START_TEST(a_run_that_is_deleted_takes_its_changes_with_it)
{
    struct history_step step;
    open_with_runs();
    fine(run_id[0]);
    fine(run_id[1]);
    OK(journal_run_delete(j, run_id[1], &err));
    ck_assert_int_eq(undone().run, run_id[0]);
    REFUSED(history_undo(j, &step, &err), TINGLE_NO_INPUT, "no change");
    closed();
}
END_TEST

/* An import writes to a note that was changed by hand: undo takes back to before the change, redo brings the import's back. */
START_TEST(what_an_import_wrote_since_comes_back_with_a_redo)
{
    struct journal_note note;
    struct history_step step;
    bool found;
    open_with_runs();
    numb(run_id[0], "40");
    OK(journal_note_read(j, run_id[0], &note, &found, &err));
    snprintf(note.shoe, sizeof note.shoe, "Blue");
    OK(journal_note_store(j, run_id[0], &note, &err));
    char *imported = everything();
    step = undone();
    ck_assert(step.written_since);
    ck_assert_str_eq(felt_of(run_id[0]), "none");
    ck_assert(!redone().written_since);
    expect(imported);
    free(imported);
    closed();
}
END_TEST

/* A name is what the runner calls it today; the note means the shoe. */
START_TEST(a_shoe_that_was_renamed_comes_back)
{
    struct tingle_note note = diary_nothing_said();
    struct journal_note stored;
    bool found;
    open_with_runs();
    note.shoe = "Blue";
    OK(diary_store(j, run_id[0], &note, &err));
    OK(journal_note_change(j, run_id[0], NULL, 0, &err));
    execute("UPDATE shoe SET name = 'Blue 2' WHERE name = 'Blue'");
    undone();
    OK(journal_note_read(j, run_id[0], &stored, &found, &err));
    ck_assert_str_eq(stored.shoe, "Blue 2");
    closed();
}
END_TEST

START_TEST(a_run_derived_anew_does_not_keep_a_note_out)
{
    struct journal_run shorter = a_run(morning, 20);
    open_with_runs();
    numb(run_id[0], "40");
    OK(journal_note_change(j, run_id[0], NULL, 0, &err));
    OK(journal_run_rederive(j, run_id[0], &shorter, &err));
    undone();
    ck_assert_str_eq(felt_of(run_id[0]), "numb");
    closed();
}
END_TEST

START_TEST(history_stays_when_the_journal_is_closed)
{
    open_with_runs();
    fine(run_id[0]);
    journal_close(j);
    j = opened();
    ck_assert_int_eq(undone().run, run_id[0]);
    closed();
}
END_TEST

/* ---------------------------------------------------------------------- property */

static const char *one_of(struct random *random, const char *const *words)
{
    size_t n = 0;
    while (words[n]) n++;
    return words[random_index(random, n)];
}

static struct tingle_note any_note(struct random *random)
{
    static const char *const sides[] = {"left", "right", "both", NULL}, *const regions[] = {"P_TOE3 P_TOE4", "P_HEEL", "WHOLE_SOLE", NULL},
                      *const onsets[] = {"40", "30-45", "12.25", "late", "stopped 5", "unknown", NULL},
                      *const flags[] = {"yes", "no", NULL}, *const socks[] = {"thin", "thick", NULL},
                      *const shoes[] = {"Blue", "Rot, \"mit Grün\"", NULL}, *const texts[] = {"two\nlines", "é, \"so\"; +", NULL};
    struct tingle_note n = diary_nothing_said();
    n.felt = (enum tingle_felt)random_index(random, 3);
    if (n.felt == TINGLE_NUMB) {
        if (random_index(random, 2)) n.side = one_of(random, sides);
        if (random_index(random, 2)) n.regions = one_of(random, regions);
        if (random_index(random, 2)) n.onset = one_of(random, onsets);
        if (random_index(random, 2)) n.severity = (double)random_index(random, 101) / 10;
        if (random_index(random, 2)) n.relief_min = 1.0 / 3;
        if (random_index(random, 2)) n.weakness = one_of(random, flags);
    }
    if (random_index(random, 2)) n.shoe = one_of(random, shoes);
    if (random_index(random, 2)) n.sock = one_of(random, socks);
    if (random_index(random, 2)) n.lacing_left = 1 + (double)random_index(random, 5);
    if (random_index(random, 2)) n.text = one_of(random, texts);
    return n;
}

/* One random change; true when it was one. */
static bool change_something(struct random *random)
{
    struct tingle_note note = any_note(random);
    int64_t run = run_id[random_index(random, RUNS)];
    char *before = everything(), *after;
    bool changed;
    switch (random_index(random, 4)) {
    case 0: OK(journal_note_change(j, run, NULL, 0, &err)); break;
    case 1: {
        struct journal_proposal_list *list = NULL;
        OK(journal_proposals(&list, j, false, &err));
        if (list->count) OK(proposal_settle(j, list->proposal[random_index(random, list->count)].id, true, &err));
        journal_proposal_list_free(list);
        break;
    }
    default: OK(diary_store(j, run, &note, &err)); break;
    }
    after = everything();
    changed = strcmp(before, after) != 0;
    free(before);
    free(after);
    return changed;
}

START_TEST(as_many_undos_as_changes_give_what_was_there)
{
    for (uint64_t seed = 1; seed <= 25; seed++) {
        struct random random;
        struct history_step step;
        size_t changes = 0;
        char *first, *last;
        random_seed(&random, seed);
        open_with_runs();
        for (int i = 0; i < RUNS; i++) propose(run_id[i], i % 2 ? "fine" : "numb");
        if (seed % 2) fine(run_id[0]);
        execute("DELETE FROM note_change");
        first = everything();
        while (changes < 5 + seed) changes += change_something(&random);
        last = everything();
        for (size_t i = 0; i < changes; i++) undone();
        expect(first);
        REFUSED(history_undo(j, &step, &err), TINGLE_NO_INPUT, "no change");
        for (size_t i = 0; i < changes; i++) redone();
        expect(last);
        for (size_t i = 0; i < changes; i++) undone();
        expect(first);
        free(first);
        free(last);
        ck_assert_int_eq(problems_of(j), 0);
        closed();
    }
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(a_change_says_what_it_was), TEST(the_same_again_is_no_change), TEST(a_new_change_ends_the_redo),
        TEST(what_is_refused_leaves_no_trace), TEST(the_last_fifty_are_kept), TEST(a_run_that_is_deleted_takes_its_changes_with_it),
        TEST(what_an_import_wrote_since_comes_back_with_a_redo), TEST(a_shoe_that_was_renamed_comes_back),
        TEST(a_run_derived_anew_does_not_keep_a_note_out), TEST(history_stays_when_the_journal_is_closed),
        TEST(as_many_undos_as_changes_give_what_was_there)};
    return run_tests("note_history", tests, COUNT(tests));
}
