/* foot: the regions of a note. */
#include "testing.h"

#include <string.h>

#include "foot/regions.h"

START_TEST(regions_have_the_codes_of_the_nerve_map)
{
    /* evidence.md 1.1: 29 rows, the first P_HALLUX, the last STOCKING. */
    ck_assert_uint_eq(foot_regions, 29);
    ck_assert_int_eq(foot_region_find("P_HALLUX"), 0);
    ck_assert_int_eq(foot_region_find("STOCKING"), 28);
    ck_assert_int_eq(foot_region_find("w34"), 7);
    ck_assert_str_eq(foot_region[7].roots, "L5/S1");
    ck_assert_int_eq(foot_region_find("KNEE"), -1);
    ck_assert_int_eq(foot_region_find(""), -1);
    ck_assert_uint_eq(foot_regions_all(), (UINT64_C(1) << 29) - 1);
}
END_TEST

START_TEST(regions_become_a_set_and_text_again)
{
    uint64_t set = 0;
    char text[FOOT_REGIONS_TEXT_SIZE], unknown[8];
    ck_assert(foot_regions_parse("P_TOE4, p_toe3;W34+ W34 ", &set, NULL, 0));
    foot_regions_text(text, sizeof text, set);
    ck_assert_str_eq(text, "P_TOE3 P_TOE4 W34");
    ck_assert(foot_regions_parse("  ", &set, NULL, 0));
    ck_assert_uint_eq(set, 0);
    foot_regions_text(text, sizeof text, set);
    ck_assert_str_eq(text, "");
    set = 5;
    ck_assert(!foot_regions_parse("P_TOE3 P_TOES_LEFT", &set, unknown, sizeof unknown));
    ck_assert_str_eq(unknown, "P_TOES_");
    ck_assert_uint_eq(set, 5);
}
END_TEST

START_TEST(all_regions_fit_and_a_small_buffer_cuts_at_a_whole_code)
{
    char text[FOOT_REGIONS_TEXT_SIZE], small[10];
    uint64_t set = 0;
    foot_regions_text(text, sizeof text, foot_regions_all());
    ck_assert(foot_regions_parse(text, &set, NULL, 0));
    ck_assert_uint_eq(set, foot_regions_all());
    foot_regions_text(small, sizeof small, foot_regions_all());
    ck_assert_str_eq(small, "P_HALLUX");
}
END_TEST

START_TEST(neighbours_are_each_others_and_none_is_its_own)
{
    for (size_t i = 0; i < foot_regions; i++) {
        ck_assert_uint_eq(foot_region[i].neighbours >> i & 1, 0);
        for (size_t k = 0; k < foot_regions; k++)
            ck_assert_uint_eq(foot_region[i].neighbours >> k & 1, foot_region[k].neighbours >> i & 1);
        if (foot_region[i].covers) ck_assert_uint_eq(foot_region[i].neighbours, 0);
        else ck_assert_uint_ne(foot_region[i].neighbours, 0);
    }
}
END_TEST

START_TEST(what_is_made_of_others_covers_what_is_drawn)
{
    uint64_t drawn = 0, sole = UINT64_C(1) << foot_region_find("WHOLE_SOLE");
    for (size_t i = 0; i < foot_regions; i++)
        if (foot_region[i].views) drawn |= UINT64_C(1) << i;
    for (size_t i = 0; i < foot_regions; i++) {
        ck_assert_int_eq(foot_region[i].views == 0, foot_region[i].covers != 0);
        ck_assert_uint_eq(foot_region[i].covers & ~drawn, 0);
    }
    ck_assert_uint_eq(foot_region[foot_region_find("STOCKING")].covers, drawn);
    ck_assert_uint_ne(foot_regions_spread(sole) & UINT64_C(1) << foot_region_find("P_HEEL"), 0);
    ck_assert_uint_eq(foot_regions_spread(1), 1);
}
END_TEST

START_TEST(names_are_whole_or_parts_of_words)
{
    ck_assert_int_eq(foot_region_named("The Arch.", 9), foot_region_find("P_ARCH"));
    ck_assert_int_eq(foot_region_named("34", 2), foot_region_find("W34"));
    ck_assert_int_eq(foot_region_named("arches", 6), -1);
    ck_assert_int_eq(foot_region_named("the", 3), -1);
    ck_assert_uint_eq(foot_regions_partly_named("inner ank", 9), UINT64_C(1) << foot_region_find("ANK_MED"));
    ck_assert_uint_eq(foot_regions_partly_named("", 0), 0);
    ck_assert_int_eq(foot_region_nearest("P_TO3", 5), foot_region_find("P_TOE3"));
    ck_assert_int_eq(foot_region_nearest("xyz", 3), -1);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(regions_have_the_codes_of_the_nerve_map),
                                       TEST(regions_become_a_set_and_text_again),
                                       TEST(neighbours_are_each_others_and_none_is_its_own),
                                       TEST(what_is_made_of_others_covers_what_is_drawn),
                                       TEST(names_are_whole_or_parts_of_words),
                                       TEST(all_regions_fit_and_a_small_buffer_cuts_at_a_whole_code)};
    return run_tests("foot", tests, COUNT(tests));
}
