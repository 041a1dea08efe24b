/* Feet, shoes and laces together: growth, width against shoe, room where it goes numb, the next pair, the gate. Figures by hand. */
#include "journal_home.h"

#include "advice/feet.h"
#include "advice/fitting.h"
#include "journal/journal_feet.h"
#include "journal/journal_gear.h"
#include "journal/journal_note.h"

static const struct fitting_gate open_gate = {.gate = TINGLE_GATE_OPEN}, closed = {.gate = TINGLE_GATE_UNSCREENED, .text = "first the questions"};

static void measure(struct journal *j, const char *day, const char *side, const char *state, double length, double width)
{
    struct journal_foot foot;
    int64_t id;
    journal_foot_init(&foot);
    snprintf(foot.day, sizeof foot.day, "%s", day);
    snprintf(foot.side, sizeof foot.side, "%s", side);
    snprintf(foot.state, sizeof foot.state, "%s", state);
    foot.mm[0] = length;
    foot.mm[1] = width;
    OK(journal_foot_add(j, &foot, &id, &err));
}

static void shoe(struct journal *j, const char *name, double length, double width, const char *depth)
{
    struct journal_shoe s;
    bool added;
    journal_shoe_init(&s);
    snprintf(s.name, sizeof s.name, "%s", name);
    snprintf(s.toe_depth, sizeof s.toe_depth, "%s", depth);
    s.insole_length_mm = length;
    s.width_mm = width;
    OK(journal_shoe_store(j, &s, &added, &err));
}

/* A run of an hour in a shoe, numb at these regions ("": fine). */
static void run_in(struct journal *j, int day, const char *name, const char *side, const char *regions)
{
    struct journal_run run = a_run(morning + 86400.0 * day, 60);
    struct journal_note note;
    char file[16];
    snprintf(file, sizeof file, "r%d", day);
    journal_note_init(&note);
    snprintf(note.felt, sizeof note.felt, *regions ? "numb" : "fine");
    snprintf(note.shoe, sizeof note.shoe, "%s", name);
    note.episodes = *regions != '\0';
    journal_episode_init(&note.episode[0]);
    snprintf(note.episode[0].side, sizeof note.episode[0].side, "%s", side);
    snprintf(note.episode[0].regions, sizeof note.episode[0].regions, "%s", regions);
    OK(journal_note_store(j, add(j, &run, file, JOURNAL_ADDED), &note, &err));
}

static struct tingle_fitting *fitted(struct journal *j, const char *name, const struct fitting_gate *gate)
{
    struct tingle_fitting *fit = NULL;
    OK(fitting_read(&fit, j, name, 60, gate, &err));
    return fit;
}

/* Two of each year: error of a mean sqrt(1 + 3/2) = 1.58, of the difference 2.24; 4 mm are more than 1.645 of it (3.68), 3 are not. */
START_TEST(growth_is_noticed_beyond_its_error)
{
    begin();
    struct journal *j = opened();
    struct tingle_feet *feet = NULL;
    for (int i = 0; i < 2; i++) {
        measure(j, "2019-05-01", "left", "rested", 261, NAN);
        measure(j, "2025-05-01", "left", "rested", 265, NAN);
        measure(j, "2019-05-01", "right", "rested", 262, NAN);
        measure(j, "2025-05-01", "right", "rested", 265, NAN);
    }
    measure(j, "2025-05-01", "left", "after-run", 270, NAN); /* another state is no growth */
    OK(feet_read(&feet, j, &err));
    ck_assert_uint_eq(feet->growths, 1);
    ck_assert_str_eq(feet->growth[0].side, "left");
    ck_assert_int_eq(feet->growth[0].from_year, 2019);
    ck_assert_double_eq(feet->growth[0].by.mm, 4);
    ck_assert_double_eq_tol(feet->growth[0].by.error_mm, 2.236, 0.001);
    ck_assert_uint_eq(feet->days, 5);
    ck_assert_double_eq(feet->known[0].rested[0].mm, 265); /* of 2019 nothing counts any more */
    ck_assert_uint_eq(feet->known[0].rested[0].n, 2);
    ck_assert_double_eq(feet->known[0].after_run[0].mm, 270);
    feet_free(feet);
    journal_close(j);
    end();
}
END_TEST

/* decisions.md C9: traced to 3 mm each, widening 1.2 (1 - exp(-6)) = 1.197 +- 0.998: sqrt(9 + 9 + 0.995) = 4.358. */
START_TEST(a_narrow_shoe_by_hand)
{
    begin();
    struct journal *j = opened();
    struct tingle_fitting *fit;
    measure(j, "2026-01-01", "left", "rested", 265, 99);
    measure(j, "2026-01-01", "right", "rested", 264, 97);
    shoe(j, "Blue", 278, 96, "");
    run_in(j, 1, "Blue", "left", "");
    run_in(j, 2, "Blue", "left", "P_TOE3");
    fit = fitted(j, "blue", &closed);
    ck_assert_uint_eq(fit->shoes, 1);
    ck_assert_double_eq_tol(fit->shoe[0].narrower.mm, 4.197, 0.001);
    ck_assert_double_eq_tol(fit->shoe[0].narrower.error_mm, 4.358, 0.001);
    ck_assert_uint_eq(fit->shoe[0].noted, 2);
    ck_assert_uint_eq(fit->shoe[0].numb, 1);
    ck_assert_str_eq(fit->shoe[0].foot[0].toe.band, "ok");
    ck_assert_double_eq(fit->shoe[0].foot[1].toe.value.mm, 14);
    ck_assert(isnan(fit->shoe[0].longer_foot.mm));
    fitting_free(fit);
    measure(j, "2026-01-01", "left", "after-run", NAN, 103); /* measured counts before the usual widening */
    fit = fitted(j, NULL, &closed);
    ck_assert_str_eq(fit->shoe[0].foot[0].after_state, "after-run");
    ck_assert_double_eq(fit->shoe[0].foot[0].narrower.mm, 7);
    ck_assert_double_eq(fit->shoe[0].foot[0].width.value.mm, 1.5);
    fitting_free(fit);
    measure(j, "2026-01-01", "right", "late", NAN, 101); /* late in the day it is wide already: nothing is added */
    fit = fitted(j, NULL, &closed);
    ck_assert_str_eq(fit->shoe[0].foot[1].after_state, "late");
    ck_assert_double_eq(fit->shoe[0].foot[1].narrower.mm, 5);
    ck_assert_double_eq(fit->shoe[0].foot[1].width.value.mm, 0.5); /* 97 at rest */
    fitting_free(fit);
    REFUSED(fitting_read(&fit, j, "Bleu", 60, &closed, &err), TINGLE_NO_INPUT, "the nearest is \"Blue\"");
    journal_close(j);
    end();
}
END_TEST

/* Most room first; 3 mm of two insoles are sqrt(2) x 3 = 4.2 mm: less is not told apart. Depth where the tops of the toes go numb. */
START_TEST(room_where_it_goes_numb)
{
    begin();
    struct journal *j = opened();
    struct tingle_fitting *fit;
    measure(j, "2026-01-01", "right", "rested", 265, 100);
    shoe(j, "Narrow", 278, 92, "high");
    shoe(j, "Middle", 278, 99, "low");
    shoe(j, "Wide", 278, 101, "medium");
    shoe(j, "Unknown", NAN, NAN, "");
    run_in(j, 1, "Narrow", "right", "P_TOE3 W34");
    run_in(j, 2, "Wide", "right", "W34");
    fit = fitted(j, NULL, &open_gate);
    ck_assert_str_eq(fit->measure, "width");
    ck_assert_str_eq(fit->regions, "P_TOE3 W34");
    ck_assert_uint_eq(fit->region_notes, 2);
    ck_assert_uint_eq(fit->rooms, 4);
    ck_assert_str_eq(fit->room[0].shoe, "Wide");
    ck_assert_double_eq_tol(fit->room[0].room.mm, 101 - 100 - 1.197, 0.001);
    ck_assert(fit->room[0].like_next);
    ck_assert_str_eq(fit->room[1].shoe, "Middle");
    ck_assert(!fit->room[1].like_next);
    ck_assert_str_eq(fit->room[2].shoe, "Narrow");
    ck_assert_str_eq(fit->room[3].shoe, "Unknown");
    fitting_free(fit);
    for (int day = 3; day < 9; day++) run_in(j, day, "Wide", "right", "D_TOES24");
    fit = fitted(j, NULL, &open_gate);
    ck_assert_str_eq(fit->measure, "depth");
    ck_assert_str_eq(fit->room[0].shoe, "Narrow");
    ck_assert_str_eq(fit->room[1].shoe, "Wide");
    fitting_free(fit);
    fit = fitted(j, NULL, &closed);
    ck_assert_uint_eq(fit->rooms, 0);
    ck_assert_str_eq(fit->regions, "");
    ck_assert_str_eq(fit->gate_text, "first the questions");
    ck_assert(isnan(fit->next.insole_from_mm));
    fitting_free(fit);
    journal_close(j);
    end();
}
END_TEST

/* The longer and the wider foot: 266 + 10 to 266 + 17; 102 + 1.197 less 2 mm a side is 99.2, so 100, and 104 for nothing over. */
START_TEST(the_next_pair_by_hand)
{
    begin();
    struct journal *j = opened();
    struct tingle_fitting *fit;
    measure(j, "2026-01-01", "left", "rested", 266, 98);
    measure(j, "2026-01-01", "right", "rested", 262, 102);
    run_in(j, 1, "", "left", "D_FOOT");
    fit = fitted(j, NULL, &open_gate);
    ck_assert_double_eq(fit->next.insole_from_mm, 276);
    ck_assert_double_eq(fit->next.insole_to_mm, 283);
    ck_assert_double_eq(fit->next.width_from_mm, 100);
    ck_assert_double_eq(fit->next.width_full_mm, 104);
    ck_assert(fit->next.laces && !fit->next.toes && !fit->next.depth);
    ck_assert_str_eq(fit->measure, "laces");
    fitting_free(fit);
    fit = fitted(NULL, NULL, &open_gate); /* no journal yet */
    ck_assert_uint_eq(fit->shoes, 0);
    ck_assert(isnan(fit->next.insole_from_mm));
    fitting_free(fit);
    journal_close(j);
    end();
}
END_TEST

static const char *first_pattern(struct journal *j, const char *what, const struct fitting_gate *gate)
{
    static char code[16];
    struct tingle_lacing *l = NULL;
    OK(laces_read(&l, j, what, gate, &err));
    snprintf(code, sizeof code, "%s", l->patterns ? l->pattern[0].code : "");
    ck_assert(strstr(l->heel, "heel firm") != NULL); /* always */
    laces_free(l);
    return code;
}

START_TEST(laces_by_notes_place_and_name)
{
    struct tingle_lacing *l = NULL;
    begin();
    struct journal *j = opened();
    shoe(j, "Blue", NAN, NAN, "");
    ck_assert_str_eq(first_pattern(j, NULL, &open_gate), ""); /* no note says where */
    run_in(j, 1, "Blue", "left", "D_FOOT");
    ck_assert_str_eq(first_pattern(j, NULL, &open_gate), "SKIP");
    ck_assert_str_eq(first_pattern(j, "blue", &open_gate), "SKIP");
    ck_assert_str_eq(first_pattern(j, "P_FF_MED", &open_gate), "TOEBOX");
    ck_assert_str_eq(first_pattern(j, "ANK_ANT", &open_gate), "LOW1");
    ck_assert_str_eq(first_pattern(j, "P_ARCH", &open_gate), "BASE"); /* none is for it */
    ck_assert_str_eq(first_pattern(j, "ANK_ANT", &closed), "");
    ck_assert_str_eq(first_pattern(j, NULL, &closed), "");
    ck_assert_str_eq(first_pattern(j, "loop", &closed), "LOOP"); /* a pattern by its name is no advice */
    REFUSED(laces_read(&l, j, "nonsense", &open_gate, &err), TINGLE_WRONG_USE, "it is no shoe of yours and no pattern either");
    journal_close(j);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(growth_is_noticed_beyond_its_error), TEST(a_narrow_shoe_by_hand), TEST(room_where_it_goes_numb),
                                       TEST(the_next_pair_by_hand), TEST(laces_by_notes_place_and_name)};
    return run_tests("fitting", tests, COUNT(tests));
}
