/* where: what a runner types about a place, and what is made of it. */
#include "testing.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include <tingle/journal.h>
#include <tingle/where.h>

static const struct typed {
    const char *text, *codes;
} typed[] = {
    {"", ""},
    {"  ; , ", ""},
    {"34, arch; P_TOE3", "P_TOE3 W34 P_ARCH"},
    {"P_TOE3 P_TOE4", "P_TOE3 P_TOE4"},
    {"p_toe4+w34", "P_TOE4 W34"},
    {"3 4", "P_TOE3 P_TOE4"},
    {"3\n4\n", "P_TOE3 P_TOE4"},
    {"arch", "P_ARCH"},
    {"the arch", "P_ARCH"},
    {"Big Toe", "P_HALLUX"},
    {"under my big toe", "P_HALLUX"},
    {"top of the big toe", "D_HALLUX"},
    {"heel", "P_HEEL"},
    {"the back of the heel", "HEEL_BACK"},
    {"between 3 and 4", "W34"},
    {"between the 3rd and 4th toes", "W34"},
    {"3rd and 4th toes", "P_TOE3 P_TOE4"},
    {"3rd, 4th toe", "P_TOE3 P_TOE4"},
    {"outer ball", "P_FF_LAT"},
    {"ball of the foot", "P_FF_MED P_FF_LAT"},
    {"whole sole", "WHOLE_SOLE"},
    {"sole", "WHOLE_SOLE"},
    {"toes", "TOES_ALL"},
    {"all toes", "TOES_ALL"},
    {"instep", "D_FOOT"},
    {"inner ankle", "ANK_MED"},
    {"little toe; 73", "P_TOE5 B_LAT"},
    {"Ferse", "P_HEEL"},
    {"gros orteil", "P_HALLUX"},
    {"like socks", "STOCKING"},
    {"94", "STOCKING"},
};

START_TEST(what_is_typed_becomes_codes)
{
    char codes[TINGLE_REGIONS_SIZE] = "?";
    struct tingle_error err = {0};
    for (size_t i = 0; i < COUNT(typed); i++) {
        ck_assert_msg(tingle_regions_read(codes, typed[i].text, &err) == TINGLE_OK, "%s: %s", typed[i].text, err.message);
        ck_assert_msg(strcmp(codes, typed[i].codes) == 0, "%s: %s, not %s", typed[i].text, codes, typed[i].codes);
    }
}
END_TEST

START_TEST(what_is_no_place_is_answered_with_the_nearest)
{
    static const struct typed wrong[] = {
        {"P_TO3", "'P_TO3' is no place on the foot: did you mean P_TOE3, under the 3rd toe?"},
        {"3, hel", "'hel' is no place on the foot: did you mean P_HEEL, under the heel?"},
        {"big tow", "'big tow' is no place on the foot: did you mean P_HALLUX, under the big toe?"},
        {"P_NOSE", "'P_NOSE' is no place on the foot (`tingle where --regions` lists them, by number, code and name)"},
        {"knee", "'knee' is no place on the foot (`tingle where --regions` lists them, by number, code and name)"},
        {"11", "'11' is no place on the foot (`tingle where --regions` lists them, by number, code and name)"},
        {"34 and then some", "'34 and then some' is no place*"},
        {"ankle", "'ankle' fits several places: 66 the front of the ankle, 72 the inner ankle, 74 the outer ankle"},
    };
    char codes[TINGLE_REGIONS_SIZE] = "kept", long_text[3000];
    struct tingle_error err = {0};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        size_t n = strcspn(wrong[i].codes, "*");
        ck_assert_msg(tingle_regions_read(codes, wrong[i].text, &err) == TINGLE_BAD_DATA, "%s: %s", wrong[i].text, codes);
        ck_assert_msg(strncmp(err.message, wrong[i].codes, wrong[i].codes[n] ? n : n + 1) == 0, "%s", err.message);
        ck_assert_str_eq(codes, "kept");
    }
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    ck_assert_int_eq(tingle_regions_read(codes, long_text, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(tingle_regions_read(codes, "\xff\xfe", &err), TINGLE_BAD_DATA);
}
END_TEST

START_TEST(every_region_is_picked_by_code_number_and_name)
{
    struct tingle_region r;
    size_t n = 0;
    for (; tingle_region_at(&r, n); n++) {
        char codes[TINGLE_REGIONS_SIZE], number[8];
        struct tingle_error err = {0};
        snprintf(number, sizeof number, "%d", r.number);
        const char *const ways[] = {r.code, number};
        for (size_t k = 0; k < COUNT(ways); k++) {
            ck_assert_msg(tingle_regions_read(codes, ways[k], &err) == TINGLE_OK, "%s", err.message);
            ck_assert_str_eq(codes, r.code);
        }
        if (strchr(r.name, ',')) continue; /* a comma parts pieces */
        ck_assert_msg(tingle_regions_read(codes, r.name, &err) == TINGLE_OK, "%s", err.message);
        ck_assert_str_eq(codes, r.code);
    }
    ck_assert_uint_eq(n, 29);
}
END_TEST

/* ---------------------------------------------------------------------- answers */

static const double morning = 1772348400; /* 2026-03-01T07:00:00Z */

static char home[TEST_FOLDER_SIZE];
static struct tingle_journal *journal;
static struct tingle_error err;

#define OK(call) ck_assert_msg((call) == TINGLE_OK, "%s", err.message)

static void begin(void)
{
    test_folder_make(home);
    OK(tingle_journal_open(&journal, home, TINGLE_JOURNAL_WRITE, &err));
}

static void end(void)
{
    tingle_journal_close(journal);
    OK(tingle_journal_delete(home, &err));
    test_folder_remove(home);
}

/* A run on a day of its own, with a note. */
static int64_t run_noted(int day, const struct tingle_note *note)
{
    int64_t id = 0;
    OK(tingle_run_add(&id, journal, morning + 86400.0 * day, 60, 10000, &err));
    OK(tingle_note_store(journal, id, note, &err));
    return id;
}

static struct tingle_note numb_note(const char *side, const char *regions)
{
    struct tingle_note n;
    tingle_note_init(&n);
    n.felt = TINGLE_NUMB;
    n.side = side;
    n.regions = regions;
    return n;
}

static const struct tingle_spot *spot(const struct tingle_where *w, const char *code)
{
    for (size_t i = 0; i < w->spots; i++)
        if (strcmp(w->spot[i].region.code, code) == 0) return &w->spot[i];
    ck_abort_msg("%s", code);
    return NULL;
}

static const struct tingle_fit *fit(const struct tingle_fit *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].id, id) == 0) return &list[i];
    return NULL;
}

START_TEST(runs_are_counted_by_region_and_foot)
{
    struct tingle_where *w = NULL;
    struct tingle_note n, fine;
    begin();
    n = numb_note("right", "P_TOE3 P_TOE4");
    run_noted(0, &n);
    n = numb_note("both", "WHOLE_SOLE");
    run_noted(1, &n);
    n = numb_note(NULL, "P_HEEL");
    run_noted(2, &n);
    n = numb_note("left", NULL);
    run_noted(3, &n);
    tingle_note_init(&fine);
    fine.felt = TINGLE_FINE;
    run_noted(4, &fine);
    OK(tingle_where_answer(&w, journal, 0, &err));
    ck_assert_uint_eq(w->noted, 5);
    ck_assert_uint_eq(w->numb, 4);
    ck_assert_uint_eq(w->located, 3);
    ck_assert_uint_eq(spot(w, "P_TOE3")->right, 1);
    ck_assert_double_eq_tol(spot(w, "P_TOE3")->share_right, 1 / 3.0, 1e-12);
    ck_assert_double_eq(spot(w, "P_TOE3")->share_left, 0);
    /* the heel: by the whole sole of both feet, and once with no foot said */
    ck_assert_uint_eq(spot(w, "P_HEEL")->left, 0);
    ck_assert_uint_eq(spot(w, "P_HEEL")->unsaid, 1);
    ck_assert_double_eq_tol(spot(w, "P_HEEL")->share_left, 2 / 3.0, 1e-12);
    ck_assert_double_eq_tol(spot(w, "P_ARCH")->share_right, 1 / 3.0, 1e-12);
    ck_assert_uint_eq(spot(w, "WHOLE_SOLE")->left, 1);
    ck_assert_uint_eq(spot(w, "WHOLE_SOLE")->right, 1);
    tingle_where_free(w);
    end();
}
END_TEST

START_TEST(a_runner_in_one_pair_with_tight_laces)
{
    struct tingle_shoe shoe;
    const struct tingle_fit *f;
    struct tingle_where *w = NULL;
    struct tingle_note n, fine;
    begin();
    tingle_shoe_init(&shoe);
    shoe.name = "Red";
    OK(tingle_shoe_store(journal, &shoe, &err));
    shoe.name = "Blue";
    OK(tingle_shoe_store(journal, &shoe, &err));
    for (int i = 0; i < 6; i++) {
        n = numb_note("left", "D_FOOT");
        n.shoe = "Blue";
        n.lacing_left = 5;
        n.lacing_right = 2;
        n.onset = i ? "stopped 35" : "25"; /* of 60 min: the same minute */
        n.ended_by = "loosening";
        n.relief_min = 2;
        tingle_note_init(&fine);
        fine.felt = TINGLE_FINE;
        fine.shoe = "Red";
        run_noted(i, i < 3 ? &n : &fine);
    }
    OK(tingle_where_answer(&w, journal, 0, &err));
    ck_assert_str_eq(w->place, "the top of the left foot, in the reach of the nerve to the top of the foot");
    f = fit(w->condition, w->conditions, "LACE");
    ck_assert_ptr_nonnull(f);
    /* place 3, onset 1, relief 1, loosened 2, tight laces of that foot 2 */
    ck_assert_int_eq(f->score, 9);
    ck_assert(f->well);
    ck_assert_str_eq(f->side, "left");
    ck_assert_str_eq(f->pro[0], "the top of the foot");
    ck_assert_ptr_nonnull(strstr(f->look, "keep the heel firm"));
    ck_assert_ptr_eq(fit(w->condition, w->conditions, "SHOE_FIT"), NULL); /* none of its places */
    ck_assert_int_eq(w->gate, TINGLE_GATE_UNSCREENED);
    tingle_where_free(w);
    end();
}
END_TEST

START_TEST(a_doctors_matter_is_a_sign_and_for_a_clinicians_eyes)
{
    struct tingle_where *w = NULL;
    struct tingle_note n;
    begin();
    n = numb_note("right", "D_FOOT");
    n.weakness = "yes";
    run_noted(0, &n);
    OK(tingle_where_answer(&w, journal, 0, &err));
    ck_assert_uint_eq(w->signs, 1);
    ck_assert_str_eq(w->sign[0], "the foot was weak or tripped (the one time that says)");
    ck_assert_ptr_nonnull(fit(w->clinician, w->clinicians, "CPN"));
    ck_assert_ptr_null(fit(w->condition, w->conditions, "CPN"));
    tingle_where_free(w);
    end();
}
END_TEST

START_TEST(one_run_alone_and_runs_that_are_not_there)
{
    struct tingle_where *w = NULL;
    struct tingle_note n;
    int64_t first, second;
    begin();
    n = numb_note("right", "W34");
    first = run_noted(0, &n);
    n = numb_note("left", "P_HEEL");
    second = run_noted(1, &n);
    OK(tingle_where_answer(&w, journal, first, &err));
    ck_assert_int_eq(w->run, first);
    ck_assert_uint_eq(w->located, 1);
    ck_assert_str_eq(w->place, "between the right 3rd and 4th toes, where the nerve between them runs");
    tingle_where_free(w);
    OK(tingle_where_answer(&w, journal, second, &err));
    ck_assert_double_eq(spot(w, "P_HEEL")->share_left, 1);
    tingle_where_free(w);
    ck_assert_int_eq(tingle_where_answer(&w, journal, 99, &err), TINGLE_NO_INPUT);
    ck_assert_ptr_null(w);
    end();
}
END_TEST

START_TEST(an_empty_journal_is_an_answer)
{
    struct tingle_where *w = NULL;
    struct tingle_journal *nothing = NULL;
    test_folder_make(home);
    OK(tingle_journal_open(&nothing, home, TINGLE_JOURNAL_READ, &err));
    OK(tingle_where_answer(&w, nothing, 0, &err));
    ck_assert_uint_eq(w->spots, 29);
    ck_assert(isnan(w->spot[0].share_left));
    ck_assert_str_eq(w->place, "");
    ck_assert_str_ne(w->doctor_text, "");
    tingle_where_free(w);
    ck_assert_int_eq(tingle_where_answer(&w, nothing, 3, &err), TINGLE_NO_INPUT);
    tingle_journal_close(nothing);
    rmdir(home);
    tingle_where_free(NULL);
}
END_TEST

START_TEST(codes_are_put_into_words)
{
    char words[TINGLE_PLACE_SIZE];
    tingle_regions_words(words, "P_TOE3 P_TOE4", "right");
    ck_assert_str_eq(words, "under the right 3rd and 4th toes");
    tingle_regions_words(words, "P_HEEL  NO_SUCH", "");
    ck_assert_str_eq(words, "under the heel");
    tingle_regions_words(words, "", "both");
    ck_assert_str_eq(words, "");
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(what_is_typed_becomes_codes), TEST(what_is_no_place_is_answered_with_the_nearest),
                                       TEST(every_region_is_picked_by_code_number_and_name), TEST(runs_are_counted_by_region_and_foot),
                                       TEST(a_runner_in_one_pair_with_tight_laces), TEST(a_doctors_matter_is_a_sign_and_for_a_clinicians_eyes),
                                       TEST(one_run_alone_and_runs_that_are_not_there), TEST(an_empty_journal_is_an_answer), TEST(codes_are_put_into_words)};
    return run_tests("where", tests, COUNT(tests));
}
